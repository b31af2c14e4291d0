//! R9: outages of sites that no claim of an attack or outage names.

use crate::model::{Finding, Judgement, Outage, Rule, Verdict};

/// Judges an outage that nobody claimed. The verdict has no id yet.
pub(in crate::analysis) fn unclaimed(outage: &Outage) -> Verdict {
    Verdict {
        id: String::new(),
        claim: None,
        site: outage.site.clone(),
        rule: Rule::R9,
        judgement: Judgement::UnclaimedOutage,
        finding: Finding::Unclaimed { duration: outage.duration },
        lag: None,
        outage: Some(outage.id.clone()),
        group: None,
        vantages: Vec::new(),
        observed_share: None,
        flags: Vec::new(),
    }
}
