//! The rules, one question a file. Each looks at a statement laid beside one sentence of the source.

mod cause;
mod comparison;
mod condition;
mod exchange;
pub(crate) mod missing;
mod names;
mod negation;
mod numbers;
mod opposites;
mod order;
mod quantifiers;
mod sequence;

use super::Verdict;
use super::align::{Alignment, Pair};
use super::sentence::Sentence;

/// A statement laid beside one sentence of the source.
pub(crate) struct Laid<'a> {
    /// The statement.
    pub(crate) mine: &'a Sentence,
    /// The sentence of the source.
    pub(crate) theirs: &'a Sentence,
    /// Which words stand for which.
    pub(crate) alignment: &'a Alignment,
    /// The order in which the statement was read.
    pub(crate) my_order: &'a [usize],
    /// The order in which the source was read.
    pub(crate) their_order: &'a [usize],
    /// The sentences around the quote.
    pub(crate) around: &'a [&'a Sentence],
}

impl Laid<'_> {
    /// All pairs, in order or not.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = &Pair> + Clone {
        self.alignment.pairs.iter().chain(&self.alignment.displaced)
    }

    /// The share of what the statement must have borne out that the sentence holds, from 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        let solid = self.mine.solid();
        let found = solid.iter().filter(|&&at| self.partner(at).is_some()).count();
        if solid.is_empty() { 0.0 } else { found as f64 / solid.len() as f64 }
    }

    /// Where in the source a token of the statement stands.
    pub(crate) fn partner(&self, mine: usize) -> Option<usize> {
        self.pairs().find(|pair| pair.mine == mine).map(|pair| pair.theirs)
    }

    /// Whether a token of the source stands for one of the statement.
    pub(crate) fn is_taken(&self, theirs: usize) -> bool {
        self.pairs().any(|pair| pair.theirs == theirs)
    }
}

/// What one rule found.
pub(crate) type Finding = Option<Verdict>;

/// What the rules came to.
pub(crate) enum Judged {
    /// What is said decides, in whatever order.
    Said(Verdict),
    /// All that is said is the same; a doubt about the place of a word, or none.
    Placed(Option<String>),
}

/// Asks every rule: a contradiction counts before a doubt, and no doubt at all is support.
pub(crate) fn judge(laid: &Laid<'_>) -> Judged {
    match said(laid) {
        Some(verdict) => Judged::Said(verdict),
        None => placed(laid),
    }
}

/// Asks only whether the words stand where the source has them.
pub(crate) fn placed(laid: &Laid<'_>) -> Judged {
    let same_comparison = comparison::verdict(laid) == Some(true);
    let elliptic = matches!(negation::check(laid, None), negation::Turn::Elliptic);
    Judged::Placed(if same_comparison || elliptic { None } else { order::check(laid) })
}

/// What is wrong with what the statement says; `None` when nothing is.
fn said(laid: &Laid<'_>) -> Finding {
    let compared = comparison::verdict(laid);
    let same_comparison = compared == Some(true);
    let mut doubt = None;
    let opposite = if same_comparison { None } else { opposites::find(laid) };
    let turned =
        if same_comparison { negation::Turn::None } else { negation::check(laid, opposite.as_ref()) };
    // "does not fall" beside "rises": two turns lead back
    let led_back = matches!(turned, negation::Turn::Consistent | negation::Turn::Elliptic);
    if let Some(pair) = opposite.as_ref().filter(|_| !led_back) {
        match opposites::verdict(laid, pair) {
            Some(Verdict::Contradicted(reason)) if compared.is_none() && comparison::in_both(laid) => {
                doubt = doubts(reason);
            }
            Some(Verdict::Contradicted(reason)) if negation::denies_twice(&laid.mine.negations) => {
                doubt = doubts(reason);
            }
            Some(contradiction @ Verdict::Contradicted(_)) => return Some(contradiction),
            other => doubt = other,
        }
    }
    match turned {
        negation::Turn::Contradicts(reason) => return contradicts(reason),
        negation::Turn::Doubtful(reason) => doubt = doubt.or_else(|| doubts(reason)),
        negation::Turn::Same
        | negation::Turn::Consistent
        | negation::Turn::Elliptic
        | negation::Turn::None => {}
    }
    if compared == Some(false) {
        return contradicts("the statement compares the two the other way round".to_owned());
    }
    let rules: [fn(&Laid<'_>) -> Finding; 5] =
        [opposites::directions, numbers::check, quantifiers::check, cause::check, names::check];
    for rule in rules {
        match rule(laid) {
            Some(contradiction @ Verdict::Contradicted(_)) => return Some(contradiction),
            other => doubt = doubt.or(other),
        }
    }
    match missing::check(laid, same_comparison, opposite.as_ref()) {
        Some(contradiction @ Verdict::Contradicted(_)) => return Some(contradiction),
        other => doubt = doubt.or(other),
    }
    if same_comparison { doubt } else { doubt.or_else(|| comparison::check(laid)) }
}

/// What a rule may find wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// A word excludes one of the source.
    Opposite,
    /// A denial on one side only.
    Negation,
    /// The wrong way round.
    Comparison,
    /// From for to.
    Direction,
    /// A number or date.
    Number,
    /// How many, how often, only, perhaps.
    Quantity,
    /// Another cause.
    Cause,
    /// Another name.
    Name,
    /// A word that the source does not have.
    Missing,
    /// Two that changed places.
    Swapped,
    /// Another thing described.
    Modifier,
    /// Clauses joined that the source keeps apart.
    Crossing,
    /// A condition left out.
    Condition,
    /// Part of a thing for the thing.
    Governed,
    /// Meant and not done.
    Intended,
    /// What it does for what it is.
    Copula,
    /// What comes first.
    Timing,
}

impl Doubt {
    /// All, with their names as doubts and as contradictions.
    pub(crate) const ALL: &[(Self, &'static str, &'static str)] = &[
        (Self::Opposite, "opposite", "opposite!"),
        (Self::Negation, "negation", "negation!"),
        (Self::Comparison, "comparison", "comparison!"),
        (Self::Direction, "direction", "direction!"),
        (Self::Number, "number", "number!"),
        (Self::Quantity, "quantity", "quantity!"),
        (Self::Cause, "cause_other", "cause!"),
        (Self::Name, "name", "name!"),
        (Self::Missing, "missing", "missing!"),
        (Self::Swapped, "swapped", "swapped!"),
        (Self::Modifier, "modifier", "modifier!"),
        (Self::Crossing, "crossing", "crossing!"),
        (Self::Condition, "condition", "condition!"),
        (Self::Governed, "governed", "governed!"),
        (Self::Intended, "intended", "intended!"),
        (Self::Copula, "copula", "copula!"),
        (Self::Timing, "timing", "timing!"),
    ];
}

/// Every doubt of every rule, 1, and every contradiction, 2.
pub(crate) fn all_doubts(laid: &Laid<'_>) -> Vec<(Doubt, u8)> {
    let level = |finding: &Finding| match finding {
        Some(Verdict::Contradicted(_)) => 2,
        Some(_) => 1,
        None => 0,
    };
    let mut found = Vec::new();
    let compared = comparison::verdict(laid);
    let same_comparison = compared == Some(true);
    let opposite = if same_comparison { None } else { opposites::find(laid) };
    let turned = negation::check(laid, opposite.as_ref());
    let led_back = matches!(turned, negation::Turn::Consistent | negation::Turn::Elliptic);
    if let Some(pair) = opposite.as_ref().filter(|_| !led_back) {
        found.push((Doubt::Opposite, level(&opposites::verdict(laid, pair))));
    }
    found.push((
        Doubt::Negation,
        match turned {
            negation::Turn::Contradicts(_) => 2,
            negation::Turn::Doubtful(_) => 1,
            _ => 0,
        },
    ));
    found
        .push((Doubt::Comparison, if compared == Some(false) { 2 } else { level(&comparison::check(laid)) }));
    found.push((Doubt::Direction, level(&opposites::directions(laid))));
    found.push((Doubt::Number, level(&numbers::check(laid))));
    found.push((Doubt::Quantity, level(&quantifiers::check(laid))));
    found.push((Doubt::Cause, level(&cause::check(laid))));
    found.push((Doubt::Name, level(&names::check(laid))));
    found.push((Doubt::Missing, level(&missing::check(laid, same_comparison, opposite.as_ref()))));
    found.extend(order::doubts(laid).into_iter().map(|doubt| (doubt, 1)));
    found.retain(|(_, level)| *level > 0);
    found
}

/// Whether a word of the statement excludes one that the source has in its place.
pub(crate) fn is_opposed(laid: &Laid<'_>) -> bool {
    opposites::find(laid).is_some()
}

/// A contradiction.
fn contradicts(reason: String) -> Finding {
    Some(Verdict::Contradicted(reason))
}

/// A doubt.
fn doubts(reason: String) -> Finding {
    Some(Verdict::CannotTell(reason))
}
