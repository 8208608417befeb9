//! Words broken at the end of a line.

use std::collections::HashSet;

/// The words of a document, to tell a hyphen that breaks a word from one that belongs to it.
pub(super) struct Words {
    known: HashSet<String>,
    /// Whether a plain hyphen at the end of a line belongs to its word unless the word is known without it: programs
    /// that wrap plain text break words at their own hyphens only.
    keeps_plain: bool,
}

/// So many broken words tell that a program set the text, which breaks words wherever it has to.
const SETTERS_WORDS: usize = 3;

impl Words {
    /// The words that stand unbroken in the lines of set pages.
    pub(super) fn of_pages<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let known = lines.flat_map(str::split_whitespace).map(bare).filter(|word| !word.ends_with('-'));
        Self { known: known.collect(), keeps_plain: false }
    }

    /// The words that stand unbroken in plain text.
    pub(super) fn of_plain(text: &str) -> Self {
        let words = Self::of_pages(text.lines());
        Self { keeps_plain: words.broken_in(text) < SETTERS_WORDS, ..words }
    }

    /// How many words of a text are broken by a plain hyphen at the end of a line and stand whole elsewhere.
    fn broken_in(&self, text: &str) -> usize {
        let broken = |(line, next): &(&str, &str)| {
            let first =
                line.trim_end().strip_suffix('-').and_then(|line| line.split_whitespace().next_back());
            let second = next.split_whitespace().next();
            first
                .zip(second)
                .is_some_and(|(first, second)| self.known.contains(&bare(&format!("{first}{second}"))))
        };
        text.lines().zip(text.lines().skip(1)).filter(broken).count()
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

    #[test]
    fn a_text_that_a_program_set_breaks_words_with_plain_hyphens() {
        let set = "the op-\ntion of a pro-\ngram and the an-\nswer\nan option, a program, an answer";
        let mut text = "a graphi-".to_owned();
        Words::of_plain(set).join(&mut text, "cal display");
        assert_eq!(text, "a graphical display");
        let mut text = "a graphi-".to_owned();
        Words::of_plain("a self-\nmade man\nof the op-\ntion\nan option").join(&mut text, "cal display");
        assert_eq!(text, "a graphi-cal display");
    }
}
