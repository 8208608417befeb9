//! Other languages: their small words, numbers and customs read as the English ones, so that the rules know them.
//!
//! Nothing else is translated: a word with content stays as it is and is compared with itself. What the rules cannot see
//! in another language they call undecided.

mod denial;
mod french;
mod german;
mod italian;
mod numerals;
mod spanish;

use foldhash::HashMap;
use std::sync::LazyLock;

use text::Language;

use super::lexicon::{self, Class, class_of};
use super::token::{Raw, Shape};

/// Words and phrases with what they are in English: the English first, then all that it stands for, parted by bars.
type Table = &'static [(&'static str, &'static str)];

/// The longest phrase that is looked up, in words.
const LONGEST: usize = 3;

/// The same tokens with small words in English; those of English, and of languages without a table, as they are.
pub(super) fn in_english(raw: Vec<Raw<'_>>, language: Language) -> Vec<Raw<'_>> {
    let Some(words) = words_of(language) else { return raw };
    let denials = denial::read(&raw, language);
    let mut read = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        if raw[at].shape != Shape::Word {
            read.push(raw[at].clone());
            at += 1;
            continue;
        }
        let (english, used) = denials
            .get(&at)
            .map(|word| ((*word).to_owned(), 1))
            .or_else(|| numerals::century(&raw, at, language))
            .or_else(|| phrase(&raw, at, words))
            .or_else(|| numerals::read(&raw, at, language))
            .unwrap_or_else(|| (String::new(), 0));
        if used == 0 {
            read.push(shielded(&raw[at]));
            at += 1;
            continue;
        }
        for (index, word) in english.split(' ').filter(|word| !word.is_empty()).enumerate() {
            let gap = if index == 0 { raw[at].gap } else { " " };
            read.push(Raw { lower: word.to_owned(), gap, english: true, ..raw[at].clone() });
        }
        at += used;
    }
    read
}

/// Whether a word before an apostrophe is a word of its own: "l'eau", "dell'acqua".
pub(super) fn is_elided(word: &str, language: Language) -> bool {
    let listed = match language {
        Language::Fr => "l d n s c j m t qu jusqu lorsqu puisqu quoiqu",
        Language::It => "l un d dell nell all dall sull quell quest c s m t v n cent",
        _ => return false,
    };
    listed.split(' ').any(|known| known == word)
}

/// The English of the longest phrase that begins at a place.
fn phrase(raw: &[Raw<'_>], at: usize, words: &HashMap<&str, &'static str>) -> Option<(String, usize)> {
    (1..=LONGEST.min(raw.len() - at)).rev().find_map(|length| {
        let part = &raw[at..at + length];
        let joined = part[1..].iter().all(is_joined);
        let written: Vec<&str> = part.iter().map(|token| token.lower.as_str()).collect();
        let english = words.get(written.join(" ").as_str()).filter(|_| joined)?;
        Some(((*english).to_owned(), length))
    })
}

/// Whether nothing but a space, a hyphen or an apostrophe stands before a token.
fn is_joined(token: &Raw<'_>) -> bool {
    matches!(token.gap, "" | " " | "\u{a0}" | "\u{202f}") || token.gap.ends_with(['-', '‑'])
}

/// A word that only looks like an English small word, "sole" or "or", so that no list knows it.
fn shielded<'a>(raw: &Raw<'a>) -> Raw<'a> {
    let word = raw.lower.as_str();
    let known = class_of(word) != Class::default()
        || lexicon::share_of(word).is_some()
        || lexicon::is_exclusive(word)
        || lexicon::is_degree(word)
        || matches!(word, "once" | "double" | "triple" | "half" | "quarter" | "second" | "third" | "dozen");
    let mut raw = raw.clone();
    if known {
        let mut letters = word.chars();
        raw.lower = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    }
    raw
}

type Words = HashMap<&'static str, &'static str>;

fn words_of(language: Language) -> Option<&'static Words> {
    static GERMAN: LazyLock<Words> = LazyLock::new(|| listed(german::WORDS));
    static SPANISH: LazyLock<Words> = LazyLock::new(|| listed(spanish::WORDS));
    static FRENCH: LazyLock<Words> = LazyLock::new(|| listed(french::WORDS));
    static ITALIAN: LazyLock<Words> = LazyLock::new(|| listed(italian::WORDS));
    match language {
        Language::De => Some(&GERMAN),
        Language::Es => Some(&SPANISH),
        Language::Fr => Some(&FRENCH),
        Language::It => Some(&ITALIAN),
        Language::En | Language::Other(_) => None,
    }
}

fn listed(table: Table) -> Words {
    let row = |(english, foreign): &(&'static str, &'static str)| {
        let english = *english;
        foreign.split('|').map(move |word| (word, english))
    };
    table.iter().flat_map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::token;
    use super::*;

    fn english(text: &str, language: Language) -> String {
        let raw = in_english(token::tokens_in(text, language), language);
        raw.iter().map(|raw| raw.lower.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn small_words_and_numbers_are_read_and_the_rest_stays() {
        for (text, language, wanted) in [
            ("Bienen leben nicht allein.", Language::De, "bienen leben not only"),
            ("weder Stachel noch Gift", Language::De, "neither stachel nor gift"),
            ("mindestens einundzwanzig Tiere", Language::De, "at least 21 tiere"),
            ("1.386,5 m am 3. Mai", Language::De, "1386.5 m on 3th mai"),
            ("im 19. Jahrhundert", Language::De, "in 19th century"),
            ("sesenta y seis antenas", Language::Es, "66 antenas"),
            ("no causó ninguna muerte", Language::Es, "not causó any muerte"),
            ("ninguna abeja", Language::Es, "no abeja"),
            ("en el siglo XIX", Language::Es, "in the 19th century"),
            ("Elle n'a jamais vu l'eau.", Language::Fr, "she has never vu the eau"),
            ("Il ne pèse que 5,5 kg", Language::Fr, "he pèse only 5.5 kg"),
            ("quatre-vingt-dix-sept", Language::Fr, "97"),
            ("au XIXe siècle", Language::Fr, "at 19th century"),
            ("cinquantamila abitanti", Language::It, "50000 abitanti"),
            ("180mila persone dell'isola", Language::It, "180000 persone of isola"),
            ("il sole non scende mai", Language::It, "the Sole not scende ever"),
        ] {
            assert_eq!(english(text, language), wanted, "{text}");
        }
    }
}
