//! Falsehoods as they are planted in answers that follow their source word for word.

use factoria_eval::check::{Case, answer};

#[test]
fn a_planted_negation_is_seen_wherever_it_stands() {
    let planted = [
        (
            "Coins are made of metal, but most money in banks is not only a record.",
            "Coins are made of metal, but most money in banks is only a record.",
        ),
        (
            "Mass provides the quantitative measure of inertia, so a loaded truck is not considerably harder to start or \
             stop than an empty one.",
            "Mass provides the quantitative measure of inertia, so a loaded truck is considerably harder to start or \
             stop than an empty one.",
        ),
        (
            "A market is not any arrangement through which buyers and sellers exchange goods or services.",
            "A market is any arrangement through which buyers and sellers exchange goods or services.",
        ),
        ("Iron is not heavier than aluminium.", "Iron is heavier than aluminium."),
        ("The heart never rests.", "The heart rests between two beats."),
    ];
    for (statement, passage) in planted {
        let case = Case { id: String::new(), statement: statement.to_owned(), passage: passage.to_owned() };
        assert_ne!(answer(&case).supported, Some(true), "{statement}");
        let honest = Case { statement: passage.to_owned(), ..case };
        assert_eq!(answer(&honest).supported, Some(true), "{passage}");
    }
}
