//! Cutting a document into passages.
//!
//! A passage is a stretch of whole sentences under one heading, of 60 to 180 words where the text allows it and never
//! more than 250, unless a single sentence is longer. A "sentence" of more than 400 words or 4,000 characters is no
//! sentence but a text without punctuation or something that was not language; it is left out rather than cut.
//! What nobody could be taught from (navigation, tables of contents, references, code) is left out too.

use content::{Mark, Passage, PassageId, SourceId};
use uuid::Uuid;

use crate::document::{BlockKind, Document};

mod pack;
mod piece;
pub mod teachable;

use pack::pack;
use piece::{Piece, pieces};
use teachable::Judge;

/// The most words of a passage that holds more than one sentence.
pub const MAX_WORDS: usize = 250;
/// The most words of a sentence; a longer one is left out.
pub const MAX_SENTENCE_WORDS: usize = 400;
/// The most characters of a sentence; a longer one is left out.
pub const MAX_SENTENCE_CHARACTERS: usize = 4_000;

/// The passages of a document, in order.
///
/// Their ids follow from the source's id and their place, so the same document always gives the same passages. For
/// each, `document.text`, counted in characters, from `start` to `end` is its text.
pub fn passages(source_id: SourceId, document: &Document) -> Vec<Passage> {
    let mut cutter = Cutter { source_id, document, offsets: Offsets::new(&document.text), made: Vec::new() };
    let mut run: Vec<Piece> = Vec::new();
    let mut heading = None;
    let mut judge = Judge::new(document);
    for (index, block) in document.blocks.iter().enumerate() {
        let teachable = judge.is_teachable(index);
        if !teachable {
            cutter.cut(&mut run, heading);
        }
        if let BlockKind::Heading(_) = block.kind {
            heading = Some(document.text_of(block));
        } else if teachable {
            for piece in pieces(document, block) {
                if piece.is_sentence() { run.push(piece) } else { cutter.cut(&mut run, heading) }
            }
        }
    }
    cutter.cut(&mut run, heading);
    cutter.made
}

struct Cutter<'a> {
    source_id: SourceId,
    document: &'a Document,
    offsets: Offsets<'a>,
    made: Vec<Passage>,
}

impl Cutter<'_> {
    /// Makes passages of the pieces gathered so far, which stand under `heading`.
    fn cut(&mut self, run: &mut Vec<Piece>, heading: Option<&str>) {
        for group in pack(run) {
            let pieces = &run[group];
            if let (Some(first), Some(last)) = (pieces.first(), pieces.last()) {
                self.passage(first.bytes.start..last.bytes.end, heading);
            }
        }
        run.clear();
    }

    fn passage(&mut self, bytes: std::ops::Range<usize>, heading: Option<&str>) {
        // a document within its limits has far fewer passages than this
        let Ok(ordinal) = u32::try_from(self.made.len()) else { return };
        let marks =
            self.document.marks.iter().filter(|mark| mark.start >= bytes.start && mark.end <= bytes.end);
        self.made.push(Passage {
            id: PassageId(Uuid::new_v5(&self.source_id.0, ordinal.to_string().as_bytes())),
            source_id: self.source_id,
            ordinal,
            text: self.document.text[bytes.clone()].to_owned(),
            start: self.offsets.characters_before(bytes.start),
            end: self.offsets.characters_before(bytes.end),
            page: self.document.page_at(bytes.start),
            heading: heading.map(str::to_owned),
            marks: marks
                .map(|mark| Mark {
                    start: mark.start - bytes.start,
                    end: mark.end - bytes.start,
                    ..mark.clone()
                })
                .collect(),
        });
    }
}

/// Turns byte offsets, asked for in rising order, into character offsets without counting from the start each time.
struct Offsets<'a> {
    text: &'a str,
    bytes: usize,
    characters: usize,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, bytes: 0, characters: 0 }
    }

    fn characters_before(&mut self, bytes: usize) -> usize {
        self.characters += self.text[self.bytes..bytes].chars().count();
        self.bytes = bytes;
        self.characters
    }
}
