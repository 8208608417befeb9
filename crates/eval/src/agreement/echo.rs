//! Echoes: a statement in the source's own words, save for a word that turns it round.

use super::lexicon::Class;
use super::sentence::{Sentence, Token};

/// The shortest run of the same words that counts, and the least share of the statement that it must make up.
const SHORTEST: usize = 4;
const LEAST_SHARE: f64 = 0.6;

/// Whether a run of the source's words stands in the statement with a "not" more or less.
pub(crate) fn is_turned(mine: &Sentence, theirs: &Sentence) -> bool {
    let (my_words, their_words) = (plain(mine), plain(theirs));
    let least = SHORTEST.max((my_words.len() as f64 * LEAST_SHARE).ceil() as usize);
    for from in 0..my_words.len().saturating_sub(least - 1) {
        for other in 0..their_words.len().saturating_sub(least - 1) {
            let run = my_words[from..]
                .iter()
                .zip(&their_words[other..])
                .take_while(|((left, _), (right, _))| left.word == right.word)
                .count();
            let mut inside = (1..run).filter(|at| my_words[from + at].1 != their_words[other + at].1);
            if run >= least && inside.next().is_some() {
                return true;
            }
        }
    }
    false
}

/// The words without those that turn round, each with whether one stands right before it.
fn plain(sentence: &Sentence) -> Vec<(&Token, bool)> {
    let turns = |token: &Token| token.class.is(Class::NEGATOR);
    let before = |at: usize| at > 0 && turns(&sentence.tokens[at - 1]);
    let words = sentence.tokens.iter().enumerate().filter(|(_, token)| !turns(token));
    words.map(|(at, token)| (token, before(at))).collect()
}

#[cfg(test)]
mod tests {
    use text::Language;

    use super::*;

    #[test]
    fn a_not_more_or_less_in_the_same_words_is_found() {
        let turned = |mine: &str, theirs: &str| {
            is_turned(&Sentence::read(mine, Language::En), &Sentence::read(theirs, Language::En))
        };
        let source = "Most money in banks is only a record of what people own.";
        assert!(turned("Most money in banks is not only a record of what people own.", source));
        assert!(!turned(source, source));
        assert!(!turned("Money is a record, not a thing.", source));
        assert!(turned("A pump never lifts water up the hill.", "A pump lifts water up the hill."));
    }
}
