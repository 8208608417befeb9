//! Reading documents nobody here wrote: bytes in, a [`Document`] or a clear [`Error`] out.
//!
//! What a file is, is read from its bytes first and from its name second. Each format is read in a thread of its own
//! named `extract`, which is given up when its time is over and whose panics, should a parser have one, become errors.

use crate::document::{BlockKind, Builder, Document};
use crate::error::Error;
use crate::limits::Limits;

mod archive;
mod bounded;
mod decode;
mod docx;
mod epub;
pub(crate) mod glossary;
mod html;
mod hyphen;
mod markdown;
mod pdf;
mod plain;
mod sniff;
mod style;
mod xml;

use sniff::Format;

/// What is known of a file beside its bytes; believed only where the bytes leave it open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hint<'a> {
    /// Its name, with or without folders.
    pub file_name: Option<&'a str>,
    /// Its media type, such as `text/html; charset=utf-8`.
    pub media_type: Option<&'a str>,
}

/// Reads a document.
///
/// # Errors
/// One [`Error`] for everything that may be wrong with a file; none is a fault of the server.
pub fn extract(bytes: &[u8], hint: Hint<'_>, limits: &Limits) -> Result<Document, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    if bytes.len() > limits.max_bytes {
        return Err(Error::TooLarge { bytes: bytes.len(), max_bytes: limits.max_bytes });
    }
    let format = sniff::format(bytes, hint)?;
    let read = {
        let (bytes, limits) = (bytes.to_vec(), limits.clone());
        move || read(format, &bytes, &limits)
    };
    let document = bounded::run(format.name(), limits.timeout_ms, read)?;
    if document.text.is_empty() {
        return Err(Error::NoText { format: format.name() });
    }
    Ok(titled(document))
}

/// The text of a file that is nothing else, if it is not much longer than a text may be: marks and white space take
/// little.
fn bare_text(bytes: &[u8], limits: &Limits) -> Result<String, Error> {
    let text = decode::text(bytes)?;
    if text.chars().count() / 3 * 2 > limits.max_text_characters {
        return Err(Error::TooMuchText { max_characters: limits.max_text_characters });
    }
    Ok(text)
}

/// A document without a title of its own is called by the heading that it begins with.
fn titled(mut document: Document) -> Document {
    const LONGEST_CHARACTERS: usize = 300;
    let first = document.blocks.first().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let heading = first.map(|block| document.text_of(block).to_owned());
    document.title = document.title.or(heading).map(|title| title.chars().take(LONGEST_CHARACTERS).collect());
    document
}

fn read(format: Format, bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut builder = Builder::within(limits.max_text_characters);
    match format {
        Format::Markdown => markdown::read(&bare_text(bytes, limits)?, &mut builder, limits)?,
        Format::Plain => plain::read(&bare_text(bytes, limits)?, &mut builder),
        Format::Html => html::read(&decode::page(bytes)?, &mut builder, limits)?,
        Format::Docx => docx::read(bytes, &mut builder, limits)?,
        Format::Epub => epub::read(bytes, &mut builder, limits)?,
        Format::Pdf => pdf::read(bytes, &mut builder, limits)?,
    }
    builder.finish_within()
}
