//! How many texts of 270 words a CPU-second measures: `cargo bench -p factoria-text`.
//!
//! Prints texts per CPU-second for the better splitter and for the compatibility counts (seven formulas each), beside
//! two yardsticks in the same run: only walking over the words, and counting with the standard library alone.

use std::collections::HashMap;
use std::hint::black_box;
use std::io::Write;
use std::time::{Duration, Instant};

use factoria_text::readability::{self, compat};
use factoria_text::{Language, syllable, word};

const REFERENCE: &str = include_str!("../tests/data/readability_reference.jsonl");
const WORDS: usize = 270;
const TEXTS: usize = 256;
const ROUNDS: usize = 15;

fn main() -> std::io::Result<()> {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{TEXTS} texts of {WORDS} words, {} bytes on average, best of {ROUNDS} rounds",
        bytes / TEXTS
    )?;
    let naive = Naive::new(&texts);
    let words_only = rate(&texts, |text| word::count(text) as f64);
    let by_hand = rate(&texts, |text| naive.grade(text));
    let better = rate(&texts, |text| sum(&readability::measure(text, Language::En)));
    let compatible = rate(&texts, |text| sum(&compat::measure(text)));
    writeln!(out, "{:<38}{words_only:>12.0} texts per CPU-second", "walking over the words only")?;
    writeln!(out, "{:<38}{by_hand:>12.0} texts per CPU-second", "standard library, hash map, one formula")?;
    for (name, rate) in
        [("better splitter, seven formulas", better), ("textstat's counts, seven formulas", compatible)]
    {
        let (of_words, of_hand) = (rate / words_only, rate / by_hand);
        writeln!(
            out,
            "{name:<38}{rate:>12.0} texts per CPU-second, {of_words:.2} of words only, {of_hand:.1} of by hand"
        )?;
    }
    Ok(())
}

/// Texts of 270 words each, cut from the reference texts run together, every one at another place.
fn texts() -> Vec<String> {
    let all: Vec<String> = REFERENCE
        .lines()
        .filter_map(|line| {
            Some(serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str()?.to_owned())
        })
        .flat_map(|text| text.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let cut = |from: usize| all.iter().cycle().skip(from).take(WORDS).cloned().collect::<Vec<_>>().join(" ");
    (0..TEXTS).map(|index| cut(index * 37 % all.len())).collect()
}

fn sum(measured: &readability::Readability) -> f64 {
    let formulas = [
        measured.flesch_reading_ease,
        measured.flesch_kincaid_grade,
        measured.gunning_fog,
        measured.smog_index,
        measured.coleman_liau_index,
        measured.automated_readability_index,
        measured.dale_chall_readability_score,
    ];
    formulas.into_iter().flatten().sum()
}

/// Texts per second of CPU time, in the best round.
fn rate(texts: &[String], measure: impl Fn(&str) -> f64) -> f64 {
    let round = || {
        let start = CpuTime::now();
        for text in texts {
            black_box(measure(black_box(text)));
        }
        start.elapsed()
    };
    let best = (0..ROUNDS).map(|_| (0..8).map(|_| round()).sum::<Duration>()).min().unwrap_or_default();
    8.0 * texts.len() as f64 / best.as_secs_f64()
}

/// CPU time of this process where the system tells, else the clock on the wall.
enum CpuTime {
    Process(u64),
    Wall(Instant),
}

impl CpuTime {
    fn now() -> Self {
        process_ns().map_or_else(|| Self::Wall(Instant::now()), Self::Process)
    }

    fn elapsed(&self) -> Duration {
        match self {
            Self::Process(start) => Duration::from_nanos(process_ns().unwrap_or(*start) - start),
            Self::Wall(start) => start.elapsed(),
        }
    }
}

fn process_ns() -> Option<u64> {
    std::fs::read_to_string("/proc/self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// The same job as one would write it first: split, lower-case, look up in a hash map.
struct Naive(HashMap<String, u32>);

impl Naive {
    fn new(texts: &[String]) -> Self {
        let words = texts.iter().flat_map(|text| word::words(text));
        Self(words.map(|word| (word.to_lowercase(), syllable::count(word, Language::En))).collect())
    }

    fn grade(&self, text: &str) -> f64 {
        let (mut words, mut syllables) = (0, 0);
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            syllables += self.0.get(&bare).copied().unwrap_or(1);
            words += 1;
        }
        let sentences = text.split(['.', '!', '?']).filter(|sentence| !sentence.trim().is_empty()).count();
        0.39 * f64::from(words) / sentences as f64 + 11.8 * f64::from(syllables) / f64::from(words) - 15.59
    }
}
