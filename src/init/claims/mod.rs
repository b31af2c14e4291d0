//! Is a file one of claims, and of which columns?

pub(super) mod claim_table;
pub(super) mod claimed_names;
