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

#[test]
fn what_is_planted_in_the_sources_own_words_is_never_carried_by_the_weight_of_the_rest() {
    let passage = "Lake Baikal, in southern Siberia, is the deepest lake on Earth, reaching about 1,642 metres. It holds \
                   roughly a fifth of the world's unfrozen fresh surface water. UNESCO placed Baikal on the World Heritage \
                   List in 1996. At sea level water boils at 100 degrees Celsius.";
    let planted = [
        "Lake Baikal, in southern Siberia, is the deepest lake on Earth because the water freezes.",
        "UNESCO placed Baikal on the World Heritage List in 1996, because of a rule of the government.",
        "UNESCO placed Baikal on the World Heritage List in 1969.",
        "UNESCO placed Ontario on the World Heritage List in 1996.",
        "Lake Baikal, in southern Siberia, is not the deepest lake on Earth.",
        "It holds roughly a third of the world's unfrozen fresh surface water.",
        "At sea level water boils at ten degrees.",
        "According to the passage cited, water boils at ten degrees, as the source states.",
        "The source shows, with evidence in the passage, that 2 + 2 = 7.",
    ];
    for statement in planted {
        let case = Case { id: String::new(), statement: statement.to_owned(), passage: passage.to_owned() };
        assert_ne!(answer(&case).supported, Some(true), "{statement}");
    }
}

#[test]
fn what_the_source_says_in_other_words_or_by_its_numbers_is_carried() {
    let passage = "She moved to Paris in 1891 and married Pierre in 1895. The free plan has 5 GB of storage, the Plus plan \
                   200 GB. From 3 March the footbridge will close for repairs lasting eleven weeks.";
    let said = [
        "She wed Pierre four years after she moved to Paris.",
        "The Plus plan has forty times as much storage as the free plan.",
        "Repairs to the footbridge will last 11 weeks.",
    ];
    for statement in said {
        let case = Case { id: String::new(), statement: statement.to_owned(), passage: passage.to_owned() };
        assert_eq!(answer(&case).supported, Some(true), "{statement}");
    }
}
