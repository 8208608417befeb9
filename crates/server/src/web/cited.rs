//! Texts of a body with the places they rest on, as HTML.
//!
//! Each statement is followed by the number of its evidence, a link to the list at the end of the page. Its quote is
//! shown when the pointer rests on the statement, when its number has the focus, or when it is tapped; all of that is
//! style, so it works without script.

use export::math;
use std::collections::HashMap;
use std::fmt::{Display, Write};

use content::{Body, Evidence, Material, SourceId};

/// A quote in the list at the end of the page.
#[derive(Debug, Clone)]
pub(super) struct Note {
    /// From 1, in order of appearance.
    pub(super) number: usize,
    /// The source's words, as HTML.
    pub(super) quote: String,
    /// The source's title.
    pub(super) title: String,
    /// The place in the source, as an address.
    pub(super) place: String,
    /// The page of the source, where it has pages.
    pub(super) page: Option<u32>,
}

/// The evidence of a material, ready to be put beside its texts.
#[derive(Debug)]
pub(super) struct Cited {
    by_pointer: HashMap<String, Vec<(Option<String>, usize)>>,
    unsupported: HashMap<String, String>,
    pub(super) notes: Vec<Note>,
}

impl Cited {
    /// Numbers the evidence of a material.
    pub(super) fn of(material: &Material) -> Self {
        let mut cited = Self { by_pointer: HashMap::new(), unsupported: HashMap::new(), notes: Vec::new() };
        let mut numbers: HashMap<(SourceId, usize, usize), usize> = HashMap::new();
        for entry in in_reading_order(material) {
            if !entry.holds() {
                let reason = entry.reason.clone().unwrap_or_else(|| "no source carries this".to_owned());
                cited.unsupported.insert(entry.pointer.clone(), reason);
                continue;
            }
            let Some(note) = note(material, entry) else { continue };
            let key = (note.0, entry.start, entry.end);
            let number = *numbers.entry(key).or_insert_with(|| {
                cited.notes.push(Note { number: cited.notes.len() + 1, ..note.1 });
                cited.notes.len()
            });
            let places = cited.by_pointer.entry(entry.pointer.clone()).or_default();
            places.push((entry.statement.clone(), number));
        }
        cited
    }

    /// A text in paragraphs.
    pub(super) fn prose(&self, pointer: &str, text: &str) -> String {
        let mut out = String::new();
        let mut paragraphs = text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).peekable();
        while let Some(paragraph) = paragraphs.next() {
            let last = paragraphs.peek().is_none();
            out.push_str("<p>");
            out.push_str(&self.pieces(pointer, paragraph, last));
            out.push_str("</p>");
        }
        out
    }

    /// A text on one line.
    pub(super) fn line(&self, pointer: &str, text: &str) -> String {
        self.pieces(pointer, text, true)
    }

    /// The same for a field of an item of a list.
    pub(super) fn item(&self, list: &str, index: impl Display, field: &str, text: &str) -> String {
        self.line(&format!("{list}/{index}/{field}"), text)
    }

    /// The same in paragraphs.
    pub(super) fn item_prose(&self, list: &str, index: impl Display, field: &str, text: &str) -> String {
        self.prose(&format!("{list}/{index}/{field}"), text)
    }

    /// The same for an element of a list of texts.
    pub(super) fn element(&self, list: &str, index: impl Display, text: &str) -> String {
        self.line(&format!("{list}/{index}"), text)
    }

    /// The same for a key point of a section of an outline.
    pub(super) fn key_point(&self, section: impl Display, place: impl Display, text: &str) -> String {
        self.line(&format!("/sections/{section}/key_points/{place}"), text)
    }

    /// Cuts the text at the statements that have evidence of their own and puts the numbers there.
    fn pieces(&self, pointer: &str, text: &str, last: bool) -> String {
        let none = Vec::new();
        let places = self.by_pointer.get(pointer).unwrap_or(&none);
        let mut statements: Vec<(usize, usize, Vec<usize>)> = Vec::new();
        let mut whole = Vec::new();
        for (statement, number) in places {
            match statement.as_deref().and_then(|words| Some((text.find(words)?, words.len()))) {
                Some((at, length)) => match statements.iter_mut().find(|(from, _, _)| *from == at) {
                    Some((_, _, numbers)) => numbers.push(*number),
                    None => statements.push((at, at + length, vec![*number])),
                },
                None if statement.is_none() && last => whole.push(*number),
                None => {}
            }
        }
        statements.sort_unstable();
        let mut out = String::new();
        let mut at = 0;
        for (from, to, numbers) in statements {
            if from < at {
                continue;
            }
            out.push_str(&math::html(&text[at..from]));
            self.push_fact(&mut out, &text[from..to], &numbers);
            at = to;
        }
        if whole.is_empty() {
            out.push_str(&math::html(&text[at..]));
        } else {
            self.push_fact(&mut out, &text[at..], &whole);
        }
        if let Some(reason) = self.unsupported.get(pointer).filter(|_| last) {
            let reason = math::html(reason);
            // writing to a string cannot fail
            let _ = write!(out, " <span class=\"unsupported\" title=\"{reason}\">no source</span>");
        }
        out
    }

    fn push_fact(&self, out: &mut String, words: &str, numbers: &[usize]) {
        out.push_str("<span class=\"fact\" tabindex=\"-1\">");
        out.push_str(&math::html(words));
        for number in numbers {
            let _ = write!(
                out,
                "<sup><a href=\"#e{number}\" aria-label=\"Evidence {number}\" aria-describedby=\"q{number}\">\
                 {number}</a></sup>"
            );
        }
        if let Some(note) = numbers.first().and_then(|number| self.notes.get(number - 1)) {
            let title = math::html(&note.title);
            let _ = write!(
                out,
                "<span class=\"quote\" aria-hidden=\"true\"><q>{}</q><cite>{title}</cite></span>",
                note.quote
            );
        }
        out.push_str("</span>");
    }
}

/// The evidence in the order in which a reader meets the statements.
fn in_reading_order(material: &Material) -> Vec<&Evidence> {
    let statements = material.body.iter().flat_map(Body::statements);
    let order: HashMap<String, usize> =
        statements.enumerate().map(|(place, statement)| (statement.pointer, place)).collect();
    let mut evidence: Vec<&Evidence> = material.evidence.iter().collect();
    evidence.sort_by_key(|entry| order.get(&entry.pointer).copied().unwrap_or(usize::MAX));
    evidence
}

fn note(material: &Material, entry: &Evidence) -> Option<(SourceId, Note)> {
    let passage_id = entry.passage_id?;
    let passage = material.retrieved_context.iter().find(|passage| passage.passage_id == passage_id)?;
    let source = material.source_materials.iter().find(|source| source.source_id == passage.source_id);
    let place = format!("/sources/{}?from={}&to={}#quote", passage.source_id, entry.start, entry.end);
    let title = source.map_or_else(|| "Source".to_owned(), |source| source.title.clone());
    let note = Note { number: 0, quote: math::html(&entry.quote), title, place, page: passage.page };
    Some((passage.source_id, note))
}
