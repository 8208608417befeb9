//! Prints how often a changed quote is found, by kind of change and bound, as the page in `docs/evaluation` has it:
//! `cargo run --package factoria-eval --example quotes`.
#![expect(clippy::print_stdout, reason = "an example prints")]

#[path = "../tests/it/mutations.rs"]
#[allow(dead_code, reason = "shared with the tests")]
mod mutations;

const BOUNDS: [f64; 6] = [0.7, 0.8, 0.85, 0.9, 0.95, 1.0];

fn main() {
    println!("| change | quotes | 0.70 | 0.80 | 0.85 | 0.90 | 0.95 | 1.00 |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let kinds = mutations::measured(5);
    for kind in &kinds {
        let cells: Vec<String> =
            BOUNDS.iter().map(|bound| format!("{:.1} %", 100.0 * kind.found(*bound))).collect();
        let says = if kind.harmless { "" } else { " (harmful)" };
        println!("| {}{says} | {} | {} |", kind.name, kind.shares.len(), cells.join(" | "));
    }
    for harmless in [true, false] {
        let all: Vec<_> = kinds.iter().filter(|kind| kind.harmless == harmless).collect();
        let quotes: usize = all.iter().map(|kind| kind.shares.len()).sum();
        let cells: Vec<String> = BOUNDS
            .iter()
            .map(|bound| {
                let found: f64 = all.iter().map(|kind| kind.found(*bound) * kind.shares.len() as f64).sum();
                format!("**{:.1} %**", 100.0 * found / quotes as f64)
            })
            .collect();
        let says = if harmless { "all that say the same" } else { "all that do not" };
        println!("| **{says}** | {quotes} | {} |", cells.join(" | "));
    }
}
