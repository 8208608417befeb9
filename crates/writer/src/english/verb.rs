//! Verbs: from an inflected form to the base form, by a list of common verbs and the rules of spelling.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What form of a verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// `take`: the infinitive, and the present tense after a plural.
    Base,
    /// `takes`.
    ThirdPerson,
    /// `took`; where past and participle are alike, this one.
    Past,
    /// `taken`, where it differs from the past.
    Participle,
    /// `taking`.
    Ing,
}

/// A word read as a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verb {
    /// The base form.
    pub base: &'static str,
    /// Which form the word is.
    pub form: Form,
    /// Whether the word is as often a noun.
    pub ambiguous: bool,
}

/// Reads a word, in lower case, as a verb; `None` for a word that is no known verb.
pub(crate) fn read(word: &str) -> Option<Verb> {
    FORMS.get(word).copied()
}

/// Whether a verb is written alike in present and past, as `split`.
pub(crate) fn is_invariant(base: &str) -> bool {
    INVARIANT.contains(base)
}

/// Verbs whose past is their base form, such as `split`.
static INVARIANT: LazyLock<std::collections::HashSet<&'static str>> =
    LazyLock::new(|| irregular().filter(|[base, past, _]| base == past).map(|[base, ..]| base).collect());

/// Whether the past form is also the participle, as in `built`.
pub(crate) fn is_participle(word: &str) -> bool {
    match read(word) {
        Some(Verb { form: Form::Participle, .. }) => true,
        Some(Verb { base, form: Form::Past, .. }) => !DISTINCT_PAST.contains(base),
        Some(Verb { base, .. }) => matches!(
            base,
            "become"
                | "come"
                | "run"
                | "cut"
                | "put"
                | "set"
                | "read"
                | "hit"
                | "let"
                | "split"
                | "spread"
                | "cost"
                | "shut"
                | "cast"
                | "hurt"
                | "quit"
                | "burst"
                | "shed"
                | "overcome"
        ),
        None => word == "been" || (word.len() > 4 && word.ends_with("ed")),
    }
}

static FORMS: LazyLock<HashMap<String, Verb>> = LazyLock::new(forms);

/// Verbs whose past is not their participle, such as `took`.
static DISTINCT_PAST: LazyLock<std::collections::HashSet<&'static str>> = LazyLock::new(|| {
    irregular().filter(|[_, past, participle]| past != participle).map(|[base, ..]| base).collect()
});

fn irregular() -> impl Iterator<Item = [&'static str; 3]> {
    include_str!("../../data/irregular_verbs.txt").lines().filter_map(|line| {
        let mut parts = line.split_whitespace();
        Some([parts.next()?, parts.next()?, parts.next()?])
    })
}

fn forms() -> HashMap<String, Verb> {
    let irregular: HashMap<&str, [&str; 3]> = irregular().map(|verb| (verb[0], verb)).collect();
    let mut forms = HashMap::new();
    for entry in include_str!("../../data/verbs.txt").split_whitespace() {
        let base = entry.trim_end_matches('*');
        if matches!(base, "be" | "must") {
            continue;
        }
        let ambiguous = entry.ends_with('*');
        let mut add = |word: String, form: Form, ambiguous: bool| {
            forms.entry(word).or_insert(Verb { base, form, ambiguous });
        };
        add(base.to_owned(), Form::Base, ambiguous);
        add(third_person(base), Form::ThirdPerson, ambiguous);
        add(ing(base), Form::Ing, true);
        match irregular.get(base) {
            Some([_, past, participle]) => {
                add((*past).to_owned(), Form::Past, false);
                add((*participle).to_owned(), Form::Participle, false);
            }
            None => regular_past(base).into_iter().for_each(|past| add(past, Form::Past, false)),
        }
    }
    forms
}

fn third_person(base: &str) -> String {
    match base {
        "have" => "has".to_owned(),
        "do" | "go" | "undergo" | "undo" | "echo" => format!("{base}es"),
        _ if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") => {
            format!("{base}es")
        }
        _ => match base.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{base}s"),
        },
    }
}

fn ing(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") && !base.ends_with("oe") && !base.ends_with("ye") => {
            format!("{stem}ing")
        }
        _ if doubles(base) => format!("{base}{}ing", &base[base.len() - 1..]),
        _ => format!("{base}ing"),
    }
}

/// The past of a regular verb: `stopped`, `carried`, `used`; both spellings where English has two (`travelled`).
fn regular_past(base: &str) -> Vec<String> {
    let last = &base[base.len() - 1..];
    if base.ends_with('e') {
        return vec![format!("{base}d")];
    }
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => vec![format!("{stem}ied")],
        _ if doubles(base) => vec![format!("{base}{last}ed")],
        _ if base.ends_with('l') => vec![format!("{base}ed"), format!("{base}led")],
        _ => vec![format!("{base}ed")],
    }
}

/// Whether the last consonant is doubled before an ending: one short stressed vowel before one consonant.
fn doubles(base: &str) -> bool {
    const STRESSED_LAST: [&str; 24] = [
        "admit", "commit", "compel", "control", "deter", "emit", "expel", "infer", "occur", "omit", "permit",
        "refer", "repel", "submit", "transfer", "transmit", "program", "begin", "forget", "abet", "propel",
        "patrol", "prefer", "format",
    ];
    let bytes = base.as_bytes();
    let [.., before, vowel, last] = bytes else { return false };
    let is_vowel = |byte: &u8| b"aeiou".contains(byte);
    let short = is_vowel(vowel) && !is_vowel(before) && !is_vowel(last) && !b"wxy".contains(last);
    let syllables = bytes.split(|byte| !is_vowel(byte)).filter(|run| !run.is_empty()).count();
    short && (syllables == 1 || STRESSED_LAST.contains(&base))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_base() {
        for (word, base, form) in [
            ("takes", "take", Form::ThirdPerson),
            ("took", "take", Form::Past),
            ("taken", "take", Form::Participle),
            ("stopped", "stop", Form::Past),
            ("carries", "carry", Form::ThirdPerson),
            ("used", "use", Form::Past),
            ("dying", "die", Form::Ing),
            ("has", "have", Form::ThirdPerson),
            ("travelled", "travel", Form::Past),
            ("opened", "open", Form::Past),
            ("occurred", "occur", Form::Past),
        ] {
            let verb = read(word).unwrap();
            assert_eq!((verb.base, verb.form), (base, form), "{word}");
        }
        assert_eq!(read("chloroplast"), None);
        assert!(is_participle("built") && is_participle("taken") && !is_participle("took"));
    }
}
