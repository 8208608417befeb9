//! The body of a library text: Markdown of one line a block, with marks `[words]{kind}` in it.

use std::ops::Range;

use content::MarkKind;

use crate::document::{BlockKind, Builder, Document};

/// Reads a body: the marks are taken out of the text and kept beside it.
pub(super) fn document(title: &str, body: &str) -> Document {
    let mut builder = Builder::default();
    builder.title(title);
    for line in body.lines().map(str::trim) {
        if line.is_empty() {
            builder.close_list();
            continue;
        }
        let (kind, line) = match line.strip_prefix("## ") {
            Some(heading) => (BlockKind::Heading(2), heading.trim_start()),
            None if is_list_item(line) => (BlockKind::ListItem, line),
            None => (BlockKind::Paragraph, line),
        };
        let (text, marks) = without_marks(line);
        builder.push_marked(&text, kind, &marks);
    }
    builder.finish()
}

fn is_list_item(line: &str) -> bool {
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ") || (after_digits.len() < line.len() && after_digits.starts_with(". "))
}

/// A line without its marks, and what was marked in it.
///
/// Square brackets that are not a mark, as in `$[0, 1]$`, stay.
pub(super) fn without_marks(line: &str) -> (String, Vec<(MarkKind, Range<usize>)>) {
    let mut text = String::with_capacity(line.len());
    let mut open: Vec<usize> = Vec::new();
    let mut marks = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' => open.push(text.len()),
            ']' => {
                if let (Some(start), Some((kind, after))) = (open.pop(), kind_ahead(rest)) {
                    text.remove(start);
                    marks.push((kind, start..text.len()));
                    rest = after;
                    continue;
                }
            }
            _ => {}
        }
        text.push(c);
    }
    marks.sort_by_key(|(_, range)| range.start);
    (text, marks)
}

/// The kind in `{kind}` at the start of the text, and what follows it.
fn kind_ahead(text: &str) -> Option<(MarkKind, &str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    Some((MarkKind::named(name)?, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_kept() {
        let (text, marks) =
            without_marks("The [cell wall]{term} is [a stiff layer]{definition}, as in $[0, 1]$ [2].");
        assert_eq!(text, "The cell wall is a stiff layer, as in $[0, 1]$ [2].");
        let marked: Vec<_> = marks.iter().map(|(kind, range)| (*kind, &text[range.clone()])).collect();
        assert_eq!(marked, [(MarkKind::Term, "cell wall"), (MarkKind::Definition, "a stiff layer")]);
    }

    #[test]
    fn brackets_inside_a_mark_stay_and_unknown_kinds_are_text() {
        let (text, marks) =
            without_marks("[The range $[0, 1]$]{definition} and [x]{nonsense} and $\\frac{a}{b}$ [");
        assert_eq!(text, "The range $[0, 1]$ and [x]{nonsense} and $\\frac{a}{b}$ [");
        assert_eq!(marks, [(MarkKind::Definition, 0..18)]);
    }

    #[test]
    fn a_body_becomes_blocks() {
        let read = document(
            "T",
            "\n## Steps of it\n\nFirst [melt]{term}.\n\n1. [Ice melts.]{step}\n2. [Water runs.]{step}\n",
        );
        assert_eq!(read.text, "Steps of it\n\nFirst melt.\n\n1. Ice melts.\n2. Water runs.");
        let marked: Vec<&str> = read.marks.iter().map(|mark| &read.text[mark.start..mark.end]).collect();
        assert_eq!(marked, ["melt", "Ice melts.", "Water runs."]);
    }
}
