//! Pieces: the sentences of a block, the smallest things a passage is made of.

use std::ops::Range;

use content::{Mark, MarkKind};

use super::{MAX_SENTENCE_CHARACTERS, MAX_SENTENCE_WORDS};
use crate::document::{Block, BlockKind, Document};

/// A sentence, or a list item's sentence.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) bytes: Range<usize>,
    pub(super) words: usize,
    /// How much is lost by ending a passage after it.
    pub(super) bond: Bond,
    characters: usize,
}

/// How closely a sentence belongs to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// A paragraph ends.
    None,
    /// The paragraph goes on.
    Paragraph,
    /// A list goes on, or is about to begin.
    List,
    /// The next sentence sets this one right, or is the next step: never to be parted where it can be helped.
    Meaning,
}

impl Piece {
    /// Whether it is within the bounds of what can be a sentence.
    pub(super) fn is_sentence(&self) -> bool {
        self.words <= MAX_SENTENCE_WORDS && self.characters <= MAX_SENTENCE_CHARACTERS
    }
}

/// The sentences of a block.
pub(super) fn pieces(document: &Document, block: &Block) -> Vec<Piece> {
    let text = document.text_of(block);
    let sentences = text::sentence::sentences(text);
    let count = sentences.len();
    let at = block.bytes.start;
    let list_follows = text.ends_with(':') || block.kind == BlockKind::ListItem;
    let piece = |(index, range): (usize, Range<usize>)| {
        let bytes = at + range.start..at + range.end;
        let words = text::word::count(&text[range.clone()]);
        let bond = match index + 1 == count {
            _ if leans_on_next(&document.marks, &bytes) => Bond::Meaning,
            false if block.kind == BlockKind::ListItem => Bond::List,
            false => Bond::Paragraph,
            true if list_follows => Bond::List,
            true => Bond::None,
        };
        Piece { words, bond, characters: text[range].chars().count(), bytes }
    };
    sentences.into_iter().enumerate().map(piece).collect()
}

/// Whether the sentence states a misconception, which the next one sets right, or is a step and the next one too.
fn leans_on_next(marks: &[Mark], sentence: &Range<usize>) -> bool {
    /// A line break and a list marker at most.
    const NEAR_BYTES: usize = 8;
    let from = marks.partition_point(|mark| mark.start < sentence.start);
    let after = marks.partition_point(|mark| mark.start < sentence.end);
    let next_is_step = marks
        .get(after)
        .is_some_and(|next| next.kind == MarkKind::Step && next.start <= sentence.end + NEAR_BYTES);
    marks[from..after].iter().any(|mark| match mark.kind {
        MarkKind::Misconception => true,
        MarkKind::Step => next_is_step,
        _ => false,
    })
}
