//! Units of measure: what dimension they are of, and how many base units they hold.

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Dimension {
    Length,
    Mass,
    Time,
    Temperature,
    Volume,
    Area,
    Share,
    Times,
    Voltage,
    Power,
    Current,
    Resistance,
    Frequency,
    Energy,
    Force,
    Pressure,
    Angle,
    Information,
    Dollar,
    Euro,
    Pound,
}

/// A unit: `value * factor + offset` is in the dimension's base unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Unit {
    /// What it measures.
    pub(crate) dimension: Dimension,
    factor: f64,
    offset: f64,
}

impl Unit {
    /// A share of the whole, such as a half.
    pub(crate) const SHARE: Self = Self { dimension: Dimension::Share, factor: 1.0, offset: 0.0 };
    /// How often something happens, or how many times as much.
    pub(crate) const TIMES: Self = Self { dimension: Dimension::Times, factor: 1.0, offset: 0.0 };
    /// Hundredths.
    pub(crate) const PERCENT: Self = Self { dimension: Dimension::Share, factor: 0.01, offset: 0.0 };

    /// The value in the dimension's base unit.
    pub(crate) fn base(self, value: f64) -> f64 {
        value * self.factor + self.offset
    }

    /// The value in this unit of one in the dimension's base unit.
    pub(crate) fn in_unit(self, base: f64) -> f64 {
        (base - self.offset) / self.factor
    }

    fn of(dimension: Dimension, factor: f64) -> Self {
        Self { dimension, factor, offset: 0.0 }
    }
}

/// A currency by its sign before a number.
pub(crate) fn currency(sign: char) -> Option<Unit> {
    Some(match sign {
        '$' => Unit::of(Dimension::Dollar, 1.0),
        '€' => Unit::of(Dimension::Euro, 1.0),
        '£' => Unit::of(Dimension::Pound, 1.0),
        _ => return None,
    })
}

/// The unit a lower-case word names after a number; `degree` is the kind that the next word tells.
///
/// **Source** Factors: the International System of Units (BIPM, 9th edition, 2019) and the international yard and
/// pound agreement (1959); a month counts 30.4375 days, a year 365.25, a ton 1,000 kilograms.
pub(crate) fn unit_of(word: &str, next: Option<&str>) -> Option<(Unit, usize)> {
    if let Some(found) = temperature(word, next) {
        return Some(found);
    }
    if let ("square" | "cubic", Some(next)) = (word, next) {
        let (length, _) = simple(next).filter(|(dimension, _)| *dimension == Dimension::Length)?;
        let _ = length;
        let factor = simple(next)?.1;
        let unit = match word {
            "square" => Unit::of(Dimension::Area, factor * factor),
            _ => Unit::of(Dimension::Volume, factor.powi(3) * 1000.0),
        };
        return Some((unit, 2));
    }
    if word == "per" && next == Some("cent") {
        return Some((Unit::PERCENT, 2));
    }
    simple(word).map(|(dimension, factor)| (Unit::of(dimension, factor), 1))
}

fn temperature(word: &str, next: Option<&str>) -> Option<(Unit, usize)> {
    let scale = |word: &str| {
        Some(match word {
            "c" | "celsius" | "centigrade" => (1.0, 0.0),
            "f" | "fahrenheit" => (5.0 / 9.0, -160.0 / 9.0),
            "k" | "kelvin" | "kelvins" => (1.0, -273.15),
            _ => return None,
        })
    };
    let (named, words) = match word {
        "°" | "degree" | "degrees" => (next.and_then(scale), 2),
        "°c" | "celsius" | "℃" => (scale("c"), 1),
        "°f" | "fahrenheit" | "℉" => (scale("f"), 1),
        "kelvin" | "kelvins" => (scale("k"), 1),
        _ => return None,
    };
    Some(match named {
        Some((factor, offset)) => (Unit { dimension: Dimension::Temperature, factor, offset }, words),
        None => (Unit::of(Dimension::Angle, 1.0), 1),
    })
}

fn simple(word: &str) -> Option<(Dimension, f64)> {
    everyday(word).or_else(|| technical(word))
}

fn everyday(word: &str) -> Option<(Dimension, f64)> {
    use Dimension as D;
    const DAY: f64 = 86_400.0;
    Some(match word {
        "nanometre" | "nanometres" | "nanometer" | "nanometers" | "nm" => (D::Length, 1e-9),
        "micrometre" | "micrometres" | "micrometer" | "micrometers" | "micron" | "microns" => {
            (D::Length, 1e-6)
        }
        "millimetre" | "millimetres" | "millimeter" | "millimeters" | "mm" => (D::Length, 1e-3),
        "centimetre" | "centimetres" | "centimeter" | "centimeters" | "cm" => (D::Length, 1e-2),
        "metre" | "metres" | "meter" | "meters" | "m" => (D::Length, 1.0),
        "kilometre" | "kilometres" | "kilometer" | "kilometers" | "km" => (D::Length, 1e3),
        "inch" | "inches" => (D::Length, 0.0254),
        "foot" | "feet" | "ft" => (D::Length, 0.3048),
        "yard" | "yards" => (D::Length, 0.9144),
        "mile" | "miles" => (D::Length, 1609.344),
        "milligram" | "milligrams" | "mg" => (D::Mass, 1e-6),
        "gram" | "grams" | "gramme" | "grammes" | "g" => (D::Mass, 1e-3),
        "kilogram" | "kilograms" | "kilo" | "kilos" | "kg" => (D::Mass, 1.0),
        "tonne" | "tonnes" | "ton" | "tons" => (D::Mass, 1e3),
        "ounce" | "ounces" | "oz" => (D::Mass, 0.028_349_523_125),
        "lb" | "lbs" | "pounds" => (D::Mass, 0.453_592_37),
        "millisecond" | "milliseconds" | "ms" => (D::Time, 1e-3),
        "second" | "seconds" => (D::Time, 1.0),
        "minute" | "minutes" | "min" => (D::Time, 60.0),
        "hour" | "hours" | "h" => (D::Time, 3600.0),
        "day" | "days" => (D::Time, DAY),
        "week" | "weeks" => (D::Time, 7.0 * DAY),
        "month" | "months" => (D::Time, 30.4375 * DAY),
        "year" | "years" => (D::Time, 365.25 * DAY),
        "decade" | "decades" => (D::Time, 3652.5 * DAY),
        "century" | "centuries" => (D::Time, 36_525.0 * DAY),
        "millennium" | "millennia" => (D::Time, 365_250.0 * DAY),
        "millilitre" | "millilitres" | "milliliter" | "milliliters" | "ml" => (D::Volume, 1e-3),
        "litre" | "litres" | "liter" | "liters" | "l" => (D::Volume, 1.0),
        "gallon" | "gallons" => (D::Volume, 3.785_411_784),
        "hectare" | "hectares" | "ha" => (D::Area, 1e4),
        "acre" | "acres" => (D::Area, 4_046.856_422_4),
        "%" | "percent" | "percentage" => (D::Share, 0.01),
        "times" => (D::Times, 1.0),
        "dollar" | "dollars" | "usd" => (D::Dollar, 1.0),
        "cent" | "cents" => (D::Dollar, 0.01),
        "euro" | "euros" | "eur" => (D::Euro, 1.0),
        _ => return None,
    })
}

fn technical(word: &str) -> Option<(Dimension, f64)> {
    use Dimension as D;
    Some(match word {
        "volt" | "volts" | "v" => (D::Voltage, 1.0),
        "watt" | "watts" | "w" => (D::Power, 1.0),
        "kilowatt" | "kilowatts" | "kw" => (D::Power, 1e3),
        "megawatt" | "megawatts" | "mw" => (D::Power, 1e6),
        "amp" | "amps" | "ampere" | "amperes" => (D::Current, 1.0),
        "ohm" | "ohms" => (D::Resistance, 1.0),
        "hertz" | "hz" => (D::Frequency, 1.0),
        "kilohertz" | "khz" => (D::Frequency, 1e3),
        "megahertz" | "mhz" => (D::Frequency, 1e6),
        "joule" | "joules" | "j" => (D::Energy, 1.0),
        "kilojoule" | "kilojoules" | "kj" => (D::Energy, 1e3),
        "newton" | "newtons" => (D::Force, 1.0),
        "pascal" | "pascals" | "pa" => (D::Pressure, 1.0),
        "hectopascal" | "hectopascals" | "hpa" => (D::Pressure, 100.0),
        "atmosphere" | "atmospheres" | "atm" => (D::Pressure, 101_325.0),
        "bit" | "bits" => (D::Information, 1.0),
        "byte" | "bytes" => (D::Information, 8.0),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_dimension_convert() {
        let (km, _) = unit_of("km", None).unwrap();
        let (metres, _) = unit_of("metres", None).unwrap();
        assert_eq!(km.base(1.5), metres.base(1500.0));
        let (celsius, words) = unit_of("degrees", Some("celsius")).unwrap();
        let (fahrenheit, _) = unit_of("°", Some("f")).unwrap();
        assert_eq!(words, 2);
        assert!((celsius.base(100.0) - fahrenheit.base(212.0)).abs() < 1e-9);
        assert_eq!(unit_of("elephants", None), None);
    }
}
