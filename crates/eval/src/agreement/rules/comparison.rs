//! Comparisons must point the same way: "A is larger than B" is "B is smaller than A", never "B is larger than A".

use std::ops::Range;

use super::cause::shared;
use super::{Finding, Laid, doubts};
use crate::agreement::align::quality;
use crate::agreement::lexicon::Class;
use crate::agreement::scope::opens_clause;
use crate::agreement::sentence::Sentence;
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
    let verdicts: Vec<bool> =
        comparisons(laid.theirs).iter().filter_map(|theirs| follows(laid, &mine, theirs)).collect();
    if verdicts.contains(&true) { Some(true) } else { verdicts.first().copied() }
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
    let thans = (1..sentence.tokens.len()).filter(|&at| sentence.tokens[at].word == "than");
    thans.filter_map(|at| comparison(sentence, at)).collect()
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
    let left = if placed && !is_adjective { between } else { start..word };
    Some(Comparison { left, right: than + 1..end, measure, less })
}

/// Whether one comparison follows from another; `None` where they compare by something else or other things.
fn follows(laid: &Laid<'_>, mine: &Comparison, theirs: &Comparison) -> Option<bool> {
    let same = relation(laid, mine, theirs)?;
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
