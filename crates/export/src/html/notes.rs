//! The quotes at the end of a page, numbered, and which text leads to which.

use std::collections::{BTreeSet, HashMap};

use content::source::SourceCredit;
use content::{Evidence, Material, PassageId, SourceId};

use super::writer::Writer;

/// The quotes a material rests on, each once.
pub(super) struct Notes<'a> {
    quotes: Vec<&'a Evidence>,
    by_pointer: HashMap<&'a str, BTreeSet<usize>>,
    unsupported: BTreeSet<&'a str>,
    sources: HashMap<PassageId, SourceId>,
    credits: &'a [SourceCredit],
}

impl<'a> Notes<'a> {
    pub(super) fn of(material: &'a Material) -> Self {
        let mut notes = Self {
            quotes: Vec::new(),
            by_pointer: HashMap::new(),
            unsupported: BTreeSet::new(),
            sources: material
                .retrieved_context
                .iter()
                .map(|kept| (kept.passage_id, kept.source_id))
                .collect(),
            credits: &material.source_materials,
        };
        let mut numbers = HashMap::new();
        for entry in &material.evidence {
            if !entry.holds() {
                notes.unsupported.insert(&entry.pointer);
                continue;
            }
            let number = *numbers.entry((entry.passage_id, entry.start, entry.end)).or_insert_with(|| {
                notes.quotes.push(entry);
                notes.quotes.len()
            });
            notes.by_pointer.entry(&entry.pointer).or_default().insert(number);
        }
        notes
    }

    /// The numbers of the notes that the text at `pointer` leads to.
    pub(super) fn marks(&self, pointer: &str) -> impl Iterator<Item = usize> {
        self.by_pointer.get(pointer).into_iter().flatten().copied()
    }

    /// Whether the text at `pointer` says something that no source carries.
    pub(super) fn is_unsupported(&self, pointer: &str) -> bool {
        self.unsupported.contains(pointer)
    }

    /// The notes and the sources' credits.
    pub(super) fn write(&self, page: &mut Writer<'_>) {
        if self.quotes.is_empty() && self.credits.is_empty() {
            return;
        }
        page.raw("<footer>\n<h2>Sources</h2>\n<ul>\n");
        for credit in self.credits {
            page.raw("<li>");
            page.text(&credit.title);
            if let Some(licence) = &credit.licence {
                page.text(&format!(" ({licence})"));
            }
            if let Some(url) = &credit.url {
                page.text(&format!(" — {url}"));
            }
            page.raw("</li>\n");
        }
        page.raw("</ul>\n");
        if !self.quotes.is_empty() {
            page.raw("<h3>Where each statement stands</h3>\n<ol class=\"notes\">\n");
            for (index, quote) in self.quotes.iter().enumerate() {
                page.raw("<li id=\"note-");
                page.number(index + 1);
                page.raw("\">");
                page.words(&format!("“{}”", quote.quote));
                if let Some(title) = self.title(quote) {
                    page.text(&format!(" — {title}"));
                }
                page.raw("</li>\n");
            }
            page.raw("</ol>\n");
        }
        page.raw("</footer>\n");
    }

    fn title(&self, quote: &Evidence) -> Option<&str> {
        let source = self.sources.get(&quote.passage_id?)?;
        self.credits.iter().find(|credit| credit.source_id == *source).map(|credit| credit.title.as_str())
    }
}
