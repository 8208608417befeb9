//! Markdown: CommonMark with tables, footnotes and mathematics, which stays TeX.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::document::{BlockKind, Builder};
use crate::error::Error;
use crate::extract::glossary::{self, Table};
use crate::limits::Limits;

mod inline_html;

use inline_html::InlineHtml;

/// Reads Markdown into blocks.
pub(super) fn read(text: &str, builder: &mut Builder, limits: &Limits) -> Result<(), Error> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader::new(builder);
    for event in Parser::new_ext(text, options) {
        reader.take(event);
        if reader.depth > limits.max_nesting {
            return Err(Error::TooDeep { format: "Markdown text", max_nesting: limits.max_nesting });
        }
    }
    Ok(())
}

struct Reader<'a> {
    builder: &'a mut Builder,
    text: String,
    html: InlineHtml,
    depth: usize,
    /// For each list that is open, the number of its next item, where items are numbered.
    lists: Vec<Option<u64>>,
    /// What the text gathered now belongs to.
    kind: BlockKind,
    quotes: usize,
    table: Table,
    /// The cells of the row that is open.
    cells: Vec<String>,
    /// The term of a definition list whose meaning has not been read yet.
    term: Option<String>,
    /// How many things are open whose text is not the reader's: pictures, metadata, notes.
    skipping: usize,
    in_metadata: bool,
    titled: bool,
}

impl<'a> Reader<'a> {
    fn new(builder: &'a mut Builder) -> Self {
        Self {
            builder,
            text: String::new(),
            html: InlineHtml::default(),
            depth: 0,
            lists: Vec::new(),
            kind: BlockKind::Paragraph,
            quotes: 0,
            table: Table::default(),
            cells: Vec::new(),
            term: None,
            skipping: 0,
            in_metadata: false,
            titled: false,
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.open(&tag);
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.close(tag);
            }
            Event::Text(text) | Event::Code(text) if self.in_metadata => self.metadata(&text),
            Event::Text(text) | Event::Code(text) => self.words(&text),
            Event::InlineMath(tex) => self.words(&format!("${tex}$")),
            Event::DisplayMath(tex) => self.words(&format!("$${tex}$$")),
            Event::SoftBreak | Event::HardBreak => self.words("\n"),
            Event::InlineHtml(html) => self.html.take(&html),
            Event::Html(html) => self.text.push_str(&html),
            Event::Rule => self.flush(BlockKind::Paragraph),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn words(&mut self, text: &str) {
        if self.skipping == 0 && !self.html.hides() {
            self.text.push_str(text);
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { .. }
            | Tag::Table(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => self.flush(self.kind),
            Tag::BlockQuote(_) => {
                self.flush(self.kind);
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.flush(self.kind);
                self.builder.close_list();
                self.lists.push(*first);
            }
            Tag::Item => self.begin_item(),
            Tag::Paragraph if self.kind != BlockKind::ListItem => self.kind = self.prose(),
            Tag::Image { .. } | Tag::FootnoteDefinition(_) => self.skipping += 1,
            Tag::MetadataBlock(_) => self.in_metadata = true,
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.heading(level),
            TagEnd::Paragraph | TagEnd::DefinitionListDefinition => self.flush(self.kind),
            TagEnd::DefinitionListTitle => {
                self.announce();
                self.term = Some(std::mem::take(&mut self.text));
            }
            TagEnd::DefinitionList => {
                self.announce();
                self.builder.close_list();
            }
            TagEnd::Item => {
                self.flush(self.kind);
                self.kind = self.prose();
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.kind = self.prose();
                if self.lists.is_empty() {
                    self.builder.close_list();
                }
            }
            TagEnd::BlockQuote(_) => {
                self.quotes = self.quotes.saturating_sub(1);
                self.kind = self.prose();
            }
            TagEnd::CodeBlock => self.flush(BlockKind::Code),
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.text)),
            TagEnd::TableHead => self.table.head = std::mem::take(&mut self.cells),
            TagEnd::TableRow => self.table.rows.push(std::mem::take(&mut self.cells)),
            TagEnd::Table => std::mem::take(&mut self.table).push(self.builder),
            TagEnd::HtmlBlock => self.html_block(),
            TagEnd::Image | TagEnd::FootnoteDefinition => self.skipping = self.skipping.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.in_metadata = false,
            _ => {}
        }
    }

    fn prose(&self) -> BlockKind {
        if self.quotes > 0 { BlockKind::Quote } else { BlockKind::Paragraph }
    }

    fn begin_item(&mut self) {
        self.flush(self.kind);
        self.kind = BlockKind::ListItem;
    }

    fn heading(&mut self, level: HeadingLevel) {
        if level == HeadingLevel::H1 && !self.titled {
            self.builder.title(&self.text);
            self.titled = true;
        }
        self.html.close_all();
        self.flush(BlockKind::Heading(level as u8));
    }

    /// Writes what was gathered; a list item gets its marker, and what follows within the item is prose.
    fn flush(&mut self, kind: BlockKind) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        match self.term.take() {
            Some(term) if glossary::is_entry(term.trim(), text.trim()) => {
                self.builder.push(BlockKind::ListItem, &glossary::item(&term, &text));
                return;
            }
            term => self.term = term,
        }
        self.announce();
        if kind != BlockKind::ListItem {
            self.builder.push(kind, &text);
            return;
        }
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            _ => "- ".to_owned(),
        };
        self.builder.push(kind, &format!("{marker}{}", text.trim()));
        self.kind = self.prose();
    }

    /// Writes a term that no short meaning followed, as the heading of what is said below it.
    fn announce(&mut self) {
        if let Some(term) = self.term.take() {
            self.builder.push(BlockKind::Heading(6), &term);
        }
    }

    /// HTML between blocks: what a reader sees of it is text.
    fn html_block(&mut self) {
        let html = std::mem::take(&mut self.text);
        let mut seen = InlineHtml::default();
        let text = seen.text_of(&html);
        self.announce();
        self.builder.push(self.prose(), &text);
    }

    fn metadata(&mut self, text: &str) {
        let title = text.lines().find_map(|line| {
            let rest = line.strip_prefix("title")?.trim_start();
            rest.strip_prefix(':').or_else(|| rest.strip_prefix('='))
        });
        if let Some(title) = title {
            self.builder.title(title.trim().trim_matches(['"', '\'']));
        }
    }
}
