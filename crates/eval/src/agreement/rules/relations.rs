//! Causes and comparisons must point the same way.

use std::ops::Range;

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::align::quality;
use crate::agreement::form;
use crate::agreement::sentence::Sentence;

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    cause(laid).or_else(|| comparison(laid))
}

fn cause(laid: &Laid<'_>) -> Finding {
    let (my_cause, my_effect) = form::cause(&laid.mine.tokens)?;
    let Some((their_cause, their_effect)) = form::cause(&laid.theirs.tokens) else {
        let explicit = ["because", "therefore", "due", "consequently"].iter().any(|word| laid.mine.has(word));
        return if explicit { doubts("the source does not say why".to_owned()) } else { None };
    };
    let share = |mine: &Range<usize>, theirs: &Range<usize>| shared(laid, mine.clone(), theirs.clone());
    let straight = share(&my_cause, &their_cause).min(share(&my_effect, &their_effect));
    let crossed = share(&my_cause, &their_effect).min(share(&my_effect, &their_cause));
    if crossed > straight && crossed >= 0.5 {
        return contradicts("the statement takes the source's effect for its cause".to_owned());
    }
    if share(&my_effect, &their_effect) >= 0.6 && share(&my_cause, &their_cause) < 0.4 {
        return contradicts("the source gives another cause".to_owned());
    }
    None
}

fn comparison(laid: &Laid<'_>) -> Finding {
    let than = |sentence: &Sentence| sentence.tokens.iter().position(|token| token.word == "than");
    let mine = than(laid.mine)?;
    let Some(theirs) = than(laid.theirs) else {
        return doubts("the source does not compare the two".to_owned());
    };
    let (mine_length, theirs_length) = (laid.mine.tokens.len(), laid.theirs.tokens.len());
    let crossed = shared(laid, 0..mine.saturating_sub(1), theirs + 1..theirs_length).min(shared(
        laid,
        mine + 1..mine_length,
        0..theirs.saturating_sub(1),
    ));
    let straight = shared(laid, 0..mine.saturating_sub(1), 0..theirs.saturating_sub(1));
    let same_word =
        mine > 0 && theirs > 0 && quality(&laid.mine.tokens[mine - 1], &laid.theirs.tokens[theirs - 1]) > 0;
    if crossed >= 0.5 && crossed > straight && same_word {
        return contradicts("the statement compares the two the other way round".to_owned());
    }
    None
}

/// The share of the statement's content in a range that stands in a range of the source.
fn shared(laid: &Laid<'_>, mine: Range<usize>, theirs: Range<usize>) -> f64 {
    let content: Vec<usize> = mine.filter(|&at| laid.mine.tokens[at].is_content()).collect();
    if content.is_empty() {
        return 0.0;
    }
    let stands = |at: &&usize| {
        theirs.clone().any(|other| quality(&laid.mine.tokens[**at], &laid.theirs.tokens[other]) > 0)
    };
    content.iter().filter(stands).count() as f64 / content.len() as f64
}
