//! Lists: as long as the schema allows and the facts last, no item twice.

use super::{Filler, LONG, Place, SHORT};
use serde_json::Value;

impl<'a> Filler<'a> {
    pub(super) fn array(&mut self, schema: &'a Value, place: &Place) -> Value {
        let (least, most) = bounds(schema);
        let Some(item) = schema.get("items") else { return Value::Array(Vec::new()) };
        let resolved = self.resolved(item);
        let is_object = super::kind(resolved) == "object";
        let states = is_object || SHORT.contains(&place.key.as_str()) || LONG.contains(&place.key.as_str());
        let wanted = if states { least.max(3).min(most) } else { least.min(most) };
        let outer = std::mem::take(&mut self.taken);
        let mut out: Vec<Value> = Vec::new();
        for nth in 0..wanted {
            let claims = self.claims.len();
            let value = self.value(item, &place.item(nth));
            // Out of facts: a shorter list is honest, a padded one is not.
            if hollow(&value) || out.contains(&value) {
                self.claims.truncate(claims);
                break;
            }
            out.push(value);
        }
        self.taken = outer;
        Value::Array(out)
    }
}

/// Whether a statement stayed empty.
fn hollow(value: &Value) -> bool {
    match value {
        Value::String(s) => s.is_empty(),
        Value::Object(o) => {
            let empty = |name: &str| o.get(name).and_then(Value::as_str).is_some_and(str::is_empty);
            SHORT.iter().chain(LONG).any(|n| empty(n)) || o.get("stem").is_some_and(|s| s == "")
        }
        _ => false,
    }
}

/// Least and most items, by keyword or, where a provider's dialect has none, in the words of the description.
fn bounds(schema: &Value) -> (usize, usize) {
    let keyword = |name: &str| schema.get(name).and_then(Value::as_u64);
    let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let said = |words: &str| -> Option<u64> {
        let (_, after) = description.split_once(words)?;
        let (number, unit) = after.trim_start().split_once(' ')?;
        unit.starts_with("item").then(|| number.parse().ok()).flatten()
    };
    let least = keyword("minItems").or_else(|| said("At least")).unwrap_or(0);
    let most = keyword("maxItems").or_else(|| said("At most")).unwrap_or(least.max(5));
    let size = |n: u64| usize::try_from(n).unwrap_or(usize::MAX).min(200);
    (size(least.min(most)), size(most))
}
