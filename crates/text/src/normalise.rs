//! Keys for comparing text that means the same but is written differently.

use unicode_normalization::UnicodeNormalization;

/// A key that is equal for texts that differ only in case, width, quotation marks, dashes, spaces or the thousands
/// marks of numbers.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for character in text.nfkc().flat_map(char::to_lowercase) {
        match character {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            '‘' | '’' | '‚' | '‛' | '`' | '´' | 'ʼ' => key.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' => key.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => key.push('-'),
            space if space.is_whitespace() || space.is_control() => {
                if !key.is_empty() && !key.ends_with(' ') {
                    key.push(' ');
                }
            }
            other => key.push(other),
        }
    }
    key.truncate(key.trim_end().len());
    key
}
