//! Log of why each site, outage and common mode was judged as it was, for `-v`.

use super::sites::outages::is_confirmed;
use crate::clock::rfc3339;
use crate::model::{CommonMode, Outage, Report, Rules, SiteChange, SiteReport};

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
    let (change, why) = (site.change.as_str(), why_changed(site.change));
    format!(
        "site {id}: probed from {vantages}; outages: {outages}, blips: {blips}; \
         {change}, as {why} (M24)"
    )
}

/// Returns the observation by which a site has its kind of change (M24).
fn why_changed(change: SiteChange) -> &'static str {
    match change {
        SiteChange::WentDown => "it was certainly up, then in an outage",
        SiteChange::DownAtStart => "its one outage began before it was first certainly up",
        SiteChange::NeverUp => "it was in an outage and never certainly up",
        SiteChange::NoOutage => "its probes show no outage",
        SiteChange::NotMeasured => "no probe of it in the window has a known result",
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Bracket, Instant, MINUTE, Span};
    use crate::model::SeenElsewhere;

    #[test]
    fn a_common_mode_is_reported_with_what_was_made_of_it() {
        let edge = Bracket { after: None, by: None };
        let line_of = |sick| {
            common_mode(&CommonMode {
                vantage: "berlin".to_owned(),
                span: Span::new(Instant(0), Instant(MINUTE)).expect("not empty"),
                began: edge,
                ended: edge,
                sites: 5,
                certain_sites: 5,
                observed_sites: 6,
                sick,
                elsewhere: SeenElsewhere::default(),
                probes_set_aside: 7,
            })
        };
        let start = "common mode of berlin from 1970-01-01T00:00:00Z to 1970-01-01T00:01:00Z, \
            sites failing: 5; ";
        for (sick, why) in [(true, "another vantage saw"), (false, "no other vantage tells")] {
            let line = line_of(sick);
            assert!(line.starts_with(&format!("{start}{why}")), "{line}");
        }
    }
}
