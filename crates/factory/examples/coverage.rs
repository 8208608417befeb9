//! Every library topic × type × level: a material that passes its own gate, or a clear reason. Prints the table and
//! fails below 95 %: `cargo xtask coverage`.
#![expect(clippy::print_stdout, reason = "an example prints")]

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Instant;

use content::{Brief, ContentType, GradeLevel, NewBrief, StatementRole};
use factoria_factory::accounts::PERSON_AT_THE_MACHINE;
use factoria_factory::generate::generate_now;
use factoria_factory::{Clock, Ctx, Error, Limits, library};
use store::Db;

/// The least share of materials that must be made.
const LEAST: f64 = 0.95;

/// What became of one combination.
enum Outcome {
    Made,
    Refused(String),
    Broken(String),
}

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let db = Db::open(&folder.path().join("factoria.db"), Clock::System.now_ms()).await?;
    let ctx = Ctx::new(db, Clock::System, Limits::default());
    library::load(&ctx).await?;
    let mut topics: Vec<String> = sources::library::texts().iter().map(|text| text.title.clone()).collect();
    topics.dedup();

    let began = Instant::now();
    let mut made: BTreeMap<(ContentType, GradeLevel), usize> = BTreeMap::new();
    let (mut total, mut refused, mut broken) = (0_usize, Vec::new(), Vec::new());
    for topic in &topics {
        for content_type in ContentType::ALL {
            for level in GradeLevel::ALL {
                total += 1;
                let name = format!("{topic} · {content_type} · {level}");
                match one(&ctx, topic, content_type, level).await? {
                    Outcome::Made => *made.entry((content_type, level)).or_default() += 1,
                    Outcome::Refused(why) => refused.push(format!("{name}: {why}")),
                    Outcome::Broken(why) => broken.push(format!("{name}: {why}")),
                }
            }
        }
    }
    print_table(&made, topics.len());
    for line in refused.iter().chain(&broken) {
        println!("{line}");
    }
    let passed: usize = made.values().sum();
    let share = passed as f64 / total as f64;
    let each_ms = began.elapsed().as_secs_f64() * 1000.0 / total as f64;
    println!(
        "{passed} of {total} made ({:.1} %), {each_ms:.1} ms each; {} broken",
        share * 100.0,
        broken.len()
    );
    Ok(if share >= LEAST && broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn one(
    ctx: &Ctx,
    topic: &str,
    content_type: ContentType,
    level: GradeLevel,
) -> Result<Outcome, Box<dyn std::error::Error>> {
    let new = NewBrief {
        content_type: content_type.as_str().to_owned(),
        topic: topic.to_owned(),
        grade_level: Some(level.as_str().to_owned()),
        ..NewBrief::default()
    };
    let brief = Brief::try_from(new).map_err(|findings| findings[0].to_string())?;
    let id = match generate_now(ctx, PERSON_AT_THE_MACHINE, brief).await {
        Ok(id) => id,
        Err(Error::NotGoodEnough { findings, .. } | Error::NothingToTeachFrom { findings }) => {
            let reasons: Vec<String> = findings.iter().take(3).map(ToString::to_string).collect();
            return Ok(Outcome::Refused(reasons.join(" | ")));
        }
        Err(error) => return Err(error.into()),
    };
    let kept = store::materials::find(&ctx.db, PERSON_AT_THE_MACHINE, id).await?.ok_or("not stored")?;
    let material = kept.into_material()?;
    let body = material.body.ok_or("no body")?;
    let bare: Vec<String> = body
        .statements()
        .into_iter()
        .filter(|statement| statement.role == StatementRole::Fact)
        .filter(|statement| {
            !material.evidence.iter().any(|entry| entry.pointer == statement.pointer && entry.holds())
        })
        .map(|statement| {
            let mut entries = material.evidence.iter().filter(|entry| entry.pointer == statement.pointer);
            let why = entries.find_map(|entry| entry.reason.clone()).unwrap_or_default();
            format!("{} “{}”: {why}", statement.pointer, statement.text)
        })
        .collect();
    if bare.is_empty() {
        Ok(Outcome::Made)
    } else {
        Ok(Outcome::Broken(format!("no evidence at {}", bare.join(", "))))
    }
}

fn print_table(made: &BTreeMap<(ContentType, GradeLevel), usize>, topics: usize) {
    print!("{:<28}", "");
    for level in GradeLevel::ALL {
        print!("{:>16}", level.as_str());
    }
    println!();
    for content_type in ContentType::ALL {
        print!("{:<28}", content_type.as_str());
        for level in GradeLevel::ALL {
            let count = made.get(&(content_type, level)).copied().unwrap_or_default();
            print!("{:>16}", format!("{count}/{topics}"));
        }
        println!();
    }
}
