//! Terminal output: letters struck over each other, and colours.

/// The text as a terminal shows it: the last of the letters struck over each other, no colour codes.
pub(super) fn shown(text: &str) -> String {
    const BACKSPACE: char = '\u{8}';
    const ESCAPE: char = '\u{1b}';
    if !text.contains([BACKSPACE, ESCAPE]) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            BACKSPACE => {
                if !shown.ends_with('\n') {
                    shown.pop();
                }
            }
            ESCAPE => {
                // a control sequence ends with a letter (ECMA-48, 5.4)
                if characters.next_if_eq(&'[').is_some() {
                    while characters.next_if(|c| !c.is_ascii_alphabetic() && *c != '\n').is_some() {}
                    characters.next_if(char::is_ascii_alphabetic);
                }
            }
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bold_and_underlined_letters_are_read_once() {
        assert_eq!(shown("N\u{8}NA\u{8}AM\u{8}ME\u{8}E\n  _\u{8}f_\u{8}i_\u{8}l_\u{8}e"), "NAME\n  file");
        assert_eq!(shown("\u{1b}[1mbold\u{1b}[0m \u{1b}[4munder"), "bold under");
        assert_eq!(shown("\u{8}\u{8}a\n\u{8}b\u{1b}"), "a\nb");
    }
}
