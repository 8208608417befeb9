//! A word of the statement must not exclude the word the source has in its place.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::thesaurus;

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    let mine = &laid.mine.tokens;
    let theirs = &laid.theirs.tokens;
    for (at, token) in mine.iter().enumerate() {
        let matched = laid.partner(at).is_some() || theirs.iter().any(|other| other.stem == token.stem);
        if matched {
            continue;
        }
        let opposite = theirs.iter().enumerate().find(|(index, other)| {
            !laid.is_taken(*index)
                && thesaurus::opposite(&token.stem, &other.stem)
                && !mine.iter().any(|word| word.stem == other.stem)
        });
        let Some((_, opposite)) = opposite else { continue };
        let reason = format!("the statement says `{}`, the source `{}`", token.word, opposite.word);
        return if laid.share() >= 0.5 { contradicts(reason) } else { doubts(reason) };
    }
    None
}
