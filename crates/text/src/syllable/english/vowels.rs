//! Vowel groups of English spelling: which are one syllable, which are two, which are silent.

/// How many syllables the vowels of a lower-case ASCII word show.
pub(super) fn count(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let mut count = 0;
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes[at..].iter().take_while(|&&byte| is_vowel(byte)).count();
        if run > 0 {
            count += Group { bytes, at, run }.syllables();
        }
        at += run.max(1);
    }
    (count + syllabic_end(word)).saturating_sub(silent(word)).max(1)
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// A run of vowels in a word.
struct Group<'a> {
    bytes: &'a [u8],
    at: usize,
    run: usize,
}

impl Group<'_> {
    fn syllables(&self) -> u32 {
        let end = self.at + self.run;
        let splits = (self.at..end - 1).filter(|&at| self.splits(at)).count() as u32;
        // a y that begins the word before a vowel is a consonant
        let consonant = self.at == 0 && self.run > 1 && self.bytes[0] == b'y';
        1 + if consonant { splits.saturating_sub(1) } else { splits }
    }

    fn before(&self, at: usize) -> &[u8] {
        &self.bytes[..at]
    }

    /// Whether the vowels at `at` and after it belong to two syllables.
    fn splits(&self, at: usize) -> bool {
        let before = self.before(at);
        let rest = &self.bytes[at + 2..];
        let soft = before.ends_with(b"c")
            || before.ends_with(b"t")
            || before.ends_with(b"s")
            || before.ends_with(b"g");
        let mute = before.ends_with(b"q") || before.ends_with(b"g");
        match (self.bytes[at], self.bytes[at + 1]) {
            (b'i', b'a') => {
                let glides = soft && starts(rest, &["l", "n", "r"])
                    || before.ends_with(b"l") && starts(rest, &["r", "n"]);
                !glides && !starts(rest, &["ge"])
            }
            (b'i', b'o') => {
                let shun = soft
                    || before.ends_with(b"x")
                    || before.ends_with(b"ll")
                    || before.ends_with(b"n")
                    || before.ends_with(b"h");
                !(shun && starts(rest, &["n", "u"]))
            }
            (b'i', b'u' | b'i') | (b'u', b'u') | (b'a', b'o') | (b'y', b'a' | b'o' | b'u') => true,
            (b'i', b'e') => {
                starts(rest, &["t"]) || (!soft && starts(rest, &["n", "r"]) && !before.is_empty())
            }
            (b'e', b'o') => !rest.starts_with(b"u") || !soft,
            (b'e', b'a') => {
                let create = before.ends_with(b"cr") && starts(rest, &["t"]);
                let linear = (before.ends_with(b"lin") || before.ends_with(b"ucl")) && starts(rest, &["r"]);
                create || linear || (rest.is_empty() && before.len() > 2)
            }
            (b'e', b'u') => matches!(rest, b"m" | b"ms" | b"s"),
            (b'e', b'i') => starts(rest, &["ng", "ty"]),
            (b'u', b'a' | b'o') => !mute && at > 0,
            (b'u', b'e') => !mute && starts(rest, &["l", "n"]),
            (b'u', b'i') => {
                !mute
                    && starts(rest, &["n", "d", "t", "s"])
                    && !before.ends_with(b"r")
                    && !before.ends_with(b"s")
            }
            (b'o', b'e') => starts(rest, &["t", "m", "l"]),
            (b'a' | b'o' | b'y', b'i') => starts(rest, &["ng", "sm", "st"]) || self.bytes[at] == b'y',
            (b'y', b'e') => !matches!(rest, b"" | b"s" | b"d"),
            _ => false,
        }
    }
}

fn starts(rest: &[u8], beginnings: &[&str]) -> bool {
    beginnings.iter().any(|beginning| rest.starts_with(beginning.as_bytes()))
}

/// Consonants at the end that carry a syllable: `-ism`, `-thm`, `-tl`.
fn syllabic_end(word: &str) -> u32 {
    let stem = word.strip_suffix('s').unwrap_or(word);
    u32::from(["sm", "thm", "tl"].iter().any(|end| stem.ends_with(end)))
}

/// Vowels that are written but not spoken, at the end and before a few endings.
fn silent(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let consonant = |back: usize| bytes.len() > back && !is_vowel(bytes[bytes.len() - 1 - back]);
    let liquid = |back: usize| consonant(back + 1) && bytes[bytes.len() - 1 - back] == b'l';
    let mute = if word.ends_with('e') {
        (consonant(1) && !liquid(1)) || word.ends_with("que") || word.ends_with("gue")
    } else if word.ends_with("es") {
        consonant(2)
            && !liquid(2)
            && !["s", "x", "z", "c", "g", "ch", "sh"]
                .iter()
                .any(|hiss| word[..word.len() - 2].ends_with(hiss))
    } else if word.ends_with("ed") {
        consonant(2) && !liquid(2) && !matches!(bytes[bytes.len() - 3], b't' | b'd')
    } else {
        inner_e(word)
    };
    u32::from(mute)
}

/// A silent `e` before an ending: `statement`, `careless`.
fn inner_e(word: &str) -> bool {
    const ENDINGS: [&str; 8] = ["ly", "ment", "ments", "ness", "ful", "less", "some", "work"];
    ENDINGS.iter().any(|ending| {
        word.strip_suffix(ending).and_then(|stem| stem.strip_suffix('e')).is_some_and(|stem| {
            let bytes = stem.as_bytes();
            bytes.iter().any(|&byte| is_vowel(byte))
                && bytes.last().is_some_and(|&byte| !is_vowel(byte) && byte != b'l')
        })
    })
}
