//! Questions for a number or a date: `When did …?`, `How many …?`, `What percentage of … does …?`

mod cut;

use super::inversion::with_rest;
use crate::english::clause::{self, Clause, Finite};
use crate::english::word::{is_article, is_copula, is_preposition};
use crate::facts::{Fact, FactKind, standing};
use crate::lesson::Lesson;
use cut::{dated_opening, first_part, has_digit, is_measure, part_with, without_rough, without_scale};

/// The question that the figure of a sentence answers; `None` where no pattern fits.
pub(crate) fn figure(lesson: &Lesson<'_>, fact: &Fact) -> Option<String> {
    let FactKind::Figure { value, is_date } = &fact.kind else { return None };
    let sentence = lesson.words(&fact.quote);
    let value = lesson.words(value);
    let split = Split::of(lesson, &sentence, &value)?;
    let question = if *is_date { split.date() } else { split.amount() }?;
    // a sentence that draws a conclusion needs the one before it
    let leans = text::word::words(&question)
        .any(|word| matches!(word, "therefore" | "thus" | "also" | "then" | "this" | "these"));
    (!leans).then_some(question)
}

/// A sentence cut at its figure: `before` and `after` are parts of what follows the verb.
pub(crate) struct Split<'a> {
    lesson: &'a Lesson<'a>,
    clause: Clause<'a>,
    before: &'a str,
    value: &'a str,
    after: &'a str,
}

impl<'a> Split<'a> {
    /// Cuts a sentence at its figure; `None` where it is no single clause.
    pub(crate) fn of(lesson: &'a Lesson<'a>, sentence: &'a str, value: &'a str) -> Option<Self> {
        let sentence = standing::without_connective(sentence);
        if let Some(rest) = dated_opening(sentence, value) {
            let clause = clause::parse(first_part(rest))?;
            return Some(Self { lesson, before: "", after: clause.rest, value, clause });
        }
        let clause = clause::parse(part_with(sentence, value)?)?;
        let (before, after) = clause.rest.split_once(value)?;
        let (before, after) = (before.trim(), after.trim());
        // what is told after the figure in a clause of its own is not asked for
        let after = if after.starts_with([',', ';']) || after.starts_with("and ") { "" } else { after };
        let whole =
            !before.contains([';', ':', '(', ')', '—']) && !after.contains([',', ';', ':', '(', ')', '—']);
        let told = text::word::words(before)
            .any(|word| matches!(word, "that" | "which" | "who" | "whose" | "where"));
        (whole && !told && !has_digit(before) && !has_digit(after)).then_some(Self {
            lesson,
            clause,
            before,
            value,
            after,
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
        let rest = rest.strip_suffix("only").unwrap_or(rest).trim_end();
        let era = ["BC", "AD", "BCE", "CE"].contains(&self.after.split(' ').next().unwrap_or_default());
        let open = rest.rsplit(' ').next().is_some_and(|word| {
            (is_preposition(word) && !matches!(word, "up" | "down" | "out" | "off" | "over"))
                || is_article(word)
        });
        let aside = rest.split(", ").skip(1).any(|part| {
            let first = text::word::words(part).next().unwrap_or_default();
            crate::english::verb::is_participle(first) || matches!(first, "which" | "who" | "where")
        });
        let joined = [rest, self.after].join(" ");
        if era
            || open
            || aside
            || self.value.contains(" to ")
            || joined.contains(" when ")
            || joined.contains(". ")
        {
            return None;
        }
        Some(format!("{word} {}?", with_rest(self.lesson, &self.clause, joined.trim())?))
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
            "around" | "about" => Some((rest.strip_suffix(" in").unwrap_or(rest), "About when")),
            _ => None,
        }
        .map(|(rest, word)| (rest.trim_end_matches(','), word))
    }

    fn amount(&self) -> Option<String> {
        let (before, rough) = without_rough(self.before);
        let about = if rough { "About how" } else { "How" };
        if before.contains(',') || self.value.contains(" to ") {
            return None;
        }
        self.how_long_ago(before)
            .or_else(|| self.percentage(before))
            .or_else(|| self.measured_be(before))
            .or_else(|| self.had(before))
            .or_else(|| self.counted(before, about))
            .or_else(|| self.far(before))
            .or_else(|| self.prepositional(before))
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
        (measure && self.after.is_empty() && text::word::count(&subject) > 2)
            .then(|| format!("What {verb} {subject}?"))
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
        let lasts = matches!(self.clause.kind, Finite::Lexical(verb) if verb.base == "last");
        if lasts && before.is_empty() && goes_on {
            return self.ask(&format!("{about} long"), self.after);
        }
        (verb_only && goes_on && !degrees && !has_digit(unit) && !(be && before.is_empty()))
            .then(|| self.ask(&format!("{about} many {unit}"), &[before, self.after].join(" ")))
            .flatten()
    }

    /// `Earth is about 150 million kilometers from the sun`
    fn far(&self, before: &str) -> Option<String> {
        let distance = ["kilometers", "kilometres", "miles", "light-years", "meters", "metres"];
        let far = self.value.split(' ').next_back().is_some_and(|unit| distance.contains(&unit));
        let from = self.after.starts_with("from ") || self.after.starts_with("away");
        (far && from && before.is_empty() && is_copula(self.clause.verb)).then(|| {
            let subject = self.lesson.inside(self.clause.subject);
            if self.after == "away" {
                format!("How far away {} {subject}?", self.clause.verb)
            } else {
                format!("How far {} {subject} {}?", self.clause.verb, self.after)
            }
        })
    }

    /// `… heats the air to 30,000 degrees Celsius`, `… goes around the sun in 88 days`
    fn prepositional(&self, before: &str) -> Option<String> {
        let (rest, preposition) = before.rsplit_once(' ').unwrap_or(("", before));
        let next = self.after.split(' ').next().unwrap_or_default();
        let goes_on = self.after.is_empty() || (is_preposition(next) && next != "of");
        let asked = self.quantity_asked(preposition)?;
        let rest = [rest, self.after].join(" ");
        (goes_on && !rest.contains(" by ")).then(|| self.ask(&asked, rest.trim())).flatten()
    }

    /// `At what temperature`, `At what speed`, `In how many days`
    fn quantity_asked(&self, preposition: &str) -> Option<String> {
        let word = crate::phrase::capitalised(preposition);
        let value = self.value;
        let unit = value.split_once(' ').and_then(|(_, unit)| without_scale(unit)).unwrap_or_default();
        match preposition {
            "to" | "at" if value.contains("degree") || value.contains('°') => {
                Some(format!("{word} what temperature"))
            }
            "at" if value.contains(" per second")
                || value.contains(" per hour")
                || value.contains(" an hour") =>
            {
                Some("At what speed".to_owned())
            }
            "in" | "within" | "after" | "for"
                if matches!(
                    unit,
                    "seconds" | "minutes" | "hours" | "days" | "weeks" | "months" | "years"
                ) =>
            {
                Some(format!("{word} how many {unit}"))
            }
            _ => None,
        }
    }

    fn ask(&self, opening: &str, rest: &str) -> Option<String> {
        let turned = with_rest(self.lesson, &self.clause, rest)?;
        Some(format!("{opening} {turned}?"))
    }
}
