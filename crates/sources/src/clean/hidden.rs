//! Characters that are hidden wherever they stand.

use crate::document::Hidden;

/// What a character hides as, wherever it stands; `None` for one that is seen or that its neighbours decide about.
pub(super) fn always(c: char) -> Option<Hidden> {
    Some(match c {
        '\n' | '\t' => return None,
        c if c.is_control() => Hidden::Control,
        '\u{ad}' => Hidden::SoftHyphen,
        '\u{200b}' | '\u{2060}' | '\u{feff}' => Hidden::ZeroWidth,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Hidden::Bidi
        }
        '\u{e0000}'..='\u{e001f}' => Hidden::Tag,
        '\u{fe00}'..='\u{fe0d}' | '\u{e0100}'..='\u{e01ef}' => Hidden::VariationSelector,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}' => {
            Hidden::PrivateUse
        }
        c if is_ignorable(c) => Hidden::Ignorable,
        c if is_noncharacter(c) => Hidden::Control,
        _ => return None,
    })
}

/// The rest of Default_Ignorable_Code_Point, and the marks of interlinear annotation.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{2061}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{3164}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0080}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
}

fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Marks that no script owns: the general accents, and those for phonetics and for symbols.
pub(super) fn is_general_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}
