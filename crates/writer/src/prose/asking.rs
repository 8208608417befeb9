//! Asking: questions taken one by one, none about a sentence that another asked about.

use std::ops::Range;

use super::manuscript::Manuscript;
use crate::facts::{FactKind, Span};
use crate::inquiry::{self, Inquiry, Sort};
use crate::select::Seen;

/// Two questions that share this much ask the same.
const TWIN: f64 = 0.7;

/// The questions that are still to be asked, best first within each sort.
pub(crate) struct Asking<'a> {
    left: Vec<Inquiry<'a>>,
    asked: Vec<Span>,
    seen: Seen,
}

impl<'a> Asking<'a> {
    /// Everything that the facts let us ask.
    pub(crate) fn of(manuscript: &Manuscript<'a>) -> Self {
        let lesson = manuscript.lesson;
        let mut left = inquiry::all(lesson);
        let left_out =
            |span: &Span| manuscript.lines.iter().any(|line| line.left_out && line.span().overlaps(span));
        left.retain(|inquiry| !left_out(&inquiry.fact.quote));
        // a sentence that says what a word means is no explanation, whatever links its words make
        let defines = |span: &Span| {
            lesson
                .facts
                .iter()
                .any(|fact| matches!(fact.kind, FactKind::Definition { .. }) && fact.quote == *span)
        };
        left.retain(|inquiry| inquiry.sort != Sort::Cause || !defines(&inquiry.fact.quote));
        Self { left, asked: Vec::new(), seen: Seen::default() }
    }

    /// The best question left that is wanted and new.
    pub(crate) fn take(&mut self, wanted: impl Fn(&Inquiry<'a>) -> bool) -> Option<Inquiry<'a>> {
        loop {
            let at = self.left.iter().position(&wanted)?;
            let inquiry = self.left.remove(at);
            let fresh = !self.asked.iter().any(|quote| quote.overlaps(&inquiry.fact.quote));
            if fresh && self.seen.is_new(&inquiry.question, TWIN) {
                self.asked.push(inquiry.fact.quote.clone());
                return Some(inquiry);
            }
        }
    }

    /// The best question left of the first sort that has one.
    pub(crate) fn take_sort(&mut self, sorts: &[Sort]) -> Option<Inquiry<'a>> {
        sorts.iter().find_map(|sort| self.take(|inquiry| inquiry.sort == *sort))
    }

    /// The best question left of the first sort that has one, about something in a range of lines.
    pub(crate) fn take_within(
        &mut self,
        sorts: &[Sort],
        manuscript: &Manuscript<'_>,
        lines: &Range<usize>,
    ) -> Option<Inquiry<'a>> {
        sorts.iter().find_map(|sort| {
            self.take(|inquiry| inquiry.sort == *sort && manuscript.lies_in(&inquiry.fact.quote, lines))
        })
    }

    /// Whether a sentence was neither asked about nor told.
    pub(crate) fn is_untold(&self, span: &Span) -> bool {
        !self.asked.iter().any(|asked| asked.overlaps(span))
    }

    /// Says that a sentence was told already and is not to be asked about.
    pub(crate) fn told(&mut self, span: &Span) {
        self.asked.push(span.clone());
    }
}
