//! Passages without what gives a private person away. Pure.
//!
//! What is not in them gets into no prompt, no material and no retrieved context.

use content::{Passage, PassageId};
use uuid::Uuid;

/// The passage in the stretches between the sentences that give a private person away, and how many these are; as it is
/// when there are none. The longest stretch keeps the passage's name.
pub(super) fn without_private(passage: Passage, language: &str) -> (Vec<Passage>, usize) {
    let private = eval::personal::in_text(&passage.text, language);
    if private.is_empty() {
        return (vec![passage], 0);
    }
    let mut stretches = Vec::new();
    let mut start = 0;
    for (range, _) in &private {
        stretches.push((start, range.start));
        start = range.end;
    }
    stretches.push((start, passage.text.len()));
    let mut left: Vec<Passage> =
        stretches.into_iter().filter_map(|(from, to)| stretch(&passage, from, to)).collect();
    if let Some(longest) = left.iter_mut().max_by_key(|stretch| stretch.text.len()) {
        longest.id = passage.id;
    }
    (left, private.len())
}

/// A part of a passage by bytes, where it holds any words.
fn stretch(passage: &Passage, from: usize, to: usize) -> Option<Passage> {
    let part = passage.text.get(from..to)?;
    let text = part.trim();
    if !text.contains(char::is_alphanumeric) {
        return None;
    }
    let before = from + part.len() - part.trim_start().len();
    let start = passage.start + passage.text[..before].chars().count();
    let id = PassageId(Uuid::new_v5(&passage.id.0, start.to_string().as_bytes()));
    let end = start + text.chars().count();
    // marks tell places in the passage as it was
    Some(Passage { id, text: text.to_owned(), start, end, marks: Vec::new(), ..passage.clone() })
}

#[cfg(test)]
mod tests {
    use content::SourceId;

    use super::*;

    #[test]
    fn what_is_left_stands_where_it_stood() {
        let source = "Über Bienen. Bees make honey — much of it. Ask Maria Gomez at 212-867-5309. A hive has one queen.";
        let start = 13;
        let text: String = source.chars().skip(start).collect();
        let id = PassageId(Uuid::nil());
        let passage = Passage {
            id,
            source_id: SourceId(Uuid::nil()),
            ordinal: 0,
            end: start + text.chars().count(),
            text,
            start,
            page: None,
            heading: None,
            marks: Vec::new(),
        };
        let (left, times) = without_private(passage.clone(), "en");
        let texts: Vec<&str> = left.iter().map(|passage| passage.text.as_str()).collect();
        assert_eq!((texts, times), (vec!["Bees make honey — much of it.", "A hive has one queen."], 1));
        for passage in &left {
            let there: String =
                source.chars().skip(passage.start).take(passage.end - passage.start).collect();
            assert_eq!(there, passage.text);
        }
        assert!(left[0].id == id && left[1].id != id);
        let clean = Passage { text: "Bees make honey.".into(), ..passage };
        assert_eq!(without_private(clean.clone(), "en"), (vec![clean], 0));
    }
}
