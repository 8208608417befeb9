//! Zip archives, unpacked within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::Error;
use crate::limits::Limits;

/// The most parts of an archive.
const MAX_PARTS: usize = 20_000;
/// Up to what size a part may unpack to whatever multiple of its packed size.
const SMALL_BYTES: usize = 1_000_000;

/// An archive of which parts are read by name, within bounds on all of them together.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    format: &'static str,
    left_bytes: usize,
    max_ratio: usize,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    pub(super) fn open(bytes: &'a [u8], format: &'static str, limits: &Limits) -> Result<Self, Error> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Error::damaged(format, error))?;
        if zip.len() > MAX_PARTS {
            return Err(Error::UnpacksTooFar { format });
        }
        if zip.file_names().any(|name| name.is_ok_and(|name| leads_out(&name))) {
            return Err(Error::Damaged { format, source: None });
        }
        Ok(Self { zip, format, left_bytes: limits.max_decompressed_bytes, max_ratio: limits.max_ratio })
    }

    /// The names of all parts that can be read as names.
    pub(super) fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect()
    }

    /// A part; `None` when the archive has none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let format = self.format;
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(reason)) if reason.to_lowercase().contains("password") => {
                return Err(Error::Protected { format });
            }
            Err(error) => return Err(Error::damaged(format, error)),
        };
        let packed = usize::try_from(part.compressed_size()).unwrap_or(usize::MAX);
        let by_ratio = packed.saturating_mul(self.max_ratio).max(SMALL_BYTES);
        let most = by_ratio.min(self.left_bytes);
        let mut unpacked = Vec::new();
        let one_more = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        part.take(one_more).read_to_end(&mut unpacked).map_err(|error| Error::damaged(format, error))?;
        if unpacked.len() > most {
            return Err(Error::UnpacksTooFar { format });
        }
        self.left_bytes -= unpacked.len();
        Ok(Some(unpacked))
    }

    /// A part without which the document is none.
    pub(super) fn needed_part(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        let format = self.format;
        self.part(name)?.ok_or(Error::Damaged { format, source: None })
    }
}

/// Whether a part's name leads out of its archive. Nothing is written under these names, but nobody honest has them.
fn leads_out(name: &str) -> bool {
    let mut steps = name.split(['/', '\\']);
    name.starts_with(['/', '\\']) || name.contains('\0') || steps.any(|step| step == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn u_01_names_that_lead_out_of_the_archive_are_told_apart() {
        for name in ["../x", "word/../../x", "/etc/passwd", "..\\x", "\\\\host\\x", "a\0b"] {
            assert!(leads_out(name), "{name:?}");
        }
        for name in ["word/document.xml", "a..b/c", ".../x", "OEBPS/Text/chapter 1.xhtml"] {
            assert!(!leads_out(name), "{name:?}");
        }
    }
}
