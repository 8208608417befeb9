//! Words within a block: raised and lowered figures, formulas, line breaks.

use dom_query::NodeRef;

/// What an inline element adds to the words of its block; `None` when its children are to be read as they stand.
pub(super) fn replaced(node: &NodeRef<'_>, name: &str) -> Option<String> {
    match name {
        "br" | "hr" => Some("\n".to_owned()),
        "img" | "picture" | "wbr" => Some(String::new()),
        "sup" if is_note(node) => Some(String::new()),
        "sup" => Some(shifted(&node.text(), RAISED)),
        "sub" => Some(shifted(&node.text(), LOWERED)),
        "math" => Some(formula(node)),
        _ => None,
    }
}

/// The number of a note: a link, or a figure in brackets.
fn is_note(node: &NodeRef<'_>) -> bool {
    let links = node.descendants_it().any(|inner| inner.has_name("a"));
    links || node.text().trim().starts_with('[')
}

const PLAIN: &str = "0123456789+-=()n";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ";

/// The text in raised or lowered characters where all of it has them; as it is where not, as in `1st`.
fn shifted(text: &str, forms: &str) -> String {
    let shift = |c: char| {
        let c = if c == '\u{2212}' || c == '\u{2013}' { '-' } else { c };
        PLAIN.chars().position(|plain| plain == c).and_then(|at| forms.chars().nth(at))
    };
    text.trim().chars().map(shift).collect::<Option<String>>().unwrap_or_else(|| text.to_owned())
}

/// A formula as TeX where the page brings it, else its letters.
fn formula(node: &NodeRef<'_>) -> String {
    let annotated = node.descendants_it().find(|inner| {
        inner.has_name("annotation") && inner.attr("encoding").is_some_and(|kind| kind.contains("tex"))
    });
    let tex = annotated.map(|annotation| annotation.text().to_string());
    let tex = tex.or_else(|| node.attr("alttext").map(|tex| tex.to_string()));
    match tex {
        Some(tex) => format!("${}$", without_display_style(tex.trim())),
        None => node.text().split_whitespace().collect(),
    }
}

fn without_display_style(tex: &str) -> &str {
    let inner = tex.strip_prefix("{\\displaystyle").and_then(|rest| rest.strip_suffix('}'));
    inner.unwrap_or(tex).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_raised_and_words_are_not() {
        assert_eq!(shifted("2", RAISED), "²");
        assert_eq!(shifted("−10", RAISED), "⁻¹⁰");
        assert_eq!(shifted("2", LOWERED), "₂");
        assert_eq!(shifted("st", RAISED), "st");
        assert_eq!(without_display_style("{\\displaystyle x^{2}}"), "x^{2}");
    }
}
