//! A model as judge: it decides where rules cannot tell, and its quotes are looked up before they are believed.

use llm::{CallBudget, Model, OutputSchema, Request};
use serde::Deserialize;
use serde_json::json;

use super::{Checked, Sources};
use crate::quote;

/// What the judge is told.
const RULES: &str = include_str!("../../prompts/statement.md");
/// The longest verdict, in tokens; a model that thinks first needs room.
const MOST_TOKENS: u32 = 4_000;

/// What a judge answers.
#[derive(Debug, Deserialize)]
struct Ruling {
    verdict: Said,
    #[serde(default)]
    quote: String,
    #[serde(default)]
    reason: String,
}

/// What a judge says of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Said {
    /// The source says so.
    Supported,
    /// The source says otherwise.
    Contradicted,
    /// The source says neither.
    NotStated,
}

/// Checks one statement by rules, and asks a judge where rules do not contradict it.
///
/// **Measures** whether a source carries a statement; paraphrase, inference and synonyms that rules cannot see included.
/// **Scale** supported, not supported, or cannot tell.
/// **Source** claim verification by a model with quoted evidence, as in FEVER (J. Thorne et al., NAACL 2018); the quote
/// must stand in the source, which the model's word alone does not show.
/// **Limits** those of the judge. What rules contradict stays contradicted; a verdict without a quote that stands in the
/// source decides nothing.
///
/// # Errors
/// When the judge cannot be asked.
pub async fn check(
    sources: &Sources<'_>,
    statement: &str,
    judge: &dyn Model,
    calls: &CallBudget,
) -> Result<Checked, llm::Error> {
    let by_rules = sources.check(statement);
    if by_rules.supported == Some(false) {
        return Ok(by_rules);
    }
    let context = sources.context(statement);
    let request = request(statement, &context);
    let reply = match judge.complete(&request, calls).await {
        Ok(reply) => reply,
        // it was asked and said nothing of use: the rules' word stands
        Err(llm::Error::BadAnswer { .. } | llm::Error::Refused { .. }) => return Ok(by_rules),
        Err(error) => return Err(error),
    };
    let ruling: Option<Ruling> = reply.json.and_then(|value| serde_json::from_value(value).ok());
    Ok(ruling.map_or(by_rules.clone(), |ruling| decided(&ruling, by_rules, &context)))
}

/// What comes of rules and judge together.
fn decided(ruling: &Ruling, by_rules: Checked, context: &str) -> Checked {
    let found = quote::find(context, &ruling.quote).map(|range| context[range].to_owned());
    let reason: String = ruling.reason.chars().take(300).collect();
    match (ruling.verdict, found) {
        (Said::Supported, Some(found)) => {
            Checked { supported: Some(true), quote: Some(found), reason, ..by_rules }
        }
        (Said::Contradicted, Some(found)) => {
            Checked { supported: Some(false), quote: Some(found), reason, ..by_rules }
        }
        (Said::NotStated, _) if by_rules.supported.is_none() => {
            Checked { reason: format!("the source does not say so: {reason}"), ..by_rules }
        }
        _ => by_rules,
    }
}

fn request(statement: &str, context: &str) -> Request {
    let marker = marker(statement, context);
    let user = format!(
        "<passages-{marker}>\n{}\n</passages-{marker}>\n<statement-{marker}>\n{}\n</statement-{marker}>",
        content::prompt::encode(context),
        content::prompt::encode(statement)
    );
    let schema = json!({
        "type": "object",
        "properties": {
            "verdict": { "type": "string", "enum": ["supported", "contradicted", "not_stated"] },
            "quote": { "type": "string" },
            "reason": { "type": "string" },
        },
        "required": ["verdict", "quote", "reason"],
        "additionalProperties": false,
    });
    Request::new(RULES.trim(), user)
        .output(OutputSchema::new("statement_verdict", schema))
        .max_output_tokens(MOST_TOKENS)
        .temperature(0.0)
}

/// A word that stands nowhere in the texts, so that nothing in them can close their block.
fn marker(statement: &str, context: &str) -> String {
    let mut number = statement.len() * 31 + context.len();
    loop {
        let word = format!("m{number:x}");
        if !statement.contains(&word) && !context.contains(&word) {
            return word;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_rules() -> Checked {
        Checked { statement: "s".into(), supported: None, quote: None, reason: "cannot tell".into() }
    }

    fn ruling(verdict: Said, quote: &str) -> Ruling {
        Ruling { verdict, quote: quote.into(), reason: "r".into() }
    }

    #[test]
    fn a_verdict_counts_only_with_words_of_the_source() {
        let context = "Plants make sugar from light.";
        let supported = |quote: &str| decided(&ruling(Said::Supported, quote), by_rules(), context).supported;
        assert_eq!(supported("Plants make sugar"), Some(true));
        assert_eq!(supported("Plants love moonlight and cheese"), None);
        assert_eq!(supported(""), None);
        let against = decided(&ruling(Said::Contradicted, "make sugar from light"), by_rules(), context);
        assert_eq!(against.supported, Some(false));
        assert_eq!(decided(&ruling(Said::NotStated, ""), by_rules(), context).supported, None);
    }

    #[test]
    fn the_marker_stands_in_no_text() {
        let word = marker("a", "b");
        assert_ne!(marker(&word, "b"), word);
    }
}
