//! The findings on who spoke how long after a change (M29).

use super::evidence::Grounds;
use crate::model::lag::{LagBehind, LagSummary};
use crate::model::{Report, was};
use crate::report::wording::{lag_words, plural, with_role};

/// File with the lags behind these findings.
pub(in crate::report) const LAGS: &str = "tables/lags.csv";

/// Tells of each claimant and kind of change how long after it the claims were published, in the
/// order of the first of them.
pub(in crate::report) fn of_lags(report: &Report) -> Vec<(String, Grounds)> {
    let of_claimants = report.lag_summaries.iter().filter(|one| one.claim.is_none());
    let finding =
        |one: &LagSummary| (sentence(one), Grounds { ids: one.verdicts.clone(), file: LAGS });
    of_claimants.map(finding).collect()
}

/// Tells how long after the changes the claims of a claimant were published, or before these.
fn sentence(one: &LagSummary) -> String {
    let who = with_role(&one.claimant, one.role);
    let (claims, outages) = (plural(one.claims, "claim"), plural(one.outages, "outage"));
    let about = match one.behind {
        LagBehind::Start => format!("on {outages}"),
        LagBehind::Recovery => format!("that {outages} had ended"),
    };
    let median = lag_words(one.median, one.behind);
    let published = format!("{claims} of {who} {about} {} published {median}", was(one.claims));
    match one.lags {
        1 => published,
        _ => format!("{published} by the median; each was {}", lag_words(one.range, one.behind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{MINUTE, Range};
    use crate::model::{DurationRange, Role};

    #[test]
    fn a_lone_lag_has_no_median() {
        let lag = |least: i64, most: i64| DurationRange {
            least_us: least * MINUTE,
            most_us: Some(most * MINUTE),
        };
        let one = LagSummary {
            claimant: "City".to_owned(),
            role: Role::Operator,
            claim: None,
            behind: LagBehind::Start,
            first_published: Range { earliest: None, latest: None },
            claims: 1,
            lags: 1,
            outages: 1,
            verdicts: vec!["V001".to_owned()],
            median: lag(20, 21),
            range: lag(20, 21),
        };
        assert_eq!(
            sentence(&one),
            "1 claim of City (operator) on 1 outage was published 20 min to 21 min after the start"
        );
        let behind = LagBehind::Recovery;
        let range = lag(-5, 40);
        let two = LagSummary { behind, claims: 2, lags: 3, outages: 2, range, ..one };
        assert_eq!(
            sentence(&two),
            "2 claims of City (operator) that 2 outages had ended were published 20 min to 21 min \
             after the recovery by the median; each was from 5 min before the recovery to 40 min \
             after it"
        );
    }
}
