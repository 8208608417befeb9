//! The thesaurus: which words say the same, which exclude each other, which share a root.
//!
//! Two layers: lists written for school texts, and the frequent senses of WordNet.

use foldhash::{HashMap, HashMapExt as _};
use std::sync::LazyLock;

use text::Language;

/// What is known of a stem.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    /// The kinds of word it is used as, most frequent first: `n`, `v`, `a`, `r`; empty when unknown.
    pub(crate) kinds: &'static str,
    /// The sets of words that say the same, by number, in order.
    sets: Vec<u16>,
    /// Stems that exclude it, with whether the lists written for school texts say so.
    opposites: Vec<(String, bool)>,
}

impl Entry {
    /// Whether two stems say the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.sets.iter().any(|set| other.sets.binary_search(set).is_ok())
    }
}

/// What is known of a stem; `None` when nothing is.
pub(crate) fn entry_of(stem: &str) -> Option<&'static Entry> {
    ENTRIES.get(stem)
}

/// Whether two stems exclude each other.
pub(crate) fn opposite(left: &str, right: &str) -> bool {
    listed_opposite(left, right).is_some() || negated_by_prefix(left, right) || negated_by_prefix(right, left)
}

/// Whether two stems stand side by side in the lists written for school texts, which know light words too.
pub(crate) fn surely_opposite(left: &str, right: &str) -> bool {
    listed_opposite(left, right) == Some(true)
}

fn listed_opposite(left: &str, right: &str) -> Option<bool> {
    let found = ENTRIES.get(left)?.opposites.iter().filter(|(other, _)| other == right);
    found.map(|(_, sure)| *sure).max()
}

/// The stem of the base of an irregular form: "draw" of "drew".
pub(crate) fn base_of(form: &str) -> Option<&'static str> {
    IRREGULAR.get(form).copied()
}

/// The stem of the adjective or adverb that a comparative or superlative belongs to: "strong" of "stronger".
pub(crate) fn positive_of(form: &str) -> Option<&'static str> {
    let root = form.strip_suffix("est").or_else(|| form.strip_suffix("er"))?;
    if entry_of(&stem(form)).is_some() {
        return None;
    }
    let mut letters = root.chars().rev();
    let doubled = letters.next().is_some_and(|last| letters.next() == Some(last));
    let single = if doubled { root.char_indices().next_back().map(|(at, _)| &root[..at]) } else { None };
    let spelled = [
        Some(root.to_owned()),
        Some(format!("{root}e")),
        single.map(str::to_owned),
        root.strip_suffix('i').map(|root| format!("{root}y")),
    ];
    spelled.into_iter().flatten().find_map(|word| {
        let (key, entry) = ENTRIES.get_key_value(&stem(&word))?;
        entry.kinds.contains(['a', 'r']).then_some(key.as_str())
    })
}

/// Whether what `narrow` names is of the kind that `broad` names: an oak is a tree.
pub(crate) fn is_kind_of(narrow: &str, broad: &str) -> bool {
    BROADER.get(narrow).is_some_and(|kinds| kinds.split(' ').any(|kind| kind == broad))
}

/// Whether two stems name two of a kind, and neither is of the other's kind: an oak and a pine.
pub(crate) fn are_siblings(left: &str, right: &str) -> bool {
    let kinds = |stem: &str| BROADER.get(stem).map(|kinds| kinds.split(' ')).into_iter().flatten();
    !is_kind_of(left, right)
        && !is_kind_of(right, left)
        && kinds(left).any(|kind| kinds(right).any(|other| other == kind))
}

/// Whether one stem is derived from the other without a common beginning that shows it: "die" and "death".
pub(crate) fn derived(left: &str, right: &str) -> bool {
    KIN.get(left).is_some_and(|kin| kin.split(' ').any(|other| other == right))
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
        let endings = if letters - back > 4 { ENDINGS } else { SHORT_ENDINGS };
        endings.contains(&&left[cut..]) && endings.contains(&&right[cut..])
    })
}

/// Endings that a root of four letters may have: "gene" and "genetic" are two things.
const SHORT_ENDINGS: &[&str] = &["", "e", "i", "y", "s", "er", "or", "est", "ly", "ing", "ed", "al"];

/// Endings of stems that make one kind of word of another.
const ENDINGS: &[&str] = &[
    "", "e", "i", "y", "s", "t", "er", "or", "r", "ion", "tion", "ation", "ition", "al", "ial", "ical", "ic",
    "ist", "ism", "ment", "ness", "iti", "ity", "anc", "enc", "ant", "ent", "ly", "si", "ern", "an", "ian",
    "ish", "ing", "ive", "iv", "ous", "ful", "th", "est", "ur", "ure", "at", "ate", "iz", "is", "ifi", "abl",
    "ibl", "ori", "ari", "ed", "d", "n", "en",
];

static ENTRIES: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    let mut entries: HashMap<String, Entry> = HashMap::new();
    for line in include_str!("../../data/wordnet/words.txt").lines() {
        let mut fields = line.split(' ');
        let entry = entries.entry(fields.next().unwrap_or_default().to_owned()).or_default();
        entry.kinds = fields.next().unwrap_or_default();
        entry.sets.extend(fields.filter_map(|set| set.parse::<u16>().ok()));
    }
    for (line, set) in lines(include_str!("../../data/synonyms.txt")).zip(OWN_SETS..) {
        for word in line.split_whitespace() {
            entries.entry(stem(word)).or_default().sets.push(set);
        }
    }
    for line in include_str!("../../data/wordnet/opposites.txt").lines() {
        oppose(&mut entries, line.split_once(' '), false);
    }
    for line in lines(include_str!("../../data/antonyms.txt")) {
        let stems: Vec<String> = line.split_whitespace().map(stem).collect();
        let pair = stems.first().zip(stems.get(1)).map(|(left, right)| (left.as_str(), right.as_str()));
        oppose(&mut entries, pair, true);
    }
    for entry in entries.values_mut() {
        entry.sets.sort_unstable();
        entry.sets.dedup();
    }
    entries
});

/// The first number of the sets written for this project; those of WordNet lie below.
const OWN_SETS: u16 = 30_000;

static BROADER: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("../../data/wordnet/broader.txt").lines().filter_map(|line| line.split_once(' ')).collect()
});

static KIN: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("../../data/wordnet/kin.txt").lines().filter_map(|line| line.split_once(' ')).collect()
});

static IRREGULAR: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    include_str!("../../data/wordnet/irregular.txt").lines().filter_map(|line| line.split_once(' ')).collect()
});

fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|line| !line.starts_with('#'))
}

fn stem(word: &str) -> String {
    text::stem::stem(word, Language::En)
}

fn oppose(entries: &mut HashMap<String, Entry>, pair: Option<(&str, &str)>, sure: bool) {
    let Some((left, right)) = pair.filter(|(left, right)| left != right) else { return };
    for (one, other) in [(left, right), (right, left)] {
        entries.entry(one.to_owned()).or_default().opposites.push((other.to_owned(), sure));
    }
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
        let same = |left, right| entry_of(&stem(left)).unwrap().is_same(entry_of(&stem(right)).unwrap());
        assert!(same("produces", "makes"));
        assert!(!same("produces", "destroys"));
    }

    #[test]
    fn irregular_forms_have_their_base() {
        assert_eq!(base_of("drew"), Some("draw"));
        assert_eq!(base_of("feet"), Some("foot"));
        assert_eq!(base_of("water"), None);
        assert!(entry_of("destroy").unwrap().kinds.starts_with('v'));
    }
}
