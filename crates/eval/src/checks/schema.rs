//! Schema: does the body have the shape and the sizes of its type?

use content::{Finding, Score, schema};

use super::{Case, score};

/// Checks the body against its type's published schema, its invariants and the number of items asked for.
///
/// **Measures** whether limits, sums and keys of the body hold, and whether it has as many items as the brief asks for.
/// **Scale** 1 when nothing is wrong, else 0.
/// **Source** the JSON Schemas of `content`, generated from the body types.
/// **Limits** says nothing about what the texts say.
pub fn check(case: &Case<'_>) -> (Score, Vec<Finding>) {
    let candidate = case.candidate;
    let body = candidate.body;
    let mut findings = Vec::new();
    if body.content_type() == candidate.brief.content_type {
        let expected = schema::of_type_with(body.content_type(), candidate.brief.items_wanted());
        findings.extend(schema::check(&expected, &body.to_json()));
        findings.extend(body.broken_invariants());
    } else {
        let detail =
            format!("a {} was asked for, not a {}", candidate.brief.content_type, body.content_type());
        findings.push(Finding::new("wrong_type", "", detail));
    }
    let reason = match findings.first() {
        None => "the body has the shape of its type".to_owned(),
        Some(finding) => format!("{} faults of shape; the first: {finding}", findings.len()),
    };
    let value = if findings.is_empty() { 1.0 } else { 0.0 };
    (score("schema", value, 1.0, reason), findings)
}
