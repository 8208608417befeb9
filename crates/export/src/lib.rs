//! Materials in the formats other programs read.
//!
//! [`formats`] says which formats a content type has, [`export`](export()) makes a file of one. Everything is pure: a
//! material in, bytes out. All texts of a material are hostile: HTML is escaped, cells that a spreadsheet would run as
//! a formula are defused, file names keep nothing a file system could misread.
//!
//! Deliberately not here: who may have a material, where files are kept.
//!
//! Read [`Format`] first.

use content::{ContentType, Material};

mod csv;
mod error;
mod file_name;
mod format;
mod html;
pub mod math;

pub use error::Error;
pub use file_name::FileName;
pub use format::{Format, formats};

/// A file that was made of a material.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Its contents.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
    /// What to call it.
    pub file_name: FileName,
}

/// Makes a file of a ready material.
///
/// # Errors
/// [`Error::NotReady`] when the material has no body yet; [`Error::Format`] when its content type does not have the
/// format.
pub fn export(material: &Material, format: Format) -> Result<Export, Error> {
    let Some(body) = &material.body else { return Err(Error::NotReady) };
    let of_type = material.content_type;
    if !formats(of_type).contains(&format) {
        return Err(Error::Format { format, content_type: of_type });
    }
    let bytes = match format {
        Format::Markdown => body.to_markdown().into_bytes(),
        Format::Html => html::page(material, body).into_bytes(),
        Format::Json => json(material),
        Format::Csv => csv::table(body),
    };
    let file_name = FileName::of(body.title(), of_type.as_str(), format.extension());
    Ok(Export { bytes, media_type: format.media_type(), file_name })
}

fn json(material: &Material) -> Vec<u8> {
    let mut bytes =
        serde_json::to_vec_pretty(material).expect("a material holds only strings, numbers and lists");
    bytes.push(b'\n');
    bytes
}

/// The formats as a person reads them in a sentence.
fn names(content_type: ContentType) -> String {
    formats(content_type).iter().map(|format| format.as_str()).collect::<Vec<_>>().join(", ")
}
