//! Comparisons must point the same way: "A is larger than B" is "B is smaller than A", never "B is larger than A".

use std::ops::Range;

use super::cause::shared;
use super::{Finding, Laid, doubts};
use crate::agreement::align::quality;
use crate::agreement::lexicon::Class;
use crate::agreement::scope::opens_clause;
use crate::agreement::sentence::{Kind, Sentence};
use crate::agreement::thesaurus;

/// One "… than …".
struct Comparison {
    left: Range<usize>,
    right: Range<usize>,
    /// What is compared: the words of "denser" or "more nitrogen".
    measure: Range<usize>,
    /// Whether it says less.
    less: bool,
}

/// Whether the statement's comparison follows from the source's; `None` where one of them makes none.
pub(super) fn verdict(laid: &Laid<'_>) -> Option<bool> {
    let mine = comparisons(laid.mine).into_iter().next()?;
    if let Some(verdict) = mirrored(laid, &mine) {
        return Some(verdict);
    }
    if let Some(verdict) = superlative(laid, &mine) {
        return Some(verdict);
    }
    if laid.theirs.tokens.iter().any(|token| matches!(token.word.as_str(), "except" | "excluding")) {
        return None;
    }
    let verdicts: Vec<bool> =
        comparisons(laid.theirs).iter().filter_map(|theirs| follows(laid, &mine, theirs)).collect();
    if verdicts.contains(&true) { Some(true) } else { verdicts.first().copied() }
}

/// "Lions from hyenas more often than hyenas from lions": with the same words on both sides their order decides.
fn mirrored(laid: &Laid<'_>, mine: &Comparison) -> Option<bool> {
    let words = |sentence: &Sentence, side: &Range<usize>| -> Vec<String> {
        let tokens = sentence.tokens.get(side.clone()).unwrap_or_default();
        tokens.iter().filter(|token| token.is_solid()).map(|token| token.stem.clone()).collect()
    };
    let sorted = |mut words: Vec<String>| {
        words.sort_unstable();
        words
    };
    let (left, right) = (words(laid.mine, &mine.left), words(laid.mine, &mine.right));
    if left.len() < 2 || left == right || sorted(left.clone()) != sorted(right.clone()) {
        return None;
    }
    comparisons(laid.theirs).iter().find_map(|theirs| {
        let sides = (words(laid.theirs, &theirs.left), words(laid.theirs, &theirs.right));
        let same = match sides {
            (first, last) if first == left && last == right => true,
            (first, last) if first == right && last == left => false,
            _ => return None,
        };
        Some(same == (mine.less == theirs.less))
    })
}

/// "No bird has wider wings than A" is "A has the widest wings of all birds".
fn superlative(laid: &Laid<'_>, mine: &Comparison) -> Option<bool> {
    let denied = laid.mine.tokens[..mine.measure.start]
        .iter()
        .any(|token| matches!(token.word.as_str(), "no" | "nothing" | "nobody"));
    let root = |word: &str, ending: &str| {
        word.strip_suffix(ending).map(|root| root.chars().take(3).collect::<String>())
    };
    let mine_root = laid.mine.tokens.get(mine.measure.start).and_then(|token| root(&token.word, "er"))?;
    let most =
        laid.theirs.tokens.iter().position(|token| root(&token.word, "est").as_ref() == Some(&mine_root))?;
    // "the fourth-largest" is not the largest
    if most > 0 && matches!(laid.theirs.tokens[most - 1].kind, Kind::Quantity(_)) {
        return None;
    }
    let near = most.saturating_sub(12)..most;
    let after = most..(most + 12).min(laid.theirs.tokens.len());
    let best = |side: &Range<usize>| {
        shared(laid, side.clone(), near.clone()).max(shared(laid, side.clone(), after.clone()))
    };
    let others = laid.mine.tokens[mine.right.clone()]
        .iter()
        .any(|token| matches!(token.word.as_str(), "other" | "others" | "any" | "all" | "rest"));
    // "the hypotenuse is longer than the other sides"
    if others && best(&mine.left) >= 0.5 {
        return Some(!denied);
    }
    (best(&mine.right) >= 0.5).then_some(denied)
}

/// Whether both sides compare something.
pub(super) fn in_both(laid: &Laid<'_>) -> bool {
    !comparisons(laid.mine).is_empty() && !comparisons(laid.theirs).is_empty()
}

/// A comparison that the source does not make.
pub(super) fn check(laid: &Laid<'_>) -> Finding {
    let compares = |sentence: &Sentence| !comparisons(sentence).is_empty();
    let graded = |sentence: &Sentence| {
        sentence.tokens.iter().any(|token| matches!(token.word.as_str(), "than" | "more" | "less" | "fewer"))
    };
    if compares(laid.mine) && !graded(laid.theirs) {
        return doubts("the source does not compare the two".to_owned());
    }
    None
}

fn comparisons(sentence: &Sentence) -> Vec<Comparison> {
    let excludes = |at: usize| matches!(sentence.tokens[at - 1].word.as_str(), "rather" | "other");
    let thans = (1..sentence.tokens.len()).filter(|&at| sentence.tokens[at].word == "than" && !excludes(at));
    let multiples = (1..sentence.tokens.len()).filter(|&at| sentence.tokens[at].word == "as");
    thans
        .filter_map(|at| comparison(sentence, at))
        .chain(multiples.filter_map(|at| multiple(sentence, at)))
        .collect()
}

/// "Three times as long as": with a factor the two sides may not change places either.
fn multiple(sentence: &Sentence, at: usize) -> Option<Comparison> {
    let tokens = &sentence.tokens;
    let factor = at
        .checked_sub(1)
        .is_some_and(|at| matches!(tokens[at].kind, Kind::Quantity(_)) || tokens[at].word == "times");
    let second = (at + 1..tokens.len()).take(5).find(|&at| tokens[at].word == "as")?;
    let start = (0..at).rev().find(|&at| opens_clause(&tokens[at])).unwrap_or(0);
    let end = (second + 1..tokens.len()).find(|&at| opens_clause(&tokens[at])).unwrap_or(tokens.len());
    // "notes that were three times as long": what "that" stands for is what is compared
    let relative = (start..at).rev().find(|&at| matches!(tokens[at].word.as_str(), "that" | "which"));
    // "which … and weighed twice as much": the subject stands further before
    let bare = !tokens[start..at]
        .iter()
        .any(|token| token.is_noun() || matches!(token.kind, Kind::Quantity(number) if number.ordinal));
    let from = if bare { 0 } else { start };
    let left = relative.map_or(from..at, |that| that.saturating_sub(2)..at);
    factor.then_some(Comparison { left, right: second + 1..end, measure: at + 1..second, less: false })
}

fn comparison(sentence: &Sentence, than: usize) -> Option<Comparison> {
    let tokens = &sentence.tokens;
    let from = than.saturating_sub(7);
    let graded = (from..than).rev().find(|&at| matches!(tokens[at].word.as_str(), "more" | "less" | "fewer"));
    let ending = (from..than).rev().find(|&at| {
        let word = &tokens[at].word;
        (word.ends_with("er") && tokens[at].kinds.contains(['a', 'r']))
            || (word.ends_with("er") && word.len() > 4 && !tokens[at].kinds.starts_with('n'))
            || matches!(word.as_str(), "better" | "worse" | "older" | "farther" | "further")
    });
    let (word, less) = match (graded, ending) {
        (Some(at), Some(other)) if other > at => (other, false),
        (Some(at), _) => (at, tokens[at].word != "more"),
        (None, Some(at)) => (at, false),
        (None, None) => return None,
    };
    let start = (0..word).rev().find(|&at| opens_clause(&tokens[at])).unwrap_or(0);
    let end = (than + 1..tokens.len()).find(|&at| opens_clause(&tokens[at])).unwrap_or(tokens.len());
    let is_adjective = graded == Some(word);
    let measure = if is_adjective { word + 1..than } else { word..word + 1 };
    // "faster in solids than in liquids": what stands between belongs to the left side
    let between = measure.end..than;
    let placed = !between.is_empty() && tokens[between.start].class.is(Class::PREPOSITION);
    // "Bronze, a mixture of …, is harder": the subject stands further before
    let bare = !tokens[start..word].iter().any(super::super::sentence::Token::is_noun);
    let from = if bare { 0 } else { start };
    let left = if placed && !is_adjective { between } else { from..word };
    Some(Comparison { left, right: than + 1..end, measure, less })
}

/// Whether one comparison follows from another; `None` where they compare by something else or other things.
fn follows(laid: &Laid<'_>, mine: &Comparison, theirs: &Comparison) -> Option<bool> {
    let denied = |sentence: &Sentence, of: &Comparison| {
        sentence.tokens.get(of.measure.start).is_some_and(|token| token.negated)
    };
    // "not harder than" turns "harder than" round
    let turned = denied(laid.mine, mine) != denied(laid.theirs, theirs);
    let same = relation(laid, mine, theirs)? != turned;
    let share = |mine: &Range<usize>, theirs: &Range<usize>| shared(laid, mine.clone(), theirs.clone());
    let straight = share(&mine.left, &theirs.left) + share(&mine.right, &theirs.right);
    let crossed = share(&mine.left, &theirs.right) + share(&mine.right, &theirs.left);
    if straight.max(crossed) < 0.5 || (straight - crossed).abs() < 0.2 {
        return None;
    }
    Some((straight > crossed) == same)
}

/// Whether both measure in the same direction; `None` where they measure different things.
fn relation(laid: &Laid<'_>, mine: &Comparison, theirs: &Comparison) -> Option<bool> {
    let words = |sentence: &Sentence, range: &Range<usize>| {
        sentence
            .tokens
            .get(range.clone())
            .unwrap_or_default()
            .iter()
            .filter(|token| token.is_content())
            .cloned()
            .collect::<Vec<_>>()
    };
    let (my_words, their_words) = (words(laid.mine, &mine.measure), words(laid.theirs, &theirs.measure));
    let any = |test: &dyn Fn(&str, &str) -> bool| {
        my_words.iter().any(|left| their_words.iter().any(|right| test(&left.stem, &right.stem)))
    };
    let alike = my_words.iter().any(|left| their_words.iter().any(|right| quality(left, right) > 0));
    let turned = any(&thesaurus::opposite);
    let bare = my_words.is_empty() && their_words.is_empty();
    let same_grade = mine.less == theirs.less;
    if turned {
        Some(!same_grade)
    } else if alike || bare {
        Some(same_grade)
    } else {
        None
    }
}
