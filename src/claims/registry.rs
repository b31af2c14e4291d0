//! The registry of layouts: a new one is one file of this folder and one line of [`ALL`].

use crate::claims::claim_layout::ClaimLayout;
use crate::claims::{
    cstate, csv, ddosia, github_statuses, json_claims, statuspage, stix, telegram,
};

/// Every layout, by the word of `layout` in `[[claims]]`; the first is our own.
pub(crate) const ALL: [&ClaimLayout; 8] = [
    &csv::LAYOUT,
    &json_claims::LAYOUT,
    &telegram::LAYOUT,
    &statuspage::LAYOUT,
    &github_statuses::LAYOUT,
    &ddosia::LAYOUT,
    &cstate::LAYOUT,
    &stix::LAYOUT,
];
