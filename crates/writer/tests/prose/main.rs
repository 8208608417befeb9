//! The types made of prose — outline, study guide, one-pager, reading text, podcast script, lesson plan — on the whole
//! starter library, on a stranger's text and on hostile input.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking, in its helpers as well")]

mod hostile;
mod rules;
mod stranger;

use content::source::Origin;
use content::{Brief, ContentType, GradeLevel, NewBrief, Passage, Source, SourceId};
use factoria_writer::{Draft, Request, TooLittle, write};
use sources::library::{self, Level, LibraryText};

/// The types that these tests are about.
const KINDS: [ContentType; 6] = [
    ContentType::MasterContentOutline,
    ContentType::StudyGuide,
    ContentType::OnePagerSummary,
    ContentType::DetailedReadingMaterial,
    ContentType::PodcastScript,
    ContentType::LessonPlan,
];

/// What is asked of the writer.
struct Asked<'a> {
    kind: ContentType,
    level: GradeLevel,
    topic: &'a str,
    minutes: Option<u32>,
}

fn written(asked: &Asked<'_>, passages: &[Passage], sources: &[Source]) -> Result<Draft, TooLittle> {
    let brief = Brief::try_from(NewBrief {
        content_type: asked.kind.as_str().to_owned(),
        topic: asked.topic.to_owned(),
        grade_level: Some(asked.level.as_str().to_owned()),
        minutes: asked.minutes,
        ..NewBrief::default()
    });
    write(&Request { brief: &brief.expect("a title is a topic"), passages, sources })
}

fn of_library(text: &LibraryText, kind: ContentType, level: GradeLevel, minutes: Option<u32>) -> Draft {
    let asked = Asked { kind, level, topic: &text.title, minutes };
    let draft = written(&asked, text.passages(), &[text.source()]);
    draft.unwrap_or_else(|too_little| panic!("{} {kind} {level}: {too_little}", text.slug))
}

/// The text that a person pastes, as a source with passages.
fn pasted(name: &str, text: &str) -> (Source, Vec<Passage>) {
    let hint = sources::Hint { file_name: Some(name), media_type: None };
    let document = sources::extract(text.as_bytes(), hint, &sources::Limits::default()).expect("it is text");
    let id: SourceId = "018f4f6e-2f5a-7cc0-9d2b-6f5a7f3c2d11".parse().expect("a well-formed id");
    let passages = sources::chunk::passages(id, &document);
    let source = Source {
        id,
        title: name.trim_end_matches(".txt").to_owned(),
        text: document.text,
        licence: None,
        url: None,
        origin: Origin::Text,
        language: None,
        references: Vec::new(),
    };
    (source, passages)
}

#[test]
fn every_topic_gives_every_type_at_every_level() {
    for text in library::texts() {
        for level in GradeLevel::ALL.into_iter().filter(|&level| Level::for_grade(level) == text.level) {
            for kind in KINDS {
                let draft = of_library(text, kind, level, None);
                rules::hold(&format!("{} {kind} {level}", text.slug), kind, &draft, text.passages());
            }
        }
    }
}

#[test]
fn unmarked_topics_give_what_they_carry() {
    let (mut made, mut asked) = (0, 0);
    for text in library::texts() {
        let mut passages = text.passages().to_vec();
        passages.iter_mut().for_each(|passage| passage.marks.clear());
        let level =
            if text.level == Level::Lower { GradeLevel::MiddleSchool } else { GradeLevel::HighSchool };
        for kind in KINDS {
            asked += 1;
            let request = Asked { kind, level, topic: &text.title, minutes: None };
            if let Ok(draft) = written(&request, &passages, &[text.source()]) {
                made += 1;
                rules::hold(&format!("{} {kind} unmarked", text.slug), kind, &draft, &passages);
            }
        }
    }
    assert!(made * 100 >= asked * 95, "{made} of {asked}");
}

#[test]
fn the_same_request_gives_the_same_draft() {
    let text = library::texts().first().expect("the library has texts");
    for kind in KINDS {
        let level = if text.level == Level::Lower { GradeLevel::Elementary } else { GradeLevel::College };
        assert_eq!(of_library(text, kind, level, None), of_library(text, kind, level, None));
    }
}

#[test]
fn minutes_are_kept() {
    let text = library::texts().iter().find(|text| text.slug == "photosynthesis").expect("it is there");
    let level = if text.level == Level::Lower { GradeLevel::Elementary } else { GradeLevel::HighSchool };
    for minutes in [5, 7, 12, 29, 30, 45, 50, 90, 137, 600] {
        let plan = of_library(text, ContentType::LessonPlan, level, Some(minutes)).body.to_json();
        assert_eq!(plan["duration_minutes"], minutes);
        let outline =
            of_library(text, ContentType::MasterContentOutline, level, Some(minutes)).body.to_json();
        assert_eq!(outline["estimated_total_duration"], minutes);
    }
    let words = |minutes| {
        let draft = of_library(text, ContentType::DetailedReadingMaterial, level, minutes);
        text::word::count(&draft.body.to_markdown())
    };
    assert!(words(Some(5)) <= words(None));
}
