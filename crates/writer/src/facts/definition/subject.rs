//! The subject of a defining sentence, and what may stand around it before the verb.

use crate::english::verb;
use crate::english::word::{is_adverb, is_copula, is_preposition};
use crate::sentence::Sentence;

/// How many words a subject may have, article included.
const SUBJECT: usize = 9;
/// How many words a bracket or an aside between subject and verb may have.
const ASIDE: usize = 24;
/// How many words a remark between them may have that begins with a preposition.
const REMARK: usize = 5;

/// The word after the name, and the place of the verb: `zinc` of `Zinc (symbol Zn), also called spelter, is a …`.
pub(super) fn named(sentence: &Sentence<'_>, lower: &[&str], start: usize) -> Option<(usize, usize)> {
    let border = |at: usize| sentence.gap_after(at).trim_start().starts_with(['(', ',']);
    let name = (start..lower.len().min(start + SUBJECT))
        .find(|&at| border(at) || lower.get(at + 1).is_some_and(|next| is_copula(next)))?;
    let mut last = name;
    for _ in 0..3 {
        if lower.get(last + 1).is_some_and(|next| is_copula(next)) && !opens_aside(sentence, lower, last) {
            return Some((without_other_name(lower, start, name + 1), last + 1));
        }
        last = end_of_aside(sentence, lower, last)?;
    }
    None
}

/// How many words name the field a definition belongs to: `In mathematics, …`, `In music theory, …`.
pub(super) fn field(sentence: &Sentence<'_>, lower: &[&str]) -> usize {
    const LONGEST: usize = 3;
    if lower.first() != Some(&"in") {
        return 0;
    }
    let Some(end) = (1..=LONGEST).find(|&at| sentence.gap_after(at).starts_with(',')) else { return 0 };
    if lower.get(end).is_some_and(|word| names_field(word)) { end + 1 } else { 0 }
}

fn names_field(word: &str) -> bool {
    const ENDINGS: [&str; 7] = ["ics", "ology", "metry", "nomy", "graphy", "istry", "computing"];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
        || matches!(
            word,
            "music"
                | "law"
                | "algebra"
                | "calculus"
                | "grammar"
                | "theory"
                | "science"
                | "engineering"
                | "medicine"
                | "finance"
                | "logic"
                | "philosophy"
                | "programming"
                | "art"
                | "architecture"
                | "accounting"
        )
}

/// The name before another name of the same thing: `X or Y is a …`.
fn without_other_name(lower: &[&str], start: usize, end: usize) -> usize {
    (start + 1..end.saturating_sub(1)).find(|&at| lower[at] == "or").unwrap_or(end)
}

/// Whether a bracket or a comma after a word puts something between subject and verb.
fn opens_aside(sentence: &Sentence<'_>, lower: &[&str], at: usize) -> bool {
    let gap = sentence.gap_after(at);
    let bracket = gap.matches('(').count() > gap.matches(')').count();
    bracket || gap.trim_end().ends_with(',') && lower.get(at + 1).is_some_and(|next| !is_copula(next))
}

/// The last word of the bracket or the aside that begins after a word.
fn end_of_aside(sentence: &Sentence<'_>, lower: &[&str], at: usize) -> Option<usize> {
    let places = at + 1..lower.len().min(at + ASIDE);
    let gap = sentence.gap_after(at).trim();
    if gap.contains('(') {
        return places.into_iter().find(|&end| sentence.gap_after(end).contains(')'));
    }
    let first = lower.get(at + 1)?;
    let other_name = is_adverb(first)
        || verb::is_participle(first)
        || matches!(
            *first,
            "or" | "also" | "sometimes" | "often" | "commonly" | "formerly" | "formally" | "abbreviated"
        );
    // `X, on the other hand, is a …`
    let remark = is_preposition(first);
    let places = if remark { at + 1..lower.len().min(at + REMARK) } else { places };
    let closes = |&end: &usize| sentence.gap_after(end).trim_start_matches([')', '"', '”']).starts_with(',');
    (gap.ends_with(',') && (other_name || remark)).then(|| places.into_iter().find(closes)).flatten()
}
