//! A quote that somebody claims a passage holds: found where it really stands, or not at all.

#![no_main]

use content::evidence::locate;
use content::{Citation, Passage, PassageId, SourceId};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (text, quote) = input;
    let nil = uuid::Uuid::nil();
    let passage = Passage {
        id: PassageId(nil),
        source_id: SourceId(nil),
        ordinal: 0,
        text: text.to_owned(),
        start: 7,
        end: 7 + text.chars().count(),
        page: None,
        heading: None,
        marks: Vec::new(),
    };
    let citation =
        Citation { pointer: "/title".into(), statement: None, passage_id: PassageId(nil), quote: quote.to_owned() };
    let evidence = locate(&citation, &[passage]);
    if evidence.verified {
        let (start, length) = (evidence.start - 7, evidence.end - evidence.start);
        assert!(text.chars().skip(start).take(length).eq(evidence.quote.chars()));
    }
});
