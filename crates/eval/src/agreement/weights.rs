//! Weights: how much each trait speaks for a statement or against it.

/// What a statement without any trait starts from.
pub(crate) const START: f64 = -3.09;

/// From which chance on a statement counts as carried, from 0 to 1.
pub(crate) const ENOUGH: f64 = 0.69;

/// What each trait of `graded.rs` adds, what speaks for a statement first.
///
/// **Source** logistic regression (L2) on the statements of `datasets/statements`, as `examples/traits.rs` prints them;
/// what names a doubt may only count against a statement. See `docs/evaluation/statement-check.md`.
pub(crate) const WEIGHTS: &[(&str, f64)] = &[
    ("words", 2.20),
    ("hard_here", 1.48),
    ("hard_there", 1.16),
    ("used", 0.84),
    ("denies_both", 0.84),
    ("numbers", 0.40),
    ("hard_near", 0.36),
    ("soft_near", 0.31),
    ("denies", 0.29),
    ("than_theirs", 0.27),
    ("soft_here", 0.24),
    ("soft_there", 0.21),
    ("near_there", 0.20),
    ("number_absent_here", -0.04),
    ("share_theirs", -0.08),
    ("more_mine", -0.08),
    ("subject_pronoun", -0.13),
    ("subject_absent", -0.13),
    ("less_mine", -0.14),
    ("only_mine", -0.18),
    ("hedge_mine", -0.19),
    ("lines", -0.20),
    ("condition_mine", -0.21),
    ("name", -0.23),
    ("condition", -0.23),
    ("name_rival", -0.26),
    ("denied_alone", -0.26),
    ("crossing", -0.28),
    ("doubts", -0.28),
    ("than_mine", -0.32),
    ("number", -0.34),
    ("quantity", -0.38),
    ("gap_3", -0.39),
    ("number_rival", -0.42),
    ("less_theirs", -0.67),
    ("governed", -0.72),
    ("negation", -0.81),
    ("period_other", -0.83),
    ("name_absent_there", -0.86),
    ("all_mine", -0.89),
    ("cause_other", -1.34),
    ("opposite!", -1.62),
    ("name!", -2.03),
    ("comparison!", -2.17),
    ("even_if", -2.25),
    ("quantity!", -2.38),
    ("number!", -2.41),
    ("missing!", -2.42),
    ("negation!", -2.54),
    ("copied", -2.74),
    ("direction!", -3.50),
    ("cause!", -3.51),
];
