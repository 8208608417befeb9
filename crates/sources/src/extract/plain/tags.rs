//! Tags: short names that a manual sets on the same line as the text that explains them, with a gap between.

use content::source::is_label;

/// How much further in than its tag a text may stand.
const FURTHER_IN: std::ops::RangeInclusive<usize> = 4..=28;
/// The most words of a tag.
const TAG_WORDS: usize = 4;

/// A line taken apart: what stands before the gap, and what after it.
struct Tagged<'a> {
    indent: usize,
    tag: &'a str,
    column: usize,
    rest: &'a str,
    /// Whether more than one space parts them.
    wide: bool,
}

/// The text with every tag on a line of its own, above what explains it: `-q      Say nothing.` as two lines.
///
/// A gap alone is no sign, since justified lines and tables have them: the next line must stand right under the
/// explanation, or the tag be a name and a neighbour be laid out alike.
pub(super) fn set_apart(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(without_tabs).collect();
    let mut set = String::with_capacity(text.len() + text.len() / 16);
    for (at, line) in lines.iter().enumerate() {
        match tagged(line).filter(|tagged| is_explained(tagged, &lines, at)) {
            // a glossary's `DER    DER is a …`
            Some(tagged) if begins_with(tagged.rest, tagged.tag) => {
                push(&mut set, tagged.column, tagged.rest);
            }
            Some(tagged) => {
                push(&mut set, tagged.indent, tagged.tag);
                push(&mut set, tagged.column, tagged.rest);
            }
            None => push(&mut set, 0, line),
        }
    }
    set
}

fn push(set: &mut String, column: usize, words: &str) {
    set.extend(std::iter::repeat_n(' ', column));
    set.push_str(words);
    set.push('\n');
}

/// A line with spaces for its tabs, which go to multiples of eight.
fn without_tabs(line: &str) -> String {
    let mut spaced = String::with_capacity(line.len());
    let mut column = 0;
    for c in line.trim_end().chars() {
        let wide = if c == '\t' { 8 - column % 8 } else { 1 };
        spaced.extend(std::iter::repeat_n(if c == '\t' { ' ' } else { c }, wide));
        column += wide;
    }
    spaced
}

fn tagged(line: &str) -> Option<Tagged<'_>> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    // a name that just fits in front of its text has one space after it
    let narrow = body.split_once(' ').filter(|(tag, rest)| is_label(tag) && !rest.starts_with(' '));
    let (tag, after) = narrow.or_else(|| body.split_once("  "))?;
    let rest = after.trim_start();
    let column = indent + body[..body.len() - rest.len()].chars().count();
    let option = tag.starts_with('-') && tag.len() > 1;
    let marker = super::lines::starts_item(line) && !option || matches!(tag, "o" | "·" | "–");
    let fits = (1..=TAG_WORDS).contains(&tag.split(' ').count())
        && FURTHER_IN.contains(&(column - indent))
        && !tag.ends_with(['.', ',', ';', ':', '!', '?'])
        && rest.starts_with(|c: char| c.is_alphanumeric())
        && rest.contains(' ')
        && !rest.contains("   ");
    (fits && !marker).then_some(Tagged { indent, tag, column, rest, wide: narrow.is_none() })
}

/// Whether the layout around a line shows that its gap parts a name from what explains it.
fn is_explained(found: &Tagged<'_>, lines: &[String], at: usize) -> bool {
    let stands_in = |line: &str| line.len() - line.trim_start().len();
    let next = lines.get(at + 1).map_or("", String::as_str);
    if !next.is_empty() && stands_in(next) == found.column {
        return true;
    }
    let alike = |line: &String| {
        tagged(line).is_some_and(|other| {
            (other.indent, other.column) == (found.indent, found.column)
                && (other.wide || found.wide)
                && is_label(other.tag)
        })
    };
    let before = lines[..at].iter().rev().find(|line| !line.is_empty());
    let after = lines[at + 1..].iter().find(|line| !line.is_empty());
    // what explains the name before stands in the same column
    let below = before.is_some_and(|line| stands_in(line) == found.column);
    is_label(found.tag) && (below || before.is_some_and(alike) || after.is_some_and(alike))
}

fn begins_with(rest: &str, tag: &str) -> bool {
    rest.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
        && rest[tag.len()..].starts_with(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::set_apart;

    #[test]
    fn a_tag_stands_above_what_explains_it() {
        assert_eq!(
            set_apart("       -s     consider files as apart from\n              each other\n"),
            "       -s\n              consider files as apart from\n              each other\n"
        );
        assert_eq!(
            set_apart("  IN_OPEN    File was opened.\n  IN_CREATE  File was made."),
            "  IN_OPEN\n             File was opened.\n  IN_CREATE\n             File was made.\n"
        );
        assert_eq!(
            set_apart("       --slow Heat at half\n              the rate.\n"),
            "       --slow\n              Heat at half\n              the rate.\n"
        );
        assert_eq!(
            set_apart("DER    DER is a binary\n       encoding.\n"),
            "       DER is a binary\n       encoding.\n"
        );
    }

    #[test]
    fn gaps_of_justified_lines_lists_and_tables_stay() {
        for text in [
            "For  the purpose of performing checks,\nold systems tell two kinds apart.\n",
            "1.   Heat the water until it boils\n     and stir.\n",
            "•    Heat the water until it boils\n     and stir.\n",
            "name     age     town\nAnn      12      Bonn\n",
            "Berlin   big\nBonn     small\n",
            "--slow heats at half the rate, and then\n--fast does not.\n",
        ] {
            assert_eq!(set_apart(text), text);
        }
    }
}
