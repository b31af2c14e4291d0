//! Tables in other shapes than a row for each probe with a column for each thing: a file for each
//! site, one file of several entries, rows longer and shorter than the header, a number that says
//! how a probe went.

use crate::incident_folder::{IncidentFolder, PROBES};
use crate::proposed::{folder, proposed, quick};
use crate::runs::ran;
use corroborate::clock::MINUTE;
use corroborate::model::Report;
use std::fs;

/// Sites of a report, each with its least and its most time down, in minutes.
pub(crate) fn downtimes(report: &Report) -> Vec<(&str, Vec<(i64, i64)>)> {
    let of = |site: &str| {
        let own = report.outages.iter().filter(|outage| outage.site == site);
        own.map(|outage| {
            let most = outage.duration.most_us.map_or(-1, |us| us / MINUTE);
            (outage.duration.least_us / MINUTE, most)
        })
        .collect()
    };
    report.sites.iter().map(|site| (site.site.id.as_str(), of(&site.site.id))).collect()
}

/// Rows of a log every five minutes of 2025-03-04 with a cell for each letter of `states`: what
/// `row` makes of the stamp and the letter.
pub(crate) fn rows(states: &str, row: impl Fn(&str, char) -> String) -> String {
    let stamp = |at: usize| format!("2025-03-04T{:02}:{:02}:00Z", at * 5 / 60, at * 5 % 60);
    states.chars().enumerate().map(|(at, state)| row(&stamp(at), state) + "\n").collect()
}

/// Returns what `check` prints.
pub(crate) fn checked(folder: &IncidentFolder) -> String {
    let output = ran(folder.path(), "check .");
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

/// A log without a column for the site, of these letters: `u` up, `d` down.
pub(crate) fn own_log(states: &str) -> String {
    let word = |state| if state == 'u' { "up" } else { "down" };
    format!("timestamp,result\n{}", rows(states, |at, state| format!("{at},{}", word(state))))
}

#[test]
fn the_name_of_a_file_is_its_site() {
    let settings = "[[probes]]\nfiles = \"logs/*\"\nsite = \"{file}\"\n";
    let folder = IncidentFolder::new(settings)
        .with("logs/shop.example.csv", own_log("uuuudddduuuu"))
        .with("logs/caf\u{65}\u{301}.log", own_log("uuuuuuuuuuuu"));
    let report = folder.report().unwrap();
    assert_eq!(downtimes(&report), [("caf\u{e9}", vec![]), ("shop.example", vec![(15, 25)])]);
}

#[test]
fn a_pattern_says_where_in_a_path_the_site_stands() {
    let settings = "[[probes]]\nfiles = \"logs/{site}/*.csv\"\nsite = \"{site}.example\"\n";
    let folder = IncidentFolder::new(settings)
        .with("logs/shop/one.csv", own_log("uuuudddd"))
        .with("logs/mail/one.csv", own_log("uuuuuuuu"));
    let report = folder.report().unwrap();
    assert_eq!(downtimes(&report)[0], ("mail.example", vec![]));
    assert_eq!(downtimes(&report)[1].0, "shop.example");
    for (settings, why) in [
        ("files = \"logs/*/*.csv\"\nsite = \"{site}\"", "`{site}` must stand in each pattern"),
        ("files = \"logs/{site}/*.csv\"\nsite = \"shop\"", "site = \"{site}\""),
        ("files = \"logs/{site}/*.csv\"", "site = \"{site}\""),
    ] {
        folder.set(&format!("[[probes]]\n{settings}\n"));
        let error = folder.report().unwrap_err();
        assert!(error.contains(why), "{settings}: {error}");
    }
}

#[test]
fn two_files_of_one_name_are_asked_about() {
    let entry = |key: &str| format!("[[probes]]\n{key}\n");
    let folder = IncidentFolder::new(&entry("files = \"*/*.csv\"\nsite = \"{file}\""))
        .with("march/shop.csv", own_log("uuuu"))
        .with("april/shop.csv", own_log("uuud"));
    let error = folder.report().unwrap_err();
    assert!(
        error.contains("`april/shop.csv` and `march/shop.csv` are both named `shop`"),
        "{error}"
    );
    folder.set(&entry("files = \"*/{site}.csv\"\nsite = \"{site}\""));
    assert_eq!(folder.report().unwrap().sites.len(), 1);
}

/// A table with a column for each site, read by an entry for each.
#[test]
fn a_file_is_read_for_each_entry_that_names_it() {
    let word = |down: bool| if down { "down" } else { "up" };
    let table = rows("uuuudddduuuu", |at, state| format!("{at},up,{}", word(state == 'd')));
    let entry =
        |site: &str| format!("{PROBES}site = \"{site}\"\ncolumns = {{ result = \"{site}\" }}\n");
    let folder = IncidentFolder::new(&(entry("shop") + &entry("mail")))
        .with("probes.csv", format!("timestamp,shop,mail\n{table}"));
    let report = folder.report().unwrap();
    assert_eq!(downtimes(&report), [("mail", vec![(15, 25)]), ("shop", vec![])]);
}

/// Each row would count as two probes, and as those of two places.
#[test]
fn two_entries_that_read_the_same_of_a_file_are_refused() {
    let log = "timestamp,site,status_code,reason\n2025-03-04T00:00:00Z,a,200,\n\
        2025-03-04T00:05:00Z,a,503,\n";
    for (one, other, is_refused) in [
        ("", "", true),
        ("site_name", "other_name", true),
        (
            "columns = { status_code = \"status_code\" }",
            "columns = { status_code = \"status_code\", error = \"reason\" }",
            true,
        ),
        ("columns = { error = \"reason\" }", "", false),
        ("up_when = \"status_code < 500\"", "", false),
        ("up_when = \"status_code < 500\"", "up_when = \"status_code < 400\"", true),
    ] {
        let keys = |text: &str| {
            if text.ends_with("name") { format!("name = \"{text}\"") } else { text.to_owned() }
        };
        let settings = format!("{PROBES}{}\n{PROBES}{}\n", keys(one), keys(other));
        let read = IncidentFolder::new(&settings).with("probes.csv", log).report();
        let error = read.err().unwrap_or_default();
        let says_so = error.contains("`probes.csv` is named by two [[probes]] entries");
        assert_eq!(says_so, is_refused, "{one} | {other}: {error}");
    }
}

#[test]
fn an_answer_time_or_a_loss_says_whether_a_site_was_up() {
    let cell = |state| match state {
        'u' => "12.5",
        'n' => "lots",
        _ => "-",
    };
    let ping = rows("uuudddunuu", |at, state| format!("{at},a,{}", cell(state)));
    let loss = rows("uuudddunuu", |at, state| {
        let loss = cell(state).replace("12.5", "20 %").replace('-', "100 %");
        format!("{at},b,{loss}")
    });
    let settings = "[[probes]]\nfiles = \"ping.csv\"\n\
        columns = { latency_ms = \"ping\" }\nup_when = \"latency_ms is present\"\n\
        [[probes]]\nfiles = \"loss.csv\"\nup_when = \"packet loss < 100\"\n";
    let folder = IncidentFolder::new(settings)
        .with("ping.csv", format!("timestamp,site,ping\n{ping}"))
        .with("loss.csv", format!("timestamp,site,packet loss\n{loss}"));
    let report = folder.report().unwrap();
    assert_eq!(downtimes(&report), [("a", vec![(10, 20)]), ("b", vec![(10, 20)])]);
    assert_eq!(report.sites.iter().map(|site| site.unknown_probes).collect::<Vec<_>>(), [1, 1]);
    let causes: Vec<&str> =
        report.outages.iter().map(|outage| outage.causes[0].cause.as_str()).collect();
    assert_eq!(causes, ["no answer", "packet loss not < 100"]);
    // The cell of the unknown probe is no latency either; that of a failed one says nothing wrong.
    let cells = report.refusals.listed.iter().map(|refusal| refusal.to_string());
    let cells: Vec<String> = cells.collect();
    assert_eq!(cells.len(), 3, "{cells:?}");
    assert!(cells[0].contains("needs a number, found `lots`"), "{cells:?}");
}

#[test]
fn a_rule_for_a_number_names_a_column_of_the_file() {
    let log = "timestamp,site,rtt\n2025-03-04T00:00:00Z,a,1\n";
    for (keys, why) in [
        (
            "up_when = \"rrt is present\"",
            "`rrt` (named in `up_when`); found `timestamp`, `site`, `rtt`; did you mean `rtt`?",
        ),
        ("up_when = \"rtt\"", "has no condition"),
        (
            "up_when = \"rtt is present\"\ncolumns = { result = \"rtt\" }",
            "stands in place of `result`",
        ),
        ("layout = \"fettle\"\nup_when = \"rtt is present\"", "it belongs to CSV logs"),
    ] {
        let settings = format!("{PROBES}{keys}\n");
        let error = IncidentFolder::new(&settings).with("probes.csv", log).report().unwrap_err();
        assert!(error.contains(why), "{keys}: {error}");
    }
}

/// Seconds are compared as they are written, and shown in milliseconds.
#[test]
fn a_rule_on_seconds_compares_what_the_file_has() {
    let log = "timestamp,site,took\n2025-03-04T00:00:00Z,a,0.5\n2025-03-04T00:05:00Z,a,9\n\
        2025-03-04T00:10:00Z,a,9\n2025-03-04T00:15:00Z,a,1.5\n";
    let settings =
        format!("{PROBES}columns = {{ latency_s = \"took\" }}\nup_when = \"took < 5\"\n");
    let report = IncidentFolder::new(&settings).with("probes.csv", log).report().unwrap();
    assert_eq!(downtimes(&report), [("a", vec![(5, 15)])]);
}

/// Letters for what a row came to: `u` up, `d` down, `?` unknown, `-` refused, `.` passed over.
fn outcomes(settings: &str, header: &str, row: &str) -> char {
    let whole = |minute: u32, code: &str| {
        let cells: Vec<String> = header
            .split(',')
            .map(|name| match name {
                "timestamp" => format!("2025-03-04T00:{minute:02}:00Z"),
                "site" => "a".to_owned(),
                "vantage" => "here".to_owned(),
                "status_code" => code.to_owned(),
                "result" => if code == "200" { "up" } else { "down" }.to_owned(),
                _ => String::new(),
            })
            .collect();
        cells.join(",")
    };
    let rows =
        [whole(0, "200"), whole(5, "200"), row.to_owned(), whole(15, "200"), whole(20, "200")];
    let log = format!("{header}\n{}\n", rows.join("\n"));
    let folder = IncidentFolder::new(&format!("{PROBES}{settings}")).with("probes.csv", log);
    let report = folder.report().unwrap();
    let input = report.inputs.iter().find(|input| input.path == "probes.csv").unwrap();
    assert_eq!(report.sites.len(), 1, "{row}");
    if input.rows == 4 {
        '.'
    } else if input.refused == 1 {
        '-'
    } else if report.sites[0].unknown_probes == 1 {
        '?'
    } else if report.blips.len() + report.outages.len() == 1 {
        'd'
    } else {
        'u'
    }
}

/// A longer row is read where the surplus stands behind all that is needed, or an entry says so; a
/// shorter one as far as its cells stand. What may have been shifted is not read.
#[test]
fn a_row_of_another_length_is_read_as_far_as_nothing_is_shifted() {
    let code_first = "timestamp,site,status_code,error,latency_ms";
    let code_last = "timestamp,site,error,status_code";
    let result_before_site = "timestamp,result,site";
    let at = "2025-03-04T00:10:00Z";
    for (header, row, as_it_is, extra) in [
        // Behind what is needed.
        (code_first, "503,bad gateway,12,more", 'd', 'd'),
        (code_first, "200,,12,more", 'u', 'u'),
        (code_first, "0,refused, twice,12", 'd', 'd'),
        // Where the error decides nobody knows which cell holds the comma.
        (code_first, ",refused, twice,12", '?', 'd'),
        // Before it: the code is what the comma left there.
        (code_last, "refused, twice,503", '?', '-'),
        (code_last, "wrong,200,503", '?', 'u'),
        // Cells that are shifted cannot be read, and the row is refused.
        (code_first, "Paris,200,,12,x", '-', '-'),
        (result_before_site, "more", '?', 'u'),
        // Shorter.
        (code_first, "503", 'd', 'd'),
        (code_first, "200,", 'u', 'u'),
        (code_first, "", '?', '?'),
        (code_first, "timeout", '-', '-'),
        (code_last, "timeout", '?', '?'),
    ] {
        let row = match header == result_before_site {
            true => format!("{at},up,a,{row}"),
            false => {
                format!("{at},a,{row}").trim_end_matches(',').to_owned()
                    + if row.ends_with(',') { "," } else { "" }
            }
        };
        assert_eq!(outcomes("", header, &row), as_it_is, "{header}: {row}");
        assert_eq!(outcomes("extra_fields = true\n", header, &row), extra, "{header}: {row}");
    }
    assert_eq!(outcomes("", code_first, "-----"), '.');
}

/// The site of rows that are all longer than the header is one only where the entry says so.
#[test]
fn extra_fields_make_sites_only_where_the_entry_says_so() {
    let log = "2025-03-04 00:00:00 | front | UP | 25\n2025-03-04 00:00:00 | media | UP | 70 | s=1\n\
        -------------\n2025-03-04 00:05:00 | front | UP | 25\n\
        2025-03-04 00:05:00 | media | DOWN | 70 | s=1\n-------------\n";
    let settings = format!(
        "{PROBES}zone = \"UTC\"\nseparator = \"|\"\n\
        header = [\"timestamp\", \"site\", \"result\", \"latency_ms\"]\n"
    );
    let folder = IncidentFolder::new(&settings).with("probes.csv", log);
    let (report, said) = (folder.report().unwrap(), checked(&folder));
    assert_eq!(report.sites.len(), 1, "{said}");
    assert!(said.contains("probes.csv: 2 lines of signs alone; the first in line 3"), "{said}");
    assert!(said.contains("probes.csv:2:4: row: expected 4 fields, found 5"), "{said}");
    folder.set(&format!("{settings}extra_fields = true\n"));
    let (report, said) = (folder.report().unwrap(), checked(&folder));
    let ids: Vec<&str> = report.sites.iter().map(|site| site.site.id.as_str()).collect();
    assert_eq!((ids, report.refusals.count()), (vec!["front", "media"], 0));
    let expected = "probes.csv: 2 rows have fields behind those of the header; the first in line 2";
    assert!(said.contains(expected), "{said}");
}

/// The last line of a file that breaks off may be cut within its last cell.
#[test]
fn the_last_line_of_a_file_without_its_end_is_not_trusted() {
    let log = "timestamp,site,status_code,error\n2025-03-04T00:00:00Z,a,200,\n\
        2025-03-04T00:05:00Z,a,200,\n2025-03-04T00:10:00Z,a,503";
    let of = |text: &str| {
        let folder = IncidentFolder::new(PROBES).with("probes.csv", text);
        let report = folder.report().unwrap();
        (report.sites[0].unknown_probes, report.outages.len() + report.blips.len())
    };
    assert_eq!(of(log), (1, 0));
    assert_eq!(of(&format!("{log}\n")), (0, 1));
}

/// A wide table of two sites; `cell` gives the cell of a moment and a site.
fn wide(cell: impl Fn(usize, usize) -> &'static str) -> String {
    let row =
        |at: usize| format!("2023-06-01T08:{:02}:00Z,{},{}\n", at * 5, cell(at, 0), cell(at, 1));
    let rows: String = (0..8).map(row).collect();
    format!("moment,dam.example,mill.example\n{rows}")
}

/// Words for a failure, in other languages and as signs: beside words for up they mean down; where
/// a word for something between stands there too, they are asked for.
#[test]
fn words_for_a_failure_beside_words_for_up_are_down() {
    for (up, down) in [
        ("ok", "Fehler"),
        ("ok", "Störung"),
        ("ok", "Ausfall"),
        ("OK", "erreur"),
        ("ok", "panne"),
        ("ok", "caído"),
        ("ok", "falha"),
        ("ok", "сбой"),
        ("доступен", "недоступен"),
        ("ok", "збій"),
        ("ok", "x"),
        ("✓", "✗"),
    ] {
        let text = wide(|at, site| if (3..6).contains(&at) && site == 0 { down } else { up });
        let (file, said) = proposed("wide.csv", &text);
        assert!(said.contains("these would be: 13 up, 3 down"), "{down}: {said}\n{file}");
        assert!(!file.contains("FILL IN:"), "{down}: {file}");
        let narrow: String = (0..16)
            .map(|at| {
                format!(
                    "2023-06-01T08:{at:02}:00Z,dam.example,{}\n",
                    if at == 4 { down } else { up }
                )
            })
            .collect();
        let (file, said) = proposed("log.csv", &format!("time,site,status\n{narrow}"));
        assert!(said.contains("these would be: 15 up, 1 down"), "{down}: {said}\n{file}");
    }
    let text = wide(|at, _| {
        if at == 3 {
            "Störung"
        } else if at == 4 {
            "slow"
        } else {
            "ok"
        }
    });
    let (file, _) = proposed("wide.csv", &text);
    assert!(file.contains("# FILL IN: `the cells` has the words `Störung`"), "{file}");
    // Alone it tells nothing.
    let (file, _) = proposed("log.csv", "time,site,status\n2023-06-01T08:00:00Z,dam.example,x\n");
    assert!(!file.contains("\"x\" = \"down\""), "{file}");
}

#[test]
fn marks_under_moments_are_read_the_other_way_round_too() {
    let moments: Vec<String> = (0..8).map(|at| format!("2023-06-01 08:{:02}", at * 5)).collect();
    let cells = |down: usize| -> String {
        (0..8).map(|at| if at == down { ",x" } else { ",ok" }).collect()
    };
    let text =
        format!("site,{}\ndam.example{}\nmill.example{}\n", moments.join(","), cells(2), cells(9));
    let (file, said) = proposed("wide.csv", &text);
    assert!(said.contains("these would be: 15 up, 1 down"), "{said}\n{file}");
    assert!(file.contains("results = { \"x\" = \"down\" }"), "{file}");
}

/// A share of a hundred can be of answers or of losses, so the rule is asked for.
#[test]
fn shares_under_sites_are_asked_for_and_read() {
    for whole in ["100 %", "100%"] {
        let zero = if whole.contains(' ') { "0 %" } else { "0%" };
        let text = wide(|at, site| if (3..6).contains(&at) && site == 0 { zero } else { whole });
        let (file, _) = proposed("wide.csv", &text);
        assert!(file.contains("# FILL IN: the cells are shares of a hundred: write"), "{file}");
        let filled = file.replace("up_when = \"FILL IN\"", "up_when = \"cell > 0\"");
        let at = folder(&[("wide.csv", &text)]);
        fs::create_dir(at.path().join("case")).unwrap();
        fs::write(at.path().join("case/incident.toml"), filled).unwrap();
        let (outages, _) = quick(at.path(), &["case"]);
        let of_dam =
            |line: &&str| line.contains(",dam.example,2023-06-01T08:10:00Z,2023-06-01T08:15:00Z");
        assert_eq!(outages.lines().skip(1).filter(of_dam).count(), 1, "{outages}");
    }
}
