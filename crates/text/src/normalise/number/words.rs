//! Number words: the small ones, which texts write out.

use crate::Language;

/// The value of a number word; hyphenated English and German compounds included, longer ones not.
pub(super) fn value(word: &str, language: Language) -> Option<u32> {
    const LONGEST_BYTES: usize = 24;
    if word.len() > LONGEST_BYTES {
        return None;
    }
    let lower = word.to_lowercase();
    if language == Language::En
        && let Some((tens, ones)) = lower.split_once('-')
    {
        let tens = single(tens, language).filter(|tens| *tens >= 20 && tens % 10 == 0)?;
        return single(ones, language).filter(|ones| (1..10).contains(ones)).map(|ones| tens + ones);
    }
    single(&lower, language)
}

fn single(word: &str, language: Language) -> Option<u32> {
    let (small, tens) = match language {
        Language::En => (&ENGLISH, &ENGLISH_TENS),
        Language::Es => (&SPANISH, &SPANISH_TENS),
        Language::De => (&GERMAN, &GERMAN_TENS),
        Language::It => (&ITALIAN, &ITALIAN_TENS),
        Language::Fr => (&FRENCH, &FRENCH_TENS),
        Language::Other(_) => return None,
    };
    let place = |list: &[&str]| list.iter().position(|other| *other == word).map(|place| place as u32);
    place(small).or_else(|| place(tens).map(|place| (place + 2) * 10))
}

/// From nought to twenty.
type Small = [&'static str; 21];
/// From twenty to a hundred, by ten; where a language has no single word, nothing.
type Tens = [&'static str; 9];

const ENGLISH: Small = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const ENGLISH_TENS: Tens =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"];
const SPANISH: Small = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
];
const SPANISH_TENS: Tens =
    ["veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa", "cien"];
const GERMAN: Small = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
    "zwanzig",
];
const GERMAN_TENS: Tens =
    ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig", "hundert"];
const ITALIAN: Small = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
    "venti",
];
const ITALIAN_TENS: Tens =
    ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta", "cento"];
const FRENCH: Small = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt",
];
const FRENCH_TENS: Tens = [
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante-dix",
    "quatre-vingts",
    "quatre-vingt-dix",
    "cent",
];
