//! JSON that claims to be a material's body: findings or a body, and a body survives its own JSON.

#![no_main]

use content::{Body, ContentType};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, json)) = bytes.split_first() else { return };
    let content_type = ContentType::ALL[usize::from(*kind) % ContentType::ALL.len()];
    let Ok(value) = serde_json::from_slice(json) else { return };
    let Ok(body) = Body::from_json(content_type, None, &value) else { return };
    let again = Body::from_json(content_type, None, &body.to_json());
    assert_eq!(again.as_ref(), Ok(&body));
    for statement in body.statements() {
        assert!(body.to_json().pointer(&statement.pointer).is_some(), "{}", statement.pointer);
    }
    assert!(!body.to_markdown().is_empty());
});
