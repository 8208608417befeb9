//! Forms: the orders in which a sentence may be read without changing what it says.
//!
//! "X is made by Y" is read as "Y made X", "In 1859 X" as "X in 1859", "because A, B" as "B because A".

use std::ops::Range;

use super::lexicon::Class;
use super::scope;
use super::sentence::{Kind, Sentence, Token};

/// Orders of the tokens of a sentence that say the same, the written one first.
///
/// A passive is always read as its active: its written order says the reverse.
pub(crate) fn orders(sentence: &Sentence) -> Vec<Vec<usize>> {
    let tokens = &sentence.tokens;
    let mut orders: Vec<Vec<usize>> = vec![(0..tokens.len()).collect()];
    orders.extend(fronted(tokens));
    orders.extend(cause(tokens).map(|(cause, effect)| effect.chain(cause).collect()));
    orders.extend(subordinate(tokens));
    orders.extend(naming(tokens));
    match passive(tokens) {
        Some(passive) => orders.into_iter().map(|order| active(&order, &passive)).collect(),
        None => orders,
    }
}

/// Which tokens of a sentence say why, and which say what follows.
pub(crate) fn cause(tokens: &[Token]) -> Option<(Range<usize>, Range<usize>)> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    for at in 0..tokens.len() {
        let rest = at + 1..tokens.len();
        match (word(at), word(at + 1)) {
            ("because", _) if at <= 1 => return leading(tokens, at + 1),
            ("because", _) => return Some((rest, 0..at)),
            ("due" | "owing" | "thanks", "to") if at == 0 => return leading(tokens, 2),
            ("due" | "owing" | "thanks", "to") => return Some((at + 2..tokens.len(), 0..at)),
            ("since" | "as", _) if at == 0 && !next_is_date(tokens, 1) => {
                if let Some(split) = leading(tokens, 1) {
                    return Some(split);
                }
            }
            ("therefore" | "thus" | "hence" | "consequently", _) if at > 1 => return Some((0..at, rest)),
            ("so", next) if at > 1 && tokens[at].after_mark && next != "called" => {
                return Some((0..at, rest));
            }
            (
                "result" | "results" | "resulted" | "resulting" | "arise" | "arises" | "arose" | "stems"
                | "stem",
                "from",
            ) => {
                return Some((at + 2..tokens.len(), 0..at));
            }
            ("caused" | "triggered" | "driven", "by") => return Some((at + 2..tokens.len(), 0..at)),
            ("causes" | "cause" | "caused" | "causing" | "triggers" | "triggered", _) if at > 0 => {
                return Some((0..at, rest));
            }
            ("leads" | "lead" | "led" | "leading", "to")
            | ("results" | "resulted" | "result" | "resulting", "in")
                if at > 0 =>
            {
                return Some((0..at, at + 2..tokens.len()));
            }
            _ => {}
        }
    }
    None
}

fn next_is_date(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Date(_) | Kind::Quantity(_)))
}

/// "Because A, B": A up to the first comma.
fn leading(tokens: &[Token], from: usize) -> Option<(Range<usize>, Range<usize>)> {
    let comma = (from + 1..tokens.len()).find(|&at| tokens[at].after_mark)?;
    Some((from..comma, comma..tokens.len()))
}

/// A passive with its agent: "Y is made by X".
struct Passive {
    patient: Range<usize>,
    verb: Range<usize>,
    agent: Range<usize>,
}

fn passive(tokens: &[Token]) -> Option<Passive> {
    let by = (2..tokens.len().checked_sub(1)?).find(|&at| tokens[at].word == "by")?;
    let be = (0..by).rev().find(|&at| tokens[at].class.is(Class::BE))?;
    let verb = be + 1..by;
    let agent = tokens.get(by + 1)?;
    let is_means = matches!(agent.kind, Kind::Quantity(_) | Kind::Date(_))
        || agent.word.ends_with("ing")
        || agent.word == "hand";
    if is_means || verb.len() > 4 || !verb.clone().any(|at| is_participle(&tokens[at])) {
        return None;
    }
    let stops =
        |at: &usize| tokens[*at].after_mark || tokens[*at].class.is(Class::BOUNDARY.or(Class::PREPOSITION));
    let mut end = (by + 1..tokens.len()).skip(1).find(stops).unwrap_or(tokens.len());
    // "by the plants of the sea": what hangs on the agent goes with it
    while end < tokens.len() && matches!(tokens[end].word.as_str(), "of" | "and" | "or") {
        end = (end + 2..tokens.len()).find(stops).unwrap_or(tokens.len());
    }
    let start = (0..be).rev().find(|&at| scope::opens_clause(&tokens[at])).unwrap_or(0);
    Some(Passive { patient: start..be, verb: be..by, agent: by..end })
}

/// The order with the agent before the verb and the patient after it.
fn active(order: &[usize], passive: &Passive) -> Vec<usize> {
    let mut out = Vec::with_capacity(order.len());
    for &at in order {
        if passive.verb.start == at {
            out.extend(passive.agent.clone().chain(passive.verb.clone()).chain(passive.patient.clone()));
        } else if !(passive.verb.contains(&at)
            || passive.agent.contains(&at)
            || passive.patient.contains(&at))
        {
            out.push(at);
        }
    }
    out
}

fn is_participle(token: &Token) -> bool {
    let word = token.word.as_str();
    const IRREGULAR: &[&str] = &[
        "made", "built", "held", "led", "sent", "found", "kept", "lost", "won", "brought", "caught",
        "taught", "bought", "told", "sold", "paid", "put", "cut", "set", "hit", "split", "spread", "read",
        "done", "begun", "drawn", "known", "shown", "thrown", "grown", "blown", "run", "struck", "fed",
        "bound", "wound", "hung", "left", "felt", "met",
    ];
    word.ends_with("ed") || word.ends_with("en") || token.base.is_some() || IRREGULAR.contains(&word)
}

/// "In 1859, X" as "X in 1859", and a last phrase with a preposition to the front.
fn fronted(tokens: &[Token]) -> Vec<Vec<usize>> {
    let mut orders = Vec::new();
    let is_preposition = |at: usize| tokens[at].class.is(Class::PREPOSITION);
    if tokens.len() > 2 && (is_preposition(0) || matches!(tokens[0].kind, Kind::Date(_))) {
        let end = (1..tokens.len()).find(|&at| tokens[at].after_mark).or_else(|| {
            (1..tokens.len().min(4)).find(|&at| matches!(tokens[at].kind, Kind::Date(_))).map(|at| at + 1)
        });
        orders.extend(end.map(|end| (end..tokens.len()).chain(0..end).collect()));
    }
    let trailing =
        (2..tokens.len()).rev().take(8).filter(|&at| is_preposition(at) && tokens[at].word != "of");
    orders.extend(trailing.take(2).map(|at| (at..tokens.len()).chain(0..at).collect::<Vec<_>>()));
    orders
}

/// "When A, B" as "B when A", and back.
fn subordinate(tokens: &[Token]) -> Option<Vec<usize>> {
    let opens = |token: &Token| {
        matches!(
            token.word.as_str(),
            "when"
                | "if"
                | "unless"
                | "while"
                | "although"
                | "though"
                | "after"
                | "before"
                | "until"
                | "once"
                | "as"
                | "whenever"
        )
    };
    let at = tokens.iter().position(opens)?;
    if at <= 1 {
        let (condition, main) = leading(tokens, at + 1)?;
        return Some(main.chain(0..condition.end).collect());
    }
    Some((at..tokens.len()).chain(0..at).collect())
}

/// "A, called B" and "A is called B" as "B is A".
fn naming(tokens: &[Token]) -> Option<Vec<usize>> {
    let at = (1..tokens.len()).rev().find(|&at| {
        matches!(tokens[at].word.as_str(), "called" | "named" | "termed" | "means" | "mean")
            || (tokens[at].word == "known" && tokens.get(at + 1).is_some_and(|next| next.word == "as"))
    })?;
    let end = (at + 1..tokens.len()).find(|&at| tokens[at].after_mark).unwrap_or(tokens.len());
    (at + 1 < tokens.len()).then(|| (at + 1..end).chain(0..at + 1).chain(end..tokens.len()).collect())
}
