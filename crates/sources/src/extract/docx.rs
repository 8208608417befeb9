//! Word documents: paragraphs, headings, lists and tables of the main part.
//!
//! Deleted and hidden runs are left out, and so are notes, comments, heads and feet, which are parts of their own.

use std::collections::HashMap;

use quick_xml::events::BytesStart;

use super::archive::Archive;
use super::xml::{self, Happening, attribute};
use crate::document::{BlockKind, Builder, Hidden};
use crate::error::Error;
use crate::limits::Limits;

mod math;
mod numbering;
mod run;
mod styles;

use numbering::Numbering;
use run::Run;
use styles::{Styles, Use};

/// What a person calls the format.
pub(super) const FORMAT: &str = "Word document";

/// Reads a Word document into blocks.
pub(super) fn read(bytes: &[u8], builder: &mut Builder, limits: &Limits) -> Result<(), Error> {
    let mut archive = Archive::open(bytes, FORMAT, limits)?;
    let styles = match archive.part("word/styles.xml")? {
        Some(part) => styles::read(&part, limits)?,
        None => Styles::default(),
    };
    let numbering = match archive.part("word/numbering.xml")? {
        Some(part) => numbering::read(&part, limits)?,
        None => Numbering::default(),
    };
    if let Some(properties) = archive.part("docProps/core.xml")? {
        builder.title(&title_of(&properties, limits)?);
    }
    let body = archive.needed_part(&main_part(&archive))?;
    let mut reader = Reader::new(builder, &styles, &numbering);
    xml::each(&body, FORMAT, limits, |happening| {
        reader.take(&happening);
        Ok(())
    })
}

/// The part with the text, which some programs number (`word/document2.xml`).
fn main_part(archive: &Archive<'_>) -> String {
    const USUAL: &str = "word/document.xml";
    let names = archive.names();
    let numbered = |name: &&String| name.starts_with("word/document") && name.ends_with(".xml");
    let usual = names.iter().find(|name| *name == USUAL);
    usual.or_else(|| names.iter().find(numbered)).cloned().unwrap_or_else(|| USUAL.to_owned())
}

fn title_of(properties: &[u8], limits: &Limits) -> Result<String, Error> {
    let (mut title, mut inside) = (String::new(), false);
    xml::each(properties, FORMAT, limits, |happening| {
        match happening {
            Happening::Start(start) => inside = start.local_name().as_ref() == "title",
            Happening::End(_) => inside = false,
            Happening::Text(text) if inside => title.push_str(text),
            Happening::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(title)
}

struct Reader<'a> {
    builder: &'a mut Builder,
    styles: &'a Styles,
    numbering: &'a Numbering,
    paragraph: Paragraph,
    run: Run,
    /// How many elements are open whose text nobody reads: deleted text, field codes, fall-backs.
    skipping: usize,
    in_text: bool,
    /// The cells of the row that is open, one for each table that is.
    rows: Vec<Vec<String>>,
    /// The number of the last item at each depth, and the list it belonged to.
    numbers: HashMap<u8, (String, u32)>,
    /// Whether something else stood after the last list item.
    list_is_over: bool,
    in_formula: bool,
}

/// The paragraph that is open.
#[derive(Default)]
struct Paragraph {
    text: String,
    kind: Use,
    list: Option<String>,
    list_depth: u8,
}

impl<'a> Reader<'a> {
    fn new(builder: &'a mut Builder, styles: &'a Styles, numbering: &'a Numbering) -> Self {
        Self {
            builder,
            styles,
            numbering,
            paragraph: Paragraph::default(),
            run: Run::default(),
            skipping: 0,
            in_text: false,
            rows: Vec::new(),
            numbers: HashMap::new(),
            list_is_over: true,
            in_formula: false,
        }
    }

    fn take(&mut self, happening: &Happening<'_>) {
        match happening {
            Happening::Start(start) => self.start(start),
            Happening::End(name) => self.end(name),
            Happening::Text(text) if self.in_text && self.skipping == 0 => {
                if self.run.is_hidden() {
                    self.builder.cleaned().note(Hidden::HiddenElement);
                } else {
                    self.paragraph.text.push_str(text);
                }
            }
            Happening::Text(_) => {}
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name();
        self.in_formula |= name.as_ref() == "oMath";
        if let Some(tex) = math::opening(name.as_ref()).filter(|_| self.in_formula) {
            self.paragraph.text.push_str(tex);
        }
        match name.as_ref() {
            "del" | "moveFrom" | "instrText" | "Fallback" | "delText" => self.skipping += 1,
            "tbl" => self.begin_table(),
            "tr" => self.rows.iter_mut().last().into_iter().for_each(Vec::clear),
            "tc" => self.begin_cell(),
            "p" => self.paragraph = Paragraph::default(),
            "pStyle" => self.paragraph.kind = self.styles.used_by(attribute(start, "val").as_deref()),
            "outlineLvl" => {
                self.paragraph.kind = Use::outline(attribute(start, "val").as_deref(), self.paragraph.kind);
            }
            "numId" => self.paragraph.list = attribute(start, "val").filter(|id| id != "0"),
            "ilvl" => {
                self.paragraph.list_depth =
                    attribute(start, "val").and_then(|at| at.parse().ok()).unwrap_or(0);
            }
            "r" => self.run = Run::default(),
            "t" => self.in_text = true,
            "tab" if self.skipping == 0 => self.paragraph.text.push(' '),
            "br" | "cr" if self.skipping == 0 => self.paragraph.text.push('\n'),
            "noBreakHyphen" if self.skipping == 0 => self.paragraph.text.push('-'),
            property => self.run.take(property, attribute(start, "val").as_deref()),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(tex) = math::closing(name).filter(|_| self.in_formula) {
            self.paragraph.text.push_str(tex);
        }
        match name {
            "oMath" => self.in_formula = false,
            "del" | "moveFrom" | "instrText" | "Fallback" | "delText" => {
                self.skipping = self.skipping.saturating_sub(1);
            }
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tr" => self.end_row(),
            "tbl" => {
                self.rows.pop();
                self.builder.close_list();
            }
            _ => {}
        }
    }

    fn begin_table(&mut self) {
        self.builder.close_list();
        self.rows.push(Vec::new());
    }

    fn begin_cell(&mut self) {
        const MOST: usize = 500;
        if let Some(row) = self.rows.last_mut().filter(|row| row.len() < MOST) {
            row.push(String::new());
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.text.trim().is_empty() {
            return;
        }
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(paragraph.text.trim());
            return;
        }
        self.list_is_over |= paragraph.list.is_none();
        match paragraph.kind {
            Use::Title => {
                self.builder.title(&paragraph.text);
                self.builder.push(BlockKind::Heading(1), &paragraph.text);
            }
            Use::Heading(level) => self.builder.push(BlockKind::Heading(level), &paragraph.text),
            Use::Contents => {}
            Use::Caption => self.builder.push(BlockKind::Caption, &paragraph.text),
            Use::Quote => self.builder.push(BlockKind::Quote, &paragraph.text),
            Use::Code => self.builder.push(BlockKind::Code, &paragraph.text),
            Use::List | Use::Body => self.prose(&paragraph),
        }
    }

    fn prose(&mut self, paragraph: &Paragraph) {
        let Some(list) = &paragraph.list else {
            let (kind, marker) = if paragraph.kind == Use::List {
                (BlockKind::ListItem, "- ")
            } else {
                (BlockKind::Paragraph, "")
            };
            self.builder.push(kind, &format!("{marker}{}", paragraph.text.trim()));
            return;
        };
        let marker = if self.numbering.is_numbered(list, paragraph.list_depth) {
            format!("{}. ", self.next_number(list, paragraph.list_depth))
        } else {
            "- ".to_owned()
        };
        self.builder.push(BlockKind::ListItem, &format!("{marker}{}", paragraph.text.trim()));
    }

    /// The number of the next item: a list goes on where it stopped, another begins anew where something stood between.
    fn next_number(&mut self, list: &str, depth: u8) -> u32 {
        self.numbers.retain(|deeper, _| *deeper <= depth);
        let (last_list, last) = self.numbers.entry(depth).or_default();
        let goes_on = last_list == list || !self.list_is_over;
        *last = if goes_on { last.saturating_add(1) } else { 1 };
        list.clone_into(last_list);
        self.list_is_over = false;
        *last
    }

    fn end_row(&mut self) {
        let Some(row) = self.rows.last_mut() else { return };
        let cells = std::mem::take(row);
        // a table of one cell frames what stands in it
        let kind = if cells.len() == 1 { BlockKind::Paragraph } else { BlockKind::TableRow };
        let text = cells.join(" | ");
        // a table within a table is a cell of it
        let outer = self.rows.len().checked_sub(2).and_then(|index| self.rows.get_mut(index));
        match outer.and_then(|row| row.last_mut()) {
            Some(cell) => cell.push_str(&text),
            None => self.builder.push(kind, &text),
        }
    }
}
