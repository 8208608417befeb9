//! The form of a model's answer: body, objectives, evidence.

use serde_json::{Value, json};

use crate::{Brief, ContentType, schema};

/// The most entries of evidence in one answer; more than any body has sentences.
const MOST_EVIDENCE: usize = 600;

/// How many items a model is asked for: those of the brief and some to spare, for not every one may stand.
///
/// Without a count the spare ones are kept too. Two and a tenth more: with one item in ten at fault, a deck of ten is
/// whole at once in 97 of 100 cases (binomial distribution), and no second call is paid.
pub fn items_asked_for(brief: &Brief) -> Option<(usize, usize)> {
    let (least, most) = brief.items_wanted()?;
    let spare = spare(least);
    Some(if brief.count.is_some() {
        (least + spare, most + spare)
    } else {
        ((least + spare).min(most), most)
    })
}

fn spare(items: usize) -> usize {
    2 + items / 10
}

/// The JSON Schema of the answer to a brief's prompt.
pub fn schema(brief: &Brief) -> Value {
    let mut body = schema::of_type_with(brief.content_type, items_asked_for(brief)).as_ref().clone();
    if let Some(body) = body.as_object_mut() {
        body.shift_remove("$schema");
        body.shift_remove("title");
    }
    if brief.content_type == ContentType::StudyGuide {
        for list in ["key_concepts", "practice_exercises", "assessment_questions"] {
            let Some(list) = body.pointer_mut(&format!("/properties/{list}")) else { continue };
            let least =
                list.get("minItems").and_then(Value::as_u64).and_then(|least| usize::try_from(least).ok());
            if let Some(least) = least {
                list["minItems"] = json!(least + spare(least));
            }
        }
    }
    let text = |description: &str| json!({ "type": "string", "description": description });
    let entry = json!({
        "type": "object",
        "properties": {
            "pointer": text("Where the sentence stands in `body`, as a JSON Pointer."),
            "statement": text("The sentence as it stands there."),
            "passage": text("The label of the passage that says it, such as P3."),
            "quote": text("The words of that passage, letter for letter."),
        },
        "required": ["pointer", "statement", "passage", "quote"],
        "additionalProperties": false,
    });
    let mut properties = serde_json::Map::new();
    let mut required = vec!["body", "evidence"];
    if asks_for_objectives(brief) {
        let objective =
            json!({ "type": "string", "minLength": 3, "maxLength": crate::objective::MAX_CHARACTERS });
        let objectives = json!({ "type": "array", "items": objective, "minItems": 1, "maxItems": 4 });
        properties.insert("objectives".into(), objectives);
        required.insert(0, "objectives");
    }
    properties.insert("body".into(), body);
    let evidence = json!({ "type": "array", "items": entry, "maxItems": MOST_EVIDENCE });
    properties.insert("evidence".into(), evidence);
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// Everything that decides the schema of a brief's answer: equal keys have equal schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SchemaKey {
    content_type: ContentType,
    items: Option<(usize, usize)>,
    asks_for_objectives: bool,
}

impl SchemaKey {
    /// The key of a brief.
    pub fn of(brief: &Brief) -> Self {
        Self {
            content_type: brief.content_type,
            items: items_asked_for(brief),
            asks_for_objectives: asks_for_objectives(brief),
        }
    }
}

/// Whether the model is to say itself what learners can do afterwards; objectives are read in English only.
pub(super) fn asks_for_objectives(brief: &Brief) -> bool {
    brief.learning_objectives.is_empty() && brief.language.primary() == "en"
}
