//! File or text → source with passages.

use auth::user::UserId;
use content::source::Origin;
use content::{Finding, Source, SourceId};
use sources::fetch::Fetched;
use sources::rank::{self, IndexText};
use sources::{Hint, Limits};
use store::sources::IndexedPassage;

use crate::ctx::Ctx;
use crate::error::Error;
use crate::request::{IdempotencyKey, answered_already, answered_before, remember};

/// The most characters of a source's title.
pub const TITLE_CHARACTERS: usize = 300;
/// The most characters of a licence.
pub const LICENCE_CHARACTERS: usize = 200;

/// What a person says about a document.
#[derive(Debug, Clone, Default)]
pub struct Description {
    /// What to call it; the document's own title or file name when absent.
    pub title: Option<String>,
    /// Under what terms it may be used.
    pub licence: Option<String>,
}

/// What is known of a file beside its bytes; believed only where the bytes leave it open.
#[derive(Debug, Clone, Default)]
pub struct FileKind {
    /// Its name, with or without folders.
    pub file_name: Option<String>,
    /// Its media type, such as `text/html; charset=utf-8`.
    pub media_type: Option<String>,
}

/// Adds text that a person typed or pasted. It may be Markdown.
///
/// # Errors
/// [`Error::Invalid`] when title or licence are too long, [`Error::Document`] when there is no text to teach from.
pub async fn add_text(
    ctx: &Ctx,
    owner: UserId,
    description: Description,
    text: String,
) -> Result<SourceId, Error> {
    add(ctx, owner, New::text(description, text), None).await
}

/// Adds a file that a person uploaded.
///
/// # Errors
/// As [`add_text`], and [`Error::Document`] when the file cannot be read.
pub async fn add_file(
    ctx: &Ctx,
    owner: UserId,
    description: Description,
    bytes: Vec<u8>,
    kind: FileKind,
) -> Result<SourceId, Error> {
    add(ctx, owner, New::file(description, bytes, kind), None).await
}

/// Adds a document by its web address, once: with a key seen before, nothing is fetched.
///
/// # Errors
/// As [`add`], [`Error::Fetch`] when the document cannot be had, and [`Error::Invalid`] where addresses are switched
/// off.
pub async fn add_url(
    ctx: &Ctx,
    owner: UserId,
    description: Description,
    url: &str,
    key: Option<IdempotencyKey>,
) -> Result<SourceId, Error> {
    const SWITCHED_OFF: &str = "web addresses are not opened on this installation; upload the file instead";
    check(&description)?;
    if let Some(given) = answered_already(ctx, owner, key.as_ref()).await? {
        return given.parse().map_err(|_| Error::Broken);
    }
    let fetcher = ctx.fetcher.as_ref();
    let fetcher = fetcher.ok_or_else(|| Error::invalid("switched_off", "/url", SWITCHED_OFF))?;
    let Fetched { url, bytes, media_type, file_name } = fetcher.get(url).await?;
    let new = New {
        description,
        bytes,
        kind: FileKind { file_name, media_type },
        origin: Origin::Url,
        url: Some(url),
    };
    add(ctx, owner, new, key).await
}

/// Adds a document once: with a key seen before, answers what was answered then.
///
/// # Errors
/// As [`add_file`], and [`Error::Conflict`] when the key was used for another request.
pub async fn add(ctx: &Ctx, owner: UserId, new: New, key: Option<IdempotencyKey>) -> Result<SourceId, Error> {
    check(&new.description)?;
    let (id, now_ms) = (SourceId(ctx.clock.new_id()), ctx.clock.now_ms());
    let limits = ctx.limits.documents.clone();
    let turn = ctx.document_readers.acquire().await.map_err(|_| Error::Broken)?;
    let read = tokio::task::spawn_blocking(move || new.read(id, &limits));
    let (source, passages) = read.await.map_err(|_| Error::Broken)??;
    drop(turn);
    if passages.is_empty() {
        let detail = "no sentence to teach from was found in it; add a text with full sentences";
        return Err(Error::invalid("no_text", "/text", detail));
    }
    ctx.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(given) = answered_before(tx, owner, key.as_ref()).await? {
                    return given.parse().map_err(|_| Error::Broken);
                }
                store::sources::insert(tx, Some(owner), &source, &passages, now_ms).await?;
                remember(tx, owner, key, id.to_string(), now_ms).await?;
                Ok(id)
            })
        })
        .await
}

/// Removes a source. Materials keep the passages they were made from.
///
/// # Errors
/// [`Error::NotFound`] when the owner has no such source.
pub async fn remove(ctx: &Ctx, owner: UserId, id: SourceId) -> Result<(), Error> {
    let gone = ctx
        .db
        .write(move |tx| {
            Box::pin(async move { Ok::<_, Error>(store::sources::remove(tx, owner, id).await?) })
        })
        .await?;
    if gone { Ok(()) } else { Err(Error::NotFound { what: "source" }) }
}

/// A document that is to become a source.
#[derive(Debug, Clone)]
pub struct New {
    description: Description,
    bytes: Vec<u8>,
    kind: FileKind,
    origin: Origin,
    url: Option<String>,
}

impl New {
    /// Text that a person typed or pasted; it may be Markdown.
    pub fn text(description: Description, text: String) -> Self {
        let kind = FileKind { file_name: None, media_type: Some("text/markdown".to_owned()) };
        Self { description, bytes: text.into_bytes(), kind, origin: Origin::Text, url: None }
    }

    /// A file that a person uploaded.
    pub fn file(description: Description, bytes: Vec<u8>, kind: FileKind) -> Self {
        Self { description, bytes, kind, origin: Origin::Upload, url: None }
    }

    /// Reads the document; computes for as long as its limits allow.
    fn read(self, id: SourceId, limits: &Limits) -> Result<(Source, Vec<IndexedPassage>), Error> {
        let hint =
            Hint { file_name: self.kind.file_name.as_deref(), media_type: self.kind.media_type.as_deref() };
        let document = sources::extract(&self.bytes, hint, limits)?;
        let passages = sources::chunk::passages(id, &document);
        let title = self.description.title.or(document.title).or(self.kind.file_name);
        let title = title.unwrap_or_else(|| first_words(&document.text));
        let source = Source {
            id,
            title: title.trim().chars().take(TITLE_CHARACTERS).collect(),
            language: sources::language_of(&document.text),
            text: document.text,
            licence: self.description.licence.filter(|licence| !licence.trim().is_empty()),
            url: self.url,
            origin: self.origin,
            references: Vec::new(),
        };
        let indexed = passages.into_iter().map(|passage| indexed(passage, &source)).collect();
        Ok((source, indexed))
    }
}

/// The passage with the stems it is found by.
pub(crate) fn indexed(passage: content::Passage, source: &Source) -> IndexedPassage {
    let IndexText { title, heading, body } = rank::index_text(&passage, source);
    IndexedPassage { passage, title_stems: title, heading_stems: heading, body_stems: body }
}

fn check(description: &Description) -> Result<(), Error> {
    let mut findings = Vec::new();
    for (pointer, text, most) in [
        ("/title", description.title.as_deref(), TITLE_CHARACTERS),
        ("/licence", description.licence.as_deref(), LICENCE_CHARACTERS),
    ] {
        let length = text.map_or(0, |text| text.chars().count());
        if length > most {
            findings.push(Finding::new(
                "too_long",
                pointer,
                format!("{length} characters; the most is {most}"),
            ));
        }
        if text.is_some_and(|text| text.chars().any(char::is_control)) {
            findings.push(Finding::new("control_character", pointer, "remove the control character"));
        }
    }
    if description.title.as_deref().is_some_and(|title| title.trim().is_empty()) {
        findings.push(Finding::new("too_short", "/title", "give the source a title or leave it out"));
    }
    if findings.is_empty() { Ok(()) } else { Err(Error::Invalid { findings }) }
}

fn first_words(text: &str) -> String {
    text.split_whitespace().take(8).collect::<Vec<_>>().join(" ")
}
