//! Words that carry no subject although they are not stop words, and words that link two parts of a term.

use crate::Language;
use crate::word_set::WordSet;

/// Whether a word is common to texts on all subjects; English only.
pub(super) fn is_generic(word: &str, language: Language) -> bool {
    language == Language::En && (GENERIC.contains(word) || (word.ends_with("ly") && word.len() > 5))
}

/// Whether a word links two nouns into one term: `law of gravity`.
pub(super) fn links(word: &str, language: Language) -> bool {
    let words: &[&str] = match language {
        Language::En => &["of"],
        Language::Es => &["de", "del"],
        Language::It => &["di", "del", "della"],
        Language::Fr => &["de", "du", "des"],
        Language::De | Language::Other(_) => &[],
    };
    words.contains(&word)
}

#[rustfmt::skip]
static GENERIC: WordSet<1024> = WordSet::new(&[
    "able", "according", "act", "added", "allow", "allowed", "allows", "amount", "amounts", "appear", "appears", "aspect",
    "back", "based", "began", "begin", "begins", "best", "better", "big", "bigger", "biggest", "bring", "brings",
    "brought", "call", "called", "calls", "came", "carried", "carries", "carry", "case", "cases", "cause", "caused",
    "causes", "certain", "chapter", "clear", "come", "comes", "common", "complete", "contain", "contains", "continue",
    "continued", "continues", "day", "days", "depend", "depends", "described", "describes", "different", "difficult",
    "early", "easier", "easy", "end", "ends", "exactly", "example", "examples", "fact", "facts", "fast", "faster", "fell",
    "figure", "final", "find", "finds", "first", "follow", "followed", "following", "follows", "form", "formed", "forms",
    "found", "full", "gave", "general", "get", "gets", "give", "given", "gives", "go", "goes", "going", "gone", "good",
    "great", "greater", "greatest", "group", "groups", "grow", "grows", "hand", "hands", "happen", "happened", "happens",
    "hard", "harder", "held", "help", "helped", "helps", "high", "higher", "highest", "hold", "holds", "huge", "idea",
    "ideas", "important", "include", "included", "includes", "including", "increase", "increased", "increases", "keep",
    "keeps", "kept", "kind", "kinds", "knew", "know", "known", "knows", "large", "larger", "largest", "last", "late",
    "later", "lead", "leads", "leave", "led", "left", "lie", "lies", "line", "lines", "little", "live",
    "lived", "lives", "long", "longer", "longest", "look", "looked", "looks", "lot", "lots", "low", "lower", "lowest",
    "made", "main", "make", "makes", "making", "mean", "means", "meant", "move", "moved", "moves", "name", "named",
    "names", "need", "needed", "needs", "new", "next", "number", "numbers", "occur", "occurs", "old", "older", "open",
    "order", "part", "particular", "parts", "pass", "passed", "passes", "people", "person", "piece", "pieces", "place",
    "places", "point", "points", "possible", "produce", "produced", "produces", "put", "puts", "ran", "reach", "reached",
    "reaches", "ready", "reason", "reasons", "remain", "remained", "remains", "result", "results", "right", "rise",
    "rises", "rose", "run", "runs", "said", "saw", "say", "says", "second", "see", "seen", "sees", "several", "short",
    "shorter", "show", "showed", "shown", "shows", "side", "sides", "similar", "simple", "simplest", "single", "slow",
    "slower", "small", "smaller", "smallest", "sort", "sorts", "special", "stand", "stands", "start", "started",
    "starts", "stay", "stays", "step", "steps", "stop", "stopped", "stops", "take", "taken", "takes", "taking", "tell",
    "tells", "thing", "things", "think", "third", "time", "times", "today", "told", "took", "total", "tried", "tries",
    "true", "try", "turn", "turned", "turns", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "type", "types", "use", "used", "uses", "using", "usual", "value", "various", "want", "wanted", "wants", "way",
    "ways", "went", "work", "worked", "works", "wrong", "year", "years", "young",
]);
