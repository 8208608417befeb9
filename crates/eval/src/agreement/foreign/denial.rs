//! Denials of several words, which English says with one: "ne … jamais", "no … ninguna", "non … mai", "weder … noch".

use foldhash::{HashMap, HashMapExt as _};

use text::Language;

use crate::agreement::token::Raw;

/// What the words of denials are in English, by their places.
pub(super) fn read(raw: &[Raw<'_>], language: Language) -> HashMap<usize, &'static str> {
    let mut found = HashMap::new();
    for (at, token) in raw.iter().enumerate() {
        match (language, token.lower.as_str()) {
            (Language::Fr, "ne" | "n") => french(raw, at, &mut found),
            (Language::Es, "no") => concord(raw, at, SPANISH, &mut found),
            (Language::It, "non") => concord(raw, at, ITALIAN, &mut found),
            (Language::De, "noch") if raw[..at].iter().any(|before| before.lower == "weder") => {
                found.insert(at, "nor");
            }
            _ => {}
        }
    }
    found
}

/// The words that follow or precede "ne", and what both say together.
const FRENCH: &[(&str, &str, &str)] = &[
    ("pas", "not", "not"),
    ("plus", "not", "more"),
    ("point", "not", "not"),
    ("jamais", "never", "ever"),
    ("aucun", "no", "any"),
    ("aucune", "no", "any"),
    ("rien", "nothing", "anything"),
    ("personne", "nobody", "anybody"),
    ("guère", "hardly", "hardly"),
    ("que", "only", "that"),
    ("qu", "only", "that"),
];
/// What follows "no" in Spanish and denies nothing more.
const SPANISH: &[(&str, &str)] = &[
    ("ningún", "any"),
    ("ninguno", "any"),
    ("ninguna", "any"),
    ("nunca", "ever"),
    ("jamás", "ever"),
    ("nadie", "anybody"),
    ("nada", "anything"),
];
/// The same after "non" in Italian.
const ITALIAN: &[(&str, &str)] = &[
    ("nessun", "any"),
    ("nessuno", "any"),
    ("nessuna", "any"),
    ("mai", "ever"),
    ("niente", "anything"),
    ("nulla", "anything"),
];

/// How far the second word of a denial stands from the first.
const FAR: usize = 6;

/// "Ne" says nothing itself; the first of its partners denies, a second one only strengthens it.
fn french(raw: &[Raw<'_>], at: usize, found: &mut HashMap<usize, &'static str>) {
    found.insert(at, "");
    let partner = |at: usize| FRENCH.iter().find(|(word, ..)| raw[at].lower == *word);
    let mut denied = false;
    let before = (at.saturating_sub(FAR)..at)
        .find(|&at| matches!(raw[at].lower.as_str(), "aucun" | "aucune" | "rien" | "personne" | "jamais"));
    if let Some(before) = before
        && let Some((_, first, _)) = partner(before)
    {
        found.insert(before, first);
        denied = true;
    }
    for at in stretch(raw, at) {
        let Some((word, first, later)) = partner(at) else { continue };
        // "ne … pas que" and "ne … pas plus"
        if denied && matches!(*word, "que" | "qu" | "plus") {
            break;
        }
        found.insert(at, if denied { later } else { first });
        denied = true;
    }
}

fn concord(
    raw: &[Raw<'_>],
    at: usize,
    words: &[(&'static str, &'static str)],
    found: &mut HashMap<usize, &'static str>,
) {
    for at in stretch(raw, at) {
        if let Some((_, english)) = words.iter().find(|(word, _)| raw[at].lower == *word) {
            found.insert(at, english);
        }
    }
}

/// The words after a place, up to a mark.
fn stretch(raw: &[Raw<'_>], at: usize) -> impl Iterator<Item = usize> {
    let near = at + 1..raw.len().min(at + 1 + FAR);
    near.take_while(|&at| !raw[at].gap.contains([',', ';', ':', '(', ')', '—', '–']))
}
