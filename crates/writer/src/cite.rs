//! Citations: which words of a body rest on which words of a passage.
//!
//! [`Citations`] gathers them; [`Prose`] writes a text of several sentences and cites each as it goes.

use content::{Citation, Passage};

use crate::facts::Span;

/// Gathers the citations of one body.
#[derive(Debug)]
pub(crate) struct Citations<'a> {
    passages: &'a [Passage],
    found: Vec<Citation>,
}

impl<'a> Citations<'a> {
    /// No citation yet.
    pub(crate) fn new(passages: &'a [Passage]) -> Self {
        Self { passages, found: Vec::new() }
    }

    /// The whole text at `pointer` rests on `quote`.
    pub(crate) fn whole(&mut self, pointer: impl Into<String>, quote: &Span) {
        self.push(pointer.into(), None, quote);
    }

    /// The words `statement` of the text at `pointer` rest on `quote`.
    pub(crate) fn part(&mut self, pointer: impl Into<String>, statement: impl Into<String>, quote: &Span) {
        self.push(pointer.into(), Some(statement.into()), quote);
    }

    /// Everything cited, in the order it was said.
    pub(crate) fn finish(self) -> Vec<Citation> {
        self.found
    }

    fn push(&mut self, pointer: String, statement: Option<String>, quote: &Span) {
        let Some(passage) = self.passages.get(quote.passage) else { return };
        let quote = quote.text(self.passages).trim().to_owned();
        let citation = Citation { pointer, statement, passage_id: passage.id, quote };
        if !self.found.contains(&citation) {
            self.found.push(citation);
        }
    }
}

/// A text of several sentences, each with what it rests on.
///
/// ```text
/// let mut answer = Prose::new("/items/0/answer");
/// answer.say("Leaves look green because …", &quote);   // a fact
/// answer.frame("This section has two parts.");         // asserts nothing about the topic
/// item.answer = answer.finish(&mut citations);
/// ```
#[derive(Debug)]
pub(crate) struct Prose {
    pointer: String,
    text: String,
    said: Vec<(String, Span)>,
    sentences: usize,
}

impl Prose {
    /// An empty text at a place of the body.
    pub(crate) fn new(pointer: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), text: String::new(), said: Vec::new(), sentences: 0 }
    }

    /// Adds a sentence that rests on `quote`.
    pub(crate) fn say(&mut self, sentence: impl Into<String>, quote: &Span) {
        let sentence = sentence.into();
        self.frame(&sentence);
        self.said.push((sentence, quote.clone()));
    }

    /// Adds a sentence that asserts nothing about the topic.
    pub(crate) fn frame(&mut self, sentence: &str) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        self.text.push_str(sentence);
        self.sentences += 1;
    }

    /// Begins a new paragraph.
    pub(crate) fn paragraph(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push_str("\n\n");
        }
    }

    /// The text; its citations go to `citations`.
    pub(crate) fn finish(self, citations: &mut Citations<'_>) -> String {
        for (sentence, quote) in &self.said {
            if self.sentences == 1 {
                citations.whole(&self.pointer, quote);
            } else {
                citations.part(&self.pointer, sentence, quote);
            }
        }
        self.text.trim_end().to_owned()
    }
}
