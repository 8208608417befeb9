//! 2 · Brief → passages to teach from.
//!
//! A person who names sources gets passages of these alone. Otherwise the library's text on the topic, at the
//! reader's level, and whatever of the person's own sources covers it. Passages that merely mention a word of the
//! topic are not taught from.

use std::collections::{HashMap, HashSet};

use auth::user::UserId;
use content::brief::Grounding;
use content::{Finding, Passage, Source, SourceId};
use sources::library::{self, Level, LibraryText};
use sources::rank;
use store::search::{self, Search};

use super::privacy;
use super::screen::Screened;
use crate::ctx::Ctx;
use crate::engine::Engine;
use crate::error::Error;

/// The most words one material is written from, more than any type uses; counted in words since a manual's passages may
/// be of ten words each.
const MOST_WORDS: usize = 9_000;

/// From how many mentions on, one passage in so many, a document is about a topic as a whole.
const ABOUT_AS_A_WHOLE: usize = 6;

/// How many passages a search may return before those are chosen whose source covers the topic.
const SEARCHED: u32 = 200;

/// How many sources found by search are read whole to see whether they cover the topic.
const SOURCES_READ: usize = 12;

/// A brief with what to teach from.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The screened brief.
    pub screened: Screened,
    /// The passages, in reading order within each source; the best source first.
    pub passages: Vec<Passage>,
    /// Their sources.
    pub sources: Vec<Source>,
    /// How many passages were left out because they give orders to a machine.
    pub orders_left_out: usize,
    /// How many sentences were left out because they say how a private person can be reached.
    pub private_left_out: usize,
    /// The library's texts on the same topic at the other reading level, for when these give too little.
    other_level: Vec<&'static LibraryText>,
}

impl Gathered {
    /// The same with the other reading level's texts added; `None` when there is nothing to add.
    pub fn widened(&self) -> Option<Self> {
        let mut wider = self.clone();
        for text in wider.other_level.drain(..) {
            wider.sources.push(text.source());
            wider.passages.extend_from_slice(text.passages());
        }
        wider.leave_out_orders();
        wider.leave_out_private();
        (wider.passages.len() > self.passages.len()).then_some(wider)
    }

    /// Leaves out passages that give orders to whoever makes material from them: what they say is not to be taught,
    /// least of all to a model.
    fn leave_out_orders(&mut self) {
        let before = self.passages.len();
        self.passages.retain(|passage| !eval::orders::stand_in_source(&passage.text));
        self.orders_left_out += before - self.passages.len();
    }

    /// Leaves out the sentences that say how a private person can be reached: nobody is to learn them.
    fn leave_out_private(&mut self) {
        let language = self.screened.brief.language.clone();
        for passage in std::mem::take(&mut self.passages) {
            let (left, times) = privacy::without_private(passage, language.as_str());
            self.passages.extend(left);
            self.private_left_out += times;
        }
    }

    /// What the screening of brief and passages found, for the material's `safety_check`.
    pub fn safety_check(&self) -> String {
        let mut found = Vec::new();
        if self.screened.hidden_removed > 0 {
            found.push(format!("{} hidden characters removed", self.screened.hidden_removed));
        }
        if self.orders_left_out > 0 {
            found.push(format!("{} passages with orders to a machine left out", self.orders_left_out));
        }
        if self.private_left_out > 0 {
            found.push(format!(
                "{} sentences with a private person's contact left out",
                self.private_left_out
            ));
        }
        if found.is_empty() { "passed".to_owned() } else { format!("passed; {}", found.join("; ")) }
    }
}

/// Finds what to teach from.
///
/// # Errors
/// [`Error::NothingToTeachFrom`] when no source says enough about the topic and the writer may not do without,
/// [`Error::Store`].
pub async fn gather(
    ctx: &Ctx,
    reader: UserId,
    screened: Screened,
    engine: &Engine,
) -> Result<Gathered, Error> {
    let named = screened.brief.source_ids.clone();
    let mut gathered = Gathered {
        screened,
        passages: Vec::new(),
        sources: Vec::new(),
        orders_left_out: 0,
        private_left_out: 0,
        other_level: Vec::new(),
    };
    if named.is_empty() {
        gathered.add_whatever_covers(ctx, reader).await?;
    } else {
        gathered.add_named(ctx, reader, &named).await?;
    }
    gathered.leave_out_orders();
    gathered.leave_out_private();
    // a model may write from its own knowledge where the brief says so
    let may_know = engine.is_model() && gathered.screened.brief.grounding == Grounding::Open;
    if gathered.passages.is_empty() && !may_know {
        return Err(nothing(&gathered.screened.brief.topic, &named));
    }
    Ok(gathered)
}

impl Gathered {
    /// All passages of the sources named, if these speak of the topic at all.
    async fn add_named(&mut self, ctx: &Ctx, reader: UserId, named: &[SourceId]) -> Result<(), Error> {
        let mut passages = Vec::new();
        for id in named {
            let Some(source) = store::sources::find(&ctx.db, reader, *id).await? else { continue };
            passages.extend(store::sources::passages(&ctx.db, *id).await?);
            self.sources.push(source);
        }
        let (topic, sources) = (self.screened.brief.topic.clone(), self.sources.clone());
        let chosen = tokio::task::spawn_blocking(move || {
            if mentions(&topic, &passages, &sources) { best_of(&topic, passages) } else { Vec::new() }
        });
        self.passages = chosen.await.map_err(|_| Error::Broken)?;
        Ok(())
    }

    /// The library's texts on the topic at the reader's level, after what else covers it.
    async fn add_whatever_covers(&mut self, ctx: &Ctx, reader: UserId) -> Result<(), Error> {
        let topic = self.screened.brief.topic.clone();
        let level = Level::for_grade(self.screened.brief.grade_level);
        // the library is looked through while the database looks whether the reader has sources
        let (has_own, mut named) =
            tokio::join!(store::sources::has_any(&ctx.db, reader), async { Named::of(&topic, level) });
        let mut found = Vec::new();
        let candidates =
            if named.is_empty() || has_own? { candidates(ctx, reader, &topic).await? } else { Vec::new() };
        for id in candidates {
            let of_library = library::texts().iter().find(|text| text.source_id == id);
            if of_library.is_some_and(|text| text.level != level || !named.is_empty()) {
                continue;
            }
            let Some(source) = store::sources::find(&ctx.db, reader, id).await? else { continue };
            found.push((source, store::sources::passages(&ctx.db, id).await?));
        }
        (self.sources, self.passages) = covering(topic, found).await?;
        self.sources.append(&mut named.sources);
        self.passages.append(&mut named.passages);
        self.other_level = named.other_level;
        Ok(())
    }
}

/// The library's texts that are on a topic by name.
struct Named {
    sources: Vec<Source>,
    passages: Vec<Passage>,
    other_level: Vec<&'static LibraryText>,
}

impl Named {
    fn of(topic: &str, level: Level) -> Self {
        let exact = library::find(topic).into_iter().filter(|found| found.exact).map(|found| found.text);
        let (here, other_level): (Vec<_>, Vec<_>) = exact.partition(|text| text.level == level);
        Self {
            sources: here.iter().map(|text| text.source()).collect(),
            passages: here.iter().flat_map(|text| text.passages()).cloned().collect(),
            other_level,
        }
    }

    fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.other_level.is_empty()
    }
}

/// The sources that search finds for the topic, the best first.
async fn candidates(ctx: &Ctx, reader: UserId, topic: &str) -> Result<Vec<SourceId>, Error> {
    let stems: Vec<String> = rank::query(topic).all_terms().into_iter().map(ToOwned::to_owned).collect();
    let search = Search { reader, stems: &stems, within: &[], limit: SEARCHED };
    let mut seen = HashSet::new();
    let hits = search::sources(&ctx.db, search).await?;
    Ok(hits.into_iter().filter(|id| seen.insert(*id)).take(SOURCES_READ).collect())
}

/// Those of the sources that cover the topic, and their best passages. Whole sources are read for it, which takes
/// milliseconds, so it runs beside the async threads.
async fn covering(
    topic: String,
    found: Vec<(Source, Vec<Passage>)>,
) -> Result<(Vec<Source>, Vec<Passage>), Error> {
    if found.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    tokio::task::spawn_blocking(move || {
        let (mut sources, mut passages) = (Vec::new(), Vec::new());
        for (source, found) in found {
            let relevant = rank::covers(&topic, &found, std::slice::from_ref(&source)).relevant;
            if !relevant.is_empty() {
                passages.extend(with_neighbours(found, &relevant));
                sources.push(source);
            }
        }
        (sources, best_of(&topic, passages))
    })
    .await
    .map_err(|_| Error::Broken)
}

/// Whether a telling word of the topic stands anywhere in these: enough where a person chose the sources.
fn mentions(topic: &str, passages: &[Passage], sources: &[Source]) -> bool {
    let query = rank::query(topic);
    let wanted: HashSet<&str> = query.all_terms().into_iter().collect();
    passages.iter().any(|passage| {
        let source = sources.iter().find(|source| source.id == passage.source_id);
        source.is_some_and(|source| {
            let text = rank::index_text(passage, source);
            [&text.title, &text.heading, &text.body]
                .into_iter()
                .any(|stems| stems.split(' ').any(|stem| wanted.contains(stem)))
        })
    })
}

/// The relevant passages and those beside them under the same heading, which complete what they say.
fn with_neighbours(passages: Vec<Passage>, relevant: &[usize]) -> Vec<Passage> {
    let wanted: HashSet<usize> = relevant
        .iter()
        .flat_map(|&index| [index.checked_sub(1), Some(index), index.checked_add(1)])
        .flatten()
        .filter(|&near| {
            let beside = |index: &usize| {
                index.abs_diff(near) <= 1
                    && passages.get(*index).map(|passage| &passage.heading)
                        == passages.get(near).map(|passage| &passage.heading)
            };
            relevant.iter().any(beside)
        })
        .collect();
    passages
        .into_iter()
        .enumerate()
        .filter(|(index, _)| wanted.contains(index))
        .map(|(_, passage)| passage)
        .collect()
}

/// The best passages for the topic, back in reading order.
fn best_of(topic: &str, passages: Vec<Passage>) -> Vec<Passage> {
    let words: Vec<usize> = passages.iter().map(|passage| passage.text.split_whitespace().count()).collect();
    if words.iter().sum::<usize>() <= MOST_WORDS {
        return passages;
    }
    let ranked: Vec<usize> =
        rank::order(&rank::query(topic), &passages).into_iter().map(|(index, _)| index).collect();
    let mut best = HashSet::new();
    let mut room = MOST_WORDS;
    for index in in_order_of_worth(&ranked, &passages) {
        if words[index] <= room && best.insert(index) {
            room -= words[index];
        }
    }
    let mut chosen: Vec<Passage> = Vec::with_capacity(best.len());
    let mut source_order: HashMap<SourceId, usize> = HashMap::new();
    for (index, passage) in passages.into_iter().enumerate() {
        let next = source_order.len();
        source_order.entry(passage.source_id).or_insert(next);
        if best.contains(&index) {
            chosen.push(passage);
        }
    }
    chosen.sort_by_key(|passage| (source_order.get(&passage.source_id).copied(), passage.ordinal));
    chosen
}

/// Which passages to take first, some twice. Where the whole document is about the topic, its words hardly tell passages
/// apart: every second one is then taken as it comes, since what a text speaks of it explains at its beginning. Else each
/// that speaks of the topic comes with those beside it.
fn in_order_of_worth(ranked: &[usize], passages: &[Passage]) -> Vec<usize> {
    if ranked.len() * ABOUT_AS_A_WHOLE >= passages.len() {
        let ranked = ranked.iter().map(|&index| Some(index)).chain(std::iter::repeat(None));
        return (0..passages.len())
            .zip(ranked)
            .flat_map(|(next, ranked)| [Some(next), ranked])
            .flatten()
            .collect();
    }
    let beside = |index: usize| {
        [Some(index), index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter(move |&near| {
            passages.get(near).is_some_and(|passage| passage.heading == passages[index].heading)
        })
    };
    ranked.iter().flat_map(|&index| beside(index)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A manual of many short entries, each of ten words after its own.
    fn manual(texts: impl Iterator<Item = String>) -> Vec<Passage> {
        let rest = " holds ten words that say what it does".repeat(3);
        texts
            .zip(0..)
            .map(|(text, ordinal)| Passage {
                id: content::PassageId(uuid::Uuid::from_u128(u128::from(ordinal))),
                source_id: SourceId(uuid::Uuid::from_u128(1)),
                ordinal,
                text: format!("{text}{rest}."),
                start: 0,
                end: 0,
                page: None,
                heading: Some(format!("Entry {ordinal}")),
                marks: Vec::new(),
            })
            .collect()
    }

    #[test]
    fn a_manual_of_short_entries_is_read_up_to_the_room_there_is() {
        let all = manual((0..900).map(|number| format!("The kiln of entry {number}")));
        let chosen = best_of("kiln", all);
        let words: usize = chosen.iter().map(|passage| passage.text.split_whitespace().count()).sum();
        assert!(words > MOST_WORDS - 40 && words <= MOST_WORDS, "{words} words");
        assert!(chosen.is_sorted_by_key(|passage| passage.ordinal));
        assert_eq!(chosen.first().map(|passage| passage.ordinal), Some(0), "it begins at the beginning");
    }

    #[test]
    fn a_topic_of_a_few_entries_is_not_filled_up_with_others() {
        let speaks = |number: u32| if number % 300 == 7 { "The glaze" } else { "The kiln" };
        let chosen = best_of("glaze", manual((0..900).map(|number| speaks(number).to_owned())));
        let ordinals: Vec<u32> = chosen.iter().map(|passage| passage.ordinal).collect();
        assert_eq!(ordinals, [7, 307, 607]);
    }
}
