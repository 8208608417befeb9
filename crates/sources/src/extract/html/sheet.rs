//! The page's own style sheets, as far as they hide elements by class or name.

use std::collections::HashSet;

use super::super::style;

/// Classes and ids that a style sheet hides.
#[derive(Debug, Default)]
pub(super) struct HiddenNames {
    classes: HashSet<String>,
    ids: HashSet<String>,
}

impl HiddenNames {
    /// What a style sheet hides with rules for a single class or id.
    ///
    /// Rules within `@media` and the like hold only sometimes and are left aside.
    pub(super) fn in_sheet(sheet: &str) -> Self {
        let mut names = Self::default();
        let sheet = without_comments(sheet);
        let mut depth = 0_usize;
        let mut selectors = String::new();
        let mut body = String::new();
        for c in sheet.chars() {
            match c {
                '{' => depth += 1,
                '}' => {
                    if depth == 1 {
                        names.add(&selectors, &body);
                        selectors.clear();
                        body.clear();
                    }
                    depth = depth.saturating_sub(1);
                }
                c if depth == 0 => selectors.push(c),
                c if depth == 1 => body.extend(c.to_lowercase().filter(|c| !c.is_whitespace())),
                _ => {}
            }
        }
        names
    }

    /// Whether an element with this id and these classes is hidden.
    pub(super) fn hides(&self, id: Option<&str>, classes: Option<&str>) -> bool {
        id.is_some_and(|id| self.ids.contains(id))
            || classes.is_some_and(|classes| {
                !self.classes.is_empty()
                    && classes.split_ascii_whitespace().any(|class| self.classes.contains(class))
            })
    }

    fn add(&mut self, selectors: &str, body: &str) {
        if selectors.contains('@') || !style::hides(body) {
            return;
        }
        for selector in selectors.split(',').map(str::trim) {
            let plain = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
            let list = match selector.split_at_checked(1) {
                Some((".", name)) if plain(name) => Some((&mut self.classes, name)),
                Some(("#", name)) if plain(name) => Some((&mut self.ids, name)),
                _ => None,
            };
            if let Some((list, name)) = list {
                list.insert(name.to_owned());
            }
        }
    }
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_hide_are_found() {
        let names = HiddenNames::in_sheet(
            "/* .not */ .gone, #away { display : none } .here{color:red} @media print { .printless{display:none} } .x{font-size:0}",
        );
        assert!(
            names.hides(None, Some("a gone"))
                && names.hides(Some("away"), None)
                && names.hides(None, Some("x"))
        );
        for shown in ["here", "not", "printless", "b"] {
            assert!(!names.hides(Some(shown), Some(shown)), "{shown}");
        }
    }
}
