//! Two columns of moments, either of which can be that of the probe.

use crate::init::columns::found_columns::FoundColumns;
use crate::init::sample::Sampled;
use crate::init::stamps::moments_beside::{self, MomentsBeside};
use crate::model::plural;

/// Column of moments that can be those of the probes as well as the one that was found.
pub(super) struct AnotherMoment {
    pub(super) column: usize,
    /// Question which of them is that of the probe.
    pub(super) question: String,
}

impl AnotherMoment {
    /// Finds a column that moves as that of the moments does, more than a minute away.
    pub(super) fn find(
        sampled: &Sampled,
        found: &FoundColumns,
        names: &[String],
    ) -> Option<AnotherMoment> {
        let stamp = found.stamp.as_ref()?;
        let MomentsBeside { column, rows } = moments_beside::find(sampled, stamp)?;
        let name = |at: &usize| format!("`{}`", names[*at]);
        let ours: Vec<String> = stamp.columns.iter().map(name).collect();
        let question = format!(
            "{} and {} are both moments of each row, more than a minute apart in {}: which is \
             that of the probe",
            ours.join(" and "),
            name(&column),
            plural(rows, "row"),
        );
        Some(AnotherMoment { column, question })
    }
}
