//! The values that decide something in the claim formats of others: each one of the lists in
//! `docs/claims.md`, and values that no list has. Such a value is an open question: it is refused
//! by its name, and makes no claim.

use crate::incident_folder::{self, IncidentFolder};
use corroborate::clock::rfc3339;
use corroborate::model::{Claim, ClaimKind, Extent, Quantifier, Report, VerdictFlag};
use std::io::Write;

const PROBES: &str = "timestamp,site,status_code\n2025-01-21T00:00:00Z,shop,200\n\
    2025-01-21T00:10:00Z,shop,503\n2025-01-21T00:15:00Z,shop,503\n2025-01-21T00:20:00Z,shop,200\n";

/// The report on one file in a layout.
pub(crate) fn report(layout: &str, keys: &str, name: &str, bytes: &[u8]) -> Report {
    let entry = format!("[[claims]]\nfiles = \"{name}\"\nlayout = \"{layout}\"\n{keys}\n");
    let folder = IncidentFolder::new(&format!("{}{entry}", incident_folder::PROBES))
        .with("probes.csv", PROBES)
        .with(name, bytes)
        .with("rules.toml", "[[rule]]\nwords = \"shop\"\ntargets = \"shop\"\n");
    folder.report().unwrap_or_else(|why| panic!("{layout}: {why}"))
}

/// Returns what comes of a value: kinds of claims in order of their ids, or the refusals, or
/// neither.
pub(crate) fn outcome(report: &Report) -> String {
    let mut claims: Vec<&Claim> = report.claims.iter().collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    let mut kinds: Vec<String> =
        claims.iter().map(|claim| claim.kind.as_str().to_owned()).collect();
    kinds.extend(report.refusals.listed.iter().map(|refusal| {
        let kind = refusal.kind.as_str();
        format!("refused: {} {kind}", refusal.name)
    }));
    if kinds.is_empty() { "outside".to_owned() } else { kinds.join(", ") }
}

pub(crate) fn statuspage(incident: &str, update: &str) -> Report {
    let text = format!(
        r#"{{"page":{{"name":"P"}},"incidents":[{{"id":"i","created_at":"2025-01-21T00:05:00Z",{incident}
        "incident_updates":[{{"id":"u","created_at":"2025-01-21T00:30:00Z",{update}
        "display_at":"2025-01-21T00:20:00Z"}}]}}]}}"#
    );
    report("statuspage", "targets = \"shop\"", "incidents.json", text.as_bytes())
}

#[test]
fn statuspage_states() {
    let cases = [
        ("investigating", "outage"),
        ("identified", "outage"),
        // No update says that something failed, so the page's own start is the outage's.
        ("monitoring", "unstated, outage"),
        ("resolved", "restored, outage"),
        ("scheduled", "maintenance"),
        ("in_progress", "maintenance"),
        ("verifying", "maintenance"),
        ("completed", "outside"),
        ("postmortem", "outside"),
        ("Investigating", "refused: status status"),
        ("update", "refused: status status"),
        ("", "refused: status status"),
    ];
    for (word, expected) in cases {
        let report = statuspage("\"impact\":\"major\",", &format!("\"status\":\"{word}\","));
        assert_eq!(outcome(&report), expected, "{word}");
    }
}

/// An incident of one update that gives a part of the page this state.
pub(crate) fn statuspage_part(incident: &str, state: &str) -> Report {
    let part = format!(r#"{{"name":"Web","old_status":"operational","new_status":"{state}"}}"#);
    let update = format!("\"status\":\"investigating\",\"affected_components\":[{part}],");
    statuspage(incident, &update)
}

/// A page that called a part slow, or named one that worked, was said to have reported an outage of
/// it: the probes then contradicted what nobody had said.
#[test]
fn statuspage_states_of_parts() {
    let cases = [
        ("major_outage", "outage"),
        ("partial_outage", "outage"),
        ("", "outage"),
        ("degraded_performance", "unstated"),
        ("under_maintenance", "maintenance"),
        ("operational", "outside"),
        ("Operational", "refused: new_status status"),
        ("offline", "refused: new_status status"),
    ];
    for (state, expected) in cases {
        assert_eq!(outcome(&statuspage_part("", state)), expected, "{state}");
    }
    // Each site is said to be as its own part is, and is back when it was down.
    let part = |name: &str, old: &str, new: &str| {
        format!(r#"{{"name":"{name}","old_status":"{old}","new_status":"{new}"}}"#)
    };
    let (works, slow, down) = ("operational", "degraded_performance", "major_outage");
    let parts = |all: [String; 3]| all.join(",");
    let first = parts([part("A", works, down), part("B", works, slow), part("C", works, works)]);
    let last = parts([part("A", down, works), part("B", slow, works), part("C", works, works)]);
    let text = format!(
        r#"{{"page":{{"name":"P"}},"incidents":[{{"id":"i","incident_updates":[
        {{"id":"v","status":"resolved","created_at":"2025-01-21T00:25:00Z","affected_components":[{last}]}},
        {{"id":"u","status":"identified","created_at":"2025-01-21T00:12:00Z","affected_components":[{first}]}}]}}]}}"#
    );
    let keys = "components = { A = \"shop\", B = \"mail\", C = \"news\" }";
    let report = report_of_sites(keys, text.as_bytes());
    let of = |claim: &Claim| (claim.id.clone(), claim.kind.as_str(), claim.targets.len());
    let said: Vec<(String, &str, usize)> = report.claims.iter().map(of).collect();
    let expected = [
        ("i-u", "outage", 1),
        ("i-u-2", "unstated", 1),
        ("i-v", "reachable", 1),
        ("i-v-2", "restored", 1),
    ];
    assert_eq!(said, expected.map(|(id, kind, sites)| (id.to_owned(), kind, sites)));
}

/// The report on incidents of a page with parts of several sites.
fn report_of_sites(keys: &str, bytes: &[u8]) -> Report {
    let entry = format!("[[claims]]\nfiles = \"i.json\"\nlayout = \"statuspage\"\n{keys}\n");
    let folder = IncidentFolder::new(&format!("{}{entry}", incident_folder::PROBES))
        .with("probes.csv", PROBES)
        .with("sites.csv", "site\nshop\nmail\nnews\n")
        .with("i.json", bytes);
    folder.report().expect("the incidents are read")
}

#[test]
fn statuspage_impacts() {
    let cases = [
        ("none", "outside"),
        ("minor", "outage"),
        ("major", "outage"),
        ("critical", "outage"),
        ("maintenance", "outage"),
        ("", "outage"),
        ("degraded", "refused: impact status"),
        ("Major", "refused: impact status"),
    ];
    for (word, expected) in cases {
        let report =
            statuspage(&format!("\"impact\":\"{word}\","), "\"status\":\"investigating\",");
        assert_eq!(outcome(&report), expected, "{word}");
    }
}

#[test]
fn statuspage_incidents_that_nobody_saw() {
    let hidden = ["\"draft\":true,", "\"published\":false,", "\"is_public\":\"false\","];
    let shown = ["\"draft\":false,", "\"published\":true,", "\"is_public\":null,", ""];
    let failing = "\"status\":\"identified\",";
    for key in hidden {
        assert_eq!(outcome(&statuspage(key, failing)), "outside", "{key}");
        assert_eq!(outcome(&statuspage("", &format!("{failing}{key}"))), "outside", "{key}");
    }
    for key in shown {
        assert_eq!(outcome(&statuspage(key, failing)), "outage", "{key}");
    }
}

/// An incident that an operator wrote down when it was over was no claim of an outage, so that the
/// report said nobody had named it.
#[test]
fn statuspage_incidents_entered_afterwards() {
    let asserted = |claim: &Claim| {
        let range = claim.asserted?;
        Some([range.earliest, range.latest].map(|end| end.map(rfc3339).unwrap_or_default()))
    };
    let over = "\"status\":\"resolved\",";
    let times = "\"started_at\":\"2025-01-21T00:04:00Z\",\"resolved_at\":\"2025-01-21T00:22:00Z\",";
    // Times of the incident, and the outage that it states.
    let cases = [
        (times, Some(["2025-01-21T00:04:00Z", "2025-01-21T00:22:00Z"])),
        // Without them: from `created_at` to the time of the update.
        ("", Some(["2025-01-21T00:05:00Z", "2025-01-21T00:20:00Z"])),
        // Some pages write one time for both, which is no length.
        ("\"started_at\":\"2025-01-21T00:22:00Z\",\"resolved_at\":\"2025-01-21T00:22:00Z\",", None),
        ("\"started_at\":\"2025-01-21T00:23:00Z\",\"resolved_at\":\"2025-01-21T00:22:00Z\",", None),
    ];
    for (times, expected) in cases {
        let report = statuspage(times, over);
        let outage = report.claims.iter().find(|claim| claim.kind == ClaimKind::Outage);
        let outage = outage.unwrap_or_else(|| panic!("no outage: {times}"));
        assert_eq!(asserted(outage), expected.map(|ends| ends.map(str::to_owned)), "{times}");
        assert_eq!(outage.published_text, "2025-01-21T00:30:00Z");
        assert!(outage.note.contains("entered when it was over"), "{}", outage.note);
        assert_eq!(report.claims.len(), 2);
        assert!(report.verdicts.iter().all(|verdict| verdict.claim.is_some()), "{times}");
    }
    let unreadable = statuspage("\"started_at\":\"soon\",", over);
    assert_eq!(outcome(&unreadable), "restored, refused: started_at time");
    // Where an update says that something fails, the page's start is no claim of its own.
    let text = r#"{"page":{"name":"P"},"incidents":[{"id":"i","created_at":"2025-01-21T00:05:00Z","incident_updates":[
        {"id":"b","status":"resolved","created_at":"2025-01-21T00:30:00Z"},
        {"id":"a","status":"investigating","created_at":"2025-01-21T00:06:00Z"}]}]}"#;
    let report = report("statuspage", "targets = \"shop\"", "incidents.json", text.as_bytes());
    assert_eq!(outcome(&report), "outage, restored");
}

pub(crate) fn window(source: &str, impact: &str) -> String {
    format!(
        "incident_id,downtime_start,downtime_end,duration_minutes,source,title,impact\n\
         7,2025-01-21T00:05:00Z,2025-01-21T00:20:00Z,15,{source},T,{impact}\n"
    )
}

#[test]
fn github_statuses_impacts_and_sources() {
    let cases = [
        ("updates", "none", "outside"),
        ("updates", "minor", "outage"),
        ("updates", "major", "outage"),
        ("postmortem", "critical", "outage"),
        ("", "maintenance", "maintenance"),
        ("updates", "", "outage"),
        ("updates", "high", "refused: impact status"),
        ("updates", "Major", "refused: impact status"),
        ("guess", "major", "refused: source status"),
        ("Updates", "major", "refused: source status"),
    ];
    for (source, impact, expected) in cases {
        let text = window(source, impact);
        let report =
            report("github-statuses", "targets = \"shop\"", "windows.csv", text.as_bytes());
        assert_eq!(outcome(&report), expected, "{source} {impact}");
    }
    let no_length = window("updates", "major").replace("00:20:00Z", "00:05:00Z");
    let report =
        report("github-statuses", "targets = \"shop\"", "windows.csv", no_length.as_bytes());
    assert_eq!(outcome(&report), "refused: downtime_end empty_span");
}

/// A table of claims that is packed was read as it lies on the disk.
#[test]
fn packed_tables_of_claims_are_unpacked() {
    let own =
        "claim,claimant,role,kind,targets,asserted\nc,A,media,outage,shop,2025-01-21T00:05Z\n";
    let windows = window("updates", "major");
    let cases = [
        ("github-statuses", "targets = \"shop\"", "windows.csv", windows.as_str()),
        ("csv", "", "more.csv", own),
    ];
    for (layout, keys, name, text) in cases {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(text.as_bytes()).unwrap();
        let zstd = zstd::encode_all(text.as_bytes(), 1).unwrap();
        let plain = report(layout, keys, name, text.as_bytes());
        assert_eq!(plain.claims.len(), 1, "{layout}");
        for (ending, bytes) in [("gz", gzip.finish().unwrap()), ("zst", zstd)] {
            let packed = report(layout, keys, &format!("{name}.{ending}"), &bytes);
            assert_eq!(packed.claims, plain.claims, "{layout}.{ending}");
        }
    }
}

pub(crate) fn cstate(matter: &str) -> Report {
    let text =
        format!("---\ntitle: T\ndate: 2025-01-21T00:05:00Z\naffected: [Web]\n{matter}\n---\n");
    report("cstate", "targets = \"shop\"", "issue.md", text.as_bytes())
}

#[test]
fn cstate_severities_drafts_and_sections() {
    let resolved = "resolvedWhen: 2025-01-21T00:20:00Z";
    let cases = [
        ("severity: down", "outage"),
        ("severity: disrupted", "outage"),
        ("severity: notice", "outside"),
        ("severity: major", "refused: severity status"),
        ("severity: Down", "refused: severity status"),
        ("", "refused: severity status"),
        ("severity: down\ndraft: true", "outside"),
        ("severity: down\ndraft: false", "outage"),
        ("severity: down\ndraft: yes", "refused: draft true_or_false"),
        ("severity: down\ninformational: true", "outside"),
        ("informational: true", "outside"),
        ("severity: down\ninformational: 1", "refused: informational true_or_false"),
        ("severity: down\nsection: issue", "outage"),
        ("severity: down\nsection: page", "outside"),
        (&format!("severity: down\nresolved: true\n{resolved}"), "outage, restored"),
        (&format!("severity: down\n{resolved}"), "outage, restored"),
        // Downtime that ended while the issue is still open is an end all the same, but nobody
        // said that all is back.
        (&format!("severity: down\nresolved: false\n{resolved}"), "outage"),
        ("severity: down\nresolvedWhen: 2025-01-21T00:05:00Z", "refused: resolvedWhen empty_span"),
        (&format!("severity: down\nresolved: soon\n{resolved}"), "refused: resolved true_or_false"),
    ];
    for (matter, expected) in cases {
        assert_eq!(outcome(&cstate(matter)), expected, "{matter}");
    }
}

pub(crate) fn telegram(message: &str, keys: &str) -> Report {
    let text = format!(
        r#"{{"name":"C","id":5,"messages":[{{"id":1,"date_unixtime":"1737417600","text":"shop",{message}
        "from":"C"}}]}}"#
    );
    let keys = format!("rules = \"rules.toml\"\nrole = \"attacker\"\nkind = \"attack\"\n{keys}");
    report("telegram", &keys, "result.json", text.as_bytes())
}

#[test]
fn telegram_types() {
    let cases = [
        ("\"type\":\"message\",", "attack"),
        ("\"type\":\"service\",", "outside"),
        ("\"type\":\"unsupported\",", "refused: type status"),
        ("", "refused: type status"),
    ];
    for (key, expected) in cases {
        assert_eq!(outcome(&telegram(key, "")), expected, "{key}");
    }
}

/// Telegram sets `edited` on a message that somebody reacts to, so it proves no edit.
#[test]
fn telegram_edited_may_be_a_reaction() {
    let edited = "\"type\":\"message\",\"edited_unixtime\":\"1737417700\",";
    let note = &telegram(edited, "").claims[0].note;
    assert!(note.contains("edited or reacted to, last at 2025-01-21T00:01:40Z"), "{note}");
    assert!(!note.contains("its words are those of the edit"), "{note}");
    let plain = telegram("\"type\":\"message\",", "");
    assert!(!plain.claims[0].note.contains("edited"), "{}", plain.claims[0].note);
}

pub(crate) fn stix(thing: &str, keys: &str) -> Report {
    let text = format!(
        r#"{{"type":"bundle","id":"bundle--1","objects":[
        {{"id":"x--1","created":"2025-01-21T00:05:00Z","object_refs":["url--1"],{thing}"name":"R"}},
        {{"type":"url","id":"url--1","value":"shop"}}]}}"#
    );
    let keys = format!("role = \"researcher\"\nkind = \"attack\"\n{keys}");
    report("stix", &keys, "bundle.json", text.as_bytes())
}

#[test]
fn stix_objects() {
    let cases = [
        ("\"type\":\"campaign\",", "attack"),
        ("\"type\":\"incident\",", "attack"),
        ("\"type\":\"observed-data\",", "attack"),
        ("\"type\":\"report\",", "attack"),
        ("\"type\":\"indicator\",", "outside"),
        ("\"type\":\"threat-actor\",", "outside"),
        ("", "outside"),
        ("\"type\":\"report\",\"revoked\":false,", "attack"),
        ("\"type\":\"report\",\"revoked\":true,", "outside"),
    ];
    for (thing, expected) in cases {
        assert_eq!(outcome(&stix(thing, "")), expected, "{thing}");
    }
}

#[test]
fn an_entry_or_a_rule_says_how_its_statements_are_worded() {
    let keys = "quantifier = \"most\"\nintent = true";
    for report in [telegram("\"type\":\"message\",", keys), stix("\"type\":\"report\",", keys)] {
        let claim = &report.claims[0];
        let worded = (claim.extent, claim.quantifier, claim.intent);
        assert_eq!(worded, (Extent::Part, Quantifier::Most, true));
        let of_claim = report.verdicts.iter().filter(|verdict| verdict.claim.is_some());
        assert!(of_claim.clone().count() > 0);
        assert!(of_claim.clone().all(|one| one.flags.contains(&VerdictFlag::IntentOnly)));
    }
    let plain = telegram("\"type\":\"message\",", "");
    let claim = &plain.claims[0];
    assert_eq!(
        (claim.extent, claim.quantifier, claim.intent),
        (Extent::Part, Quantifier::Each, false)
    );
}

/// Every moment of a time can be meant by a statement of an outage that gives the time alone. A
/// bundle gives it for each of its objects, or does not.
#[test]
fn an_extent_of_an_archive_is_refused_where_it_cannot_hold() {
    let bundle = r#"{"type":"bundle","id":"bundle--1","objects":[
        {"type":"report","id":"report--1","created":"2025-01-21T00:00:00Z",
         "first_seen":"2025-01-21T00:00:00Z","last_seen":"2025-01-21T00:10:00Z",
         "object_refs":["identity--1"]},
        {"type":"report","id":"report--2","created":"2025-01-21T00:00:00Z",
         "object_refs":["identity--1"]},
        {"type":"identity","id":"identity--1","name":"shop"}]}"#;
    let read = |kinds: [&str; 2]| {
        let entry = |kind: &str| {
            format!(
                "\n[[claims]]\nfiles = \"b-{kind}.json\"\nlayout = \"stix\"\nrole = \"media\"\n\
                 kind = \"{kind}\"\nextent = \"throughout\"\n"
            )
        };
        let settings = format!("{}{}", incident_folder::PROBES, kinds.map(entry).concat());
        let folder = IncidentFolder::new(&settings).with("probes.csv", PROBES);
        let twin = bundle.replace("report--", "report--x");
        folder
            .with(&format!("b-{}.json", kinds[0]), bundle)
            .with(&format!("b-{}.json", kinds[1]), twin)
            .report()
    };
    let report = read(["outage", "outage"]).unwrap();
    let extents: Vec<Extent> = report.claims.iter().map(|claim| claim.extent).collect();
    assert_eq!(extents, [Extent::Throughout], "of the first object, which gives its time");
    let refusals: Vec<String> = report.refusals.listed.iter().map(ToString::to_string).collect();
    let why = "extent: `throughout` needs an asserted time; write one, or leave the extent empty";
    assert_eq!(refusals, [format!("b-outage.json:2:1: {why}")]);
    let why = read(["outage", "attack"]).unwrap_err();
    assert!(
        why.contains("incident.toml:17:1: claims.extent: `throughout` is for kind `outage`"),
        "{why}"
    );
}

#[test]
fn a_rule_comes_before_its_entry_and_other_words_stop_the_run() {
    let read = |rule: &str, keys: &str| {
        let entry = format!(
            "[[claims]]\nfiles = \"r.json\"\nlayout = \"telegram\"\nrules = \"rules.toml\"\n\
             role = \"attacker\"\nkind = \"attack\"\n{keys}\n"
        );
        let message = r#"{"name":"Crew","messages":[{"id":1,"type":"message","date_unixtime":"1737417600","text":"shop"}]}"#;
        IncidentFolder::new(&format!("{}{entry}", incident_folder::PROBES))
            .with("probes.csv", PROBES)
            .with("r.json", message)
            .with("rules.toml", format!("[[rule]]\nwords = \"shop\"\ntargets = \"shop\"\n{rule}\n"))
            .report()
    };
    let report = read("quantifier = \"some\"", "quantifier = \"most\"\nintent = true");
    let claim = &report.expect("the folder is an incident").claims[0];
    assert_eq!((claim.quantifier, claim.intent), (Quantifier::Some, true));
    for (rule, keys, place) in [
        ("quantifier = \"all\"", "", "rule 1: quantifier"),
        ("extent = \"throughout\"", "", "rules.toml:4:1: rule 1: extent: a text that is searched"),
        (
            "",
            "extent = \"throughout\"",
            "incident.toml:10:1: claims.extent: the layout `telegram` takes",
        ),
        ("", "intent = \"yes\"", "intent"),
    ] {
        let why = read(rule, keys).expect_err("the word means nothing");
        assert!(why.contains(place), "{why}");
    }
}

#[test]
fn ddosia_lists_are_intents_and_hosts_without_a_name_are_refused() {
    let list = |targets: &str| {
        let text = format!("{{\"targets\":{targets},\"randoms\":[]}}");
        report("ddosia", "zone = \"UTC\"", "2025-01-21_00-05-00_list.json", text.as_bytes())
    };
    let named = list(r#"[{"host":"SHOP","type":"http2"},{"host":"other.example"}]"#);
    assert_eq!(outcome(&named), "attack");
    assert!(named.claims[0].intent);
    assert_eq!(outcome(&list("null")), "outside");
    assert_eq!(outcome(&list("[]")), "outside");
    assert_eq!(outcome(&list(r#"[{"ip":"192.0.2.1"}]"#)), "refused: host empty");
}
