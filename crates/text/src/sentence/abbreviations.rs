//! Abbreviations: which written forms end in a full stop that does not end the sentence.

use std::borrow::Cow;

use crate::Language;
use crate::word_set::{self, Filter, WordSet};

static ANY: Filter = Filter::new(&[NEVER, COUNTING, ENDING, NAMING]);
static NEVER_SET: WordSet<512> = WordSet::new(NEVER);
static COUNTING_SET: WordSet<256> = WordSet::new(COUNTING);
static ENDING_SET: WordSet<256> = WordSet::new(ENDING);
static NAMING_SET: WordSet<128> = WordSet::new(NAMING);

/// How an abbreviation behaves before the next word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Never the last word of a sentence: titles, `e.g.`, `vs.`
    Never,
    /// Only before what it counts: `No. 7`, `Fig. 3`, `p. 12`; otherwise it may be a word of its own.
    Counting,
    /// May end a sentence: `etc.`, `p.m.`, `Jan.`; the next word tells.
    Ending,
    /// Stands before or after a name, and may end a sentence: `Inc.`, `Jr.`, `U.S.`; only a word that begins
    /// sentences tells.
    Naming,
}

/// The longest abbreviation of nothing but ASCII letters.
const LONGEST_PLAIN: usize = 6;

/// Whether a word of nothing but ASCII letters is certainly no abbreviation; `false` leaves it open.
#[inline]
pub(super) fn is_none_plain(word: &str) -> bool {
    word.len() > LONGEST_PLAIN || !ANY.may_contain(word_set::hash(word.as_bytes()))
}

/// What the word before a full stop is, if it is an abbreviation; `word` is without the stop.
pub(super) fn lookup(word: &str, language: Language) -> Option<Abbreviation> {
    const LONGEST_BYTES: usize = 12;
    let dotted = word.bytes().any(|byte| byte == b'.');
    let ascii = word.is_ascii();
    if word.len() > LONGEST_BYTES || (word.len() > LONGEST_PLAIN && ascii && !dotted) {
        return None;
    }
    let lower = if ascii { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
    let hash = word_set::hash(lower.as_bytes());
    if !dotted && !ANY.may_contain(hash) {
        return None;
    }
    let found = if NEVER_SET.contains_hashed(&lower, hash) {
        Some(Abbreviation::Never)
    } else if COUNTING_SET.contains_hashed(&lower, hash) {
        Some(Abbreviation::Counting)
    } else if ENDING_SET.contains_hashed(&lower, hash) {
        Some(Abbreviation::Ending)
    } else if NAMING_SET.contains_hashed(&lower, hash) || (dotted && is_dotted_capitals(word)) {
        Some(Abbreviation::Naming)
    } else if dotted && is_dotted(word) {
        Some(Abbreviation::Never)
    } else {
        None
    };
    found.filter(|_| !is_word_in(&lower, language))
}

/// `U.S`, `U.S.A`, `N.Y`.
fn is_dotted_capitals(word: &str) -> bool {
    is_dotted(word) && word.split('.').all(|part| part.chars().all(char::is_uppercase))
}

/// Single letters with points between them: `a.k.a`, `z.B`.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut letters = part.chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
        })
}

/// Abbreviations of one language that are everyday words of another.
fn is_word_in(lower: &str, language: Language) -> bool {
    match language {
        Language::En => {
            matches!(
                lower,
                "es" | "art"
                    | "sen"
                    | "gen"
                    | "mar"
                    | "sat"
                    | "sun"
                    | "dim"
                    | "don"
                    | "sig"
                    | "on"
                    | "me"
                    | "ago"
                    | "mind"
                    | "gem"
                    | "cap"
                    | "par"
                    | "app"
                    | "ing"
                    | "mag"
            )
        }
        Language::Es => matches!(lower, "es" | "gen" | "don" | "mar" | "sal" | "sol" | "sun" | "sat" | "col"),
        Language::De => matches!(lower, "es" | "mai" | "mar" | "sat" | "sun" | "art" | "gen" | "don" | "los"),
        Language::It => matches!(lower, "gen" | "mar" | "col" | "don" | "sat" | "sun" | "dim"),
        Language::Fr => matches!(lower, "es" | "mar" | "don" | "col" | "sat" | "sun" | "art" | "gens"),
        Language::Other(_) => false,
    }
}

const NEVER: &[&str] = &[
    // titles
    "dr", "mr", "mrs", "ms", "mx", "messrs", "prof", "profs", "rev", "hon", "gen", "col", "maj", "capt",
    "cpt", "cmdr", "lt", "sgt", "cpl", "adm", "gov", "sen", "rep", "pres", "supt", "det", "insp", "st",
    "ste", "mt", "ft", "fr", "sra", "srta", "sres", "dra", "ud", "uds", "vd", "hr", "fr", "frl", "dipl",
    "ing", "mag", "sig", "sigg", "dott", "avv", "on", "mme", "mlle", "mm", "mgr", "me", "pr", "drs", "univ",
    // going on
    "e.g", "eg", "i.e", "ie", "cf", "vs", "viz", "esp", "approx", "ca", "c.f", "a.k.a", "n.b", "nb", "al.e",
    "incl", "excl", "orig", "resp", "i.a", "op", "cit", "ed", "eds", "trans", "repr", "fl", "dept", "assoc",
    "z.b", "d.h", "u.a", "o.ä", "i.d.r", "m.e", "s.o", "s.u", "z.t", "u.u", "v.a", "bzw", "ggf", "vgl",
    "sog", "evtl", "ugs", "inkl", "exkl", "geb", "gest", "mind", "max", "min", "abk", "bspw", "zzgl", "gem",
    "lat", "griech", "engl", "p.ej", "p.e", "ej", "aprox", "pág", "págs", "es", "ad.es", "p.es", "ecc.e",
    "sec.a", "c.-à-d", "c.à.d", "env", "chap", "éd", "réf", "tél", "av", "apr", "hist", "gral", "lic",
    "avda", "dcha", "izq",
];

const COUNTING: &[&str] = &[
    "no", "nos", "nr", "núm", "num", "nº", "fig", "figs", "eq", "eqs", "eqn", "vol", "vols", "ch", "sec",
    "sect", "pp", "par", "para", "art", "arts", "cap", "pag", "pagg", "tab", "abb", "kap", "bd", "bde", "ff",
    "vers", "ver", "ex", "chs", "app", "pt", "pts", "pl", "ref", "refs", "§", "abs", "aufl", "jg", "tel",
    "ext", "rm", "op",
];

const ENDING: &[&str] = &[
    "etc", "a.m", "p.m", "am", "al", "et al", "usw", "u.s.w", "usf", "ecc", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "dez", "ene", "abr", "ago", "dic",
    "janv", "févr", "juil", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "b.c",
    "a.d", "b.c.e", "c.e", "bc", "a.c", "d.c", "v.chr", "n.chr", "chr", "j.-c", "ave", "blvd", "rd", "hwy",
    "sq", "in", "oz", "lb", "lbs", "ft", "hrs", "mins", "secs", "hr", "std", "sek", "misc", "est", "govt",
    "mgmt", "intl",
];

const NAMING: &[&str] = &[
    "inc", "ltd", "co", "corp", "llc", "plc", "bros", "jr", "sr", "esq", "ph.d", "phd", "m.d", "b.a", "m.a",
    "b.sc", "m.sc", "d.phil", "s.a", "s.l", "s.p.a", "s.r.l", "e.v", "gmbh", "cía", "cia", "ee.uu", "ee",
    "uu", "mio", "mrd", "tsd", "u.s", "u.k", "u.n", "d.c",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_plain_abbreviation_is_longer_than_the_bound() {
        for word in [NEVER, COUNTING, ENDING, NAMING].concat() {
            let plain = word.bytes().all(|byte| byte.is_ascii_alphabetic());
            assert!(!plain || !is_none_plain(word), "{word}");
            assert!(word.len() <= 12 && word.to_lowercase() == word, "{word}");
        }
    }
}
