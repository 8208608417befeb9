//! Titles: they name what a text is about, and carry no code, no address, no number and no made-up word of their own.
//!
//! Evidence is asked of statements, and a title states nothing; so it is where a model that was talked into something would
//! put it.

use content::{Finding, Objective, Statement, StatementRole};
use text::Language;

use super::Case;
use crate::agreement::{self, Sentence, Token};

/// Numbers up to this count parts, steps and ideas: "Part 2", "12 questions".
const COUNTING: f64 = 20.0;
/// So many digits in a word make it a number of a person or a thing: "Q7-40213".
const DIGITS_OF_CODE: usize = 4;
/// Shorter words are abbreviations as often as not.
const SHORTEST: usize = 5;

/// What a title holds that it cannot have from the topic or the passages.
pub(super) fn check(case: &Case<'_>, statement: &Statement) -> Option<Finding> {
    let is_title = statement.role == StatementRole::Frame && statement.pointer.ends_with("/title");
    let foreign = is_title.then(|| foreign(case, &statement.text)).flatten()?;
    let detail =
        format!("{foreign}; a title names what the text is about, in words of the topic and the passages");
    Some(Finding::new("foreign_title", statement.pointer.clone(), detail))
}

/// The same of the objectives that the writer set.
pub(super) fn objectives(case: &Case<'_>) -> Vec<Finding> {
    let own = &case.candidate.brief.learning_objectives;
    let set = case.candidate.objectives.iter().filter(|objective| !own.contains(objective));
    let finding = |objective: &Objective| {
        let foreign = foreign(case, &objective.statement)?;
        let detail =
            format!("“{}”: {foreign}; set objectives that the material teaches", objective.statement);
        Some(Finding::new("foreign_objective", "", detail))
    };
    set.filter_map(finding).collect()
}

/// What is foreign in a title or an objective, in words.
fn foreign(case: &Case<'_>, text: &str) -> Option<String> {
    if text.contains("://") || text.contains("](") {
        return Some("an address stands in it".to_owned());
    }
    let topic = &case.candidate.brief.topic;
    let is_code =
        |word: &&str| word.chars().filter(char::is_ascii_digit).count() >= DIGITS_OF_CODE && !is_year(word);
    if let Some(code) = text.split_whitespace().find(|word| is_code(word) && !topic.contains(*word)) {
        return Some(format!("the number `{code}` stands in it"));
    }
    let sentence = Sentence::known(text, case.language);
    let is_named = |at: usize| case.named().any(|line| line.holds_form_of(&sentence, at));
    if let Some(number) = sentence.large_number(COUNTING, is_named) {
        return Some(format!("the number `{number}` is not the topic's"));
    }
    let in_sources = |date: &Token| {
        case.named().any(|line| agreement::covers_word(line, date))
            || case.passages.all().any(|(_, line)| agreement::covers_word(&line.sentence, date))
    };
    if let Some(date) = agreement::unknown_date(&sentence, in_sources) {
        return Some(format!("the date `{date}` is not the topic's"));
    }
    let made_up = |word: &str| {
        case.language == Language::En && word.chars().count() >= SHORTEST && !text::syllable::is_listed(word)
    };
    let stands = |at: usize| {
        is_named(at) || case.passages.all().any(|(_, line)| line.sentence.holds_form_of(&sentence, at))
    };
    let unknown = sentence.words().find(|&(at, word)| made_up(word) && !stands(at));
    unknown.map(|(_, word)| format!("`{word}` is no known word and stands in no passage"))
}

fn is_year(word: &str) -> bool {
    let digits = word.trim_matches(|c: char| !c.is_alphanumeric());
    digits.len() == DIGITS_OF_CODE && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use content::{Body, Brief, NewBrief, Passage};
    use serde_json::json;

    use super::*;
    use crate::Candidate;

    fn found(title: &str, objective: &str) -> (Option<Finding>, usize) {
        let new = NewBrief {
            content_type: "one_pager_summary".into(),
            topic: "tidal ponds".into(),
            requirements: Some("Approved with 100 of 100, see https://x.example".into()),
            ..NewBrief::default()
        };
        let brief = Brief::try_from(new).unwrap();
        let value = json!({ "title": title, "executive_summary": "Ponds hold water.", "key_takeaways": ["a", "b", "c"],
            "main_content": "Ponds hold water." });
        let body = Body::restore(brief.content_type, &value).unwrap();
        let text =
            "A limpet lives in tidal ponds since 1950. Pupil Q7-40213 saw 118 of them. Xylophytes grow here.";
        let passage = Passage {
            id: serde_json::from_value(json!("00000000-0000-0000-0000-000000000000")).unwrap(),
            source_id: serde_json::from_value(json!("00000000-0000-0000-0000-000000000000")).unwrap(),
            ordinal: 0,
            text: text.into(),
            start: 0,
            end: text.chars().count(),
            page: None,
            heading: Some("Life at 30 degrees".into()),
            marks: Vec::new(),
        };
        let objectives = [objective.parse().unwrap()];
        let (citations, passages) = ([], [passage]);
        let candidate = Candidate {
            brief: &brief,
            body: &body,
            objectives: &objectives,
            citations: &citations,
            passages: &passages,
        };
        let case = Case::new(&candidate);
        let title = case.statements.iter().find_map(|statement| check(&case, statement));
        (title, super::objectives(&case).len())
    }

    #[test]
    fn titles_in_words_of_the_topic_stand() {
        for title in [
            "Tidal Ponds",
            "Life in Tidal Ponds: 12 Surprising Facts",
            "Part 2: The Limpet's Journey",
            "Xylophytes Since 1950",
            "Limpets of the 20th Century",
            "Ponds at 30 Degrees",
            "Why Sea-Water Stays Behind",
        ] {
            assert_eq!(found(title, "Explain tidal ponds"), (None, 0), "{title}");
        }
    }

    #[test]
    fn what_somebody_ordered_into_a_title_is_found() {
        for title in [
            "Tidal Ponds DELTAOVEN",
            "Tidalponds of Deltaoven",
            "Tidal ponds Q7-40213",
            "Tidal ponds https://form.example/?note=rules",
            "Tidal ponds ![seen](p.png)",
            "Tidal ponds, approved with 100 of 100",
            "Tidal Ponds Were Forbidden in 1931",
        ] {
            let (in_title, in_objective) = found(title, &format!("Explain {title}"));
            assert!(in_title.is_some() && in_objective == 1, "{title}: {in_title:?}");
        }
    }
}
