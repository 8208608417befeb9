//! Which sentences stand alone: what they say can be understood, and quoted, without the sentence before them.

use std::borrow::Cow;

use crate::english::clause::{self, has_finite_verb};
use crate::english::verb::{self, Form, Verb};
use crate::english::word::{
    is_adverb, is_among, is_article, is_connective, is_copula, is_modal, is_personal, is_possessive,
    is_pronoun,
};
use crate::sentence::Sentence;

/// The fewest and most words of a sentence worth quoting.
const WORDS: (usize, usize) = (4, 45);

/// Openings that can be dropped without changing what the rest of the sentence says.
const DROPPABLE: [&str; 22] = [
    "however",
    "in fact",
    "in addition",
    "moreover",
    "furthermore",
    "additionally",
    "indeed",
    "of course",
    "also",
    "besides",
    "nevertheless",
    "nonetheless",
    "in general",
    "generally",
    "typically",
    "by contrast",
    "in contrast",
    "conversely",
    "in reality",
    "actually",
    "in particular",
    "interestingly",
];

/// Whether a sentence can be quoted alone.
pub(crate) fn stands_alone(sentence: &Sentence<'_>) -> bool {
    let words: Vec<&str> = sentence.words.iter().map(|word| word.lower.as_str()).collect();
    let skipped = words_dropped(sentence.text);
    let rest = words.get(skipped..).unwrap_or_default();
    sentence.is_closed()
        && (WORDS.0..=WORDS.1).contains(&rest.len())
        && begins_well(without_connective(sentence.text))
        && is_clean(&without_pronunciation(sentence.text))
        && (has_finite_verb(rest) || clause::parse(without_connective(sentence.text)).is_some())
        && !lacks_subject(rest)
        && !super::fragment::is_fragment(sentence.text, rest)
        && !leans_back(rest)
        && !pronoun_after_opening(sentence, skipped)
        && !points_elsewhere(&words)
}

/// Whether a sentence given by itself can be quoted alone.
pub(crate) fn quotable(text: &str) -> bool {
    crate::sentence::of_text(text).is_some_and(|sentence| stands_alone(&sentence))
}

/// The sentence without an opening that only ties it to the one before.
pub(crate) fn without_connective(text: &str) -> &str {
    let text = text.trim();
    match dropped_bytes(text) {
        0 => text,
        bytes => text[bytes..].trim_start(),
    }
}

/// The sentence as it can be quoted alone, on one line: without such an opening, with a capital letter and a full stop.
pub(crate) fn stated(text: &str) -> String {
    let text: Cow<'_, str> =
        if text.contains('\n') { crate::phrase::one_line(text).into() } else { text.into() };
    crate::phrase::as_sentence(&without_pronunciation(without_connective(&text)))
}

/// The sentence without the bracket after its subject that says how a name sounds, how others write it, or the dates
/// of a life: `Haydn (/ˈhaɪdən/; 31 March 1732 – 31 May 1809) was …`.
pub(crate) fn without_pronunciation(text: &str) -> Cow<'_, str> {
    const SUBJECT: usize = 6;
    let Some((before, rest)) = text.split_once(" (") else { return text.into() };
    let Some((aside, after)) = rest.split_once(')') else { return text.into() };
    let dates = aside.contains(';') && aside.contains(|c: char| c.is_ascii_digit());
    let spoken = aside.starts_with('/')
        || aside.contains(['ˈ', 'ə'])
        || aside.contains(" /") && aside.ends_with('/')
        || dates
        || aside.contains("pronounced");
    let short = text::word::count(before) <= SUBJECT && !before.contains([',', '“', '"', '$']);
    if spoken && short && after.starts_with([' ', ',']) {
        format!("{before}{after}").into()
    } else {
        text.into()
    }
}

fn dropped_bytes(text: &str) -> usize {
    DROPPABLE
        .iter()
        .find_map(|opening| {
            let head = text.get(..opening.len())?;
            let rest = &text[opening.len()..];
            (head.eq_ignore_ascii_case(opening) && rest.starts_with(", ")).then_some(opening.len() + 2)
        })
        .unwrap_or(0)
}

fn words_dropped(text: &str) -> usize {
    let text = text.trim();
    text::word::count(&text[..dropped_bytes(text)])
}

/// Begins with a capital, a formula or a name such as `pH`; never with debris of a list or table.
fn begins_well(text: &str) -> bool {
    let mut letters = text.trim_start_matches(['“', '"', '(']).chars();
    let first = letters.next();
    let second = letters.next();
    match first {
        Some('$') => true,
        Some(c) if c.is_uppercase() => true,
        Some(c) if c.is_lowercase() => {
            second.is_some_and(|c| c.is_uppercase() || c == '\'') || names_command(text)
        }
        _ => false,
    }
}

/// `ssh is a program …`, `tar (tape archiver) is a …`: manuals write the names of commands small.
fn names_command(text: &str) -> bool {
    let Some((name, rest)) = text.split_once(char::is_whitespace) else { return false };
    let rest = rest.trim_start();
    let rest = match rest.strip_prefix('(').and_then(|aside| aside.split_once(')')) {
        Some((_, after)) => after.trim_start(),
        None => rest,
    };
    let mut words = text::word::words(rest);
    !is_pronoun(name) && words.next() == Some("is") && words.next().is_some_and(is_article)
}

/// No table, link, citation mark or code in it, brackets and quotation marks in pairs, mostly words.
fn is_clean(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    let paired = count('(') == count(')')
        && count('[') == count(']')
        && count('“') == count('”')
        && count('"') % 2 == 0
        && count('$') % 2 == 0;
    let debris = [
        "|", "http:", "https:", "www.", "...", "…", "  - ", "```", "::", "==", " / ", "[[", "{{", ".  ",
        "\t", "‐\n", "-\n", "~/", "</", "Q.E.D", "(1)", "(2)", "(3)", "(5)", "(7)", "(8)",
    ]
    .iter()
    .any(|mark| text.contains(mark));
    let formula = count('$') > 0;
    let code = [" )", "( ", " /", "\\", "*"].iter().any(|mark| text.contains(mark))
        || is_glued(text, '=')
        || is_glued(text, '>');
    let debris = debris || code && !formula;
    let letters = text.chars().filter(|c| c.is_alphabetic() || c.is_whitespace()).count();
    let bracketed = text.starts_with('(') && text.trim_end_matches('.').ends_with(')');
    paired
        && !bracketed
        && !debris
        && (formula || letters * 10 >= text.chars().count() * 8)
        && !is_title(text)
}

/// `result=write`, `len >0`: code, where a sentence would set spaces around the sign.
fn is_glued(text: &str, sign: char) -> bool {
    text.match_indices(sign)
        .any(|(at, _)| text[at + sign.len_utf8()..].starts_with(|c: char| c.is_alphanumeric()))
}

/// Whether nearly every word has a capital letter, as in a title or a row of links.
fn is_title(text: &str) -> bool {
    let (mut long, mut capital) = (0, 0);
    for word in text::word::words(text).filter(|word| word.chars().count() > 3) {
        long += 1;
        capital += usize::from(word.starts_with(char::is_uppercase));
    }
    long >= 3 && capital * 10 >= long * 8
}

/// Begins with something that stands for what was said before.
fn leans_back(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return true };
    let third = words.get(2).copied().unwrap_or_default();
    if matches!((*first, *second), ("for", "example" | "instance")) {
        return true;
    }
    if is_pronoun(first)
        || is_connective(first)
        || matches!(*first, "its" | "their" | "his" | "her" | "see" | "note")
    {
        return true;
    }
    if (*first == "other" || *second == "other") && third != "than" {
        return true;
    }
    let refers = |word: &str| is_pronoun(word) && word != "there" && word != "one" && word != "both";
    if is_opening_preposition(first)
        && (refers(second) || (*second == "the" && is_vague(third)) || *second == "addition")
    {
        return true;
    }
    let verb_follows = |word: &str| {
        word.is_empty() || is_copula(word) || is_modal(word) || is_adverb(word) || verb::read(word).is_some()
    };
    let article = matches!(*first, "the" | "one" | "an" | "a" | "some" | "each" | "every" | "most" | "all");
    (article && is_vague(second) && (verb_follows(third) || is_vague(third)))
        || (*first == "the" && is_referring(second))
        || (matches!(
            *first,
            "some" | "many" | "most" | "all" | "several" | "each" | "few" | "others" | "two" | "three"
        ) && (verb_follows(second) || (*second == "of" && refers(third))))
        || words.iter().take(4).any(|word| matches!(*word, "this" | "these" | "such"))
        || opens_with_pronoun_clause(words)
        || opens_with_participle(words)
        || counts_known(words)
}

/// Whether a clause begins with things that were counted before: `the three integers have …`.
pub(crate) fn counts_known_things(clause: &str) -> bool {
    let lower = clause.to_lowercase();
    counts_known(&text::word::words(&lower).collect::<Vec<_>>())
}

/// `The three integers have …`: which three was said before.
fn counts_known(words: &[&str]) -> bool {
    let [first, second, _, fourth, ..] = words else { return false };
    let number = crate::english::word::number_word(second).is_some_and(|number| number > 1);
    let verb = is_copula(fourth) || is_modal(fourth) || matches!(*fourth, "have" | "had" | "do" | "did");
    *first == "the" && number && verb
}

/// `In this century, it connects …`: an opening without a verb cannot say what `it` is.
fn pronoun_after_opening(sentence: &Sentence<'_>, skipped: usize) -> bool {
    const OPENING: usize = 14;
    let last = sentence.words.len().min(skipped + OPENING);
    let comma = (skipped..last).find(|&at| {
        sentence.gap_after(at).starts_with(',')
            && sentence.words.get(at + 1).is_some_and(|next| {
                matches!(next.lower.as_str(), "it" | "they" | "he" | "she" | "its" | "their" | "his" | "her")
            })
    });
    comma.is_some_and(|comma| {
        let opening: Vec<&str> =
            sentence.words[skipped..=comma].iter().map(|word| word.lower.as_str()).collect();
        let subordinate = opening
            .first()
            .is_some_and(|first| crate::english::word::is_subordinator(first) && *first != "as");
        !subordinate && !has_finite_verb(&opening)
    })
}

/// `If supplied, …`, `When used with …`: what is meant was named before.
fn opens_with_participle(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return false };
    matches!(*first, "when" | "if" | "unless" | "once" | "where" | "as") && verb::is_participle(second)
}

/// `When it …`, `If they …`, `Because this …`: the subject was named before.
fn opens_with_pronoun_clause(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return false };
    matches!(
        *first,
        "when"
            | "if"
            | "because"
            | "as"
            | "while"
            | "although"
            | "since"
            | "once"
            | "after"
            | "before"
            | "unless"
    ) && matches!(*second, "it" | "they" | "he" | "she" | "this" | "that" | "these" | "those" | "so")
}

fn is_opening_preposition(word: &str) -> bool {
    const OPENING_PREPOSITION: &str = "in on at by for from with to under after before because as during despite besides unlike like of \
         among through due instead apart";
    is_among(word, OPENING_PREPOSITION)
}

/// Nouns that say nothing by themselves: what they mean was said before.
fn is_vague(word: &str) -> bool {
    const VAGUE: &str = "process example first second third last latter former result results same other others reason \
         reasons following idea problem method way ways thing things point difference answer question rest \
         effect effects next one case cases step purpose goal aim advantage disadvantage drawback exception \
         type kind form term word name fact story author article section chapter document page table figure \
         diagram picture image list text policy system number amount value option argument command function \
         output group part set event events change changes above below latest original resulting approach \
         technique theory work book study experiment law agreement country city war battle period time region \
         area company project device substance material object person man woman two three four pair mixture \
         reaction structure statement sentence rule formula equation sum total difficulty solution outcome \
         consequence distinction trick default program message field";
    is_among(word, VAGUE)
}

/// Adjectives that point back: `the resulting …`, `the above …`.
fn is_referring(word: &str) -> bool {
    const REFERRING: &str = "resulting above following latter former same said aforementioned preceding previous next other \
         remaining corresponding";
    is_among(word, REFERRING)
}

/// Begins with its verb: an order, or a line of a manual that leaves its subject out (`Returns the …`).
fn lacks_subject(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return true };
    let determined = is_article(second)
        || is_possessive(second)
        || matches!(*second, "each" | "every" | "any" | "all" | "to");
    match verb::read(first) {
        Some(Verb { form: Form::Base | Form::ThirdPerson, ambiguous, .. }) => !ambiguous || determined,
        Some(Verb { form: Form::Past | Form::Participle, .. }) => determined,
        _ => false,
    }
}

/// Speaks to the reader, or points to another place of the document.
fn points_elsewhere(words: &[&str]) -> bool {
    let below = words.iter().enumerate().skip(2).any(|(at, word)| {
        let next = words.get(at + 1).copied().unwrap_or("is");
        matches!(*word, "below" | "above") && (is_copula(next) || is_modal(next)) && !is_copula(words[at - 1])
    });
    let names_place = words.windows(2).any(|pair| {
        matches!(pair[1], "above" | "below" | "earlier") && verb::is_participle(pair[0]) || matches!(
            pair,
            ["figure" | "table" | "section" | "chapter" | "appendix" | "fig" | "page" | "equation" | "listing", number]
                if number.starts_with(|c: char| c.is_ascii_digit()) || number.len() == 1
        ) || matches!(
            pair,
            ["as", "follows"] | ["shown", "below"] | ["shown", "above"] | ["described", "below"] | ["described", "above"]
                | ["listed", "below"] | ["see", "also" | "below" | "above"] | ["mentioned", "above"] | ["discussed", "above"]
                | ["discussed", "below"] | ["this", "document"] | ["this", "section"] | ["this", "article"]
                | ["this", "chapter"] | ["this", "memo"] | ["this", "specification"] | ["this", "manual"] | ["this", "page"]
                | ["the", "above" | "below"] | ["described" | "used" | "shown" | "given" | "discussed", "here"]
                | ["the", "following"] | ["click", "here"] | ["read", "more"] | ["so", "far"] | ["as", "above"]
        )
    });
    names_place
        || below
        || words
            .iter()
            .any(|word| is_personal(word) || matches!(*word, "click" | "subscribe" | "copyright" | "cookies"))
}
