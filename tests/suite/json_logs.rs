//! Logs of probes in JSON of any shape: each says what the same log in CSV says, and what is broken
//! or missing is reported.

use crate::incident_folder::IncidentFolder;
use corroborate::init::guess;
use corroborate::model::Report;
use std::fmt::Write as _;
use std::io::Write as _;

/// Rows of a log: minute of 2022-10-05, site, status code (0 for none), milliseconds.
const ROWS: [(i64, &str, u16, u32); 10] = [
    (0, "a.example", 200, 7),
    (0, "b.example", 200, 9),
    (10, "a.example", 503, 0),
    (10, "b.example", 200, 9),
    (20, "a.example", 503, 0),
    (20, "b.example", 0, 0),
    (30, "a.example", 200, 8),
    (30, "b.example", 0, 0),
    (40, "a.example", 200, 8),
    (40, "b.example", 200, 8),
];
/// 2022-10-05T00:00:00Z.
const START_S: i64 = 1_664_928_000;

pub(crate) fn stamp(minute: i64) -> String {
    format!("2022-10-05T{:02}:{:02}:00Z", minute / 60, minute % 60)
}

/// The report of a log under the settings of its `[[probes]]`.
pub(crate) fn read_bytes(name: &str, log: &[u8], settings: &str) -> Result<Report, String> {
    let entry = format!("[[probes]]\nname = \"monitor\"\nfiles = \"{name}\"\n{settings}\n");
    IncidentFolder::new(&entry).with(name, log).report()
}

pub(crate) fn read(log: &str, settings: &str) -> Result<Report, String> {
    read_bytes("log.json", log.as_bytes(), &format!("layout = \"json\"\n{settings}"))
}

pub(crate) fn numbers_of(report: &Report) -> Vec<String> {
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    let outages = report.outages.iter().map(|outage| {
        format!(
            "{} {:?} {:?} {} {:?} {:?}",
            outage.site,
            outage.onset,
            outage.recovery,
            outage.failed_probes,
            outage.causes,
            outage.vantages
        )
    });
    outages.collect()
}

/// Writes as CSV what the rows say.
pub(crate) fn plain() -> Vec<String> {
    let mut log = "timestamp,site,status_code,error,latency_ms\n".to_owned();
    for (minute, site, code, ms) in ROWS {
        let (code, error) =
            if code == 0 { (String::new(), "timeout") } else { (code.to_string(), "") };
        writeln!(log, "{},{site},{code},{error},{ms}", stamp(minute)).unwrap();
    }
    let report = read_bytes("log.csv", log.as_bytes(), "").unwrap();
    let numbers = numbers_of(&report);
    assert_eq!(numbers.len(), 2, "{numbers:?}");
    numbers
}

/// An object of a row, with the site or without it.
fn object(row: (i64, &str, u16, u32), has_site: bool) -> String {
    let (minute, site, code, ms) = row;
    let site = if has_site { format!("\"site\":\"{site}\",") } else { String::new() };
    let code = if code == 0 { "null".to_owned() } else { code.to_string() };
    let error = if code == "null" { "\"timeout\"" } else { "null" };
    format!("{{{site}\"at\":\"{}\",\"code\":{code},\"error\":{error},\"ms\":{ms}}}", stamp(minute))
}

pub(crate) fn objects(of_site: Option<&str>) -> Vec<String> {
    let own = |row: &(i64, &str, u16, u32)| of_site.is_none_or(|site| row.1 == site);
    ROWS.into_iter().filter(own).map(|row| object(row, of_site.is_none())).collect()
}

const FLAT: &str = "columns = { timestamp = \"at\", status_code = \"code\", latency_ms = \"ms\" }";

/// One log in many shapes, and the paths that read it.
pub(crate) fn shapes() -> Vec<(&'static str, String, String)> {
    let (all, a, b) = (objects(None), objects(Some("a.example")), objects(Some("b.example")));
    let (a, b) = (a.join(","), b.join(","));
    let under = |list: &str, site: &str| {
        let cells = [
            ("timestamp", "at"),
            ("status_code", "code"),
            ("error", "error"),
            ("latency_ms", "ms"),
        ];
        let paths: Vec<String> =
            cells.iter().map(|(ours, key)| format!("{ours} = \"{list}.{key}\"")).collect();
        format!("columns = {{ site = \"{site}\", {} }}", paths.join(", "))
    };
    let cells = ROWS.map(|(minute, site, code, ms)| {
        let error = if code == 0 { "\"timeout\"" } else { "\"\"" };
        format!("[{},\"{site}\",{code},{error},{ms}]", START_S + minute * 60)
    });
    vec![
        ("lines", all.join("\n") + "\n", FLAT.to_owned()),
        (
            "lines with a mark and blanks",
            format!("\u{feff}{}\n\n", all.join("\r\n")),
            FLAT.to_owned(),
        ),
        ("a list", format!("[\n{}\n]", all.join(",\n")), FLAT.to_owned()),
        ("a list in one line", format!("[{}]\n", all.join(",")), FLAT.to_owned()),
        ("one object after the other", all.join(" "), FLAT.to_owned()),
        ("jq writes the list at the top", format!("[{}]", all.join(",")), under("[]", "[].site")),
        (
            "an object that holds a list",
            format!("{{\"took\":3,\"data\":{{\"rows\":[{}]}}}}", all.join(",")),
            under("data.rows[]", "data.rows[].site"),
        ),
        (
            "lists in lists",
            format!(
                "[{{\"name\":\"a.example\",\"history\":[{a}]}},{{\"name\":\"b.example\",\
                 \"history\":[{b}]}}]"
            ),
            under("history[]", "name"),
        ),
        (
            "names behind their lists",
            format!(
                "[{{\"history\":[{a}],\"name\":\"a.example\"}},{{\"history\":[{b}],\
                 \"name\":\"b.example\"}}]"
            ),
            under("history[]", "name"),
        ),
        (
            "lists in lines",
            format!(
                "{{\"name\":\"a.example\",\"history\":[{a}]}}\n\
                 {{\"name\":\"b.example\",\"history\":[{b}]}}\n"
            ),
            under("history[]", "name"),
        ),
        (
            "sites as keys",
            format!("{{\"a.example\":[{a}],\"b.example\":[{b}]}}"),
            under("*[]", "{key}"),
        ),
        (
            "sites as keys below a key",
            format!(
                "{{\"made\":1,\"sites\":{{\"a.example\":{{\"log\":[{a}]}},\
                 \"b.example\":{{\"log\":[{b}]}}}}}}"
            ),
            under("sites.*.log[]", "sites.{key}"),
        ),
        (
            "lists without names",
            format!("[{}]", cells.join(",")),
            "time_format = \"unix_s\"\ncolumns = { timestamp = \"[0]\", site = \"[1]\", \
             status_code = \"[2]\", error = \"[3]\", latency_ms = \"[4]\" }"
                .to_owned(),
        ),
    ]
}

#[test]
fn every_shape_says_what_a_table_says() {
    let plain = plain();
    for (shape, text, settings) in shapes() {
        let report = read(&text, &settings).unwrap_or_else(|why| panic!("{shape}: {why}"));
        assert_eq!(numbers_of(&report), plain, "{shape}");
        let rows: u64 = report.inputs.iter().map(|input| input.rows).sum();
        assert!(rows == 10 || shape == "lists in lines", "{shape}: {rows}");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(text.as_bytes()).unwrap();
        let settings = format!("layout = \"json\"\n{settings}");
        let report = read_bytes("log.json.gz", &packed.finish().unwrap(), &settings).unwrap();
        assert_eq!(numbers_of(&report), plain, "{shape}, packed");
    }
}

/// What `init` proposes for a shape reads it, without a key to fill in.
#[test]
fn what_init_proposes_reads_each_shape() {
    let plain = plain();
    let folder = tempfile::tempdir().unwrap();
    for (shape, text, _) in
        shapes().into_iter().filter(|(shape, ..)| *shape != "lists without names")
    {
        let path = folder.path().join("log.json");
        std::fs::write(&path, &text).unwrap();
        let guess = guess(&[path]).unwrap().remove(0);
        assert_eq!(guess.to_fill().count(), 0, "{shape}: {guess:?}");
        let settings: Vec<String> = guess
            .keys
            .iter()
            .map(|key| format!("{} = {}", key.key, key.value.as_deref().unwrap()))
            .collect();
        assert_eq!(settings[0], "layout = \"json\"", "{shape}");
        let report = read_bytes("log.json", text.as_bytes(), &settings.join("\n"))
            .unwrap_or_else(|why| panic!("{shape}: {settings:?}: {why}"));
        assert_eq!(numbers_of(&report), plain, "{shape}: {settings:?}");
    }
}

/// All keys of a CSV log hold: words of a result, the form of stamps, seconds, one site, day and
/// clock in two cells.
#[test]
fn keys_of_csv_logs_hold() {
    let line = |minute: i64, state: &str| {
        format!(
            "{{\"day\":\"05.10.2022\",\"clock\":\"00:{minute:02}\",\"state\":\"{state}\",\
             \"took\":0.25,\"from\":\"z\"}}\n"
        )
    };
    let log: String = [(0, "fine"), (10, "gone"), (20, "gone"), (30, "fine")]
        .map(|(minute, state)| line(minute, state))
        .concat();
    let settings = "site = \"shop\"\nzone = \"UTC\"\ntime_format = \"%d.%m.%Y %H:%M\"\n\
        results = { fine = \"up\", gone = \"down\" }\n\
        columns = { timestamp = [\"day\", \"clock\"], result = \"state\", latency_s = \"took\", \
        vantage = \"from\" }";
    let report = read(&log, settings).unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    assert_eq!((report.outages[0].site.as_str(), report.outages[0].failed_probes), ("shop", 2));
    assert_eq!(report.sites[0].vantages, ["z"]);
    // As milliseconds it would be a minute and a half.
    let slow = read(&log.replace("0.25", "90000"), settings).unwrap();
    assert!(slow.refusals.listed[0].to_string().contains("0 to 86400 seconds"));
    let unlisted = read(&log, &settings.replace("gone = \"down\"", "x = \"down\"")).unwrap();
    let refused = unlisted.refusals.listed[0].to_string();
    assert!(refused.contains("log.json:2:") && refused.contains("say in `results`"), "{refused}");
    for key in ["separator = \";\"", "header = [\"a\"]", "format = \"{timestamp}\""] {
        let why = read(&log, &format!("{settings}\n{key}")).unwrap_err();
        assert!(why.contains(&format!("probes.{}", key.split(' ').next().unwrap())), "{why}");
    }
}

/// A number that says the outcome, at the path that the rule names.
#[test]
fn a_number_in_json_says_whether_a_site_was_up() {
    let line = |minute: i64, loss: &str| {
        format!("{{\"at\":\"{}\",\"ping\":{{\"loss\":{loss}}}}}\n", stamp(minute))
    };
    let log: String = [(0, "0"), (10, "100"), (20, "100.0"), (30, "4"), (40, "null"), (50, "[1]")]
        .map(|(minute, loss)| line(minute, loss))
        .concat();
    let settings = "site = \"shop\"\ncolumns = { timestamp = \"at\" }\n\
        up_when = \"ping.loss < 100\"";
    let report = read(&log, settings).unwrap();
    assert_eq!((report.outages[0].failed_probes, report.sites[0].unknown_probes), (2, 2));
    assert_eq!(report.outages[0].causes[0].cause, "ping.loss not < 100");
    assert_eq!(report.refusals.count(), 2, "{:?}", report.refusals.listed);
    let why = read(&log, &settings.replace("ping.loss", "ping.lost")).unwrap_err();
    assert!(why.contains("`ping.lost` (named in `up_when`)"), "{why}");
    let present = read(&log, &settings.replace("< 100", "is present")).unwrap();
    assert_eq!(present.blips[0].failed_probes, 1, "null is no answer");
}

/// Lists of plain values beside one another: the elements with one index are a row, whichever list
/// comes first.
#[test]
fn lists_beside_one_another_are_columns() {
    let settings = "columns = { site = \"all[].label\", timestamp = \"all[].times[]\", \
        result = \"all[].states[]\" }";
    let stamps = |minutes: &[i64]| {
        let texts: Vec<String> = minutes.iter().map(|at| format!("\"{}\"", stamp(*at))).collect();
        format!("\"times\":[{}]", texts.join(","))
    };
    let times = stamps(&[0, 10, 20, 30]);
    let states = |words: &str| {
        let texts: Vec<String> = words.split(' ').map(|word| format!("\"{word}\"")).collect();
        format!("\"states\":[{}]", texts.join(","))
    };
    let (a, b) = (states("up down down up"), states("up up up up"));
    let log =
        format!("{{\"all\":[{{\"label\":\"a\",{times},{a}}},{{{b},{times},\"label\":\"b\"}}]}}");
    let report = read(&log, settings).unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    assert_eq!(report.outages.len(), 1);
    let outage = &report.outages[0];
    assert_eq!((outage.site.as_str(), outage.failed_probes), ("a", 2));
    assert_eq!(report.inputs[1].rows, 8);
    // Of lists with other lengths nobody can tell which elements belong together.
    for states in [states("down down down"), states("down down down down down")] {
        let log = format!(
            "{{\"all\":[{{\"label\":\"a\",{times},{states}}},{{{b},{times},\"label\":\"b\"}}]}}"
        );
        let report = read(&log, settings).unwrap();
        assert_eq!((report.outages.len(), report.sites[0].unknown_probes), (0, 4), "{states}");
        let refused = report.refusals.listed[0].to_string();
        assert!(refused.contains("values beside one of 4"), "{refused}");
    }
    let objects = settings.replace("states[]", "states[].word");
    let why = read(&log, &objects).unwrap_err();
    assert!(why.contains("are beside one another"), "{why}");
    let elsewhere = settings.replace("all[].states[]", "states[]");
    assert!(read(&log, &elsewhere).unwrap_err().contains("are beside one another"));
}

/// A broken line costs itself alone. In a document the rows before the break count, and the break
/// is reported with line and column.
#[test]
fn what_is_broken_is_reported_and_costs_no_more_than_it_must() {
    let mut lines = objects(None);
    lines[2].truncate(30);
    let report = read(&lines.join("\n"), FLAT).unwrap();
    let refused: Vec<String> = report.refusals.listed.iter().map(ToString::to_string).collect();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(
        refused[0].starts_with("log.json:3:") && refused[0].contains("expected JSON, found `EOF"),
        "{refused:?}"
    );
    assert_eq!(report.inputs.iter().map(|input| input.rows - input.refused).sum::<u64>(), 9);
    let whole = format!("[\n{}\n]", objects(None).join(",\n"));
    let cut = &whole[..whole.len() * 2 / 3];
    let report = read(cut, FLAT).unwrap();
    let refused: Vec<String> = report.refusals.listed.iter().map(ToString::to_string).collect();
    let line = cut.lines().count();
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(
        refused[0].contains(&format!("at line {line}, column"))
            && refused[0].contains("nothing behind it is read"),
        "{refused:?}"
    );
    let input = report.inputs.iter().find(|input| input.path == "log.json").unwrap();
    assert_eq!((input.rows - input.refused, input.refused), (line as u64 - 2, 1));
}

/// Of two values of one key nobody can tell the right one; an empty cell is empty; a list in the
/// place of a value costs what that value decides.
#[test]
fn odd_values_cost_what_they_decide() {
    let row = |cells: &str| format!("{{\"at\":\"2022-10-05T00:00:00Z\",\"site\":\"a\",{cells}}}");
    let cases = [
        ("\"code\":200,\"code\":503", "row: expected each key once in an object, found `code`"),
        ("\"code\":200,\"at\":\"2022-10-05T00:10:00Z\"", "row: expected each key once"),
        ("\"code\":[200]", "outcome: expected a plain value in each cell, found `a list`"),
        ("\"code\":{\"x\":1}", "outcome: expected a plain value in each cell, found `an object`"),
        ("\"code\":200,\"ms\":[1]", "cell: expected a plain value"),
        ("\"code\":200,\"ms\":\"fast\"", "cell: expected 0 to 86400000 milliseconds"),
        ("\"code\":\"200\",\"ms\":\"7\"", ""),
        ("\"code\":200,\"ms\":null", ""),
        ("\"code\":null", "outcome: the row has no outcome"),
    ];
    // A good row first, so that each key is in one record.
    let good = "{\"at\":\"2022-10-05T01:00:00Z\",\"site\":\"a\",\"code\":200,\"ms\":1}";
    for (cells, expected) in cases {
        let report = read(&format!("{good}\n{}\n", row(cells)), FLAT).unwrap();
        let refusals: Vec<String> = report
            .refusals
            .listed
            .iter()
            .map(|refusal| format!("{}: {}", refusal.part.as_str(), refusal.kind))
            .collect();
        if expected.is_empty() {
            assert!(refusals.is_empty(), "{cells}: {refusals:?}");
        } else {
            assert!(
                refusals.len() == 1 && refusals[0].starts_with(expected),
                "{cells}: {refusals:?}"
            );
        }
    }
    let no_site = "{\"at\":\"2022-10-05T00:00:00Z\",\"code\":200}";
    let report = read(&format!("{good}\n{no_site}\n"), FLAT).unwrap();
    assert!(report.refusals.listed[0].to_string().contains("site: the field is empty"));
    let no_time = "{\"at\":\"soon\",\"site\":\"a\",\"code\":200}";
    let report = read(&format!("{good}\n{no_time}\n"), FLAT).unwrap();
    assert_eq!(report.sites[0].unplaced_rows, 1);
}

/// A key that is in no record stops the run, with the keys that there are and the likeliest.
#[test]
fn a_key_that_is_nowhere_is_reported_with_those_that_are_there() {
    let log = "{\"service_id\":\"a\",\"checked_at\":\"2022-10-05T00:00:00Z\",\"ok\":true}\n";
    let log = log.repeat(2);
    let cases = [
        (
            "",
            vec![
                "`timestamp`",
                "`site`",
                "found `checked_at`, `ok`, `service_id`",
                "site = \"service_id\"",
                "timestamp = \"checked_at\"",
            ],
        ),
        (
            "columns = { timestamp = \"checked\", site = \"service_id\", result = \"ok\" }",
            vec!["`checked` (named for `timestamp` in `columns`)", "timestamp = \"checked_at\""],
        ),
        (
            "columns = { timestamp = \"checked_at\", site = \"service_id\" }",
            vec!["one of them must say how the probe went", "result = \"ok\""],
        ),
        (
            "columns = \
             { timestamp = \"log[].checked_at\", site = \"service_id\", result = \"log[].ok\" }",
            vec!["`log[].checked_at` (named for `timestamp`", "found `checked_at`"],
        ),
        (
            "columns = { timestamp = \"a[].x\", site = \"b[].y\" }",
            vec!["probes.columns", "beside one another"],
        ),
        ("columns = { timestamp = \"/checked_at\" }", vec!["probes.columns", "is no path"]),
    ];
    for (settings, wanted) in cases {
        let why = read(&log, settings).unwrap_err();
        for words in wanted {
            assert!(why.contains(words), "{why}\n  has no\n{words}");
        }
    }
    // Many write an error only where there was one.
    let sparse = "columns = \
        { timestamp = \"checked_at\", site = \"service_id\", result = \"ok\", error = \"why\" }";
    assert_eq!(read(&log, sparse).unwrap().refusals.count(), 0);
    // A site that was never probed has an empty history, and nothing is wrong with that.
    let nested = "columns = { timestamp = \"log[].t\", site = \"name\", result = \"log[].ok\" }";
    let log = "[{\"name\":\"a\",\"log\":[]},{\"name\":\"b\",\
        \"log\":[{\"t\":\"2022-10-05T00:00:00Z\",\"ok\":true}]}]";
    assert_eq!(read(log, nested).unwrap().sites.len(), 1);
}

/// Rows are held until their object ends, and no more of them than fit: a name behind a longer list
/// stops the run, and never leaves its rows without a site.
#[test]
fn a_name_behind_too_long_a_list_stops_the_run() {
    let rows: Vec<String> =
        (0..20_100).map(|at| format!("{{\"t\":{},\"ok\":true}}", START_S + at * 60)).collect();
    let rows = rows.join(",");
    let settings = "time_format = \"unix_s\"\ncolumns = \
        { timestamp = \"log[].t\", site = \"name\", result = \"log[].ok\" }";
    let report = read(&format!("{{\"name\":\"a\",\"log\":[{rows}]}}"), settings).unwrap();
    assert_eq!((report.refusals.count(), report.sites[0].site.id.as_str()), (0, "a"));
    for late in ["\"name\":\"a\"", "\"log\":[]"] {
        let first = if late.contains("name") { "" } else { "\"name\":\"a\"," };
        let why = read(&format!("{{{first}\"log\":[{rows}],{late}}}"), settings).unwrap_err();
        assert!(why.contains("write the keys of an object before its lists"), "{why}");
    }
}
