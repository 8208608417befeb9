//! `factoria measure`: readability of any text.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use content::GradeLevel;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use text::Language;
use text::readability::{self, Readability};

use super::Run;
use crate::args::Measure;
use crate::report::{self, Wrong};

/// The largest file that is measured, in bytes.
const MOST_BYTES: u64 = 200_000_000;

/// How much of an answer of many lines is gathered before it is printed, in bytes.
const SHEET_BYTES: usize = 64 * 1024;

/// What is printed for a text. A formula that was not made for the text's language is `null`.
#[derive(Debug, Serialize)]
struct Measured {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    language: String,
    word_count: u32,
    sentence_count: u32,
    syllable_count: u32,
    flesch_reading_ease: Option<f64>,
    flesch_kincaid_grade: Option<f64>,
    gunning_fog: Option<f64>,
    smog_index: Option<f64>,
    coleman_liau_index: Option<f64>,
    automated_readability_index: Option<f64>,
    dale_chall_readability_score: Option<f64>,
    #[serde(flatten)]
    other_languages: OtherLanguages,
    grade_band: Option<GradeLevel>,
}

/// The formulas made for languages other than English; absent where they do not apply.
#[derive(Debug, Serialize)]
struct OtherLanguages {
    #[serde(skip_serializing_if = "Option::is_none")]
    fernandez_huerta: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    szigriszt_pazos: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amstad: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wiener_sachtextformel: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gulpease: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kandel_moles: Option<f64>,
}

/// One line of JSON Lines.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    text: String,
}

pub(super) fn run(run: &Run, measure: &Measure) -> anyhow::Result<ExitCode> {
    let compat = measure.compat.is_some();
    let language = measure.language.as_deref().map(language).transpose()?;
    for file in &measure.files {
        let bytes = report::read(file, MOST_BYTES)?;
        let text = String::from_utf8(bytes)
            .map_err(|_| Wrong::because(format!("`{}` is not text in UTF-8", file.display())))?;
        if is_json_lines(file, &text) {
            json_lines(file, &text, language, compat)?;
            continue;
        }
        let measured =
            Measured { file: Some(file.display().to_string()), ..measured(&text, language, compat) };
        if run.global.json { report::print_json(&measured)? } else { print_table(&measured)? }
    }
    Ok(ExitCode::SUCCESS)
}

/// A line of JSON for each line of the file; those before a wrong line are printed.
fn json_lines(file: &Path, text: &str, language: Option<Language>, compat: bool) -> anyhow::Result<()> {
    let mut out = String::new();
    let all = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).try_for_each(
        |(number, line)| {
            let line: Line = serde_json::from_str(line).map_err(|error| {
                Wrong::because(format!("`{}`, line {}: {error}", file.display(), number + 1))
            })?;
            let measured = Measured { id: Some(line.id), ..measured(&line.text, language, compat) };
            out.push_str(&report::json_line(&measured)?);
            if out.len() > SHEET_BYTES {
                report::print(&std::mem::take(&mut out))?;
            }
            Ok(())
        },
    );
    report::print(&out).and(all)
}

fn language(tag: &str) -> anyhow::Result<Language> {
    tag.parse()
        .map_err(|_| Wrong::because(format!("`{tag}` is not a language tag; write en, es, de, it, fr …")))
}

fn measured(text: &str, language: Option<Language>, compat: bool) -> Measured {
    // the formulas of textstat are English, whatever the text
    let known = || language.or_else(|| text::language::detect(text)).unwrap_or_default();
    let measured =
        if compat { readability::compat::measure(text) } else { readability::measure(text, known()) };
    let grade = if compat { measured.flesch_kincaid_grade } else { readability::grade(&measured) };
    rows(&measured, grade.map(GradeLevel::of_grade))
}

fn rows(measured: &Readability, grade_band: Option<GradeLevel>) -> Measured {
    Measured {
        file: None,
        id: None,
        language: measured.language.to_string(),
        word_count: measured.counts.words,
        sentence_count: measured.counts.sentences,
        syllable_count: measured.counts.syllables,
        flesch_reading_ease: measured.flesch_reading_ease,
        flesch_kincaid_grade: measured.flesch_kincaid_grade,
        gunning_fog: measured.gunning_fog,
        smog_index: measured.smog_index,
        coleman_liau_index: measured.coleman_liau_index,
        automated_readability_index: measured.automated_readability_index,
        dale_chall_readability_score: measured.dale_chall_readability_score,
        other_languages: OtherLanguages {
            fernandez_huerta: measured.fernandez_huerta,
            szigriszt_pazos: measured.szigriszt_pazos,
            amstad: measured.amstad,
            wiener_sachtextformel: measured.wiener_sachtextformel,
            gulpease: measured.gulpease,
            kandel_moles: measured.kandel_moles,
        },
        grade_band,
    }
}

/// By its name, or, on standard input, by its first line.
fn is_json_lines(file: &Path, text: &str) -> bool {
    match file.extension() {
        Some(extension) => extension == "jsonl" || extension == "ndjson",
        None => text.lines().next().is_some_and(|line| serde_json::from_str::<Line>(line).is_ok()),
    }
}

fn print_table(measured: &Measured) -> anyhow::Result<()> {
    let value = serde_json::to_value(measured).context("the result cannot be shown")?;
    let mut table = String::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let shown = match value {
            Value::Null => "not measured".to_owned(),
            Value::String(text) => text.clone(),
            Value::Number(number) if number.is_f64() => format!("{:.1}", number.as_f64().unwrap_or_default()),
            other => other.to_string(),
        };
        table.push_str(&format!("{:<30}{shown}\n", name.replace('_', " ")));
    }
    report::print(&format!("{table}\n"))
}
