//! Packs the frequent part of GloVe's word vectors: `pack_vectors glove.6B.50d.txt`.
//!
//! Writes `data/glove/{stems.txt,vectors.bin}` beside this crate's manifest: the stems in order, one a line, and for each
//! a byte for its rank by frequency (eight times the binary logarithm) and its vector, four bits a number. A stem has
//! the vector of its most frequent form. The mean of all and what they have most in common are taken out first.
//! **Source** J. Mu, P. Viswanath, "All-but-the-Top: Simple and Effective Postprocessing for Word Representations", 2018.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use text::Language;
use text::stem::stem;

/// How many stems are kept, most frequent first.
const STEMS: usize = 22_000;
/// Numbers of a vector.
const WIDTH: usize = 50;
/// How many directions common to all are taken out.
const COMMON: usize = 2;
/// What one step of a packed number stands for, in vectors of length 1.
const STEP: f64 = 0.05;

type Vector = [f64; WIDTH];

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("name the file of vectors")?;
    let mut words = read(&std::fs::read_to_string(file)?)?;
    centre(&mut words);
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/glove");
    let stems: Vec<&str> = words.keys().map(String::as_str).collect();
    std::fs::write(out.join("stems.txt"), stems.join("\n") + "\n")?;
    let packed: Vec<u8> = words.values().flat_map(|(rank, vector)| pack(*rank, vector)).collect();
    std::fs::write(out.join("vectors.bin"), packed)?;
    Ok(())
}

/// The most frequent stems with the rank and the vector of their most frequent form.
fn read(text: &str) -> Result<BTreeMap<String, (usize, Vector)>, Box<dyn Error>> {
    let mut words = BTreeMap::new();
    for (rank, line) in text.lines().enumerate() {
        let mut fields = line.split(' ');
        let word = fields.next().unwrap_or_default();
        if word.len() < 2 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            continue;
        }
        let key = stem(word, Language::En);
        if words.contains_key(&key) {
            continue;
        }
        let mut vector = [0.0; WIDTH];
        for (number, field) in vector.iter_mut().zip(fields) {
            *number = field.parse()?;
        }
        words.insert(key, (rank + 1, vector));
        if words.len() == STEMS {
            break;
        }
    }
    Ok(words)
}

/// Takes out the mean and the directions that vary most, and makes every vector as long as 1.
fn centre(words: &mut BTreeMap<String, (usize, Vector)>) {
    let count = words.len() as f64;
    let mean: Vector =
        std::array::from_fn(|at| words.values().map(|(_, vector)| vector[at]).sum::<f64>() / count);
    for (_, vector) in words.values_mut() {
        (0..WIDTH).for_each(|at| vector[at] -= mean[at]);
    }
    for _ in 0..COMMON {
        let direction = main_direction(words);
        for (_, vector) in words.values_mut() {
            let along = dot(vector, &direction);
            (0..WIDTH).for_each(|at| vector[at] -= along * direction[at]);
        }
    }
    for (_, vector) in words.values_mut() {
        let length = dot(vector, vector).sqrt().max(1e-9);
        vector.iter_mut().for_each(|number| *number /= length);
    }
}

/// The direction in which the vectors vary most, by power iteration.
fn main_direction(words: &BTreeMap<String, (usize, Vector)>) -> Vector {
    const ROUNDS: usize = 50;
    let mut direction: Vector = std::array::from_fn(|at| 1.0 + at as f64 / WIDTH as f64);
    for _ in 0..ROUNDS {
        let mut next = [0.0; WIDTH];
        for (_, vector) in words.values() {
            let along = dot(vector, &direction);
            (0..WIDTH).for_each(|at| next[at] += along * vector[at]);
        }
        let length = dot(&next, &next).sqrt();
        direction = next.map(|number| number / length);
    }
    direction
}

fn dot(left: &Vector, right: &Vector) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

fn pack(rank: usize, vector: &Vector) -> Vec<u8> {
    let step = |number: f64| ((number / STEP).round().clamp(-7.0, 7.0) + 8.0) as u8;
    let mut bytes = vec![((rank as f64).log2() * 8.0).round() as u8];
    bytes.extend(vector.chunks(2).map(|pair| step(pair[0]) | (step(pair[1]) << 4)));
    bytes
}
