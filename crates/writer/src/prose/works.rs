//! Works: the sources as a reader would cite them, and the works they name.

use content::Source;

use crate::Request;
use crate::phrase::one_line;

/// The most characters of one entry.
const LONGEST: usize = 500;

/// The sources that the passages come from, with terms of use and address, then the works they name; at most `most`.
pub(crate) fn cited(request: &Request<'_>, most: usize) -> Vec<String> {
    let own = used(request).map(credit).collect();
    with_references(request, own, most)
}

/// Works for further reading: those that the sources name, else the sources themselves; at most `most`.
pub(crate) fn recommended(request: &Request<'_>, most: usize) -> Vec<String> {
    let found = with_references(request, Vec::new(), most);
    if found.is_empty() { cited(request, most) } else { found }
}

fn used<'a>(request: &Request<'a>) -> impl Iterator<Item = &'a Source> {
    let passages = request.passages;
    request.sources.iter().filter(move |source| passages.iter().any(|passage| passage.source_id == source.id))
}

fn with_references(request: &Request<'_>, mut found: Vec<String>, most: usize) -> Vec<String> {
    for reference in used(request).flat_map(|source| &source.references) {
        let reference: String = one_line(reference).chars().take(LONGEST).collect();
        if !reference.is_empty() && !found.contains(&reference) {
            found.push(reference);
        }
    }
    found.retain(|entry| !entry.is_empty());
    found.truncate(most);
    found
}

/// `Photosynthesis (CC0-1.0)`, with its address where it has one.
fn credit(source: &Source) -> String {
    let mut credit = one_line(&source.title);
    if let Some(licence) = &source.licence {
        credit.push_str(&format!(" ({})", one_line(licence)));
    }
    if let Some(url) = &source.url {
        credit.push_str(&format!(", {}", one_line(url)));
    }
    credit.chars().take(LONGEST).collect()
}
