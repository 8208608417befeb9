//! Packs the part of WordNet that the thesaurus needs: `pack_thesaurus FOLDER_OF_WORDNET`.
//!
//! Writes `data/wordnet/{words,opposites,irregular}.txt` beside this crate's manifest, each sorted by its first column:
//! stem, main kinds of word, numbers of the sets of synonyms it belongs to; pairs of stems that exclude each other;
//! irregular forms with their base.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use text::Language;
use text::stem::stem;

/// How many senses of a word are taken, most frequent first.
const SENSES: usize = 3;

type Place = (char, String);

#[derive(Default)]
struct Words {
    senses: HashMap<(String, char), Vec<String>>,
    counts: HashMap<(String, char), u32>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder of WordNet's files")?;
    let folder = Path::new(&folder);
    let out = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/wordnet");
    let words = read_words(folder)?;
    let (members, pairs) = read_sets(folder)?;
    std::fs::write(out.join("words.txt"), pack_words(&words, &members))?;
    std::fs::write(out.join("opposites.txt"), pack_opposites(&words, &pairs))?;
    std::fs::write(out.join("irregular.txt"), pack_irregular(folder, &words)?)?;
    Ok(())
}

fn is_plain(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn read_words(folder: &Path) -> Result<Words, Box<dyn Error>> {
    let mut words = Words::default();
    for line in std::fs::read_to_string(folder.join("cntlist.rev"))?.lines() {
        let mut fields = line.split(' ');
        let (Some(key), _, Some(count)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let Some((word, rest)) = key.split_once('%') else { continue };
        let kind = match rest.as_bytes().first() {
            Some(b'1') => 'n',
            Some(b'2') => 'v',
            Some(b'4') => 'r',
            _ => 'a',
        };
        *words.counts.entry((word.to_owned(), kind)).or_default() += count.parse::<u32>()?;
    }
    for (name, kind) in [("noun", 'n'), ("verb", 'v'), ("adj", 'a'), ("adv", 'r')] {
        for line in std::fs::read_to_string(folder.join(format!("index.{name}")))?.lines() {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let Some(word) = fields.first().filter(|word| is_plain(word)) else { continue };
            let key = ((*word).to_owned(), kind);
            if !words.counts.contains_key(&key) {
                continue;
            }
            let senses: usize = fields[2].parse()?;
            let tagged: usize = fields[fields.len() - senses - 1].parse()?;
            let taken = fields[fields.len() - senses..].iter().take(SENSES.min(tagged.max(1)));
            words.senses.insert(key, taken.map(|offset| (*offset).to_owned()).collect());
        }
    }
    Ok(words)
}

type Sets = BTreeMap<Place, Vec<String>>;
type Pairs = Vec<((Place, String), (Place, String))>;

fn read_sets(folder: &Path) -> Result<(Sets, Pairs), Box<dyn Error>> {
    let mut members = Sets::new();
    let mut pointers = Vec::new();
    for (name, kind) in [("noun", 'n'), ("verb", 'v'), ("adj", 'a'), ("adv", 'r')] {
        for line in std::fs::read_to_string(folder.join(format!("data.{name}")))?.lines() {
            if line.starts_with(' ') {
                continue;
            }
            let fields: Vec<&str> = line.split(' ').collect();
            let place = (kind, fields[0].to_owned());
            let count = usize::from_str_radix(fields[3], 16)?;
            let names = (0..count)
                .map(|at| fields[4 + 2 * at].split('(').next().unwrap_or_default().to_owned())
                .collect();
            members.insert(place.clone(), names);
            let at = 4 + 2 * count;
            for pointer in 0..fields[at].parse::<usize>()? {
                let [sign, offset, kind, ends] = &fields[at + 1 + 4 * pointer..at + 5 + 4 * pointer] else {
                    continue;
                };
                if *sign == "!" {
                    let kind = if *kind == "s" { 'a' } else { kind.chars().next().unwrap_or('n') };
                    pointers.push((place.clone(), (kind, (*offset).to_owned()), (*ends).to_owned()));
                }
            }
        }
    }
    let mut pairs = Pairs::new();
    for (from, to, ends) in pointers {
        let (mine, theirs) = (usize::from_str_radix(&ends[..2], 16)?, usize::from_str_radix(&ends[2..], 16)?);
        let word = |place: &Place, number: usize| members.get(place)?.get(number.checked_sub(1)?).cloned();
        if let (Some(left), Some(right)) = (word(&from, mine), word(&to, theirs)) {
            pairs.push(((from, left), (to, right)));
        }
    }
    Ok((members, pairs))
}

impl Words {
    /// Whether a set is among the frequent senses of a word.
    fn has(&self, word: &str, (kind, offset): &Place) -> bool {
        self.senses.get(&(word.to_owned(), *kind)).is_some_and(|senses| senses.contains(offset))
    }
}

fn pack_words(words: &Words, members: &Sets) -> String {
    let mut groups: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut number = 0;
    for (place, names) in members {
        let stems: BTreeSet<String> =
            names.iter().filter(|name| words.has(name, place)).map(|name| stem(name, Language::En)).collect();
        if stems.len() > 1 {
            for stem in stems {
                groups.entry(stem).or_default().insert(number);
            }
            number += 1;
        }
    }
    let mut kinds: BTreeMap<String, BTreeMap<char, u32>> = BTreeMap::new();
    for ((word, kind), count) in words.counts.iter().filter(|((word, _), _)| is_plain(word)) {
        *kinds.entry(stem(word, Language::En)).or_default().entry(*kind).or_default() += count;
    }
    let mut out = String::new();
    for (stem, counts) in kinds {
        let total: u32 = counts.values().sum();
        let mut frequent: Vec<_> = counts.iter().filter(|(_, count)| **count * 5 >= total).collect();
        frequent.sort_by(|left, right| right.1.cmp(left.1).then(left.0.cmp(right.0)));
        let kinds: String = frequent.into_iter().map(|(kind, _)| *kind).collect();
        let _ = write!(out, "{stem} {kinds}");
        for number in groups.get(&stem).into_iter().flatten() {
            let _ = write!(out, " {number}");
        }
        out.push('\n');
    }
    out
}

fn pack_opposites(words: &Words, pairs: &Pairs) -> String {
    let mut lines = BTreeSet::new();
    for ((left_place, left), (right_place, right)) in pairs {
        if words.has(left, left_place) && words.has(right, right_place) {
            let (left, right) = (stem(left, Language::En), stem(right, Language::En));
            if left != right {
                lines.insert(format!("{left} {right}\n"));
            }
        }
    }
    lines.into_iter().collect()
}

fn pack_irregular(folder: &Path, words: &Words) -> Result<String, Box<dyn Error>> {
    let mut lines = BTreeMap::new();
    for (name, kind) in [("verb", 'v'), ("noun", 'n')] {
        for line in std::fs::read_to_string(folder.join(format!("{name}.exc")))?.lines() {
            let mut fields = line.split_whitespace();
            let (Some(form), Some(base)) = (fields.next(), fields.next()) else { continue };
            let known = words.counts.contains_key(&(base.to_owned(), kind));
            if known
                && is_plain(form)
                && is_plain(base)
                && stem(form, Language::En) != stem(base, Language::En)
            {
                lines.entry(form.to_owned()).or_insert_with(|| stem(base, Language::En));
            }
        }
    }
    Ok(lines.into_iter().map(|(form, base)| format!("{form} {base}\n")).collect())
}
