//! Weights: how much each trait speaks for a statement or against it.

/// What a statement without any trait starts from.
pub(crate) const START: f64 = -2.81;

/// From which chance on a statement counts as carried, from 0 to 1.
pub(crate) const ENOUGH: f64 = 0.69;

/// From which chance on a contradiction that the rules found is only a doubt, from 0 to 1.
pub(crate) const DOUBTFUL: f64 = 0.2;

/// What each trait of `graded.rs` adds, what speaks for a statement first.
///
/// **Source** logistic regression (L2) on the statements of `datasets/statements`, as `examples/traits.rs` prints them;
/// what names a doubt may only count against a statement. See `docs/evaluation/statement-check.md`.
pub(crate) const WEIGHTS: &[(&str, f64)] = &[
    ("computed", 2.25),
    ("words", 2.12),
    ("hard_here", 1.31),
    ("hard_there", 1.11),
    ("used", 0.80),
    ("denies_both", 0.67),
    ("soft_here", 0.64),
    ("denies", 0.42),
    ("numbers", 0.36),
    ("soft_near", 0.27),
    ("than_theirs", 0.23),
    ("hard_near", 0.22),
    ("near_there", 0.18),
    ("soft_there", 0.09),
    ("gaps_here", -0.02),
    ("swapped", -0.06),
    ("crossing", -0.06),
    ("subject_pronoun", -0.06),
    ("name", -0.11),
    ("word_swapped", -0.13),
    ("lines", -0.14),
    ("less_mine", -0.14),
    ("condition", -0.15),
    ("number", -0.17),
    ("reversal_lost", -0.18),
    ("more_mine", -0.19),
    ("denied_alone", -0.20),
    ("subject_absent", -0.20),
    ("near_kinds", -0.26),
    ("near_broader", -0.27),
    ("word_rival", -0.28),
    ("number_absent_here", -0.29),
    ("doubts", -0.30),
    ("number_rival", -0.30),
    ("hedge_mine", -0.31),
    ("modifier", -0.37),
    ("than_mine", -0.38),
    ("less_theirs", -0.40),
    ("reversed", -0.41),
    ("quantity", -0.51),
    ("negation", -0.55),
    ("all_mine", -0.62),
    ("period_other", -0.68),
    ("governed", -0.80),
    ("name_absent_there", -1.04),
    ("cause_other", -1.29),
    ("figures_deny", -1.53),
    ("opposite!", -1.67),
    ("gap_3", -1.78),
    ("name!", -1.80),
    ("cause!", -1.81),
    ("negation!", -2.14),
    ("even_if", -2.14),
    ("comparison!", -2.22),
    ("number!", -2.35),
    ("quantity!", -2.58),
    ("missing!", -2.72),
    ("copied", -2.72),
    ("direction!", -3.46),
];
