//! PDF: the text of the pages, laid out as paragraphs, headings and lists.
//!
//! The parsers of the format (`lopdf`, `pdf-extract`) trust a file in ways a hostile one abuses: they unpack without
//! bound, follow references without end and panic on what they did not expect. So the file is looked over before they
//! see it ([`guard`]), unpacked within a budget ([`load`]), and each page is cut down to what draws text ([`pages`]).
//! What comes out is glyphs with places ([`glyphs`]), of which lines ([`lines`]) and paragraphs ([`layout`]) are made.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::document::{Builder, Hidden};
use crate::error::Error;
use crate::limits::Limits;

mod glyphs;
mod guard;
mod layout;
mod lines;
mod load;
mod operators;
mod pages;
mod running;
mod tables;

use glyphs::Collector;

/// What a person calls the format.
pub(super) const FORMAT: &str = "PDF";

/// Reads a PDF into blocks.
pub(super) fn read(bytes: &[u8], builder: &mut Builder, limits: &Limits) -> Result<(), Error> {
    guard::check(bytes)?;
    let mut pdf = load::load(bytes, limits)?;
    let numbers = pages::simplify(&mut pdf, limits)?;
    let mut hidden = 0;
    let mut characters = 0;
    let mut read = Vec::with_capacity(numbers.len());
    let mut failed = 0_usize;
    for number in numbers {
        let mut collector = Collector::new(limits.max_text_characters.saturating_sub(characters));
        // one page that the parser stumbles over does not cost the others
        let page = catch_unwind(AssertUnwindSafe(|| {
            pdf_extract::output_doc_page(&pdf.document, &mut collector, number)
        }));
        if !matches!(page, Ok(Ok(()))) {
            failed += 1;
        }
        if collector.is_full() {
            return Err(Error::TooMuchText { max_characters: limits.max_text_characters });
        }
        hidden += collector.hidden;
        characters += collector.characters();
        read.push((number, lines::lines(&collector.glyphs)));
    }
    if failed == read.len() && failed > 0 {
        return Err(Error::damaged(FORMAT, "no page could be read"));
    }
    builder.cleaned().note_many(Hidden::HiddenElement, hidden);
    let removed = running::remove(&mut read);
    builder.cleaned().note_many(Hidden::RunningLine, removed);
    builder.title(&load::title(&pdf.document));
    layout::blocks(&read, builder);
    Ok(())
}
