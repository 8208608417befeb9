//! Quantities: what a number claims, and whether another number bears it out.

use super::unit::Unit;

/// On which side of its value a quantity may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    /// The value as written.
    Plain,
    /// The value and nothing else: "exactly".
    Exact,
    /// Around the value.
    About,
    /// The value or more.
    AtLeast,
    /// More than the value.
    MoreThan,
    /// The value or less.
    AtMost,
    /// Less than the value.
    LessThan,
}

impl Bound {
    /// Whether it leaves one side open.
    pub(crate) fn is_one_sided(self) -> bool {
        !matches!(self, Self::Plain | Self::Exact | Self::About)
    }
}

/// A number with what is said about it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Quantity {
    /// The value, or the lower end of a range.
    pub(crate) low: f64,
    /// The upper end of a range; equal to `low` for a single value.
    pub(crate) high: f64,
    /// On which side of the value it may lie.
    pub(crate) bound: Bound,
    /// What it counts, where that is a unit of measure.
    pub(crate) unit: Option<Unit>,
    /// A place in an order ("third", "19th").
    pub(crate) ordinal: bool,
    /// "One" where it may be no more than an article.
    pub(crate) soft: bool,
}

/// What one quantity says about another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// They say the same.
    Same,
    /// The source's is narrower, so that the statement follows.
    Follows,
    /// Both cannot hold of the same thing.
    Apart,
    /// The statement says more than the source.
    Unclear,
}

/// How far two numbers may be apart after conversion of units: rounding in the third digit.
const CONVERSION: f64 = 0.012;
/// How far from its value "about" reaches at most.
const ABOUT: f64 = 0.1;

impl Quantity {
    /// A plain number.
    pub(crate) fn plain(value: f64) -> Self {
        Self { low: value, high: value, bound: Bound::Plain, unit: None, ordinal: false, soft: false }
    }

    /// Whether the source's quantity bears this one out; `None` where the two measure different things.
    pub(crate) fn fit(&self, source: &Self) -> Option<Fit> {
        if self.ordinal != source.ordinal && self.low != source.low {
            return None;
        }
        let (source_range, converted) = self.in_my_unit(source)?;
        let about = self.is_about() || source.is_about();
        let same = |mine: f64, theirs: f64| {
            near(mine, theirs, if converted { CONVERSION } else { 1e-9 })
                || (about && near(mine, theirs, ABOUT) && rounds_to(theirs, mine))
        };
        if same(self.low, source_range.0) && same(self.high, source_range.1) {
            return Some(self.fit_of_equal_values(source));
        }
        // "up to 36" and "up to 63" name two limits, although the one lies within the other
        if self.bound == source.bound && self.bound.is_one_sided() {
            return Some(Fit::Apart);
        }
        let mine = self.interval((self.low, self.high));
        let theirs = source.interval(source_range);
        Some(if theirs.0 >= mine.0 && theirs.1 <= mine.1 {
            Fit::Follows
        } else if theirs.1 < mine.0 || theirs.0 > mine.1 {
            Fit::Apart
        } else {
            Fit::Unclear
        })
    }

    /// The source's values in this quantity's unit, and whether that took a conversion.
    fn in_my_unit(&self, source: &Self) -> Option<((f64, f64), bool)> {
        let raw = ((source.low, source.high), false);
        match (self.unit, source.unit) {
            (Some(mine), Some(theirs)) if mine.dimension != theirs.dimension => None,
            (Some(mine), Some(theirs)) if mine != theirs => {
                let convert = |value: f64| mine.in_unit(theirs.base(value));
                Some(((convert(source.low), convert(source.high)), true))
            }
            (Some(_), Some(_)) | (None, None) => Some(raw),
            // a unit on one side only: the same number may still be meant, another one tells nothing
            _ => (self.low == source.low && self.high == source.high).then_some(raw),
        }
    }

    fn is_about(&self) -> bool {
        self.bound == Bound::About
    }

    fn fit_of_equal_values(&self, source: &Self) -> Fit {
        use Bound as B;
        let rank = |bound| -> i32 {
            match bound {
                B::MoreThan => 2,
                B::AtLeast => 1,
                B::Plain | B::Exact | B::About => 0,
                B::AtMost => -1,
                B::LessThan => -2,
            }
        };
        let (mine, theirs) = (rank(self.bound), rank(source.bound));
        match (self.bound, source.bound) {
            (B::Exact, B::Plain | B::Exact) => Fit::Same,
            (B::Exact, B::About) => Fit::Unclear,
            _ if mine == theirs => Fit::Same,
            _ if mine * theirs < 0 => Fit::Apart,
            // "at least 20" follows from 20, "more than 20" does not
            _ if theirs == 0 && mine.abs() == 1 => Fit::Follows,
            _ if mine.abs() == 1 && theirs.abs() == 2 => Fit::Follows,
            _ => Fit::Unclear,
        }
    }

    fn interval(&self, (low, high): (f64, f64)) -> (f64, f64) {
        match self.bound {
            Bound::Plain | Bound::Exact => (low, high),
            Bound::About => (low - margin(low), high + margin(high)),
            Bound::AtLeast | Bound::MoreThan => (low, f64::INFINITY),
            Bound::AtMost | Bound::LessThan => (f64::NEG_INFINITY, high),
        }
    }
}

/// How far "about" reaches: half of the last digit written, and never more than [`ABOUT`] of the value.
fn margin(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    (0.5 * last_digit(value)).min(value.abs() * ABOUT)
}

/// What one of the last digit of a value stands for: 10 of 250, where the zero at the end is not counted.
fn last_digit(value: f64) -> f64 {
    const LARGEST: f64 = 300.0;
    let exponent = value.abs().log10().floor().clamp(-LARGEST, LARGEST);
    10_f64.powf(exponent - f64::from(significant_digits(value)) + 1.0)
}

/// Whether a value is another one rounded to the digits that it is written with.
fn rounds_to(value: f64, rounded: f64) -> bool {
    if rounded == 0.0 || value == 0.0 {
        return value == rounded;
    }
    let unit = last_digit(rounded);
    ((value / unit).round() * unit - rounded).abs() <= unit * 1e-6
}

/// How many digits a value is written with, the zeros at its end apart.
fn significant_digits(value: f64) -> i32 {
    const MOST: i32 = 12;
    let written = format!("{:.11e}", value.abs());
    let mantissa = written.split('e').next().unwrap_or_default().trim_end_matches('0');
    (mantissa.chars().filter(char::is_ascii_digit).count() as i32).clamp(1, MOST)
}

fn near(left: f64, right: f64, tolerance: f64) -> bool {
    left == right || (left - right).abs() <= tolerance * left.abs().max(right.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounded(value: f64, bound: Bound) -> Quantity {
        Quantity { bound, ..Quantity::plain(value) }
    }

    #[test]
    fn bounds_follow_or_exclude() {
        let source = Quantity::plain(25.0);
        assert_eq!(bounded(20.0, Bound::MoreThan).fit(&source), Some(Fit::Follows));
        assert_eq!(bounded(20.0, Bound::LessThan).fit(&source), Some(Fit::Apart));
        assert_eq!(bounded(25.0, Bound::About).fit(&source), Some(Fit::Same));
        assert_eq!(bounded(25.0, Bound::AtLeast).fit(&source), Some(Fit::Follows));
        assert_eq!(bounded(25.0, Bound::MoreThan).fit(&source), Some(Fit::Unclear));
        assert_eq!(source.fit(&bounded(20.0, Bound::MoreThan)), Some(Fit::Unclear));
        assert_eq!(bounded(20.0, Bound::LessThan).fit(&bounded(20.0, Bound::MoreThan)), Some(Fit::Apart));
    }

    #[test]
    fn what_is_not_comparable_says_nothing() {
        let percent = Quantity { unit: Some(Unit::PERCENT), ..Quantity::plain(50.0) };
        let half = Quantity { unit: Some(Unit::SHARE), ..Quantity::plain(0.5) };
        assert_eq!(half.fit(&percent), Some(Fit::Same));
        assert_eq!(percent.fit(&Quantity::plain(12.0)), None);
        assert_eq!(percent.fit(&Quantity::plain(50.0)), Some(Fit::Same));
    }
}
