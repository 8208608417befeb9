//! Prints what the built-in writer makes of a text.
//!
//! `cargo run -p factoria-writer --example show -- quiz crates/sources/library/biology/genetics.lower.md middle_school`
//!
//! The first argument is a content type, or `facts` for what was found; a fourth, `plain`, takes the marks away.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example speaks to a person")]

use std::path::Path;

use content::{Brief, NewBrief};
use factoria_writer::{Request, facts, write};

#[path = "../tests/it/library.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod library;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, path, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: show TYPE|facts FILE [GRADE] [plain] [COUNT]");
        return;
    };
    let mut text = library::read(Path::new(path));
    if rest.iter().any(|argument| argument == "plain") {
        text = library::stripped(text);
    }
    if kind == "facts" {
        show_facts(&text);
        return;
    }
    let grade = rest
        .iter()
        .find(|argument| argument.contains("school") || argument.contains("e"))
        .filter(|a| *a != "plain");
    let count = rest.iter().find_map(|argument| argument.parse().ok());
    let new = NewBrief {
        content_type: kind.clone(),
        topic: text.title.clone(),
        grade_level: grade.cloned(),
        count,
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
            draft.objectives.iter().for_each(|objective| {
                println!("* {} ({})", objective.statement, objective.bloom_level.as_str())
            });
            println!("\n{} citations in {took:?}", draft.citations.len());
        }
        Err(too_little) => too_little.findings.iter().for_each(|finding| println!("{finding}")),
    }
}

fn show_facts(text: &library::Text) {
    for fact in facts::find(&text.passages) {
        let words = |span: &facts::Span| span.text(&text.passages).to_owned();
        let mark = if fact.marked { "*" } else { " " };
        println!("{mark} {:.2} {}", fact.weight, words(&fact.quote).replace('\n', " "));
        match &fact.kind {
            facts::FactKind::Definition { term, definition, copula } => {
                println!("        DEF  [{}] {copula} [{}]", words(term), words(definition));
            }
            facts::FactKind::Cause { cause, effect, link } => {
                println!("        CAUSE {link:?} [{}] => [{}]", words(cause), words(effect));
            }
            facts::FactKind::Sequence { intro, steps } => {
                println!("        STEPS {:?}: {}", intro.as_ref().map(words), steps.len());
            }
            facts::FactKind::Figure { value, is_date } => {
                println!("        FIGURE [{}] date={is_date}", words(value))
            }
            facts::FactKind::Contrast { sides } => {
                println!(
                    "        CONTRAST {:?}",
                    sides.as_ref().map(|(one, other)| (words(one), words(other)))
                );
            }
            facts::FactKind::Parts { whole, parts } => {
                println!(
                    "        PARTS [{}]: {:?}",
                    words(whole),
                    parts.iter().map(words).collect::<Vec<_>>()
                );
            }
            facts::FactKind::Misconception { belief, correction } => {
                println!("        MYTH [{}] / [{}]", words(belief), words(correction));
            }
            facts::FactKind::Statement => println!("        statement"),
        }
    }
}
