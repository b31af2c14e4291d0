//! Columns that say whether a site was down, so that `true` in them is no good news.

use crate::model::{Status, YesNoWords};

/// Headings of such columns, in small letters, without blanks and underscores.
const SAYING_DOWN: [&str; 41] = [
    "down",
    "isdown",
    "failed",
    "hasfailed",
    "hasfailure",
    "hasfailures",
    "isfailed",
    "failure",
    "isfailure",
    "offline",
    "isoffline",
    "unreachable",
    "isunreachable",
    "unavailable",
    "outage",
    "isoutage",
    "timedout",
    "haserror",
    "iserror",
    "error",
    "fehler",
    "erreur",
    "incident",
    "hasincident",
    "issue",
    "problem",
    "fault",
    "alarm",
    "alert",
    "timeout",
    "exception",
    "dead",
    "störung",
    "ausfall",
    "panne",
    "caído",
    "caída",
    "awaria",
    "сбой",
    "неработает",
    "недоступен",
];
/// Headings of the exit code of a program that probed, and of counts of failures: 0 where nothing
/// failed.
const EXIT_CODES: [&str; 29] = [
    "rc",
    "exit",
    "exitcode",
    "exitstatus",
    "returncode",
    "retcode",
    "errno",
    "errorcode",
    "errors",
    "failures",
    "err",
    "fehler",
    "fehlercode",
    "fehlschläge",
    "erreurs",
    "erreur",
    "errori",
    "errores",
    "erros",
    "ошибка",
    "ошибки",
    "помилки",
    "consecutivefailures",
    "failurecount",
    "failcount",
    "failedchecks",
    "downtimeminutes",
    "downtimeseconds",
    "minutesdown",
];

/// Writes a heading as the lists have it.
pub(in crate::init) fn bare(heading: &str) -> String {
    heading.to_lowercase().replace([' ', '_', '-'], "")
}

/// Says whether a column of this name says that a site was down.
pub(in crate::init) fn says_down(heading: &str) -> bool {
    SAYING_DOWN.contains(&bare(heading).as_str())
}

/// Says whether a column of this name has a number that is 0 where nothing failed.
pub(in crate::init) fn counts_failures(heading: &str) -> bool {
    EXIT_CODES.contains(&bare(heading).as_str())
}

/// Gives the status that a cell means in a column that says that a site was down; `None` where it
/// is no answer.
pub(in crate::init) fn inverted(cell: &str) -> Option<Status> {
    YesNoWords::All.read(cell).map(|is_down| if is_down { Status::Down } else { Status::Up })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_in_which_sense_a_cell_answers() {
        assert!(says_down("Is down") && says_down("is_failed") && !says_down("up"));
        assert!(counts_failures("exit_code") && counts_failures("RC") && !counts_failures("code"));
        assert_eq!(inverted("FALSE"), Some(Status::Up));
        assert_eq!(inverted("yes"), Some(Status::Down));
        assert_eq!(inverted("maybe"), None);
    }
}
