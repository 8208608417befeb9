//! Which texts of the library are on a topic.

use std::collections::HashSet;

use super::{LibraryText, texts};
use crate::names;

/// A text that is on a topic.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// The text.
    pub text: &'static LibraryText,
    /// Whether the topic is a name of the text, rather than only contains one.
    pub exact: bool,
}

/// The texts whose title or other name is the topic, or else those with a name that the topic contains.
///
/// Both levels of a topic are given. A topic that says more than the name ("causes of World War II") is an inexact
/// match: whether the text covers it is for [`rank::covers`](crate::rank) to say.
pub fn find(topic: &str) -> Vec<Match> {
    let spellings: Vec<String> = spellings_of(topic);
    let exact = matching(true, |name| spellings.iter().any(|spelling| spelling == name));
    if !exact.is_empty() {
        return exact;
    }
    matching(false, |name| spellings.iter().any(|spelling| contains_words(spelling, name)))
}

fn spellings_of(topic: &str) -> Vec<String> {
    let others = names::alternatives(topic).into_iter().map(|name| names::key(&name));
    std::iter::once(names::key(topic)).chain(others).filter(|key| !key.is_empty()).collect()
}

fn matching(exact: bool, fits: impl Fn(&str) -> bool) -> Vec<Match> {
    let named = |text: &&LibraryText| text.name_keys().iter().any(|key| fits(key));
    texts().iter().filter(named).map(|text| Match { text, exact }).collect()
}

fn contains_words(spelling: &str, name: &str) -> bool {
    let words: Vec<&str> = spelling.split(' ').collect();
    let name: Vec<&str> = name.split(' ').collect();
    words.windows(name.len()).any(|window| window == name)
}

impl LibraryText {
    /// The keys of its title and other names.
    fn name_keys(&self) -> &HashSet<String> {
        self.name_keys.get_or_init(|| {
            let names = std::iter::once(&self.title).chain(&self.other_names);
            names.map(|name| names::key(name)).filter(|key| !key.is_empty()).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slugs(topic: &str) -> Vec<(&'static str, bool)> {
        find(topic).into_iter().map(|found| (found.text.slug, found.exact)).collect()
    }

    #[test]
    fn a_topic_finds_both_levels_however_it_is_written() {
        for topic in ["World War II", "WWII", "world_war_2", "World War 2", "second world war", "WW2"] {
            assert_eq!(slugs(topic), [("world-war-ii", true); 2], "{topic}");
        }
        assert_eq!(slugs("Photosynthesis"), [("photosynthesis", true); 2]);
        assert_eq!(slugs("The Water Cycle"), [("water-cycle", true); 2]);
    }

    #[test]
    fn a_topic_that_says_more_is_an_inexact_match() {
        assert_eq!(slugs("causes of WWII"), [("world-war-ii", false); 2]);
        assert_eq!(slugs("photosynthesis in desert plants"), [("photosynthesis", false); 2]);
    }

    #[test]
    fn what_the_library_does_not_have_is_not_found() {
        for topic in ["", "   ", "history of Atlantis jazz", "zebra crossings", "\u{200b}", "World War 9"] {
            assert_eq!(slugs(topic), [], "{topic:?}");
        }
    }
}
