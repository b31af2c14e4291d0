//! What speaks against a proposal for a table?

pub(super) mod disagreements;
pub(super) mod table_doubts;
