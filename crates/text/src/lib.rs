//! Facts about language: sentences, words, syllables, stems, terms, readability.
//!
//! Everything is a pure, total function over `&str`: no I/O, no clock, no opinion about teaching. Time and memory grow
//! linearly with the text; no input makes anything here panic. What a number *means* for a class (grade bands, limits)
//! belongs to `content` and `eval`.
//!
//! Read [`sentence::sentences`] and [`readability::measure`] first. Byte ranges always fall on character boundaries of
//! the text that was passed in.

pub mod language;
pub mod normalise;
pub mod readability;
pub mod sentence;
pub mod stem;
pub mod stopwords;
pub mod syllable;
pub mod term;
pub mod word;

mod hyphenation;
mod lexicon;
mod word_set;

pub use language::Language;
