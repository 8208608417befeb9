//! Prose: choosing sentences of the passages and joining them into text that reads as written.
//!
//! A [`Manuscript`] is the passages as an editor sees them: lines with their weight and their standing. [`parts`]
//! groups them under headings, [`choose`] picks what is worth saying within a budget and never the same thing twice,
//! [`join`] writes the choice into paragraphs with a citation for every sentence.
//!
//! Read [`manuscript`] first.

pub(crate) mod aim;
pub(crate) mod asking;
pub(crate) mod choose;
pub(crate) mod heading;
pub(crate) mod join;
pub(crate) mod likeness;
pub(crate) mod manuscript;
pub(crate) mod minutes;
pub(crate) mod opening;
pub(crate) mod parts;
pub(crate) mod readers;
pub(crate) mod segment;
pub(crate) mod sound;
pub(crate) mod unit;
pub(crate) mod weigh;
pub(crate) mod works;

pub(crate) use aim::fitted;
pub(crate) use asking::Asking;
pub(crate) use choose::Chooser;
pub(crate) use manuscript::{Line, Manuscript, Standing};
pub(crate) use parts::Part;
