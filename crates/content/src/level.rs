//! Grade levels and the reading grades they stand for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// For whom a material is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GradeLevel {
    /// Grades 3–5, about 8 to 11 years old.
    Elementary,
    /// Grades 6–8, about 11 to 14 years old.
    MiddleSchool,
    /// Grades 9–12, about 14 to 18 years old.
    HighSchool,
    /// Grades 13–16: undergraduate study.
    College,
    /// Adults who learn beside work and family.
    AdultLearning,
    /// Anyone who reads.
    General,
}

impl GradeLevel {
    /// All six, from the youngest readers up.
    pub const ALL: [Self; 6] = [
        Self::Elementary,
        Self::MiddleSchool,
        Self::HighSchool,
        Self::College,
        Self::AdultLearning,
        Self::General,
    ];

    /// The name used in JSON, addresses and options.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Elementary => "elementary",
            Self::MiddleSchool => "middle_school",
            Self::HighSchool => "high_school",
            Self::College => "college",
            Self::AdultLearning => "adult_learning",
            Self::General => "general",
        }
    }

    /// The name a person reads.
    pub fn title(self) -> &'static str {
        match self {
            Self::Elementary => "Elementary school",
            Self::MiddleSchool => "Middle school",
            Self::HighSchool => "High school",
            Self::College => "College",
            Self::AdultLearning => "Adult learning",
            Self::General => "Everyone",
        }
    }

    /// The lowest and highest school grade at which a text suits these readers (US grades; 13–16 are the years of
    /// college).
    ///
    /// **Source** The school bands are the contract's. Adult learning and general use the range of plain-language
    /// guidance: most adults read comfortably at grades 7–9 (National Institutes of Health, "Clear &
    /// Simple", 2021), with room up to the end of school for those who study.
    pub fn grades(self) -> (f64, f64) {
        match self {
            Self::Elementary => (3.0, 5.0),
            Self::MiddleSchool => (6.0, 8.0),
            Self::HighSchool => (9.0, 12.0),
            Self::College => (13.0, 16.0),
            Self::AdultLearning => (7.0, 12.0),
            Self::General => (6.0, 12.0),
        }
    }
}

impl GradeLevel {
    /// The school level whose grades a text belongs to: below 6 elementary, below 9 middle school, below 13 high
    /// school, college from there on.
    pub fn of_grade(grade: f64) -> Self {
        match grade {
            grade if grade < 6.0 => Self::Elementary,
            grade if grade < 9.0 => Self::MiddleSchool,
            grade if grade < 13.0 => Self::HighSchool,
            _ => Self::College,
        }
    }
}

impl std::fmt::Display for GradeLevel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No grade level has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a grade level; the levels are {names}", names = names())]
pub struct UnknownGradeLevel(pub String);

fn names() -> String {
    GradeLevel::ALL.map(GradeLevel::as_str).join(", ")
}

impl std::str::FromStr for GradeLevel {
    type Err = UnknownGradeLevel;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|level| level.as_str() == s).ok_or_else(|| UnknownGradeLevel(s.to_owned()))
    }
}
