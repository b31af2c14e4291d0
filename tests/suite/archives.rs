//! Real archives, where they are at hand: `../shared/data/real`. Each test skips, and says so, where they are not.

use corroborate::clock::{Bracket, rfc3339};
use corroborate::model::{Asked, Origin, Report};
use corroborate::pipeline::report_of;
use std::path::PathBuf;

/// The folder of an archive, or `None` with a word on it.
pub fn archive(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/real").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no archive at {}", folder.display());
    None
}

/// An incident folder over one file of an archive, which is never copied.
fn examined(file: PathBuf, settings: &str) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("title = \"archive\"\n[[probes]]\nfiles = \"probes.csv\"\n{settings}\n");
    std::fs::write(folder.path().join("incident.toml"), text).unwrap();
    std::os::unix::fs::symlink(file.canonicalize().unwrap(), folder.path().join("probes.csv")).unwrap();
    report_of(&Asked { origin: Origin::Folder(folder.path().to_owned()), only_sites: Vec::new(), from: None, until: None }).unwrap()
}

fn bracket(edge: Bracket) -> (String, String) {
    let text = |at: Option<_>| at.map(rfc3339).unwrap_or_default();
    (text(edge.after), text(edge.by))
}

/// Onset and recovery brackets of a site's outages, as `HH:MM` of the day.
fn of_site(report: &Report, site: &str) -> Vec<[String; 4]> {
    let clock = |text: String| text[11..16].to_owned();
    report
        .outages
        .iter()
        .filter(|outage| outage.site == site)
        .map(|outage| {
            let ((a, b), (c, d)) = (bracket(outage.onset), bracket(outage.recovery));
            [a, b, c, d].map(clock)
        })
        .collect()
}

#[test]
fn four_services_behind_one_network_fail_twice_and_three_others_never() {
    let Some(folder) = archive("pair-cloudflare-2025-11-18") else { return };
    let report = examined(folder.join("probes.csv"), "");
    let early = [["11:26", "11:36", "11:46", "12:19"], ["12:19", "13:05", "14:09", "14:33"]];
    let late = [["11:27", "11:37", "11:47", "12:19"], ["12:19", "13:06", "14:10", "14:33"]];
    for site in ["GeoServer", "Website", "SotM-LatAm-2024", "osmlatam.org"] {
        let found = of_site(&report, site);
        assert_eq!(found.len(), 2, "{site}: {found:?}");
        for (at, outage) in found.iter().enumerate() {
            for (edge, time) in outage.iter().enumerate() {
                assert!(*time == early[at][edge] || *time == late[at][edge], "{site}: {found:?}");
            }
        }
    }
    for site in ["Vault", "Pad", "Mail"] {
        assert!(of_site(&report, site).is_empty(), "{site}");
        assert!(report.blips.iter().all(|blip| blip.site != site), "{site}");
    }
}

#[test]
fn a_day_of_447_government_sites_shows_its_outage() {
    let Some(folder) = archive("sa-gov-status") else { return };
    let report = examined(folder.join("probes.csv"), "columns = { site = [\"site\", \"url\"] }");
    let probes = report.inputs.iter().find(|input| input.path == "probes.csv").unwrap();
    assert_eq!((probes.rows, probes.refused, report.totals.measured), (69_285, 0, 447));
    let at = |outage: &corroborate::model::Outage| (bracket(outage.onset), bracket(outage.recovery));
    let wanted = (
        ("2024-11-23T15:13:27Z".to_owned(), "2024-11-23T15:39:57Z".to_owned()),
        ("2024-11-24T01:13:58Z".to_owned(), "2024-11-24T02:48:00Z".to_owned()),
    );
    let same: Vec<&str> = report.outages.iter().filter(|outage| at(outage) == wanted).map(|outage| outage.site.as_str()).collect();
    // Counted apart, on the bare rows: 38 sites fail between the first two snapshots; 12 of them have all four edges, and one of
    // these was up in between.
    assert_eq!(same.len(), 11, "{same:?}");
    for name in ["Department of Employment and Labour", "Department of Water and Sanitation"] {
        assert!(same.iter().any(|site| site.starts_with(name)), "{name}: {same:?}");
    }
}
