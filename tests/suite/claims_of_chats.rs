//! Claims in chats that no line of headings names, and in JSON whose keys have our names by chance.

use crate::program_run::ran;
use crate::proposed::folder;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Rows of a probe log, five minutes apart.
fn log() -> String {
    let row = |at: usize| {
        let code = if (6..10).contains(&at) { 503 } else { 200 };
        format!("2024-02-06T{:02}:{:02}:00Z,lock.example,{code}\n", 9 + at / 12, at % 12 * 5)
    };
    "timestamp,site,status_code\n".to_owned() + &(0..24).map(row).collect::<String>()
}

/// Runs `init` on the log and a file of claims, and gives the proposal and what it prints.
fn init(at: &Path, claims: &str) -> (String, String) {
    let _ = fs::remove_dir_all(at.join("case"));
    let done = ran(at, &["init", "case", "log.csv", "--claims", claims]);
    assert!(done.status.success(), "{claims}: {}", String::from_utf8_lossy(&done.stderr));
    let said = String::from_utf8(done.stdout).unwrap();
    (fs::read_to_string(at.join("case/incident.toml")).unwrap(), said)
}

/// Table of claims of a report on the proposal, with these answers.
fn claims(at: &Path, file: &str, answers: &[(&str, &str)]) -> String {
    let filled = answers.iter().fold(file.to_owned(), |file, (key, answer)| {
        let open = format!("\n{key} = \"FILL IN\"");
        assert!(file.contains(&open), "{key}: {file}");
        file.replace(&open, &format!("\n{key} = {answer}"))
    });
    fs::write(at.join("case/incident.toml"), filled).unwrap();
    let done = ran(at, &["report", "case", "-o", "out"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    fs::read_to_string(at.join("out/tables/claims.csv")).unwrap()
}

/// What two people said, as they said it.
const SAID: [[&str; 2]; 6] = [
    ["mole", "lock.example is gone"],
    ["kid", "nice"],
    ["River Crew", "is it back?"],
    ["mole", "not yet, wait"],
    ["kid", "wow"],
    ["mole", "lock.example is back"],
];
const ANSWERS: [(&str, &str); 4] = [
    ("role", "\"attacker\""),
    ("kind", "\"attack\""),
    ("targets", "\"lock.example\""),
    ("zone", "\"UTC\""),
];

#[test]
fn a_chat_without_headings_has_its_speakers_and_its_texts() {
    for (separator, rows) in [(",", 6), (";", 4), ("\t", 6), (" | ", 5)] {
        let line = |at: usize| {
            let [name, text] = SAID[at].map(|cell| match cell.contains(separator) {
                true => format!("\"{cell}\""),
                false => cell.to_owned(),
            });
            format!("2024-02-06 09:{:02}:00{separator}{name}{separator}{text}\n", at * 4)
        };
        let chat: String = (0..rows).map(line).collect();
        let at = folder(&[("log.csv", &log()), ("chat.txt", &chat)]);
        let (file, _) = init(at.path(), "chat.txt");
        let header = "header = [\"published\", \"claimant\", \"quote\"]";
        assert!(file.contains(header), "{separator}: {file}");
        let claims = claims(at.path(), &file, &ANSWERS);
        assert!(claims.contains("mole") && claims.contains("nice"), "{claims}");
    }
}

/// Who comes and goes says nothing.
#[test]
fn arrivals_in_a_chat_are_left_out_by_the_printed_command() {
    let line = |at: usize| {
        let [name, text] = SAID[at];
        format!("2024-02-06 09:{:02}:30\t{name}\t{text}\n", at * 4)
    };
    let chat = "2024-02-06 09:00:00\t-->\tmole (a@x.example) has joined #river\n".to_owned()
        + &(0..6).map(line).collect::<String>()
        + "2024-02-06 10:00:00\t<--\tkid (b@x.example) has quit\n";
    let at = folder(&[("log.csv", &log()), ("chat.txt", &chat)]);
    let (file, said) = init(at.path(), "chat.txt");
    assert!(file.contains("header = \"FILL IN\""), "{file}");
    let command = said.split("run `awk").nth(1).and_then(|rest| rest.split('`').next()).unwrap();
    let command = format!("awk{command}");
    let done = Command::new("sh").args(["-c", &command]).current_dir(at.path()).status().unwrap();
    assert!(done.success(), "{command}");
    let (file, _) = init(at.path(), "said.txt");
    let claims = claims(at.path(), &file, &ANSWERS);
    assert_eq!(claims.lines().count(), 7, "{claims}");
    assert!(!claims.contains("joined") && !claims.contains("quit"), "{claims}");
}

#[test]
fn keys_of_json_with_our_names_that_say_something_else_are_not_read() {
    let posts = "{\"id\":\"7\",\"published\":\"2024-02-06T09:35:00Z\",\"text\":\"lock.example is \
        down now\",\"author\":\"mole\"},{\"id\":\"8\",\"published\":\"2024-02-06T10:05:00Z\",\
        \"text\":\"lock.example is back again\",\"author\":\"mole\"}";
    let typed = posts.replace("{\"id\"", "{\"kind\":\"t1\",\"id\"");
    for text in [
        format!("{{\"kind\":\"list\",\"items\":[{posts}]}}"),
        format!("{{\"kind\":\"Listing\",\"role\":\"x\",\"claim\":\"y\",\"data\":[{posts}]}}"),
        format!("[{typed}]"),
    ] {
        let at = folder(&[("log.csv", &log()), ("posts.json", &text)]);
        let (file, _) = init(at.path(), "posts.json");
        assert!(file.contains(", kind = \"\" }"), "{file}");
        let claims = claims(at.path(), &file, &ANSWERS[..3]);
        assert_eq!(claims.lines().count(), 3, "{text}: {claims}");
        assert!(
            claims.lines().skip(1).all(|line| line.contains(",mole,attacker,attack,")),
            "{claims}"
        );
    }
}

/// An empty name says the same of a table.
#[test]
fn a_column_with_our_name_is_left_out_by_an_empty_one() {
    let table = "claim,author,kind,published,text\n7,mole,t3,2024-02-06T09:35:00Z,down\n";
    let entry = |columns: &str| {
        format!(
            "title = \"x\"\n[[probes]]\nfiles = \"log.csv\"\n[[claims]]\nfiles = \"posts.csv\"\n\
             layout = \"csv\"\nrole = \"attacker\"\nkind = \"attack\"\ntargets = \"lock.example\"\n\
             columns = {{ claimant = \"author\", quote = \"text\"{columns} }}\n"
        )
    };
    let at = folder(&[("log.csv", &log()), ("posts.csv", table)]);
    fs::create_dir(at.path().join("case")).unwrap();
    for (name, text) in [("log.csv", log()), ("posts.csv", table.to_owned())] {
        fs::write(at.path().join("case").join(name), text).unwrap();
    }
    let refused = || {
        let done = ran(at.path(), &["check", "case"]);
        String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap()
    };
    fs::write(at.path().join("case/incident.toml"), entry("")).unwrap();
    assert!(refused().contains("found `t3`"), "{}", refused());
    fs::write(at.path().join("case/incident.toml"), entry(", kind = \"\"")).unwrap();
    assert!(!refused().contains("t3"), "{}", refused());
    assert_eq!(ran(at.path(), &["check", "case"]).status.code(), Some(0), "{}", refused());
    // What is needed is still missed where nothing says it.
    let lacks = entry(", kind = \"\"").replace("kind = \"attack\"\n", "");
    fs::write(at.path().join("case/incident.toml"), lacks).unwrap();
    assert!(refused().contains("kind"), "{}", refused());
    assert_eq!(ran(at.path(), &["check", "case"]).status.code(), Some(2));
}
