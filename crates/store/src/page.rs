//! Keyset pages: a cursor names the last row seen, so that a page costs the same wherever it begins.

use uuid::Uuid;

/// A page of a list, and where the next one begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<Cursor>,
}

/// The place in a list after the last row seen: its time and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// When that row was made.
    pub created_ms: i64,
    /// Its id.
    pub id: Uuid,
}

impl Cursor {
    /// Before the first row of a list that runs from the newest to the oldest.
    pub const START: Self = Self { created_ms: i64::MAX, id: Uuid::max() };
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:x}-{}", self.created_ms, self.id.simple())
    }
}

impl std::str::FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let (time, id) = s.split_once('-').ok_or(NotACursor)?;
        let created_ms = i64::from_str_radix(time, 16).map_err(|_| NotACursor)?;
        let id = Uuid::try_parse(id).map_err(|_| NotACursor)?;
        Ok(Self { created_ms, id })
    }
}

/// The text is no cursor of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor; take it from `next_cursor` of the page before")]
pub struct NotACursor;

impl<T> Page<T> {
    /// Makes a page of rows fetched with one more than `limit`, so that it is known whether another follows.
    pub(crate) fn of(mut items: Vec<T>, limit: u32, cursor: impl Fn(&T) -> Cursor) -> Self {
        let limit = limit as usize;
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(cursor) } else { None };
        Self { items, next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_wire_and_nonsense_is_refused() {
        let cursor = Cursor { created_ms: 1_790_000_000_000, id: Uuid::from_u128(7) };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for bad in ["", "-", "x", "zz-00", "1-2", "ffffffffffffffffff-00000000000000000000000000000000"] {
            assert_eq!(bad.parse::<Cursor>(), Err(NotACursor), "{bad}");
        }
    }
}
