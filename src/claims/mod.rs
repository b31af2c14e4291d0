//! How do people write claims? `claims.csv`, and the archives of others: one file of this folder
//! and one line of [`ALL`] for each layout (M17). Which sites are meant is decided when the
//! probed ones are known.

mod claim_columns;
mod claim_file;
mod claim_layout;
mod claim_parts;
mod claim_set;
mod claims_config;
mod claims_entry;
mod collector;
mod cstate;
mod csv;
mod ddosia;
mod github_statuses;
mod impact;
mod json;
mod json_claims;
mod lenient_json;
mod missing_columns;
mod page_parts;
mod raw_claim;
mod registry;
mod row_rules;
mod statement_fault;
mod statuspage;
mod stix;
mod table_claim;
mod target_names;
mod telegram;
mod telegram_csv;
mod telegram_posts;
mod word_rules;
mod wording;

pub(crate) use claim_columns::COLUMNS;
pub(crate) use claim_layout::ClaimLayout;
pub(crate) use claim_set::{ClaimInput, ClaimSet};
pub(crate) use claims_config::{ClaimsConfig, ClaimsTable};
pub(crate) use raw_claim::RawClaim;
pub(crate) use registry::ALL;
pub(crate) use target_names::targets_of_cell;
pub(crate) use word_rules::read as read_word_rules;
