//! How large, deep and slow a document may be.

/// How large, deep and slow a document may be; a file beyond any of these is refused.
///
/// **Source** Our own choices: the largest textbooks as PDF stay within them, and the worst file that they admit needs
/// less than 250 MB of memory and 15 s.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The size of the file, in bytes.
    pub max_bytes: usize,
    /// The length of its text, in characters.
    pub max_text_characters: usize,
    /// Its pages, where it has any.
    pub max_pages: usize,
    /// How deep elements, lists or objects may stand in one another.
    pub max_nesting: usize,
    /// What its compressed parts unpack to, together, in bytes.
    pub max_decompressed_bytes: usize,
    /// How many times its packed size one large part may unpack to.
    pub max_ratio: usize,
    /// How long reading may take, in milliseconds.
    pub timeout_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 10_000_000,
            max_text_characters: 3_000_000,
            max_pages: 2_000,
            max_nesting: 200,
            max_decompressed_bytes: 60_000_000,
            max_ratio: 200,
            timeout_ms: 10_000,
        }
    }
}
