//! The compatibility counts beside textstat's own, on every text of a reference file.

use factoria_text::readability::compat;
use serde_json::Value;

/// Twenty-seven texts of several levels.
const REFERENCE: &str = include_str!("data/readability_reference.jsonl");
/// Odd texts: empty, other scripts, apostrophes, marks without words; measured with textstat 0.7.13 and the same
/// dictionary.
const ODD: &str = include_str!("data/textstat_odd.jsonl");

#[test]
fn every_count_and_formula_of_the_reference_is_reproduced() {
    assert_eq!(compare(REFERENCE), 27);
}

#[test]
fn odd_texts_are_counted_alike_too() {
    assert!(compare(ODD) > 50);
}

/// Compares every case of a file and tells how many there were.
fn compare(reference: &str) -> usize {
    let cases: Vec<Value> =
        reference.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect();
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, differences(case)))
        .filter(|(_, differences)| !differences.is_empty())
        .map(|(case, differences)| format!("{}: {}", case["id"], differences.join(", ")))
        .collect();
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    cases.len()
}

/// What differs by more than rounding: counts at all, formulas by a millionth.
fn differences(case: &Value) -> Vec<String> {
    let measured = compat::measure(case["text"].as_str().expect("a text"));
    let counts = measured.counts;
    let pairs = [
        ("word_count", Some(f64::from(counts.words))),
        ("sentence_count", Some(f64::from(counts.sentences))),
        ("syllable_count", Some(f64::from(counts.syllables))),
        ("char_count", Some(f64::from(counts.characters))),
        ("letter_count", Some(f64::from(counts.letters))),
        ("polysyllable_count", Some(f64::from(counts.polysyllables))),
        ("monosyllable_count", Some(f64::from(counts.monosyllables))),
        ("long_word_count", Some(f64::from(counts.long_words))),
        ("flesch_reading_ease", measured.flesch_reading_ease),
        ("flesch_kincaid_grade", measured.flesch_kincaid_grade),
        ("gunning_fog", measured.gunning_fog),
        ("smog_index", measured.smog_index),
        ("coleman_liau_index", measured.coleman_liau_index),
        ("automated_readability_index", measured.automated_readability_index),
        ("dale_chall_readability_score", measured.dale_chall_readability_score),
    ];
    let differs = |(key, value): (&str, Option<f64>)| {
        let expected = case[key].as_f64().expect("a number for every key");
        let value = value.expect("a value, as textstat always gives one");
        ((value - expected).abs() > 1e-6).then(|| format!("{key} {value} instead of {expected}"))
    };
    pairs.into_iter().filter_map(differs).collect()
}
