//! A stranger's file → text and passages. The first byte says what the file claims to be.

#![no_main]

use std::panic;

use content::SourceId;
use libfuzzer_sys::fuzz_target;
use sources::{Hint, Limits, extract};

const NAMES: [&str; 7] = ["a.md", "a.txt", "a.html", "a.pdf", "a.docx", "a.epub", "a"];

/// `extract` catches what the parsers of others panic over; a panic of ours is a bug.
fn abort_on_our_panics() {
    let abort = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let ours = info.location().is_none_or(|place| !place.file().contains("/registry/src/"));
        if ours {
            abort(info);
        }
    }));
}

fuzz_target!(init: abort_on_our_panics(), |bytes: &[u8]| {
    let Some((kind, file)) = bytes.split_first() else { return };
    let hint = Hint { file_name: NAMES.get(usize::from(*kind) % NAMES.len()).copied(), media_type: None };
    let limits = Limits { max_decompressed_bytes: 4_000_000, timeout_ms: 2_000, ..Limits::default() };
    let Ok(document) = extract(file, hint, &limits) else { return };
    let whole: Vec<char> = document.text.chars().collect();
    let mut end = 0;
    for passage in sources::chunk::passages(SourceId(uuid::Uuid::nil()), &document) {
        assert!(passage.start >= end, "passages overlap");
        end = passage.end;
        assert!(passage.text.chars().eq(whole[passage.start..passage.end].iter().copied()));
    }
});
