//! Claims held against the record: findings, verdicts and their groups, claimants.

pub mod chance;
pub mod findings;

mod claim_sense;
mod claimant;
mod failures;
mod judgement;
mod recovery;
mod result_group;
mod time_asked;
mod verdict;
mod verdict_count;

pub use claim_sense::ClaimSense;
pub use claimant::{ClaimContent, Claimant, Dispute, DuringWork, OtherSites};
pub use failures::{Failures, FailuresBesides};
pub use findings::Finding;
pub use judgement::Judgement;
pub use recovery::{Recovery, RecoveryOrder, UnknownTime};
pub use result_group::ResultGroup;
pub use time_asked::{EarlierOutages, FurtherOutages, TimeAsked};
pub use verdict::{
    AnnouncedWork, ClaimVerdict, ReadResult, Rule, TimeReadings, Verdict, VerdictFlag,
};
pub use verdict_count::{JudgementCount, VerdictCount, VerdictTally};
