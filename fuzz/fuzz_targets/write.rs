//! The built-in writer on a stranger's text: what it writes keeps its type's shape.

#![no_main]

use content::{Body, Brief, ContentType, NewBrief, SourceId};
use libfuzzer_sys::fuzz_target;
use sources::{Hint, Limits, extract};

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, file)) = bytes.split_first() else { return };
    let content_type = ContentType::ALL[usize::from(*kind) % ContentType::ALL.len()];
    let hint = Hint { file_name: Some("a.md"), media_type: None };
    let Ok(document) = extract(file, hint, &Limits::default()) else { return };
    let passages = sources::chunk::passages(SourceId(uuid::Uuid::nil()), &document);
    let new = NewBrief { content_type: content_type.as_str().into(), topic: "anything".into(), ..NewBrief::default() };
    let brief = Brief::try_from(new).expect("the brief is right");
    let request = writer::Request { brief: &brief, passages: &passages, sources: &[] };
    if let Ok(draft) = writer::write(&request) {
        let read = Body::from_json(content_type, brief.items_wanted(), &draft.body.to_json());
        assert!(read.is_ok(), "{read:?}");
    }
});
