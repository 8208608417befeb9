//! Prints how the check answers the sets in other languages, by language and kind, as the page in `docs/evaluation` has
//! it: `cargo run --package factoria-eval --example languages`.
#![expect(clippy::print_stdout, reason = "an example prints")]

#[path = "../tests/it/statements.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod statements;

fn main() {
    for set in statements::LANGUAGES {
        println!("\n### `{set}`\n");
        println!(
            "| language | statement | kind | supported | cannot tell | not supported |\n\
             | --- | --- | --- | ---: | ---: | ---: |"
        );
        for ((language, is_true, kind), [supported, unknown, refused]) in statements::by_language(set) {
            let truth = if is_true { "true" } else { "false" };
            println!("| {language} | {truth} | {kind} | {supported} | {unknown} | {refused} |");
        }
    }
}
