//! Words broken at the end of a line.

use std::collections::HashSet;

/// The words of a document, to tell a hyphen that breaks a word from one that belongs to it.
pub(super) struct Words {
    known: HashSet<String>,
    /// Whether a plain hyphen at the end of a line belongs to its word unless the word is known without it: programs
    /// that wrap plain text break words at their own hyphens only.
    keeps_plain: bool,
}

impl Words {
    /// The words that stand unbroken in the lines of set pages.
    pub(super) fn of_pages<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let known = lines.flat_map(str::split_whitespace).map(bare).filter(|word| !word.ends_with('-'));
        Self { known: known.collect(), keeps_plain: false }
    }

    /// The words that stand unbroken in plain text.
    pub(super) fn of_plain(text: &str) -> Self {
        Self { keeps_plain: true, ..Self::of_pages(text.lines()) }
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
            let unknown = !self.known.contains(&joined) && line.starts_with(char::is_lowercase);
            let kept = self.keeps_plain && text.ends_with('-');
            let breaks = self.known.contains(&whole) || (unknown && !kept);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_are_whole_again_and_own_hyphens_stay() {
        let words = Words::of_plain("an option of the\nprogram, well-known to all");
        let joined = |first: &str, second: &str| {
            let mut text = first.to_owned();
            words.join(&mut text, second);
            text
        };
        assert_eq!(joined("an op-", "tion of"), "an option of");
        assert_eq!(joined("an at\u{2010}", "tribute of"), "an attribute of");
        assert_eq!(joined("a self-", "made man"), "a self-made man");
        assert_eq!(joined("a well\u{2010}", "known man"), "a well\u{2010}known man");
    }
}
