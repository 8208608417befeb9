//! Packs the part of WordNet that the thesaurus needs: `pack_thesaurus FOLDER_OF_WORDNET`.
//!
//! Writes `data/wordnet/{words,opposites,irregular,broader,kin}.txt` beside this crate's manifest, each sorted by its
//! first column: stem, main kinds of word, numbers of the sets of synonyms it belongs to; pairs of stems that exclude
//! each other; irregular forms with their base; a stem with those that name its kind ("oak": "tree"); a stem with those
//! derived from it ("fly": "flight").

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
    let (members, pairs, links) = read_sets(folder)?;
    std::fs::write(out.join("words.txt"), pack_words(&words, &members))?;
    std::fs::write(out.join("opposites.txt"), pack_opposites(&words, &pairs))?;
    std::fs::write(out.join("broader.txt"), pack_broader(&words, &members, &links))?;
    std::fs::write(out.join("kin.txt"), pack_kin(&words, &links))?;
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

/// What leads from a set to another.
#[derive(Default)]
struct Links {
    /// The sets that name the kind of what a set names.
    broader: BTreeMap<Place, Vec<Place>>,
    /// Words derived from each other.
    kin: Pairs,
}

fn read_sets(folder: &Path) -> Result<(Sets, Pairs, Links), Box<dyn Error>> {
    let mut members = Sets::new();
    let (mut pointers, mut derived) = (Vec::new(), Vec::new());
    let mut links = Links::default();
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
                let kind = if *kind == "s" { 'a' } else { kind.chars().next().unwrap_or('n') };
                let to = (kind, (*offset).to_owned());
                match *sign {
                    "!" => pointers.push((place.clone(), to, (*ends).to_owned())),
                    "+" => derived.push((place.clone(), to, (*ends).to_owned())),
                    "@" => links.broader.entry(place.clone()).or_default().push(to),
                    _ => {}
                }
            }
        }
    }
    let pairs = named(&members, pointers)?;
    links.kin = named(&members, derived)?;
    Ok((members, pairs, links))
}

/// The words at both ends of each pointer.
fn named(members: &Sets, pointers: Vec<(Place, Place, String)>) -> Result<Pairs, Box<dyn Error>> {
    let mut pairs = Pairs::new();
    for (from, to, ends) in pointers {
        let (mine, theirs) = (usize::from_str_radix(&ends[..2], 16)?, usize::from_str_radix(&ends[2..], 16)?);
        let word = |place: &Place, number: usize| members.get(place)?.get(number.checked_sub(1)?).cloned();
        if let (Some(left), Some(right)) = (word(&from, mine), word(&to, theirs)) {
            pairs.push(((from, left), (to, right)));
        }
    }
    Ok(pairs)
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

/// How many steps up a kind is looked for.
const STEPS: usize = 3;

/// How far below the top a noun's kind must stand: "entity" and "object" say nothing.
const LEAST_DEPTH: usize = 5;

/// Verbs that say too little to stand for another.
const IDLE: &[&str] =
    &["be", "have", "do", "make", "act", "get", "change", "move", "cause", "give", "take", "go"];

fn pack_broader(words: &Words, members: &Sets, links: &Links) -> String {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for ((word, kind), senses) in words.senses.iter().filter(|((_, kind), _)| matches!(kind, 'n' | 'v')) {
        let mut level: Vec<Place> = senses.iter().take(2).map(|offset| (*kind, offset.clone())).collect();
        for _ in 0..STEPS {
            level = level
                .iter()
                .flat_map(|place| links.broader.get(place).cloned().unwrap_or_default())
                .collect();
            for place in level.iter().filter(|place| *kind == 'v' || depth(place, links) >= LEAST_DEPTH) {
                let names = members.get(place).into_iter().flatten().take(3);
                let names = names.filter(|name| {
                    words.has(name, place) && !IDLE.contains(&stem(name, Language::En).as_str())
                });
                out.entry(stem(word, Language::En))
                    .or_default()
                    .extend(names.map(|name| stem(name, Language::En)));
            }
        }
    }
    lines(out)
}

/// How many steps lead from a set to the top.
fn depth(place: &Place, links: &Links) -> usize {
    let mut at = place;
    let mut steps = 0;
    while let Some(next) = links.broader.get(at).and_then(|places| places.first()) {
        (at, steps) = (next, steps + 1);
    }
    steps
}

fn pack_kin(words: &Words, links: &Links) -> String {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for ((left_place, left), (right_place, right)) in &links.kin {
        if is_plain(left) && is_plain(right) && words.has(left, left_place) && words.has(right, right_place) {
            out.entry(stem(left, Language::En)).or_default().insert(stem(right, Language::En));
        }
    }
    lines(out)
}

fn lines(groups: BTreeMap<String, BTreeSet<String>>) -> String {
    let mut out = String::new();
    for (stem, mut others) in groups {
        others.remove(&stem);
        if !others.is_empty() {
            let others: Vec<String> = others.into_iter().collect();
            let _ = writeln!(out, "{stem} {}", others.join(" "));
        }
    }
    out
}
