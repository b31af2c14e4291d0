//! All that a language has to say on charts.

use super::label::Label;
use crate::clock::{Instant, Range, Span, Zone};
use crate::model::recoveries::{SetRecovery, SiteSet};
use crate::model::{Claim, DurationRange, Outage, Report, Role, SiteReport, Verdict};
use crate::report::charts::claim_mark::GivenTime;
use crate::report::charts::leads::Leads;
use crate::report::charts::site_lines::{SiteLine, TellingPair};

/// Words of a language on charts. What is given in brackets begins with a blank, and is empty where
/// there is nothing to say.
pub(in crate::report::charts) trait ChartWords: Sync {
    /// Returns the code of the language, as SVG writes it.
    fn code(&self) -> &'static str;
    /// Returns words that are the same on every report.
    fn label(&self, label: Label) -> &'static str;
    /// Writes a whole number.
    fn number(&self, number: usize) -> String;
    /// Writes a length of time in microseconds, cut off after two units.
    fn length(&self, us: i64) -> String;
    /// Writes a moment in a form of chrono, of which each language has its own order and names.
    fn date(&self, zone: Zone, at: Instant, form: &str) -> String;
    /// Writes a moment of a sentence in a zone and in UTC, a part of a second rounded up.
    fn moment(&self, zone: Zone, at: Instant) -> String;
    /// Returns the abbreviation of what clocks go by, such as `CEST`.
    fn clock(&self, abbreviation: &str) -> String;
    /// Writes the first and the last year of an axis.
    fn years(&self, first: &str, last: &str) -> String;
    /// Says how long a site was down.
    fn down_for(&self, duration: DurationRange) -> String;

    /// Returns a finding, with what must be said of simulated probes.
    fn finding(&self, report: &Report, title: &str) -> String;
    /// Returns the mark of a draft or an embargo over the title; empty where there is neither.
    fn badge(&self, report: &Report) -> String;
    /// Says where the data comes from, and what must be said on every chart.
    fn source(&self, report: &Report) -> String;
    /// Says how many sites were chosen to have a row; empty where all have one.
    fn chosen_sites(&self, report: &Report) -> String;
    /// Writes the window, in UTC.
    fn window(&self, report: &Report) -> String;
    /// Returns the sentence on the zones above and below a plot.
    fn clocks_above_and_below(&self, zone: &str) -> String;
    /// Returns the sentences on unknown probes and unplaced rows.
    fn unknown_sentence(&self, report: &Report) -> String;
    /// Returns the sentence on outages without a start on the record.
    fn not_counted(&self, report: &Report) -> String;
    /// Says how long a site was down, or why that is not known.
    fn downtime(&self, site: &SiteReport) -> String;
    /// Returns the share of the window in which a site was up.
    fn up_range(&self, site: &SiteReport) -> String;
    /// Counts, behind the words of a row, probes that are unknown, rows that are unplaced.
    fn unknown_in_row(&self, site: &SiteReport) -> String;

    /// Returns the role of a claimant.
    fn role(&self, role: Role) -> &'static str;
    /// Puts the words of somebody into quotation marks.
    fn quoted(&self, words: &str) -> String;
    /// Writes a time from one moment to another, of which either may be unknown.
    fn time_range(&self, from: Option<&str>, until: Option<&str>) -> String;
    /// Returns a number of claims in words.
    fn claims(&self, count: usize) -> String;
    /// Returns the kind of a claim, with its limits.
    fn claim_kind(&self, claim: &Claim) -> String;
    /// Returns the time that a claim speaks of, or when it was published, for one who points at it.
    fn claim_time(&self, zone: Zone, given: GivenTime, range: Range) -> String;
    /// Writes length, start and end of an outage, for one who points at its bar.
    fn outage_brackets(&self, zone: Zone, outage: &Outage) -> String;

    /// Returns the title of the sites that were down.
    fn affected_title(&self, report: &Report) -> String;
    /// Returns the line under it: sites that have a row, and the window.
    fn affected_subtitle(&self, report: &Report, sites: AffectedSites) -> String;
    /// Returns the part of the window that is drawn.
    fn part_drawn(&self, part: Span) -> String;
    /// Returns the sentence on times at which no site was observed, the first few of `all`.
    fn unseen(&self, times: &[Span], all: usize) -> String;
    /// Counts what has no row.
    fn not_drawn(&self, counts: &NotDrawn) -> String;

    /// Returns the title of the timeline, with what must be said of simulated probes.
    fn timeline_title(&self, report: &Report) -> String;
    /// Returns the lines under it, with what was seen besides.
    fn timeline_subtitle(&self, report: &Report) -> String;
    /// Returns the order of the rows, and how many there are not.
    fn rows_shown(&self, rows: &SiteRowsShown) -> String;
    /// Returns the head over the sites that the leading claimants named.
    fn head_of(&self, leads: &Leads<'_>) -> String;

    /// Returns the title of the sites that were down at once.
    fn sites_down_title(&self, report: &Report) -> String;
    /// Returns the line under it.
    fn sites_down_subtitle(&self, report: &Report) -> String;
    /// Returns the sentence on outages without a start on the record, which it counts.
    fn counted_without_start(&self, report: &Report) -> String;
    /// Returns the sentences on the first dated claim, and on claims without a date.
    fn first_claim(&self, report: &Report) -> String;

    /// Returns the title of the recovery of all sites.
    fn recovery_title(&self, report: &Report) -> String;
    /// Returns the lines under it.
    fn recovery_subtitle(&self, report: &Report) -> String;
    /// Returns the title of the recovery of sets of sites.
    fn recovery_sets_title(&self, sets: &[&SetRecovery]) -> String;
    /// Returns the lines under it.
    fn recovery_sets_subtitle(&self, report: &Report, shown: &SetsShown) -> String;
    /// Returns the name of a set of sites over its panel.
    fn set_name(&self, set: &SiteSet) -> String;
    /// Returns the word between two names of one set.
    fn and(&self) -> &'static str;
    /// Says how many sites of a set were seen back, and after how long.
    fn seen_back(&self, set: &SetRecovery) -> String;

    /// Returns the title of the shares of the window; `first` is the site with the least.
    fn availability_title(&self, report: &Report, first: &SiteReport) -> String;
    /// Returns the line under it.
    fn availability_subtitle(&self, report: &Report) -> String;
    /// Counts the sites without a row there, whose bars would be full.
    fn full_not_drawn(&self, sites: usize) -> String;

    /// Returns the title of the worst stretches: what tells two sites apart.
    fn windowed_title(&self, report: &Report, pair: &TellingPair<'_>) -> String;
    /// Returns the line under it: what is measured, what the whole window does not
    /// tell of a pair, and how many sites have a line.
    fn windowed_subtitle(
        &self,
        report: &Report,
        pair: Option<&TellingPair<'_>>,
        drawn_of_all: (usize, usize),
    ) -> String;
    /// Returns the name of a line, with the number of outages of its site.
    fn line_name(&self, report: &Report, line: &SiteLine<'_>) -> String;

    /// Returns the title of the lengths of outages; `longest` is the first by length.
    fn durations_title(&self, report: &Report, longest: Option<&Outage>) -> String;
    /// Returns the line under it: the outages that have a row.
    fn durations_subtitle(&self, report: &Report, order: OutageOrder) -> String;
    /// Writes the first moment at which the site of an outage was down, in a zone.
    fn down_by(&self, zone: Zone, outage: &Outage) -> String;

    /// Returns the title of the claims.
    fn claims_title(&self, report: &Report) -> String;
    /// Returns the lines under it.
    fn claims_subtitle(&self, report: &Report, shown: usize, is_narrow: bool) -> String;
    /// Counts of the verdicts on a claim; empty where it has none.
    fn verdict_counts(&self, claim: &Claim, verdicts: &[&Verdict]) -> String;

    /// Returns the title of a page of panels, with the places of its sites among all.
    fn panels_title(&self, report: &Report, sites: &[(usize, &SiteReport)], all: usize) -> String;
    /// Returns the lines under it; `zone` is empty for UTC, `pixel_us` the time of a pixel.
    fn panels_subtitle(&self, report: &Report, zone: &str, pixel_us: i64, rest: &str) -> String;
    /// Counts the sites without a panel.
    fn without_panel(&self, sites: usize) -> String;
}

/// Sites that have a row on the chart of sites that were down.
#[derive(Debug, Clone, Copy)]
pub(in crate::report::charts) enum AffectedSites {
    /// None: what was said stands alone.
    None,
    Chosen,
    /// None was down: those that claims name.
    Named,
    Down,
}

/// Counts of what has no row there.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::report::charts) struct NotDrawn {
    pub(in crate::report::charts) down: usize,
    /// Measured, named by a claim, without an outage seen; and the same of the others.
    pub(in crate::report::charts) named: usize,
    pub(in crate::report::charts) unnamed: usize,
    pub(in crate::report::charts) possibly: usize,
    /// Failed from some places while others saw them up.
    pub(in crate::report::charts) in_part: usize,
    pub(in crate::report::charts) unmeasured: usize,
    /// Among those not measured, named by a claim of an attack or outage.
    pub(in crate::report::charts) unmeasured_named: usize,
    pub(in crate::report::charts) statements: StatementCounts,
    /// Claims of a time outside the window.
    pub(in crate::report::charts) outside: usize,
}

/// Numbers of statements by what they say of sites.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::report::charts) struct StatementCounts {
    pub(in crate::report::charts) all: usize,
    /// Statements that sites were down or attacked.
    pub(in crate::report::charts) down: usize,
    /// Statements that sites were back or could be reached.
    pub(in crate::report::charts) back: usize,
}

/// Order of rows of sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report::charts) enum RowOrder {
    LongestDown,
    LeastAvailable,
    Id,
}

/// Rows of sites that a chart shows.
#[derive(Debug, Clone, Copy)]
pub(in crate::report::charts) struct SiteRowsShown {
    pub(in crate::report::charts) order: RowOrder,
    pub(in crate::report::charts) has_heads: bool,
    pub(in crate::report::charts) shown: usize,
    pub(in crate::report::charts) all: usize,
    /// Sites without a row that went down.
    pub(in crate::report::charts) went_down: usize,
    /// Whether there are panels of single sites.
    pub(in crate::report::charts) has_panels: bool,
}

/// Outages that have a row.
#[derive(Debug, Clone, Copy)]
pub(in crate::report::charts) struct OutageOrder {
    pub(in crate::report::charts) all: usize,
    /// Without a start on the record.
    pub(in crate::report::charts) unseen: usize,
    pub(in crate::report::charts) shown: usize,
}

/// Sets of sites that have a panel.
#[derive(Debug, Clone, Copy)]
pub(in crate::report::charts) struct SetsShown {
    pub(in crate::report::charts) shown: usize,
    pub(in crate::report::charts) all: usize,
    /// Whether a site of one was not seen back.
    pub(in crate::report::charts) is_open: bool,
}
