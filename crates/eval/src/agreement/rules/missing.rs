//! Every word of the statement that carries content must stand in the source, or say what stands there.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::align::Table;
use crate::agreement::lexicon::Class;
use crate::agreement::sentence::{Kind, Sentence};

pub(super) fn check(laid: &Laid<'_>) -> Finding {
    if reported(laid) {
        return contradicts("the source says only that some people think so".to_owned());
    }
    if laid.theirs.question {
        return doubts("the source asks this and does not say it".to_owned());
    }
    let missing: Vec<usize> =
        laid.alignment.missing.iter().copied().filter(|&at| !is_meant_by_pronoun(laid, at)).collect();
    let words: Vec<String> = missing
        .iter()
        .filter(|&&at| laid.mine.tokens[at].kind == Kind::Word)
        .map(|&at| format!("`{}`", laid.mine.tokens[at].word))
        .collect();
    if words.is_empty() && missing.is_empty() {
        return None;
    }
    if let Some(reason) = other_name(laid, &missing) {
        return contradicts(reason);
    }
    doubts(format!("the source's sentence does not speak of {}", words.join(", ")))
}

/// Why a statement that is about something else was not compared.
pub(crate) fn reason(mine: &Sentence, content: &[usize], table: &Table) -> String {
    let words: Vec<String> = content
        .iter()
        .filter(|&&at| !table.stands(at))
        .take(6)
        .map(|&at| format!("`{}`", mine.tokens[at].word))
        .collect();
    format!("the quote does not speak of {}", words.join(", "))
}

/// Whether all that was found stands in what people are only said to think.
fn reported(laid: &Laid<'_>) -> bool {
    let pairs = &laid.alignment.pairs;
    let theirs = pairs.iter().filter(|pair| laid.theirs.tokens[pair.theirs].reported).count();
    let mine = laid.mine.tokens.iter().any(|token| token.reported || token.class.is(Class::REPORT));
    !pairs.is_empty() && !mine && theirs * 3 >= pairs.len() * 2 && laid.share() >= 0.6
}

/// Whether the source's sentence has a pronoun where the statement names what the sentence before spoke of.
fn is_meant_by_pronoun(laid: &Laid<'_>, at: usize) -> bool {
    let token = &laid.mine.tokens[at];
    let begins_with_pronoun = laid.theirs.tokens.iter().take(2).any(|token| token.class.is(Class::PRONOUN));
    let is_first = laid.alignment.pairs.first().is_none_or(|pair| pair.mine > at);
    let named_before =
        laid.around.iter().any(|sentence| sentence.tokens.iter().any(|other| other.stem == token.stem));
    token.kind == Kind::Word && begins_with_pronoun && is_first && named_before
}

/// Another name where the statement has its own, the rest being the same.
fn other_name(laid: &Laid<'_>, missing: &[usize]) -> Option<String> {
    let mine = missing.iter().map(|&at| &laid.mine.tokens[at]).find(|token| token.name)?;
    let theirs =
        laid.theirs.tokens.iter().enumerate().find(|(at, token)| token.name && !laid.is_taken(*at))?.1;
    (laid.share() >= 0.5)
        .then(|| format!("the statement names `{}`, the source `{}`", mine.word, theirs.word))
}
