//! Tables (RFC 4180) of the types that are lists, safe to open in a spreadsheet.

use content::Body;
use content::material::quiz::{QuizItem, QuizKind};
use content::material::{Flashcards, LessonPlan, MasterContentOutline, ReadingGuideQuestions};
use csv::{Terminator, WriterBuilder};

/// The most options of a question that get a column of their own.
const OPTIONS: usize = 6;

/// The body's list as a table with a heading row; empty for types that are not lists.
pub(crate) fn table(body: &Body) -> Vec<u8> {
    let rows = rows(body);
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in &rows {
        let cells = row.iter().map(|cell| defused(cell));
        writer
            .write_record(cells)
            .expect("every row has as many cells as the first, and memory does not fail");
    }
    writer.into_inner().expect("memory does not fail")
}

fn rows(body: &Body) -> Vec<Vec<String>> {
    match body {
        Body::Flashcards(cards) => flashcards(cards),
        Body::Quiz(quiz) => with_head(&QUIZ_HEAD, quiz.items.iter().map(question)),
        Body::FaqCollection(faq) => {
            let items = faq.items.iter();
            let items =
                items.map(|item| vec![item.question.clone(), item.answer.clone(), item.category.clone()]);
            with_head(&["question", "answer", "category"], items)
        }
        Body::ReadingGuideQuestions(guide) => reading_questions(guide),
        Body::StudyGuide(guide) => {
            let concepts = guide.key_concepts.iter();
            let concepts = concepts.map(|concept| vec![concept.term.clone(), concept.definition.clone()]);
            with_head(&["term", "definition"], concepts)
        }
        Body::MasterContentOutline(outline) => self::outline(outline),
        Body::LessonPlan(plan) => lesson_plan(plan),
        Body::PodcastScript(script) => {
            let segments = script.segments.iter();
            let segments = segments.map(|segment| vec![segment.speaker.clone(), segment.text.clone()]);
            with_head(&["speaker", "text"], segments)
        }
        Body::OnePagerSummary(_) | Body::DetailedReadingMaterial(_) => Vec::new(),
    }
}

fn flashcards(cards: &Flashcards) -> Vec<Vec<String>> {
    let rows = cards.items.iter().map(|card| {
        vec![card.term.clone(), card.definition.clone(), card.category.clone(), name(&card.difficulty)]
    });
    with_head(&["term", "definition", "category", "difficulty"], rows)
}

fn reading_questions(guide: &ReadingGuideQuestions) -> Vec<Vec<String>> {
    let rows = guide.questions.iter().map(|item| {
        let level = item.bloom_level.as_str().to_owned();
        vec![item.question.clone(), name(&item.stage), level, item.sample_answer.clone()]
    });
    with_head(&["question", "stage", "bloom_level", "sample_answer"], rows)
}

fn outline(outline: &MasterContentOutline) -> Vec<Vec<String>> {
    let rows = outline.sections.iter().map(|section| {
        vec![
            section.section_number.to_string(),
            section.title.clone(),
            section.description.clone(),
            section.estimated_duration_minutes.to_string(),
            section.key_points.join("\n"),
        ]
    });
    with_head(&["section_number", "title", "description", "estimated_duration_minutes", "key_points"], rows)
}

fn lesson_plan(plan: &LessonPlan) -> Vec<Vec<String>> {
    let rows = plan.steps.iter().map(|step| {
        let minutes = step.minutes.to_string();
        vec![step.phase.clone(), minutes, step.teacher_does.clone(), step.learners_do.clone()]
    });
    with_head(&["phase", "minutes", "teacher_does", "learners_do"], rows)
}

const QUIZ_HEAD: [&str; 13] = [
    "kind",
    "stem",
    "option_1",
    "option_2",
    "option_3",
    "option_4",
    "option_5",
    "option_6",
    "pairs",
    "answer",
    "explanation",
    "bloom_level",
    "difficulty",
];

fn question(item: &QuizItem) -> Vec<String> {
    let mut row = vec![name(&item.kind), item.stem.clone()];
    let options = item.options.iter().map(|option| option.text.clone());
    row.extend(options.chain(std::iter::repeat(String::new())).take(OPTIONS));
    let pairs = item.pairs.iter().map(|pair| format!("{} = {}", pair.left, pair.right));
    row.push(if item.kind == QuizKind::Matching {
        pairs.collect::<Vec<_>>().join("\n")
    } else {
        String::new()
    });
    row.extend([item.answer.clone(), item.explanation.clone()]);
    row.extend([item.bloom_level.as_str().to_owned(), name(&item.difficulty)]);
    row
}

fn with_head(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<Vec<String>> {
    let head = head.iter().map(|name| (*name).to_owned()).collect();
    std::iter::once(head).chain(rows).collect()
}

/// The name of an enumeration's value, as JSON has it.
fn name(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).ok();
    value.and_then(|value| value.as_str().map(ToOwned::to_owned)).unwrap_or_default()
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe in front, which it shows as text. Numbers stay.
///
/// **Source** OWASP, "CSV Injection", read 2026.
fn defused(cell: &str) -> String {
    let first = cell.chars().find(|c| !c.is_whitespace() || matches!(c, '\t' | '\r' | '\n'));
    let is_formula = first
        .is_some_and(|c| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if is_formula && cell.trim().parse::<f64>().is_err() { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_numbers_stay() {
        for cell in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1"] {
            assert!(defused(cell).starts_with('\''), "{cell:?}");
        }
        for cell in ["-3.5", "+7", "a=b", "", "Energy - and more", "−40 °C"] {
            assert_eq!(defused(cell), cell);
        }
    }
}
