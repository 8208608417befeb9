//! A model's answer: JSON or the reason why not.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(value) = llm::extract_json(text) {
        // nothing was repaired or guessed: what was found is JSON by itself
        assert_eq!(llm::extract_json(&value.to_string()), Ok(value));
    }
});
