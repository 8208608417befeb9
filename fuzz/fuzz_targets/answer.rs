//! A model's answer: JSON or the reason why not.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(value) = llm::extract_json(text) {
        assert!(value.is_object() || value.is_array());
    }
});
