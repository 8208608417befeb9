//! Every word of the statement that carries content must stand in the source, or say what stands there.

use super::{Finding, Laid, contradicts, doubts};
use crate::agreement::align::{Table, quality};
use crate::agreement::lexicon::Class;
use crate::agreement::scope::opens_clause;
use crate::agreement::sentence::{Kind, Sentence, Token};
use crate::agreement::thesaurus;

pub(super) fn check(laid: &Laid<'_>, same_comparison: bool) -> Finding {
    if reported(laid) {
        return contradicts("the source says only that some people think so".to_owned());
    }
    if laid.theirs.question {
        return doubts("the source asks this and does not say it".to_owned());
    }
    let mut missing = words_missing(laid);
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

/// The words of the statement that stand nowhere in the source's sentence.
pub(super) fn words_missing(laid: &Laid<'_>) -> Vec<usize> {
    let is_word = |at: &usize| laid.mine.tokens[*at].is_solid() && laid.mine.tokens[*at].kind == Kind::Word;
    laid.alignment.missing.iter().copied().filter(is_word).collect()
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
pub(super) fn known_from_before(laid: &Laid<'_>, missing: &[usize]) -> Vec<usize> {
    const LONGEST: usize = 4;
    let (Some(&first), Some(&last)) = (missing.first(), missing.last()) else { return Vec::new() };
    let said = |at: usize| {
        let token = &laid.mine.tokens[at];
        laid.around.iter().any(|sentence| sentence.tokens.iter().any(|other| is_same_thing(token, other)))
    };
    let named = |at: usize| is_name_like(laid.mine, at) && said(at);
    let matched = laid.pairs().filter(|pair| laid.mine.tokens[pair.mine].is_solid()).count();
    if last - first > LONGEST || matched < missing.len() || !missing.iter().all(|&at| named(at)) {
        return Vec::new();
    }
    let topic = missing.iter().all(|&at| is_topic(laid, &laid.mine.tokens[at]));
    if points_back(laid, first, last, topic) { missing.to_vec() } else { Vec::new() }
}

/// Whether a word is a noun where it stands.
fn is_name_like(sentence: &Sentence, at: usize) -> bool {
    let token = &sentence.tokens[at];
    let before = at.checked_sub(1).map(|at| &sentence.tokens[at]);
    let opened = before.is_none_or(|before| {
        before.class.is(Class::DETERMINER.or(Class::PREPOSITION))
            || (before.is_solid() && !before.is_verb())
            || before.name
    });
    token.name
        || token.kinds.is_empty()
        || (token.kinds.contains(['n', 'a']) && (opened || !token.kinds.contains('v')))
}

/// Whether the source has a pronoun in the place of the words from `first` to `last`, or leaves them out where they are
/// what the passage is about; and no other noun stands there.
fn points_back(laid: &Laid<'_>, first: usize, last: usize, topic: bool) -> bool {
    let after = laid.pairs().filter(|pair| pair.mine > last).min_by_key(|pair| pair.mine);
    let before = laid.pairs().filter(|pair| pair.mine < first).max_by_key(|pair| pair.mine);
    let tokens = &laid.theirs.tokens;
    let pronoun = |token: &Token| token.class.is(Class::PRONOUN) && !laid.mine.has(&token.word);
    let owner = |token: &Token| matches!(token.word.as_str(), "its" | "their" | "his" | "her");
    let is_subject = before.is_none();
    match (after, before) {
        (Some(after), _) if is_subject => {
            let start = (0..after.theirs).rev().find(|&at| opens_clause(&tokens[at])).unwrap_or(0);
            let place = &tokens[start..after.theirs];
            let own = (start..after.theirs).any(|at| tokens[at].is_noun() && !laid.is_taken(at));
            !own && (topic || place.iter().any(pronoun) || tokens[..start].iter().any(pronoun))
        }
        (_, Some(before)) => {
            let near = before.theirs.saturating_sub(3)..(before.theirs + 4).min(tokens.len());
            tokens[near]
                .iter()
                .any(|token| pronoun(token) && (topic || !owner(token) || is_owned(laid, first)))
        }
        _ => false,
    }
}

/// "The droppings of earthworms" for "their droppings".
fn is_owned(laid: &Laid<'_>, first: usize) -> bool {
    let before = first.saturating_sub(3)..first;
    laid.mine.tokens[before].iter().any(|token| token.word == "of")
}

fn is_same_thing(mine: &Token, other: &Token) -> bool {
    quality(mine, other) >= 3
}

/// Whether a word is what the text around is about: the subject of its first sentence.
fn is_topic(laid: &Laid<'_>, token: &Token) -> bool {
    const SUBJECT: usize = 4;
    let Some(first) = laid.around.last() else { return false };
    let verb = first.tokens.iter().position(|token| token.is_verb() || token.class.is(Class::BE));
    let subject = first.content().take_while(|&at| verb.is_none_or(|verb| at < verb)).take(SUBJECT);
    subject.into_iter().any(|at| is_same_thing(token, &first.tokens[at]))
}
