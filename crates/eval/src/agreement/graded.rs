//! Graded: what speaks for a statement that no rule could decide, and what against it.

mod coverage;
mod rivals;
mod shape;
mod signs;

use super::align::{self, Table};
use super::form;
use super::likeness::{self, Match};
use super::rules::{self, Doubt, Laid};
use super::sentence::Sentence;
use super::weights::{START, WEIGHTS};

/// What is seen of a statement beside the sentences of a source, each a number from 0 to about 1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Traits(pub(crate) Vec<(&'static str, f64)>);

impl Traits {
    /// The chance that the source carries the statement, from 0 to 1.
    pub(crate) fn chance(&self) -> f64 {
        let sum: f64 = WEIGHTS.iter().map(|(name, weight)| weight * self.value(name)).sum();
        1.0 / (1.0 + (-(START + sum)).exp())
    }

    /// How much of the statement the sentence holds, in its own or in like words, from 0 to 1.
    pub(crate) fn held(&self) -> f64 {
        self.value("soft_here").clamp(0.0, 1.0)
    }

    /// Whether something speaks against the statement that no weight makes good.
    ///
    /// In the source's own words the rules see what was changed: what they do not support there stays undecided.
    pub(crate) fn is_vetoed(&self) -> bool {
        const COPY: f64 = 0.5;
        self.value("copied") >= COPY
            || VETOES.iter().any(|name| self.value(name) > 0.0)
            || Doubt::ALL.iter().any(|(.., against)| self.value(against) > 0.0)
    }

    fn value(&self, name: &str) -> f64 {
        self.0.iter().find(|(other, _)| *other == name).map_or(0.0, |(_, value)| *value)
    }
}

/// What no weight makes good: a number, a date or a name that the source does not have.
const VETOES: &[&str] = &["number_absent_there", "name_absent_there", "figures_deny"];

/// A statement beside the sentence most like it and those around it.
struct View<'a> {
    mine: &'a Sentence,
    line: &'a Sentence,
    /// How well each sentence of the window holds each word of `here`.
    held: Vec<Vec<f64>>,
    /// The sentence with those right before and after.
    beside: &'a [&'a Sentence],
    here: Vec<Match>,
    /// How like the best place in the window is, for each of `here`.
    there: Vec<f64>,
    /// The same for the sentences right before and after.
    near: Vec<f64>,
    weights: Vec<f64>,
}

/// The sentence most like a statement.
pub(crate) fn nearest<'a>(mine: &Sentence, lines: &[&'a Sentence]) -> Option<(usize, &'a Sentence)> {
    let mut best: Option<(f64, usize)> = None;
    for (at, line) in lines.iter().enumerate() {
        let coverage = likeness::coverage(mine, &likeness::matches(mine, line));
        if best.is_none_or(|(known, _)| coverage > known + 1e-9) {
            best = Some((coverage, at));
        }
    }
    best.map(|(_, at)| (at, lines[at]))
}

/// What is seen of a statement beside one sentence, with the sentences before and around it.
pub(crate) fn traits(mine: &Sentence, line: &Sentence, window: &[&Sentence], before: &[&Sentence]) -> Traits {
    let at = window.iter().position(|other| std::ptr::eq(*other, line)).unwrap_or(0);
    let around = at.saturating_sub(1)..(at + 2).min(window.len());
    let beside = window.get(around.clone()).unwrap_or_default();
    let here = likeness::matches(mine, line);
    let weights: Vec<f64> = here.iter().map(|found| likeness::weight(&mine.tokens[found.mine])).collect();
    let held: Vec<Vec<f64>> = window.iter().map(|line| hold(mine, line)).collect();
    let most = |lines: &[Vec<f64>]| -> Vec<f64> {
        let of =
            |(at, found): (usize, &Match)| lines.iter().map(|line| line[at]).fold(found.likeness, f64::max);
        here.iter().enumerate().map(of).collect()
    };
    let (there, near) = (most(&held), most(held.get(around).unwrap_or_default()));
    let view = View { mine, line, held, beside, here, there, near, weights };
    let mut traits = Vec::new();
    coverage::coverage(&view, &mut traits);
    coverage::figures(&view, &mut traits);
    shape::shape(&view, &mut traits);
    signs::said(&view, &mut traits);
    shape::bindings(&view, before, &mut traits);
    doubts(&view, before, &mut traits);
    Traits(traits)
}

/// How well a sentence holds each content word of a statement.
fn hold(mine: &Sentence, line: &Sentence) -> Vec<f64> {
    let best = |at: usize| {
        line.tokens.iter().map(|other| likeness::likeness(&mine.tokens[at], other)).fold(0.0, f64::max)
    };
    mine.content().map(best).collect()
}

type Out = Vec<(&'static str, f64)>;

/// What the rules say of the statement beside the sentence, each for itself.
fn doubts(view: &View<'_>, before: &[&Sentence], out: &mut Out) {
    let table = Table::of(view.mine, view.line);
    let mut best: Option<(usize, align::Alignment, Vec<usize>, Vec<usize>)> = None;
    let mut my_orders = form::orders(view.mine);
    my_orders.extend(form::trailing(view.mine));
    for their_order in form::orders(view.line) {
        for my_order in &my_orders {
            let alignment = align::align(view.mine, my_order, &table, &their_order);
            if best.as_ref().is_none_or(|(pairs, ..)| alignment.pairs.len() > *pairs) {
                best = Some((alignment.pairs.len(), alignment, my_order.clone(), their_order.clone()));
            }
        }
    }
    let Some((_, alignment, my_order, their_order)) = best else { return };
    let laid = Laid {
        mine: view.mine,
        theirs: view.line,
        alignment: &alignment,
        my_order: &my_order,
        their_order: &their_order,
        around: before,
    };
    let found = rules::all_doubts(&laid);
    let opposed = rules::is_opposed(&laid);
    let flag = |yes: bool| f64::from(u8::from(yes));
    out.push(("opposed", flag(opposed)));
    out.push(("doubts", found.iter().filter(|(doubt, _)| *doubt != Doubt::Missing).count() as f64));
    for (doubt, name, against) in Doubt::ALL {
        let level = found.iter().filter(|(other, _)| other == doubt).map(|(_, level)| *level).max();
        out.push((name, f64::from(u8::from(level == Some(1)))));
        out.push((against, f64::from(u8::from(level == Some(2)))));
    }
    out.push(("displaced", alignment.displaced.len() as f64));
}

#[cfg(test)]
mod tests {
    use text::Language;

    use super::*;

    fn seen(mine: &str, theirs: &str) -> Traits {
        let (mine, theirs) = (Sentence::read(mine, Language::En), Sentence::read(theirs, Language::En));
        traits(&mine, &theirs, &[&theirs], &[])
    }

    #[test]
    fn every_weight_is_of_a_trait() {
        let traits = seen("Bees have six legs.", "A honey bee has six legs, four wings and five eyes.");
        let named = |name: &str| traits.0.iter().any(|(other, _)| *other == name);
        let unknown: Vec<&str> = WEIGHTS
            .iter()
            .map(|(name, _)| *name)
            .chain(VETOES.iter().copied())
            .filter(|name| !named(name))
            .collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }

    #[test]
    fn a_denial_on_one_side_weighs_against_a_paraphrase() {
        let source = "Scientists fixed a small sensor to the whale with suction cups.";
        let said = seen("A sensor was attached to the whale by researchers.", source);
        let denied = seen("A sensor was not attached to the whale by researchers.", source);
        assert!(said.chance() > denied.chance() + 0.1, "{} {}", said.chance(), denied.chance());
    }

    #[test]
    fn what_the_source_has_no_number_or_name_for_is_vetoed() {
        let source = "In 1898 the couple announced two new elements, polonium and radium.";
        assert!(seen("The couple made known seven elements.", source).is_vetoed());
        assert!(seen("The couple made known an element that Rutherford had foreseen.", source).is_vetoed());
        assert!(!seen("Two elements were made known by the pair.", source).is_vetoed());
    }
}
