//! The formats, and which content type has which.

use content::ContentType;

/// A format that a material can be exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Markdown, mathematics kept as TeX.
    Markdown,
    /// One page that needs nothing else, to read and to print.
    Html,
    /// The whole material with its evidence.
    Json,
    /// A table (RFC 4180), for types that are lists.
    Csv,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Markdown, Self::Html, Self::Json, Self::Csv];

    /// The name used in addresses and options.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// The media type, with its parameters.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }

    /// What a file's name ends in.
    pub fn extension(self) -> &'static str {
        self.as_str()
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No format has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a format; the formats are md, html, json, csv")]
pub struct UnknownFormat(pub String);

impl std::str::FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.as_str() == s).ok_or_else(|| UnknownFormat(s.to_owned()))
    }
}

/// The formats of a content type.
pub fn formats(content_type: ContentType) -> &'static [Format] {
    match content_type {
        ContentType::OnePagerSummary | ContentType::DetailedReadingMaterial => {
            &[Format::Markdown, Format::Html, Format::Json]
        }
        _ => &Format::ALL,
    }
}
