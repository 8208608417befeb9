//! Why a document could not be read.

/// Why a document could not be read; every message says what a person can do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing is in the file.
    #[error("the file is empty; choose one that holds text")]
    Empty,
    /// The file is larger than allowed.
    #[error("the file has {bytes} bytes and at most {max_bytes} are read; split it or save the text alone")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        max_bytes: usize,
    },
    /// The text is longer than allowed.
    #[error("the text has more than {max_characters} characters; add the chapters as separate sources")]
    TooMuchText {
        /// The limit.
        max_characters: usize,
    },
    /// The document has more pages than allowed.
    #[error(
        "the document has {pages} pages and at most {max_pages} are read; add the chapters as separate sources"
    )]
    TooManyPages {
        /// Its pages.
        pages: usize,
        /// The limit.
        max_pages: usize,
    },
    /// Its parts stand too deep in one another.
    #[error("the {format} is nested more than {max_nesting} levels deep; save the text in a simpler form")]
    TooDeep {
        /// What it is.
        format: &'static str,
        /// The limit.
        max_nesting: usize,
    },
    /// It is made of more elements or objects than allowed.
    #[error("the {format} is made of more than {max_parts} parts; save the text alone and add that")]
    TooManyParts {
        /// What it is.
        format: &'static str,
        /// The limit.
        max_parts: usize,
    },
    /// Its compressed parts unpack to more than allowed.
    #[error("the {format} unpacks to far more than its size; save it anew from the program it was made with")]
    UnpacksTooFar {
        /// What it is.
        format: &'static str,
    },
    /// Reading took too long.
    #[error("reading the {format} took more than {timeout_ms} ms; save the text alone and add that")]
    TooSlow {
        /// What it is.
        format: &'static str,
        /// The limit.
        timeout_ms: u64,
    },
    /// It is not a kind of document that is read here.
    #[error(
        "this is {found}, which cannot be read; add PDF, Word (.docx), EPUB, HTML, Markdown or plain text"
    )]
    Unsupported {
        /// What it is, with its article.
        found: &'static str,
    },
    /// It is no text, and of no kind that is known.
    #[error(
        "this is not text: it holds bytes that no text has; add PDF, Word (.docx), EPUB, HTML, Markdown or plain text"
    )]
    Binary,
    /// It is locked.
    #[error(
        "the {format} is protected by a password or a licence; save a copy without protection and add that"
    )]
    Protected {
        /// What it is.
        format: &'static str,
    },
    /// It breaks off or breaks the rules of its format.
    #[error(
        "the {format} is damaged or incomplete; open it in the program it was made with and save it anew"
    )]
    Damaged {
        /// What it is.
        format: &'static str,
        /// What its reader said.
        #[source]
        source: Option<Box<dyn std::error::Error + Send + Sync>>,
    },
    /// It is well-formed and has no text.
    #[error("no text was found in the {format}; if it is scanned, run text recognition (OCR) on it first")]
    NoText {
        /// What it is.
        format: &'static str,
    },
}

impl Error {
    /// A document that its reader could not make sense of.
    pub(crate) fn damaged(
        format: &'static str,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Damaged { format, source: Some(source.into()) }
    }
}
