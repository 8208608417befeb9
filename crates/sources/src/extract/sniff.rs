//! What a file is, by its bytes first and its name second.

use super::Hint;
use super::decode::unmarked_utf_16;
use crate::error::Error;

/// A kind of document that is read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Markdown,
    Plain,
    Html,
    Pdf,
    Docx,
    Epub,
}

impl Format {
    /// What a person calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown text",
            Self::Plain => "text",
            Self::Html => "HTML page",
            Self::Pdf => "PDF",
            Self::Docx => "Word document",
            Self::Epub => "EPUB",
        }
    }
}

/// What files of other kinds begin with, and what a person calls them.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"BM\x00\x00", "a BMP picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"RIFF", "a picture, sound or film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"SQLite format 3\0", "a database"),
    (b"{\\rtf", "a rich text file (.rtf)"),
    (b"%!PS", "a PostScript file"),
    (b"AT&TFORM", "a DjVu document"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
];

/// What a file is.
///
/// # Errors
/// [`Error::Unsupported`] for a known kind that is not read here, [`Error::Binary`] for an unknown one.
pub(super) fn format(bytes: &[u8], hint: Hint<'_>) -> Result<Format, Error> {
    if let Some((_, found)) = OTHERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Error::Unsupported { found });
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Err(Error::Unsupported { found: "a film or picture" });
    }
    // the header of a PDF may stand after other bytes, within the first 1,024 (PDF 1.7, implementation note 13)
    if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive(bytes);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(compound_file(bytes));
    }
    let marked = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if !marked && bytes.contains(&0) && unmarked_utf_16(bytes).is_none() {
        return Err(Error::Binary);
    }
    Ok(text_format(bytes, hint))
}

/// What a zip archive holds.
fn archive(bytes: &[u8]) -> Result<Format, Error> {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    if has(b"application/epub+zip") || has(b"META-INF/container.xml") {
        return Ok(Format::Epub);
    }
    if has(b"word/document") {
        return Ok(Format::Docx);
    }
    let found = if has(b"xl/workbook.xml") {
        "an Excel workbook"
    } else if has(b"ppt/presentation.xml") {
        "a PowerPoint presentation"
    } else if has(b"application/vnd.oasis.opendocument") {
        "an OpenDocument file"
    } else {
        "a zip archive"
    };
    Err(Error::Unsupported { found })
}

/// What Office's old container holds: a file of an old program, or a locked one of a new.
fn compound_file(bytes: &[u8]) -> Error {
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(locked.len()).any(|window| window == locked) {
        return Error::Protected { format: "Word document" };
    }
    Error::Unsupported { found: "a file of an old Office program (.doc, .xls or .ppt)" }
}

fn text_format(bytes: &[u8], hint: Hint<'_>) -> Format {
    let head = &bytes[..bytes.len().min(4096)];
    // UTF-16 is looked at without its zeros
    let head: String = head.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
    let head = head.trim_start_matches(|c: char| !c.is_ascii_graphic()).to_ascii_lowercase();
    let named = |endings: &[&str]| {
        let name = hint.file_name.unwrap_or_default().to_ascii_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    };
    let media = hint.media_type.unwrap_or_default().to_ascii_lowercase();
    if begins_page(&head) || named(&[".html", ".htm", ".xhtml"]) || media.contains("html") {
        Format::Html
    } else if named(&[".md", ".markdown", ".mkd"]) || media.contains("markdown") {
        Format::Markdown
    } else if named(&[".txt", ".text", ".log", ".rst", ".csv"]) || !looks_like_markdown(bytes) {
        Format::Plain
    } else {
        Format::Markdown
    }
}

fn begins_page(head: &str) -> bool {
    const OPENINGS: [&str; 8] =
        ["<!doctype html", "<html", "<head", "<body", "<title", "<article", "<main", "<meta "];
    let after_declaration = match head.strip_prefix("<?xml") {
        Some(rest) => rest.split_once("?>").map_or("", |(_, rest)| rest.trim_start()),
        None => head,
    };
    let mut rest = after_declaration;
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, rest)| rest.trim_start());
    }
    OPENINGS.iter().any(|opening| rest.starts_with(opening))
}

/// Whether text without a name has the signs of Markdown: headings, fences, links or emphasis.
fn looks_like_markdown(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(16_384)]);
    let is_heading = |line: &str| {
        let text = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - text.len())) && text.starts_with(' ') && text.trim().len() > 1
    };
    head.lines().any(|line| is_heading(line) || line.starts_with("```"))
        || head.contains("](http")
        || head.matches("**").count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8], file_name: &str) -> Option<Format> {
        format(bytes, Hint { file_name: Some(file_name), media_type: None }).ok()
    }

    #[test]
    fn bytes_are_believed_before_names() {
        assert_eq!(of(b"%PDF-1.4 ...", "notes.txt"), Some(Format::Pdf));
        assert_eq!(of(b"\xef\xbb\xbf<!DOCTYPE html><p>x", "x.md"), Some(Format::Html));
        assert_eq!(of(b"<?xml version='1.0'?><!-- a --><html>", ""), Some(Format::Html));
        assert_eq!(of(b"\x89PNG\r\n\x1a\n....", "scan.pdf"), None);
        assert_eq!(of(b"a < b and b > c", "x"), Some(Format::Plain));
    }

    #[test]
    fn names_decide_where_bytes_leave_it_open() {
        assert_eq!(of(b"Words.", "a.md"), Some(Format::Markdown));
        assert_eq!(of(b"Words.", "a.html"), Some(Format::Html));
        assert_eq!(of(b"# Words\n\nand more", ""), Some(Format::Markdown));
        assert_eq!(of(b"# Words\n\nand more", "a.txt"), Some(Format::Plain));
        assert_eq!(of(b"Words.", ""), Some(Format::Plain));
    }
}
