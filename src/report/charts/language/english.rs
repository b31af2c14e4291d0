//! English on charts. Findings are those of the page, in its words.

mod claims;
mod every_chart;
mod labels;
mod outages;
mod titles;

use super::chart_words::{
    AffectedSites, ChartWords, NotDrawn, OutageOrder, RowOrder, SetsShown, SiteRowsShown,
};
use super::label::Label;
use crate::clock::{Instant, MINUTE, Range, Span, Zone, length, length_up};
use crate::model::recoveries::{LEAST_SITES_OF_A_CURVE, SetRecovery, SiteSet};
use crate::model::{Claim, DurationRange, Outage, Report, Role, SiteReport, Verdict};
use crate::report::charts::claim_mark::GivenTime;
use crate::report::charts::leads::Leads;
use crate::report::charts::peak::peak_sentence;
use crate::report::charts::recovery_of_all::{falls_again, of_all};
use crate::report::charts::site_lines::{SiteLine, TellingPair};
use crate::report::headline::downtime;
use crate::report::wording::{
    claim_kind, down_for, grouped, in_clause, moment_in_both, plural, set_name, with_origin,
};

/// Words of the page, on charts.
pub(in crate::report::charts) struct English;

impl ChartWords for English {
    fn code(&self) -> &'static str {
        "en"
    }

    fn label(&self, label: Label) -> &'static str {
        labels::label(label)
    }

    fn number(&self, number: usize) -> String {
        grouped(number)
    }

    fn length(&self, us: i64) -> String {
        length(us)
    }

    fn date(&self, zone: Zone, at: Instant, form: &str) -> String {
        zone.format(at, form)
    }

    fn moment(&self, zone: Zone, at: Instant) -> String {
        moment_in_both(zone, at)
    }

    fn clock(&self, abbreviation: &str) -> String {
        abbreviation.to_owned()
    }

    fn years(&self, first: &str, last: &str) -> String {
        format!("{first} to {last}")
    }

    fn down_for(&self, duration: DurationRange) -> String {
        down_for(duration)
    }

    fn finding(&self, report: &Report, title: &str) -> String {
        with_origin(report, title)
    }

    fn badge(&self, report: &Report) -> String {
        let draft = report.release.is_draft.then(|| "DRAFT".to_owned());
        let embargo = report.release.embargo;
        let embargo = embargo
            .map(|until| format!("UNDER EMBARGO UNTIL {}", moment_in_both(report.zone, until)));
        draft.into_iter().chain(embargo).collect::<Vec<_>>().join(" · ")
    }

    fn source(&self, report: &Report) -> String {
        every_chart::source(report)
    }

    fn chosen_sites(&self, report: &Report) -> String {
        every_chart::chosen_sites(report)
    }

    fn window(&self, report: &Report) -> String {
        every_chart::window(report)
    }

    fn clocks_above_and_below(&self, zone: &str) -> String {
        format!(" Clocks: {zone} above, UTC below.")
    }

    fn unknown_sentence(&self, report: &Report) -> String {
        every_chart::unknown_sentence(report)
    }

    fn not_counted(&self, report: &Report) -> String {
        every_chart::not_counted(report)
    }

    fn downtime(&self, site: &SiteReport) -> String {
        downtime(site)
    }

    fn up_range(&self, site: &SiteReport) -> String {
        outages::up_range(site)
    }

    fn unknown_in_row(&self, site: &SiteReport) -> String {
        let counts = [(site.unknown_probes, "unknown"), (site.unplaced_rows, "unplaced")];
        let there = counts.into_iter().filter(|(count, _)| *count > 0);
        there.map(|(count, word)| format!("; {} {word}", grouped(count))).collect()
    }

    fn role(&self, role: Role) -> &'static str {
        role.as_str()
    }

    fn quoted(&self, words: &str) -> String {
        format!("“{words}”")
    }

    fn time_range(&self, from: Option<&str>, until: Option<&str>) -> String {
        match (from, until) {
            (Some(from), Some(until)) => format!("{from} to {until}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(until)) => format!("until {until}"),
            (None, None) => "at an unknown time".to_owned(),
        }
    }

    fn claims(&self, count: usize) -> String {
        plural(count, "claim")
    }

    fn claim_kind(&self, claim: &Claim) -> String {
        claim_kind(claim)
    }

    fn claim_time(&self, zone: Zone, given: GivenTime, range: Range) -> String {
        claims::time(zone, given, range)
    }

    fn outage_brackets(&self, zone: Zone, outage: &Outage) -> String {
        claims::outage_brackets(zone, outage)
    }

    fn affected_title(&self, report: &Report) -> String {
        titles::affected(report)
    }

    fn affected_subtitle(&self, report: &Report, sites: AffectedSites) -> String {
        let which = match sites {
            AffectedSites::None => "What was said",
            AffectedSites::Chosen => {
                "The sites that were chosen: those down by start, then the others"
            }
            AffectedSites::Named => "Sites that claims name",
            AffectedSites::Down => "The sites that were down, by start",
        };
        format!("{which}, {}.", self.window(report))
    }

    fn part_drawn(&self, part: Span) -> String {
        let shown = |at: Instant| Zone::UTC.format(at, "%-d %b %H:%M");
        let until = Instant(part.until().0.saturating_add(MINUTE - 1));
        format!(
            " Drawn is {} to {} UTC; outside lie no outage, no dated claim, and no work announced \
             for these sites.",
            shown(part.from()),
            shown(until)
        )
    }

    fn unseen(&self, times: &[Span], all: usize) -> String {
        every_chart::unseen(times, all)
    }

    fn not_drawn(&self, counts: &NotDrawn) -> String {
        every_chart::not_drawn(*counts)
    }

    fn timeline_title(&self, report: &Report) -> String {
        titles::timeline(report)
    }

    fn timeline_subtitle(&self, report: &Report) -> String {
        format!("Each site over time, {}.{}", self.window(report), titles::besides(report))
    }

    fn rows_shown(&self, rows: &SiteRowsShown) -> String {
        let order = match rows.order {
            RowOrder::LongestDown => {
                "sites that went down come before the others, the longest down at the top"
            }
            RowOrder::LeastAvailable => {
                "sites that went down come before the others, the least available at the top"
            }
            RowOrder::Id => "by id",
        };
        let SiteRowsShown { shown, all, .. } = *rows;
        if shown == all {
            return match shown {
                0 | 1 => String::new(),
                _ if rows.has_heads => format!(" Order under each head: {order}."),
                _ => format!(" Order: {order}."),
            };
        }
        let rest = match rows.went_down {
            0 => String::new(),
            count => format!(" Of the others {} went down.", grouped(count)),
        };
        let elsewhere = match rows.has_panels {
            true => "tables/sites.csv, and the charts from charts/sites-01.svg on",
            false => "tables/sites.csv",
        };
        let all = grouped(all);
        format!(" Shown are {shown} of {all} sites: {order}.{rest} For all see {elsewhere}.")
    }

    fn head_of(&self, leads: &Leads<'_>) -> String {
        titles::head(leads)
    }

    fn sites_down_title(&self, report: &Report) -> String {
        peak_sentence(report)
    }

    fn sites_down_subtitle(&self, report: &Report) -> String {
        format!("Sites down at once, {}.", self.window(report))
    }

    fn counted_without_start(&self, report: &Report) -> String {
        every_chart::counted_without_start(report)
    }

    fn first_claim(&self, report: &Report) -> String {
        claims::first_claim(report)
    }

    fn recovery_title(&self, report: &Report) -> String {
        outages::recovery_title(report)
    }

    fn recovery_subtitle(&self, report: &Report) -> String {
        let all = of_all(report);
        let (went_down, seen_back) = all.map_or((0, 0), |all| (all.sites.len(), all.seen_back));
        format!(
            "Of the {} sites that went down, the share that was back up for {} or more, by time \
             since the first start of an outage that is on the record.{}{}{}",
            grouped(went_down),
            length(report.rules.stable_for_us),
            outages::open_words(seen_back < went_down),
            if falls_again(report) { outages::FIRST_EPISODE } else { "" },
            self.not_counted(report)
        )
    }

    fn recovery_sets_title(&self, sets: &[&SetRecovery]) -> String {
        outages::sets_title(sets)
    }

    fn recovery_sets_subtitle(&self, report: &Report, shown: &SetsShown) -> String {
        let rest = match shown.all > shown.shown {
            true => {
                format!(" Shown are the {} of {} with most sites.", shown.shown, grouped(shown.all))
            }
            false => String::new(),
        };
        format!(
            "The share that was back, by time since the first start of an outage that is on the \
             record. A panel for each claimant and group of which {LEAST_SITES_OF_A_CURVE} sites \
             or more went down and one came back; the others are in \
             tables/recovery_times.csv.{rest}{}{}{}",
            outages::open_words(shown.is_open),
            if falls_again(report) { outages::FIRST_EPISODE } else { "" },
            self.not_counted(report)
        )
    }

    fn set_name(&self, set: &SiteSet) -> String {
        set_name(set, in_clause)
    }

    fn and(&self) -> &'static str {
        " and "
    }

    fn seen_back(&self, set: &SetRecovery) -> String {
        outages::seen_back(set)
    }

    fn availability_title(&self, report: &Report, first: &SiteReport) -> String {
        outages::availability_title(report, first)
    }

    fn availability_subtitle(&self, report: &Report) -> String {
        format!("Share of the whole window, {}.", self.window(report))
    }

    fn full_not_drawn(&self, sites: usize) -> String {
        match sites {
            0 => String::new(),
            count => format!(
                " Not drawn: {} never confirmed down and up for at least 99.5 %.",
                plural(count, "site")
            ),
        }
    }

    fn windowed_title(&self, report: &Report, pair: &TellingPair<'_>) -> String {
        outages::windowed_title(report, pair)
    }

    fn windowed_subtitle(
        &self,
        report: &Report,
        pair: Option<&TellingPair<'_>>,
        (drawn, all): (usize, usize),
    ) -> String {
        format!(
            "The worst stretch of each length, {}: the least share of it that a site was up, from \
             certainly up to not certainly down. It is measured at the marked lengths.{}{}",
            self.window(report),
            pair.map_or_else(String::new, |pair| outages::over_the_whole(report, pair)),
            outages::lines_shown(drawn, all)
        )
    }

    fn line_name(&self, report: &Report, line: &SiteLine<'_>) -> String {
        outages::line_name(report, line)
    }

    fn durations_title(&self, report: &Report, longest: Option<&Outage>) -> String {
        outages::durations_title(report, longest)
    }

    fn durations_subtitle(&self, report: &Report, order: OutageOrder) -> String {
        outages::durations_subtitle(&self.window(report), order)
    }

    fn down_by(&self, zone: Zone, outage: &Outage) -> String {
        outages::down_by(zone, outage)
    }

    fn claims_title(&self, report: &Report) -> String {
        claims::title(report)
    }

    fn claims_subtitle(&self, report: &Report, shown: usize, is_narrow: bool) -> String {
        claims::subtitle(report, &self.window(report), shown, is_narrow)
    }

    fn verdict_counts(&self, claim: &Claim, verdicts: &[&Verdict]) -> String {
        claims::counts(claim, verdicts)
    }

    fn panels_title(&self, report: &Report, sites: &[(usize, &SiteReport)], all: usize) -> String {
        let first = sites.first().map_or(0, |(place, _)| *place);
        let last = sites.last().map_or(0, |(place, _)| *place);
        let which = if first < last {
            format!("Sites {} to {}", grouped(first), grouped(last))
        } else {
            format!("Site {}", grouped(first))
        };
        let all = match report.chart.sites {
            Some(_) => format!("the {} that were chosen,", grouped(all)),
            None => grouped(all),
        };
        format!("{which} of {all} by downtime: {}", outages::panels_finding(sites))
    }

    fn panels_subtitle(&self, report: &Report, zone: &str, pixel_us: i64, rest: &str) -> String {
        let zones = match zone {
            "" => "Times are UTC.".to_owned(),
            name => format!("Times above the panels are those of {name}, below them UTC."),
        };
        format!(
            "Sites with an outage or a blip over time, {}. Sites that went down come before the \
             others, the longest down at the top. {zones} A pixel is {}: a shorter outage is still \
             drawn a pixel wide, a shorter time not observed is left out.{rest}",
            self.window(report),
            length_up(pixel_us),
        )
    }

    fn without_panel(&self, sites: usize) -> String {
        match sites {
            0 => String::new(),
            sites => format!(
                " And {} without a panel: see tables/sites.csv.",
                plural(sites, "more site")
            ),
        }
    }
}

impl English {
    /// Returns the title of the claims with the sites of each result.
    pub(in crate::report::charts) fn whole_claims_title(&self, report: &Report) -> String {
        claims::full_title(report)
    }
}
