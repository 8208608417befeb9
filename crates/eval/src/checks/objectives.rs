//! Objectives: does the body teach what learners are to be able to do?

use foldhash::{HashSet, HashSetExt as _};
use std::sync::Arc;

use content::{Finding, Objective, Score};
use text::Language;

use super::{Case, score};
use crate::agreement::{Sentence, covers_word};

/// The share of an objective's words that a body must hold to cover it.
const COVERED: f64 = 0.5;
/// The share of objectives that must be covered.
const THRESHOLD: f64 = 0.6;

/// Looks for each objective's object in the body.
///
/// **Measures** how many learning objectives the body speaks of: enough of the words of the objective's object, by
/// stem, stand in its texts. Every objective of the brief must be covered; those the writer chose itself, most.
/// **Scale** 0 to 1: covered objectives by all; passes at 0.6 when none of the brief's own is left out. Without
/// objectives it passes.
/// **Source** constructive alignment (J. Biggs, "Enhancing teaching through constructive alignment", Higher Education
/// 32, 1996); the bounds of 0.5 and 0.6 are this project's.
/// **Limits** whether the thinking asked for is the objective's own level is not seen.
pub fn check(case: &Case<'_>) -> (Score, Vec<Finding>) {
    let candidate = case.candidate;
    let body = Words::of(case);
    let own = &candidate.brief.learning_objectives;
    let mut seen = HashSet::new();
    let all: Vec<&Objective> = own
        .iter()
        .chain(candidate.objectives)
        .filter(|objective| seen.insert(&objective.statement))
        .collect();
    if all.is_empty() {
        return (score("objectives", 1.0, THRESHOLD, "no objectives were set".to_owned()), Vec::new());
    }
    let left_out: Vec<&Objective> = all
        .iter()
        .copied()
        .filter(|objective| body.share_of(&objective.object, case.language) < COVERED)
        .collect();
    let value = (all.len() - left_out.len()) as f64 / all.len() as f64;
    let asked_for = left_out.iter().any(|objective| own.contains(objective));
    let findings = left_out
        .iter()
        .map(|objective| {
            let detail = format!("nothing helps the learner to “{}”; teach it", objective.statement);
            Finding::new("objective_not_covered", "", detail)
        })
        .collect();
    let reason = format!("{} of {} objectives are covered", all.len() - left_out.len(), all.len());
    let mut score = score("objectives", value, THRESHOLD, reason);
    score.passed &= !asked_for;
    (score, findings)
}

/// Stems of words that say what is done with the object, not what it is.
const OF_TASK: &[&str] = &[
    "claim",
    "differ",
    "differenc",
    "relationship",
    "import",
    "main",
    "key",
    "idea",
    "concept",
    "step",
    "reason",
    "role",
    "exampl",
    "featur",
    "aspect",
    "fact",
    "word",
    "own",
    "effect",
    "caus",
    "similar",
    "way",
    "purpos",
    "function",
];

/// The words of a body.
struct Words {
    sentences: Vec<Arc<Sentence>>,
    stems: HashSet<String>,
}

impl Words {
    fn of(case: &Case<'_>) -> Self {
        let texts = case.statements.iter().map(|statement| statement.text.as_str());
        let sentences: Vec<Arc<Sentence>> = texts.map(|text| Sentence::known(text, case.language)).collect();
        let stems = sentences
            .iter()
            .flat_map(|sentence| sentence.content().map(|at| sentence.tokens[at].stem.clone()))
            .collect();
        Self { sentences, stems }
    }

    /// The share of a phrase's content that stands here, from 0 to 1; 1 for a phrase without content.
    fn share_of(&self, phrase: &str, language: Language) -> f64 {
        let phrase = Sentence::read(phrase, language);
        let mut solid = phrase.solid();
        solid.retain(|&at| !OF_TASK.contains(&phrase.tokens[at].stem.as_str()));
        if solid.is_empty() {
            return 1.0;
        }
        let stands = |at: &&usize| {
            let token = &phrase.tokens[**at];
            self.stems.contains(&token.stem)
                || self.sentences.iter().any(|sentence| covers_word(sentence, token))
        };
        solid.iter().filter(stands).count() as f64 / solid.len() as f64
    }
}
