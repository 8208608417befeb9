//! Questions for a number or a date: `When did …?`, `How many …?`, `What percentage of … does …?`

use super::inversion::with_rest;
use crate::english::clause::{self, Clause, Finite};
use crate::english::word::is_preposition;
use crate::facts::{Fact, FactKind};
use crate::lesson::Lesson;

/// The question that the figure of a sentence answers; `None` where no pattern fits.
pub(crate) fn figure(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let FactKind::Figure { value, is_date } = &fact.kind else { return None };
    let sentence = lesson.words(&fact.quote);
    let value = lesson.words(value);
    let split = Split::of(lesson, &sentence, &value)?;
    if *is_date { split.date() } else { split.amount() }
}

/// A sentence cut at its figure: `before` and `after` are parts of what follows the verb.
pub(crate) struct Split<'a> {
    lesson: &'a Lesson<'a>,
    clause: Clause<'a>,
    before: &'a str,
    value: &'a str,
    after: &'a str,
}

/// Words that make a number less exact; a question does without them or begins with `About`.
const ROUGHLY: [&str; 12] = [
    "only about",
    "only",
    "about",
    "around",
    "roughly",
    "nearly",
    "almost",
    "approximately",
    "some",
    "as many as",
    "just",
    "exactly",
];

impl<'a> Split<'a> {
    /// Cuts a sentence at its figure; `None` where it is no single clause.
    pub(crate) fn of(lesson: &'a Lesson<'a>, sentence: &'a str, value: &'a str) -> Option<Self> {
        let sentence = first_clause(sentence, value).trim_end_matches(['.', ',']);
        if let Some(rest) = dated_opening(sentence, value) {
            let clause = clause::parse(rest)?;
            return Some(Self { lesson, before: "", after: clause.rest, value, clause });
        }
        let clause = clause::parse(sentence)?;
        let (before, after) = clause.rest.split_once(value)?;
        let clean = |part: &str| !part.contains([',', ';', ':', '(', ')', '—']);
        (clean(before) && clean(after) && !after.contains(value)).then_some(Self {
            lesson,
            clause,
            before: before.trim(),
            value,
            after: after.trim(),
        })
    }

    /// The clause without its date, in the source's order of words: what happened then.
    pub(crate) fn event(&self) -> Option<String> {
        let (rest, _) = self.before_date()?;
        let parts = [self.clause.subject, self.clause.adverbs, self.clause.verb, rest, self.after];
        let words: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(words.join(" "))
    }

    /// What is measured, as a noun phrase without article: `voltage of a small flashlight battery`.
    pub(crate) fn quantity(&self) -> Option<String> {
        let (before, _) = without_rough(self.before);
        let subject = self.lesson.inside(self.clause.subject);
        if !self.after.is_empty() {
            return None;
        }
        if before.is_empty() && matches!(self.clause.verb, "is" | "was") {
            let bare = subject.strip_prefix("the ").unwrap_or(&subject);
            let first = bare.split(' ').find(|word| is_measure(word))?;
            return bare.contains(&format!("{first} of ")).then(|| bare.to_owned());
        }
        let noun = before.strip_suffix(" of")?;
        let noun = noun.strip_prefix("a ").or_else(|| noun.strip_prefix("an "))?;
        let has = matches!(self.clause.verb, "has" | "have" | "had");
        (has && is_measure(noun.rsplit(' ').next()?)).then(|| format!("{noun} of {subject}"))
    }

    /// `When did …?`
    fn date(&self) -> Option<String> {
        let (rest, word) = self.before_date()?;
        let rest = [rest, self.after].join(" ");
        let rest = rest.trim();
        if rest
            .split(' ')
            .any(|word| matches!(word, "printed" | "published" | "founded" | "written" | "born"))
            && !matches!(self.clause.kind, Finite::Auxiliary)
        {
            return None;
        }
        let turned = with_rest(self.lesson, &self.clause, rest)?;
        Some(format!("{word} {turned}?"))
    }

    /// What stands before the date without its preposition, and the question word that asks for it.
    fn before_date(&self) -> Option<(&'a str, &'static str)> {
        let year = self.value.chars().all(|c| c.is_ascii_digit());
        let word = if year { "In what year" } else { "When" };
        if self.before.is_empty() {
            return (self.clause.rest == self.after).then_some(("", word));
        }
        let (rest, preposition) = self.before.rsplit_once(' ').unwrap_or(("", self.before));
        match preposition {
            "in" | "on" | "at" => Some((rest, word)),
            "by" => Some((rest, "By when")),
            _ => None,
        }
    }

    fn amount(&self) -> Option<String> {
        let (before, rough) = without_rough(self.before);
        let about = if rough { "About how" } else { "How" };
        self.how_long_ago(before)
            .or_else(|| self.percentage(before))
            .or_else(|| self.measured_be(before))
            .or_else(|| self.had(before))
            .or_else(|| self.counted(before, about))
            .or_else(|| self.temperature(before))
    }

    /// `… began about 4.5 billion years ago`
    fn how_long_ago(&self, before: &str) -> Option<String> {
        let value = self.value.strip_suffix(" ago")?;
        (!value.is_empty() && self.after.is_empty()).then(|| self.ask("How long ago", before)).flatten()
    }

    /// `… makes up 21 percent of the air`
    fn percentage(&self, before: &str) -> Option<String> {
        let percent = self.value.ends_with("percent") || self.value.ends_with('%');
        let of = self.after.strip_prefix("of ")?;
        let up = if before == "up" { before } else { "" };
        (percent
            && (before.is_empty() || before == "up")
            && !of.contains(" that ")
            && text::word::count(of) <= 8)
            .then(|| self.ask(&format!("What percentage of {of}"), up))
            .flatten()
    }

    /// `The speed of light is 300,000 kilometers per second`, `A marathon is 42 kilometers long`
    fn measured_be(&self, before: &str) -> Option<String> {
        let verb = self.clause.verb;
        if !(before.is_empty() && matches!(verb, "is" | "are" | "was" | "were")) {
            return None;
        }
        let subject = self.lesson.inside(self.clause.subject);
        let (first, rest) = self.after.split_once(' ').unwrap_or((self.after, ""));
        if matches!(first, "long" | "high" | "tall" | "deep" | "wide" | "old" | "thick") {
            let rest = if rest.is_empty() { String::new() } else { format!(" {rest}") };
            return Some(format!("How {first} {verb} {subject}{rest}?"));
        }
        let measure = text::word::words(&subject).any(|word| is_measure(&word.to_lowercase()));
        (measure && self.after.is_empty()).then(|| format!("What {verb} {subject}?"))
    }

    /// `A battery has a voltage of 1.5 volts`
    fn had(&self, before: &str) -> Option<String> {
        let noun = before.strip_suffix(" of")?;
        let noun = noun.strip_prefix("a ").or_else(|| noun.strip_prefix("an "))?;
        let has = matches!(self.clause.verb, "has" | "have" | "had");
        (has && is_measure(noun.rsplit(' ').next()?) && self.after.is_empty())
            .then(|| self.ask(&format!("What {noun}"), ""))
            .flatten()
    }

    /// `One leaf cell can hold 50 chloroplasts`
    fn counted(&self, before: &str, about: &str) -> Option<String> {
        let (_, unit) = self.value.split_once(' ')?;
        let unit = without_scale(unit)?;
        let verb_only =
            before.is_empty() || (matches!(self.clause.kind, Finite::Auxiliary) && !before.contains(' '));
        let next = self.after.split(' ').next().unwrap_or_default();
        let goes_on = self.after.is_empty() || (is_preposition(next) && next != "of" && next != "per");
        let be = matches!(self.clause.verb, "is" | "are" | "was" | "were");
        let degrees = unit.starts_with("degree") || unit.starts_with("percent");
        (verb_only && goes_on && !degrees && !(be && before.is_empty()))
            .then(|| self.ask(&format!("{about} many {unit}"), &[before, self.after].join(" ")))
            .flatten()
    }

    /// `… heats the air to 30,000 degrees Celsius`
    fn temperature(&self, before: &str) -> Option<String> {
        let degrees = self.value.contains("degree") || self.value.contains('°');
        let (rest, preposition) = before.rsplit_once(' ').unwrap_or(("", before));
        let known = matches!(preposition, "to" | "at" | "of");
        let word = crate::phrase::capitalised(preposition);
        (degrees && known && self.after.is_empty() && preposition != "of")
            .then(|| self.ask(&format!("{word} what temperature"), rest))
            .flatten()
    }

    fn ask(&self, opening: &str, rest: &str) -> Option<String> {
        let turned = with_rest(self.lesson, &self.clause, rest)?;
        Some(format!("{opening} {turned}?"))
    }
}

/// The main clause as far as it goes before another one is joined to it, provided it holds the figure.
fn first_clause<'a>(sentence: &'a str, value: &str) -> &'a str {
    let joints = [
        ", and ",
        ", but ",
        ", so ",
        ", while ",
        ", whereas ",
        ", when ",
        ", which ",
        ", where ",
        ", an event ",
        ", although ",
    ];
    let cut = joints.iter().filter_map(|joint| sentence.find(joint)).min().unwrap_or(sentence.len());
    let first = &sentence[..cut];
    if first.contains(value) && sentence.matches(value).count() == 1 { first } else { sentence }
}

/// The rest of a sentence that begins with its date: `In 1789, the king …`, `On 7 December 1941 aircraft …`
fn dated_opening<'a>(sentence: &'a str, value: &str) -> Option<&'a str> {
    let rest = sentence.strip_prefix("In ").or_else(|| sentence.strip_prefix("On "))?;
    let rest = rest.strip_prefix(value)?;
    Some(rest.trim_start_matches([',', ' ']))
}

fn without_rough(before: &str) -> (&str, bool) {
    for word in ROUGHLY {
        if let Some(rest) = before.strip_suffix(word) {
            if rest.is_empty() || rest.ends_with(' ') {
                return (rest.trim_end(), !matches!(word, "only" | "just" | "exactly"));
            }
        }
    }
    (before, false)
}

/// The counted thing without `million` and the like; `None` where nothing is left.
fn without_scale(unit: &str) -> Option<&str> {
    match unit.split_once(' ') {
        Some(("million" | "billion" | "trillion" | "thousand" | "hundred", rest)) => Some(rest),
        None if matches!(unit, "million" | "billion" | "trillion" | "thousand" | "hundred") => None,
        _ => Some(unit),
    }
}

/// Whether a noun names something that is measured.
pub(crate) fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "speed"
            | "length"
            | "mass"
            | "temperature"
            | "distance"
            | "height"
            | "population"
            | "age"
            | "number"
            | "area"
            | "diameter"
            | "radius"
            | "voltage"
            | "value"
            | "rate"
            | "depth"
            | "weight"
            | "width"
            | "frequency"
            | "size"
            | "cost"
            | "price"
            | "wavelength"
            | "density"
            | "pressure"
            | "volume"
            | "share"
            | "total"
            | "magnitude"
            | "period"
            | "lifetime"
            | "force"
            | "acceleration"
            | "resistance"
            | "power"
            | "energy"
            | "charge"
            | "probability"
            | "sum"
            | "product"
            | "answer"
            | "average"
            | "mean"
            | "circumference"
            | "lifespan"
            | "capacity"
            | "limit"
            | "maximum"
            | "minimum"
            | "duration"
    )
}
