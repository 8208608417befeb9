//! Flashcards: terms and definitions, then parts, dates and quantities where they make a clear front, then questions.

use content::Body;
use content::material::flashcards::{Flashcard, Flashcards};

use crate::cite::Citations;
use crate::facts::{Fact, FactKind, Span};
use crate::lesson::Lesson;
use crate::select::Seen;
use crate::{Draft, Request, TooLittle, objectives, select, stems};

mod card;

/// How many cards make a good deck when the brief does not say.
const GOOD_DECK: usize = 16;
/// How much two definitions may share before they are twins, from 0 to 1.
const TWINS: f64 = 0.6;

/// A card with what it rests on.
struct Card<'a> {
    fact: &'a Fact,
    quote: Span,
    term: String,
    definition: String,
}

/// Composes flashcards.
///
/// # Errors
/// [`TooLittle`] when fewer cards than wanted can be supported.
pub(super) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let lesson = Lesson::of(request, facts)?;
    let (least, most) = request.brief.items_wanted().unwrap_or((10, 25));
    let good = if request.brief.count.is_some() { most } else { GOOD_DECK.clamp(least, most) };
    let cards = picked(&lesson, least, good);
    if cards.len() < least {
        return Err(lesson.too_little(cards.len(), least, "cards"));
    }
    let mut citations = Citations::new(lesson.passages());
    let items =
        cards.iter().enumerate().map(|(index, card)| item(&lesson, index, card, &mut citations)).collect();
    let title = format!("{}: flashcards", lesson.topic());
    let body = Body::Flashcards(Flashcards { title, items });
    Ok(Draft { body, citations: citations.finish(), objectives: objectives::of(&lesson) })
}

/// At most `wanted` cards in reading order: definitions first, others only to fill the deck.
fn picked<'a>(lesson: &Lesson<'a>, least: usize, wanted: usize) -> Vec<Card<'a>> {
    let mut deck = Deck::default();
    // a back that holds a word of its front, as `right triangle` … `a triangle in which`, only fills the deck
    let (bare, kindred): (Vec<Card<'_>>, Vec<Card<'_>>) = lesson
        .definitions()
        .into_iter()
        .filter_map(|fact| card::definition(lesson, fact))
        .partition(|card| !stems::gives_away(&card.term, &card.definition));
    let definitions = bare.into_iter().filter(|card| deck.takes(card)).collect();
    let mut cards = spread(lesson, definitions, wanted);
    let entries: Vec<Card<'_>> =
        lesson.entries().into_iter().filter_map(|fact| card::entry(lesson, fact)).collect();
    let entries = entries.into_iter().filter(|card| deck.takes(card)).collect();
    cards.extend(spread(lesson, entries, wanted - cards.len()));
    let others = [
        kindred,
        lesson.parts().into_iter().filter_map(|fact| card::parts(lesson, fact)).collect::<Vec<_>>(),
        lesson
            .figures()
            .into_iter()
            .filter_map(|fact| card::quantity(lesson, fact).or_else(|| card::date(lesson, fact)))
            .collect(),
        lesson.causes().into_iter().filter_map(|fact| card::cause(lesson, fact)).collect(),
        lesson.figures().into_iter().filter_map(|fact| card::figure(lesson, fact)).collect(),
        lesson.contrasts().into_iter().filter_map(|fact| card::difference(lesson, fact)).collect(),
    ];
    let statements = lesson.best(|kind| matches!(kind, FactKind::Statement));
    let deeds = statements.into_iter().filter_map(|fact| card::deed(lesson, fact));
    let others = others.into_iter().flatten().map(|card| (card, wanted));
    for (card, most) in others.chain(deeds.map(|card| (card, least))) {
        let asked = cards.iter().any(|other| !is_plain(other.fact) && other.quote.overlaps(&card.quote));
        if cards.len() < most && !asked && deck.takes(&card) {
            cards.push(card);
        }
    }
    cards.sort_by_key(|card| lesson.place(card.fact));
    cards
}

fn spread<'a>(lesson: &Lesson<'a>, cards: Vec<Card<'a>>, wanted: usize) -> Vec<Card<'a>> {
    let facts: Vec<&Fact> = cards.iter().map(|card| card.fact).collect();
    let kept = select::spread(lesson, &facts, wanted);
    cards.into_iter().filter(|card| kept.iter().any(|fact| std::ptr::eq(*fact, card.fact))).collect()
}

/// What the deck holds so far.
#[derive(Default)]
struct Deck {
    terms: Vec<std::collections::BTreeSet<String>>,
    backs: Seen,
}

impl Deck {
    /// Takes a card in unless its term or its back is there already, or its back gives the front away.
    fn takes(&mut self, card: &Card<'_>) -> bool {
        let term = stems::of(&card.term);
        // the answer to `How many seconds …?` says the whole sentence again, with the figure
        let asks_figure = card.term.ends_with('?') && matches!(card.fact.kind, FactKind::Figure { .. });
        let fits = !term.is_empty()
            && card.term.chars().count() <= 200
            && card.definition.chars().count() <= 600
            && (asks_figure || !stems::restates(&card.term, &card.definition))
            && !self.terms.contains(&term)
            && self.backs.is_new(&card.definition, TWINS);
        if fits {
            self.terms.push(term);
        }
        fits
    }
}

fn item(lesson: &Lesson<'_>, index: usize, card: &Card<'_>, citations: &mut Citations<'_>) -> Flashcard {
    citations.whole(format!("/items/{index}/definition"), &card.quote);
    Flashcard {
        term: card.term.clone(),
        definition: card.definition.clone(),
        category: lesson.heading(card.fact),
        difficulty: crate::difficulty::of(lesson, &card.term, is_plain(card.fact)),
    }
}

fn is_plain(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Definition { .. })
}
