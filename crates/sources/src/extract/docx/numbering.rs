//! Lists: which are numbered and which have bullets.

use std::collections::HashMap;

use super::FORMAT;
use crate::error::Error;
use crate::extract::xml::{self, Happening, attribute};
use crate::limits::Limits;

/// Which lists are numbered, by list and depth.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The pattern that each list follows.
    patterns: HashMap<String, String>,
    /// Whether a pattern numbers the items of a depth.
    numbered: HashMap<(String, u8), bool>,
}

impl Numbering {
    /// Whether the items of a list at some depth are numbered.
    pub(super) fn is_numbered(&self, list: &str, depth: u8) -> bool {
        let pattern = self.patterns.get(list);
        pattern
            .is_some_and(|pattern| self.numbered.get(&(pattern.clone(), depth)).copied().unwrap_or_default())
    }
}

/// The most lists that are looked at, each with up to nine depths.
const MAX_LISTS: usize = 20_000;

/// Reads the part that describes the lists.
pub(super) fn read(part: &[u8], limits: &Limits) -> Result<Numbering, Error> {
    let mut numbering = Numbering::default();
    let (mut pattern, mut list, mut depth) = (String::new(), String::new(), 0_u8);
    xml::each(part, FORMAT, limits, |happening| {
        if let Happening::Start(start) = happening {
            let value = || attribute(start, "val").unwrap_or_default();
            match start.local_name().as_ref() {
                _ if numbering.patterns.len() + numbering.numbered.len() >= MAX_LISTS => {}
                "abstractNum" => pattern = attribute(start, "abstractNumId").unwrap_or_default(),
                "lvl" => {
                    depth = attribute(start, "ilvl").and_then(|depth| depth.parse().ok()).unwrap_or_default();
                }
                "numFmt" => {
                    let is_numbered = !matches!(value().as_str(), "bullet" | "none" | "");
                    numbering.numbered.insert((pattern.clone(), depth), is_numbered);
                }
                "num" => list = attribute(start, "numId").unwrap_or_default(),
                "abstractNumId" => {
                    numbering.patterns.insert(list.clone(), value());
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(numbering)
}
