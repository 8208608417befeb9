//! The thesaurus: which words say the same, which exclude each other, which share a root.

use std::collections::HashMap;
use std::sync::LazyLock;

use text::Language;

/// Whether two stems say the same.
pub(crate) fn same(left: &str, right: &str) -> bool {
    share_group(&SYNONYMS, left, right)
}

/// Whether two stems exclude each other.
pub(crate) fn opposite(left: &str, right: &str) -> bool {
    share_group(&ANTONYMS, left, right) || negated_by_prefix(left, right) || negated_by_prefix(right, left)
}

/// Whether two stems are of one root: "condens" and "condensat", "german" and "germani".
///
/// What stays behind the common beginning must be an ending that makes one kind of word of another, so that
/// "electron" and "electric" stay apart.
pub(crate) fn related(left: &str, right: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "", "e", "i", "y", "s", "t", "er", "or", "r", "ion", "tion", "ation", "ition", "al", "ial", "ical",
        "ic", "ist", "ism", "ment", "ness", "iti", "ity", "anc", "enc", "ant", "ent", "ly", "si", "ern",
        "an", "ian", "ish", "ing", "ive", "iv", "ous", "ful", "th", "est", "ur", "ure", "at", "ate", "iz",
        "is", "ifi", "abl", "ibl", "ori", "ari", "ed", "d", "n", "en",
    ];
    let common = left.char_indices().zip(right.chars()).take_while(|((_, a), b)| a == b).last();
    let Some(((at, letter), _)) = common else { return false };
    let shared = at + letter.len_utf8();
    let letters = left[..shared].chars().count();
    // the boundary between root and ending may lie before the last common letters
    letters >= 4
        && (0..=2.min(letters.saturating_sub(4))).any(|back| {
            let cut =
                left[..shared].char_indices().rev().nth(back.wrapping_sub(1)).map_or(shared, |(at, _)| at);
            let cut = if back == 0 { shared } else { cut };
            ENDINGS.contains(&&left[cut..]) && ENDINGS.contains(&&right[cut..])
        })
}

type Groups = HashMap<String, Vec<u16>>;

static SYNONYMS: LazyLock<Groups> = LazyLock::new(|| read(include_str!("../../data/synonyms.txt")));
static ANTONYMS: LazyLock<Groups> = LazyLock::new(|| read(include_str!("../../data/antonyms.txt")));

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

/// Whether `left` is `right` with a prefix that turns it round.
fn negated_by_prefix(left: &str, right: &str) -> bool {
    const PREFIXES: &[&str] = &["un", "in", "im", "ir", "il", "dis", "non", "anti", "de"];
    right.chars().count() >= 4
        && PREFIXES.iter().any(|prefix| left.strip_prefix(prefix).is_some_and(|rest| rest == right))
        && !matches!(
            left,
            "invalu"
                | "inflamm"
                | "incom"
                | "intens"
                | "intent"
                | "invent"
                | "inform"
                | "import"
                | "impress"
                | "deliv"
        )
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
}
