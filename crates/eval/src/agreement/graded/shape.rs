//! Shape: how the words that were found stand to each other.

use super::rivals::{Rival, are_akin, has_rival};
use super::signs::is_graded;
use super::{Out, View};
use crate::agreement::lexicon::Class;
use crate::agreement::likeness::{self, FOUND, Match};
use crate::agreement::sentence::{Kind, Sentence, Token};
use crate::agreement::unit;

/// How the words found stand to each other.
pub(super) fn shape(view: &View<'_>, out: &mut Out) {
    let places: Vec<usize> = view.here.iter().filter_map(|found| found.theirs).collect();
    let (mut turned, mut all) = (0.0, 0.0);
    for (index, left) in places.iter().enumerate() {
        for right in &places[index + 1..] {
            turned += f64::from(u8::from(left > right));
            all += f64::from(u8::from(left != right));
        }
    }
    out.push(("turned", if all > 0.0 { turned / all } else { 0.0 }));
    let near = view.here.windows(2).map(|pair| match (pair[0].theirs, pair[1].theirs) {
        (Some(left), Some(right)) => 1.0 / (left.abs_diff(right).max(1) as f64),
        _ => 0.0,
    });
    out.push(("adjacent", near.sum::<f64>() / (view.here.len().max(2) - 1) as f64));
    let clauses: Vec<usize> = places.iter().map(|&at| view.line.tokens[at].clause).collect();
    let most = clauses
        .iter()
        .map(|clause| clauses.iter().filter(|other| *other == clause).count())
        .max()
        .unwrap_or(0);
    out.push(("one_clause", most as f64 / clauses.len().max(1) as f64));
    let taken = |at: usize| places.contains(&at);
    let substituted = (0..view.here.len())
        .filter(|&at| {
            let before = at.checked_sub(1).and_then(|at| view.here[at].theirs);
            let after = view.here.get(at + 1).and_then(|found| found.theirs);
            let (Some(before), Some(after)) = (before, after) else { return false };
            let between = before.min(after) + 1..before.max(after);
            view.here[at].likeness < 0.8
                && between.len() <= 6
                && between.into_iter().any(|at| view.line.tokens[at].is_solid() && !taken(at))
        })
        .count();
    out.push(("substituted", substituted as f64));
    let clause = |at: usize| clauses.contains(&view.line.tokens[at].clause);
    let theirs: Vec<usize> =
        (0..view.line.tokens.len()).filter(|&at| view.line.tokens[at].is_solid() && clause(at)).collect();
    let used = theirs.iter().filter(|&&at| taken(at)).count() as f64;
    out.push(("used", used / theirs.len().max(1) as f64));
}

/// Who and how many: whether another subject, name or number of the sentence stands nearer to what is said.
pub(super) fn bindings(view: &View<'_>, before: &[&Sentence], out: &mut Out) {
    let flag = |yes: bool| f64::from(u8::from(yes));
    let tokens = &view.line.tokens;
    let first = (0..view.here.len()).find(|&at| view.mine.tokens[view.here[at].mine].is_noun());
    let absent = first.is_some_and(|at| view.here[at].likeness < FOUND);
    let known = first.is_some_and(|at| {
        let token = &view.mine.tokens[view.here[at].mine];
        before.iter().any(|line| line.tokens.iter().any(|other| likeness::likeness(token, other) >= 0.8))
    });
    let pronoun = tokens.iter().any(|token| token.class.is(Class::PRONOUN) && !view.mine.has(&token.word));
    out.push(("subject_absent", flag(absent && !known)));
    out.push(("subject_pronoun", flag(absent && known && pronoun)));
    out.push(("subject_elsewhere", flag(absent && known && !pronoun)));
    let verbs: Vec<&Match> =
        view.here.iter().filter(|found| view.mine.tokens[found.mine].is_verb()).collect();
    out.push(("verb_absent", flag(!verbs.is_empty() && verbs.iter().all(|found| found.likeness < FOUND))));
    out.push(("verb_near", flag(verbs.iter().any(|found| (FOUND..0.8).contains(&found.likeness)))));
    out.push(("no_verb", flag(verbs.is_empty())));
    let number = |token: &Token| matches!(token.kind, Kind::Quantity(_) | Kind::Date(_));
    let names = |left: &Token, right: &Token| left.name && right.name;
    let numbers = |left: &Token, right: &Token| number(left) && number(right);
    out.push(("name_rival", flag(has_rival(view, Rival::Free, &names))));
    out.push(("number_rival", flag(has_rival(view, Rival::Free, &numbers))));
    out.push(("word_rival", flag(has_rival(view, Rival::Free, &are_akin))));
    out.push(("name_swapped", flag(has_rival(view, Rival::Taken, &names))));
    out.push(("number_swapped", flag(has_rival(view, Rival::Taken, &numbers))));
    out.push(("word_swapped", flag(has_rival(view, Rival::Taken, &are_akin))));
    let grade = |token: &Token| is_graded(token);
    let grade_absent =
        view.here.iter().any(|found| grade(&view.mine.tokens[found.mine]) && found.likeness < 0.8);
    out.push(("grade_absent", flag(grade_absent)));
    let (mine, theirs) = (periods(view.mine), periods(view.line));
    let other = mine.iter().any(|period| !view.line.has(period))
        && theirs.iter().any(|period| !view.mine.has(period));
    out.push(("period_other", flag(other)));
    let words: Vec<&str> = tokens.iter().map(|token| token.word.as_str()).collect();
    let copied =
        view.mine.tokens.windows(2).filter(|pair| {
            words.windows(2).any(|other| other[0] == pair[0].word && other[1] == pair[1].word)
        });
    out.push(("copied", copied.count() as f64 / (view.mine.tokens.len().max(2) - 1) as f64));
}

/// The periods by which a sentence counts: "a month", "every year", "per second".
fn periods(sentence: &Sentence) -> Vec<&str> {
    let counts = |word: &str| matches!(word, "every" | "each" | "per" | "a" | "an");
    let pairs = sentence.tokens.windows(2).filter(|pair| counts(&pair[0].word));
    pairs
        .filter(|pair| {
            let every = pair[0].word != "a" && pair[0].word != "an";
            every || unit::unit_of(&pair[1].word, None).is_some()
        })
        .map(|pair| pair[1].word.as_str())
        .collect()
}
