//! Prints what the built-in writer makes of a text.
//!
//! `cargo run -p factoria-writer --example show -- quiz genetics.lower middle_school`
//!
//! The first argument is a content type, or `facts` for what was found; the second a text of the starter library or a
//! file. Then, in any order: a grade level, a count, `plain` to take an author's marks away.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example speaks to a person")]

use std::path::Path;

use content::{Brief, GradeLevel, NewBrief};
use factoria_writer::{Request, facts, write};

#[path = "../tests/it/library.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod library;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, name, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: show TYPE|facts TEXT [GRADE] [COUNT] [plain]");
        return;
    };
    let mut text = library::named(name).unwrap_or_else(|| library::read(Path::new(name)));
    if rest.iter().any(|argument| argument == "plain") {
        text = library::stripped(text);
    }
    if kind == "facts" {
        show_facts(&text);
        return;
    }
    let new = NewBrief {
        content_type: kind.clone(),
        topic: text.title.clone(),
        grade_level: rest.iter().find(|argument| argument.parse::<GradeLevel>().is_ok()).cloned(),
        count: rest.iter().find_map(|argument| argument.parse().ok()),
        ..NewBrief::default()
    };
    match Brief::try_from(new) {
        Err(findings) => findings.iter().for_each(|finding| eprintln!("{finding}")),
        Ok(brief) => show(&brief, &text),
    }
}

fn show(brief: &Brief, text: &library::Text) {
    let request = Request { brief, passages: &text.passages, sources: std::slice::from_ref(&text.source) };
    let before = std::time::Instant::now();
    let outcome = write(&request);
    let took = before.elapsed();
    match outcome {
        Ok(draft) => {
            println!("{}", draft.body.to_markdown());
            for objective in &draft.objectives {
                println!("* {} ({})", objective.statement, objective.bloom_level.as_str());
            }
            println!("\n{} citations in {took:?}", draft.citations.len());
        }
        Err(too_little) => too_little.findings.iter().for_each(|finding| println!("{finding}")),
    }
}

fn show_facts(text: &library::Text) {
    for fact in facts::find(&text.passages) {
        let mark = if fact.marked { "*" } else { " " };
        println!("{mark} {:.2} {}", fact.weight, one_line(fact.quote.text(&text.passages)));
        println!("       {}", described(&fact.kind, &text.passages));
    }
}

fn described(kind: &facts::FactKind, passages: &[content::Passage]) -> String {
    let words = |span: &facts::Span| one_line(span.text(passages));
    match kind {
        facts::FactKind::Definition { term, definition, copula } => {
            format!("definition [{}] {copula} [{}]", words(term), words(definition))
        }
        facts::FactKind::Cause { cause, effect, link } => {
            format!("cause {link:?} [{}] => [{}]", words(cause), words(effect))
        }
        facts::FactKind::Sequence { intro, steps } => {
            format!("steps {:?}: {}", intro.as_ref().map(words), steps.len())
        }
        facts::FactKind::Figure { value, is_date } => format!("figure [{}] date={is_date}", words(value)),
        facts::FactKind::Contrast { sides } => {
            format!("contrast {:?}", sides.as_ref().map(|(one, other)| (words(one), words(other))))
        }
        facts::FactKind::Parts { whole, parts } => {
            format!("parts [{}]: {:?}", words(whole), parts.iter().map(words).collect::<Vec<_>>())
        }
        facts::FactKind::Misconception { belief, correction } => {
            format!("misconception [{}] / [{}]", words(belief), words(correction))
        }
        facts::FactKind::Entry { term, meaning } => {
            format!("entry {:?}: [{}]", term.as_ref().map(words), words(meaning))
        }
        facts::FactKind::Statement => "statement".to_owned(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
