//! `What does … contain?`, `What is … used for?`: asking for what a plain statement says of its subject.

use super::inversion::with_rest;
use crate::english::clause::{self, Clause, Finite};
use crate::english::noun::{head, is_acronym};
use crate::english::verb::Form;
use crate::english::word::{
    is_adverb, is_among, is_article, is_copula, is_determiner, is_modal, is_preposition, is_pronoun,
    is_relative,
};
use crate::facts::{Fact, FactKind, standing};
use crate::lesson::Lesson;

/// The most words of a subject that a question can hold.
const SUBJECT: usize = 7;
/// How often the passages must name what a subject is.
const SAID_AGAIN: usize = 3;
/// The fewest and most words of an answer.
const ANSWER: (usize, usize) = (3, 26);

/// A question about what something does or is used for, and the words that answer it; `None` where the sentence is no
/// plain one of the kind.
pub(crate) fn deed(lesson: &Lesson<'_>, fact: &Fact) -> Option<(String, String)> {
    let FactKind::Statement = &fact.kind else { return None };
    let sentence = lesson.words(&fact.quote);
    let clause = clause::parse(standing::without_connective(&sentence))?;
    if !clause.adverbs.is_empty() || !is_known_subject(lesson, clause.subject) {
        return None;
    }
    let (question, answer) = object(lesson, &clause).or_else(|| use_of(lesson, &clause))?;
    is_answer(answer).then(|| (question, answer.to_owned()))
}

/// `UCS contains all characters …`
fn object<'a>(lesson: &Lesson<'_>, clause: &Clause<'a>) -> Option<(String, &'a str)> {
    /// Verbs whose object is what a reader would ask for.
    const TELLING: &str = "contain define provide support require represent describe control specify hold store include \
         prevent produce need create return give determine show protect cover form carry convert release absorb supply \
         connect govern regulate measure combine own reserve limit affect identify enable allow permit wrap add introduce";
    let Finite::Lexical(verb) = clause.kind else { return None };
    let told = matches!(verb.form, Form::Base | Form::ThirdPerson | Form::Past);
    if !told || !is_among(verb.base, TELLING) {
        return None;
    }
    // whether the clause can be turned round at all
    with_rest(lesson, clause, clause.rest)?;
    let asked = with_rest(lesson, clause, "")?;
    let first = text::word::words(clause.rest).next()?.to_lowercase();
    let leans = matches!(
        first.as_str(),
        "it" | "they"
            | "them"
            | "itself"
            | "themselves"
            | "that"
            | "this"
            | "these"
            | "those"
            | "what"
            | "whether"
    );
    let object = !is_preposition(&first) && !is_adverb(&first) && !leans;
    object.then(|| (format!("What {asked}?"), clause.rest))
}

/// `Urgent data is used to signal …`
fn use_of<'a>(lesson: &Lesson<'_>, clause: &Clause<'a>) -> Option<(String, &'a str)> {
    if !matches!(clause.verb, "is" | "are") {
        return None;
    }
    let answer = clause.rest.strip_prefix("used ")?;
    let purpose = answer.starts_with("to ") || answer.starts_with("for ");
    let subject = lesson.inside(clause.subject);
    purpose.then(|| (format!("What {} {subject} used for?", clause.verb), answer))
}

/// Whether a reader knows what is meant: a name, a kind of thing, or something that the passages speak of again.
fn is_known_subject(lesson: &Lesson<'_>, subject: &str) -> bool {
    let lower = subject.to_lowercase();
    let words: Vec<&str> = text::word::words(&lower).collect();
    let [first, .., last] = words.as_slice() else {
        return words.first().is_some_and(|word| !is_pronoun(word) && lesson.mentions(word) > 1);
    };
    let determined = is_determiner(first) && !is_article(first);
    let definite = *first == "the";
    let own = &words[usize::from(is_article(first))..];
    let name = text::word::words(subject).last().is_some_and(is_acronym);
    let known = own.len() > 1 || !definite || name || lesson.is_known(own[0]);
    let said_again = lesson.mentions(head(own).map_or(last, |head| own[head])) >= SAID_AGAIN;
    words.len() <= SUBJECT
        && !determined
        && known
        && said_again
        && !is_preposition(last)
        && !words.iter().any(|word| {
            is_pronoun(word)
                || is_relative(word)
                || matches!(
                    *word,
                    "table"
                        | "column"
                        | "row"
                        | "figure"
                        | "section"
                        | "chapter"
                        | "list"
                        | "only"
                        | "other"
                        | "first"
                        | "last"
                        | "same"
                        | "also"
                        | "way"
                        | "example"
                )
        })
}

/// Whether words answer by themselves: a few, without a second statement and without pointing back.
fn is_answer(words: &str) -> bool {
    let lower = words.to_lowercase();
    let opening = text::word::words(&lower).take(5);
    let relative = text::word::words(&lower).any(is_relative);
    let second = lower.split(" and ").skip(1).any(|part| {
        text::word::words(part)
            .any(|word| is_copula(word) || is_modal(word) || matches!(word, "does" | "do" | "has"))
    });
    (ANSWER.0..=ANSWER.1).contains(&text::word::count(words))
        && !words.contains([';', ':', '—'])
        && !words.contains("..")
        && (relative || !second)
        && !lower.contains(", and ")
        && !lower.contains(", but ")
        && !opening.into_iter().any(|word| {
            matches!(
                word,
                "it" | "its" | "they" | "their" | "them" | "this" | "these" | "those" | "such" | "following"
            )
        })
}

#[cfg(test)]
mod tests {
    use content::{Brief, NewBrief, Passage};

    use super::*;
    use crate::Request;

    /// The questions that a text's plain statements answer.
    fn asked(text: &str) -> Vec<(String, String)> {
        let new =
            NewBrief { content_type: "flashcards".into(), topic: "harbours".into(), ..NewBrief::default() };
        let brief = Brief::try_from(new).unwrap();
        let id = "018f4f6e-2f5a-7cc0-9d2b-6f5a7f3c2d11";
        let passages = [Passage {
            id: id.parse().unwrap(),
            source_id: id.parse().unwrap(),
            ordinal: 0,
            text: text.to_owned(),
            start: 0,
            end: text.chars().count(),
            page: None,
            heading: None,
            marks: Vec::new(),
        }];
        let request = Request { brief: &brief, passages: &passages, sources: &[] };
        let facts = crate::facts::find(&passages);
        let lesson = Lesson::of(&request, &facts).unwrap();
        facts.iter().filter_map(|fact| deed(&lesson, fact)).collect()
    }

    #[test]
    fn a_statement_of_what_something_does_is_asked_for() {
        let text = "A harbour provides a safe place for ships in a storm. Harbour walls break the waves. The mole is used \
                    to keep sand out of the channel. The VTS controls the traffic near the harbour. Ships pay the \
                    harbour. The harbour walls are old. The mole ends there. Moles are long. The VTS is open. The \
                    mole is wide. VTS staff work at night.";
        let found = asked(text);
        let found: Vec<(&str, &str)> =
            found.iter().map(|(question, answer)| (question.as_str(), answer.as_str())).collect();
        assert_eq!(
            found,
            [
                ("What does a harbour provide?", "a safe place for ships in a storm"),
                ("What does the VTS control?", "the traffic near the harbour"),
            ]
        );
    }

    #[test]
    fn what_leans_on_other_sentences_is_not() {
        let text = "It provides a safe place for ships in a storm. Harbours protect them from the waves of the sea. Some \
                    harbours provide water, and they sell food to ships. Other harbours contain a basin for old ships.";
        assert_eq!(asked(text), []);
    }
}
