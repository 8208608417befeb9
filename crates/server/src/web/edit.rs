//! Changing the words of a material.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use content::MaterialId;
use serde_json::Value;

use super::form::Form;
use super::frame::{Frame, Viewer};
use super::page::{Page, see};
use crate::app::App;
use crate::caller::Caller;
use crate::extract::Path;
use crate::problem::Problem;

/// Fields whose values come from a list and are not edited as text.
const NOT_TEXT: [&str; 5] = ["kind", "difficulty", "difficulty_level", "bloom_level", "stage"];
/// From how many characters on a text gets a field of several lines.
const LONG: usize = 80;

#[derive(Template)]
#[template(path = "edit.html")]
struct Edit {
    frame: Frame,
    id: MaterialId,
    version: u32,
    title: String,
    fields: Vec<Field>,
}

/// One text of the body.
struct Field {
    pointer: String,
    label: String,
    text: String,
    is_long: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    Viewer { caller, frame }: Viewer,
    Path(id): Path<MaterialId>,
) -> Result<Response, Problem> {
    let (body, version) = body(&app, caller, id).await?;
    let mut fields = Vec::new();
    collect(&body, "", "", &mut fields);
    let title = body.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Page::ok(Edit { frame, id, version, title, fields }).into_response())
}

pub(super) async fn save(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
    form: Form,
) -> Result<Response, Problem> {
    let (mut value, _) = body(&app, caller, id).await?;
    let version = form.get("version").and_then(|version| version.parse().ok());
    for (pointer, text) in form.fields.iter().filter(|(name, _)| name.starts_with('/')) {
        if let Some(Value::String(field)) = value.pointer_mut(pointer) {
            *field = text.replace("\r\n", "\n");
        }
    }
    keep_keys_true(&mut value);
    factory::materials::edit(&app.ctx, caller.user, id, &value, version).await?;
    Ok(see(&format!("/materials/{id}")))
}

async fn body(app: &App, caller: Caller, id: MaterialId) -> Result<(Value, u32), Problem> {
    let kept = store::materials::find(&app.ctx.db, caller.user, id).await?;
    let kept = kept.ok_or_else(|| Problem::not_found("material"))?;
    let body = kept.record.body.ok_or_else(|| Problem::not_found("finished material"))?;
    Ok((body, kept.version))
}

/// Whoever edits the right option means the key as well.
fn keep_keys_true(value: &mut Value) {
    for item in value.get_mut("items").and_then(Value::as_array_mut).into_iter().flatten() {
        let options = item.get("options").and_then(Value::as_array);
        let right =
            options.into_iter().flatten().find(|option| option.get("correct") == Some(&Value::Bool(true)));
        if let Some(text) = right.and_then(|option| option.get("text")).cloned() {
            item["answer"] = text;
        }
    }
}

fn collect(value: &Value, pointer: &str, label: &str, fields: &mut Vec<Field>) {
    match value {
        Value::String(text) => fields.push(Field {
            pointer: pointer.to_owned(),
            label: label.to_owned(),
            text: text.clone(),
            is_long: text.chars().count() > LONG,
        }),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{pointer}/{index}"), &format!("{label} {}", index + 1), fields);
            }
        }
        Value::Object(object) => {
            let has_options =
                object.get("options").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
            for (name, value) in object {
                // the key of a question with options follows its right option
                if NOT_TEXT.contains(&name.as_str()) || (name == "answer" && has_options) {
                    continue;
                }
                let label = format!("{label} {}", name.replace('_', " "));
                collect(value, &format!("{pointer}/{name}"), label.trim(), fields);
            }
        }
        _ => {}
    }
}
