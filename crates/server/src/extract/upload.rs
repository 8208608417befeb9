//! Files that a person sends (`multipart/form-data`, RFC 7578).

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderValue, header};
use bytes::Bytes;
use futures_util::stream;
use multer::{Field, Multipart};
use serde_json::json;

use super::body;
use crate::app::App;
use crate::openapi::{Operation, Schemas, Takes};
use crate::problem::{Kind, Problem};

/// The largest file, in KiB.
pub(crate) const FILE_KIB: usize = 10 * 1024;
/// What the other fields and the framing may add, in KiB.
const FRAME_KIB: usize = 64;
/// The most bytes of a field that is not the file.
const FIELD_BYTES: usize = 4096;
/// The most characters of a file's name that are kept.
const NAME_CHARACTERS: usize = 200;

/// A file and what is said about it.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The file's contents.
    pub file: Bytes,
    /// Its name without any folders.
    pub file_name: Option<String>,
    /// Its media type, as the client says.
    pub media_type: Option<String>,
    /// What to call it.
    pub title: Option<String>,
    /// Under what terms it may be used.
    pub licence: Option<String>,
}

impl FromRequest<App> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let boundary = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let boundary =
            boundary.and_then(|value| multer::parse_boundary(value).ok()).ok_or_else(not_a_form)?;
        let held = body::read(app, &parts.headers, body, (FILE_KIB + FRAME_KIB) * 1024).await?;
        let whole = stream::iter([Ok::<_, std::io::Error>(held.bytes.clone())]);
        read(Multipart::new(whole, boundary)).await
    }
}

async fn read(mut form: Multipart<'_>) -> Result<Upload, Problem> {
    let mut upload = None;
    let (mut title, mut licence) = (None, None);
    while let Some(field) = form.next_field().await.map_err(|error| malformed(&error))? {
        match field.name() {
            Some("file") if upload.is_none() => upload = Some(file(field).await?),
            Some("file") => return Err(Problem::invalid("/file", "send one file at a time")),
            Some("title") => title = Some(text(field, "/title").await?),
            Some("licence" | "license") => licence = Some(text(field, "/licence").await?),
            _ => {}
        }
    }
    let upload = upload.ok_or_else(|| Problem::invalid("/file", "send the file in the field `file`"))?;
    Ok(Upload { title: title.filter(|title| !title.is_empty()), licence, ..upload })
}

async fn file(field: Field<'_>) -> Result<Upload, Problem> {
    let file_name = field.file_name().map(base_name).filter(|name| !name.is_empty());
    let media_type = field.content_type().map(ToString::to_string);
    let file = field.bytes().await.map_err(|error| malformed(&error))?;
    if file.len() > FILE_KIB * 1024 {
        return Err(body::too_large(FILE_KIB * 1024));
    }
    Ok(Upload { file, file_name, media_type, title: None, licence: None })
}

async fn text(field: Field<'_>, pointer: &str) -> Result<String, Problem> {
    let bytes = field.bytes().await.map_err(|error| malformed(&error))?;
    if bytes.len() > FIELD_BYTES {
        return Err(Problem::invalid(pointer, format!("at most {FIELD_BYTES} bytes are read")));
    }
    String::from_utf8(bytes.to_vec()).map_err(|_| Problem::invalid(pointer, "the text is not UTF-8"))
}

/// The name alone: no folders of whatever system, no control characters.
fn base_name(name: &str) -> String {
    let base = name.rsplit(['/', '\\']).next().unwrap_or_default();
    base.chars().filter(|c| !c.is_control()).take(NAME_CHARACTERS).collect::<String>().trim().to_owned()
}

fn malformed(error: &multer::Error) -> Problem {
    let message: String = error.to_string().chars().take(200).collect();
    Problem::new(Kind::Malformed, format!("the form cannot be read: {message}"))
}

fn not_a_form() -> Problem {
    let problem = Problem::new(Kind::MediaType, "send the file as `multipart/form-data`");
    problem.with(header::ACCEPT, HeaderValue::from_static("multipart/form-data"))
}

impl Takes for Upload {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let schema = json!({
            "type": "object",
            "required": ["file"],
            "properties": {
                "file": {
                    "type": "string",
                    "contentMediaType": "application/octet-stream",
                    "description": "Markdown, plain text, HTML, PDF, DOCX or EPUB.",
                },
                "title": { "type": "string", "maxLength": 300, "description": "What to call it." },
                "licence": { "type": "string", "maxLength": 200, "description": "Under what terms it may be used." },
            },
        });
        operation.body(
            &["multipart/form-data"],
            &schema,
            &format!("A file of at most {} MiB.", FILE_KIB / 1024),
        );
        for kind in [Kind::Malformed, Kind::Timeout, Kind::TooLarge, Kind::MediaType, Kind::Invalid] {
            operation.problem(kind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_keeps_no_folder() {
        assert_eq!(base_name("../../etc/passwd"), "passwd");
        assert_eq!(base_name("C:\\notes\\cells.md"), "cells.md");
        assert_eq!(base_name("a\r\nb\0.txt"), "ab.txt");
        assert_eq!(base_name(".."), "..");
    }
}
