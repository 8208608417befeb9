//! Paragraph styles: what a paragraph of each is.

use std::collections::HashMap;

use super::FORMAT;
use crate::error::Error;
use crate::extract::xml::{self, Happening, attribute};
use crate::limits::Limits;

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Use {
    #[default]
    Body,
    Title,
    Heading(u8),
    List,
    Quote,
    Caption,
    Code,
    Contents,
}

impl Use {
    /// What an outline level makes of a paragraph; nine of them are headings.
    pub(super) fn outline(level: Option<&str>, otherwise: Self) -> Self {
        match level.and_then(|level| level.parse::<u8>().ok()) {
            Some(level @ 0..9) => Self::Heading((level + 1).min(6)),
            _ => otherwise,
        }
    }

    /// By the English name that every language's Word keeps for its own styles.
    fn named(name: &str) -> Self {
        let name = name.to_lowercase();
        if let Some(level) = name.strip_prefix("heading") {
            return Self::Heading(level.trim().parse::<u8>().unwrap_or(1).clamp(1, 6));
        }
        match name.as_str() {
            "title" => Self::Title,
            "subtitle" => Self::Heading(2),
            "caption" | "table of figures" => Self::Caption,
            "quote" | "intense quote" | "block text" => Self::Quote,
            "source code" | "html preformatted" | "plain text" | "macro text" | "preformatted text" => {
                Self::Code
            }
            name if name.starts_with("toc ") || name == "toc heading" || name.starts_with("contents ") => {
                Self::Contents
            }
            name if name.starts_with("list ") && !name.contains("paragraph") => Self::List,
            _ => Self::Body,
        }
    }
}

/// What paragraphs are, by the names of their styles in the document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    uses: HashMap<String, Use>,
}

impl Styles {
    /// What a paragraph of a style is; by the style's own name where the document does not list it.
    pub(super) fn used_by(&self, style: Option<&str>) -> Use {
        let Some(style) = style else { return Use::Body };
        self.uses.get(style).copied().unwrap_or_else(|| Use::named(style))
    }
}

/// The most styles that are looked at.
const MAX_STYLES: usize = 10_000;

/// Reads the part that lists the styles.
pub(super) fn read(part: &[u8], limits: &Limits) -> Result<Styles, Error> {
    let mut styles = Styles::default();
    let mut id = String::new();
    xml::each(part, FORMAT, limits, |happening| {
        if let Happening::Start(start) = happening {
            let value = || attribute(start, "val");
            match start.local_name().as_ref() {
                _ if styles.uses.len() >= MAX_STYLES => {}
                "style" => id = attribute(start, "styleId").unwrap_or_default(),
                "name" if !id.is_empty() => {
                    styles.uses.insert(id.clone(), Use::named(&value().unwrap_or_default()));
                }
                "outlineLvl" if !id.is_empty() => {
                    let used = styles.uses.entry(id.clone()).or_default();
                    *used = Use::outline(value().as_deref(), *used);
                }
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(styles)
}
