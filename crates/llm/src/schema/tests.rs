//! What each dialect makes of one schema.

use super::*;

fn quiz() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/$defs/Quiz",
        "$defs": {
            "Quiz": {"type": "object", "required": ["items"], "properties": {
                "items": {"type": "array", "minItems": 5, "maxItems": 30, "items": {"$ref": "#/$defs/Item", "description": "one"}},
                "note": {"type": "string", "maxLength": 80, "format": "uint8"},
                "home": {"$ref": "#/$defs/Item"}}},
            "Item": {"type": "object", "required": ["kind", "level"], "properties": {
                "kind": {"oneOf": [{"const": "cloze", "description": "a gap"}, {"const": "numeric"}]},
                "level": {"type": ["integer", "null"], "minimum": 1, "exclusiveMaximum": 7}}}
        }
    })
}

#[test]
fn strict_mode_requires_all_and_allows_null_instead() {
    let narrow = narrow(&quiz(), Dialect::OpenAi);
    assert_eq!(narrow["required"], json!(["items", "note", "home"]));
    assert_eq!(narrow["additionalProperties"], json!(false));
    assert_eq!(narrow["properties"]["items"]["minItems"], 5);
    assert_eq!(narrow["properties"]["items"]["items"], json!({"$ref": "#/$defs/Item"}));
    let note =
        json!({"anyOf": [{"type": "string", "description": "At most 80 characters."}, {"type": "null"}]});
    assert_eq!(narrow["properties"]["note"], note);
    assert_eq!(narrow["properties"]["home"], json!({"anyOf": [{"$ref": "#/$defs/Item"}, {"type": "null"}]}));
    assert_eq!(
        narrow["$defs"]["Item"]["properties"]["kind"],
        json!({"type": "string", "enum": ["cloze", "numeric"]})
    );
    assert!(narrow.get("$schema").is_none());
}

#[test]
fn anthropic_hears_limits_in_words() {
    let narrow = narrow(&quiz(), Dialect::Anthropic);
    let items = &narrow["properties"]["items"];
    assert_eq!(items["description"], "At least 5 items. At most 30 items.");
    assert!(items.get("minItems").is_none());
    assert_eq!(narrow["required"], json!(["items"]));
    let level = &narrow["$defs"]["Item"]["properties"]["level"];
    assert_eq!(level["anyOf"][1], json!({"type": "null"}));
    assert_eq!(level["anyOf"][0]["type"], "integer");
}

#[test]
fn gemini_keeps_sizes_and_types() {
    let narrow = narrow(&quiz(), Dialect::Gemini);
    assert_eq!(narrow["properties"]["items"]["maxItems"], 30);
    assert_eq!(
        narrow["$defs"]["Item"]["properties"]["level"],
        json!({"type": ["integer", "null"], "minimum": 1})
    );
    assert!(narrow.get("additionalProperties").is_none());
}

#[test]
fn compatible_servers_get_it_all() {
    let narrow = narrow(&quiz(), Dialect::Compatible);
    assert_eq!(narrow["$defs"], quiz()["$defs"]);
    assert!(narrow.get("$schema").is_none());
}

#[test]
fn forced_nulls_disappear_and_real_ones_stay() {
    let schema = quiz();
    let mut value = json!({"items": [{"kind": "cloze", "level": null}], "note": null, "home": null});
    drop_forced_nulls(&mut value, &schema, &schema);
    assert_eq!(value, json!({"items": [{"kind": "cloze", "level": null}]}));
}

#[test]
fn a_schema_that_refers_to_itself_ends() {
    let schema = json!({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}});
    for dialect in [Dialect::OpenAi, Dialect::Anthropic, Dialect::Gemini] {
        assert!(narrow(&schema, dialect).is_object());
    }
}
