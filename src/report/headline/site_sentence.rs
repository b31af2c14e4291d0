//! One sentence on a site that was down, complete enough to be copied and read alone.

use super::downtimes::probes_of;
use super::finding::of_site;
use super::findings::between;
use crate::clock::{Bracket, short_utc, short_utc_up};
use crate::model::{Outage, Report, SiteReport};
use crate::report::wording::{declared_note, grouped, name_of_site, places, plural};

/// Tells how long a site was down, between which moments it failed and came back, and by how many
/// probes from how many places that is known. `outages` are its outages, then its blips. Clauses
/// are apart by semicolons, without the last full stop.
pub(in crate::report) fn site_sentence(
    report: &Report,
    site: &SiteReport,
    outages: &[&Outage],
) -> String {
    let name = name_of_site(report, &site.site.id);
    let confirmed = outages.get(..site.outages).unwrap_or(outages);
    let [first, ..] = outages else { return of_site(site, &name) };
    let text = match confirmed {
        [only] => {
            let down = of_site(site, &name);
            format!("{down}{}{}", onset(only.onset, ""), recovery(only.recovery))
        }
        [] => {
            let at = short_utc(first.first_down());
            let probes = plural(first.failed_probes, "probe");
            let later = match outages.len() {
                1 => String::new(),
                2 => ", and failed once more later".to_owned(),
                count => format!(", and failed {} more times later", grouped(count - 1)),
            };
            format!("{}; it failed {probes} at {at}{later}", of_site(site, &name))
        }
        [first, .., last] => {
            let down = of_site(site, &name);
            format!("{down}{}{}", onset(first.onset, "first "), last_recovery(last.recovery))
        }
    };
    let places = places(outages.iter().flat_map(|one| &one.vantages), report);
    match confirmed {
        [only] => {
            let probes = plural(only.failed_probes, "failed probe");
            format!("{text}; {probes} from {places}{}", declared_note(only))
        }
        [_, ..] => format!("{text}; {}", probes_of(confirmed, report)),
        [] => text,
    }
}

/// Tells when an outage began, behind a semicolon; `first` stands before the verb.
fn onset(bracket: Bracket, first: &str) -> String {
    match (bracket.after, bracket.by) {
        (Some(after), Some(by)) => format!("; it {first}failed {}", between(after, by)),
        (None, Some(by)) => {
            let by = short_utc_up(by);
            format!("; it was {first}down by {by} (since when is not on the record)")
        }
        _ => "; since when is not on the record".to_owned(),
    }
}

/// Tells when an outage ended, behind a word or a semicolon.
fn recovery(bracket: Bracket) -> String {
    match (bracket.after, bracket.by) {
        (Some(after), Some(by)) => format!(" and was back {}", between(after, by)),
        (Some(after), None) => format!("; it was not seen back after {}", short_utc(after)),
        _ => "; when it was back is not on the record".to_owned(),
    }
}

/// Tells when the last of several outages ended.
fn last_recovery(bracket: Bracket) -> String {
    match (bracket.after, bracket.by) {
        (Some(after), Some(by)) => {
            format!(" and was back from the last time {}", between(after, by))
        }
        (Some(after), None) => format!("; it was not seen back after {}", short_utc(after)),
        _ => "; when it was back is not on the record".to_owned(),
    }
}
