//! Packs `data/lexicon.bin` from the CMU pronouncing dictionary and the Dale-Chall list; see `data/README.md`.
//!
//! `cargo run -p factoria-text --example pack_lexicon -- cmudict.dict data/dale_chall/familiar.txt data/lexicon.bin`

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

#[path = "../src/lexicon/inflection.rs"]
mod inflection;
#[allow(dead_code, reason = "the crate reads what the packer only writes")]
#[path = "../src/lexicon/slot.rs"]
mod slot;

use slot::{BUCKET, BUCKETS, Entry, MAX_WORD_BYTES};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [dictionary, familiar, output] = arguments.as_slice() else {
        return Err("give three paths: cmudict.dict, familiar.txt, lexicon.bin".into());
    };
    let dictionary = std::fs::read_to_string(dictionary)?;
    let syllables = syllables(&dictionary);
    let familiar_text = std::fs::read_to_string(familiar)?;
    let familiar: BTreeSet<&str> =
        familiar_text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();

    let mut table = vec![0_u32; BUCKETS * BUCKET];
    let words: BTreeSet<&str> = syllables.keys().copied().chain(familiar.iter().copied()).collect();
    for word in words {
        let listed = familiar.contains(word);
        let is_familiar = listed
            || inflection::has_base(word, |base| {
                std::str::from_utf8(base).is_ok_and(|base| familiar.contains(base))
            });
        insert(&mut table, word, Entry::new(syllables.get(word).copied(), listed, is_familiar))?;
    }
    std::fs::write(output, table.iter().flat_map(|slot| slot.to_le_bytes()).collect::<Vec<u8>>())?;
    Ok(())
}

/// Stressed and unstressed vowels of each word's first pronunciation: phones that end in a digit.
fn syllables(dictionary: &str) -> BTreeMap<&str, u8> {
    let mut counts = BTreeMap::new();
    for line in dictionary.lines() {
        let phones = line.split('#').next().unwrap_or_default();
        let mut parts = phones.split_whitespace();
        let Some(word) = parts.next().filter(|word| !word.ends_with(')')) else { continue };
        let vowels = parts.filter(|phone| phone.ends_with(|end: char| end.is_ascii_digit())).count();
        counts.entry(word).or_insert(vowels.min(14) as u8);
    }
    counts
}

fn insert(table: &mut [u32], word: &str, entry: Entry) -> Result<(), Box<dyn Error>> {
    if word.len() > MAX_WORD_BYTES {
        return Err(format!("`{word}` is longer than {MAX_WORD_BYTES} bytes; raise the limit").into());
    }
    let hash = slot::hash(word.as_bytes());
    let mut index = slot::home(hash) * BUCKET;
    while table[index] != 0 {
        if slot::matches(table[index], hash) {
            return Err(
                format!("`{word}` has the same tag as another word; change the hash constants").into()
            );
        }
        index = (index + 1) % table.len();
    }
    table[index] = slot::pack(hash, entry);
    Ok(())
}
