//! Weights: how much each trait speaks for a statement or against it.

/// What a statement without any trait starts from.
pub(crate) const START: f64 = -3.10;

/// From which chance on a statement counts as carried, from 0 to 1.
pub(crate) const ENOUGH: f64 = 0.72;

/// From which chance on a contradiction that the rules found is only a doubt, from 0 to 1.
pub(crate) const DOUBTFUL: f64 = 0.2;

/// What each trait of `graded.rs` adds, what speaks for a statement first.
///
/// **Source** logistic regression (L2) on the statements of `datasets/statements`, as `examples/traits.rs` prints them;
/// what names a doubt may only count against a statement. See `docs/evaluation/statement-check.md`.
pub(crate) const WEIGHTS: &[(&str, f64)] = &[
    ("words", 2.24),
    ("computed", 2.20),
    ("hard_here", 1.44),
    ("hard_there", 1.17),
    ("used", 0.74),
    ("denies_both", 0.73),
    ("figures_agree", 0.41),
    ("denies", 0.40),
    ("soft_here", 0.40),
    ("hard_near", 0.38),
    ("numbers", 0.34),
    ("soft_near", 0.34),
    ("soft_there", 0.28),
    ("than_theirs", 0.26),
    ("near_there", 0.21),
    ("only_mine", -0.08),
    ("grade_absent", -0.09),
    ("denied_alone", -0.09),
    ("word_swapped", -0.11),
    ("hedge_mine", -0.13),
    ("number_absent_there", -0.13),
    ("subject_pronoun", -0.13),
    ("number_absent_here", -0.15),
    ("reversal_lost", -0.16),
    ("subject_absent", -0.18),
    ("condition_mine", -0.19),
    ("condition", -0.20),
    ("less_mine", -0.20),
    ("name", -0.21),
    ("lines", -0.21),
    ("crossing", -0.22),
    ("near_kinds", -0.27),
    ("than_mine", -0.27),
    ("doubts", -0.29),
    ("near_broader", -0.35),
    ("number_rival", -0.35),
    ("word_rival", -0.37),
    ("quantity", -0.40),
    ("gap_3", -0.41),
    ("number", -0.42),
    ("reversed", -0.49),
    ("less_theirs", -0.56),
    ("negation", -0.62),
    ("governed", -0.70),
    ("name_absent_there", -0.86),
    ("all_mine", -0.87),
    ("period_other", -0.92),
    ("cause_other", -1.35),
    ("opposite!", -1.61),
    ("even_if", -1.96),
    ("name!", -2.05),
    ("comparison!", -2.18),
    ("negation!", -2.31),
    ("figures_deny", -2.32),
    ("number!", -2.35),
    ("quantity!", -2.42),
    ("missing!", -2.65),
    ("copied", -2.84),
    ("direction!", -3.54),
    ("cause!", -3.59),
];
