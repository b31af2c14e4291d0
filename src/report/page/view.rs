//! The values that the page shows, as words. Everything is read off the report.

use super::accounts::{self, OutageAccounts};
use super::doubtful_sites::{DoubtfulSite, doubtful_sites};
use super::lags::{self, LagView};
use super::outages::OutageView;
use super::statements::{ClaimView, all_unclaimed, claims, unclaimed};
use super::wording::MOST;
use crate::clock::{Instant, Span, Zone, resolution_words};
use crate::model::safe_text::safe_text;
use crate::model::{Input, InputRole, Outage, Refusals, Report};
use crate::report::charts::{Chart, Placement, font_sentence, linked_sentence};
use crate::report::rules_in_force::rules_in_force;
use crate::report::table::Table;
use crate::report::terminal::summary::{Line, lines};
use crate::report::wording::{
    grouped, held_against, plural, simulated_log, standing_notice, title,
};
use serde::Serialize;
use std::cmp::Reverse;

/// All that the template of the page fills in.
#[derive(Serialize)]
pub(super) struct View<'a> {
    name: String,
    title: String,
    /// Origin of what was measured, behind a heading; empty where nothing was simulated.
    in_log: String,
    /// Origin of what claims are held against, likewise.
    held_against: String,
    standing: String,
    version: &'static str,
    window: Vec<String>,
    lines: Vec<Line>,
    charts: Vec<ChartView<'a>>,
    linked_charts: Vec<ChartView<'a>>,
    linked_sentence: String,
    font: String,
    outages: Vec<OutageView>,
    more_outages: String,
    no_outage: &'static str,
    blips: Vec<OutageView>,
    more_blips: String,
    doubtful: Vec<DoubtfulSite>,
    more_doubtful: String,
    accounts: Vec<OutageAccounts>,
    more_accounts: String,
    lags: Vec<LagView>,
    more_lags: String,
    claims: Vec<ClaimView>,
    more_claims: String,
    unclaimed: Vec<String>,
    more_unclaimed: String,
    refusals: Vec<String>,
    nothing_refused: &'static str,
    more_refusals: String,
    inputs: Vec<InputView<'a>>,
    more_inputs: String,
    assumed: Vec<String>,
    rules: Vec<RuleView>,
    tables: Vec<TableView>,
}

/// Chart as the page shows it.
#[derive(Serialize)]
struct ChartView<'a> {
    name: &'a str,
    title: &'a str,
    alt: &'a str,
    svg: &'a str,
}

/// Input as the page lists it.
#[derive(Serialize)]
struct InputView<'a> {
    path: String,
    role: &'static str,
    rows: String,
    refused: String,
    unreadable: String,
    outside: String,
    sha256: &'a str,
}

/// Rule as the page lists it.
#[derive(Serialize)]
struct RuleView {
    meaning: &'static str,
    value: String,
}

/// Table as the page lists it.
#[derive(Serialize)]
struct TableView {
    name: &'static str,
    description: &'static str,
    rows: String,
}

impl<'a> View<'a> {
    /// Returns the view of a report.
    pub(super) fn of(report: &'a Report, tables: &[Table<'_>], charts: &'a [Chart]) -> View<'a> {
        let views = |outages: Vec<&Outage>| {
            outages.into_iter().map(|outage| OutageView::of(report, outage)).collect()
        };
        let refusals = &report.refusals;
        let doubtful = doubtful_sites(report);
        View {
            name: safe_text(&report.name),
            title: title(report),
            in_log: simulated_log(report).map_or_else(String::new, |log| format!(" in a {log}")),
            held_against: held_against(report),
            standing: standing_notice(report),
            version: env!("CARGO_PKG_VERSION"),
            window: report.window.map(|window| both(report, window)).unwrap_or_default(),
            lines: lines(report),
            charts: shown(charts, Placement::InPage),
            linked_charts: shown(charts, Placement::Linked),
            linked_sentence: linked_sentence(report),
            font: font_sentence(report),
            outages: views(longest(&report.outages)),
            more_outages: more("longest", report.outages.len(), "tables/outages.csv"),
            no_outage: no_outage(report),
            blips: views(report.blips.iter().take(MOST).collect()),
            more_blips: more("earliest", report.blips.len(), "tables/blips.csv"),
            more_doubtful: more("first", doubtful.len(), "tables/partial.csv"),
            doubtful: doubtful.into_iter().take(MOST).collect(),
            more_accounts: more("first", accounts::count(report), "tables/accounts.csv"),
            accounts: accounts::outage_accounts(report),
            more_lags: more("first published", lags::count(report), "tables/lag_summaries.csv"),
            lags: lags::lags(report),
            claims: claims(report),
            more_claims: more("first published", report.claims.len(), "tables/claims.csv"),
            unclaimed: unclaimed(report),
            more_unclaimed: more("longest", all_unclaimed(report).count(), "tables/verdicts.csv"),
            refusals: refusals
                .listed
                .iter()
                .take(MOST)
                .map(|refusal| safe_text(&refusal.to_string()))
                .collect(),
            nothing_refused: nothing_refused(report),
            more_refusals: more_refusals(refusals),
            inputs: report.inputs.iter().take(MOST).map(InputView::of).collect(),
            more_inputs: more("first read", report.inputs.len(), "manifest.json"),
            assumed: report.assumed.iter().map(|line| safe_text(line)).collect(),
            rules: rules(report),
            tables: tables
                .iter()
                .map(|table| TableView {
                    name: table.name,
                    description: table.description,
                    rows: plural(table.rows(), "row"),
                })
                .collect(),
        }
    }
}

/// Returns the sentence where no outage is listed: none was seen, or nobody can tell.
fn no_outage(report: &Report) -> &'static str {
    if report.totals.measured > 0 {
        "No outage was seen."
    } else if report.sites.iter().any(|site| site.unknown_probes > 0) {
        "No probe tells a result: whether there was an outage is not known."
    } else {
        "No site was probed: whether there was an outage is not known."
    }
}

/// Returns the sentence where nothing is refused.
fn nothing_refused(report: &Report) -> &'static str {
    let is_log = |input: &Input| matches!(input.role, InputRole::Probes | InputRole::Runs);
    if report.inputs.iter().any(|input| is_log(input) && input.rows > 0) {
        "No row was refused, and every outcome and answer time could be read."
    } else {
        "No row was refused."
    }
}

/// Returns the charts that have a placement.
fn shown(charts: &[Chart], placement: Placement) -> Vec<ChartView<'_>> {
    let there = charts.iter().filter(|chart| chart.placement == placement);
    there
        .map(|chart| ChartView {
            name: &chart.name,
            title: &chart.title,
            alt: &chart.alt,
            svg: &chart.svg,
        })
        .collect()
}

/// Returns the outages listed one by one: all in order of time, or the longest where there are too
/// many.
fn longest(outages: &[Outage]) -> Vec<&Outage> {
    let mut shown: Vec<&Outage> = outages.iter().collect();
    if shown.len() > MOST {
        shown.sort_by_key(|outage| Reverse(outage.duration.least_us));
        shown.truncate(MOST);
    }
    shown
}

/// Returns the sentence where not all rows are shown: which are, and which table holds the rest;
/// else empty.
fn more(which: &str, all: usize, table: &str) -> String {
    if all <= MOST {
        return String::new();
    }
    format!("Only the {MOST} {which} of {} are shown; {table} holds all.", grouped(all))
}

/// Returns the sentence where not all refusals are shown. Past some number even the table lists no
/// more; all are counted by kind.
fn more_refusals(refusals: &Refusals) -> String {
    let (shown, listed, count) =
        (refusals.listed.len().min(MOST) as u64, refusals.listed.len() as u64, refusals.count());
    if count <= shown {
        return String::new();
    }
    let kinds: Vec<String> = refusals
        .by_kind()
        .into_iter()
        .map(|(kind, count)| format!("{} {}", kind.replace('_', " "), grouped(count)))
        .collect();
    let table =
        if count > listed { format!("lists {}", grouped(listed)) } else { "holds all".to_owned() };
    format!(
        "Only the {shown} first read of {} are shown; tables/refusals.csv {table}. By kind: {}.",
        grouped(count),
        kinds.join(", ")
    )
}

impl<'a> InputView<'a> {
    /// Writes the counts of an input.
    fn of(input: &'a Input) -> InputView<'a> {
        InputView {
            path: safe_text(&input.path),
            role: input.role.as_str(),
            rows: grouped(input.rows),
            refused: grouped(input.refused),
            unreadable: format!(
                "{} / {}",
                grouped(input.unreadable_outcomes),
                grouped(input.unreadable_cells)
            ),
            outside: grouped(input.outside),
            sha256: &input.sha256,
        }
    }
}

/// Writes a span in the incident's zone, then in UTC where that is another.
fn both(report: &Report, window: Span) -> Vec<String> {
    let zone = report.zone;
    let why = if report.window_is_of_claims {
        "; the time of the claims, as nothing else says a window"
    } else {
        ""
    };
    let shown = |zone: Zone| {
        // The abbreviation as it is at each end.
        let wall = |at: Instant| zone.format(at, "%Y-%m-%d %H:%M:%S %Z");
        let (from, until) = (wall(window.from()), wall(window.shown_until()));
        if zone == Zone::UTC {
            return format!("{from} to {until}{why}");
        }
        format!("{from} to {until} ({}){why}", zone.name())
    };
    if zone == Zone::UTC { vec![shown(zone)] } else { vec![shown(zone), shown(Zone::UTC)] }
}

/// Counts the rows whose showing of a doubled hour their order tells, in words; `None` where there
/// are none.
fn settled_rows(report: &Report) -> Option<String> {
    let rows: u64 = report.inputs.iter().map(|input| input.settled_by_order).sum();
    (rows > 0).then(|| grouped(rows))
}

/// Says how coarse the stamps of the probes are; without a log of probes there are none.
fn coarsest_stamps(report: &Report) -> String {
    match report.inputs.iter().any(|input| input.role == InputRole::Probes) {
        true => resolution_words(report.resolution_us),
        false => "no log of probes was given".to_owned(),
    }
}

/// Returns the rules in force that users may set, and how finely the stamps tell time: meaning and
/// value.
fn rules(report: &Report) -> Vec<RuleView> {
    let settable = rules_in_force(&report.rules).into_iter();
    let view = |meaning, value| RuleView { meaning, value };
    let mut shown: Vec<RuleView> =
        settable.filter_map(|rule| Some(view(rule.words?, rule.text()))).collect();
    shown.push(view("stamps, the coarsest (M2)", coarsest_stamps(report)));
    let settled = settled_rows(report);
    shown.extend(settled.map(|rows| view("rows of a doubled hour, by order (M2)", rows)));
    shown
}
