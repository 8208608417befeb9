//! Figures: what a statement works out from the numbers of a source, by reckoning or by comparing two of them.

use super::date::Date;
use super::likeness;
use super::number;
use super::quantity::Quantity;
use super::scope::opens_clause;
use super::sentence::{Kind, Sentence, Token};
use super::unit::Dimension;

/// A number of the source as something to reckon with.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Figure {
    /// As written.
    written: f64,
    /// In the base unit of what it measures.
    value: f64,
    dimension: Option<Dimension>,
}

/// The most numbers of a source that are tried with each other.
const MOST: usize = 14;

/// How far apart two values may be to count as the same: rounding in the third digit.
const SAME: f64 = 0.005;

/// Whether a number of the statement is what numbers of the source come to: a sum, a difference, how many times the one
/// is the other, a share of a number.
///
/// A word that reckons must stand with it, as in "four years after" or "twelve together".
pub(crate) fn is_computed(mine: &Sentence, at: usize, lines: &[&Sentence]) -> bool {
    let Some(Kind::Quantity(quantity)) = mine.tokens.get(at).map(|token| token.kind) else { return false };
    let times =
        quantity.unit.is_some_and(|unit| matches!(unit.dimension, Dimension::Times | Dimension::Share));
    if quantity.soft || quantity.ordinal || !(times || mine.tokens.iter().any(reckons)) {
        return false;
    }
    let mine = of_quantity(&quantity);
    let known: Vec<Figure> =
        lines.iter().flat_map(|line| &line.tokens).filter_map(figure).take(MOST).collect();
    known.iter().enumerate().any(|(at, left)| {
        let rest = known.iter().enumerate().filter(|(other, _)| *other != at);
        is_inverse(&mine, left) || rest.into_iter().any(|(_, right)| come_to(&mine, left, right))
    })
}

/// Whether a word says that two numbers are put together or set against each other.
fn reckons(token: &Token) -> bool {
    const WORDS: &[&str] = &[
        "than",
        "times",
        "later",
        "after",
        "earlier",
        "before",
        "between",
        "together",
        "total",
        "both",
        "altogether",
        "combined",
        "sum",
        "difference",
        "share",
        "rest",
        "remaining",
        "other",
        "others",
        "another",
        "apart",
        "lasts",
        "lasted",
        "takes",
        "took",
        "additional",
        "extra",
        "counting",
        "including",
        "each",
    ];
    WORDS.contains(&token.word.as_str()) || number::points_up(&token.word).is_some()
}

/// "Six times as much" beside "a sixth".
fn is_inverse(mine: &Figure, other: &Figure) -> bool {
    let ratio = |figure: &Figure| matches!(figure.dimension, Some(Dimension::Share | Dimension::Times));
    ratio(mine) && ratio(other) && other.value > 0.0 && same(1.0 / other.value, mine.value)
}

fn come_to(mine: &Figure, left: &Figure, right: &Figure) -> bool {
    if left.dimension != right.dimension {
        let share = left.dimension == Some(Dimension::Share) && right.dimension == mine.dimension;
        return share && same(left.value * right.value, mine.value);
    }
    let reckoned = |of: &dyn Fn(&Figure) -> f64| {
        same(of(left) + of(right), of(mine)) || same(of(left) - of(right), of(mine))
    };
    let alike = left.dimension == mine.dimension && reckoned(&|figure| figure.value);
    // "eighteen Earth days": the unit may stand apart from the number
    let bare = mine.dimension.is_none() && reckoned(&|figure| figure.written);
    let ratio = matches!(mine.dimension, None | Some(Dimension::Share | Dimension::Times));
    alike || bare || (ratio && right.value > 0.0 && near(left.value / right.value, mine.value))
}

fn same(left: f64, right: f64) -> bool {
    left > 0.0 && (left - right).abs() <= SAME * left.abs().max(right.abs())
}

/// Whether a quotient is a value as people round it: "about ten times".
fn near(quotient: f64, value: f64) -> bool {
    const ROUNDED: f64 = 0.03;
    (quotient - value).abs() <= ROUNDED * value.abs()
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
    let value = quantity.unit.map_or(quantity.high, |unit| unit.base(quantity.high));
    Figure { written: quantity.high, value, dimension }
}

/// A year as a time since the beginning of our era.
fn of_date(date: &Date) -> Option<Figure> {
    let year = f64::from(date.year?);
    let seconds = super::unit::unit_of("years", None).map(|(unit, _)| unit.base(year))?;
    Some(Figure { written: year, value: seconds, dimension: Some(Dimension::Time) })
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
        let computed = |mine: &Sentence, source: &Sentence| {
            (0..mine.tokens.len()).any(|at| is_computed(mine, at, &[source]))
        };
        assert!(computed(&said, &source));
        assert!(!computed(&read("It was nine years later."), &source));
        let plans = read("The free plan has 5 GB of storage and the Plus plan 200 GB.");
        assert!(computed(&read("Plus has forty times as much storage."), &plans));
        let count = read("The official count was 379 dead; others spoke of 1,000.");
        assert!(!computed(&read("The official count was 1,379 dead."), &count));
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
