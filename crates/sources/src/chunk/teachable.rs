//! What in a document somebody could be taught from.

use text::Language;

use crate::document::{Block, BlockKind, Document};
use crate::extract::glossary;

mod boilerplate;
mod section;
mod sentence;

/// Judges the blocks of a document, in order.
///
/// The rules leave out only what is plainly not teaching text, so that a stranger's odd but real prose is kept: a
/// block passes when it holds a sentence, is no caption, reference or notice, and stands in no section of such.
#[derive(Debug)]
pub struct Judge<'a> {
    document: &'a Document,
    language: Language,
    skipped_section: Option<u8>,
    list_is_led_in: bool,
}

impl<'a> Judge<'a> {
    /// A judge at the first block of a document.
    pub fn new(document: &'a Document) -> Self {
        let language = text::language::detect(&document.text).unwrap_or_default();
        Self { document, language, skipped_section: None, list_is_led_in: false }
    }

    /// Whether somebody could be taught from the block; to be asked of every block, in order.
    pub fn is_teachable(&mut self, index: usize) -> bool {
        let Some(block) = self.document.blocks.get(index) else { return false };
        let text = self.document.text_of(block);
        if let BlockKind::Heading(level) = block.kind {
            self.enter_section(level, text);
        }
        let is_item = block.kind == BlockKind::ListItem;
        let passes = self.skipped_section.is_none() && self.passes(block, text, index);
        if !is_item {
            self.list_is_led_in = passes;
        }
        passes
    }

    fn enter_section(&mut self, level: u8, heading: &str) {
        if self.skipped_section.is_some_and(|skipped| level > skipped) {
            return;
        }
        self.skipped_section = section::is_apparatus(heading).then_some(level);
    }

    fn passes(&self, block: &Block, text: &str, index: usize) -> bool {
        match block.kind {
            BlockKind::Paragraph | BlockKind::Quote => {
                !boilerplate::is_boilerplate(text)
                    && (sentence::has_sentence(text, self.language) || self.leads_in(text, index))
            }
            BlockKind::ListItem => {
                !boilerplate::is_boilerplate(text)
                    && (sentence::has_sentence(text, self.language)
                        || glossary::defines(text)
                        || (self.list_is_led_in && sentence::has_words(text)))
            }
            BlockKind::Heading(_) | BlockKind::Code | BlockKind::TableRow | BlockKind::Caption => false,
        }
    }

    /// Whether a paragraph ends in a colon and a list follows.
    fn leads_in(&self, text: &str, index: usize) -> bool {
        let list_follows =
            self.document.blocks.get(index + 1).is_some_and(|next| next.kind == BlockKind::ListItem);
        text.ends_with(':') && list_follows && sentence::has_clause(text, self.language)
    }
}
