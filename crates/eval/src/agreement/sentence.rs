//! A sentence taken apart for comparison: words with their stems and classes, numbers, dates, formulas.

use std::sync::Arc;

use text::Language;

use super::calendar;
use super::date::Date;
use super::foreign;
use super::lexicon::{self, Class, class_of};
use super::number;
use super::opening;
use super::phrasal;
use super::quantity::Quantity;
use super::scope::{self, Negation};
use super::thesaurus::{self, Entry};
use super::token::{self, Raw, Shape};
use crate::memo::Memo;

/// One thing a sentence says.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// What kind of thing.
    pub(crate) kind: Kind,
    /// In lower case; for a number or date the words it was read from.
    pub(crate) word: String,
    /// The stem of the word.
    pub(crate) stem: String,
    /// The stem of its base form, where it is an irregular form.
    pub(crate) base: Option<&'static str>,
    /// The kinds of word it may be, most frequent first: `n`, `v`, `a`, `r`.
    pub(crate) kinds: &'static str,
    /// Whether it stands where a noun stands: after an article and before no other noun.
    stands_as_noun: bool,
    /// What the thesaurus knows of it.
    entry: Option<&'static Entry>,
    /// The stem of the verb that it says the same as, together with its particle.
    pub(crate) phrase: Option<&'static str>,
    /// What the word does.
    pub(crate) class: Class,
    /// Whether it is written as a name.
    pub(crate) name: bool,
    /// Which clause it stands in, from 0.
    pub(crate) clause: usize,
    /// Whether a negation reaches it.
    pub(crate) negated: bool,
    /// Whether it is only what somebody is said to think.
    pub(crate) reported: bool,
    /// Whether it stands in a condition.
    pub(crate) conditional: bool,
    /// Whether a comma or stronger mark stands before it.
    pub(crate) after_mark: bool,
    /// Whether a mark stronger than a comma stands before it.
    pub(crate) after_stop: bool,
}

/// What kind of thing a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// A word.
    Word,
    /// A number.
    Quantity(Quantity),
    /// A date.
    Date(Date),
    /// A formula or an operator.
    Formula,
}

impl Token {
    /// Whether two words have a stem in common.
    pub(crate) fn is_form_of(&self, other: &Self) -> bool {
        let stems = [Some(self.stem.as_str()), self.base];
        let others = [Some(other.stem.as_str()), other.base];
        stems.iter().flatten().any(|stem| others.iter().flatten().any(|other| stem == other))
    }

    /// Whether two words have a stem or a root in common.
    pub(crate) fn is_of_root(&self, other: &Self) -> bool {
        let roots = |token: &Self| token.base.unwrap_or(&token.stem).to_owned();
        self.is_form_of(other) || thesaurus::related(&roots(self), &roots(other))
    }

    /// Whether two words say the same; of a verb with its particle what both say together.
    pub(crate) fn says_same_as(&self, other: &Self) -> bool {
        if self.phrase.is_some() || other.phrase.is_some() {
            let said = |token: &Self| token.phrase.and_then(thesaurus::entry_of).or(token.entry);
            let stem = |token: &Self| token.phrase.unwrap_or(token.base.unwrap_or(&token.stem)).to_owned();
            return stem(self) == stem(other)
                || said(self).zip(said(other)).is_some_and(|(mine, theirs)| mine.is_same(theirs));
        }
        self.entry.zip(other.entry).is_some_and(|(mine, theirs)| mine.is_same(theirs))
    }

    /// Whether it is a verb, by its usual kind or its ending.
    pub(crate) fn is_verb(&self) -> bool {
        // "declaration" shares its stem with a verb, "mention" is one
        const NO_VERBS: &[&str] = &[
            "tion", "sion", "ment", "ness", "ity", "ance", "ence", "er", "or", "al", "able", "ible", "ive",
            "ous", "ism", "ist", "ship", "ly",
        ];
        let singular = self.word.strip_suffix('s').unwrap_or(&self.word);
        let derived = |ending: &&str| singular.ends_with(*ending) && !self.stem.ends_with(*ending);
        if self.base.is_none() && NO_VERBS.iter().any(derived) {
            return false;
        }
        let third_person = self.word.ends_with('s') && !self.kinds.contains('n');
        let inflected = self.kinds.contains('v')
            && (self.word.ends_with("ed") || self.word.ends_with("ing") || third_person);
        self.kind == Kind::Word && !self.name && (self.kinds.starts_with('v') || inflected)
    }

    /// Whether it is a noun or may be one: a word with content that is no verb.
    pub(crate) fn is_noun(&self) -> bool {
        self.kind == Kind::Word
            && self.is_solid()
            && !self.is_verb()
            && (self.name || self.stands_as_noun || !self.kinds.starts_with('a'))
    }

    /// Whether it carries content: whether it is looked for in the source.
    pub(crate) fn is_content(&self) -> bool {
        match self.kind {
            Kind::Quantity(quantity) => !quantity.soft,
            Kind::Date(_) | Kind::Formula => true,
            Kind::Word => {
                let idle = Class::FUNCTION.or(Class::NEGATOR).or(Class::HEDGE);
                self.name
                    || !(self.class.is(idle)
                        || lexicon::share_of(&self.word).is_some()
                        || lexicon::is_exclusive(&self.word)
                        || lexicon::is_degree(&self.word))
            }
        }
    }

    /// Whether a statement with it is not carried by a source without it.
    pub(crate) fn is_solid(&self) -> bool {
        self.is_content() && (self.name || !self.class.is(Class::LIGHT))
    }
}

/// A sentence taken apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sentence {
    /// Its tokens in order.
    pub(crate) tokens: Vec<Token>,
    /// Whether it asks.
    pub(crate) question: bool,
    /// Whether it is in another language than English.
    pub(crate) foreign: bool,
    /// What it denies.
    pub(crate) negations: Vec<Negation>,
}

impl Sentence {
    /// Takes a sentence apart.
    pub(crate) fn read(text: &str, language: Language) -> Self {
        let raw = foreign::in_english(token::tokens_in(text, language), language);
        let mut tokens = Vec::with_capacity(raw.len());
        let mut at = match language {
            Language::En => opening::length(&raw),
            _ => 0,
        };
        while at < raw.len() {
            let (token, used) = next(&raw, at, language);
            tokens.push(token);
            at += used;
        }
        let question = text.trim_end().trim_end_matches(['"', '”', '\'', ')']).ends_with('?');
        phrases(&mut tokens);
        subjects(&mut tokens);
        let negations = scope::mark(&mut tokens);
        Self { tokens, question, foreign: language != Language::En, negations }
    }

    /// The same, as taken apart before if it was: several checks look at each sentence of a draft.
    pub(crate) fn known(text: &str, language: Language) -> Arc<Self> {
        static READ: Memo<Sentence> = Memo::new(128 << 10);
        READ.of(text, language, || Self::read(text, language))
    }

    /// The positions of the tokens that carry content.
    pub(crate) fn content(&self) -> impl Iterator<Item = usize> + '_ {
        self.tokens.iter().enumerate().filter(|(_, token)| token.is_content()).map(|(index, _)| index)
    }

    /// The positions of the tokens that evidence must bear out; of all content where there is nothing else.
    pub(crate) fn solid(&self) -> Vec<usize> {
        let solid: Vec<usize> = self.content().filter(|&at| self.tokens[at].is_solid()).collect();
        if solid.is_empty() { self.content().collect() } else { solid }
    }

    /// Its clauses, where a mark and a joining or contrasting word part them; the whole where nothing does.
    pub(crate) fn parts(&self) -> Vec<Self> {
        let borders: Vec<usize> = (1..self.tokens.len())
            .filter(|&at| {
                self.tokens[at].after_mark && self.tokens[at].class.is(Class::JOINER.or(Class::CONTRAST))
            })
            .collect();
        let ends = borders.iter().copied().chain([self.tokens.len()]);
        let mut from = 0;
        let mut parts: Vec<Self> = Vec::new();
        for end in ends {
            let mut tokens = self.tokens[from..end].to_vec();
            for token in &mut tokens {
                (token.negated, token.reported, token.conditional) = (false, false, false);
            }
            let negations = scope::mark(&mut tokens);
            let part = Self { tokens, question: self.question, foreign: self.foreign, negations };
            if part.content().nth(1).is_none() {
                return vec![self.clone()];
            }
            parts.push(part);
            from = end;
        }
        parts
    }

    /// The first number above `most` that is not known by its position.
    pub(crate) fn large_number(&self, most: f64, is_known: impl Fn(usize) -> bool) -> Option<&str> {
        let large = |at: usize, token: &Token| match token.kind {
            Kind::Quantity(quantity) => quantity.high > most && !is_known(at),
            _ => false,
        };
        let found = self.tokens.iter().enumerate().find(|(at, token)| large(*at, token));
        found.map(|(_, token)| token.word.as_str())
    }

    /// Its words with their positions, numbers, dates and formulas left out.
    pub(crate) fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let words = self.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word);
        words.map(|(at, token)| (at, token.word.as_str()))
    }

    /// Whether a token of another sentence stands here, in some form of the same word or as the same number.
    pub(crate) fn holds_form_of(&self, other: &Self, at: usize) -> bool {
        let token = &other.tokens[at];
        self.tokens
            .iter()
            .any(|mine| mine.word == token.word || (mine.kind == Kind::Word && mine.is_form_of(token)))
    }

    /// Whether a word stands in it.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.tokens.iter().any(|token| token.word == word)
    }
}

/// The token that begins at `at`, and how many raw tokens it takes.
fn next(raw: &[Raw<'_>], at: usize, language: Language) -> (Token, usize) {
    let token = |kind: Kind, used: usize| {
        let words: Vec<&str> = raw[at..at + used].iter().map(|raw| raw.lower.as_str()).collect();
        (of(kind, words.join(" "), &raw[at]), used)
    };
    if raw[at].shape != Shape::Word {
        return token(Kind::Formula, 1);
    }
    if let Some((date, used)) = calendar::read(raw, at) {
        return token(Kind::Date(date), used);
    }
    let (_, lead) = number::bound_at(raw, at);
    if lead > 0
        && let Some((date, used)) = calendar::read(raw, at + lead)
    {
        return token(Kind::Date(date), lead + used);
    }
    if let Some((quantity, used)) = number::read(raw, at) {
        return token(Kind::Quantity(quantity), used);
    }
    let (mut word, used) = token(Kind::Word, 1);
    let language = if raw[at].english { Language::En } else { language };
    word.stem = text::stem::stem(&word.word, language);
    if language == Language::En {
        // "the left", "a rose": after an article the form is a word of its own
        let after_article = at > 0 && class_of(&raw[at - 1].lower).is(Class::DETERMINER);
        word.base = thesaurus::base_of(&word.word).filter(|_| !after_article);
        word.base = word.base.or_else(|| thesaurus::positive_of(&word.word));
        word.entry = thesaurus::entry_of(word.base.unwrap_or(&word.stem));
        word.kinds = word.entry.map_or("", |entry| entry.kinds);
    }
    word.class = class_of(&word.word);
    if word.word == "yet" && at > 0 && matches!(raw[at - 1].lower.as_str(), "not" | "as" | "has" | "have") {
        word.class = Class::FUNCTION;
    }
    let beside_name = raw.get(at + 1).is_some_and(|next| next.capital && next.gap == " ");
    let plain = word.class.is(Class::FUNCTION) || word.word.chars().count() < 2;
    word.name = raw[at].capital && (at > 0 || beside_name) && !plain && !raw[at].english;
    (word, used)
}

/// Verbs with a particle right after them, or after a short object: "turned it down".
fn phrases(tokens: &mut [Token]) {
    const FAR: usize = 3;
    for at in 0..tokens.len() {
        if tokens[at].kind != Kind::Word || !tokens[at].kinds.contains('v') {
            continue;
        }
        let verb = tokens[at].base.unwrap_or(&tokens[at].stem).to_owned();
        let near = tokens[at + 1..].iter().take(FAR).take_while(|token| !token.after_mark);
        tokens[at].phrase = near.into_iter().find_map(|token| phrasal::said_by(&verb, &token.word));
    }
}

/// "The mean is", "a good has": what stands between an article and a verb is a noun, whatever the word is elsewhere.
fn subjects(tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let opened = at == 0 || tokens[at - 1].class.is(Class::DETERMINER);
        let article = at > 0 && matches!(tokens[at - 1].word.as_str(), "a" | "an" | "the");
        let next = tokens.get(at + 1);
        let noun_follows = next.is_some_and(|next| next.is_noun() && !next.after_mark);
        let verb_follows = next.is_some_and(|next| {
            next.class.is(Class::BE) || matches!(next.word.as_str(), "has" | "have" | "had" | "can" | "means")
        });
        let is_word = tokens[at].kind == Kind::Word && !tokens[at].class.is(Class::FUNCTION);
        let has_noun = tokens[at].kinds.contains('n');
        tokens[at].stands_as_noun =
            is_word && ((opened && has_noun && !noun_follows) || (article && verb_follows));
        if is_word && verb_follows && opened && (has_noun || article) {
            tokens[at].class = tokens[at].class.without(Class::LIGHT);
        }
    }
}

fn of(kind: Kind, word: String, first: &Raw<'_>) -> Token {
    Token {
        kind,
        stem: word.clone(),
        word,
        base: None,
        kinds: "",
        entry: None,
        phrase: None,
        stands_as_noun: false,
        class: Class::default(),
        name: false,
        clause: 0,
        negated: false,
        reported: false,
        conditional: false,
        after_stop: first.gap.contains([';', ':', '—', '–']),
        after_mark: first.gap.contains([',', ';', ':', '—', '–', '(', ')', '…']),
    }
}
