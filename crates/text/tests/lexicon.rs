//! The embedded dictionary beside a sample of it as text.

use factoria_text::{Language, syllable};

#[test]
fn a_sample_of_the_dictionary_is_found_with_its_counts() {
    let sample = include_str!("data/cmudict_sample.tsv");
    let mut cases = 0;
    for line in sample.lines() {
        let (word, syllables) = line.split_once('\t').unwrap();
        // the dictionary hears no vowel in `hmm`; a word has at least one syllable here
        let expected = syllables.parse::<u32>().unwrap().max(1);
        assert_eq!(syllable::count(word, Language::En), expected, "{word}");
        assert_eq!(syllable::count(&word.to_uppercase(), Language::En), expected, "{word} in capitals");
        cases += 1;
    }
    assert!(cases > 600);
}

#[test]
fn words_beyond_the_dictionary_are_counted_by_their_spelling() {
    let words = [
        ("quokkas", 2),
        ("axolotls", 4),
        ("spinifex", 3),
        ("googleplexes", 4),
        ("snizzles", 2),
        ("photobleached", 3),
        ("well-known", 2),
        ("state-of-the-art", 4),
        ("don’t", 1),
        ("café", 2),
        ("fiancée", 3),
        ("1,250", 1),
        ("COVID-19", 3),
        ("", 0),
        ("—", 0),
    ];
    for (word, expected) in words {
        assert_eq!(syllable::count(word, Language::En), expected, "{word}");
    }
}
