//! Lines: what a line of text is by its own look.

use std::ops::Range;

/// A line of a text, without the white space around it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) range: Range<usize>,
    /// How far it is indented, in columns.
    pub(super) indent: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Blank,
    Plain,
    /// Begins with a list marker.
    Item,
    /// Marked as a heading (`#`).
    Heading,
    /// A rule, a fence, a table row: not language.
    Markup,
}

/// The lines of a text; line feed, carriage return and form feed end one.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line> {
    let mut from = 0;
    let mut done = text.is_empty();
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let rest = &text[from..];
        let (end, next) = match line_end(rest) {
            Some((end, width)) => (from + end, from + end + width),
            None => (text.len(), text.len()),
        };
        done = next >= text.len();
        let line = &text[from..end];
        let (space, rest) = line.split_at(line.len() - line.trim_start().len());
        let start = from + space.len();
        from = next;
        Some(Line { range: start..start + rest.trim_end().len(), indent: columns(space) })
    })
}

/// The width of white space, with a tab stop at every eighth column.
fn columns(space: &str) -> usize {
    space
        .chars()
        .fold(0, |column, character| if character == '\t' { (column / 8 + 1) * 8 } else { column + 1 })
}

/// Where the line ends, and how many bytes end it.
fn line_end(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let at = memchr::memchr3(b'\n', b'\r', b'\x0c', bytes)?;
    Some((at, if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 }))
}

/// The longest line, in characters and in words, that may be a heading without a mark.
///
/// **Source** own choice: chapter titles are rarely longer, first lines of paragraphs rarely shorter.
const HEADING_CHARS: usize = 80;
const HEADING_WORDS: usize = 12;

impl Line {
    pub(super) fn len(&self) -> usize {
        self.range.len()
    }

    fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.range.clone()]
    }

    pub(super) fn shape(&self, text: &str) -> Shape {
        let line = self.text(text);
        match line.as_bytes() {
            [] => Shape::Blank,
            [b'#', ..] if is_marked_heading(line) => Shape::Heading,
            [b'|', .., b'|'] | [b'`', b'`', b'`', ..] | [b'~', b'~', b'~', ..] => Shape::Markup,
            [first, ..] if is_rule_mark(*first) && is_rule(line) => Shape::Markup,
            [b'<', .., b'>'] => Shape::Markup,
            [b'[', ..] if is_link_definition(line) => Shape::Markup,
            _ if marker_len(line) > 0 => Shape::Item,
            _ => Shape::Plain,
        }
    }

    /// Whether this markup line underlines the one before it as a heading.
    pub(super) fn underlines(&self, text: &str) -> bool {
        self.text(text).bytes().all(|byte| byte == b'=' || byte == b'-')
    }

    /// Whether the line looks like a title: short, without a stop, beginning with a capital or a digit, and not
    /// breaking off after a word that another must follow.
    pub(super) fn reads_as_heading(&self, text: &str) -> bool {
        let line = self.text(text);
        if line.len() > HEADING_CHARS * 4 || line.chars().nth(HEADING_CHARS).is_some() {
            return false;
        }
        let begins = line.chars().find(|character| character.is_alphanumeric());
        let stopped = line.trim_end_matches(['"', '”', '’', '»', ')', '*', '_']).ends_with(STOPS);
        let last = line.split_whitespace().next_back().unwrap_or_default();
        begins.is_some_and(|first| !first.is_lowercase())
            && !stopped
            && line.split_whitespace().nth(HEADING_WORDS).is_none()
            && !OPEN_WORDS.contains(&last)
            && ![". ", "? ", "! "].iter().any(|stop| line.contains(stop))
    }

    /// Whether the line is written in capitals only.
    pub(super) fn is_capitals(&self, text: &str) -> bool {
        let line = self.text(text);
        line.contains(char::is_uppercase) && !line.contains(char::is_lowercase)
    }

    /// Whether the first word of `next` would have fitted on this line of a block `width` bytes wide.
    pub(super) fn could_have_taken(&self, text: &str, next: &Line, width: usize) -> bool {
        let word = next.text(text).split_whitespace().next().map_or(0, str::len);
        self.len() + 1 + word <= width.max(next.len())
    }

    pub(super) fn starts_like_a_sentence(&self, text: &str) -> bool {
        let first = self.text(text).chars().find(|character| character.is_alphanumeric());
        first.is_some_and(|first| !first.is_lowercase())
    }
}

const STOPS: [char; 11] = ['.', '!', '?', '…', ',', ';', ':', '。', '！', '？', '।'];

/// Words that a title does not end with: something must follow.
const OPEN_WORDS: [&str; 45] = [
    "a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "or", "but", "that",
    "is", "are", "was", "were", "as", "de", "la", "el", "los", "las", "del", "y", "en", "der", "die", "das",
    "und", "von", "zu", "le", "les", "du", "et", "des", "il", "di", "che", "e", "au",
];

fn is_marked_heading(line: &str) -> bool {
    let marks = line.bytes().take_while(|&byte| byte == b'#').count();
    marks <= 6 && line[marks..].starts_with([' ', '\t'])
}

fn is_rule_mark(byte: u8) -> bool {
    matches!(byte, b'-' | b'=' | b'*' | b'_' | b'~' | b'+' | b':')
}

/// Three or more of one mark and nothing else but spaces, or a table's separator.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|byte| is_rule_mark(byte) || byte == b' ' || byte == b'|')
}

/// `[label]: https://…`, which Markdown does not show.
fn is_link_definition(line: &str) -> bool {
    line.split_once("]: ")
        .is_some_and(|(_, target)| !target.is_empty() && !target.contains(char::is_whitespace))
}

/// How many bytes of a line, or of the list item it begins, are the list marker and the space after it; 0 without one.
pub(super) fn marker_len(line: &str) -> usize {
    let Some(first) = line.chars().next() else { return 0 };
    let mark = match first {
        '-' | '*' | '+' | '•' | '‣' | '◦' | '▪' | '●' | '·' | '–' | '—' | '➢' | '✓' => {
            first.len_utf8()
        }
        '(' | '0'..='9' | 'a'..='z' | 'A'..='Z' => counted_len(line),
        _ => return 0,
    };
    let space = line[mark..].len() - line[mark..].trim_start_matches([' ', '\t']).len();
    if mark == 0 || space == 0 || mark + space == line.len() { 0 } else { mark + space }
}

/// The length of `1.`, `12)`, `(3)`, `a.`, `b)` or `iv.` at the start of a line; 0 without one.
fn counted_len(line: &str) -> usize {
    let inner = line.strip_prefix('(').unwrap_or(line);
    let opened = inner.len() < line.len();
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let letters = inner.bytes().take_while(u8::is_ascii_alphabetic).count();
    let label = &inner[..digits.max(letters)];
    let roman = letters > 1 && letters <= 5 && label.bytes().all(|byte| b"ivx".contains(&byte));
    let counts = (1..=3).contains(&digits) || letters == 1 || roman;
    let closed = match inner.as_bytes().get(label.len()) {
        Some(b')') => true,
        // a capital and a point is more often an initial than an item
        Some(b'.') => !opened && (letters != 1 || label.bytes().all(|byte| byte.is_ascii_lowercase())),
        _ => false,
    };
    if counts && closed { usize::from(opened) + label.len() + 1 } else { 0 }
}
