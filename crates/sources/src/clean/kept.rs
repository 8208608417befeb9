//! Characters that keep their form where NFKC would replace it.
//!
//! NFKC is made for comparing identifiers. In a school text it would change what is said: `x²` would become `x2`,
//! `H₂O` and `½` would become `H2O` and `1⁄2`, `ℝ` a common R. The rule here is: where the plain form reads as the same
//! word (ligatures, full-width and styled letters, circled numbers, Roman numeral signs, unit signs such as ㎞), it is
//! taken; where it means something else or tears a word, the character stays. None of those that stay can spell an
//! instruction that a reader would not see: each shows as what it is.

use unicode_properties::UnicodeEmoji;

/// Whether a character keeps its form; `next` is the one after it.
pub(super) fn keeps_its_form(c: char, next: Option<char>) -> bool {
    is_raised_or_lowered(c)
        || is_fraction(c)
        || is_mathematical(c)
        || is_spacing_accent(c)
        || is_letter_that_would_change(c)
        || (next == Some('\u{fe0f}') && c.is_emoji_char())
}

/// Superscripts and subscripts, ordinal signs (`1º`) and `™`, which would stick to the word before them.
fn is_raised_or_lowered(c: char) -> bool {
    matches!(c, 'ª' | '²' | '³' | '¹' | 'º' | '™' | '℠' | '\u{2070}'..='\u{209c}' | '\u{1d2c}'..='\u{1d6a}'
        | '\u{1d78}' | '\u{1d9b}'..='\u{1dbf}' | '\u{2b0}'..='\u{2b8}' | '\u{2e0}'..='\u{2e4}')
}

fn is_fraction(c: char) -> bool {
    matches!(c, '¼' | '½' | '¾' | '\u{2150}'..='\u{215f}' | '↉')
}

/// Number sets, transfinite cardinals, primes, multiple integrals and the signs for square and cubic units.
fn is_mathematical(c: char) -> bool {
    matches!(c, 'ℂ' | 'ℍ' | 'ℕ' | 'ℙ' | 'ℚ' | 'ℝ' | 'ℤ' | 'ℵ'..='ℸ' | '″' | '‴' | '‶' | '‷' | '⁗'
        | '\u{2200}'..='\u{22ff}' | '\u{2a00}'..='\u{2adb}' | '\u{2add}'..='\u{2aff}'
        | '\u{339f}'..='\u{33a6}' | '\u{33a8}' | '\u{33af}')
        && !has_canonical_form(c)
}

/// Negated signs such as `≠` decompose canonically and are composed again.
fn has_canonical_form(c: char) -> bool {
    unicode_normalization::UnicodeNormalization::nfd(std::iter::once(c)).ne(std::iter::once(c))
}

/// Accents that stand by themselves: NFKC makes a space and a mark of them, which tears `don´t` in two.
fn is_spacing_accent(c: char) -> bool {
    matches!(c, '¨' | '¯' | '´' | '¸' | '\u{2d8}'..='\u{2dd}' | '\u{37a}' | '\u{384}' | '\u{385}'
        | '\u{1fbd}' | '\u{1fbf}'..='\u{1fc1}' | '\u{1fcd}'..='\u{1fcf}' | '\u{1fdd}'..='\u{1fdf}'
        | '\u{1fed}' | '\u{1fee}' | '\u{1ffd}' | '\u{1ffe}' | '‗' | '‾')
}

/// Thai and Lao `am`, which NFKC splits, and Korean letters named one by one, which it would join into syllables.
fn is_letter_that_would_change(c: char) -> bool {
    matches!(c, '\u{e33}' | '\u{eb3}' | '\u{3131}'..='\u{3163}' | '\u{3165}'..='\u{318e}')
}
