//! Verdicts: what the evidence says of a claim (M18, M19, R1 to R11). A verdict speaks of timing,
//! never of cause.

use crate::model::{
    ClaimKind, ClaimSense, DurationRange, EarlierOutages, Extent, Finding, FurtherOutages,
    ImpliedProbes, ProbeCount, Quantifier, ResultGroup, StateTime, Target, TimeAsked, VantageView,
};

/// A rule by which a verdict was reached, by its id in `docs/method.md`. The file of a rule in
/// `src/analysis/rules` names it.
///
/// ```
/// use corroborate::model::Rule;
///
/// assert_eq!(Rule::new("R3").id(), "R3");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule(&'static str);

impl Rule {
    /// Names a rule by its id.
    pub const fn new(id: &'static str) -> Rule {
        Rule(id)
    }

    /// Returns the id used in `docs/method.md`.
    pub fn id(self) -> &'static str {
        self.0
    }
}

/// The result of a verdict.
///
/// ```
/// use corroborate::model::{Judgement, ResultGroup};
///
/// assert_eq!(Judgement::PrecedesClaim.as_str(), "precedes_claim");
/// assert_eq!(Judgement::PrecedesClaim.group(), ResultGroup::OtherTime);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// The timing fits the claim.
    Supported,
    /// The timing fits the claim in part.
    Partly,
    /// The outage, the failures in part or the degraded answers began before the earliest time that
    /// the claim can mean.
    PrecedesClaim,
    /// The outage, the failures in part or the degraded answers were over when the claim was
    /// published.
    ClaimedAfterTheFact,
    /// The timing does not fit the claim.
    Contradicted,
    /// The site stayed up, and the claim does not say that it went down: it lists targets,
    /// announces work, or says that sites are back.
    StayedUp,
    /// No outage was seen in what was observed, and not all was observed.
    NoneSeen,
    /// The site does not fit a claim about most, some or none of several sites.
    Exception,
    /// `restored` was claimed while the site was still down.
    Premature,
    /// `restored` was claimed when the site was back.
    OnTime,
    /// `restored` was claimed some time after the site was back.
    Late,
    /// Too little is known to say.
    Insufficient,
    /// Nothing was measured.
    NotMeasured,
    /// The claim says nothing that probes can check.
    NotCheckable,
    /// Nobody claimed the outage.
    UnclaimedOutage,
}

impl Judgement {
    /// Every judgement, in the order of summaries.
    pub const ALL: [Judgement; 15] = [
        Judgement::Supported,
        Judgement::Partly,
        Judgement::PrecedesClaim,
        Judgement::ClaimedAfterTheFact,
        Judgement::Contradicted,
        Judgement::StayedUp,
        Judgement::Premature,
        Judgement::OnTime,
        Judgement::Late,
        Judgement::Exception,
        Judgement::NoneSeen,
        Judgement::Insufficient,
        Judgement::NotMeasured,
        Judgement::NotCheckable,
        Judgement::UnclaimedOutage,
    ];

    /// Returns the group that the result belongs to, on a claim that something was so. A verdict on
    /// one that only says what is to be done is in a group of its own
    /// ([`Verdict::group_of_result`]).
    pub fn group(self) -> ResultGroup {
        match self {
            Judgement::Supported | Judgement::OnTime => ResultGroup::Fits,
            Judgement::Partly => ResultGroup::FitsInPart,
            Judgement::PrecedesClaim | Judgement::ClaimedAfterTheFact | Judgement::Late => {
                ResultGroup::OtherTime
            }
            Judgement::Contradicted | Judgement::Premature => ResultGroup::DoesNotFit,
            Judgement::Exception => ResultGroup::Exception,
            Judgement::NoneSeen => ResultGroup::NoneSeen,
            Judgement::StayedUp | Judgement::Insufficient | Judgement::NotMeasured => {
                ResultGroup::Undecided
            }
            Judgement::NotCheckable => ResultGroup::NotCheckable,
            Judgement::UnclaimedOutage => ResultGroup::NobodyClaimed,
        }
    }

    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Judgement::Supported => "supported",
            Judgement::Partly => "partly",
            Judgement::PrecedesClaim => "precedes_claim",
            Judgement::ClaimedAfterTheFact => "claimed_after_the_fact",
            Judgement::Contradicted => "contradicted",
            Judgement::StayedUp => "stayed_up",
            Judgement::NoneSeen => "none_seen",
            Judgement::Exception => "exception",
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
    /// Announced work overlaps the time asked (M16).
    MaintenanceOverlap,
    /// The outage belongs to a common mode (M15).
    CommonMode,
    /// The site was down often outside the time asked.
    OftenDown,
    /// The outage is not the first one of its site on the record.
    LaterOutage,
    /// The claim was published after the outage had certainly ended (R5).
    ClaimedAfterTheFact,
    /// The claim only says what is to be done, and of no site that it went down.
    IntentOnly,
    /// All probes of the site were simulated.
    Simulated,
    /// Some probes of the site were simulated, and some were not.
    SimulatedInPart,
    /// Rows of one moment disagree at a probe of the site in the time asked (M8).
    RowsDisagree,
    /// Rows of the site have a time that cannot be read: they stand nowhere in its series.
    UnplacedRows,
    /// A complete view, while rows of the logs were refused that name no site: each may be a
    /// failure of this one.
    RowsWithoutSite,
    /// The claim names a group, or all sites, and not this one: that the site is in it is the
    /// recorder's reading.
    ByGroup,
    /// The source names neither the site nor a group of it: that it is meant is the recorder's
    /// reading.
    InferredTarget,
    /// The claim retells another one, which has a verdict on the same site.
    Retells,
    /// Another statement disputes the claim.
    Disputed,
    /// The claim says that the site was down on and off, which no rule tests.
    OnAndOffUntested,
}

impl VerdictFlag {
    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            VerdictFlag::MaintenanceOverlap => "maintenance_overlap",
            VerdictFlag::CommonMode => "common_mode",
            VerdictFlag::OftenDown => "often_down",
            VerdictFlag::LaterOutage => "later_outage",
            VerdictFlag::ClaimedAfterTheFact => "claimed_after_the_fact",
            VerdictFlag::IntentOnly => "intent_only",
            VerdictFlag::Simulated => "simulated",
            VerdictFlag::SimulatedInPart => "simulated_in_part",
            VerdictFlag::RowsDisagree => "rows_disagree",
            VerdictFlag::UnplacedRows => "unplaced_rows",
            VerdictFlag::RowsWithoutSite => "rows_without_site",
            VerdictFlag::ByGroup => "by_group",
            VerdictFlag::InferredTarget => "inferred_target",
            VerdictFlag::Retells => "retells",
            VerdictFlag::Disputed => "disputed",
            VerdictFlag::OnAndOffUntested => "on_and_off_untested",
        }
    }
}

/// A judged assertion: a claim about one site, or an outage that nobody claimed.
///
/// ```
/// use corroborate::model::{Finding, Judgement, NoProbeInside, ProbeCount, Rule, Verdict};
///
/// let unread = ProbeCount::default();
/// let (rule, finding) =
///     (Rule::new("R1"), Finding::NoProbeInside(NoProbeInside { apart: None, unread }));
/// let verdict = Verdict {
///     claim: Some("c1".to_owned()),
///     observed_share: Some(0.0),
///     ..Verdict::new("shop".to_owned(), rule, Judgement::NotMeasured, finding)
/// };
/// assert_eq!(verdict.rule.id(), "R1");
/// assert_eq!(verdict.judgement.as_str(), "not_measured");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Id of the verdict: `V001`, by claim and site.
    pub id: String,
    /// Id of the claim; `None` for an outage that nobody claimed.
    pub claim: Option<String>,
    /// Id of the site.
    pub site: String,
    /// Rule by which it was reached.
    pub rule: Rule,
    /// Result.
    pub judgement: Judgement,
    /// Fact that decided it.
    pub finding: Finding,
    /// Whether the claim says what its kind says of the site, or denies it.
    pub sense: ClaimSense,
    /// Microseconds from the publication to the onset; for `restored`, from the recovery to the
    /// claimed one, negative where it was claimed too early. `None` where it cannot be known.
    pub lag: Option<DurationRange>,
    /// Id of the outage or blip that it rests on.
    pub outage: Option<String>,
    /// Number of that outage among the confirmed ones of its site, from 1; 0 for a blip, and
    /// without one.
    pub outage_number: usize,
    /// The confirmed outages of its site before that one; `None` where there is none.
    pub earlier: Option<EarlierOutages>,
    /// The outages that it rests on besides that one; `None` where there is one at most.
    pub further: Option<FurtherOutages>,
    /// Time that was asked; `None` where the claim was not held against the probes, and for an
    /// outage that nobody claimed.
    pub asked: Option<TimeAsked>,
    /// Group, or all sites, by which alone the claim names the site; `None` where it names the site
    /// itself, and for an outage that nobody claimed.
    pub group: Option<Target>,
    /// Ids of the statements that dispute the claim, sorted; may be empty.
    pub disputed_by: Vec<String>,
    /// Vantages of which a probe lies in the time asked, by name, where the finding is a complete
    /// view; else empty.
    pub vantages: Vec<VantageView>,
    /// Degraded probes in the time asked; none where no time was asked.
    pub degraded: ProbeCount,
    /// Failed probes in the time asked that are set aside (M15); none where no time was asked.
    pub set_aside: ProbeCount,
    /// Probes in the time asked that tell no result; none where no time was asked.
    pub unread: ProbeCount,
    /// Part of the time asked in which logs of one vantage contradict each other, one up and one
    /// down (M9); none where no time was asked.
    pub contradicted: StateTime,
    /// Rows of the site whose time cannot be read, and that may lie in the time asked (M6).
    pub unplaced_rows: u64,
    /// Probes in the time asked that no row records (M12); `None` where each has a row, and where
    /// no time was asked.
    pub implied: Option<ImpliedProbes>,
    /// Observed share of the time asked, 0 to 1; `None` where no time was asked.
    pub observed_share: Option<f64>,
    /// Flags, sorted.
    pub flags: Vec<VerdictFlag>,
}

impl Verdict {
    /// Makes a verdict on a site that has no id yet, and rests on no claim, outage or time asked.
    pub fn new(site: String, rule: Rule, judgement: Judgement, finding: Finding) -> Verdict {
        Verdict {
            id: String::new(),
            claim: None,
            site,
            rule,
            judgement,
            finding,
            sense: ClaimSense::Statement,
            lag: None,
            outage: None,
            outage_number: 0,
            earlier: None,
            further: None,
            asked: None,
            group: None,
            disputed_by: Vec::new(),
            vantages: Vec::new(),
            degraded: ProbeCount::default(),
            set_aside: ProbeCount::default(),
            unread: ProbeCount::default(),
            contradicted: StateTime::default(),
            unplaced_rows: 0,
            implied: None,
            observed_share: None,
            flags: Vec::new(),
        }
    }
}

/// The verdict on a claim about most, some or none of its sites (R11).
///
/// ```
/// use corroborate::model::{ClaimKind, ClaimVerdict, Extent, Judgement, Quantifier};
///
/// let verdict = ClaimVerdict {
///     claim: "c1".to_owned(),
///     kind: ClaimKind::Outage,
///     quantifier: Quantifier::Most,
///     judgement: Judgement::Supported,
///     sites: 4,
///     left_out: 0,
///     agreeing: 3,
///     against: 0,
///     apart: 0,
///     in_part: 0,
///     extent: Extent::Part,
///     has_time: true,
///     by_group: false,
///     intent: false,
/// };
/// assert_eq!(verdict.undecided(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimVerdict {
    /// Id of the claim.
    pub claim: String,
    /// Kind of the claim.
    pub kind: ClaimKind,
    /// How many of its sites it means; never each of them.
    pub quantifier: Quantifier,
    /// Result: supported, contradicted or insufficient; not checkable where the claim asks nothing
    /// of the probes; stayed up where it would be contradicted and only says what is to be done.
    pub judgement: Judgement,
    /// Sites that it names, those included that were never probed or that the reader left out.
    pub sites: usize,
    /// Sites among these that the reader left out (`--site`); mostly 0.
    pub left_out: usize,
    /// Sites that were as the claim's words about one site say.
    pub agreeing: usize,
    /// Sites that were not.
    pub against: usize,
    /// Sites that had no outage to come back from, of which a claim that sites are back says
    /// nothing; 0 for other claims.
    pub apart: usize,
    /// Sites among the undecided of which it was so in part (R7).
    pub in_part: usize,
    /// How much of its time it means.
    pub extent: Extent,
    /// Whether it gives a time to check, of its own or that of its publication.
    pub has_time: bool,
    /// Whether it names any of these sites by a group alone, or none of them.
    pub by_group: bool,
    /// Whether it only says what is to be done.
    pub intent: bool,
}

impl Verdict {
    /// Returns the group in which the verdict counts.
    pub fn group_of_result(&self) -> ResultGroup {
        if self.flags.contains(&VerdictFlag::IntentOnly) {
            ResultGroup::Announced
        } else {
            self.judgement.group()
        }
    }
}

impl ClaimVerdict {
    /// Counts the sites of which neither is known.
    pub fn undecided(&self) -> usize {
        self.sites - self.agreeing - self.against - self.apart
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A result that `ALL` leaves out would be in no count. The match names every result, so that a
    /// new one must be given a place here and in `ALL`.
    #[test]
    fn all_results_are_counted() {
        for (at, judgement) in Judgement::ALL.into_iter().enumerate() {
            let place = match judgement {
                Judgement::Supported => 0,
                Judgement::Partly => 1,
                Judgement::PrecedesClaim => 2,
                Judgement::ClaimedAfterTheFact => 3,
                Judgement::Contradicted => 4,
                Judgement::StayedUp => 5,
                Judgement::Premature => 6,
                Judgement::OnTime => 7,
                Judgement::Late => 8,
                Judgement::Exception => 9,
                Judgement::NoneSeen => 10,
                Judgement::Insufficient => 11,
                Judgement::NotMeasured => 12,
                Judgement::NotCheckable => 13,
                Judgement::UnclaimedOutage => 14,
            };
            assert_eq!(place, at, "{judgement:?}");
        }
    }
}
