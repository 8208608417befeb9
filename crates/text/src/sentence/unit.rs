//! Units: stretches of text that no sentence crosses. A paragraph, a heading, a list item, a table row.

use std::ops::Range;

use super::line::{self, Line, Shape};

/// What a unit of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Running text.
    Prose,
    /// A title: marked as one, or a short line that stands alone and has no full stop.
    Heading,
    /// One item of a list, with its marker.
    ListItem,
    /// A table row, a code fence, a rule: not language.
    Markup,
}

/// A stretch of text that no sentence crosses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Where it stands: byte offsets, without surrounding white space.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

impl Unit {
    /// How many bytes of the unit are a list marker, in which no sentence ends.
    pub(super) fn marker_len(&self, text: &str) -> usize {
        if self.kind == Kind::ListItem { line::marker_len(&text[self.range.clone()]) } else { 0 }
    }
}

/// The units of a text, in order, together covering every character but white space.
///
/// A blank line always ends a unit; a single line break ends one only before a list item, a heading or markup, and
/// after a line that reads as a heading.
pub fn units(text: &str) -> Vec<Unit> {
    let mut found = Vec::new();
    each(text, |unit| found.push(unit));
    found
}

/// Calls `visit` with each unit, in order.
pub(super) fn each(text: &str, mut visit: impl FnMut(Unit)) {
    let mut open: Option<Unit> = None;
    let mut lines = line::lines(text).peekable();
    let mut last: Option<Line> = None;
    let mut width = 0;
    while let Some(line) = lines.next() {
        let shape = line.shape(text);
        if shape == Shape::Blank {
            open.take().into_iter().for_each(&mut visit);
            width = 0;
            continue;
        }
        width = width.max(line.len());
        let kind = match shape {
            Shape::Plain if continues(text, open.as_ref(), last.as_ref(), &line, width) => {
                extend(&mut open, &line);
                last = Some(line);
                continue;
            }
            Shape::Plain if heads(text, &line, lines.peek(), width) => Kind::Heading,
            Shape::Plain | Shape::Blank => Kind::Prose,
            Shape::Item => Kind::ListItem,
            Shape::Heading => Kind::Heading,
            Shape::Markup => Kind::Markup,
        };
        open.take().into_iter().for_each(&mut visit);
        let unit = Unit { range: line.range.clone(), kind };
        last = Some(line);
        match kind {
            Kind::Prose | Kind::ListItem => open = Some(unit),
            Kind::Heading | Kind::Markup => visit(unit),
        }
    }
    open.into_iter().for_each(visit);
}

/// Whether a plain line goes on with the open unit. In a list, a line that is not indented and begins like a sentence
/// after a line that was ended on purpose is a new paragraph.
fn continues(text: &str, open: Option<&Unit>, last: Option<&Line>, line: &Line, width: usize) -> bool {
    match (open, last) {
        (Some(Unit { kind: Kind::ListItem, .. }), Some(last)) => {
            let apart = line.indent <= last.indent && line.starts_like_a_sentence(text);
            !(apart && last.could_have_taken(text, line, width))
        }
        (open, _) => open.is_some(),
    }
}

fn extend(open: &mut Option<Unit>, line: &Line) {
    if let Some(unit) = open {
        unit.range.end = line.range.end;
    }
}

/// Whether a plain line that begins a unit is its heading: it could be one, and it was ended on purpose, that is, the
/// first word of the next line would still have fitted, or an underline or a blank line or nothing follows. In capitals
/// above indented text it needs no more.
fn heads(text: &str, line: &Line, next: Option<&Line>, width: usize) -> bool {
    if !line.reads_as_heading(text) {
        return false;
    }
    let Some(next) = next else { return true };
    match next.shape(text) {
        Shape::Blank | Shape::Heading => true,
        Shape::Markup => next.underlines(text),
        Shape::Item => false,
        Shape::Plain if line.is_capitals(text) && next.indent > line.indent => true,
        Shape::Plain => line.could_have_taken(text, next, width) && next.starts_like_a_sentence(text),
    }
}
