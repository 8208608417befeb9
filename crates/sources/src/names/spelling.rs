//! British spellings and the American ones they stand for, for comparison only.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Pairs of spellings, British first.
const PAIRS: &str = include_str!("../../data/spellings.txt");

/// The American spelling of a lower-case English word; the word itself where it has none.
pub(crate) fn american(word: &str) -> String {
    if let Some(listed) = listed(word) {
        return listed;
    }
    z_for_s(word).unwrap_or_else(|| word.to_owned())
}

/// Looks up the word, and the word without a plural or verb ending.
fn listed(word: &str) -> Option<String> {
    const ENDINGS: [&str; 7] = ["", "s", "'s", "ed", "ing", "d", "al"];
    ENDINGS.iter().find_map(|ending| {
        let stem = word.strip_suffix(ending)?;
        pairs().get(stem).map(|american| format!("{american}{ending}"))
    })
}

/// `industrialise` → `industrialize`, `organisation` → `organization`, `analyse` → `analyze`.
fn z_for_s(word: &str) -> Option<String> {
    const ENDINGS: [&str; 8] = ["isation", "isations", "ise", "ised", "ises", "ising", "iser", "isers"];
    const KEPT: [&str; 24] = [
        "advert",
        "compr",
        "concis",
        "dev",
        "disgu",
        "enterpr",
        "exerc",
        "expert",
        "franch",
        "improv",
        "merchand",
        "otherw",
        "parad",
        "prec",
        "prem",
        "pra",
        "prom",
        "rev",
        "superv",
        "surpr",
        "surm",
        "telev",
        "treat",
        "compromis",
    ];
    let (stem, ending) = ENDINGS.iter().find_map(|ending| Some((word.strip_suffix(ending)?, *ending)))?;
    if stem.len() < 4
        || KEPT.iter().any(|kept| stem == *kept || *kept == format!("{stem}is"))
        || stem.ends_with("wa")
    {
        return None;
    }
    let ending = ending.replacen("is", "iz", 1);
    Some(format!("{stem}{ending}"))
}

fn pairs() -> &'static HashMap<&'static str, &'static str> {
    static MAP: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    MAP.get_or_init(|| {
        let lines = PAIRS.lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.split_once(' ')).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn british_spellings_become_american() {
        for (british, expected) in [
            ("colour", "color"),
            ("colours", "colors"),
            ("behavioural", "behavioral"),
            ("sulphur", "sulfur"),
            ("industrialisation", "industrialization"),
            ("organised", "organized"),
            ("analyse", "analyze"),
            ("maths", "math"),
            ("centre", "center"),
        ] {
            assert_eq!(american(british), expected);
        }
    }

    #[test]
    fn words_that_only_look_british_stay() {
        for word in [
            "exercise",
            "surprise",
            "promise",
            "rise",
            "noise",
            "four",
            "flour",
            "precise",
            "otherwise",
            "enterprise",
        ] {
            assert_eq!(american(word), word);
        }
    }
}
