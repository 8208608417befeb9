//! Prints what the statement check answers otherwise than it should in a set:
//! `cargo run --package factoria-eval --example misses -- tuned-4`.
#![expect(clippy::print_stdout, reason = "an example prints")]

#[path = "../tests/it/statements.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod statements;

fn main() {
    let asked = std::env::args().nth(1);
    for set in statements::all()
        .chain(statements::LANGUAGES)
        .chain(statements::LIARS)
        .filter(|set| asked.as_deref().is_none_or(|asked| asked == *set))
    {
        for (case, kind, is_true, answer) in statements::answers(set) {
            let missed = match answer.supported {
                Some(supported) => supported != is_true,
                None => is_true,
            };
            if missed {
                let said = answer.supported.map_or("cannot tell", |said| if said { "TRUE" } else { "FALSE" });
                println!("{} {kind}, {is_true}, answered {said}: {}", case.id, case.statement);
                println!("    {}\n    {}", answer.reason, answer.quote.unwrap_or_default());
            }
        }
    }
}
