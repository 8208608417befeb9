//! The compatibility counts beside textstat's own, on every text of a reference file.

use factoria_text::readability::compat;
use serde_json::Value;

const REFERENCE: &str = include_str!("data/readability_reference.jsonl");

#[test]
fn every_count_and_formula_of_the_reference_is_reproduced() {
    let (mut cases, mut wrong) = (0, Vec::new());
    for line in REFERENCE.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let differences = differences(&case);
        cases += 1;
        if !differences.is_empty() {
            wrong.push(format!("{}: {}", case["id"], differences.join(", ")));
        }
    }
    assert!(cases >= 27);
    assert!(wrong.is_empty(), "{} of {cases} differ\n{}", wrong.len(), wrong.join("\n"));
}

/// What differs by more than rounding: counts at all, formulas by a millionth.
fn differences(case: &Value) -> Vec<String> {
    let measured = compat::measure(case["text"].as_str().unwrap());
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
        let expected = case[key].as_f64().unwrap();
        let value = value.unwrap();
        ((value - expected).abs() > 1e-6).then(|| format!("{key} {value} instead of {expected}"))
    };
    pairs.into_iter().filter_map(differs).collect()
}
