//! A word as dictionaries have it: lower case, straight apostrophes, no soft hyphens.

/// The plain form of a word; on the stack when it is short and ASCII, as nearly all are.
pub(crate) struct Plain {
    short: [u8; SHORT],
    len: usize,
    long: String,
}

const SHORT: usize = 48;

impl Plain {
    pub(crate) fn of(word: &str) -> Self {
        let mut plain = Self { short: [0; SHORT], len: 0, long: String::new() };
        if !plain.fill(word) {
            plain.len = 0;
            plain.long = word.to_lowercase().replace(['’', '＇'], "'").replace('\u{ad}', "");
        }
        plain
    }

    /// Fills the short form; `false` if it is too long or has a letter beyond ASCII.
    fn fill(&mut self, word: &str) -> bool {
        word.chars().all(|character| {
            let byte = match character {
                '’' | '＇' => b'\'',
                '\0'..='\x7f' => (character as u8).to_ascii_lowercase(),
                _ => return false,
            };
            let Some(space) = self.short.get_mut(self.len) else { return false };
            *space = byte;
            self.len += 1;
            true
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        // the short form is ASCII by its making
        if self.len > 0 {
            std::str::from_utf8(&self.short[..self.len]).unwrap_or_default()
        } else {
            &self.long
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_apostrophes_and_soft_hyphens_do_not_matter() {
        let forms = [
            ("Don’t", "don't"),
            ("O＇CLOCK", "o'clock"),
            ("Pho\u{ad}to", "photo"),
            ("ÉTÉ", "été"),
            ("", ""),
            (&"Long".repeat(20), &"long".repeat(20)),
        ];
        for (word, plain) in forms {
            assert_eq!(Plain::of(word).as_str(), plain);
        }
    }
}
