//! Key concepts: the words to know, from definitions first, from what the text says of its main things next.

use crate::english::word::{is_adverb, is_article, is_determiner, is_modal, is_pronoun};
use crate::english::{clause, noun, verb};
use crate::facts::{Fact, FactKind, Span, standing};
use crate::lesson::Lesson;
use crate::phrase::{as_sentence, capitalised, one_line};
use crate::prose::{Manuscript, Standing};
use crate::select::{self, Seen};
use crate::stems;

/// A term, what it means, and the words that say so.
pub(super) struct Concept {
    pub term: String,
    pub definition: String,
    pub quote: Span,
}

/// The words to know, in reading order, at most `most` and, where the text allows it, at least `least`. What the lines of
/// `told` define is left out while enough others are there.
pub(super) fn of(manuscript: &Manuscript<'_>, told: &[usize], least: usize, most: usize) -> Vec<Concept> {
    let lesson = manuscript.lesson;
    let all = definitions(lesson);
    let is_told = |quote: &Span| told.iter().any(|&line| manuscript.lines[line].span().overlaps(quote));
    let fresh: Vec<&Fact> = all.iter().filter(|fact| !is_told(&fact.quote)).copied().collect();
    let suits = |fact: &&Fact| {
        !manuscript.lines.iter().any(|line| line.left_out && line.span().overlaps(&fact.quote))
    };
    let suited: Vec<&Fact> = fresh.iter().copied().filter(suits).collect();
    let pool = [suited, fresh].into_iter().find(|pool| pool.len() >= least).unwrap_or(all);
    let mut picked = select::spread(lesson, &pool, most);
    picked.extend(select::spread(lesson, &entries(lesson), most - picked.len()));
    select::in_reading_order(lesson, &mut picked);
    let mut concepts: Vec<Concept> = picked.into_iter().filter_map(|fact| defined(lesson, fact)).collect();
    if concepts.len() < least {
        let wanted = least - concepts.len();
        let more = described(manuscript, &concepts, told, wanted);
        concepts.extend(more);
    }
    concepts
}

/// One definition a term, best first, none that names its term.
fn definitions<'a>(lesson: &Lesson<'a>) -> Vec<&'a Fact> {
    let mut seen = Seen::default();
    let mut found = lesson.definitions();
    found.retain(|fact| match &fact.kind {
        FactKind::Definition { term, definition, .. } => {
            let (term, definition) = (lesson.words(term), lesson.words(definition));
            term.chars().count() <= 100
                && !stems::gives_away(&term, &definition)
                && seen.is_new(&definition, 0.6)
        }
        _ => false,
    });
    found
}

/// The entries of a manual that say more than their name does.
fn entries<'a>(lesson: &Lesson<'a>) -> Vec<&'a Fact> {
    let mut seen = Seen::default();
    let mut found = lesson.entries();
    found.retain(|fact| match (&fact.kind, lesson.entry_name(fact)) {
        (FactKind::Entry { meaning, .. }, Some(name)) => {
            let meaning = lesson.words(meaning);
            !stems::restates(&name, &meaning) && seen.is_new(&meaning, 0.6)
        }
        _ => false,
    });
    found
}

fn defined(lesson: &Lesson<'_>, fact: &Fact) -> Option<Concept> {
    let (term, meaning) = match &fact.kind {
        FactKind::Definition { term, definition, .. } => (capitalised(&lesson.words(term)), definition),
        FactKind::Entry { meaning, .. } => (lesson.entry_name(fact)?, meaning),
        _ => return None,
    };
    let definition = as_sentence(&lesson.words(meaning));
    Some(Concept { term, definition, quote: fact.quote.clone() })
}

/// What the text says of the things it speaks of most: `Wild yeasts` – `They produce carbon dioxide …`
fn described(manuscript: &Manuscript<'_>, known: &[Concept], told: &[usize], wanted: usize) -> Vec<Concept> {
    let mut found: Vec<(f64, Concept)> = Vec::new();
    for (index, line) in manuscript.lines.iter().enumerate() {
        let usable = line.standing == Standing::Alone && !line.connected_only && !told.contains(&index);
        let Some(concept) = usable.then(|| describe(manuscript, index)).flatten() else { continue };
        let term = stems::of(&concept.term);
        let new = known
            .iter()
            .chain(found.iter().map(|(_, concept)| concept))
            .all(|other| stems::containment(&stems::of(&other.term), &term) < 0.5);
        let spoken = manuscript.stems_of(&concept.term).map_or(0, |term| manuscript.speaks_of(&term));
        if new && spoken >= 2 {
            found.push((line.weight * (spoken as f64).sqrt(), concept));
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    found.into_iter().take(wanted).map(|(_, concept)| concept).collect()
}

/// A line as a term and what is said of it; `None` where the two cannot be told apart for certain.
fn describe(manuscript: &Manuscript<'_>, index: usize) -> Option<Concept> {
    let lesson = manuscript.lesson;
    let text = one_line(manuscript.lines[index].sentence.text);
    let clause = clause::parse(standing::without_connective(&text))?;
    let words: Vec<&str> = clause.subject.split(' ').collect();
    let bare = match words.as_slice() {
        [first, rest @ ..] if is_article(&first.to_lowercase()) => rest,
        all => all,
    };
    let term = bare.join(" ");
    let plural = lesson.is_plural(clause.subject);
    let common = (1..=3).contains(&bare.len())
        && bare.iter().all(|word| noun::is_acronym(word) || is_plain(word) && !lesson.is_proper(word))
        && !bare.iter().any(|word| is_pronoun(&word.to_lowercase()))
        && !is_determiner(&bare[0].to_lowercase())
        && (plural || !may_be_person(bare.last().copied().unwrap_or_default()));
    // `The patterns defined in this file are …`: no verb, but what is said of the patterns
    let passive = verb::is_participle(&clause.verb.to_lowercase());
    // `Care should be taken …` gives advice and says nothing of care
    let advises = is_modal(&clause.verb.to_lowercase()) && !matches!(clause.verb, "can" | "cannot" | "will");
    let first = bare[0].to_lowercase();
    let names =
        !(is_adverb(&first) || first.ends_with("ing") && bare.len() > 1 && verb::read(&first).is_some());
    let said = [clause.adverbs, clause.verb, clause.rest].join(" ");
    let said = one_line(&said);
    let fits = (5..=30).contains(&text::word::count(&said)) && !stems::gives_away(&term, &said);
    (common && fits && names && !passive && !advises).then(|| Concept {
        term: capitalised(&term),
        definition: as_sentence(&format!("{} {said}", if plural { "They" } else { "It" })),
        quote: manuscript.lines[index].span().clone(),
    })
}

fn is_plain(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
}

/// Whether a singular noun may name a person, of whom nobody says `it`.
fn may_be_person(noun: &str) -> bool {
    const ENDINGS: [&str; 9] = ["er", "or", "ist", "ian", "man", "ant", "ent", "eer", "ee"];
    let lower = noun.to_lowercase();
    ENDINGS.iter().any(|ending| lower.ends_with(ending))
        || matches!(lower.as_str(), "king" | "queen" | "child" | "monk" | "pope")
}
