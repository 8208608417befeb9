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
    for passive in passives(tokens) {
        for order in &mut orders {
            *order = active(order, &passive);
        }
    }
    orders
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
            ("due" | "owing" | "thanks", "to")
            | ("caused" | "triggered" | "driven", "by")
            | (
                "result" | "results" | "resulted" | "resulting" | "arise" | "arises" | "arose" | "stems"
                | "stem",
                "from",
            ) => {
                return Some((at + 2..tokens.len(), 0..at));
            }
            ("since" | "as", _) if at == 0 && !next_is_date(tokens, 1) => {
                if let Some(split) = leading(tokens, 1) {
                    return Some(split);
                }
            }
            // "…, since it can damage the liver"
            ("since", _) if at > 1 && tokens[at].after_mark && !next_is_date(tokens, at + 1) => {
                return Some((rest, 0..at));
            }
            // "since none of them had died": an auxiliary shows a clause where no comma does
            ("since", _) if at > 1 && !next_is_date(tokens, at + 1) && is_last_clause(&tokens[at + 1..]) => {
                return Some((rest, 0..at));
            }
            // "so heavily that more was smuggled"
            ("so", _) if at > 0 && !tokens[at].after_mark => {
                let that = (at + 2..tokens.len()).take(6).find(|&at| word(at) == "that");
                if let Some(that) = that {
                    return Some((0..that, that + 1..tokens.len()));
                }
            }
            ("which" | "that", "is") if matches!(word(at + 2), "why") && at > 1 => {
                return Some((0..at, at + 3..tokens.len()));
            }
            ("therefore" | "thus" | "hence" | "consequently", _) if at > 1 => return Some((0..at, rest)),
            ("so", next) if at > 1 && tokens[at].after_mark && next != "called" => {
                return Some((0..at, rest));
            }
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

/// Whether no mark follows and an auxiliary shows that this is a clause.
fn is_last_clause(tokens: &[Token]) -> bool {
    let is_auxiliary = |token: &Token| {
        token.class.is(Class::BE)
            || matches!(token.word.as_str(), "has" | "have" | "had" | "can" | "does" | "did")
    };
    !tokens.iter().any(|token| token.after_mark) && tokens.iter().take(6).any(is_auxiliary)
}

fn next_is_date(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Date(_) | Kind::Quantity(_)))
}

/// "Because A, B": A up to the first comma.
fn leading(tokens: &[Token], from: usize) -> Option<(Range<usize>, Range<usize>)> {
    let comma = (from + 1..tokens.len()).find(|&at| tokens[at].after_mark)?;
    Some((from..comma, comma..tokens.len()))
}

/// A passive, with its agent where it names one: "Y is made by X", "Y was found in 1900".
struct Passive {
    patient: Range<usize>,
    verb: Range<usize>,
    agent: Range<usize>,
}

fn passives(tokens: &[Token]) -> Vec<Passive> {
    (1..tokens.len())
        .filter(|&at| tokens[at].class.is(Class::BE))
        .filter_map(|be| passive(tokens, be))
        .collect()
}

/// The passive whose form of "be" stands at `be`: a participle follows, adverbs and "not" apart.
fn passive(tokens: &[Token], be: usize) -> Option<Passive> {
    const ADVERBS: usize = 3;
    let is_adverb = |token: &Token| {
        token.kinds.starts_with('r') || !token.is_content() || matches!(token.kind, Kind::Quantity(_))
    };
    let participle = (be + 1..tokens.len())
        .take(ADVERBS + 1)
        .find(|&at| !is_adverb(&tokens[at]) || is_participle(&tokens[at]))?;
    if !is_participle(&tokens[participle]) {
        return None;
    }
    let opens = |at: &usize| {
        let word = tokens[*at].word.as_str();
        scope::opens_clause(&tokens[*at]) || matches!(word, "that" | "how" | "what" | "why" | "as")
    };
    let start = (0..be).rev().find(opens).unwrap_or(0);
    let agent = agent(tokens, participle + 1);
    Some(Passive { patient: start..be, verb: be..participle + 1, agent })
}

/// Who did it, from "by" on; empty where nobody is named.
fn agent(tokens: &[Token], from: usize) -> Range<usize> {
    const FAR: usize = 8;
    let clause = tokens.get(from).map_or(0, |token| token.clause);
    let near = (from..tokens.len()).take(FAR).take_while(|&at| tokens[at].clause == clause);
    let by = near.into_iter().find(|&at| tokens[at].word == "by");
    let Some((by, first)) = by.and_then(|by| Some((by, tokens.get(by + 1)?))) else { return from..from };
    let is_means = matches!(first.kind, Kind::Quantity(_) | Kind::Date(_))
        || first.word.ends_with("ing")
        || first.word == "hand";
    if is_means {
        return from..from;
    }
    let stops =
        |at: &usize| tokens[*at].after_mark || tokens[*at].class.is(Class::BOUNDARY.or(Class::PREPOSITION));
    let mut end = (by + 1..tokens.len()).skip(1).find(stops).unwrap_or(tokens.len());
    // "by the plants of the sea": what hangs on the agent goes with it
    while end < tokens.len() && matches!(tokens[end].word.as_str(), "of" | "and" | "or") {
        end = (end + 2..tokens.len()).find(stops).unwrap_or(tokens.len());
    }
    by..end
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
    const UNCHANGED: &[&str] =
        &["put", "cut", "set", "hit", "split", "spread", "read", "built", "found", "made"];
    let word = token.word.as_str();
    let is_form = word.ends_with("ed") || token.base.is_some() || UNCHANGED.contains(&word);
    is_form && token.kinds.contains('v')
}

/// "In 1859, X" as "X in 1859".
fn fronted(tokens: &[Token]) -> Option<Vec<usize>> {
    let first = tokens.first()?;
    if !first.class.is(Class::PREPOSITION) && !matches!(first.kind, Kind::Date(_)) {
        return None;
    }
    let date = |at: &usize| matches!(tokens[*at].kind, Kind::Date(_));
    let mark = (1..tokens.len()).find(|&at| tokens[at].after_mark);
    // a comma ends the phrase only where no verb stands before it
    let end = mark
        .filter(|&mark| !tokens[..mark].iter().any(|token| token.is_verb() || token.class.is(Class::BE)))
        .or_else(|| (1..tokens.len().min(4)).find(date).map(|at| at + 1))
        .or_else(|| first_noun_phrase(tokens))?;
    Some((end..tokens.len()).chain(0..end).collect())
}

/// "X in 1859" as "in 1859 X", for the last two phrases: how a statement may be read, though not a source, in which a
/// phrase may belong to the word before it.
pub(crate) fn trailing(sentence: &Sentence) -> Vec<Vec<usize>> {
    let tokens = &sentence.tokens;
    let opens = |at: &usize| tokens[*at].class.is(Class::PREPOSITION) && tokens[*at].word != "of";
    let phrases = (2..tokens.len()).rev().take(8).filter(opens).take(2);
    let mut orders: Vec<Vec<usize>> = phrases.map(|at| (at..tokens.len()).chain(0..at).collect()).collect();
    for passive in passives(tokens) {
        for order in &mut orders {
            *order = active(order, &passive);
        }
    }
    orders
}

/// Where the noun after a preposition ends, and what follows begins with an article or a name.
fn first_noun_phrase(tokens: &[Token]) -> Option<usize> {
    (2..tokens.len().min(8)).find(|&at| {
        let opens = tokens[at].class.is(Class::DETERMINER.or(Class::PRONOUN)) || tokens[at].name;
        opens && tokens[at - 1].is_noun()
    })
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
