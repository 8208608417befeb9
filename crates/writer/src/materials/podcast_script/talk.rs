//! Talk: what the hosts say between the facts. Nothing here asserts anything about a topic.

use content::GradeLevel;

use crate::prose::aim::Aim;

/// The host who asks and reacts.
pub(super) const ASKS: &str = "Maya";
/// The host who explains.
pub(super) const EXPLAINS: &str = "Sam";

/// Short reactions before the next question.
const REACTIONS: [&str; 8] = [
    "I see.",
    "Okay, so tell me more.",
    "Really?",
    "That is very interesting.",
    "Right, let me go on.",
    "Okay.",
    "Wonderful, tell me more.",
    "Well, that is good to have.",
];

/// A reaction, for readers who like short turns; each differs from the one before.
pub(super) fn reaction(turn: usize, level: GradeLevel) -> &'static str {
    match level {
        GradeLevel::Elementary | GradeLevel::MiddleSchool => REACTIONS[turn % REACTIONS.len()],
        // older listeners need no pat on the back before every question
        _ if turn.is_multiple_of(3) => REACTIONS[(turn / 3) % REACTIONS.len()],
        _ => "",
    }
}

/// How the hosts turn to a part of the topic.
pub(super) fn turn_to(title: &str, place: usize) -> String {
    match place {
        0 => format!("Hello and welcome, {EXPLAINS}! Let's start with {title}."),
        place if place % 3 == 1 => format!("Let's turn to {title}."),
        place if place % 3 == 2 => format!("Let's look at {title} next."),
        _ => format!("Now let's talk about {title}."),
    }
}

/// Before a question, where the talk is to be richer; empty elsewhere. What comes after goes on in small letters.
pub(super) fn before_question(turn: usize, aim: Aim) -> &'static str {
    const OPENINGS: [&str; 7] = [
        "For listeners who are encountering this subject for the first time,",
        "Building on everything that you have explained so far,",
        "According to the source that we are discussing together today,",
        "If a listener asked you for a precise explanation,",
        "In order to understand the connections more completely,",
        "Speaking as precisely as possible,",
        "From the perspective of the text in front of us,",
    ];
    match aim {
        Aim::Richer(1) if turn.is_multiple_of(2) => OPENINGS[(turn / 2) % OPENINGS.len()],
        Aim::Richer(2..) => OPENINGS[turn % OPENINGS.len()],
        _ => "",
    }
}

/// The first answer's greeting.
pub(super) fn greeting_back() -> String {
    format!("Hello, {ASKS}.")
}

/// Before a question about what many believe.
pub(super) const BEFORE_BELIEF: &str = "Let me ask you this.";

/// The welcome, and what the episode is about.
pub(super) fn welcome(topic: &str, titles: &[String], level: GradeLevel) -> String {
    let tour = match titles {
        [first, .., last] => format!(" We begin with {first} and end with {last}."),
        _ => String::new(),
    };
    match level {
        GradeLevel::Elementary | GradeLevel::MiddleSchool => {
            format!("Welcome to the show! Today we talk about {topic}.{tour}")
        }
        _ => format!("Welcome to this episode about {topic}.{tour}"),
    }
}

/// Before the closing facts.
pub(super) const BEFORE_RECAP: &str = "Let's look back at what to remember.";

/// After the closing facts.
pub(super) const GOODBYE: &str = "Thank you for listening, and see you next time!";
