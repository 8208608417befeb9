//! A question on its way into a quiz: its item, what it rests on, what it asks about.

use content::BloomLevel;
use content::material::Difficulty;
use content::material::quiz::{QuizItem, QuizKind, QuizOption};

use crate::cite::Citations;
use crate::facts::Span;

/// A question with what it rests on.
#[derive(Debug, Clone)]
pub(super) struct Question {
    /// The item.
    pub item: QuizItem,
    /// Place inside the item, the words there (all where `None`), and the quote they rest on.
    pub cited: Vec<(String, Option<String>, Span)>,
    /// The sentences it asks about.
    pub about: Vec<Span>,
}

impl Question {
    /// A question whose explanation is a sentence of the source.
    pub(super) fn new(kind: QuizKind, stem: String, answer: String, explanation: (String, Span)) -> Self {
        let item = QuizItem {
            kind,
            stem,
            options: Vec::new(),
            pairs: Vec::new(),
            answer,
            explanation: explanation.0,
            bloom_level: BloomLevel::Remember,
            difficulty: Difficulty::Medium,
        };
        let cited = vec![("explanation".to_owned(), None, explanation.1.clone())];
        Self { item, cited, about: vec![explanation.1] }
    }

    /// Sets what it asks of the learner.
    pub(super) fn asking(mut self, bloom_level: BloomLevel, difficulty: Difficulty) -> Self {
        self.item.bloom_level = bloom_level;
        self.item.difficulty = difficulty;
        self
    }

    /// The whole text at a place inside the item rests on a quote.
    pub(super) fn cite(&mut self, place: impl Into<String>, quote: &Span) {
        self.cited.push((place.into(), None, quote.clone()));
    }

    /// Gives it options, the right one at `position`; each wrong one with what a learner who chose it is told.
    pub(super) fn with_options(mut self, wrong: Vec<WrongOption>, position: usize) -> Self {
        let quote = self.about[0].clone();
        let right =
            QuizOption { text: self.item.answer.clone(), correct: true, feedback: "Correct.".to_owned() };
        let mut options: Vec<(QuizOption, Option<Span>)> = wrong
            .into_iter()
            .map(|wrong| {
                (QuizOption { text: wrong.text, correct: false, feedback: wrong.feedback }, wrong.quote)
            })
            .collect();
        let position = position.min(options.len());
        options.insert(position, (right, None));
        for (index, (_, feedback_quote)) in options.iter().enumerate() {
            if index == position {
                self.cite(format!("options/{index}/text"), &quote);
            } else if let Some(feedback_quote) = feedback_quote {
                self.cited.push((format!("options/{index}/feedback"), None, feedback_quote.clone()));
            }
        }
        self.item.options = options.into_iter().map(|(option, _)| option).collect();
        self
    }

    /// The item at its place in the quiz, its citations given over.
    pub(super) fn finish(self, index: usize, citations: &mut Citations<'_>) -> QuizItem {
        for (place, statement, quote) in &self.cited {
            let pointer = format!("/items/{index}/{place}");
            match statement {
                Some(statement) => citations.part(pointer, statement, quote),
                None => citations.whole(pointer, quote),
            }
        }
        self.item
    }
}

/// A wrong option and what a learner who chose it is told.
#[derive(Debug, Clone)]
pub(super) struct WrongOption {
    /// What it says.
    pub text: String,
    /// What it really is, or where to look again.
    pub feedback: String,
    /// What the feedback rests on, where it states a fact.
    pub quote: Option<Span>,
}
