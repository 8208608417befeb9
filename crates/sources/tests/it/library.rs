//! Every text of the starter library is as its readers and the built-in writer need it.

use std::collections::HashSet;

use content::{MarkKind, Passage};
use factoria_sources::chunk::MAX_WORDS;
use factoria_sources::library::{self, Level, LibraryText};
use factoria_sources::{BlockKind, stems};
use text::Language;

fn each(check: impl Fn(&LibraryText) -> Result<(), String>) {
    let slips: Vec<String> = library::texts()
        .iter()
        .filter_map(|text| {
            check(text).err().map(|slip| format!("{}.{}: {slip}", text.slug, text.level.as_str()))
        })
        .collect();
    assert!(slips.is_empty(), "{}", slips.join("\n"));
}

/// The stem of the word that says what kind of thing a term is: the last, or the one before `of`.
fn main_word(term: &str) -> String {
    let head = term.split(" of ").next().unwrap_or(term);
    stems::of(head, Language::En).pop().unwrap_or_default()
}

fn ensure(holds: bool, slip: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(slip()) }
}

#[test]
fn every_file_is_read_and_every_topic_has_two_levels() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/library");
    let folders =
        std::fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let files: usize = folders.map(|folder| std::fs::read_dir(folder).unwrap().count()).sum();
    assert_eq!(
        library::texts().len(),
        files,
        "a file's front matter, subject or level is not as it should be"
    );
    let topics: HashSet<_> = library::texts().iter().map(|text| (text.subject, text.slug)).collect();
    assert_eq!(library::texts().len(), 2 * topics.len());
    each(|text| {
        let levels = library::texts().iter().filter(|other| other.slug == text.slug);
        let alike =
            levels.clone().all(|other| other.title == text.title && other.other_names == text.other_names);
        ensure(levels.count() == 2 && alike, || "title or other names differ between the levels".to_owned())
    });
}

#[test]
fn names_and_references_are_there() {
    each(|text| {
        ensure((2..=8).contains(&text.other_names.len()), || {
            format!("{} other names", text.other_names.len())
        })?;
        ensure((2..=3).contains(&text.references.len()), || format!("{} references", text.references.len()))
    });
}

#[test]
fn a_text_has_the_length_of_a_lesson() {
    each(|text| {
        let document = text.document();
        let body = document.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Heading(_)));
        let words: usize = body.map(|block| text::word::count(document.text_of(block))).sum();
        ensure((500..=900).contains(&words), || format!("{words} words"))
    });
}

/// The body as a reader reads it aloud: no headings, no list markers, a formula as one word.
fn prose(text: &LibraryText) -> String {
    let document = text.document();
    let spoken =
        document.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Heading(_))).map(|block| {
            let line = document.text_of(block);
            let line = if block.kind == BlockKind::ListItem {
                line.split_once(' ').map_or(line, |(_, rest)| rest)
            } else {
                line
            };
            line.split('$')
                .enumerate()
                .map(|(at, part)| if at % 2 == 1 { "x" } else { part })
                .collect::<String>()
        });
    spoken.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn a_text_reads_as_hard_as_its_level_says() {
    each(|text| {
        let measured = text::readability::measure(&prose(text), Language::En);
        let grade = measured.flesch_kincaid_grade.unwrap_or(f64::NAN);
        let band = match text.level {
            Level::Lower => 4.0..=7.0,
            Level::Upper => 9.0..=12.0,
        };
        ensure(band.contains(&grade), || format!("grade {grade:.1}"))
    });
}

#[test]
fn no_mark_is_left_in_a_text_and_enough_were_made() {
    each(|text| {
        let document = text.document();
        let leftover = ["]{", "}]", "[["].iter().find(|left| document.text.contains(**left));
        ensure(leftover.is_none(), || format!("`{}` is left in the text", leftover.unwrap()))?;
        let count = |kind| document.marks.iter().filter(|mark| mark.kind == kind).count();
        ensure(count(MarkKind::Term) == count(MarkKind::Definition), || {
            "terms without definitions".to_owned()
        })?;
        ensure(count(MarkKind::Cause) == count(MarkKind::Effect), || "causes without effects".to_owned())?;
        ensure(count(MarkKind::Misconception) == count(MarkKind::Correction), || "uncorrected".to_owned())?;
        for (kind, least) in [
            (MarkKind::Term, 10),
            (MarkKind::Cause, 3),
            (MarkKind::Step, 3),
            (MarkKind::Contrast, 2),
            (MarkKind::Figure, 3),
            (MarkKind::Misconception, 1),
        ] {
            ensure(count(kind) >= least, || format!("{} marks of {kind:?}", count(kind)))?;
        }
        Ok(())
    });
}

/// The terms of a passage, each with the definition in the same sentence.
fn definitions(passage: &Passage) -> Vec<(&str, &str)> {
    let sentences = text::sentence::sentences(&passage.text);
    let pairs = sentences.into_iter().flat_map(|range| {
        let inside = |kind| {
            let marks = passage.marks.iter().filter(move |mark| mark.kind == kind);
            let marks = marks.filter(move |mark| mark.start >= range.start && mark.end <= range.end);
            marks.map(|mark| &passage.text[mark.start..mark.end]).collect::<Vec<_>>()
        };
        std::iter::zip(inside(MarkKind::Term), inside(MarkKind::Definition)).collect::<Vec<_>>()
    });
    pairs.collect()
}

#[test]
fn a_definition_never_holds_its_term() {
    each(|text| {
        let mut terms = HashSet::new();
        for (term, definition) in text.passages().iter().flat_map(definitions) {
            ensure(terms.insert(term.to_lowercase()), || format!("`{term}` is defined twice"))?;
            let name = stems::of(term, Language::En);
            let words = stems::of(definition, Language::En);
            let whole = words.windows(name.len()).any(|window| window == name);
            ensure(!whole && !words.contains(&main_word(term)), || {
                format!("the definition of `{term}` holds it")
            })?;
        }
        let marked = text.document().marks.iter().filter(|mark| mark.kind == MarkKind::Term).count();
        ensure(terms.len() == marked, || format!("{} of {marked} terms are defined beside them", terms.len()))
    });
}

#[test]
fn passages_are_the_texts_own_words_in_good_size() {
    each(|text| {
        let document = text.document();
        let characters: Vec<char> = document.text.chars().collect();
        let headings: Vec<&str> = document
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Heading(_)))
            .map(|block| document.text_of(block))
            .collect();
        let mut marks = 0;
        for (index, passage) in text.passages().iter().enumerate() {
            let quoted: String = characters[passage.start..passage.end].iter().collect();
            ensure(quoted == passage.text, || format!("passage {index} is not at its offsets"))?;
            ensure(passage.ordinal as usize == index, || format!("passage {index} is out of order"))?;
            ensure(headings.contains(&passage.heading.as_deref().unwrap_or_default()), || {
                "no heading".to_owned()
            })?;
            let words = text::word::count(&passage.text);
            ensure((25..=MAX_WORDS).contains(&words), || format!("passage {index} has {words} words"))?;
            ensure(!headings.iter().any(|heading| passage.text.contains(&format!("{heading}\n"))), || {
                format!("passage {index} holds a heading")
            })?;
            marks += passage.marks.len();
        }
        ensure(marks == document.marks.len(), || {
            format!("{} marks were lost between passages", document.marks.len() - marks)
        })
    });
}

#[test]
fn a_misconception_stands_with_its_correction() {
    each(|text| {
        for passage in text.passages() {
            let count = |kind| passage.marks.iter().filter(|mark| mark.kind == kind).count();
            ensure(count(MarkKind::Misconception) == count(MarkKind::Correction), || {
                format!("passage {} parts them", passage.ordinal)
            })?;
        }
        Ok(())
    });
}

#[test]
fn ids_are_the_same_in_every_installation() {
    let photosynthesis = library::texts()
        .iter()
        .find(|text| text.slug == "photosynthesis" && text.level == Level::Lower)
        .unwrap();
    assert_eq!(photosynthesis.source_id.to_string(), "2f2b78b5-c0d2-5206-91f9-1923871b6b2f");
    assert_eq!(photosynthesis.passages()[0].id.to_string(), "dcf98b7e-6dcd-5bf1-86ed-577175943cc4");
    let all: HashSet<_> =
        library::texts().iter().flat_map(LibraryText::passages).map(|passage| passage.id).collect();
    assert_eq!(all.len(), library::texts().iter().map(|text| text.passages().len()).sum::<usize>());
    assert_eq!(library::version().len(), 32);
}
