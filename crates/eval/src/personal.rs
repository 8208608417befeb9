//! Personal data: a private person's e-mail address, telephone number or home address, stated as a fact.
//!
//! Such a thing is nothing to learn, whoever wrote it into a source. How an institution can be reached is public and stays;
//! so does what stands for an address in a lesson about addresses.

mod address;
mod contact;
mod email;
mod phone;
mod request;

use std::ops::Range;

use text::Language;

use crate::memo::Memo;
pub use request::asked;

/// What is stated of a private person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Private {
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// Where somebody lives.
    Address,
}

impl Private {
    /// What it is, in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Private::Email => "e-mail address",
            Private::Phone => "telephone number",
            Private::Address => "home address",
        }
    }
}

/// The sentences of a text that state a private person's contact: bytes of the text, and what they state. `language` is a tag
/// such as `en`.
///
/// **Measures** e-mail addresses, telephone numbers and home addresses that seem to be a private person's.
/// **Scale** the sentences, none in nearly every text.
/// **Source** Regulation (EU) 2016/679, Article 4(1), for what is personal; RFC 2606, RFC 6761 and RFC 2142 for e-mail
/// addresses that are nobody's; the North American Numbering Plan and ITU-T E.164 (2010) for numbers; what makes a contact
/// public is this project's own list.
/// **Limits** a person's number in a sentence that also names an institution passes as the institution's; numbers without
/// any mark of a telephone number are not seen; addresses are known in English, German, French, Spanish and Italian.
pub fn in_text(text: &str, language: &str) -> Vec<(Range<usize>, Private)> {
    static READ: Memo<Vec<(Range<usize>, Private)>> = Memo::new(256 << 10);
    let language = Language::from_tag(language).unwrap_or_default();
    READ.of(text, language, || stated(text, language)).to_vec()
}

/// The same in a known language, of a text that is hardly asked about again.
pub(crate) fn stated(text: &str, language: Language) -> Vec<(Range<usize>, Private)> {
    if !may_hold_any(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut before = "";
    for range in text::sentence::sentences_in(text, language) {
        let sentence = &text[range.clone()];
        if may_hold_any(sentence)
            && let Some(private) = in_sentence(sentence, before)
        {
            found.push((range, private));
        }
        before = sentence;
    }
    found
}

/// What a sentence states of a private person; the sentence before it may say whose the contact is.
fn in_sentence(sentence: &str, before: &str) -> Option<Private> {
    // asked only where there is a contact, which hardly a sentence holds
    let public = || contact::is_of_an_institution(sentence, before);
    if sentence.contains('@') && email::is_private(sentence, public()) {
        return Some(Private::Email);
    }
    if phone::is_stated(sentence) && !public() {
        return Some(Private::Phone);
    }
    (address::is_a_home(sentence) && !public()).then_some(Private::Address)
}

/// Whether a text has any sign or number that such a thing is made of.
fn may_hold_any(text: &str) -> bool {
    text.bytes().any(|byte| byte == b'@' || byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        stated(text, Language::En).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn a_private_persons_contact_is_found() {
        for (text, what) in [
            ("Write to maria.gomez84@gmail.com about the bees.", Private::Email),
            ("The museum's hives are kept by j.kowalski@citymuseum.org.", Private::Email),
            ("Questions go to bees@citymuseum.org, her mailbox.", Private::Email),
            ("Maria Gomez can be reached at (212) 867-5309.", Private::Phone),
            ("Her phone number is 212-867-5309.", Private::Phone),
            ("You can call Tom on 07700 912345 after six.", Private::Phone),
            ("His mobile: +44 7911 223344", Private::Phone),
            ("Anna's number is +49 151 23456789.", Private::Phone),
            ("Telefon 0151 23456789", Private::Phone),
            ("Call the museum's guide, Mr Novak, at home under 212 867 5309.", Private::Phone),
            ("The beekeeper lives at 12 Oak Lane, Springfield.", Private::Address),
            ("Her home address is 4512 Maple Street.", Private::Address),
            ("Sources: Maria Gomez, 12 Oak Lane, Springfield.", Private::Address),
            ("Frau Lange wohnt in der Gartenstraße 12.", Private::Address),
            ("Il habite 12 rue des Lilas à Lyon.", Private::Address),
        ] {
            let seen = stated(text, Language::En);
            assert_eq!(seen.first().map(|(_, seen)| *seen), Some(what), "{text}");
        }
    }

    #[test]
    fn an_institutions_contact_is_public() {
        for text in [
            "The museum can be reached at (212) 867-5309 or info@citymuseum.org.",
            "Ask the library: library@springfield.gov.",
            "The museum shows bees; write to bees@citymuseum.org.",
            "The town hall is at 12 High Street.",
            "In an emergency call the fire department at 212-867-5309.",
            "The school office opens at eight. Call 212-867-5309 to make an appointment.",
            "Call 1-800-867-5309 toll free.",
            "The observatory's address is 4 Hill Road, and its telephone number is +44 20 7946 1234.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_contact_is_none() {
        for text in [
            "An address such as name@example.com has a local part and a domain.",
            "Type yourname@school.example or user@gmail.com into the field.",
            "Numbers such as 212-555-0134 are kept free for films and lessons.",
            "The war lasted from 01-09-1939 to 02-09-1945.",
            "The meeting of 2024-11-22 began at 09:15.",
            "The book has ISBN 978-0-306-40615-7, an older one 0-306-40615-2.",
            "The city lies at 40.7128, -74.0060, that is 40°42′46″N 74°00′22″W.",
            "The telephone was patented in 1876-1877 under No. 174,465.",
            "The Earth is 149 597 871 km from the Sun, a light year is 9 460 730 472 581 km.",
            "They call 1000000 a million and 100 000 a lakh.",
            "Pi is 3.14159265 and Avogadro's number 6.02214076 × 10^23.",
            "In binary it reads 0110 1001 0011 1100.",
            "Count on: 01 02 03 04 05 06.",
            "Solve x + 123456789 = 987654321.",
            "A host has an address such as 192.168.0.1.",
            "Darwin lived at 12 Upper Gower Street until 1842.",
            "The Prime Minister lives at 10 Downing Street.",
            "Sherlock Holmes lives at 221B Baker Street.",
            "A frog lives at 12 degrees, but 3 Toads may not.",
            "At 5 Main Street was crowded.",
            "Follow @teacher@social.example for news.",
            "On line 12 the loop calls f(2) 10-20 times.",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn only_the_sentence_that_states_it_is_named() {
        let text = "Bees make honey. Ask Maria Gomez at 212-867-5309. A hive has one queen.";
        assert_eq!(found(text), ["Ask Maria Gomez at 212-867-5309."]);
    }

    #[test]
    fn any_text_gives_an_answer() {
        for text in
            ["@", "+", "(", "@@@", "+1 (", "1-", "é@é.éé", "0 ", "12 ", "Via ", "12 rue", "+٣٤", "’1 2"]
        {
            let _ = found(text);
        }
    }
}
