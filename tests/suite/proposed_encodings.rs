//! Texts that are not in UTF-8: `init` reads their beginning, and asks for the encoding that no
//! byte tells, with what it would read by each.

use crate::program_run::ran;
use crate::proposed::folder;
use crate::worked_out::{outages_and_assumed, worked_out};
use std::fs;
use std::path::Path;

/// Log with names and words beyond ASCII, down at the second and third of four moments.
const GERMAN: &str = "Zeit;Domäne;Zustand\n2023-06-01 08:00:00;Zürich;verfügbar\n\
    2023-06-01 08:10:00;Zürich;nicht verfügbar\n2023-06-01 08:20:00;Zürich;nicht verfügbar\n\
    2023-06-01 08:30:00;Zürich;verfügbar\n";
const RUSSIAN: &str = "Время;Сайт;Статус\n2023-06-01 08:00:00;Плотина;доступен\n\
    2023-06-01 08:10:00;Плотина;недоступен\n2023-06-01 08:20:00;Плотина;недоступен\n\
    2023-06-01 08:30:00;Плотина;доступен\n";

/// Writes a text with a byte for each letter.
fn one_byte(text: &str) -> Vec<u8> {
    let byte = |letter: char| match u32::from(letter) {
        code @ 0x410..=0x44f => code - 0x410 + 0xc0,
        code => code,
    };
    text.chars().map(|letter| u8::try_from(byte(letter)).unwrap()).collect()
}

/// Runs `init` on `log.csv`, answers its questions, and gives the table of outages.
fn outages_after(at: &Path, answers: &[(&str, &str)]) -> String {
    let done = ran(at, &["init", "case", "log.csv"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let said = String::from_utf8(done.stdout).unwrap();
    let path = at.join("case/incident.toml");
    let mut file = fs::read_to_string(&path).unwrap();
    assert_eq!(said.matches("to fill in").count(), answers.len(), "{said}");
    for (key, value) in answers {
        let (open, filled) = (format!("{key} = \"FILL IN\""), format!("{key} = \"{value}\""));
        assert!(file.contains(&format!("\n{open}\n")), "{key}: {file}");
        file = file.replace(&format!("\n{open}\n"), &format!("\n{filled}\n"));
    }
    fs::write(&path, file).unwrap();
    outages_and_assumed(at, &["case"]).0
}

#[test]
fn a_byte_for_each_letter_asks_for_the_encoding() {
    for (text, name, words, site) in [
        (GERMAN, "windows-1252", "(`Domäne`) or \"windows-1251\" (`Domдne`)", "Zürich"),
        (RUSSIAN, "windows-1251", "(`Время`) or \"windows-1252\"", "Плотина"),
    ] {
        let at = folder(&[]);
        fs::write(at.path().join("log.csv"), one_byte(text)).unwrap();
        let outages = outages_after(at.path(), &[("encoding", name), ("zone", "UTC")]);
        let row = format!("O001,{site},2023-06-01T08:00:00Z,2023-06-01T08:10:00Z");
        assert!(outages.contains(&row), "{outages}");
        let file = fs::read_to_string(at.path().join("case/incident.toml")).unwrap();
        assert!(file.contains(&format!("\"{name}\" {words}")), "{file}");
    }
}

#[test]
fn utf_16_is_known_by_its_bytes_with_and_without_a_mark() {
    let text = "timestamp,site,status_code\n2023-06-01T08:00:00Z,dam.example,200\n\
        2023-06-01T08:10:00Z,dam.example,503\n2023-06-01T08:20:00Z,dam.example,503\n\
        2023-06-01T08:30:00Z,dam.example,200\n";
    let units = |mark: &str| -> Vec<u16> { format!("{mark}{text}").encode_utf16().collect() };
    let little = |mark: &str| units(mark).into_iter().flat_map(u16::to_le_bytes).collect();
    let big = |mark: &str| units(mark).into_iter().flat_map(u16::to_be_bytes).collect();
    let files: [Vec<u8>; 4] = [little(""), big(""), little("\u{feff}"), big("\u{feff}")];
    for bytes in files {
        let at = folder(&[]);
        fs::write(at.path().join("log.csv"), bytes).unwrap();
        let outages = outages_after(at.path(), &[]);
        assert!(outages.contains("O001,dam.example,2023-06-01T08:00:00"), "{outages}");
    }
}

#[test]
fn claims_have_an_encoding_too() {
    let posts = "Дата;Канал;Ссылка;Текст\n2023-06-01T08:15:00Z;Сеть;https://t.example/1;\
        Плотина сегодня лежит целый день\n";
    let at = folder(&[]);
    fs::write(at.path().join("posts.csv"), one_byte(posts)).unwrap();
    let done = ran(at.path(), &["init", "case", "posts.csv"]);
    let file = fs::read_to_string(at.path().join("case/incident.toml")).unwrap();
    assert!(done.status.success() && file.contains("[[claims]]"), "{file}");
    let names = "columns = { claimant = \"Канал\", published = \"Дата\", url = \"Ссылка\", \
        quote = \"Текст\" }";
    assert!(file.contains(names), "{file}");
    let mut filled = file;
    for (key, value) in [
        ("encoding", "windows-1251"),
        ("role", "attacker"),
        ("kind", "outage"),
        ("targets", "dam.example"),
    ] {
        filled =
            filled.replace(&format!("\n{key} = \"FILL IN\""), &format!("\n{key} = \"{value}\""));
    }
    let log = "[[probes]]\nfiles = \"log.csv\"\n";
    fs::write(at.path().join("case/incident.toml"), format!("{filled}\n{log}")).unwrap();
    let rows = "timestamp,site,status_code\n2023-06-01T08:00:00Z,dam.example,200\n";
    fs::write(at.path().join("case/log.csv"), rows).unwrap();
    let claims = worked_out(at.path(), &["case"]).claims;
    let texts = [&claims[0].claimant, &claims[0].quote, &claims[0].note];
    assert!(texts.iter().any(|text| text.contains("Сеть")), "{claims:?}");
    assert!(texts.iter().any(|text| text.contains("лежит целый день")), "{claims:?}");
    let wrong = fs::read_to_string(at.path().join("case/incident.toml")).unwrap();
    let wrong = wrong.replace("windows-1251", "klingon");
    fs::write(at.path().join("case/incident.toml"), wrong).unwrap();
    let why = String::from_utf8(ran(at.path(), &["check", "case"]).stderr).unwrap();
    assert!(why.contains("claims.encoding: `klingon` is no known encoding"), "{why}");
}
