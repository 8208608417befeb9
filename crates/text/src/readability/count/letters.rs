//! Letters and digits of a text, counted fast where it is ASCII.

/// How many letters and how many other numeric characters a text has.
pub(super) fn count(text: &str) -> (u32, u32) {
    let (mut letters, mut digits) = (0_usize, 0_usize);
    for byte in text.bytes() {
        letters += usize::from(byte.is_ascii_alphabetic());
        digits += usize::from(byte.is_ascii_digit());
    }
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let Some(character) = rest[at..].chars().next() else { break };
        letters += usize::from(character.is_alphabetic());
        digits += usize::from(character.is_numeric() && !character.is_alphabetic());
        rest = &rest[at + character.len_utf8()..];
    }
    (u32::try_from(letters).unwrap_or(u32::MAX), u32::try_from(digits).unwrap_or(u32::MAX))
}
