//! Weights: how much each trait speaks for a statement or against it.

/// What a statement without any trait starts from.
pub(crate) const START: f64 = -3.13;

/// From which chance on a statement counts as carried, from 0 to 1.
pub(crate) const ENOUGH: f64 = 0.72;

/// From which chance on a contradiction that the rules found is only a doubt, from 0 to 1.
pub(crate) const DOUBTFUL: f64 = 0.2;

/// What each trait of `graded.rs` adds, what speaks for a statement first.
///
/// **Source** logistic regression (L2) on the statements of `datasets/statements`, as `examples/traits.rs` prints them;
/// what names a doubt may only count against a statement. See `docs/evaluation/statement-check.md`.
pub(crate) const WEIGHTS: &[(&str, f64)] = &[
    ("computed", 3.06),
    ("words", 2.20),
    ("hard_here", 1.40),
    ("hard_there", 1.25),
    ("used", 0.79),
    ("denies_both", 0.70),
    ("denies", 0.40),
    ("soft_there", 0.38),
    ("numbers", 0.37),
    ("hard_near", 0.37),
    ("soft_here", 0.32),
    ("soft_near", 0.30),
    ("than_theirs", 0.27),
    ("near_there", 0.21),
    ("figures_agree", 0.18),
    ("share_theirs", -0.04),
    ("number_absent_there", -0.07),
    ("word_swapped", -0.07),
    ("number", -0.08),
    ("denied_alone", -0.10),
    ("hedge_mine", -0.13),
    ("grade_absent", -0.13),
    ("subject_pronoun", -0.14),
    ("reversal_lost", -0.15),
    ("condition_mine", -0.17),
    ("less_mine", -0.19),
    ("subject_absent", -0.20),
    ("only_mine", -0.21),
    ("lines", -0.21),
    ("name", -0.23),
    ("crossing", -0.23),
    ("near_kinds", -0.26),
    ("condition", -0.26),
    ("than_mine", -0.30),
    ("number_absent_here", -0.31),
    ("doubts", -0.31),
    ("word_rival", -0.36),
    ("near_broader", -0.38),
    ("quantity", -0.40),
    ("number_rival", -0.41),
    ("reversed", -0.49),
    ("less_theirs", -0.55),
    ("negation", -0.62),
    ("gap_3", -0.67),
    ("governed", -0.73),
    ("name_absent_there", -0.83),
    ("all_mine", -0.85),
    ("period_other", -0.92),
    ("cause_other", -1.33),
    ("opposite!", -1.60),
    ("even_if", -1.72),
    ("name!", -2.07),
    ("figures_deny", -2.29),
    ("number!", -2.31),
    ("negation!", -2.32),
    ("comparison!", -2.43),
    ("quantity!", -2.46),
    ("missing!", -2.54),
    ("copied", -2.78),
    ("direction!", -3.56),
    ("cause!", -3.59),
];
