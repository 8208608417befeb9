//! Passages for tests and examples: the starter library with and without its marks, and texts of strangers.

use std::path::Path;

use content::source::Origin;
use content::{Passage, Source, SourceId};
use sources::extract::{Hint, extract};
use sources::{chunk, library, limits::Limits};

/// A text cut into passages.
pub(crate) struct Text {
    /// What people call it.
    pub(crate) title: String,
    /// Names it where a test fails: `water-cycle.lower`.
    pub(crate) name: String,
    /// Its passages.
    pub(crate) passages: Vec<Passage>,
    /// The text as a source.
    pub(crate) source: Source,
}

/// Every text of the starter library.
pub(crate) fn all() -> Vec<Text> {
    library::texts().iter().map(of_library).collect()
}

/// The text of the library at `slug.level`, such as `water-cycle.lower`.
pub(crate) fn named(name: &str) -> Option<Text> {
    all().into_iter().find(|text| text.name == name)
}

fn of_library(text: &library::LibraryText) -> Text {
    Text {
        title: text.title.clone(),
        name: format!("{}.{}", text.slug, text.level.as_str()),
        passages: text.passages().to_vec(),
        source: text.source(),
    }
}

/// A file as a person would upload it.
pub(crate) fn read(path: &Path) -> Text {
    let bytes = std::fs::read(path).expect("the file can be read");
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    of_bytes(&name, &bytes)
}

/// A text as a person would paste it.
pub(crate) fn of_bytes(name: &str, bytes: &[u8]) -> Text {
    let hint = Hint { file_name: Some(name), media_type: None };
    let document = extract(bytes, hint, &Limits::default()).expect("the document can be read");
    let title = name.split('.').next().unwrap_or(name).to_owned();
    let source_id: SourceId = "018f4f6e-2f5a-7cc0-9d2b-6f5a7f3c2d11".parse().expect("a well-formed id");
    let source = Source {
        id: source_id,
        title: title.clone(),
        text: document.text.clone(),
        licence: None,
        url: None,
        origin: Origin::Upload,
        language: None,
        references: Vec::new(),
    };
    Text { title, name: name.to_owned(), passages: chunk::passages(source_id, &document), source }
}

/// The same text as a stranger would hand it in: without marks.
pub(crate) fn stripped(mut text: Text) -> Text {
    for passage in &mut text.passages {
        passage.marks.clear();
    }
    text
}
