//! Log of why each site, outage and common mode was judged as it was, for `-v`.

use super::outages::is_confirmed;
use crate::clock::rfc3339;
use crate::model::{CommonMode, Outage, Report, Rules, SiteReport};

/// Writes the reasons behind a report to the log.
pub(super) fn log_decisions(report: &Report) {
    if !log::log_enabled!(log::Level::Debug) {
        return;
    }
    for mode in &report.common_modes {
        log::debug!("{}", common_mode(mode));
    }
    for site in &report.sites {
        log::debug!("{}", of_site(site));
    }
    for outage in report.outages.iter().chain(&report.blips) {
        log::debug!("{}", of_outage(outage, &report.rules));
    }
}

/// Says how a common mode was judged (M15).
fn common_mode(mode: &CommonMode) -> String {
    let (from, until) = (rfc3339(mode.span.from()), rfc3339(mode.span.shown_until()));
    let why = if mode.sick {
        "another vantage saw those sites up, so its failed probes are set aside"
    } else {
        "no other vantage tells whether the sites or the vantage failed"
    };
    let (vantage, sites) = (&mode.vantage, mode.sites);
    format!("common mode of {vantage} from {from} to {until}, sites failing: {sites}; {why} (M15)")
}

/// Says what is known of a site.
fn of_site(site: &SiteReport) -> String {
    let id = &site.site.id;
    if !site.measured {
        return format!("site {id}: no probe in the window");
    }
    let (outages, blips, vantages) = (site.outages, site.blips, site.vantages.join(", "));
    format!("site {id}: probed from {vantages}; outages: {outages}, blips: {blips}")
}

/// Says why failed probes are an outage or a blip (M12).
fn of_outage(outage: &Outage, rules: &Rules) -> String {
    let (id, site, probes) = (&outage.id, &outage.site, outage.failed_probes);
    let (vantages, confirm) = (outage.vantages.len(), rules.confirm);
    let kind = if is_confirmed(outage, rules) { "an outage" } else { "a blip" };
    format!(
        "{id} at {site} is {kind}: failed probes: {probes} (confirm: {confirm}), \
         vantages: {vantages} (M12)"
    )
}
