//! Labels and quotes → citations whose quotes are the passages' own words. Pure.
//!
//! A model copies with small slips, miscounts pointers and mixes labels up. What it meant is looked for; what it
//! claims is judged later, by `eval`, and only on words that were found here.

use std::collections::HashSet;

use content::{Citation, Passage, PassageId, prompt};
use eval::quote;
use serde_json::Value;
use uuid::Uuid;

use super::answer::Entry;

/// What a model cites, as the passages have it. Entries about sentences that stand nowhere are left out, and so are
/// quotes that stand nowhere where the same sentence has one that does.
pub(super) fn resolve(body: &Value, entries: &[Entry], passages: &[Passage]) -> Vec<Citation> {
    let texts = Texts::of(body);
    let mut found: Vec<(Citation, bool)> = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some((pointer, statement)) = texts.place(entry) else { continue };
        let place = prompt::place_of(&entry.passage);
        let (passage_id, quote) = match stands(&entry.quote, place, passages) {
            Some((passage, quote)) => (passage.id, Some(quote)),
            None => {
                (place.and_then(|at| passages.get(at)).map_or(PassageId(Uuid::nil()), |found| found.id), None)
            }
        };
        let is_found = quote.is_some();
        let quote = quote.unwrap_or_else(|| entry.quote.clone());
        found.push((Citation { pointer, statement, passage_id, quote }, is_found));
    }
    let key = |citation: &Citation| (citation.pointer.clone(), citation.statement.clone());
    let carried: HashSet<_> =
        found.iter().filter(|(_, is_found)| *is_found).map(|(found, _)| key(found)).collect();
    let keeps = |(citation, is_found): &(Citation, bool)| *is_found || !carried.contains(&key(citation));
    found.into_iter().filter(keeps).map(|(citation, _)| citation).collect()
}

/// The passage in which a quote stands, and its words there: the one named first, then any.
fn stands<'a>(quote: &str, place: Option<usize>, passages: &'a [Passage]) -> Option<(&'a Passage, String)> {
    let named = place.and_then(|at| passages.get(at));
    let in_passage = |passage: &'a Passage| {
        quote::find(&passage.text, quote).map(|range| (passage, passage.text[range].to_owned()))
    };
    named.and_then(in_passage).or_else(|| passages.iter().find_map(in_passage))
}

/// The texts of a body by their pointers.
struct Texts {
    texts: Vec<(String, String)>,
}

impl Texts {
    fn of(body: &Value) -> Self {
        let mut texts = Vec::new();
        let mut open = vec![(String::new(), body)];
        while let Some((pointer, value)) = open.pop() {
            match value {
                Value::String(text) => texts.push((pointer, text.clone())),
                Value::Array(items) => {
                    let item = |(at, item)| (format!("{pointer}/{at}"), item);
                    open.extend(items.iter().enumerate().map(item));
                }
                Value::Object(members) => {
                    let member = |(name, member): (&String, _)| {
                        (format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")), member)
                    };
                    open.extend(members.iter().map(member));
                }
                _ => {}
            }
        }
        Self { texts }
    }

    /// Where an entry's sentence stands, and the sentence unless it is the whole text there.
    fn place(&self, entry: &Entry) -> Option<(String, Option<String>)> {
        let named = tidied(&entry.pointer);
        let at_named = self.texts.iter().find(|(pointer, _)| *pointer == named);
        let said = entry.statement.as_deref().map(str::trim).filter(|said| !said.is_empty());
        let Some(said) = said else { return at_named.map(|(pointer, _)| (pointer.clone(), None)) };
        let holds = |text: &str| text.contains(said);
        let (pointer, text) = at_named
            .filter(|(_, text)| holds(text))
            .or_else(|| self.texts.iter().find(|(_, text)| holds(text)))
            .or(at_named)?;
        Some((pointer.clone(), (text.trim() != said).then(|| said.to_owned())))
    }
}

/// A pointer as models write them: `body/items/0`, `#/body/items/0`, `$.items[0].answer`.
fn tidied(pointer: &str) -> String {
    let slashed = pointer.trim().trim_start_matches(['#', '$']).replace(['.', '['], "/").replace(']', "");
    let inside = slashed.trim_start_matches('/');
    let inside = inside.strip_prefix("body/").unwrap_or(inside);
    format!("/{inside}")
}

#[cfg(test)]
mod tests {
    use content::SourceId;
    use serde_json::json;

    use super::*;

    fn passage(at: u128, text: &str) -> Passage {
        Passage {
            id: PassageId(Uuid::from_u128(at)),
            source_id: SourceId(Uuid::nil()),
            ordinal: 0,
            text: text.to_owned(),
            start: 0,
            end: text.chars().count(),
            page: None,
            heading: None,
            marks: Vec::new(),
        }
    }

    fn entry(pointer: &str, statement: &str, passage: &str, quote: &str) -> Entry {
        Entry {
            pointer: pointer.into(),
            statement: Some(statement.into()),
            passage: passage.into(),
            quote: quote.into(),
        }
    }

    #[test]
    fn slips_of_pointer_label_and_spelling_are_mended() {
        let body =
            json!({ "title": "Cells", "items": [{ "answer": "Plants make sugar. Roots drink water." }] });
        let passages = [
            passage(1, "Cells are small."),
            passage(2, "“Plants” make sugar. Roots drink water from the soil."),
        ];
        for pointer in
            ["/items/0/answer", "body/items/0/answer", "#/body/items/0/answer", "$.items[0].answer", "/9"]
        {
            let found = resolve(
                &body,
                &[entry(pointer, "Plants make sugar.", "p1", "Plants make sugar.")],
                &passages,
            );
            assert_eq!(found.len(), 1, "{pointer}");
            assert_eq!(found[0].pointer, "/items/0/answer");
            assert_eq!(found[0].passage_id, passages[1].id);
            assert_eq!(found[0].quote, "Plants” make sugar.");
        }
    }

    #[test]
    fn words_left_out_of_a_quote_come_back_with_it() {
        let body = json!({ "summary": "Roots take up water." });
        let passages = [passage(1, "Roots, which grow where it is wet, take up water from the soil.")];
        let cited = entry("/summary", "Roots take up water.", "P1", "Roots, which grow … take up water");
        let found = resolve(&body, &[cited], &passages);
        assert_eq!(found[0].quote, "Roots, which grow where it is wet, take up water");
    }

    #[test]
    fn what_stands_nowhere_is_left_out_or_left_to_be_refused() {
        let body = json!({ "title": "Cells", "summary": "Plants make sugar." });
        let passages = [passage(1, "Plants make sugar from light.")];
        let nowhere = entry("/9", "Moons are cheese.", "P1", "Plants make sugar");
        assert!(resolve(&body, &[nowhere], &passages).is_empty());
        let invented = entry("/summary", "Plants make sugar.", "P1", "Moons are cheese.");
        let kept = resolve(&body, std::slice::from_ref(&invented), &passages);
        assert_eq!(kept[0].quote, "Moons are cheese.");
        let right = entry("/summary", "Plants make sugar.", "P7", "Plants make sugar from light.");
        let both = resolve(&body, &[invented, right], &passages);
        assert_eq!(both.len(), 1, "one good quote is enough");
        assert_eq!(
            (both[0].statement.as_deref(), both[0].quote.as_str()),
            (None, "Plants make sugar from light.")
        );
    }
}
