//! Verdicts: what the evidence says of a claim (M18, M19, R1 to R11). A verdict speaks of timing,
//! never of cause.

use crate::clock::Span;
use crate::model::findings::{StateTime, Unobserved, VantageView};
use crate::model::{
    ClaimKind, ClaimSense, DurationRange, EarlierOutages, Extent, Finding, FurtherOutages,
    ImpliedProbes, Judgement, ProbeCount, Quantifier, ResultGroup, Target, TimeAsked,
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
/// use corroborate::model::findings::{NoProbeInside};
/// use corroborate::model::{Finding, Judgement, ProbeCount, Rule, Verdict};
///
/// let inside = NoProbeInside {
///     interval_around: None,
///     is_within_stamps: false,
///     unknown_probes: ProbeCount::default(),
///     is_of_lists: false,
/// };
/// let finding = Finding::NoProbeInside(inside);
/// let rule = Rule::new("R1");
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
    /// Microseconds from the change to the publication, negative where that was first, as in its
    /// row of lags (M29): from the onset; for `restored`, from the recovery. `None` without a row.
    pub lag: Option<DurationRange>,
    /// Whether the claim was certainly published before the outage that it rests on began.
    pub is_before_onset: bool,
    /// Id of the outage or blip that it rests on.
    pub outage: Option<String>,
    /// Announced work that overlaps that outage (M16); `None` where none does.
    pub work: Option<AnnouncedWork>,
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
    pub unknown_probes: ProbeCount,
    /// Probes in the time asked whose rows disagree (M8); none where no time was asked.
    pub disagreeing: ProbeCount,
    /// Part of the time asked in which logs of one vantage contradict each other, one up and one
    /// down (M9); none where no time was asked.
    pub logs_disagree: StateTime,
    /// Rows of the site whose time cannot be read, and that may lie in the time asked (M6).
    pub unplaced_rows: u64,
    /// Probes in the time asked that no row records (M12); `None` where each has a row, and where
    /// no time was asked.
    pub implied: Option<ImpliedProbes>,
    /// Observed share of the time asked, 0 to 1; `None` where no time was asked.
    pub observed_share: Option<f64>,
    /// Part of the time asked that nobody observed; `None` where there is none, and where no time
    /// was asked.
    pub unobserved: Option<Unobserved>,
    /// Whether an outage that is not known can lie where the claim could mean it (M26).
    pub leaves_room: bool,
    /// Results by the readings of the time of the claim, where the clocks showed it twice. The
    /// finding is that of the first, unless it is that the readings differ. Empty where the time
    /// has one reading.
    pub readings: Vec<ReadResult>,
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
            is_before_onset: false,
            outage: None,
            work: None,
            outage_number: 0,
            earlier: None,
            further: None,
            asked: None,
            group: None,
            disputed_by: Vec::new(),
            vantages: Vec::new(),
            degraded: ProbeCount::default(),
            set_aside: ProbeCount::default(),
            unknown_probes: ProbeCount::default(),
            disagreeing: ProbeCount::default(),
            logs_disagree: StateTime::default(),
            unplaced_rows: 0,
            implied: None,
            observed_share: None,
            unobserved: None,
            leaves_room: false,
            readings: Vec::new(),
            flags: Vec::new(),
        }
    }
}

/// The verdict on a claim about most, some or none of its sites (R11).
///
/// ```
/// use corroborate::model::{
///     ClaimKind, ClaimVerdict, Extent, Judgement, Quantifier, TimeReadings,
/// };
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
///     nothing_to_restore: 0,
///     in_part: 0,
///     not_measured: Vec::new(),
///     extent: Extent::Part,
///     has_time: true,
///     by_group: false,
///     intent: false,
///     readings: TimeReadings::One,
/// };
/// assert_eq!(verdict.undecided(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimVerdict {
    /// Id of the claim.
    pub claim: String,
    /// Statement of the claim about its sites.
    pub kind: ClaimKind,
    /// How many of its sites it means; never each of them.
    pub quantifier: Quantifier,
    /// Result: supported, contradicted or insufficient; not checkable where the claim asks nothing
    /// of the probes; stayed up where it would be contradicted and only says what is to be done.
    pub judgement: Judgement,
    /// Sites that it names, those included that were never probed.
    pub sites: usize,
    /// Sites among these that were judged and are left out of the report (`--site`); mostly 0.
    pub left_out: usize,
    /// Sites that were as the claim's words about one site say.
    pub agreeing: usize,
    /// Sites that were not.
    pub against: usize,
    /// Sites that had no outage to come back from, of which a claim that sites are back says
    /// nothing; 0 for other claims.
    pub nothing_to_restore: usize,
    /// Sites among the undecided of which it was so in part (R7).
    pub in_part: usize,
    /// Sites among the undecided that were not measured in its time (R1), sorted; may be empty.
    pub not_measured: Vec<String>,
    /// How much of its time it means.
    pub extent: Extent,
    /// Whether it gives a time to check, of its own or that of its publication.
    pub has_time: bool,
    /// Whether it names any of these sites by a group alone, or none of them.
    pub by_group: bool,
    /// Whether it only says what is to be done.
    pub intent: bool,
    /// Whether its time has several readings, and these lead to one result.
    pub readings: TimeReadings,
}

/// Announced work that overlaps an outage (M16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnnouncedWork {
    /// Time of the first of it, whole; the work may reach beyond the outage.
    pub first: Span,
    /// Number of times of work apart from each other.
    pub times: usize,
    /// Whether all of it was simulated.
    pub simulated: bool,
}

/// Result by one reading of a time that the clocks showed twice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReadResult {
    /// Time that the claim speaks of so.
    pub time: Span,
    /// Result.
    pub judgement: Judgement,
    /// Finding behind the result.
    pub finding: Finding,
}

/// Readings of the time of a claim about several sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeReadings {
    /// The time has one.
    #[default]
    One,
    /// The clocks showed it twice, and each reading leads to the same result. The counts are those
    /// that hold by each.
    Agree,
    /// The clocks showed it twice, and the results differ.
    Differ,
}

impl Verdict {
    /// Returns the group in which the verdict counts.
    pub(crate) fn group_of_result(&self) -> ResultGroup {
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
        self.sites - self.agreeing - self.against - self.nothing_to_restore
    }
}
