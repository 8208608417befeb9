//! Measures the gate: materials written by the stand-in model's personas, and what became of them.
//!
//! `cargo run --release -p factoria-factory --example gate -- honest 300` (or `liar`, `obedient`), with an optional third
//! argument of knobs such as `faults=429:0.1+500:0.05`. A falsehood counts as delivered when a ready material holds the
//! planted sentence and no entry of its evidence marks it `unsupported`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot go on fails, and prints"
)]

use std::collections::BTreeMap;

use content::{Brief, ContentType, GradeLevel, NewBrief, Status};
use store::materials::KeptMaterial;

#[path = "../tests/models/harness.rs"]
#[expect(dead_code, reason = "the stories use more of it")]
mod harness;

#[derive(Default)]
struct Tally {
    made: u32,
    ready: u32,
    lies: u32,
    delivered: u32,
    reasons: BTreeMap<String, u32>,
}

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let persona = arguments.next().unwrap_or_else(|| "honest".to_owned());
    let wanted: usize = arguments.next().map_or(100, |number| number.parse().unwrap());
    let knobs = arguments.next().unwrap_or_default();
    let installation = harness::installation(&format!("persona={persona},{knobs}")).await;
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for brief in briefs().into_iter().cycle().take(wanted) {
        let told = installation.fake.stats.planted().len();
        let named = format!("{} / {} / {}", brief.content_type, brief.topic, brief.grade_level);
        let tally = tallies.entry(brief.content_type.as_str()).or_default();
        let kept = match installation.ask(brief).await {
            Ok(id) => {
                factoria_factory::jobs::run_queued(&installation.ctx, "gate").await.unwrap();
                installation.material(id).await
            }
            Err(error) => {
                println!("refused: {named}: {error}");
                continue;
            }
        };
        tally.made += 1;
        let planted = installation.fake.stats.planted().split_off(told);
        tally.lies += u32::from(!planted.is_empty());
        if kept.status == Status::Ready {
            tally.ready += 1;
        } else {
            for finding in &kept.record.findings {
                *tally.reasons.entry(finding.code.clone()).or_default() += 1;
            }
            let shown = kept.record.findings.iter().take(2).map(ToString::to_string).collect::<Vec<_>>();
            println!("{}: {named}: {}", kept.status.as_str(), shown.join(" | "));
        }
        for lie in planted.iter().filter(|lie| is_delivered(&kept, &lie.after)) {
            tally.delivered += 1;
            println!("DELIVERED: {named}: {} {}: {} -> {}", lie.kind, lie.pointer, lie.before, lie.after);
        }
    }
    report(&tallies, installation.calls());
}

/// Whether a ready material states a falsehood unmarked.
fn is_delivered(kept: &KeptMaterial, falsehood: &str) -> bool {
    let marked = |entry: &content::Evidence| {
        !entry.holds()
            && entry
                .statement
                .as_deref()
                .is_none_or(|said| said.contains(falsehood) || falsehood.contains(said))
    };
    let body = kept.record.body.as_ref().map(ToString::to_string).unwrap_or_default();
    let written = serde_json::to_string(falsehood).unwrap();
    let stands = body.contains(written.trim_matches('"'));
    kept.status == Status::Ready && stands && !kept.record.evidence.iter().any(marked)
}

/// Every topic x type, at one level each; then the same at the next level, and so on.
fn briefs() -> Vec<Brief> {
    // the levels that the library's own sentences suit, which is what the stand-in writes with
    let levels =
        [GradeLevel::HighSchool, GradeLevel::MiddleSchool, GradeLevel::General, GradeLevel::AdultLearning];
    let mut topics: Vec<String> = sources::library::texts().iter().map(|text| text.title.clone()).collect();
    topics.sort();
    topics.dedup();
    let mut briefs = Vec::new();
    for turn in 0..levels.len() {
        for (at, topic) in topics.iter().enumerate() {
            for (nth, content_type) in ContentType::ALL.into_iter().enumerate() {
                let level = levels[(at + nth + turn) % levels.len()];
                let new = NewBrief {
                    content_type: content_type.as_str().into(),
                    topic: topic.clone(),
                    grade_level: Some(level.as_str().into()),
                    ..NewBrief::default()
                };
                briefs.push(Brief::try_from(new).unwrap());
            }
        }
    }
    briefs
}

fn report(tallies: &BTreeMap<&str, Tally>, calls: u64) {
    println!(
        "\n| type | made | ready | falsehoods told | delivered unmarked | reasons |\n| --- | --- | --- | --- | --- | --- |"
    );
    let mut sum = Tally::default();
    for (name, tally) in tallies {
        let Tally { made, ready, lies, delivered, reasons } = tally;
        println!("| {name} | {made} | {ready} | {lies} | {delivered} | {reasons:?} |");
        sum.made += made;
        sum.ready += ready;
        sum.lies += lies;
        sum.delivered += delivered;
    }
    let share = f64::from(sum.ready) * 100.0 / f64::from(sum.made.max(1));
    println!("| all | {} | {} ({share:.1} %) | {} | {} | |", sum.made, sum.ready, sum.lies, sum.delivered);
    println!("\n{calls} upstream calls, {:.2} a material", calls as f64 / f64::from(sum.made.max(1)));
}
