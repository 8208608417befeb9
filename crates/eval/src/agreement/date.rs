//! Dates: years, decades, centuries, months and days, as far as a text names them.

use super::quantity::Fit;

/// A stretch of time by the calendar; what a text leaves open is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    /// The first year; negative before the common era.
    pub(crate) year: Option<i32>,
    /// How many years: 1, 10 for a decade, 100 for a century.
    pub(crate) years: i32,
    /// From 1 to 12.
    pub(crate) month: Option<u8>,
    /// From 1 to 31.
    pub(crate) day: Option<u8>,
}

impl Date {
    /// One year.
    pub(crate) fn of_year(year: i32) -> Self {
        Self { year: Some(year), years: 1, month: None, day: None }
    }

    /// A decade or century from its first year.
    pub(crate) fn of_years(year: i32, years: i32) -> Self {
        Self { years, ..Self::of_year(year) }
    }

    /// Whether the source's date bears this one out.
    pub(crate) fn fit(&self, source: &Self) -> Fit {
        let fits = [
            fit_of_years(self, source),
            fit_of_parts(self.month, source.month),
            fit_of_parts(self.day, source.day),
        ];
        if fits.contains(&Fit::Apart) {
            Fit::Apart
        } else if fits.contains(&Fit::Unclear) {
            Fit::Unclear
        } else if fits.contains(&Fit::Follows) {
            Fit::Follows
        } else {
            Fit::Same
        }
    }
}

fn fit_of_years(mine: &Date, source: &Date) -> Fit {
    let (Some(year), Some(theirs)) = (mine.year, source.year) else {
        return if mine.year.is_none() { Fit::Same } else { Fit::Unclear };
    };
    let (end, their_end) =
        (i64::from(year) + i64::from(mine.years), i64::from(theirs) + i64::from(source.years));
    if year == theirs && end == their_end {
        Fit::Same
    } else if theirs >= year && their_end <= end {
        Fit::Follows
    } else if their_end <= i64::from(year) || end <= i64::from(theirs) {
        Fit::Apart
    } else {
        Fit::Unclear
    }
}

fn fit_of_parts(mine: Option<u8>, source: Option<u8>) -> Fit {
    match (mine, source) {
        (None, _) => Fit::Same,
        (Some(mine), Some(source)) if mine == source => Fit::Same,
        (Some(_), Some(_)) => Fit::Apart,
        (Some(_), None) => Fit::Unclear,
    }
}

/// The month a lower-case word names, from 1; short names only with all their letters' usual forms.
pub(crate) fn month_of(word: &str) -> Option<u8> {
    Some(match word {
        "january" | "jan" | "januar" | "enero" | "janvier" | "gennaio" => 1,
        "february" | "feb" | "februar" | "febrero" | "février" | "febbraio" => 2,
        "march" | "märz" | "marzo" | "mars" => 3,
        "april" | "apr" | "abril" | "avril" | "aprile" => 4,
        "may" | "mai" | "mayo" | "maggio" => 5,
        "june" | "jun" | "juni" | "junio" | "juin" | "giugno" => 6,
        "july" | "jul" | "juli" | "julio" | "juillet" | "luglio" => 7,
        "august" | "aug" | "agosto" | "août" => 8,
        "september" | "sept" | "sep" | "septiembre" | "septembre" | "settembre" => 9,
        "october" | "oct" | "oktober" | "octubre" | "octobre" | "ottobre" => 10,
        "november" | "nov" | "noviembre" | "novembre" => 11,
        "december" | "dec" | "dezember" | "diciembre" | "décembre" | "dicembre" => 12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wider_date_follows_from_a_narrower_one() {
        let day = Date { month: Some(6), day: Some(6), ..Date::of_year(1944) };
        assert_eq!(Date::of_year(1944).fit(&day), Fit::Same);
        assert_eq!(Date::of_years(1901, 100).fit(&day), Fit::Follows);
        assert_eq!(Date::of_year(1945).fit(&day), Fit::Apart);
        assert_eq!(day.fit(&Date::of_year(1944)), Fit::Unclear);
        assert_eq!(Date { day: Some(7), ..day }.fit(&day), Fit::Apart);
    }
}
