//! `factoria check`: which statements of a text its sources carry.
//!
//! A text gives one answer a statement; JSON Lines of `{id, statement, passage}` give one answer a line. Rules alone
//! decide, unless a judge is named; what cannot be told is `null`. The judge is paid from the books of the installation.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use eval::check::{Checked, Sources};
use factory::accounts::PERSON_AT_THE_MACHINE;
use factory::{Ctx, usage};
use llm::{Model, Models, Scope};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sources::{Hint, Limits};

use super::Run;
use super::generate::file_name;
use crate::args::Check;
use crate::report::{self, BUDGET, Ended, NO_JUDGE, Wrong};
use crate::wire;

/// The largest file that is read, in bytes.
const MOST_BYTES: u64 = 200_000_000;

/// One line of a set of statements.
#[derive(Debug, Deserialize)]
struct Line {
    #[serde(default)]
    id: Value,
    statement: String,
    passage: String,
}

/// The answer to one line.
#[derive(Debug, Serialize)]
struct Answered {
    id: Value,
    supported: Option<bool>,
    reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
}

pub(super) async fn run(run: &Run, check: &Check) -> anyhow::Result<ExitCode> {
    let text = read(&check.file)?;
    let Some(name) = check.judge.as_deref() else { return answered(run, check, &text, None).await };
    let judge = Judge::named(run, name).await?;
    let outcome = answered(run, check, &text, Some(&judge)).await;
    // what was paid for goes into the books, whatever came of it
    usage::store_settlements(&judge.ctx).await?;
    judge.ctx.db.close().await;
    outcome
}

async fn answered(run: &Run, check: &Check, text: &str, judge: Option<&Judge>) -> anyhow::Result<ExitCode> {
    if check.source.is_empty() {
        return lines(check, text, judge).await;
    }
    let texts = check.source.iter().map(|file| read(file)).collect::<anyhow::Result<Vec<_>>>()?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let language = texts.first().and_then(|text| text::language::detect(text)).unwrap_or_default();
    let sources = Sources::read(&texts, language);
    let mut answers = Vec::new();
    for statement in sources.statements(text) {
        let answer = checked(&sources, statement, judge).await?;
        if run.global.json {
            report::print_json(&answer)?;
        } else {
            report::print(&shown(&answer))?;
        }
        answers.push(answer);
    }
    let carried = answers.iter().filter(|answer| answer.supported == Some(true)).count();
    report::say(run.global.quiet, &format!("{carried} of {} statements carried", answers.len()));
    let contradicted = answers.iter().any(|answer| answer.supported == Some(false));
    Ok(if contradicted { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A model that decides where rules cannot tell, and the installation that pays for it.
struct Judge {
    model: Arc<dyn Model>,
    models: Arc<Models>,
    ctx: Ctx,
}

impl Judge {
    async fn named(run: &Run, name: &str) -> anyhow::Result<Self> {
        let ctx = wire::with_models(wire::parts(&run.global.data).await?, &run.settings.models).await?;
        let models = ctx.models.clone().filter(|models| models.offers(name)).ok_or_else(|| {
            Wrong::because(format!(
                "no model `{name}` is set up here; see `factoria doctor`, or leave --judge out"
            ))
        })?;
        let model = models.model(name).with_context(|| format!("`{name}` cannot be asked"))?;
        models.check_budget(Some(&PERSON_AT_THE_MACHINE.to_string())).map_err(|error| unasked(&error))?;
        Ok(Self { model, models, ctx })
    }
}

/// Why the judge was not asked, with the exit code that says so to a script.
fn unasked(error: &llm::Error) -> anyhow::Error {
    let llm::Error::BudgetExceeded { scope, limit_usd_micros } = *error else {
        let sentence = format!("the judge cannot be asked: {error}; without --judge the rules decide alone");
        return Ended { code: NO_JUDGE, sentence }.into();
    };
    let (setting, wait) = match scope {
        Scope::UserDay => ("models.user_day_usd", "wait until tomorrow (UTC), "),
        Scope::Day => ("models.day_usd", "wait until tomorrow (UTC), "),
        Scope::Installation => ("models.installation_usd", ""),
    };
    let sentence = format!(
        "the judge was not asked: what is left of the budget for {} ({} US dollars) covers no further call; {wait}\
         raise `{setting}`, or leave --judge out",
        scope.as_str(),
        limit_usd_micros as f64 / 1e6
    );
    Ended { code: BUDGET, sentence }.into()
}

/// Checks a statement by rules, and by the judge where there is one.
async fn checked(sources: &Sources<'_>, statement: &str, judge: Option<&Judge>) -> anyhow::Result<Checked> {
    match judge {
        None => Ok(sources.check(statement)),
        Some(Judge { model, models, .. }) => {
            let calls = models.allowance(Some(&PERSON_AT_THE_MACHINE.to_string()));
            eval::check::judge::check(sources, statement, model.as_ref(), &calls)
                .await
                .map_err(|error| unasked(&error))
        }
    }
}

/// Answers JSON Lines with JSON Lines.
async fn lines(check: &Check, text: &str, judge: Option<&Judge>) -> anyhow::Result<ExitCode> {
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|error| {
            let place = check.file.display();
            Wrong::because(format!(
                "`{place}`, line {number}: {error}; name the sources with --source, or give lines of \
                 {{id, statement, passage}}"
            ))
        })?;
        let language = text::language::detect(&line.passage).unwrap_or_default();
        let Checked { supported, reason, quote, .. } =
            checked(&Sources::read(&[&line.passage], language), &line.statement, judge).await?;
        report::print_json(&Answered { id: line.id, supported, reason, quote })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The text of any document, as sources are read; what is no document is read as plain text.
fn read(file: &Path) -> anyhow::Result<String> {
    let bytes = report::read(file, MOST_BYTES)?;
    if file.extension().is_none_or(|extension| extension == "jsonl" || extension == "txt") {
        return String::from_utf8(bytes)
            .map_err(|_| Wrong::because(format!("`{}` is not text in UTF-8", file.display())));
    }
    let name = file_name(file);
    let hint = Hint { file_name: name.as_deref(), media_type: None };
    let document = sources::extract(&bytes, hint, &Limits::default())
        .map_err(|error| Wrong::because(format!("`{}`: {error}", file.display())))?;
    Ok(document.text)
}

fn shown(answer: &Checked) -> String {
    let sign = match answer.supported {
        Some(true) => "carried",
        Some(false) => "FALSE",
        None => "cannot tell",
    };
    let quote = answer.quote.as_deref().map(|quote| format!("\n    “{quote}”")).unwrap_or_default();
    format!("{sign}: {}\n    {}{quote}\n", answer.statement, answer.reason)
}
