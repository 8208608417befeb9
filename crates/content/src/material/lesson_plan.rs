//! Lesson plan: a timed lesson.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::markdown::Markdown;
use crate::report::Finding;
use crate::statement::{Collector, StatementRole};

/// A timed lesson: what the teacher does, what the learners do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LessonPlan {
    /// What a teacher sees first.
    #[schemars(length(min = 1, max = 300))]
    pub title: String,
    /// The sum of the steps' minutes.
    #[schemars(range(min = 1, max = 600))]
    pub duration_minutes: u32,
    /// What has to be at hand.
    #[schemars(length(min = 1, max = 30), inner(length(min = 1, max = 500)))]
    pub materials: Vec<String>,
    /// The phases in order.
    #[schemars(length(min = 3, max = 20))]
    pub steps: Vec<LessonStep>,
    /// How the teacher sees what was learnt.
    #[schemars(length(min = 1, max = 5000))]
    pub assessment: String,
    /// For those who need more help and those who need more.
    pub differentiation: Differentiation,
    /// What to do at home.
    #[schemars(length(min = 1, max = 5000))]
    pub homework: String,
}

/// One phase of a lesson.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LessonStep {
    /// What it is called.
    #[schemars(length(min = 1, max = 200))]
    pub phase: String,
    /// How long it takes.
    #[schemars(range(min = 1, max = 600))]
    pub minutes: u32,
    /// What the teacher does.
    #[schemars(length(min = 1, max = 5000))]
    pub teacher_does: String,
    /// What the learners do.
    #[schemars(length(min = 1, max = 5000))]
    pub learners_do: String,
}

/// How the lesson meets different learners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Differentiation {
    /// For learners who need more help.
    #[schemars(length(min = 1, max = 5000))]
    pub support: String,
    /// For learners who are ready for more.
    #[schemars(length(min = 1, max = 5000))]
    pub extension: String,
}

impl LessonPlan {
    pub(super) fn collect(&self, to: &mut Collector) {
        to.push(StatementRole::Frame, "/title", &self.title);
        to.each(StatementRole::Frame, "/materials", &self.materials);
        for (index, step) in self.steps.iter().enumerate() {
            to.push(StatementRole::Frame, format!("/steps/{index}/phase"), &step.phase);
            to.push(StatementRole::Guidance, format!("/steps/{index}/teacher_does"), &step.teacher_does);
            to.push(StatementRole::Guidance, format!("/steps/{index}/learners_do"), &step.learners_do);
        }
        to.push(StatementRole::Guidance, "/assessment", &self.assessment);
        to.push(StatementRole::Guidance, "/differentiation/support", &self.differentiation.support);
        to.push(StatementRole::Guidance, "/differentiation/extension", &self.differentiation.extension);
        to.push(StatementRole::Guidance, "/homework", &self.homework);
    }

    pub(super) fn broken_invariants(&self) -> Vec<Finding> {
        let sum: u32 = self.steps.iter().map(|step| step.minutes).sum();
        if sum == self.duration_minutes {
            return Vec::new();
        }
        let detail = format!("the steps take {sum} minutes, not {}; make them agree", self.duration_minutes);
        vec![Finding::new("sum", "/duration_minutes", detail)]
    }

    pub(super) fn to_markdown(&self) -> String {
        let mut md = Markdown::titled(&self.title);
        md.line(&format!("*{} minutes*", self.duration_minutes));
        md.heading(2, "Materials");
        md.bullets(&self.materials);
        for step in &self.steps {
            md.heading(2, &format!("{} ({} minutes)", step.phase, step.minutes));
            md.definition("Teacher", &step.teacher_does);
            md.definition("Learners", &step.learners_do);
        }
        md.heading(2, "Assessment");
        md.paragraph(&self.assessment);
        md.heading(2, "Differentiation");
        md.definition("Support", &self.differentiation.support);
        md.definition("Extension", &self.differentiation.extension);
        md.heading(2, "Homework");
        md.paragraph(&self.homework);
        md.finish()
    }
}
