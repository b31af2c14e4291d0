//! R9: outages of sites that no claim of an attack or outage names.

use super::rule_log::explain;
use crate::model::{Finding, Judgement, Outage, OutageFlag, Rule, Verdict, VerdictFlag};

/// Id of the rule.
const RULE: Rule = Rule::new("R9");

/// Judges an outage that nobody claimed. `outage_number` counts the outages of its site from one.
/// The verdict has no id yet.
pub(in crate::analysis) fn unclaimed(outage: &Outage, outage_number: usize) -> Verdict {
    let (id, site) = (&outage.id, &outage.site);
    explain(format_args!("{id} at {site}: R9 applies: no claim of an attack or outage names it"));
    let (duration, declared_probes) = (outage.duration, outage.declared_probes);
    let finding = Finding::Unclaimed { duration, declared_probes };
    let is_common = outage.has(OutageFlag::CommonMode);
    Verdict {
        flags: is_common.then_some(VerdictFlag::CommonMode).into_iter().collect(),
        outage: Some(id.clone()),
        outage_number,
        ..Verdict::new(site.clone(), RULE, Judgement::UnclaimedOutage, finding)
    }
}
