//! Graded: what speaks for a statement that no rule could decide, and what against it.

use super::align::{self, Table};
use super::figures;
use super::form;
use super::lexicon::{Class, is_exclusive, share_of};
use super::likeness::{self, FOUND, Match};
use super::meaning;
use super::rules::{self, Doubt, Laid};
use super::scope::{reverses, turns};
use super::sentence::{Kind, Sentence, Token};
use super::thesaurus;
use super::weights::{START, WEIGHTS};

/// What is seen of a statement beside the sentences of a source, each a number from 0 to about 1.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Traits(pub(crate) Vec<(&'static str, f64)>);

impl Traits {
    /// The chance that the source carries the statement, from 0 to 1.
    pub(crate) fn chance(&self) -> f64 {
        let sum: f64 = WEIGHTS.iter().map(|(name, weight)| weight * self.value(name)).sum();
        1.0 / (1.0 + (-(START + sum)).exp())
    }

    /// Whether something speaks against the statement that no weight makes good.
    pub(crate) fn is_vetoed(&self) -> bool {
        VETOES.iter().any(|name| self.value(name) > 0.0)
            || Doubt::ALL.iter().any(|(.., against)| self.value(against) > 0.0)
    }

    fn value(&self, name: &str) -> f64 {
        self.0.iter().find(|(other, _)| *other == name).map_or(0.0, |(_, value)| *value)
    }
}

/// What no weight makes good: a number, a date or a name that the source does not have.
const VETOES: &[&str] = &["number_absent_there", "name_absent_there", "figures_deny"];

/// A statement beside the sentence most like it and those around it.
struct View<'a> {
    mine: &'a Sentence,
    line: &'a Sentence,
    window: &'a [&'a Sentence],
    /// The sentence with those right before and after.
    beside: &'a [&'a Sentence],
    here: Vec<Match>,
    /// How like the best place in the window is, for each of `here`.
    there: Vec<f64>,
    /// The same for the sentences right before and after.
    near: Vec<f64>,
    weights: Vec<f64>,
}

/// The sentence most like a statement.
pub(crate) fn nearest<'a>(mine: &Sentence, lines: &[&'a Sentence]) -> Option<(usize, &'a Sentence)> {
    let mut best: Option<(f64, usize)> = None;
    for (at, line) in lines.iter().enumerate() {
        let coverage = likeness::coverage(mine, &likeness::matches(mine, line));
        if best.is_none_or(|(known, _)| coverage > known + 1e-9) {
            best = Some((coverage, at));
        }
    }
    best.map(|(_, at)| (at, lines[at]))
}

/// What is seen of a statement beside one sentence, with the sentences before and around it.
pub(crate) fn traits(mine: &Sentence, line: &Sentence, window: &[&Sentence], before: &[&Sentence]) -> Traits {
    let at = window.iter().position(|other| std::ptr::eq(*other, line)).unwrap_or(0);
    let beside = window.get(at.saturating_sub(1)..(at + 2).min(window.len())).unwrap_or_default();
    let here = likeness::matches(mine, line);
    let weights: Vec<f64> = here.iter().map(|found| likeness::weight(&mine.tokens[found.mine])).collect();
    let most = |lines: &[&Sentence]| -> Vec<f64> {
        let of = |found: &Match| {
            let token = &mine.tokens[found.mine];
            let tokens = lines.iter().flat_map(|line| &line.tokens);
            tokens.map(|other| likeness::likeness(token, other)).fold(found.likeness, f64::max)
        };
        here.iter().map(of).collect()
    };
    let (there, near) = (most(window), most(beside));
    let view = View { mine, line, window, beside, here, there, near, weights };
    let mut traits = Vec::new();
    coverage(&view, &mut traits);
    figures(&view, &mut traits);
    shape(&view, &mut traits);
    said(&view, &mut traits);
    bindings(&view, before, &mut traits);
    doubts(&view, before, &mut traits);
    Traits(traits)
}

type Out = Vec<(&'static str, f64)>;

fn coverage(view: &View<'_>, out: &mut Out) {
    let all = view.weights.iter().sum::<f64>().max(1e-9);
    let share = |of: &dyn Fn(usize) -> f64| {
        view.weights.iter().enumerate().map(|(at, weight)| weight * of(at)).sum::<f64>() / all
    };
    let hard = |likeness: f64| f64::from(u8::from(likeness >= 0.8));
    out.push(("hard_here", share(&|at| hard(view.here[at].likeness))));
    out.push(("soft_here", share(&|at| view.here[at].likeness)));
    out.push(("hard_there", share(&|at| hard(view.there[at]))));
    out.push(("soft_there", share(&|at| view.there[at])));
    let mut gaps: Vec<f64> =
        view.weights.iter().zip(&view.there).map(|(weight, found)| weight * (1.0 - found)).collect();
    gaps.sort_by(|left, right| right.total_cmp(left));
    out.push(("gap_1", gaps.first().copied().unwrap_or(0.0)));
    out.push(("gap_2", gaps.get(1).copied().unwrap_or(0.0)));
    out.push(("gap_3", gaps.get(2).copied().unwrap_or(0.0)));
    out.push(("gaps", gaps.iter().sum()));
    let mut gaps: Vec<f64> =
        view.weights.iter().zip(&view.here).map(|(weight, found)| weight * (1.0 - found.likeness)).collect();
    gaps.sort_by(|left, right| right.total_cmp(left));
    out.push(("gap_here_1", gaps.first().copied().unwrap_or(0.0)));
    out.push(("gap_here_2", gaps.get(1).copied().unwrap_or(0.0)));
    out.push(("gaps_here", gaps.iter().sum()));
    out.push(("words", view.here.len() as f64 / 10.0));
    out.push(("weight", all / 5.0));
    let near = |at: usize| view.near[at];
    out.push(("hard_near", share(&|at| hard(near(at)))));
    out.push(("soft_near", share(&near)));
    let absent: Vec<f64> = view
        .weights
        .iter()
        .zip(&view.there)
        .filter(|(_, found)| **found < FOUND)
        .map(|(weight, _)| *weight)
        .collect();
    out.push(("absent_weight", absent.iter().sum()));
    out.push(("absent_most", absent.iter().copied().fold(0.0, f64::max)));
    out.push(("lines", lines(view)));
    let of_near = |test: &dyn Fn(&str, &str) -> bool| {
        let near = view.here.iter().filter(|found| (FOUND..0.8).contains(&found.likeness));
        near.filter(|found| {
            found.theirs.is_some_and(|at| {
                test(likeness::root(&view.mine.tokens[found.mine]), likeness::root(&view.line.tokens[at]))
            })
        })
        .count() as f64
    };
    out.push(("siblings", of_near(&thesaurus::are_siblings)));
    out.push(("near_kinds", of_near(&|left, right| thesaurus::is_kind_of(left, right))));
    out.push(("near_broader", of_near(&|left, right| thesaurus::is_kind_of(right, left))));
    let count = |test: &dyn Fn(f64) -> bool| view.there.iter().filter(|found| test(**found)).count() as f64;
    out.push(("absent_there", count(&|found| found < FOUND)));
    out.push(("near_there", count(&|found| (FOUND..0.8).contains(&found))));
    let here = view.here.iter().filter(|found| found.likeness < FOUND).count() as f64;
    out.push(("absent_here", here));
}

/// How many sentences more than one it takes to hold what of the statement the window holds.
fn lines(view: &View<'_>) -> f64 {
    let mut open: Vec<usize> =
        (0..view.here.len()).filter(|&at| view.there[at] >= 0.8 && view.here[at].likeness < 0.8).collect();
    let mut used: f64 = 0.0;
    while !open.is_empty() {
        let holds = |line: &Sentence, at: usize| {
            let token = &view.mine.tokens[view.here[at].mine];
            line.tokens.iter().any(|other| likeness::likeness(token, other) >= 0.8)
        };
        let count = |line: &&Sentence| open.iter().filter(|&&at| holds(line, at)).count();
        let Some(best) = view.window.iter().copied().max_by_key(count).filter(|line| count(line) > 0) else {
            break;
        };
        open.retain(|&at| !holds(best, at));
        used += 1.0;
    }
    used
}

fn figures(view: &View<'_>, out: &mut Out) {
    let count = |test: &dyn Fn(usize) -> bool, likeness: &dyn Fn(usize) -> f64| {
        (0..view.here.len()).filter(|&at| test(view.here[at].mine) && likeness(at) < FOUND).count() as f64
    };
    let number = |at: usize| matches!(view.mine.tokens[at].kind, Kind::Quantity(_) | Kind::Date(_));
    let name = |at: usize| view.mine.tokens[at].name;
    let computed = |at: usize| figures::is_computed(view.mine, at, view.beside);
    let unknown = |at: usize| number(at) && !computed(at);
    out.push(("number_absent_here", count(&unknown, &|at| view.here[at].likeness)));
    out.push(("number_absent_there", count(&unknown, &|at| view.there[at])));
    out.push(("computed", count(&|at| number(at) && computed(at), &|at| view.here[at].likeness)));
    let compared = figures::bears_out(view.mine, view.beside);
    out.push(("figures_agree", f64::from(u8::from(compared == Some(true)))));
    out.push(("figures_deny", f64::from(u8::from(compared == Some(false)))));
    out.push(("name_absent_here", count(&name, &|at| view.here[at].likeness)));
    out.push(("name_absent_there", count(&name, &|at| view.there[at])));
    let numbers = view.here.iter().filter(|found| number(found.mine)).count() as f64;
    out.push(("numbers", numbers));
    out.push(("names", view.here.iter().filter(|found| name(found.mine)).count() as f64));
}

/// How the words found stand to each other.
fn shape(view: &View<'_>, out: &mut Out) {
    let places: Vec<usize> = view.here.iter().filter_map(|found| found.theirs).collect();
    let (mut turned, mut all) = (0.0, 0.0);
    for (index, left) in places.iter().enumerate() {
        for right in &places[index + 1..] {
            turned += f64::from(u8::from(left > right));
            all += f64::from(u8::from(left != right));
        }
    }
    out.push(("turned", if all > 0.0 { turned / all } else { 0.0 }));
    let near = view.here.windows(2).map(|pair| match (pair[0].theirs, pair[1].theirs) {
        (Some(left), Some(right)) => 1.0 / (left.abs_diff(right).max(1) as f64),
        _ => 0.0,
    });
    out.push(("adjacent", near.sum::<f64>() / (view.here.len().max(2) - 1) as f64));
    let clauses: Vec<usize> = places.iter().map(|&at| view.line.tokens[at].clause).collect();
    let most = clauses
        .iter()
        .map(|clause| clauses.iter().filter(|other| *other == clause).count())
        .max()
        .unwrap_or(0);
    out.push(("one_clause", most as f64 / clauses.len().max(1) as f64));
    let taken = |at: usize| places.contains(&at);
    let substituted = (0..view.here.len())
        .filter(|&at| {
            let before = at.checked_sub(1).and_then(|at| view.here[at].theirs);
            let after = view.here.get(at + 1).and_then(|found| found.theirs);
            let (Some(before), Some(after)) = (before, after) else { return false };
            let between = before.min(after) + 1..before.max(after);
            view.here[at].likeness < 0.8
                && between.len() <= 6
                && between.into_iter().any(|at| view.line.tokens[at].is_solid() && !taken(at))
        })
        .count();
    out.push(("substituted", substituted as f64));
    let clause = |at: usize| clauses.contains(&view.line.tokens[at].clause);
    let theirs: Vec<usize> =
        (0..view.line.tokens.len()).filter(|&at| view.line.tokens[at].is_solid() && clause(at)).collect();
    let used = theirs.iter().filter(|&&at| taken(at)).count() as f64;
    out.push(("used", used / theirs.len().max(1) as f64));
}

/// Who and how many: whether another subject, name or number of the sentence stands nearer to what is said.
fn bindings(view: &View<'_>, before: &[&Sentence], out: &mut Out) {
    let flag = |yes: bool| f64::from(u8::from(yes));
    let tokens = &view.line.tokens;
    let first = (0..view.here.len()).find(|&at| view.mine.tokens[view.here[at].mine].is_noun());
    let absent = first.is_some_and(|at| view.here[at].likeness < FOUND);
    let known = first.is_some_and(|at| {
        let token = &view.mine.tokens[view.here[at].mine];
        before.iter().any(|line| line.tokens.iter().any(|other| likeness::likeness(token, other) >= 0.8))
    });
    let pronoun = tokens.iter().any(|token| token.class.is(Class::PRONOUN) && !view.mine.has(&token.word));
    out.push(("subject_absent", flag(absent && !known)));
    out.push(("subject_pronoun", flag(absent && known && pronoun)));
    out.push(("subject_elsewhere", flag(absent && known && !pronoun)));
    let verbs: Vec<&Match> =
        view.here.iter().filter(|found| view.mine.tokens[found.mine].is_verb()).collect();
    out.push(("verb_absent", flag(!verbs.is_empty() && verbs.iter().all(|found| found.likeness < FOUND))));
    out.push(("verb_near", flag(verbs.iter().any(|found| (FOUND..0.8).contains(&found.likeness)))));
    out.push(("no_verb", flag(verbs.is_empty())));
    let number = |token: &Token| matches!(token.kind, Kind::Quantity(_) | Kind::Date(_));
    let names = |left: &Token, right: &Token| left.name && right.name;
    let numbers = |left: &Token, right: &Token| number(left) && number(right);
    out.push(("name_rival", flag(has_rival(view, Rival::Free, &names))));
    out.push(("number_rival", flag(has_rival(view, Rival::Free, &numbers))));
    out.push(("word_rival", flag(has_rival(view, Rival::Free, &are_akin))));
    out.push(("name_swapped", flag(has_rival(view, Rival::Taken, &names))));
    out.push(("number_swapped", flag(has_rival(view, Rival::Taken, &numbers))));
    out.push(("word_swapped", flag(has_rival(view, Rival::Taken, &are_akin))));
    let grade = |token: &Token| is_graded(token);
    let grade_absent =
        view.here.iter().any(|found| grade(&view.mine.tokens[found.mine]) && found.likeness < 0.8);
    out.push(("grade_absent", flag(grade_absent)));
    let (mine, theirs) = (periods(view.mine), periods(view.line));
    let other = mine.iter().any(|period| !view.line.has(period))
        && theirs.iter().any(|period| !view.mine.has(period));
    out.push(("period_other", flag(other)));
    let words: Vec<&str> = tokens.iter().map(|token| token.word.as_str()).collect();
    let copied =
        view.mine.tokens.windows(2).filter(|pair| {
            words.windows(2).any(|other| other[0] == pair[0].word && other[1] == pair[1].word)
        });
    out.push(("copied", copied.count() as f64 / (view.mine.tokens.len().max(2) - 1) as f64));
}

/// Whether a word is a comparative or superlative by its ending.
fn is_graded(token: &Token) -> bool {
    let ending = token.word.ends_with("er") || token.word.ends_with("est");
    let adjective = token.base.is_some() || token.kinds.starts_with(['a', 'r']);
    ending && adjective && token.kind == Kind::Word && !token.class.is(Class::FUNCTION)
}

/// The periods by which a sentence counts: "a month", "every year", "per second".
fn periods(sentence: &Sentence) -> Vec<&str> {
    let counts = |word: &str| matches!(word, "every" | "each" | "per" | "a" | "an");
    let pairs = sentence.tokens.windows(2).filter(|pair| counts(&pair[0].word));
    pairs
        .filter(|pair| {
            let every = pair[0].word != "a" && pair[0].word != "an";
            every || super::unit::unit_of(&pair[1].word, None).is_some()
        })
        .map(|pair| pair[1].word.as_str())
        .collect()
}

/// How a word of the sentence may stand where another one would be right.
#[derive(Clone, Copy, PartialEq)]
enum Rival {
    /// The statement leaves it out.
    Free,
    /// The statement has it too, at another place.
    Taken,
}

/// Whether the sentence has another of a kind nearer to what the statement says beside a word: "purple in acids" where
/// it has "red in acids and purple in alkalis".
fn has_rival(view: &View<'_>, rival: Rival, alike: &dyn Fn(&Token, &Token) -> bool) -> bool {
    let taken = |at: usize| view.here.iter().any(|found| found.theirs == Some(at));
    let tokens = &view.line.tokens;
    (0..view.here.len()).any(|at| {
        let word = &view.mine.tokens[view.here[at].mine];
        let Some(place) = view.here[at].theirs else { return false };
        let others = (0..tokens.len()).filter(|&other| {
            other != place && taken(other) == (rival == Rival::Taken) && alike(word, &tokens[other])
        });
        let others: Vec<usize> = others.collect();
        let beside = beside(view, at, alike);
        let far = |from: usize| beside.iter().map(|place| place.abs_diff(from)).sum::<usize>();
        !beside.is_empty() && others.iter().any(|&other| far(other) < far(place))
    })
}

/// Where the words next to a word of the statement stand in the sentence, the one after it twice.
fn beside(view: &View<'_>, at: usize, alike: &dyn Fn(&Token, &Token) -> bool) -> Vec<usize> {
    let word = &view.mine.tokens[view.here[at].mine];
    let place = |other: &usize| {
        let found = &view.here[*other];
        let kin = alike(word, &view.mine.tokens[found.mine]);
        found.theirs.filter(|_| !kin)
    };
    let after = (at + 1..view.here.len()).take(2).find_map(|other| place(&other));
    let before = (0..at).rev().take(2).find_map(|other| place(&other));
    after.into_iter().chain(after).chain(before).collect()
}

/// Whether two words may stand for each other in a list: two of a kind, or opposites.
fn are_akin(left: &Token, right: &Token) -> bool {
    const NEAR: f64 = 0.6;
    let words = left.kind == Kind::Word && right.kind == Kind::Word && !left.name && !right.name;
    if !words || !left.is_solid() || !right.is_solid() || left.is_form_of(right) {
        return false;
    }
    let (left, right) = (likeness::root(left), likeness::root(right));
    thesaurus::opposite(left, right)
        || meaning::nearness(left, right) > NEAR
        || (thesaurus::are_siblings(left, right) && meaning::nearness(left, right) > 0.35)
}

/// Words that turn, bound or tie what is said, where only one side has them.
fn said(view: &View<'_>, out: &mut Out) {
    let any = |sentence: &Sentence, test: &dyn Fn(&Token) -> bool| sentence.tokens.iter().any(test);
    let flag = |yes: bool| f64::from(u8::from(yes));
    let places: Vec<usize> = view.here.iter().filter_map(|found| found.theirs).collect();
    let engaged = view
        .line
        .negations
        .iter()
        .filter(|negation| places.iter().any(|at| negation.scope.contains(at) || negation.head == *at))
        .count();
    let denies = view.mine.negations.len();
    out.push(("denies", flag(denies % 2 == 1)));
    out.push(("turns_uneven", flag(denies % 2 != engaged % 2)));
    out.push(("denies_alone", flag(denies % 2 == 1 && !any(view.line, &turns))));
    out.push(("denied_alone", flag(engaged > 0 && !any(view.mine, &turns))));
    let clauses: Vec<usize> = places.iter().map(|&at| view.line.tokens[at].clause).collect();
    let mine = view.mine.tokens.iter().filter(|token| reverses(token)).count();
    let theirs =
        view.line.tokens.iter().filter(|token| reverses(token) && clauses.contains(&token.clause)).count();
    out.push(("reversed", flag(mine % 2 != theirs % 2)));
    out.push(("reversed_alone", flag(mine > 0 && theirs == 0)));
    out.push(("reversal_lost", flag(mine == 0 && theirs > 0)));
    out.push(("denies_both", flag(denies % 2 == 1 && engaged % 2 == 1)));
    let tests: [(&'static str, &'static str, &dyn Fn(&Token) -> bool); 7] = [
        ("only_mine", "only_theirs", &|token| is_exclusive(&token.word)),
        ("all_mine", "all_theirs", &|token| share_of(&token.word) == Some(5) || token.word == "both"),
        ("share_mine", "share_theirs", &|token| share_of(&token.word).is_some_and(|share| share < 5)),
        ("hedge_mine", "hedge_theirs", &|token| token.class.is(Class::HEDGE)),
        ("more_mine", "more_theirs", &|token| matches!(token.word.as_str(), "more" | "most")),
        ("less_mine", "less_theirs", &|token| {
            matches!(token.word.as_str(), "less" | "fewer" | "least" | "few" | "hardly")
        }),
        ("than_mine", "than_theirs", &|token| token.word == "than" || is_graded(token)),
    ];
    for (mine, theirs, test) in tests {
        let (left, right) = (any(view.mine, test), any(view.line, test));
        out.push((mine, flag(left && !right)));
        out.push((theirs, flag(right && !left)));
    }
    let even = |sentence: &Sentence| {
        sentence.tokens.windows(2).any(|pair| pair[0].word == "even" && pair[1].word == "if")
    };
    out.push(("even_if", flag(even(view.mine) && !even(view.line))));
    let cause = form::cause(&view.mine.tokens).is_some();
    let theirs = form::cause(&view.line.tokens).is_some();
    out.push(("cause", flag(cause)));
    out.push(("cause_mine", flag(cause && !theirs)));
    let condition = any(view.mine, &|token| token.conditional);
    out.push(("condition_mine", flag(condition && !any(view.line, &|token| token.conditional))));
    let bound = places.iter().any(|&at| view.line.tokens[at].conditional);
    out.push(("condition_theirs", flag(bound && !condition)));
}

/// What the rules say of the statement beside the sentence, each for itself.
fn doubts(view: &View<'_>, before: &[&Sentence], out: &mut Out) {
    let table = Table::of(view.mine, view.line);
    let mut best: Option<(usize, align::Alignment, Vec<usize>, Vec<usize>)> = None;
    for their_order in form::orders(view.line) {
        for my_order in form::orders(view.mine).into_iter().chain(form::trailing(view.mine)) {
            let alignment = align::align(view.mine, &my_order, &table, &their_order);
            if best.as_ref().is_none_or(|(pairs, ..)| alignment.pairs.len() > *pairs) {
                best = Some((alignment.pairs.len(), alignment, my_order, their_order.clone()));
            }
        }
    }
    let Some((_, alignment, my_order, their_order)) = best else { return };
    let laid = Laid {
        mine: view.mine,
        theirs: view.line,
        alignment: &alignment,
        my_order: &my_order,
        their_order: &their_order,
        around: before,
    };
    let found = rules::all_doubts(&laid);
    let opposed = rules::is_opposed(&laid);
    let flag = |yes: bool| f64::from(u8::from(yes));
    out.push(("opposed", flag(opposed)));
    out.push(("doubts", found.iter().filter(|(doubt, _)| *doubt != Doubt::Missing).count() as f64));
    for (doubt, name, against) in Doubt::ALL {
        let level = found.iter().filter(|(other, _)| other == doubt).map(|(_, level)| *level).max();
        out.push((name, f64::from(u8::from(level == Some(1)))));
        out.push((against, f64::from(u8::from(level == Some(2)))));
    }
    out.push(("displaced", alignment.displaced.len() as f64));
}
