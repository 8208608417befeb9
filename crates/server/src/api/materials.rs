//! Materials: ask for one, list, read, edit, approve, stop, write again, delete.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use content::{Brief, ContentType, GradeLevel, Material, MaterialId, NewBrief, Status, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::materials::{Filter, KeptMaterial, MaterialSummary};

use super::asked::{Asked, Known};
use crate::app::App;
use crate::caller::Caller;
use crate::extract::{IfMatch, IfNoneMatch, Json, Once, PageQuery, Path, Query, Wait};
use crate::openapi::{Answers, Api, Operation, Schemas, Words};
use crate::problem::{Kind, Problem};
use crate::reply::{NoContent, Page};

/// The most characters of a search.
const SEARCH_CHARACTERS: usize = 200;

pub(super) fn routes(api: Api) -> Api {
    const ALL: &str = "/api/v1/materials";
    const ONE: &str = "/api/v1/materials/{id}";
    let words = |summary, details, problems| Words { tag: "Materials", summary, details, problems };
    let conflict: &[Kind] = &[Kind::Conflict];
    api.post(ALL, create, words("Ask for a material", ABOUT_CREATE, &[]))
        .get(ALL, list, words("List your materials", "Newest first.", &[]))
        .get(
            ONE,
            read,
            words("Read a material", "Answers an `ETag`; with `If-None-Match`, 304 if unchanged.", &[]),
        )
        .patch(ONE, edit, words("Edit a material", ABOUT_EDIT, conflict))
        .delete(ONE, delete, words("Delete a material", "Its versions go with it; work on it stops.", &[]))
        .post("/api/v1/materials/{id}/approve", approve, words("Approve a material", ABOUT_APPROVE, conflict))
        .post("/api/v1/materials/{id}/cancel", cancel, words("Stop a material", ABOUT_CANCEL, conflict))
        .post("/api/v1/materials/{id}/regenerate", regenerate, words("Write it again", ABOUT_AGAIN, conflict))
}

const ABOUT_CREATE: &str = "Answers 202 at once; the material is written in the background. Look again at `Location`, \
watch its `events`, or ask with `Prefer: wait=SECONDS` to be answered when it is done. A client that waits without an \
`Idempotency-Key` and goes away before it is answered stops the work.";
const ABOUT_EDIT: &str = "Changes the body by a JSON merge patch (RFC 7396) and judges it again: statements that no \
source carries any more are marked `unsupported`. The version before is kept. Give `If-Match` or `version` so that \
you do not write over a change you have not seen.";
const ABOUT_APPROVE: &str = "Marks a ready material as approved by a person; an edit takes the mark away.";
const ABOUT_CANCEL: &str = "Stops a material that is queued or running.";
const ABOUT_AGAIN: &str = "Writes the material again from the same brief; the version before is kept.";

/// Asks for a material.
async fn create(
    State(app): State<App>,
    caller: Caller,
    (once, wait): (Once, Wait),
    Json(new): Json<NewBrief>,
) -> Result<Asked, Problem> {
    let key = once.of("POST /materials", &new);
    let known = match &key {
        None => Known::Here,
        Some(_) if is_replay(&app, caller, key.as_ref()).await? => Known::Before,
        Some(_) => Known::Elsewhere,
    };
    let brief = Brief::try_from(new).map_err(Problem::of_findings)?;
    let id = factory::request::request(&app.ctx, caller.user, brief, key).await?;
    Asked::about(&app, caller, id, wait, known).await
}

/// Lists materials.
async fn list(
    State(app): State<App>,
    caller: Caller,
    Query(page): Query<PageQuery>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Page<Summary>>, Problem> {
    let (from, limit) = page.place()?;
    let page = store::materials::list(&app.ctx.db, caller.user, &wanted.filter()?, from, limit).await?;
    Ok(Json(Page::of(page, Summary::from)))
}

/// Reads a material.
async fn read(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
    known: IfNoneMatch,
) -> Result<Found, Problem> {
    let kept = find(&app, caller, id).await?;
    if known.has(&tag(&kept)) { Ok(Found::Unchanged(tag(&kept))) } else { Found::changed(kept) }
}

/// Edits a material.
async fn edit(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
    read: IfMatch,
    change: Result<Json<Change, 4096>, Problem>,
) -> Result<Found, Problem> {
    let kept = find(&app, caller, id).await?;
    // what is not there is said before what is wrong with the body
    let Json(change) = change?;
    if !read.holds(&tag(&kept)) {
        return Err(Problem::new(Kind::Changed, "the material changed since you read it; read it again"));
    }
    factory::materials::edit(&app.ctx, caller.user, id, &change.body, change.version).await?;
    Found::changed(find(&app, caller, id).await?)
}

/// Deletes a material.
async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
) -> Result<NoContent, Problem> {
    factory::materials::delete(&app.ctx, caller.user, id).await?;
    Ok(NoContent)
}

/// Approves a material.
async fn approve(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
) -> Result<Found, Problem> {
    factory::materials::approve(&app.ctx, caller.user, id).await?;
    Found::changed(find(&app, caller, id).await?)
}

/// Stops a material.
async fn cancel(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
) -> Result<Found, Problem> {
    factory::materials::cancel(&app.ctx, caller.user, id).await?;
    Found::changed(find(&app, caller, id).await?)
}

/// Writes a material again.
async fn regenerate(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<MaterialId>,
    wait: Wait,
) -> Result<Asked, Problem> {
    factory::materials::regenerate(&app.ctx, caller.user, id).await?;
    Asked::about(&app, caller, id, wait, Known::Elsewhere).await
}

/// The caller's material.
pub(super) async fn find(app: &App, caller: Caller, id: MaterialId) -> Result<KeptMaterial, Problem> {
    let kept = store::materials::find(&app.ctx.db, caller.user, id).await?;
    kept.ok_or_else(|| Problem::not_found("material"))
}

/// Whether a request with this key was answered before.
pub(super) async fn is_replay(
    app: &App,
    caller: Caller,
    key: Option<&factory::request::IdempotencyKey>,
) -> Result<bool, Problem> {
    let Some(key) = key else { return Ok(false) };
    let given = store::idempotency::find(&app.ctx.db, caller.user, &key.key).await?;
    Ok(given.is_some_and(|given| given.request_hash == key.request_hash))
}

/// Names what the material is now: each change makes another.
fn tag(kept: &KeptMaterial) -> String {
    format!("\"{}-{:x}-{}\"", kept.version, kept.updated_ms, kept.status.as_str())
}

/// A change to a material. Everything but the body is as it is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
struct Change {
    /// What to change in the body: a JSON merge patch (RFC 7396). `null` removes a field, lists are replaced whole.
    #[schemars(with = "serde_json::Map<String, Value>")]
    body: Value,
    /// The version you read; a material that has another by now is left alone, with 409.
    #[serde(default)]
    #[schemars(range(min = 0, max = 4_294_967_295_u32))]
    version: Option<u32>,
}

/// Which materials a list shows.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Wanted {
    /// Words that occur in topic or title.
    #[schemars(length(max = 200))]
    q: Option<String>,
    /// Of this content type.
    #[schemars(with = "Option<ContentType>")]
    content_type: Option<String>,
    /// For these learners.
    #[schemars(with = "Option<GradeLevel>")]
    grade_level: Option<String>,
    /// That stand here.
    #[schemars(with = "Option<Status>")]
    status: Option<String>,
}

impl Wanted {
    fn filter(self) -> Result<Filter, Problem> {
        let length = self.q.as_deref().map_or(0, |words| words.chars().count());
        if length > SEARCH_CHARACTERS {
            return Err(Problem::invalid(
                "/q",
                format!("{length} characters; the most is {SEARCH_CHARACTERS}"),
            ));
        }
        let content_type: Option<ContentType> = parsed("/content_type", self.content_type)?;
        let grade_level: Option<GradeLevel> = parsed("/grade_level", self.grade_level)?;
        let status = self.status.filter(|status| !status.is_empty());
        let status =
            status.map(|status| status.parse().map_err(|finding| Problem::of_findings(vec![finding])));
        Ok(Filter {
            words: self.q,
            content_type: content_type.map(|content_type| content_type.as_str().to_owned()),
            grade_level: grade_level.map(|level| level.as_str().to_owned()),
            status: status.transpose()?,
            batch: None,
        })
    }
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    pointer: &str,
    text: Option<String>,
) -> Result<Option<T>, Problem> {
    let text = text.filter(|text| !text.is_empty());
    text.map(|text| {
        let shown: String = text.chars().take(100).collect();
        shown.parse().map_err(|error: T::Err| Problem::invalid(pointer, error.to_string()))
    })
    .transpose()
}

/// A material as lists show it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "MaterialSummary")]
struct Summary {
    /// Its name.
    id: MaterialId,
    /// Where it stands.
    status: Status,
    /// What kind it is.
    #[schemars(with = "ContentType")]
    content_type: String,
    /// For whom.
    #[schemars(with = "GradeLevel")]
    grade_level: String,
    /// What it teaches.
    topic: String,
    /// Its own title; the topic until it has one.
    title: String,
    /// From 1; each edit or regeneration adds one.
    version: u32,
    /// When it was asked for.
    created_at: Timestamp,
    /// When it last changed.
    updated_at: Timestamp,
}

impl From<MaterialSummary> for Summary {
    fn from(kept: MaterialSummary) -> Self {
        Self {
            id: kept.id,
            status: kept.status,
            content_type: kept.content_type,
            grade_level: kept.grade_level,
            topic: kept.topic,
            title: kept.title,
            version: kept.version,
            created_at: Timestamp(kept.created_ms),
            updated_at: Timestamp(kept.updated_ms),
        }
    }
}

/// 200 with the material, or 304 when the client has it already.
enum Found {
    Changed(String, Box<Material>),
    Unchanged(String),
}

impl Found {
    fn changed(kept: KeptMaterial) -> Result<Self, Problem> {
        Ok(Self::Changed(tag(&kept), Box::new(kept.into_material()?)))
    }
}

impl IntoResponse for Found {
    fn into_response(self) -> Response {
        let (tag, mut response) = match self {
            Self::Changed(tag, material) => (tag, Json::<_, 1024>(material).into_response()),
            Self::Unchanged(tag) => (tag, StatusCode::NOT_MODIFIED.into_response()),
        };
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

impl Answers for Found {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        Json::<Material>::describe(operation, schemas);
        operation.answer_header(StatusCode::OK, "ETag", "Names the material as it is now.");
    }
}
