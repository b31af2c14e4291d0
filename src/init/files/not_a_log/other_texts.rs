//! Texts that a command of one line turns into a table: dumps of databases, and lines that end with
//! a carriage return alone.

use crate::init::left_out::{LeftOut, shell_word};
use std::path::Path;

/// Beginning of a statement that adds rows to a table, in capitals.
const ADDS: &str = "INSERT INTO ";

/// Says what a text is that is no table as it stands, and by which command it becomes one; `None`
/// for another. `file` is its path as a word of a shell.
pub(super) fn find(text: &str, file: &str) -> Option<LeftOut> {
    if !text.contains('\n') && text.matches('\r').count() > 1 {
        return Some(
            LeftOut::because("lines that end with a carriage return alone")
                .with(format!("run `tr '\\r' '\\n' < {file} > lines.csv`, and name lines.csv")),
        );
    }
    let table = text.lines().find_map(filled_table)?;
    let all = format!("SELECT * FROM \"{table}\"");
    Some(LeftOut::because("SQL, the dump of a database").with(format!(
        "run `sqlite3 rows.db < {file}; sqlite3 -csv -header rows.db {} > rows.csv`, and name \
         rows.csv; where sqlite3 does not read it, load it into the program that wrote it, and \
         save the table as CSV",
        shell_word(Path::new(&all))
    )))
}

/// Names the table to which a line of SQL adds rows; `None` for another line.
fn filled_table(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let begin = line.get(..ADDS.len()).filter(|begin| begin.eq_ignore_ascii_case(ADDS))?;
    let rest = &line[begin.len()..];
    let end = rest.find(|sign: char| sign.is_whitespace() || sign == '(').unwrap_or(rest.len());
    let name = rest[..end].rsplit('.').next()?.trim_matches(['"', '`', '[', ']', '\'']);
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_and_lines_with_returns_alone_become_tables_by_a_command() {
        let way_in = |text: &str| find(text, "log.csv").and_then(|left| left.way_in);
        let dump =
            "CREATE TABLE \"checks\" (ts text);\ninsert into `main`.`checks`(ts) VALUES (1);";
        assert!(way_in(dump).is_some_and(|way| way.contains("SELECT * FROM \"checks\"")));
        let returns = "time,site,status\r2024-03-05T07:31:09Z,mill,up\r";
        assert!(way_in(returns).is_some_and(|way| way.contains("tr '\\r' '\\n' < log.csv")));
        assert_eq!(way_in("time,site,status\r\n2024-03-05T07:31:09Z,mill,up\r\n"), None);
        assert_eq!(way_in("time,site,status\n"), None);
    }
}
