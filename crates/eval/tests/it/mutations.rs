//! Real sentences and what a model makes of them when it quotes: changes that say the same, and changes that do not.

use std::path::Path;

use factoria_eval::quote::closest;
use text::Language;
use text::sentence::sentences_in;

/// One kind of change, and how near its quotes came to the words they were made from.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// Whether it says the same.
    pub(crate) harmless: bool,
    /// The share of words that stand at the right place, for each quote; none where it is found nowhere or elsewhere.
    pub(crate) shares: Vec<Option<f64>>,
}

impl Kind {
    /// The share of the quotes that a bound lets find their place.
    pub(crate) fn found(&self, bound: f64) -> f64 {
        let found = self.shares.iter().flatten().filter(|share| **share >= bound).count();
        found as f64 / self.shares.len().max(1) as f64
    }
}

type Change = fn(&[&str]) -> Option<Vec<String>>;

const KINDS: &[(&str, bool, Change)] = &[
    ("comma dropped", true, |words| {
        change(words, |word| word.ends_with(','), |word| word.trim_end_matches(',').into())
    }),
    ("other quotation marks", true, |words| {
        Some(words.iter().map(|word| word.replace('"', "“").replace('\'', "’")).collect::<Vec<_>>())
            .map(|words| [vec!["«".to_owned()], words, vec!["»".to_owned()]].concat())
    }),
    ("hyphen to space", true, |words| {
        change(
            words,
            |word| word.contains('-') && word.starts_with(char::is_alphabetic),
            |word| word.replace('-', " "),
        )
    }),
    ("all in lower case", true, |words| Some(words.iter().map(|word| word.to_lowercase()).collect())),
    ("small word dropped", true, |words| change(words, is_small, |_| String::new())),
    ("two small words dropped", true, |words| {
        let once = change(words, is_small, |_| String::new())?;
        let once: Vec<&str> = once.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        change(&once, is_small, |_| String::new())
    }),
    ("article changed", true, |words| change(words, |word| word == "the", |_| "a".into())),
    ("spelling of a word", true, |words| {
        change(words, |word| word.len() > 7 && is_plain(word), |word| format!("{}{}", &word[..4], &word[5..]))
    }),
    ("plural for singular", true, |words| {
        change(words, |word| word.len() > 4 && is_plain(word), |word| format!("{word}s"))
    }),
    ("middle left out (…)", true, |words| halves(words).map(|(head, tail)| elided(head, tail))),
    ("middle left out, halves exchanged", false, |words| {
        halves(words).map(|(head, tail)| elided(tail, head))
    }),
    ("middle left out, negation put in", false, |words| {
        let (head, tail) = halves(words)?;
        let mut words = elided(head, tail);
        words.insert(2, "not".into());
        Some(words)
    }),
    ("middle left out, word for another", false, |words| {
        let (head, tail) = halves(words)?;
        let words = elided(head, tail);
        let at = words.iter().rposition(|word| word.len() > 5 && is_plain(word))?;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        Some(replaced(&words, at, "umbrella"))
    }),
    ("number changed", false, |words| {
        change(
            words,
            |word| word.bytes().any(|c| c.is_ascii_digit()),
            |word| {
                word.chars()
                    .map(|c| {
                        if c == '9' {
                            '4'
                        } else if c.is_ascii_digit() {
                            '9'
                        } else {
                            c
                        }
                    })
                    .collect()
            },
        )
    }),
    ("name changed", false, |words| {
        let name = |word: &&str| {
            word.len() > 2
                && word.starts_with(char::is_uppercase)
                && word[1..].chars().all(char::is_lowercase)
        };
        let at = (1..words.len())
            .find(|&at| name(&words[at]) && !words[at - 1].ends_with(['.', ':', '?', '!']))?;
        Some(replaced(words, at, "Wellington"))
    }),
    ("negation put in", false, |words| {
        change(
            words,
            |word| ["is", "are", "was", "were", "can", "has", "have"].contains(&word),
            |word| format!("{word} not"),
        )
    }),
    ("negation left out", false, |words| {
        change(words, |word| ["not", "no", "never", "without"].contains(&word), |_| String::new())
    }),
    ("quantity changed", false, |words| {
        change(words, |word| ["all", "every", "most", "many", "each"].contains(&word), |_| "few".into())
    }),
    ("word turned round", false, |words| {
        const PAIRS: &[(&str, &str)] = &[
            ("more", "less"),
            ("larger", "smaller"),
            ("higher", "lower"),
            ("before", "after"),
            ("above", "below"),
            ("first", "last"),
            ("inside", "outside"),
            ("rises", "falls"),
            ("warm", "cold"),
            ("hot", "cold"),
            ("increase", "decrease"),
            ("north", "south"),
            ("left", "right"),
            ("up", "down"),
            ("into", "out of"),
            ("positive", "negative"),
            ("strong", "weak"),
            ("early", "late"),
            ("long", "short"),
            ("faster", "slower"),
        ];
        let turned = |word: &str| PAIRS.iter().find(|(one, _)| *one == word).map(|(_, other)| *other);
        change(words, |word| turned(word).is_some(), |word| turned(word).unwrap_or_default().into())
    }),
    ("word for another", false, |words| {
        let at = words.iter().rposition(|word| word.len() > 5 && is_plain(word))?;
        Some(replaced(words, at, "umbrella"))
    }),
    ("two words exchanged", false, |words| {
        let mut long = (0..words.len()).filter(|&at| words[at].len() > 5 && is_plain(words[at]));
        let (one, other) = (long.next()?, long.next_back()?);
        let mut words: Vec<String> = words.iter().map(ToString::to_string).collect();
        words.swap(one, other);
        Some(words)
    }),
];

/// All kinds of change, tried on every so many-th sentence of the library.
pub(crate) fn measured(every: usize) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = KINDS
        .iter()
        .map(|(name, harmless, _)| Kind { name, harmless: *harmless, shares: Vec::new() })
        .collect();
    for (passage, sentence) in sentences().into_iter().step_by(every) {
        let words: Vec<&str> = sentence.split_whitespace().collect();
        for (kind, (.., change)) in kinds.iter_mut().zip(KINDS) {
            let Some(changed) = change(&words) else { continue };
            let quote = changed
                .iter()
                .map(String::as_str)
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join(" ");
            let at = passage.find(&sentence).expect("the sentence is of this passage");
            let found = closest(&passage, &quote);
            let right = |range: &std::ops::Range<usize>| range.start < at + sentence.len() && at < range.end;
            kind.shares.push(found.filter(|(_, range)| right(range)).map(|(share, _)| share));
        }
    }
    kinds
}

/// Sentences of the library, each with the text under its heading.
fn sentences() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for text in texts() {
        for passage in text.split("\n## ").skip(1) {
            let passage = passage.split_once('\n').map_or("", |(_, body)| body).trim().to_owned();
            for range in sentences_in(&passage, Language::En) {
                found.push((passage.clone(), passage[range].to_owned()));
            }
        }
    }
    let is_prose =
        |sentence: &str| !sentence.contains(['\n', '$', '|']) && sentence.split_whitespace().count() >= 6;
    found.into_iter().filter(|(_, sentence)| is_prose(sentence)).collect()
}

/// The library's texts without their authors' marks.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sources/library");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the library is in the tree")
        .flat_map(|subject| std::fs::read_dir(subject.expect("a folder").path()).expect("texts of a subject"))
        .map(|file| file.expect("a text").path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| unmarked(&std::fs::read_to_string(file).expect("a text of the library")))
        .collect()
}

/// `[words]{mark}` as words.
fn unmarked(text: &str) -> String {
    let mut parts = text.split("]{");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('}').map_or(part, |(_, rest)| rest));
    }
    plain.replace('[', "")
}

/// The beginning and the end of a long sentence, what is between them left out.
fn halves<'a>(words: &'a [&'a str]) -> Option<(&'a [&'a str], &'a [&'a str])> {
    let third = words.len() / 3;
    (words.len() >= 12).then(|| (&words[..third], &words[words.len() - third..]))
}

fn elided(head: &[&str], tail: &[&str]) -> Vec<String> {
    [head, &["…"], tail].concat().iter().map(ToString::to_string).collect()
}

fn is_small(word: &str) -> bool {
    ["the", "a", "an", "of", "that", "to", "also", "very"].contains(&word)
}

fn is_plain(word: &str) -> bool {
    word.bytes().all(|c| c.is_ascii_lowercase())
}

/// The words with the first that fits changed; none when no word fits.
fn change(words: &[&str], fits: impl Fn(&str) -> bool, into: impl Fn(&str) -> String) -> Option<Vec<String>> {
    let at = words.iter().position(|word| fits(word))?;
    Some(replaced(words, at, &into(words[at])))
}

fn replaced(words: &[&str], at: usize, with: &str) -> Vec<String> {
    words
        .iter()
        .enumerate()
        .map(|(other, word)| if other == at { with.to_owned() } else { (*word).to_owned() })
        .collect()
}
