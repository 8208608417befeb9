//! What is asked for: every topic of the library as every type, at the levels its texts are written for.

use content::{Brief, ContentType, GradeLevel, NewBrief};

/// The levels that the library's own sentences suit, which is what the stand-in writes with.
const LEVELS: [GradeLevel; 4] =
    [GradeLevel::HighSchool, GradeLevel::MiddleSchool, GradeLevel::General, GradeLevel::AdultLearning];

/// Every topic x type, at one level each; then the same at the next level, and so on.
pub(crate) fn all() -> Vec<Brief> {
    let mut topics: Vec<&str> = sources::library::texts().iter().map(|text| text.title.as_str()).collect();
    topics.sort_unstable();
    topics.dedup();
    let mut briefs = Vec::new();
    for turn in 0..LEVELS.len() {
        for (at, topic) in topics.iter().enumerate() {
            for (nth, content_type) in ContentType::ALL.into_iter().enumerate() {
                briefs.push(brief(content_type, topic, LEVELS[(at + nth + turn) % LEVELS.len()]));
            }
        }
    }
    briefs
}

/// One brief.
pub(crate) fn brief(content_type: ContentType, topic: &str, level: GradeLevel) -> Brief {
    let new = NewBrief {
        content_type: content_type.as_str().to_owned(),
        topic: topic.to_owned(),
        grade_level: Some(level.as_str().to_owned()),
        ..NewBrief::default()
    };
    Brief::try_from(new).expect("type, topic and level are the product's own")
}
