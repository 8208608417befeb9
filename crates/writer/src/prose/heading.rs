//! Headings: a source's own headings made fit for a title, and titles found where there is none.

use std::collections::BTreeSet;
use std::ops::Range;

use super::likeness::Stems;
use super::manuscript::{Manuscript, Standing};
use crate::english::clause;
use crate::english::word::{is_adverb, is_article, is_determiner, is_preposition, is_pronoun};
use crate::facts::FactKind;
use crate::phrase::capitalised;
use crate::stems;

/// The most characters of a title.
const LONGEST: usize = 90;

/// A source's heading as a title; `None` where it names no subject (`Introduction`, `4.2`).
pub(crate) fn cleaned(heading: &str) -> Option<String> {
    let heading = without_number(heading.trim().trim_matches(['#', '*', '_', '`', '=', ' '])).trim();
    let heading = heading.trim_end_matches([':', '.', ' ', '¶', '§']);
    let heading: String = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = text::word::count(&heading);
    let fits = (1..=14).contains(&words)
        && heading.chars().count() <= LONGEST
        && !heading.contains(['|', '<', '{', '_', '=', '(', '`', '\\', '$'])
        && !heading.split(' ').any(|word| word.len() > 1 && word.starts_with(['-', '/']));
    // `from Linux 2.6.25 onward`: a title names no release
    let release = heading
        .split(' ')
        .any(|word| word.matches('.').count() > 1 && word.starts_with(|c: char| c.is_ascii_digit()));
    let clause = matches!(
        heading.to_lowercase().split(' ').next(),
        Some("instead" | "if" | "when" | "because" | "although" | "while" | "since" | "note")
    );
    if !fits || clause || release || is_generic(&heading.to_lowercase()) || stems::of(&heading).is_empty() {
        return None;
    }
    Some(capitalised(&without_shouting(&heading)))
}

/// Whether what stands under a heading is not the text itself: references, credits, navigation.
pub(crate) fn is_back_matter(heading: &str) -> bool {
    let lower = without_number(heading.trim()).trim().trim_end_matches(':').to_lowercase();
    matches!(
        lower.as_str(),
        "references"
            | "see also"
            | "external links"
            | "further reading"
            | "bibliography"
            | "notes"
            | "sources"
            | "footnotes"
            | "citations"
            | "works cited"
            | "contents"
            | "table of contents"
            | "index"
            | "copyright"
            | "license"
            | "licence"
            | "author"
            | "authors"
            | "author's address"
            | "authors' addresses"
            | "colophon"
            | "acknowledgements"
            | "acknowledgments"
            | "reporting bugs"
            | "bugs"
            | "credits"
            | "about the author"
            | "normative references"
            | "informative references"
            | "status of this memo"
            | "full copyright statement"
            | "copyright notice"
            | "related articles"
            | "navigation"
            | "share"
            | "comments"
            | "changelog"
            | "synopsis"
            | "iana considerations"
            | "reporting issues"
            | "availability"
            | "legal"
            | "image credits"
    )
}

/// Headings that say where a part stands, not what it is about.
fn is_generic(lower: &str) -> bool {
    matches!(
        lower,
        "introduction"
            | "overview"
            | "background"
            | "description"
            | "name"
            | "abstract"
            | "summary"
            | "conclusion"
            | "conclusions"
            | "general"
            | "details"
            | "discussion"
            | "preface"
            | "foreword"
            | "part"
            | "chapter"
            | "section"
            | "notes"
            | "note"
            | "remarks"
            | "miscellaneous"
            | "misc"
            | "other"
            | "basics"
            | "about"
            | "what is it"
            | "intro"
            | "getting started"
            | "examples"
            | "example"
            | "main"
            | "text"
            | "article"
            | "general information"
            | "key points"
            | "more"
            | "terminology"
            | "motivation"
            | "usage"
    )
}

/// The heading without `4.2.`, `IV.`, `Chapter 3:` before it.
fn without_number(heading: &str) -> &str {
    let first = heading.split_whitespace().next().unwrap_or_default();
    let rest = heading[first.len()..].trim_start();
    let bare = first.trim_end_matches(['.', ':', ')', '-', '–']);
    let numbered = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    let marked = first.len() > bare.len();
    let lettered =
        marked && (bare.chars().count() == 1 || bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X')));
    if rest.is_empty() {
        return if numbered { "" } else { heading };
    }
    if numbered && (marked || bare.contains('.') || rest.starts_with(char::is_uppercase)) || lettered {
        return rest;
    }
    let counted = matches!(
        first.to_lowercase().as_str(),
        "chapter" | "part" | "section" | "unit" | "lesson" | "appendix"
    );
    match rest.split_once([':', '–', '—']) {
        Some((number, title)) if counted && text::word::count(number) <= 1 && !title.trim().is_empty() => {
            title.trim()
        }
        _ => heading,
    }
}

/// `EXIT STATUS` as `Exit status`; a single short word of capitals is taken for an acronym.
fn without_shouting(heading: &str) -> String {
    let shouted =
        !heading.chars().any(char::is_lowercase) && heading.chars().filter(|c| c.is_alphabetic()).count() > 4;
    if shouted { heading.to_lowercase() } else { heading.to_owned() }
}

/// A title for lines that have none: what they speak of more than the rest of the text does, one thing or two. `taken`
/// holds the stems of the titles that stand already.
pub(crate) fn found(
    manuscript: &Manuscript<'_>,
    lines: &Range<usize>,
    taken: &[BTreeSet<String>],
) -> Option<String> {
    let ranked = ranked(manuscript, lines, taken);
    let best = ranked.first()?;
    let second = ranked.iter().skip(1).take(4).filter(|_| !best.phrase.contains(" and ")).find(|other| {
        other.score >= best.score * 0.75
            && text::word::count(&best.phrase) + text::word::count(&other.phrase) <= 5
            && other.stems.is_disjoint(&best.stems)
            && !manuscript.lesson.is_plural(&other.phrase)
    });
    let words = match second {
        Some(other) => format!("{} and {}", best.phrase, manuscript.lesson.inside(&other.phrase)),
        None => best.phrase.clone(),
    };
    Some(capitalised(&words))
}

/// A phrase that may name lines.
struct Candidate {
    score: f64,
    phrase: String,
    stems: BTreeSet<String>,
}

/// The phrases that may name these lines, best first.
fn ranked(manuscript: &Manuscript<'_>, lines: &Range<usize>, taken: &[BTreeSet<String>]) -> Vec<Candidate> {
    let mut ranked: Vec<Candidate> = Vec::new();
    for line in lines.clone().filter(|&line| manuscript.lines[line].standing == Standing::Alone) {
        for phrase in candidates(manuscript, line) {
            let stems = stems::of(&phrase);
            let known = taken.iter().any(|title| stems::jaccard(title, &stems) > 0.6)
                || ranked.iter().any(|other| other.stems == stems);
            let usable = !known && !stems.is_empty() && phrase.chars().count() <= LONGEST;
            let about = manuscript.stems_of(&phrase).filter(|_| usable);
            let score = about.map_or(0.0, |about| telling(manuscript, lines, &about));
            if score > 0.0 {
                ranked.push(Candidate { score, phrase, stems });
            }
        }
    }
    ranked.sort_by(|one, other| other.score.total_cmp(&one.score));
    ranked
}

/// What a line speaks of: the term it defines, the whole it takes apart, its subject.
fn candidates(manuscript: &Manuscript<'_>, line: usize) -> Vec<String> {
    let passages = manuscript.passages();
    let mut found: Vec<String> = manuscript
        .facts_of(line)
        .filter_map(|fact| match &fact.kind {
            FactKind::Definition { term, .. } => Some(term.text(passages).to_owned()),
            FactKind::Parts { whole, .. } => Some(whole.text(passages).to_owned()),
            _ => None,
        })
        .collect();
    let text = crate::facts::standing::without_connective(manuscript.lines[line].sentence.text);
    if let Some(clause) = clause::parse(text) {
        found.push(clause.subject.to_owned());
    }
    found.iter().filter_map(|phrase| noun_phrase(phrase)).collect()
}

/// The phrase without its article, where it is short and names something by itself.
fn noun_phrase(phrase: &str) -> Option<String> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let words = match words.as_slice() {
        [first, rest @ ..] if is_article(&first.to_lowercase()) => rest,
        all => all,
    };
    let first = words.first()?.to_lowercase();
    let plain = words.len() <= 4
        && !is_determiner(&first)
        && !is_adverb(&first)
        && !is_preposition(&first)
        && !words
            .iter()
            .any(|word| is_pronoun(&word.to_lowercase()) || word.chars().any(|c| c.is_ascii_digit()))
        && !phrase.contains(['$', '(', ',', '"', '“', '=', '/']);
    plain.then(|| words.join(" "))
}

/// How much the lines speak of something, and the other lines do not.
fn telling(manuscript: &Manuscript<'_>, lines: &Range<usize>, about: &Stems) -> f64 {
    let speaks = |line: usize| manuscript.lines[line].stems.hold(about);
    let inside = lines.clone().filter(|&line| speaks(line)).count() as f64;
    let everywhere = (0..manuscript.lines.len()).filter(|&line| speaks(line)).count() as f64;
    let compound = 1.0 + 0.15 * (about.count().min(3) as f64 - 1.0);
    let all_of_it = if manuscript.topic.hold(about) { 0.6 } else { 1.0 };
    inside * (inside / everywhere.max(1.0)).sqrt() * compound * all_of_it
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_becomes_a_title() {
        assert_eq!(cleaned("4.2.1.  Message Syntax"), Some("Message Syntax".into()));
        assert_eq!(cleaned("## The leaf as a factory:"), Some("The leaf as a factory".into()));
        assert_eq!(cleaned("EXIT STATUS"), Some("Exit status".into()));
        assert_eq!(cleaned("Chapter 3: The Rhine"), Some("The Rhine".into()));
        assert_eq!(cleaned("1848 in Europe"), Some("1848 in Europe".into()));
        assert_eq!(cleaned("Introduction"), None);
        assert_eq!(cleaned("1. Introduction"), None);
        assert_eq!(cleaned("7."), None);
        assert_eq!(cleaned(""), None);
        assert!(is_back_matter("See also") && is_back_matter("12. References"));
    }
}
