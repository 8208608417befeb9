//! Candidates: the words of a text and the phrases they form.

use std::collections::HashMap;
use std::ops::Range;

use super::generic;
use crate::sentence::Kind;
use crate::{Language, sentence, stem, stopwords, word};

/// The words and phrases of a text.
pub(super) struct Read {
    /// What was seen of each stem.
    pub(super) words: Vec<Seen>,
    pub(super) phrases: Vec<Phrase>,
    pub(super) sentences: u32,
}

/// What was seen of one stem.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) count: u32,
    /// Occurrences with a capital inside a sentence.
    pub(super) capitals: u32,
    /// The sentence it occurs in first, and the last one counted.
    pub(super) first_sentence: u32,
    pub(super) last_sentence: Option<u32>,
    pub(super) sentences: u32,
    /// Words directly before and after it: all, and different ones.
    pub(super) neighbours: [u32; 2],
    pub(super) different: [u32; 2],
}

/// A phrase, in any inflection.
pub(super) struct Phrase {
    pub(super) key: String,
    /// The stems of its content words, as places in [`Read::words`].
    pub(super) words: Vec<usize>,
    pub(super) count: u32,
    pub(super) first: Range<usize>,
    /// Where it is written as it most often is, and how often each way of writing was seen.
    surfaces: Vec<(Range<usize>, u32)>,
}

impl Phrase {
    /// The phrase as it is written most often; the earliest way if several are.
    pub(super) fn surface<'a>(&self, text: &'a str) -> &'a str {
        let most = self.surfaces.iter().map(|(_, count)| *count).max();
        let best = self.surfaces.iter().find(|(_, count)| Some(*count) == most);
        &text[best.map_or(self.first.clone(), |(range, _)| range.clone())]
    }
}

/// A content word where it stands.
struct Content {
    range: Range<usize>,
    stem: usize,
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    language: Language,
    stems: HashMap<String, usize>,
    names: Vec<String>,
    words: Vec<Seen>,
    pairs: HashMap<(usize, usize), ()>,
    phrases: Vec<Phrase>,
    places: HashMap<Vec<usize>, usize>,
    sentence: u32,
}

/// Reads the words and phrases of a text.
pub(super) fn read(text: &str, language: Language) -> Read {
    let mut reader = Reader { text, language, ..Reader::default() };
    sentence::each(text, language, |range, kind| {
        if kind != Kind::Markup {
            reader.sentence(range);
        }
    });
    Read { words: reader.words, phrases: reader.phrases, sentences: reader.sentence }
}

impl Reader<'_> {
    fn sentence(&mut self, range: Range<usize>) {
        let mut run: Vec<Content> = Vec::new();
        let mut link: Option<Range<usize>> = None;
        for found in word::ranges(&self.text[range.clone()]) {
            let found = range.start + found.start..range.start + found.end;
            let joined = self.joined(&run, link.as_ref(), &found);
            let word = &self.text[found.clone()];
            if joined && link.is_none() && !run.is_empty() && generic::links(word, self.language) {
                link = Some(found);
                continue;
            }
            if !self.is_content(word) || !joined {
                self.phrases_of(&run);
                run.clear();
            } else if link.is_some() {
                self.linked(&run, found.clone());
                self.phrases_of(&run);
                run.clear();
            }
            link = None;
            if self.is_content(word) {
                let stem = self.see(found.clone(), found.start > range.start);
                if let Some(before) = run.last() {
                    self.meet(before.stem, stem);
                }
                run.push(Content { range: found, stem });
            }
        }
        self.phrases_of(&run);
        self.sentence += 1;
    }

    /// Whether nothing but spaces parts a word from the run, or from the link after it.
    fn joined(&self, run: &[Content], link: Option<&Range<usize>>, word: &Range<usize>) -> bool {
        let end = link.map(|link| link.end).or_else(|| run.last().map(|content| content.range.end));
        end.is_none_or(|end| self.text[end..word.start].chars().all(char::is_whitespace))
    }

    fn is_content(&self, word: &str) -> bool {
        const LONGEST_BYTES: usize = 60;
        word.len() <= LONGEST_BYTES
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
            && word.chars().nth(1).is_some()
            && !stopwords::is_stop_word(word, self.language)
            && !generic::is_generic(word, self.language)
    }

    /// Notes a content word; its stem's place is returned.
    fn see(&mut self, range: Range<usize>, inside: bool) -> usize {
        let word = &self.text[range];
        let stem = stem::stem(word, self.language);
        let next = self.words.len();
        let place = *self.stems.entry(stem).or_insert_with_key(|stem| {
            self.names.push(stem.clone());
            next
        });
        if place == next {
            self.words.push(Seen { first_sentence: self.sentence, ..Seen::default() });
        }
        let seen = &mut self.words[place];
        seen.count += 1;
        seen.capitals += u32::from(inside && word.starts_with(char::is_uppercase));
        if seen.last_sentence != Some(self.sentence) {
            seen.last_sentence = Some(self.sentence);
            seen.sentences += 1;
        }
        place
    }

    /// Notes that one stem stands directly before another.
    fn meet(&mut self, left: usize, right: usize) {
        let new = self.pairs.insert((left, right), ()).is_none();
        for (place, side) in [(left, 1), (right, 0)] {
            self.words[place].neighbours[side] += 1;
            self.words[place].different[side] += u32::from(new);
        }
    }

    /// Notes every phrase of up to three words of a run.
    fn phrases_of(&mut self, run: &[Content]) {
        const LONGEST: usize = 3;
        for length in 1..=LONGEST.min(run.len()) {
            for words in run.windows(length) {
                let range = words[0].range.start..words[length - 1].range.end;
                self.note(words.iter().map(|content| content.stem).collect(), range);
            }
        }
    }

    /// Notes the phrase that a link word makes of the last word of a run and the word at `found`.
    fn linked(&mut self, run: &[Content], found: Range<usize>) {
        let Some(head) = run.last() else { return };
        let stem = stem::stem(&self.text[found.clone()], self.language);
        if let Some(&tail) = self.stems.get(&stem) {
            self.note(vec![head.stem, usize::MAX, tail], head.range.start..found.end);
        }
    }

    fn note(&mut self, words: Vec<usize>, range: Range<usize>) {
        let next = self.phrases.len();
        let place = *self.places.entry(words.clone()).or_insert(next);
        if place == next {
            let content: Vec<usize> = words.into_iter().filter(|word| *word != usize::MAX).collect();
            let key = content.iter().map(|&word| self.names[word].as_str()).collect::<Vec<_>>().join(" ");
            self.phrases.push(Phrase {
                key,
                words: content,
                count: 0,
                first: range.clone(),
                surfaces: Vec::new(),
            });
        }
        let text = self.text;
        let phrase = &mut self.phrases[place];
        phrase.count += 1;
        let written = &text[range.clone()];
        // a handful of spellings tells the usual one
        const SPELLINGS: usize = 8;
        match phrase.surfaces.iter().position(|(other, _)| &text[other.clone()] == written) {
            Some(known) => phrase.surfaces[known].1 += 1,
            None if phrase.surfaces.len() < SPELLINGS => phrase.surfaces.push((range, 1)),
            None => {}
        }
    }
}
