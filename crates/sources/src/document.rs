//! Documents: the text of a source with what is known of its shape.

use std::collections::BTreeMap;
use std::ops::Range;

use content::Mark;

mod builder;

pub use builder::Builder;

/// The text of a source, laid out in one convention whatever it was read from.
///
/// A paragraph, a heading, a list item and a table row are one line each. A blank line parts paragraphs; the items of
/// one list, the rows of one table and the lines of one code block follow each other without one. A list item keeps
/// its marker, `- ` or `1. `; the cells of a table row are parted by ` | `. All offsets are byte offsets into `text`
/// on character boundaries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// What the document calls itself.
    pub title: Option<String>,
    /// The text.
    pub text: String,
    /// The blocks of the text, in order, without overlap, together covering all of it but white space.
    pub blocks: Vec<Block>,
    /// The pages of the document, in order; empty where it has none.
    pub pages: Vec<Page>,
    /// What the author of a library text marked, over bytes of `text`; empty on a stranger's text.
    pub marks: Vec<Mark>,
    /// What was taken out as nothing a reader would have seen.
    pub cleaned: Cleaned,
}

impl Document {
    /// The text of a block.
    pub fn text_of(&self, block: &Block) -> &str {
        &self.text[block.bytes.clone()]
    }

    /// The number of the page on which the byte at `offset` stands.
    pub fn page_at(&self, offset: usize) -> Option<u32> {
        let after = self.pages.partition_point(|page| page.bytes.start <= offset);
        after.checked_sub(1).map(|index| self.pages[index].number)
    }
}

/// A stretch of a document's text that is one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands, without surrounding white space.
    pub bytes: Range<usize>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading with its level: 1 for a chapter, 6 for the smallest.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One item of a list, with its marker.
    ListItem,
    /// Running text that the document quotes.
    Quote,
    /// Program text, terminal output, anything set letter by letter; the only block of more than one line.
    Code,
    /// One row of a table.
    TableRow,
    /// The words that go with a picture or a table.
    Caption,
}

/// A page of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its number, from 1, counted from the front of the file.
    pub number: u32,
    /// Where the text that begins on it stands.
    pub bytes: Range<usize>,
}

/// What was taken out of a text, and how often.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    counts: BTreeMap<Hidden, u32>,
}

impl Cleaned {
    /// Notes that something was taken out.
    pub fn note(&mut self, what: Hidden) {
        self.note_many(what, 1);
    }

    /// Notes that something was taken out `times` times.
    pub fn note_many(&mut self, what: Hidden, times: u32) {
        if times > 0 {
            let count = self.counts.entry(what).or_default();
            *count = count.saturating_add(times);
        }
    }

    /// Adds what was taken out of another part of the same document.
    pub fn add(&mut self, other: &Self) {
        for (what, times) in other.iter() {
            self.note_many(what, times);
        }
    }

    /// How often something was taken out.
    pub fn count(&self, what: Hidden) -> u32 {
        self.counts.get(&what).copied().unwrap_or_default()
    }

    /// Whether nothing was taken out.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// What was taken out and how often, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (Hidden, u32)> {
        self.counts.iter().map(|(what, times)| (*what, *times))
    }
}

/// What a reader would not have seen, or could not have made sense of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hidden {
    /// Characters without width, such as U+200B, outside the scripts and emoji that need them.
    ZeroWidth,
    /// Characters that turn the direction of writing.
    Bidi,
    /// Characters of the Unicode tag block outside a flag.
    Tag,
    /// Variation selectors outside emoji.
    VariationSelector,
    /// Soft hyphens.
    SoftHyphen,
    /// Control characters other than line breaks and tabs, and non-characters.
    Control,
    /// Private-use characters, which mean nothing without their font.
    PrivateUse,
    /// Other characters that show nothing by default.
    Ignorable,
    /// Combining marks stacked beyond what any script needs.
    StackedMark,
    /// Characters replaced by their plain form, such as full-width letters.
    Compatibility,
    /// Parts of a page that are not shown to a reader.
    HiddenElement,
    /// Lines that repeat on most pages, and page numbers.
    RunningLine,
}
