//! Numbers in words and in the digits of other customs: "einundzwanzig", "sesenta y seis", "1.386,5", "XIXe siècle".

use text::Language;

use crate::agreement::token::{Raw, Shape};

/// A number that begins at a place, in English digits, and how many tokens it takes.
pub(super) fn read(raw: &[Raw<'_>], at: usize, language: Language) -> Option<(String, usize)> {
    digits(raw, at, language).or_else(|| in_words(raw, at, language))
}

/// "Siglo XIX", "XIX secolo", "XIXe siècle".
pub(super) fn century(raw: &[Raw<'_>], at: usize, language: Language) -> Option<(String, usize)> {
    let word = |at: usize| raw.get(at).map_or("", |token| token.lower.as_str());
    let number = match language {
        Language::Es if word(at) == "siglo" => roman(word(at + 1))?,
        Language::Fr if word(at + 1).starts_with("siècle") => {
            roman(word(at).trim_end_matches("ème").trim_end_matches('e').trim_end_matches("er"))?
        }
        Language::It if word(at + 1) == "secolo" => roman(word(at))?,
        _ => return None,
    };
    Some((format!("{number}th century"), 2))
}

fn roman(word: &str) -> Option<u32> {
    let digit =
        |letter: char| Some([('i', 1), ('v', 5), ('x', 10)].iter().find(|(known, _)| *known == letter)?.1);
    let values: Vec<u32> = word.chars().map(digit).collect::<Option<_>>()?;
    let mut sum = 0;
    for (at, value) in values.iter().enumerate() {
        let subtracts = values.get(at + 1).is_some_and(|next| next > value);
        sum = if subtracts { sum + values[at + 1] - 2 * value + value } else { sum + value };
        if subtracts {
            sum -= values[at + 1];
        }
    }
    (1..=30).contains(&sum).then_some(sum)
}

/// Digits with the marks of the language, and German places in an order: "3. Februar".
fn digits(raw: &[Raw<'_>], at: usize, language: Language) -> Option<(String, usize)> {
    let word = raw[at].lower.as_str();
    if let Some(thousands) = word.strip_suffix("mila").filter(|rest| is_digits(rest)) {
        return Some((format!("{thousands}000"), 1));
    }
    for ending in ["er", "ère", "re", "º", "ª", "°"] {
        if let Some(place) = word.strip_suffix(ending).filter(|rest| is_digits(rest) && rest.len() <= 2) {
            return Some((format!("{place}th"), 1));
        }
    }
    if language == Language::De && is_digits(word) && word.len() <= 2 && raw.get(at + 1)?.gap.starts_with('.')
    {
        return Some((format!("{word}th"), 1));
    }
    if is_digits(word)
        && raw.get(at + 1).is_some_and(|next| next.gap == " " && thousand(&next.lower, language))
    {
        return Some((format!("{word}000"), 2));
    }
    let (whole, part) = word.split_once(',').map_or((word, None), |(whole, part)| (whole, Some(part)));
    let grouped = whole.contains('.') && is_grouped(whole);
    let whole = if grouped { whole.replace('.', "") } else { whole.to_owned() };
    if !is_digits(&whole) || !part.is_none_or(is_digits) {
        return None;
    }
    match part {
        // Mexico and others part thousands with commas
        Some(part) if language == Language::Es && part.len() == 3 && !grouped => {
            Some((format!("{whole}{part}"), 1))
        }
        Some(part) => Some((format!("{whole}.{part}"), 1)),
        None => grouped.then_some((whole, 1)),
    }
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// "1.386.000": groups of three after the first.
fn is_grouped(word: &str) -> bool {
    let mut groups = word.split('.');
    let first = groups.next().is_some_and(|first| is_digits(first) && first.len() <= 3 && first != "0");
    first && groups.all(|group| is_digits(group) && group.len() == 3)
}

fn thousand(word: &str, language: Language) -> bool {
    matches!(
        (language, word),
        (Language::De, "tausend")
            | (Language::Es, "mil")
            | (Language::Fr | Language::It, "mille")
            | (Language::It, "mila")
    )
}

/// A number of one or more words.
fn in_words(raw: &[Raw<'_>], at: usize, language: Language) -> Option<(String, usize)> {
    let value = |at: usize| {
        raw.get(at)
            .filter(|token| token.shape == Shape::Word)
            .and_then(|token| value_of(&token.lower, language))
    };
    let mut sum = Sum::default();
    // "un", "una", "uno" are articles
    let first = value(at).filter(|&value| value != 1)?;
    sum.add(first, language);
    let mut used = 1;
    loop {
        let next = at + used;
        let joined = raw.get(next).is_some_and(super::is_joined);
        let and = joined
            && raw.get(next).is_some_and(|token| {
                matches!((language, token.lower.as_str()), (Language::Es, "y") | (Language::Fr, "et"))
            });
        let place = next + usize::from(and);
        let Some(value) = value(place).filter(|&value| joined && (!and || value < 20)) else { break };
        if !sum.add(value, language) {
            break;
        }
        used = place + 1 - at;
    }
    Some(((sum.thousands + sum.rest).to_string(), used))
}

/// A number as its words come.
#[derive(Default)]
struct Sum {
    thousands: u64,
    rest: u64,
}

impl Sum {
    /// Takes a word's value in; not where a new number begins with it.
    fn add(&mut self, value: u64, language: Language) -> bool {
        let (tens, french) = (self.rest % 100, language == Language::Fr);
        match value {
            1000 if self.thousands == 0 => {
                self.thousands = self.rest.max(1) * 1000;
                self.rest = 0;
            }
            100 if (2..=9).contains(&self.rest) => self.rest *= 100,
            // quatre-vingts
            20 if french && tens == 4 => self.rest += 76,
            _ if self.rest == 0 => self.rest = value,
            _ if self.rest.is_multiple_of(100) && value < 100 => self.rest += value,
            _ if tens >= 20 && tens.is_multiple_of(10) && value < 10 => self.rest += value,
            _ if french
                && ((matches!(tens, 60 | 80) && (10..20).contains(&value))
                    || (tens == 10 && (7..10).contains(&value))) =>
            {
                self.rest += value;
            }
            _ => return false,
        }
        true
    }
}

/// The value of one word, compounds of German and Italian included.
fn value_of(word: &str, language: Language) -> Option<u64> {
    match language {
        Language::De => german(word),
        Language::Es => listed(word, SPANISH).or_else(|| tens(word, SPANISH_TENS)).or_else(|| hundreds(word)),
        Language::Fr => listed(word, FRENCH)
            .or_else(|| {
                tens(word.strip_suffix('s').filter(|_| word == "vingts").unwrap_or(word), FRENCH_TENS)
            })
            .or(match word {
                "cent" | "cents" => Some(100),
                "mille" => Some(1000),
                _ => None,
            }),
        Language::It => italian(word),
        _ => None,
    }
}

const GERMAN: &str = "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn \
                      sechzehn siebzehn achtzehn neunzehn";
const GERMAN_TENS: &str = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig";
const SPANISH: &str = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis \
                       diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco \
                       veintiséis veintisiete veintiocho veintinueve";
const SPANISH_TENS: &str = "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa";
const FRENCH: &str =
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize";
const FRENCH_TENS: &str = "vingt trente quarante cinquante soixante septante huitante nonante";
const ITALIAN: &str = "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici \
                       quindici sedici diciassette diciotto diciannove";
const ITALIAN_TENS: &str = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta";

fn listed(word: &str, list: &str) -> Option<u64> {
    (0..).zip(list.split(' ')).find(|(_, known)| *known == word).map(|(value, _)| value)
}

fn tens(word: &str, list: &str) -> Option<u64> {
    listed(word, list).map(|place| (place + 2) * 10)
}

fn hundreds(word: &str) -> Option<u64> {
    let stem = word.strip_suffix("os").or_else(|| word.strip_suffix("as")).unwrap_or(word);
    Some(match stem {
        "cien" | "ciento" => 100,
        "doscient" => 200,
        "trescient" => 300,
        "cuatrocient" => 400,
        "quinient" => 500,
        "seiscient" => 600,
        "setecient" => 700,
        "ochocient" => 800,
        "novecient" => 900,
        "mil" => 1000,
        _ => return None,
    })
}

fn german(word: &str) -> Option<u64> {
    let one = |word: &str| if matches!(word, "" | "ein") { Some(1) } else { german(word) };
    let rest =
        |word: &str| if word.is_empty() { Some(0) } else { german(word.strip_prefix("und").unwrap_or(word)) };
    if let Some(value) = listed(word, GERMAN).or_else(|| tens(word, GERMAN_TENS)) {
        return Some(value);
    }
    if let Some((many, more)) = word.split_once("tausend") {
        return Some(one(many)? * 1000 + rest(more)?);
    }
    if let Some((many, more)) = word.split_once("hundert") {
        return one(many).filter(|many| *many < 20).and_then(|many| Some(many * 100 + rest(more)?));
    }
    let (ones, ten) = word.split_once("und")?;
    Some(one(ones).filter(|ones| *ones < 10 && !ones.eq(&0))? + tens(ten, GERMAN_TENS)?)
}

fn italian(word: &str) -> Option<u64> {
    let rest = |word: &str| if word.is_empty() { Some(0) } else { italian(word) };
    if let Some(value) = listed(word, ITALIAN).or_else(|| tens(word, ITALIAN_TENS)) {
        return Some(value);
    }
    if let Some((many, more)) = word.split_once("mila") {
        return Some(italian(many)? * 1000 + rest(more)?);
    }
    if let Some(more) = word.strip_prefix("mille") {
        return Some(1000 + rest(more)?);
    }
    if let Some((many, more)) = word.split_once("cento") {
        let many = if many.is_empty() { 1 } else { listed(many, ITALIAN).filter(|many| *many < 10)? };
        return Some(many * 100 + rest(more)?);
    }
    let of_ten = |(place, ten): (u64, &str)| {
        let ones = word.strip_prefix(ten).or_else(|| word.strip_prefix(&ten[..ten.len() - 1]))?;
        let ones = listed(&ones.replace('é', "e"), ITALIAN).filter(|ones| (1..10).contains(ones))?;
        Some((place + 2) * 10 + ones)
    };
    (0..).zip(ITALIAN_TENS.split(' ')).find_map(of_ten)
}
