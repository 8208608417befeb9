//! Clauses: where the subject ends and the finite verb stands.

use std::ops::Range;

use super::noun::{self, head, is_plural};
use super::verb::{self, Form, Verb};
use super::word::{
    is_adverb, is_article, is_coordinator, is_copula, is_determiner, is_modal, is_possessive, is_preposition,
    is_pronoun, is_relative, is_subordinator,
};

/// A clause taken apart: subject, adverbs, finite verb, rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clause<'a> {
    /// Who or what, with article.
    pub subject: &'a str,
    /// Adverbs between subject and verb; often empty.
    pub adverbs: &'a str,
    /// The finite verb as written.
    pub verb: &'a str,
    /// What follows it.
    pub rest: &'a str,
    /// What kind of verb it is.
    pub kind: Finite,
}

/// What kind of finite verb a clause has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Finite {
    /// A form of be, a modal, or `have` or `do` before another verb: goes before the subject in a question.
    Auxiliary,
    /// Any other verb: asks for `do`.
    Lexical(Verb),
}

struct Token<'a> {
    text: &'a str,
    lower: String,
    range: Range<usize>,
}

/// Takes a clause apart; `None` where subject and verb cannot be told for certain.
pub(crate) fn parse(text: &str) -> Option<Clause<'_>> {
    let text = text.trim().trim_end_matches(['.', ',', ';', ':']);
    let tokens: Vec<Token> = text::word::ranges(text)
        .map(|range| Token { text: &text[range.clone()], lower: text[range.clone()].to_lowercase(), range })
        .collect();
    let first = tokens.first()?;
    if is_preposition(&first.lower) || is_coordinator(&first.lower) || is_subordinator(&first.lower) {
        return None;
    }
    let at = finite(text, &tokens)?;
    let subject_end = (1..=at).rev().find(|&end| end == 1 || !is_adverb(&tokens[end - 1].lower))?;
    let border = closed(text, tokens[subject_end - 1].range.end);
    let subject = &text[..border];
    let adverbs = text[border..tokens[at].range.start].trim();
    let rest = text[tokens[at].range.end..].trim();
    let kind = kind_of(&tokens, at);
    (!subject.contains([',', ';', ':', '(']) && !adverbs.contains([',', ';', '('])).then_some(Clause {
        subject,
        adverbs,
        verb: tokens[at].text,
        rest,
        kind,
    })
}

/// The end of a word with the marks that close right after it: a formula, a bracket, a quotation.
fn closed(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let marks = rest.trim_start_matches(['$', ')', '”', '"', '%', '°', '}', ']', '!', '′', '\'']);
    let length = rest.len() - marks.len();
    if marks.starts_with(char::is_whitespace) { end + length } else { end }
}

/// Whether some word of the text is surely a finite verb; a text without one is no statement.
pub(crate) fn has_finite_verb<S: AsRef<str>>(lower_words: &[S]) -> bool {
    let word = |at: usize| lower_words.get(at).map_or("", AsRef::as_ref);
    (1..lower_words.len()).any(|at| {
        let (before, here, next) = (word(at - 1), word(at), word(at + 1));
        if is_copula(here) || is_modal(here) || matches!(here, "has" | "have" | "had" | "does" | "do" | "did")
        {
            return true;
        }
        let nominal =
            is_article(before) || is_possessive(before) || is_preposition(before) || is_copula(before);
        match verb::read(here) {
            Some(Verb { form: Form::Past, .. }) => {
                let owned = is_preposition(next) && verb::is_participle(here);
                !(nominal || owned || before == "when")
            }
            Some(Verb { form: Form::Base | Form::ThirdPerson, ambiguous: false, .. }) => !nominal,
            Some(Verb { form: Form::Base | Form::ThirdPerson, .. }) => {
                !nominal && (is_article(next) || is_possessive(next))
            }
            _ => false,
        }
    })
}

fn kind_of(tokens: &[Token], at: usize) -> Finite {
    let word = tokens[at].lower.as_str();
    let next = tokens[at + 1..].iter().map(|token| token.lower.as_str()).find(|word| !is_adverb(word));
    let helps = match word {
        "has" | "have" | "had" => next.is_some_and(verb::is_participle),
        "do" | "does" | "did" => {
            next.is_some_and(|word| verb::read(word).is_some_and(|verb| verb.form == Form::Base))
        }
        _ => is_copula(word) || is_modal(word),
    };
    let subject: Vec<&str> = tokens[..at].iter().map(|token| token.lower.as_str()).collect();
    match verb::read(word) {
        Some(verb)
            if !helps
                && verb::is_invariant(verb.base)
                && verb.form == Form::Base
                && !takes_base(&subject) =>
        {
            Finite::Lexical(Verb { form: Form::Past, ..verb })
        }
        Some(verb) if !helps => Finite::Lexical(verb),
        _ => Finite::Auxiliary,
    }
}

/// Index of the finite verb of the main clause; `None` when there is none or more than one word could be it.
fn finite(text: &str, tokens: &[Token]) -> Option<usize> {
    let mut candidates: Vec<usize> = (1..tokens.len())
        .filter(|&at| may_be_finite(tokens, at) && is_spoken(&text[..tokens[at].range.start]))
        .collect();
    drop_nouns(tokens, &mut candidates);
    drop_participles(text, tokens, &mut candidates);
    let strong = candidates.iter().copied().find(|&at| is_strong(tokens, at));
    let weak: Vec<usize> = candidates
        .into_iter()
        .filter(|&at| !is_strong(tokens, at) && strong.is_none_or(|strong| at < strong))
        .collect();
    let found = match (strong, weak.as_slice()) {
        (Some(strong), [weak, ..]) if joined(text, tokens, *weak, strong) => *weak,
        (Some(strong), [] | [_]) => strong,
        (None, [only]) => *only,
        _ => return None,
    };
    let subject = &tokens[..found];
    let nested =
        subject.iter().skip(1).any(|token| is_relative(&token.lower) || is_subordinator(&token.lower));
    (!nested).then_some(found)
}

/// Whether a word after this text stands outside formulas and quotations.
fn is_spoken(before: &str) -> bool {
    before.matches('$').count().is_multiple_of(2)
        && before.matches('"').count().is_multiple_of(2)
        && before.matches('“').count() == before.matches('”').count()
}

/// Of two candidates side by side the first is a noun, as in `forces landed`.
fn drop_nouns(tokens: &[Token], candidates: &mut Vec<usize>) {
    let noun = |at: usize| {
        let verb = verb::read(&tokens[at].lower);
        verb.is_some_and(|verb| verb.ambiguous && !matches!(verb.base, "help" | "let" | "make"))
    };
    let all = candidates.clone();
    let surely =
        |at: usize| all.contains(&at) && verb::read(&tokens[at].lower).is_some_and(|verb| !verb.ambiguous);
    candidates.retain(|&at| !(surely(at + 1) && noun(at)));
}

/// A past form that may belong to the noun before it does so when a later word is surely the main verb, as in
/// `the iron used in the process allows`.
fn drop_participles(text: &str, tokens: &[Token], candidates: &mut Vec<usize>) {
    let [first, second, ..] = candidates.as_slice() else { return };
    let (first, second) = (*first, *second);
    let word = tokens[first].lower.as_str();
    let next = tokens[first + 1].lower.as_str();
    let participle =
        verb::read(word).is_some_and(|verb| verb.form == Form::Past) && verb::is_participle(word);
    let names = matches!(word, "named" | "called" | "entitled" | "known");
    let object_follows = is_determiner(next) || is_possessive(next) || is_pronoun(next);
    let between = &tokens[first + 1..second];
    let apart = between.iter().any(|token| is_relative(&token.lower) || is_subordinator(&token.lower))
        || between.last().is_none_or(|token| is_coordinator(&token.lower) || token.lower == "to")
        || text[tokens[first].range.end..tokens[second].range.start].contains([',', ';']);
    let main = is_strong(tokens, second) && (names || !verb::is_participle(&tokens[second].lower));
    if participle && main && !object_follows && !apart && !reports(word) {
        candidates.remove(0);
    }
}

/// Verbs that a whole clause may follow without `that`.
fn reports(word: &str) -> bool {
    matches!(word, "said" | "thought" | "believed" | "knew" | "found" | "meant" | "felt" | "saw" | "heard")
}

/// Whether the later verb belongs to something that hangs on the earlier one.
fn joined(text: &str, tokens: &[Token], weak: usize, strong: usize) -> bool {
    let between = &tokens[weak + 1..strong];
    between.iter().any(|token| {
        let word = token.lower.as_str();
        is_relative(word) || is_subordinator(word) || is_determiner(word)
    }) || between.last().is_some_and(|token| is_coordinator(&token.lower) || token.lower == "to")
        || text[tokens[weak].range.end..tokens[strong].range.start].contains([',', ';'])
}

fn is_strong(tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].lower.as_str();
    let next = tokens.get(at + 1).map_or("", |token| token.lower.as_str());
    is_copula(word)
        || is_modal(word)
        || is_article(next)
        || is_possessive(next)
        || verb::read(word).is_some_and(|verb| !verb.ambiguous && !may_be_participle(tokens, at, verb))
}

/// A past form after a noun and before a preposition may belong to the noun: `plants grown in the dark`.
fn may_be_participle(tokens: &[Token], at: usize, verb: Verb) -> bool {
    let next = tokens.get(at + 1).map(|token| token.lower.as_str());
    verb.form == Form::Past
        && next.is_some_and(|word| is_preposition(word) && word != "to")
        && verb::is_participle(&tokens[at].lower)
}

fn may_be_finite(tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].lower.as_str();
    let before = tokens[..at].iter().rev().map(|token| token.lower.as_str()).find(|word| !is_adverb(word));
    let Some(before) = before else { return false };
    if is_copula(word) {
        return true;
    }
    if tokens[at].text.starts_with(char::is_uppercase) {
        return false;
    }
    if is_modal(word) {
        return !(matches!(word, "may" | "might" | "will")
            && (is_determiner(before) || is_preposition(before)));
    }
    let Some(verb) = verb::read(word) else { return false };
    let blocked = is_preposition(before)
        || (is_determiner(before) && !is_pronoun(before))
        || is_possessive(before)
        || is_coordinator(before)
        || is_modal(before)
        || before.ends_with("'s")
        || before.ends_with("’s");
    if blocked
        || is_copula(before)
        || matches!(before, "have" | "has" | "had" | "do" | "does" | "did" | "been")
    {
        return false;
    }
    let subject: Vec<&str> = tokens[..at].iter().map(|token| token.lower.as_str()).collect();
    // `UCS contains …`: no plural
    let is_acronym = noun::is_acronym(tokens[at - 1].text);
    match verb.form {
        Form::Past => true,
        // `Hitler put off`: after a singular a verb without ending is a past
        Form::Base => takes_base(&subject) && !is_acronym || verb::is_invariant(verb.base),
        Form::ThirdPerson => !takes_base(&subject) || is_acronym,
        Form::Participle | Form::Ing => false,
    }
}

/// Whether a subject takes the verb without `-s`.
fn takes_base(subject: &[&str]) -> bool {
    let end = subject.iter().rposition(|word| !is_adverb(word)).map_or(0, |last| last + 1);
    let subject = &subject[..end];
    let Some(head) = head(subject) else { return false };
    if matches!(subject[0], "each" | "every" | "one") {
        return false;
    }
    let coordinated = subject.contains(&"and") && !matches!(subject[0], "each" | "every");
    let last = subject.last().copied().unwrap_or_default();
    coordinated
        || matches!(
            last,
            "they"
                | "we"
                | "you"
                | "i"
                | "most"
                | "many"
                | "some"
                | "these"
                | "those"
                | "who"
                | "which"
                | "that"
        )
        || is_plural(subject[head])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, &str, &str)> {
        parse(text).map(|clause| (clause.subject, clause.verb, clause.rest))
    }

    #[test]
    fn the_subject_ends_before_the_finite_verb() {
        assert_eq!(parts("Leaves look green"), Some(("Leaves", "look", "green")));
        assert_eq!(parts("plant cells need light"), Some(("plant cells", "need", "light")));
        assert_eq!(
            parts("A rubbed balloon sticks to a wall"),
            Some(("A rubbed balloon", "sticks", "to a wall"))
        );
        assert_eq!(
            parts("the rate of change depends on heat"),
            Some(("the rate of change", "depends", "on heat"))
        );
        assert_eq!(parts("Very high heat harms a plant"), Some(("Very high heat", "harms", "a plant")));
        assert_eq!(parts("DNS turns names into addresses"), Some(("DNS", "turns", "names into addresses")));
        assert_eq!(parts("The sky is blue"), Some(("The sky", "is", "blue")));
        assert_eq!(parts("Rubisco then binds oxygen"), Some(("Rubisco", "binds", "oxygen")));
    }

    #[test]
    fn what_cannot_be_told_is_not_guessed() {
        assert_eq!(parts(""), None);
        assert_eq!(parts("In winter the days grow short"), None);
        assert_eq!(parts("the man who knew them left"), None);
        assert_eq!(parts("a heap of stones"), None);
    }
}
