//! Statements: the texts of a body, each with its place and what it is for.

use serde::Serialize;

/// What a text in a body is for, and so what must hold of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementRole {
    /// States facts: every sentence needs evidence.
    Fact,
    /// A term or right answer: its words must stand in the evidence cited for it.
    Answer,
    /// Asks the learner something; asserts nothing.
    Question,
    /// A wrong option: must not be what the sources say.
    Distractor,
    /// Tells people what to do and may state facts in passing: the sentences that do need evidence.
    Guidance,
    /// Titles, categories, references: asserts nothing about the topic.
    Frame,
}

/// One text of a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// JSON Pointer (RFC 6901) into the body.
    pub pointer: String,
    /// The text there.
    pub text: String,
    /// What it is for.
    pub role: StatementRole,
    /// What the text is about where it does not say so itself: a card's term. The quote must name it too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
}

/// Gathers the statements of a body in reading order.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    found: Vec<Statement>,
}

impl Collector {
    pub(crate) fn push(&mut self, role: StatementRole, pointer: impl Into<String>, text: &str) {
        if !text.trim().is_empty() {
            self.found.push(Statement {
                pointer: pointer.into(),
                text: text.to_owned(),
                role,
                subject: None,
            });
        }
    }

    /// Two things that belong together: what stands on the right is the fact, the left what it is about.
    pub(crate) fn pair(&mut self, pointer: &str, left: &str, right: &str) {
        self.push(StatementRole::Frame, format!("{pointer}/left"), left);
        self.about(format!("{pointer}/right"), left, right);
    }

    /// A term and what it means: the definition is the fact, the term what it is about.
    pub(crate) fn definition(&mut self, pointer: &str, term: &str, definition: &str) {
        self.push(StatementRole::Frame, format!("{pointer}/term"), term);
        self.about(format!("{pointer}/definition"), term, definition);
    }

    fn about(&mut self, pointer: String, subject: &str, text: &str) {
        let subject = Some(subject.to_owned());
        self.found.push(Statement { pointer, text: text.to_owned(), role: StatementRole::Fact, subject });
    }

    pub(crate) fn each(&mut self, role: StatementRole, pointer: &str, texts: &[String]) {
        for (index, text) in texts.iter().enumerate() {
            self.push(role, format!("{pointer}/{index}"), text);
        }
    }

    pub(crate) fn finish(self) -> Vec<Statement> {
        self.found
    }
}
