//! German on charts. Findings are put into words anew from the report, as German sentences go;
//! names, and the notice of an incident, stand as they are written.

mod claims;
mod every_chart;
mod figures;
mod labels;
mod outages;
mod titles;

use super::chart_words::{
    AffectedSites, ChartWords, NotDrawn, OutageOrder, RowOrder, SetsShown, SiteRowsShown,
};
use super::label::Label;
use crate::clock::{Instant, MINUTE, Range, Span, Zone};
use crate::model::recoveries::{LEAST_SITES_OF_A_CURVE, SetRecovery, SiteSet};
use crate::model::safe_text::safe_text;
use crate::model::{Claim, DurationRange, Outage, Report, Role, SiteReport, Verdict};
use crate::report::charts::claim_mark::GivenTime;
use crate::report::charts::leads::Leads;
use crate::report::charts::recovery_of_all::{falls_again, of_all};
use crate::report::charts::site_lines::{SiteLine, TellingPair};
use crate::report::wording::name_of_site;
use every_chart::sites;
use figures::{LENGTHS, counted, number};

/// Words as newspapers in Germany write them.
pub(in crate::report::charts) struct German;

impl ChartWords for German {
    fn code(&self) -> &'static str {
        "de"
    }

    fn label(&self, label: Label) -> &'static str {
        labels::label(label)
    }

    fn number(&self, number: usize) -> String {
        figures::number(number)
    }

    fn length(&self, us: i64) -> String {
        LENGTHS.length(us)
    }

    fn date(&self, zone: Zone, at: Instant, form: &str) -> String {
        figures::date(zone, at, form)
    }

    fn moment(&self, zone: Zone, at: Instant) -> String {
        figures::short_moment(zone, at)
    }

    fn clock(&self, abbreviation: &str) -> String {
        figures::clock(abbreviation)
    }

    fn years(&self, first: &str, last: &str) -> String {
        format!("{first} bis {last}")
    }

    fn down_for(&self, duration: DurationRange) -> String {
        outages::down_for(duration)
    }

    fn finding(&self, report: &Report, title: &str) -> String {
        match (report.simulated, report.simulated_in_part) {
            (_, true) => format!("Teils simulierte Messungen: {title}"),
            (true, false) => format!("Simulierte Messungen: {title}"),
            (false, false) => title.to_owned(),
        }
    }

    fn badge(&self, report: &Report) -> String {
        let draft = report.release.is_draft.then(|| "ENTWURF".to_owned());
        let embargo = report.release.embargo;
        let embargo =
            embargo.map(|until| format!("SPERRFRIST BIS {}", self.moment(report.zone, until)));
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
        format!(" Uhrzeiten: oben {zone}, unten UTC.")
    }

    fn unknown_sentence(&self, report: &Report) -> String {
        every_chart::unknown_sentence(report)
    }

    fn not_counted(&self, report: &Report) -> String {
        every_chart::not_counted(report)
    }

    fn downtime(&self, site: &SiteReport) -> String {
        outages::downtime(site)
    }

    fn up_range(&self, site: &SiteReport) -> String {
        match outages::share_range(site) {
            Some(share) => format!("erreichbar {share}"),
            None => "nicht gemessen".to_owned(),
        }
    }

    fn unknown_in_row(&self, site: &SiteReport) -> String {
        let counts = [(site.unknown_probes, "unbekannt"), (site.unplaced_rows, "ohne Zeit")];
        let there = counts.into_iter().filter(|(count, _)| *count > 0);
        there
            .map(|(count, word)| {
                format!("; {} {word}", number(usize::try_from(count).unwrap_or(usize::MAX)))
            })
            .collect()
    }

    fn role(&self, role: Role) -> &'static str {
        claims::role(role)
    }

    fn quoted(&self, words: &str) -> String {
        format!("„{words}“")
    }

    fn time_range(&self, from: Option<&str>, until: Option<&str>) -> String {
        match (from, until) {
            (Some(from), Some(until)) => format!("{from} bis {until}"),
            (Some(from), None) => format!("ab {from}"),
            (None, Some(until)) => format!("bis {until}"),
            (None, None) => "zu unbekannter Zeit".to_owned(),
        }
    }

    fn claims(&self, count: usize) -> String {
        counted(count, "Aussage", "Aussagen")
    }

    fn claim_kind(&self, claim: &Claim) -> String {
        claims::kind(claim)
    }

    fn claim_time(&self, zone: Zone, given: GivenTime, range: Range) -> String {
        match given {
            GivenTime::Asserted => {
                format!("Zeit der Aussage: {}", figures::range(zone, range))
            }
            GivenTime::Published => {
                format!("veröffentlicht {}", figures::range(zone, range))
            }
        }
    }

    fn outage_brackets(&self, zone: Zone, outage: &Outage) -> String {
        format!(
            "ausgefallen: {}; Beginn: {}; Ende: {}",
            outages::down_for(outage.duration),
            figures::bracket(zone, outage.onset),
            figures::bracket(zone, outage.recovery)
        )
    }

    fn affected_title(&self, report: &Report) -> String {
        titles::affected(report)
    }

    fn affected_subtitle(&self, report: &Report, sites: AffectedSites) -> String {
        let which = match sites {
            AffectedSites::None => "Was gesagt wurde",
            AffectedSites::Chosen => {
                "Die ausgewählten Websites: zuerst die ausgefallenen nach Beginn, dann die übrigen"
            }
            AffectedSites::Named => "Websites, die Aussagen nennen",
            AffectedSites::Down => "Die ausgefallenen Websites nach Beginn",
        };
        format!("{which}, {}.", self.window(report))
    }

    fn part_drawn(&self, part: Span) -> String {
        let shown = |at: Instant| figures::date(Zone::UTC, at, "%-d. %B, %H:%M Uhr");
        let until = Instant(part.until().0.saturating_add(MINUTE - 1));
        format!(
            " Gezeigt ist die Zeit vom {} bis zum {} (UTC); außerhalb liegen kein Ausfall, keine \
             datierte Aussage und keine für diese Websites angekündigte Wartung.",
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
        self.finding(report, &titles::affected(report))
    }

    fn timeline_subtitle(&self, report: &Report) -> String {
        let besides = titles::besides(report);
        format!("Jede Website im Verlauf der Zeit, {}.{besides}", self.window(report))
    }

    fn rows_shown(&self, rows: &SiteRowsShown) -> String {
        let order = match rows.order {
            RowOrder::LongestDown => {
                "zuerst die ausgefallenen Websites, ganz oben die mit dem längsten Ausfall"
            }
            RowOrder::LeastAvailable => {
                "zuerst die ausgefallenen Websites, ganz oben die am wenigsten erreichbare"
            }
            RowOrder::Id => "nach Kennung",
        };
        let SiteRowsShown { shown, all, .. } = *rows;
        if shown == all {
            return match shown {
                0 | 1 => String::new(),
                _ if rows.has_heads => format!(" Reihenfolge unter jeder Überschrift: {order}."),
                _ => format!(" Reihenfolge: {order}."),
            };
        }
        let rest = match rows.went_down {
            0 => String::new(),
            1 => " Von den übrigen fiel 1 aus.".to_owned(),
            count => format!(" Von den übrigen fielen {} aus.", number(count)),
        };
        let elsewhere = match rows.has_panels {
            true => "tables/sites.csv und auf den Grafiken ab charts/sites-01.svg",
            false => "tables/sites.csv",
        };
        let all = sites(all);
        format!(" Gezeigt sind {shown} von {all}: {order}.{rest} Alle stehen in {elsewhere}.")
    }

    fn head_of(&self, leads: &Leads<'_>) -> String {
        titles::head(leads)
    }

    fn sites_down_title(&self, report: &Report) -> String {
        outages::sites_down_title(report)
    }

    fn sites_down_subtitle(&self, report: &Report) -> String {
        format!("Gleichzeitig ausgefallene Websites, {}.", self.window(report))
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
            "Der Anteil der {} ausgefallenen Websites, der wieder erreichbar war (mindestens {} \
             erreichbar), nach der Zeit seit dem ersten belegten Beginn eines Ausfalls.{}{}{}",
            number(went_down),
            LENGTHS.length(report.rules.stable_for_us),
            if seen_back < went_down { outages::CENSORED } else { "" },
            if falls_again(report) { outages::FIRST_EPISODE } else { "" },
            self.not_counted(report)
        )
    }

    fn recovery_sets_title(&self, sets: &[&SetRecovery]) -> String {
        outages::sets_title(sets)
    }

    fn recovery_sets_subtitle(&self, report: &Report, shown: &SetsShown) -> String {
        let rest = match shown.all > shown.shown {
            true => format!(
                " Gezeigt sind die {} von {} mit den meisten Websites.",
                shown.shown,
                number(shown.all)
            ),
            false => String::new(),
        };
        format!(
            "Der Anteil, der wieder erreichbar war, nach der Zeit seit dem ersten belegten Beginn \
             eines Ausfalls. Ein Feld für jede Quelle und jede Gruppe, von der mindestens \
             {LEAST_SITES_OF_A_CURVE} Websites ausfielen und eine wieder erreichbar war; die \
             übrigen stehen in tables/recovery_times.csv.{rest}{}{}{}",
            if shown.is_open { outages::CENSORED } else { "" },
            if falls_again(report) { outages::FIRST_EPISODE } else { "" },
            self.not_counted(report)
        )
    }

    fn set_name(&self, set: &SiteSet) -> String {
        match set {
            SiteSet::All => "alle Websites".to_owned(),
            SiteSet::Claimant { name, role, .. } => {
                format!("Angaben von {} ({})", safe_text(name), self.role(*role))
            }
            SiteSet::Group(name) => format!("Gruppe {}", safe_text(name)),
        }
    }

    fn and(&self) -> &'static str {
        " und "
    }

    fn seen_back(&self, set: &SetRecovery) -> String {
        outages::seen_back(set)
    }

    fn availability_title(&self, report: &Report, first: &SiteReport) -> String {
        outages::availability_title(report, first)
    }

    fn availability_subtitle(&self, report: &Report) -> String {
        format!("Anteil am ganzen Zeitraum, {}.", self.window(report))
    }

    fn full_not_drawn(&self, sites: usize) -> String {
        match sites {
            0 => String::new(),
            1 => " Nicht gezeigt: 1 Website ohne nachgewiesenen Ausfall, zu mindestens 99,5 % \
                  erreichbar."
                .to_owned(),
            count => format!(
                " Nicht gezeigt: {} Websites ohne nachgewiesenen Ausfall, jede zu mindestens \
                 99,5 % erreichbar.",
                number(count)
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
        let whole = pair.map_or_else(String::new, |pair| {
            let few = name_of_site(report, pair.with_few.id);
            format!(" Im ganzen Zeitraum war {few} nicht nachweislich seltener erreichbar.")
        });
        let rest = match drawn < all {
            true => {
                let all = counted(all, "ausgefallenen Website", "ausgefallenen Websites");
                format!(" Gezeigt sind {drawn} von {all}.")
            }
            false => String::new(),
        };
        format!(
            "Der schlimmste Abschnitt jeder Länge, {}: der kleinste Anteil, zu dem eine Website \
             erreichbar war, von „nachweislich erreichbar“ bis „nicht nachweislich ausgefallen“. \
             Gemessen wurde bei den markierten Längen.{whole}{rest}",
            self.window(report)
        )
    }

    fn line_name(&self, report: &Report, line: &SiteLine<'_>) -> String {
        let outages = counted(line.outages, "Ausfall", "Ausfälle");
        format!("{}, {outages}", name_of_site(report, line.id))
    }

    fn durations_title(&self, report: &Report, longest: Option<&Outage>) -> String {
        outages::durations_title(report, longest)
    }

    fn durations_subtitle(&self, report: &Report, order: OutageOrder) -> String {
        outages::durations_subtitle(&self.window(report), order)
    }

    fn down_by(&self, zone: Zone, outage: &Outage) -> String {
        figures::date(zone, outage.first_down().minute_up(), "Beginn bis %-d %b %H:%M %Z")
    }

    fn claims_title(&self, report: &Report) -> String {
        claims::title(report)
    }

    fn claims_subtitle(&self, report: &Report, shown: usize, is_narrow: bool) -> String {
        let side = if is_narrow { "darüber" } else { "rechts" };
        let mut text = format!(
            "Wann jede Aussage veröffentlicht wurde und von welcher Zeit sie spricht, {}; {side} \
             ihre Urteile mit der Zahl der Websites. Ein Balken ohne Querstrich am Ende reicht \
             über den Zeitraum hinaus oder hat kein Ende.",
            self.window(report)
        );
        text.push_str(&claims::results(report));
        if shown < report.claims.len() {
            let all = self.claims(report.claims.len());
            text.push_str(&format!(
                " Gezeigt sind die ersten {shown} von {all}; alle stehen in tables/claims.csv."
            ));
        }
        text
    }

    fn verdict_counts(&self, claim: &Claim, verdicts: &[&Verdict]) -> String {
        claims::verdict_counts(claim, verdicts)
    }

    fn panels_title(&self, report: &Report, sites: &[(usize, &SiteReport)], all: usize) -> String {
        let first = sites.first().map_or(0, |(place, _)| *place);
        let last = sites.last().map_or(0, |(place, _)| *place);
        let which = match first < last {
            true => format!("Websites {} bis {}", number(first), number(last)),
            false => format!("Website {}", number(first)),
        };
        let chosen = if report.chart.sites.is_some() { " ausgewählten" } else { "" };
        let sites: Vec<&SiteReport> = sites.iter().map(|(_, site)| *site).collect();
        let finding = outages::panels_finding(&sites);
        format!("{which} von {}{chosen} nach Dauer des Ausfalls: {finding}", number(all))
    }

    fn panels_subtitle(&self, report: &Report, zone: &str, pixel_us: i64, rest: &str) -> String {
        let zones = match zone {
            "" => "Uhrzeiten in UTC.".to_owned(),
            name => format!("Uhrzeiten über den Feldern: {name}, darunter UTC."),
        };
        format!(
            "Websites mit einem Ausfall oder Aussetzer im Verlauf der Zeit, {}. Zuerst die \
             ausgefallenen, ganz oben die mit dem längsten Ausfall. {zones} Ein Pixel \
             entspricht {}: Ein kürzerer Ausfall ist dennoch einen Pixel breit, eine kürzere \
             nicht beobachtete Zeit fehlt.{rest}",
            self.window(report),
            LENGTHS.length_up(pixel_us)
        )
    }

    fn without_panel(&self, sites: usize) -> String {
        match sites {
            0 => String::new(),
            1 => " 1 weitere Website hat kein Feld: siehe tables/sites.csv.".to_owned(),
            sites => format!(
                " {} weitere Websites haben kein Feld: siehe tables/sites.csv.",
                number(sites)
            ),
        }
    }
}
