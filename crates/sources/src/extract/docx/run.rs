//! Runs: stretches of words of one look.

/// The look of the run that is open, as far as it may hide its words.
#[derive(Debug, Default)]
pub(super) struct Run {
    vanishes: bool,
    is_tiny: bool,
    is_white: bool,
    is_shaded: bool,
}

impl Run {
    /// Takes a property of the run.
    pub(super) fn take(&mut self, property: &str, value: Option<&str>) {
        let is_on = !matches!(value, Some("0" | "false" | "off" | "none"));
        match property {
            "vanish" | "specVanish" | "webHidden" => self.vanishes = is_on,
            // half points
            "sz" => {
                self.is_tiny = value.and_then(|size| size.parse::<u32>().ok()).is_some_and(|size| size < 6);
            }
            "color" => {
                self.is_white = value.is_some_and(|color| {
                    ["ffffff", "fefefe", "fdfdfd"].iter().any(|white| color.eq_ignore_ascii_case(white))
                });
            }
            "highlight" | "shd" => self.is_shaded = is_on,
            _ => {}
        }
    }

    /// Whether a reader would not see its words.
    pub(super) fn is_hidden(&self) -> bool {
        self.vanishes || self.is_tiny || (self.is_white && !self.is_shaded)
    }
}
