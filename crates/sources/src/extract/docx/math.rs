//! Formulas of a Word document as TeX, as far as raising, lowering, fractions and roots go.

/// What an element of a formula begins with in TeX; `None` for what only groups.
pub(super) fn opening(element: &str) -> Option<&'static str> {
    Some(match element {
        "oMath" => "$",
        "sup" => "^{",
        "sub" => "_{",
        "num" => "\\frac{",
        "den" => "{",
        "rad" => "\\sqrt{",
        _ => return None,
    })
}

/// What it ends with.
pub(super) fn closing(element: &str) -> Option<&'static str> {
    Some(match element {
        "oMath" => "$",
        "sup" | "sub" | "num" | "den" | "rad" => "}",
        _ => return None,
    })
}
