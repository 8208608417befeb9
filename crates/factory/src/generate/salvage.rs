//! Between 6 and the next round · what is good of a rejected draft. Pure.
//!
//! Nine good cards of ten are a deck of nine. Items that findings point at are left out, and what remains is judged
//! again as a whole: nothing is kept that the gate has not passed.

use std::collections::{BTreeMap, BTreeSet};

use content::{Body, Brief, Citation, Finding, Objective};
use serde_json::Value;

use super::parse::{Parsed, Spare, list_of};

/// The lists of bodies whose items stand alone.
const LISTS: [&str; 5] = ["items", "questions", "key_concepts", "practice_exercises", "assessment_questions"];

/// The draft without the items that the findings point at, spare ones in their place, and which share of a list is lost
/// at most; `None` when no item is at fault, or too few would be left.
pub(super) fn salvage(brief: &Brief, parsed: &Parsed, findings: &[Finding]) -> Option<(Parsed, f64)> {
    let bad = bad_items(findings);
    if bad.is_empty() {
        return None;
    }
    let mut value = parsed.body.to_json();
    let mut citations: Vec<Citation> =
        parsed.citations.iter().filter_map(|citation| moved(citation, &bad)).collect();
    let mut spares = parsed.spares.clone().into_iter();
    let mut lost: f64 = 0.0;
    for (list, places) in &bad {
        let items = value.get_mut(list)?.as_array_mut()?;
        let before = items.len();
        let mut place = 0;
        items.retain(|_| {
            place += 1;
            !places.contains(&(place - 1))
        });
        if *list == list_of(brief.content_type) {
            fill(list, items, &mut citations, spares.by_ref().take(before - items.len()));
        }
        lost = lost.max((before - items.len()) as f64 / before.max(1) as f64);
    }
    let body = read(brief, &value)?;
    let left = Parsed { body, citations, objectives: parsed.objectives.clone(), spares: spares.collect() };
    Some((left, lost))
}

/// The draft without the objectives that it does not teach or that hold what is foreign to it, where its writer chose them and others are left; `None` when
/// there is no such objective.
pub(super) fn taught(brief: &Brief, parsed: &Parsed, findings: &[Finding]) -> Option<Parsed> {
    let idle: Vec<&str> = findings
        .iter()
        .filter(|finding| matches!(finding.code.as_str(), "objective_not_covered" | "foreign_objective"))
        .map(|finding| finding.detail.as_str())
        .collect();
    if idle.is_empty() || !brief.learning_objectives.is_empty() {
        return None;
    }
    let is_idle = |objective: &Objective| {
        let quoted = format!("“{}”", objective.statement);
        idle.iter().any(|detail| detail.contains(&quoted))
    };
    let objectives: Vec<Objective> =
        parsed.objectives.iter().filter(|objective| !is_idle(objective)).cloned().collect();
    let fewer = !objectives.is_empty() && objectives.len() < parsed.objectives.len();
    fewer.then(|| Parsed { objectives, ..parsed.clone() })
}

/// Puts spare items at the end of a list, and what they rest on beside the rest.
fn fill(
    list: &str,
    items: &mut Vec<Value>,
    citations: &mut Vec<Citation>,
    spares: impl Iterator<Item = Spare>,
) {
    for spare in spares {
        let at = items.len();
        items.push(spare.item);
        let below = |citation: Citation| Citation {
            pointer: format!("/{list}/{at}/{}", citation.pointer),
            ..citation
        };
        citations.extend(spare.citations.into_iter().map(below));
    }
}

fn read(brief: &Brief, value: &Value) -> Option<Body> {
    Body::from_json(brief.content_type, brief.items_wanted(), value).ok()
}

/// The items at fault, by list.
fn bad_items(findings: &[Finding]) -> BTreeMap<&str, BTreeSet<usize>> {
    let mut bad: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (list, place, _) in findings.iter().filter_map(|finding| item_of(&finding.pointer)) {
        bad.entry(list).or_default().insert(place);
    }
    bad
}

/// List, place and the rest of a pointer into an item.
pub(super) fn item_of(pointer: &str) -> Option<(&str, usize, &str)> {
    let (list, rest) = pointer.strip_prefix('/')?.split_once('/')?;
    let (place, rest) = rest.split_once('/').unwrap_or((rest, ""));
    if LISTS.contains(&list) { Some((list, place.parse().ok()?, rest)) } else { None }
}

/// The citation at its item's new place; `None` when the item is left out.
fn moved(citation: &Citation, bad: &BTreeMap<&str, BTreeSet<usize>>) -> Option<Citation> {
    let Some((list, place, rest)) = item_of(&citation.pointer) else { return Some(citation.clone()) };
    let Some(places) = bad.get(list) else { return Some(citation.clone()) };
    if places.contains(&place) {
        return None;
    }
    let place = place - places.range(..place).count();
    Some(Citation { pointer: format!("/{list}/{place}/{rest}"), ..citation.clone() })
}

#[cfg(test)]
mod tests {
    use content::{NewBrief, PassageId};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn deck(cards: usize) -> (Brief, Parsed) {
        let new =
            NewBrief { content_type: "flashcards".into(), topic: "cells".into(), ..NewBrief::default() };
        let brief = Brief::try_from(new).unwrap();
        let items: Vec<Value> = (0..cards)
            .map(|n| json!({ "term": format!("t{n}"), "definition": "d", "category": "c", "difficulty": "easy" }))
            .collect();
        let body = read(&brief, &json!({ "title": "Cells", "items": items })).unwrap();
        let citations = (0..cards).map(|n| Citation {
            pointer: format!("/items/{n}/definition"),
            statement: None,
            passage_id: PassageId(Uuid::nil()),
            quote: format!("q{n}"),
        });
        let citations = citations.collect();
        (brief, Parsed { body, citations, objectives: Vec::new(), spares: Vec::new() })
    }

    #[test]
    fn good_cards_stay_and_their_citations_follow() {
        let (brief, parsed) = deck(12);
        let findings = [Finding::new("x", "/items/3/definition", ""), Finding::new("x", "/items/7", "")];
        let (left, lost) = salvage(&brief, &parsed, &findings).unwrap();
        assert!((lost - 2.0 / 12.0).abs() < 1e-9);
        let items = left.body.to_json()["items"].clone();
        assert_eq!(items.as_array().unwrap().len(), 10);
        assert_eq!(items[3]["term"], "t4");
        assert_eq!(items[9]["term"], "t11");
        for citation in &left.citations {
            let (_, place, _) = item_of(&citation.pointer).unwrap();
            assert_eq!(items[place]["term"], citation.quote.replace('q', "t"));
        }
        assert_eq!(left.citations.len(), 10);
    }

    #[test]
    fn a_spare_card_takes_the_place_of_a_bad_one() {
        let (brief, mut parsed) = deck(10);
        let citation = Citation { pointer: "definition".into(), ..parsed.citations[0].clone() };
        let item = json!({ "term": "t99", "definition": "d", "category": "c", "difficulty": "easy" });
        parsed.spares = vec![Spare { item, citations: vec![citation] }];
        let (left, lost) = salvage(&brief, &parsed, &[Finding::new("x", "/items/2/term", "")]).unwrap();
        let items = left.body.to_json()["items"].clone();
        assert_eq!((items.as_array().unwrap().len(), lost), (10, 0.0));
        assert_eq!(items[9]["term"], "t99");
        assert_eq!(left.citations.last().unwrap().pointer, "/items/9/definition");
        assert!(left.spares.is_empty());
    }

    #[test]
    fn an_objective_of_the_writers_own_that_is_not_taught_is_left_out() {
        let (brief, mut parsed) = deck(10);
        parsed.objectives = ["Explain cells", "Explain a dictator"].map(|text| text.parse().unwrap()).into();
        let idle =
            |text: &str| Finding::new("objective_not_covered", "", format!("nothing helps to “{text}”"));
        let left = taught(&brief, &parsed, &[idle("Explain a dictator")]).unwrap();
        assert_eq!(left.objectives, parsed.objectives[..1]);
        let both = [idle("Explain cells"), idle("Explain a dictator")];
        assert!(taught(&brief, &parsed, &both).is_none(), "something has to be taught");
        let asked = Brief { learning_objectives: parsed.objectives.clone(), ..brief };
        assert!(taught(&asked, &parsed, &both[..1]).is_none(), "what was asked for has to be taught");
    }

    #[test]
    fn too_few_left_is_nothing_left() {
        let (brief, parsed) = deck(10);
        assert!(salvage(&brief, &parsed, &[Finding::new("x", "/items/0/definition", "")]).is_none());
        assert!(salvage(&brief, &parsed, &[Finding::new("x", "/title", "")]).is_none());
        assert!(salvage(&brief, &parsed, &[]).is_none());
    }
}
