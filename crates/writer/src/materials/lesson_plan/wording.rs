//! Wording: the directions of a lesson plan, short for young readers and fuller for the rest.

use content::GradeLevel;

/// A direction in two wordings that ask for the same.
pub(super) struct Wording {
    short: &'static str,
    full: &'static str,
}

impl Wording {
    /// The wording that suits a level.
    pub(super) fn for_level(&self, level: GradeLevel) -> &'static str {
        match level {
            GradeLevel::Elementary | GradeLevel::MiddleSchool => self.short,
            _ => self.full,
        }
    }
}

macro_rules! wordings {
    ($($name:ident: $short:literal, $full:literal;)*) => {
        $(pub(super) const $name: Wording = Wording { short: $short, full: $full };)*
    };
}

wordings! {
    OPEN_QUESTION:
        "Write this question on the board:",
        "Write the following question on the board and let everyone consider it in silence before the discussion begins:";
    OPEN_TEACHER:
        "Give everyone one minute to think. Take three answers. Do not say yet which answer is right.",
        "Take several different answers, record the most important words of each on the board, and do not reveal yet which of them is right.";
    OPEN_VOTE:
        "Think alone for one minute. Tell a partner your answer and one reason. Vote with your thumb: up for yes, down for no.",
        "Think about the question independently, explain your answer and at least one supporting reason to a partner, and then vote for the position that you find most convincing.";
    OPEN_GUESS:
        "Think alone for one minute. Tell a partner your best guess. Write your guess down.",
        "Think about the question independently, discuss your best explanation with a partner, and write down the version on which both of you finally agree.";
    IDEAS_TEACHER:
        "Explain these ideas one at a time.",
        "Explain the following ideas one at a time, and connect each of them with the question that opened the lesson.";
    IDEAS_STOP:
        "Stop after each idea. Ask one learner to say it again in other words.",
        "Stop after every idea and ask a different learner to restate it in other words, so that misunderstandings become visible immediately.";
    IDEAS_LEARNERS:
        "Listen and take notes. Copy each new word. Write what it means in your own words. Ask about anything that is not clear.",
        "Take structured notes while listening, copy every new expression together with a definition in your own words, and ask about anything that remains unclear.";
    STEPS_TEACHER:
        "Work through the steps on the board, one at a time. Point to each step as you say it.",
        "Work through the complete sequence on the board, one step at a time, and ask before every step what is likely to happen next.";
    STEPS_LEARNERS:
        "Copy the steps. Draw one small picture for each step. Explain the steps to a partner.",
        "Copy the sequence into your notes, illustrate every step with a small diagram, and explain the complete sequence to a partner without looking at the board.";
    REASON_TEACHER:
        "Show how to build an explanation. Write what happens on the left side of the board. Write the reason on the right side.",
        "Show how a complete explanation is constructed by writing the observation on the left side of the board and the underlying reason on the right side.";
    REASON_LEARNERS:
        "Copy the example. Find one more example in the text. Write it in the same way.",
        "Copy the example, identify another explanation in the text, and present it in the same two-part arrangement of observation and underlying reason.";
    GUIDED_TEACHER:
        "Ask these questions one at a time. Let pairs talk for one minute before anyone answers.",
        "Ask the following questions one at a time, and let pairs discuss each of them for at least one minute before anyone answers.";
    GUIDED_LEARNERS:
        "Talk with your partner. Answer in a full sentence. Say which words of the text helped you.",
        "Discuss each question with your partner, formulate the answer in a complete sentence, and identify the passage of the text that supports it.";
    GROUP_TEACHER:
        "Make groups of three learners. Give each group a large sheet of paper.",
        "Form groups of three learners, give each group a large sheet of paper, and explain that every group will present its result to the class.";
    COMPARE_LEARNERS:
        "Draw a table with two columns. Fill in what is the same and what is different. Choose one speaker to show your table.",
        "Draw a table with two columns, collect similarities and differences from the text, and choose a speaker who presents the finished comparison to the class.";
    PARTS_LEARNERS:
        "Draw a large picture. Add a label for each part. Choose one speaker to show your picture.",
        "Draw a large diagram, label every part that the text mentions, and choose a speaker who presents the finished diagram to the class.";
    WORDS_TEACHER:
        "Give each group the word cards. Ask one learner to describe a word without saying it. Let the others guess.",
        "Give each group the word cards, and ask one learner at a time to describe an expression without mentioning it while the other members of the group identify it.";
    WORDS_LEARNERS:
        "Take turns. Describe one word at a time. Check each answer in the text.",
        "Take turns describing one expression after another, and compare every description with the definition that the text provides.";
    CHECK_BELIEF:
        "Go back to the first question. Let everyone vote again. Keep an eye on learners who do not change their minds.",
        "Return to the question that opened the lesson, let everyone vote again, and ask learners who changed their minds to explain their reasons.";
    CHECK_GUESS:
        "Go back to the first question. Ask who can answer it now.",
        "Return to the question that opened the lesson and ask which of the answers on the board can now be defended.";
    CHECK_LISTEN:
        "Listen for this answer.",
        "Listen for an answer that contains the following information.";
    CHECK_LEARNERS:
        "Answer the question again. Correct your first answer. Write the right answer in one sentence.",
        "Answer the question again, compare the new answer with your original position, and write the corrected version as one complete sentence.";
    CLOSE_TEACHER:
        "Hand out the exit tickets. Read the questions aloud. Collect the tickets at the door.",
        "Hand out the exit tickets, read the questions aloud, and collect the completed tickets individually before learners leave the room.";
    CLOSE_LEARNERS:
        "Answer alone. Write full sentences. Hand in your ticket.",
        "Answer independently in complete sentences, and hand in the completed ticket before leaving the room.";
    BREAK_TEACHER:
        "Stop the lesson and open the windows.",
        "Stop the lesson, open the windows, and prepare the board for the following phase.";
    BREAK_LEARNERS:
        "Take a break. Come back on time.",
        "Take a break, and return to your place on time.";
    TICKET:
        "Use the exit ticket to see what each learner knows.",
        "Use the exit ticket to determine individually what every learner is able to explain without assistance.";
    TICKET_AFTER:
        "Mark each answer. Plan a short review for learners who missed one.",
        "Mark every answer, and plan a short review at the beginning of the following lesson for learners whose explanations were incomplete.";
    SUPPORT:
        "Let these learners read the text again with a partner.",
        "Let these learners read the text a second time with a partner and underline every sentence that answers one of the questions.";
    EXTENSION:
        "Ask these learners to go further.",
        "Ask these learners to investigate an additional question independently and to present their conclusion to the class.";
    EXTENSION_WRITE:
        "Let them write a new question for the class.",
        "Let them formulate two additional questions that the text can answer, together with complete model answers for the class.";
}
