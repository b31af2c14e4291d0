//! Simulated probes: which sites they tell of, and the flags of what rests on them.

use crate::model::{
    Incident, Outage, OutageFlag, ProbeSource, Record, Simulated, SiteReport, Verdict, VerdictFlag,
};
use std::collections::BTreeMap;

/// Origin of the probes of a site, or of all sites.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::analysis) struct ProbeOrigin {
    /// Some of them were simulated.
    pub(in crate::analysis) simulated: bool,
    /// Some of them were not.
    measured: bool,
}

impl ProbeOrigin {
    fn add(&mut self, source: &ProbeSource) {
        self.simulated |= source.simulated;
        self.measured |= !source.simulated;
    }

    /// Says whether some were simulated and some were not.
    pub(in crate::analysis) fn is_mixed(self) -> bool {
        self.simulated && self.measured
    }
}

/// Origin of the probes of each site that has any, by its id.
pub(in crate::analysis) struct ProbeOrigins<'a> {
    by_site: BTreeMap<&'a str, ProbeOrigin>,
}

impl<'a> ProbeOrigins<'a> {
    /// Reads the origins off the sources of a record.
    pub(in crate::analysis) fn new(incident: &Incident, record: &'a Record) -> ProbeOrigins<'a> {
        let mut by_site: BTreeMap<&str, ProbeOrigin> = BTreeMap::new();
        for series in &record.series {
            let origin = by_site.entry(&series.key.site).or_default();
            origin.add(&incident.sources[series.key.source]);
        }
        ProbeOrigins { by_site }
    }

    /// Returns the origin of the probes of a site; of one without probes, that of none.
    fn of(&self, site: &str) -> ProbeOrigin {
        self.by_site.get(site).copied().unwrap_or_default()
    }

    /// Tells of each site how far its probes were simulated.
    pub(in crate::analysis) fn mark_sites(&self, sites: &mut [SiteReport]) {
        for site in sites {
            let origin = self.by_site.get(site.site.id.as_str());
            site.simulated = origin.map(|origin| match (origin.simulated, origin.measured) {
                (false, _) => Simulated::No,
                (true, true) => Simulated::InPart,
                (true, false) => Simulated::Yes,
            });
        }
    }

    /// Flags each outage of a site whose probes were simulated.
    pub(in crate::analysis) fn flag_outages(&self, outages: &mut [Outage]) {
        for outage in outages {
            let origin = self.of(&outage.site);
            if origin.is_mixed() {
                outage.flags.push(OutageFlag::SimulatedInPart);
            } else if origin.simulated {
                outage.flags.push(OutageFlag::Simulated);
            }
        }
    }

    /// Flags each verdict that rests on probes which were simulated; one that no probe decided,
    /// such as a verdict on a cause, gets no flag.
    pub(in crate::analysis) fn flag_verdicts(&self, verdicts: &mut [Verdict]) {
        let rests_on_probes =
            |verdict: &&mut Verdict| verdict.observed_share.is_some() || verdict.outage.is_some();
        for verdict in verdicts.iter_mut().filter(rests_on_probes) {
            let origin = self.of(&verdict.site);
            if origin.is_mixed() {
                verdict.flags.push(VerdictFlag::SimulatedInPart);
            } else if origin.simulated {
                verdict.flags.push(VerdictFlag::Simulated);
            }
            verdict.flags.sort_unstable();
        }
    }
}

/// Tells the origin of the probes of all sources of an incident.
pub(in crate::analysis) fn of_sources(incident: &Incident) -> ProbeOrigin {
    let mut origin = ProbeOrigin::default();
    incident.sources.iter().for_each(|source| origin.add(source));
    origin
}
