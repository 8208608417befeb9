//! A lesson: everything a composer needs at hand — the request, the facts, and how their words fit into a sentence.
//!
//! Composers read [`Lesson::definitions`] and its sisters, which are free of twins and sorted best first, and turn
//! facts into words with [`Lesson::term`], [`Lesson::named`], [`Lesson::stated`].

use std::collections::{BTreeSet, HashMap};

use content::{Finding, Passage};

use crate::distractors::Meaning;
use crate::facts::{Fact, FactKind, Span, standing};
use crate::names::Names;
use crate::{Request, TooLittle, fitness, phrase, question, sentence, stems};

/// The request and its facts, ready to compose from.
pub(crate) struct Lesson<'a> {
    /// What was asked for.
    pub request: &'a Request<'a>,
    /// Everything found, in reading order.
    pub facts: &'a [Fact],
    names: Names,
    places: Vec<usize>,
    scores: Vec<f64>,
    meanings: Vec<Option<Meaning>>,
    plurals: HashMap<String, bool>,
    lower: String,
    topic: BTreeSet<String>,
    objectives: BTreeSet<String>,
}

impl<'a> Lesson<'a> {
    /// Takes the facts at hand.
    ///
    /// # Errors
    /// [`TooLittle`] when the brief or the passages are not in English: there are no templates for other languages.
    pub(crate) fn of(request: &'a Request<'a>, facts: &'a [Fact]) -> Result<Self, TooLittle> {
        crate::language::check(request)?;
        let names = Names::of(&sentence::read(request.passages));
        let objects: Vec<&str> =
            request.brief.learning_objectives.iter().map(|objective| objective.object.as_str()).collect();
        let mut places = vec![0; request.passages.len()];
        for (place, index) in sentence::reading_order(request.passages).into_iter().enumerate() {
            places[index] = place;
        }
        let mut lesson = Self {
            request,
            facts,
            names,
            places,
            scores: Vec::new(),
            meanings: Vec::new(),
            plurals: HashMap::new(),
            lower: request
                .passages
                .iter()
                .map(|passage| passage.text.to_lowercase())
                .collect::<Vec<_>>()
                .join("\n"),
            topic: stems::of(&request.brief.topic),
            objectives: stems::of(&objects.join(" ")),
        };
        for fact in facts {
            if let FactKind::Definition { term, definition, .. } = &fact.kind {
                let (term, definition) = (lesson.words(term), lesson.words(definition));
                lesson.names.learn(&term, &definition);
            }
        }
        lesson.plurals = facts.iter().filter_map(|fact| lesson.number_of(fact)).collect();
        lesson.scores = facts.iter().map(|fact| lesson.scored(fact)).collect();
        lesson.meanings = facts.iter().map(|fact| Meaning::of(&lesson, fact)).collect();
        Ok(lesson)
    }

    /// A term in lower case, and whether the verb of its definition is plural.
    fn number_of(&self, fact: &Fact) -> Option<(String, bool)> {
        let FactKind::Definition { term, copula, .. } = &fact.kind else { return None };
        let plural = match copula.as_str() {
            "are" | "were" => true,
            "is" | "was" => false,
            _ => return None,
        };
        Some((self.words(term).to_lowercase(), plural))
    }

    /// A definition seen as an option of a question; `None` for a fact of another kind.
    pub(crate) fn meaning(&self, fact: &Fact) -> Option<&Meaning> {
        self.meanings.get(self.index_of(fact)?)?.as_ref()
    }

    /// How often the passages name something, whatever the case of its letters.
    pub(crate) fn mentions(&self, name: &str) -> usize {
        self.lower.matches(&name.to_lowercase()).count()
    }

    fn index_of(&self, fact: &Fact) -> Option<usize> {
        self.facts.iter().position(|other| std::ptr::eq(other, fact))
    }

    /// The passages taught from.
    pub(crate) fn passages(&self) -> &'a [Passage] {
        self.request.passages
    }

    /// The words of a span on one line.
    pub(crate) fn words(&self, span: &Span) -> String {
        phrase::one_line(span.text(self.passages()))
    }

    /// A term as it stands inside a sentence, without article: `cell wall`, `World War II`.
    pub(crate) fn term(&self, span: &Span) -> String {
        let words = self.words(span);
        if self.begins_sentence(span) { self.inside(&words) } else { words }
    }

    /// Whether a span stands where every word has a capital letter.
    fn begins_sentence(&self, span: &Span) -> bool {
        let before =
            self.passages().get(span.passage).and_then(|passage| passage.text.get(..span.bytes.start));
        let before = before.unwrap_or_default().trim_end_matches([' ', '“', '"', '(', '\u{a0}']);
        before.is_empty() || before.ends_with(['.', '?', '!', ':', '\n', ')', '•', '-', '*', '”'])
    }

    /// Words as they stand inside a sentence: a first letter that is capital only by position becomes small.
    pub(crate) fn inside(&self, words: &str) -> String {
        self.names.inside(words)
    }

    /// Whether a word is a name, as far as the passages show.
    pub(crate) fn is_proper(&self, word: &str) -> bool {
        self.names.is_proper(word)
    }

    /// A term with the article the source gives it: `a stoma`, `the cell wall`, `photosynthesis`.
    pub(crate) fn named(&self, span: &Span) -> String {
        let term = self.term(span);
        match self.article_before(span) {
            Some(article) => format!("{article} {term}"),
            None => term,
        }
    }

    /// Whether a phrase names the topic or a term that the passages define.
    pub(crate) fn is_known(&self, phrase: &str) -> bool {
        let words = stems::of(phrase);
        let term = |fact: &Fact| match &fact.kind {
            FactKind::Definition { term, .. } => stems::of(&self.words(term)) == words,
            _ => false,
        };
        !words.is_empty() && (self.topic == words || self.facts.iter().any(term))
    }

    /// Whether a phrase names the topic itself, which every title and heading tells.
    pub(crate) fn is_topic(&self, phrase: &str) -> bool {
        let words = stems::of(phrase);
        // `Franz Joseph Haydn` for `Joseph Haydn`
        let fuller = || {
            let first = text::word::words(phrase).next().is_some_and(|word| self.is_proper(word));
            first && !self.topic.is_empty() && self.topic.is_subset(&words)
        };
        !words.is_empty() && (words == self.topic || fuller())
    }

    /// A term as it stands in a list: with `the` where that is part of a name, else without article.
    pub(crate) fn known_as(&self, span: &Span) -> String {
        let named = self.named(span);
        let proper = named.strip_prefix("the ").is_some_and(|name| name.starts_with(char::is_uppercase));
        if proper { named } else { self.term(span) }
    }

    /// Whether a term is plural: by the verb of the sentence that defines it, else by its form.
    pub(crate) fn is_plural(&self, phrase: &str) -> bool {
        let bare =
            ["a ", "an ", "the "].iter().find_map(|article| phrase.strip_prefix(article)).unwrap_or(phrase);
        self.plurals.get(&bare.to_lowercase()).copied().unwrap_or_else(|| question::is_plural_phrase(phrase))
    }

    /// The article right before a span, in lower case.
    fn article_before(&self, span: &Span) -> Option<String> {
        let passage = self.passages().get(span.passage)?;
        let before = passage.text.get(..span.bytes.start)?;
        let before = before.trim_end_matches(['“', '"', '‘', '\'', '`']);
        let gap = before.len() - before.trim_end().len();
        let word = before
            .trim_end()
            .rsplit(|c: char| c.is_whitespace() || c == '(' || c == '“')
            .next()?
            .to_lowercase();
        (gap > 0 && matches!(word.as_str(), "a" | "an" | "the")).then_some(word)
    }

    /// The sentence of a fact as it can be quoted alone: an opening such as `However,` dropped, capital and full stop.
    pub(crate) fn stated(&self, quote: &Span) -> String {
        standing::stated(quote.text(self.passages()))
    }

    /// Where a fact stands for a reader: its passage's place, then its place in the passage.
    pub(crate) fn place(&self, fact: &Fact) -> (usize, usize) {
        self.place_of(&fact.quote)
    }

    /// Where a span stands for a reader.
    pub(crate) fn place_of(&self, span: &Span) -> (usize, usize) {
        (self.places.get(span.passage).copied().unwrap_or_default(), span.bytes.start)
    }

    /// The heading a fact stands under, or the topic.
    pub(crate) fn heading(&self, fact: &Fact) -> String {
        self.heading_of(fact.quote.passage)
    }

    /// The heading of a passage, or the topic.
    pub(crate) fn heading_of(&self, passage: usize) -> String {
        let heading =
            self.passages().get(passage).and_then(|passage| passage.heading.as_deref()).map(str::trim);
        let heading = heading.filter(|heading| !heading.is_empty() && heading.chars().count() <= 200);
        heading.map_or_else(|| self.topic(), |heading| phrase::capitalised(&phrase::one_line(heading)))
    }

    /// The topic as a title: as typed, with a capital first letter.
    pub(crate) fn topic(&self) -> String {
        phrase::capitalised(&phrase::one_line(&self.request.brief.topic))
    }

    /// The topic as it stands inside a sentence: as the passages write it, else each word small unless it is a name.
    pub(crate) fn topic_inside(&self) -> String {
        let topic = phrase::one_line(&self.request.brief.topic);
        self.as_written(&topic).unwrap_or_else(|| {
            let words = topic.split(' ').map(|word| self.inside(word));
            words.collect::<Vec<_>>().join(" ")
        })
    }

    /// How the passages write a phrase inside a sentence.
    fn as_written(&self, phrase: &str) -> Option<String> {
        self.passages().iter().enumerate().find_map(|(passage, text)| {
            let text = text.text.as_str();
            let places = text.char_indices().map(|(start, _)| start..start + phrase.len());
            let mut found = places.filter(|bytes| {
                text.get(bytes.clone()).is_some_and(|words| words.eq_ignore_ascii_case(phrase))
            });
            found.find_map(|bytes| {
                let span = Span { passage, bytes: bytes.clone() };
                (!self.begins_sentence(&span)).then(|| text[bytes].to_owned())
            })
        })
    }

    /// How well a fact serves this request, higher is better: its weight, whether it is on the topic and serves the
    /// objectives, whether its sentence suits the readers.
    pub(crate) fn score(&self, fact: &Fact) -> f64 {
        let known = self.index_of(fact).and_then(|index| self.scores.get(index)).copied();
        known.unwrap_or_else(|| self.scored(fact))
    }

    fn scored(&self, fact: &Fact) -> f64 {
        let quote = fact.quote.text(self.passages());
        let words = stems::of(quote);
        let on_topic = stems::containment(&self.topic, &words);
        let serves = if self.objectives.is_empty() { 0.0 } else { shared(&self.objectives, &words) };
        fact.weight + 0.1 * on_topic + 0.4 * serves + 0.2 * fitness::of(quote, self.request.brief.grade_level)
    }

    /// The facts that `wanted` picks, best first, without two that say nearly the same.
    pub(crate) fn best(&self, wanted: impl Fn(&FactKind) -> bool) -> Vec<&'a Fact> {
        let mut picked: Vec<(f64, &Fact)> = self
            .facts
            .iter()
            .filter(|fact| wanted(&fact.kind))
            .map(|fact| (self.score(fact), fact))
            .collect();
        picked.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut seen: Vec<BTreeSet<String>> = Vec::new();
        picked.retain(|(_, fact)| {
            let key = stems::of(&self.key(fact));
            let twin = seen.iter().any(|earlier| stems::jaccard(earlier, &key) > 0.75);
            seen.push(key);
            !twin
        });
        picked.into_iter().map(|(_, fact)| fact).collect()
    }

    /// What makes two facts the same.
    fn key(&self, fact: &Fact) -> String {
        match &fact.kind {
            FactKind::Definition { term, .. } => self.words(term),
            FactKind::Figure { value, .. } => format!("{} {}", self.words(value), self.words(&fact.quote)),
            FactKind::Parts { whole, .. } => self.words(whole),
            FactKind::Entry { .. } => self.entry_name(fact).unwrap_or_default(),
            _ => self.words(&fact.quote),
        }
    }

    /// Definitions, best first, one a term.
    pub(crate) fn definitions(&self) -> Vec<&'a Fact> {
        self.best(|kind| matches!(kind, FactKind::Definition { .. }))
    }

    /// Entries of a manual, best first, one a name.
    pub(crate) fn entries(&self) -> Vec<&'a Fact> {
        self.best(|kind| matches!(kind, FactKind::Entry { .. }))
    }

    /// The name that an entry is about, as written; `None` for a fact of another kind.
    pub(crate) fn entry_name(&self, fact: &Fact) -> Option<String> {
        let FactKind::Entry { term, .. } = &fact.kind else { return None };
        match term {
            Some(term) => Some(self.words(term)),
            None => self.passages().get(fact.quote.passage)?.label().map(phrase::one_line),
        }
    }

    /// Causes, best first.
    pub(crate) fn causes(&self) -> Vec<&'a Fact> {
        self.best(|kind| matches!(kind, FactKind::Cause { .. }))
    }

    /// Figures and dates, best first.
    pub(crate) fn figures(&self) -> Vec<&'a Fact> {
        self.best(|kind| matches!(kind, FactKind::Figure { .. }))
    }

    /// Wholes with their parts, best first.
    pub(crate) fn parts(&self) -> Vec<&'a Fact> {
        self.best(|kind| matches!(kind, FactKind::Parts { .. }))
    }

    /// Sequences of steps, best first.
    pub(crate) fn sequences(&self) -> Vec<&'a Fact> {
        self.best(|kind| matches!(kind, FactKind::Sequence { .. }))
    }

    /// Comparisons, best first.
    pub(crate) fn contrasts(&self) -> Vec<&'a Fact> {
        self.best(|kind| matches!(kind, FactKind::Contrast { .. }))
    }

    /// Misconceptions with their corrections, best first.
    pub(crate) fn misconceptions(&self) -> Vec<&'a Fact> {
        self.best(|kind| matches!(kind, FactKind::Misconception { .. }))
    }

    /// A definition as a sentence of its own: the source's sentence where it says no more than that, else put together
    /// from its words.
    pub(crate) fn defined(&self, fact: &Fact) -> String {
        let FactKind::Definition { term, definition, copula } = &fact.kind else {
            return self.stated(&fact.quote);
        };
        // `The Pythagorean theorem or Pythagoras' theorem is …`: a sentence without the other name would say less
        let between = self
            .passages()
            .get(term.passage)
            .and_then(|passage| passage.text.get(term.bytes.end..definition.bytes.start));
        if between.is_some_and(|between| between.starts_with(" or "))
            && standing::quotable(&self.words(&fact.quote))
        {
            return self.stated(&fact.quote);
        }
        self.meant(fact, term, &self.words(definition), copula)
    }

    /// A term and what is said to be its meaning, right or wrong, as a sentence.
    pub(crate) fn meant(&self, fact: &Fact, term: &Span, definition: &str, copula: &str) -> String {
        let verb = match copula.split(' ').next() {
            Some("means" | "mean" | "denotes" | "denote" | "refers" | "refer") => copula,
            _ => question::be(self, fact).unwrap_or("is"),
        };
        phrase::as_sentence(&format!("{} {verb} {}", self.named(term), self.inside(definition)))
    }

    /// Says that `found` of `wanted` things could be supported, and what source would help.
    pub(crate) fn too_little(&self, found: usize, wanted: usize, things: &str) -> TooLittle {
        let topic = phrase::one_line(&self.request.brief.topic);
        let detail = format!(
            "{found} of {wanted} {things} could be supported; add a source on {topic} that defines its terms and says \
             how and why"
        );
        TooLittle { findings: vec![Finding::new("too_little", "", detail)] }
    }
}

/// How much of `wanted` stands in `words`, from 0 to 1; three shared words count as all.
fn shared(wanted: &BTreeSet<String>, words: &BTreeSet<String>) -> f64 {
    const ENOUGH: usize = 3;
    let enough = wanted.len().clamp(1, ENOUGH);
    wanted.intersection(words).count().min(enough) as f64 / enough as f64
}
