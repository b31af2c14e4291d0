//! Files whose first reading would say something else than they do: flags that say what is wrong,
//! names of one address, chats, claims without headings. Each is read right, or asked about.

use crate::program_run::ran;
use crate::proposed::{folder, proposed, quick, stopped};
use crate::words_taken_amiss::{has_the_outage, lines, question};
use crate::worked_out::outages_and_assumed;
use std::fs;

/// Rows under a header; `row` writes what stands behind the stamp.
fn table(header: &str, row: impl Fn(&str, bool) -> String) -> String {
    let rows = lines(|hour, minute, site, down| {
        format!("2023-08-21T{hour}:{minute:02}:00Z,{}", row(site, down))
    });
    format!("{header}\n{rows}")
}

/// A log of two sites, of which the sluice is down from 13:45 until 14:10.
fn log() -> String {
    table("time,host,code", |site, down| format!("{site},{}", if down { 503 } else { 200 }))
}

#[test]
fn a_flag_of_unknown_sense_asks_which_value_is_up() {
    for (no, yes) in [("false", "true"), ("0", "1"), ("False", "True")] {
        for name in ["blocked", "closed", "flooded"] {
            let text = table(&format!("time,host,{name}"), |site, down| {
                format!("{site},{}", if down { yes } else { no })
            });
            let said = question("log.csv", &text);
            assert!(said.contains(&format!("is it `{name}` (`{no}`, `{yes}`)?")), "{said}");
            let turned = format!("{{ \"{no}\" = \"up\", \"{yes}\" = \"down\" }}");
            assert!(said.contains("results: ") && said.contains(&turned), "{said}");
            // The answer as printed finds the outage.
            let at = folder(&[("log.csv", &text)]);
            assert_eq!(ran(at.path(), &["init", "case", "log.csv"]).status.code(), Some(0));
            let file = at.path().join("case/incident.toml");
            let entry = fs::read_to_string(&file).unwrap();
            let columns = format!(
                "columns = {{ timestamp = \"time\", site = \"host\", result = \"{name}\" }}"
            );
            let entry = entry
                .replace("columns = \"FILL IN\"", &columns)
                .replace("results = \"FILL IN\"", &format!("results = {turned}"));
            assert!(!entry.contains("\n results") && entry.contains(&turned), "{entry}");
            fs::write(&file, entry).unwrap();
            let (outages, _) = outages_and_assumed(at.path(), &["case"]);
            assert_eq!(outages.lines().count(), 2, "{outages}");
            assert!(outages.contains("T13:45:00Z") && outages.contains("T14:10:00Z"), "{outages}");
        }
    }
}

#[test]
fn checks_of_one_address_some_seconds_apart_are_asked_about() {
    let both = |fails: bool| {
        let rows = lines(|hour, minute, site, down| {
            let stamp = format!("2023-08-21T{hour}:{minute:02}");
            let code = if down && fails { 503 } else { 200 };
            format!("{stamp}:00Z,http://{site}/,200\n{stamp}:03Z,https://{site}/,{code}")
        });
        format!("time,url,code\n{rows}")
    };
    let said = question("log.csv", &both(true));
    let row = "`https-sluice.example,https://sluice.example/`";
    assert!(said.contains("in 5 rows one of them failed") && said.contains(row), "{said}");
    // By the printed rows of sites.csv each is a site, and the outage is found.
    let sites = "site,url\nhttp-sluice.example,http://sluice.example/\n\
        https-sluice.example,https://sluice.example/\n";
    let at = folder(&[("log.csv", &both(true)), ("sites.csv", sites)]);
    let entry = "title = \"x\"\n[[probes]]\nfiles = \"log.csv\"\ncolumns = { timestamp = \"time\", \
        site = \"url\", status_code = \"code\" }\n";
    fs::write(at.path().join("incident.toml"), entry).unwrap();
    ran(at.path(), &["report", ".", "-o", "../out"]);
    let done = ran(at.path(), &["check", "."]);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(said.contains("https-sluice.example"), "{said}");
    // Where none contradicts the other, a note says it.
    let at = folder(&[("log.csv", &both(false))]);
    let (_, notes) = quick(at.path(), &["--probes", "log.csv"]);
    assert!(notes.contains("differ by scheme, `www.` or port alone"), "{notes}");
}

#[test]
fn headings_of_one_address_are_asked_about() {
    let mut text = "time,weir.example,www.weir.example\n".to_owned();
    for at in 0..24 {
        let code = if (9..14).contains(&at) { 503 } else { 200 };
        text += &format!("2023-08-21T{}:{:02}:00Z,200,{code}\n", 13 + at / 12, at % 12 * 5);
    }
    let said = question("wide.csv", &text);
    assert!(said.contains("sites: ") && said.contains("in 5 cells one of them failed"), "{said}");
}

#[test]
fn sites_with_words_beside_their_codes_are_among_the_headings() {
    for (last, up) in [("Lock", "200"), ("Server", "up")] {
        let mut text = format!("time,Sluice,Barge,{last}\n");
        for at in 0..24 {
            let cell = if (9..14).contains(&at) { "gone" } else { up };
            let stamp = format!("2023-08-21T{}:{:02}:00Z", 13 + at / 12, at % 12 * 5);
            text += &format!("{stamp},{up},{cell},{up}\n");
        }
        let said = question("wide.csv", &text);
        let names = format!("[\"Sluice\", \"Barge\", \"{last}\"]");
        assert!(said.contains(&names) && said.contains("`gone`"), "{said}");
    }
}

#[test]
fn the_word_of_a_job_is_no_result() {
    let rows = lines(|hour, minute, site, down| {
        let code = if down { 503 } else { 200 };
        let at = format!(r#""at":"2023-08-21T{hour}:{minute:02}:00Z","target":"{site}""#);
        let result = format!(r#"[{{"result":{{"statusCode":{code}}}}}]"#);
        format!(r#"{{"status":"finished",{at},"results":{result}}},"#)
    });
    has_the_outage("log.json", &format!("[{}]", rows.trim().trim_end_matches(',')));
    // Of two columns of words the one that changes is meant.
    let text = table("time,host,status,outcome", |site, down| {
        format!("{site},active,{}", if down { "fail" } else { "pass" })
    });
    has_the_outage("log.csv", &text);
}

#[test]
fn a_state_before_is_no_vantage() {
    let text = table("time,host,from,status", |site, down| {
        format!("{site},up,{}", if down { "down" } else { "up" })
    });
    let (keys, _) = proposed("log.csv", &text);
    assert!(!keys.contains("vantage = \"from\""), "{keys}");
}

/// What a run says that has claims beside the log.
fn of_claims(name: &str, text: &str) -> String {
    let at = folder(&[("log.csv", &log()), (name, text)]);
    stopped(at.path(), &["report", "--probes", "log.csv", "--claims", name, "-o", "out"])
}

#[test]
fn a_chat_comes_in_by_the_printed_command() {
    for text in [
        "[21.08.23, 13:50:10] Ada: the sluice \"is\" down\n[21.08.23, 14:20:00] Ben: it is back\n",
        "8/21/23, 1:50 PM - Ada: the sluice is down\n8/21/23, 2:20 PM - Ben: it is back\n",
        "21.08.23, 13:50 - Messages are encrypted.\n21.08.23, 13:50 - Ada: it is down\n\
         21.08.23, 14:20 - Ben: it is back\n",
    ] {
        let at = folder(&[("log.csv", &log()), ("chat.txt", text)]);
        let words = ["report", "--probes", "log.csv", "--claims", "chat.txt", "-o", "out"];
        let said = stopped(at.path(), &words);
        assert!(said.contains("the export of a chat"), "{said}");
        let command: String = said.lines().skip_while(|line| !line.contains("{ echo")).collect();
        let shell = std::process::Command::new("sh")
            .args(["-c", command.trim()])
            .current_dir(at.path())
            .status();
        assert!(shell.is_ok_and(|status| status.success()), "{command}");
        let rows = fs::read_to_string(at.path().join("claims.csv")).unwrap();
        let lines: Vec<&str> = rows.lines().collect();
        assert_eq!(lines.len(), 3, "{rows}");
        assert!(lines[1].contains(",\"Ada\",\"") && lines[2].ends_with("\"it is back\""), "{rows}");
        let words = ["report", "--probes", "log.csv", "--claims", "claims.csv", "-o", "out"];
        let said = stopped(at.path(), &words);
        assert!(said.contains("claimant = \"claimant\", published = \"published\""), "{said}");
    }
}

#[test]
fn lines_and_notes_are_no_table_of_claims() {
    let said = of_claims(
        "claims.txt",
        "2023-08-21T13:50:00Z the sluice is down\n2023-08-21T14:20:00Z the sluice is back\n",
    );
    assert!(said.contains("lines with a time and a text"), "{said}");
    let said = of_claims("claims.txt", "Canal notes\n\nThe sluice was down this afternoon.\n");
    assert!(said.contains("a text, and no table"), "{said}");
    assert!(said.contains("claim,claimant,role,kind,targets,published,quote"), "{said}");
}

#[test]
fn claims_without_headings_keep_their_first_row() {
    for (row, found) in [
        (
            "21/08/2023 13:50|Canal Crew|the sluice is down again\n\
             21/08/2023 14:20|Canal|the sluice is back again\n",
            "columns = { claimant = \"claimant\", published = \"published\", quote = \"quote\" }",
        ),
        (
            "2023-08-21T13:50:00Z\tthe sluice is down\n2023-08-21T14:20:00Z\tthe sluice is back\n",
            "columns = { published = \"published\", quote = \"quote\" }",
        ),
    ] {
        let said = of_claims("claims.txt", row);
        assert!(said.contains(found), "{said}");
        let at = folder(&[("claims.txt", row)]);
        ran(at.path(), &["init", "case", "--claims", "claims.txt"]);
        let keys = fs::read_to_string(at.path().join("case/incident.toml")).unwrap();
        assert!(keys.contains("header = [\"published\", "), "{keys}");
    }
}

#[test]
fn claims_that_cannot_be_read_stay_to_be_filled_in() {
    let page = "<!DOCTYPE html><html><body><div class=\"message default clearfix\" id=\"m2\">";
    let at = folder(&[("log.csv", &log()), ("posts.html", page)]);
    let said = of_claims("posts.html", page);
    assert!(said.contains("result.json"), "{said}");
    ran(at.path(), &["init", "case", "log.csv", "--claims", "posts.html"]);
    let said = stopped(at.path(), &["check", "case"]);
    assert!(said.contains("layout: it must be filled in"), "{said}");
    // A feed is written as claims.
    let feed = "<?xml version='1.0'?><rss><channel><item><title>x</title></item></channel></rss>";
    let said = of_claims("feed.xml", feed);
    assert!(said.contains("in (\"entry\", \"item\")"), "{said}");
    assert!(said.contains("name feed.csv behind --claims"), "{said}");
}

#[test]
fn all_open_keys_are_named_at_once() {
    let at = folder(&[("case.toml", ""), ("log.csv", &log())]);
    let entry = "title = \"x\"\n[[claims]]\nfiles = \"a.json\"\nlayout = \"telegram\"\n\
        rules = \"FILL IN\"\nrole = \"FILL IN\"\nkind = \"FILL IN\"\n";
    fs::create_dir(at.path().join("case")).unwrap();
    fs::write(at.path().join("case/incident.toml"), entry).unwrap();
    let said = stopped(at.path(), &["check", "case"]);
    assert!(said.contains("incident.toml:5:7: rules: it must be filled in"), "{said}");
    assert!(said.contains("; so must `role` in line 6; so must `kind` in line 7"), "{said}");
}

#[test]
fn stops_print_the_lines_that_read_a_file() {
    let visit =
        "192.0.2.7 - - [21/Aug/2023:13:50:00 +0000] \"GET / HTTP/1.1\" 200 512 \"-\" \"x\"\n";
    let said = question("access.log", &visit.repeat(5));
    assert!(said.contains("time_format = \"%d/%b/%Y:%H:%M:%S %z\""), "{said}");
    assert!(said.contains("files = \"access.log\"") && !said.contains("docs/recipes.md"), "{said}");
    let said = question("log.txt", "one and two\nthree and four\n");
    assert!(said.contains("# the line one and two with {timestamp}"), "{said}");
}
