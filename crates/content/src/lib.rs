//! What is taught, and what a good one looks like.
//!
//! Here: the nouns of the product — [`Brief`], [`Objective`], [`Source`], [`Passage`], [`Body`], [`Evidence`],
//! [`Finding`], [`Report`] — and the rules that hold for them whatever wrote them. Everything is pure: no I/O,
//! no clock, no randomness, no async. Anything malformed becomes [`Finding`]s that say what is wrong and where.
//!
//! Deliberately not here: how text is split or measured (`text`), who may see what (`auth`), how a material is
//! made (`factory`), whether its statements agree with their quotes (`eval`).
//!
//! Read [`material`] first.

pub mod brief;
pub mod content_type;
pub mod evidence;
pub mod id;
pub mod language;
pub mod level;
pub mod markdown;
pub mod material;
pub mod objective;
pub mod prompt;
pub mod report;
pub mod schema;
pub mod source;
pub mod statement;
pub mod timestamp;

pub use brief::{Brief, NewBrief};
pub use content_type::ContentType;
pub use evidence::{Citation, Evidence, Support};
pub use id::{BatchId, MaterialId, PassageId, SourceId};
pub use language::LanguageTag;
pub use level::GradeLevel;
pub use material::{Body, Material, Status};
pub use objective::{BloomLevel, Objective};
pub use report::{Finding, Report, Score};
pub use source::{Mark, MarkKind, Passage, Source};
pub use statement::{Statement, StatementRole};
pub use timestamp::Timestamp;
