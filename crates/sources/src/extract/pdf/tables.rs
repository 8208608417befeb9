//! The tables by which fonts tell which letters their codes stand for.
//!
//! A few bytes of such a table (`<0000> <FFFFFFFF>`) can name four billion letters, and the parser writes each down. So
//! every table that a page uses is counted first, and a page gets no more than a large font has.

use std::collections::{HashMap, HashSet};

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::pages::dictionary;

/// The most letters that the fonts of one page name together: several large Chinese fonts.
const MAX_LETTERS: usize = 300_000;

/// The tables that fonts use.
#[derive(Default)]
pub(super) struct Tables {
    /// How many letters each table names.
    letters: HashMap<ObjectId, usize>,
    /// Tables that name too many.
    refused: Vec<ObjectId>,
    left_letters: usize,
    /// The fonts of the page that were counted; the parser keeps each by its name.
    counted: HashSet<Vec<u8>>,
}

impl Tables {
    /// Says that the following fonts are used on another page.
    pub(super) fn begin_page(&mut self) {
        self.left_letters = MAX_LETTERS;
        self.counted.clear();
    }

    /// Counts the tables of the fonts that a content uses.
    pub(super) fn check(&mut self, document: &Document, resources: &Dictionary, used: &[Vec<u8>]) {
        let Some(fonts) = resources.get(b"Font").ok().and_then(|fonts| dictionary(document, fonts)) else {
            return;
        };
        for name in used {
            if !self.counted.insert(name.clone()) {
                continue;
            }
            let font = fonts.get(name).ok().and_then(|font| dictionary(document, font));
            let table = font.and_then(|font| font.get(b"ToUnicode").ok());
            let Some(Ok((Some(id), Object::Stream(stream)))) = table.map(|table| document.dereference(table))
            else {
                continue;
            };
            let count = || letters(&stream.decompressed_content().unwrap_or_default());
            let letters = *self.letters.entry(id).or_insert_with(count);
            match self.left_letters.checked_sub(letters.max(1)) {
                Some(left) => self.left_letters = left,
                None => self.refused.push(id),
            }
        }
    }

    /// Empties the tables that name too many letters.
    pub(super) fn remove_refused(self, document: &mut Document) {
        for id in self.refused {
            if let Ok(table) = document.get_object_mut(id).and_then(Object::as_stream_mut) {
                table.dict.remove(b"Filter");
                table.set_plain_content(Vec::new());
            }
        }
    }
}

/// How many letters a table names; more than any page may have where it cannot be told.
fn letters(table: &[u8]) -> usize {
    let marks = table.iter().filter(|byte| **byte == b'<').count();
    let mut total = marks;
    let mut rest = table;
    while let Some(at) = find(rest, b"beginbfrange") {
        rest = &rest[at + b"beginbfrange".len()..];
        let end = find(rest, b"endbfrange").unwrap_or(rest.len());
        total = match in_ranges(&rest[..end]) {
            Some(letters) => total.saturating_add(letters),
            None => return usize::MAX,
        };
        rest = &rest[end..];
    }
    total
}

/// How many letters the ranges `<from> <to> <letter>` or `<from> <to> [<letter> …]` name; `None` for anything else.
fn in_ranges(section: &[u8]) -> Option<usize> {
    let mut total = 0_usize;
    let mut codes: Vec<u64> = Vec::new();
    let mut within_list = false;
    let mut at = 0;
    while let Some(byte) = section.get(at) {
        match byte {
            b'<' => {
                let length = section[at..].iter().position(|byte| *byte == b'>')?;
                if !within_list {
                    codes.push(code(&section[at + 1..at + length])?);
                }
                at += length;
            }
            b'[' if codes.len() == 2 => {
                within_list = true;
                codes.push(0);
            }
            b']' => within_list = false,
            byte if byte.is_ascii_whitespace() => {}
            _ => return None,
        }
        if let [from, to, _] = codes[..] {
            total = total.saturating_add(usize::try_from(to.saturating_sub(from)).unwrap_or(usize::MAX));
            codes.clear();
        }
        at += 1;
    }
    Some(total)
}

/// The number that hexadecimal digits write; a long one, such as that of several letters, is cut.
fn code(digits: &[u8]) -> Option<u64> {
    let digits: Vec<u8> =
        digits.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(15).collect();
    u64::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_counted_before_they_are_written_down() {
        assert_eq!(
            letters(b"2 beginbfrange <0000> <005E> <0020> <005F> <0061> [<0066> <0067> <0068>] endbfrange"),
            8 + 94 + 2
        );
        assert!(letters(b"1 beginbfrange <00000000> <FFFFFFFF> <0020> endbfrange") > MAX_LETTERS);
        assert!(letters(b"1 beginbfrange <00> % <00>\n <FFFFFFFF> <0020> endbfrange") > MAX_LETTERS);
        assert!(letters(b"1 beginbfrange <00> (x) endbfrange") > MAX_LETTERS);
        assert_eq!(letters(b"1 beginbfchar <0001> <D83DDE00> endbfchar"), 2);
        assert_eq!(letters(b""), 0);
    }
}
