//! Sound sentences: whole, clean, said about the subject; fit for prose right after the sentence they follow.

use crate::english::clause::has_finite_verb;
use crate::english::verb::{self, Form};
use crate::english::word::{is_copula, is_determiner, is_modal, is_preposition};
use crate::sentence::Sentence;

/// The fewest and most words of a sentence in prose.
const WORDS: (usize, usize) = (3, 60);

/// Whether a sentence may stand in a text, at least after the sentence it follows in its source.
pub(crate) fn is_sound(sentence: &Sentence<'_>) -> bool {
    let words: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    sentence.is_closed()
        && (WORDS.0..=WORDS.1).contains(&words.len())
        && begins_as_sentence(sentence.text)
        && is_clean(sentence.text)
        && (has_finite_verb(&words) || sentence.text.contains('='))
        && !points_elsewhere(&words)
        && !refers_reader(sentence.text, &words)
        && !lacks_subject(&words)
        && !names_letter(&words)
        && !says_twice(sentence)
        && !notes_version(&words)
        && !sentence.text.ends_with(" .")
}

/// `Changed in version 3.4: …`: a note on the history of the text's subject.
fn notes_version(words: &[&str]) -> bool {
    matches!(
        words,
        ["changed" | "new" | "added" | "deprecated" | "removed", "in" | "since", "version" | "release", ..]
    )
}

/// `points to a a block`: a slip of the source, or what is left of a formula.
fn says_twice(sentence: &Sentence<'_>) -> bool {
    sentence.words.windows(2).enumerate().any(|(at, pair)| {
        pair[0].lower == pair[1].lower
            && pair[1].text.chars().all(char::is_lowercase)
            && sentence.gap_after(at) == " "
            && !matches!(pair[0].lower.as_str(), "that" | "had")
    })
}

/// `sides a and b`: a letter that stands for a thing reads like an article.
fn names_letter(words: &[&str]) -> bool {
    words.windows(2).any(|pair| pair[0] == "a" && matches!(pair[1], "and" | "or" | "is" | "are"))
}

/// `Enables the …`: what does it stood in a heading or a list.
fn lacks_subject(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return true };
    let Some(verb) = verb::read(first) else { return false };
    verb.form == Form::ThirdPerson
        && (!verb.ambiguous || is_determiner(second) || *second == "whether" || *second == "how")
}

/// `Create a journal.`: an order, which tells what to do and not what is so.
pub(crate) fn is_order(sentence: &Sentence<'_>) -> bool {
    let words: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    let [first, second, ..] = words.as_slice() else { return false };
    let Some(verb) = verb::read(first) else { return false };
    verb.form == Form::Base && (!verb.ambiguous || is_determiner(second) || is_preposition(second))
}

/// `See systemd.unit(5) for details`, `For more information, …`: sends the reader away.
fn refers_reader(text: &str, words: &[&str]) -> bool {
    let page = text.as_bytes().windows(3).any(|at| at[0] == b'(' && at[1].is_ascii_digit() && at[2] == b')');
    let sends = words.contains(&"see") && (page || words.len() < 12);
    sends
        || matches!(
            words,
            ["see", ..] | ["for", "details" | "more", ..] | ["for", _, "details" | "information", ..]
        )
}

/// Whether a sentence, although it names its subject, ties itself to what was said before it.
pub(crate) fn ties_back(text: &str) -> bool {
    const TIES: [&str; 38] = [
        "for example",
        "for instance",
        "in other words",
        "as a result",
        "in this way",
        "on the other hand",
        "on the one hand",
        "at the same time",
        "in the same way",
        "that is",
        "by comparison",
        "as such",
        "in turn",
        "in short",
        "to sum up",
        "in both cases",
        "in either case",
        "in any case",
        "even so",
        "more precisely",
        "put simply",
        "put another way",
        "of these",
        "among these",
        "among them",
        "after all",
        "above all",
        "for this reason",
        "at first",
        "at last",
        "more generally",
        "more specifically",
        "in general terms",
        "in practice",
        "in each case",
        "in other cases",
        "at that time",
        "by then",
    ];
    let lower: String =
        text.trim_start_matches(['“', '"', '(']).chars().take(60).collect::<String>().to_lowercase();
    let example = text::word::words(&lower).take(6).any(|word| matches!(word, "example" | "examples"));
    let aside = text.starts_with('(');
    example
        || aside
        || sets_a_scene(&lower)
        || concludes(text)
        || measures_unnamed(&lower)
        || TIES
            .iter()
            .any(|tie| lower.strip_prefix(tie).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// Whether a sentence reports what people think rather than what is so.
pub(crate) fn reports_belief(sentence: &Sentence<'_>) -> bool {
    let opening: Vec<&str> = sentence.words.iter().take(9).map(|word| word.lower.as_str()).collect();
    let names = |word: &&str| {
        matches!(*word, "misconception" | "myth" | "mistakenly" | "wrongly" | "misconceptions" | "myths")
    };
    let thinks = |word: &str| {
        matches!(
            word,
            "think"
                | "believe"
                | "thought"
                | "believed"
                | "assume"
                | "assumed"
                | "imagine"
                | "claim"
                | "claimed"
                | "suppose"
                | "supposed"
        )
    };
    let who = |word: &str| {
        matches!(
            word,
            "people"
                | "often"
                | "commonly"
                | "widely"
                | "sometimes"
                | "learners"
                | "students"
                | "readers"
                | "beginners"
                | "many"
                | "some"
                | "children"
                | "writers"
        )
    };
    let belief = opening.windows(3).any(|words| {
        matches!(
            words,
            [
                "common" | "widespread" | "popular" | "frequent",
                "belief" | "mistake" | "idea" | "error" | "confusion",
                _
            ]
        ) || matches!(words, ["confusion" | "misunderstanding" | "fallacy" | "error", "is", "that"])
    });
    belief || opening.iter().any(names) || opening.windows(2).any(|pair| who(pair[0]) && thinks(pair[1]))
}

/// Whether a sentence, right after a wrong belief, sets it right.
pub(crate) fn sets_right(text: &str) -> bool {
    let lower = text.to_lowercase();
    let turns =
        ["in fact", "in reality", "in truth", "actually", "but ", "however", "instead", "this is", "no,"];
    turns.iter().any(|turn| lower.starts_with(turn))
        || lower.contains(" in fact ")
        || lower.contains(" actually ")
}

/// The sentence without ` in fact ` and its like inside it, for where the belief it answers is not told.
pub(crate) fn without_turn(sentence: &str) -> String {
    [" in fact ", " actually ", ", in fact, "]
        .iter()
        .find_map(|turn| {
            sentence.find(turn).map(|at| [&sentence[..at], &sentence[at + turn.len()..]].join(" "))
        })
        .unwrap_or_else(|| sentence.to_owned())
}

/// `Suppose that …`, `Consider …`: the point comes only with the next sentence.
fn sets_a_scene(lower: &str) -> bool {
    let first = text::word::words(lower).next().unwrap_or_default();
    matches!(
        first,
        "suppose" | "consider" | "imagine" | "assume" | "let" | "take" | "recall" | "picture" | "say"
    )
}

/// `About 11 per cent is covered …`, `Around 8 percent of it …`, `Others reply …`: of what was said before.
fn measures_unnamed(lower: &str) -> bool {
    let words: Vec<&str> = text::word::words(lower).take(8).collect();
    let pronoun = words
        .windows(2)
        .any(|pair| pair[0] == "of" && matches!(pair[1], "it" | "them" | "these" | "this" | "those"));
    let answers = words
        .get(1)
        .is_some_and(|second| matches!(*second, "reply" | "replied" | "respond" | "responded" | "disagree"));
    let share = words
        .iter()
        .position(|word| matches!(*word, "percent" | "cent" | "half" | "third" | "thirds" | "quarter"));
    let bare = share.filter(|at| *at < 4).and_then(|at| words.get(at + 1));
    pronoun || answers || bare.is_some_and(|next| is_copula(next) || is_modal(next))
}

/// `… is therefore …`: what it follows from was said before.
fn concludes(text: &str) -> bool {
    let words: Vec<String> = text::word::words(text).take(9).map(str::to_lowercase).collect();
    let inside = |pair: &[String]| {
        matches!(pair[1].as_str(), "therefore" | "thus" | "consequently" | "accordingly" | "hence")
            && !matches!(pair[0].as_str(), "and" | "but" | "which" | "who")
    };
    words.windows(2).any(inside)
}

fn begins_as_sentence(text: &str) -> bool {
    let mut letters = text.trim_start_matches(['“', '"', '(']).chars();
    match letters.next() {
        Some('$') => true,
        Some(c) if c.is_uppercase() || c.is_ascii_digit() => true,
        Some(c) if c.is_lowercase() => letters.next().is_some_and(char::is_uppercase),
        _ => false,
    }
}

/// No table, link, citation mark or code in it; brackets and quotation marks in pairs; mostly words.
fn is_clean(text: &str) -> bool {
    // a hyphen before a space is what a page's line break left of a word
    const DEBRIS: [&str; 22] = [
        "|",
        "http:",
        "https:",
        "www.",
        "...",
        "…",
        "```",
        "::",
        "==",
        "[[",
        "{{",
        "}}",
        "\t",
        "<-",
        "->",
        "\u{2010} ",
        " )",
        "( ",
        " , ",
        " ; ",
        " .. ",
        "\\n",
    ];
    let count = |mark: char| text.matches(mark).count();
    let paired = count('(') == count(')')
        && count('[') == count(']')
        && count('“') == count('”')
        && count('"') % 2 == 0
        && count('$') % 2 == 0;
    let letters = text.chars().filter(|c| c.is_alphabetic() || c.is_whitespace()).count();
    let wordy = count('$') > 0 || letters * 10 >= text.chars().count() * 8;
    paired && wordy && !DEBRIS.iter().any(|mark| text.contains(mark))
}

/// Points to another place of the document or the page rather than saying something.
fn points_elsewhere(words: &[&str]) -> bool {
    let places = ["figure", "table", "section", "chapter", "appendix", "fig", "page", "equation", "listing"];
    words.windows(2).any(|pair| {
        let numbered = places.contains(&pair[0])
            && (pair[1].starts_with(|c: char| c.is_ascii_digit())
                || pair[1].chars().count() == 1 && pair[1] != "a");
        numbered
            || matches!(
                pair,
                ["see", "also" | "the" | "below" | "above"]
                    | [
                        "shown" | "described" | "listed" | "mentioned" | "discussed" | "given",
                        "below" | "above"
                    ]
                    | ["as", "follows" | "above" | "below"]
                    | [
                        "this",
                        "document"
                            | "section"
                            | "article"
                            | "chapter"
                            | "memo"
                            | "manual"
                            | "page"
                            | "specification"
                            | "tutorial"
                            | "guide"
                            | "document's"
                    ]
                    | ["the", "following"]
                    | ["click", _]
                    | ["read", "more"]
            )
    }) || words
        .iter()
        .any(|word| matches!(*word, "subscribe" | "copyright" | "cookies" | "cookie" | "newsletter"))
}
