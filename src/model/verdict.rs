//! What the evidence says of a claim (M18, M19, R1 to R9). A verdict speaks of timing, never of
//! cause.

use super::DurationRange;

/// The rule a verdict was reached by; defined in `docs/method.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The assertion cannot be checked.
    M18,
    /// No sample.
    R1,
    /// Too little, or the order is open.
    R2,
    /// The onset lies in the window.
    R3,
    /// Down before.
    R4,
    /// Over before.
    R5,
    /// Up throughout.
    R6,
    /// Only partly.
    R7,
    /// A recovery.
    R8,
    /// Nobody claimed it.
    R9,
}

impl Rule {
    /// The id in `docs/method.md`.
    pub fn id(self) -> &'static str {
        match self {
            Rule::M18 => "M18",
            Rule::R1 => "R1",
            Rule::R2 => "R2",
            Rule::R3 => "R3",
            Rule::R4 => "R4",
            Rule::R5 => "R5",
            Rule::R6 => "R6",
            Rule::R7 => "R7",
            Rule::R8 => "R8",
            Rule::R9 => "R9",
        }
    }
}

/// The result, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// The timing fits.
    Supported,
    /// Some of it fits.
    Partly,
    /// The outage began before the claim can mean.
    PrecedesClaim,
    /// The claim came when the outage was over.
    ClaimedAfterTheFact,
    /// The timing does not fit.
    Contradicted,
    /// It was only said what is to be attacked, or that work is planned, and no outage came of it.
    StayedUp,
    /// `restored` was said while still down.
    Premature,
    /// `restored` was said when it was so.
    OnTime,
    /// `restored` was said after it was so.
    Late,
    /// Too little to say.
    Insufficient,
    /// Nothing was measured.
    NotMeasured,
    /// Nothing that probes can check.
    NotCheckable,
    /// An outage that nobody claimed.
    UnclaimedOutage,
}

impl Judgement {
    /// Every judgement, in the order of summaries.
    pub const ALL: [Judgement; 13] = [
        Judgement::Supported,
        Judgement::Partly,
        Judgement::PrecedesClaim,
        Judgement::ClaimedAfterTheFact,
        Judgement::Contradicted,
        Judgement::StayedUp,
        Judgement::Premature,
        Judgement::OnTime,
        Judgement::Late,
        Judgement::Insufficient,
        Judgement::NotMeasured,
        Judgement::NotCheckable,
        Judgement::UnclaimedOutage,
    ];

    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Judgement::Supported => "supported",
            Judgement::Partly => "partly",
            Judgement::PrecedesClaim => "precedes_claim",
            Judgement::ClaimedAfterTheFact => "claimed_after_the_fact",
            Judgement::Contradicted => "contradicted",
            Judgement::StayedUp => "stayed_up",
            Judgement::Premature => "premature",
            Judgement::OnTime => "on_time",
            Judgement::Late => "late",
            Judgement::Insufficient => "insufficient",
            Judgement::NotMeasured => "not_measured",
            Judgement::NotCheckable => "not_checkable",
            Judgement::UnclaimedOutage => "unclaimed_outage",
        }
    }
}

/// A mark beside a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum VerdictFlag {
    /// Announced work overlaps the window (M16).
    MaintenanceOverlap,
    /// The outage is one of a common mode (M15).
    CommonMode,
    /// The site is down often without being claimed.
    OftenDown,
    /// The claim was published after the outage had certainly ended (R5).
    ClaimedAfterTheFact,
    /// The claim says what is to be attacked, and not that it succeeded.
    IntentOnly,
}

impl VerdictFlag {
    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            VerdictFlag::MaintenanceOverlap => "maintenance_overlap",
            VerdictFlag::CommonMode => "common_mode",
            VerdictFlag::OftenDown => "often_down",
            VerdictFlag::ClaimedAfterTheFact => "claimed_after_the_fact",
            VerdictFlag::IntentOnly => "intent_only",
        }
    }
}

/// One assertion, judged: a claim about a site, or an outage that nobody claimed.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Its id: `V001`, by claim and site.
    pub id: String,
    /// The claim's id; `None` for an outage that nobody claimed.
    pub claim: Option<String>,
    /// The site's id.
    pub site: String,
    /// The rule it was reached by.
    pub rule: Rule,
    /// The result.
    pub judgement: Judgement,
    /// For an onset: microseconds from publication to it. For a recovery: from it to the claimed
    /// one (negative: said too early).
    pub lag: Option<DurationRange>,
    /// The outage it rests on.
    pub outage: Option<String>,
    /// Share of the asserted window that was observed, 0 to 1; `None` where there is no window.
    pub observed_share: Option<f64>,
    /// Marks, sorted.
    pub flags: Vec<VerdictFlag>,
    /// One sentence for readers.
    pub sentence: String,
}
