//! Evidence: does every stated fact rest on words of a source that say it?

use foldhash::{HashMap, HashMapExt as _};
use std::sync::Arc;

use content::{Citation, Evidence, Finding, Score, Statement, StatementRole, Support};

use super::{Case, score};
use crate::agreement::{self, Sentence, Verdict};
use crate::assertion::{self, Claim};
use crate::passages::Place;
use crate::quote;

mod asked;

/// Checks every statement against the words cited for it.
///
/// **Measures** how many of the facts a body states are carried by the quotes cited for them, each quote looked up in
/// its passage and read with the whole sentence it stands in.
/// **Scale** 0 to 1: supported facts by all facts; passes at 1 only. A body without facts passes.
/// **Source** the evidence rules of this project; see [`agreement::agrees`].
/// **Limits** those of [`agreement::agrees`]; whether the source itself is right is not asked.
pub fn check(case: &Case<'_>) -> (Vec<Evidence>, Score, Vec<Finding>) {
    let mut desk = Desk::new(case);
    let mut findings = Vec::new();
    let (mut facts, mut supported) = (0_u32, 0_u32);
    for statement in &case.statements {
        for fact in desk.facts_of(statement) {
            facts += 1;
            match desk.examine(statement, &fact) {
                None => supported += 1,
                Some(finding) => findings.push(finding),
            }
        }
        findings.extend(super::frames::check(case, statement));
        findings.extend(super::titles::check(case, statement));
    }
    findings.extend(super::titles::objectives(case));
    findings.extend(desk.unfound());
    let value = if facts == 0 { 1.0 } else { f64::from(supported) / f64::from(facts) };
    let value = if findings.is_empty() { value } else { value.min(0.99) };
    let reason = format!("{supported} of {facts} stated facts stand in the sources");
    (desk.finish(), score("evidence", value, 1.0, reason), findings)
}

/// The citations as located, and what came of them.
struct Desk<'a> {
    case: &'a Case<'a>,
    evidence: Vec<Evidence>,
    places: Vec<Vec<Place>>,
    by_pointer: HashMap<&'a str, Vec<usize>>,
    /// What each citation says it speaks for, in the spelling of [`text::normalise::key`]; none where that is the whole.
    keys: Vec<Option<String>>,
    missing: Vec<Evidence>,
}

/// One fact to be carried.
struct Fact {
    /// The words of the body.
    text: String,
    /// What is compared: with what the text is about before it.
    sentences: Vec<Arc<Sentence>>,
}

impl<'a> Desk<'a> {
    fn new(case: &'a Case<'a>) -> Self {
        let candidate = case.candidate;
        let evidence: Vec<Evidence> = candidate
            .citations
            .iter()
            .map(|citation| content::evidence::locate(citation, candidate.passages))
            .collect();
        let places = evidence.iter().map(|found| case.passages.around(found, candidate.passages)).collect();
        let mut by_pointer: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, citation) in candidate.citations.iter().enumerate() {
            by_pointer.entry(citation.pointer.as_str()).or_default().push(index);
        }
        let key = |citation: &Citation| citation.statement.as_deref().map(text::normalise::key);
        let keys = candidate.citations.iter().map(key).collect();
        Self { case, evidence, places, by_pointer, keys, missing: Vec::new() }
    }

    /// What a text of the body states as fact.
    fn facts_of(&self, statement: &Statement) -> Vec<Fact> {
        let language = self.case.language;
        match statement.role {
            StatementRole::Fact | StatementRole::Guidance => {}
            StatementRole::Answer => {
                return vec![Fact {
                    text: statement.text.clone(),
                    sentences: vec![Sentence::known(&statement.text, language)],
                }];
            }
            _ => return Vec::new(),
        }
        let ranges = text::sentence::sentences_in(&statement.text, language);
        let is_fact = |text: &str| matches!(assertion::claim(text), Claim::Fact(_));
        // a statement of nothing but orders that cites its source is a procedure: each step must stand there
        let procedure = statement.role == StatementRole::Fact
            && self.by_pointer.contains_key(statement.pointer.as_str())
            && !ranges.iter().any(|range| is_fact(&statement.text[range.clone()]));
        let mut facts = Vec::new();
        for (index, range) in ranges.into_iter().enumerate() {
            let text = &statement.text[range];
            let subject = statement.subject.as_deref().filter(|_| index == 0);
            let claimed = match assertion::claim(text) {
                _ if subject.is_some() => text,
                Claim::Fact(fact) => fact,
                Claim::Frame if procedure => text,
                Claim::Frame | Claim::Nothing => continue,
            };
            let subject = subject.map(|subject| asked::about(subject, claimed).unwrap_or(subject));
            let sentences = match subject {
                Some(subject) => vec![
                    Sentence::known(&format!("{subject} is {claimed}"), language),
                    Sentence::known(&format!("{} is {subject}", claimed.trim_end_matches('.')), language),
                ],
                None => vec![Sentence::known(claimed, language)],
            };
            facts.push(Fact { text: text.to_owned(), sentences });
        }
        facts
    }

    /// Examines one fact; `None` when it is carried.
    fn examine(&mut self, statement: &Statement, fact: &Fact) -> Option<Finding> {
        let citing = self.citing(statement, &fact.text);
        let found: Vec<usize> =
            citing.iter().copied().filter(|&index| self.evidence[index].verified).collect();
        if found.is_empty() {
            let reason = citing.first().and_then(|&index| self.evidence[index].reason.clone());
            let reason = reason.unwrap_or_else(|| "no quote is cited for this statement".to_owned());
            return Some(self.unsupported(statement, fact, &reason, "unsupported"));
        }
        let places: Vec<Place> = found.iter().flat_map(|&index| self.places[index].iter().copied()).collect();
        let copied = |index: &usize| quote::turns_round(&self.evidence[*index].quote, &fact.text);
        let verdict = match statement.role {
            StatementRole::Answer => self.answer(fact, &places),
            _ if found.iter().any(copied) => Verdict::Contradicted("the quote says the opposite".to_owned()),
            _ => self.fact(fact, &places, &self.said_of(statement, &places)),
        };
        let (reason, code) = match verdict {
            Verdict::Supported => {
                for index in found {
                    self.evidence[index].support = Support::Supported;
                }
                return None;
            }
            Verdict::Contradicted(reason) => (reason, "contradicted"),
            Verdict::CannotTell(reason) => (reason, "unsupported"),
        };
        for &index in found.iter().filter(|_| statement.role != StatementRole::Answer) {
            if self.evidence[index].support == Support::Unchecked {
                self.evidence[index].support = Support::Unsupported;
                self.evidence[index].reason = Some(reason.clone());
            }
        }
        Some(self.unsupported(statement, fact, &reason, code))
    }

    /// The citations that speak for a sentence at its place; for an answer, all of its item.
    fn citing(&self, statement: &Statement, sentence: &str) -> Vec<usize> {
        if statement.role == StatementRole::Answer {
            let item = item_of(&statement.pointer);
            let citations = self.case.candidate.citations;
            return (0..citations.len())
                .filter(|&index| item_of(&citations[index].pointer) == item)
                .collect();
        }
        let at_pointer = self.by_pointer.get(statement.pointer.as_str()).map_or(&[][..], Vec::as_slice);
        let key = text::normalise::key(sentence);
        let covers = |index: &&usize| covers(self.keys[**index].as_deref(), &key);
        at_pointer.iter().filter(covers).copied().collect()
    }

    /// The places that speak of a statement's subject without naming it: what a manual says right under the name of an
    /// option, a function or a file.
    fn said_of(&self, statement: &Statement, places: &[Place]) -> Vec<Place> {
        let Some(subject) = statement.subject.as_deref().map(text::normalise::key) else { return Vec::new() };
        let passages = self.case.candidate.passages;
        let speaks = |&(index, line): &Place| {
            let passage = &passages[index];
            let earlier = |other: &content::Passage| {
                other.source_id == passage.source_id
                    && other.heading == passage.heading
                    && other.ordinal < passage.ordinal
            };
            line == 0
                && passage.label().is_some_and(|label| text::normalise::key(label) == subject)
                && !passages.iter().any(earlier)
        };
        places.iter().copied().filter(speaks).collect()
    }

    /// Whether a fact stands at its places, or at those that speak of its subject without naming it.
    fn fact(&self, fact: &Fact, places: &[Place], said_of: &[Place]) -> Verdict {
        if !said_of.is_empty() {
            let bare = Sentence::known(&fact.text, self.case.language);
            let verdict = agreement::stands(&bare, said_of, &self.case.passages);
            if verdict == Verdict::Supported {
                return verdict;
            }
        }
        let mut last = Verdict::CannotTell("the quote cannot be read".to_owned());
        for sentence in &fact.sentences {
            last = agreement::stands(sentence, places, &self.case.passages);
            if last == Verdict::Supported {
                break;
            }
        }
        last
    }

    /// An answer stands when every word of it stands in the evidence of its item.
    fn answer(&self, fact: &Fact, places: &[Place]) -> Verdict {
        let lines: Vec<&Sentence> =
            places.iter().filter_map(|&place| Some(&self.case.passages.get(place)?.sentence)).collect();
        let absent = fact.sentences.first().and_then(|answer| agreement::absent(answer, &lines));
        match absent {
            None => Verdict::Supported,
            Some(word) => Verdict::CannotTell(format!(
                "`{word}` of the answer does not stand in the evidence of its item"
            )),
        }
    }

    fn unsupported(&mut self, statement: &Statement, fact: &Fact, reason: &str, code: &str) -> Finding {
        let part = (fact.text != statement.text).then(|| fact.text.clone());
        self.missing.push(Evidence::missing(statement.pointer.clone(), part, reason));
        let shown: String = fact.text.chars().take(160).collect();
        let detail = format!("“{shown}”: {reason}; cite a passage that says it, or leave it out");
        Finding::new(code, statement.pointer.clone(), detail)
    }

    /// Quotes that stand in no passage, although nothing may hang on them.
    fn unfound(&self) -> Vec<Finding> {
        let invented = |evidence: &&Evidence| !evidence.verified;
        let finding = |evidence: &Evidence| {
            let reason = evidence.reason.clone().unwrap_or_default();
            Finding::new(
                "quote_not_found",
                evidence.pointer.clone(),
                format!("{reason}; copy the passage's own words"),
            )
        };
        self.evidence.iter().filter(invented).map(finding).collect()
    }

    fn finish(mut self) -> Vec<Evidence> {
        for evidence in &mut self.evidence {
            if evidence.support == Support::Unchecked {
                evidence.support = Support::Unsupported;
                evidence.reason = Some("no stated fact rests on this quote".to_owned());
            }
        }
        self.evidence.extend(self.missing);
        self.evidence
    }
}

/// Whether a citation speaks for a sentence: it names it, part of it, or the whole text.
fn covers(cited_for: Option<&str>, sentence_key: &str) -> bool {
    let Some(key) = cited_for else { return true };
    let trimmed = key.trim_end_matches(['.', '!', '…']);
    !trimmed.is_empty() && (key.contains(sentence_key) || sentence_key.contains(trimmed))
}

/// The item of a list that a pointer leads into: `/items/3` of `/items/3/answer`.
pub(crate) fn item_of(pointer: &str) -> &str {
    pointer.match_indices('/').nth(2).map_or(pointer, |(at, _)| &pointer[..at])
}

#[cfg(test)]
mod tests;
