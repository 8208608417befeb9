//! Quiz: questions of several kinds with a key.
//!
//! The kinds take turns. A sentence is asked about once in the whole quiz, whatever the kind.

use content::Body;
use content::material::quiz::{Quiz, QuizItem, QuizKind};

use crate::cite::Citations;
use crate::facts::{Fact, FactKind, Span};
use crate::inquiry::{self, Inquiry, Sort};
use crate::lesson::Lesson;
use crate::select::{Seen, hash, shuffled};
use crate::{Draft, Request, TooLittle, objectives, stems};

mod choice;
mod judgement;
mod pairs;
mod question;
mod written;

use question::Question;

/// How many questions make a good quiz when the brief does not say.
const GOOD: usize = 10;

/// What may be asked next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    TermChoice,
    DefinitionChoice,
    CauseChoice,
    FigureChoice,
    Belief,
    Statement,
    Swapped,
    Misfigured,
    TermGap,
    FigureGap,
    Short,
    Numeric,
    Matching,
}

const TURNS: [Turn; 18] = [
    Turn::TermChoice,
    Turn::Belief,
    Turn::CauseChoice,
    Turn::TermGap,
    Turn::Numeric,
    Turn::Short,
    Turn::DefinitionChoice,
    Turn::Statement,
    Turn::FigureChoice,
    Turn::Matching,
    Turn::TermChoice,
    Turn::Swapped,
    Turn::Short,
    Turn::TermGap,
    Turn::CauseChoice,
    Turn::FigureGap,
    Turn::Misfigured,
    Turn::Statement,
];

/// Composes a quiz.
///
/// # Errors
/// [`TooLittle`] when fewer questions than wanted can be asked.
pub(super) fn compose(request: &Request<'_>, facts: &[Fact]) -> Result<Draft, TooLittle> {
    let lesson = Lesson::of(request, facts)?;
    let (least, most) = request.brief.items_wanted().unwrap_or((5, 30));
    let good = if request.brief.count.is_some() { most } else { GOOD.clamp(least, most) };
    let questions = Setter::of(&lesson).set(good);
    if questions.len() < least {
        return Err(lesson.too_little(questions.len(), least, "questions"));
    }
    let mut citations = Citations::new(lesson.passages());
    let items: Vec<QuizItem> = questions
        .into_iter()
        .enumerate()
        .map(|(index, question)| question.finish(index, &mut citations))
        .collect();
    let title = format!("{}: quiz", lesson.topic());
    let body = Body::Quiz(Quiz { title, items });
    Ok(Draft { body, citations: citations.finish(), objectives: objectives::of(&lesson) })
}

/// Whether so many more statements are true than false that "true" could be guessed.
fn all_true(questions: &[Question]) -> bool {
    const MORE: usize = 3;
    let answered = |answer: &str| {
        let judged = |question: &&Question| question.item.kind == QuizKind::TrueFalse;
        questions.iter().filter(judged).filter(|question| question.item.answer == answer).count()
    };
    answered("True") >= answered("False") + MORE
}

/// Sets the questions of one quiz.
struct Setter<'a, 'l> {
    lesson: &'l Lesson<'a>,
    definitions: Vec<&'a Fact>,
    causes: Vec<&'a Fact>,
    figures: Vec<&'a Fact>,
    beliefs: Vec<&'a Fact>,
    statements: Vec<&'a Fact>,
    sentences: Vec<&'a Fact>,
    inquiries: Vec<Inquiry<'a>>,
    asked: Vec<Span>,
    stems: Seen,
    positions: Vec<usize>,
    choices: usize,
}

impl<'a, 'l> Setter<'a, 'l> {
    fn of(lesson: &'l Lesson<'a>) -> Self {
        let special = |kind: &FactKind| {
            matches!(kind, FactKind::Contrast { .. } | FactKind::Cause { .. } | FactKind::Parts { .. })
        };
        let mut sentences = lesson.best(special);
        sentences.extend(lesson.definitions());
        Self {
            lesson,
            definitions: lesson.definitions(),
            causes: lesson.causes(),
            figures: lesson.figures(),
            beliefs: lesson.misconceptions(),
            statements: lesson.best(|kind| {
                matches!(kind, FactKind::Contrast { .. } | FactKind::Cause { .. } | FactKind::Statement)
            }),
            sentences,
            inquiries: inquiry::all(lesson)
                .into_iter()
                .filter(|inquiry| inquiry.sort != Sort::Figure && inquiry.sort != Sort::Belief)
                .collect(),
            asked: Vec::new(),
            stems: Seen::default(),
            positions: shuffled(4, hash(&lesson.topic())),
            choices: 0,
        }
    }

    /// At most `wanted` questions, in reading order, matching last.
    fn set(mut self, wanted: usize) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        let mut turn = 0;
        let mut missed = 0;
        while questions.len() < wanted && missed < TURNS.len() {
            let kind = TURNS[turn % TURNS.len()];
            let next = if kind == Turn::Statement && all_true(&questions) {
                None
            } else {
                self.next(kind, turn >= TURNS.len())
            };
            turn += 1;
            match next {
                Some(question) => {
                    missed = 0;
                    self.asked.extend(question.about.iter().cloned());
                    self.choices += usize::from(question.item.kind == QuizKind::MultipleChoice);
                    questions.push(question);
                }
                None => missed += 1,
            }
        }
        let last = |question: &Question| question.item.kind == QuizKind::Matching;
        questions.sort_by_key(|question| (last(question), self.lesson.place_of(&question.about[0])));
        questions
    }

    /// The next question of a kind that asks about nothing asked before.
    fn next(&mut self, turn: Turn, again: bool) -> Option<Question> {
        let lesson = self.lesson;
        let position = self.position();
        let definitions = self.definitions.clone();
        let causes = self.causes.clone();
        match turn {
            Turn::TermChoice => {
                self.first(&definitions, |fact| choice::term(lesson, fact, &definitions, position))
            }
            Turn::DefinitionChoice => {
                self.first(&definitions, |fact| choice::definition(lesson, fact, &definitions, position))
            }
            Turn::CauseChoice => self.first(&causes, |fact| choice::cause(lesson, fact, &causes, position)),
            Turn::FigureChoice => {
                self.first(&self.figures.clone(), |fact| choice::figure(lesson, fact, position))
            }
            Turn::Belief => self.first(&self.beliefs.clone(), |fact| judgement::belief(lesson, fact)),
            Turn::Statement => {
                self.first(&self.statements.clone(), |fact| judgement::statement(lesson, fact))
            }
            Turn::Swapped => self.first(&definitions, |fact| judgement::swapped(lesson, fact, &definitions)),
            Turn::Misfigured => self.first(&self.figures.clone(), |fact| judgement::misfigured(lesson, fact)),
            Turn::TermGap => {
                self.first(&self.sentences.clone(), |fact| written::term_gap(lesson, fact, &definitions))
            }
            Turn::FigureGap => self.first(&self.figures.clone(), |fact| written::figure_gap(lesson, fact)),
            Turn::Numeric => self.first(&self.figures.clone(), |fact| written::numeric(lesson, fact)),
            Turn::Short => self.short(),
            Turn::Matching if again => None,
            Turn::Matching => self.matching(&definitions),
        }
    }

    fn first(&mut self, facts: &[&'a Fact], make: impl Fn(&'a Fact) -> Option<Question>) -> Option<Question> {
        for fact in facts {
            if self.is_open(&fact.quote)
                && let Some(question) = make(fact).filter(|question| self.is_fresh(question))
            {
                return Some(question);
            }
        }
        None
    }

    fn short(&mut self) -> Option<Question> {
        let open = |sort: Sort| matches!(sort, Sort::Cause | Sort::Difference | Sort::Parts);
        let mut inquiries: Vec<Inquiry<'a>> =
            self.inquiries.iter().filter(|inquiry| open(inquiry.sort)).cloned().collect();
        inquiries.extend(self.inquiries.iter().filter(|inquiry| inquiry.sort == Sort::Meaning).cloned());
        for inquiry in inquiries {
            if self.is_open(&inquiry.fact.quote)
                && let Some(question) =
                    written::short(self.lesson, &inquiry).filter(|question| self.is_fresh(question))
            {
                return Some(question);
            }
        }
        None
    }

    fn matching(&mut self, definitions: &[&'a Fact]) -> Option<Question> {
        let open: Vec<&Fact> = definitions.iter().copied().filter(|fact| self.is_open(&fact.quote)).collect();
        pairs::matching(self.lesson, &open)
    }

    fn is_open(&self, quote: &Span) -> bool {
        !self.asked.iter().any(|asked| asked.overlaps(quote))
    }

    /// Whether a question asks something new: not in nearly the same words as another.
    fn is_fresh(&mut self, question: &Question) -> bool {
        let text = format!("{} {}", question.item.stem, question.item.answer);
        !stems::of(&text).is_empty() && self.stems.is_new(&text, 0.65)
    }

    /// Where the next right option stands: each of the four places once in four questions.
    fn position(&self) -> usize {
        let round = shuffled(4, hash(&self.lesson.topic()).wrapping_add((self.choices / 4) as u64 * 7919));
        if self.choices < 4 { self.positions[self.choices] } else { round[self.choices % 4] }
    }
}
