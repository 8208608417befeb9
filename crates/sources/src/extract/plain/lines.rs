//! Lines of plain text: which belong together, and what they are by their shape.

use crate::extract::hyphen::Words;

/// Lines that stand together.
pub(super) struct Group<'a> {
    lines: Vec<&'a str>,
    /// Whether the next group stands right under it and further in, as its explanation.
    is_explained: bool,
    /// How far in the first line of the next group stands, and whether it is an item of a list; `None` at the end.
    next: Option<(usize, bool)>,
}

/// How much further in a line stands when it belongs to the one above it as its explanation.
const EXPLANATION_INDENT: usize = 4;
/// From what length on a line is a paragraph by itself.
const PARAGRAPH_CHARACTERS: usize = 120;

/// The groups of a text: parted by blank lines, by jumps of the indentation, and where each line is a paragraph.
pub(super) fn groups(text: &str) -> Vec<Group<'_>> {
    let width = width(text);
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut above = "";
    for line in text.lines().map(str::trim_end) {
        match groups.last_mut() {
            _ if line.is_empty() => {}
            Some(group) if !above.is_empty() && !jumps(group.lines.len(), above, line, width) => {
                group.lines.push(line);
            }
            last => {
                if let Some(group) = last {
                    group.is_explained = explains(above, line, width);
                    group.next = Some((indent(line), starts_item(line)));
                }
                groups.push(Group { lines: vec![line], is_explained: false, next: None });
            }
        }
        above = line;
    }
    groups
}

/// How long the lines of a wrapped text get, in characters.
fn width(text: &str) -> usize {
    const WIDEST: usize = 100;
    text.lines()
        .map(|line| line.trim_end().chars().count())
        .filter(|length| *length <= WIDEST)
        .max()
        .unwrap_or_default()
}

/// Whether a line does not belong to the group of `size` lines that ends in `above`.
fn jumps(size: usize, above: &str, line: &str, width: usize) -> bool {
    // the first line of a paragraph may stand further in than the rest
    let ends_explanation = indent(line) + EXPLANATION_INDENT <= indent(above) && size > 1;
    explains(above, line, width)
        || ends_explanation
        || (is_paragraph(above) && above.trim_end().ends_with(['.', '!', '?', '"', '”', ':']))
}

/// Whether a line explains the one above: it stands further in, and its first word would have fitted above.
fn explains(above: &str, line: &str, width: usize) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default().chars().count();
    let had_room = above.chars().count() + 1 + word <= width;
    !above.is_empty() && had_room && indent(line) >= indent(above) + EXPLANATION_INDENT
}

fn is_paragraph(line: &str) -> bool {
    line.chars().count() >= PARAGRAPH_CHARACTERS
}

/// How many columns a line stands in; a tab goes to the next multiple of eight.
fn indent(line: &str) -> usize {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            ' ' => columns += 1,
            '\t' => columns = columns / 8 * 8 + 8,
            _ => break,
        }
    }
    columns
}

impl Group<'_> {
    /// The group's lines as they stand, without the indentation they share.
    pub(super) fn text(&self) -> String {
        let shared = self.lines.iter().map(|line| leading_spaces(line)).min().unwrap_or_default();
        let lines = self.lines.iter().map(|line| &line[shared..]);
        // the bullet of old memos, which is a letter
        let bulleted =
            |line: &str| line.strip_prefix("o  ").map_or_else(|| line.to_owned(), |rest| format!("- {rest}"));
        lines.map(bulleted).collect::<Vec<_>>().join("\n")
    }

    /// Whether the next group stands right under it and further in, as its explanation.
    pub(super) fn is_explained(&self) -> bool {
        self.is_explained
    }

    /// The level of the heading that the group is: a short line, right above what stands further in, as the sections
    /// and options of manual pages do, or a numbered one above what is no other item; `None` for anything else.
    pub(super) fn label_level(&self) -> Option<u8> {
        const LONGEST_BYTES: usize = 72;
        let [line] = self.lines[..] else { return None };
        let text = line.trim();
        if text.len() > LONGEST_BYTES || text.ends_with(['.', ',', ';', ':', '!', '?']) || has_columns(text) {
            return None;
        }
        if !self.is_explained {
            return self.numbered_level(line);
        }
        Some(match indent(line) {
            0 => 1,
            1..=4 => 2,
            _ => 6,
        })
    }

    /// `2.1.  Message format` above something that is not the next item of a list.
    fn numbered_level(&self, line: &str) -> Option<u8> {
        let (number, title) = line.trim().split_once(char::is_whitespace)?;
        let parts: Vec<&str> = number.trim_end_matches('.').split('.').collect();
        let is_number = parts
            .iter()
            .all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
        let (next_indent, next_is_item) = self.next?;
        let heads = !next_is_item && (next_indent > indent(line) || parts.len() > 1 || number.ends_with('.'));
        let is_title = title.trim_start().starts_with(char::is_uppercase);
        (is_number && heads && is_title).then(|| u8::try_from(parts.len()).unwrap_or(6).min(6))
    }

    /// Whether the lines are a drawing, a table or program text, where every column counts.
    pub(super) fn is_set_by_letter(&self) -> bool {
        let drawn = |line: &&&str| {
            let line = line.trim();
            let (mut letters, mut others) = (0_usize, 0_usize);
            for c in line.chars().filter(|c| !c.is_whitespace()) {
                if c.is_alphanumeric() { letters += 1 } else { others += 1 }
            }
            others * 2 > letters || has_columns(line) || is_program_text(line)
        };
        let is_list = self.lines.iter().filter(|line| starts_item(line)).count() * 2 >= self.lines.len();
        !is_list && self.lines.iter().filter(drawn).count() * 2 > self.lines.len()
    }
}

fn leading_spaces(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

/// Whether a trimmed line has gaps that set columns: three spaces twice, six once, or a tab.
fn has_columns(line: &str) -> bool {
    line.match_indices("   ").filter(|(at, _)| !line[..*at].ends_with(' ')).count() >= 2
        || line.contains('\t')
}

fn is_program_text(line: &str) -> bool {
    line.ends_with([';', '{', '}']) && !line.contains(". ") && line.contains(['(', '=', '{', '}'])
}

pub(super) fn starts_item(line: &str) -> bool {
    let line = line.trim_start();
    let after_digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    // `2.1. Overview` numbers a section, `2. Overview` may number an item
    let numbers_section =
        after_digits.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    line.starts_with(['-', '*', '•'])
        || (after_digits.len() < line.len() && after_digits.starts_with(['.', ')']) && !numbers_section)
}

/// Wrapped lines as one; a word broken at a hyphen is joined without a space.
pub(super) fn joined(text: &str, words: &Words) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        words.join(&mut joined, line);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        groups(text).iter().map(Group::text).collect()
    }

    #[test]
    fn blank_lines_and_jumps_part_groups() {
        assert_eq!(texts("a\nb\n\nc"), ["a\nb", "c"]);
        assert_eq!(
            texts("-a, --all\n       do not ignore\n       hidden files\n-b"),
            ["-a, --all", "do not ignore\nhidden files", "-b"]
        );
        assert_eq!(
            texts("    First line of a paragraph\nand the rest"),
            ["    First line of a paragraph\nand the rest"]
        );
        let long = format!("{}.", "word ".repeat(30).trim_end());
        assert_eq!(texts(&format!("{long}\n{long}")).len(), 2);
    }

    #[test]
    fn a_section_right_above_its_first_subsection_is_a_heading() {
        let text = "1. STATUS OF THIS MEMO\n\nThis memo says it.\n\n2. INTRODUCTION\n\n2.1. Overview\n\nNames are words.";
        let levels: Vec<Option<u8>> = groups(text).iter().map(Group::label_level).collect();
        assert_eq!(levels, [Some(1), None, Some(1), Some(2), None]);
    }

    #[test]
    fn drawings_and_programs_are_set_by_letter() {
        let set = |text: &str| groups(text)[0].is_set_by_letter();
        assert!(set("+-----+-----+\n|  a  |  b  |\n+-----+-----+"));
        assert!(set("for (i = 0; i < n; i++) {\n  sum += i;\n}"));
        assert!(set("name     age     town\nAnn      12      Bonn"));
        assert!(!set("Plants make their own food from light,\nwater and air. They (almost all) are green."));
        assert!(!set("- one\n- two"));
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let words = Words::of_plain("");
        assert_eq!(joined("a well-\nknown\n  fact", &words), "a well-known fact");
        assert_eq!(joined("1 -\n2", &words), "1 - 2");
    }
}
