//! How each content type stands on a page. Answers stand apart from their questions, so that a page can be handed out.

use content::Body;
use content::material::quiz::{QuizItem, QuizKind};
use content::material::{
    DetailedReadingMaterial, FaqCollection, Flashcards, LessonPlan, MasterContentOutline, OnePagerSummary,
    PodcastScript, Quiz, ReadingGuideQuestions, Section, StudyGuide,
};

use super::writer::Writer;

/// Writes the body below the page's heading.
pub(super) fn write(page: &mut Writer<'_>, body: &Body) {
    match body {
        Body::MasterContentOutline(outline) => self::outline(page, outline),
        Body::StudyGuide(guide) => study_guide(page, guide),
        Body::OnePagerSummary(summary) => one_pager(page, summary),
        Body::DetailedReadingMaterial(reading) => self::reading(page, reading),
        Body::Flashcards(cards) => flashcards(page, cards),
        Body::Quiz(quiz) => self::quiz(page, quiz),
        Body::FaqCollection(faq) => self::faq(page, faq),
        Body::ReadingGuideQuestions(questions) => reading_questions(page, questions),
        Body::PodcastScript(script) => podcast(page, script),
        Body::LessonPlan(plan) => lesson_plan(page, plan),
    }
}

fn outline(page: &mut Writer<'_>, outline: &MasterContentOutline) {
    page.prose(&outline.overview, "/overview");
    let minutes = outline.estimated_total_duration;
    let about =
        format!("{} · {} · {minutes} minutes", outline.target_audience, outline.difficulty_level.as_str());
    page.classed("p", "about", &about);
    for (index, section) in outline.sections.iter().enumerate() {
        let at = format!("/sections/{index}");
        page.raw("<section>\n");
        page.element("h2", &format!("{}. {}", section.section_number, section.title));
        page.classed("p", "about", &format!("{} minutes", section.estimated_duration_minutes));
        page.prose(&section.description, &format!("{at}/description"));
        page.list(&section.key_points, &format!("{at}/key_points"));
        page.raw("</section>\n");
    }
}

fn study_guide(page: &mut Writer<'_>, guide: &StudyGuide) {
    page.prose(&guide.overview, "/overview");
    page.element("h2", "Key concepts");
    let concepts =
        guide.key_concepts.iter().map(|concept| (concept.term.as_str(), concept.definition.as_str()));
    terms(page, concepts, "/key_concepts");
    sections(page, &guide.sections);
    let exercises = guide.practice_exercises.iter().map(|exercise| exercise.prompt.as_str());
    questions(page, "Practice", exercises);
    let tests = guide.assessment_questions.iter().map(|question| question.question.as_str());
    questions(page, "Test yourself", tests);
    page.element("h2", "Summary");
    page.prose(&guide.summary, "/summary");
    further(page, "Further reading", &guide.recommended_reading, "/recommended_reading");
    let exercises = guide.practice_exercises.iter().map(|exercise| exercise.answer.as_str());
    answers(page, "Answers: practice", exercises, |index| format!("/practice_exercises/{index}/answer"));
    let tests = guide.assessment_questions.iter().map(|question| question.answer.as_str());
    answers(page, "Answers: test yourself", tests, |index| format!("/assessment_questions/{index}/answer"));
}

fn one_pager(page: &mut Writer<'_>, summary: &OnePagerSummary) {
    page.prose(&summary.executive_summary, "/executive_summary");
    page.element("h2", "Key takeaways");
    page.list(&summary.key_takeaways, "/key_takeaways");
    page.element("h2", "In more detail");
    page.prose(&summary.main_content, "/main_content");
}

fn reading(page: &mut Writer<'_>, reading: &DetailedReadingMaterial) {
    page.prose(&reading.introduction, "/introduction");
    sections(page, &reading.sections);
    page.prose(&reading.conclusion, "/conclusion");
    further(page, "References", &reading.references, "/references");
}

fn flashcards(page: &mut Writer<'_>, cards: &Flashcards) {
    let items = cards.items.iter().map(|card| (card.term.as_str(), card.definition.as_str()));
    terms(page, items, "/items");
}

fn quiz(page: &mut Writer<'_>, quiz: &Quiz) {
    page.raw("<ol class=\"questions\">\n");
    for item in &quiz.items {
        page.raw("<li>");
        page.element("p", &item.stem);
        choices(page, item);
        page.raw("</li>\n");
    }
    page.raw("</ol>\n<section class=\"key\">\n<h2>Answer key</h2>\n<ol>\n");
    for (index, item) in quiz.items.iter().enumerate() {
        page.raw("<li><strong>");
        page.words(&item.answer);
        page.raw("</strong> — ");
        page.with_marks(&item.explanation, &format!("/items/{index}/explanation"));
        page.raw("</li>\n");
    }
    page.raw("</ol>\n</section>\n");
}

fn choices(page: &mut Writer<'_>, item: &QuizItem) {
    if !item.options.is_empty() {
        page.raw("<ol type=\"A\">\n");
        item.options.iter().for_each(|option| page.element("li", &option.text));
        page.raw("</ol>\n");
    }
    if item.kind == QuizKind::Matching {
        // in the order of the alphabet, which tells nothing
        let mut rights: Vec<&str> = item.pairs.iter().map(|pair| pair.right.as_str()).collect();
        rights.sort_unstable();
        page.raw("<table>\n");
        for (pair, right) in item.pairs.iter().zip(rights) {
            page.raw("<tr>");
            page.element("td", &pair.left);
            page.element("td", right);
            page.raw("</tr>\n");
        }
        page.raw("</table>\n");
    }
}

fn faq(page: &mut Writer<'_>, faq: &FaqCollection) {
    for (index, item) in faq.items.iter().enumerate() {
        page.raw("<section>\n");
        page.element("h2", &item.question);
        page.prose(&item.answer, &format!("/items/{index}/answer"));
        page.raw("</section>\n");
    }
}

fn reading_questions(page: &mut Writer<'_>, guide: &ReadingGuideQuestions) {
    let mut stage = None;
    for (index, question) in guide.questions.iter().enumerate() {
        if stage.replace(question.stage) != Some(question.stage) {
            page.element("h2", question.stage.title());
        }
        page.element("p", &format!("{}. {}", index + 1, question.question));
    }
    let samples = guide.questions.iter().map(|question| question.sample_answer.as_str());
    answers(page, "What a good answer may say", samples, |index| format!("/questions/{index}/sample_answer"));
}

fn podcast(page: &mut Writer<'_>, script: &PodcastScript) {
    page.classed("p", "about", &format!("About {} minutes", script.estimated_duration_minutes));
    page.prose(&script.introduction, "/introduction");
    page.raw("<dl class=\"script\">\n");
    for (index, segment) in script.segments.iter().enumerate() {
        page.element("dt", &segment.speaker);
        page.cited("dd", &segment.text, &format!("/segments/{index}/text"));
    }
    page.raw("</dl>\n");
    page.prose(&script.conclusion, "/conclusion");
    further(page, "Notes for the speakers", &script.speaker_notes, "/speaker_notes");
}

fn lesson_plan(page: &mut Writer<'_>, plan: &LessonPlan) {
    page.classed("p", "about", &format!("{} minutes", plan.duration_minutes));
    further(page, "Materials", &plan.materials, "/materials");
    page.element("h2", "Steps");
    page.raw(
        "<table>\n<thead><tr><th>Phase</th><th>Minutes</th><th>Teacher</th><th>Learners</th></tr></thead>\n",
    );
    for (index, step) in plan.steps.iter().enumerate() {
        page.raw("<tr>");
        page.element("th", &step.phase);
        page.element("td", &step.minutes.to_string());
        page.cited("td", &step.teacher_does, &format!("/steps/{index}/teacher_does"));
        page.cited("td", &step.learners_do, &format!("/steps/{index}/learners_do"));
        page.raw("</tr>\n");
    }
    page.raw("</table>\n");
    page.element("h2", "Assessment");
    page.prose(&plan.assessment, "/assessment");
    page.element("h2", "Support");
    page.prose(&plan.differentiation.support, "/differentiation/support");
    page.element("h2", "Extension");
    page.prose(&plan.differentiation.extension, "/differentiation/extension");
    page.element("h2", "Homework");
    page.prose(&plan.homework, "/homework");
}

fn sections(page: &mut Writer<'_>, sections: &[Section]) {
    for (index, section) in sections.iter().enumerate() {
        page.raw("<section>\n");
        page.element("h2", &section.title);
        page.prose(&section.content, &format!("/sections/{index}/content"));
        page.raw("</section>\n");
    }
}

fn terms<'t>(page: &mut Writer<'_>, terms: impl Iterator<Item = (&'t str, &'t str)>, pointer: &str) {
    page.raw("<dl>\n");
    for (index, (term, definition)) in terms.enumerate() {
        page.element("dt", term);
        page.cited("dd", definition, &format!("{pointer}/{index}/definition"));
    }
    page.raw("</dl>\n");
}

fn questions<'t>(page: &mut Writer<'_>, heading: &str, questions: impl Iterator<Item = &'t str>) {
    page.element("h2", heading);
    page.raw("<ol class=\"questions\">\n");
    questions.for_each(|question| page.element("li", question));
    page.raw("</ol>\n");
}

fn answers<'t>(
    page: &mut Writer<'_>,
    heading: &str,
    answers: impl Iterator<Item = &'t str>,
    pointer: impl Fn(usize) -> String,
) {
    page.raw("<section class=\"key\">\n");
    page.element("h2", heading);
    page.raw("<ol>\n");
    for (index, answer) in answers.enumerate() {
        page.cited("li", answer, &pointer(index));
    }
    page.raw("</ol>\n</section>\n");
}

fn further(page: &mut Writer<'_>, heading: &str, items: &[String], pointer: &str) {
    if !items.is_empty() {
        page.element("h2", heading);
        page.list(items, pointer);
    }
}
