//! Tokens: words, formulas and signs of a sentence, before numbers and dates are put together.

use std::ops::Range;

use text::Language;

use super::foreign;

/// One word, formula or sign.
#[derive(Debug, Clone)]
pub(crate) struct Raw<'a> {
    /// In lower case with straight apostrophes; a formula without spaces.
    pub(crate) lower: String,
    /// Whether it begins with a capital letter.
    pub(crate) capital: bool,
    /// Whether it is all capital letters.
    pub(crate) upper: bool,
    /// What kind of token it is.
    pub(crate) shape: Shape,
    /// The characters between the token before and this one.
    pub(crate) gap: &'a str,
    /// Whether it was read from another language as an English word.
    pub(crate) english: bool,
}

/// What kind of token it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters, digits and what stands inside words.
    Word,
    /// Mathematics between dollar signs.
    Formula,
    /// An operator such as `=`.
    Sign,
}

/// The tokens of an English sentence in order.
#[cfg(test)]
pub(crate) fn tokens(text: &str) -> Vec<Raw<'_>> {
    tokens_in(text, Language::En)
}

/// The tokens of a sentence in order, words that a language joins by an apostrophe taken apart.
pub(crate) fn tokens_in(text: &str, language: Language) -> Vec<Raw<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5 + 1);
    let mut end = 0;
    for piece in pieces(text) {
        match piece {
            Piece::Formula(range) => {
                let lower: String = text[range.clone()].chars().filter(|c| !c.is_whitespace()).collect();
                found.push(raw(lower, Shape::Formula, &text[end..range.start]));
                end = range.end;
            }
            Piece::Plain(range) => plain((text, language), range, &mut end, &mut found),
        }
    }
    found
}

enum Piece {
    Plain(Range<usize>),
    Formula(Range<usize>),
}

/// Splits a text at its formulas.
///
/// A formula opens with a dollar sign before a character that is no space and closes with one after a character that
/// is no space and before none that is a digit, so that prices are no formulas.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(open) = text[at..].find('$').map(|offset| at + offset) {
        match formula_end(text, open) {
            Some(end) => {
                pieces.push(Piece::Plain(from..open));
                pieces.push(Piece::Formula(open..end));
                from = end;
                at = end;
            }
            None => at = open + 1,
        }
    }
    pieces.push(Piece::Plain(from..text.len()));
    pieces
}

fn formula_end(text: &str, open: usize) -> Option<usize> {
    const LONGEST_BYTES: usize = 400;
    let inner = &text[open + 1..];
    let inner = &inner[..inner.floor_char_boundary(LONGEST_BYTES)];
    if inner.starts_with(char::is_whitespace) {
        return None;
    }
    let close = inner.find('$').filter(|&close| close > 0)?;
    let closes = !inner[..close].ends_with(char::is_whitespace)
        && !inner[..close].contains('\n')
        && !inner[close + 1..].starts_with(|c: char| c.is_ascii_digit());
    closes.then_some(open + 1 + close + 1)
}

fn plain<'a>(
    (text, language): (&'a str, Language),
    piece: Range<usize>,
    end: &mut usize,
    found: &mut Vec<Raw<'a>>,
) {
    let part = &text[piece.clone()];
    for word in text::word::ranges(part) {
        let range = piece.start + word.start..piece.start + word.end;
        signs(text, *end..range.start, found);
        for half in halves(&text[range.clone()]) {
            let half = range.start + half.start..range.start + half.end;
            for (index, part) in elided(text, half, language).into_iter().enumerate() {
                let before = if index == 0 { *end } else { part.start };
                word_tokens(text, part, before, found);
            }
        }
        *end = range.end;
    }
    signs(text, *end..piece.end, found);
}

/// The parts of a hyphenated word; numbers stay whole.
fn halves(word: &str) -> Vec<Range<usize>> {
    let mut found = Vec::with_capacity(1);
    let mut from = 0;
    for (at, hyphen) in word.match_indices(['-', '‐', '‑', '–']) {
        if at > from {
            found.push(from..at);
        }
        from = at + hyphen.len();
    }
    if from < word.len() {
        found.push(from..word.len());
    }
    found
}

/// The parts of a word with an apostrophe in it, where the language joins two words so.
fn elided(text: &str, word: Range<usize>, language: Language) -> Vec<Range<usize>> {
    let written = &text[word.clone()];
    let mark = written.char_indices().find(|(_, c)| matches!(c, '\'' | '’'));
    let Some((at, mark)) = mark.filter(|_| language != Language::En) else { return vec![word] };
    let after = word.start + at + mark.len_utf8();
    let joined = after < word.end && foreign::is_elided(&written[..at].to_lowercase(), language);
    if joined { vec![word.start..word.start + at, after..word.end] } else { vec![word] }
}

/// One word, with a contraction taken apart.
fn word_tokens<'a>(text: &'a str, range: Range<usize>, end: usize, found: &mut Vec<Raw<'a>>) {
    let written = &text[range.clone()];
    let lower = written.to_lowercase().replace(['’', 'ʼ', '‘'], "'");
    let gap = text.get(end..range.start).unwrap_or_default();
    let mut push = |lower: &str| {
        let mut token = raw(lower.to_owned(), Shape::Word, gap);
        token.capital = written.chars().next().is_some_and(char::is_uppercase);
        token.upper = token.capital && !written.chars().any(char::is_lowercase);
        found.push(token);
    };
    if let Some(stem) = lower.strip_suffix("n't") {
        push(match stem {
            "ca" => "can",
            "wo" => "will",
            "sha" => "shall",
            other => other,
        });
        push("not");
        return;
    }
    let base = ["'s", "'re", "'ll", "'ve", "'d"].iter().find_map(|ending| lower.strip_suffix(ending));
    push(base.unwrap_or(lower.trim_end_matches('\'')));
}

/// The operators between two words.
fn signs<'a>(text: &'a str, gap: Range<usize>, found: &mut Vec<Raw<'a>>) {
    for sign in text[gap].chars() {
        if matches!(
            sign,
            '=' | '+' | '<' | '>' | '×' | '÷' | '*' | '^' | '√' | '≤' | '≥' | '≠' | '≈' | '²' | '³'
        ) {
            found.push(raw(sign.to_string(), Shape::Sign, ""));
        }
    }
}

fn raw(lower: String, shape: Shape, gap: &str) -> Raw<'_> {
    Raw { lower, capital: false, upper: false, shape, gap, english: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lower(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.lower).collect()
    }

    #[test]
    fn contractions_hyphens_and_formulas_are_taken_apart() {
        assert_eq!(lower("It doesn’t melt."), ["it", "does", "not", "melt"]);
        assert_eq!(lower("Earth's well-known core can't"), ["earth", "well", "known", "core", "can", "not"]);
        assert_eq!(lower("So $a^2 + b^2$ costs $5 and $10."), ["so", "$a^2+b^2$", "costs", "5", "and", "10"]);
        assert_eq!(lower("2+2=7"), ["2", "+", "2", "=", "7"]);
    }
}
