//! Wrong figures: numbers with the unit of the right one and of its size, and dates near it.

use crate::english::word::is_month;
use crate::facts::{Fact, FactKind};
use crate::lesson::Lesson;
use crate::select::hash;

use super::WANTED;

/// A wrong figure, with the fact it truly belongs to where the passages have one.
pub(crate) struct Wrong<'a> {
    /// The words, unit included.
    pub words: String,
    /// The fact that states it of something else.
    pub fact: Option<&'a Fact>,
}

/// Wrong figures for a right one: figures of the same unit from the passages first, then numbers near it; empty where
/// the right one is no plain number or date.
pub(crate) fn wrong<'a>(lesson: &Lesson<'a>, fact: &Fact) -> Vec<Wrong<'a>> {
    let FactKind::Figure { value, .. } = &fact.kind else { return Vec::new() };
    let right = lesson.words(value);
    let quote = lesson.words(&fact.quote);
    let Some(parsed) = Number::of(&right).filter(|_| !is_bound(&quote, &right)) else { return Vec::new() };
    let rough = is_rough(&quote, &right);
    let mut found: Vec<Wrong<'a>> = Vec::new();
    let mut add = |words: String, number: f64, fact: Option<&'a Fact>| {
        let taken = found
            .iter()
            .any(|other| Number::of(&other.words).is_some_and(|other| is_close(other.number, number)));
        let near = rough && !parsed.is_year() && (0.7..1.45).contains(&(number / parsed.number));
        let stated = quote.contains(&words) || is_close(number, parsed.number) || near;
        if found.len() < WANTED && !taken && !stated {
            found.push(Wrong { words, fact });
        }
    };
    for (words, number, other) in same_unit(lesson, &parsed) {
        add(words, number, Some(other));
    }
    for number in parsed.near(hash(&quote), rough) {
        add(parsed.with(number), number, None);
    }
    found
}

/// Figures of the passages with the unit of `right` and not far from it in size.
fn same_unit<'a>(lesson: &Lesson<'a>, right: &Number<'_>) -> Vec<(String, f64, &'a Fact)> {
    let facts = lesson.facts.iter().filter_map(|fact| {
        let FactKind::Figure { value, .. } = &fact.kind else { return None };
        let words = lesson.words(value);
        let number = Number::of(&words)?;
        let alike = number.before == right.before
            && number.after == right.after
            && number.is_year() == right.is_year();
        let near = if right.is_year() {
            (number.number - right.number).abs() <= 120.0
        } else {
            let ratio = number.number / right.number;
            (0.02..=50.0).contains(&ratio)
        };
        (alike && near && number.number > 0.0).then_some((words.clone(), number.number, fact))
    });
    facts.collect()
}

/// Whether a sentence gives a figure only as a bound (`more than 100`): then other figures may be true as well.
fn is_bound(quote: &str, right: &str) -> bool {
    const BOUNDS: [&str; 15] = [
        "more than",
        "less than",
        "fewer than",
        "greater than",
        "at least",
        "at most",
        "up to",
        "over",
        "under",
        "as many as",
        "as much as",
        "above",
        "below",
        "or more",
        "or less",
    ];
    let (before, after) = quote.split_once(right).unwrap_or((quote, ""));
    let before = before.trim_end();
    let after = after.trim_start();
    BOUNDS.iter().any(|bound| {
        let ends = before.strip_suffix(bound).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
        ends || (bound.starts_with("or ") && after.starts_with(bound))
    })
}

/// Whether a sentence gives a figure as near the truth: then a figure close to it may be as good.
fn is_rough(quote: &str, right: &str) -> bool {
    let before = quote.split_once(right).map_or("", |(before, _)| before).trim_end();
    [
        "about",
        "around",
        "roughly",
        "nearly",
        "almost",
        "approximately",
        "some",
        "close to",
        "near",
        "typically",
        "usually",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

fn is_close(one: f64, other: f64) -> bool {
    (one - other).abs() <= f64::EPSILON.max(one.abs() * 0.02)
        && !(is_whole_year(one) && is_whole_year(other) && one != other)
}

fn is_whole_year(number: f64) -> bool {
    (1000.0..=2100.0).contains(&number) && number.fract() == 0.0
}

/// A figure taken apart: `about` is never in it; `2.4 billion years ago` is 2.4 and ` billion years ago`.
struct Number<'a> {
    before: &'a str,
    number: f64,
    decimals: usize,
    grouped: bool,
    after: &'a str,
}

impl<'a> Number<'a> {
    fn of(words: &'a str) -> Option<Self> {
        let (start, end) = digits(words)?;
        let (before, after) = (&words[..start], &words[end..]);
        let plain = before.is_empty() || matches!(before, "$" | "€" | "£") || is_date_opening(before);
        if !plain || after.contains(|c: char| c.is_ascii_digit()) || words.contains('^') {
            return None;
        }
        let text = &words[start..end];
        let number: f64 = text.replace(',', "").parse().ok()?;
        let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        Some(Self { before, number, decimals, grouped: text.contains(','), after })
    }

    fn is_percent(&self) -> bool {
        self.after.contains("percent") || self.after.contains("per cent") || self.after.starts_with('%')
    }

    fn is_year(&self) -> bool {
        let bare = self.after.is_empty() || matches!(self.after.trim(), "BC" | "AD" | "BCE" | "CE");
        bare && is_whole_year(self.number) && self.decimals == 0 && !self.grouped
    }

    /// Numbers near the right one, in an order that depends on `seed`.
    fn near(&self, seed: u64, rough: bool) -> Vec<f64> {
        let candidates: Vec<f64> = if self.is_year() {
            // around 1550: only a date in another time is surely wrong
            let scale = if rough { 20.0 } else { 1.0 };
            [-11.0, 9.0, -24.0, 17.0, 6.0, -7.0].iter().map(|step| self.number + step * scale).collect()
        } else if self.decimals == 0 && self.number.abs() < 12.0 && !rough && !self.is_percent() {
            [2.0, -2.0, 1.0, 3.0, -1.0, 4.0].iter().map(|step| self.number + step).collect()
        } else {
            [0.5, 2.0, 1.5, 3.0, 0.25, 4.0].iter().map(|factor| self.rounded(self.number * factor)).collect()
        };
        let most = if self.is_percent() { 100.0 } else { f64::MAX };
        let mut near: Vec<f64> =
            candidates.into_iter().filter(|number| *number > 0.0 && *number < most).collect();
        if self.is_year() {
            near.retain(|year| *year <= 2020.0);
        }
        let turn = if near.is_empty() { 0 } else { seed as usize % near.len() };
        near.rotate_left(turn);
        near
    }

    /// A number with as many digits that count as the right one has.
    fn rounded(&self, number: f64) -> f64 {
        if self.decimals > 0 {
            let scale = 10_f64.powi(i32::try_from(self.decimals).unwrap_or(6).min(6));
            return (number * scale).round() / scale;
        }
        let step = round_step(self.number);
        (number / step).round().max(1.0) * step
    }

    fn with(&self, number: f64) -> String {
        let decimals = self.decimals.min(6);
        let text = format!("{number:.decimals$}");
        let text =
            if self.grouped || (number >= 10_000.0 && !self.is_year()) { grouped(&text) } else { text };
        format!("{}{text}{}", self.before, self.after)
    }
}

/// The largest power of ten that divides a whole number, so that 30,000 stays a round number when it is varied.
fn round_step(number: f64) -> f64 {
    let mut step = 1.0;
    while step < 1e12 && (number / (step * 10.0)).fract() == 0.0 {
        step *= 10.0;
    }
    let head = number / step;
    if step > 1.0 && head < 10.0 { step / 2.0 } else { step }
}

/// Where the number that a date or figure varies by stands: the last run of digits of a date, the first otherwise.
fn digits(words: &str) -> Option<(usize, usize)> {
    let is_date = text::word::words(words).any(|word| is_month(&word.to_lowercase()));
    let runs: Vec<(usize, usize)> = text::word::ranges(words)
        .filter(|range| words[range.clone()].chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')))
        .map(|range| (range.start, range.end))
        .collect();
    if is_date { runs.last().copied().filter(|(start, end)| end - start == 4) } else { runs.first().copied() }
}

fn is_date_opening(before: &str) -> bool {
    text::word::words(before).any(|word| is_month(&word.to_lowercase()))
}

/// `384400` as `384,400`.
fn grouped(text: &str) -> String {
    let (whole, fraction) =
        text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    fraction.map_or(out.clone(), |fraction| format!("{out}.{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(words: &str) -> Vec<String> {
        let number = Number::of(words).unwrap();
        number.near(0, !number.is_year()).into_iter().map(|near| number.with(near)).collect()
    }

    #[test]
    fn wrong_figures_look_like_the_right_one() {
        assert_eq!(near("0.04 percent")[..2], ["0.02 percent", "0.08 percent"]);
        assert_eq!(near("30,000 degrees Celsius")[..2], ["15,000 degrees Celsius", "60,000 degrees Celsius"]);
        assert_eq!(near("1789")[..2], ["1778", "1798"]);
        assert_eq!(near("5 liters")[..2], ["3 liters", "10 liters"]);
        assert_eq!(near("14 July 1789")[0], "14 July 1778");
        assert!(near("97 percent").iter().all(|words| Number::of(words).unwrap().number < 100.0));
        assert!(
            is_bound("It fixes more than 100 tonnes.", "100 tonnes")
                && !is_bound("It fixes about 100 tonnes.", "100 tonnes")
        );
        assert!(Number::of("half").is_none());
        assert!(Number::of("2 to 10 centimeters").is_none());
    }
}
