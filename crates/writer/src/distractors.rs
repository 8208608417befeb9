//! Distractors: wrong options that a learner might take for right, and that are certainly wrong.
//!
//! All options of a question are of one kind, none is a synonym, a part or a superset of another, and none is more
//! than twice as long as another.

use std::collections::BTreeSet;

use crate::english::noun::head;
use crate::facts::{Fact, FactKind};
use crate::lesson::Lesson;
use crate::stems;

pub(crate) mod number;

/// How many wrong options a question has when enough fit, and the fewest it may have.
pub(crate) const WANTED: usize = 3;
/// The fewest wrong options of a question.
pub(crate) const LEAST: usize = 2;

/// How much longer the longest option may be than the shortest.
const SPREAD: usize = 2;
/// How much of the shorter of two definitions may stand in the other before they may mean the same, from 0 to 1.
const ALIKE: f64 = 0.36;
/// Options as short as this, in characters, need not be alike in length.
const SHORT: usize = 14;

/// Definitions whose terms could be mistaken for the term of `fact`, most likely first.
pub(crate) fn terms<'a>(lesson: &Lesson<'_>, fact: &Fact, pool: &[&'a Fact]) -> Vec<&'a Fact> {
    let Some(right) = lesson.meaning(fact) else { return Vec::new() };
    let fits = |other: &Meaning| right.is_apart_from(other) && right.is_like(other);
    chosen(&ranked(lesson, right, pool, fits), right.term.chars().count(), |meaning| {
        meaning.term.chars().count()
    })
}

/// Definitions that could be mistaken for the definition of `fact`, most likely first.
pub(crate) fn definitions<'a>(lesson: &Lesson<'_>, fact: &Fact, pool: &[&'a Fact]) -> Vec<&'a Fact> {
    let Some(right) = lesson.meaning(fact) else { return Vec::new() };
    let fits = |other: &Meaning| {
        right.is_apart_from(other)
            && right.plural == other.plural
            && right.past == other.past
            && right.proper == other.proper
            && !stems::gives_away(&right.term, &other.definition)
    };
    let length = |meaning: &Meaning| meaning.definition.chars().count();
    chosen(&ranked(lesson, right, pool, fits), length(right), length)
}

/// Whether the definition of `other` is certainly not true of the term of `fact`.
pub(crate) fn is_false_of(lesson: &Lesson<'_>, fact: &Fact, other: &Fact) -> bool {
    match (lesson.meaning(fact), lesson.meaning(other)) {
        (Some(one), Some(other)) => {
            one.is_apart_from(other)
                && one.plural == other.plural
                && one.past == other.past
                && one.proper == other.proper
                && !stems::gives_away(&one.term, &other.definition)
        }
        _ => false,
    }
}

/// A definition seen as an option.
pub(crate) struct Meaning {
    term: String,
    term_stems: BTreeSet<String>,
    definition: String,
    definition_stems: BTreeSet<String>,
    head: String,
    plural: bool,
    past: bool,
    proper: bool,
}

impl Meaning {
    /// Takes a definition apart; `None` for a fact of another kind.
    pub(crate) fn of(lesson: &Lesson<'_>, fact: &Fact) -> Option<Self> {
        let FactKind::Definition { term, definition, copula } = &fact.kind else { return None };
        let (term, definition) = (lesson.term(term), lesson.words(definition));
        Some(Self {
            term_stems: stems::of(&term),
            definition_stems: stems::of(&definition),
            head: head_of(&definition),
            plural: lesson.is_plural(&term),
            past: copula.starts_with("was") || copula.starts_with("were"),
            proper: text::word::words(&term).all(|word| lesson.is_proper(word))
                || lesson.is_proper(text::word::words(&term).next()?),
            term,
            definition,
        })
    }

    /// Neither is a kind, a part or another name of the other.
    fn is_apart_from(&self, other: &Self) -> bool {
        let terms_apart = self.term_stems.is_disjoint(&other.term_stems);
        let not_defined_by = self.definition_stems.is_disjoint(&other.term_stems)
            || !other.term_stems.is_subset(&self.definition_stems);
        let not_defining = !self.term_stems.is_subset(&other.definition_stems);
        let unlike = stems::kinship(&self.definition_stems, &other.definition_stems) < ALIKE;
        let (one, two) = (self.term.to_lowercase(), other.term.to_lowercase());
        let inside = one.contains(&two) || two.contains(&one);
        !inside && terms_apart && not_defined_by && not_defining && unlike && self.head != other.head
    }

    /// Both are names or both common nouns, and of one number.
    fn is_like(&self, other: &Self) -> bool {
        self.proper == other.proper && self.plural == other.plural
    }
}

/// The stem of a definition's head noun, past words such as `kind of`.
fn head_of(definition: &str) -> String {
    let words: Vec<String> = text::word::words(definition).map(str::to_lowercase).collect();
    let skipped = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [_, "kind" | "type" | "form" | "sort", "of", ..] => 3,
        _ => 0,
    };
    let rest = &words[skipped.min(words.len())..];
    head(rest).and_then(|at| rest.get(at)).map(|word| stems::of_word(word)).unwrap_or_default()
}

/// The facts of the pool that fit, those of the same section first, then by how much their definitions share.
fn ranked<'a, 'l>(
    lesson: &'l Lesson<'_>,
    right: &Meaning,
    pool: &[&'a Fact],
    fits: impl Fn(&Meaning) -> bool,
) -> Vec<(&'l Meaning, &'a Fact)> {
    let mut found: Vec<(&Meaning, &Fact)> = pool
        .iter()
        .filter_map(|fact| Some((lesson.meaning(fact)?, *fact)))
        .filter(|(meaning, _)| fits(meaning))
        .collect();
    let closeness = |meaning: &Meaning| stems::jaccard(&right.definition_stems, &meaning.definition_stems);
    found.sort_by(|one, other| closeness(other.0).total_cmp(&closeness(one.0)));
    found
}

/// At most three of the ranked whose lengths go together, one of them longer than the right option where there is one,
/// and each apart from the others.
fn chosen<'a>(
    ranked: &[(&Meaning, &'a Fact)],
    right: usize,
    length: impl Fn(&Meaning) -> usize,
) -> Vec<&'a Fact> {
    let mut picked: Vec<usize> = Vec::new();
    let try_add = |at: usize, picked: &mut Vec<usize>| {
        let lengths = picked.iter().map(|&at| length(ranked[at].0)).chain([right, length(ranked[at].0)]);
        let apart = picked.iter().all(|&other| other != at && ranked[other].0.is_apart_from(ranked[at].0));
        if picked.len() < WANTED && apart && go_together(lengths) {
            picked.push(at);
        }
    };
    if let Some(longer) = (0..ranked.len())
        .find(|&at| length(ranked[at].0) > right && go_together([right, length(ranked[at].0)].into_iter()))
    {
        try_add(longer, &mut picked);
    }
    for at in 0..ranked.len() {
        try_add(at, &mut picked);
    }
    picked.sort_unstable();
    picked.into_iter().map(|at| ranked[at].1).collect()
}

/// Whether options of these lengths, in characters, look alike.
pub(crate) fn go_together(lengths: impl Iterator<Item = usize>) -> bool {
    let (mut least, mut most) = (usize::MAX, 0);
    for length in lengths {
        least = least.min(length);
        most = most.max(length);
    }
    most <= SHORT || most <= least.saturating_mul(SPREAD)
}

/// Other causes (or other effects) that could be mistaken for the right one: clauses that stand alone, of like length.
///
/// The right one must not be the only option that speaks of what the question names.
pub(crate) fn clauses<'a>(
    question: &str,
    right: &str,
    pool: &[(String, &'a Fact)],
) -> Vec<(String, &'a Fact)> {
    let asked = stems::of(question);
    let right_stems = stems::of(right);
    let mut picked: Vec<(String, &Fact)> = Vec::new();
    let mut others: Vec<&(String, &Fact)> = pool.iter().collect();
    others.sort_by_key(|(clause, _)| std::cmp::Reverse(stems::of(clause).intersection(&asked).count()));
    for (clause, fact) in others {
        let lengths = picked
            .iter()
            .map(|(clause, _)| clause.chars().count())
            .chain([right.chars().count(), clause.chars().count()]);
        let words = stems::of(clause);
        let apart = stems::containment(&words, &right_stems) < 0.5
            && picked.iter().all(|(other, _)| stems::containment(&words, &stems::of(other)) < 0.5);
        if picked.len() < WANTED && apart && go_together(lengths) {
            picked.push((clause.clone(), fact));
        }
    }
    let echo = |clause: &str| stems::of(clause).intersection(&asked).count();
    let alone = echo(right) > 0 && picked.iter().all(|(clause, _)| echo(clause) == 0);
    if alone { Vec::new() } else { picked }
}
