//! Passages taken apart into sentences once, so that every statement can be laid beside them.

use std::ops::Range;
use std::sync::Arc;

use content::{Evidence, Passage};
use text::Language;
use text::sentence::{Kind, units};

use crate::agreement::Sentence;
use crate::memo::Memo;

/// The sentences of all passages.
#[derive(Debug)]
pub(crate) struct Passages {
    read: Vec<Arc<Vec<Line>>>,
}

/// One sentence of a passage.
#[derive(Debug)]
pub(crate) struct Line {
    /// Where it stands: bytes of the passage's text.
    pub(crate) range: Range<usize>,
    /// What it says.
    pub(crate) sentence: Sentence,
}

/// A sentence by its passage and its place there.
pub(crate) type Place = (usize, usize);

impl Passages {
    /// Takes passages apart.
    pub(crate) fn read(passages: &[Passage], language: Language) -> Self {
        Self {
            read: passages
                .iter()
                .map(|passage| LINES.of(&passage.text, language, || lines(&passage.text, language)))
                .collect(),
        }
    }

    /// Takes texts apart that are no passages.
    pub(crate) fn of_texts(texts: &[&str], language: Language) -> Self {
        Self { read: texts.iter().map(|text| Arc::new(lines(text, language))).collect() }
    }

    /// A sentence.
    pub(crate) fn get(&self, (passage, line): Place) -> Option<&Line> {
        self.read.get(passage)?.get(line)
    }

    /// The sentences of one passage.
    pub(crate) fn of(&self, passage: usize) -> impl Iterator<Item = &Sentence> {
        self.read.get(passage).into_iter().flat_map(|lines| lines.iter()).map(|line| &line.sentence)
    }

    /// The words of a sentence, from the passages it was read from.
    pub(crate) fn text_of(&self, place: Place, passages: &[Passage]) -> Option<String> {
        let line = self.get(place)?;
        passages.get(place.0)?.text.get(line.range.clone()).map(str::to_owned)
    }

    /// All sentences in order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Place, &Line)> {
        self.read.iter().enumerate().flat_map(|(passage, lines)| {
            lines.iter().enumerate().map(move |(line, found)| ((passage, line), found))
        })
    }

    /// The sentences that a sentence may point back to: the twelve before it, nearest first, and the passage's first.
    pub(crate) fn before(&self, (passage, line): Place) -> Vec<&Sentence> {
        const NEAR: usize = 12;
        let near = (1..=NEAR).filter_map(|back| line.checked_sub(back));
        let first = (line > NEAR).then_some(0);
        near.chain(first).filter_map(|line| Some(&self.get((passage, line))?.sentence)).collect()
    }

    /// A sentence with those around it.
    pub(crate) fn near(&self, (passage, line): Place) -> Vec<&Sentence> {
        const NEAR: usize = 5;
        let lines = self.read.get(passage).map_or(&[][..], |lines| lines);
        let range = line.saturating_sub(NEAR)..(line + NEAR + 1).min(lines.len());
        lines.get(range).unwrap_or_default().iter().map(|line| &line.sentence).collect()
    }

    /// The sentences that a quote stands in, whole: a quote may leave out what turns it round.
    pub(crate) fn around(&self, evidence: &Evidence, passages: &[Passage]) -> Vec<Place> {
        let Some((index, bytes)) = bytes_of(evidence, passages) else { return Vec::new() };
        let lines = self.read.get(index).map_or(&[][..], |lines| lines.as_slice());
        let overlaps = |line: &Line| line.range.start < bytes.end && bytes.start < line.range.end;
        lines.iter().enumerate().filter(|(_, line)| overlaps(line)).map(|(at, _)| (index, at)).collect()
    }
}

/// The lines of passages lately read: some twenty sources of a school's length, at about fifty times that in memory.
static LINES: Memo<Vec<Line>> = Memo::new(128 << 10);

/// Which passage a quote stands in, and its bytes there.
fn bytes_of(evidence: &Evidence, passages: &[Passage]) -> Option<(usize, Range<usize>)> {
    let index = passages.iter().position(|passage| Some(passage.id) == evidence.passage_id)?;
    let passage = &passages[index];
    let before = evidence.start.checked_sub(passage.start)?;
    let start = passage.text.char_indices().nth(before)?.0;
    Some((index, start..start + evidence.quote.len()))
}

fn lines(text: &str, language: Language) -> Vec<Line> {
    let mut found = Vec::new();
    for unit in units(text).into_iter().filter(|unit| unit.kind != Kind::Markup) {
        let marker = if unit.kind == Kind::ListItem { marker_bytes(&text[unit.range.clone()]) } else { 0 };
        let start = unit.range.start + marker;
        let part = &text[start..unit.range.end];
        for range in text::sentence::sentences_in(part, language) {
            let sentence = Sentence::read(&part[range.clone()], language);
            found.push(Line { range: start + range.start..start + range.end, sentence });
        }
    }
    found
}

/// The bytes of a list item's marker, "1." or a bullet.
fn marker_bytes(item: &str) -> usize {
    let mark = item.find(char::is_whitespace).unwrap_or(0);
    let is_marker = item[..mark].chars().filter(|c| c.is_alphanumeric()).count() <= 3;
    if is_marker { mark } else { 0 }
}
