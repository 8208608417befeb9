//! Steps: what teacher and learners do in each phase.

use content::material::lesson_plan::LessonStep;

use super::Plan;
use super::phase::Phase;
use super::wording::{self, Wording};
use crate::cite::Prose;
use crate::facts::{FactKind, Span};
use crate::inquiry::{Inquiry, Sort};
use crate::phrase::list_of;
use crate::prose::choose::Budget;
use crate::prose::{join, opening};

/// What fills a phase: its name, what the teacher does, what the learners do.
struct Filled {
    name: String,
    teacher: Prose,
    learners: String,
}

impl Plan<'_> {
    /// One phase; `None` where the passages have nothing to fill it with.
    pub(super) fn step(&mut self, phase: Phase, minutes: u32, index: usize) -> Option<LessonStep> {
        let teacher = Prose::new(format!("/steps/{index}/teacher_does"));
        let filled = match phase {
            Phase::Opener => self.opener(teacher),
            Phase::Ideas(block) => self.ideas(teacher, block, minutes)?,
            Phase::Example => self.example(teacher)?,
            Phase::Guided(block) => self.guided(teacher, block, minutes)?,
            Phase::Group => self.group(teacher)?,
            Phase::Break => self.plain("Break", teacher, &wording::BREAK_TEACHER, &wording::BREAK_LEARNERS),
            Phase::Check => self.check(teacher),
            Phase::Close => {
                self.plain("Exit ticket", teacher, &wording::CLOSE_TEACHER, &wording::CLOSE_LEARNERS)
            }
        };
        let teacher_does = filled.teacher.finish(&mut self.citations);
        Some(LessonStep { phase: filled.name, minutes, teacher_does, learners_do: filled.learners })
    }

    /// A direction in the words that suit the readers.
    pub(super) fn words_of(&self, wording: &Wording) -> &'static str {
        wording.for_level(self.level)
    }

    /// A question in the teacher's mouth, and the answer to listen for.
    pub(super) fn ask(&self, prose: &mut Prose, inquiry: &Inquiry<'_>) {
        prose.paragraph();
        prose.frame(&format!("Ask: “{}”", inquiry.question));
        prose.frame(self.words_of(&wording::CHECK_LISTEN));
        self.answer(prose, inquiry);
    }

    fn answer(&self, prose: &mut Prose, inquiry: &Inquiry<'_>) {
        // what a word means is one sentence; what else is said of it is no part of the answer
        let count = if inquiry.sort == Sort::Meaning { 1 } else { inquiry.answer.len() };
        let answer = inquiry.answer.iter().take(count).enumerate();
        let told: Vec<(String, Span)> = answer
            .map(|(place, (sentence, quote))| match inquiry.sort {
                Sort::Steps => {
                    let step = join::in_order(self.lesson, sentence, place, count);
                    (step, self.manuscript.sentence_of(quote))
                }
                _ => (sentence.clone(), quote.clone()),
            })
            .collect();
        join::say(prose, &told);
        prose.paragraph();
    }

    fn plain(&self, name: &str, mut teacher: Prose, does: &Wording, learners: &Wording) -> Filled {
        teacher.frame(self.words_of(does));
        Filled { name: name.to_owned(), teacher, learners: self.words_of(learners).to_owned() }
    }

    fn opener(&self, mut teacher: Prose) -> Filled {
        teacher.frame(&format!("{} “{}”", self.words_of(&wording::OPEN_QUESTION), self.opener.question));
        teacher.frame(self.words_of(&wording::OPEN_TEACHER));
        let learners =
            if self.opener.sort == Sort::Belief { &wording::OPEN_VOTE } else { &wording::OPEN_GUESS };
        Filled { name: "Opener".to_owned(), teacher, learners: self.words_of(learners).to_owned() }
    }

    /// New ideas from the block's parts: the main lines, in order, and the words to write down.
    fn ideas(&mut self, mut teacher: Prose, block: usize, minutes: u32) -> Option<Filled> {
        let parts = self.parts_of(block);
        let most = (minutes as usize / 2).clamp(3, 8);
        let mut lines: Vec<usize> = Vec::new();
        if block == 0 {
            let manuscript = self.manuscript;
            lines.extend(manuscript.definition_of_topic().filter(|&line| self.chooser.take(line)));
        }
        let each = (most - lines.len()).div_ceil(parts.len().max(1));
        let mut rest = Vec::new();
        for part in &parts {
            let room = each.min(most.saturating_sub(lines.len() + rest.len()));
            let (manuscript, words) = (self.manuscript, &self.words);
            let welcome = |line: usize| {
                let explains = words.iter().any(|word| manuscript.defines(line, word));
                if explains { 1.8 } else { opening::introduces(manuscript, line) }
            };
            let picked = self.chooser.pick(&self.parts[*part].lines, Budget::lines(room, room), welcome);
            rest.extend(picked);
        }
        rest.sort_unstable();
        lines.extend(rest);
        if lines.len() < 2 {
            return None;
        }
        teacher.frame(self.words_of(&wording::IDEAS_TEACHER));
        teacher.paragraph();
        let told: Vec<(String, Span)> = lines
            .iter()
            .enumerate()
            .map(|(place, &line)| {
                let before = place.checked_sub(1).map(|place| lines[place]);
                (join::worded(self.manuscript, before, line), self.manuscript.lines[line].span().clone())
            })
            .collect();
        join::say(&mut teacher, &told);
        self.told.extend(lines.iter().map(|&line| self.manuscript.lines[line].span().clone()));
        teacher.paragraph();
        teacher.frame(self.words_of(&wording::IDEAS_STOP));
        if block == 0 && self.words.len() > 1 {
            teacher.frame(&format!("Write these words on the board: {}.", list_of(&self.words)));
        }
        let name = match (block, parts.first()) {
            (0, _) | (_, None) => "New ideas".to_owned(),
            (_, Some(&part)) => format!("New ideas: {}", self.lesson.inside(&self.parts[part].title)),
        };
        Some(Filled { name, teacher, learners: self.words_of(&wording::IDEAS_LEARNERS).to_owned() })
    }

    /// The parts that a block is about: all of them shared out in order.
    fn parts_of(&self, block: usize) -> Vec<usize> {
        let blocks = self.blocks.max(1);
        let count = self.parts.len();
        (count * block / blocks..count * (block + 1) / blocks).collect()
    }

    /// A process worked through step by step, or an effect traced to its cause.
    fn example(&mut self, mut teacher: Prose) -> Option<Filled> {
        let inquiry = self.asking.take_sort(&[Sort::Steps, Sort::Cause])?;
        let (does, learners) = match inquiry.sort {
            Sort::Steps => (&wording::STEPS_TEACHER, &wording::STEPS_LEARNERS),
            _ => (&wording::REASON_TEACHER, &wording::REASON_LEARNERS),
        };
        teacher.frame(self.words_of(does));
        self.answer(&mut teacher, &inquiry);
        Some(Filled {
            name: "Worked example".to_owned(),
            teacher,
            learners: self.words_of(learners).to_owned(),
        })
    }

    /// Questions for pairs, with the answers to listen for.
    fn guided(&mut self, mut teacher: Prose, block: usize, minutes: u32) -> Option<Filled> {
        const SORTS: [&[Sort]; 4] = [
            &[Sort::Cause, Sort::Figure, Sort::Meaning, Sort::Parts],
            &[Sort::Figure, Sort::Parts, Sort::Cause, Sort::Meaning],
            &[Sort::Meaning, Sort::Parts, Sort::Figure],
            &[Sort::Cause, Sort::Meaning, Sort::Figure],
        ];
        let most = (minutes as usize / 3).clamp(1, SORTS.len());
        let parts = self.parts_of(block);
        let (first, last) = (parts.first()?, parts.last()?);
        let lines = self.parts[*first].lines.start..self.parts[*last].lines.end;
        let inquiries: Vec<Inquiry<'_>> = SORTS
            .iter()
            .take(most)
            .filter_map(|sorts| {
                self.asking
                    .take_within(sorts, self.manuscript, &lines)
                    .or_else(|| self.asking.take_sort(sorts))
            })
            .collect();
        if inquiries.is_empty() {
            return None;
        }
        teacher.frame(self.words_of(&wording::GUIDED_TEACHER));
        inquiries.iter().for_each(|inquiry| self.ask(&mut teacher, inquiry));
        let learners = self.words_of(&wording::GUIDED_LEARNERS).to_owned();
        Some(Filled { name: "Guided practice".to_owned(), teacher, learners })
    }

    /// A comparison, a labelled picture, or a game with the words to know.
    fn group(&mut self, mut teacher: Prose) -> Option<Filled> {
        teacher.frame(self.words_of(&wording::GROUP_TEACHER));
        let name = "Group work".to_owned();
        let Some(inquiry) = self.asking.take_sort(&[Sort::Difference, Sort::Parts]) else {
            if self.words.len() < 3 {
                return None;
            }
            teacher.frame(self.words_of(&wording::WORDS_TEACHER));
            return Some(Filled {
                name,
                teacher,
                learners: self.words_of(&wording::WORDS_LEARNERS).to_owned(),
            });
        };
        let learners = match &inquiry.fact.kind {
            FactKind::Contrast { sides: Some((one, other)) } => {
                let (one, other) = (self.lesson.term(one), self.lesson.term(other));
                teacher.frame(&format!("Ask the groups to compare {one} and {other}."));
                &wording::COMPARE_LEARNERS
            }
            _ => &wording::PARTS_LEARNERS,
        };
        self.ask(&mut teacher, &inquiry);
        Some(Filled { name, teacher, learners: self.words_of(learners).to_owned() })
    }

    /// Back to the opening question, now with its answer.
    fn check(&self, mut teacher: Prose) -> Filled {
        let does =
            if self.opener.sort == Sort::Belief { &wording::CHECK_BELIEF } else { &wording::CHECK_GUESS };
        teacher.frame(self.words_of(does));
        self.ask(&mut teacher, &self.opener);
        Filled {
            name: "Check".to_owned(),
            teacher,
            learners: self.words_of(&wording::CHECK_LEARNERS).to_owned(),
        }
    }
}
