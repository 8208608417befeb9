//! Counting as textstat 0.7.13 does, for comparing figures with it.

use super::Readability;
use crate::Language;

/// Measures an English text as textstat 0.7.13 does.
pub fn measure(text: &str) -> Readability {
    super::measure(text, Language::En)
}
