//! Prints how often the statement check is right, by kind, as the page in `docs/evaluation` has it:
//! `cargo run --package factoria-eval --example matrix`.
#![expect(clippy::print_stdout, reason = "an example prints")]

#[path = "../tests/it/statements.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod statements;

fn main() {
    for set in statements::SETS {
        println!("\n### `{set}`\n");
        println!(
            "| statement | kind | supported | cannot tell | not supported |\n| --- | --- | ---: | ---: | ---: |"
        );
        for ((is_true, kind), [supported, unknown, refused]) in statements::matrix(set) {
            let truth = if is_true { "true" } else { "false" };
            println!("| {truth} | {kind} | {supported} | {unknown} | {refused} |");
        }
    }
}
