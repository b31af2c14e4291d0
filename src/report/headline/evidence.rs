//! Grounds of a finding: the ids behind its figures, and the file that holds them all.

use crate::model::safe_text::safe_text;
use crate::model::{Claim, Claimant, Outage, Report, Verdict, grouped};
use std::collections::BTreeSet;

/// Ids that prove a finding, and the file with every row behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Grounds {
    /// Ids of the outages, events, claims or verdicts that it rests on, in the order of their table
    /// or the weightiest first; empty where it rests on rows without one.
    pub ids: Vec<String>,
    /// File with their rows, from the folder of the report, as `tables/outages.csv`; may be empty.
    pub file: &'static str,
}

/// Files with the rows behind findings.
const OUTAGES: &str = "tables/outages.csv";
pub(in crate::report) const VERDICTS: &str = "tables/verdicts.csv";
pub(in crate::report) const CLAIMS: &str = "tables/claims.csv";
pub(in crate::report) const CLAIMANTS: &str = "tables/claimants.csv";

impl Grounds {
    /// Writes the first ids and the file in brackets: `(O001, O002 and 3 more:
    /// tables/outages.csv)`; empty where there are neither.
    pub(in crate::report) fn words(&self, most_ids: usize) -> String {
        let shown: Vec<String> = self.ids.iter().take(most_ids).map(|id| safe_text(id)).collect();
        let mut words = shown.join(", ");
        let others = self.ids.len() - shown.len();
        if others > 0 {
            words.push_str(&format!(" and {} more", grouped(others)));
        }
        match (words.as_str(), self.file) {
            ("", "") => String::new(),
            ("", file) => format!("({file})"),
            (_, "") => format!("({words})"),
            (_, file) => format!("({words}: {file})"),
        }
    }

    /// Returns evidence without ids, in one file.
    pub(in crate::report) fn in_file(file: &'static str) -> Grounds {
        Grounds { ids: Vec::new(), file }
    }

    /// Returns the outages of which something holds.
    pub(in crate::report) fn of_outages(
        report: &Report,
        holds: impl FnMut(&&Outage) -> bool,
    ) -> Grounds {
        let ids = report.outages.iter().filter(holds).map(|outage| outage.id.clone());
        Grounds { ids: ids.collect(), file: OUTAGES }
    }

    /// Returns the outage of each site that went down with which it did first.
    pub(in crate::report) fn of_first_outages(report: &Report) -> Grounds {
        let mut sites = BTreeSet::new();
        Grounds::of_outages(report, |outage| {
            outage.has_onset() && sites.insert(outage.site.clone())
        })
    }

    /// Returns the verdicts of which something holds.
    pub(in crate::report) fn of_verdicts(
        report: &Report,
        holds: impl FnMut(&&Verdict) -> bool,
    ) -> Grounds {
        let ids = report.verdicts.iter().filter(holds).map(|verdict| verdict.id.clone());
        Grounds { ids: ids.collect(), file: VERDICTS }
    }

    /// Returns the claims that a row of claimants counts, in the order of their table.
    pub(in crate::report) fn of_claimant(report: &Report, row: &Claimant) -> Grounds {
        let of_row = |claim: &&Claim| {
            let is_alike = claim.intent || claim.quantifier == row.quantifier;
            row.made(claim)
                && claim.is_of_outage()
                && claim.targets_inferred == row.inferred
                && claim.intent == row.said.is_to_come()
                && is_alike
        };
        let claims = report.claims.iter().filter(of_row);
        Grounds { ids: claims.map(|claim| claim.id.clone()).collect(), file: CLAIMANTS }
    }
}
