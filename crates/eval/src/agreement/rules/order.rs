//! The words must stand to each other as in the source: who does what to whom, and in which clause.

use super::{Doubt, Laid, condition, exchange, sequence};
use crate::agreement::lexicon::Class;
use crate::agreement::scope::opens_clause;
use crate::agreement::sentence::{Kind, Sentence, Token};

/// Every doubt about the place of words.
pub(super) fn doubts(laid: &Laid<'_>) -> Vec<Doubt> {
    RULES.iter().filter(|(_, rule)| rule(laid).is_some()).map(|(doubt, _)| *doubt).collect()
}

type Rule = fn(&Laid<'_>) -> Option<String>;

const RULES: [(Doubt, Rule); 10] = [
    (Doubt::Swapped, swapped),
    (Doubt::Swapped, exchange::check),
    (Doubt::Timing, sequence::check),
    (Doubt::Modifier, modifiers),
    (Doubt::Crossing, crossing),
    (Doubt::Condition, condition::check),
    (Doubt::Governed, governed),
    (Doubt::Intended, intended),
    (Doubt::Copula, copula),
    (Doubt::Timing, timing),
];

pub(super) fn check(laid: &Laid<'_>) -> Option<String> {
    RULES.iter().find_map(|(_, rule)| rule(laid))
}

/// Places in reading order: where each pair stands in the statement and in the source.
fn places(laid: &Laid<'_>) -> Vec<(usize, usize, usize, usize)> {
    let place = |order: &[usize], at: usize| order.iter().position(|&index| index == at).unwrap_or(at);
    let mut places: Vec<_> = laid
        .pairs()
        .filter(|pair| laid.mine.tokens[pair.mine].is_content())
        .map(|pair| {
            (place(laid.my_order, pair.mine), place(laid.their_order, pair.theirs), pair.mine, pair.theirs)
        })
        .collect();
    places.sort_unstable();
    places
}

/// Who did what to whom: what stands before and after a verb must not have changed sides.
fn swapped(laid: &Laid<'_>) -> Option<String> {
    let places = places(laid);
    let verbs = places.iter().filter(|(.., mine, theirs)| {
        laid.mine.tokens[*mine].is_verb() && laid.theirs.tokens[*theirs].is_verb()
    });
    for &(mine_at, theirs_at, ..) in verbs {
        let nouns = places.iter().filter(|(.., mine, _)| laid.mine.tokens[*mine].is_noun());
        let moved_right = nouns.clone().find(|(mine, theirs, ..)| *mine < mine_at && *theirs > theirs_at);
        let moved_left = nouns.clone().find(|(mine, theirs, ..)| *mine > mine_at && *theirs < theirs_at);
        if let (Some(right), Some(left)) = (moved_right, moved_left) {
            let (right, left) = (&laid.mine.tokens[right.2].word, &laid.mine.tokens[left.2].word);
            return Some(format!("`{right}` and `{left}` have changed places; who does what may differ"));
        }
        if let Some(found) = other_argument(laid, &places, (mine_at, theirs_at)) {
            return Some(found);
        }
    }
    genitive(laid)
}

/// The noun next to a verb, on either side, must be next to it in the source too where the source has another there.
fn other_argument(
    laid: &Laid<'_>,
    places: &[(usize, usize, usize, usize)],
    (mine_at, theirs_at): (usize, usize),
) -> Option<String> {
    let next = |order: &[usize], sentence: &Sentence, at: usize, after: bool| {
        let mut found: Box<dyn Iterator<Item = usize>> =
            if after { Box::new(at + 1..order.len()) } else { Box::new((0..at).rev()) };
        let noun = found.find(|&place| {
            let token = &sentence.tokens[order[place]];
            let pronoun = matches!(token.word.as_str(), "he" | "she" | "it" | "they");
            token.is_noun() || opens_clause(token) || (!after && pronoun)
        });
        noun.filter(|&place| sentence.tokens[order[place]].is_noun())
    };
    for after in [true, false] {
        let mine = next(laid.my_order, laid.mine, mine_at, after);
        let theirs = next(laid.their_order, laid.theirs, theirs_at, after);
        let Some(mine) = mine else { continue };
        let Some(&(_, place, word, _)) = places.iter().find(|(at, ..)| *at == mine) else { continue };
        let Some(theirs) = theirs else {
            if !after && place > theirs_at && has_subject_pronoun(laid, theirs_at) {
                let word = &laid.mine.tokens[word].word;
                return Some(format!("the source does not say that `{word}` does it"));
            }
            continue;
        };
        let other_side = (place > theirs_at) != after;
        // within one clause a noun may stand elsewhere in other words; `swapped` sees two that change places
        let clause = |place: usize| laid.theirs.tokens[laid.their_order[place]].clause;
        let elsewhere = clause(place) != clause(theirs_at) || clause(theirs) != clause(theirs_at);
        if place != theirs && ((other_side && elsewhere) || is_apart(laid, theirs_at, place)) {
            let rival = &laid.theirs.tokens[laid.their_order[theirs]].word;
            let word = &laid.mine.tokens[word].word;
            return Some(format!("the source has `{rival}` where the statement has `{word}`"));
        }
    }
    None
}

/// Whether "he", "it" or the like stands right before a verb of the source.
fn has_subject_pronoun(laid: &Laid<'_>, verb: usize) -> bool {
    let before = laid.their_order.get(verb.saturating_sub(3)..verb).unwrap_or_default();
    before.iter().any(|&at| matches!(laid.theirs.tokens[at].word.as_str(), "he" | "she" | "it" | "they"))
}

/// Whether a word that sets clauses apart stands between two places of the source's reading order.
fn is_apart(laid: &Laid<'_>, one: usize, other: usize) -> bool {
    let between = laid.their_order.get(one.min(other)..=one.max(other)).unwrap_or_default();
    let jumps = between.windows(2).any(|pair| pair[0] + 1 != pair[1] && pair[1] == 0);
    jumps
        || between.iter().skip(1).any(|&at| {
            let token = &laid.theirs.tokens[at];
            token.after_stop || (token.class.is(Class::BOUNDARY) && !token.class.is(Class::JOINER))
        })
}

/// "The soft cheese" is not what the source says of the hard cheese.
fn modifiers(laid: &Laid<'_>) -> Option<String> {
    for noun in 1..laid.mine.tokens.len() {
        let (Some(place), Some(described)) = (laid.partner(noun), laid.partner(noun - 1)) else { continue };
        let is_pair = laid.mine.tokens[noun].is_noun()
            && laid.mine.tokens[noun - 1].is_solid()
            && !laid.mine.tokens[noun].after_mark;
        if !is_pair || place.abs_diff(described) <= 3 {
            continue;
        }
        let Some(rival) = place.checked_sub(1).map(|at| &laid.theirs.tokens[at]) else { continue };
        if rival.kinds.contains('a') && rival.is_content() && !laid.is_taken(place - 1) {
            let (mine, noun) = (&laid.mine.tokens[noun - 1].word, &laid.mine.tokens[noun].word);
            return Some(format!(
                "the statement speaks of `{mine} {noun}`, the source of `{} {noun}`",
                rival.word
            ));
        }
    }
    None
}

/// What somebody promised, planned or wanted need not have come about.
fn intended(laid: &Laid<'_>) -> Option<String> {
    const MEANT: &[&str] = &[
        "promis", "plan", "want", "hope", "tri", "attempt", "intend", "expect", "wish", "aim", "offer",
        "threaten", "seek", "order", "ask", "urg", "try", "propos", "vow", "pledg",
    ];
    let tokens = &laid.theirs.tokens;
    for at in 0..tokens.len() {
        if !MEANT.contains(&tokens[at].stem.as_str())
            || laid.mine.tokens.iter().any(|token| token.is_form_of(&tokens[at]))
        {
            continue;
        }
        let to = (at + 1..tokens.len()).take(4).find(|&at| tokens[at].word == "to");
        let Some(verb) = to.map(|to| to + 1).filter(|&verb| verb < tokens.len()) else { continue };
        if tokens[verb].is_verb() && laid.is_taken(verb) {
            return Some(format!("the source says only `{} to`", tokens[at].word));
        }
    }
    None
}

/// "The son of the king" is not "the king of the son".
fn genitive(laid: &Laid<'_>) -> Option<String> {
    let of = |sentence: &Sentence, left: usize, right: usize| {
        left < right && sentence.tokens[left..right].iter().any(|token| token.word == "of")
    };
    let pairs: Vec<_> = laid.pairs().collect();
    for (index, first) in pairs.iter().enumerate() {
        for second in &pairs[index + 1..] {
            let near = first.mine.abs_diff(second.mine) <= 4 && first.theirs.abs_diff(second.theirs) <= 4;
            let (left, right) = if first.mine < second.mine { (first, second) } else { (second, first) };
            let turned = left.theirs > right.theirs
                && of(laid.mine, left.mine, right.mine)
                && of(laid.theirs, right.theirs, left.theirs);
            if near && turned {
                let word = &laid.mine.tokens[left.mine].word;
                return Some(format!("the statement turns round what is part of what at `{word}`"));
            }
        }
    }
    None
}

/// Words of two clauses put together into one.
fn crossing(laid: &Laid<'_>) -> Option<String> {
    let mut places: Vec<_> = places(laid).into_iter().map(|(_, theirs, mine, _)| (theirs, mine)).collect();
    places.sort_unstable();
    for pair in places.windows(2) {
        let ((from, my_from), (to, my_to)) = (pair[0], pair[1]);
        if has_border(laid, my_from, my_to) {
            continue;
        }
        let skipped = laid.their_order.get(from + 1..=to).unwrap_or_default();
        // where a reading turned two clauses round, the end of the sentence stands before its beginning
        let end = laid.theirs.tokens.len() - 1;
        let jumps = |at: usize| skipped[at] == 0 && laid.their_order[from + at] == end;
        let borders: Vec<usize> = (0..skipped.len())
            .filter(|&at| jumps(at) || opens_clause(&laid.theirs.tokens[skipped[at]]))
            .collect();
        if let Some(jump) =
            (0..skipped.len()).find(|&at| jumps(at)).filter(|&at| parts_two_clauses(laid, from + 1 + at))
        {
            return joined(laid, skipped[jump]);
        }
        for (index, &border) in borders.iter().enumerate() {
            let last = index + 1 == borders.len();
            let end = borders.get(index + 1).copied().unwrap_or(skipped.len());
            if let Some(word) = own_subject(laid, &skipped[border..end], last) {
                return joined(laid, word);
            }
        }
        let contrast = skipped.iter().any(|&at| laid.theirs.tokens[at].class.is(Class::CONTRAST));
        if let Some(word) = contrast.then(|| left_out(laid, &places, from)).flatten() {
            return joined(laid, word);
        }
        if let Some(word) = other_complement(laid, skipped) {
            return joined(laid, word);
        }
    }
    None
}

/// Whether a reading parts at a place into two stretches with a verb each: two clauses, not a clause and a phrase.
fn parts_two_clauses(laid: &Laid<'_>, at: usize) -> bool {
    let (before, after) = laid.their_order.split_at(at.min(laid.their_order.len()));
    let has_verb = |part: &[usize]| {
        part.iter().any(|&at| laid.theirs.tokens[at].is_verb() || laid.theirs.tokens[at].class.is(Class::BE))
    };
    has_verb(before) && has_verb(after)
}

/// The word that makes a clause speak of something else than what was taken from before it: a subject of its own, or a
/// verb of its own before the object taken from it.
fn own_subject(laid: &Laid<'_>, clause: &[usize], is_taken_from: bool) -> Option<usize> {
    let token = |at: usize| &laid.theirs.tokens[at];
    let free = |at: &usize| !laid.is_taken(*at);
    let contrast = clause.first().is_some_and(|&at| token(at).class.is(Class::CONTRAST));
    if contrast && !is_taken_from {
        return clause.iter().copied().filter(free).find(|&at| token(at).is_noun());
    }
    if !is_taken_from {
        return None;
    }
    let (&taken, before) = clause.split_last()?;
    let verb_at = before.iter().position(|&at| token(at).is_verb() || token(at).class.is(Class::BE));
    let names = |at: usize| {
        token(at).is_noun() || matches!(token(at).kind, Kind::Quantity(quantity) if quantity.ordinal)
    };
    let own = before[..verb_at.unwrap_or(before.len())].iter().copied().filter(free).find(|&at| names(at));
    if token(taken).is_verb() || contrast {
        return own;
    }
    own.or_else(|| {
        before.iter().copied().filter(free).find(|&at| token(at).is_verb() && token(at).is_solid())
    })
}

/// A subject of the clause before a contrast that the statement leaves out while it takes something else from there.
fn left_out(laid: &Laid<'_>, places: &[(usize, usize)], from: usize) -> Option<usize> {
    let order = laid.their_order;
    let start = order[..=from].iter().rposition(|&at| opens_clause(&laid.theirs.tokens[at])).unwrap_or(0);
    let first = places.iter().map(|(theirs, _)| *theirs).find(|&at| at >= start)?;
    let before = order.get(start..first)?;
    before.iter().copied().find(|&at| laid.theirs.tokens[at].is_noun() && !laid.is_taken(at))
}

/// "Every four weeks, elsewhere twice a year": a contrast without a verb of its own gives another complement to the same
/// verb, and the statement must not take it for the first one.
fn other_complement(laid: &Laid<'_>, skipped: &[usize]) -> Option<usize> {
    let token = |at: usize| &laid.theirs.tokens[at];
    let border = skipped.iter().position(|&at| token(at).class.is(Class::CONTRAST))?;
    let verb_follows = laid.theirs.tokens[skipped[border]..]
        .iter()
        .skip(1)
        .any(|token| token.is_verb() || token.class.is(Class::BE));
    let own = skipped[..border].iter().copied().find(|&at| token(at).is_solid() && !laid.is_taken(at));
    own.filter(|_| !verb_follows)
}

fn joined(laid: &Laid<'_>, word: usize) -> Option<String> {
    let word = &laid.theirs.tokens[word].word;
    Some(format!("the statement joins what the source says apart, before and after `{word}`"))
}

/// Whether a clause of the statement begins between two of its words.
fn has_border(laid: &Laid<'_>, from: usize, to: usize) -> bool {
    let (from, to) = (from.min(to), from.max(to));
    laid.mine.tokens.get(from + 1..=to).unwrap_or_default().iter().any(opens_clause)
}

/// "A before B" is not said by a sentence that orders nothing in time.
fn timing(laid: &Laid<'_>) -> Option<String> {
    const ORDERING: &[&str] = &[
        "before",
        "after",
        "until",
        "once",
        "when",
        "then",
        "since",
        "as",
        "by",
        "following",
        "previous",
        "earlier",
        "later",
    ];
    let orders = |at: usize| matches!(laid.mine.tokens[at].word.as_str(), "before" | "after");
    let at = (1..laid.mine.tokens.len()).find(|&at| orders(at))?;
    let next = laid.mine.tokens.get(at + 1)?;
    let ordered = laid.theirs.tokens.iter().any(|token| ORDERING.contains(&token.word.as_str()));
    let in_time = next.kind == Kind::Word && !ordered;
    in_time.then(|| format!("the source does not say what comes `{}` what", laid.mine.tokens[at].word))
}

/// "X is Y" is not said by a sentence that tells what X does and never what it is.
fn copula(laid: &Laid<'_>) -> Option<String> {
    const NAMES: &[&str] =
        &["call", "known", "name", "mean", "refer", "defin", "consist", "becom", "term", "form", "or", "as"];
    let verb_found = laid.pairs().any(|pair| laid.mine.tokens[pair.mine].is_verb());
    let tokens = &laid.mine.tokens;
    let is = (1..tokens.len()).any(|at| {
        let participle = tokens.get(at + 1).is_some_and(Token::is_verb);
        tokens[at].class.is(Class::BE) && !participle
    });
    let their = |token: &Token| token.class.is(Class::BE) || NAMES.contains(&token.stem.as_str());
    let own = laid
        .theirs
        .tokens
        .iter()
        .enumerate()
        .find(|(at, token)| token.is_verb() && token.is_solid() && !laid.is_taken(*at));
    if verb_found || !is || laid.theirs.tokens.iter().any(their) {
        return None;
    }
    own.map(|(_, verb)| format!("the source says what it does (`{}`), not what it is", verb.word))
}

/// "The speed of light" is not "light".
fn governed(laid: &Laid<'_>) -> Option<String> {
    let first = laid.pairs().min_by_key(|pair| pair.mine)?;
    let of = |sentence: &Sentence, at: usize| {
        let before = sentence.tokens[..at].iter().rposition(|token| !token.class.is(Class::DETERMINER))?;
        (sentence.tokens[before].word == "of").then_some(before)
    };
    let at = of(laid.theirs, first.theirs)?;
    let head = (0..at).rev().find(|&at| laid.theirs.tokens[at].is_solid())?;
    let is_subject = laid.theirs.tokens[..head].iter().all(|token| !token.is_solid());
    if laid.is_taken(head) || of(laid.mine, first.mine).is_some() || !is_subject {
        return None;
    }
    let word = &laid.mine.tokens[first.mine].word;
    Some(format!("the source speaks of `{}`, not of `{word}` itself", laid.theirs.tokens[head].word))
}
