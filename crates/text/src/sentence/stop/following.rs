//! What follows a stop, and whether a sentence may begin with it.

use super::words;

/// The text after a stop, from its next word on.
pub(super) struct Following<'a> {
    rest: &'a str,
    /// The next word, without the marks around it.
    pub(super) word: &'a str,
    first: Option<char>,
}

impl<'a> Following<'a> {
    pub(super) fn of(after: &'a str) -> Self {
        let rest = after.trim_start();
        let word = bare(first_token(rest));
        Self { rest, word, first: word.chars().next() }
    }

    /// Whether more stops follow after the space, as in `. . .`
    pub(super) fn goes_on_stopping(&self) -> bool {
        let mut opening = self.rest.chars();
        matches!(opening.next(), Some('.' | '…')) && !opening.next().is_some_and(char::is_alphanumeric)
    }

    /// Whether the word after the next says who speaks: `"Stop!" Omar said.`
    pub(super) fn speaks(&self) -> bool {
        let second = self.rest[first_token(self.rest).len()..].trim_start();
        words::speaks(bare(first_token(second)))
    }

    /// Whether the word may begin a sentence: a capital, a digit, a letter without case, or `mRNA`, `pH`.
    #[inline]
    pub(super) fn opens(&self) -> bool {
        match self.first {
            Some(first) if first.is_lowercase() => self.word.chars().skip(1).any(char::is_uppercase),
            _ => true,
        }
    }

    /// Whether the word is a number, a Roman numeral or a single letter: what `No.` and `Fig.` count.
    pub(super) fn counts(&self) -> bool {
        let roman = !self.word.is_empty() && self.word.bytes().all(|byte| b"IVXLCDM".contains(&byte));
        self.first.is_some_and(char::is_numeric) || roman || self.word.chars().nth(1).is_none()
    }

    /// Whether the word is "A" or "I" with an everyday word after it: `long ago. A fossil`.
    pub(super) fn is_article(&self) -> bool {
        let second = self.rest[first_token(self.rest).len()..].trim_start();
        matches!(self.word, "A" | "I") && second.starts_with(|first: char| first.is_ascii_lowercase())
    }
}

/// What stands before the next white space.
fn first_token(text: &str) -> &str {
    let ascii_end = text.bytes().position(|byte| byte <= b' ' || !byte.is_ascii()).unwrap_or(text.len());
    let end = match text[ascii_end..].chars().next() {
        Some(next) if !next.is_ascii() => {
            ascii_end + text[ascii_end..].find(char::is_whitespace).unwrap_or(text.len() - ascii_end)
        }
        _ => ascii_end,
    };
    &text[..end]
}

fn bare(token: &str) -> &str {
    let whole = token.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric())
        && token.bytes().next_back().is_some_and(|byte| byte.is_ascii_alphanumeric());
    if whole { token } else { token.trim_matches(|character: char| !character.is_alphanumeric()) }
}
