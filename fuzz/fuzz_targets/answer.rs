//! A model's answer: JSON or the reason why not.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(value) = llm::extract_json(text) {
        // nothing was repaired or guessed: what was found is JSON by itself; of a long number the last digit may differ
        let again = llm::extract_json(&value.to_string()).expect("what was found is JSON");
        assert_eq!(std::mem::discriminant(&again), std::mem::discriminant(&value));
    }
});
