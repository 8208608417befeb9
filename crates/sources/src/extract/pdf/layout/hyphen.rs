//! Words broken at the end of a line.

use std::collections::HashSet;

use crate::extract::pdf::lines::Line;

/// The words of a document, to tell a hyphen that breaks a word from one that belongs to it.
pub(super) struct Words {
    known: HashSet<String>,
}

impl Words {
    /// The words that stand unbroken in the pages.
    pub(super) fn of(pages: &[(u32, Vec<Line>)]) -> Self {
        let texts = pages.iter().flat_map(|(_, lines)| lines).map(|line| line.text.as_str());
        let known = texts.flat_map(str::split_whitespace).map(bare).filter(|word| !word.ends_with('-'));
        Self { known: known.collect() }
    }

    /// Puts the next line after a text.
    ///
    /// A hyphen at its end goes if the word without it stands elsewhere, stays if the word with it does, and goes
    /// where neither is known and a small letter follows.
    pub(super) fn join(&self, text: &mut String, line: &str) {
        const SOFT_HYPHEN: char = '\u{ad}';
        let kept = text.trim_end().len();
        text.truncate(kept);
        if text.ends_with(SOFT_HYPHEN) {
            text.pop();
        } else if let Some(before) = text.strip_suffix(['-', '\u{2010}'])
            && before.ends_with(char::is_alphabetic)
            && line.starts_with(char::is_alphabetic)
        {
            let first = before.split_whitespace().next_back().unwrap_or_default();
            let second = line.split_whitespace().next().unwrap_or_default();
            let whole = bare(&format!("{first}{second}"));
            let joined = bare(&format!("{first}-{second}"));
            let breaks = self.known.contains(&whole)
                || (!self.known.contains(&joined) && line.starts_with(char::is_lowercase));
            if breaks {
                text.pop();
            }
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(line.trim_start());
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-').to_lowercase()
}
