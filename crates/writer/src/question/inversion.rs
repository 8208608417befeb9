//! Inversion: from a clause to the word order of a question.

use crate::english::clause::{Clause, Finite};
use crate::english::verb::{self, Form};
use crate::english::word::is_adverb;
use crate::lesson::Lesson;

/// `does chlorophyll take in red light` of `Chlorophyll takes in red light`, to follow a question word.
///
/// `None` where a second verb hangs on the first (`absorbs light and reflects heat`): it would have to change as well.
pub(super) fn inverted(lesson: &Lesson<'_>, clause: &Clause<'_>) -> Option<String> {
    with_rest(lesson, clause, clause.rest)
}

/// The same with another rest: the clause without what is asked for.
pub(super) fn with_rest(lesson: &Lesson<'_>, clause: &Clause<'_>, rest: &str) -> Option<String> {
    let subject = lesson.inside(clause.subject);
    let (auxiliary, verb) = match clause.kind {
        // `is a bird and has long legs`: `has` would have to change as well
        Finite::Auxiliary if joins_finite(rest) => return None,
        Finite::Auxiliary => match clause.verb.to_lowercase().as_str() {
            "cannot" => ("can".to_owned(), "not".to_owned()),
            other => (other.to_owned(), String::new()),
        },
        Finite::Lexical(verb) => {
            // `split`, `cut`: after a plural nobody can tell past from present
            let invariant = verb.form == Form::Base && verb::is_invariant(verb.base);
            if second_verb(rest, verb.form) || invariant {
                return None;
            }
            (support(verb.form)?.to_owned(), verb.base.to_owned())
        }
    };
    let parts = [auxiliary.as_str(), &subject, clause.adverbs, &verb, rest.trim()];
    let words: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(words.join(" "))
}

fn support(form: Form) -> Option<&'static str> {
    match form {
        Form::Base => Some("do"),
        Form::ThirdPerson => Some("does"),
        Form::Past => Some("did"),
        Form::Participle | Form::Ing => None,
    }
}

/// Whether the rest goes on with another finite verb of the same subject.
fn second_verb(rest: &str, form: Form) -> bool {
    if form == Form::Base {
        return false;
    }
    let words: Vec<String> = text::word::words(rest).map(str::to_lowercase).collect();
    words.iter().enumerate().any(|(at, word)| {
        let mut next = words[at + 1..].iter().filter(|word| !is_adverb(word));
        matches!(word.as_str(), "and" | "or" | "but" | "then")
            && next.next().is_some_and(|next| {
                let same = verb::read(next).is_some_and(|verb| verb.form == form);
                same || matches!(next.as_str(), "is" | "was" | "has" | "had")
            })
    }) || listed_verb(rest, form)
}

/// Whether a rest goes on with another auxiliary of the same subject.
fn joins_finite(rest: &str) -> bool {
    let words: Vec<String> = text::word::words(rest).map(str::to_lowercase).collect();
    words.windows(2).any(|pair| {
        matches!(pair[0].as_str(), "and" | "but")
            && matches!(pair[1].as_str(), "is" | "was" | "has" | "had" | "are" | "were")
    })
}

/// `glorifies the state, rejects democracy`: a verb right after a comma.
fn listed_verb(rest: &str, form: Form) -> bool {
    rest.split(", ").skip(1).any(|part| {
        let first = text::word::words(part).next().unwrap_or_default().to_lowercase();
        verb::read(&first).is_some_and(|verb| verb.form == form && !verb.ambiguous)
    })
}
