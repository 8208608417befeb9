//! Figures: a number with its unit, or a date, that a sentence states once and clearly.

use std::ops::Range;

use super::FactKind;
use crate::english::verb;
use crate::english::word::{
    is_adverb, is_among, is_coordinator, is_copula, is_modal, is_month, is_preposition, is_pronoun,
    is_relative,
};
use crate::sentence::Sentence;

/// The figure of a sentence, where it has exactly one worth asking for.
pub(super) fn find(sentence: &Sentence<'_>) -> Option<FactKind> {
    if sentence.text.contains('$') {
        return None;
    }
    let mut found = candidates(sentence);
    let value = found.next()?;
    if found.next().is_some() || is_range(sentence, &value) {
        return None;
    }
    let is_date = is_date(sentence.slice_words(value.clone()));
    let value = sentence.span_of(value)?;
    Some(FactKind::Figure { value, is_date })
}

/// `60 to 80 million`, `between 3 and 5`: two numbers that make one statement.
fn is_range(sentence: &Sentence<'_>, value: &Range<usize>) -> bool {
    let number = |at: usize| {
        sentence.words.get(at).is_some_and(|word| word.lower.starts_with(|c: char| c.is_ascii_digit()))
    };
    let joins = |at: usize| {
        sentence.words.get(at).is_some_and(|word| matches!(word.lower.as_str(), "to" | "and" | "or"))
    };
    let before = value.start.checked_sub(2).is_some_and(|at| number(at) && joins(at + 1));
    before
        || (joins(value.end) && number(value.end + 1))
        || value.start.checked_sub(1).is_some_and(|at| sentence.words[at].lower == "between")
}

/// Whether the words are a date, a year or a span of years.
pub(super) fn is_date(words: &str) -> bool {
    let lower: Vec<String> = text::word::words(words).map(str::to_lowercase).collect();
    lower.iter().any(|word| is_month(word) && word != "may")
        || lower.len() == 1 && is_year(&lower[0])
        || lower.len() == 2 && lower.iter().any(|word| matches!(word.as_str(), "bc" | "ad" | "bce" | "ce"))
        || lower.len() == 3 && lower[1] == "may" && is_year(&lower[2])
        || lower.len() == 2 && lower[0] == "may" && is_year(&lower[1])
}

/// Whether a word is a year written in four digits.
pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1000..=2100).contains(&year))
}

fn candidates<'a>(sentence: &'a Sentence<'_>) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < sentence.words.len() {
            let from = at;
            at += 1;
            if let Some(range) = candidate(sentence, from) {
                at = range.end;
                return Some(range);
            }
        }
        None
    })
}

fn candidate(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let word = sentence.words.get(at)?;
    let lower = word.lower.as_str();
    if is_month(lower) && word.text.starts_with(char::is_uppercase) {
        return month_first(sentence, at);
    }
    if !lower.starts_with(|c: char| c.is_ascii_digit()) || is_label(sentence, at) {
        return None;
    }
    day_first(sentence, at).or_else(|| year(sentence, at)).or_else(|| measure(sentence, at))
}

/// `July 14, 1789`, `July 1789`.
fn month_first(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let number =
        |index: usize| sentence.words.get(index).is_some_and(|word| word.lower.parse::<u32>().is_ok());
    match (number(at + 1), number(at + 2)) {
        (true, true) => Some(at..at + 3),
        (true, false) => Some(at..at + 2),
        _ => None,
    }
}

/// `14 July 1789`.
fn day_first(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let month = sentence.words.get(at + 1).is_some_and(|word| is_month(&word.lower));
    let year = sentence.words.get(at + 2).is_some_and(|word| is_year(&word.lower));
    month.then_some(at..at + 2 + usize::from(year))
}

fn year(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let before = sentence.words.get(at.checked_sub(1)?)?.lower.as_str();
    let timely = matches!(
        before,
        "in" | "since"
            | "by"
            | "until"
            | "from"
            | "around"
            | "year"
            | "before"
            | "after"
            | "about"
            | "of"
            | "early"
            | "late"
            | "mid"
    );
    let unit_follows = sentence
        .words
        .get(at + 1)
        .is_some_and(|next| is_unit(&next.lower) && sentence.gap_after(at).trim().is_empty());
    (timely && !unit_follows && is_year(&sentence.words[at].lower)).then_some(at..at + 1)
}

/// `384,400 kilometers`, `21 percent`, `46 chromosomes`.
fn measure(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let after = sentence.gap_after(at);
    if after.starts_with(['%', '°']) {
        let unit = usize::from(
            sentence.words.get(at + 1).is_some_and(|word| matches!(word.lower.as_str(), "c" | "f")),
        );
        return Some(at..at + 1 + unit);
    }
    if before_mark(sentence, at).ends_with(['$', '€', '£']) {
        return Some(at..at + 1 + usize::from(is_scale(sentence, at + 1)));
    }
    let mut end = at + 1;
    if !sentence.gap_after(at).trim().is_empty() {
        return None;
    }
    end += usize::from(is_scale(sentence, end));
    let noun = sentence.words.get(end)?;
    if is_unit(&noun.lower) {
        end += 1;
        end += unit_tail(sentence, end);
        return Some(at..end);
    }
    counted(sentence, end).map(|end| at..end)
}

fn before_mark<'a>(sentence: &Sentence<'a>, at: usize) -> &'a str {
    let to = sentence.words[at].bytes.start - sentence.span.bytes.start;
    sentence.text.get(..to).unwrap_or_default()
}

/// `per second`, `Celsius`, `squared` after a unit.
fn unit_tail(sentence: &Sentence<'_>, at: usize) -> usize {
    let word = |offset: usize| sentence.words.get(at + offset).map_or("", |word| word.lower.as_str());
    let joined = at > 0 && sentence.gap_after(at - 1).trim().is_empty();
    match (word(0), word(1)) {
        ("per" | "an" | "a", next) if joined && (is_unit(next) || is_unit(&format!("{next}s"))) => 2,
        ("celsius" | "fahrenheit" | "squared" | "cubed" | "old" | "ago" | "bc" | "ad", _) if joined => 1,
        _ if joined
            && at > 0
            && matches!(
                sentence.words[at - 1].lower.as_str(),
                "square" | "cubic" | "light" | "metric" | "degrees"
            ) =>
        {
            1
        }
        _ => 0,
    }
}

/// A counted thing: one or two words, the last a plural noun.
fn counted(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    (at..at + 3)
        .find_map(|end| {
            let word = sentence.words.get(end)?;
            let plain = !is_preposition(&word.lower)
                && !is_pronoun(&word.lower)
                && !is_relative(&word.lower)
                && !is_copula(&word.lower)
                && !is_modal(&word.lower)
                && !is_adverb(&word.lower)
                && !is_coordinator(&word.lower)
                && !verb::read(&word.lower)
                    .is_some_and(|verb| !verb.ambiguous && verb.form != verb::Form::Participle);
            let earlier_joined = (at..end).all(|index| sentence.gap_after(index).trim().is_empty());
            (plain && earlier_joined && crate::english::noun::is_plural(&word.lower)).then_some(end + 1)
        })
        .filter(|&end| {
            sentence.words[at..end]
                .iter()
                .all(|word| !is_preposition(&word.lower) && !is_coordinator(&word.lower))
        })
}

fn is_scale(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.words.get(at).is_some_and(|word| {
        matches!(word.lower.as_str(), "million" | "billion" | "trillion" | "thousand" | "hundred")
    })
}

/// Numbers that name a place or a version and measure nothing.
fn is_label(sentence: &Sentence<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |at| sentence.words[at].lower.as_str());
    let marked =
        before_mark(sentence, at).ends_with(['#', '[', '-', '–', '/', '.', ':', '=', '"', '\'', '+', '*']);
    let code = sentence.words[at].text.contains(['/', ':', '_', 'x'])
        || sentence.words[at].text.chars().any(char::is_alphabetic);
    marked
        || code
        || matches!(
            before,
            "section"
                | "figure"
                | "table"
                | "chapter"
                | "page"
                | "rfc"
                | "version"
                | "step"
                | "part"
                | "number"
                | "no"
                | "appendix"
                | "level"
                | "type"
                | "code"
                | "port"
                | "iso"
                | "example"
                | "rule"
                | "item"
                | "grade"
                | "article"
                | "act"
                | "room"
                | "line"
                | "exit"
                | "status"
                | "python"
                | "http"
                | "ipv"
                | "times"
                | "plus"
                | "minus"
        )
}

fn is_unit(word: &str) -> bool {
    const UNITS: &str = "percent percentage degrees degree meters metres meter metre kilometers kilometres kilometer \
         kilometre km m cm mm nm centimeters centimetres millimeters millimetres micrometers nanometers \
         nanometres miles mile feet foot inches yards grams gram kilograms kilogram kg g mg tonnes tons ton \
         pounds seconds second minutes minute hours hour days day weeks months years year centuries decades \
         milliseconds ms nanoseconds microseconds liters litres liter milliliters ml volts amperes amps \
         watts kilowatts megawatts ohms joules newtons hertz hz khz mhz ghz bytes bits kilobytes megabytes \
         gigabytes kb mb gb calories kelvin kelvins light-years hectares acres dollars euros people times \
         square cubic atmospheres pascals decibels octets pixels characters mph kph metric light";
    is_among(word, UNITS)
}
