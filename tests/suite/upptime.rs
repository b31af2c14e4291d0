//! Clones of Upptime repositories: what their history says of each site, and where nothing more is
//! known.

use super::repository::{Commits, git, version};
use crate::incident_folder::{IncidentFolder, edges};
use corroborate::clock::SECOND;
use corroborate::model::{Input, Outage, RefusedPart, Report};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Settings of an incident over the clone `clone` beside them.
pub(super) const CLONE: &str =
    "[[probes]]\nfiles = \"clone\"\nlayout = \"upptime\"\ninterval = \"5m\"\n";

fn report(commits: &Commits) -> Report {
    let folder = IncidentFolder::new(CLONE);
    commits.make(&folder.path().join("clone"), &["--bare"]);
    folder.report().unwrap()
}

fn probes(report: &Report) -> &Input {
    report.inputs.iter().find(|input| input.path == "clone").unwrap()
}

/// A version of a slug, stored `second` seconds after midnight and looked a quarter of a second
/// later.
fn probe(commits: &mut Commits, second: i64, slug: &str, (url, status, code): (&str, &str, u32)) {
    let text = version(url, status, code, &at(second));
    commits.add(second, &[(&format!("history/{slug}.yml"), Some(&text))]);
}

/// A moment of 5 October 2022, as Upptime writes it.
fn at(second: i64) -> String {
    format!(
        "2022-10-{:02}T{:02}:{:02}:{:02}.250Z",
        5 + second / 86_400,
        second / 3600 % 24,
        second / 60 % 60,
        second % 60
    )
}

/// Site, the four edges, the certain length in seconds and the failed probes of each outage and
/// blip.
fn found(report: &Report) -> Vec<(String, [String; 4], i64, u64)> {
    let row = |outage: &Outage| {
        let least = outage.duration.least_us / SECOND;
        (outage.site.clone(), edges(outage, 5..19), least, outage.failed_probes)
    };
    let mut rows: Vec<_> = report.outages.iter().chain(&report.blips).map(row).collect();
    rows.sort();
    rows
}

fn outage(
    site: &str,
    edges: [&str; 4],
    least_s: i64,
    probes: u64,
) -> (String, [String; 4], i64, u64) {
    (site.to_owned(), edges.map(str::to_owned), least_s, probes)
}

const SUMMARY: &str = "history/summary.json";
const SETTINGS: &str = ".upptimerc.yml";

/// Down from one version to the next, less one interval; and a renamed site, whose old slug stops
/// while it is down.
#[test]
fn a_stored_version_is_a_change_and_a_renamed_slug_ends() {
    let mut commits = Commits::default();
    commits.add(0, &[(SETTINGS, Some("sites: shop, old"))]);
    probe(&mut commits, 60, "shop", ("https://shop.example", "up", 200));
    probe(&mut commits, 62, "old", ("https://old.example", "up", 401));
    commits.add(70, &[(SUMMARY, Some(r#"[{"slug":"shop"},{"slug":"old"}]"#))]);
    probe(&mut commits, 1800, "old", ("https://old.example", "down", 0));
    probe(&mut commits, 3600, "shop", ("https://shop.example", "down", 200));
    probe(&mut commits, 7200, "shop", ("https://shop.example", "up", 200));
    commits.add(10_800, &[(SETTINGS, Some("sites: shop, new"))]);
    probe(&mut commits, 10_860, "new", ("https://old.example", "down", 999));
    commits.add(11_100, &[(SUMMARY, Some(r#"[{"slug":"shop"},{"slug":"new"}]"#))]);
    probe(&mut commits, 21_600, "shop", ("https://shop.example", "degraded", 200));
    probe(&mut commits, 21_900, "new", ("https://old.example", "up", 200));
    let report = report(&commits);
    // `old`: down from 00:30 until a probe before the edit at 03:00. `new` is down from its first
    // row until a probe before 06:05.
    let wanted = [
        outage("new", ["", "10-05T03:01:00", "10-05T06:00:00", "10-05T06:05:00"], 10_740, 36),
        outage("old", ["10-05T00:25:00", "10-05T00:30:00", "10-05T02:55:00", ""], 8699, 29),
        outage(
            "shop",
            ["10-05T00:55:00", "10-05T01:00:00", "10-05T01:55:00", "10-05T02:00:00"],
            3300,
            12,
        ),
    ];
    assert_eq!(found(&report), wanted);
    let causes: Vec<&str> =
        report.outages.iter().map(|outage| outage.causes[0].cause.as_str()).collect();
    assert_eq!(causes, ["no answer", "200", "code 999"]);
    // Eight versions, and the end of `old`.
    assert_eq!((probes(&report).rows, probes(&report).refused), (9, 0));
}

/// A file taken away ends its site; the versions that came with the template are refused by rule.
#[test]
fn a_deleted_file_ends_its_site_and_the_template_is_set_aside() {
    let mut commits = Commits::default();
    let template = version("https://www.google.com", "down", 0, "2022-10-04T12:00:00.000Z");
    commits.add(0, &[("history/google.yml", Some(&template)), ("README.md", Some("words"))]);
    probe(&mut commits, 60, "shop", ("https://shop.example", "up", 200));
    probe(&mut commits, 3600, "shop", ("https://shop.example", "down", 503));
    commits.add(7200, &[("history/shop.yml", None), ("history/google.yml", None)]);
    probe(&mut commits, 9000, "other", ("https://other.example", "up", 200));
    let report = report(&commits);
    assert_eq!(
        found(&report),
        [outage("shop", ["10-05T00:55:00", "10-05T01:00:00", "10-05T01:55:00", ""], 3299, 11)]
    );
    assert_eq!(report.refusals.by_kind().get("copied"), Some(&1));
    assert!(report.sites.iter().all(|site| site.site.id != "google"));
}

/// Two sites of one display name write one file by turns: each is a site of its own, known until
/// the other writes.
#[test]
fn two_addresses_by_turns_are_two_sites_known_while_theirs_is_the_last_row() {
    let (a, b) = ("https://a.example/", "https://b.example/");
    let mut commits = Commits::default();
    for round in 0..3 {
        probe(&mut commits, round * 3600, "both", (a, "up", 200));
        probe(&mut commits, round * 3600 + 2, "both", (b, "down", 0));
    }
    probe(&mut commits, 10_800, "both", (b, "up", 200));
    let report = report(&commits);
    // Down three times from its row until a probe before the other's, 00:00:02 to 00:55 and so on,
    // and up at 03:00. The other is known for two seconds, three times.
    assert_eq!(
        found(&report),
        [outage(
            "both https://b.example/",
            ["", "10-05T00:00:02", "10-05T02:55:00", "10-05T03:00:00"],
            9894,
            33
        )]
    );
    let sites: Vec<&str> = report.sites.iter().map(|site| site.site.id.as_str()).collect();
    assert_eq!(sites, ["both https://a.example/", "both https://b.example/"]);
}

/// An address that changed once is the same site still.
#[test]
fn an_address_that_is_corrected_keeps_its_site() {
    let mut commits = Commits::default();
    probe(&mut commits, 0, "blog", ("https://www.blog.example", "up", 200));
    probe(&mut commits, 3600, "blog", ("https://www.blog.example", "down", 0));
    probe(&mut commits, 7200, "blog", ("https://blog.example", "up", 200));
    let wanted = [outage(
        "blog",
        ["10-05T00:55:00", "10-05T01:00:00", "10-05T01:55:00", "10-05T02:00:00"],
        3300,
        12,
    )];
    assert_eq!(found(&report(&commits)), wanted);
}

/// A version that cannot be read changed something, and nobody can say what: until the next one
/// nothing is known.
#[test]
fn a_version_that_cannot_be_read_ends_what_was_known() {
    let whole = version("https://shop.example", "up", 200, &at(7200));
    let bad = [
        ("empty", whole[..whole.find("lastUpdated").unwrap()].to_owned()),
        ("result", whole.replace("status: up", "status: sideways")),
        ("time", whole.replace(".250Z", "")),
        ("repeated", format!("{whole}status: down\n")),
        ("too_long", "x".repeat(70_000)),
    ];
    for (kind, text) in bad {
        let mut commits = Commits::default();
        probe(&mut commits, 0, "shop", ("https://shop.example", "up", 200));
        probe(&mut commits, 3600, "shop", ("https://shop.example", "down", 503));
        commits.add(7200, &[("history/shop.yml", Some(&text))]);
        probe(&mut commits, 10_800, "shop", ("https://shop.example", "up", 200));
        let report = report(&commits);
        // Down for certain until a probe before the one that cannot be read, and perhaps until it
        // is seen up again.
        let wanted = [outage(
            "shop",
            ["10-05T00:55:00", "10-05T01:00:00", "10-05T01:55:00", "10-05T03:00:00"],
            3299,
            11,
        )];
        assert_eq!(found(&report), wanted, "{kind}");
        assert_eq!(
            report.refusals.by_kind().get(kind),
            Some(&1),
            "{kind}: {:?}",
            report.refusals.by_kind()
        );
    }
    // An answer time is no reason to lose a version.
    let mut commits = Commits::default();
    probe(&mut commits, 0, "shop", ("https://shop.example", "up", 200));
    probe(&mut commits, 3600, "shop", ("https://shop.example", "down", 503));
    let slow = whole.replace("responseTime: 120", "responseTime: fast");
    commits.add(7200, &[("history/shop.yml", Some(&slow))]);
    let report = report(&commits);
    assert_eq!(report.refusals.count_of(RefusedPart::Cell), 1);
    let edges = ["10-05T00:55:00", "10-05T01:00:00", "10-05T01:55:00", "10-05T02:00:00"];
    assert_eq!(found(&report), [outage("shop", edges, 3300, 12)]);
}

/// Upptime stores each site every day. Where no site was stored for longer, it did not look.
#[test]
fn days_without_any_version_are_not_measured() {
    let day = 86_400;
    let mut commits = Commits::default();
    for (round, second) in [0, day, 4 * day, 5 * day].into_iter().enumerate() {
        probe(&mut commits, second, "shop", ("https://shop.example", "up", 200));
        probe(
            &mut commits,
            second + 2,
            "blog",
            ("https://blog.example", if round == 1 { "down" } else { "up" }, 200),
        );
    }
    let report = report(&commits);
    let wanted = [outage(
        "blog",
        ["10-05T23:55:02", "10-06T00:00:02", "10-06T00:00:02", "10-09T00:00:02"],
        0,
        1,
    )];
    assert_eq!(found(&report), wanted);
    let shop = report.sites.iter().find(|site| site.site.id == "shop").unwrap();
    // Two days of five.
    assert_eq!((shop.observed_share.unwrap() * 100.0) as i64, 40);
}

/// What the hash says can be made with git alone; a work tree and a bare repository say the same;
/// and neither is written to.
#[test]
fn the_hash_is_that_of_the_commits_and_the_clone_is_left_alone() {
    let mut commits = Commits::default();
    probe(&mut commits, 0, "shop", ("https://shop.example", "up", 200));
    commits.add(60, &[("README.md", Some("words"))]);
    probe(&mut commits, 3600, "shop", ("https://shop.example", "down", 503));
    let list = [
        "rev-list",
        "--reverse",
        "--date-order",
        "--full-history",
        "--no-merges",
        "HEAD",
        "--",
        "history",
        ".upptimerc.yml",
    ];
    for options in [&["--bare"][..], &[]] {
        let folder = IncidentFolder::new(CLONE);
        let clone = commits.make(&folder.path().join("clone"), options);
        let before = all_files(&clone);
        let report = folder.report().unwrap();
        assert_eq!(before, all_files(&clone));
        let digest = Sha256::digest(git(&clone, &list));
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(probes(&report).sha256, digest);
    }
}

fn all_files(folder: &Path) -> Vec<(std::path::PathBuf, std::time::SystemTime)> {
    let mut files = vec![(folder.to_owned(), folder.metadata().unwrap().modified().unwrap())];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(all_files(&path));
        } else {
            files.push((path.clone(), path.metadata().unwrap().modified().unwrap()));
        }
    }
    files.sort();
    files
}

/// Makes something at a path.
type Make<'a> = &'a dyn Fn(&Path);

/// A folder that is no whole clone of an Upptime repository stops the run, and says what to do.
#[test]
fn a_folder_that_is_no_whole_clone_says_so() {
    let mut commits = Commits::default();
    probe(&mut commits, 0, "shop", ("https://shop.example", "up", 200));
    probe(&mut commits, 3600, "shop", ("https://shop.example", "down", 503));
    let mut others = Commits::default();
    others.add(0, &[("README.md", Some("words"))]);
    let error_of = |make: Make<'_>| {
        let folder = IncidentFolder::new(CLONE);
        make(&folder.path().join("clone"));
        folder.report().unwrap_err()
    };
    let shallow = |clone: &Path| {
        let whole = commits.make(&clone.with_file_name("whole"), &["--bare"]);
        let from = format!("file://{}", whole.display());
        git(clone.parent().unwrap(), &["clone", "-q", "--depth=1", &from, clone.to_str().unwrap()]);
    };
    // A folder inside a repository is not that repository.
    let inside = |clone: &Path| {
        commits.make(clone.parent().unwrap(), &[]);
        std::fs::create_dir(clone).unwrap();
    };
    let cases: [(&str, Make<'_>); 6] = [
        ("run `git fetch --unshallow`", &shallow),
        ("no git repository", &inside),
        ("no git repository", &|clone| std::fs::create_dir(clone).unwrap()),
        ("name the folder", &|clone| std::fs::write(clone, "2022,shop").unwrap()),
        ("no commit", &|clone| drop(Commits::default().make(clone, &[]))),
        ("no commit on its branch has a `history/SLUG.yml`", &|clone| {
            drop(others.make(clone, &[]))
        }),
    ];
    for (words, make) in cases {
        let why = error_of(make);
        assert!(why.contains(words) && why.contains("clone"), "{words}: {why}");
    }
}

/// A clone without the files of its commits is not fetched by the way.
#[test]
fn files_that_a_clone_left_out_are_not_fetched() {
    let mut commits = Commits::default();
    probe(&mut commits, 0, "shop", ("https://shop.example", "up", 200));
    let folder = IncidentFolder::new(CLONE);
    let whole = commits.make(&folder.path().join("whole"), &["--bare"]);
    git(&whole, &["config", "uploadpack.allowFilter", "true"]);
    let (from, clone) = (format!("file://{}", whole.display()), folder.path().join("clone"));
    git(
        folder.path(),
        &["clone", "-q", "--bare", "--filter=blob:none", &from, clone.to_str().unwrap()],
    );
    let why = folder.report().unwrap_err();
    assert!(why.contains("without `--filter`"), "{why}");
}
