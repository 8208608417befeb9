//! Sources: add a text, a file or a web address, list, read, remove.

use axum::extract::State;
use content::source::Origin;
use content::{LanguageTag, Source, SourceId, Timestamp};
use factory::ingest::{self, Description, FileKind, New};
use factory::request::IdempotencyKey;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::sources::SourceSummary;

use crate::app::App;
use crate::caller::Caller;
use crate::extract::{Json, Once, PageQuery, Path, Query, Upload};
use crate::openapi::{Api, Words};
use crate::problem::Problem;
use crate::reply::{Created, NoContent, Page};

pub(super) fn routes(api: Api) -> Api {
    const ALL: &str = "/api/v1/sources";
    const ONE: &str = "/api/v1/sources/{id}";
    let words = |summary, details| Words { tag: "Sources", summary, details, problems: &[] };
    api.post(ALL, create, words("Add a text", "The text may be Markdown. Hidden characters are taken out."))
        .post("/api/v1/sources/upload", upload, words("Add a file", ABOUT_UPLOAD))
        .post("/api/v1/sources/url", create_from_url, words("Add a web address", ABOUT_URL))
        .get(ALL, list, words("List sources", "Your own, or with `library=true` the starter library's."))
        .get(ONE, read, words("Read a source", ABOUT_READ))
        .delete(ONE, remove, words("Remove a source", "Materials keep the passages they were made from."))
}

const ABOUT_UPLOAD: &str =
    "Markdown, plain text, HTML, PDF, DOCX or EPUB, at most 10 MiB, in the field `file`.";
const ABOUT_URL: &str = "The document is fetched once, now. Only the public web is opened, unless the operator allows \
more: http or https on ports 80 and 443, at most 5 redirects, 10 MB and 20 seconds.";
const ABOUT_READ: &str = "The text is the one that evidence points into: `start` and `end` count Unicode scalar \
values from its beginning, so that anyone can verify a quote.";

async fn create(
    State(app): State<App>,
    caller: Caller,
    once: Once,
    Json(new): Json<NewSource, 12288>,
) -> Result<Created<SourceView>, Problem> {
    let key = once.of("POST /sources", &new);
    let description = Description { title: new.title, licence: new.licence };
    add(&app, caller, New::text(description, new.text), key, "/text").await
}

async fn upload(
    State(app): State<App>,
    caller: Caller,
    once: Once,
    upload: Upload,
) -> Result<Created<SourceView>, Problem> {
    let said = (&upload.title, &upload.licence, &upload.file_name, &upload.media_type);
    let said = serde_json::to_vec(&said).unwrap_or_default();
    let key = once.of_bytes("POST /sources/upload", &[&said, &upload.file]);
    let description = Description { title: upload.title, licence: upload.licence };
    let kind = FileKind { file_name: upload.file_name, media_type: upload.media_type };
    add(&app, caller, New::file(description, upload.file.to_vec(), kind), key, "/file").await
}

async fn create_from_url(
    State(app): State<App>,
    caller: Caller,
    once: Once,
    Json(new): Json<NewUrl>,
) -> Result<Created<SourceView>, Problem> {
    let key = once.of("POST /sources/url", &new);
    let description = Description { title: new.title, licence: new.licence };
    let replayed = super::materials::is_replay(&app, caller, key.as_ref()).await?;
    let added = ingest::add_url(&app.ctx, caller.user, description, &new.url, key).await;
    created(&app, caller, added, "/url", replayed).await
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(page): Query<PageQuery>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Page<Summary>>, Problem> {
    let (from, limit) = page.place()?;
    let page = store::sources::list(&app.ctx.db, caller.user, wanted.library, from, limit).await?;
    Ok(Json(Page::of(page, Summary::from)))
}

async fn read(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<SourceId>,
) -> Result<Json<Source>, Problem> {
    find(&app, caller, id).await.map(Json)
}

async fn remove(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<SourceId>,
) -> Result<NoContent, Problem> {
    ingest::remove(&app.ctx, caller.user, id).await?;
    Ok(NoContent)
}

async fn find(app: &App, caller: Caller, id: SourceId) -> Result<Source, Problem> {
    let source = store::sources::find(&app.ctx.db, caller.user, id).await?;
    source.ok_or_else(|| Problem::not_found("source"))
}

async fn add(
    app: &App,
    caller: Caller,
    new: New,
    key: Option<IdempotencyKey>,
    field: &str,
) -> Result<Created<SourceView>, Problem> {
    let replayed = super::materials::is_replay(app, caller, key.as_ref()).await?;
    let added = ingest::add(&app.ctx, caller.user, new, key).await;
    created(app, caller, added, field, replayed).await
}

/// The answer to a source that was added, or was not because of what came in a field.
async fn created(
    app: &App,
    caller: Caller,
    added: Result<SourceId, factory::Error>,
    field: &str,
    replayed: bool,
) -> Result<Created<SourceView>, Problem> {
    let id = added.map_err(|error| match error {
        factory::Error::Document(error) => Problem::of_document(&error, field),
        other => other.into(),
    })?;
    let body = SourceView::from(find(app, caller, id).await?);
    Ok(Created { location: format!("/api/v1/sources/{id}"), body, replayed })
}

/// A text to teach from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct NewSource {
    /// What to call it; its own first heading when absent.
    #[serde(default)]
    #[schemars(length(min = 1, max = 300))]
    title: Option<String>,
    /// The text; it may be Markdown.
    #[schemars(length(min = 1))]
    text: String,
    /// Under what terms it may be used, as an SPDX name or a sentence.
    #[serde(default, alias = "license")]
    #[schemars(length(max = 200))]
    licence: Option<String>,
}

/// A web address to teach from.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
struct NewUrl {
    /// The address, such as `https://example.org/chapter-3`.
    #[schemars(length(min = 1, max = 2048))]
    url: String,
    /// What to call it; its own title when absent.
    #[serde(default)]
    #[schemars(length(min = 1, max = 300))]
    title: Option<String>,
    /// Under what terms it may be used, as an SPDX name or a sentence.
    #[serde(default, alias = "license")]
    #[schemars(length(max = 200))]
    licence: Option<String>,
}

/// Which sources a list shows.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Wanted {
    /// `true` for the starter library instead of your own.
    library: bool,
}

/// A source without its text.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "NewSourceAnswer")]
struct SourceView {
    /// Its name.
    id: SourceId,
    /// What a person calls it.
    title: String,
    /// Where it came from.
    origin: Origin,
    /// The length of its text, in Unicode scalar values.
    characters: usize,
    /// The language it is written in; `null` when it could not be told.
    language: Option<LanguageTag>,
    /// Under what terms it may be used; `null` when unknown.
    licence: Option<String>,
    /// The web address it was fetched from; `null` when it was not.
    url: Option<String>,
}

impl From<Source> for SourceView {
    fn from(source: Source) -> Self {
        Self {
            id: source.id,
            title: source.title,
            origin: source.origin,
            characters: source.text.chars().count(),
            language: source.language,
            licence: source.licence,
            url: source.url,
        }
    }
}

/// A source as lists show it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "SourceSummary")]
struct Summary {
    /// Its name.
    id: SourceId,
    /// What a person calls it.
    title: String,
    /// Where it came from.
    origin: Origin,
    /// The length of its text, in Unicode scalar values.
    characters: u64,
    /// Under what terms it may be used; `null` when unknown.
    licence: Option<String>,
    /// When it was added.
    created_at: Timestamp,
}

impl From<SourceSummary> for Summary {
    fn from(kept: SourceSummary) -> Self {
        Self {
            id: kept.id,
            title: kept.title,
            origin: kept.origin,
            characters: kept.characters,
            licence: kept.licence,
            created_at: Timestamp(kept.created_ms),
        }
    }
}
