//! Scopes: which words a negation, a condition or "some people think" reaches, and where clauses part.

use std::ops::Range;

use super::lexicon::{Class, share_of};
use super::sentence::{Kind, Token};

/// A word that turns round what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Negation {
    /// The word that turns.
    pub(crate) at: usize,
    /// What it turns first: a verb, a noun; the word itself where nothing follows.
    pub(crate) head: usize,
    /// Every token it reaches.
    pub(crate) scope: Range<usize>,
}

/// Marks every token with its clause and the scopes it stands in, and gives the negations.
pub(crate) fn mark(tokens: &mut [Token]) -> Vec<Negation> {
    clauses(tokens);
    let negations = negations(tokens);
    for negation in &negations {
        for token in &mut tokens[negation.scope.clone()] {
            token.negated = !token.negated;
        }
    }
    reports(tokens);
    conditions(tokens);
    negations
}

/// Whether a word surely turns round what is said: "not", "forbidden", "without", "except".
pub(crate) fn reverses(token: &Token) -> bool {
    const REVERSE: &str = "forbid forbidden prevent prohibit ban imposs except avoid wrong against unless free stop \
                         until instead rather exclud refus illeg reject deni";
    token.class.is(Class::NEGATOR) || REVERSE.split(' ').any(|stem| stem == token.stem)
}

/// Whether a word turns round or bounds what stands beside it, in whatever way.
pub(crate) fn turns(token: &Token) -> bool {
    const TURNS: &str = "except until unless only alone prevent stop forbid ban avoid lack fail refus unabl rare \
                         seldom few littl instead rather too less fewer unlik lost lose deni reject close end ceas \
                         exclud no free imposs illeg but miss shut absent invis whereas however besid other differ \
                         ahead last still first hard difficult neither prohibit keep";
    let prefixed = ["un", "in", "im", "dis", "non", "ir"].iter().any(|prefix| {
        token.stem.strip_prefix(prefix).is_some_and(|rest| super::thesaurus::entry_of(rest).is_some())
    });
    token.class.is(Class::NEGATOR)
        || TURNS.split(' ').any(|stem| stem == token.stem)
        || token.word.ends_with("less")
        || (prefixed && token.is_content())
}

/// Whether a clause may begin at a token.
pub(crate) fn opens_clause(token: &Token) -> bool {
    token.after_mark || token.class.is(Class::BOUNDARY)
}

fn clauses(tokens: &mut [Token]) {
    let mut clause = 0;
    let mut opened = true;
    for token in tokens.iter_mut() {
        let opens = opens_clause(token);
        if opens && !opened {
            clause += 1;
        }
        opened = opens;
        token.clause = clause;
    }
}

fn negations(tokens: &[Token]) -> Vec<Negation> {
    (0..tokens.len()).filter(|&at| negates(tokens, at)).map(|at| negation(tokens, at)).collect()
}

/// Whether a token turns round what follows: "not only", "no doubt", "hardly any" do not.
fn negates(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    if tokens[at].kind != Kind::Word {
        return false;
    }
    let before = at.checked_sub(1).map_or("", word);
    match word(at) {
        "not" => {
            let next = word(at + 1);
            let counted = share_of(next) == Some(5) && !next.starts_with("any");
            !(counted
                || matches!(next, "only" | "just" | "merely" | "until" | "quite")
                || before == "whether"
                || before == "or")
        }
        "no" if matches!(before, "almost" | "nearly" | "practically" | "virtually") => false,
        // "no mammal other than bats" says "only bats"
        "no" if tokens[at..].iter().any(|token| token.word == "other")
            && tokens[at..].iter().any(|token| token.word == "than") =>
        {
            false
        }
        "no" => !matches!(word(at + 1), "matter" | "doubt" | "wonder"),
        "none" | "nothing" if matches!(before, "almost" | "nearly") => false,
        "nobody" | "none" | "nothing" => !matches!(word(at + 1), "but" | "except"),
        "hardly" | "scarcely" | "barely" => !matches!(word(at + 1), "any" | "ever"),
        // "keeps the glass from dissolving", "prevents water from flowing"
        "from" => {
            let verb_follows = word(at + 1).ends_with("ing");
            let kept = tokens[at.saturating_sub(6)..at].iter().any(|token| {
                matches!(
                    token.stem.as_str(),
                    "keep" | "prevent" | "stop" | "protect" | "hinder" | "kept" | "block" | "forbid"
                )
            });
            verb_follows && kept
        }
        // "copper instead of iron", "copper rather than iron"
        "of" => before == "instead",
        "than" => before == "rather",
        "lost" | "lose" | "loses" => {
            let what =
                if matches!(word(at + 1), "the" | "its" | "their") { word(at + 2) } else { word(at + 1) };
            matches!(what, "power" | "ability" | "right" | "use")
        }
        // "too weak to be felt"
        "too" => tokens[at + 1..]
            .iter()
            .take(5)
            .skip(1)
            .take_while(|token| !token.after_mark)
            .any(|token| token.word == "to"),
        "fail" | "fails" | "failed" | "failing" | "refuse" | "refuses" | "refused" | "unable" => {
            word(at + 1) == "to"
        }
        _ => tokens[at].class.is(Class::NEGATOR),
    }
}

fn negation(tokens: &[Token], at: usize) -> Negation {
    let clause = tokens[at].clause;
    if tokens[at].word == "too" {
        return too(tokens, at);
    }
    let mut end = at + 1;
    let mut reached = false;
    while let Some(token) = tokens.get(end) {
        let next_clause = token.clause != clause && (token.after_mark || reached);
        if ends_negation(token) || (next_clause && !token.class.is(Class::JOINER)) {
            break;
        }
        reached |= token.is_content();
        end += 1;
    }
    let passive = Class::FUNCTION;
    let head =
        (at + 1..end).find(|&at| !tokens[at].class.is(passive) || tokens[at].is_content()).unwrap_or(at);
    Negation { at, head, scope: at + 1..end }
}

/// "Too weak to be felt" denies what follows "to".
fn too(tokens: &[Token], at: usize) -> Negation {
    let to = (at + 1..tokens.len()).find(|&at| tokens[at].word == "to").unwrap_or(at);
    let end = (to + 1..tokens.len()).find(|&at| opens_clause(&tokens[at])).unwrap_or(tokens.len());
    let head = (to + 1..end).find(|&at| tokens[at].is_content()).unwrap_or(at);
    Negation { at, head, scope: to + 1..end }
}

fn ends_negation(token: &Token) -> bool {
    let ends = matches!(
        token.word.as_str(),
        "because" | "since" | "which" | "who" | "if" | "when" | "unless" | "so" | "until" | "therefore"
    );
    token.class.is(Class::CONTRAST) || ends
}

/// What follows "people think that", up to a word that sets against it, is no fact of the text.
fn reports(tokens: &mut [Token]) {
    let Some(from) = tokens.iter().position(|token| token.class.is(Class::REPORT)) else { return };
    let that = tokens[from..].iter().take(6).position(|token| token.word == "that");
    let Some(that) = that.filter(|_| is_somebody(&tokens[..=from])) else { return };
    for token in &mut tokens[from + that + 1..] {
        if token.class.is(Class::CONTRAST) {
            break;
        }
        token.reported = true;
    }
}

/// Whether the words up to one of thinking or saying name people or a belief: a rule or a sign says what is so.
fn is_somebody(tokens: &[Token]) -> bool {
    const PEOPLE: &str = "people some many few often it once legend critics they a the myth misconception";
    const RULES: &str = "theorem law rule principle sign formula equation definition theory postulate axiom property \
                         constitution amendment article expression inequality symbol model";
    let has = |list: &str, token: &Token| list.split_whitespace().any(|word| word == token.word);
    let rule = tokens.iter().rev().skip(1).take(2).any(|token| has(RULES, token));
    !rule && tokens.iter().any(|token| has(PEOPLE, token))
}

fn conditions(tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        if !matches!(tokens[at].word.as_str(), "if" | "unless" | "whether" | "provided" | "until") {
            continue;
        }
        // "even if it still works" is no condition
        if at > 0 && tokens[at - 1].word == "even" {
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
