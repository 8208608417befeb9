//! Dates as texts write them: "6 June 1944", "June 6th", "the 1990s", "the 19th century", "44 BC".

use super::date::{Date, month_of};
use super::token::Raw;

/// Reads a date that begins at `at`: what it says and how many tokens it takes.
pub(crate) fn read(tokens: &[Raw<'_>], at: usize) -> Option<(Date, usize)> {
    iso(tokens, at)
        .or_else(|| day_first(tokens, at))
        .or_else(|| month_first(tokens, at))
        .or_else(|| century(tokens, at))
        .or_else(|| decade(tokens, at))
        .or_else(|| year(tokens, at).map(|(year, used)| (Date::of_year(year), used)))
}

fn lower<'a>(tokens: &'a [Raw<'_>], at: usize) -> &'a str {
    tokens.get(at).map_or("", |token| token.lower.as_str())
}

/// "1944-06-06".
fn iso(tokens: &[Raw<'_>], at: usize) -> Option<(Date, usize)> {
    let dashed = |at: usize| tokens.get(at).is_some_and(|token| token.gap == "-" && token.lower.len() == 2);
    if lower(tokens, at).len() != 4 || !dashed(at + 1) || !dashed(at + 2) {
        return None;
    }
    let year = lower(tokens, at).parse().ok()?;
    let month = lower(tokens, at + 1).parse().ok().filter(|month| (1..=12).contains(month))?;
    let day = lower(tokens, at + 2).parse().ok().filter(|day| (1..=31).contains(day))?;
    Some((Date { month: Some(month), day: Some(day), ..Date::of_year(year) }, 3))
}

/// "6 June 1944", "the 6th of June".
fn day_first(tokens: &[Raw<'_>], at: usize) -> Option<(Date, usize)> {
    let day = day_of(lower(tokens, at))?;
    let skip = usize::from(lower(tokens, at + 1) == "of" || lower(tokens, at + 1) == "de");
    let month = month_at(tokens, at + 1 + skip)?;
    let mut date = Date { year: None, years: 1, month: Some(month), day: Some(day) };
    let mut used = 2 + skip;
    let skip = usize::from(matches!(lower(tokens, at + used), "of" | "de"));
    if let Some((year, words)) = year(tokens, at + used + skip) {
        date.year = Some(year);
        used += skip + words;
    }
    Some((date, used))
}

/// "June 6, 1944", "June 1944", "June".
fn month_first(tokens: &[Raw<'_>], at: usize) -> Option<(Date, usize)> {
    let month = month_at(tokens, at)?;
    let mut date = Date { year: None, years: 1, month: Some(month), day: None };
    let mut used = 1;
    if let Some(day) = day_of(lower(tokens, at + used)) {
        date.day = Some(day);
        used += 1;
    }
    let skip = usize::from(lower(tokens, at + used) == "of");
    if let Some((year, words)) = year(tokens, at + used + skip) {
        date.year = Some(year);
        used += skip + words;
    }
    // a verb or name may look like a month: it needs a number or a preposition beside it
    let beside = at > 0
        && matches!(
            lower(tokens, at - 1),
            "in" | "of"
                | "since"
                | "by"
                | "until"
                | "early"
                | "late"
                | "mid"
                | "last"
                | "from"
                | "to"
                | "and"
        );
    let sure = date.day.is_some() || date.year.is_some() || (beside && tokens[at].capital);
    let unmistakable = !matches!(tokens[at].lower.as_str(), "may" | "march" | "mars" | "mai");
    (sure || (unmistakable && tokens[at].capital && at > 0)).then_some((date, used))
}

fn month_at(tokens: &[Raw<'_>], at: usize) -> Option<u8> {
    month_of(lower(tokens, at))
}

fn day_of(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let fits = matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2;
    digits.parse().ok().filter(|day| fits && (1..=31).contains(day))
}

/// "The 19th century", "the nineteenth century", "the first century BC".
fn century(tokens: &[Raw<'_>], at: usize) -> Option<(Date, usize)> {
    if !matches!(lower(tokens, at + 1), "century") {
        return None;
    }
    let (ordinal, used) = super::numeral::read(tokens, at).filter(|(numeral, _)| numeral.ordinal)?;
    let number = ordinal.value as i32;
    if used != 1 || !(1..=30).contains(&number) {
        return None;
    }
    Some(match era(tokens, at + 2) {
        Some((true, words)) => (Date::of_years(-number * 100, 100), 2 + words),
        Some((false, words)) => (Date::of_years((number - 1) * 100, 100), 2 + words),
        None => (Date::of_years((number - 1) * 100, 100), 2),
    })
}

/// "The 1990s".
fn decade(tokens: &[Raw<'_>], at: usize) -> Option<(Date, usize)> {
    let digits = lower(tokens, at).strip_suffix('s')?.trim_end_matches('\'');
    let year: i32 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    let years = if year % 100 == 0 { 100 } else { 10 };
    (year % 10 == 0).then(|| (Date::of_years(year, years), 1))
}

/// A year: four digits, or any number with its era.
fn year(tokens: &[Raw<'_>], at: usize) -> Option<(i32, usize)> {
    if matches!(lower(tokens, at), "ad" | "ce") && tokens.get(at).is_some_and(|token| token.upper) {
        let year = lower(tokens, at + 1).parse().ok().filter(|year| (1..3000).contains(year))?;
        return Some((year, 2));
    }
    let digits = lower(tokens, at);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') {
        return None;
    }
    let number: i32 = digits.replace(',', "").parse().ok()?;
    if let Some((before, words)) = era(tokens, at + 1) {
        return Some((if before { -number } else { number }, 1 + words));
    }
    let looks_like_one = digits.len() == 4 && (1000..=2100).contains(&number);
    let counts = tokens.get(at + 1).is_some_and(|next| {
        let unit = super::unit::unit_of(&next.lower, tokens.get(at + 2).map(|token| token.lower.as_str()));
        (next.gap.trim().is_empty() && unit.is_some()) || next.gap.trim_start().starts_with(['%', '°'])
    });
    let paid = tokens.get(at).is_some_and(|token| token.gap.ends_with(['$', '€', '£']));
    (looks_like_one && !counts && !paid).then_some((number, 1))
}

/// Whether the tokens name an era, before (`true`) or after, and how many they are.
fn era(tokens: &[Raw<'_>], at: usize) -> Option<(bool, usize)> {
    let token = tokens.get(at).filter(|token| token.upper || token.lower.contains('.'))?;
    match token.lower.replace('.', "").as_str() {
        "bc" | "bce" => Some((true, 1)),
        "ad" | "ce" => Some((false, 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn date(text: &str) -> Date {
        let tokens = tokens(text);
        (0..tokens.len()).find_map(|at| read(&tokens, at)).unwrap_or_else(|| panic!("{text} holds no date")).0
    }

    #[test]
    fn one_day_is_one_day_in_any_custom() {
        for text in ["6 June 1944", "June 6, 1944", "the 6th of June 1944", "June 6th, 1944", "1944-06-06"] {
            assert_eq!(date(text), Date { month: Some(6), day: Some(6), ..Date::of_year(1944) }, "{text}");
        }
        assert_eq!(date("44 BC"), Date::of_year(-44));
        assert_eq!(date("AD 79"), Date::of_year(79));
        assert_eq!(date("the 1990s"), Date::of_years(1990, 10));
        assert_eq!(date("the nineteenth century"), Date::of_years(1800, 100));
    }

    #[test]
    fn a_number_with_a_unit_or_a_verb_is_no_date() {
        for text in ["1500 metres", "It may rain", "They march on", "about 300 pupils", "2000 °C"] {
            let tokens = tokens(text);
            assert!((0..tokens.len()).all(|at| read(&tokens, at).is_none()), "{text}");
        }
    }
}
