//! Names: the other ways a person may write a topic, so that "WWII", "World War 2" and "world_war_2" are one.
//!
//! A name is compared by its [`key`]. Names known to mean the same come from the library's front matter and from a
//! small list of general ones, `data/names.txt`.

use std::collections::HashMap;
use std::sync::OnceLock;

use text::Language;

use crate::{library, stems};

pub(crate) mod spelling;

/// General names, one group of equals a line.
const GENERAL: &str = include_str!("../data/names.txt");
/// The longest topic that is looked at, in words; a longer one is a text, not a name.
const MAX_WORDS: usize = 40;
/// The most alternatives given.
const MAX_ALTERNATIVES: usize = 24;

/// Words that turn a name into a question; lower-case.
const ASKING: [&str; 9] = ["did", "do", "does", "how", "what", "when", "where", "who", "why"];

/// What is equal for two spellings of one name: its stems in order, without articles, question words and the like.
pub fn key(name: &str) -> String {
    key_stems(name).join(" ")
}

fn key_stems(name: &str) -> Vec<String> {
    let words = stems::words(name, Language::En);
    let is_asking = |word: &str| ASKING.iter().any(|asking| word.eq_ignore_ascii_case(asking));
    let named: Vec<String> =
        words.iter().filter(|word| !is_asking(&word.word)).map(|word| word.stem.clone()).collect();
    if named.is_empty() { words.into_iter().map(|word| word.stem).collect() } else { named }
}

/// Other ways to write a topic: its other names, and the topic with a name inside it put another way.
///
/// The topic itself is not among them; empty for a topic of more than 40 words.
pub fn alternatives(topic: &str) -> Vec<String> {
    let stems = key_stems(topic);
    if stems.is_empty() || stems.len() > MAX_WORDS {
        return Vec::new();
    }
    let known = known();
    let mut found: Vec<String> = Vec::new();
    let mut keys: Vec<String> = vec![stems.join(" ")];
    for (start, end) in spans(stems.len()) {
        let Some(groups) = known.by_key.get(&stems[start..end].join(" ")) else { continue };
        for other in groups.iter().flat_map(|group| &known.groups[*group]) {
            let whole = [&stems[..start], std::slice::from_ref(&other.key), &stems[end..]].concat().join(" ");
            if found.len() < MAX_ALTERNATIVES && !keys.contains(&whole) {
                found.push(if end - start == stems.len() { other.name.clone() } else { whole.clone() });
                keys.push(whole);
            }
        }
    }
    found
}

/// All stretches of `length` words, longest first, then from the left.
fn spans(length: usize) -> impl Iterator<Item = (usize, usize)> {
    (1..=length).rev().flat_map(move |size| (0..=length - size).map(move |start| (start, start + size)))
}

struct Name {
    name: String,
    key: String,
}

#[derive(Default)]
struct Known {
    groups: Vec<Vec<Name>>,
    by_key: HashMap<String, Vec<usize>>,
}

impl Known {
    fn add<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        let index = self.groups.len();
        let group: Vec<Name> = names.map(|name| Name { name: name.to_owned(), key: key(name) }).collect();
        for name in &group {
            let groups = self.by_key.entry(name.key.clone()).or_default();
            if !groups.contains(&index) {
                groups.push(index);
            }
        }
        self.groups.push(group);
    }
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let mut known = Known::default();
        for line in GENERAL.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            known.add(line.split('=').map(str::trim));
        }
        for text in library::texts().iter().filter(|text| text.level == library::Level::Lower) {
            let names = std::iter::once(&text.title).chain(&text.other_names);
            known.add(names.map(String::as_str));
        }
        known
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_equal() {
        for other in ["world_war_2", "World War Two", "world-war ii", "WORLD WAR II", "the World War 2"] {
            assert_eq!(key(other), key("World War II"), "{other}");
        }
        assert_ne!(key("World War I"), key("World War II"));
    }

    #[test]
    fn a_topic_is_known_by_its_other_names() {
        assert!(alternatives("WWII").iter().any(|name| key(name) == key("World War II")));
        assert!(alternatives("Second World War").iter().any(|name| key(name) == key("World War 2")));
        assert!(alternatives("causes of WW2").iter().any(|name| key(name) == key("causes World War 2")));
        assert!(alternatives("maths").is_empty(), "a spelling, not another name");
        assert_eq!(alternatives("zebra crossings"), Vec::<String>::new());
        assert_eq!(alternatives(""), Vec::<String>::new());
    }
}
