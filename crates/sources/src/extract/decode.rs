//! From bytes to text: UTF-8, UTF-16, or the legacy encoding that fits best.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Error;

/// How many bytes at the start of a page may declare its encoding.
///
/// **Source** WHATWG HTML, "prescan a byte stream to determine its encoding".
const DECLARATION_BYTES: usize = 1024;

/// The text in bytes of unknown encoding; Windows-1252 and its kin where it is not Unicode.
///
/// # Errors
/// [`Error::Binary`] for what has the control characters of no text.
pub(super) fn text(bytes: &[u8]) -> Result<String, Error> {
    decoded(bytes, None)
}

/// The text of a page, which may declare its encoding.
///
/// # Errors
/// As [`text()`].
pub(super) fn page(bytes: &[u8]) -> Result<String, Error> {
    decoded(bytes, declared(bytes))
}

fn decoded(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<String, Error> {
    let by_mark = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = by_mark.or_else(|| unmarked_utf_16(bytes)).unwrap_or_else(|| {
        if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { declared.unwrap_or_else(|| guessed(bytes)) }
    });
    let (text, _, _) = encoding.decode(bytes);
    if is_binary(&text) { Err(Error::Binary) } else { Ok(text.into_owned()) }
}

fn guessed(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// UTF-16 without its mark: in Western text every other byte is zero.
pub(super) fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE_BYTES: usize = 512;
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES) & !1];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if pairs < 4 {
        None
    } else if odd * 10 >= pairs * 8 && even * 10 <= pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 8 && odd * 10 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]).to_ascii_lowercase();
    let after = head.split_once("charset=").or_else(|| head.split_once("encoding="))?.1;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c))).unwrap_or(label.len());
    // a page whose declaration could be read as bytes cannot be UTF-16
    Encoding::for_label(&label.as_bytes()[..end])
        .filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE)
}

/// Whether a text holds what no text has: NUL, or control characters in numbers.
fn is_binary(text: &str) -> bool {
    const MOST_CONTROLS_PERCENT: usize = 2;
    let mut controls = 0_usize;
    for c in text.chars() {
        match c {
            '\0' => return true,
            // tabs and line ends; the backspaces and escapes of a terminal
            '\t' | '\n' | '\r' | '\u{8}' | '\u{b}' | '\u{c}' | '\u{1b}' => {}
            c if c.is_control() || c == char::REPLACEMENT_CHARACTER => controls += 1,
            _ => {}
        }
    }
    controls * 100 > text.len().max(50) * MOST_CONTROLS_PERCENT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn texts_of_every_encoding_are_read() {
        let text_of = |bytes: &[u8]| text(bytes).unwrap();
        assert_eq!(text_of("Ångström — ok".as_bytes()), "Ångström — ok");
        assert_eq!(text_of("\u{feff}marked".as_bytes()), "marked");
        assert_eq!(text_of(&utf_16("\u{feff}Zelle über", u16::to_le_bytes)), "Zelle über");
        assert_eq!(text_of(&utf_16("\u{feff}Zelle über", u16::to_be_bytes)), "Zelle über");
        assert_eq!(text_of(&utf_16("Plain words here.", u16::to_le_bytes)), "Plain words here.");
        assert_eq!(
            text_of(b"The caf\xe9 sells \x93cr\xe8me br\xfbl\xe9e\x94 daily."),
            "The café sells “crème brûlée” daily."
        );
        let page_of = |bytes: &[u8]| page(bytes).unwrap();
        assert!(page_of(b"<meta charset=\"koi8-r\"><p>\xf0\xd2\xc9\xd7\xc5\xd4").contains("Привет"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"text\0with NUL"[..], b"\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10\x11\x12", &[0; 64]] {
            assert!(matches!(text(bytes), Err(Error::Binary)));
        }
    }
}
