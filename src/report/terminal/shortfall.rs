//! The last line of a run that ends with exit code 1: what its result lacks.

use crate::model::{Guess, InputRole, Refusals, RefusedPart, Report};
use crate::report::wording::{by_count, plural, refusal_counts};

/// Word that such a line begins with.
const INCOMPLETE: &str = "incomplete";

/// Says what was left out of a report so that its findings may change; `None` where nothing was.
/// `listed` is the place where it is listed.
pub(crate) fn of_report(report: &Report, listed: &str) -> Option<String> {
    let of_claims = report.inputs.iter().filter(|input| input.role == InputRole::Claims);
    let claims = of_claims.map(|input| input.refused).sum();
    of_refusals(&report.refusals, claims, listed)
}

/// Says that a proposal reads none of the files that were named; `None` where it reads some.
pub(crate) fn of_proposal(guesses: &[Guess]) -> Option<String> {
    let files: usize = guesses.iter().map(|guess| guess.files.len()).sum();
    guesses.iter().all(|guess| guess.left_out).then(|| {
        let none = by_count(files, "the file is not read", "none of the files is read");
        format!("{INCOMPLETE}: {none}, and the incident has nothing to examine (exit code 1)")
    })
}

/// Says what was left out of a log so that a report on it may change; `None` where nothing was.
pub(crate) fn of_log(refusals: &Refusals) -> Option<String> {
    of_refusals(refusals, 0, "`corroborate check`")
}

/// Says what was refused, cells that no verdict needs included; `None` where nothing was.
pub(crate) fn of_check(report: &Report) -> Option<String> {
    let counts = refusal_counts(&report.refusals);
    let any = report.refusals.count() > 0;
    any.then(|| format!("{INCOMPLETE}: {counts} (exit code 1)"))
}

/// Says what was left out, of which `claims` rows are those of files of claims. Cells that no
/// verdict needs change nothing, and are not counted.
fn of_refusals(refusals: &Refusals, claims: u64, listed: &str) -> Option<String> {
    let rows = refusals.count_of(RefusedPart::Row);
    let outcomes = refusals.count_of(RefusedPart::Outcome);
    let mut parts = Vec::new();
    if rows > 0 {
        let of_claims = match claims.min(rows) {
            0 => String::new(),
            claims if claims == rows => " of claims".to_owned(),
            claims => format!(" ({claims} of claims)"),
        };
        parts.push(format!("{}{of_claims} refused", plural(rows, "row")));
    }
    if outcomes > 0 {
        parts.push(format!("{} without a readable result", plural(outcomes, "probe")));
    }
    if parts.is_empty() {
        return None;
    }
    let parts = parts.join(", ");
    let they_are = if rows.saturating_add(outcomes) == 1 { "it is" } else { "they are" };
    Some(format!(
        "{INCOMPLETE}: {parts}; the result may change when {they_are} mended: see {listed} (exit \
         code 1)"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RefusalGroup;

    #[test]
    fn what_may_change_the_result_is_counted() {
        let refusals = |counts: &[(RefusedPart, u64)]| {
            let kind = "empty";
            let counts =
                counts.iter().map(|(part, count)| (RefusalGroup { part: *part, kind }, *count));
            Refusals { counts: counts.collect(), ..Refusals::default() }
        };
        let said = |counts: &[(RefusedPart, u64)], claims| {
            of_refusals(&refusals(counts), claims, "x.csv").unwrap_or_default()
        };
        let (row, outcome, cell) = (RefusedPart::Row, RefusedPart::Outcome, RefusedPart::Cell);
        assert_eq!(said(&[], 0), "");
        assert_eq!(said(&[(cell, 3)], 0), "", "a cell that no verdict needs changes nothing");
        for (counts, claims, words) in [
            (&[(row, 1)][..], 0, "1 row refused; the result may change when it is"),
            (&[(row, 1)], 1, "1 row of claims refused; the result may change when it is"),
            (&[(row, 3)], 1, "3 rows (1 of claims) refused; the result may change when they are"),
            (
                &[(outcome, 2), (cell, 1)],
                0,
                "2 probes without a readable result; the result may change when they are",
            ),
            (
                &[(row, 2), (outcome, 1)],
                2,
                "2 rows of claims refused, 1 probe without a readable result; the result may \
                 change when they are",
            ),
        ] {
            assert_eq!(
                said(counts, claims),
                format!("incomplete: {words} mended: see x.csv (exit code 1)")
            );
        }
    }
}
