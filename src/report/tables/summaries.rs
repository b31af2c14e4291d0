//! `summaries`: sites and outages summed by what `sites.csv` says of the sites, by cause, by day
//! and hour of the incident's zone; verdicts by claimant and result.

use super::downtime_by_time::{TimeSums, downtime_by_time};
use super::summed_rows::{Facts, SummaryRow, Sums};
use crate::clock::{DAY, HOUR, Span};
use crate::model::{Outage, Report, SiteChange, SiteReport};
use crate::report::table::{Builder, TableRows, ceil_s, floor_s};
use crate::report::wording::site_by_id;
use polars::prelude::PolarsError;
use std::collections::{BTreeMap, BTreeSet};

/// Most values of a column of `sites.csv` that sites are summed by without being asked: one with
/// more tells sites apart, as a note or an address does.
const MOST_VALUES: usize = 200;

/// Returns the table, its columns and rows.
///
/// # Errors
/// Where polars cannot group: a fault of this program, not of its input.
pub(super) fn rows(report: &Report) -> Result<TableRows<'_>, PolarsError> {
    let mut facts = Facts::default();
    add_sites(report, &mut facts);
    add_outages(report, &mut facts);
    add_verdicts(report, &mut facts);
    let verdicts = report.verdicts.iter().filter(|verdict| verdict.claim.is_some()).count();
    let summaries = with_times(facts.summaries()?, report);
    Ok(columns(summaries, Wholes { measured: report.totals.measured, verdicts }))
}

/// Adds the time down and observed of each day and hour, those included in which no outage began.
fn with_times(summaries: Vec<SummaryRow>, report: &Report) -> Vec<SummaryRow> {
    let mut times = downtime_by_time(report);
    let mut all: Vec<SummaryRow> = Vec::with_capacity(summaries.len() + times.len());
    for mut row in summaries {
        let by = TIMES.into_iter().find(|by| row.by == *by);
        row.time = by.and_then(|by| times.remove(&(by, row.value.clone()))).unwrap_or_default();
        all.push(row);
    }
    all.extend(times.into_iter().map(|((by, value), time)| SummaryRow {
        by: by.to_owned(),
        value,
        role: String::new(),
        result: String::new(),
        sums: Sums::default(),
        time,
    }));
    all.sort_by(|a, b| a.words().cmp(&b.words()));
    all
}

/// Adds each site, to all of them and to each value that `sites.csv` gives it.
fn add_sites(report: &Report, facts: &mut Facts) {
    let columns = columns_to_sum_by(report);
    for site in &report.sites {
        let sums = sums_of(site);
        let id = site.site.id.as_str();
        facts.add(["all", "", "", "", id], sums);
        for column in &columns {
            let value = cell(site, column).unwrap_or_default();
            facts.add([&name_of_column(column), value, "", "", id], sums);
        }
    }
}

/// Lists the columns that sites are summed by: those that were named, and each with few values.
fn columns_to_sum_by(report: &Report) -> BTreeSet<&str> {
    let mut values: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for site in &report.sites {
        let further = site.site.further.iter().map(|(column, _)| &**column);
        for column in ["group", "operator"].into_iter().chain(further) {
            if let Some(value) = cell(site, column) {
                values.entry(column).or_default().insert(value);
            }
        }
    }
    values.retain(|_, values| values.len() <= MOST_VALUES);
    values.into_keys().chain(report.summed_by.iter().map(String::as_str)).collect()
}

/// Names a column of `sites.csv`: apart from the words that are summed by besides.
fn name_of_column(column: &str) -> String {
    let is_taken = column == "all" || NOT_OF_SITES.contains(&column);
    if is_taken { format!("sites.csv:{column}") } else { column.to_owned() }
}

/// Returns what a column of `sites.csv` says of a site; `None` where it says nothing.
fn cell<'a>(site: &'a SiteReport, column: &str) -> Option<&'a str> {
    let site = &site.site;
    match column {
        "site" => Some(&site.id),
        "name" => Some(&site.name),
        "url" => site.url.as_deref(),
        "group" => site.group.as_deref(),
        "operator" => site.operator.as_deref(),
        _ => site.further(column),
    }
}

/// Returns the numbers of a site: those of a site that was not measured are 0.
fn sums_of(site: &SiteReport) -> Sums {
    if !site.measured {
        return Sums { sites: 1, ..Sums::default() };
    }
    let (least_us, most_us) = (site.downtime.least_us, site.downtime.most_us);
    Sums {
        sites: 1,
        measured: 1,
        went_down: i64::from(site.change == SiteChange::WentDown),
        outages: i64::try_from(site.outages).unwrap_or(i64::MAX),
        down_us: [least_us, most_us.unwrap_or_default()],
        open: i64::from(most_us.is_none()),
        observed_us: site.observed.length(),
        ..Sums::default()
    }
}

/// Adds each outage, by its causes and by when it began.
fn add_outages(report: &Report, facts: &mut Facts) {
    for outage in &report.outages {
        let went_down = i64::from(outage.has_onset());
        for cause in &outage.causes {
            let number = |probes: u64| i64::try_from(probes).unwrap_or(i64::MAX);
            let failed_probes = [number(cause.least), number(cause.most)];
            let sums = Sums {
                sites: 1,
                measured: 1,
                went_down,
                outages: 1,
                failed_probes,
                ..Sums::default()
            };
            facts.add(["cause", &cause.cause, "", "", &outage.site], sums);
        }
        for (by, step_us, format) in [("day", DAY, "%Y-%m-%d"), ("hour", HOUR, "%H:00")] {
            let times = times_of_onset(report, outage, step_us, format);
            let certain = i64::from(times.len() == 1 && outage.has_onset());
            for time in &times {
                let went_down_then = [certain, went_down];
                let sums = Sums {
                    sites: 1,
                    measured: 1,
                    went_down_then,
                    began: [certain, 1],
                    ..Sums::default()
                };
                facts.add([by, time, "", "", &outage.site], sums);
            }
        }
    }
}

/// Lists the days, or the hours of a day, in which an outage can have begun, as the zone of the
/// incident names them.
fn times_of_onset(
    report: &Report,
    outage: &Outage,
    step_us: i64,
    format: &str,
) -> BTreeSet<String> {
    let onset = outage.onset;
    let last = onset.by.unwrap_or(outage.possible.last());
    let earliest = || report.window.map_or(outage.possible.from(), |window| window.from());
    let first = onset.after.map_or_else(earliest, |after| after.plus(1)).min(last);
    // An hour of a day comes again after a day; days go on.
    let last = if step_us == HOUR { last.min(first.plus(DAY)) } else { last };
    let parts = Span::seen(first, last).into_iter();
    let parts = parts.flat_map(|time| report.zone.wall_spans(time, step_us));
    parts.map(|part| report.zone.format(part.from(), format)).collect()
}

/// Adds each verdict on a claim, by who makes the claim, and by its result. A name in two roles is
/// two claimants.
fn add_verdicts(report: &Report, facts: &mut Facts) {
    let claimants: BTreeMap<&str, (&str, &str)> = report
        .claims
        .iter()
        .map(|claim| (claim.id.as_str(), (claim.claimant.as_str(), claim.role.as_str())))
        .collect();
    for verdict in &report.verdicts {
        let claim = verdict.claim.as_deref().unwrap_or_default();
        if let Some((claimant, role)) = claimants.get(claim) {
            let site = site_by_id(report, &verdict.site).map(sums_of).unwrap_or_default();
            let Sums { sites, measured, went_down, .. } = site;
            let sums = Sums { sites, measured, went_down, verdicts: 1, ..Sums::default() };
            for result in ["", verdict.judgement.as_str()] {
                facts.add(["claimant", claimant, role, result, &verdict.site], sums);
            }
        }
    }
}

/// Words for times.
const TIMES: [&str; 2] = ["day", "hour"];

/// Words by which neither sites nor outages of a whole site are summed.
const NOT_OF_SITES: [&str; 4] = ["cause", "claimant", "day", "hour"];

impl SummaryRow {
    /// Returns the words that the rows are sorted by.
    fn words(&self) -> [&str; 4] {
        [&self.by, &self.value, &self.role, &self.result]
    }

    /// Returns a number of sites as `sites.csv` labels them; `None` for other summaries.
    fn of_sites(&self, number: impl Fn(&Sums) -> i64) -> Option<i64> {
        (!NOT_OF_SITES.contains(&self.by.as_str())).then(|| number(&self.sums))
    }

    /// Returns a number of what is summed by a word, and `None` for other summaries.
    fn of(&self, by: &[&str], number: impl Fn(&Sums) -> i64) -> Option<i64> {
        by.contains(&self.by.as_str()).then(|| number(&self.sums))
    }

    /// Returns a length in a day or an hour of which anything is known; `None` for all else.
    fn of_time(&self, length: impl Fn(TimeSums) -> i64) -> Option<i64> {
        self.time.is_known().then(|| length(self.time))
    }
}

/// Numbers of the whole report, beside which those of a part stand.
#[derive(Clone, Copy)]
struct Wholes {
    /// Number of measured sites.
    measured: usize,
    /// Number of verdicts on claims.
    verdicts: usize,
}

/// Declares the columns.
fn columns<'a>(summaries: Vec<SummaryRow>, wholes: Wholes) -> TableRows<'a> {
    let named = Builder::over(summaries)
        .text(
            "by",
            "Word that is summed by: all; group, operator, or another column of sites.csv with at \
             most 200 values or that --by names; cause; each day and hour of the window, by the \
             zone of the incident; claimant. A column of sites.csv with one of these names stands \
             as sites.csv:cause.",
            |one| Some(&one.by),
        )
        .text("value", "Value of the word; empty for all, and for sites without one.", |one| {
            Some(&one.value)
        })
        .text("result", "Result of the verdicts, by claimant; empty for all of them.", |one| {
            Some(&one.result)
        });
    let counted = named
        .count(
            "sites",
            "sites",
            "Sites in it, each once. Of a day or an hour those with an outage that may have begun \
             then.",
            |one| Some(one.sums.sites),
        )
        .count(
            "measured",
            "sites",
            "Sites among them that were measured; of a cause, a day or an hour all measured sites.",
            move |one| match one.by.as_str() {
                "cause" | "day" | "hour" => i64::try_from(wholes.measured).ok(),
                _ => Some(one.sums.measured),
            },
        )
        .count(
            "went_down",
            "sites",
            "Sites among them that went down (M24), of a cause with it; of a day or an hour see \
             went_down_at_least.",
            |one| (!TIMES.contains(&one.by.as_str())).then_some(one.sums.went_down),
        )
        .count(
            "outages",
            "outages",
            "Confirmed outages: of the sites, or with the cause; one with two causes is in both.",
            |one| {
                one.of_sites(|sums| sums.outages)
                    .or_else(|| one.of(&["cause"], |sums| sums.outages))
            },
        );
    timed(counted, wholes).table(
        "summaries",
        "Summaries",
        "Sites, outages and verdicts, summed by what sites.csv says of the sites, by cause, by day \
         and hour, and by claimant and result.",
    )
}

/// Adds the columns of times, probes and verdicts.
fn timed<'a>(counted: Builder<'a, SummaryRow>, wholes: Wholes) -> Builder<'a, SummaryRow> {
    let counted = counted
        .count(
            "began_at_least",
            "outages",
            "Confirmed outages that certainly began at that day or hour.",
            |one| one.of(&TIMES, |sums| sums.began[0]),
        )
        .count(
            "began_at_most",
            "outages",
            "Confirmed outages that may have begun then: one whose start may lie in two days is in \
             both.",
            |one| one.of(&TIMES, |sums| sums.began[1]),
        )
        .count(
            "failed_probes_at_least",
            "probes",
            "Least number of failed probes with the cause, in runs that overlap a confirmed \
             outage; a run that overlaps two is in both.",
            |one| one.of(&["cause"], |sums| sums.failed_probes[0]),
        )
        .count(
            "failed_probes_at_most",
            "probes",
            "Greatest number, as failed_probes_at_least.",
            |one| one.of(&["cause"], |sums| sums.failed_probes[1]),
        )
        .count(
            "verdicts",
            "verdicts",
            "Verdicts on claims: of the claimant, or of all claimants.",
            move |one| match one.by.as_str() {
                "all" => i64::try_from(wholes.verdicts).ok(),
                _ => one.of(&["claimant"], |sums| sums.verdicts),
            },
        );
    with_lengths(counted)
}

/// Adds the columns of the time down and of the time observed.
fn with_lengths(counted: Builder<'_, SummaryRow>) -> Builder<'_, SummaryRow> {
    let lengths = counted
        .seconds(
            "down_at_least_s",
            "Least time down in confirmed outages, those that were not seen to start included, \
             summed over the measured sites, rounded down; empty where none of them was measured. \
             Of a day or an hour the part of them that lies in it; empty where nothing of it was \
             observed.",
            |one| {
                let of_sites = one.of_sites(|sums| floor_s(sums.down_us[0]));
                of_sites
                    .filter(|_| one.sums.measured > 0)
                    .or(one.of_time(|time| floor_s(time.least_us)))
            },
        )
        .seconds(
            "down_at_most_s",
            "Greatest time, as down_at_least_s, rounded up; empty also where that of a measured \
             site is not known.",
            |one| {
                let is_known = one.sums.measured > 0 && one.sums.open == 0;
                let of_sites = one.of_sites(|sums| ceil_s(sums.down_us[1]));
                of_sites.filter(|_| is_known).or(one.of_time(|time| ceil_s(time.most_us)))
            },
        )
        .seconds(
            "observed_s",
            "Time observed, summed over the measured sites, rounded down: beside it stands the \
             time down. Of a day or an hour the part in it. Time that nobody observed is in none \
             of these, but inside outages in down_at_most_s.",
            |one| {
                let of_sites = one.of_sites(|sums| floor_s(sums.observed_us));
                of_sites
                    .filter(|_| one.sums.measured > 0)
                    .or(one.of_time(|time| floor_s(time.observed_us)))
            },
        );
    with_sites_of_times(lengths)
}

/// Adds the columns of the sites that went down at a time, which came later: order never changes.
fn with_sites_of_times(lengths: Builder<'_, SummaryRow>) -> Builder<'_, SummaryRow> {
    lengths
        .count(
            "went_down_at_least",
            "sites",
            "Sites that certainly went down (M24) on that day or in that hour: an outage of theirs \
             began in no other.",
            |one| one.of(&TIMES, |sums| sums.went_down_then[0]),
        )
        .count(
            "went_down_at_most",
            "sites",
            "Sites that may have gone down then: one whose outage may have begun on two days is in \
             both.",
            |one| one.of(&TIMES, |sums| sums.went_down_then[1]),
        )
        .text(
            "role",
            "Role of the claimant: a name in two roles is two claimants. Empty for all other \
             words.",
            |one| Some(&one.role),
        )
}
