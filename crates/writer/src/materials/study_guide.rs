//! Study guide: a guide one learner can work through alone.

use content::Body;
use content::material::Section;
use content::material::study_guide::{AssessmentQuestion, KeyConcept, PracticeExercise, StudyGuide};

use crate::cite::{Citations, Prose};
use crate::facts::Fact;
use crate::lesson::Lesson;
use crate::prose::choose::Budget;
use crate::prose::parts::{self, Wanted};
use crate::prose::{Chooser, Line, Manuscript, Part, Standing, fitted, join, opening, readers, works};
use crate::{Draft, Request, TooLittle, objectives};

mod concept;
mod practice;

use concept::Concept;
use practice::Practice;

/// The fewest and most sections.
const SECTIONS: (usize, usize) = (2, 10);
/// The fewest key concepts, and how many make a good list.
const CONCEPTS: (usize, usize) = (5, 14);
/// The fewest exercises and questions.
const PRACTICE: (usize, usize) = (3, 5);
/// The most works for further reading.
const READING: usize = 20;
/// How much of its source's words a section keeps where the brief sets no time, and the fewest and most words of it.
const KEPT: f64 = 0.7;
const SECTION_WORDS: (usize, usize) = (60, 190);

/// Composes a study guide.
///
/// # Errors
/// [`TooLittle`] when the passages do not carry five key concepts, two sections, three exercises and five questions.
pub(super) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let lesson = Lesson::of(request, facts)?;
    fitted(&lesson, draft)
}

fn draft(manuscript: &Manuscript<'_>) -> Result<Draft, TooLittle> {
    let lesson = manuscript.lesson;
    let request = lesson.request;
    let parts = parts::of(manuscript, Wanted { least: SECTIONS.0, most: SECTIONS.1, lines: 4 });
    let mut chooser = Chooser::new(manuscript);
    let overview = opening::lines(manuscript, &mut chooser, &parts, 4, 4);
    let concepts = concept::of(manuscript, &overview, CONCEPTS.0, CONCEPTS.1);
    let summary = opening::closing(manuscript, &mut chooser, &parts, 4);
    let texts = sections(manuscript, &mut chooser, &parts, &concepts);
    let practice = practice::of(manuscript);
    let kept: Vec<(&Part, &Vec<usize>)> =
        parts.iter().zip(&texts).filter(|(_, lines)| lines.len() >= 2).collect();
    enough(lesson, &concepts, &kept, &practice)?;
    if overview.is_empty() || summary.is_empty() {
        return Err(lesson.too_little(kept.len(), SECTIONS.0 + 1, "sections"));
    }
    let mut citations = Citations::new(request.passages);
    let mut written = |pointer: String, lines: &[usize]| {
        let mut prose = Prose::new(pointer);
        join::write(manuscript, lines, &mut prose);
        prose.finish(&mut citations)
    };
    let body = StudyGuide {
        title: format!("{}: study guide", lesson.topic()),
        overview: written("/overview".to_owned(), &overview),
        sections: kept
            .iter()
            .enumerate()
            .map(|(index, (part, lines))| Section {
                title: part.title.clone(),
                content: written(format!("/sections/{index}/content"), lines),
            })
            .collect(),
        summary: written("/summary".to_owned(), &summary),
        key_concepts: key_concepts(&concepts, &mut citations),
        practice_exercises: exercises(&practice, &mut citations),
        assessment_questions: questions(&practice, &mut citations),
        recommended_reading: works::recommended(request, READING),
    };
    Ok(Draft {
        body: Body::StudyGuide(body),
        citations: citations.finish(),
        objectives: objectives::of(lesson),
    })
}

fn enough(
    lesson: &Lesson<'_>,
    concepts: &[Concept],
    sections: &[(&Part, &Vec<usize>)],
    practice: &Practice,
) -> Result<(), TooLittle> {
    let counts = [
        (concepts.len(), CONCEPTS.0, "key concepts"),
        (sections.len(), SECTIONS.0, "sections"),
        (practice.exercises.len(), PRACTICE.0, "exercises"),
        (practice.questions.len(), PRACTICE.1, "questions"),
    ];
    match counts.into_iter().find(|(found, wanted, _)| found < wanted) {
        Some((found, wanted, things)) => Err(lesson.too_little(found, wanted, things)),
        None => Ok(()),
    }
}

fn key_concepts(concepts: &[Concept], citations: &mut Citations<'_>) -> Vec<KeyConcept> {
    let concepts = concepts.iter().enumerate().map(|(index, concept)| {
        citations.whole(format!("/key_concepts/{index}/definition"), &concept.quote);
        KeyConcept { term: concept.term.clone(), definition: concept.definition.clone() }
    });
    concepts.collect()
}

/// The text of each part, condensed; what the key concepts define is told again only where the thread needs it.
fn sections(
    manuscript: &Manuscript<'_>,
    chooser: &mut Chooser<'_>,
    parts: &[Part],
    concepts: &[Concept],
) -> Vec<Vec<usize>> {
    let defined =
        |line: usize| concepts.iter().any(|concept| manuscript.lines[line].span().overlaps(&concept.quote));
    let total: usize = parts.iter().map(|part| words(manuscript, part)).sum();
    let brief = manuscript.lesson.request.brief;
    let share = brief.minutes.map_or(KEPT, |minutes| {
        // half of the time goes to exercises and questions
        f64::from(minutes * readers::words_a_minute(brief.grade_level)) / 2.0 / total.max(1) as f64
    });
    let pick = |part: &Part| {
        let room = words(manuscript, part) as f64 * share;
        let most = if brief.minutes.is_some() { usize::MAX } else { SECTION_WORDS.1 };
        let budget =
            Budget { lines: (3, usize::MAX), ..Budget::words((room as usize).clamp(SECTION_WORDS.0, most)) };
        chooser.pick(&part.lines, budget, |line| if defined(line) { 0.75 } else { 1.0 })
    };
    parts.iter().map(pick).collect()
}

fn words(manuscript: &Manuscript<'_>, part: &Part) -> usize {
    let usable = |line: &&Line<'_>| line.standing != Standing::Unfit;
    manuscript.lines[part.lines.clone()].iter().filter(usable).map(Line::words).sum()
}

fn exercises(practice: &Practice, citations: &mut Citations<'_>) -> Vec<PracticeExercise> {
    let exercises = practice.exercises.iter().enumerate().map(|(index, exercise)| {
        let mut prose = Prose::new(format!("/practice_exercises/{index}/answer"));
        join::say(&mut prose, &exercise.answer);
        PracticeExercise { prompt: exercise.prompt.clone(), answer: prose.finish(citations) }
    });
    exercises.collect()
}

fn questions(practice: &Practice, citations: &mut Citations<'_>) -> Vec<AssessmentQuestion> {
    let questions = practice.questions.iter().enumerate().map(|(index, question)| {
        let mut prose = Prose::new(format!("/assessment_questions/{index}/answer"));
        join::say(&mut prose, &question.answer);
        let (question, bloom_level) = (question.question.clone(), question.bloom_level);
        AssessmentQuestion { question, answer: prose.finish(citations), bloom_level }
    });
    questions.collect()
}
