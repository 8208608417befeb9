//! A stranger's file → text and passages. The first byte says what the file claims to be.

#![no_main]

use content::SourceId;
use libfuzzer_sys::fuzz_target;
use sources::{Hint, Limits, extract};

const NAMES: [&str; 7] = ["a.md", "a.txt", "a.html", "a.pdf", "a.docx", "a.epub", "a"];

fuzz_target!(|bytes: &[u8]| {
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
