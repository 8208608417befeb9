//! Briefs in a table or one a line.

use std::path::Path;

use anyhow::Context;
use content::{Brief, Finding, NewBrief};
use serde::Deserialize;

use crate::report::{self, Wrong};

/// The largest file of briefs, in bytes.
const MOST_BYTES: u64 = 20_000_000;

/// One row of a CSV file.
#[derive(Debug, Deserialize)]
struct Row {
    content_type: String,
    topic: String,
    grade_level: Option<String>,
    language: Option<String>,
    count: Option<u32>,
    minutes: Option<u32>,
    requirements: Option<String>,
    learning_objectives: Option<String>,
    engine: Option<String>,
}

/// Reads all briefs, or says everything that is wrong, line by line.
///
/// # Errors
/// [`Wrong`] when the file is no table of briefs or a brief is not valid.
pub(crate) fn read(file: &Path) -> anyhow::Result<Vec<Brief>> {
    let bytes = report::read(file, MOST_BYTES)?;
    let lines = if file.extension().is_some_and(|extension| extension == "csv") {
        from_csv(&bytes)?
    } else {
        from_json_lines(&bytes)?
    };
    let (mut briefs, mut findings) = (Vec::new(), Vec::new());
    for (line, new) in lines {
        match Brief::try_from(new) {
            Ok(brief) => briefs.push(brief),
            Err(wrong) => findings.extend(wrong.into_iter().map(|finding| Finding {
                pointer: format!("line {line}, {}", finding.pointer.trim_start_matches('/')),
                ..finding
            })),
        }
    }
    if !findings.is_empty() {
        return Err(Wrong { findings }.into());
    }
    if briefs.is_empty() {
        return Err(Wrong::because(format!("`{}` holds no brief", file.display())));
    }
    Ok(briefs)
}

fn from_csv(bytes: &[u8]) -> anyhow::Result<Vec<(u64, NewBrief)>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let headers = reader.headers().context("the table cannot be read")?.clone();
    for needed in ["content_type", "topic"] {
        if !headers.iter().any(|header| header == needed) {
            return Err(Wrong::because(format!("the table has no column `{needed}`")));
        }
    }
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Wrong::because(error.to_string()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let row: Row = record
            .deserialize(Some(&headers))
            .map_err(|error| Wrong::because(format!("line {line}: {error}")))?;
        lines.push((line, row.into()));
    }
    Ok(lines)
}

fn from_json_lines(bytes: &[u8]) -> anyhow::Result<Vec<(u64, NewBrief)>> {
    let text = std::str::from_utf8(bytes).map_err(|_| Wrong::because("the file is not text in UTF-8"))?;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let new = serde_json::from_str(line)
            .map_err(|error| Wrong::because(format!("line {number} is no brief: {error}")))?;
        lines.push((number, new));
    }
    Ok(lines)
}

impl From<Row> for NewBrief {
    fn from(row: Row) -> Self {
        let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
        let objectives = filled(row.learning_objectives)
            .map(|texts| texts.split('|').map(|text| text.trim().to_owned()).collect());
        Self {
            content_type: row.content_type,
            topic: row.topic,
            grade_level: filled(row.grade_level),
            language: filled(row.language),
            learning_objectives: objectives,
            requirements: filled(row.requirements),
            source_ids: None,
            count: row.count,
            minutes: row.minutes,
            engine: filled(row.engine),
            grounding: None,
            template: None,
        }
    }
}
