//! Running text as HTML: `$…$` becomes MathML, everything else is escaped.

use std::sync::LazyLock;

use pulldown_latex::{Parser, RenderConfig, Storage, mathml::push_mathml};

/// The longest formula that is rendered, in bytes; a longer one stays text.
const LONGEST: usize = 1000;

/// The text as HTML for the inside of an element. A formula that cannot be read stays as it was written.
pub fn html(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some((before, formula, after)) = split(rest) {
        push_escaped(&mut out, before);
        match mathml(formula) {
            Some(mathml) => out.push_str(&mathml),
            None => push_escaped(&mut out, &format!("${formula}$")),
        }
        rest = after;
    }
    push_escaped(&mut out, rest);
    out
}

/// What stands before the next formula, the formula, and what follows. A dollar sign before a digit is money.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text.get(from..)?.find('$')?;
        let inside = text.get(open + 1..)?;
        let close = inside.find('$')?;
        let formula = inside.get(..close)?;
        let is_formula = !formula.is_empty()
            && !formula.contains('\n')
            && !formula.starts_with(char::is_whitespace)
            && !formula.ends_with(char::is_whitespace)
            && !inside.get(close + 1..)?.starts_with(|c: char| c.is_ascii_digit());
        if is_formula {
            return Some((&text[..open], formula, &inside[close + 1..]));
        }
        from = open + 1;
    }
}

fn mathml(formula: &str) -> Option<String> {
    if formula.len() > LONGEST {
        return None;
    }
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(formula, &storage).collect::<Result<_, _>>().ok()?;
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter().map(Ok::<_, std::convert::Infallible>), RenderConfig::default())
        .ok()?;
    Some(CLEANER.clean(&out).to_string())
}

/// Lets MathML through and nothing else: the renderer writes names of operators as they come, markup included.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::empty();
    cleaner.tags(ELEMENTS.iter().copied().collect()).generic_attributes(ATTRIBUTES.iter().copied().collect());
    cleaner
});

/// **Source** MathML Core, W3C Working Draft of 2025, sections 3 and 4.
const ELEMENTS: &[&str] = &[
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
];

/// The attributes that change how mathematics looks and can do nothing else.
const ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rspace",
    "scriptlevel",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// Adds text, escaped for elements and quoted attributes alike.
pub(crate) fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // HTML has no way to write other control characters
            '\n' | '\t' => out.push(c),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml_and_markup_becomes_text() {
        assert!(html("It is $x^2 + 1$ here").contains("<msup>"));
        assert_eq!(html("<script>alert('1')</script>"), "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
        assert_eq!(html("It costs $5 or $6 a day"), "It costs $5 or $6 a day");
        assert_eq!(html("a $ b"), "a $ b");
        let hostile = html("$\\text{<img src=x onerror=alert(1)>}$");
        assert!(!hostile.contains("<img"), "{hostile}");
        let hostile = html("$\\operatorname{<script>alert(1)</script>}$ $\\operatorname{<i onclick=x>}$");
        assert!(!hostile.contains("<script") && !hostile.contains("<i "), "{hostile}");
        assert_eq!(html("$x < y$").matches("&lt;").count(), 1);
    }
}
