//! A statement beside a passage: an answer with a reason, whatever both say.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (statement, passage) = input;
    let case = eval::check::Case { id: "1".into(), statement: statement.to_owned(), passage: passage.to_owned() };
    assert!(!eval::check::answer(&case).reason.is_empty());
});
