//! What the record says of claims: findings, verdicts and their groups, claimants.

mod claimant;
mod finding;
mod result_group;
mod time_asked;
mod verdict;

pub use claimant::{ClaimContent, Claimant};
pub use finding::{
    CompleteView, DownTime, Failures, Finding, NoneSeen, OnsetOrder, PartStart, Recovery,
    RecoveryOrder, StateTime, Unobserved, UpInDoubt, UpTime, VantageView,
};
pub use result_group::ResultGroup;
pub use time_asked::{EarlierOutages, FurtherOutages, TimeAsked};
pub use verdict::{
    ClaimVerdict, Judgement, JudgementCount, Rule, Verdict, VerdictCount, VerdictFlag,
};
