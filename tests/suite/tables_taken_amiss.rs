//! Tables and JSON that were read amiss, or whose question led astray: tries of one check, names in
//! capitals, two checks of one address, links for sites, envelopes for periods.

use crate::proposed::{folder, proposed, quick};
use crate::words_taken_amiss::{has_the_outage, lines, question};
use rust_xlsxwriter::Workbook;

/// Rows under a header; `row` writes what stands behind the stamp.
fn table(header: &str, row: impl Fn(&str, bool) -> String) -> String {
    let rows = lines(|hour, minute, site, down| {
        format!("2023-08-21T{hour}:{minute:02}:00Z,{}", row(site, down))
    });
    format!("{header}\n{rows}")
}

#[test]
fn tries_of_one_check_are_asked_about() {
    let one = table("time,host,attempt,status", |site, down| {
        if down {
            format!("{site},1,down\n2023-08-21T13:59:30Z,{site},2,up")
        } else {
            format!("{site},1,up")
        }
    });
    // The further try stands half a minute behind the first.
    let mut lines: Vec<String> = one.lines().map(str::to_owned).collect();
    for at in 1..lines.len() {
        let soon = lines[at - 1].split(',').next().unwrap_or_default().replace(":00Z", ":30Z");
        lines[at] = lines[at].replace("2023-08-21T13:59:30Z", &soon);
    }
    let text = lines.join("\n") + "\n";
    let said = question("log.csv", &text);
    assert!(said.contains("`attempt` numbers the tries of one check"), "{said}");
    assert!(said.contains("awk -F\",\" 'NR==1{print;next} {k=$2; if($3==1 "), "{said}");
}

#[test]
fn names_that_differ_by_capitals_are_asked_about() {
    let rows = lines(|hour, minute, site, down| {
        let name = site.trim_end_matches(".example");
        let name = if minute % 2 == 0 { name.to_uppercase() } else { name.to_owned() };
        let word = if down { "down" } else { "up" };
        format!("2023-08-21T{hour}:{minute:02}:00Z,{name},{word}")
    });
    let said = question("log.csv", &format!("time,name,status\n{rows}"));
    assert!(said.contains("differ by their capitals alone") && said.contains("`BARGE,barge`"));
}

#[test]
fn two_checks_of_one_address_are_asked_about() {
    let both = |one: &str, other: &str| {
        table("time,url,code", |site, down| {
            let code = if down { 503 } else { 200 };
            let other = other.replace("HOST", site);
            let first = one.replace("HOST", site);
            // Both at one moment.
            format!("{first},200\n2023-08-21T15:00:00Z,{other},{code}")
        })
    };
    let rows = |one: &str, other: &str| {
        let text = both(one, other);
        let mut stamp = String::new();
        let mut all = String::new();
        for line in text.lines() {
            let (at, rest) = line.split_once(',').unwrap();
            let is_second = at == "2023-08-21T15:00:00Z" && !stamp.is_empty();
            if !is_second {
                at.clone_into(&mut stamp);
            }
            all += &format!("{},{rest}\n", if is_second { &stamp } else { at });
        }
        all
    };
    for (one, other) in
        [("http://HOST/", "https://HOST/"), ("HOST:80", "HOST:443"), ("HOST", "www.HOST")]
    {
        let said = question("log.csv", &rows(one, other));
        assert!(said.contains("are one site, of whose rows"), "{one}: {said}");
        let lines = rows(one, other).replacen("time,url,code\n", "", 1).replace(',', " ");
        let said = question("log.txt", &lines);
        assert!(said.contains("are one site, of whose rows"), "{one}: {said}");
    }
}

#[test]
fn a_result_that_never_changes_beside_errors_is_asked_about() {
    let text = table("time,url,status,error", |site, down| {
        format!("{site},ok,{}", if down { "ETIMEDOUT" } else { "" })
    });
    let said = question("log.csv", &text);
    assert!(said.contains("`status` is ok and `error` says `ETIMEDOUT`"), "{said}");
}

#[test]
fn a_size_before_a_code_is_passed_over() {
    let rows = lines(|hour, minute, site, down| {
        let code = if down { 503 } else { 200 };
        format!("2023-08-21T{hour}:{minute:02}:00Z,{site},512,{code}")
    });
    has_the_outage("log.csv", &rows);
}

#[test]
fn wide_tables_have_the_site_that_failed() {
    let wide = |up: &str, down: &str| {
        let mut text = "Time,Sluice,Barge,Lock\n".to_owned();
        for at in 0..24 {
            let word = if (9..14).contains(&at) { down } else { up };
            text +=
                &format!("2023-08-21T{}:{:02}:00Z,{word},{up},{up}\n", 13 + at / 12, at % 12 * 5);
        }
        text
    };
    for (up, down) in [("ok", "nok"), ("online", "gone"), ("works", "broken"), ("läuft", "steht")]
    {
        let said = question("wide.csv", &wide(up, down));
        assert!(said.contains(r#"["Sluice", "Barge", "Lock"]"#), "{up}: {said}");
        assert!(said.contains(&format!("`{down}`")), "{down}: {said}");
    }
    // A site that is called as a column of results is.
    let named = wide("up", "down").replace("Barge", "Status");
    let said = question("wide.csv", &named);
    assert!(said.contains(r#"["Sluice", "Status", "Lock"]"#), "{said}");
}

#[test]
fn links_to_pages_of_outages_are_no_sites() {
    let mut text = "start,end,service,url\n".to_owned();
    for at in 0..4 {
        text += &format!(
            "2023-08-2{at}T08:00:00Z,2023-08-2{at}T09:00:00Z,Ferry {},\
             https://status.canal.example/i/{at}\n",
            at % 2
        );
    }
    let (keys, _) = proposed("outages.csv", &text);
    assert!(keys.contains("site = \"service\""), "{keys}");
}

#[test]
fn the_edges_of_an_export_are_no_periods() {
    let rows = lines(|hour, minute, site, down| {
        let up = !down;
        format!(r#"{{"ts":"2023-08-21T{hour}:{minute:02}:00Z","host":"{site}","up":{up}}},"#)
    });
    let rows = rows.trim().trim_end_matches(',').to_owned();
    let edges = r#""from":"2023-08-21T13:00:00Z","to":"2023-08-21T15:00:00Z""#;
    has_the_outage("log.json", &format!("{{{edges},\"checks\":[{rows}]}}"));
}

#[test]
fn what_came_back_is_a_rule() {
    for (header, wanted) in [("bytes", "bytes > 0"), ("received", "received > 0")] {
        let text = table(&format!("time,host,{header}"), |site, down| {
            format!("{site},{}", if down { 0 } else { 4 })
        });
        let said = question("log.csv", &text);
        assert!(said.contains(&format!("write \"{wanted}\"")), "{said}");
    }
    let text = table("time,host,answer", |site, down| {
        format!("{site},{}", if down { "" } else { "192.0.2.7" })
    });
    let said = question("log.csv", &text);
    assert!(said.contains("write \"answer is not empty\""), "{said}");
}

#[test]
fn the_offset_of_each_row_is_read() {
    let rows = lines(|hour, minute, site, down| {
        let (offset, hour) =
            if site.starts_with('b') { ("+02:00", hour + 2) } else { ("+01:00", hour + 1) };
        let word = if down { "down" } else { "up" };
        format!("2023-08-21,{hour}:{minute:02}:00,{offset},{site},{word}")
    });
    let text = format!("date,time,utc_offset,host,status\n{rows}");
    let at = folder(&[("log.csv", &text)]);
    let (outages, notes) = quick(at.path(), &["--probes", "log.csv"]);
    assert!(outages.contains("T13:45:00Z") && outages.contains("T14:10:00Z"), "{outages} {notes}");
}

#[test]
fn the_zone_in_a_heading_is_held_against_the_one_that_is_given() {
    let rows = lines(|hour, minute, site, down| {
        let word = if down { "down" } else { "up" };
        format!("2023-08-21 {hour}:{minute:02}:00,{site},{word}")
    });
    let text = format!("Time (CET),host,status\n{rows}");
    let said = question("log.csv", &text);
    assert!(said.contains("names `CET` for its stamps, and --zone says UTC"), "{said}");
    let at = folder(&[("log.csv", &text)]);
    let (outages, _) = quick(at.path(), &["--probes", "log.csv", "--zone", "Europe/Oslo"]);
    assert!(outages.contains("T11:45:00Z"), "{outages}");
}

#[test]
fn a_site_that_is_named_once_in_a_block_is_asked_about() {
    let mut text = "host,time,status\n".to_owned();
    for site in ["sluice.example", "barge.example"] {
        for at in 0..12 {
            let name = if at == 0 { site } else { "" };
            text += &format!("{name},2023-08-21T13:{:02}:00Z,up\n", at * 5);
        }
    }
    let said = question("log.csv", &text);
    assert!(said.contains("22 of 24 rows have nothing in `host`"), "{said}");
    assert!(said.contains("{if($1==\"\")$1=p; p=$1}1"), "{said}");
}

#[test]
fn a_first_claim_is_no_line_of_headings() {
    let text = "2023-08-21T13:50:00Z,Canal Crew,attack,sluice.example\n\
        2023-08-21T14:20:00Z,Canal,restored,sluice.example\n";
    let at = folder(&[
        ("claims.csv", text),
        ("log.csv", &table("time,host,code", |site, _| format!("{site},200"))),
    ]);
    let words = ["report", "--probes", "log.csv", "--claims", "claims.csv", "-o", "out"];
    let said = crate::proposed::stopped(at.path(), &words);
    let found = "claimant = \"claimant\", kind = \"kind\", targets = \"targets\", published = ";
    assert!(said.contains(found) && said.contains("role: no column"), "{said}");
}

#[test]
fn hidden_sheets_are_left_out_and_named() {
    let mut book = Workbook::new();
    for (name, is_hidden) in [("log", false), ("test", true)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.set_hidden(is_hidden);
        for (column, text) in (0..).zip(["time", "host", "status"]) {
            sheet.write(0, column, text).unwrap();
        }
        for row in 1..9 {
            let down = is_hidden || (3..6).contains(&row);
            sheet.write(row, 0, format!("2023-08-21T13:{:02}:00Z", row * 5)).unwrap();
            sheet.write(row, 1, "sluice.example").unwrap();
            sheet.write(row, 2, if down { "down" } else { "up" }).unwrap();
        }
    }
    let at = folder(&[]);
    book.save(at.path().join("log.xlsx")).unwrap();
    let (outages, notes) = quick(at.path(), &["--probes", "log.xlsx"]);
    assert!(notes.contains("the workbook hides `test`, which is not read"), "{notes}");
    assert!(outages.contains("T13:15:00Z") && !notes.contains("sheet = \"test\""), "{outages}");
}
