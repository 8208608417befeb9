//! Which language a source is written in.

use content::LanguageTag;

/// The language of a text; `None` where it cannot be told.
pub fn language_of(text: &str) -> Option<LanguageTag> {
    text::language::detect(text).and_then(|language| language.to_string().parse().ok())
}
