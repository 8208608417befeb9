//! Passages taken apart into sentences once, so that every statement can be laid beside them.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use content::{Evidence, Passage};
use text::Language;
use text::sentence::{Kind, units};

use crate::agreement::Sentence;

/// The sentences of all passages.
#[derive(Debug)]
pub(crate) struct Passages {
    read: Vec<Arc<[Line]>>,
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
        Self { read: passages.iter().map(|passage| Kept::lines(&passage.text, language)).collect() }
    }

    /// Takes texts apart that are no passages.
    pub(crate) fn of_texts(texts: &[&str], language: Language) -> Self {
        Self { read: texts.iter().map(|text| lines(text, language).into()).collect() }
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
        let lines = self.read.get(index).map_or(&[][..], |lines| lines);
        let overlaps = |line: &Line| line.range.start < bytes.end && bytes.start < line.range.end;
        lines.iter().enumerate().filter(|(_, line)| overlaps(line)).map(|(at, _)| (index, at)).collect()
    }
}

/// Passages taken apart lately: a draft is judged several times, and a class asks for ten kinds of material on a topic.
#[derive(Default)]
struct Kept {
    lines: HashMap<(Language, Arc<str>), Arc<[Line]>>,
    /// What was read first goes first.
    order: VecDeque<(Language, Arc<str>)>,
    bytes: usize,
}

impl Kept {
    /// The most text that is kept, in bytes: some twenty sources of a school's length, at about fifty times that in
    /// memory.
    const MOST_BYTES: usize = 128 << 10;

    /// The lines of a passage, as read before if they were.
    fn lines(text: &str, language: Language) -> Arc<[Line]> {
        static KEPT: OnceLock<Mutex<Kept>> = OnceLock::new();
        let kept = || KEPT.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        let key = (language, Arc::from(text));
        let known = kept().lines.get(&key).cloned();
        known.unwrap_or_else(|| {
            let read: Arc<[Line]> = lines(text, language).into();
            kept().add(key, read.clone());
            read
        })
    }

    fn add(&mut self, key: (Language, Arc<str>), read: Arc<[Line]>) {
        let bytes = key.1.len();
        if bytes > Self::MOST_BYTES || self.lines.insert(key.clone(), read).is_some() {
            return;
        }
        self.order.push_back(key);
        self.bytes += bytes;
        while self.bytes > Self::MOST_BYTES
            && let Some(oldest) = self.order.pop_front()
        {
            self.bytes -= oldest.1.len();
            self.lines.remove(&oldest);
        }
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_much_is_kept_and_the_oldest_goes_first() {
        let mut kept = Kept::default();
        let key = |nth: usize| (Language::En, Arc::from(format!("{nth:>1024}")));
        for nth in 0..200 {
            kept.add(key(nth), Arc::from([]));
            kept.add(key(nth), Arc::from([]));
        }
        assert_eq!((kept.lines.len(), kept.order.len(), kept.bytes), (128, 128, Kept::MOST_BYTES));
        assert!(!kept.lines.contains_key(&key(71)) && kept.lines.contains_key(&key(72)));
        kept.add((Language::En, Arc::from("x".repeat(Kept::MOST_BYTES + 1))), Arc::from([]));
        assert_eq!(kept.lines.len(), 128);
    }

    #[test]
    fn what_was_read_before_is_read_alike() {
        let text = "Roots drink water. Leaves make sugar.\n\n1. Boil the water.";
        let (first, again) = (Kept::lines(text, Language::En), Kept::lines(text, Language::En));
        assert!(Arc::ptr_eq(&first, &again));
        let other = Kept::lines(text, Language::De);
        assert!(!Arc::ptr_eq(&first, &other) && other.len() == first.len());
    }
}
