//! Checking a text against its sources: which of its statements do they carry?
//!
//! The engine behind `factoria check`, with rules alone. A statement that the rules cannot decide is `null`.

use foldhash::{HashMap, HashMapExt as _};

use serde::{Deserialize, Serialize};
use text::Language;
use text::sentence::{Kind, units};

use crate::agreement::{self, Best, Sentence, Verdict};
use crate::assertion::{self, Claim};
use crate::passages::{Passages, Place};

pub mod judge;

/// One line of a set of statements to be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What the caller calls it.
    pub id: String,
    /// One statement.
    pub statement: String,
    /// The text it should rest on.
    pub passage: String,
}

/// One line of the answer to a set of statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The case's name.
    pub id: String,
    /// Whether the passage carries the statement; `None` when the rules cannot tell.
    pub supported: Option<bool>,
    /// Why, in a sentence.
    pub reason: String,
    /// The sentence of the passage that decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

/// One statement of a text as checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The statement.
    pub statement: String,
    /// Whether a source carries it; `None` when the rules cannot tell.
    pub supported: Option<bool>,
    /// The source's sentence that decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Why, in a sentence.
    pub reason: String,
}

/// Answers one case.
pub fn answer(case: &Case) -> Answer {
    let language = text::language::detect(&case.passage).unwrap_or_default();
    let checked = Sources::read(&[&case.passage], language).check(&case.statement);
    Answer { id: case.id.clone(), supported: checked.supported, reason: checked.reason, quote: checked.quote }
}

/// Sources made ready for many statements.
#[derive(Debug)]
pub struct Sources<'a> {
    texts: Vec<&'a str>,
    language: Language,
    passages: Passages,
    places: HashMap<String, Vec<Place>>,
}

/// What was found where no rule decided: how much of the statement stands in which sentence.
fn weighed(held: f64, quote: Option<&str>) -> String {
    /// How much of the sentence is shown, in characters.
    const SHOWN: usize = 60;
    let how_much = match held {
        0.85.. => "nearly all",
        0.6.. => "most",
        _ => "part",
    };
    let quote = quote.unwrap_or_default();
    let mut shown: String = quote.chars().take(SHOWN).collect();
    if shown.len() < quote.len() {
        let end = shown.rfind(' ').unwrap_or(shown.len());
        shown.truncate(end);
        shown.push('…');
    }
    format!("{how_much} of it stands, in these or like words, in: “{shown}”; no rule speaks against it")
}

/// How many sentences a statement is laid beside, best first.
const CANDIDATES: usize = 12;

impl<'a> Sources<'a> {
    /// Takes texts apart; all are read as one language.
    pub fn read(texts: &[&'a str], language: Language) -> Self {
        let passages = Passages::of_texts(texts, language);
        let mut places: HashMap<String, Vec<Place>> = HashMap::new();
        for (place, line) in passages.all() {
            for at in line.sentence.content() {
                let entry = places.entry(line.sentence.tokens[at].stem.clone()).or_default();
                if entry.last() != Some(&place) {
                    entry.push(place);
                }
            }
        }
        Self { texts: texts.to_vec(), language, passages, places }
    }

    /// Checks every sentence of a text that states a fact; headings, questions and directions state none.
    pub fn check_text(&self, text: &str) -> Vec<Checked> {
        self.statements(text).into_iter().map(|fact| self.check(fact)).collect()
    }

    /// The sentences of a text that state a fact.
    pub fn statements<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let mut facts = Vec::new();
        for unit in units(text).into_iter().filter(|unit| !matches!(unit.kind, Kind::Heading | Kind::Markup))
        {
            let part = &text[unit.range];
            for range in text::sentence::sentences_in(part, self.language) {
                if let Claim::Fact(fact) = assertion::claim(&part[range]) {
                    facts.push(fact);
                }
            }
        }
        facts
    }

    /// Checks one statement.
    pub fn check(&self, statement: &str) -> Checked {
        let mine = Sentence::read(statement, self.language);
        let candidates = self.candidates(&mine);
        // the weights know English only
        let best = if self.language == Language::En {
            agreement::best(&mine, &candidates, &self.passages)
        } else {
            let (place, verdict) = agreement::by_rules(&mine, &candidates, &self.passages);
            Best { place, verdict, weighed: None }
        };
        let quote = best.place.and_then(|place| self.quote(place));
        let (supported, reason) = match (best.verdict, best.weighed) {
            (Verdict::Supported, None) => (Some(true), "the source says this".to_owned()),
            (Verdict::Supported, Some(held)) => (Some(true), weighed(held, quote.as_deref())),
            (Verdict::Contradicted(reason), _) => (Some(false), reason),
            (Verdict::CannotTell(reason), None) => (None, reason),
            (Verdict::CannotTell(reason), Some(_)) => {
                (None, format!("{reason}; but what else it says speaks for it"))
            }
        };
        Checked { statement: statement.to_owned(), supported, quote, reason }
    }

    /// What speaks for a statement and against it, by name: what the weights of the check are fitted on.
    pub fn traits(&self, statement: &str) -> Vec<(&'static str, f64)> {
        let mine = Sentence::read(statement, self.language);
        let candidates = self.candidates(&mine);
        agreement::traits(&mine, &candidates, &self.passages)
    }

    /// What of the sources has to do with a statement, for a judge to read: all of a short source, or the sentences that
    /// share most with the statement, each with those beside it.
    fn context(&self, statement: &str) -> String {
        /// About 1,500 words.
        const SHORT: usize = 9_000;
        if self.texts.iter().map(|text| text.len()).sum::<usize>() <= SHORT {
            return self.texts.join("\n\n");
        }
        let mine = Sentence::read(statement, self.language);
        let mut places: Vec<Place> = self
            .candidates(&mine)
            .into_iter()
            .flat_map(|(text, line)| {
                [line.checked_sub(1), Some(line), line.checked_add(1)].map(|line| Some((text, line?)))
            })
            .flatten()
            .collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.quote(place)).collect::<Vec<_>>().join("\n")
    }

    fn quote(&self, place: Place) -> Option<String> {
        let line = self.passages.get(place)?;
        self.texts.get(place.0)?.get(line.range.clone()).map(str::to_owned)
    }

    /// The sentences that share most with a statement, rare words counting more.
    fn candidates(&self, mine: &Sentence) -> Vec<Place> {
        let mut scores: HashMap<Place, f64> = HashMap::new();
        for at in mine.content() {
            let Some(places) = self.places.get(&mine.tokens[at].stem) else { continue };
            for &place in places {
                *scores.entry(place).or_default() += 1.0 / (places.len() as f64).sqrt();
            }
        }
        let mut ranked: Vec<(Place, f64)> = scores.into_iter().collect();
        ranked.sort_by(|left, right| right.1.total_cmp(&left.1).then(left.0.cmp(&right.0)));
        let mut found: Vec<Place> = ranked.into_iter().map(|(place, _)| place).take(CANDIDATES).collect();
        if found.len() < CANDIDATES && self.texts.len() == 1 {
            let others = self.passages.all().map(|(place, _)| place).filter(|place| !found.contains(place));
            let others: Vec<Place> = others.take(CANDIDATES - found.len()).collect();
            found.extend(others);
        }
        found
    }
}
