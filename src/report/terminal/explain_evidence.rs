//! Rows of the archive that prove a thing: of which sites and times they are, and their lines.

use super::explain_counted::{
    changed_verdicts, counted_outages, counted_partials, fitting_verdicts, outages_at_peak,
    outages_of_chance, outages_of_control, outages_of_sites_down, verdicts_of_accounts,
    verdicts_of_lags,
};
use super::explain_edges::{by_vantage, edge_moments, edges};
use super::explain_named::{HeadlineFigure, NamedItem};
use super::explain_rows::{
    TimeShown, beside, edge_lines, is_of_lasting_rows, rows_around, rows_in_brief, rows_of_outage,
    source_line,
};
use crate::clock::{DAY, HOUR, Instant, IntervalSet, Span};
use crate::model::findings::OnsetOrder;
use crate::model::safe_text::safe_text;
use crate::model::{
    CommonMode, Finding, Outage, Partial, Report, RowsShown, SourceLine, Status, Verdict,
};
use crate::report::wording::{counted, plural};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Longest time between a time asked and the rows beside it that are looked for, in microseconds.
const BESIDE_US: i64 = 2 * DAY;
/// Most parts of a thing whose rows are written, unless all are asked for.
const MOST_PARTS: usize = 12;
/// Longest time before an edge in which the row is looked for that another vantage had last, in
/// microseconds.
const BEFORE_EDGE_US: i64 = 2 * HOUR;
/// Most rows of a common mode that are written, unless all are asked for.
const MOST_ROWS: usize = 16;

/// Rows that prove a part of a thing.
#[derive(Debug, Clone, Copy)]
enum ProvedPart<'a> {
    /// Rows of an outage.
    Outage(&'a Outage),
    /// Rows of a site in a time, and beside it, for a verdict or for the site.
    Time { of: &'a str, site: &'a str, time: Span },
    /// Rows that failed in a common mode.
    Mode(&'a CommonMode),
}

/// Rows that prove a thing.
#[derive(Debug)]
pub(crate) struct RowsBehind<'a> {
    parts: Vec<ProvedPart<'a>>,
    /// Whether the thing is made of several: each has its rows at the edges alone.
    is_composed: bool,
    /// Parts that are not among these.
    left_out: usize,
    shown: RowsShown,
    /// Ids of all sites.
    sites: Vec<&'a str>,
}

impl<'a> RowsBehind<'a> {
    /// Finds what proves a thing.
    pub(crate) fn of(report: &'a Report, item: NamedItem<'a>, shown: RowsShown) -> RowsBehind<'a> {
        let mut parts = parts(report, item);
        let outages = parts.iter().filter(|part| matches!(part, ProvedPart::Outage(_)));
        let is_one = matches!(item, NamedItem::Outage(_) | NamedItem::Verdict(_));
        let is_composed = !is_one || outages.count() > 1;
        let most = if is_composed && shown == RowsShown::AtEdges { MOST_PARTS } else { usize::MAX };
        let left_out = parts.len().saturating_sub(most);
        parts.truncate(most);
        let sites = report.sites.iter().map(|site| site.site.id.as_str()).collect();
        RowsBehind { parts, is_composed, left_out, shown, sites }
    }

    /// Returns the times from which rows are needed, by the id of their site; empty where no row
    /// proves the thing.
    pub(crate) fn times(&self) -> BTreeMap<String, IntervalSet> {
        let mut spans: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for part in &self.parts {
            match part {
                ProvedPart::Outage(outage) => {
                    spans.entry(&outage.site).or_default().extend(self.spans_of(outage));
                }
                ProvedPart::Time { site, time, .. } => {
                    spans.entry(site).or_default().extend(around(*time));
                }
                ProvedPart::Mode(mode) => {
                    for site in &self.sites {
                        spans.entry(site).or_default().extend(around(mode.span));
                    }
                }
            }
        }
        spans.into_iter().map(|(site, spans)| (site.to_owned(), IntervalSet::of(spans))).collect()
    }

    /// Returns the times of the rows of an outage: of one among several those at its edges.
    fn spans_of(&self, outage: &Outage) -> Vec<Span> {
        if is_of_lasting_rows(outage) {
            return Span::new(Instant(i64::MIN), Instant(i64::MAX)).into_iter().collect();
        }
        match (self.is_composed, self.shown) {
            (true, RowsShown::AtEdges) => {
                let moments = edge_moments(outage).into_iter();
                moments
                    .filter_map(|(_, at)| Span::seen(at.plus(-BEFORE_EDGE_US), at.plus(1)))
                    .collect()
            }
            _ => around(own_span(outage)).into_iter().collect(),
        }
    }

    /// Writes the rows under what they prove; `lines` are in order of site and time.
    pub(super) fn text(&self, lines: &[SourceLine]) -> String {
        let mut text = String::new();
        if self.is_composed && !self.parts.is_empty() {
            text.push_str("\nthe rows that prove it:\n");
        }
        for part in &self.parts {
            match (self.is_composed, part) {
                (_, ProvedPart::Mode(mode)) => text.push_str(&self.of_mode(mode, lines)),
                (false, ProvedPart::Outage(outage)) => {
                    let around = of_site(lines, &outage.site);
                    let own = (own_lines(outage, around), around);
                    text.push_str(&rows_of_outage(outage, own, self.shown));
                }
                (false, ProvedPart::Time { site, time, .. }) => {
                    let time_shown = TimeShown { time: *time, is_asked: true };
                    text.push_str(&rows_around(time_shown, of_site(lines, site), self.shown));
                }
                (true, ProvedPart::Outage(outage)) => {
                    text.push_str(&self.of_outage(outage, of_site(lines, &outage.site)));
                }
                (true, ProvedPart::Time { of, site, time }) => {
                    let lines = of_site(lines, site);
                    let is_of_site = of == site;
                    let name =
                        if is_of_site { String::new() } else { format!(" {}", safe_text(site)) };
                    let _ = writeln!(text, "{}{name}:", safe_text(of));
                    let time_shown = TimeShown { time: *time, is_asked: !is_of_site };
                    text.push_str(&match (self.shown, is_of_site) {
                        (RowsShown::AtEdges, false) => rows_in_brief(time_shown, lines),
                        _ => rows_around(time_shown, lines, self.shown),
                    });
                }
            }
        }
        if self.left_out > 0 {
            let more = counted(self.left_out, "more part", "more parts");
            let _ = writeln!(text, "… and {more}; --all prints the rows of each");
        }
        text
    }

    /// Writes the rows of an outage that is one of several; `lines` are those of its site.
    fn of_outage(&self, outage: &Outage, lines: &[SourceLine]) -> String {
        let mut text = format!("{} {}:\n", outage.id, safe_text(&outage.site));
        if is_of_lasting_rows(outage) || self.shown == RowsShown::All {
            let own = (own_lines(outage, lines), lines);
            return text + &rows_of_outage(outage, own, self.shown);
        }
        // Rows at the edges alone do not name the vantages that saw no failure.
        let vantages: BTreeSet<&str> = lines.iter().map(|line| line.vantage.as_str()).collect();
        let is_of_several = vantages.len() > 1 || outage.vantages.len() > 1;
        text.push_str(&edge_lines(outage, lines, is_of_several));
        text
    }

    /// Writes the rows that failed in a common mode.
    fn of_mode(&self, mode: &CommonMode, lines: &[SourceLine]) -> String {
        let rows = rows_of_mode(mode, lines);
        let sites: BTreeSet<&str> = rows.iter().map(|row| row.site.as_str()).collect();
        let mut text = format!(
            "{}: {} of {} failed in that time, or beside it: a site may have been down from the \
             probe before its failure to the one after it\n",
            safe_text(&mode.vantage),
            plural(rows.len(), "row"),
            plural(sites.len(), "site")
        );
        let most = if self.shown == RowsShown::All { usize::MAX } else { MOST_ROWS };
        text.extend(rows.iter().take(most).map(|row| source_line(row)));
        if rows.len() > most {
            let more = counted(rows.len() - most, "more row", "more rows");
            let _ = writeln!(text, "… and {more}; --all prints them");
        }
        text
    }

    /// Lists every row with the id of what it proves and its word for an edge, in the order of what
    /// is proved and of time.
    pub(super) fn rows<'l>(&'l self, lines: &'l [SourceLine]) -> Vec<ProvingRow<'l>> {
        let mut rows: Vec<ProvingRow<'l>> = Vec::new();
        for part in &self.parts {
            match part {
                ProvedPart::Outage(outage) => {
                    let own = own_lines(outage, of_site(lines, &outage.site));
                    let begin = rows.len();
                    let row = |line| ProvingRow { of: &outage.id, line, edge: None };
                    rows.extend(own.iter().map(row));
                    if !is_of_lasting_rows(outage) {
                        for one in edges(outage, own) {
                            let of_edge = one.rows.iter();
                            of_edge.for_each(|at| rows[begin + at].edge = Some(one.edge));
                        }
                    }
                }
                ProvedPart::Time { of, site, time } => {
                    let by_vantage = by_vantage(of_site(lines, site));
                    let mut own: Vec<&SourceLine> =
                        by_vantage.into_values().flat_map(|rows| beside(*time, &rows)).collect();
                    own.sort_by_key(|line| (line.at, &line.file, line.line));
                    let row = |line| ProvingRow { of, line, edge: None };
                    rows.extend(own.into_iter().map(row));
                }
                ProvedPart::Mode(mode) => {
                    let row = |line| ProvingRow { of: &mode.vantage, line, edge: None };
                    rows.extend(rows_of_mode(mode, lines).into_iter().map(row));
                }
            }
        }
        rows
    }
}

/// Row with what it proves.
pub(super) struct ProvingRow<'l> {
    /// Id of an outage, a verdict, a site or a vantage.
    pub(super) of: &'l str,
    pub(super) line: &'l SourceLine,
    /// Edge of the outage at which it stands; `None` for all others.
    pub(super) edge: Option<super::explain_edges::RowEdge>,
}

/// Lists the parts that prove a thing.
fn parts<'a>(report: &'a Report, item: NamedItem<'a>) -> Vec<ProvedPart<'a>> {
    match item {
        NamedItem::Outage(outage) => vec![ProvedPart::Outage(outage)],
        NamedItem::Verdict(verdict) => {
            parts_of_verdict(verdict, outages_behind(report, verdict, rests_on(report, item)))
        }
        NamedItem::Claim(claim) => {
            let is_on = |verdict: &&Verdict| verdict.claim.as_deref() == Some(&claim.id);
            of_verdicts(report, report.verdicts.iter().filter(is_on))
        }
        NamedItem::Event(event) => of_ids(report, event.outages.iter()),
        NamedItem::Site(site) => {
            let id = site.site.id.as_str();
            let all = report.outages.iter().chain(&report.blips);
            let own: Vec<ProvedPart<'_>> =
                all.filter(|one| one.site == id).map(ProvedPart::Outage).collect();
            match report.window {
                Some(time) if own.is_empty() => vec![ProvedPart::Time { of: id, site: id, time }],
                _ => own,
            }
        }
        NamedItem::Vantage(name) => {
            let modes = report.common_modes.iter().filter(|mode| mode.vantage == name);
            modes.map(ProvedPart::Mode).collect()
        }
        NamedItem::Figure(figure) => parts_of_figure(report, figure),
    }
}

/// Lists the parts that prove a figure.
fn parts_of_figure(report: &Report, figure: HeadlineFigure) -> Vec<ProvedPart<'_>> {
    match figure {
        HeadlineFigure::WentDown => {
            let partials = counted_partials(report).into_iter().map(of_partial);
            of_outages(outages_of_sites_down(report)).into_iter().chain(partials).collect()
        }
        HeadlineFigure::Downtime => of_outages(counted_outages(report)),
        HeadlineFigure::Outages | HeadlineFigure::Sums | HeadlineFigure::Availability => {
            of_outages(report.outages.iter().chain(&report.blips).collect())
        }
        HeadlineFigure::Peak => of_outages(outages_at_peak(report).concat()),
        HeadlineFigure::Together => {
            of_ids(report, report.events.iter().flat_map(|one| &one.outages))
        }
        HeadlineFigure::Recovery => {
            of_ids(report, report.recoveries.iter().flat_map(|one| &one.outages))
        }
        HeadlineFigure::Chance => of_outages(outages_of_chance(report)),
        HeadlineFigure::Control => of_outages(outages_of_control(report)),
        HeadlineFigure::Fits => of_verdicts(report, fitting_verdicts(report).into_iter()),
        HeadlineFigure::Verdicts => of_verdicts(report, report.verdicts.iter()),
        HeadlineFigure::Lags => of_verdicts(report, verdicts_of_lags(report).into_iter()),
        HeadlineFigure::Accounts => of_verdicts(report, verdicts_of_accounts(report).into_iter()),
        HeadlineFigure::Rules => of_verdicts(report, changed_verdicts(report).into_iter()),
        HeadlineFigure::Common => report.common_modes.iter().map(ProvedPart::Mode).collect(),
        // The rows that were refused stand in their lines.
        HeadlineFigure::Limits => Vec::new(),
        HeadlineFigure::Observed => {
            let measured = report.sites.iter().filter(|site| site.measured);
            let ids = measured.map(|site| site.site.id.as_str());
            let window = report.window.into_iter();
            window
                .flat_map(|time| {
                    ids.clone().map(move |id| ProvedPart::Time { of: id, site: id, time })
                })
                .collect()
        }
    }
}

/// Lists outages as parts.
fn of_outages(outages: Vec<&Outage>) -> Vec<ProvedPart<'_>> {
    outages.into_iter().map(ProvedPart::Outage).collect()
}

/// Lists the outages with these ids as parts, in order of time.
fn of_ids<'r>(report: &'r Report, ids: impl Iterator<Item = &'r String>) -> Vec<ProvedPart<'r>> {
    let ids: BTreeSet<&String> = ids.collect();
    of_outages(report.outages.iter().filter(|one| ids.contains(&one.id)).collect())
}

/// Returns the part that proves a failure in part: the rows of its time.
fn of_partial(partial: &Partial) -> ProvedPart<'_> {
    ProvedPart::Time { of: &partial.site, site: &partial.site, time: partial.possible }
}

/// Lists the parts that prove several verdicts, each outage once.
fn of_verdicts<'a>(
    report: &'a Report,
    verdicts: impl Iterator<Item = &'a Verdict>,
) -> Vec<ProvedPart<'a>> {
    let mut known = BTreeSet::new();
    let outages = report.outages.iter().chain(&report.blips);
    let outages: BTreeMap<&str, &Outage> = outages.map(|one| (one.id.as_str(), one)).collect();
    let parts = verdicts.flat_map(|verdict| {
        let outage = verdict.outage.as_deref().and_then(|id| outages.get(id).copied());
        parts_of_verdict(verdict, outages_behind(report, verdict, outage))
    });
    parts
        .filter(|part| match part {
            ProvedPart::Outage(outage) => known.insert(outage.id.as_str()),
            _ => true,
        })
        .collect()
}

/// Lists the outages that a verdict rests on, `first` and those behind it, in order of time.
fn outages_behind<'a>(
    report: &'a Report,
    verdict: &Verdict,
    first: Option<&'a Outage>,
) -> Vec<&'a Outage> {
    let Some((first, further)) = first.zip(verdict.further.as_ref()) else {
        return first.into_iter().collect();
    };
    let of_site = report.outages.iter().filter(|one| one.site == verdict.site);
    let from_first = of_site.skip_while(|one| one.id != first.id);
    from_first.take(further.outages).collect()
}

/// Lists the parts that prove a verdict: the outages that it rests on, and the time asked where it
/// rests on none, on one that was over before the claim, or on no probe in that time.
fn parts_of_verdict<'a>(verdict: &'a Verdict, outages: Vec<&'a Outage>) -> Vec<ProvedPart<'a>> {
    let is_over =
        matches!(verdict.finding, Finding::Onset { order: OnsetOrder::OverBefore(_), .. });
    let is_between = matches!(verdict.finding, Finding::NoProbeInside(_));
    let time = verdict.asked.as_ref().filter(|_| outages.is_empty() || is_over || is_between);
    let part = |time| ProvedPart::Time { of: &verdict.id, site: &verdict.site, time };
    outages.into_iter().map(ProvedPart::Outage).chain(time.map(|asked| part(asked.time))).collect()
}

/// Finds the outage behind a verdict; an outage is its own evidence. All else has none or several.
pub(super) fn rests_on<'a>(report: &'a Report, item: NamedItem<'a>) -> Option<&'a Outage> {
    match item {
        NamedItem::Outage(outage) => Some(outage),
        NamedItem::Verdict(verdict) => {
            let id = verdict.outage.as_deref()?;
            report.outages.iter().chain(&report.blips).find(|outage| outage.id == id)
        }
        NamedItem::Claim(_)
        | NamedItem::Event(_)
        | NamedItem::Site(_)
        | NamedItem::Vantage(_)
        | NamedItem::Figure(_) => None,
    }
}

/// Returns a time asked with the time beside it in which rows are looked for.
fn around(time: Span) -> Option<Span> {
    Span::new(time.from().plus(-BESIDE_US), time.until().plus(BESIDE_US))
}

/// Returns the time from the last probe that found a site up before an outage to the first after
/// it.
fn own_span(outage: &Outage) -> Span {
    let moments = edge_moments(outage);
    let from = outage.onset.after.and_then(|_| moments.first()).map(|(_, at)| *at);
    let until = outage.recovery.by.and_then(|_| moments.last()).map(|(_, at)| *at);
    let from = from.unwrap_or(outage.possible.from());
    Span::seen(from, until.unwrap_or(outage.possible.last())).unwrap_or(outage.possible)
}

/// Returns the lines of an outage, of the lines of its site in order of time; all where each row
/// stands for a long time.
fn own_lines<'l>(outage: &Outage, lines: &'l [SourceLine]) -> &'l [SourceLine] {
    if is_of_lasting_rows(outage) {
        return lines;
    }
    let span = own_span(outage);
    let first = lines.partition_point(|line| line.at < span.from());
    &lines[first..lines.partition_point(|line| line.at < span.until())]
}

/// Returns the lines of a site, of lines in order of site and time.
fn of_site<'l>(lines: &'l [SourceLine], site: &str) -> &'l [SourceLine] {
    let first = lines.partition_point(|line| line.site.as_str() < site);
    &lines[first..lines.partition_point(|line| line.site.as_str() <= site)]
}

/// Lists the failed rows of a common mode, in order of time, site and place: those between whose
/// neighbours of the site a moment of it lies. `lines` are in order of site and time, and reach
/// beyond it.
fn rows_of_mode<'l>(mode: &CommonMode, lines: &'l [SourceLine]) -> Vec<&'l SourceLine> {
    let own: Vec<&SourceLine> = lines.iter().filter(|line| line.vantage == mode.vantage).collect();
    let of_sites = own.chunk_by(|a, b| a.site == b.site);
    let mut rows: Vec<&SourceLine> = Vec::new();
    for of_site in of_sites {
        for (at, line) in of_site.iter().enumerate() {
            let before = at.checked_sub(1).map_or(line.at, |at| of_site[at].at);
            let after = of_site.get(at + 1).map_or(line.at, |line| line.at);
            let is_in_it = before < mode.span.until() && mode.span.from() <= after;
            rows.extend(Some(*line).filter(|line| line.status == Status::Down && is_in_it));
        }
    }
    rows.sort_by_key(|line| (line.at, &line.site, &line.file, line.line));
    rows
}
