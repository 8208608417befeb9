//! Figures: what a statement works out from the numbers of a source, by reckoning or by comparing two of them.

use super::date::Date;
use super::likeness;
use super::number;
use super::quantity::Quantity;
use super::scope::opens_clause;
use super::sentence::{Kind, Sentence, Token};
use super::unit::{Dimension, Unit};

/// A number of the source as something to reckon with.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Figure {
    value: f64,
    dimension: Option<Dimension>,
}

/// The most numbers of a source that are tried with each other.
const MOST: usize = 14;

/// How far apart two values may be to count as the same: rounding in the second digit.
const SAME: f64 = 0.021;

/// Whether a number of the statement is what two numbers of the source come to.
pub(crate) fn is_computed(token: &Token, lines: &[&Sentence]) -> bool {
    let Kind::Quantity(quantity) = token.kind else { return false };
    let (mine, known) = (of_quantity(&quantity), figures(lines));
    let ratio = matches!(mine.dimension, None | Some(Dimension::Share)) || quantity.unit == Some(Unit::TIMES);
    known.iter().enumerate().any(|(at, left)| {
        known.iter().enumerate().any(|(other, right)| {
            let alike = at != other && left.dimension == right.dimension;
            let sum =
                same(left.value + right.value, mine.value) || same(left.value - right.value, mine.value);
            let quotient = right.value > 0.0 && same(left.value / right.value, mine.value);
            alike && ((sum && left.dimension == mine.dimension) || (quotient && ratio))
        })
    })
}

fn same(left: f64, right: f64) -> bool {
    left > 0.0 && (left - right).abs() <= SAME * left.abs().max(right.abs())
}

fn figures(lines: &[&Sentence]) -> Vec<Figure> {
    lines.iter().flat_map(|line| &line.tokens).filter_map(figure).take(MOST).collect()
}

fn figure(token: &Token) -> Option<Figure> {
    match token.kind {
        Kind::Quantity(quantity) if !quantity.soft => Some(of_quantity(&quantity)),
        Kind::Date(date) => of_date(&date),
        _ => None,
    }
}

fn of_quantity(quantity: &Quantity) -> Figure {
    let dimension = quantity.unit.map(|unit| unit.dimension);
    Figure { value: quantity.unit.map_or(quantity.high, |unit| unit.base(quantity.high)), dimension }
}

/// A year as a time since the beginning of our era.
fn of_date(date: &Date) -> Option<Figure> {
    const SECONDS: f64 = 365.25 * 86_400.0;
    let year = date.year?;
    Some(Figure { value: f64::from(year) * SECONDS, dimension: Some(Dimension::Time) })
}

/// Whether the numbers that the source gives for both sides of a comparison bear it out; `None` where it gives none.
pub(crate) fn bears_out(mine: &Sentence, lines: &[&Sentence]) -> Option<bool> {
    let tokens = &mine.tokens;
    let than = (2..tokens.len()).find(|&at| tokens[at].word == "than")?;
    let graded =
        (than.saturating_sub(7)..than).rev().find(|&at| number::points_up(&tokens[at].word).is_some())?;
    let up = number::points_up(&tokens[graded].word)?;
    let start = (0..graded).rev().find(|&at| opens_clause(&tokens[at])).unwrap_or(0);
    let end = (than + 1..tokens.len()).find(|&at| opens_clause(&tokens[at])).unwrap_or(tokens.len());
    let (left, right): (Vec<usize>, Vec<usize>) = ((start..than).collect(), (than + 1..end).collect());
    let second = value_of(mine, &right, &left, lines)?;
    // "fewer churches than houses" compares what stands after the word, "is older than" what stands before it
    let sides = [graded + 1..than, start..graded];
    let first = sides
        .into_iter()
        .filter_map(|side| value_of(mine, &side.collect::<Vec<_>>(), &right, lines))
        .find(|first| first.dimension == second.dimension && first.value != second.value)?;
    // what takes less time is faster
    let speed = matches!(tokens[graded].word.as_str(), "faster" | "quicker" | "slower" | "sooner");
    let time = first.dimension == Some(Dimension::Time);
    Some((first.value > second.value) == (up != (speed && time)))
}

/// The number that stands nearest to what one side of a comparison names and the other side does not.
fn value_of(mine: &Sentence, side: &[usize], other: &[usize], lines: &[&Sentence]) -> Option<Figure> {
    const FAR: usize = 7;
    let tokens = &mine.tokens;
    let own = |at: &&usize| {
        tokens[**at].is_solid()
            && (tokens[**at].name || tokens[**at].kinds.is_empty() || tokens[**at].kinds.contains('n'))
            && number::points_up(&tokens[**at].word).is_none()
            && !other.iter().any(|&other| tokens[other].is_form_of(&tokens[**at]))
    };
    let mut best: Option<(usize, Figure)> = None;
    for &at in side.iter().filter(own) {
        for line in lines {
            for place in 0..line.tokens.len() {
                if likeness::likeness(&tokens[at], &line.tokens[place]) < 0.8 {
                    continue;
                }
                for (index, token) in line.tokens.iter().enumerate() {
                    let Some(figure) = figure(token) else { continue };
                    let clause = if token.clause == line.tokens[place].clause { 0 } else { 2 };
                    let far = index.abs_diff(place) + clause;
                    if far <= FAR && best.is_none_or(|(known, _)| far < known) {
                        best = Some((far, figure));
                    }
                }
            }
        }
    }
    best.map(|(_, figure)| figure)
}

#[cfg(test)]
mod tests {
    use text::Language;

    use super::*;

    fn read(text: &str) -> Sentence {
        Sentence::read(text, Language::En)
    }

    #[test]
    fn what_two_numbers_come_to_is_found() {
        let source = read("She moved to Paris in 1891 and married Pierre in 1895.");
        let said = read("The wedding was four years after the move.");
        let number = |sentence: &Sentence| {
            sentence.tokens.iter().find(|token| matches!(token.kind, Kind::Quantity(_))).cloned().unwrap()
        };
        assert!(is_computed(&number(&said), &[&source]));
        assert!(!is_computed(&number(&read("It was nine years later.")), &[&source]));
        let plans = read("The free plan has 5 GB of storage and the Plus plan 200 GB.");
        assert!(is_computed(&number(&read("Plus has forty times as much storage.")), &[&plans]));
    }

    #[test]
    fn comparisons_of_two_numbers_are_worked_out() {
        let source = read("The fire destroyed more than 13,000 houses and 87 parish churches.");
        let says = |text: &str| bears_out(&read(text), &[&source]);
        assert_eq!(says("The fire destroyed more parish churches than houses."), Some(false));
        assert_eq!(says("The fire destroyed fewer churches than houses."), Some(true));
        assert_eq!(says("The fire was hotter than the sun."), None);
    }
}
