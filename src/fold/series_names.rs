//! Names behind the numbers in samples, and which intervals of a series are silences.

use super::silence::SilenceRule;
use crate::model::{ProbeSource, SeriesKey};

/// Names behind the numbers in samples.
#[derive(Debug, Clone, Copy)]
pub struct SeriesNames<'a> {
    /// The series, by number.
    pub keys: &'a [SeriesKey],
    /// The causes, by number.
    pub causes: &'a [String],
    /// The sources, by number.
    pub sources: &'a [ProbeSource],
}

impl SeriesNames<'_> {
    /// Returns the rule that recognises the silences of a series (M7).
    pub(super) fn silence_rule(&self, number: usize) -> SilenceRule {
        SilenceRule::of(self.keys.get(number).and_then(|key| self.sources.get(key.source)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cadence;

    #[test]
    fn rules_follow_the_source_of_the_series() {
        let source = |cadence, silence_us| ProbeSource {
            silence_us,
            pace_us: Some(60),
            ..ProbeSource::new("probes", cadence)
        };
        let sources = [
            source(Cadence::Poll, None),
            source(Cadence::Poll, Some(700)),
            source(Cadence::OnChange { interval_us: 100 }, None),
        ];
        let key = |source| SeriesKey { site: "a".to_owned(), vantage: "v".to_owned(), source };
        let keys = [key(0), key(1), key(2)];
        let names = SeriesNames { keys: &keys, causes: &[], sources: &sources };
        let rules = [0, 1, 2, 3].map(|number| names.silence_rule(number));
        let expected = [
            SilenceRule::Pace { declared_us: Some(60) },
            SilenceRule::LongerThan(700),
            SilenceRule::Never,
            // A series without a key is polled.
            SilenceRule::Pace { declared_us: None },
        ];
        assert_eq!(rules, expected);
    }
}
