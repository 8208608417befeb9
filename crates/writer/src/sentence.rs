//! Sentences of the passages, taken apart into words, in reading order.
//!
//! Headings, table rows and code never get this far: [`read`] gives only what an author wrote as a sentence or a list
//! item. All offsets are bytes of the passage's text, so that any stretch found later is the passage's own words.

use std::ops::Range;

use content::Passage;
use text::sentence::{Kind, units};

use crate::facts::Span;

/// One word and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// In lower case, with straight apostrophes.
    pub lower: String,
    /// Bytes of the passage's text.
    pub bytes: Range<usize>,
}

/// One sentence or list item of a passage.
#[derive(Debug, Clone)]
pub(crate) struct Sentence<'a> {
    /// Where it stands, without its list marker.
    pub span: Span,
    /// Its words and marks as written.
    pub text: &'a str,
    /// Its words.
    pub words: Vec<Word<'a>>,
    /// Which paragraph or list item of its passage it belongs to, from 0.
    pub paragraph: usize,
    /// What kind of block it stands in.
    pub block: Block,
    /// The heading it stands under.
    pub heading: Option<&'a str>,
}

/// What kind of block a sentence stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Block {
    /// Running text.
    Prose,
    /// An item of a list without numbers.
    Bullet,
    /// An item of a numbered list, with its number.
    Numbered(u32),
}

impl<'a> Sentence<'a> {
    /// The stretch of passage text between two words, or after the last one to the end of the sentence.
    pub(crate) fn gap_after(&self, index: usize) -> &'a str {
        let Some(word) = self.words.get(index) else { return "" };
        let end = self.words.get(index + 1).map_or(self.span.bytes.end, |next| next.bytes.start);
        self.slice(word.bytes.end..end)
    }

    /// The passage's text from one word to another, both included; empty where there are none.
    pub(crate) fn slice_words(&self, words: Range<usize>) -> &'a str {
        self.bytes_of(words).map_or("", |bytes| self.slice(bytes))
    }

    /// The bytes of a run of words, with a bracket, quotation mark or formula that the run opens or closes.
    pub(crate) fn bytes_of(&self, words: Range<usize>) -> Option<Range<usize>> {
        let first = self.words.get(words.start)?;
        let last = self.words.get(words.end.checked_sub(1)?)?;
        (words.start < words.end).then(|| self.balanced(first.bytes.start..last.bytes.end))
    }

    /// The span of a run of words; `None` for an empty run.
    pub(crate) fn span_of(&self, words: Range<usize>) -> Option<Span> {
        Some(Span { passage: self.span.passage, bytes: self.bytes_of(words)? })
    }

    /// Whether the sentence ends as a statement does.
    pub(crate) fn is_closed(&self) -> bool {
        self.text.trim_end_matches(['"', '”', '’', '\'', ')', '»']).ends_with('.')
            && !self.text.ends_with("..")
    }

    fn slice(&self, bytes: Range<usize>) -> &'a str {
        let from = bytes.start.saturating_sub(self.span.bytes.start);
        let to = bytes.end.saturating_sub(self.span.bytes.start);
        self.text.get(from..to).unwrap_or_default()
    }

    /// Takes in the marks at either edge that belong to the words: an opening bracket before, a closing one after.
    fn balanced(&self, mut bytes: Range<usize>) -> Range<usize> {
        let before = self.slice(self.span.bytes.start..bytes.start);
        let opening = before.trim_end_matches(['$', '(', '“', '"', '\\', '{', '[', '−', '-', '+']);
        let after = self.slice(bytes.end..self.span.bytes.end);
        let closing =
            after.trim_start_matches(['$', ')', '”', '"', '}', ']', '%', '°', '′', '″', '⁺', '⁻', '+', '!']);
        let lead = &before[opening.len()..];
        let tail = &after[..after.len() - closing.len()];
        let inner = self.slice(bytes.clone());
        if !lead.is_empty() && wants(inner, tail, lead) {
            bytes.start -= lead.len();
        }
        let inner = self.slice(bytes.clone());
        bytes.end += closing_part(inner, tail);
        bytes
    }
}

/// Whether the marks before a run of words are closed inside it or right after it.
fn wants(inner: &str, tail: &str, lead: &str) -> bool {
    let closes = |close: char| inner.contains(close) || tail.contains(close);
    lead.chars().all(|mark| match mark {
        '(' => closes(')'),
        '[' => closes(']'),
        '{' => closes('}'),
        '“' => closes('”'),
        '"' => closes('"'),
        '$' => inner.matches('$').count() % 2 == 1 || tail.contains('$'),
        _ => true,
    })
}

/// How many bytes of the marks after a run of words belong to it.
fn closing_part(inner: &str, tail: &str) -> usize {
    let mut length = 0;
    for mark in tail.chars() {
        let open = |open: char, close: char| inner.matches(open).count() > inner.matches(close).count();
        let belongs = match mark {
            ')' => open('(', ')'),
            ']' => open('[', ']'),
            '}' => open('{', '}'),
            '”' => open('“', '”'),
            '"' | '$' => (inner.matches(mark).count() + tail[..length].matches(mark).count()) % 2 == 1,
            '%' | '°' | '′' | '″' | '⁺' | '⁻' => true,
            _ => false,
        };
        if !belongs {
            break;
        }
        length += mark.len_utf8();
    }
    length
}

/// The sentences of the passages in reading order: sources as they come, each in the order of its text.
pub(crate) fn read(passages: &[Passage]) -> Vec<Sentence<'_>> {
    let mut sentences = Vec::new();
    for index in reading_order(passages) {
        read_passage(index, &passages[index], &mut sentences);
    }
    sentences
}

/// The passages' indexes in reading order.
pub(crate) fn reading_order(passages: &[Passage]) -> Vec<usize> {
    let source_rank = |index: usize| {
        passages.iter().position(|passage| passage.source_id == passages[index].source_id).unwrap_or(index)
    };
    let mut order: Vec<usize> = (0..passages.len()).collect();
    order.sort_by_key(|&index| (source_rank(index), passages[index].ordinal, passages[index].start, index));
    order
}

fn read_passage<'a>(index: usize, passage: &'a Passage, sentences: &mut Vec<Sentence<'a>>) {
    for (paragraph, unit) in units(&passage.text).into_iter().enumerate() {
        let Some(unit_text) = passage.text.get(unit.range.clone()) else { continue };
        let shouted = shouted_line(unit_text);
        let unit_text = &unit_text[shouted..];
        let marker = match unit.kind {
            Kind::Prose => 0,
            Kind::ListItem => marker_length(unit_text),
            Kind::Heading | Kind::Markup => continue,
        };
        let block = if unit.kind == Kind::ListItem { block_of(&unit_text[..marker]) } else { Block::Prose };
        let start = unit.range.start + shouted + marker;
        for range in text::sentence::sentences(&unit_text[marker..]) {
            let bytes = start + range.start..start + range.end;
            let heading = passage.heading.as_deref();
            let span = Span { passage: index, bytes };
            if let Some(sentence) = sentence(passage, span, block, paragraph) {
                sentences.push(Sentence { heading, ..sentence });
            }
        }
    }
}

/// A text that is one sentence, outside any passage.
pub(crate) fn of_text(text: &str) -> Option<Sentence<'_>> {
    taken_apart(text, Span { passage: 0, bytes: 0..text.len() }, Block::Prose, 0)
}

fn sentence(passage: &Passage, span: Span, block: Block, paragraph: usize) -> Option<Sentence<'_>> {
    taken_apart(passage.text.get(span.bytes.clone())?, span, block, paragraph)
}

/// How many bytes a first line in capitals takes, which is the heading of the lines below it.
fn shouted_line(unit: &str) -> usize {
    let Some((line, rest)) = unit.split_once('\n') else { return 0 };
    let capitals = line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase);
    if capitals && text::word::count(line) <= 6 { unit.len() - rest.trim_start().len() } else { 0 }
}

fn taken_apart(text: &str, span: Span, block: Block, paragraph: usize) -> Option<Sentence<'_>> {
    let start = span.bytes.start;
    let words: Vec<Word> = text::word::ranges(text)
        .map(|range| Word {
            text: &text[range.clone()],
            lower: text[range.clone()].to_lowercase().replace('’', "'"),
            bytes: start + range.start..start + range.end,
        })
        .collect();
    (!words.is_empty()).then_some(Sentence { span, text, words, paragraph, block, heading: None })
}

/// How many bytes of a list item are its marker and the space after it.
fn marker_length(item: &str) -> usize {
    let mark = match item.chars().next() {
        Some(c) if c.is_alphanumeric() || c == '(' => item.find(char::is_whitespace).unwrap_or(0),
        Some(c) => c.len_utf8(),
        None => 0,
    };
    let rest = &item[mark..];
    mark + rest.len() - rest.trim_start().len()
}

fn block_of(marker: &str) -> Block {
    let number = marker.trim().trim_matches(|c: char| !c.is_ascii_digit());
    number.parse().map_or(Block::Bullet, Block::Numbered)
}
