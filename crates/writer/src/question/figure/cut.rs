//! Cutting a sentence: to the clause that holds its figure, and the words around the figure to what a question needs.

use crate::english::word::{is_possessive, is_pronoun};

/// Words that make a number less exact; a question does without them or begins with `About`.
const ROUGHLY: [&str; 12] = [
    "only about",
    "only",
    "about",
    "around",
    "roughly",
    "nearly",
    "almost",
    "approximately",
    "some",
    "as many as",
    "just",
    "exactly",
];

/// What joins one main clause to the next.
const JOINTS: [&str; 13] = [
    ", and ",
    ", but ",
    ", so ",
    ", while ",
    ", whereas ",
    ", when ",
    ", which ",
    ", where ",
    ", although ",
    ", since ",
    ", as ",
    ", because ",
    "; ",
];

/// The main clause that holds the figure, where it holds it once.
pub(super) fn part_with<'a>(sentence: &'a str, value: &str) -> Option<&'a str> {
    let sentence = sentence.trim_end_matches('.');
    if sentence.matches(value).count() != 1 {
        return None;
    }
    let mut part = sentence;
    for joint in JOINTS {
        // what follows `which` or `when` is no main clause
        let relative = matches!(joint, ", which " | ", when " | ", where ");
        let mut parts = part.split(joint);
        part = if relative { parts.next()? } else { parts.find(|part| part.contains(value))? };
    }
    if !part.contains(value) {
        return None;
    }
    let first = text::word::words(part).next()?.to_lowercase();
    (!is_pronoun(&first) && !is_possessive(&first)).then_some(part)
}

/// The first main clause of a sentence.
pub(super) fn first_part(sentence: &str) -> &str {
    let cut = JOINTS.iter().filter_map(|joint| sentence.find(joint)).min().unwrap_or(sentence.len());
    sentence[..cut].trim_end_matches(['.', ','])
}

/// The rest of a sentence that begins with its date: `In 1789, the king …`, `On 7 December 1941 aircraft …`
pub(super) fn dated_opening<'a>(sentence: &'a str, value: &str) -> Option<&'a str> {
    let rest = sentence.strip_prefix("In ").or_else(|| sentence.strip_prefix("On "))?;
    let rest = rest.strip_prefix(value)?;
    Some(rest.trim_start_matches([',', ' ']))
}

/// Whether a text holds a digit.
pub(super) fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// What stands before a figure without the word that makes it less exact, and whether there was one.
pub(super) fn without_rough(before: &str) -> (&str, bool) {
    for word in ROUGHLY {
        if let Some(rest) = before.strip_suffix(word)
            && (rest.is_empty() || rest.ends_with(' '))
        {
            return (rest.trim_end(), !matches!(word, "only" | "just" | "exactly"));
        }
    }
    (before, false)
}

/// The counted thing without `million` and the like; `None` where nothing is left.
pub(super) fn without_scale(unit: &str) -> Option<&str> {
    match unit.split_once(' ') {
        Some(("million" | "billion" | "trillion" | "thousand" | "hundred", rest)) => Some(rest),
        None if matches!(unit, "million" | "billion" | "trillion" | "thousand" | "hundred") => None,
        _ => Some(unit),
    }
}

/// Whether a noun names something that is measured.
pub(super) fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "speed"
            | "length"
            | "mass"
            | "temperature"
            | "distance"
            | "height"
            | "population"
            | "age"
            | "number"
            | "area"
            | "diameter"
            | "radius"
            | "voltage"
            | "value"
            | "rate"
            | "depth"
            | "weight"
            | "width"
            | "frequency"
            | "size"
            | "cost"
            | "price"
            | "wavelength"
            | "density"
            | "pressure"
            | "volume"
            | "share"
            | "total"
            | "magnitude"
            | "period"
            | "lifetime"
            | "force"
            | "acceleration"
            | "resistance"
            | "power"
            | "energy"
            | "charge"
            | "probability"
            | "sum"
            | "product"
            | "answer"
            | "average"
            | "mean"
            | "circumference"
            | "lifespan"
            | "capacity"
            | "limit"
            | "maximum"
            | "minimum"
            | "duration"
    )
}
