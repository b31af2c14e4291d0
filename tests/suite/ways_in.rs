//! Files that are left out: each stop prints the command or the lines by which they come in, an
//! incident of which everything was left out is an error, and what only looks right is asked.

use crate::program_run::{printed, ran};
use crate::proposed::{folder, proposed, stopped};
use std::fs;

#[test]
fn each_file_that_is_left_out_has_its_way_in() {
    let table = "day,rain,wind\nMonday,3,4\nTuesday,2,5\n";
    for (name, text, command) in [
        ("logs.7z", "7z\u{bc}x", None),
        ("log.bz2", "BZh91AY", Some("run `bunzip2 -k log.bz2`")),
        ("my log.rar", "Rar!\u{1a}\u{7}x", Some("run `unrar x 'my log.rar'`")),
        ("log.db", "SQLite format 3\0x", Some("sqlite3 -header -csv log.db")),
        ("log.yml", "---\na: b\n", Some("run `yq -o=json . log.yml > probes.json`")),
        ("rain.csv", table, Some("columns = { timestamp = \"…\", site = \"…\", result = \"…\" }")),
        ("notes.txt", "a line of words\nanother line\n", Some("layout = \"lines\"")),
        ("other.json", r#"[{"a":1,"b":2}]"#, Some("layout = \"json\"")),
        ("empty.csv", "\n", Some("run `ls -l empty.csv`")),
        ("none.json", "[]", Some("run `jq . none.json`, which shows what it holds")),
        ("page.html", "<!DOCTYPE html>\n<p>x", Some("pandas.read_html(\"page.html\")[0]")),
        ("page.xml", "<?xml version=\"1.0\"?>\n<a/>", Some("pandas.read_xml(\"page.xml\")")),
        ("plan.svg", "<svg></svg>", Some("a picture has no rows")),
        ("a.pdf", "%PDF-1.7 x", Some("run `pdftotext -layout a.pdf pages.txt`")),
        ("log.xlsx", "no workbook", Some("soffice --headless --convert-to csv log.xlsx")),
        ("logs.zip", "no archive", Some("run `unzip logs.zip`")),
        ("log.csv.gz", "\u{1f}x", None),
    ] {
        let Some(command) = command else { continue };
        let at = folder(&[(name, text)]);
        let why = stopped(at.path(), &["report", "--probes", name, "-o", "out"]);
        assert!(why.contains(command), "{name}: {why}");
        let done = ran(at.path(), &["init", "case", name]);
        let said = String::from_utf8(done.stdout).unwrap();
        let file = fs::read_to_string(at.path().join("case/incident.toml")).unwrap();
        assert!(said.contains(command) && file.contains(command), "{name}: {said}{file}");
    }
}

#[test]
fn the_lines_that_are_printed_read_the_file_once_they_are_filled_in() {
    let log = "2023-06-01T08:00Z dam fine\n";
    let at = folder(&[("notes.txt", log)]);
    let why = stopped(at.path(), &["check", "--probes", "notes.txt"]);
    let lines = why.lines().skip_while(|line| !line.contains("title = "));
    let file: String = lines.map(|line| format!("{}\n", line.trim())).collect();
    let filled = file.replace(
        "format = \"…\"",
        "results = { fine = \"up\" }\nformat = \"{timestamp} {site} {result}\"",
    );
    fs::create_dir(at.path().join("my-incident")).unwrap();
    fs::write(at.path().join("my-incident/incident.toml"), filled).unwrap();
    let checked = printed(at.path(), &["check", "my-incident"], 0);
    assert!(checked.contains("1 read, 0 refused"), "{checked}");
}

#[test]
fn a_question_names_all_files_of_the_command() {
    let log = "timestamp,site,status_code\n2023-06-01T08:00:00Z,dam.example,200\n";
    let posts = "Дата;Канал;Ссылка;Текст\n01.06.2023 08:15;Сеть;https://t.example/1;\
        Плотина сегодня лежит целый день\n";
    let at = folder(&[("log.csv", log), ("my posts.csv", posts)]);
    let words = ["check", "--probes", "log.csv", "--claims", "my posts.csv"];
    let why = stopped(at.path(), &words);
    assert!(why.contains("role: no column tells it"), "{why}");
    assert!(
        why.contains("`corroborate init my-incident --probes log.csv --claims 'my posts.csv'`"),
        "{why}"
    );
}

#[test]
fn an_incident_of_which_everything_was_left_out_is_an_error() {
    let at = folder(&[("rain.csv", "day,rain\nMonday,3\n"), ("a.pdf", "%PDF-1.7 x")]);
    let done = ran(at.path(), &["init", "case", "rain.csv", "a.pdf"]);
    assert_eq!(done.status.code(), Some(1));
    let notes = String::from_utf8(done.stderr).unwrap();
    assert!(
        notes.ends_with(
            "none of the files is read, and the incident has nothing to examine \
        (exit code 1)\n"
        ),
        "{notes}"
    );
    for words in [&["report", "case", "-o", "out"][..], &["check", "case"]] {
        let why = stopped(at.path(), words);
        assert!(why.contains("nothing to examine: it has no [[probes]], no [[claims]]"), "{why}");
        assert!(why.contains("\n  ../a.pdf: a PDF\n"), "{why}");
        assert!(why.contains("\n  ../rain.csv: a table of 2 columns"), "{why}");
    }
    assert!(!at.path().join("out").exists());
    // Claims alone, or a log alone, are something.
    let claims = "claim,claimant,role,kind,published,targets\n\
        c1,Crew,attacker,attack,2023-06-01T08:00:00Z,*\n";
    fs::write(at.path().join("case/claims.csv"), claims).unwrap();
    printed(at.path(), &["check", "case"], 0);
}

#[test]
fn a_log_without_a_failure_is_asked_about() {
    let log = |last: &str| {
        let row = |at: usize| format!("2023-06-01T08:{at}0:00Z,dam.example,200,fine\n");
        let rows: String = (0..5).map(row).collect();
        format!("time,host,code,remark\n{rows}2023-06-01T08:50:00Z,dam.example,{last},fine\n")
    };
    let (file, said) = proposed("log.csv", &log("200"));
    let question = "of the first 6 rows none would be down: that is right where no site failed so \
        early, and wrong where a failure stands in a column that is not used (`remark`)";
    assert!(said.contains(&format!("to confirm, [[probes]] 1: {question}")), "{said}");
    assert!(
        file.contains(&format!("# CONFIRM: {question}")) && !file.contains("FILL IN"),
        "{file}"
    );
    let at = folder(&[("log.csv", &log("200"))]);
    let done = ran(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    let notes = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.success() && notes.contains("to confirm: of the first 6 rows"), "{notes}");
    let page = fs::read_to_string(at.path().join("out/report.md")).unwrap();
    assert!(page.contains("to confirm: of the first 6 rows none would be down"), "{page}");
    let (file, said) = proposed("log.csv", &log("503"));
    assert!(!said.contains("to confirm") && !file.contains("CONFIRM"), "{said}{file}");
}

#[test]
fn files_of_one_kind_are_asked_about_where_none_has_a_failure() {
    let log = |last: u16| {
        format!("timestamp,status_code\n2023-06-01T08:00:00Z,200\n2023-06-01T08:10:00Z,{last}\n")
    };
    let said = |codes: [u16; 2]| {
        let at = folder(&[("dam.csv", &log(codes[0])), ("mill.csv", &log(codes[1]))]);
        let done = ran(at.path(), &["init", "case", "dam.csv", "mill.csv"]);
        String::from_utf8(done.stdout).unwrap()
    };
    assert!(said([200, 200]).contains("to confirm"));
    assert!(!said([503, 200]).contains("to confirm"));
    assert!(!said([200, 503]).contains("to confirm"));
}

#[test]
fn months_in_another_language_have_their_name_in_english() {
    let log = "Zeit;Seite;Zustand\n05. Okt 2022 08:00;dam.example;ok\n\
        05. Okt 2022 08:10;dam.example;failed\n";
    let (_, said) = proposed("log.csv", log);
    let advice = "`Okt` is the name of a month in another language than English, which no format \
        reads: write it in English, such as by `sed 's/Okt/Oct/'`";
    assert!(said.contains(advice), "{said}");
}

#[test]
fn columns_of_answer_times_ask_which_are_sites() {
    let table = "Zeit;Damm;Mühle\n2023-06-01T08:00:00Z;12,5;9,1\n2023-06-01T08:10:00Z;-;9,3\n\
        2023-06-01T08:20:00Z;-;8,9\n2023-06-01T08:30:00Z;12,7;9,2\n";
    let (file, said) = proposed("times.csv", table);
    assert!(file.contains("layout = \"wide\"") && file.contains("up_when = \"FILL IN\""), "{file}");
    assert!(said.contains("`Damm`, `Mühle` are headings over columns of outcomes"), "{said}");
    let named = table.replace("Damm", "dam.example").replace("Mühle", "mill.example");
    let (file, said) = proposed("times.csv", &named);
    assert!(file.contains("sites = [\"dam.example\", \"mill.example\"]"), "{file}");
    assert_eq!(said.matches("to fill in").count(), 1, "{said}");
    let at = folder(&[("times.csv", &named)]);
    ran(at.path(), &["init", "case", "times.csv"]);
    let path = at.path().join("case/incident.toml");
    let filled = fs::read_to_string(&path)
        .unwrap()
        .replace("up_when = \"FILL IN\"", "up_when = \"cell is present\"");
    fs::write(&path, filled).unwrap();
    assert!(ran(at.path(), &["report", "case", "-o", "out"]).status.success());
    let outages = fs::read_to_string(at.path().join("out/tables/outages.csv")).unwrap();
    assert!(outages.contains("O001,dam.example,2023-06-01T08:00:00"), "{outages}");
}

/// A line of headings alone has the lines that read it, with what is known of them.
#[test]
fn headings_without_a_row_have_their_entry() {
    for (name, text, wanted) in [
        (
            "log.csv",
            "When,url,code\n",
            "columns = { timestamp = \"…\", site = \"url\", status_code = \"code\" }",
        ),
        (
            "log.csv",
            "zeit;seite;x\n",
            "columns = { timestamp = \"zeit\", site = \"seite\", result = \"…\" }",
        ),
        ("posts.csv", "published,claimant,targets\n", "[[claims]]"),
    ] {
        let (_, said) = proposed(name, text);
        assert!(said.contains(wanted), "{said}");
    }
    let at = folder(&[("log.csv", "timestamp,site,status_code\n")]);
    let why = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    assert!(why.contains("the probe logs hold no usable row"), "{why}");
}

/// Parquet in an archive is read as a file of its own.
#[test]
fn a_member_that_is_not_read_is_unpacked() {
    let at = folder(&[]);
    let file = fs::File::create(at.path().join("my logs.zip")).unwrap();
    let mut zip = zip::ZipWriter::new(file);
    for (name, bytes) in [("a.parquet", "PAR1x"), ("b.db", "SQLite format 3\0x")] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, bytes.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let done = ran(at.path(), &["init", "case", "my logs.zip"]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert_eq!(done.status.code(), Some(1), "{said}");
    for name in ["a.parquet", "b.db"] {
        let command = format!("run `unzip 'my logs.zip' {name}`, and name {name}");
        assert!(said.contains(&command), "{said}");
    }
}
