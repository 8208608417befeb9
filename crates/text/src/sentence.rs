//! Sentences: where one ends, in prose, headings and lists.

use std::ops::Range;

use crate::Language;

mod abbreviations;
mod line;
mod stop;
mod unit;

pub use unit::{Kind, Unit, units};

/// The byte ranges of the sentences of a text, trimmed, in order, together covering every character but white space.
///
/// A full stop, question mark, exclamation mark or ellipsis ends a sentence unless it belongs to a number, an
/// abbreviation, an initial or a quotation that the sentence goes on from; closing quotation marks and brackets belong
/// to the sentence they close. Headings, list items and table rows stand for themselves (see [`units`]).
///
/// Abbreviations of English, Spanish, German, Italian and French are known together; where one language's abbreviation
/// is another's word, [`sentences_in`] decides better.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    sentences_in(text, Language::En)
}

/// The sentences of a text known to be in `language`; see [`sentences`].
pub fn sentences_in(text: &str, language: Language) -> Vec<Range<usize>> {
    let mut found = Vec::with_capacity(text.len() / 80 + 1);
    each(text, language, |range, _| found.push(range));
    found
}

/// Calls `visit` with each sentence, in order, and what it is part of; [`sentences_in`] without the list.
pub(crate) fn each(text: &str, language: Language, mut visit: impl FnMut(Range<usize>, Kind)) {
    unit::each(text, |unit| split(text, &unit, language, &mut visit));
}

fn split(text: &str, unit: &Unit, language: Language, visit: &mut impl FnMut(Range<usize>, Kind)) {
    let body = &text[unit.range.clone()];
    let offset = unit.range.start;
    let mut start = 0;
    if unit.kind != Kind::Heading {
        let mut at = unit.marker_len(text);
        let wide = stop::may_stop_widely(body);
        while let Some(stop) = stop::next(body, at, wide, language) {
            at = stop.end;
            if stop.ends_sentence {
                visit(offset + start..offset + stop.end, unit.kind);
                start = stop.end + leading_space(&body[stop.end..]);
                at = start;
            }
        }
    }
    if start < body.len() {
        visit(offset + start..offset + body.len(), unit.kind);
    }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}
