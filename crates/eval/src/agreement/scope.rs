//! Scopes: which words a negation, a condition or "some people think" reaches, and where clauses part.

use super::lexicon::Class;
use super::sentence::{Kind, Token};

/// Marks every token with its clause and the scopes it stands in.
pub(crate) fn mark(tokens: &mut [Token]) {
    clauses(tokens);
    negations(tokens);
    reports(tokens);
    conditions(tokens);
}

fn clauses(tokens: &mut [Token]) {
    let mut clause = 0;
    for index in 0..tokens.len() {
        let opens = index > 0 && (tokens[index].after_mark || tokens[index].class.is(Class::BOUNDARY));
        let continues = index > 0
            && tokens[index - 1].clause == clause
            && tokens[index - 1].class.is(Class::BOUNDARY)
            && !tokens[index].after_mark;
        if opens && !continues {
            clause += 1;
        }
        tokens[index].clause = clause;
    }
}

/// A negation reaches to the end of its clause; "not only" and numbers with "no more than" are none.
fn negations(tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        if tokens[at].kind != Kind::Word || !tokens[at].class.is(Class::NEGATOR) || is_idle(tokens, at) {
            continue;
        }
        let clause = tokens[at].clause;
        let mut reached = false;
        for token in &mut tokens[at + 1..] {
            let ends = token.clause != clause && (token.after_mark || ends_negation(token) || reached);
            if ends && !token.class.is(Class::JOINER) {
                break;
            }
            if ends_negation(token) {
                break;
            }
            token.negated = !token.negated;
            reached |= token.is_content();
        }
    }
}

fn is_idle(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at + 1).map_or("", |token| token.word.as_str());
    match tokens[at].word.as_str() {
        "not" => matches!(next, "only" | "just" | "merely" | "until"),
        "no" => matches!(next, "matter" | "doubt"),
        _ => false,
    }
}

fn ends_negation(token: &Token) -> bool {
    token.class.is(Class::CONTRAST)
        || matches!(
            token.word.as_str(),
            "because" | "since" | "which" | "who" | "if" | "when" | "unless" | "so" | "until"
        )
}

/// What follows "people think" up to a word that sets against it is no fact of the text.
fn reports(tokens: &mut [Token]) {
    let Some(from) = tokens.iter().position(|token| token.class.is(Class::REPORT)) else { return };
    let people = tokens[..from].iter().any(|token| {
        matches!(
            token.word.as_str(),
            "people"
                | "some"
                | "many"
                | "few"
                | "often"
                | "it"
                | "once"
                | "legend"
                | "critics"
                | "they"
                | "a"
                | "the"
        )
    });
    let that = tokens[from..].iter().take(6).position(|token| token.word == "that");
    let Some(that) = that.filter(|_| people) else { return };
    for token in &mut tokens[from + that + 1..] {
        if token.class.is(Class::CONTRAST) {
            break;
        }
        token.reported = true;
    }
}

fn conditions(tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        if !matches!(tokens[at].word.as_str(), "if" | "unless" | "whether" | "provided" | "without" | "until")
        {
            continue;
        }
        let clause = tokens[at].clause;
        for token in &mut tokens[at + 1..] {
            if token.clause != clause && (token.after_mark || token.word == "then") {
                break;
            }
            token.conditional = true;
        }
    }
}
