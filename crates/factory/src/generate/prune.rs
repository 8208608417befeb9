//! Between judging and judging again · prose without the sentences that no source carries, or that give a private person
//! away. Pure.
//!
//! One bad sentence does not make a page worthless: it is taken out, with what was cited for it, and the rest is judged
//! again as a whole.

use std::collections::{BTreeMap, BTreeSet};

use content::{Body, Brief, Citation, Evidence, Finding, Support};
use eval::checks::safety::PERSONAL_DATA;
use serde_json::Value;

use super::parse::Parsed;
use super::salvage::item_of;

/// The draft without the sentences outside its items that nothing carries or nobody should read, and which share of what
/// it cites for they are; `None` when there are none, or nothing would be left of a text that has to be there.
pub(super) fn prune(
    brief: &Brief,
    parsed: &Parsed,
    evidence: &[Evidence],
    findings: &[Finding],
) -> Option<(Parsed, f64)> {
    let mut value = parsed.body.to_json();
    let private = private(brief, &value, findings);
    let mut cuts: Vec<(&str, Option<&str>)> = evidence.iter().filter_map(cut).collect();
    cuts.extend(private.iter().map(|(pointer, sentence)| (*pointer, Some(sentence.as_str()))));
    if cuts.is_empty() {
        return None;
    }
    let mut emptied: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (pointer, sentence) in &cuts {
        let Some(Value::String(text)) = value.pointer_mut(pointer) else { continue };
        *text = sentence.map_or_else(String::new, |sentence| without(text, sentence));
        if text.is_empty() {
            let (list, place) = pointer.rsplit_once('/')?;
            emptied.entry(list.to_owned()).or_default().insert(place.parse().ok()?);
        }
    }
    for (list, places) in &emptied {
        let items = value.pointer_mut(list)?.as_array_mut()?;
        for place in places.iter().rev() {
            if *place < items.len() {
                items.remove(*place);
            }
        }
    }
    let body = Body::from_json(brief.content_type, brief.items_wanted(), &value).ok()?;
    let stays = |citation: &&Citation| !cuts.iter().any(|cut| is_for(citation, *cut));
    let citations = parsed.citations.iter().filter(stays).map(|citation| moved(citation, &emptied)).collect();
    let lost = cuts.len() as f64 / parsed.citations.len().max(1) as f64;
    Some((Parsed { body, citations, ..parsed.clone() }, lost))
}

/// The place and the sentence that an entry says is carried by nothing; `None` for items, which are left out as a whole.
fn cut(entry: &Evidence) -> Option<(&str, Option<&str>)> {
    let uncarried = entry.passage_id.is_none() && entry.support == Support::Unsupported;
    let in_item = item_of(&entry.pointer).is_some();
    (uncarried && !in_item).then_some((entry.pointer.as_str(), entry.statement.as_deref()))
}

/// The sentences outside items that give a private person away.
fn private<'f>(brief: &Brief, body: &Value, findings: &'f [Finding]) -> Vec<(&'f str, String)> {
    let found = findings.iter().map(|finding| (finding.code.as_str(), finding.pointer.as_str()));
    found
        .filter(|(code, pointer)| *code == PERSONAL_DATA && item_of(pointer).is_none())
        .filter_map(|(_, pointer)| Some((pointer, body.pointer(pointer)?.as_str()?)))
        .flat_map(|(pointer, text)| {
            let sentences = eval::personal::in_text(text, brief.language.as_str()).into_iter();
            sentences.map(move |(range, _)| (pointer, text[range].to_owned()))
        })
        .collect()
}

fn without(text: &str, sentence: &str) -> String {
    let Some(at) = text.find(sentence) else { return text.to_owned() };
    let before = text[..at].trim_end_matches(' ');
    let after = text[at + sentence.len()..].trim_start_matches(' ');
    let gap = if before.is_empty() || after.is_empty() || before.ends_with('\n') || after.starts_with('\n') {
        ""
    } else {
        " "
    };
    let joined = format!("{before}{gap}{after}");
    // a paragraph that is gone leaves no gap
    joined
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Whether a citation speaks for what is cut.
fn is_for(citation: &Citation, (pointer, sentence): (&str, Option<&str>)) -> bool {
    citation.pointer == pointer
        && match (citation.statement.as_deref(), sentence) {
            (Some(said), Some(sentence)) => sentence.contains(said) || said.contains(sentence),
            (_, None) => true,
            (None, Some(_)) => false,
        }
}

/// The citation at its text's new place.
fn moved(citation: &Citation, emptied: &BTreeMap<String, BTreeSet<usize>>) -> Citation {
    for (list, places) in emptied {
        let rest = citation.pointer.strip_prefix(list.as_str()).and_then(|rest| rest.strip_prefix('/'));
        let Some(place) = rest.and_then(|rest| rest.parse::<usize>().ok()) else { continue };
        let place = place - places.range(..place).count();
        return Citation { pointer: format!("{list}/{place}"), ..citation.clone() };
    }
    citation.clone()
}

#[cfg(test)]
mod tests {
    use content::{NewBrief, PassageId};
    use serde_json::json;
    use uuid::Uuid;

    use super::*;

    fn citation(pointer: &str, statement: Option<&str>) -> Citation {
        Citation {
            pointer: pointer.into(),
            statement: statement.map(Into::into),
            passage_id: PassageId(Uuid::nil()),
            quote: "q".into(),
        }
    }

    #[test]
    fn false_sentences_and_takeaways_go_and_citations_follow() {
        let new = NewBrief {
            content_type: "one_pager_summary".into(),
            topic: "cells".into(),
            ..NewBrief::default()
        };
        let brief = Brief::try_from(new).unwrap();
        let value = json!({
            "title": "Cells",
            "executive_summary": "True one. False one. True two.",
            "key_takeaways": ["a", "false", "c", "d"],
            "main_content": "First.\n\nFalse.\n\nLast.",
        });
        let body = Body::from_json(brief.content_type, None, &value).unwrap();
        let citations = vec![
            citation("/executive_summary", Some("True one.")),
            citation("/executive_summary", Some("False one.")),
            citation("/key_takeaways/1", None),
            citation("/key_takeaways/3", None),
        ];
        let parsed = Parsed { body, citations, objectives: Vec::new(), spares: Vec::new() };
        let evidence = [
            Evidence::missing("/executive_summary", Some("False one.".into()), ""),
            Evidence::missing("/key_takeaways/1", None, ""),
            Evidence::missing("/main_content", Some("False.".into()), ""),
        ];
        let (left, lost) = prune(&brief, &parsed, &evidence, &[]).unwrap();
        let left_body = left.body.to_json();
        assert_eq!(left_body["executive_summary"], "True one. True two.");
        assert_eq!(left_body["key_takeaways"], json!(["a", "c", "d"]));
        assert_eq!(left_body["main_content"], "First.\n\nLast.");
        let pointers: Vec<&str> = left.citations.iter().map(|citation| citation.pointer.as_str()).collect();
        assert_eq!(pointers, ["/executive_summary", "/key_takeaways/2"]);
        assert!((lost - 0.75).abs() < 1e-9);
        assert!(prune(&brief, &parsed, &[Evidence::missing("/executive_summary", None, "")], &[]).is_none());
        assert!(prune(&brief, &parsed, &[], &[]).is_none());
    }

    #[test]
    fn a_sentence_that_gives_a_person_away_goes_alone() {
        let new = NewBrief {
            content_type: "one_pager_summary".into(),
            topic: "bees".into(),
            ..NewBrief::default()
        };
        let brief = Brief::try_from(new).unwrap();
        let value = json!({
            "title": "Bees",
            "executive_summary": "Bees make honey. Maria Gomez keeps them, at 212-867-5309. A hive has one queen.",
            "key_takeaways": ["a", "b", "c"],
            "main_content": "First.",
        });
        let body = Body::from_json(brief.content_type, None, &value).unwrap();
        let parsed = Parsed { body, citations: Vec::new(), objectives: Vec::new(), spares: Vec::new() };
        let findings = [Finding::new(PERSONAL_DATA, "/executive_summary", "")];
        let (left, _) = prune(&brief, &parsed, &[], &findings).unwrap();
        assert_eq!(left.body.to_json()["executive_summary"], "Bees make honey. A hive has one queen.");
    }
}
