//! What is looked for in a PDF's bytes before a parser sees them.
//!
//! The table of objects may be a compressed stream, which is unpacked and followed before anything else: a few bytes
//! can name entries without end. Only such streams are looked into here; all others are unpacked in [`super::load`].

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::FORMAT;
use super::operators::{Kind, is_literal, next};
use crate::error::Error;

/// The most entries in a table of objects.
const MAX_OBJECTS: u64 = 500_000;
/// The most bytes a table of objects unpacks to: 500,000 entries of 16 bytes.
const MAX_TABLE_BYTES: u64 = 8_000_000;
/// The most words, numbers and brackets of a file's objects together: one takes up to 240 bytes while it is read. A
/// manual of a thousand pages has some hundred thousand.
pub(super) const MAX_TOKENS: usize = 500_000;
/// The widest field of an entry, in bytes.
const MAX_FIELD_BYTES: u64 = 8;

/// Refuses a file that is encrypted or whose table of objects would not end.
pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    if is_encrypted(bytes) {
        return Err(Error::Protected { format: FORMAT });
    }
    object_tokens(bytes)?;
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], b"stream").map(|at| from + at) {
        if !bytes[..at].ends_with(b"end") {
            let start =
                bytes[from..at].windows(3).rposition(|window| window == b"obj").map_or(from, |at| from + at);
            check_table(&bytes[start..at], &bytes[at + b"stream".len()..])?;
        }
        from = at + b"stream".len();
    }
    Ok(())
}

/// How many words, numbers and brackets a parser would make objects of: those after each `obj` and `trailer`, up to the
/// next keyword. What is packed in streams is not among them.
pub(super) fn object_tokens(bytes: &[u8]) -> Result<usize, Error> {
    let mut total = 0;
    // strings without an end are read again after each keyword
    let mut left_bytes = bytes.len().saturating_mul(8);
    for keyword in [&b"obj"[..], b"trailer"] {
        let mut from = 0;
        while let Some(at) = find(&bytes[from..], keyword).map(|at| from + at) {
            from = at + keyword.len();
            if bytes[..at].ends_with(b"end") {
                continue;
            }
            let (count, end) = run_of_objects(bytes, from, MAX_TOKENS - total);
            total += count;
            let refused = || Error::TooManyParts { format: FORMAT, max_parts: MAX_TOKENS };
            left_bytes = left_bytes.checked_sub(end - from).ok_or_else(refused)?;
            if total >= MAX_TOKENS {
                return Err(refused());
            }
        }
    }
    Ok(total)
}

/// How many tokens of objects follow, no further than `most`, and where they end.
fn run_of_objects(bytes: &[u8], from: usize, most: usize) -> (usize, usize) {
    let (mut count, mut at) = (0, from);
    while let Some(token) = next(bytes, at) {
        let word = &bytes[token.start..token.end];
        at = token.end;
        if count >= most || (token.kind == Kind::Word && !is_literal(word) && word != b"R") {
            break;
        }
        count += 1;
    }
    (count, at)
}

/// How many tokens the content of an object stream has.
pub(super) fn packed_tokens(content: &[u8], most: usize) -> usize {
    let (mut count, mut at) = (0, 0);
    while let Some(token) = next(content, at).filter(|_| count <= most) {
        at = token.end;
        count += 1;
    }
    count
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

/// `/Encrypt` before a reference or a dictionary.
fn is_encrypted(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = find(rest, b"/Encrypt") {
        rest = &rest[at + b"/Encrypt".len()..];
        let value = rest.trim_ascii_start();
        if value.starts_with(b"<<") || value.first().is_some_and(u8::is_ascii_digit) {
            return true;
        }
    }
    false
}

/// Checks a stream's dictionary, and its data where the dictionary is that of a table of objects.
fn check_table(dictionary: &[u8], data: &[u8]) -> Result<(), Error> {
    let damaged = |why: &'static str| Err(Error::damaged(FORMAT, why));
    if has_disguised_name(dictionary) {
        return damaged("a stream's dictionary disguises its names");
    }
    let Some(widths) = numbers_after(dictionary, b"/W") else { return Ok(()) };
    let objects = |name| numbers_after(dictionary, name).unwrap_or_default();
    let too_wide = widths.iter().any(|width| *width > MAX_FIELD_BYTES) || widths.iter().sum::<u64>() == 0;
    let ranges = objects(b"/Index");
    let counts = ranges.iter().skip(1).step_by(2).fold(0_u64, |sum, count| sum.saturating_add(*count));
    let too_many = counts > MAX_OBJECTS || objects(b"/Size").iter().any(|size| *size > MAX_OBJECTS);
    if too_wide || too_many || dictionary.contains(&b'%') || find(dictionary, b"/LZW").is_some() {
        return damaged("its table of objects is out of bounds");
    }
    let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data);
    let mut unpacked = ZlibDecoder::new(data).take(MAX_TABLE_BYTES + 1);
    let length = std::io::copy(&mut unpacked, &mut std::io::sink()).unwrap_or_default();
    if length > MAX_TABLE_BYTES { Err(Error::UnpacksTooFar { format: FORMAT }) } else { Ok(()) }
}

/// Whether a name spells a letter by its code (`/#57` for `/W`), as no honest writer does.
fn has_disguised_name(dictionary: &[u8]) -> bool {
    dictionary
        .windows(3)
        .any(|window| window[0] == b'#' && matches!(window[1], b'4'..=b'7') && window[2].is_ascii_hexdigit())
}

/// The whole numbers between a name and the next name; `None` where the name does not stand. A minus sign makes a
/// number too large.
fn numbers_after(dictionary: &[u8], name: &[u8]) -> Option<Vec<u64>> {
    let mut rest = dictionary;
    loop {
        rest = &rest[find(rest, name)? + name.len()..];
        if !rest.first().is_some_and(u8::is_ascii_alphanumeric) {
            break;
        }
    }
    let end = rest.iter().position(|byte| *byte == b'/').unwrap_or(rest.len());
    let words =
        rest[..end].split(|byte| !(byte.is_ascii_digit() || *byte == b'-')).filter(|word| !word.is_empty());
    Some(
        words
            .map(|word| std::str::from_utf8(word).ok().and_then(|word| word.parse().ok()).unwrap_or(u64::MAX))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_without_end_are_refused() {
        for dictionary in [
            "<</Type/XRef/W[0 0 0]/Index[0 99999999999]/Size 5>>",
            "<</Type/XRef/W [1 2 1]/Index[0 999999999]>>",
            "<</W[1 99999999999 1]/Size 4>>",
            "<</W[1 -2 1]/Size 4>>",
            "<</#57[0 0 0]/Size 4>>",
            "<</W%]\n[0 0 0]/Size 4>>",
        ] {
            let file = format!("%PDF-1.5\n1 0 obj\n{dictionary}\nstream\nabc\nendstream");
            assert!(check(file.as_bytes()).is_err(), "{dictionary}");
        }
        let honest =
            "%PDF-1.5\n1 0 obj\n<</Type/XRef/Width 3/W[1 2 1]/Index[0 9]/Size 9>>\nstream\nabc\nendstream";
        assert!(check(honest.as_bytes()).is_ok());
    }

    #[test]
    fn objects_are_counted_and_packed_data_is_not() {
        let count = |file: &[u8]| object_tokens(file).ok();
        assert_eq!(count(b"1 0 obj [1 2 true (a b) 3 0 R] endobj"), Some(9));
        assert_eq!(count(b"1 0 obj <</A 1>> stream 1 1 1 1 1 1 endstream endobj"), Some(4));
        let many = format!("1 0 obj [{}]", "1 ".repeat(MAX_TOKENS));
        for file in [many.clone(), many.replace("1 0 obj", "trailer"), "1 0 obj (".repeat(3_000)] {
            assert!(object_tokens(file.as_bytes()).is_err());
        }
        let within_a_stream = format!("1 0 obj <<>> stream\n2 0 obj [{}]", "1 ".repeat(MAX_TOKENS));
        assert!(object_tokens(within_a_stream.as_bytes()).is_err());
    }

    #[test]
    fn encryption_is_seen_and_talk_of_it_is_not() {
        assert!(matches!(check(b"trailer <</Root 1 0 R /Encrypt 9 0 R>>"), Err(Error::Protected { .. })));
        assert!(check(b"(The key /Encrypt is one of them)").is_ok());
    }
}
