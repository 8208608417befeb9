//! One file at a time: length, opening line, names, leftovers.

use std::path::Path;

use super::Fault;

/// The most lines of a Rust file.
const MOST_LINES: usize = 400;

/// Names that say nothing.
const VAGUE: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "manager", "mod"];

/// What the doc comment of every check must say.
const EVALUATOR_LINES: &[&str] = &["**Measures**", "**Scale**", "**Source**", "**Limits**"];

pub(super) fn check(path: &Path, text: &str, faults: &mut Vec<Fault>) {
    let place = path.display().to_string();
    let mut fault = |detail: String| faults.push(Fault { place: place.clone(), detail });
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    let is_data = place.contains("/data/") || place.contains("/datasets/") || place.ends_with(".json");
    if !is_data && text.lines().any(|line| line.ends_with([' ', '\t'])) && !place.ends_with(".md") {
        fault("a line ends in white space".to_owned());
    }
    if !is_rust {
        return;
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        fault(format!("{lines} lines; a file is one idea and has at most {MOST_LINES}"));
    }
    let opens = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with("#!["));
    if !opens.is_some_and(|line| line.starts_with("//!")) {
        fault("does not open with a `//!` line that says what it is".to_owned());
    }
    if path.file_stem().is_some_and(|stem| VAGUE.iter().any(|vague| stem == *vague)) {
        fault("its name says nothing; name what is in it".to_owned());
    }
    for (number, line) in (1..).zip(text.lines()) {
        if leftover(line) {
            fault(format!("line {number}: finish it or write it down as an issue"));
        }
    }
    let is_check = text.contains("pub fn check(case")
        && place.starts_with("crates/eval/src/checks/")
        && !place["crates/eval/src/checks/".len()..].contains('/');
    if is_check {
        for wanted in EVALUATOR_LINES.iter().filter(|wanted| !text.contains(**wanted)) {
            fault(format!("its documentation has no {wanted} line"));
        }
    }
}

/// Marks that promise work; assembled here so that this file does not hold them.
fn leftover(line: &str) -> bool {
    ["TO", "FIX"].iter().zip(["DO", "ME"]).any(|(a, b)| {
        let mark = format!("{a}{b}");
        line.match_indices(&mark).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + mark.len()..].chars().next();
            let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != '"');
            apart(before) && apart(after) && after != Some('(')
        })
    })
}
