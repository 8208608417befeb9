//! Quantities as texts write them: a bound, a number or a range, a unit.

use super::numeral::{self, Numeral};
use super::quantity::{Bound, Quantity};
use super::token::Raw;
use super::unit::{self, Unit};

/// Reads a quantity that begins at `at`: what it says and how many tokens it takes.
pub(crate) fn read(tokens: &[Raw<'_>], at: usize) -> Option<(Quantity, usize)> {
    let (before, lead) = bound_at(tokens, at);
    let (quantity, used) = range_at(tokens, at + lead).or_else(|| a_unit(tokens, at + lead, before))?;
    let used = lead + used;
    let (after, tail) = bound_after(tokens, at + used);
    let bound = if before == Bound::Plain { after } else { before };
    Some((Quantity { bound, ..quantity }, used + tail))
}

/// "More than a year", "a kilogram or more", "a single day": one of a unit where a bound shows that it is counted.
fn a_unit(tokens: &[Raw<'_>], at: usize, before: Bound) -> Option<(Quantity, usize)> {
    if !matches!(word(tokens, at), "a" | "an") {
        return None;
    }
    let single = usize::from(matches!(word(tokens, at + 1), "single" | "whole" | "full"));
    let (unit, used) = unit_at(tokens, at + 1 + single);
    let used = 1 + single + used;
    let counted = before != Bound::Plain || single > 0 || bound_after(tokens, at + used).0 != Bound::Plain;
    let quantity = Quantity { unit: Some(unit?), ..Quantity::plain(1.0) };
    counted.then_some((quantity, used))
}

/// Comparatives that open a bound upwards.
const GREATER: &[&str] = &[
    "more", "greater", "higher", "longer", "larger", "older", "hotter", "warmer", "bigger", "heavier",
    "faster", "taller", "wider", "deeper", "farther", "further", "stronger", "thicker", "later", "better",
];
/// Comparatives that open a bound downwards.
const SMALLER: &[&str] = &[
    "less",
    "fewer",
    "lower",
    "smaller",
    "shorter",
    "younger",
    "colder",
    "cooler",
    "lighter",
    "slower",
    "nearer",
    "closer",
    "narrower",
    "weaker",
    "thinner",
    "earlier",
    "shallower",
];

/// Whether a comparative says more (`true`) or less; `None` for any other word.
pub(crate) fn points_up(word: &str) -> Option<bool> {
    if GREATER.contains(&word) || matches!(word, "quicker" | "dearer") {
        return Some(true);
    }
    (SMALLER.contains(&word) || matches!(word, "sooner" | "cheaper")).then_some(false)
}

/// A bound before a number, and how many tokens it takes.
pub(crate) fn bound_at(tokens: &[Raw<'_>], at: usize) -> (Bound, usize) {
    match [word(tokens, at), word(tokens, at + 1), word(tokens, at + 2)] {
        ["no" | "not", more, "than"] if GREATER.contains(&more) => (Bound::AtMost, 3),
        ["no" | "not", less, "than"] if SMALLER.contains(&less) => (Bound::AtLeast, 3),
        [more, "than", _] if GREATER.contains(&more) => (Bound::MoreThan, 2),
        [less, "than", _] if SMALLER.contains(&less) => (Bound::LessThan, 2),
        ["at", "least", _] => (Bound::AtLeast, 2),
        ["at", "most", _] => (Bound::AtMost, 2),
        // "adds up to 90 degrees" names the sum
        ["up", "to", _] if !adds_up(tokens, at) => (Bound::AtMost, 2),
        ["as", "many" | "much" | "high" | "long" | "far", "as"] => (Bound::AtMost, 3),
        ["over" | "above" | "exceeding", _, _] => (Bound::MoreThan, 1),
        ["under" | "below", _, _] => (Bound::LessThan, 1),
        ["exactly" | "precisely", _, _] => (Bound::Exact, 1),
        ["almost" | "nearly" | "about" | "around" | "roughly" | "approximately" | "some" | "circa", ..] => {
            (Bound::About, 1)
        }
        _ => (Bound::Plain, 0),
    }
}

/// Whether a verb of adding stands before "up to".
fn adds_up(tokens: &[Raw<'_>], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| word(tokens, at));
    before.starts_with("add") || matches!(before, "sum" | "sums" | "comes" | "come")
}

/// A bound after a number: "20 or more".
fn bound_after(tokens: &[Raw<'_>], at: usize) -> (Bound, usize) {
    match [word(tokens, at), word(tokens, at + 1)] {
        ["or", "more" | "over"] => (Bound::AtLeast, 2),
        ["or", "less" | "fewer" | "under"] => (Bound::AtMost, 2),
        ["or", "so"] => (Bound::About, 2),
        _ => (Bound::Plain, 0),
    }
}

/// A number, or two with "to" or a dash between them, with their unit.
fn range_at(tokens: &[Raw<'_>], at: usize) -> Option<(Quantity, usize)> {
    let (first, used) = numeral::read(tokens, at)?;
    let sign = currency_before(tokens, at);
    let (unit, unit_words) = unit_at(tokens, at + used);
    let single = quantity(first, first.value, sign.or(unit));
    let used_single = used + unit_words;
    let Some((second, more)) = second_of_range(tokens, at + used_single) else {
        return Some((single, used_single));
    };
    let (last_unit, last_words) = unit_at(tokens, at + used_single + more);
    let low = match second.scale {
        Some(scale) if first.scale.is_none() && first.value < 1000.0 => first.value * scale,
        _ => first.value,
    };
    if low >= second.value || first.ordinal {
        return Some((single, used_single));
    }
    let unit = sign.or(last_unit).or(unit);
    let range = Quantity { low, high: second.value, ..quantity(first, low, unit) };
    Some((range, used_single + more + last_words))
}

/// The upper end of a range, and how many tokens it takes with the word before it.
fn second_of_range(tokens: &[Raw<'_>], at: usize) -> Option<(Numeral, usize)> {
    let joined = matches!(word(tokens, at), "to");
    let start = at + usize::from(joined);
    let dashed = !joined && tokens.get(at).is_some_and(|token| matches!(token.gap.trim(), "-" | "–" | "—"));
    if !joined && !dashed {
        return None;
    }
    let (numeral, used) = numeral::read(tokens, start)?;
    Some((numeral, used + usize::from(joined)))
}

fn quantity(numeral: Numeral, value: f64, unit: Option<Unit>) -> Quantity {
    let times = numeral.times.then_some(Unit::TIMES);
    let unit = times.or(unit).or(numeral.fraction.then_some(Unit::SHARE));
    Quantity {
        unit,
        ordinal: numeral.ordinal,
        soft: numeral.soft && unit.is_none(),
        ..Quantity::plain(value)
    }
}

fn currency_before(tokens: &[Raw<'_>], at: usize) -> Option<Unit> {
    tokens.get(at)?.gap.chars().next_back().and_then(unit::currency)
}

/// The unit after a number, and how many tokens it takes.
fn unit_at(tokens: &[Raw<'_>], at: usize) -> (Option<Unit>, usize) {
    let Some(next) = tokens.get(at) else { return (None, 0) };
    let gap = next.gap.trim();
    if gap.starts_with('%') {
        return (Some(Unit::PERCENT), 0);
    }
    if gap.starts_with('°') {
        let found = unit::unit_of("°", Some(&next.lower));
        return found.map_or((None, 0), |(unit, words)| (Some(unit), words.saturating_sub(1)));
    }
    if !gap.is_empty() && gap != "-" {
        return (None, 0);
    }
    let found = unit::unit_of(&next.lower, tokens.get(at + 1).map(|token| token.lower.as_str()));
    found.map_or((None, 0), |(unit, words)| (Some(unit), words))
}

fn word<'a>(tokens: &'a [Raw<'_>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.lower.as_str())
}
