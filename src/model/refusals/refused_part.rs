//! Parts of a row that a refusal can cost.

/// The part of a row that a refusal costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RefusedPart {
    /// The whole row: it is refused, and no probe comes of it.
    Row,
    /// The outcome of a probe: its row stands in its series as a probe with an unknown result (M6).
    Outcome,
    /// A cell that no verdict needs: the row counts as if it were empty.
    Cell,
}

impl RefusedPart {
    /// Every part, the costliest first.
    pub const ALL: [RefusedPart; 3] = [RefusedPart::Row, RefusedPart::Outcome, RefusedPart::Cell];

    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            RefusedPart::Row => "row",
            RefusedPart::Outcome => "outcome",
            RefusedPart::Cell => "cell",
        }
    }

    /// Finds the part of a word.
    pub fn named(word: &str) -> Option<RefusedPart> {
        RefusedPart::ALL.into_iter().find(|part| part.as_str() == word)
    }
}
