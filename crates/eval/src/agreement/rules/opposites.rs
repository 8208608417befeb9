//! A word of the statement must not exclude the word the source has in its place.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::lexicon::Class;
use crate::agreement::thesaurus;

/// Two words that exclude each other, by their places.
pub(super) struct Opposite {
    /// Place in the statement.
    pub(super) mine: usize,
    /// Place in the source.
    pub(super) theirs: usize,
}

/// The first word of the statement that excludes a word of the source that it leaves out.
pub(super) fn find(laid: &Laid<'_>) -> Option<Opposite> {
    let mine = &laid.mine.tokens;
    let theirs = &laid.theirs.tokens;
    for (at, token) in mine.iter().enumerate() {
        let said = laid.partner(at).is_some() || theirs.iter().any(|other| other.is_form_of(token));
        if said || token.class.is(Class::NEGATOR) {
            continue;
        }
        let opposite = theirs.iter().enumerate().find(|(index, other)| {
            !laid.is_taken(*index)
                && !other.class.is(Class::NEGATOR)
                && thesaurus::opposite(token.base.unwrap_or(&token.stem), other.base.unwrap_or(&other.stem))
                && !mine.iter().any(|word| word.is_form_of(other))
        });
        if let Some((theirs, _)) = opposite {
            return Some(Opposite { mine: at, theirs });
        }
    }
    None
}

/// What such a pair means for the statement.
pub(super) fn verdict(laid: &Laid<'_>, opposite: &Opposite) -> Finding {
    let (mine, theirs) = (&laid.mine.tokens[opposite.mine].word, &laid.theirs.tokens[opposite.theirs].word);
    let reason = format!("the statement says `{mine}`, the source `{theirs}`");
    if laid.share() >= 0.5 { contradicts(reason) } else { doubts(reason) }
}

/// "From China to India" is not "from India to China".
pub(super) fn directions(laid: &Laid<'_>) -> Finding {
    for pair in laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()) {
        let mine = governing(&laid.mine.tokens, pair.mine);
        let theirs = governing(&laid.theirs.tokens, pair.theirs);
        let turned = matches!(
            (mine, theirs),
            (Some("from"), Some("to" | "into"))
                | (Some("to" | "into"), Some("from"))
                | (Some("before"), Some("after"))
                | (Some("after"), Some("before"))
        );
        if turned && laid.share() >= 0.7 {
            let word = &laid.mine.tokens[pair.mine].word;
            let (mine, theirs) = (mine.unwrap_or_default(), theirs.unwrap_or_default());
            return contradicts(format!("the statement says `{mine} {word}`, the source `{theirs} {word}`"));
        }
    }
    None
}

/// The preposition before a noun, articles and adjectives apart.
fn governing(tokens: &[crate::agreement::sentence::Token], at: usize) -> Option<&str> {
    let before = tokens[..at].iter().rev().take(3);
    let mut skipped = before.skip_while(|token| {
        token.class.is(Class::DETERMINER)
            || (token.kinds.starts_with('a') && !token.class.is(Class::PREPOSITION))
    });
    skipped.next().filter(|token| token.class.is(Class::PREPOSITION)).map(|token| token.word.as_str())
}
