//! The thesaurus: which words say the same, which exclude each other, which share a root.
//!
//! Two layers: lists written for school texts, and the frequent senses of WordNet.

use std::collections::HashMap;
use std::sync::LazyLock;

use text::Language;

/// Whether two stems say the same.
pub(crate) fn same(left: &str, right: &str) -> bool {
    share_group(&SYNONYMS, left, right) || share_set(left, right)
}

/// Whether two stems exclude each other.
pub(crate) fn opposite(left: &str, right: &str) -> bool {
    share_group(&ANTONYMS, left, right)
        || are_listed(left, right)
        || are_listed(right, left)
        || negated_by_prefix(left, right)
        || negated_by_prefix(right, left)
}

/// Whether two stems stand side by side in the lists written for school texts, which know light words too.
pub(crate) fn surely_opposite(left: &str, right: &str) -> bool {
    share_group(&ANTONYMS, left, right)
}

/// The stem of the base of an irregular form: "draw" of "drew".
pub(crate) fn base_of(form: &str) -> Option<&'static str> {
    let at = IRREGULAR.binary_search_by(|line| first_of(line).cmp(form)).ok()?;
    IRREGULAR[at].split(' ').nth(1)
}

/// The kinds of word a stem is used as, most frequent first: `n`, `v`, `a`, `r`; empty when unknown.
pub(crate) fn kinds_of(stem: &str) -> &'static str {
    entry_of(stem).and_then(|line| line.split(' ').nth(1)).unwrap_or_default()
}

/// Whether two stems are of one root: "condens" and "condensat", "german" and "germani".
///
/// What stays behind the common beginning must be an ending that makes one kind of word of another, so that
/// "electron" and "electric" stay apart.
pub(crate) fn related(left: &str, right: &str) -> bool {
    let common = left.char_indices().zip(right.chars()).take_while(|((_, a), b)| a == b).last();
    let Some(((at, letter), _)) = common else { return false };
    let shared = at + letter.len_utf8();
    let letters = left[..shared].chars().count();
    // the border between root and ending may lie before the last common letters
    (0..=2).filter(|back| letters >= 4 + back).any(|back| {
        let cut = match back {
            0 => shared,
            _ => left[..shared].char_indices().rev().nth(back - 1).map_or(shared, |(at, _)| at),
        };
        ENDINGS.contains(&&left[cut..]) && ENDINGS.contains(&&right[cut..])
    })
}

/// Endings of stems that make one kind of word of another.
const ENDINGS: &[&str] = &[
    "", "e", "i", "y", "s", "t", "er", "or", "r", "ion", "tion", "ation", "ition", "al", "ial", "ical", "ic",
    "ist", "ism", "ment", "ness", "iti", "ity", "anc", "enc", "ant", "ent", "ly", "si", "ern", "an", "ian",
    "ish", "ing", "ive", "iv", "ous", "ful", "th", "est", "ur", "ure", "at", "ate", "iz", "is", "ifi", "abl",
    "ibl", "ori", "ari", "ed", "d", "n", "en",
];

type Groups = HashMap<String, Vec<u16>>;

static SYNONYMS: LazyLock<Groups> = LazyLock::new(|| read(include_str!("../../data/synonyms.txt")));
static ANTONYMS: LazyLock<Groups> = LazyLock::new(|| read(include_str!("../../data/antonyms.txt")));
static WORDS: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../../data/wordnet/words.txt").lines().collect());
static OPPOSITES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../../data/wordnet/opposites.txt").lines().collect());
static IRREGULAR: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../../data/wordnet/irregular.txt").lines().collect());

fn first_of(line: &str) -> &str {
    line.split(' ').next().unwrap_or_default()
}

fn entry_of(stem: &str) -> Option<&'static str> {
    WORDS.binary_search_by(|line| first_of(line).cmp(stem)).ok().map(|at| WORDS[at])
}

fn read(data: &str) -> Groups {
    let mut groups = Groups::new();
    for (line, number) in data.lines().filter(|line| !line.starts_with('#')).zip(0..) {
        for word in line.split_whitespace() {
            let entry = groups.entry(text::stem::stem(word, Language::En)).or_default();
            if entry.last() != Some(&number) {
                entry.push(number);
            }
        }
    }
    groups
}

fn share_group(groups: &Groups, left: &str, right: &str) -> bool {
    let (Some(mine), Some(theirs)) = (groups.get(left), groups.get(right)) else { return false };
    left != right && mine.iter().any(|group| theirs.contains(group))
}

/// Whether two stems are in one of WordNet's sets of synonyms.
fn share_set(left: &str, right: &str) -> bool {
    let (Some(mine), Some(theirs)) = (entry_of(left), entry_of(right)) else { return false };
    let sets = |line: &'static str| line.split(' ').skip(2);
    sets(mine).any(|set| sets(theirs).any(|other| other == set))
}

fn are_listed(left: &str, right: &str) -> bool {
    OPPOSITES
        .binary_search_by(|line| {
            let (first, second) = line.split_once(' ').unwrap_or((line, ""));
            first.cmp(left).then_with(|| second.cmp(right))
        })
        .is_ok()
}

/// Whether `left` is `right` with a prefix that turns it round.
fn negated_by_prefix(left: &str, right: &str) -> bool {
    const PREFIXES: &[&str] = &["un", "in", "im", "ir", "il", "dis", "non"];
    const NOT_TURNED: &[&str] = &[
        "invalu", "inflamm", "intens", "intent", "invent", "inform", "import", "impress", "inhabit", "insid",
        "inland",
    ];
    right.chars().count() >= 4
        && !NOT_TURNED.contains(&left)
        && PREFIXES.iter().any(|prefix| left.strip_prefix(prefix) == Some(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(word: &str) -> String {
        text::stem::stem(word, Language::En)
    }

    #[test]
    fn words_of_one_root_are_told_from_lookalikes() {
        for (left, right) in [
            ("photosynthesis", "photosynthetic"),
            ("Germany", "German"),
            ("evaporate", "evaporation"),
            ("large", "larger"),
        ] {
            assert!(related(&stem(left), &stem(right)) || stem(left) == stem(right), "{left} {right}");
        }
        for (left, right) in [
            ("electron", "electric"),
            ("neutron", "neutral"),
            ("proton", "protein"),
            ("Austria", "Australia"),
        ] {
            assert!(!related(&stem(left), &stem(right)), "{left} {right}");
        }
    }

    #[test]
    fn opposites_are_known_by_list_and_by_prefix() {
        assert!(opposite(&stem("increases"), &stem("decreased")));
        assert!(opposite(&stem("unequal"), &stem("equal")));
        assert!(!opposite(&stem("equal"), &stem("equal")));
        assert!(same(&stem("produces"), &stem("makes")));
        assert!(!same(&stem("produces"), &stem("destroys")));
    }

    #[test]
    fn irregular_forms_have_their_base() {
        assert_eq!(base_of("drew"), Some("draw"));
        assert_eq!(base_of("feet"), Some("foot"));
        assert_eq!(base_of("water"), None);
        assert!(kinds_of("destroy").starts_with('v'));
    }

    #[test]
    fn the_packed_lists_are_sorted_for_search() {
        assert!(WORDS.is_sorted_by_key(|line| first_of(line)));
        assert!(IRREGULAR.is_sorted_by_key(|line| first_of(line)));
        assert!(OPPOSITES.is_sorted_by_key(|line| line.split_once(' ').unwrap_or((line, ""))));
    }
}
