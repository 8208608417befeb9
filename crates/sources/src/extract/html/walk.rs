//! From the tree of a page to blocks, in reading order.

use dom_query::NodeRef;

use super::{Gathered, inline};
use crate::document::{BlockKind, Builder};
use crate::extract::glossary::{self, Table};

/// The deepest that elements are followed; deeper ones are read as running text.
const DEEPEST: usize = 600;

/// Reads an element's blocks.
pub(super) fn blocks(root: &NodeRef<'_>, builder: &mut Builder) {
    let mut walker =
        Walker { builder, words: Gathered::default(), kind: BlockKind::Paragraph, marker: String::new() };
    walker.children(root, 0);
    walker.flush();
}

struct Walker<'a> {
    builder: &'a mut Builder,
    words: Gathered,
    /// What the words gathered now belong to.
    kind: BlockKind,
    /// The marker of the list item that the words belong to.
    marker: String,
}

impl Walker<'_> {
    fn children(&mut self, node: &NodeRef<'_>, depth: usize) {
        for child in node.children_it(false) {
            if self.builder.is_full() {
                return;
            }
            if child.is_text() {
                self.words.text.push_str(&child.text());
            } else if child.is_element() {
                self.element(&child, depth + 1);
            }
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, depth: usize) {
        let name = node.node_name().unwrap_or_default();
        if depth > DEEPEST {
            self.words.text.push_str(&node.text());
            return;
        }
        if let Some(words) = inline::replaced(node, &name) {
            self.words.text.push_str(&words);
            return;
        }
        match &*name {
            "head" | "nav" | "title" => {}
            "header" | "footer" | "aside" | "form" if is_furniture(node) => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, &name),
            "p" | "div" | "section" | "article" | "main" | "body" | "details" | "figure" | "address"
            | "fieldset" | "header" | "footer" | "aside" | "form" | "center" | "hgroup" => {
                self.block(node, self.kind, depth);
            }
            "dl" if is_glossary(node) => self.glossary(node),
            "dl" => self.block(node, self.kind, depth),
            "dt" | "summary" | "legend" => self.whole(node, BlockKind::Heading(6)),
            "dd" => self.block(node, BlockKind::Paragraph, depth),
            "blockquote" => self.block(node, BlockKind::Quote, depth),
            "figcaption" | "caption" => self.whole(node, BlockKind::Caption),
            "pre" | "listing" => self.whole(node, BlockKind::Code),
            "ul" | "ol" | "menu" | "dir" => self.list(node, &*name == "ol", depth),
            "table" => self.table(node, depth),
            _ => self.children(node, depth),
        }
    }

    /// An element that stands by itself, with whatever stands in it.
    fn block(&mut self, node: &NodeRef<'_>, kind: BlockKind, depth: usize) {
        self.flush();
        let outer = std::mem::replace(&mut self.kind, kind);
        self.children(node, depth);
        self.flush();
        if self.kind != BlockKind::Paragraph || outer != BlockKind::ListItem {
            self.kind = outer;
        }
    }

    /// An element that is one block, whatever stands in it.
    fn whole(&mut self, node: &NodeRef<'_>, kind: BlockKind) {
        self.flush();
        self.words.text.push_str(&node.text());
        self.words.flush(kind, "", self.builder);
    }

    fn heading(&mut self, node: &NodeRef<'_>, name: &str) {
        self.flush();
        let level = name.bytes().last().map_or(2, |digit| digit.saturating_sub(b'0'));
        let text = node.text();
        // the sign that links to a heading, and the word to edit it by
        let text = text.trim().trim_end_matches(['¶', '#', '§']).trim_end().trim_end_matches("[edit]");
        if level == 1 {
            self.builder.title(text);
        }
        self.builder.push(BlockKind::Heading(level), text);
    }

    /// Each term and what it means as one item, as a glossary in a text has them.
    fn glossary(&mut self, node: &NodeRef<'_>) {
        self.flush();
        let mut term = String::new();
        for part in node.children_it(false).filter(NodeRef::is_element) {
            if part.has_name("dt") {
                term = part.text().to_string();
            } else {
                self.builder.push(BlockKind::ListItem, &glossary::item(&term, &part.text()));
            }
        }
        self.builder.close_list();
    }

    fn list(&mut self, node: &NodeRef<'_>, is_ordered: bool, depth: usize) {
        self.flush();
        if is_menu(node) {
            return;
        }
        let outer = self.kind;
        let first = node.attr("start").and_then(|start| start.trim().parse::<u32>().ok()).unwrap_or(1);
        let items = node.children_it(false).filter(NodeRef::is_element);
        for (number, item) in (first..).zip(items) {
            self.kind = BlockKind::ListItem;
            self.marker = if is_ordered { format!("{number}. ") } else { "- ".to_owned() };
            self.children(&item, depth + 1);
            self.flush();
        }
        self.kind = if outer == BlockKind::ListItem { BlockKind::Paragraph } else { outer };
        self.marker.clear();
        if outer != BlockKind::ListItem {
            self.builder.close_list();
        }
    }

    /// A table of data is read row by row; one that only lays out the page, as what stands in its cells.
    fn table(&mut self, node: &NodeRef<'_>, depth: usize) {
        self.flush();
        let lays_out = node.descendants_it().any(|inner| {
            inner.node_name().is_some_and(|name| {
                matches!(&*name, "p" | "h1" | "h2" | "h3" | "ul" | "ol" | "table" | "blockquote")
            })
        });
        if lays_out {
            self.children(node, depth);
            self.flush();
            return;
        }
        let mut table = Table::default();
        for row in node.descendants_it().filter(|inner| inner.has_name("tr") || inner.has_name("caption")) {
            if row.has_name("caption") {
                self.whole(&row, BlockKind::Caption);
                continue;
            }
            let cells: Vec<_> = row.children_it(false).filter(NodeRef::is_element).collect();
            let names = table.is_empty() && !cells.is_empty() && cells.iter().all(|cell| cell.has_name("th"));
            let texts = cells.iter().map(|cell| cell.text().to_string()).collect();
            if names {
                table.head = texts;
            } else {
                table.rows.push(texts);
            }
        }
        table.push(self.builder);
    }

    fn flush(&mut self) {
        if self.words.text.trim().is_empty() {
            self.words.text.clear();
            return;
        }
        let marker = std::mem::take(&mut self.marker);
        self.words.flush(self.kind, &marker, self.builder);
        if self.kind == BlockKind::ListItem {
            // what else stands in the item is prose below it
            self.kind = BlockKind::Paragraph;
        }
    }
}

/// Whether a head, foot or side of a page holds no prose of its own.
fn is_furniture(node: &NodeRef<'_>) -> bool {
    let has_heading = node.descendants_it().any(|inner| inner.has_name("h1"));
    let has_prose = node.descendants_it().any(|inner| inner.has_name("p") && inner.text().trim().len() > 200);
    !(has_heading || has_prose)
}

/// Whether a description list is a glossary: terms of a few words, each with one short meaning in plain words.
fn is_glossary(node: &NodeRef<'_>) -> bool {
    const ELSE: &str = "p ul ol dl pre table math img svg div";
    let parts: Vec<_> = node.children_it(false).filter(NodeRef::is_element).collect();
    let plain = |part: &NodeRef<'_>| {
        !part.descendants_it().any(|inner| ELSE.split(' ').any(|name| inner.has_name(name)))
    };
    let is_entry = |pair: &[NodeRef<'_>]| {
        let [term, meaning] = pair else { return false };
        let named = term.has_name("dt") && meaning.has_name("dd") && plain(term) && plain(meaning);
        named && glossary::is_entry(term.text().trim(), meaning.text().trim())
    };
    !parts.is_empty() && parts.chunks(2).all(is_entry)
}

/// Whether a list is a menu: nearly all links, and no sentence.
fn is_menu(node: &NodeRef<'_>) -> bool {
    const LINKS_PERCENT: usize = 75;
    let text = node.text();
    let length = text.trim().len();
    let linked: usize =
        node.descendants_it().filter(|inner| inner.has_name("a")).map(|link| link.text().trim().len()).sum();
    length > 0
        && linked * 100 >= length * LINKS_PERCENT
        && !text.contains(". ")
        && !text.trim_end().ends_with('.')
}
