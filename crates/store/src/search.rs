//! Finding passages by their stems, best first.
//!
//! SQLite answers with FTS5 and its `bm25()`. The application computes the stems on both sides, so another database's
//! full-text index can stand behind the same function and find the same passages.

use auth::user::UserId;
use content::{Passage, SourceId};
use sqlx::{QueryBuilder, Row, Sqlite};

use crate::sources::passage;
use crate::{Db, Error};

/// How much a hit in the title, the heading and the body counts. A passage whose source is about the topic beats
/// one that mentions it.
const WEIGHTS: (f64, f64, f64) = (4.0, 2.0, 1.0);

/// The most stems one search looks for; the rest would only cost time.
const MOST_STEMS: usize = 64;

/// What to look for and where.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// Who asks; they find their own sources and the library's.
    pub reader: UserId,
    /// The stems, any of which may occur.
    pub stems: &'a [String],
    /// Only in these sources; everywhere when empty.
    pub within: &'a [SourceId],
    /// The most passages to return.
    pub limit: u32,
}

/// A passage found and how well it fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The passage.
    pub passage: Passage,
    /// The title of its source.
    pub source_title: String,
    /// BM25, higher is better.
    pub score: f64,
}

/// The passages that hold any of the stems, best first.
///
/// # Errors
/// [`Error::Database`], [`Error::Corrupt`].
pub async fn passages(db: &Db, search: Search<'_>) -> Result<Vec<Hit>, Error> {
    const WANTED: &str =
        "p.id, p.source_id, p.ordinal, p.text, p.start_at, p.end_at, p.page, p.heading, p.marks,
                          s.title AS source_title";
    let Some(mut query) = matching(WANTED, search) else { return Ok(Vec::new()) };
    let rows = query.build().fetch_all(&db.reads).await?;
    rows.iter()
        .map(|row| {
            Ok(Hit {
                passage: passage(row)?,
                source_title: row.try_get("source_title")?,
                score: -row.try_get::<f64, _>("rank")?,
            })
        })
        .collect()
}

/// The sources of these passages, a source for each passage found, without reading the passages.
///
/// # Errors
/// [`Error::Database`].
pub async fn sources(db: &Db, search: Search<'_>) -> Result<Vec<SourceId>, Error> {
    let Some(mut query) = matching("p.source_id", search) else { return Ok(Vec::new()) };
    let rows = query.build().fetch_all(&db.reads).await?;
    rows.iter().map(|row| Ok(SourceId(row.try_get("source_id")?))).collect()
}

/// The query for what is `wanted` of passages that hold any of the stems; `None` when there are none to look for.
fn matching(wanted: &str, search: Search<'_>) -> Option<QueryBuilder<Sqlite>> {
    let expression = expression(search.stems);
    if expression.is_empty() {
        return None;
    }
    let (title, heading, body) = WEIGHTS;
    let mut query: QueryBuilder<Sqlite> = QueryBuilder::new(format!("SELECT {wanted}, bm25(passage_index, "));
    query.push_bind(title).push(", ").push_bind(heading).push(", ").push_bind(body);
    query.push(
        ") AS rank FROM passage_index
         JOIN passages p ON p.seq = passage_index.rowid
         JOIN sources s ON s.id = p.source_id
         WHERE passage_index MATCH ",
    );
    query.push_bind(expression).push(" AND (s.owner IS NULL OR s.owner = ").push_bind(search.reader.0);
    query.push(")");
    if !search.within.is_empty() {
        query.push(" AND s.id IN (");
        let mut ids = query.separated(", ");
        for id in search.within {
            ids.push_bind(id.0);
        }
        query.push(")");
    }
    query.push(" ORDER BY rank, p.source_id, p.ordinal LIMIT ").push_bind(search.limit);
    Some(query)
}

/// The stems as an FTS5 expression; each is quoted, so that nothing a person types is read as an operator.
fn expression(stems: &[String]) -> String {
    let quoted: Vec<String> = stems
        .iter()
        .map(|stem| stem.replace(['"', '\0'], ""))
        .filter(|stem| !stem.trim().is_empty())
        .take(MOST_STEMS)
        .map(|stem| format!("\"{stem}\""))
        .collect();
    quoted.join(" OR ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_is_never_an_operator() {
        let stems = ["a\" OR \"b".to_owned(), "NEAR(".to_owned(), "\0".to_owned(), String::new()];
        assert_eq!(expression(&stems), "\"a OR b\" OR \"NEAR(\"");
    }
}
