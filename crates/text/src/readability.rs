//! Readability: how hard a text is to read, by published formulas.

use crate::Language;

pub mod compat;
mod count;
pub mod formula;
mod grade;

pub use count::Counts;
pub use grade::grade;

/// What a text measures: its counts, and each formula made for its language.
///
/// A formula is `None` where it was not made for the language or the text has no sentence: not measured, not zero.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Readability {
    /// The language the text was measured as.
    pub language: Language,
    /// What was counted.
    pub counts: Counts,
    /// English: [`formula::flesch_reading_ease`].
    pub flesch_reading_ease: Option<f64>,
    /// English: [`formula::flesch_kincaid_grade`].
    pub flesch_kincaid_grade: Option<f64>,
    /// English: [`formula::gunning_fog`].
    pub gunning_fog: Option<f64>,
    /// English: [`formula::smog_index`].
    pub smog_index: Option<f64>,
    /// English: [`formula::coleman_liau_index`].
    pub coleman_liau_index: Option<f64>,
    /// English: [`formula::automated_readability_index`].
    pub automated_readability_index: Option<f64>,
    /// English: [`formula::dale_chall`].
    pub dale_chall_readability_score: Option<f64>,
    /// Spanish: [`formula::fernandez_huerta`].
    pub fernandez_huerta: Option<f64>,
    /// Spanish: [`formula::szigriszt_pazos`].
    pub szigriszt_pazos: Option<f64>,
    /// German: [`formula::amstad`].
    pub amstad: Option<f64>,
    /// German: [`formula::wiener_sachtextformel`].
    pub wiener_sachtextformel: Option<f64>,
    /// Italian: [`formula::gulpease`].
    pub gulpease: Option<f64>,
    /// French: [`formula::kandel_moles`].
    pub kandel_moles: Option<f64>,
}

/// Measures a text with the better splitter; [`compat::measure`] counts as textstat does.
///
/// Headings and list items count as sentences; what is not language (table rows, rules, fences) is left out. In a language without a formula of its own only the counts are given.
pub fn measure(text: &str, language: Language) -> Readability {
    let counts = count::count(text, language);
    from_counts(&counts, language)
}

/// The formulas of a language over counts.
fn from_counts(counts: &Counts, language: Language) -> Readability {
    let measured = Readability { language, counts: *counts, ..Readability::default() };
    match language {
        Language::En => english(measured),
        Language::Es => spanish(measured),
        Language::De => german(measured),
        Language::It => Readability {
            gulpease: formula::gulpease(counts.sentences, counts.words, counts.characters),
            ..measured
        },
        Language::Fr => Readability {
            kandel_moles: formula::kandel_moles(counts.sentences, counts.words, counts.syllables),
            ..measured
        },
        Language::Other(_) => measured,
    }
}

fn english(measured: Readability) -> Readability {
    let Counts { sentences, words, syllables, .. } = measured.counts;
    let Counts { letters, characters, polysyllables, complex_words, difficult_words, .. } = measured.counts;
    Readability {
        flesch_reading_ease: formula::flesch_reading_ease(sentences, words, syllables),
        flesch_kincaid_grade: formula::flesch_kincaid_grade(sentences, words, syllables),
        gunning_fog: formula::gunning_fog(sentences, words, complex_words),
        smog_index: formula::smog_index(sentences, polysyllables),
        coleman_liau_index: formula::coleman_liau_index(sentences, words, letters),
        automated_readability_index: formula::automated_readability_index(sentences, words, characters),
        dale_chall_readability_score: formula::dale_chall(sentences, words, difficult_words),
        ..measured
    }
}

fn spanish(measured: Readability) -> Readability {
    let Counts { sentences, words, syllables, .. } = measured.counts;
    Readability {
        fernandez_huerta: formula::fernandez_huerta(sentences, words, syllables),
        szigriszt_pazos: formula::szigriszt_pazos(sentences, words, syllables),
        ..measured
    }
}

fn german(measured: Readability) -> Readability {
    let Counts { sentences, words, syllables, polysyllables, long_words, monosyllables, .. } =
        measured.counts;
    Readability {
        amstad: formula::amstad(sentences, words, syllables),
        wiener_sachtextformel: formula::wiener_sachtextformel(
            sentences,
            words,
            polysyllables,
            long_words,
            monosyllables,
        ),
        ..measured
    }
}

#[cfg(test)]
mod tests;
