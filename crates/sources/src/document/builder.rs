//! Building a document block by block, in the one text convention.

use content::{Mark, MarkKind};

use super::{Block, BlockKind, Cleaned, Document, Page};
use crate::clean::clean;
use crate::error::Error;

/// Lays out a [`Document`] block by block.
#[derive(Debug, Default)]
pub struct Builder {
    document: Document,
    characters: usize,
    max_characters: usize,
    list_closed: bool,
}

impl Builder {
    /// A builder for a text of at most `max_characters`; what goes beyond is left out and found by
    /// [`Self::finish_within`].
    pub(crate) fn within(max_characters: usize) -> Self {
        Self { max_characters, ..Self::default() }
    }

    /// Whether the text has reached its limit, so that reading on is of no use.
    pub(crate) fn is_full(&self) -> bool {
        self.max_characters > 0 && self.characters > self.max_characters
    }

    /// Names the document, unless it has a name already or the name is empty.
    pub fn title(&mut self, title: &str) {
        let title = one_line(&clean(title).text);
        if self.document.title.is_none() && !title.is_empty() {
            self.document.title = Some(title);
        }
    }

    /// Adds a block: hidden text is taken out, white space folded (but not in code), and an empty block left out.
    pub fn push(&mut self, kind: BlockKind, text: &str) {
        if self.is_full() {
            return;
        }
        let clean = clean(text);
        self.document.cleaned.add(&clean.removed);
        let text = if kind == BlockKind::Code { code(&clean.text) } else { one_line(&clean.text) };
        self.push_as_is(kind, &text, &[]);
    }

    /// Adds a block of one line whose words the author marked: kind and byte range within `text`.
    ///
    /// `text` is taken as it is, so that the ranges hold.
    pub fn push_marked(&mut self, text: &str, kind: BlockKind, marks: &[(MarkKind, std::ops::Range<usize>)]) {
        self.push_as_is(kind, text, marks);
    }

    /// Ends a list or table, so that the next item or row begins another.
    pub fn close_list(&mut self) {
        self.list_closed = true;
    }

    /// Says that the following blocks stand on page `number`.
    pub fn page(&mut self, number: u32) {
        let start = self.document.text.len();
        self.document.pages.push(Page { number, bytes: start..start });
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.document.blocks.is_empty()
    }

    /// What was taken out, to be added to.
    pub fn cleaned(&mut self) -> &mut Cleaned {
        &mut self.document.cleaned
    }

    /// The document, if it kept within its limit.
    pub(crate) fn finish_within(self) -> Result<Document, Error> {
        if self.is_full() {
            return Err(Error::TooMuchText { max_characters: self.max_characters });
        }
        Ok(self.finish())
    }

    /// The document.
    pub fn finish(mut self) -> Document {
        let length = self.document.text.len();
        let mut end = length;
        for page in self.document.pages.iter_mut().rev() {
            page.bytes = page.bytes.start.min(end)..end;
            end = page.bytes.start;
        }
        self.document
    }

    fn push_as_is(&mut self, kind: BlockKind, text: &str, marks: &[(MarkKind, std::ops::Range<usize>)]) {
        if text.is_empty() {
            return;
        }
        let gap = self.gap_before(kind);
        let document = &mut self.document;
        document.text.push_str(gap);
        let start = document.text.len();
        document.text.push_str(text);
        self.characters += gap.len() + text.chars().count();
        document.blocks.push(Block { kind, bytes: start..document.text.len() });
        let placed = |(kind, range): &(MarkKind, std::ops::Range<usize>)| Mark {
            kind: *kind,
            start: start + range.start,
            end: start + range.end,
        };
        document.marks.extend(marks.iter().map(placed));
        self.list_closed = false;
    }

    fn gap_before(&self, kind: BlockKind) -> &'static str {
        let runs_on = matches!(kind, BlockKind::ListItem | BlockKind::TableRow) && !self.list_closed;
        match self.document.blocks.last() {
            None => "",
            Some(last) if runs_on && last.kind == kind => "\n",
            Some(_) => "\n\n",
        }
    }
}

/// Folds all white space into single spaces.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// Code without trailing white space and without empty lines, which would part it.
fn code(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_follow_the_convention() {
        let mut builder = Builder::default();
        builder.title("  ");
        builder.title("Water  cycle");
        builder.page(1);
        builder.push(BlockKind::Heading(1), "Water\ncycle");
        builder.push(BlockKind::Paragraph, "It goes   round.\n");
        builder.push(BlockKind::Paragraph, " ");
        builder.page(2);
        builder.push(BlockKind::ListItem, "- rain");
        builder.push(BlockKind::ListItem, "- snow");
        builder.close_list();
        builder.push(BlockKind::ListItem, "1. melt");
        builder.push(BlockKind::Code, "a = 1\n\n  b = 2  \n");
        let document = builder.finish();
        assert_eq!(document.title.as_deref(), Some("Water cycle"));
        assert_eq!(
            document.text,
            "Water cycle\n\nIt goes round.\n\n- rain\n- snow\n\n1. melt\n\na = 1\n  b = 2"
        );
        let texts: Vec<&str> = document.blocks.iter().map(|block| document.text_of(block)).collect();
        assert_eq!(texts, ["Water cycle", "It goes round.", "- rain", "- snow", "1. melt", "a = 1\n  b = 2"]);
        let snow = document.text.find("snow").unwrap();
        assert_eq!((document.page_at(0), document.page_at(snow)), (Some(1), Some(2)));
        assert_eq!(document.pages[1].bytes.end, document.text.len());
    }
}
