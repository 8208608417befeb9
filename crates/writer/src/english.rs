//! What the writer knows about English: closed classes of words, verb forms, plurals, clauses.
//!
//! There is no tagger here: what cannot be told from a word's form and its neighbours is answered with `None`, and
//! the caller uses a form of words that needs no answer.

pub(crate) mod clause;
pub(crate) mod noun;
pub(crate) mod verb;
pub(crate) mod word;
