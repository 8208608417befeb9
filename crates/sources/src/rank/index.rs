//! What of a passage is searched.

use content::{Passage, Source};
use text::Language;

use crate::{names, stems};

/// The words of a passage as a full-text index takes them: stems in ASCII letters and digits, parted by spaces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexText {
    /// Of the source's title; worth most when found.
    pub title: String,
    /// Of the heading it stands under; worth more than the text.
    pub heading: String,
    /// Of its text.
    pub body: String,
}

/// What of a passage is searched.
pub fn index_text(passage: &Passage, source: &Source) -> IndexText {
    let language = language_of(source);
    let stems = |text: &str| stems::of(text, language).join(" ");
    let other_names = names::alternatives(&source.title);
    let title: Vec<String> =
        std::iter::once(&source.title).chain(&other_names).map(|name| stems(name)).collect();
    IndexText {
        title: title.join(" "),
        heading: passage.heading.as_deref().map(stems).unwrap_or_default(),
        body: stems(&passage.text),
    }
}

/// The language a source is stemmed in; English where it could not be told.
pub(super) fn language_of(source: &Source) -> Language {
    source.language.as_ref().and_then(|tag| Language::from_tag(tag.as_str())).unwrap_or_default()
}
