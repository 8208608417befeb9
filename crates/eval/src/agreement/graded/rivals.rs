//! Rivals: other words, names and numbers of a sentence that stand nearer to what is said.

use super::View;
use crate::agreement::likeness;
use crate::agreement::meaning;
use crate::agreement::sentence::{Kind, Token};
use crate::agreement::thesaurus;

/// How a word of the sentence may stand where another one would be right.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Rival {
    /// The statement leaves it out.
    Free,
    /// The statement has it too, at another place.
    Taken,
}

/// Whether the sentence has another of a kind nearer to what the statement says beside a word: "purple in acids" where
/// it has "red in acids and purple in alkalis".
pub(super) fn has_rival(view: &View<'_>, rival: Rival, alike: &dyn Fn(&Token, &Token) -> bool) -> bool {
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
pub(super) fn are_akin(left: &Token, right: &Token) -> bool {
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

#[cfg(test)]
mod tests {
    use text::Language;

    use crate::agreement::graded;
    use crate::agreement::sentence::Sentence;

    #[test]
    fn what_belongs_to_another_word_is_a_rival() {
        let source = Sentence::read(
            "Universal indicator turns red in strong acids and purple in strong alkalis.",
            Language::En,
        );
        let rival = |mine: &str| {
            let mine = Sentence::read(mine, Language::En);
            graded::traits(&mine, &source, &[&source], &[]).0.contains(&("word_rival", 1.0))
        };
        assert!(rival("The indicator turns purple in acids."));
        assert!(!rival("The indicator turns red in acids."));
    }
}
