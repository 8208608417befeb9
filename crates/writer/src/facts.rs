//! What passages say: definitions, parts, causes, sequences, figures, dates, comparisons, each with its exact words.
//!
//! Every finder works on one sentence (or one run of sentences) of one passage and keeps byte ranges into the
//! passage's text, so that a quote is always the passage's own words. Marks of the library are used as if a finder
//! had found them; on a stranger's text the finders work alone, and rather find nothing than something wrong: a
//! sentence that leans on the one before it ([`standing`]) is never a fact.

use std::ops::Range;

use content::Passage;

use crate::sentence::{self, Sentence};

mod cause;
mod contrast;
mod definition;
pub(crate) mod entry;
mod figure;
mod fragment;
mod marked;
mod misconception;
mod parts;
mod sequence;
pub(crate) mod standing;
mod weight;

pub use cause::Link;

/// Words of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// Which passage: index into the request's passages.
    pub passage: usize,
    /// Bytes of that passage's text.
    pub bytes: Range<usize>,
}

impl Span {
    /// The words themselves.
    pub fn text<'a>(&self, passages: &'a [Passage]) -> &'a str {
        passages
            .get(self.passage)
            .and_then(|passage| passage.text.get(self.bytes.clone()))
            .unwrap_or_default()
    }

    /// Whether the other span lies wholly inside this one.
    pub fn covers(&self, other: &Self) -> bool {
        self.passage == other.passage
            && self.bytes.start <= other.bytes.start
            && other.bytes.end <= self.bytes.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.passage == other.passage
            && self.bytes.start < other.bytes.end
            && other.bytes.start < self.bytes.end
    }
}

/// One thing a passage says.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The sentence, or the run of sentences, that says it: the quote.
    pub quote: Span,
    /// What it says.
    pub kind: FactKind,
    /// Whether an author marked it; marked facts are preferred.
    pub marked: bool,
    /// How central it is to the passages, from 0 to 1.
    pub weight: f64,
}

/// What a fact says.
#[derive(Debug, Clone, PartialEq)]
pub enum FactKind {
    /// `term` is `definition`; the definition holds no word of the term.
    Definition {
        /// The term without its article.
        term: Span,
        /// What it is.
        definition: Span,
        /// The words that join them as written: `is`, `are`, `means`, `is called`.
        copula: String,
    },
    /// `effect` because of `cause`.
    Cause {
        /// Why.
        cause: Span,
        /// What follows.
        effect: Span,
        /// How the sentence joins the two.
        link: Link,
    },
    /// Steps of one process in order.
    Sequence {
        /// The sentence that announces them, where there is one.
        intro: Option<Span>,
        /// The steps.
        steps: Vec<Span>,
    },
    /// A number with its unit, or a date.
    Figure {
        /// The words to ask for, unit included.
        value: Span,
        /// Whether it is a date or a year.
        is_date: bool,
    },
    /// A sentence that compares two things.
    Contrast {
        /// The two things, where they can be told.
        sides: Option<(Span, Span)>,
    },
    /// A whole and its parts.
    Parts {
        /// What has parts.
        whole: Span,
        /// The parts.
        parts: Vec<Span>,
    },
    /// A widespread wrong belief, set right in the quote's last sentence.
    Misconception {
        /// The wrong belief: false, never stated as fact.
        belief: Span,
        /// The sentence that sets it right.
        correction: Span,
    },
    /// What an option, a command, a function or a file is for, said right under or after its name.
    Entry {
        /// The name, where it stands in the text; else it is the passage's heading.
        term: Option<Span>,
        /// What it does or is; often no sentence.
        meaning: Span,
    },
    /// A plain statement worth keeping that none of the others fits.
    Statement,
}

/// Everything found in the passages, in reading order.
///
/// A sentence may hold several facts (a definition and a figure); each stands for itself. A sentence that holds none
/// of the special kinds and stands alone is a [`FactKind::Statement`].
pub fn find(passages: &[Passage]) -> Vec<Fact> {
    let sentences = sentence::read(passages);
    let mut facts = Vec::new();
    let (beliefs, mut found) = misconception::find(&sentences, passages);
    facts.append(&mut found);
    for sentence in sentences.iter().filter(|sentence| !beliefs.contains(&sentence.span)) {
        in_sentence(sentence, passages, &mut facts);
    }
    facts.append(&mut sequence::find(&sentences, passages));
    let mut entries = entry::find(&sentences, passages);
    let defined = |quote: &Span| {
        let defines = |fact: &&Fact| matches!(fact.kind, FactKind::Definition { .. });
        facts.iter().filter(defines).any(|fact| fact.quote.overlaps(quote))
    };
    entries.retain(|entry| !defined(&entry.quote));
    let labels = entry::labels(passages);
    let leans = |fact: &Fact| {
        let label = labels.get(fact.quote.passage).copied().flatten();
        let defines = matches!(fact.kind, FactKind::Definition { .. });
        !(defines && entry::names_anew(fact.quote.text(passages)))
            && label.is_some_and(|label| entry::leans_on(label, fact.quote.text(passages)))
    };
    facts.retain(|fact| !leans(fact));
    facts.append(&mut entries);
    in_reading_order(&mut facts, passages);
    weight::weigh(&mut facts, &sentences, passages);
    facts
}

/// Everything one sentence says by itself.
fn in_sentence(sentence: &Sentence<'_>, passages: &[Passage], facts: &mut Vec<Fact>) {
    let marks = marked::Marks::of(sentence, passages);
    let alone = standing::stands_alone(sentence);
    let fact =
        |kind: FactKind, marked: bool| Fact { quote: sentence.span.clone(), kind, marked, weight: 0.0 };
    let mut kinds = marked::find(sentence, &marks);
    // "The value is 11": worth a mark, but nobody can be asked for it
    kinds.retain(|kind| alone || !matches!(kind, FactKind::Figure { .. }));
    let found = if alone { unmarked(sentence, &kinds) } else { Vec::new() };
    if !alone && kinds.is_empty() && sentence.block != sentence::Block::Prose {
        kinds.extend(definition::in_entry(sentence));
        facts.extend(kinds.into_iter().map(|kind| fact(kind, false)));
        return;
    }
    if alone && kinds.is_empty() && found.is_empty() {
        facts.push(fact(FactKind::Statement, false));
    }
    facts.extend(kinds.into_iter().map(|kind| fact(kind, true)));
    facts.extend(found.into_iter().map(|kind| fact(kind, false)));
}

/// What the finders see in a sentence that stands alone, but for kinds that its author has marked.
fn unmarked(sentence: &Sentence<'_>, marked: &[FactKind]) -> Vec<FactKind> {
    let free = |order: u8| !marked.iter().any(|kind| kind.order() == order);
    let mut found = Vec::new();
    let mut look = |order: u8, finder: fn(&Sentence<'_>) -> Option<FactKind>| {
        if free(order) {
            found.extend(finder(sentence));
        }
    };
    look(DEFINITION, definition::find);
    if free(DEFINITION) {
        look(PARTS, parts::find);
    }
    look(CONTRAST, contrast::find);
    look(FIGURE, figure::find);
    let defines = !free(DEFINITION) || found.iter().any(|kind| kind.order() == DEFINITION);
    if !defines && free(CAUSE) {
        found.extend(cause::find(sentence));
    }
    found
}

fn in_reading_order(facts: &mut [Fact], passages: &[Passage]) {
    let mut place = vec![0; passages.len()];
    for (rank, index) in sentence::reading_order(passages).into_iter().enumerate() {
        place[index] = rank;
    }
    facts.sort_by_key(|fact| {
        (
            place.get(fact.quote.passage).copied().unwrap_or(usize::MAX),
            fact.quote.bytes.start,
            fact.kind.order(),
        )
    });
}

/// Where the kinds stand among facts of one sentence.
const DEFINITION: u8 = 0;
const PARTS: u8 = 1;
const SEQUENCE: u8 = 2;
const CAUSE: u8 = 3;
const CONTRAST: u8 = 4;
const MISCONCEPTION: u8 = 5;
const FIGURE: u8 = 6;
const ENTRY: u8 = 7;
const STATEMENT: u8 = 8;

impl FactKind {
    /// Where a kind stands among facts of one sentence.
    fn order(&self) -> u8 {
        match self {
            Self::Definition { .. } => DEFINITION,
            Self::Parts { .. } => PARTS,
            Self::Sequence { .. } => SEQUENCE,
            Self::Cause { .. } => CAUSE,
            Self::Contrast { .. } => CONTRAST,
            Self::Misconception { .. } => MISCONCEPTION,
            Self::Figure { .. } => FIGURE,
            Self::Entry { .. } => ENTRY,
            Self::Statement => STATEMENT,
        }
    }
}
