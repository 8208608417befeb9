//! Agreement: does a quote say what a statement says?
//!
//! Both are taken apart into words, numbers and dates, laid beside each other, and compared by rules, one file each
//! under `rules/`. The rules know school English well; German, Spanish, French and Italian are read as English in their
//! small words and numbers, other languages by names and word stems only. What the rules cannot decide they say so: a
//! paraphrase needs a reader, not a rule.
//!
//! Read [`agrees`] first.

mod align;
mod calendar;
mod date;
mod echo;
mod figures;
mod foreign;
mod form;
mod graded;
mod lexicon;
mod likeness;
mod meaning;
mod number;
mod numeral;
mod opening;
mod phrasal;
mod quantity;
mod rules;
mod scope;
mod sentence;
mod thesaurus;
mod token;
mod unit;
mod weights;

use text::Language;

use crate::passages::{Passages, Place};
use align::{Alignment, Table};
pub(crate) use sentence::{Sentence, Token};

/// What the comparison of a statement with a quote came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The quote says what the statement says.
    Supported,
    /// The quote says otherwise.
    Contradicted(String),
    /// The rules cannot decide, or the quote does not say it.
    CannotTell(String),
}

/// What is known beside statement and quote.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The language of both.
    pub language: Language,
    /// The text around the quote, for what its pronouns stand for; empty when there is none.
    pub around: &'a str,
}

/// Compares one sentence with the sentences of a quote.
///
/// **Measures** whether the quote carries the statement: its numbers, dates, names, negation, quantities, comparisons,
/// causes and conditions, and the order in which its words stand to each other.
/// **Scale** supported, contradicted, cannot tell.
/// **Source** rules of this project, tried on the statements in `datasets/statements`; see
/// `docs/evaluation/statement-check.md`.
/// **Limits** paraphrases beyond the thesaurus, conclusions from two sentences and irony cannot be told.
pub fn agrees(statement: &str, quote: &str, context: &Context<'_>) -> Verdict {
    let language = context.language;
    let mine = Sentence::read(statement, language);
    let theirs: Vec<Sentence> = text::sentence::sentences_in(quote, language)
        .into_iter()
        .map(|range| Sentence::read(&quote[range], language))
        .collect();
    let around: Vec<Sentence> = text::sentence::sentences_in(context.around, language)
        .into_iter()
        .map(|range| Sentence::read(&context.around[range], language))
        .collect();
    compare(&mine, &theirs.iter().collect::<Vec<_>>(), &around.iter().collect::<Vec<_>>())
}

/// Compares a statement with each sentence; the first that carries it decides, else the one nearest to it.
pub(crate) fn compare(mine: &Sentence, theirs: &[&Sentence], around: &[&Sentence]) -> Verdict {
    let mut nearest: Option<(f64, Verdict)> = None;
    for sentence in theirs {
        let (coverage, verdict) = beside(mine, sentence, around);
        if verdict == Verdict::Supported {
            return verdict;
        }
        if nearest.as_ref().is_none_or(|(best, _)| coverage > *best) {
            nearest = Some((coverage, verdict));
        }
    }
    nearest.map_or_else(
        || Verdict::CannotTell("there is nothing to compare with".to_owned()),
        |(_, verdict)| verdict,
    )
}

/// Compares a statement with the sentences at some places; what the sentences before them speak of explains pronouns.
///
/// A statement of several clauses stands when each clause does.
pub(crate) fn stands(mine: &Sentence, places: &[Place], passages: &Passages) -> Verdict {
    let whole = at_places(mine, places, passages);
    if !matches!(whole, Verdict::CannotTell(_)) {
        return whole;
    }
    let parts = mine.parts();
    if parts.len() < 2 {
        return whole;
    }
    for part in &parts {
        match at_places(part, places, passages) {
            Verdict::Supported => {}
            contradicted @ Verdict::Contradicted(_) => return contradicted,
            Verdict::CannotTell(_) => return whole,
        }
    }
    Verdict::Supported
}

fn at_places(mine: &Sentence, places: &[Place], passages: &Passages) -> Verdict {
    let mut last = None;
    for &place in places {
        let Some(line) = passages.get(place) else { continue };
        let verdict = compare(mine, &[&line.sentence], &passages.before(place));
        if verdict == Verdict::Supported {
            return verdict;
        }
        let worse =
            matches!((&last, &verdict), (None | Some(Verdict::CannotTell(_)), Verdict::Contradicted(_)));
        if last.is_none() || worse {
            last = Some(verdict);
        }
    }
    last.unwrap_or_else(|| Verdict::CannotTell("the quote is no sentence of a passage".to_owned()))
}

/// What a statement came to beside many sentences.
#[derive(Debug)]
pub(crate) struct Best {
    /// The sentence that decided, or the one nearest to the statement.
    pub(crate) place: Option<Place>,
    /// What it came to.
    pub(crate) verdict: Verdict,
    /// How much of the statement that sentence holds, from 0 to 1, where the weights decided and not the rules.
    pub(crate) weighed: Option<f64>,
}

/// Compares a statement with many sentences: the one that carries it, else the one nearest to it, with what it says.
///
/// What the rules leave undecided is weighed, and what they contradict stands only where the weights do not speak for
/// the statement.
pub(crate) fn best(mine: &Sentence, places: &[Place], passages: &Passages) -> Best {
    let (place, verdict) = by_rules(mine, places, passages);
    let ruled = |place, verdict| Best { place, verdict, weighed: None };
    if verdict == Verdict::Supported {
        return ruled(place, verdict);
    }
    let Some((nearest, traits)) = seen(mine, places, passages) else { return ruled(place, verdict) };
    let (chance, held) = (traits.chance(), traits.held());
    match verdict {
        Verdict::CannotTell(_) if chance >= weights::ENOUGH && !traits.is_vetoed() => {
            Best { place: Some(nearest), verdict: Verdict::Supported, weighed: Some(held) }
        }
        Verdict::Contradicted(reason) if chance >= weights::DOUBTFUL => {
            Best { place, verdict: Verdict::CannotTell(reason), weighed: Some(held) }
        }
        verdict => ruled(place, verdict),
    }
}

/// What the rules alone make of a statement beside many sentences.
pub(crate) fn by_rules(mine: &Sentence, places: &[Place], passages: &Passages) -> (Option<Place>, Verdict) {
    let mut nearest: Option<(f64, Place, Verdict)> = None;
    for &place in places {
        let Some(line) = passages.get(place) else { continue };
        let (coverage, verdict) = beside(mine, &line.sentence, &passages.before(place));
        if verdict == Verdict::Supported {
            return (Some(place), verdict);
        }
        if nearest.as_ref().is_none_or(|(known, ..)| coverage > *known) {
            nearest = Some((coverage, place, verdict));
        }
    }
    let Some((_, place, verdict)) = nearest else {
        return (None, Verdict::CannotTell("no sentence of the sources speaks of this".to_owned()));
    };
    if matches!(verdict, Verdict::CannotTell(_)) && stands(mine, places, passages) == Verdict::Supported {
        return (Some(place), Verdict::Supported);
    }
    (Some(place), verdict)
}

/// What speaks for a statement and against it beside some sentences, by name; for fitting the weights.
pub(crate) fn traits(mine: &Sentence, places: &[Place], passages: &Passages) -> Vec<(&'static str, f64)> {
    let by_rules = match by_rules(mine, places, passages).1 {
        Verdict::Supported => 1.0,
        Verdict::Contradicted(_) => -1.0,
        Verdict::CannotTell(_) => 0.0,
    };
    let mut traits = seen(mine, places, passages).map(|(_, traits)| traits.0).unwrap_or_default();
    traits.push(("by_rules", by_rules));
    traits
}

fn seen(mine: &Sentence, places: &[Place], passages: &Passages) -> Option<(Place, graded::Traits)> {
    let found: Vec<(Place, &Sentence)> =
        places.iter().filter_map(|&place| Some((place, &passages.get(place)?.sentence))).collect();
    let lines: Vec<&Sentence> = found.iter().map(|(_, line)| *line).collect();
    let (at, line) = graded::nearest(mine, &lines)?;
    let place = found[at].0;
    Some((place, graded::traits(mine, line, &passages.near(place), &passages.before(place))))
}

/// The first content word of a text that stands in none of the sentences.
pub(crate) fn absent(mine: &Sentence, lines: &[&Sentence]) -> Option<String> {
    let stands = |token: &Token| {
        lines.iter().any(|line| line.tokens.iter().any(|other| align::quality(token, other) > 0))
    };
    mine.content().map(|at| &mine.tokens[at]).find(|token| !stands(token)).map(|token| token.word.clone())
}

/// Whether every content word of `what` stands in `text`, in the same word or one of its root.
pub(crate) fn names_all(text: &Sentence, what: &Sentence) -> bool {
    let stands =
        |token: &Token| text.tokens.iter().any(|other| token.kind == other.kind && token.is_of_root(other));
    what.content().next().is_some() && what.content().all(|at| stands(&what.tokens[at]))
}

/// Whether a lower-case word is an article, auxiliary, pronoun, preposition or the like.
pub(crate) fn is_function_word(word: &str) -> bool {
    lexicon::class_of(word).is(lexicon::Class::FUNCTION)
}

/// Whether a word stands in a sentence, in the same word, one of its root or one that says the same.
pub(crate) fn covers_word(sentence: &Sentence, word: &Token) -> bool {
    sentence.tokens.iter().any(|other| align::quality(word, other) > 0)
}

/// The first number, date or name of a sentence that stands in none of those known; numbers of classroom life aside.
pub(crate) fn unknown_figure(mine: &Sentence, known: &[&Sentence]) -> Option<String> {
    let is_figure = |at: usize, token: &Token| match token.kind {
        sentence::Kind::Quantity(quantity) => !quantity.soft && !is_of_class(mine, at, quantity.high),
        sentence::Kind::Date(_) => true,
        _ => token.name,
    };
    let stands = |token: &Token| {
        known.iter().any(|line| line.tokens.iter().any(|other| align::quality(token, other) > 0))
    };
    let figure = mine.tokens.iter().enumerate().find(|(at, token)| is_figure(*at, token) && !stands(token));
    figure.map(|(_, token)| token.word.clone())
}

/// The first date of a sentence that names a year and is not known.
pub(crate) fn unknown_date(mine: &Sentence, mut known: impl FnMut(&Token) -> bool) -> Option<&str> {
    let dates = mine
        .tokens
        .iter()
        .filter(|token| matches!(token.kind, sentence::Kind::Date(date) if date.year.is_some()));
    let mut unknown = dates.filter(|token| !known(token));
    unknown.next().map(|token| token.word.as_str())
}

/// Whether a number counts minutes, groups, questions or other things of a lesson.
fn is_of_class(sentence: &Sentence, at: usize, value: f64) -> bool {
    const THINGS: &[&str] = &[
        "minut",
        "group",
        "learner",
        "student",
        "pupil",
        "pair",
        "question",
        "sentenc",
        "word",
        "point",
        "card",
        "exampl",
        "time",
        "round",
        "step",
        "page",
        "section",
        "part",
        "column",
        "volunt",
        "team",
        "term",
        "fact",
        "idea",
        "row",
        "item",
        "paragraph",
        "kind",
        "type",
        "way",
        "answer",
        "statement",
        "note",
        "slip",
        "station",
        "corner",
        "thing",
        "reason",
        "partner",
    ];
    let near = sentence.tokens.iter().skip(at).take(4);
    let words = sentence.tokens[at].word.split_whitespace();
    value <= 120.0
        && (near.clone().any(|token| THINGS.iter().any(|thing| token.stem.starts_with(thing)))
            || words.clone().any(|word| word.starts_with("minute")))
}

/// Compares a statement with one sentence, and says how much of it the sentence covers, from 0 to 1.
fn beside(mine: &Sentence, theirs: &Sentence, around: &[&Sentence]) -> (f64, Verdict) {
    if is_same(mine, theirs) {
        return (1.0, Verdict::Supported);
    }
    if echo::is_turned(mine, theirs) {
        return (
            1.0,
            Verdict::Contradicted(
                "in the source's own words, the statement turns round what it says".to_owned(),
            ),
        );
    }
    let table = Table::of(mine, theirs);
    let solid = mine.solid();
    if solid.is_empty() {
        return (0.0, Verdict::CannotTell("the statement says nothing that could be checked".to_owned()));
    }
    let covered = solid.iter().filter(|&&at| table.stands(at)).count();
    let coverage = covered as f64 / solid.len() as f64;
    if coverage < LEAST_COVERAGE {
        return (coverage, Verdict::CannotTell(rules::missing::reason(mine, &solid, &table)));
    }
    (coverage, readings(mine, theirs, around, &table))
}

/// Judges a statement beside a sentence in every order in which both may be read.
///
/// What is said does not depend on the order, so that the best laid reading decides it; the place of the words must be
/// right in one reading.
fn readings(mine: &Sentence, theirs: &Sentence, around: &[&Sentence], table: &Table) -> Verdict {
    let mut my_orders = form::orders(mine);
    my_orders.extend(form::trailing(mine));
    let mut laid: Vec<(Alignment, &[usize], Vec<usize>)> = Vec::new();
    for their_order in form::orders(theirs) {
        for my_order in &my_orders {
            let alignment = align::align(mine, my_order, table, &their_order);
            laid.push((alignment, my_order, their_order.clone()));
        }
    }
    // a stable sort: of two equal readings the one nearer to the words as written comes first
    laid.sort_by_key(|(alignment, ..)| std::cmp::Reverse(alignment.pairs.len()));
    let mut first = None;
    for (alignment, my_order, their_order) in &laid {
        let reading = rules::Laid { mine, theirs, alignment, my_order, their_order, around };
        let said = match &first {
            None => rules::judge(&reading),
            Some(_) => rules::placed(&reading),
        };
        match (&first, said) {
            (None, rules::Judged::Said(verdict)) => return verdict,
            (_, rules::Judged::Placed(None)) => return Verdict::Supported,
            (None, rules::Judged::Placed(doubt)) => first = Some(doubt),
            _ => {}
        }
        let enough = laid.first().is_some_and(|(best, ..)| alignment.pairs.len() + 2 < best.pairs.len());
        if enough {
            break;
        }
    }
    first.flatten().map_or(Verdict::Supported, Verdict::CannotTell)
}

/// Whether two sentences are the same word for word.
fn is_same(mine: &Sentence, theirs: &Sentence) -> bool {
    mine.question == theirs.question
        && mine.tokens.len() == theirs.tokens.len()
        && mine
            .tokens
            .iter()
            .zip(&theirs.tokens)
            .all(|(left, right)| left.word == right.word && left.kind == right.kind)
}

/// Below this share of its content a statement is about something else than the sentence.
const LEAST_COVERAGE: f64 = 0.34;
