//! From a file or text to clean, cited passages.
//!
//! Here: reading documents nobody here wrote ([`extract`](mod@extract)), taking hidden text out ([`clean`](mod@clean)),
//! cutting a text into [`content::Passage`]s ([`chunk`]), the starter library ([`library`]), and telling which
//! passages are about a topic ([`names`], [`rank`]). Everything is a function of its arguments: no clock, no
//! database; where passages are kept and searched is the store's business. Only [`fetch`] opens connections, when a
//! person asks for a web address.
//!
//! Deliberately not here: who may read a source, what a statement may claim (`eval`), what is taught (`content`).
//!
//! Read [`Document`] first, then [`chunk::passages`].

pub mod chunk;
pub mod clean;
pub mod document;
pub mod error;
pub mod extract;
pub mod fetch;
mod language;
pub mod library;
pub mod licence;
pub mod limits;
pub mod names;
pub mod rank;
pub mod stems;

pub use document::{Block, BlockKind, Cleaned, Document, Page};
pub use error::Error;
pub use extract::{Hint, extract};
pub use language::language_of;
pub use limits::Limits;
