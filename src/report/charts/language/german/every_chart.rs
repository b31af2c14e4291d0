//! German on every chart: where the data comes from, the window, what is not known.

use super::figures::{counted, date, ended, moment, number};
use crate::clock::{Instant, MINUTE, Span, Zone};
use crate::model::safe_text::safe_text;
use crate::model::{InputRole, Report, SiteReport};
use crate::report::charts::language::chart_words::{NotDrawn, StatementCounts};
use crate::report::headline::end_to_the_minute;

/// Most names of files before `und … weitere`.
const MOST_FILES: usize = 4;

/// Counts websites: what is probed, as German readers call it.
pub(super) fn sites(count: usize) -> String {
    counted(count, "Website", "Websites")
}

/// Returns the line at the foot: where the data comes from, and what must be said on every chart.
pub(super) fn source(report: &Report) -> String {
    let mut text = probe_logs(report);
    if !report.claims.is_empty() {
        text.push_str(&format!("; {}", counted(report.claims.len(), "Aussage", "Aussagen")));
    }
    let credit = report.chart.credit.as_deref().map(safe_text).unwrap_or_default();
    let credit = if credit.is_empty() { credit } else { format!(" {}", ended(credit)) };
    let notice: String = standing(report).into_iter().map(|text| format!(" {text}")).collect();
    let version = env!("CARGO_PKG_VERSION");
    format!("{}{credit}{notice} Gezeichnet mit corroborate {version}.", ended(text))
}

/// Lists what must be said of the state of the report; a notice of the incident stands as written.
fn standing(report: &Report) -> Vec<String> {
    let release = &report.release;
    let mut sentences = Vec::new();
    if release.is_draft {
        sentences.push("Entwurf: Zahlen und Worte können sich ändern.".to_owned());
    }
    if let Some(until) = release.embargo {
        sentences.push(format!("Sperrfrist bis {}.", moment(report.zone, until)));
    }
    if let Some(as_of) = release.as_of {
        let claims = match release.claims_left_out {
            0 => String::new(),
            1 => ", und 1 Aussage ist ausgelassen, die bis dahin nicht sicher veröffentlicht war"
                .to_owned(),
            count => format!(
                ", und {} Aussagen sind ausgelassen, die bis dahin nicht sicher veröffentlicht \
                 waren",
                number(count)
            ),
        };
        let as_of = moment(report.zone, as_of);
        sentences.push(format!("Stand der Daten: {as_of}; spätere Messungen fehlen{claims}."));
    }
    let notice = report.notice.as_deref().map(safe_text);
    let origin = match (report.simulated && notice.is_none(), report.simulated_in_part) {
        (true, true) => Some("Ein Teil der Messungen ist simuliert.".to_owned()),
        (true, false) => Some("Die Messungen sind simuliert.".to_owned()),
        (false, _) => None,
    };
    sentences.extend(notice.map(ended).into_iter().chain(origin));
    sentences
}

/// Names the probe logs, with their rows.
fn probe_logs(report: &Report) -> String {
    let logs: Vec<_> =
        report.inputs.iter().filter(|input| input.role == InputRole::Probes).collect();
    if logs.is_empty() {
        return "Daten: nur Aussagen, kein Messprotokoll".to_owned();
    }
    let names: Vec<String> = logs.iter().take(MOST_FILES).map(|log| safe_text(&log.path)).collect();
    let more = match logs.len().saturating_sub(MOST_FILES) {
        0 => String::new(),
        more => format!(" und {more} weitere"),
    };
    let kind = if report.simulated { "simulierte Messungen, " } else { "" };
    let sum = |count: fn(&crate::model::Input) -> u64| {
        usize::try_from(logs.iter().map(|log| count(log)).sum::<u64>()).unwrap_or(usize::MAX)
    };
    let rows = counted(sum(|log| log.rows), "Zeile", "Zeilen");
    let refused = number(sum(|log| log.refused));
    let unreadable = match sum(|log| log.unreadable_outcomes) {
        0 => String::new(),
        rows => format!(", {} nicht lesbar", number(rows)),
    };
    format!("Daten: {kind}{}{more}; {rows}, {refused} verworfen{unreadable}", names.join(", "))
}

/// Says how many sites were chosen to have a row, and what is known of the others; empty where all
/// have one.
pub(super) fn chosen_sites(report: &Report) -> String {
    let others: Vec<&SiteReport> =
        report.sites.iter().filter(|site| !report.chart.draws_site(&site.site.id)).collect();
    if others.is_empty() {
        return String::new();
    }
    let failed = others.iter().filter(|site| site.has_failed()).count();
    let had = match (others.len(), failed) {
        (1, 0) => "die andere hatte weder einen Ausfall noch einen Aussetzer".to_owned(),
        (1, _) => "die andere hatte einen Ausfall oder Aussetzer".to_owned(),
        (others, 0) => {
            format!("von den {} anderen hatte keine einen Ausfall oder Aussetzer", number(others))
        }
        (others, failed) => format!(
            "von den {} anderen {} {} einen Ausfall oder Aussetzer",
            number(others),
            if failed == 1 { "hatte" } else { "hatten" },
            number(failed)
        ),
    };
    let drawn = number(report.sites.len() - others.len());
    format!("Ausgewählt: {drawn} von {}; {had}.", sites(report.sites.len()))
}

/// Returns the window in UTC.
pub(super) fn window(report: &Report) -> String {
    let Some(window) = report.window else { return "ohne Zeitraum".to_owned() };
    let shown = |at| date(Zone::UTC, at, "%-d. %B %Y, %H:%M Uhr");
    let why = if report.window_is_of_claims {
        ": die Zeit der Aussagen, da sonst nichts einen Zeitraum nennt"
    } else {
        ""
    };
    let (from, until) = (shown(window.from()), shown(end_to_the_minute(window)));
    format!("{from}, bis {until} (UTC{why})")
}

/// Returns the sentences on unknown probes and unplaced rows.
pub(super) fn unknown_sentence(report: &Report) -> String {
    let of = |count: fn(&SiteReport) -> u64| {
        let there = report.sites.iter().map(count).filter(|count| *count > 0);
        let (sites, all) = there.fold((0, 0), |(sites, all), count| (sites + 1, all + count));
        (sites, usize::try_from(all).unwrap_or(usize::MAX))
    };
    let mut text = String::new();
    let (at, probes) = of(|site| site.unknown_probes);
    if probes > 0 {
        let (probes, zeigt) = match probes {
            1 => ("1 Messung".to_owned(), "zeigt"),
            probes => (format!("{} Messungen", number(probes)), "zeigen"),
        };
        text.push_str(&format!(
            " {probes} von {} {zeigt} kein Ergebnis; diese Zeit gilt von diesem Ort aus als nicht \
             beobachtet („unbekannt“).",
            sites(at)
        ));
    }
    let (at, rows) = of(|site| site.unplaced_rows);
    if rows > 0 {
        let rows = counted(rows, "Zeile", "Zeilen");
        text.push_str(&format!(
            " {rows} von {} ohne lesbare Zeit; wann das war, ist nicht bekannt („ohne Zeit“).",
            sites(at)
        ));
    }
    text
}

/// Returns the sentence on outages without a start on the record, where a chart does not count
/// them; empty where there are none.
pub(super) fn not_counted(report: &Report) -> String {
    without_start(report, "Nicht mitgezählt")
}

/// Returns the sentence on outages without a start on the record, where a chart counts them; empty
/// where there are none.
pub(super) fn counted_without_start(report: &Report) -> String {
    without_start(report, "Mitgezählt")
}

/// Counts the outages without a start on the record, behind what is done with them.
fn without_start(report: &Report, what: &str) -> String {
    match report.outages.iter().filter(|outage| !outage.has_onset()).count() {
        0 => String::new(),
        1 => format!(" {what}: 1 Ausfall, dessen Beginn nicht belegt ist."),
        count => format!(" {what}: {} Ausfälle, deren Beginn nicht belegt ist.", number(count)),
    }
}

/// Counts what has no row, in a sentence; empty where all has one.
pub(super) fn not_drawn(counts: NotDrawn) -> String {
    let NotDrawn { down, named, unnamed, possibly, in_part, statements, outside, .. } = counts;
    let NotDrawn { unmeasured, unmeasured_named, .. } = counts;
    let of_these = match unmeasured_named {
        0 => String::new(),
        count if count == unmeasured => " (in Aussagen über Angriffe oder Ausfälle)".to_owned(),
        count => format!(" (davon {} in Aussagen über Angriffe oder Ausfälle)", number(count)),
    };
    let parts = [
        (down, counted(down, "weitere ausgefallene Website", "weitere ausgefallene Websites")),
        (
            named,
            counted(named, "genannte Website", "genannte Websites") + " ohne beobachteten Ausfall",
        ),
        (
            unnamed,
            counted(unnamed, "andere Website", "andere Websites") + " ohne beobachteten Ausfall",
        ),
        (
            possibly,
            counted(
                possibly,
                "möglicherweise ausgefallene Website",
                "möglicherweise ausgefallene Websites",
            ),
        ),
        (
            in_part,
            counted(
                in_part,
                "nur von einigen Orten aus ausgefallene Website",
                "nur von einigen Orten aus ausgefallene Websites",
            ),
        ),
        (
            unmeasured,
            counted(unmeasured, "nicht gemessene Website", "nicht gemessene Websites") + &of_these,
        ),
        (statements.all, more_statements(statements)),
        (
            outside,
            counted(outside, "Aussage", "Aussagen") + " über eine Zeit außerhalb des Zeitraums",
        ),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words);
    let parts: Vec<String> = parts.collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!(" Nicht gezeigt: {}.", parts.join(", ")),
    }
}

/// Names the times at which no measured site was observed, the first few of `all`; empty where
/// there is none.
pub(super) fn unseen(times: &[Span], all: usize) -> String {
    let shown = |span: &Span| {
        let (from, until) = (span.from(), Instant(span.until().0.saturating_add(MINUTE - 1)));
        let day = "%-d. %B";
        let is_of_day = date(Zone::UTC, from, day) == date(Zone::UTC, until, day);
        let until = date(Zone::UTC, until, if is_of_day { "%H:%M" } else { "%-d. %B, %H:%M" });
        format!("{} bis {until} Uhr", date(Zone::UTC, from, "%-d. %B, %H:%M"))
    };
    let times: Vec<String> = times.iter().map(shown).collect();
    let more = match all - times.len() {
        0 => String::new(),
        more => format!(" und {}", counted(more, "weitere Zeit", "weitere Zeiten")),
    };
    match times.is_empty() {
        true => String::new(),
        false => format!(" Keine Website beobachtet: {} (UTC){more}.", times.join(", ")),
    }
}

/// Counts statements without a row, those of an outage and of its end among them.
fn more_statements(counts: StatementCounts) -> String {
    let of_them = [
        (counts.down, "über Angriffe oder Ausfälle"),
        (counts.back, "über das Ende von Ausfällen"),
    ];
    let of_them = of_them.iter().filter(|(count, _)| *count > 0);
    let of_them: Vec<String> =
        of_them.map(|(count, words)| format!("{} {words}", number(*count))).collect();
    let more = counted(counts.all, "weitere Aussage", "weitere Aussagen");
    if of_them.is_empty() { more } else { format!("{more} ({})", of_them.join(", ")) }
}
