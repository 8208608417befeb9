//! Coverage: how much of a statement a source holds.

use super::{Out, View};
use crate::agreement::figures;
use crate::agreement::likeness::{self, FOUND};
use crate::agreement::sentence::Kind;
use crate::agreement::thesaurus;

/// How many content words of a statement count for its length.
const LONGEST: usize = 10;

/// How much of the statement stands in the sentence and around it, and how much is missing.
pub(super) fn coverage(view: &View<'_>, out: &mut Out) {
    let all = view.weights.iter().sum::<f64>().max(1e-9);
    let share = |of: &dyn Fn(usize) -> f64| {
        view.weights.iter().enumerate().map(|(at, weight)| weight * of(at)).sum::<f64>() / all
    };
    let hard = |likeness: f64| f64::from(u8::from(likeness >= 0.8));
    out.push(("hard_here", share(&|at| hard(view.here[at].likeness))));
    out.push(("soft_here", share(&|at| view.here[at].likeness)));
    out.push(("hard_there", share(&|at| hard(view.there[at]))));
    out.push(("soft_there", share(&|at| view.there[at])));
    let mut gaps: Vec<f64> =
        view.weights.iter().zip(&view.there).map(|(weight, found)| weight * (1.0 - found)).collect();
    gaps.sort_by(|left, right| right.total_cmp(left));
    out.push(("gap_1", gaps.first().copied().unwrap_or(0.0)));
    out.push(("gap_2", gaps.get(1).copied().unwrap_or(0.0)));
    out.push(("gap_3", gaps.get(2).copied().unwrap_or(0.0)));
    out.push(("gaps", gaps.iter().sum()));
    let mut gaps: Vec<f64> =
        view.weights.iter().zip(&view.here).map(|(weight, found)| weight * (1.0 - found.likeness)).collect();
    gaps.sort_by(|left, right| right.total_cmp(left));
    out.push(("gap_here_1", gaps.first().copied().unwrap_or(0.0)));
    out.push(("gap_here_2", gaps.get(1).copied().unwrap_or(0.0)));
    out.push(("gaps_here", gaps.iter().sum()));
    // more words tell more, up to a usual sentence: padding must not help
    out.push(("words", view.here.len().min(LONGEST) as f64 / 10.0));
    out.push(("weight", all / 5.0));
    let near = |at: usize| view.near[at];
    out.push(("hard_near", share(&|at| hard(near(at)))));
    out.push(("soft_near", share(&near)));
    let absent: Vec<f64> = view
        .weights
        .iter()
        .zip(&view.there)
        .filter(|(_, found)| **found < FOUND)
        .map(|(weight, _)| *weight)
        .collect();
    out.push(("absent_weight", absent.iter().sum()));
    out.push(("absent_most", absent.iter().copied().fold(0.0, f64::max)));
    out.push(("lines", lines(view)));
    let of_near = |test: &dyn Fn(&str, &str) -> bool| {
        let near = view.here.iter().filter(|found| (FOUND..0.8).contains(&found.likeness));
        near.filter(|found| {
            found.theirs.is_some_and(|at| {
                test(likeness::root(&view.mine.tokens[found.mine]), likeness::root(&view.line.tokens[at]))
            })
        })
        .count() as f64
    };
    out.push(("siblings", of_near(&thesaurus::are_siblings)));
    out.push(("near_kinds", of_near(&|left, right| thesaurus::is_kind_of(left, right))));
    out.push(("near_broader", of_near(&|left, right| thesaurus::is_kind_of(right, left))));
    let count = |test: &dyn Fn(f64) -> bool| view.there.iter().filter(|found| test(**found)).count() as f64;
    out.push(("absent_there", count(&|found| found < FOUND)));
    out.push(("near_there", count(&|found| (FOUND..0.8).contains(&found))));
    let here = view.here.iter().filter(|found| found.likeness < FOUND).count() as f64;
    out.push(("absent_here", here));
}

/// How many sentences more than one it takes to hold what of the statement the window holds.
fn lines(view: &View<'_>) -> f64 {
    let mut open: Vec<usize> =
        (0..view.here.len()).filter(|&at| view.there[at] >= 0.8 && view.here[at].likeness < 0.8).collect();
    let mut used: f64 = 0.0;
    while !open.is_empty() {
        let count = |line: &&Vec<f64>| open.iter().filter(|&&at| line[at] >= 0.8).count();
        let Some(best) = view.held.iter().max_by_key(count).filter(|line| count(line) > 0) else { break };
        open.retain(|&at| best[at] < 0.8);
        used += 1.0;
    }
    used
}

/// Numbers and names.
pub(super) fn figures(view: &View<'_>, out: &mut Out) {
    let count = |test: &dyn Fn(usize) -> bool, likeness: &dyn Fn(usize) -> f64| {
        (0..view.here.len()).filter(|&at| test(view.here[at].mine) && likeness(at) < FOUND).count() as f64
    };
    let number = |at: usize| matches!(view.mine.tokens[at].kind, Kind::Quantity(_) | Kind::Date(_));
    let name = |at: usize| view.mine.tokens[at].name;
    let computed = |at: usize| figures::is_computed(view.mine, at, view.beside);
    let unknown = |at: usize| number(at) && !computed(at);
    out.push(("number_absent_here", count(&unknown, &|at| view.here[at].likeness)));
    out.push(("number_absent_there", count(&unknown, &|at| view.there[at])));
    out.push(("computed", count(&|at| number(at) && computed(at), &|at| view.here[at].likeness)));
    let compared = figures::bears_out(view.mine, view.beside);
    out.push(("figures_agree", f64::from(u8::from(compared == Some(true)))));
    out.push(("figures_deny", f64::from(u8::from(compared == Some(false)))));
    out.push(("name_absent_here", count(&name, &|at| view.here[at].likeness)));
    out.push(("name_absent_there", count(&name, &|at| view.there[at])));
    let numbers = view.here.iter().filter(|found| number(found.mine)).count() as f64;
    out.push(("numbers", numbers));
    out.push(("names", view.here.iter().filter(|found| name(found.mine)).count() as f64));
}
