//! Nouns: whether one is plural, and which word of a phrase is its head.

use super::word::{is_among, is_preposition, is_relative};

/// Whether a noun, in lower case, is plural by its form.
pub(crate) fn is_plural(noun: &str) -> bool {
    const IRREGULAR: &str = "people children men women feet teeth mice geese data bacteria fungi nuclei stomata algae phenomena \
         criteria mitochondria alumni larvae cacti media oxen police cattle vertebrae antennae axes loci";
    const SINGULAR: &str = "mathematics physics economics politics genetics electronics mechanics statistics news species \
         series lens gas bus glass mass class process stress loss atlas canvas bias chaos cosmos pancreas \
         ethics optics thermodynamics linguistics athletics always";
    if is_among(noun, IRREGULAR) {
        return true;
    }
    noun.len() > 2
        && noun.ends_with('s')
        && !noun.ends_with("ss")
        && !noun.ends_with("us")
        && !noun.ends_with("is")
        && !noun.ends_with("'s")
        && !is_among(noun, SINGULAR)
}

/// Whether a noun, as written, is an acronym: `DNS`, `UTF-8`; not `CPUs`.
pub(crate) fn is_acronym(noun: &str) -> bool {
    let capitals = noun.chars().filter(char::is_ascii_uppercase).count();
    capitals >= 2 && noun.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
}

/// Whether a noun has one form for one and for many.
pub(crate) fn is_either_number(noun: &str) -> bool {
    is_among(noun, "fish sheep deer species series aircraft spacecraft offspring infantry cavalry staff crew")
}

/// Index of the head noun: the last word before the first preposition or relative word that follows it.
pub(crate) fn head<S: AsRef<str>>(words: &[S]) -> Option<usize> {
    let cut = words
        .iter()
        .enumerate()
        .skip(1)
        .find(|(_, word)| {
            is_preposition(word.as_ref()) || is_relative(word.as_ref()) || is_post_modifier(word.as_ref())
        })
        .map_or(words.len(), |(index, _)| index);
    cut.checked_sub(1)
}

fn is_post_modifier(word: &str) -> bool {
    matches!(word, "used" | "made" | "called" | "known" | "named" | "containing" | "consisting" | "including")
}
