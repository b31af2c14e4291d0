//! Real archives, which are too large to be committed. `cargo test -- --ignored` runs the tests on
//! them; `CORROBORATE_ARCHIVES` names their folder.

use crate::incident_folder::{IncidentFolder, link};
use corroborate::clock::{Bracket, rfc3339};
use corroborate::model::Report;
use std::path::PathBuf;

/// Variable that names the folder of the real archives.
const PLACE: &str = "CORROBORATE_ARCHIVES";

/// The folder or file of an archive.
///
/// # Panics
/// Where it is not there: who asks for these tests wants them to run.
pub(crate) fn archive(name: &str) -> PathBuf {
    let folder = std::env::var_os(PLACE).unwrap_or_else(|| panic!("{PLACE} names no folder"));
    let path = PathBuf::from(folder).join(name);
    assert!(path.exists(), "there is no archive at {}; {PLACE} names their folder", path.display());
    path
}

/// An incident folder over one file of an archive, which is never copied.
fn examined(file: PathBuf, settings: &str) -> Report {
    let incident =
        IncidentFolder::new(&format!("[[probes]]\nfiles = \"probes.csv\"\n{settings}\n"));
    link(file.canonicalize().unwrap(), incident.path().join("probes.csv"));
    incident.report().unwrap()
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
#[ignore = "needs the real archives"]
fn four_services_behind_one_network_fail_twice_and_three_others_never() {
    let folder = archive("pair-cloudflare-2025-11-18");
    let report = examined(folder.join("probes.csv"), "");
    let early = [["11:26", "11:36", "11:46", "12:19"], ["12:19", "13:05", "14:09", "14:33"]];
    let late = [["11:27", "11:37", "11:47", "12:19"], ["12:19", "13:06", "14:10", "14:33"]];
    for site in ["GeoServer", "Website", "SotM-LatAm-2024", "osmlatam.org"] {
        let outages = of_site(&report, site);
        assert_eq!(outages.len(), 2, "{site}: {outages:?}");
        for (at, outage) in outages.iter().enumerate() {
            for (edge, time) in outage.iter().enumerate() {
                assert!(*time == early[at][edge] || *time == late[at][edge], "{site}: {outages:?}");
            }
        }
    }
    for site in ["Vault", "Pad", "Mail"] {
        assert!(of_site(&report, site).is_empty(), "{site}");
        assert!(report.blips.iter().all(|blip| blip.site != site), "{site}");
    }
}

#[test]
#[ignore = "needs the real archives"]
fn a_day_of_447_government_sites_shows_its_outage() {
    let folder = archive("sa-gov-status");
    let report = examined(folder.join("probes.csv"), "columns = { site = [\"site\", \"url\"] }");
    let probes = report.inputs.iter().find(|input| input.path == "probes.csv").unwrap();
    assert_eq!((probes.rows, probes.refused, report.totals.measured), (69_285, 0, 447));
    let at =
        |outage: &corroborate::model::Outage| (bracket(outage.onset), bracket(outage.recovery));
    let wanted = (
        ("2024-11-23T15:13:27Z".to_owned(), "2024-11-23T15:39:57Z".to_owned()),
        ("2024-11-24T01:13:58Z".to_owned(), "2024-11-24T02:48:00Z".to_owned()),
    );
    let same: Vec<&str> = report
        .outages
        .iter()
        .filter(|outage| at(outage) == wanted)
        .map(|outage| outage.site.as_str())
        .collect();
    // Counted apart, on the bare rows: 38 sites fail between the first two snapshots; 12 of them
    // have all four edges, and one of these was up in between.
    assert_eq!(same.len(), 11, "{same:?}");
    for name in ["Department of Employment and Labour", "Department of Water and Sanitation"] {
        assert!(same.iter().any(|site| site.starts_with(name)), "{name}: {same:?}");
    }
}

/// The report of an archive under the settings of its `[[probes]]`, its files named by a pattern.
fn read_as(files: &std::path::Path, settings: &str) -> Report {
    let files = files.display().to_string();
    IncidentFolder::new(&format!("[[probes]]\nfiles = {files:?}\n{settings}\n")).report().unwrap()
}

/// Rows read and refused, over all probe files.
fn rows(report: &Report) -> (u64, u64) {
    let probes = report.inputs.iter().filter(|input| input.path != "incident.toml");
    probes.fold((0, 0), |(rows, refused), input| (rows + input.rows, refused + input.refused))
}

/// Every file of Fettle's; the empty one by itself, as it holds no row at all.
#[test]
#[ignore = "needs the real archives"]
fn three_services_of_a_laboratory_fail_in_one_night() {
    let folder = archive("slac-s3df-status-logs");
    let report = read_as(&folder.join("*_report.log"), "layout = \"fettle\"\nzone = \"UTC\"");
    assert_eq!(rows(&report), (100_828, 0));
    for site in ["Interactive Nodes", "DTNs", "SSH Bastions"] {
        let night = report.outages.iter().filter(|outage| {
            outage.site == site && bracket(outage.onset).1.starts_with("2025-06-12T23:")
        });
        assert_eq!(night.count(), 1, "{site}");
    }
}

/// A log that stops while failed is not seen to end; and a host whose second log is spelled
/// otherwise goes on in it.
#[test]
#[ignore = "needs the real archives"]
fn a_map_community_loses_many_services_and_some_never_come_back() {
    let folder = archive("fettle-osmlatam");
    let report =
        read_as(&folder.join("status/[!_B]*_report.log"), "layout = \"fettle\"\nzone = \"UTC\"");
    let sites: Vec<&str> = report.sites.iter().map(|site| site.site.id.as_str()).collect();
    assert!(!sites.contains(&"OSMLatam.org") && sites.contains(&"osmlatam.org"), "{sites:?}");
    for site in ["Terranote-core", "Terranote-Telegram"] {
        let last = report.outages.iter().rfind(|outage| outage.site == site).unwrap();
        assert_eq!(last.duration.most_us, None, "{site}");
    }
}

/// Rows without a header; each failed probe is listed, and two pairs of them follow each other.
#[test]
#[ignore = "needs the real archives"]
fn a_checker_without_a_header_shows_two_outages_and_28_blips() {
    let folder = archive("civij-uptime-csv");
    let settings = "header = [\"timestamp\", \"site\", \"result\", \"took\"]\ncolumns = \
        { latency_s = \"took\" }\nzone = \"UTC\"";
    let report = read_as(&folder.join("uptime_log.csv"), settings);
    assert_eq!((rows(&report), report.outages.len(), report.blips.len()), ((4437, 0), 2, 28));
}
