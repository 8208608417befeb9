//! Likeness: how much two lines share, counted on numbered stems, so that every pair of lines can be compared.

use std::collections::HashMap;

use crate::stems;

/// Numbers for stems, in the order they were first seen.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    known: HashMap<String, u32>,
}

impl Numbers {
    /// The numbers of a text's stems; new stems get new numbers.
    pub(super) fn learn(&mut self, text: &str) -> Stems {
        let mut found: Vec<u32> = stems::of(text)
            .into_iter()
            .map(|stem| {
                let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
                *self.known.entry(stem).or_insert(next)
            })
            .collect();
        found.sort_unstable();
        Stems(found)
    }

    /// The numbers of a text's stems; `None` if one of them was never seen, or it has none.
    pub(super) fn of(&self, text: &str) -> Option<Stems> {
        let mut found: Vec<u32> =
            stems::of(text).iter().map(|stem| self.known.get(stem).copied()).collect::<Option<_>>()?;
        found.sort_unstable();
        (!found.is_empty()).then_some(Stems(found))
    }

    /// The numbers of those stems of a text that were seen.
    pub(super) fn known(&self, text: &str) -> Stems {
        let mut found: Vec<u32> =
            stems::of(text).iter().filter_map(|stem| self.known.get(stem).copied()).collect();
        found.sort_unstable();
        Stems(found)
    }
}

/// What a text is about: the numbers of its stems, in rising order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Stems(Vec<u32>);

impl Stems {
    /// The numbers.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().copied()
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether a number is among them.
    pub(super) fn has(&self, stem: u32) -> bool {
        self.0.binary_search(&stem).is_ok()
    }

    /// Whether all of the other's are among them.
    pub(super) fn hold(&self, other: &Self) -> bool {
        other.iter().all(|stem| self.has(stem))
    }

    /// How many the two share.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let (few, many) = if self.count() <= other.count() { (self, other) } else { (other, self) };
        few.iter().filter(|&stem| many.has(stem)).count()
    }

    /// How much the two share, from 0 (nothing) to 1 (all): shared over all.
    pub(crate) fn likeness(&self, other: &Self) -> f64 {
        let shared = self.shared(other);
        let all = self.count() + other.count() - shared;
        if all == 0 { 0.0 } else { shared as f64 / all as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likeness_is_shared_over_all() {
        let mut numbers = Numbers::default();
        let one = numbers.learn("Green plants catch light.");
        let other = numbers.learn("A plant catches green light.");
        assert!((one.likeness(&other) - 1.0).abs() < 1e-9);
        assert!(one.likeness(&numbers.learn("Stones fall.")).abs() < 1e-9);
        assert_eq!(numbers.of("a purple plant"), None);
        assert!(one.hold(&numbers.known("a purple plant")));
        assert!(Stems::default().likeness(&Stems::default()).abs() < 1e-9);
    }
}
