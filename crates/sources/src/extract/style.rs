//! Styles that keep words from being seen.

/// Whether declarations, lower-case and without white space, hide what they apply to.
///
/// Knows `display: none`, hidden or collapsed visibility, opacity and sizes of next to nothing, positions off the
/// screen, clipping to nothing, and white or transparent letters.
pub(super) fn hides(declarations: &str) -> bool {
    declarations.split([';', '{', '"', '\'']).any(|declaration| {
        let Some((property, value)) = declaration.split_once(':') else { return false };
        let value = value.trim_end_matches("!important");
        match property {
            "display" => value == "none",
            "visibility" => matches!(value, "hidden" | "collapse"),
            "opacity" => number(value).is_some_and(|opacity| opacity < 0.1),
            "font-size" => number(value).is_some_and(|size| size < least_size(value)),
            "left" | "top" | "right" | "bottom" | "text-indent" | "margin-left" | "margin-top" => {
                is_off_screen(value)
            }
            "transform" => value.contains("scale(0)") || value.contains("translate(-9"),
            "clip" => value.starts_with("rect(0") || value.starts_with("rect(1px,1px"),
            "clip-path" => {
                value.contains("inset(50%)") || value.contains("inset(100%)") || value.contains("circle(0")
            }
            _ => false,
        }
    }) || is_white_on_white(declarations)
}

/// The number at the start of a value.
fn number(value: &str) -> Option<f64> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(value.len());
    value[..end].parse().ok()
}

/// The smallest size a person could read, in the value's unit.
fn least_size(value: &str) -> f64 {
    if value.ends_with("em") {
        0.2
    } else if value.ends_with('%') {
        20.0
    } else {
        3.0
    }
}

fn is_off_screen(value: &str) -> bool {
    const FAR: f64 = -900.0;
    const FAR_IN_EM: f64 = -90.0;
    number(value)
        .is_some_and(|at| at <= if value.ends_with("em") || value.ends_with('%') { FAR_IN_EM } else { FAR })
}

/// White or transparent letters, unless the element sets a background of its own that is not white.
fn is_white_on_white(declarations: &str) -> bool {
    let value_of = |name: &str| {
        declarations.split([';', '{', '"', '\'']).find_map(|declaration| {
            let (property, value) = declaration.split_once(':')?;
            (property == name).then_some(value.trim_end_matches("!important"))
        })
    };
    let white = |color: &str| {
        matches!(color, "white" | "#fff" | "#ffff" | "#ffffff" | "#fefefe" | "#fdfdfd")
            || color.starts_with("rgb(255,255,255")
            || color.starts_with("rgb(254,254,254")
            || color.starts_with("rgba(255,255,255")
            || color.starts_with("hsl(0,0%,100%")
    };
    let background = value_of("background-color").or_else(|| value_of("background"));
    match value_of("color") {
        Some("transparent") => true,
        Some(color) if color.starts_with("rgba(") && color.ends_with(",0)") => true,
        Some(color) => white(color) && background.is_none_or(white),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hiding_styles_are_known() {
        for style in [
            "display:none",
            "color:red;visibility:hidden",
            "opacity:0",
            "opacity:0.01",
            "font-size:0",
            "font-size:1px!important",
            "position:absolute;left:-9999px",
            "text-indent:-999em",
            "color:#fff",
            "color:white;background:#ffffff",
            "color:transparent",
        ] {
            assert!(hides(style), "{style}");
        }
    }

    #[test]
    fn styles_that_show_are_left() {
        for style in [
            "",
            "display:block",
            "opacity:0.8",
            "font-size:12px",
            "font-size:0.9em",
            "left:-10px",
            "color:white;background-color:navy",
            "color:#333",
            "margin-left:-15px",
        ] {
            assert!(!hides(style), "{style}");
        }
    }
}
