//! Claims that people keep in words of their own, and files that are named as claims or as probes.

use crate::program_run::{printed, ran};
use crate::proposed::{folder, stopped};
use std::fs;
use std::path::Path;

const LOG: &str = "timestamp,site,status_code\n2023-06-01T08:00:00Z,dam.example,200\n\
    2023-06-01T08:10:00Z,dam.example,503\n2023-06-01T08:20:00Z,dam.example,200\n";

/// Runs `init`, and returns the proposal.
fn init(at: &Path, words: &[&str]) -> String {
    let _ = fs::remove_dir_all(at.join("case"));
    let done = ran(at, &[&["init", "case"], words].concat());
    assert!(done.status.success(), "{words:?}: {}", String::from_utf8_lossy(&done.stderr));
    fs::read_to_string(at.join("case/incident.toml")).unwrap()
}

#[test]
fn a_sheet_in_words_of_its_own_is_taken_for_claims() {
    for (name, text, columns) in [
        (
            "notizen.csv",
            "Wer,Was,Wann,Quelle\nWelle,Der Damm liegt heute still,01.06.2023 08:15,\
             https://t.example/1\nAmt,Der Damm ist wieder da,01.06.2023 09:15,\
             https://a.example/2\n",
            "{ claimant = \"Wer\", published = \"Wann\", url = \"Quelle\", quote = \"Was\" }",
        ),
        (
            "notes.csv",
            "who,said what,when,link\nwave,down,1 Jun 2023 08:15,https://t.example/1\n\
             office,back up,1 Jun 2023 09:15,https://a.example/2\n",
            "{ claimant = \"who\", published = \"when\", url = \"link\", quote = \"said what\" }",
        ),
        (
            "press.csv",
            "posted at,statement,headline,url\n2023-06-01 08:15,The dam went off line today,\
             Dam down,https://n.example/1\n2023-06-01 09:15,All is well again today,Dam up,\
             https://n.example/2\n",
            "{ published = \"posted at\", url = \"url\", quote = \"statement\" }",
        ),
        (
            "two.csv",
            "Date,Time,Outlet,Title,URL\n06/01/2023,8:15 PM,Herald,The dam went off line today,\
             https://n.example/1\n06/21/2023,9:15 PM,Post,All is well again today,\
             https://n.example/2\n",
            "{ claimant = \"Outlet\", published = [\"Date\", \"Time\"], url = \"URL\", quote = \
             \"Title\" }",
        ),
        (
            "posts.json",
            "[{\"id\":\"7\",\"created_at\":\"2023-06-01T08:15:00Z\",\"text\":\"the dam is down\",\
             \"user\":{\"screen_name\":\"wave\"}}]",
            "{ claim = \"id\", claimant = \"user.screen_name\", published = \"created_at\", quote \
             = \"text\" }",
        ),
        (
            "own.json",
            "[{\"claimant\":\"Wave\",\"role\":\"attacker\",\"kind\":\"attack\",\"targets\":\
             [\"dam.example\",\"mill.example\"],\"published\":\"2023-06-01T08:15:00Z\"}]",
            "{ claimant = \"claimant\", role = \"role\", kind = \"kind\", targets = \"targets\", \
             published = \"published\" }",
        ),
    ] {
        let at = folder(&[(name, text)]);
        let file = init(at.path(), &[name]);
        assert!(file.contains("[[claims]]") && !file.contains("[[probes]]"), "{file}");
        assert!(file.contains(&format!("\ncolumns = {columns}\n")), "{columns}\n{file}");
    }
}

#[test]
fn the_user_can_say_what_a_file_is() {
    // Places and days alone could be anything.
    let places = "Ort,Tag\ndam.example,2023-06-01\nmill.example,2023-06-02\n";
    let posts = "when,text\n2023-06-01T08:15:00Z,the dam is down now\n";
    let at = folder(&[("places.csv", places), ("posts.csv", posts), ("log.csv", LOG)]);
    let file = init(at.path(), &["log.csv", "--claims", "places.csv", "posts.csv"]);
    assert_eq!((file.matches("[[claims]]").count(), file.matches("[[probes]]").count()), (2, 1));
    assert!(file.contains("columns = { published = \"Tag\" }"), "{file}");
    let file = init(at.path(), &["--probes", "posts.csv"]);
    assert!(file.contains("[[probes]]") && !file.contains("[[claims]]"), "{file}");
    let file = init(at.path(), &["posts.csv"]);
    assert!(file.contains("[[claims]]"), "{file}");
    let why = stopped(at.path(), &["init", "case"]);
    assert!(why.contains("--claims <FILE>"), "{why}");
}

#[test]
fn all_that_claims_lack_is_asked_at_once() {
    let notes = "Wer,Was,Wann\nWelle,Der Damm liegt heute still,01/06/2023 08:15\n";
    let at = folder(&[("notes.csv", notes), ("log.csv", LOG)]);
    let words = ["check", "--probes", "log.csv", "--claims", "notes.csv"];
    let why = stopped(at.path(), &words);
    for key in ["role", "kind", "targets", "zone", "time_format"] {
        assert!(why.contains(&format!("notes.csv: {key}: ")), "{key}: {why}");
    }
    let found = "found: columns = { claimant = \"Wer\", published = \"Wann\", quote = \"Was\" }";
    assert!(why.contains(found), "{why}");
    let command = "`corroborate init my-incident --probes log.csv --claims notes.csv`";
    assert!(why.contains(command), "{why}");
    // Words that answer all but the zone leave that alone to be asked.
    let own = "claimant,role,kind,targets,published\nWave,attacker,attack,dam.example,\
        2023-06-01 08:05\n";
    fs::write(at.path().join("notes.csv"), own).unwrap();
    let why = stopped(at.path(), &words);
    assert!(why.contains("add --zone") && !why.contains("corroborate init"), "{why}");
    let done = ran(at.path(), &[&words[..], &["--zone", "UTC"]].concat());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// No advice leads to a command that prints the opposite one.
#[test]
fn advice_does_not_go_in_circles() {
    let prose = "Time,Message\n2023-06-01 08:00,the dam is up now\n2023-06-01 08:10,the dam is \
        down now\n";
    let outages = "Site,Start,End,Reason\ndam.example,2023-06-01 08:00,2023-06-01 09:00,power cut \
        in hall\nmill.example,2023-06-02 08:00,2023-06-02 09:00,disk full again\n";
    let export = "{\"id\":1,\"name\":\"wave\",\"messages\":[{\"id\":1,\"type\":\"message\",\
        \"date_unixtime\":\"1685606400\",\"from_id\":\"u1\",\"text\":\"dam\"}]}";
    let files = [
        ("log.csv", LOG),
        ("prose.csv", prose),
        ("outages.csv", outages),
        ("result.json", export),
        ("words.csv", "day,rain\nMonday,much of it\n"),
    ];
    let at = folder(&files);
    let (swapped, mut advised) = ("and were named as", 0);
    for (probes, _) in files {
        for (claims, _) in files {
            let asked = ["check", "--probes", probes, "--claims", claims, "--zone", "UTC"];
            let done = ran(at.path(), &asked);
            let why = String::from_utf8(done.stderr).unwrap();
            if !why.contains(swapped) {
                continue;
            }
            advised += 1;
            let advice = why.split("write ").nth(1).unwrap().trim();
            let advice = advice.split(';').next().unwrap();
            let words: Vec<&str> = ["check"].into_iter().chain(advice.split_whitespace()).collect();
            let done = ran(at.path(), &[&words[..], &["--zone", "UTC"]].concat());
            let next = String::from_utf8(done.stderr).unwrap();
            assert!(!next.contains(swapped), "{asked:?}\n{why}\nthen {words:?}\n{next}");
        }
    }
    assert!(advised > 5, "{advised}");
}

#[test]
fn a_page_for_browsers_is_named_as_such_wherever_it_stands() {
    let telegram = "<!DOCTYPE html>\n<html><body><div class=\"page_wrap\">dam</div></body></html>";
    let page = "<html><body><table><tr><td>dam</td></tr></table></body></html>";
    let rules = "[[rule]]\nwords = \"dam\"\ntargets = \"dam.example\"\nkind = \"outage\"\n\
        role = \"media\"\n";
    let at = folder(&[
        ("messages.html", telegram),
        ("page.html", page),
        ("log.csv", LOG),
        ("rules.toml", rules),
    ]);
    let menu = "*Export chat history*, *Format*, *Machine-readable JSON*";
    for (words, wanted) in [
        (["--probes", "messages.html"], menu),
        (["--claims", "messages.html"], menu),
        (["--probes", "page.html"], "save its table as CSV"),
        (["--claims", "page.html"], "save its table as CSV"),
    ] {
        let why = stopped(at.path(), &["check", words[0], words[1]]);
        assert!(why.contains(wanted), "{words:?}: {why}");
    }
    for (entry, wanted) in [
        (
            "[[claims]]\nfiles = \"messages.html\"\nlayout = \"telegram\"\nrules = \"rules.toml\"",
            menu,
        ),
        ("[[claims]]\nfiles = \"messages.html\"", menu),
        ("[[probes]]\nfiles = \"page.html\"", "a page for browsers (HTML)"),
        (
            "[[probes]]\nfiles = \"page.html\"\nlayout = \"uptimerobot\"\ninterval = \"5m\"",
            "a page for browsers (HTML)",
        ),
        (
            "[[probes]]\nfiles = \"page.html\"\nlayout = \"json\"\nsite = \"dam\"\ncolumns = { \
             timestamp = \"a\", result = \"b\" }",
            "a page for browsers (HTML)",
        ),
    ] {
        fs::write(at.path().join("incident.toml"), format!("title = \"t\"\n{entry}\n")).unwrap();
        let why = stopped(at.path(), &["check", "."]);
        assert!(why.contains(wanted), "{entry}: {why}");
    }
}

/// What a bad run prints leads to a run that is good: each line is of the entry, and an entry that
/// names `claims.csv` says how it is read.
#[test]
fn an_own_table_with_dates_of_another_form_says_which_line_answers() {
    let own = "claim,claimant,role,kind,targets,published\n1,Wave,attacker,attack,\"dam.example, \
        mill.example\",06/21/2023 8:05 AM\n";
    let sites = "site\nmill.example\n";
    let at = folder(&[("claims.csv", own), ("log.csv", LOG), ("sites.csv", sites)]);
    let log = "title = \"t\"\n[[probes]]\nfiles = \"log.csv\"\n";
    fs::write(at.path().join("incident.toml"), log).unwrap();
    let said = |at: &Path| String::from_utf8(ran(at, &["check", "."]).stdout).unwrap();
    let first = said(at.path());
    assert!(first.contains("`06/21/2023 8:05 AM` is not a time or an interval"), "{first}");
    let line = "time_format = \"%m/%d/%Y %I:%M %p\"";
    assert!(first.contains(line), "{first}");
    let entry = format!("{log}[[claims]]\nfiles = \"claims.csv\"\nzone = \"UTC\"\n{line}\n");
    fs::write(at.path().join("incident.toml"), entry).unwrap();
    let next = said(at.path());
    assert!(next.contains("claims.csv: 1 row\n"), "{next}");
    // Without ids a table needs `columns`, and no column of ours is taken for another.
    let without = own.replace("claim,claimant", "claimant").replace("\n1,", "\n");
    fs::write(at.path().join("claims.csv"), without).unwrap();
    let why = stopped(at.path(), &["check", "."]);
    assert!(
        why.contains("with `columns`, rows need no ids") && !why.contains("did you mean"),
        "{why}"
    );
}

/// `--claims` took one file, and a second one was taken for an incident.
#[test]
fn several_files_of_claims_are_read_and_asked_for_again() {
    let log = "timestamp,site,status_code\n2023-06-01T08:00:00Z,dam.example,200\n\
        2023-06-01T08:10:00Z,dam.example,503\n2023-06-01T08:20:00Z,dam.example,503\n\
        2023-06-01T08:30:00Z,dam.example,200\n";
    let header = "claim,claimant,role,kind,targets,published\n";
    let claims =
        |id: &str| format!("{header}{id},Crew,attacker,outage,dam.example,2023-06-01T08:15Z\n");
    let posts = "who;when;what;where\nCity;2023-06-01T08:40:00Z;the dam is back;dam.example\n";
    let at = folder(&[
        ("log.csv", log),
        ("a.csv", &claims("A1")),
        ("b.csv", &claims("B1")),
        ("posts.csv", posts),
    ]);
    let words = ["report", "--probes", "log.csv", "--claims", "a.csv", "b.csv", "-o", "out"];
    printed(at.path(), &words, 0);
    let table = fs::read_to_string(at.path().join("out/tables/claims.csv")).unwrap();
    assert!(table.contains("\nA1,") && table.contains("\nB1,"), "{table}");
    printed(at.path(), &["verify", "out"], 0);
    let words = ["check", "--probes", "log.csv", "--claims", "a.csv", "posts.csv"];
    let said = stopped(at.path(), &words);
    assert!(said.contains("posts.csv: role:"), "{said}");
    assert!(said.contains("--claims a.csv posts.csv` writes"), "{said}");
}

/// A clock was taken without the half of the day that stands beside it.
#[test]
fn the_half_of_a_day_beside_a_clock_is_a_part_of_it() {
    let posts =
        "posted,half,who,what,where\n06/21/2023 01:15:00,PM,City,the dam is down,dam.example\n";
    let at = folder(&[("log.csv", LOG), ("posts.csv", posts)]);
    let file = init(at.path(), &["--probes", "log.csv", "--claims", "posts.csv"]);
    assert!(file.contains("published = [\"posted\", \"half\"]"), "{file}");
    assert!(file.contains("time_format = \"%m/%d/%Y %I:%M:%S %p\""), "{file}");
}

/// Claims in our own columns whose clocks have no offset were refused without a question.
#[test]
fn claims_in_our_columns_without_offsets_ask_for_their_zone() {
    let claims = "claim,claimant,role,kind,targets,published\n\
        C1,Wave,attacker,attack,dam.example,2023-06-01T10:05\n";
    let at = folder(&[("log.csv", LOG), ("claims.csv", claims)]);
    let words = ["report", "--probes", "log.csv", "--claims", "claims.csv", "-o", "out"];
    let said = stopped(at.path(), &words);
    assert!(said.contains("claims.csv: zone:") && said.contains("add --zone"), "{said}");
    let done = ran(at.path(), &[&words[..], &["--zone", "Europe/Zurich"]].concat());
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let claims = fs::read_to_string(at.path().join("out/tables/claims.csv")).unwrap();
    assert!(claims.contains("2023-06-01T08:05"), "{claims}");
}
