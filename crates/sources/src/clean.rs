//! Taking out of a text what its reader would not see.
//!
//! Instructions, watermarks and noise hide in characters without a glyph, in look-alike styles and in stacks of
//! accents. [`clean`] takes them out and puts the rest in one normal form, so that what a person reads, what a quote is
//! compared with and what a model is shown are the same. Topics and requirements pass through it as well as sources.
//!
//! The form is NFKC, but for characters whose plain form would mean something else or look torn: see `kept`.
//! Writing that needs invisible characters keeps them: joiners between the letters of Arabic, Persian and the Indic
//! scripts, and inside emoji sequences.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

use crate::document::{Cleaned, Hidden};

mod context;
mod hidden;
mod kept;

/// A text without what its reader would not see, and what was taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clean {
    /// The text.
    pub text: String,
    /// What was taken out of it.
    pub removed: Cleaned,
}

/// Takes out of a text what its reader would not see and puts it in one normal form.
///
/// Cleaning a clean text changes nothing. Line breaks become `\n`; tabs stay. The text grows by no more than NFKC lets
/// it: to 18 characters for one, and 11 bytes for one.
///
/// **Source** Unicode Standard Annex 15 (NFKC), the property Default_Ignorable_Code_Point of Unicode 16, and for
/// joiners RFC 5892, appendix A.
pub fn clean(text: &str) -> Clean {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return Clean { text: text.to_owned(), removed: Cleaned::default() };
    }
    let mut removed = Cleaned::default();
    let plain = plain_forms(text, &mut removed);
    let visible = without_hidden(&plain, &mut removed);
    let text = context::without_stray_joiners(&visible, &mut removed).into_iter().nfc().collect();
    Clean { text, removed }
}

/// Compatibility characters replaced by their plain form, line breaks made one.
fn plain_forms(text: &str, removed: &mut Cleaned) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let next = characters.peek().copied();
        match c {
            '\r' if next == Some('\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
            c if kept::keeps_its_form(c, next) => plain.push(c),
            // blank cells that have no decomposition
            '\u{1680}' | '\u{2800}' => plain.push(' '),
            c => {
                let before = plain.len();
                decompose_compatible(c, |part| plain.push(part));
                let canonical = std::iter::once(c).nfd();
                if c != '\u{a0}' && !plain[before..].chars().eq(canonical) {
                    removed.note(Hidden::Compatibility);
                }
            }
        }
    }
    plain
}

/// The characters of a text without those that are hidden wherever they stand, fully decomposed and in order.
fn without_hidden(plain: &str, removed: &mut Cleaned) -> Vec<char> {
    let mut visible = String::with_capacity(plain.len());
    let mut stack = MarkStack::default();
    for c in plain.nfd() {
        if let Some(what) = hidden::always(c) {
            removed.note(what);
        } else if stack.has_room_for(c) {
            visible.push(c);
        } else {
            removed.note(Hidden::StackedMark);
        }
    }
    // marks that something hidden kept apart may now change places
    visible.nfd().collect()
}

/// Counts the marks on one letter.
#[derive(Default)]
struct MarkStack {
    general: u32,
    others: u32,
}

impl MarkStack {
    /// Notes a character; `false` when it is one mark more than a letter ever bears.
    ///
    /// **Source** Our own choice: the general accents never come in more than three on a letter (Vietnamese two,
    /// phonetic transcription three); Hebrew with cantillation and the Tibetan stacks stay below eight.
    fn has_room_for(&mut self, c: char) -> bool {
        const MOST_GENERAL: u32 = 4;
        const MOST_OTHERS: u32 = 8;
        if context::is_conditional(c) {
            return true;
        }
        if !unicode_normalization::char::is_combining_mark(c) {
            *self = Self::default();
            return true;
        }
        let general = canonical_combining_class(c) != 0 && hidden::is_general_mark(c);
        let (count, most) =
            if general { (&mut self.general, MOST_GENERAL) } else { (&mut self.others, MOST_OTHERS) };
        *count += 1;
        *count <= most
    }
}
