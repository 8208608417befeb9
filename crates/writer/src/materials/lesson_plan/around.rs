//! Around the lesson: materials, assessment, differentiation, homework.

use content::material::lesson_plan::{Differentiation, LessonStep};

use super::Plan;
use super::wording;
use crate::cite::Prose;
use crate::facts::{FactKind, Link};
use crate::inquiry::Sort;
use crate::phrase::{list_of, one_line, without_stop};

impl Plan<'_> {
    /// What has to be at hand for these steps.
    pub(super) fn materials(&self, steps: &[LessonStep]) -> Vec<String> {
        let mut found = vec!["Board and markers".to_owned(), "Paper and pencils".to_owned()];
        let used = |source: &&content::Source| {
            self.lesson.passages().iter().any(|passage| passage.source_id == source.id)
        };
        for source in self.lesson.request.sources.iter().filter(used).take(5) {
            let title: String = one_line(&source.title).chars().take(300).collect();
            found.push(format!("The text “{title}”, one copy for each learner"));
        }
        if self.words.len() > 1 {
            let words: String = self.words.join(", ").chars().take(400).collect();
            found.push(format!("Word cards: {words}"));
        }
        if steps.iter().any(|step| step.phase == "Group work") {
            found.push("Large sheets of paper and colored pens for the groups".to_owned());
        }
        found.push("Exit tickets with two questions, one for each learner".to_owned());
        found
    }

    /// The exit ticket with its answers.
    pub(super) fn assessment(&mut self) -> String {
        let mut prose = Prose::new("/assessment");
        prose.frame(self.words_of(&wording::TICKET));
        for inquiry in &self.ticket {
            self.ask(&mut prose, inquiry);
        }
        prose.frame(self.words_of(&wording::TICKET_AFTER));
        prose.finish(&mut self.citations)
    }

    /// For those who need more help and those who need more.
    pub(super) fn differentiation(&mut self) -> Differentiation {
        let mut support = Prose::new("/differentiation/support");
        if self.words.len() > 1 {
            let words = list_of(&self.words);
            support.frame(&format!("Give these learners a word list that explains {words}."));
        }
        support.frame(self.words_of(&wording::SUPPORT));
        if let Some(start) = self.sentence_start() {
            support.frame(&format!("Help them finish this sentence: “{start} because …”"));
        }
        let mut extension = Prose::new("/differentiation/extension");
        extension.frame(self.words_of(&wording::EXTENSION));
        let told = std::mem::take(&mut self.told);
        let sorts = [Sort::Difference, Sort::Cause, Sort::Belief, Sort::Figure, Sort::Meaning];
        let new = sorts.iter().find_map(|sort| {
            let untold = |span: &crate::facts::Span| !told.iter().any(|told| told.overlaps(span));
            self.asking.take(|inquiry| inquiry.sort == *sort && untold(&inquiry.fact.quote))
        });
        let inquiry = new.or_else(|| self.asking.take_sort(&sorts));
        if let Some(inquiry) = inquiry {
            self.ask(&mut extension, &inquiry);
        }
        extension.frame(self.words_of(&wording::EXTENSION_WRITE));
        Differentiation {
            support: support.finish(&mut self.citations),
            extension: extension.finish(&mut self.citations),
        }
    }

    /// The effect of one of the lesson's causes, for learners to go on from.
    fn sentence_start(&self) -> Option<String> {
        let causes = self.ticket.iter().chain([&self.opener]).map(|inquiry| inquiry.fact);
        causes.chain(self.lesson.causes()).find_map(|fact| match &fact.kind {
            FactKind::Cause { effect, link: Link::Because, .. } => {
                Some(crate::phrase::capitalised(without_stop(&self.lesson.words(effect))))
            }
            _ => None,
        })
    }

    /// What to do at home: tell the topic to someone, with the words to know.
    pub(super) fn homework(&mut self) -> String {
        let topic = self.lesson.inside(&self.lesson.topic());
        let mut prose = Prose::new("/homework");
        prose.frame(&format!("Explain {topic} to someone at home in five written sentences."));
        if self.words.len() > 1 {
            prose.frame(&format!("Use at least three of these words: {}.", list_of(&self.words)));
        }
        if self.opener.sort == Sort::Belief {
            prose.frame(&format!("Ask two people: “{}”", self.opener.question));
            prose.frame("Write down what they say, and how you would answer them.");
        } else {
            prose.frame("Underline the sentence that was hardest to write, and bring a question about it.");
        }
        prose.finish(&mut self.citations)
    }
}
