//! From lines to blocks: paragraphs, headings, list items and rows of tables, told by size, gaps and indents.

use crate::document::{BlockKind, Builder};
use crate::extract::hyphen::Words;

use super::lines::Line;

mod measure;

use measure::Measure;

/// A block that is being put together.
struct Open {
    kind: BlockKind,
    text: String,
    last: Line,
    lines: usize,
}

/// Writes the pages' blocks; a paragraph that goes on over the edge of a page stays one.
pub(super) fn blocks(pages: &[(u32, Vec<Line>)], builder: &mut Builder) {
    let measure = Measure::of(pages);
    let words = Words::of_pages(pages.iter().flat_map(|(_, lines)| lines).map(|line| line.text.as_str()));
    let mut layout = Layout { measure: &measure, words: &words, open: None };
    for (number, lines) in pages {
        let mut begins = true;
        for (index, line) in lines.iter().enumerate() {
            let goes_on = layout.goes_on(line, begins);
            if !goes_on {
                layout.flush(builder);
                if begins {
                    builder.page(*number);
                    begins = false;
                }
            }
            layout.take(line, lines.get(index + 1));
        }
        if begins {
            // nothing begins on this page
            layout.flush(builder);
            builder.page(*number);
        }
        if builder.is_full() {
            return;
        }
    }
    layout.flush(builder);
}

struct Layout<'a> {
    measure: &'a Measure,
    words: &'a Words,
    open: Option<Open>,
}

impl Layout<'_> {
    /// Whether a line goes on with the block that is open; `over` when it is the first of its page.
    fn goes_on(&self, line: &Line, over: bool) -> bool {
        let Some(open) = &self.open else { return false };
        if is_row(&line.text) || marker(&line.text).is_some() || matches!(open.kind, BlockKind::TableRow) {
            return false;
        }
        let last = &open.last;
        if line.is_bold != last.is_bold || (line.size - last.size).abs() > last.size.max(line.size) * 0.08 {
            return false;
        }
        let lower = line.text.starts_with(char::is_lowercase);
        let unfinished = !ends_sentence(&last.text);
        if over || line.y > last.y + last.size {
            // another page or another column
            return open.kind != BlockKind::Caption
                && !matches!(open.kind, BlockKind::Heading(_))
                && (lower || last.text.ends_with('-') || (unfinished && self.measure.is_full(last)));
        }
        let gap = last.y - line.y;
        if gap > self.measure.leading(line.size) * 1.35 {
            return false;
        }
        if matches!(open.kind, BlockKind::Heading(_)) {
            return true;
        }
        let is_indented =
            open.kind == BlockKind::Paragraph && line.left > last.left + line.size * 0.8 && open.lines > 1;
        let is_short = !self.measure.is_full(last) && !unfinished && !lower;
        !is_indented && !is_short
    }

    /// Puts a line into the open block, or opens one.
    fn take(&mut self, line: &Line, next: Option<&Line>) {
        if let Some(open) = &mut self.open {
            self.words.join(&mut open.text, &line.text);
            open.last = line.clone();
            open.lines += 1;
            return;
        }
        let (kind, text) = match marker(&line.text) {
            _ if is_row(&line.text) => (BlockKind::TableRow, line.text.replace('\t', " | ")),
            Some((marker, rest)) if marker == "- " || !self.measure.is_heading(line, next) => {
                (BlockKind::ListItem, format!("{marker}{rest}"))
            }
            _ => (self.measure.kind(line, next), line.text.clone()),
        };
        self.open = Some(Open { kind, text, last: line.clone(), lines: 1 });
    }

    fn flush(&mut self, builder: &mut Builder) {
        let Some(open) = self.open.take() else { return };
        // a heading does not run over several lines and end in a full stop
        let is_prose = matches!(open.kind, BlockKind::Heading(_)) && open.text.len() > 200;
        builder.push(if is_prose { BlockKind::Paragraph } else { open.kind }, &open.text);
    }
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', ')', ']', '”', '’', '»']).ends_with(['.', '!', '?', ':', '…'])
}

/// Whether gaps part the line into columns, other than the one after a bullet or a number.
fn is_row(text: &str) -> bool {
    let text = marker(text).map_or(text, |(_, rest)| rest);
    text.contains('\t')
}

/// The marker of a list item, in one of the two forms that documents have, and what follows it.
fn marker(text: &str) -> Option<(String, &str)> {
    const BULLETS: [char; 12] = ['•', '◦', '▪', '■', '●', '○', '‣', '⁃', '–', '—', '*', '\u{f0b7}'];
    let (first, rest) = text.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    if rest.is_empty() {
        return None;
    }
    let mut characters = first.chars();
    if let (Some(bullet), None) = (characters.next(), characters.next())
        && (BULLETS.contains(&bullet) || bullet == '-')
    {
        return Some(("- ".to_owned(), rest));
    }
    let digits = first.strip_suffix(['.', ')'])?;
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| (format!("{digits}. "), rest))
}

#[cfg(test)]
mod tests;
