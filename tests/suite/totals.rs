//! Totals of an incident, worked out by hand.

use crate::incident_folder::{CLAIMS, IncidentFolder, Row, log};
use corroborate::clock::MINUTE;
use corroborate::model::Judgement;

/// Four sites, probed every ten minutes for five hours.
///
/// | Site | Down | Duration |
/// |---|---|---|
/// | a | 1:00 and 1:10; 3:00 and 3:10 | twice 10 to 30 min |
/// | b | from 4:30 on, to the end of the record at 4:50 | at least 20 min |
/// | c | from the beginning of the record to 0:10 | without an onset: 10 min for certain |
/// | d | never | |
///
/// Only both outages of `a` lie wholly on the record, so only `a` is closed.
#[test]
fn only_sites_whose_outages_all_ended_are_closed() {
    let is_down = |site: &str, step: i64| match site {
        "a" => [6, 7, 18, 19].contains(&step),
        "b" => step >= 27,
        "c" => step <= 1,
        _ => false,
    };
    let rows = (0..30).flat_map(|step| {
        ["a", "b", "c", "d"].map(|site| -> Row<'static> {
            (step * 10 * MINUTE, site, "x", if is_down(site, step) { 503 } else { 200 })
        })
    });
    let settings = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n";
    let claims = format!(
        "{CLAIMS}c,O,operator,outage,2022-10-05T01:05:00Z,2022-10-05T01:00Z/2022-10-05T01:10Z,a\n\
         d,O,operator,outage,2022-10-05T01:05:00Z,2022-10-05T01:00Z/2022-10-05T01:10Z,a\n"
    );
    let incident = IncidentFolder::new(settings).with("probes.csv", log(rows));
    let report = incident.with("claims.csv", claims).report().unwrap();
    let totals = &report.totals;
    assert_eq!((totals.sites, totals.measured, totals.closed), (4, 4, 1));
    assert_eq!(totals.outages_with_onset, 3);
    let minutes = |us: i64| us / MINUTE;
    let closed = totals.downtime_closed;
    assert_eq!((minutes(closed.least_us), closed.most_us.map(minutes)), (20, Some(60)));
    assert_eq!((minutes(totals.downtime.least_us), totals.downtime.most_us), (40, None));
    assert_eq!(minutes(totals.downtime_without_onset_us), 10);
    // Each kind of verdict once, without those that none is of; two outages that nobody claimed.
    let counted: Vec<(Judgement, usize)> =
        totals.verdicts.iter().map(|one| (one.judgement, one.of.verdicts)).collect();
    assert!(counted.contains(&(Judgement::Supported, 2)), "{counted:?}");
    assert!(counted.iter().all(|(_, count)| *count > 0), "{counted:?}");
    assert_eq!(counted.iter().map(|(_, count)| count).sum::<usize>(), report.verdicts.len());
}
