//! Weights: how much each trait speaks for a statement or against it.

/// What a statement without any trait starts from.
pub(crate) const START: f64 = -3.79;

/// From which chance on a statement counts as carried, from 0 to 1.
pub(crate) const ENOUGH: f64 = 0.60;

/// What each trait of `graded.rs` adds, what speaks for a statement first.
///
/// **Source** logistic regression (L2) on the statements of `datasets/statements` that the rules leave undecided, as
/// `examples/traits.rs` prints them; what names a doubt may only count against a statement.
pub(crate) const WEIGHTS: &[(&str, f64)] = &[
    ("words", 3.70),
    ("hard_here", 1.93),
    ("hard_there", 1.27),
    ("denies", 1.18),
    ("used", 0.86),
    ("numbers", 0.59),
    ("near_there", 0.31),
    ("subject_pronoun", 0.23),
    ("soft_there", 0.17),
    ("hedge_theirs", -0.07),
    ("gap_3", -0.10),
    ("denies_bare", -0.14),
    ("denied_alone", -0.18),
    ("condition_mine", -0.20),
    ("gap_here_2", -0.23),
    ("share_mine", -0.25),
    ("subject_absent", -0.26),
    ("more_mine", -0.28),
    ("crossing", -0.30),
    ("share_theirs", -0.33),
    ("number", -0.33),
    ("hedge_mine", -0.34),
    ("quantity", -0.44),
    ("only_mine", -0.57),
    ("grade_absent", -0.59),
    ("number_rival", -0.69),
    ("name_absent_there", -0.70),
    ("condition", -0.77),
    ("timing", -0.78),
    ("negation", -0.82),
    ("gap_2", -0.93),
    ("all_mine", -0.94),
    ("cause_other", -1.44),
    ("period_other", -1.94),
    ("copied", -3.48),
];
