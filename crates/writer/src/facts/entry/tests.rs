//! Entries of manuals, found and left alone.

use super::*;

fn id<T: std::str::FromStr>(number: u32) -> T {
    format!("00000000-0000-7000-8000-{number:012}").parse().ok().expect("a well-formed id")
}

fn passage(ordinal: u32, heading: &str, text: &str) -> Passage {
    Passage {
        id: id(ordinal + 2),
        source_id: id(1),
        ordinal,
        text: text.to_owned(),
        start: 0,
        end: text.chars().count(),
        page: None,
        heading: Some(heading.to_owned()),
        marks: Vec::new(),
    }
}

/// Each entry's name and meaning.
fn entries(of: &[(&str, &str)]) -> Vec<(String, String)> {
    let passages: Vec<Passage> =
        of.iter().zip(0..).map(|((heading, text), ordinal)| passage(ordinal, heading, text)).collect();
    let sentences = crate::sentence::read(&passages);
    find(&sentences, &passages)
        .into_iter()
        .filter_map(|fact| {
            let FactKind::Entry { term, meaning } = &fact.kind else { return None };
            let name = match term {
                Some(term) => term.text(&passages),
                None => passages[meaning.passage].label()?,
            };
            Some((name.to_owned(), meaning.text(&passages).to_owned()))
        })
        .collect()
}

#[test]
fn a_manuals_entries_say_what_their_names_mean() {
    let found = entries(&[
        ("CAP_CHOWN", "Make arbitrary changes to file owners and groups (see chown(2)). More follows."),
        ("EINVAL", "Raised when a reference (see below) fails or is missing."),
        ("CAP_KILL (since Linux 2.2)", "Bypass permission checks for sending signals."),
        ("--verify", "This option causes the program to check each record twice."),
        ("/etc/motd", "The file in which the message of the day is kept."),
        ("strlen()", "The strlen() function returns the length of a text in bytes."),
        ("-q, --quick", "It is used to skip all slow tests of the suite."),
    ]);
    let found: Vec<(&str, &str)> =
        found.iter().map(|(name, meaning)| (name.as_str(), meaning.as_str())).collect();
    assert_eq!(
        found,
        [
            ("CAP_CHOWN", "Make arbitrary changes to file owners and groups"),
            ("CAP_KILL", "Bypass permission checks for sending signals"),
            ("--verify", "causes the program to check each record twice"),
            ("/etc/motd", "The file in which the message of the day is kept"),
            ("strlen()", "returns the length of a text in bytes"),
            ("-q, --quick", "used to skip all slow tests of the suite"),
        ]
    );
}

#[test]
fn a_list_of_names_is_one_of_entries() {
    let found = entries(&[(
        "Commands",
        "The tool knows two commands:\n\n- --serve: Starts the server on a free port.\n- --stop: See below.",
    )]);
    assert_eq!(found, [("--serve".to_owned(), "Starts the server on a free port".to_owned())]);
}

#[test]
fn what_leans_on_other_entries_or_says_something_else_is_none() {
    let found = entries(&[
        ("--all", "See the option above for what it does."),
        ("--most", "Same as the option before but without files."),
        ("--some", "Users often ask how they can list a part."),
        ("--none", "Turns off these checks for all of them."),
        ("--few", "You can list a few of your files with it."),
        ("Overview", "Make arbitrary changes to file owners and groups."),
    ]);
    assert_eq!(found, []);
}

#[test]
fn what_a_manual_goes_on_to_say_under_a_name_leans_on_it() {
    assert!(leans_on("--depth", "The default value is 3 and the highest is 9."));
    assert!(leans_on("exception ImportError", "Some exceptions carry the name of a file."));
    assert!(!leans_on("strlen()", "On old systems strlen counts no letters but bytes."));
    assert!(!names_anew("The associated value is a string that says what went wrong."));
    assert!(names_anew("Backlog is the queue of calls that nobody has taken."));
}
