//! The templates, compiled in.

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../prompts/", $name)))),*]
    };
}

/// Name and source of every template.
pub(super) const ALL: &[(&str, &str)] = templates![
    "shared/correction.md",
    "shared/level.md",
    "shared/output.md",
    "shared/passages.md",
    "shared/standing.md",
    "shared/task.md",
    "master_content_outline/system.md",
    "master_content_outline/user.md",
    "study_guide/system.md",
    "study_guide/user.md",
    "one_pager_summary/system.md",
    "one_pager_summary/user.md",
    "detailed_reading_material/system.md",
    "detailed_reading_material/user.md",
    "flashcards/system.md",
    "flashcards/user.md",
    "quiz/system.md",
    "quiz/user.md",
    "faq_collection/system.md",
    "faq_collection/user.md",
    "reading_guide_questions/system.md",
    "reading_guide_questions/user.md",
    "podcast_script/system.md",
    "podcast_script/user.md",
    "lesson_plan/system.md",
    "lesson_plan/user.md",
];
