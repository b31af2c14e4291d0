//! The first findings in sentences: how many sites went down, of whom they were claimed, and what
//! certainly or perhaps fits.

mod accounts;
mod chance;
mod claimant;
mod claimant_fits;
mod claimed_sites;
mod downtimes;
mod evidence;
mod finding;
mod findings;
mod lags;
mod other_rules;
pub(super) mod possibly_down;
mod recovery;
mod site_sentence;

pub(super) use accounts::{ACCOUNTS, of_accounts};
pub(super) use chance::{
    CHANCE, CONTROL_GROUPS, chance_findings, chance_of, chance_sentences, chance_words,
    control_group_of,
};
pub(super) use claimant::{end_to_the_minute, of_claimant};
pub(super) use claimant_fits::{disputes_own_claim, own_words};
pub(super) use claimed_sites::{counted_sites, head_of, name_of, said_of, share_of};
pub(super) use evidence::{CLAIMANTS, CLAIMS, Grounds, VERDICTS};
pub(super) use finding::{claimed_sites, downtime, finding, finding_sentences, of_site};
pub(super) use findings::{failed_again_words, headline, of_event, of_events, of_sites};
pub(super) use lags::{LAGS, of_lags};
pub(super) use other_rules::of_rules;
pub(super) use recovery::{RECOVERY_TIMES, of_recovery, sets_with_curve};
pub(super) use site_sentence::site_sentence;
