//! What the passages say, sentence by sentence.

use super::Prompt;
use super::passages;
use super::words;

/// One sentence of a passage, and what can be asked about it.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) label: String,
    /// The passage's own words: the quote.
    pub(super) sentence: String,
    /// What it is about, as it stands in the sentence.
    pub(super) subject: String,
    pub(super) verb: String,
    /// What a card's back would say: the predicate of a definition, or of any plain sentence.
    pub(super) meaning: Option<String>,
    /// Whether it is a definition: "X is a Y".
    pub(super) defines: bool,
}

impl Fact {
    /// What a card's front would say.
    pub(super) fn term(&self) -> String {
        words::capital(words::bare(&self.subject))
    }
}

/// All facts of a prompt's passages, each once.
pub(super) fn in_prompt(prompt: &Prompt) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for passage in passages::find(&prompt.user).into_iter().chain(passages::find(&prompt.system)) {
        for sentence in words::sentences(passage.text) {
            if !facts.iter().any(|f| f.sentence == sentence) {
                facts.push(fact(passage.label, sentence));
            }
        }
    }
    facts
}

fn fact(label: &str, sentence: &str) -> Fact {
    let (subject, verb, rest) = words::split(sentence).unwrap_or(("", "", ""));
    let rest = rest.trim_end_matches('.');
    let usable = !rest.is_empty()
        && rest.split_whitespace().count() >= 3
        && !words::shares_a_word(words::bare(subject), rest)
        && !rest.starts_with("called ")
        && !rest.starts_with("not ");
    let narrows = [" that ", " of ", " which ", " in ", " on ", " with "].iter().any(|w| rest.contains(w));
    let opens = ["a ", "an ", "the ", "any ", "one of "].iter().any(|w| rest.starts_with(w))
        || (verb == "are" && narrows && !rest.split(' ').next().is_some_and(|w| w.ends_with("ed")));
    let defines = usable && matches!(verb, "is" | "are" | "means") && opens;
    let meaning = match (usable, defines || matches!(verb, "is" | "are" | "means" | "was" | "were")) {
        (false, _) => None,
        (true, true) => Some(words::capital(rest)),
        (true, false) => Some(words::capital(&format!("{verb} {rest}"))),
    };
    Fact {
        label: label.to_owned(),
        sentence: sentence.to_owned(),
        subject: subject.to_owned(),
        verb: verb.to_owned(),
        meaning,
        defines,
    }
}
