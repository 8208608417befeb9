//! What was worked out of a text lately, kept for a while: a draft is judged several times by several checks, and a class
//! asks for ten kinds of material on one topic.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::{HashMap, HashMapExt as _};
use text::Language;

/// Values by the texts they were worked out of, so many bytes of text at most; what was made first goes first.
#[derive(Debug)]
pub(crate) struct Memo<V> {
    most_bytes: usize,
    kept: Mutex<Option<Kept<V>>>,
}

#[derive(Debug)]
struct Kept<V> {
    values: HashMap<Language, HashMap<Arc<str>, Arc<V>>>,
    order: VecDeque<(Language, Arc<str>)>,
    bytes: usize,
}

impl<V> Memo<V> {
    /// Keeps nothing yet.
    pub(crate) const fn new(most_bytes: usize) -> Self {
        Self { most_bytes, kept: Mutex::new(None) }
    }

    /// The value of a text, as made before if it was.
    pub(crate) fn of(&self, text: &str, language: Language, make: impl FnOnce() -> V) -> Arc<V> {
        let known = self.with(|kept| kept.values.get(&language)?.get(text).cloned());
        known.unwrap_or_else(|| {
            let made = Arc::new(make());
            self.with(|kept| kept.add(language, Arc::from(text), made.clone(), self.most_bytes));
            made
        })
    }

    fn with<T>(&self, then: impl FnOnce(&mut Kept<V>) -> T) -> T {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        then(kept.get_or_insert_with(Kept::empty))
    }
}

impl<V> Kept<V> {
    fn empty() -> Self {
        Self { values: HashMap::new(), order: VecDeque::new(), bytes: 0 }
    }

    fn add(&mut self, language: Language, text: Arc<str>, made: Arc<V>, most_bytes: usize) {
        let bytes = text.len();
        if bytes > most_bytes || self.values.entry(language).or_default().insert(text.clone(), made).is_some()
        {
            return;
        }
        self.order.push_back((language, text));
        self.bytes += bytes;
        while self.bytes > most_bytes
            && let Some((language, oldest)) = self.order.pop_front()
        {
            self.bytes -= oldest.len();
            let Some(values) = self.values.get_mut(&language) else { continue };
            values.remove(&oldest);
            if values.is_empty() {
                self.values.remove(&language);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_much_is_kept_and_the_oldest_goes_first() {
        let memo = Memo::new(128 << 10);
        for nth in 0..200 {
            let text = format!("{nth:>1024}");
            assert_eq!(*memo.of(&text, Language::En, || nth), nth);
            assert_eq!(*memo.of(&text, Language::En, || 0), nth);
        }
        let counts = memo.with(|kept| (kept.values[&Language::En].len(), kept.order.len(), kept.bytes));
        assert_eq!(counts, (128, 128, 128 << 10));
        assert_eq!(*memo.of(&format!("{:>1024}", 72), Language::En, || 0), 72);
        assert_eq!(*memo.of(&format!("{:>1024}", 71), Language::En, || 0), 0);
        assert_eq!(
            *memo.of(&format!("{:>1024}", 72), Language::De, || 1),
            1,
            "another language is another text"
        );
    }

    #[test]
    fn what_is_too_long_is_made_and_not_kept() {
        let memo = Memo::new(4);
        assert_eq!(*memo.of("longer", Language::En, || 1), 1);
        assert_eq!(*memo.of("longer", Language::En, || 2), 2);
    }
}
