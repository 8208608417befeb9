//! The starter library: texts on common school topics, each in two reading levels, written for this project.
//!
//! The texts are released CC0 and compiled in. Their front matter is read on first use, a body whenever it is asked for. A
//! text is found by its title, its other names, or a name that [`names`](crate::names) knows to mean the same.

use std::collections::HashSet;
use std::sync::OnceLock;

use content::source::Origin;
use content::{GradeLevel, LanguageTag, Passage, Source, SourceId};
use uuid::Uuid;

use crate::chunk;
use crate::document::Document;
use crate::licence;

mod find;
mod front_matter;
mod marks;

pub use find::{Match, find};

/// Path below `library/` and contents of each text, in the order of the paths.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// The name space in which the texts' source ids are made.
const NAME_SPACE: Uuid = Uuid::from_u128(0x5f0c_41b1_9a3e_4a57_8b1d_0e62_94c7_d3a8);

/// For which readers a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Grades 4 to 7.
    Lower,
    /// Grades 9 to 12.
    Upper,
}

impl Level {
    /// The level whose texts serve a grade level best.
    pub fn for_grade(grade: GradeLevel) -> Self {
        match grade {
            GradeLevel::Elementary | GradeLevel::MiddleSchool => Self::Lower,
            GradeLevel::HighSchool
            | GradeLevel::College
            | GradeLevel::AdultLearning
            | GradeLevel::General => Self::Upper,
        }
    }

    /// The name used in file names and front matter.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lower => "lower",
            Self::Upper => "upper",
        }
    }
}

/// One text of the library.
#[derive(Debug)]
pub struct LibraryText {
    /// The topic's name in addresses and file names, such as `water-cycle`; the same for both levels.
    pub slug: &'static str,
    /// The school subject, such as `biology`.
    pub subject: &'static str,
    /// For which readers it is written.
    pub level: Level,
    /// What it is called; the same for both levels.
    pub title: String,
    /// Other names a person may type for the topic.
    pub other_names: Vec<String>,
    /// Well-known works for further reading.
    pub references: Vec<String>,
    /// Names it as a source; the same in every installation.
    pub source_id: SourceId,
    body: &'static str,
    name_keys: OnceLock<HashSet<String>>,
    source: OnceLock<Source>,
    passages: OnceLock<Vec<Passage>>,
}

impl LibraryText {
    /// Its text, with marks taken out of the text and kept beside it; read anew each time.
    pub fn document(&self) -> Document {
        marks::document(&self.title, self.body)
    }

    /// Its passages, in order; kept from the first asking on.
    pub fn passages(&self) -> &[Passage] {
        self.passages.get_or_init(|| chunk::passages(self.source_id, &self.document()))
    }

    /// The text as a source and its passages, for a store to keep: nothing of it is kept here.
    pub fn for_store(&self) -> (Source, Vec<Passage>) {
        let document = self.document();
        let passages = chunk::passages(self.source_id, &document);
        (self.source_of(document), passages)
    }

    /// The text as a source, beside those that people bring; kept from the first asking on.
    pub fn source(&self) -> Source {
        self.source.get_or_init(|| self.source_of(self.document())).clone()
    }

    fn source_of(&self, document: Document) -> Source {
        Source {
            id: self.source_id,
            title: self.title.clone(),
            text: document.text,
            licence: Some(licence::CC0.to_owned()),
            url: None,
            origin: Origin::Library,
            language: Some(LanguageTag::english()),
            references: self.references.clone(),
        }
    }
}

/// All texts, by subject, slug and level.
pub fn texts() -> &'static [LibraryText] {
    static TEXTS: OnceLock<Vec<LibraryText>> = OnceLock::new();
    TEXTS.get_or_init(|| FILES.iter().filter_map(|(path, file)| read(path, file)).collect())
}

/// Tells one state of the library from another: it changes whenever a text does.
pub fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let fold = |so_far: Uuid, (path, file): &(&str, &str)| {
            let path_too = Uuid::new_v5(&so_far, path.as_bytes());
            Uuid::new_v5(&path_too, file.as_bytes())
        };
        FILES.iter().fold(NAME_SPACE, fold).simple().to_string()
    })
}

/// The text in a file, or `None` if its path or front matter is not as it should be, which a test rules out.
fn read(path: &'static str, file: &'static str) -> Option<LibraryText> {
    let (subject, name) = path.split_once('/')?;
    let (slug, level) = match name.strip_suffix(".lower.md") {
        Some(slug) => (slug, Level::Lower),
        None => (name.strip_suffix(".upper.md")?, Level::Upper),
    };
    let (front, body) = front_matter::read(file).ok()?;
    if front.subject != subject || front.level != level.as_str() {
        return None;
    }
    Some(LibraryText {
        slug,
        subject,
        level,
        title: front.title,
        other_names: front.other_names,
        references: front.references,
        source_id: SourceId(Uuid::new_v5(&NAME_SPACE, path.as_bytes())),
        body,
        name_keys: OnceLock::new(),
        source: OnceLock::new(),
        passages: OnceLock::new(),
    })
}
