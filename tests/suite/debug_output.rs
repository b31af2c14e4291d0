//! Lines that `-v` and `--timings` write to stderr.

use crate::program::{PROBES, code, files_below, incident, said};
use crate::program_run::ran;
use std::collections::BTreeSet;
use std::fs;
use std::process::Output;

/// `-v` says why each row, site, outage and claim was judged as it was, in the order of the files;
/// stdout and the report stay the same.
#[test]
fn verbose_says_why() {
    let rows = format!("{PROBES}2022-10-05T00:40:00Z,https://a/,x,99\n");
    let claims = "claim,claimant,role,kind,published,asserted,targets\n\
        c1,K,attacker,attack,2022-10-05,2022-10-05T00:00:00Z/2022-10-05T00:25:00Z,a\n";
    let folder = incident(&[("probes.csv", &rows), ("claims.csv", claims)]);
    let quiet = ran(folder.root(), &["report", "case", "-o", "quiet"]);
    let verbose = ran(folder.root(), &["-v", "report", "case", "-o", "quiet"]);
    assert_eq!(code(&verbose), 1, "one outcome cannot be read");
    assert_eq!(verbose.stdout, quiet.stdout);
    let lines = said(&verbose);
    for line in [
        "probes.csv:6:4: status_code: expected a status code from 100 to 599, 0 or nothing, found \
         `99`; correct it, or name another code in `up_codes`, `down_codes` or `challenged_codes`: \
         the outcome cannot be read: an unknown probe",
        "probes.csv:2: a from x at 2022-10-05T00:00:00Z: up: status code 200 is below 500, and no \
         result says otherwise",
        "probes.csv:3: a from x at 2022-10-05T00:10:00Z: down: status code 503 is 500 or above, \
         and no result says otherwise",
        "claim c1 about a: R1 never probed does not apply",
        "claim c1 about a: R3 onset in the time asked applies: supported",
        "site a: probed from x; outages: 1, blips: 0; went_down, as it was certainly up, then in \
         an outage (M24)",
        "O001 at a is an outage: failed probes: 2 (confirm: 2), vantages: 1 (M12)",
    ] {
        assert!(lines.lines().any(|one| one == line), "{line}\n{lines}");
    }
    assert!(!said(&quiet).contains("status code 200"));
}

/// `-v` says on each command why it read, judged, proposed or made what it did.
#[test]
fn verbose_says_why_on_every_command() {
    let claims = "claim,claimant,role,kind,published,targets\n\
        c1,K,attacker,attack,2022-10-05,nowhere\n";
    let folder = incident(&[("probes.csv", PROBES), ("claims.csv", claims)]);
    let scenario = "seed = 1\nsites = \"sites.csv\"\nzone = \"UTC\"\n\
        from = \"2022-10-05T00:00\"\nuntil = \"2022-10-05T01:00\"\n\
        [[vantage]]\nname = \"x\"\ncadence = \"5m\"\n\
        latency = { median_ms = 90, spread_ms = 40 }\n\
        [[outage]]\nsites = [\"a\"]\nfrom = \"2022-10-05T00:10\"\n\
        until = \"2022-10-05T00:20\"\n";
    folder.beside("made", "");
    fs::write(folder.root().join("made/scenario.toml"), scenario).unwrap();
    fs::write(folder.root().join("made/sites.csv"), "site,name\na,A\n").unwrap();
    let row = "a from x at 2022-10-05T00:10:00Z: down: status code 503";
    let commands: [(&[&str], &str); 8] = [
        (&["report", "case", "-o", "out"], "O001 at a: R9 applies: no claim of an attack"),
        (&["report", "case", "-o", "out"], "claim c1 about nowhere: M18 applies:"),
        (&["verify", "out", "case"], row),
        (&["check", "case"], row),
        (&["explain", "O001", "case"], row),
        (&["fold", "case/probes.csv", "-o", "runs.parquet"], row),
        (&["convert", "--incident", "case", "-o", "rows.csv"], row),
        (&["init", "proposed", "case/probes.csv"], "case/probes.csv: first rows: "),
    ];
    for (words, wanted) in commands {
        let words = [&["-v"], words].concat();
        let lines = said(&ran(folder.root(), &words));
        assert!(lines.contains(wanted), "{words:?}: {wanted}\n{lines}");
    }
    let lines = said(&ran(folder.root(), &["-v", "simulate", "made/scenario.toml", "-o", "made"]));
    let wanted = "a from 2022-10-05T00:10:00Z to 2022-10-05T00:20:00Z, seen by all vantages: down";
    assert!(lines.contains(wanted), "{wanted}\n{lines}");
    // A command that comes later is walked here too; these read nothing.
    let mut walked: BTreeSet<&str> = commands.iter().map(|(words, _)| words[0]).collect();
    walked.extend(["simulate", "completions", "man", "help"]);
    let help = String::from_utf8(ran(folder.root(), &["--help"]).stdout).unwrap();
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let listed = listed.map_while(|line| line.split_whitespace().next());
    assert_eq!(listed.collect::<BTreeSet<&str>>(), walked);
}

/// `-v` has a line for each row that is not used, too, with the reason.
#[test]
fn verbose_says_why_rows_are_not_used() {
    let rows = format!(
        "{PROBES}2022-10-05T00:40:00Z,https://a/,x,200\n2022-10-05T00:10:00Z,b,x,200\n\
         ----------\n"
    );
    let folder = incident(&[("probes.csv", &rows)]);
    let window = ["--from", "2022-10-05T00:00", "--until", "2022-10-05T00:30"];
    let of =
        |words: &[&str]| said(&ran(folder.root(), &[&["-v", "check", "case"], words].concat()));
    let lines = of(&window);
    for line in [
        "probes.csv:6: https://a/ at 2022-10-05T00:40:00Z: not used: outside the window",
        "probes.csv:8: passed over: 1 line of signs alone",
    ] {
        assert!(lines.lines().any(|one| one == line), "{line}\n{lines}");
    }
    // Counts do not depend on the log.
    let counts = |words: &[&str]| {
        let words = [words, &["check", "case", "--json"], &window].concat();
        String::from_utf8(ran(folder.root(), &words).stdout).unwrap()
    };
    assert_eq!(counts(&["-v"]), counts(&[]));
}

/// What `-v` calls the result on a site is the one in the report, also where a claim is about
/// several (R11), and no two lines on one site are alike.
#[test]
fn verbose_says_the_result_of_a_claim_about_several() {
    let claims = "claim,claimant,role,kind,asserted,targets,quantifier\n\
        c1,K,operator,outage,2022-10-05T00:00:00Z/2022-10-05T00:25:00Z,a,none\n";
    let folder = incident(&[("probes.csv", PROBES), ("claims.csv", claims)]);
    let text = said(&ran(folder.root(), &["-v", "report", "case", "-o", "quiet"]));
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("claim c1")).collect();
    assert_eq!(
        lines[lines.len() - 2..],
        [
            "claim c1 about a: R11 claim about none of its sites applies: contradicted (by R3 \
             alone supported)",
            "claim c1 as a whole: contradicted"
        ],
        "{text}"
    );
    let distinct: BTreeSet<&&str> = lines.iter().collect();
    assert_eq!(distinct.len(), lines.len(), "{text}");
}

/// Returns the stages that `--timings` lists, each with its seconds and memory; fails where one of
/// them is no number.
fn stages(output: &Output) -> Vec<String> {
    let text = said(output);
    let table = text.lines().skip_while(|line| !line.starts_with("stage"));
    let row = |line: &str| {
        let (name, numbers) = line.split_at(12);
        let words: Vec<&str> = numbers.split_whitespace().collect();
        assert!(words[0].parse::<f64>().is_ok_and(|seconds| seconds >= 0.0), "{line}");
        assert!(
            words[1..] == ["not", "known"]
                || words[1].parse::<f64>().is_ok_and(|peak| peak > 0.0) && words[2] == "MB",
            "{line}"
        );
        name.trim().to_owned()
    };
    table.skip(1).map(row).collect()
}

#[test]
fn timings_tell_of_every_stage_and_change_nothing() {
    let folder = incident(&[]);
    let plain = ran(folder.root(), &["report", "case", "-o", "plain"]);
    let timed = ran(folder.root(), &["report", "case", "-o", "timed", "--timings"]);
    assert_eq!(stages(&plain), Vec::<String>::new());
    assert_eq!(
        stages(&timed),
        ["open", "read", "join", "work out", "make files", "put in place", "all"]
    );
    for path in files_below(&folder.root().join("plain")) {
        let other = folder
            .root()
            .join("timed")
            .join(path.strip_prefix(folder.root().join("plain")).unwrap());
        assert_eq!(fs::read(&path).unwrap(), fs::read(&other).unwrap(), "{}", path.display());
    }
    assert_eq!(
        stages(&ran(folder.root(), &["check", "case", "--timings"])),
        ["open", "read", "join", "work out", "all"]
    );
    let fold = ran(
        folder.root(),
        &["fold", "--incident", "case", "-o", "runs.parquet", "--timings", "--quiet"],
    );
    assert_eq!(stages(&fold), ["open", "read", "join", "write", "all"]);
    // Rows out of order among themselves are read twice.
    let mixed = PROBES.replace("00:10:00", "00:25:00");
    let folder = incident(&[("probes.csv", &mixed)]);
    let checked = stages(&ran(folder.root(), &["check", "case", "--timings"]));
    assert_eq!(checked, ["open", "read", "read again", "join", "work out", "all"]);
}
