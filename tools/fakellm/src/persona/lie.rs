//! One falsehood in an answer: number, date, name, negation, cause, invented quote, in turn.

use super::Planted;
use super::fill::{Claim, Filled};
use serde_json::{Value, json};

const KINDS: [&str; 6] = ["number", "date", "name", "negation", "cause", "invented_quote"];

/// Plants the falsehood whose turn it is: in what the answer says, or else added to it.
pub(super) fn plant(filled: &mut Filled, nth: u64) -> Option<Planted> {
    let turn = usize::try_from(nth % 6).unwrap_or(0);
    let n = filled.claims.len();
    let order: Vec<usize> = (0..n).map(|i| (i + usize::try_from(nth).unwrap_or(0)) % n).collect();
    for kind in KINDS.iter().cycle().skip(turn).take(KINDS.len()) {
        for falsehood in [falsify, added] {
            for at in &order {
                let claim = filled.claims[*at].clone();
                let Some(after) = falsehood(kind, &claim) else { continue };
                if put(filled, *at, &after, *kind == "invented_quote") {
                    let pointer = claim.at.strip_prefix(&filled.base).unwrap_or(&claim.at).to_owned();
                    return Some(Planted { pointer, kind, before: claim.said, after });
                }
            }
        }
    }
    None
}

/// Writes the falsehood over the claim, in the text and in what the evidence says of it.
fn put(filled: &mut Filled, at: usize, after: &str, with_quote: bool) -> bool {
    let claim = filled.claims[at].clone();
    let Some(Value::String(text)) = filled.value.pointer_mut(&claim.at) else { return false };
    if !text.contains(&claim.said) {
        return false;
    }
    *text = text.replacen(&claim.said, after, 1);
    let place =
        filled.evidence_at.as_ref().and_then(|list| filled.value.pointer_mut(&format!("{list}/{at}")));
    if let Some(Value::Object(entry)) = place {
        if let Some(statement) = entry.get_mut("statement") {
            *statement = json!(after);
        }
        if with_quote {
            entry.insert("quote".into(), json!(after));
        }
    }
    true
}

/// The claim with something in it changed.
fn falsify(kind: &str, claim: &Claim) -> Option<String> {
    let said = claim.said.as_str();
    // A key of one or two words is no sentence to falsify.
    if said.split_whitespace().count() < 4 {
        return None;
    }
    match kind {
        "number" => number(said),
        "date" => date(said),
        "name" => name(said),
        "negation" => negation(said),
        "cause" => Some(cause(said)),
        _ => Some(invented(claim)),
    }
}

/// What is made up where a claim has nothing of the kind to change.
fn added(kind: &str, claim: &Claim) -> Option<String> {
    let said = claim.said.as_str();
    if said.split_whitespace().count() < 4 {
        return None;
    }
    match kind {
        "number" => Some(with_tail(said, ", 37 percent of it at night")),
        "date" => Some(with_tail(said, ", as was first seen in 1712")),
        "name" => Some(with_tail(said, ", as Einstein proved")),
        _ => None,
    }
}

/// A tail before the full stop, if there is one.
fn with_tail(said: &str, tail: &str) -> String {
    match said.strip_suffix('.') {
        Some(bare) => format!("{bare}{tail}."),
        None => format!("{said}{tail}"),
    }
}

fn number(said: &str) -> Option<String> {
    let digits = digits(said).into_iter().find(|(_, run)| !is_year(run));
    if let Some((at, run)) = digits {
        let wrong = run.parse::<u64>().ok()?.checked_mul(3)?.checked_add(1)?;
        return Some(format!("{}{wrong}{}", &said[..at], &said[at + run.len()..]));
    }
    let words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half"];
    swap_word(said, |w| words.contains(&w).then(|| if w == "seven" { "forty" } else { "seven" }.to_owned()))
}

fn date(said: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if let Some((at, run)) = digits(said).into_iter().find(|(_, run)| is_year(run)) {
        let wrong = run.parse::<u64>().ok()? + 37;
        return Some(format!("{}{wrong}{}", &said[..at], &said[at + run.len()..]));
    }
    swap_word(said, |w| MONTHS.iter().position(|m| *m == w).map(|i| MONTHS[(i + 5) % 12].to_owned()))
}

fn name(said: &str) -> Option<String> {
    let others = ["Napoleon", "Saturn", "Argentina", "Einstein"];
    let other = others.iter().find(|o| !said.contains(**o))?;
    let mut first = true;
    swap_word(said, |w| {
        let is_name = !std::mem::take(&mut first)
            && w.chars().count() > 2
            && w.starts_with(char::is_uppercase)
            && w.chars().skip(1).all(char::is_lowercase);
        is_name.then(|| (*other).to_owned())
    })
}

fn negation(said: &str) -> Option<String> {
    [" is ", " are ", " was ", " were ", " can ", " must ", " will "].iter().find_map(|verb| {
        let at = said.find(verb)?;
        let (before, after) = said.split_at(at + verb.len());
        Some(match after.strip_prefix("not ") {
            Some(after) => format!("{before}{after}"),
            None => format!("{before}not {after}"),
        })
    })
}

fn cause(said: &str) -> String {
    match said.split_once(" because ") {
        Some((effect, _)) => format!("{effect} because the phases of the moon change."),
        None => with_tail(said, " because the phases of the moon change"),
    }
}

fn invented(claim: &Claim) -> String {
    let about = if claim.fact.subject.is_empty() { "this" } else { claim.fact.subject.as_str() };
    format!("{about} was first described by Otto Lindqvist, who won a medal for it in Uppsala.")
}

/// Runs of digits with the place where they begin.
fn digits(said: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut at = 0;
    for part in said.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let run = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        if !run.is_empty() {
            out.push((at, run));
        }
        at += part.len();
    }
    out
}

fn is_year(run: &str) -> bool {
    run.len() == 4 && run.parse::<u32>().is_ok_and(|n| (1000..2100).contains(&n))
}

/// Puts another word in the place of the first that `other` has one for.
fn swap_word(said: &str, mut other: impl FnMut(&str) -> Option<String>) -> Option<String> {
    let mut at = 0;
    for part in said.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let word = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !word.is_empty()
            && let Some(wrong) = other(word)
        {
            return Some(format!("{}{wrong}{}", &said[..at], &said[at + word.len()..]));
        }
        at += part.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_changes_what_it_is_about() {
        let swap = |f: fn(&str) -> Option<String>, said: &str| f(said).unwrap();
        assert_eq!(swap(number, "Water boils at 100 °C."), "Water boils at 301 °C.");
        assert_eq!(swap(number, "A cell has two walls."), "A cell has seven walls.");
        assert_eq!(swap(date, "The war ended in 1945."), "The war ended in 1982.");
        assert_eq!(swap(date, "On 6 June it began."), "On 6 November it began.");
        assert_eq!(
            swap(name, "The law is named after Newton himself."),
            "The law is named after Napoleon himself."
        );
        assert_eq!(swap(negation, "Plants are green."), "Plants are not green.");
        assert_eq!(swap(negation, "Plants are not blue."), "Plants are blue.");
        assert_eq!(
            cause("Tides rise because the sun pulls."),
            "Tides rise because the phases of the moon change."
        );
        assert_eq!(cause("A green pigment"), "A green pigment because the phases of the moon change");
        assert_eq!(number("No figure stands here."), None);
        assert_eq!(name("Plants make food from light."), None);
    }
}
