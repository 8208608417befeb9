//! Questions: asking for what a fact says, in grammatical English.
//!
//! Where a clause cannot be turned into a question for certain, the answer is `None` and the caller asks in another
//! way; nothing here guesses.

mod deed;
mod figure;
mod inversion;
mod steps;
mod what;
mod why;

pub(crate) use deed::deed;
pub(crate) use figure::{Split, figure};
pub(crate) use steps::steps;
pub(crate) use what::{be, difference, is_plural_phrase, parts, purpose, what_is};
pub(crate) use why::{Asked, because};
