//! Every word of the statement that carries content must stand in the source, or say what stands there.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::align::{Table, quality};
use crate::agreement::lexicon::Class;
use crate::agreement::sentence::{Kind, Sentence, Token};
use crate::agreement::thesaurus;

pub(super) fn check(laid: &Laid<'_>, same_comparison: bool) -> Finding {
    if reported(laid) {
        return contradicts("the source says only that some people think so".to_owned());
    }
    if laid.theirs.question {
        return doubts("the source asks this and does not say it".to_owned());
    }
    let mut missing: Vec<usize> = laid.alignment.missing.clone();
    missing.retain(|&at| laid.mine.tokens[at].is_solid() && laid.mine.tokens[at].kind == Kind::Word);
    let known = known_from_before(laid, &missing);
    missing.retain(|at| !known.contains(at));
    if same_comparison {
        missing.retain(|&at| !has_opposite(laid, at));
    }
    if missing.is_empty() {
        return None;
    }
    let words: Vec<String> = missing.iter().map(|&at| format!("`{}`", laid.mine.tokens[at].word)).collect();
    doubts(format!("the source's sentence does not speak of {}", words.join(", ")))
}

/// Whether the source has the other end of the same scale, as in "slower" beside "faster".
fn has_opposite(laid: &Laid<'_>, at: usize) -> bool {
    let word = &laid.mine.tokens[at].stem;
    laid.theirs.tokens.iter().any(|other| thesaurus::opposite(word, &other.stem))
}

/// Why a statement that is about something else was not compared.
pub(crate) fn reason(mine: &Sentence, content: &[usize], table: &Table) -> String {
    let words: Vec<String> = content
        .iter()
        .filter(|&&at| !table.stands(at))
        .take(6)
        .map(|&at| format!("`{}`", mine.tokens[at].word))
        .collect();
    format!("the source does not speak of {}", words.join(", "))
}

/// Whether all that was found stands in what people are only said to think.
fn reported(laid: &Laid<'_>) -> bool {
    let pairs: Vec<_> = laid.pairs().collect();
    let theirs = pairs.iter().filter(|pair| laid.theirs.tokens[pair.theirs].reported).count();
    let mine = laid.mine.tokens.iter().any(|token| token.reported || token.class.is(Class::REPORT));
    !pairs.is_empty() && !mine && theirs * 3 >= pairs.len() * 2 && laid.share() >= 0.6
}

/// The words for which the source's sentence has a pronoun, or which name what the whole passage is about.
///
/// One noun with what belongs to it, and never a verb: a pronoun stands for no more.
fn known_from_before(laid: &Laid<'_>, missing: &[usize]) -> Vec<usize> {
    const LONGEST: usize = 4;
    let names =
        |sentence: &Sentence, token: &Token| sentence.tokens.iter().any(|other| is_same_thing(token, other));
    let back = points_back(laid);
    let known: Vec<usize> = missing
        .iter()
        .copied()
        .filter(|&at| {
            let token = &laid.mine.tokens[at];
            let said = laid.around.iter().any(|sentence| names(sentence, token));
            said && !token.kinds.starts_with('v') && (back || is_topic(laid, token))
        })
        .collect();
    let together = match (known.first(), known.last()) {
        (Some(first), Some(last)) => last - first <= LONGEST,
        _ => true,
    };
    let matched = laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()).count();
    if together && matched >= known.len() { known } else { Vec::new() }
}

fn is_same_thing(mine: &Token, other: &Token) -> bool {
    quality(mine, other) >= 3
}

/// Whether the source's sentence has a pronoun that the statement has not.
fn points_back(laid: &Laid<'_>) -> bool {
    laid.theirs.tokens.iter().any(|token| token.class.is(Class::PRONOUN) && !laid.mine.has(&token.word))
}

/// Whether a word is what the text around is about: the subject of its first sentence.
fn is_topic(laid: &Laid<'_>, token: &Token) -> bool {
    const SUBJECT: usize = 4;
    let Some(first) = laid.around.last() else { return false };
    let subject = first.content().take(SUBJECT);
    subject
        .take_while(|&at| at == 0 || !first.tokens[at].kinds.starts_with('v'))
        .any(|at| is_same_thing(token, &first.tokens[at]))
}
