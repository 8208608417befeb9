//! Builds HTML. Text goes in through [`Writer::text`] or [`math::html`], which escape it; markup is the program's own.

use super::notes::Notes;
use crate::math;

/// A page as it grows.
pub(super) struct Writer<'a> {
    out: String,
    notes: &'a Notes<'a>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(notes: &'a Notes<'a>) -> Self {
        Self { out: String::new(), notes }
    }

    /// Markup of our own.
    pub(super) fn raw(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    /// Text, escaped for elements and quoted attributes alike.
    pub(super) fn text(&mut self, text: &str) {
        math::push_escaped(&mut self.out, text);
    }

    /// Running text of the material: formulas as MathML, the rest escaped. For elements only.
    pub(super) fn words(&mut self, text: &str) {
        self.out.push_str(&math::html(text));
    }

    /// A number of our own.
    pub(super) fn number(&mut self, number: usize) {
        self.out.push_str(&number.to_string());
    }

    /// An element with text.
    pub(super) fn element(&mut self, name: &'static str, text: &str) {
        self.open(name, None);
        self.words(text);
        self.close(name);
    }

    /// An element with text and a class.
    pub(super) fn classed(&mut self, name: &'static str, class: &'static str, text: &str) {
        self.open(name, Some(class));
        self.text(text);
        self.close(name);
    }

    /// An element with a text of the body, and the marks that lead to its sources.
    pub(super) fn cited(&mut self, name: &'static str, text: &str, pointer: &str) {
        self.open(name, None);
        self.with_marks(text, pointer);
        self.close(name);
    }

    /// A text of the body with the marks that lead to its sources.
    pub(super) fn with_marks(&mut self, text: &str, pointer: &str) {
        self.words(text);
        let notes = self.notes;
        for mark in notes.marks(pointer) {
            self.raw("<sup><a href=\"#note-");
            self.number(mark);
            self.raw("\">");
            self.number(mark);
            self.raw("</a></sup>");
        }
        if notes.is_unsupported(pointer) {
            self.raw("<sup class=\"open\" title=\"No source says this\">?</sup>");
        }
    }

    /// Paragraphs; the marks stand at the end of the last.
    pub(super) fn prose(&mut self, text: &str, pointer: &str) {
        let mut paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).peekable();
        while let Some(paragraph) = paragraphs.next() {
            if paragraphs.peek().is_some() {
                self.element("p", paragraph);
            } else {
                self.cited("p", paragraph, pointer);
            }
        }
    }

    /// A list whose items stand at `pointer/0`, `pointer/1` and so on.
    pub(super) fn list(&mut self, items: &[String], pointer: &str) {
        if items.is_empty() {
            return;
        }
        self.raw("<ul>\n");
        for (index, item) in items.iter().enumerate() {
            self.cited("li", item, &format!("{pointer}/{index}"));
        }
        self.raw("</ul>\n");
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    fn open(&mut self, name: &'static str, class: Option<&'static str>) {
        self.out.push('<');
        self.out.push_str(name);
        if let Some(class) = class {
            self.out.push_str(" class=\"");
            self.out.push_str(class);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn close(&mut self, name: &'static str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }
}
