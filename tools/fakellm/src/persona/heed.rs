//! What a correction asks for, for an answer that heeds it.

use super::Prompt;
use super::facts::Fact;
use std::cmp::Reverse;

/// What the last answer was told is wrong with it: `<findings…>` in the user's part of the prompt, a line each.
#[derive(Debug, Default)]
pub(super) struct Correction {
    findings: String,
}

impl Correction {
    pub(super) fn of(prompt: &Prompt) -> Self {
        let from = prompt.user.rfind("<findings").map(|at| &prompt.user[at..]).unwrap_or_default();
        let block = from.split("</findings").next().unwrap_or_default();
        Self { findings: block.to_owned() }
    }

    /// The facts in the order in which to use them: the longest sentences first where the answer was too easy, the
    /// shortest where it was too hard.
    pub(super) fn ordered(&self, mut facts: Vec<Fact>) -> Vec<Fact> {
        let length = |fact: &Fact| fact.sentence.chars().count();
        if self.findings.contains("join short sentences") {
            facts.sort_by_key(|fact| Reverse(length(fact)));
        } else if self.findings.contains("shorten sentences") {
            facts.sort_by_key(length);
        }
        facts
    }

    /// Whether a finding names this, as `Power`: it is not to stand there again.
    pub(super) fn names(&self, term: &str) -> bool {
        self.findings.contains(&format!("`{term}`"))
    }

    /// Whether a finding says that an objective about this is not taught, as “Explain roots”: another is to be set.
    pub(super) fn misses(&self, subject: &str) -> bool {
        self.findings.contains(&format!("“Explain {subject}”"))
    }

    /// Whether a finding repeats a question about this, as “What are roots?”: another is to be asked.
    pub(super) fn asks_about(&self, subject: &str) -> bool {
        self.findings.contains(&format!(" {subject}?”"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prompt(user: &str) -> Prompt {
        Prompt { system: String::new(), user: user.to_owned() }
    }

    #[test]
    fn only_the_last_findings_count() {
        let user = "<findings-a>\n- /items/0: `Power` is right too\n</findings-a> and `Force`\n\
                    <findings-a>\n- the whole: join short sentences\n- /items/1: `Work` is right too\n</findings-a> `Heat`";
        let correction = Correction::of(&prompt(user));
        assert!(correction.names("Work"));
        assert!(!correction.names("Power") && !correction.names("Heat"));
        assert!(!Correction::of(&prompt("`Work`")).names("Work"));
        let twice = "<findings>\n- /questions/2: says the same: “What are roots?”; replace it\n</findings>";
        assert!(Correction::of(&prompt(twice)).asks_about("roots"));
        assert!(!Correction::of(&prompt(twice)).asks_about("oots"));
    }
}
