//! A material in the formats other programs read.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use content::{Material, MaterialId};
use export::{Export, Format};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Path, Query};
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::{Kind, Problem};

/// A downloaded page may show its own styles and do nothing else, should a browser be made to open it here.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

pub(super) fn routes(api: Api) -> Api {
    let words = Words {
        tag: "Materials",
        summary: "Export a material",
        details: "As a file to keep. Which formats a content type has, `GET /api/v1/content-types` tells.",
        problems: &[Kind::Conflict],
    };
    api.get("/api/v1/materials/{id}/export", download, words)
}

async fn download(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
    Query(wanted): Query<Wanted>,
) -> Result<Download, Problem> {
    let kept = super::materials::find(&app, caller, id).await?;
    let content_type = kept.record.brief.content_type;
    let formats = export::formats(content_type);
    let Some(format) = formats.iter().find(|format| format.as_str() == wanted.format) else {
        let names: Vec<&str> = formats.iter().map(|format| format.as_str()).collect();
        let detail = format!("a {content_type} has the formats {}", names.join(", "));
        return Err(Problem::invalid("/format", detail));
    };
    let material = kept.into_material()?;
    export::export(&material, *format).map(Download).map_err(|error| match error {
        export::Error::NotReady => Problem::new(Kind::Conflict, error.to_string()),
        export::Error::Format { .. } => Problem::invalid("/format", error.to_string()),
    })
}

/// Which format.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct Wanted {
    /// One that the content type has.
    #[schemars(extend("enum" = Format::ALL.map(Format::as_str)))]
    format: String,
}

/// A file to keep.
struct Download(Export);

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let Export { bytes, media_type, file_name } = self.0;
        let mut response = bytes.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
        if let Ok(disposition) = HeaderValue::try_from(file_name.content_disposition()) {
            headers.insert(header::CONTENT_DISPOSITION, disposition);
        }
        response
    }
}

impl Answers for Download {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        let media_types: Vec<&str> = Format::ALL.iter().map(|format| format.media_type()).collect();
        operation.answer(StatusCode::OK, &media_types, &json!({ "type": "string" }), "The file.");
        operation.answer_also(StatusCode::OK, Format::Json.media_type(), &schemas.output::<Material>());
        operation.answer_header(StatusCode::OK, "Content-Disposition", "The file's name.");
    }
}
