//! Spanish and Italian: spelling shows the syllables.

/// Which vowels a language joins into one syllable.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    /// Vowels that stand alone beside each other.
    strong: &'static str,
    /// Vowels that lean on a neighbour.
    weak: &'static str,
    /// Whether a final `y` is a vowel, and a `u` after `q` or between `g` and `e` or `i` is silent.
    spanish: bool,
}

pub(super) const SPANISH: Rules = Rules { strong: "aeoáéóíúàèòâêô", weak: "iuü", spanish: true };
pub(super) const ITALIAN: Rules = Rules { strong: "aeoàèéìíòóùú", weak: "iu", spanish: false };

/// How many syllables a lower-case word has: each strong vowel makes one, a weak vowel makes one only without a vowel
/// beside it. A vowel with a written accent is strong.
///
/// **Source** Real Academia Española, "Ortografía de la lengua española", 2010, on diphthongs and hiatus; for Italian
/// the same rule, which takes an unstressed `ia` as one syllable.
pub(super) fn count(word: &str, rules: Rules) -> u32 {
    let mut letters = word.chars().peekable();
    let mut count = 0;
    let mut before = Sound::Consonant;
    while let Some(letter) = letters.next() {
        let last = letters.peek().is_none();
        let sound = if rules.strong.contains(letter) {
            Sound::Strong
        } else if rules.weak.contains(letter)
            || (rules.spanish && letter == 'y' && last && before != Sound::Consonant)
        {
            Sound::Weak
        } else {
            Sound::Consonant
        };
        // a weak vowel was counted when it came, and a strong one after it joins its syllable
        let counts = match sound {
            Sound::Strong => before != Sound::Weak,
            Sound::Weak => before == Sound::Consonant,
            Sound::Consonant | Sound::Leaning => false,
        };
        count += u32::from(counts);
        // a weak vowel that leaned on the vowel before it holds nothing for the next
        before = match (before, sound) {
            (Sound::Strong | Sound::Leaning, Sound::Weak) => Sound::Leaning,
            (_, sound) => sound,
        };
    }
    count + u32::from(rules.spanish && word == "y")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sound {
    Consonant,
    Strong,
    /// A weak vowel that a following strong one may join.
    Weak,
    /// A weak vowel that closed a diphthong.
    Leaning,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spanish_words() {
        let words = [
            ("fotosíntesis", 5),
            ("célula", 3),
            ("agua", 2),
            ("ciudad", 2),
            ("país", 2),
            ("océano", 4),
            ("aéreo", 4),
            ("energía", 4),
            ("que", 1),
            ("guerra", 2),
            ("pingüino", 3),
            ("rey", 1),
            ("y", 1),
            ("muy", 1),
            ("huevo", 2),
            ("día", 2),
            ("transformación", 4),
            ("oxígeno", 4),
            ("reyes", 2),
            ("leer", 2),
            ("viento", 2),
            ("ahora", 3),
        ];
        for (word, syllables) in words {
            assert_eq!(count(word, SPANISH), syllables, "{word}");
        }
    }

    #[test]
    fn italian_words() {
        let words = [
            ("fotosintesi", 5),
            ("cellula", 3),
            ("acqua", 2),
            ("città", 2),
            ("energia", 3),
            ("aereo", 4),
            ("poi", 1),
            ("scuola", 2),
            ("perché", 2),
            ("virtù", 2),
            ("oceano", 4),
            ("ghiaccio", 2),
            ("paese", 3),
            ("più", 1),
        ];
        for (word, syllables) in words {
            assert_eq!(count(word, ITALIAN), syllables, "{word}");
        }
    }
}
