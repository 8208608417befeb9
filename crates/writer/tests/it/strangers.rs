//! Texts nobody here wrote: no marks, wrapped lines, menus, references; what is found there must stand.

use content::{Body, ContentType, GradeLevel};
use factoria_writer::facts::{self, FactKind};

use crate::check::{is_sound, written};
use crate::library::{self, Text};

fn definitions(text: &Text) -> Vec<(String, String)> {
    facts::find(&text.passages)
        .iter()
        .filter_map(|fact| match &fact.kind {
            FactKind::Definition { term, definition, .. } => {
                Some((one_line(term.text(&text.passages)), one_line(definition.text(&text.passages))))
            }
            _ => None,
        })
        .collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_article_gives_its_definitions_and_nothing_else() {
    let text = library::of_bytes("canal.txt", include_bytes!("texts/canal.txt"));
    let terms: Vec<String> = definitions(&text).into_iter().map(|(term, _)| term).collect();
    assert_eq!(terms, ["lock", "chamber", "gate", "pound", "sluice", "Mitre gates", "flight", "staircase"]);
}

#[test]
fn a_protocol_gives_definitions_across_wrapped_lines() {
    let text = library::of_bytes("names.txt", include_bytes!("texts/names.txt"));
    let found = definitions(&text);
    let of =
        |term: &str| found.iter().find(|(found, _)| found == term).map(|(_, definition)| definition.as_str());
    assert_eq!(of("zone"), Some("a complete database for one part of the tree of names"));
    assert_eq!(
        of("resolver"),
        Some("a program that asks name servers for the data that a user program needs")
    );
    assert!(found.iter().all(|(term, _)| !term.contains("memo") && !term.contains("document")), "{found:?}");
}

#[test]
fn what_leans_on_another_sentence_is_no_fact() {
    for sentence in [
        "It is a gas that animals breathe out and plants take in.",
        "This is the reason why the sky looks blue in the daytime.",
        "However, this changed when the railway came to the town.",
        "The process is a series of steps that turns ore into metal.",
        "The latter is a device that measures the pressure of air.",
        "For example, one of them is a kind of bird that cannot fly.",
        "They are small animals that live under stones near the sea.",
        "Such a lens is a piece of glass that bends rays of light.",
        "There is a small museum that shows the history of the mill.",
        "We call a number that divides another number a factor of it.",
        "See Figure 3 for a picture of the tool that cuts the thread.",
        "If supplied, the value is a number that sets the time to wait.",
        "Is a whale a fish that lives in the sea or an animal with lungs?",
        "Home About Us Our Products Privacy Policy Terms Of Service.",
        "Returns the number of bytes that were read from the file.",
        "In the last century, it crossed ten countries on its way to the sea.",
        "(On older systems, the value of the timer is 64 seconds at start.)",
        "The three integers have no common factor that is larger than one.",
        "Running the command below will write a file with the encoded names.",
        "Usage: reader takes a file and prints the names that stand in it.",
        "The call result=write(value) stores the name of the subject there.",
    ] {
        let text = library::of_bytes("one.txt", sentence.as_bytes());
        assert_eq!(facts::find(&text.passages), [], "{sentence}");
    }
}

#[test]
fn a_property_is_no_definition() {
    for sentence in [
        "Water is important for every living thing that people know.",
        "Iron is a common metal in the crust of the Earth.",
        "Exercise is one of the best things that a person can do for the heart.",
        "The tower is found in the north of the country near a lake.",
        "Paris is a good example of a city that grew along a river.",
        "A cat is not a kind of dog that people keep at home.",
        "NFS is a registered trademark of the company that made it.",
        "A pointer is the address of that location in the main memory.",
        "The meeting was a gathering of people who lived near the mill.",
        "A working tree is clean, if it corresponds to the last revision.",
        "PNG_DATA: The data is encoded as the specification of the format says.",
    ] {
        let text = library::of_bytes("one.txt", sentence.as_bytes());
        assert_eq!(definitions(&text), [], "{sentence}");
    }
}

#[test]
fn other_ways_of_defining_are_read_too() {
    for (sentence, term, definition) in [
        (
            "A tiny pore in a leaf that lets gases pass is called a stoma.",
            "stoma",
            "A tiny pore in a leaf that lets gases pass",
        ),
        (
            "Erosion refers to the wearing away of land by wind or water.",
            "Erosion",
            "the wearing away of land by wind or water",
        ),
        (
            "The term inflation means a general rise in the prices of goods.",
            "inflation",
            "a general rise in the prices of goods",
        ),
        (
            "A sextant, an instrument that measures angles, is used at sea.",
            "sextant",
            "an instrument that measures angles",
        ),
        (
            "Photon: a particle that carries the energy of light.",
            "Photon",
            "a particle that carries the energy of light",
        ),
        ("Yeast, which is a fungus of a single cell, makes dough rise.", "Yeast", ""),
        (
            "Bakers add salt to gluten, which is a protein that makes dough stretch.",
            "gluten",
            "a protein that makes dough stretch",
        ),
    ] {
        let text = library::of_bytes("one.txt", sentence.as_bytes());
        let wanted = (term.to_owned(), definition.to_owned());
        let found = definitions(&text);
        assert!(definition.is_empty() || found == [wanted], "{sentence}: {found:?}");
    }
}

#[test]
fn definitions_are_read_past_other_names_and_end_where_they_end() {
    for (sentence, term, definition) in [
        (
            "The curlew (Numenius arquata), also called the whaup, is a wader with a bent bill.",
            "curlew",
            "a wader with a bent bill",
        ),
        (
            "In mathematics, a torus or doughnut is a surface with one hole.",
            "torus",
            "a surface with one hole",
        ),
        (
            "Zinc is the 24th element in the crust and has five forms.",
            "Zinc",
            "the 24th element in the crust",
        ),
        (
            "Infantry are soldiers who fight on foot, while cavalry ride.",
            "Infantry",
            "soldiers who fight on foot",
        ),
        (
            "A right triangle is a triangle in which one angle is square.",
            "right triangle",
            "a triangle in which one angle is square",
        ),
        (
            "The fyrd was a militia of free men who were called up in war.",
            "fyrd",
            "a militia of free men who were called up in war",
        ),
        (
            "A trio is a group of three: a violin, a cello and a piano.",
            "trio",
            "a group of three: a violin, a cello and a piano",
        ),
        (
            "Sturgeons are long-lived fish that spawn in rivers.",
            "Sturgeons",
            "long-lived fish that spawn in rivers",
        ),
        (
            "A corollary is a result that follows from a theorem.",
            "corollary",
            "a result that follows from a theorem",
        ),
        (
            "\"Object code\" means any form of a work that is no source.",
            "Object code",
            "any form of a work that is no source",
        ),
    ] {
        let text = library::of_bytes("one.txt", sentence.as_bytes());
        assert_eq!(definitions(&text), [(term.to_owned(), definition.to_owned())], "{sentence}");
    }
}

/// What an article of an encyclopaedia holds beside its prose.
const NO_PROSE: [&str; 12] = [
    "edit",
    "redirects",
    "Main page",
    "Donate",
    "Contents",
    "Retrieved",
    "Miller",
    "Great blue",
    "Counted",
    "[",
    "HERR",
    "winter",
];

#[test]
fn an_encyclopaedia_article_gives_ten_cards_and_ten_questions() {
    let text = library::of_bytes("Grey heron.html", include_bytes!("texts/heron.html"));
    for kind in [ContentType::Flashcards, ContentType::Quiz, ContentType::FaqCollection] {
        let draft = written(kind, &text, GradeLevel::General, None).unwrap();
        is_sound("heron", kind, &text, &draft);
        let shown = draft.body.to_markdown();
        for debris in NO_PROSE {
            assert!(!shown.contains(debris), "{debris} in {shown}");
        }
        match draft.body {
            Body::Flashcards(deck) => assert!(deck.items.len() >= 10, "{shown}"),
            Body::Quiz(quiz) => {
                assert!(quiz.items.len() >= 10, "{shown}");
                // the title tells it
                assert!(quiz.items.iter().all(|item| item.answer != "grey heron"), "{shown}");
            }
            _ => {}
        }
    }
}

#[test]
fn a_text_without_marks_gives_sound_material_or_a_reason() {
    for text in library::all().into_iter().map(library::stripped) {
        let grade =
            if text.name.ends_with(".lower") { GradeLevel::MiddleSchool } else { GradeLevel::HighSchool };
        for kind in [
            ContentType::Flashcards,
            ContentType::Quiz,
            ContentType::FaqCollection,
            ContentType::ReadingGuideQuestions,
        ] {
            if let Ok(draft) = written(kind, &text, grade, None) {
                is_sound(&text.name, kind, &text, &draft);
            }
        }
    }
}

#[test]
fn the_finders_alone_find_most_of_what_authors_marked() {
    let (mut marked, mut found) = (0, 0);
    for text in library::all() {
        let by_author: Vec<String> = definitions(&text).into_iter().map(|(term, _)| term).collect();
        let alone = definitions(&library::stripped(text));
        marked += by_author.len();
        found += by_author.iter().filter(|term| alone.iter().any(|(found, _)| found == *term)).count();
    }
    assert!(found * 100 >= marked * 80, "{found} of {marked}");
}

#[test]
fn a_text_that_defines_nothing_is_refused_with_a_reason() {
    let text = library::of_bytes("story.txt", include_bytes!("texts/story.txt"));
    let refused = written(ContentType::Flashcards, &text, GradeLevel::General, None).unwrap_err();
    assert!(
        refused.to_string().contains("of 10 cards could be supported; add a source on story"),
        "{refused}"
    );
}

#[test]
fn another_language_is_refused_by_name() {
    let text = library::of_bytes("kunst.txt", include_bytes!("texts/german.txt"));
    let refused = written(ContentType::Quiz, &text, GradeLevel::General, None).unwrap_err();
    assert!(refused.to_string().contains("German"), "{refused}");
}

#[test]
fn a_manual_gives_questions_a_person_would_keep() {
    let text = library::of_bytes("names.txt", include_bytes!("texts/names.txt"));
    let draft = written(ContentType::FaqCollection, &text, GradeLevel::General, None).unwrap();
    is_sound("names", ContentType::FaqCollection, &text, &draft);
    let Body::FaqCollection(faq) = draft.body else { panic!("another type") };
    let questions: Vec<&str> = faq.items.iter().map(|item| item.question.as_str()).collect();
    for wanted in ["What is a zone?", "What happens when a reply does not fit into one datagram?"] {
        assert!(questions.contains(&wanted), "{questions:?}");
    }
}

const TERMS: &str = "# Networks

Term | Definition
--- | ---
Bandwidth | The amount of data that a connection carries in a second.
Firewall | A device that blocks unwanted traffic between two networks.
Gateway | A node that stands at the border of a network.
Hub | A box that repeats each signal to all of its sockets.
Jitter | The change of the delay from one packet to the next.
Latency | The time that a message needs to reach its goal.
Packet | A small unit of data with an address of its own.
Router | A machine that chooses the way for each packet.
Topology | The layout in which computers are joined by cables.
VLAN | A group of machines that act as if on a cable of their own.

More bandwidth costs more money than less bandwidth does.
";

#[test]
fn a_table_of_terms_gives_cards_with_small_letters_and_acronyms_as_they_are() {
    let text = library::of_bytes("Networks.md", TERMS.as_bytes());
    let draft = written(ContentType::Flashcards, &text, GradeLevel::General, None).unwrap();
    is_sound("networks", ContentType::Flashcards, &text, &draft);
    let Body::Flashcards(deck) = draft.body else { panic!("another type") };
    let fronts: Vec<&str> = deck.items.iter().map(|card| card.term.as_str()).collect();
    let wanted = [
        "bandwidth",
        "firewall",
        "gateway",
        "hub",
        "jitter",
        "latency",
        "packet",
        "router",
        "topology",
        "VLAN",
    ];
    assert_eq!(fronts, wanted);
}
