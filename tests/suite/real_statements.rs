//! Claims of real archives.

use crate::archives::archive;
use crate::incident_folder::{IncidentFolder, link, request};
use crate::statements::{entry, folder, input};
use corroborate::model::{ClaimKind, Judgement};
use corroborate::pipeline::report_of;
use std::fs;
use std::path::PathBuf;

/// An incident over files of an archive, which are never copied.
fn over(files: &[PathBuf], entry: &str) -> IncidentFolder {
    let folder = folder(entry, &[]);
    fs::create_dir(folder.path().join("x")).unwrap();
    for file in files {
        link(file.canonicalize().unwrap(), folder.path().join("x").join(file.file_name().unwrap()));
    }
    folder
}

#[test]
#[ignore = "needs the real archives"]
fn the_repeated_message_of_a_real_export_is_refused_and_not_lost() {
    let archive = archive("telegram-export");
    let keys = "rules = \"rules.toml\"\nrole = \"government\"\nkind = \"cause\"";
    let folder = over(
        &[archive.join("result.json"), archive.join("result_supergroup.json")],
        &entry("telegram", keys, "x/*.json"),
    );
    let rules =
        "[[rule]]\nwords = [\"Київщину\", \"шахедів\", \"google.com\"]\ntargets = \"a.example\"\n";
    fs::write(folder.path().join("rules.toml"), rules).unwrap();
    let report = report_of(&request(folder.path())).unwrap();
    let claims: Vec<(&str, &str)> = report
        .claims
        .iter()
        .map(|claim| (claim.id.as_str(), claim.published_text.as_str()))
        .collect();
    assert_eq!(
        claims,
        [
            ("telegram-123123123-3", "2020-05-28T18:53:41Z"),
            ("telegram-1875486764-192", "2023-05-28T23:13:27Z")
        ]
    );
    assert!(
        report.claims[1].note.contains("edited or reacted to, last at 2023-09-12T17:29:00Z"),
        "{}",
        report.claims[1].note
    );
    assert_eq!(input(&report, "x/result.json").refused, 1);
    assert!(
        report.refusals.listed[0]
            .to_string()
            .contains("result.json:3:1: id: `telegram-1875486764-192` stands already")
    );
}

#[test]
#[ignore = "needs the real archives"]
fn real_target_lists_name_the_hosts_that_are_sites() {
    let archive = archive("ddosia-targets");
    let mut lists: Vec<PathBuf> =
        fs::read_dir(archive.join("native")).unwrap().map(|entry| entry.unwrap().path()).collect();
    lists.sort();
    let folder = over(&lists, &entry("ddosia", "zone = \"Europe/Berlin\"", "x/*.json"));
    fs::write(
        folder.path().join("sites.csv"),
        "site,url\nlucerne,https://stadtluzern.ch/\nschool,https://vseosvita.ua\n",
    )
    .unwrap();
    let report = report_of(&request(folder.path())).unwrap();
    let claims: Vec<(usize, String)> = report
        .claims
        .iter()
        .map(|claim| {
            (
                claim.targets.len(),
                claim.published.unwrap().earliest.map(corroborate::clock::rfc3339).unwrap(),
            )
        })
        .collect();
    // Summer time in June 2023, winter time in January 2025.
    let wanted = [
        "2023-06-05T18:15:12Z",
        "2025-01-21T06:20:02Z",
        "2025-01-21T06:40:02Z",
        "2025-01-21T07:00:03Z",
    ];
    assert_eq!(claims, wanted.map(|at| (1, at.to_owned())), "{:?}", report.refusals.listed);
    let hosts = |path: &str| {
        (input(&report, path).rows, input(&report, path).outside, input(&report, path).refused)
    };
    assert_eq!(hosts("x/05-06-2023_20-15-12_DDoSia-target-list-full.json"), (16, 15, 0));
    assert_eq!(hosts("x/2023-10-29_12-45-53_DDoSia-target-list-full.json"), (0, 0, 0));
    assert_eq!(hosts("x/2025-01-21_06-15-08_DDoSia-target-list-full.json"), (36, 36, 0));
    assert_eq!(hosts("x/2025-01-21_08-00-03_DDoSia-target-list-full.json"), (13, 12, 0));
}

/// The operator's windows against the polls of its own page. `columns` cannot read the polls: no
/// column names the site, and `indicator` has words of its own; so a copy is made with our words in
/// the temporary folder.
#[test]
#[ignore = "needs the real archives"]
fn an_operator_s_windows_against_the_polls_of_its_page() {
    let archive = archive("github-status");
    let polls = fs::read_to_string(archive.join("polls.csv")).unwrap();
    let mut ours = "timestamp,site,result\n".to_owned();
    for line in polls.lines().skip(1) {
        let mut cells = line.split(',');
        let (Some(at), Some(_), Some(indicator)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        // The page itself calls `minor` an outage ("Minor Service Outage"); announced work says
        // nothing of the state.
        let result = match indicator {
            "none" => "up",
            "minor" | "major" | "critical" => "down",
            _ => "unknown",
        };
        ours.push_str(&format!("{at},github,{result}\n"));
    }
    for (file, published) in [("downtime_windows.csv", false), ("incidents.jsonl", true)] {
        let keys = "targets = \"github\"";
        let folder =
            over(&[archive.join(file)], &entry("github-statuses", keys, &format!("x/{file}")));
        let probes =
            "[[probes]]\nfiles = \"probes.csv\"\ncadence = \"on-change\"\ninterval = \"30m\"\n";
        let entry = entry("github-statuses", keys, &format!("x/{file}"));
        folder.set(&format!("{probes}{entry}"));
        folder.write("probes.csv", &ours);
        let report = folder.report().unwrap();
        let windows = input(&report, &format!("x/{file}"));
        // Counted apart, on the bare rows: 7 are of no impact, 7 others end when they begin, 8 are
        // announced work.
        assert_eq!(
            (windows.rows, windows.refused, windows.outside, report.claims.len()),
            (170, 7, 7, 156)
        );
        assert_eq!(report.refusals.by_kind().iter().collect::<Vec<_>>(), [(&"empty_span", &7)]);
        assert!(report.claims.iter().all(|claim| claim.published.is_some() == published));
        assert_eq!(
            report.claims.iter().filter(|claim| claim.kind == ClaimKind::Outage).count(),
            148
        );
        let judged: usize = report
            .totals
            .verdicts
            .iter()
            .filter(|of| of.judgement != Judgement::UnclaimedOutage)
            .map(|counted| counted.of.verdicts)
            .sum();
        assert_eq!(judged, report.claims.len());
    }
}
