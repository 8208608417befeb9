//! JSON read strictly: no name twice in an object, bounded depth and size.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// The most values in one document. The largest body of a material and the largest batch have fewer, and a document
/// of small values takes many times its own size in memory.
const MOST_VALUES: usize = 150_000;

/// Reads a JSON document. The parser itself refuses what is nested deeper than 128 levels, halves of surrogate pairs
/// and bytes that are not UTF-8.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    let left = Cell::new(MOST_VALUES);
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { left: &left }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// Beyond this a number of double precision may stand for several integers.
const EXACT: f64 = 9_007_199_254_740_992.0;

#[derive(Clone, Copy)]
struct Strict<'a> {
    left: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let Some(left) = self.left.get().checked_sub(1) else {
            return Err(D::Error::custom(format!("more than {MOST_VALUES} values")));
        };
        self.left.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    /// A number without a fraction is an integer however it is written (JSON Schema 2020-12, section 6.1.1).
    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        if value.fract() == 0.0 && value.abs() < EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "below the bound every integer is exact")]
            return Ok((value as i64).into());
        }
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("the number is out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let value = fields.next_value_seed(self)?;
            if object.contains_key(&name) {
                let name: String = name.chars().take(80).collect();
                return Err(A::Error::custom(format!("`{name}` stands twice in one object")));
            }
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sound_is_read_as_it_stands() {
        let text = r#"{"b":[1,-2,0.5,1e99,true,null,"é\n"],"a":{"c":{}}}"#;
        let value = parse(text.as_bytes()).unwrap();
        assert_eq!(value.to_string(), text.replace("1e99", "1e+99"));
        assert_eq!(parse(b"[6632.0, -1e3]").unwrap(), serde_json::json!([6632, -1000]));
    }

    #[test]
    fn what_is_not_is_refused_without_harm() {
        let deep = "[".repeat(100_000);
        let wide = format!("[{}0]", "0,".repeat(MOST_VALUES));
        let refused = [
            "",
            "{",
            "nul",
            "{} {}",
            "[1,]",
            "1e999",
            "\"\\ud800\"",
            "\"\u{1}\"",
            r#"{"a":1,"a":2}"#,
            "\u{feff}{}",
            &deep,
            &wide,
        ];
        for text in refused {
            assert!(parse(text.as_bytes()).is_err(), "{}", text.chars().take(20).collect::<String>());
        }
        assert!(parse(b"\"\xff\"").is_err());
    }
}
