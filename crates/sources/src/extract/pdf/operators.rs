//! The operators of a page that draw text, without those that draw anything else.

/// What of a page's or a form's content draws text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct TextContent {
    /// The operators, each on a line of its own with its operands.
    pub(super) content: Vec<u8>,
    /// The names of what `Do` draws, in order.
    pub(super) drawn: Vec<Vec<u8>>,
    /// The names of the fonts, each once.
    pub(super) fonts: Vec<Vec<u8>>,
}

/// Operators that place or show text, or change where text is placed.
///
/// **Source** ISO 32000-1, annex A.
const TEXT: [&[u8]; 20] = [
    b"BT", b"ET", b"Tc", b"Tw", b"Tz", b"TL", b"Tf", b"Ts", b"Td", b"TD", b"Tm", b"T*", b"Tj", b"TJ", b"'",
    b"\"", b"q", b"Q", b"cm", b"Do",
];
/// The most operands of an operator; more than it needs are dropped with it.
const MAX_OPERAND_BYTES: usize = 100_000;

/// Takes from a content stream what draws text; `is_bold` tells which of its fonts are.
pub(super) fn text_operators(content: &[u8], is_bold: &dyn Fn(&[u8]) -> bool) -> TextContent {
    let mut kept = TextContent::default();
    let mut operands = Vec::new();
    let mut at = 0;
    let mut open = 0_usize;
    while let Some(token) = next(content, at) {
        at = token.end;
        let bytes = &content[token.start..token.end];
        match token.kind {
            Kind::Open => open += 1,
            Kind::Close => open = open.saturating_sub(1),
            Kind::Operand | Kind::Word => {}
        }
        if token.kind == Kind::Word && open == 0 && !is_literal(bytes) {
            if bytes == b"BI" {
                at = after_picture(content, at);
            } else {
                kept.take(&operands, bytes, is_bold);
            }
            operands.clear();
        } else if operands.len() <= MAX_OPERAND_BYTES {
            operands.extend_from_slice(bytes);
            operands.push(b' ');
        }
    }
    kept
}

impl TextContent {
    fn take(&mut self, operands: &[u8], operator: &[u8], is_bold: &dyn Fn(&[u8]) -> bool) {
        if !TEXT.contains(&operator) || operands.len() > MAX_OPERAND_BYTES {
            return;
        }
        if operator == b"Do" {
            let Some(name) = operands.strip_prefix(b"/") else { return };
            let name = name.trim_ascii_end();
            if !name.iter().all(|byte| is_regular(*byte)) {
                return;
            }
            self.drawn.push(spelled_out(name));
        }
        match font(operands).filter(|_| operator == b"Tf") {
            Some((name, size)) => {
                let size = weighed(size, is_bold(&name));
                self.content
                    .extend_from_slice(operands.split(|byte| *byte == b' ').next().unwrap_or_default());
                self.content.extend(format!(" {size:.6} ").bytes());
                if !self.fonts.contains(&name) {
                    self.fonts.push(name);
                }
            }
            // a font without a readable size is not set
            None if operator == b"Tf" => return,
            None => self.content.extend_from_slice(operands),
        }
        self.content.extend_from_slice(operator);
        self.content.push(b'\n');
    }
}

/// The grain of the sizes that fonts are set in, in parts of a unit.
///
/// The parser tells the size of each letter but not its font. So sizes are rounded to this grain, by less than anyone
/// could see, and those of bold fonts are a quarter of a grain larger.
const GRAIN: f64 = 4096.0;

/// The operands of `Tf`: a font's name and a size.
fn font(operands: &[u8]) -> Option<(Vec<u8>, f64)> {
    let (name, size) = std::str::from_utf8(operands).ok()?.trim().split_once(' ')?;
    Some((spelled_out(name.strip_prefix('/')?.as_bytes()), size.trim().parse().ok()?))
}

/// A font's size with its weight in it.
fn weighed(size: f64, is_bold: bool) -> f64 {
    let grains = (size * GRAIN).round() + if is_bold { 0.25 } else { 0.0 };
    grains / GRAIN
}

/// Whether a size is that of a bold font.
pub(super) fn is_bold_size(size: f64) -> bool {
    let quarters = (size * GRAIN * 4.0).round();
    quarters.rem_euclid(4.0) == 1.0
}

/// A name with its letters for their codes: `A#42` for `AB`.
fn spelled_out(name: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if *first == b'#' => {
                out.push(byte);
                rest = &after[2..];
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string, a number or a name.
    Operand,
    /// The start of an array or a dictionary.
    Open,
    Close,
    /// An operator, or one of `true`, `false` and `null`.
    Word,
}

/// A word of the format.
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

pub(super) fn is_literal(word: &[u8]) -> bool {
    matches!(word, b"true" | b"false" | b"null")
}

fn is_regular(byte: u8) -> bool {
    !matches!(
        byte,
        b'(' | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
            | 0
            | b'\t'
            | b'\n'
            | 12
            | b'\r'
            | b' '
    )
}

/// The token at or after `from`.
pub(super) fn next(content: &[u8], from: usize) -> Option<Token> {
    let start = skip_space(content, from);
    let regular_end = |from: usize| {
        content[from..].iter().position(|byte| !is_regular(*byte)).map_or(content.len(), |at| from + at)
    };
    let (kind, end) = match *content.get(start)? {
        b'(' => (Kind::Operand, string_end(content, start)),
        b'<' if content.get(start + 1) == Some(&b'<') => (Kind::Open, start + 2),
        b'<' => {
            let end = content[start..]
                .iter()
                .position(|byte| *byte == b'>')
                .map_or(content.len(), |at| start + at + 1);
            (Kind::Operand, end)
        }
        b'>' if content.get(start + 1) == Some(&b'>') => (Kind::Close, start + 2),
        b'[' => (Kind::Open, start + 1),
        b']' => (Kind::Close, start + 1),
        b'/' | b'+' | b'-' | b'.' | b'0'..=b'9' => (Kind::Operand, regular_end(start + 1)),
        byte if is_regular(byte) => (Kind::Word, regular_end(start + 1)),
        // a stray bracket
        _ => (Kind::Operand, start + 1),
    };
    Some(Token { kind, start, end })
}

/// Skips white space and comments.
fn skip_space(content: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(byte) = content.get(at) {
        match byte {
            0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => at += 1,
            b'%' => {
                let line = content[at..].iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                at = line.map_or(content.len(), |line| at + line);
            }
            _ => break,
        }
    }
    at
}

/// Where the string that begins at `start` ends, with the strings in it.
fn string_end(content: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(byte) = content.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            _ => {}
        }
    }
    at.min(content.len())
}

/// Where the picture that stands in the content ends: after `EI` between white space.
fn after_picture(content: &[u8], from: usize) -> usize {
    let ends = |window: &[u8]| {
        window[0].is_ascii_whitespace()
            && &window[1..3] == b"EI"
            && window.get(3).is_none_or(u8::is_ascii_whitespace)
    };
    content[from..].windows(4).position(ends).map_or(content.len(), |at| from + at + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(content: &[u8]) -> String {
        String::from_utf8_lossy(&text_operators(content, &|_| false).content).into_owned()
    }

    #[test]
    fn only_what_draws_text_is_kept() {
        let content = b"q 1 0 0 1 5 5 cm 0 0 1 rg 10 10 m 20 20 l S BT /F1 12 Tf (a (b\\) c) ) Tj [(x) -20 (y)] TJ ET\n\
                        /P <</MCID 0>> BDC % note\n /Im1 Do Q";
        assert_eq!(
            kept(content),
            "q\n1 0 0 1 5 5 cm\nBT\n/F1 12.000000 Tf\n(a (b\\) c) ) Tj\n[ (x) -20 (y) ] TJ\nET\n/Im1 Do\nQ\n"
        );
        assert_eq!(text_operators(content, &|_| false).drawn, [b"Im1".to_vec()]);
    }

    #[test]
    fn pictures_in_the_content_are_passed_over() {
        assert_eq!(kept(b"BI /W 2 ID \x01( EI q BT"), "q\nBT\n");
        assert_eq!(kept(b"BI no end"), "");
    }

    #[test]
    fn what_is_drawn_cannot_be_disguised() {
        assert_eq!(text_operators(b"/F#6d1 % /Other\n Do", &|_| false).drawn, [b"Fm1".to_vec()]);
        assert_eq!(text_operators(b"/A /B Do 3 Do", &|_| false).drawn, Vec::<Vec<u8>>::new());
    }

    #[test]
    fn the_weight_of_a_font_is_told_by_its_size() {
        let bold = |name: &[u8]| name == b"F2";
        let content = text_operators(b"/F1 9.96 Tf /F2 9.96 Tf /F2 1 Tf /F1 x Tf", &bold).content;
        let text = String::from_utf8(content).unwrap();
        let sizes: Vec<f32> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let told: Vec<bool> = sizes.iter().map(|size| is_bold_size(f64::from(*size))).collect();
        assert_eq!(told, [false, true, true]);
        assert!(sizes.iter().zip([9.96, 9.96, 1.0]).all(|(size, meant)| (size - meant).abs() < 0.001));
    }

    #[test]
    fn any_bytes_come_to_an_end() {
        for content in [&b"((((("[..], b"<<<<", b"<", b"\\", b"/", b"(\\", b"]]>>", b"[ [ Tj"] {
            let _ = text_operators(content, &|_| false);
        }
    }
}
