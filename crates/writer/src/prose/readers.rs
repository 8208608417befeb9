//! Readers: what a grade level means for the length and the wording of a text.

use content::GradeLevel;
use content::material::outline::DifficultyLevel;

/// For whom, in words.
pub(crate) fn audience(level: GradeLevel) -> &'static str {
    match level {
        GradeLevel::Elementary => "Elementary school learners, grades 3 to 5",
        GradeLevel::MiddleSchool => "Middle school learners, grades 6 to 8",
        GradeLevel::HighSchool => "High school learners, grades 9 to 12",
        GradeLevel::College => "College students",
        GradeLevel::AdultLearning => "Adult learners",
        GradeLevel::General => "Anyone who wants to learn the basics",
    }
}

/// How much a text at a level takes as known.
pub(crate) fn difficulty(level: GradeLevel) -> DifficultyLevel {
    match level {
        GradeLevel::Elementary
        | GradeLevel::MiddleSchool
        | GradeLevel::General
        | GradeLevel::AdultLearning => DifficultyLevel::Beginner,
        GradeLevel::HighSchool => DifficultyLevel::Intermediate,
        GradeLevel::College => DifficultyLevel::Advanced,
    }
}

/// How many words a minute these readers read to learn.
///
/// **Source** about 150 words a minute at the end of elementary school (J. Hasbrouck and G. Tindal, "An update to
/// compiled ORF norms", 2017) and up to 200 for adults who study: under the 238 of easy non-fiction (M. Brysbaert, "How
/// many words do we read per minute?", Journal of Memory and Language 109, 2019).
pub(crate) fn words_a_minute(level: GradeLevel) -> u32 {
    match level {
        GradeLevel::Elementary => 150,
        GradeLevel::MiddleSchool => 160,
        GradeLevel::HighSchool => 180,
        GradeLevel::College | GradeLevel::AdultLearning | GradeLevel::General => 200,
    }
}
