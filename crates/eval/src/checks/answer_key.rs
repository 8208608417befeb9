//! Answer key: is the key right, and does nothing give it away?

use content::material::quiz::{BLANK, QuizItem, QuizKind};
use content::{Body, Finding, Score};

use super::evidence::item_of;
use super::{Case, score};
use crate::agreement::{self, Sentence, Verdict};
use crate::passages::Place;

/// Solves every question and card.
///
/// **Measures** how many questions have exactly one right answer that their evidence gives and that neither their stem
/// nor another option gives away; how many cards do not name on the back what stands on the front.
/// **Scale** 0 to 1: sound items by all items; passes at 1 only. A body without a key passes.
/// **Source** item-writing guidelines 10 to 31 of T. Haladyna, S. Downing and M. Rodriguez, "A review of
/// multiple-choice item-writing guidelines", Applied Measurement in Education 15(3), 2002, as far as rules can see them.
/// **Limits** a wrong option that is true but stands in no passage is not seen.
pub fn check(case: &Case<'_>) -> (Score, Vec<Finding>) {
    let mut findings = Vec::new();
    let items = match case.candidate.body {
        Body::Quiz(quiz) => {
            for (index, item) in quiz.items.iter().enumerate() {
                let before = findings.len();
                Solver { case, item, at: format!("/items/{index}") }.solve(&mut findings);
                findings.truncate(before + 1);
            }
            quiz.items.len()
        }
        _ => cards(case, &mut findings),
    };
    let sound = items.saturating_sub(findings.len());
    let value = if items == 0 { 1.0 } else { sound as f64 / items as f64 };
    let reason = match items {
        0 => "no questions or cards with a key".to_owned(),
        _ => format!("{sound} of {items} questions and cards have one sound answer"),
    };
    (score("answer_key", value, 1.0, reason), findings)
}

/// The most words of an answer that is a term.
const LONGEST_TERM: usize = 4;

/// Cards and key concepts: the back must not name the front.
fn cards(case: &Case<'_>, findings: &mut Vec<Finding>) -> usize {
    let mut cards = 0;
    for statement in &case.statements {
        let Some(subject) =
            statement.subject.as_deref().filter(|_| statement.pointer.ends_with("/definition"))
        else {
            continue;
        };
        cards += 1;
        let front = Sentence::read(subject, case.language);
        let back = Sentence::read(&statement.text, case.language);
        if front.content().next().is_some() && agreement::names_all(&back, &front) {
            let detail = format!("the definition names its own term `{subject}`; say it without the term");
            findings.push(Finding::new("gives_away", statement.pointer.clone(), detail));
        }
    }
    cards
}

/// One question being solved.
struct Solver<'a> {
    case: &'a Case<'a>,
    item: &'a QuizItem,
    at: String,
}

impl Solver<'_> {
    fn solve(&self, findings: &mut Vec<Finding>) {
        let item = self.item;
        if let Some((field, detail)) = self.broken() {
            findings.push(Finding::new("answer_key", format!("{}/{field}", self.at), detail));
            return;
        }
        match item.kind {
            QuizKind::MultipleChoice => self.choice(findings),
            QuizKind::TrueFalse => self.true_false(findings),
            QuizKind::Cloze | QuizKind::ShortAnswer | QuizKind::Numeric | QuizKind::Matching => {}
        }
        self.given_away(findings);
    }

    /// What the body's own invariants say about this item.
    fn broken(&self) -> Option<(String, String)> {
        let findings = self.case.candidate.body.broken_invariants();
        let mine = findings.into_iter().find(|finding| item_of(&finding.pointer) == self.at)?;
        let field = mine.pointer.strip_prefix(&self.at)?.trim_start_matches('/').to_owned();
        Some((field, mine.detail))
    }

    /// No wrong option may be another name of the right one, nor be right by the item's own evidence.
    fn choice(&self, findings: &mut Vec<Finding>) {
        let language = self.case.language;
        let right = Sentence::read(&self.item.answer, language);
        let places = self.places();
        for (index, option) in self.item.options.iter().enumerate().filter(|(_, option)| !option.correct) {
            let wrong = Sentence::read(&option.text, language);
            let pointer = format!("{}/options/{index}/text", self.at);
            if agreement::names_all(&wrong, &right) && agreement::names_all(&right, &wrong) {
                let detail =
                    format!("`{}` says the same as the right option `{}`", option.text, self.item.answer);
                findings.push(Finding::new("two_right", pointer, detail));
            } else if self.is_also_right(&option.text, &places) {
                let detail = format!("by the passage cited `{}` is right too; replace it", option.text);
                findings.push(Finding::new("two_right", pointer, detail));
            }
        }
    }

    /// Whether the explanation stays true with a wrong option in the place of the right one.
    fn is_also_right(&self, wrong: &str, places: &[Place]) -> bool {
        let swapped = self.item.explanation.replace(self.item.answer.trim_end_matches('.'), wrong);
        if swapped == self.item.explanation {
            return false;
        }
        let sentence = Sentence::read(&swapped, self.case.language);
        agreement::stands(&sentence, places, &self.case.passages) == Verdict::Supported
    }

    /// A statement marked false must not be what a passage says.
    fn true_false(&self, findings: &mut Vec<Finding>) {
        if self.item.answer != "False" {
            return;
        }
        let stem = Sentence::read(&self.item.stem, self.case.language);
        let places: Vec<Place> = self.case.passages.all().map(|(place, _)| place).collect();
        if let (Some(place), Verdict::Supported) = agreement::by_rules(&stem, &places, &self.case.passages) {
            let said = self.case.passages.text_of(place, self.case.candidate.passages).unwrap_or_default();
            let detail = format!("the key says `False`, but a passage says so: “{said}”");
            findings.push(Finding::new("answer_key", format!("{}/stem", self.at), detail));
        }
    }

    /// The stem must not hold its own answer.
    fn given_away(&self, findings: &mut Vec<Finding>) {
        if matches!(self.item.kind, QuizKind::TrueFalse | QuizKind::Matching) {
            return;
        }
        let language = self.case.language;
        let answer = Sentence::read(&self.item.answer, language);
        let stem = Sentence::read(&self.item.stem.replace(BLANK, " "), language);
        let options = self.item.options.iter().filter(|option| !option.correct);
        let others_named = options
            .clone()
            .any(|option| agreement::names_all(&stem, &Sentence::read(&option.text, language)));
        // an answer of many words may share them with its question and still say something new
        let is_term = text::word::count(&self.item.answer) <= LONGEST_TERM;
        if is_term && agreement::names_all(&stem, &answer) && !others_named {
            let detail =
                format!("the stem holds its own answer `{}`; ask without naming it", self.item.answer);
            findings.push(Finding::new("gives_away", format!("{}/stem", self.at), detail));
        }
    }

    /// The sentences that carry the key: those cited for its explanation, its stem and its right option.
    fn places(&self) -> Vec<Place> {
        let candidate = self.case.candidate;
        let right = self.item.options.iter().position(|option| option.correct);
        let right = right.map(|index| format!("{}/options/{index}/text", self.at));
        let carries = |pointer: &str| {
            let field = pointer.strip_prefix(&self.at).unwrap_or_default();
            matches!(field, "/explanation" | "/stem" | "/answer") || right.as_deref() == Some(pointer)
        };
        let mine = candidate.citations.iter().filter(|citation| carries(&citation.pointer));
        mine.map(|citation| content::evidence::locate(citation, candidate.passages))
            .filter(|evidence| evidence.verified)
            .flat_map(|evidence| self.case.passages.around(&evidence, candidate.passages))
            .collect()
    }
}
