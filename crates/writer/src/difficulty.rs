//! Difficulty: how hard an item is for the readers it is meant for.

use content::material::Difficulty;

use crate::lesson::Lesson;

/// The difficulty of an item whose answer is `answer`: long and rare words are harder than short and frequent ones;
/// what asks for more than a term is at least medium.
pub(crate) fn of(lesson: &Lesson<'_>, answer: &str, recall: bool) -> Difficulty {
    let words = text::word::count(answer);
    let longest = text::word::words(answer).map(|word| word.chars().count()).max().unwrap_or(0);
    let named = lesson.mentions(answer);
    let points = usize::from(words > 2)
        + usize::from(longest > 8)
        + usize::from(longest > 12)
        + usize::from(named < 2)
        + usize::from(!recall);
    match points {
        0 => Difficulty::Easy,
        1 | 2 => Difficulty::Medium,
        _ => Difficulty::Hard,
    }
}
