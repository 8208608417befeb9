//! Finding the JSON in what a model said, and naming what is wrong when there is none.

use serde_json::Value;

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadAnswer {
    /// Nothing but space.
    #[error("it is empty")]
    Empty,
    /// A web page, as a broken proxy sends.
    #[error("it is a web page, not an answer")]
    Html,
    /// Words of refusal and no JSON.
    #[error("it is a refusal")]
    Refusal,
    /// JSON that begins well and stops in the middle, though more was allowed.
    #[error("it stops in the middle")]
    Truncated,
    /// The same, because it reached the limit in tokens: ask for less, or allow more.
    #[error("it reached its limit in tokens")]
    OutOfTokens,
    /// Longer than any answer that is read; the same call would cost the same again.
    #[error("it is too long to be read")]
    TooLong,
    /// No JSON, broken JSON, or more than one candidate.
    #[error("it is not JSON")]
    NotJson,
    /// JSON whose root is not what the schema says.
    #[error("its shape is wrong: {wanted}")]
    WrongShape {
        /// What the root should have been or had.
        wanted: String,
    },
}

/// The JSON in an answer.
///
/// Takes three forms and no others: the whole text is JSON; the text holds one Markdown fence with JSON in it; or
/// the text is prose around one JSON object, with no other brace. Nothing is repaired or guessed.
///
/// # Errors
/// What is wrong with the text otherwise.
pub fn extract_json(text: &str) -> Result<Value, BadAnswer> {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(BadAnswer::Empty);
    }
    match serde_json::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) if error.is_eof() && text.starts_with(['{', '[']) => return Err(BadAnswer::Truncated),
        Err(_) => {}
    }
    if is_html(text) {
        return Err(BadAnswer::Html);
    }
    if let Some(inside) = fenced(text) {
        return first_value(inside, |rest| rest.trim_start().starts_with("```") && !rest.contains('{'));
    }
    match text.find('{') {
        Some(at) if !text.starts_with(['{', '[']) => first_value(&text[at..], |rest| !rest.contains('{')),
        None if sounds_like_refusal(text) => Err(BadAnswer::Refusal),
        _ => Err(BadAnswer::NotJson),
    }
}

/// Whether a text is a web page.
pub(crate) fn is_html(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(15).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// Whether the root has the type and the members that the schema asks for.
pub(crate) fn check_root(value: &Value, schema: &Value) -> Result<(), BadAnswer> {
    let schema = crate::schema::resolve(schema, schema);
    let wrong = |wanted: String| Err(BadAnswer::WrongShape { wanted });
    match (schema.get("type").and_then(Value::as_str), value) {
        (Some("object"), Value::Object(_)) | (Some("array"), Value::Array(_)) => {}
        (Some(kind @ ("object" | "array")), _) => return wrong(format!("an {kind}")),
        _ => {}
    }
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    let missing: Vec<&str> =
        required.filter_map(Value::as_str).filter(|name| value.get(*name).is_none()).collect();
    if missing.is_empty() { Ok(()) } else { wrong(format!("missing {}", missing.join(", "))) }
}

/// What follows the first fence and its language word.
fn fenced(text: &str) -> Option<&str> {
    let (_, after) = text.split_once("```")?;
    let (word, inside) = after.split_once('\n')?;
    let is_word = word.trim().chars().all(|c| c.is_ascii_alphanumeric());
    (is_word && inside.trim_start().starts_with(['{', '['])).then_some(inside)
}

/// The value a text starts with, if what follows it is as it should be.
fn first_value(text: &str, rest_is_fine: impl Fn(&str) -> bool) -> Result<Value, BadAnswer> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    match values.next() {
        Some(Ok(value)) => {
            let rest = text.get(values.byte_offset()..).unwrap_or_default();
            if rest_is_fine(rest) { Ok(value) } else { Err(BadAnswer::NotJson) }
        }
        Some(Err(error)) if error.is_eof() => Err(BadAnswer::Truncated),
        _ => Err(BadAnswer::NotJson),
    }
}

/// How refusals begin, in the languages the product writes.
const REFUSALS: &[&str] = &[
    "i'm sorry",
    "i am sorry",
    "sorry, ",
    "i can't",
    "i cannot",
    "i won't",
    "i will not",
    "i'm unable",
    "i am unable",
    "i'm not able",
    "i am not able",
    "i must decline",
    "lo siento",
    "no puedo",
    "es tut mir leid",
    "ich kann",
    "je suis désolé",
    "désolé",
    "je ne peux pas",
    "mi dispiace",
    "non posso",
];

fn sounds_like_refusal(text: &str) -> bool {
    let start: String = text.chars().take(40).collect::<String>().to_lowercase().replace('’', "'");
    REFUSALS.iter().any(|refusal| start.starts_with(refusal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn takes_the_three_stated_forms() {
        let wanted = json!({"a": ["}", "```"], "b": 1});
        for text in [
            "{\"a\":[\"}\",\"```\"],\"b\":1}",
            "\u{feff} {\"a\":[\"}\",\"```\"],\"b\":1}\n",
            "Here it is:\n```json\n{\"a\":[\"}\",\"```\"],\"b\":1}\n```\nDone.",
            "```\n{\"a\":[\"}\",\"```\"],\"b\":1}\n```",
            "Sure! {\"a\":[\"}\",\"```\"],\"b\":1} I hope this helps.",
        ] {
            assert_eq!(extract_json(text), Ok(wanted.clone()), "{text}");
        }
    }

    #[test]
    fn names_what_is_wrong() {
        for (text, wrong) in [
            ("  \n", BadAnswer::Empty),
            ("<!DOCTYPE html><html></html>", BadAnswer::Html),
            ("<html><body>502</body></html>", BadAnswer::Html),
            ("I’m sorry, but I can’t help with that.", BadAnswer::Refusal),
            ("{\"a\": [1, 2", BadAnswer::Truncated),
            ("Here:\n```json\n{\"a\": \"half", BadAnswer::Truncated),
            ("Well: {\"a\": 1", BadAnswer::Truncated),
            ("{\"a\": 1,, and so on", BadAnswer::NotJson),
            ("First {\"a\":1}, then {\"a\":2}", BadAnswer::NotJson),
            ("The mitochondrion releases energy.", BadAnswer::NotJson),
            ("see [1] and [2]", BadAnswer::NotJson),
        ] {
            assert_eq!(extract_json(text), Err(wrong), "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_an_answer_not_a_crash() {
        assert_eq!(extract_json(&"[".repeat(100_000)), Err(BadAnswer::NotJson));
        assert_eq!(extract_json(&"{\"a\":".repeat(100_000)), Err(BadAnswer::NotJson));
    }

    #[test]
    fn the_root_is_checked() {
        let schema = json!({"$ref": "#/$defs/Quiz", "$defs": {"Quiz": {"type": "object", "required": ["title", "items"]}}});
        assert_eq!(check_root(&json!({"title": "", "items": []}), &schema), Ok(()));
        let wanted = |w: &str| Err(BadAnswer::WrongShape { wanted: w.into() });
        assert_eq!(check_root(&json!({"unexpected": 1}), &schema), wanted("missing title, items"));
        assert_eq!(check_root(&json!([1]), &schema), wanted("an object"));
    }
}
