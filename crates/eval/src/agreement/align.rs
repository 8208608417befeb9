//! Alignment: which words of the source a statement's words stand for, in the same order.

use super::quantity::Fit;
use super::sentence::{Kind, Sentence, Token};
use super::thesaurus;

/// One word of the statement and the word of the source it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    /// Position in the statement.
    pub(crate) mine: usize,
    /// Position in the source's sentence.
    pub(crate) theirs: usize,
}

/// A statement laid beside a sentence of the source.
#[derive(Debug, Clone, Default)]
pub(crate) struct Alignment {
    /// What was found in the same order.
    pub(crate) pairs: Vec<Pair>,
    /// Content of the statement that stands nowhere in the sentence.
    pub(crate) missing: Vec<usize>,
    /// What was found in another order, with the nearest place it stands at.
    pub(crate) displaced: Vec<Pair>,
}

/// How well two tokens match: 0 not at all, 4 the same word.
pub(crate) fn quality(mine: &Token, theirs: &Token) -> i32 {
    match (mine.kind, theirs.kind) {
        (Kind::Word, Kind::Word) => quality_of_words(mine, theirs),
        (Kind::Formula, Kind::Formula) => 4 * i32::from(mine.word == theirs.word),
        (Kind::Quantity(mine), Kind::Quantity(theirs)) => {
            // "one" may be no more than an article
            (quality_of_fit(mine.fit(&theirs)) - 2 * i32::from(theirs.soft)).max(0)
        }
        (Kind::Date(mine), Kind::Date(theirs)) => quality_of_fit(Some(mine.fit(&theirs))),
        (Kind::Word, Kind::Quantity(_)) => {
            3 * i32::from(theirs.word.split(' ').any(|word| word == mine.word))
        }
        (Kind::Quantity(number), Kind::Date(date)) | (Kind::Date(date), Kind::Quantity(number)) => {
            let year = date.year.map(f64::from);
            let bare = date.month.is_none() && date.years == 1 && number.unit.is_none();
            3 * i32::from(bare && year == Some(number.low) && number.low == number.high)
        }
        _ => 0,
    }
}

fn quality_of_words(mine: &Token, theirs: &Token) -> i32 {
    if mine.word == theirs.word || mine.is_form_of(theirs) {
        return 4;
    }
    let (my_stem, stem) = (mine.base.unwrap_or(&mine.stem), theirs.base.unwrap_or(&theirs.stem));
    let quality = if thesaurus::related(my_stem, stem)
        || is_compound_of(my_stem, stem)
        || thesaurus::derived(my_stem, stem)
    {
        3
    } else if !mine.name
        && (mine.says_same_as(theirs) || (!mine.negated && thesaurus::is_kind_of(stem, my_stem)))
    {
        2
    } else {
        return 0;
    };
    if thesaurus::opposite(my_stem, stem) { 0 } else { quality }
}

/// An "earthworm" of the source is a "worm", "seawater" is "water"; not every "worm" is an "earthworm".
fn is_compound_of(mine: &str, theirs: &str) -> bool {
    const SHORTEST: usize = 4;
    mine.len() >= SHORTEST && theirs.len() >= mine.len() + 3 && theirs.ends_with(mine)
}

fn quality_of_fit(fit: Option<Fit>) -> i32 {
    match fit {
        Some(Fit::Same) => 4,
        Some(Fit::Follows) => 3,
        _ => 0,
    }
}

/// Qualities of all pairs, computed once for all orders.
pub(crate) struct Table {
    qualities: Vec<i32>,
    width: usize,
}

impl Table {
    /// Compares every content token of the statement with every token of the source.
    pub(crate) fn of(mine: &Sentence, theirs: &Sentence) -> Self {
        let width = theirs.tokens.len();
        let mut qualities = Vec::with_capacity(mine.tokens.len() * width);
        for token in &mine.tokens {
            let content = token.is_content();
            qualities
                .extend(theirs.tokens.iter().map(|other| if content { quality(token, other) } else { 0 }));
        }
        Self { qualities, width }
    }

    fn get(&self, mine: usize, theirs: usize) -> i32 {
        self.qualities.get(mine * self.width + theirs).copied().unwrap_or(0)
    }

    /// Whether a token of the statement stands anywhere in the source.
    pub(crate) fn stands(&self, mine: usize) -> bool {
        (0..self.width).any(|theirs| self.get(mine, theirs) > 0)
    }
}

/// The most tokens of a sentence that are laid beside another; what lies beyond is reported as missing.
const MOST_TOKENS: usize = 200;

/// Lays the statement beside the source: the best matches that keep both orders.
pub(crate) fn align(mine: &Sentence, my_order: &[usize], table: &Table, their_order: &[usize]) -> Alignment {
    let rows: Vec<usize> =
        my_order.iter().copied().filter(|&at| mine.tokens[at].is_content()).take(MOST_TOKENS).collect();
    let columns = &their_order[..their_order.len().min(MOST_TOKENS)];
    let scores = scores(&rows, columns, table);
    let pairs = trace(&rows, columns, table, &scores);
    let paired = |at: usize| pairs.iter().any(|pair| pair.mine == at);
    let mut displaced: Vec<Pair> = Vec::new();
    let mut missing = Vec::new();
    for at in mine.content().filter(|&at| !paired(at)) {
        let taken = |theirs: usize| pairs.iter().chain(&displaced).any(|pair| pair.theirs == theirs);
        let near = |theirs: usize| pairs.iter().map(|pair| pair.theirs.abs_diff(theirs)).min().unwrap_or(0);
        let free = (0..table.width).filter(|&theirs| table.get(at, theirs) > 0 && !taken(theirs));
        match free.min_by_key(|&theirs| near(theirs)) {
            Some(theirs) => displaced.push(Pair { mine: at, theirs }),
            // said twice where the source says it once
            None if is_repeated(mine, at, &pairs) => {}
            None => missing.push(at),
        }
    }
    Alignment { pairs, missing, displaced }
}

/// Whether a word of the statement was found at another place where the statement says it too.
fn is_repeated(mine: &Sentence, at: usize, pairs: &[Pair]) -> bool {
    let token = &mine.tokens[at];
    token.kind == Kind::Word && pairs.iter().any(|pair| mine.tokens[pair.mine].is_form_of(token))
}

/// What a matched step is worth, so that skipping a word of the source costs less than any match gains.
const STEP: i32 = 64;

fn scores(rows: &[usize], columns: &[usize], table: &Table) -> Vec<Vec<i32>> {
    let mut scores = vec![vec![0; columns.len() + 1]; rows.len() + 1];
    for (row, &mine) in rows.iter().enumerate() {
        for (column, &theirs) in columns.iter().enumerate() {
            let quality = table.get(mine, theirs);
            let matched = if quality > 0 { scores[row][column] + quality * STEP } else { i32::MIN };
            let skipped_mine = scores[row][column + 1];
            let skipped_theirs = scores[row + 1][column] - i32::from(scores[row + 1][column] > 0);
            scores[row + 1][column + 1] = matched.max(skipped_mine).max(skipped_theirs);
        }
    }
    scores
}

fn trace(rows: &[usize], columns: &[usize], table: &Table, scores: &[Vec<i32>]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut row = rows.len();
    let last = &scores[row];
    let mut column = (0..last.len()).rev().max_by_key(|&column| last[column]).unwrap_or(0);
    while row > 0 && column > 0 {
        let score = scores[row][column];
        let quality = table.get(rows[row - 1], columns[column - 1]);
        if quality > 0 && score == scores[row - 1][column - 1] + quality * STEP {
            pairs.push(Pair { mine: rows[row - 1], theirs: columns[column - 1] });
            row -= 1;
            column -= 1;
        } else if score == scores[row - 1][column] {
            row -= 1;
        } else {
            column -= 1;
        }
    }
    pairs.reverse();
    pairs
}
