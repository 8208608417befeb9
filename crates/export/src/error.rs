//! Why a file could not be made.

use content::ContentType;

use crate::format::Format;

/// Why a file could not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The material has no body; wait until it is ready.
    #[error("the material has no content to export; only a ready one can be exported")]
    NotReady,
    /// The content type does not have the format.
    #[error("a {content_type} cannot be exported as {format}; it has the formats {}", crate::names(*.content_type))]
    Format {
        /// What was asked for.
        format: Format,
        /// Of what.
        content_type: ContentType,
    },
}
