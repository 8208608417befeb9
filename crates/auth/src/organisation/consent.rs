//! Whether a young person may have an account, and on whose word.
//!
//! **Source** 16 CFR 312.5 (COPPA: a parent's or, for school use, the school's consent under 13); GDPR article 8
//! (16 unless a member state sets 13 to 15); FERPA 34 CFR 99.31(a)(1) (the school-official exception).

use serde::{Deserialize, Serialize};

use crate::Error;
use crate::id::{OrganisationId, UserId};

/// How old somebody is, as coarsely as the law allows; stored in place of a birth date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeBand {
    /// Twelve or younger.
    Under13,
    /// Thirteen to fifteen.
    From13To15,
    /// Sixteen or seventeen.
    From16To17,
    /// Eighteen or older.
    Adult,
}

/// A date of birth on its way through the age gate; it can neither be printed nor stored.
#[derive(Clone, Copy)]
pub struct BirthDate {
    year: i32,
    month: u8,
    day: u8,
}

impl BirthDate {
    /// Reads a calendar date.
    ///
    /// # Errors
    /// [`Error::Malformed`] with the field `birth_date`.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, Error> {
        let good = (1900..=2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        let malformed = Error::Malformed { field: "birth_date", problem: "is not a calendar date" };
        if good { Ok(Self { year, month, day }) } else { Err(malformed) }
    }
}

impl AgeBand {
    /// The band of somebody born on that date, on the day `today`; a date in the future counts as under 13.
    #[must_use]
    pub fn on(today: BirthDate, born: BirthDate) -> Self {
        let before_birthday = (today.month, today.day) < (born.month, born.day);
        match today.year - born.year - i32::from(before_birthday) {
            ..13 => Self::Under13,
            13..16 => Self::From13To15,
            16..18 => Self::From16To17,
            18.. => Self::Adult,
        }
    }
}

/// On what ground an account's data are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "basis")]
pub enum ConsentBasis {
    /// The person's own word, being old enough.
    Own {
        /// When it was given.
        at_ms: i64,
    },
    /// A school acts for the parents within its educational purpose.
    School {
        /// The school.
        organisation: OrganisationId,
        /// Who made the account there.
        recorded_by: UserId,
        /// When.
        at_ms: i64,
    },
    /// A parent or guardian consented.
    Parent {
        /// Who verified it.
        recorded_by: UserId,
        /// When.
        at_ms: i64,
    },
}

/// Whose word an account needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentNeed {
    /// The person's own word is enough.
    Own,
    /// A school or a parent has to speak first; self-registration is refused.
    SchoolOrParent,
}

/// Whose word somebody of this band needs where people may consent for themselves from `digital_age` years on.
///
/// Thirteen is the lowest age that any of the laws allows and sixteen the highest, so other values are drawn in.
/// Where the band spans the border, the cautious answer is given.
#[must_use]
pub fn consent_needed(band: AgeBand, digital_age: u8) -> ConsentNeed {
    match (band, digital_age.clamp(13, 16)) {
        (AgeBand::Adult | AgeBand::From16To17, _) | (AgeBand::From13To15, 13) => ConsentNeed::Own,
        _ => ConsentNeed::SchoolOrParent,
    }
}

impl ConsentBasis {
    /// Whether this basis carries an account of that band.
    #[must_use]
    pub fn covers(&self, band: AgeBand, digital_age: u8) -> bool {
        match self {
            Self::School { .. } | Self::Parent { .. } => true,
            Self::Own { .. } => consent_needed(band, digital_age) == ConsentNeed::Own,
        }
    }
}
