//! Fitness: how well a sentence suits the readers it is meant for.

use content::GradeLevel;

/// How well a sentence suits a grade level, from 0 to 1, by the length of the sentence and of its words.
///
/// A rough guide for choosing between sentences of one text; whether the whole suits is measured elsewhere.
pub(crate) fn of(sentence: &str, level: GradeLevel) -> f64 {
    let (mut words, mut letters) = (0_u32, 0_u32);
    for word in text::word::words(sentence) {
        words += 1;
        letters += u32::try_from(word.chars().count()).unwrap_or(u32::MAX).min(30);
    }
    if words == 0 {
        return 0.0;
    }
    let (most_words, most_letters) = limits(level);
    let long = f64::from(words) / most_words;
    let heavy = f64::from(letters) / f64::from(words) / most_letters;
    let fits = |ratio: f64| if ratio <= 1.0 { 1.0 } else { (2.0 - ratio).max(0.0) };
    fits(long) * 0.6 + fits(heavy) * 0.4
}

/// The longest sentence in words, and the longest words in letters on average, that suit a level.
///
/// **Source** own choice: the means of the starter library's two levels, with room above.
fn limits(level: GradeLevel) -> (f64, f64) {
    match level {
        GradeLevel::Elementary => (13.0, 4.8),
        GradeLevel::MiddleSchool => (18.0, 5.1),
        GradeLevel::HighSchool => (25.0, 5.8),
        GradeLevel::College => (32.0, 6.4),
        GradeLevel::AdultLearning | GradeLevel::General => (22.0, 5.5),
    }
}
