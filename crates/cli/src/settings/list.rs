//! Lists that may also be written as one text with commas, as people do in the environment.

use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    List(Vec<String>),
    Text(String),
}

/// Reads a list, or a text of which each part between commas is an entry.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    Ok(match Written::deserialize(deserializer)? {
        Written::List(entries) => entries,
        Written::Text(text) => {
            text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
        }
    })
}
