//! The report: complete and frozen. Tables, charts and page read it and compute nothing.

use crate::clock::{Instant, IntervalSet, Span, Zone};
use crate::model::chance::{Chance, ControlGroup};
use crate::model::charts::ChartSettings;
use crate::model::lag::{Lag, LagSummary};
use crate::model::recoveries::SetRecovery;
use crate::model::variation::Variation;
use crate::model::windowed::WindowedAvailability;
use crate::model::{
    Account, Claim, ClaimVerdict, Claimant, CommonMode, DurationRange, DuringWork, Event,
    EventPair, Outage, PaceChange, Partial, PossiblyDown, PossiblyDownCounts, Refusals, Release,
    Rules, SetAside, Site, SiteChange, SourceDoubt, StoredRequest, Totals, Verdict,
};

/// Purpose of an input file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputRole {
    /// `incident.toml`.
    Incident,
    /// `sites.csv`.
    Sites,
    /// `claims.csv`.
    Claims,
    /// `maintenance.csv`.
    Maintenance,
    /// A probe log.
    Probes,
    /// A file of runs that stands for probe logs, which are listed too.
    Runs,
    /// Colours of the charts.
    Colours,
    /// Font of the charts.
    Font,
}

impl InputRole {
    /// Returns the word used in the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            InputRole::Incident => "incident",
            InputRole::Sites => "sites",
            InputRole::Claims => "claims",
            InputRole::Maintenance => "maintenance",
            InputRole::Probes => "probes",
            InputRole::Runs => "runs",
            InputRole::Colours => "colours",
            InputRole::Font => "font",
        }
    }
}

/// Rows, and logs of one vantage, that contradict each other about a moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Conflicts {
    /// Probes of all sites whose rows disagree (M8).
    pub probes: u64,
    /// Sites that these probes are of.
    pub sites: usize,
    /// Times at which one log of a vantage sees a site up and another sees it down (M9).
    pub log_times: usize,
    /// Sites that these times are of.
    pub log_sites: usize,
    /// Length of these times together, in microseconds.
    pub log_us: i64,
}

/// One file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Path below the incident folder, with `/`.
    pub path: String,
    /// Purpose of the file.
    pub role: InputRole,
    /// SHA-256 of its bytes as stored, in hexadecimal.
    pub sha256: String,
    /// Size as stored, in bytes.
    pub bytes: u64,
    /// Rows read, refused ones included.
    pub rows: u64,
    /// Rows refused.
    pub refused: u64,
    /// Rows that stand as probes with an unknown result, as their outcome cannot be read.
    pub unreadable_outcomes: u64,
    /// Cells that no verdict needs and that cannot be read: their rows count without them.
    pub unreadable_cells: u64,
    /// Rows outside the window, or rows of claims that say nothing of the incident's sites:
    /// read, and left out.
    pub outside: u64,
    /// Stamps of a doubled hour that the order of rows settled (M2).
    pub settled_by_order: u64,
}

impl Input {
    /// Makes the account of a file of which no byte and no row is counted yet.
    pub fn new(path: String, role: InputRole) -> Input {
        Input {
            path,
            role,
            sha256: String::new(),
            bytes: 0,
            rows: 0,
            refused: 0,
            unreadable_outcomes: 0,
            unreadable_cells: 0,
            outside: 0,
            settled_by_order: 0,
        }
    }
}

/// How far probes were simulated.
///
/// ```
/// use corroborate::model::Simulated;
///
/// assert_eq!(Simulated::InPart.as_str(), "in_part");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Simulated {
    /// None of them was.
    No,
    /// Some were, and some were not.
    InPart,
    /// All were.
    Yes,
}

impl Simulated {
    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Simulated::No => "no",
            Simulated::InPart => "in_part",
            Simulated::Yes => "yes",
        }
    }

    /// Joins what is known of several sites; `None` where there is none.
    pub fn joined(all: impl IntoIterator<Item = Simulated>) -> Option<Simulated> {
        let join = |a: Simulated, b: Simulated| if a == b { a } else { Simulated::InPart };
        all.into_iter().reduce(join)
    }
}

/// Times of which a list of periods says nothing, each from the end of a period on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnlistedTimes {
    /// Number of these times; more than 0.
    pub count: u64,
    /// Beginning of the earliest.
    pub first: Instant,
    /// Beginning of the latest.
    pub last: Instant,
}

impl UnlistedTimes {
    /// Joins times by the moments at which they begin, in any order; `None` without one.
    pub fn of(moments: impl IntoIterator<Item = Instant>) -> Option<UnlistedTimes> {
        UnlistedTimes::joined(moments.into_iter().map(|at| UnlistedTimes {
            count: 1,
            first: at,
            last: at,
        }))
    }

    /// Joins the times of several sites; `None` without one.
    pub fn joined(all: impl IntoIterator<Item = UnlistedTimes>) -> Option<UnlistedTimes> {
        let join = |a: UnlistedTimes, b: UnlistedTimes| UnlistedTimes {
            count: a.count + b.count,
            first: a.first.min(b.first),
            last: a.last.max(b.last),
        };
        all.into_iter().reduce(join)
    }
}

/// One site, with all that is shown of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteReport {
    /// As `sites.csv` has it, or with the name of the logs.
    pub site: Site,
    /// Whether any probe of it with a known result lies in the window.
    pub measured: bool,
    /// Kind of the site, by what the record shows of its going down (M24).
    pub change: SiteChange,
    /// Whether a claim of kind attack or outage is about it, by its name or that of its group.
    pub claimed: bool,
    /// Whether any claim names it, by its name, that of its group, or all sites.
    pub named: bool,
    /// Rows that name it and whose time cannot be read: they stand nowhere in its series.
    pub unplaced_rows: u64,
    /// How far its probes were simulated; `None` where it has none.
    pub simulated: Option<Simulated>,
    /// Vantages that probed it, sorted; may be empty.
    pub vantages: Vec<String>,
    /// Probes with an unknown result (M6): the time around each is not observed.
    pub unknown_probes: u64,
    /// Times of which a list of periods says nothing; `None` where there are none.
    pub unlisted: Option<UnlistedTimes>,
    /// Number of confirmed outages.
    pub outages: usize,
    /// Number of blips.
    pub blips: usize,
    /// Probes on which it rests that the site may have been down; `None` where it had a confirmed
    /// outage, was certainly not down, or was not measured.
    pub possibly_down: Option<PossiblyDown>,
    /// Whether probes from some vantages failed while a quorum saw it up, `confirm` of them at a
    /// time, where it neither had a confirmed outage nor may have been down.
    pub failed_in_part: bool,
    /// Number of episodes (M13).
    pub episodes: usize,
    /// Downtime over all confirmed outages; `most_us` is `None` if one has no end.
    pub downtime: DurationRange,
    /// Downtime outside announced work (M16); open like the whole.
    pub downtime_outside_maintenance: DurationRange,
    /// Times certainly up, in the window, whatever its stamps leave open (M2, M4).
    pub up: IntervalSet,
    /// Times certainly down, in the window, likewise.
    pub down: IntervalSet,
    /// Times up by the stamps of its probes, in the window: as `up`, or longer.
    pub seen_up: IntervalSet,
    /// Times observed by any vantage, in the window.
    pub observed: IntervalSet,
    /// Times at which failed or challenged probes of some vantages lie outside every outage.
    pub partial: IntervalSet,
    /// Announced work (M16) that reaches into the window, from its own beginning to its own end.
    pub maintenance: IntervalSet,
    /// The part of it that was simulated alone; mostly empty.
    pub simulated_maintenance: IntervalSet,
    /// Observed time over the window, 0 to 1; `None` where it was not measured, and where the
    /// window is one moment.
    pub observed_share: Option<f64>,
    /// Certainly-up time over the window; `None` likewise, and never above `up_share_max`.
    pub up_share_min: Option<f64>,
    /// One less certainly-down time over the window; `None` likewise.
    pub up_share_max: Option<f64>,
}

impl SiteReport {
    /// Says whether the site had an outage or a blip.
    pub(crate) fn has_failed(&self) -> bool {
        self.outages + self.blips > 0
    }
}

/// Numbers of sites from one moment until the next count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DownCount {
    /// Moment from which the count holds.
    pub from: Instant,
    /// Certainly down, in an outage whose onset is on the record.
    pub certain: usize,
    /// Sites that may be down: in an outage whose onset is on the record, and not certainly up.
    pub possible: usize,
    /// Certainly down, in an outage whose onset is not on the record (M24).
    pub certain_without_onset: usize,
    /// Sites that may be down in an outage whose onset is not on the record (M24).
    pub without_onset: usize,
    /// Observed by any vantage.
    pub observed: usize,
}

impl DownCount {
    /// Returns the number of sites that were certainly down, whether or not their onset is on the
    /// record.
    pub(crate) fn all_certain(&self) -> usize {
        self.certain + self.certain_without_onset
    }

    /// Returns the number of sites that may have been down, likewise.
    pub(crate) fn all_possible(&self) -> usize {
        self.possible + self.without_onset
    }
}

/// A change of the pace at which a site was probed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesPaceChange {
    /// Name of the source.
    pub source: String,
    /// Id of the site.
    pub site: String,
    /// Name of the vantage.
    pub vantage: String,
    /// From which probe on, from what to what.
    pub change: PaceChange,
}

/// Findings about an incident, complete: what shows them computes nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The incident's name, for file names.
    pub name: String,
    /// As `incident.toml` has it, or the name.
    pub title: String,
    /// A sentence that must stand on every page and chart.
    pub notice: Option<String>,
    /// State of the report on its way to readers, and the cut-off of its data.
    pub release: Release,
    /// Charts that are drawn, and who is credited.
    pub chart: ChartSettings,
    /// Columns of `sites.csv` that were named to sum sites by, however many values they have;
    /// mostly empty.
    pub summed_by: Vec<String>,
    /// Ways in which files that were named without a folder were read, as nobody wrote them down:
    /// a sentence each, in the order of the files; mostly empty.
    pub assumed: Vec<String>,
    /// Request that it answers.
    pub request: StoredRequest,
    /// Whether any probes were simulated: every title, headline and verdict says so.
    pub simulated: bool,
    /// Whether some sources were simulated and others were not.
    pub simulated_in_part: bool,
    /// The zone shown beside UTC.
    pub zone: Zone,
    /// The time examined; `None` where neither a window, a sample nor a claim says.
    pub window: Option<Span>,
    /// Whether the window is only the span of the claims, as nothing else says one.
    pub window_is_of_claims: bool,
    /// The rules in force.
    pub rules: Rules,
    /// Length of the time that the coarsest stamps among its sources leave open, in microseconds
    /// (M2); 0 where all tell their second.
    pub resolution_us: i64,
    /// The files read, in the order of reading.
    pub inputs: Vec<Input>,
    /// Every known site, by id.
    pub sites: Vec<SiteReport>,
    /// Number of known sites that the reader left out; mostly 0.
    pub sites_left_out: usize,
    /// Confirmed outages, by onset and site.
    pub outages: Vec<Outage>,
    /// Outages that one failed probe makes (M12), by onset and site.
    pub blips: Vec<Outage>,
    /// Failed and challenged probes outside every outage, by time and site.
    pub partials: Vec<Partial>,
    /// Names under which places take turns (M7), sorted; mostly empty.
    pub vantages_in_turn: Vec<String>,
    /// Common modes, by time and vantage (M15).
    pub common_modes: Vec<CommonMode>,
    /// Failed probes set aside, by time, vantage and site (M15).
    pub set_aside: Vec<SetAside>,
    /// Changes of pace, by time, site, vantage and source (M7).
    pub pace_changes: Vec<SeriesPaceChange>,
    /// Rows, and logs of one vantage, that contradict each other.
    pub conflicts: Conflicts,
    /// Doubts that logs were read as they are meant: of sources in their order, then of files.
    pub doubts: Vec<SourceDoubt>,
    /// The claims, by publication and id.
    pub claims: Vec<Claim>,
    /// The verdicts, by claim and site, then the outages that nobody claimed.
    pub verdicts: Vec<Verdict>,
    /// The verdicts on claims about most, some or none of their sites, by claim.
    pub claim_verdicts: Vec<ClaimVerdict>,
    /// Number of sites that failed in part, and neither had a confirmed outage nor may have been
    /// down.
    pub failed_in_part: usize,
    /// Numbers of sites that went down during announced work.
    pub during_work: DuringWork,
    /// Sites by the claimant who named them (M26), by role, then most sites first.
    pub claimants: Vec<Claimant>,
    /// How many sites would fit the claims of each claimant by chance (M20), by claimant.
    pub chances: Vec<Chance>,
    /// Sites that nobody named beside those that each claimant named (M21), by claimant and group,
    /// all sites first.
    pub control_groups: Vec<ControlGroup>,
    /// Totals and verdicts under other rules, each varied alone (M23), by rule; empty where none
    /// was tried.
    pub variations: Vec<Variation>,
    /// Lags of claims behind the changes that they speak of (M29), by publication and verdict.
    pub lags: Vec<Lag>,
    /// Summaries of these lags: of each claimant, then of each claim.
    pub lag_summaries: Vec<LagSummary>,
    /// Windowed availability of the sites that were down (M28), by site and length.
    pub windowed_availability: Vec<WindowedAvailability>,
    /// Changes of many sites at one time (M25), in order of time.
    pub events: Vec<Event>,
    /// Each of these events once, beside the one that answers to it: those of the most sites first,
    /// then those that went down.
    pub event_pairs: Vec<EventPair>,
    /// Claims on outages of which two claimants or more speak, by outage and claim.
    pub accounts: Vec<Account>,
    /// Numbers of the sites that may have been down without a confirmed outage.
    pub possibly_down: PossiblyDownCounts,
    /// The refused rows, and parts of rows.
    pub refusals: Refusals,
    /// Sites down over time, a step for each change.
    pub down_counts: Vec<DownCount>,
    /// Recovery of all sites, then of those of each claimant and group (M22); empty where no site
    /// went down.
    pub recoveries: Vec<SetRecovery>,
    /// The headline numbers.
    pub totals: Totals,
}
