//! Hidden text: what is left once it was taken out has none, and cleaning again changes nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sources::clean::clean;

fuzz_target!(|text: &str| {
    let once = clean(text).text;
    assert_eq!(clean(&once).text, once);
    assert!(!once.chars().any(|c| ('\u{E0000}'..='\u{E007F}').contains(&c) && !once.contains('\u{1F3F4}')));
});
