//! Prints how often the statement check is right, by kind, as the page in `docs/evaluation` has it:
//! `cargo run --package factoria-eval --example matrix`.
#![expect(clippy::print_stdout, reason = "an example prints")]

#[path = "../tests/it/statements.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod statements;

fn main() {
    for set in statements::all() {
        head(set);
        row_per(set);
    }
}

fn head(set: &str) {
    println!("\n### `{set}`\n");
    println!(
        "| statement | kind | supported | cannot tell | not supported |\n| --- | --- | ---: | ---: | ---: |"
    );
}

fn row_per(set: &str) {
    for ((is_true, kind), [supported, unknown, refused]) in statements::matrix(set) {
        let truth = if is_true { "true" } else { "false" };
        println!("| {truth} | {kind} | {supported} | {unknown} | {refused} |");
    }
}
