//! Any text has finite readability, or none.

#![no_main]

use libfuzzer_sys::fuzz_target;
use text::{Language, readability};

fuzz_target!(|words: &str| {
    for language in [Language::En, Language::De] {
        let measured = readability::measure(words, language);
        let scores = [measured.flesch_reading_ease, measured.flesch_kincaid_grade, measured.gunning_fog];
        assert!(scores.into_iter().flatten().all(f64::is_finite));
    }
});
