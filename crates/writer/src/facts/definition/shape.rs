//! What a term looks like, and what a definition looks like.

use std::ops::Range;

use crate::english::verb::{self, Form};
use crate::english::word::{
    is_adverb, is_among, is_article, is_connective, is_copula, is_determiner, is_modal, is_month,
    is_preposition, is_pronoun, is_relative, is_subordinator, number_word,
};
use crate::sentence::Sentence;

/// The most words of a term.
const TERM_WORDS: usize = 6;

/// Whether a run of words can be the front of a card: a short noun phrase that names something.
pub(super) fn is_term(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let Some(words) = sentence.words.get(range.clone()) else { return false };
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let inner_gaps = (range.start..range.end - 1)
        .all(|at| !sentence.gap_after(at).contains([',', ';', ':', '"', '\'', '‘', '’', '`', '/', '—']));
    let open = |word: &str| {
        is_pronoun(word)
            || is_copula(word)
            || is_modal(word)
            || is_subordinator(word) && word != "as"
            || matches!(
                word,
                "not"
                    | "than"
                    | "that"
                    | "which"
                    | "who"
                    | "whose"
                    | "how"
                    | "why"
                    | "what"
                    | "because"
                    | "whether"
            )
    };
    words.len() <= TERM_WORDS
        && inner_gaps
        && !words.iter().any(|word| open(&word.lower))
        && !is_determiner(&first.lower)
        && !is_preposition(&first.lower)
        && !is_connective(&first.lower)
        && !is_adverb(&first.lower)
        && !is_vague_name(words.iter().map(|word| word.lower.as_str()))
        && is_nominal_end(&last.lower)
        && first.text.chars().any(char::is_alphabetic)
        && !has_plain_verb(words.iter().map(|word| word.lower.as_str()))
        && last.text.chars().count() > 1
        && !words.iter().skip(1).any(|word| matches!(word.lower.as_str(), "a" | "an"))
}

fn is_nominal_end(word: &str) -> bool {
    !(is_preposition(word)
        || is_determiner(word)
        || is_adverb(word)
        || is_article(word)
        || matches!(word, "and" | "or"))
}

/// A verb form that is nothing else: then the words before the copula are a clause.
fn has_plain_verb<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    words.skip(1).any(is_verb)
}

/// Whether a word is a finite verb and hardly ever a noun.
pub(super) fn is_verb(word: &str) -> bool {
    matches!(
        verb::read(word),
        Some(verb::Verb { form: Form::ThirdPerson | Form::Past, ambiguous: false, .. })
    ) && !verb::is_participle(word)
        || matches!(verb::read(word), Some(verb::Verb { form: Form::ThirdPerson, .. }))
            && !matches!(word, "uses")
            && verb::read(word).is_some_and(|verb| !verb.ambiguous)
}

/// Subjects that name nothing by themselves.
fn is_vague_name<'a>(mut words: impl Iterator<Item = &'a str>) -> bool {
    const VAGUE: &str = "result reason example process idea thing problem purpose goal aim difference method way step \
         answer question point case fact effect advantage disadvantage rest number following same other \
         others first second third next last former latter type kind form part member version author name \
         word term value option argument article section page chapter document figure table list default \
         output input main key important good best common simple alternative exception solution cause \
         consequence trick here people feature role function majority use presence distinguishing motivation";
    let Some(first) = words.next() else { return true };
    let second = words.next();
    let starts_vague =
        is_among(first, VAGUE) || is_month(first) && first != "may" || number_word(first).is_some();
    let qualified = second.is_some_and(|word| word != "of" && word != "for" && word != "in" && word != "to");
    (starts_vague
        && (!qualified
            || matches!(
                first,
                "first"
                    | "second"
                    | "third"
                    | "next"
                    | "last"
                    | "former"
                    | "latter"
                    | "other"
                    | "same"
                    | "main"
                    | "key"
                    | "important"
                    | "good"
                    | "best"
                    | "common"
                    | "simple"
                    | "following"
            )))
        || second.is_some_and(|word| matches!(first, "first" | "main" | "other") && is_among(word, VAGUE))
}

/// Whether a term is a name or a technical expression, so that `The X is a …` speaks of it and not of one thing at hand.
pub(super) fn is_named(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let Some(words) = sentence.words.get(range.clone()) else { return false };
    words.iter().any(|word| word.text.starts_with(char::is_uppercase)) || words.len() >= 2
}

/// Whether a relative clause says which things of a kind are meant.
pub(super) fn is_restricted(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let words = sentence.words.get(range.clone()).unwrap_or_default();
    words.iter().enumerate().skip(1).any(|(at, word)| {
        matches!(word.lower.as_str(), "that" | "which" | "who" | "where")
            && !sentence.gap_after(range.start + at - 1).contains(',')
    })
}

/// Whether the words after a copula say what kind of thing the subject is, and more than that.
pub(super) fn defines(sentence: &Sentence<'_>, range: &Range<usize>, copula: &str) -> bool {
    let Some(first) = sentence.words.get(range.start) else { return false };
    let plural = matches!(copula, "are" | "were");
    let starts = is_article(&first.lower)
        || matches!(first.lower.as_str(), "any")
        || is_bare_plural(sentence, range, plural);
    starts && describes(sentence, range) && !is_mere_property(sentence, range)
}

/// `proteins that …`, `small openings in …`: a plural head before a post-modifier.
fn is_bare_plural(sentence: &Sentence<'_>, range: &Range<usize>, after_plural: bool) -> bool {
    let words: Vec<&str> = sentence.words[range.clone()].iter().map(|word| word.lower.as_str()).collect();
    let Some(head) = crate::english::noun::head(&words) else { return false };
    let ends_at_comma = (0..=head).any(|at| {
        sentence.gap_after(range.start + at).contains(',') && at < head && !is_adjective_list(words[at])
    });
    let participle = words
        .first()
        .is_some_and(|word| !word.contains('-') && (verb::is_participle(word) || word.ends_with("ing")));
    let clause = words[..head]
        .iter()
        .any(|word| is_pronoun(word) || is_copula(word) || is_modal(word) || is_subordinator(word));
    let blocked = words.first().is_some_and(|word| {
        is_determiner(word) || is_adverb(word) || is_preposition(word) || is_pronoun(word)
    });
    let plural = crate::english::noun::is_plural(words[head])
        || after_plural && crate::english::noun::is_either_number(words[head]);
    !blocked && !participle && !clause && !ends_at_comma && head < 5 && plural
}

fn is_adjective_list(word: &str) -> bool {
    !crate::english::noun::is_plural(word)
}

/// Whether a noun phrase is specific: something after its head says which one.
pub(super) fn describes(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let words: Vec<&str> = sentence
        .words
        .get(range.clone())
        .unwrap_or_default()
        .iter()
        .map(|word| word.lower.as_str())
        .collect();
    let restricts = words.iter().enumerate().skip(2).any(|(at, word)| {
        is_relative(word)
            || is_preposition(word)
            || matches!(
                *word,
                "used"
                    | "made"
                    | "called"
                    | "known"
                    | "formed"
                    | "caused"
                    | "produced"
                    | "designed"
                    | "built"
                    | "found"
                    | "created"
                    | "based"
                    | "written"
                    | "given"
                    | "between"
                    | "consisting"
                    | "containing"
                    | "composed"
            )
            || (at > 1 && word.len() > 5 && word.ends_with("ing"))
    });
    let clean =
        !range.clone().any(|at| at + 1 < range.end && sentence.gap_after(at).contains([';', '?', '—']));
    let listed = super::extent::colon(sentence, range.clone()).is_none();
    words.len() >= 4 && restricts && clean && listed && !runs_on(sentence, range)
}

/// Whether the words are one phrase with nothing appended that would make it another statement.
pub(super) fn is_closed_phrase(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    !is_clause(sentence, range)
        && !range
            .clone()
            .any(|at| at + 1 < range.end && sentence.gap_after(at).contains([';', ':', '?', '—']))
        && !runs_on(sentence, range)
}

/// Whether the words say something instead of naming it: `The data is encoded …`.
pub(super) fn is_clause(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let words = sentence.words.get(range.clone()).unwrap_or_default();
    let relative = words.iter().position(|word| is_relative(&word.lower)).unwrap_or(words.len());
    words[..relative].iter().any(|word| is_copula(&word.lower) || is_modal(&word.lower))
}

/// Whether a second main clause follows: `a gas, and it …`, `a gas, but plants …`.
fn runs_on(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    (range.start..range.end.saturating_sub(2)).any(|at| begins_clause(sentence, at))
}

/// Whether a second main clause begins after a word and a comma.
pub(super) fn begins_clause(sentence: &Sentence<'_>, at: usize) -> bool {
    let word = |at: usize| sentence.words.get(at).map_or("", |word| word.lower.as_str());
    let (next, after, third) = (word(at + 1), word(at + 2), word(at + 3));
    sentence.gap_after(at).starts_with(',')
        && !after.is_empty()
        && (matches!(
            next,
            "but" | "so" | "although" | "while" | "whereas" | "because" | "though" | "however" | "yet"
        ) || (next == "and" && (is_pronoun(after) || is_copula(third) || is_modal(third)))
            || (is_pronoun(next) && !is_relative(next) && !matches!(next, "one" | "both" | "such")))
}

/// Whether a word of the term is one that needs explaining: no everyday word.
///
/// **Source**: the list of familiar words of the Dale-Chall formula (1995), as `text` holds it.
pub(super) fn is_rare(sentence: &Sentence<'_>, term: &Range<usize>) -> bool {
    let rare = |word: &crate::sentence::Word<'_>| {
        let counts = text::readability::measure(word.text, text::Language::En).counts;
        counts.difficult_words > 0
    };
    sentence.words.get(term.clone()).unwrap_or_default().last().is_some_and(rare)
}

/// Whether a definition speaks of something that only a sentence before it names: `the address of that location`.
pub(super) fn points_back(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let words = sentence.words.get(range.clone()).unwrap_or_default();
    words.windows(3).any(|words| {
        let [before, pointer, after] = words else { return false };
        is_preposition(&before.lower)
            && match pointer.lower.as_str() {
                // `licensed under this License`: a text that names itself
                "this" => !after.text.starts_with(char::is_uppercase),
                "these" | "such" => true,
                "that" | "those" => {
                    !is_preposition(&after.lower) && !is_copula(&after.lower) && before.lower == "of"
                }
                _ => false,
            }
    })
}

/// `an important part of …`, `one of the …`, `a good example of …`: praise or membership, not a definition.
fn is_mere_property(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let words: Vec<&str> = sentence.words[range.clone()].iter().map(|word| word.lower.as_str()).collect();
    const JUDGED: &str = "important good great common popular useful key major main significant essential vital crucial \
         example matter reason result problem lot number few same better best worst famous well-known one \
         little serious big hard difficult easy possible necessary subject product consequence critical \
         trademark powerful excellent typical mixture cause source topic aim goal purpose case fact challenge";
    // `a result that follows …` says what kind of thing it is, `a result of …` does not
    let kind_of = |at: usize| {
        matches!(words[at], "result" | "source" | "product" | "number" | "consequence")
            && matches!(words.get(at + 1), Some(&("that" | "which")))
    };
    let judged = (0..words.len().min(3)).any(|at| is_among(words[at], JUDGED) && !kind_of(at));
    let of_kind =
        matches!(words.as_slice(), [_, "type" | "kind" | "form" | "sort", "of", rest @ ..] if rest.len() < 4);
    judged || of_kind
}

/// Where the noun phrase before a word begins; `None` when no border can be told.
pub(super) fn phrase_before(sentence: &Sentence<'_>, end: usize) -> Option<usize> {
    let mut start = end;
    while start > 0 && end - start < 4 {
        let word = sentence.words[start - 1].lower.as_str();
        if is_article(word) {
            return (start < end).then_some(start - 1);
        }
        if is_preposition(word) || is_copula(word) {
            return (start < end).then_some(start);
        }
        if is_determiner(word)
            || is_pronoun(word)
            || matches!(word, "and" | "or")
            || sentence.gap_after(start - 1).contains([',', ';']) && start < end
        {
            return None;
        }
        start -= 1;
    }
    (start == 0 && end > 0).then_some(0)
}

/// Whether a run of words is one noun phrase that begins with an article, without a verb of its own.
pub(super) fn is_noun_phrase(sentence: &Sentence<'_>, range: &Range<usize>) -> bool {
    let Some(words) = sentence.words.get(range.clone()) else { return false };
    let first = words.first().is_some_and(|word| {
        is_article(&word.lower) || crate::english::noun::is_plural(&words[words.len() - 1].lower)
    });
    let relative = words.iter().position(|word| is_relative(&word.lower)).unwrap_or(words.len());
    let before = &words[..relative];
    first
        && words.len() >= 4
        && !before
            .iter()
            .skip(1)
            .any(|word| is_copula(&word.lower) || is_pronoun(&word.lower) || is_verb(&word.lower))
        && !(range.start..range.end - 1).any(|at| sentence.gap_after(at).contains([';', ':', ',', '—']))
}
