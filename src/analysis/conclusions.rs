//! Conclusions: what follows from a record under the rules of an incident, before it is put
//! together for readers.

use super::common_mode::{self, CommonModes};
use super::outpaced;
use super::site_analysis::{self, SiteAnalysis};
use super::verdicts::{self, AllVerdicts};
use super::window;
use crate::clock::Span;
use crate::model::{CommonMode, Incident, Outage, Record, Refusals, SetAside, SiteReport};

/// Sites and verdicts, under one set of rules.
pub(super) struct Conclusions {
    /// Window, the time examined; `None` where nothing gives one.
    pub(super) window: Option<Span>,
    /// Common modes, by time and vantage (M15).
    pub(super) common_modes: Vec<CommonMode>,
    /// Failed probes of these sites that were set aside, by time, vantage and site (M15).
    pub(super) set_aside: Vec<SetAside>,
    /// Sites that were asked for, by id.
    pub(super) analyses: Vec<SiteAnalysis>,
    /// Verdicts on all claims about these sites, and on outages of theirs that nobody claimed.
    pub(super) verdicts: AllVerdicts,
}

impl Conclusions {
    /// Lists what is reported of each site, by id.
    pub(super) fn sites(&self) -> Vec<&SiteReport> {
        self.analyses.iter().map(|one| &one.report).collect()
    }

    /// Lists the confirmed outages, by site and time.
    pub(super) fn outages(&self) -> Vec<&Outage> {
        self.analyses.iter().flat_map(|one| &one.outages).collect()
    }
}

/// Concludes all that follows from a record for the sites that were asked for.
pub(super) fn conclude(incident: &Incident, record: &Record, refusals: &Refusals) -> Conclusions {
    let mut series = window::all_series(incident, record);
    let window = window::window(incident, &series);
    let mut outpaced = outpaced::find(&series, incident.rules.confirm);
    let CommonModes { modes: common_modes, mut set_aside } =
        common_mode::find_and_set_aside(&mut series, &outpaced);
    if common_modes.iter().any(|mode| mode.sick) {
        // Probes that are set aside outpace nobody.
        outpaced = outpaced::find(&series, incident.rules.confirm);
    }
    outpaced::mute(&mut series, outpaced);
    let mut analyses = site_analysis::all(incident, record, window, &common_modes, series);
    count_unplaced(&mut analyses, refusals);
    let verdicts = verdicts::all(incident, &analyses, window);
    // What is said of one site may depend on the others: they are left out when all is judged.
    analyses.retain(|one| incident.only_sites.takes(&one.report.site.id));
    set_aside.retain(|failed| incident.only_sites.takes(&failed.site));
    Conclusions { window, common_modes, set_aside, analyses, verdicts }
}

/// Counts at each site the rows that cannot be placed in time.
fn count_unplaced(analyses: &mut [SiteAnalysis], refusals: &Refusals) {
    for one in analyses {
        let rows = refusals.unplaced.get(&one.report.site.id);
        one.report.unplaced_rows = rows.copied().unwrap_or_default();
    }
}
