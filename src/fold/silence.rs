//! Ways in which a source tells what a silence is (M7).

use super::pace::is_within;
use crate::model::{Cadence, Gap, ProbeSource};

/// Rule that recognises the silences of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SilenceRule {
    /// By the pace around each interval. A declared pace, in microseconds, stands for it where a
    /// series has a single interval.
    Pace {
        /// Pace that the source declares.
        declared_us: Option<i64>,
    },
    /// An interval longer than this is one, in microseconds.
    LongerThan(i64),
    /// There is none, as in a log of changes.
    Never,
}

impl SilenceRule {
    /// Returns the rule of a source.
    pub(super) fn of(source: Option<&ProbeSource>) -> SilenceRule {
        match source {
            Some(ProbeSource { cadence: Cadence::OnChange { .. }, .. }) => SilenceRule::Never,
            Some(ProbeSource { silence_us: Some(own), .. }) => SilenceRule::LongerThan(*own),
            Some(ProbeSource { pace_us, .. }) => SilenceRule::Pace { declared_us: *pace_us },
            None => SilenceRule::Pace { declared_us: None },
        }
    }

    /// Says whether an interval is a silence where the source says so itself; `None` where the pace
    /// around the interval decides.
    pub(super) fn declared(self, interval_us: i64) -> Option<Gap> {
        match self {
            SilenceRule::Never => Some(Gap::Observed),
            SilenceRule::LongerThan(limit_us) if interval_us <= limit_us => Some(Gap::Observed),
            SilenceRule::LongerThan(_) => Some(Gap::Silence),
            SilenceRule::Pace { .. } => None,
        }
    }

    /// Says whether the only interval of a series is a silence: it is one, unless a declared pace
    /// says otherwise.
    pub(super) fn without_pace(self, interval_us: i64) -> Gap {
        match self {
            SilenceRule::Pace { declared_us: Some(pace_us) } if is_within(interval_us, pace_us) => {
                Gap::Observed
            }
            _ => Gap::Silence,
        }
    }

    /// Says whether an interval inside a run proves to be a silence: then the rows must be read
    /// again.
    pub(super) fn is_broken_by(self, longest_inside_us: i64) -> bool {
        matches!(self, SilenceRule::LongerThan(limit_us) if longest_inside_us > limit_us)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(cadence: Cadence, silence_us: Option<i64>, pace_us: Option<i64>) -> ProbeSource {
        ProbeSource { silence_us, pace_us, ..ProbeSource::new("probes", cadence) }
    }

    #[test]
    fn a_declared_silence_decides_alone() {
        let polls = source(Cadence::Poll, Some(50), Some(10));
        assert_eq!(SilenceRule::of(Some(&polls)), SilenceRule::LongerThan(50));
        let changes = source(Cadence::OnChange { interval_us: 1 }, Some(50), None);
        assert_eq!(SilenceRule::of(Some(&changes)), SilenceRule::Never);
        let gaps = [50, 51].map(|us| SilenceRule::LongerThan(50).declared(us));
        assert_eq!(gaps, [Some(Gap::Observed), Some(Gap::Silence)]);
        assert_eq!(SilenceRule::Never.declared(i64::MAX), Some(Gap::Observed));
        assert!(SilenceRule::LongerThan(50).is_broken_by(51));
        assert!(!SilenceRule::LongerThan(50).is_broken_by(50));
    }

    #[test]
    fn a_declared_pace_stands_for_the_pace_of_two_probes() {
        let rule = SilenceRule::of(Some(&source(Cadence::Poll, None, Some(10))));
        assert_eq!([20, 21].map(|us| rule.without_pace(us)), [Gap::Observed, Gap::Silence]);
        assert_eq!(rule.declared(20), None);
        assert_eq!(SilenceRule::of(None).without_pace(1), Gap::Silence);
        assert!(!rule.is_broken_by(i64::MAX));
    }
}
