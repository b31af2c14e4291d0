//! One sentence on a site that was down, complete enough to be copied and read alone.

use super::downtimes::probes_of;
use super::finding::of_site;
use crate::clock::{Bracket, Instant, Zone, short_utc};
use crate::model::{DurationRange, Outage, Report, SiteChange, SiteReport};
use crate::report::wording::{
    clock_time, declared_note, down_for, grouped, name_of_site, on_day, outside_work, places,
    plural,
};

/// Tells how long a site could not be reached and on which part of which day, by how many probes
/// from how many places that is known, and between which moments it failed and came back, in the
/// zone of the incident. `outages` are its outages, then its blips. Clauses are apart by
/// semicolons, without the last full stop.
pub(in crate::report) fn site_sentence(
    report: &Report,
    site: &SiteReport,
    outages: &[&Outage],
) -> String {
    let name = name_of_site(report, &site.site.id);
    let confirmed = outages.get(..site.outages).unwrap_or(outages);
    match (outages, confirmed) {
        ([], _) => of_site(site, &name),
        ([first, ..], []) => {
            let at = short_utc(first.first_down());
            let probes = plural(first.failed_probes, "probe");
            let later = match outages.len() {
                1 => String::new(),
                2 => ", and failed once more later".to_owned(),
                count => format!(", and failed {} more times later", grouped(count - 1)),
            };
            format!("{}; it failed {probes} at {at}{later}", of_site(site, &name))
        }
        (_, [first, ..]) => {
            let last = confirmed.last().unwrap_or(first);
            let time = OutageTimes::of(report.zone, first, last);
            let work = outside_work(site).map_or_else(String::new, |words| format!(", {words},"));
            let times = match confirmed.len() {
                1 => String::new(),
                count => format!(" in all, in {} outages", grouped(count)),
            };
            let seen = match site.change {
                SiteChange::NeverUp => "; it was never confirmed up",
                _ => "",
            };
            let length = between_lengths(site.downtime);
            format!(
                "{name} could not be reached for {length}{times}{work} {}, as seen by {}{seen}{}{}",
                time.day(),
                probes(confirmed, report),
                time.onset(if confirmed.len() > 1 { "first " } else { "" }),
                time.recovery(if confirmed.len() > 1 { "from the last time " } else { "" }),
            )
        }
    }
}

/// Writes a length as a range: `between 1 h 55 min and 2 h 5 min`.
fn between_lengths(duration: DurationRange) -> String {
    let range = down_for(duration);
    match range.split_once(" to ") {
        Some((least, most)) => format!("between {least} and {most}"),
        None => range,
    }
}

/// Counts the failed probes of outages and their places, with what no row records.
fn probes(outages: &[&Outage], report: &Report) -> String {
    match outages {
        [only] => {
            let probes = plural(only.failed_probes, "failed probe");
            let from = places(only.vantages.iter(), report);
            format!("{probes} from {from}{}", declared_note(only))
        }
        several => probes_of(several, report),
    }
}

/// When the first outage of a site began, and the last one ended.
struct OutageTimes {
    zone: Zone,
    onset: Bracket,
    recovery: Bracket,
    /// First and last moment of which it is known or possible that they were in an outage.
    ends: [Instant; 2],
}

impl OutageTimes {
    /// Takes the start of the first outage and the end of the last.
    fn of(zone: Zone, first: &Outage, last: &Outage) -> OutageTimes {
        let from = first.onset.after.unwrap_or(first.first_down());
        let until = last.recovery.by.or(last.recovery.after).unwrap_or(last.possible.last());
        let ends = [from, until.max(from)];
        OutageTimes { zone, onset: first.onset, recovery: last.recovery, ends }
    }

    /// Names the day, or the days, with the parts of these.
    fn day(&self) -> String {
        let [from, until] = self.ends;
        on_day(self.zone, from, until)
    }

    /// Writes a moment, with its day where the outages are of several.
    fn moment(&self, at: Instant) -> String {
        clock_time(self.zone, at, self.ends)
    }

    /// Writes that something was between two moments.
    fn between(&self, after: Instant, by: Instant) -> String {
        let [from, until] = [self.moment(after), self.moment(by)];
        let day = |text: &str| text.split_once(" on ").map(|(_, day)| day.to_owned());
        match from.split_once(" on ") {
            _ if from == until => format!("at {until}"),
            Some((clock, _)) if day(&from) == day(&until) => format!("between {clock} and {until}"),
            _ => format!("between {from} and {until}"),
        }
    }

    /// Tells when the first outage began, behind a semicolon; `first` stands before the verb.
    fn onset(&self, first: &str) -> String {
        match (self.onset.after, self.onset.by) {
            (Some(after), Some(by)) => {
                format!("; it {first}went down {}", self.between(after, by))
            }
            (None, Some(by)) => {
                let by = self.moment(by);
                format!("; it was {first}down by {by} (since when is not on the record)")
            }
            _ => "; since when is not on the record".to_owned(),
        }
    }

    /// Tells when the last outage ended, behind a word or a semicolon; `last` stands behind the
    /// verb.
    fn recovery(&self, last: &str) -> String {
        match (self.recovery.after, self.recovery.by) {
            (Some(after), Some(by)) => {
                format!(" and was back {last}{}", self.between(after, by))
            }
            (Some(after), None) => format!("; it was not seen back after {}", self.moment(after)),
            _ => "; when it was back is not on the record".to_owned(),
        }
    }
}
