//! Plain text: paragraphs, headings and lists told from the shape of the lines.
//!
//! Knows what people paste and what old texts look like: hard-wrapped lines, pages with running heads and feet (RFCs),
//! manual pages as a terminal shows them (struck over for bold and underlined), lines that each are a paragraph.

use text::sentence::{Kind, units};

use super::glossary;
use super::hyphen::Words;
use crate::document::{BlockKind, Builder, Hidden};

mod lines;
mod overstrike;
mod pages;
mod tags;

/// Reads plain text into blocks.
pub(super) fn read(text: &str, builder: &mut Builder) {
    let shown = overstrike::shown(text).replace('\u{a0}', " ");
    let pages = pages::without_running_lines(&shown);
    builder.cleaned().note_many(Hidden::RunningLine, pages.removed);
    let words = Words::of_plain(&pages.text);
    let set = tags::set_apart(&pages.text);
    let groups = lines::groups(&set);
    if let [name, purpose, ..] = &groups[..]
        && name.text() == "NAME"
    {
        // a manual page is called by what it is for: `ls - list directory contents`
        builder.title(&lines::joined(&purpose.text(), &words));
    }
    let entries = entries(&groups, &words);
    for (group, entry) in groups.iter().zip(entries) {
        if let Some(entry) = entry {
            builder.push(BlockKind::ListItem, &entry);
        } else if let Some(level) = group.label_level() {
            builder.push(BlockKind::Heading(level), &group.text());
        } else if group.is_set_by_letter() {
            builder.close_list();
            builder.push(BlockKind::Code, &group.text());
        } else {
            prose(&group.text(), &words, builder);
        }
        if builder.is_full() {
            return;
        }
    }
}

/// For each group, the entry of a glossary that it begins; empty for the meaning that went into one.
///
/// A term with its meaning further in below it reads like a heading with its text; where several follow each other it is a
/// glossary.
fn entries(groups: &[lines::Group<'_>], words: &Words) -> Vec<Option<String>> {
    const FEWEST: usize = 3;
    let mut entries = vec![None; groups.len()];
    let entry = |pair: &[lines::Group<'_>]| {
        let [label, text] = pair else { return None };
        label.label_level()?;
        let (term, meaning) = (label.text(), lines::joined(&text.text(), words));
        let is_one =
            label.is_explained() && !text.is_set_by_letter() && glossary::is_entry(term.trim(), &meaning);
        is_one.then(|| format!("- {}: {meaning}", term.trim()))
    };
    let mut at = 0;
    while at < groups.len() {
        let run: Vec<String> = groups[at..].chunks(2).map_while(entry).collect();
        if run.len() >= FEWEST {
            for (number, found) in run.iter().enumerate() {
                entries[at + 2 * number] = Some(found.clone());
                entries[at + 2 * number + 1] = Some(String::new());
            }
            at += 2 * run.len();
        } else {
            at += 1;
        }
    }
    entries
}

/// A group of lines that hold language: one heading, paragraph or list, or several.
fn prose(group: &str, words: &Words, builder: &mut Builder) {
    for unit in units(group) {
        let text = &group[unit.range.clone()];
        match unit.kind {
            Kind::Prose => builder.push(BlockKind::Paragraph, &lines::joined(text, words)),
            Kind::Heading => {
                let (level, text) = heading(text);
                builder.push(BlockKind::Heading(level), text);
            }
            Kind::ListItem => builder.push(BlockKind::ListItem, &list_item(&lines::joined(text, words))),
            Kind::Markup => builder.push(BlockKind::Code, text),
        }
    }
}

/// A heading's level, from its marks or its numbering, and its text without marks.
fn heading(text: &str) -> (u8, &str) {
    let bare = text.trim_start_matches('#');
    let marks = text.len() - bare.len();
    if marks > 0 {
        return (u8::try_from(marks).unwrap_or(6).min(6), bare.trim().trim_end_matches('#').trim_end());
    }
    let number = text.split_whitespace().next().unwrap_or_default().trim_end_matches('.');
    let is_number = number
        .split('.')
        .all(|part| !part.is_empty() && part.len() < 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let parts = if is_number { number.split('.').count() } else { 1 };
    (u8::try_from(parts).unwrap_or(6).min(6), text)
}

/// A list item with one of the two markers that documents have.
fn list_item(text: &str) -> String {
    let (marker, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let digits: String = marker.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() || digits.len() > 4 {
        let lettered = marker.chars().any(char::is_alphanumeric) && marker != "o";
        if lettered { format!("- {text}") } else { format!("- {}", rest.trim_start()) }
    } else {
        format!("{digits}. {}", rest.trim_start())
    }
}
