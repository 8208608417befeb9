//! EPUB books: the chapters in reading order.

use std::collections::HashMap;

use super::archive::Archive;
use super::xml::{self, Happening, attribute};
use super::{decode, html};
use crate::document::Builder;
use crate::error::Error;
use crate::limits::Limits;

/// What a person calls the format.
const FORMAT: &str = "EPUB";
/// Encryption that only makes embedded fonts harder to copy.
///
/// **Source** EPUB 3.3, section 4.2.6.3.2, and Adobe's older algorithm.
const FONT_ENCRYPTION: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// Reads a book into blocks.
pub(super) fn read(bytes: &[u8], builder: &mut Builder, limits: &Limits) -> Result<(), Error> {
    let mut archive = Archive::open(bytes, FORMAT, limits)?;
    if is_locked(&mut archive, limits)? {
        return Err(Error::Protected { format: FORMAT });
    }
    let container = archive.needed_part("META-INF/container.xml")?;
    let package_path =
        package_path(&container, limits)?.ok_or(Error::Damaged { format: FORMAT, source: None })?;
    let package = package(&archive.needed_part(&package_path)?, limits)?;
    builder.title(&package.title);
    let folder = package_path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for id in &package.reading_order {
        let Some(path) = package.chapters.get(id) else { continue };
        if let Some(chapter) = archive.part(&resolved(folder, path))? {
            html::read_chapter(&decode::page(&chapter)?, builder, limits)?;
        }
        if builder.is_full() {
            break;
        }
    }
    Ok(())
}

/// Whether parts other than fonts are encrypted.
fn is_locked(archive: &mut Archive<'_>, limits: &Limits) -> Result<bool, Error> {
    let Some(part) = archive.part("META-INF/encryption.xml")? else { return Ok(false) };
    let mut locked = false;
    let mut within_key = 0_usize;
    xml::each(&part, FORMAT, limits, |happening| {
        match happening {
            Happening::Start(start) => match start.local_name().as_ref() {
                "EncryptedKey" => within_key += 1,
                "EncryptionMethod" if within_key == 0 => {
                    let algorithm = attribute(start, "Algorithm").unwrap_or_default();
                    locked |= !FONT_ENCRYPTION.contains(&algorithm.as_str());
                }
                _ => {}
            },
            Happening::End("EncryptedKey") => within_key = within_key.saturating_sub(1),
            Happening::End(_) | Happening::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(locked)
}

fn package_path(container: &[u8], limits: &Limits) -> Result<Option<String>, Error> {
    let mut path = None;
    xml::each(container, FORMAT, limits, |happening| {
        if let Happening::Start(start) = happening
            && start.local_name().as_ref() == "rootfile"
            && path.is_none()
        {
            path = attribute(start, "full-path");
        }
        Ok(())
    })?;
    Ok(path)
}

#[derive(Default)]
struct Package {
    title: String,
    /// Paths of pages of text, by their ids.
    chapters: HashMap<String, String>,
    reading_order: Vec<String>,
}

/// The most chapters of a book.
const MAX_CHAPTERS: usize = 20_000;

fn package(part: &[u8], limits: &Limits) -> Result<Package, Error> {
    let mut package = Package::default();
    let mut in_title = false;
    xml::each(part, FORMAT, limits, |happening| {
        match happening {
            Happening::Start(start) => {
                let value = |name| attribute(start, name).unwrap_or_default();
                match start.local_name().as_ref() {
                    _ if package.chapters.len() + package.reading_order.len() >= MAX_CHAPTERS => {}
                    "title" => in_title = package.title.is_empty(),
                    "item"
                        if value("media-type").contains("html") && !value("properties").contains("nav") =>
                    {
                        package.chapters.insert(value("id"), value("href"));
                    }
                    "itemref" if value("linear") != "no" => package.reading_order.push(value("idref")),
                    _ => {}
                }
            }
            Happening::End(_) => in_title = false,
            Happening::Text(text) if in_title => package.title.push_str(text),
            Happening::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(package)
}

/// The path in the archive of what the package calls `path`, which may be written with `%20` and `../`.
fn resolved(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let decoded = percent_decoded(path.split('#').next().unwrap_or_default());
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn percent_decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_resolved_within_the_archive() {
        assert_eq!(resolved("OEBPS", "text/ch%201.xhtml#part"), "OEBPS/text/ch 1.xhtml");
        assert_eq!(resolved("OEBPS/text", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolved("", "a%zz%"), "a%zz%");
    }
}
