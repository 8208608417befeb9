//! A text nobody marked: a lagoon, told in six paragraphs without headings.

use content::{ContentType, GradeLevel};

use crate::{Asked, KINDS, pasted, rules, written};

const LAGOON: &str = include_str!("lagoon.txt");

#[test]
fn an_article_without_headings_gives_every_type() {
    let (source, passages) = pasted("lagoon.txt", LAGOON);
    for kind in KINDS {
        let asked = Asked { kind, level: GradeLevel::General, topic: "the Venetian Lagoon", minutes: None };
        let draft = written(&asked, &passages, std::slice::from_ref(&source));
        let draft = draft.unwrap_or_else(|too_little| panic!("{kind}: {too_little}"));
        rules::hold(kind.as_str(), kind, &draft, &passages);
    }
}

#[test]
fn sections_are_called_by_what_they_are_about() {
    let (source, passages) = pasted("lagoon.txt", LAGOON);
    let kind = ContentType::MasterContentOutline;
    let asked = Asked { kind, level: GradeLevel::General, topic: "the Venetian Lagoon", minutes: None };
    let outline = written(&asked, &passages, &[source]).unwrap().body.to_json();
    for section in outline["sections"].as_array().unwrap() {
        let title = section["title"].as_str().unwrap().to_lowercase();
        assert!(!title.starts_with("section") && !title.starts_with("part"), "{title}");
        let first = title.split(' ').next().unwrap();
        assert!(LAGOON.to_lowercase().contains(first), "{title} is no word of the text");
    }
}

#[test]
fn what_leans_on_another_sentence_is_no_key_point() {
    let (source, passages) = pasted("lagoon.txt", LAGOON);
    let kind = ContentType::MasterContentOutline;
    let asked = Asked { kind, level: GradeLevel::General, topic: "the Venetian Lagoon", minutes: None };
    let outline = written(&asked, &passages, &[source]).unwrap().body.to_json().to_string();
    for leaning in ["Around 8 per cent of it", "This work took", "It happens mostly", "Some people think"] {
        assert!(!outline.contains(leaning), "{leaning}");
    }
}

#[test]
fn a_text_that_says_too_little_is_told_so() {
    let (source, passages) =
        pasted("note.txt", "Salt marshes slow the waves. The gates close the inlets at high tide.");
    for kind in KINDS {
        let asked = Asked { kind, level: GradeLevel::General, topic: "salt marshes", minutes: None };
        let too_little = written(&asked, &passages, std::slice::from_ref(&source)).unwrap_err();
        let detail = &too_little.findings[0].detail;
        assert!(detail.contains(" of ") && detail.contains("add a source on salt marshes"), "{detail}");
    }
}
