//! 2 · Brief → passages to teach from.
//!
//! A person who names sources gets passages of these alone. Otherwise the library's text on the topic, at the
//! reader's level, and whatever of the person's own sources covers it. Passages that merely mention a word of the
//! topic are not taught from.

use std::collections::HashMap;

use auth::user::UserId;
use content::source::Origin;
use content::{Finding, GradeLevel, Passage, Source, SourceId};
use sources::library::Level;
use sources::rank;
use store::search::{self, Search};

use super::screen::Screened;
use crate::ctx::Ctx;
use crate::error::Error;

/// The most passages one material is written from: about 6,000 words, more than any type uses.
const MOST_PASSAGES: usize = 60;

/// How many passages a search may return before those are chosen whose source covers the topic.
const SEARCHED: u32 = 200;

/// A brief with what to teach from.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The screened brief.
    pub screened: Screened,
    /// The passages, in reading order within each source; the best source first.
    pub passages: Vec<Passage>,
    /// Their sources.
    pub sources: Vec<Source>,
    /// The library's text on the same topic at the other reading level, for when these give too little.
    other_level: Option<(Source, Vec<Passage>)>,
}

impl Gathered {
    /// The same with the other reading level's text added; `None` when there is nothing to add.
    pub fn widened(&self) -> Option<Self> {
        let (source, passages) = self.other_level.clone()?;
        let mut wider = self.clone();
        wider.other_level = None;
        wider.sources.push(source);
        wider.passages.extend(passages);
        Some(wider)
    }
}

/// Finds what to teach from.
///
/// # Errors
/// [`Error::NothingToTeachFrom`] when no source says enough about the topic, [`Error::Store`].
pub async fn gather(ctx: &Ctx, reader: UserId, screened: Screened) -> Result<Gathered, Error> {
    let named = screened.brief.source_ids.clone();
    let found = if named.is_empty() {
        from_everything(ctx, reader, &screened).await?
    } else {
        from_named(ctx, reader, &screened, &named).await?
    };
    found.filter(|gathered| !gathered.passages.is_empty()).ok_or_else(|| nothing(&screened.brief.topic, &named))
}

impl Screened {
    fn with(&self, passages: Vec<Passage>, sources: Vec<Source>) -> Gathered {
        Gathered { screened: self.clone(), passages, sources, other_level: None }
    }
}

async fn from_named(
    ctx: &Ctx,
    reader: UserId,
    screened: &Screened,
    named: &[SourceId],
) -> Result<Option<Gathered>, Error> {
    let (mut passages, mut sources) = (Vec::new(), Vec::new());
    for id in named {
        let Some(source) = store::sources::find(&ctx.db, reader, *id).await? else { continue };
        passages.extend(store::sources::passages(&ctx.db, *id).await?);
        sources.push(source);
    }
    if !rank::mentions(&screened.brief.topic, &passages, &sources) {
        return Ok(None);
    }
    Ok(Some(screened.with(best_of(&screened.brief.topic, passages), sources)))
}

async fn from_everything(ctx: &Ctx, reader: UserId, screened: &Screened) -> Result<Option<Gathered>, Error> {
    let topic = &screened.brief.topic;
    let level = level_for(screened.brief.grade_level);
    let (mut passages, mut sources) = own_and_mentioned(ctx, reader, topic, level).await?;
    let Some(entry) = sources::library::find(topic) else {
        return Ok(Some(screened.with(best_of(topic, passages), sources)));
    };
    let (text, other) = entry.at(level);
    sources.retain(|source| source.origin != Origin::Library);
    passages.retain(|passage| sources.iter().any(|source| source.id == passage.source_id));
    let mut passages = best_of(topic, passages);
    passages.extend(text.passages());
    sources.push(text.source());
    let mut gathered = screened.with(passages, sources);
    gathered.other_level = other.map(|other| (other.source(), other.passages()));
    Ok(Some(gathered))
}

/// Passages from all that the reader may read, of those sources alone that cover the topic. Of a library topic that
/// stands at two levels, only the reader's.
async fn own_and_mentioned(
    ctx: &Ctx,
    reader: UserId,
    topic: &str,
    level: Level,
) -> Result<(Vec<Passage>, Vec<Source>), Error> {
    let stems = rank::query(topic).stems;
    let search = Search { reader, stems: &stems, within: &[], limit: SEARCHED };
    let hits = search::passages(&ctx.db, search).await?;
    let mut order = Vec::new();
    let mut by_source: HashMap<SourceId, Vec<Passage>> = HashMap::new();
    for hit in hits {
        let id = hit.passage.source_id;
        by_source.entry(id).or_insert_with(|| {
            order.push(id);
            Vec::new()
        });
        by_source.entry(id).or_default().push(hit.passage);
    }
    let (mut passages, mut sources) = (Vec::new(), Vec::new());
    for id in order {
        if sources::library::level_of(id).is_some_and(|found| found != level) {
            continue;
        }
        let Some(source) = store::sources::find(&ctx.db, reader, id).await? else { continue };
        let hits = by_source.remove(&id).unwrap_or_default();
        if rank::covers(topic, &hits, std::slice::from_ref(&source)) {
            let about = rank::is_about(topic, &source);
            passages.extend(if about { store::sources::passages(&ctx.db, id).await? } else { hits });
            sources.push(source);
        }
    }
    Ok((passages, sources))
}

/// The best passages for the topic, back in reading order.
fn best_of(topic: &str, passages: Vec<Passage>) -> Vec<Passage> {
    let keep: Vec<usize> = if passages.len() <= MOST_PASSAGES {
        (0..passages.len()).collect()
    } else {
        rank::order(topic, &passages).into_iter().map(|(index, _)| index).take(MOST_PASSAGES).collect()
    };
    let mut source_order = HashMap::new();
    for passage in &passages {
        let next = source_order.len();
        source_order.entry(passage.source_id).or_insert(next);
    }
    let mut chosen: Vec<Passage> = keep.into_iter().filter_map(|index| passages.get(index).cloned()).collect();
    chosen.sort_by_key(|passage| (source_order.get(&passage.source_id).copied(), passage.ordinal));
    chosen.dedup_by(|a, b| a.id == b.id);
    chosen
}

/// Which of the library's two reading levels suits these readers.
fn level_for(level: GradeLevel) -> Level {
    match level {
        GradeLevel::Elementary | GradeLevel::MiddleSchool => Level::Lower,
        GradeLevel::HighSchool | GradeLevel::College | GradeLevel::AdultLearning | GradeLevel::General => {
            Level::Upper
        }
    }
}

fn nothing(topic: &str, named: &[SourceId]) -> Error {
    let shown: String = topic.chars().take(80).collect();
    let detail = if named.is_empty() {
        format!("no source here covers “{shown}”; add a source on it, or try a topic of the library")
    } else {
        format!("the sources named say nothing about “{shown}”; name others or change the topic")
    };
    Error::NothingToTeachFrom { findings: vec![Finding::new("no_source", "/topic", detail)] }
}
