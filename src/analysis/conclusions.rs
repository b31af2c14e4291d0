//! Conclusions on sites: what follows from a record under the rules of an incident, before claims
//! are judged.

use super::series::window;
use super::set_aside::common_mode::{self, CommonModes};
use super::set_aside::outpaced;
use super::sites::site_analysis::{self, RecordedSeries, SiteAnalysis};
use crate::clock::Span;
use crate::model::{
    CommonMode, HeldRoom, Incident, Outage, OverMemory, Record, Refusals, SetAside, SiteReport,
};

/// Sites, under one set of rules.
pub(super) struct SiteConclusions {
    /// Window, the time examined; `None` where nothing gives one.
    pub(super) window: Option<Span>,
    /// Common modes, by time and vantage (M15).
    pub(super) common_modes: Vec<CommonMode>,
    /// Failed probes that were set aside, by time, vantage and site (M15).
    pub(super) set_aside: Vec<SetAside>,
    /// Sites, by id.
    pub(super) analyses: Vec<SiteAnalysis>,
}

impl SiteConclusions {
    /// Lists what is reported of each site, by id.
    pub(super) fn sites(&self) -> Vec<&SiteReport> {
        self.analyses.iter().map(|one| &one.report).collect()
    }

    /// Lists the confirmed outages, by site and time.
    pub(super) fn outages(&self) -> Vec<&Outage> {
        self.analyses.iter().flat_map(|one| &one.outages).collect()
    }

    /// Leaves out the sites that were not asked for. What is said of one site may depend on the
    /// others: this comes when all is judged.
    pub(super) fn keep_asked(&mut self, incident: &Incident) {
        self.analyses.retain(|one| incident.only_sites.takes(&one.report.site.id));
        self.set_aside.retain(|failed| incident.only_sites.takes(&failed.site));
    }
}

/// Concludes what follows from a record for all sites.
///
/// # Errors
/// Where more is found than `room` has space for.
pub(super) fn conclude_sites(
    incident: &Incident,
    record: &Record,
    refusals: &Refusals,
    room: HeldRoom,
) -> Result<SiteConclusions, OverMemory> {
    let mut series = window::all_series(incident, record);
    let window = window::window(incident, &series);
    let mut outpaced = outpaced::find(&series, incident.rules.confirm);
    let CommonModes { modes: common_modes, set_aside } =
        common_mode::find_and_set_aside(&mut series, &outpaced);
    if common_modes.iter().any(|mode| mode.sick) {
        // Probes that are set aside outpace nobody.
        outpaced = outpaced::find(&series, incident.rules.confirm);
    }
    outpaced::mute(&mut series, outpaced);
    let evidence = RecordedSeries { record, window, common_modes: &common_modes, series };
    let mut analyses = site_analysis::all(incident, evidence, room)?;
    count_unplaced(&mut analyses, refusals);
    Ok(SiteConclusions { window, common_modes, set_aside, analyses })
}

/// Counts at each site the rows that cannot be placed in time.
fn count_unplaced(analyses: &mut [SiteAnalysis], refusals: &Refusals) {
    for one in analyses {
        let rows = refusals.unplaced.get(&one.report.site.id);
        one.report.unplaced_rows = rows.copied().unwrap_or_default();
    }
}
