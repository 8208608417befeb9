//! Fluency: are the texts whole sentences, or torn pieces?

use content::{Finding, Score, Statement, StatementRole};
use text::Language;

use super::{Case, score};

/// The share of texts that must be whole.
const THRESHOLD: f64 = 1.0;

/// Looks for torn text.
///
/// **Measures** how many texts have unbalanced brackets or quotation marks, doubled punctuation, marks of a source left
/// in, placeholders, a beginning in lower case where a sentence is expected, a word said twice, or "a apple".
/// **Scale** 0 to 1: whole texts by all; passes at 1 only.
/// **Source** faults seen in generated drafts; rules of this project.
/// **Limits** grammar beyond these signs is not judged; articles and doubled words in English only.
pub fn check(case: &Case<'_>) -> (Score, Vec<Finding>) {
    let mut findings = Vec::new();
    for statement in &case.statements {
        if let Some(detail) = fault(statement, case.language) {
            findings.push(Finding::new("not_fluent", statement.pointer.clone(), detail));
        }
    }
    let whole = case.statements.len().saturating_sub(findings.len());
    let value = if findings.is_empty() { 1.0 } else { whole as f64 / case.statements.len() as f64 };
    let reason = format!("{whole} of {} texts read as whole sentences", case.statements.len());
    (score("fluency", value, THRESHOLD, reason), findings)
}

/// What is torn in a text, in a sentence; `None` when nothing is.
fn fault(statement: &Statement, language: Language) -> Option<String> {
    let text = statement.text.trim();
    let prose = without_formulas(text);
    unbalanced(&prose)
        .or_else(|| left_over(&prose))
        .or_else(|| punctuation(&prose))
        .or_else(|| lower_case(statement, &prose, language))
        .or_else(|| if language == Language::En { wording(&prose) } else { None })
}

/// The text with mathematics taken out, where brackets follow rules of their own.
fn without_formulas(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let pieces: Vec<&str> = text.split('$').collect();
    let whole = pieces.len() % 2 == 1;
    for (index, piece) in pieces.iter().enumerate() {
        if whole && index % 2 == 1 && !piece.starts_with(' ') {
            out.push('x');
        } else {
            out.push_str(piece);
        }
    }
    out
}

fn unbalanced(text: &str) -> Option<String> {
    for (open, close) in [('(', ')'), ('[', ']'), ('{', '}'), ('“', '”')] {
        let (opened, closed) = (text.matches(open).count(), text.matches(close).count());
        let enumerates = open == '(' && closed > opened && text.contains(") ");
        let german = open == '“' && text.contains('„');
        if opened != closed && !enumerates && !german {
            return Some(format!("`{open}` and `{close}` do not pair; close or remove them"));
        }
    }
    let inches = text.as_bytes().windows(2).any(|pair| pair[0].is_ascii_digit() && pair[1] == b'"');
    (text.matches('"').count() % 2 == 1 && !inches).then(|| "a quotation mark is not closed".to_owned())
}

fn left_over(text: &str) -> Option<String> {
    const MARKS: &[&str] = &["]{", "{{", "}}", "[[", "]]", "lorem ipsum", "\\n", "&nbsp;", "&amp;", "&lt;"];
    const PLACEHOLDERS: &[&str] =
        &["todo", "tbd", "[insert", "<insert", "xxx", "placeholder text", "[topic]", "[name]", "{topic}"];
    let lower = text.to_lowercase();
    let mark = MARKS.iter().find(|mark| lower.contains(*mark));
    let words: Vec<&str> = text::word::words(&lower).collect();
    let placeholder = PLACEHOLDERS.iter().find(|sign| {
        let is_word = sign.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_word { words.contains(sign) } else { lower.contains(*sign) }
    });
    let found = mark.or(placeholder)?;
    Some(format!("`{found}` was left in the text; write what belongs there"))
}

fn punctuation(text: &str) -> Option<String> {
    const DOUBLED: &[&str] =
        &[",,", ";;", "::", "??", "!!", ",.", ".,", ";.", ":.", "?.", "!.", " ,", " .", " ;", "( ", " )"];
    let found = DOUBLED.iter().find(|sign| {
        text.match_indices(*sign).any(|(at, _)| {
            let abbreviated = **sign == ".," && text[..at].ends_with(|c: char| c.is_alphabetic());
            // ".5" and ".git"
            let decimal =
                **sign == " ." && text[at + 2..].starts_with(|c: char| c.is_alphanumeric() || c == '.');
            let path = **sign == "::" && text[at + 2..].starts_with(char::is_alphanumeric);
            !(abbreviated || decimal || path)
        })
    });
    if let Some(sign) = found {
        return Some(format!("`{sign}` is no punctuation; mend it"));
    }
    let trimmed = text.trim_end_matches(['"', '”', ')']);
    trimmed.ends_with([',', ';', '-', '–', '—']).then(|| "the text breaks off; finish or cut it".to_owned())
}

/// Sentences begin with a capital letter; a definition, an answer or an option may be no sentence.
fn lower_case(statement: &Statement, text: &str, language: Language) -> Option<String> {
    let is_prose =
        matches!(statement.role, StatementRole::Fact | StatementRole::Guidance | StatementRole::Question);
    if !is_prose || statement.subject.is_some() {
        return None;
    }
    let sentences = text::sentence::sentences_in(text, language);
    let first = sentences.first().map(|range| &text[range.clone()])?;
    let first_word = text::word::words(first).next()?;
    let letter = first_word.chars().next()?;
    // "pH", "iPhone", "x": names and symbols keep their own spelling
    let is_word = first_word.chars().count() > 1 && first_word.chars().all(|c| c.is_lowercase() || c == '-');
    let opens = first.starts_with(first_word) && letter.is_lowercase() && is_word;
    let closed = text.ends_with(['.', '!', '?']);
    (opens && closed).then(|| format!("the sentence begins in lower case at `{first_word}`"))
}

/// "A apple", "an pear", "the the".
fn wording(text: &str) -> Option<String> {
    let ranges: Vec<_> = text::word::ranges(text).collect();
    for pair in ranges.windows(2) {
        let (left, right) = (&text[pair[0].clone()], &text[pair[1].clone()]);
        if &text[pair[0].end..pair[1].start] != " " {
            continue;
        }
        let doubled = left.eq_ignore_ascii_case(right) && !MAY_DOUBLE.contains(&left.to_lowercase().as_str());
        if doubled && right.chars().all(char::is_lowercase) {
            return Some(format!("`{left} {right}` says a word twice"));
        }
        let before = text[..pair[0].start].trim_end();
        let article = wrong_article(left, right).filter(|_| may_open_a_phrase(before));
        if let Some(needed) = article {
            return Some(format!("`{left} {right}` should be `{needed} {right}`"));
        }
    }
    None
}

/// Whether an article may follow here; after a noun "a" may be a letter, as in "chlorophyll a absorbs".
fn may_open_a_phrase(before: &str) -> bool {
    const VERBS: &[&str] =
        &["holds", "has", "makes", "forms", "gives", "called", "contains", "needs", "uses", "becomes"];
    let Some(last) = text::word::words(before).last().map(str::to_lowercase) else { return true };
    let after_mark = before.ends_with([',', '.', ';', ':', '(', '"', '“', '?', '!']);
    after_mark || VERBS.contains(&last.as_str()) || crate::agreement::is_function_word(&last)
}

const MAY_DOUBLE: &[&str] =
    &["that", "had", "is", "very", "no", "knock", "bye", "ha", "in", "do", "her", "one", "two"];

/// The article that belongs before a word, where the text has the other one; doubtful words pass.
fn wrong_article(article: &str, word: &str) -> Option<&'static str> {
    const SOUNDS_LIKE_CONSONANT: &[&str] = &[
        "uni", "use", "usu", "uti", "eur", "ewe", "one", "once", "ubi", "uk", "ura", "u", "eu", "oui", "uku",
    ];
    let first = word.chars().next()?;
    let lower = word.to_lowercase();
    let plain = lower.len() > 2
        && lower.chars().all(|c| c.is_ascii_lowercase())
        && word.chars().skip(1).all(char::is_lowercase);
    if !plain {
        return None;
    }
    let vowel = "aeiouAEIOU".contains(first);
    match article {
        "a" if vowel && !SOUNDS_LIKE_CONSONANT.iter().any(|start| lower.starts_with(start)) => Some("an"),
        "an" if !vowel && !lower.starts_with(['h', 'x']) => Some("a"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        let statement = Statement {
            pointer: "/summary".into(),
            text: text.into(),
            role: StatementRole::Fact,
            subject: None,
        };
        fault(&statement, Language::En)
    }

    #[test]
    fn torn_texts_are_found() {
        for torn in [
            "The heart (a muscle pumps blood.",
            "He called it “photosynthesis.",
            "Plants use light..,",
            "[Water]{term} is wet.",
            "plants use light to make sugar.",
            "It holds a apple.",
            "The the heart pumps blood.",
            "Plants use light,",
            "TODO write this section.",
        ] {
            assert!(found(torn).is_some(), "{torn}");
        }
    }

    #[test]
    fn whole_texts_pass() {
        for whole in [
            "It holds that $f(x) = [0, 1)$ and costs $5 or $10.",
            "An hour is a unit of time; a European uses an X-ray.",
            "pH tells how acidic a solution is.",
            "The U.S., too, has a one-year term.",
            "She said: \"Plants breathe.\"",
            "a) first, b) second",
            "She had had enough of it.",
        ] {
            assert_eq!(found(whole), None, "{whole}");
        }
    }
}
