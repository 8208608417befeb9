//! Phases: which phases a lesson of a given length has, and how its minutes are shared out among them.

use crate::prose::minutes;

/// What a phase of a lesson is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// A question that opens the topic.
    Opener,
    /// New ideas, told by the teacher; with the number of the block it belongs to.
    Ideas(usize),
    /// One example worked through by the teacher.
    Example,
    /// Questions answered in pairs; with the number of the block it belongs to.
    Guided(usize),
    /// A task for groups.
    Group,
    /// A pause.
    Break,
    /// Back to the opening question.
    Check,
    /// The exit ticket.
    Close,
}

impl Phase {
    /// How much of the lesson's time it gets beside the others.
    fn weight(self) -> f64 {
        match self {
            Self::Opener | Self::Close | Self::Check | Self::Break => 5.0,
            Self::Ideas(_) => 12.0,
            Self::Example => 7.0,
            Self::Guided(_) => 8.0,
            Self::Group => 10.0,
        }
    }
}

/// Lessons shorter than this have no group work and no worked example, in minutes.
const SHORT: u32 = 30;
/// Teaching time of one block, in minutes.
///
/// **Source** a school lesson of 45 minutes.
const BLOCK: u32 = 45;
/// The most blocks: with their pauses they fill the twenty phases a plan may have.
const BLOCKS: usize = 6;

/// The phases of a lesson of `total` minutes about at most `parts` parts, each with its minutes; they add up to `total`.
pub(super) fn plan(total: u32, parts: usize) -> Vec<(Phase, u32)> {
    let blocks = ((total / BLOCK) as usize).clamp(1, BLOCKS).min(parts.max(1));
    let mut phases = vec![Phase::Opener];
    for block in 0..blocks {
        if block > 0 && block % 2 == 0 {
            phases.push(Phase::Break);
        }
        phases.push(Phase::Ideas(block));
        if block == 0 && total >= SHORT {
            phases.push(Phase::Example);
        }
        phases.push(Phase::Guided(block));
    }
    if total >= SHORT {
        phases.extend([Phase::Group, Phase::Check]);
    }
    phases.push(Phase::Close);
    let weights: Vec<f64> = phases.iter().map(|phase| phase.weight()).collect();
    let shares = minutes::share(total, &weights);
    phases.into_iter().zip(shares).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_add_up_whatever_the_length() {
        for total in 5..=600 {
            for parts in [0, 1, 4, 10] {
                let phases = plan(total, parts);
                assert_eq!(phases.iter().map(|(_, minutes)| minutes).sum::<u32>(), total);
                assert!((3..=20).contains(&phases.len()) && phases.iter().all(|(_, minutes)| *minutes > 0));
            }
        }
    }

    #[test]
    fn a_school_lesson_has_every_phase_once() {
        let phases: Vec<Phase> = plan(50, 5).into_iter().map(|(phase, _)| phase).collect();
        assert_eq!(
            phases,
            [
                Phase::Opener,
                Phase::Ideas(0),
                Phase::Example,
                Phase::Guided(0),
                Phase::Group,
                Phase::Check,
                Phase::Close
            ]
        );
    }
}
