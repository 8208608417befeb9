//! Which field is wrong and how, from what a deserializer says.

use serde_path_to_error::{Error, Path, Segment};

use crate::problem::Problem;

/// The most characters of a deserializer's message that are passed on.
const MESSAGE_CHARACTERS: usize = 300;

/// The field that could not be read, as a problem.
pub(super) fn problem<E: std::fmt::Display>(error: &Error<E>) -> Problem {
    let message = shortened(&error.inner().to_string());
    let mut pointer = pointer(error.path());
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`'));
    let Some(missing) = missing else { return Problem::invalid(pointer, message) };
    push(&mut pointer, missing);
    Problem::invalid(pointer, format!("`{missing}` is missing"))
}

/// A message that fits an answer.
fn shortened(message: &str) -> String {
    message.chars().take(MESSAGE_CHARACTERS).collect()
}

fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => push(&mut pointer, &index.to_string()),
            Segment::Map { key } => push(&mut pointer, key),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}

fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
}
