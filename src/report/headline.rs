//! The first findings in sentences: whose sites went down (M24, M26), and which went down together
//! (M25).

use crate::clock::{DAY, Instant, MINUTE, SECOND, Span, Zone, short_utc};
use crate::model::foreign::foreign;
use crate::model::{ChangeCounts, Event, EventKind, Quantifier, Report, Said, Speaker};
use crate::report::words::{grouped, part_of, plural, simulated_log, was, with_origin};

/// Returns the finding that a report is headed with: of the first speaker where claims name sites,
/// else of all sites. It names the origin of what was measured, where that was simulated.
pub(super) fn headline(report: &Report) -> String {
    match report.speakers.first().filter(|_| report.totals.measured > 0) {
        Some(speaker) => format!("{}{}", of_speaker(report, speaker), of_others(report, speaker)),
        None => with_origin(report, &of_sites(report)),
    }
}

/// Tells what the record shows of all sites.
pub(super) fn of_sites(report: &Report) -> String {
    let totals = &report.totals;
    if totals.measured == 0 {
        return not_measured(report);
    }
    let part = part_of(totals.changes.went_down, totals.measured, "measured site");
    let apart = without_onset(&totals.changes);
    if apart.is_empty() {
        return format!("{part} went down");
    }
    if totals.measured == 1 {
        let how = if totals.changes.never_up > 0 {
            "down and never confirmed up"
        } else {
            "down before it was first confirmed up"
        };
        return format!("{part} went down; that site was {how}, with no start on the record");
    }
    format!("{part} went down; with no start on the record, {apart}")
}

/// Counts sites and claims where no probe tells a result.
fn not_measured(report: &Report) -> String {
    let (sites, claims) =
        (plural(report.sites.len(), "site"), plural(report.claims.len(), "claim"));
    let is_probed = report.sites.iter().any(|site| site.unknown_probes > 0);
    let probed = match (report.sites.len(), is_probed) {
        (0, _) => return format!("{sites} and {claims}"),
        (1, false) => "not probed",
        (_, false) => "none of them probed",
        (1, true) => "without a probe that tells a result",
        (_, true) => "none of them with a probe that tells a result",
    };
    format!("{sites}, {probed}, and {claims}")
}

/// Tells who said what of how many sites, and how many of these went down.
pub(super) fn of_speaker(report: &Report, speaker: &Speaker) -> String {
    let time = report.window.map_or_else(String::new, at_some_time);
    told(speaker, simulated_log(report), &time)
}

/// Names the sites of which a speaker spoke. A speaker who named a group did not name its sites:
/// which these are, `sites.csv` says.
fn sites_said(speaker: &Speaker) -> String {
    let sites = plural(speaker.sites.len(), "site");
    let share = match speaker.quantifier {
        Quantifier::Most => "most of ",
        Quantifier::Some => "some of ",
        Quantifier::Each | Quantifier::None => "",
    };
    if speaker.groups == 0 {
        return format!("{share}{sites}");
    }
    let groups = plural(speaker.groups, "group");
    let of_groups = if share.is_empty() { groups } else { format!("the sites of {groups}") };
    let by_name = match speaker.by_name {
        0 => String::new(),
        count => format!(" and {}", plural(count, "site")),
    };
    format!("{share}{of_groups}{by_name} ({sites}, as sites.csv lists them)")
}

/// Says that something was at some time of a window, its ends in whole minutes, rounded outward.
fn at_some_time(window: Span) -> String {
    let until = window.shown_until().0.saturating_add(MINUTE - 1).div_euclid(MINUTE);
    let until = Instant(until.saturating_mul(MINUTE));
    let shown = |at: Instant| Zone::UTC.format(at, "%-d %b %Y %H:%M");
    format!(" at some time from {} to {} UTC", shown(window.from()), shown(until))
}

/// Tells who said what of how many sites, and how many of these went down in `log`, where that is
/// simulated, at the time `time`.
fn told(speaker: &Speaker, log: Option<&str>, time: &str) -> String {
    let count = speaker.sites.len();
    let one = count == 1 && speaker.quantifier == Quantifier::Each;
    let sites = sites_said(speaker);
    let said = match speaker.said {
        Said::Attacked if one => format!("claimed an attack on {sites}"),
        Said::Attacked => format!("claimed attacks on {sites}"),
        Said::Down if one => format!("reported an outage of {sites}"),
        Said::Down => format!("reported outages of {sites}"),
        Said::AttackedOrDown => format!("spoke of attacks on or outages of {sites}"),
        Said::Listed if one => format!("listed {sites} as a target"),
        Said::Listed => format!("listed {sites} as targets"),
    };
    let measured = speaker.changes.measured();
    let claimant = foreign(&speaker.claimant);
    if measured == 0 {
        return format!("{claimant} {said}: none was measured");
    }
    let part = format!("{} of {} measured", grouped(speaker.changes.went_down), grouped(measured));
    let apart = without_onset(&speaker.changes);
    let apart = if apart.is_empty() { apart } else { format!(", {apart}") };
    let measured_in = log.map_or_else(|| ": ".to_owned(), |log| format!("; in a {log}, "));
    format!("{claimant} {said}{measured_in}{part} went down{time}{apart}")
}

/// Tells of the sites that a speaker did not name; empty where all measured sites are named.
fn of_others(report: &Report, speaker: &Speaker) -> String {
    let all = &report.totals.changes;
    let others = all.measured().saturating_sub(speaker.changes.measured());
    if others == 0 {
        return String::new();
    }
    let down = all.went_down.saturating_sub(speaker.changes.went_down);
    let sites = plural(others, "other site");
    format!("; of {sites} {} did", grouped(down))
}

/// Tells of sites that were down without an onset on the record; empty where there are none.
fn without_onset(changes: &ChangeCounts) -> String {
    let mut told = Vec::new();
    let more = if changes.went_down > 0 { " more" } else { "" };
    if changes.down_at_start > 0 {
        let (count, was) = (changes.down_at_start, was(changes.down_at_start));
        let they = if count == 1 { "it was" } else { "they were" };
        let count = grouped(count);
        told.push(format!("{count}{more} {was} down before {they} first confirmed up"));
    }
    if changes.never_up > 0 {
        let (count, was) = (grouped(changes.never_up), was(changes.never_up));
        told.push(format!("{count}{more} {was} down and never confirmed up"));
    }
    told.join(", and ")
}

/// Tells of the events, the largest first: of sites that went down together, and of these how many
/// came back together.
pub(super) fn of_events(report: &Report) -> Vec<String> {
    let of_kind = |kind| report.events.iter().filter(move |event| event.kind == kind);
    let mut told: Vec<(usize, String)> = Vec::new();
    let mut backs: Vec<&Event> = of_kind(EventKind::CameBack).collect();
    for down in of_kind(EventKind::WentDown) {
        let common = |back: &&Event| {
            back.outages.iter().filter(|id| down.outages.binary_search(id).is_ok()).count()
        };
        let best = (0..backs.len()).rev().max_by_key(|at| common(&backs[*at]));
        let best = best.filter(|at| common(&backs[*at]) > 1);
        let back = best.map(|at| backs.remove(at));
        told.push((down.sites.len(), fall_sentence(down, back)));
    }
    for back in backs {
        told.push((back.sites.len(), came_back(back)));
    }
    // Sorting keeps the order of time among events of one size.
    told.sort_by_key(|(sites, _)| std::cmp::Reverse(*sites));
    told.into_iter().map(|(_, sentence)| sentence).collect()
}

/// Tells of sites that went down together, and of the event in which most of them came back.
fn fall_sentence(down: &Event, back: Option<&Event>) -> String {
    let mut text = format!(
        "{} went down together {}",
        plural(down.sites.len(), "site"),
        between(down.after, down.by)
    );
    if let Some(back) = back {
        let time = between(back.after, back.by);
        if down.outages == back.outages {
            text.push_str(&format!(", and came back together {time}"));
        } else {
            let came = plural(back.sites.len(), "site");
            let common = back.sites.iter().filter(|id| down.sites.binary_search(id).is_ok());
            let common = grouped(common.count());
            text.push_str(&format!("; {came} came back together {time}, {common} of them these"));
        }
    }
    text.push_str(doubt(down));
    text
}

/// Tells of one event: which sites did what together, and when.
pub(super) fn of_event(event: &Event) -> String {
    match event.kind {
        EventKind::WentDown => fall_sentence(event, None),
        EventKind::CameBack => came_back(event),
    }
}

fn came_back(back: &Event) -> String {
    let sites = plural(back.sites.len(), "site");
    format!("{sites} came back together {}{}", between(back.after, back.by), doubt(back))
}

/// Says where an event may be a fault of the vantage.
fn doubt(event: &Event) -> &'static str {
    if event.common_mode {
        " (seen from one vantage alone: this cannot be told from a fault of the vantage)"
    } else {
        ""
    }
}

/// Writes the time in which a change was, its ends in whole seconds, rounded outward.
pub(super) fn between(after: Instant, by: Instant) -> String {
    let by = Instant(by.0.saturating_add(SECOND - 1).div_euclid(SECOND).saturating_mul(SECOND));
    let day = |at: Instant| at.0.div_euclid(DAY);
    let from = if day(after) == day(by) {
        Zone::UTC.format(after, "%Y-%m-%d %H:%M:%S")
    } else {
        short_utc(after)
    };
    let until =
        if day(after) == day(by) { Zone::UTC.format(by, "%H:%M:%S UTC") } else { short_utc(by) };
    format!("between {from} and {until}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, MINUTE};
    use crate::model::Role;

    fn speaker(said: Said, quantifier: Quantifier, sites: usize, changes: ChangeCounts) -> String {
        let (claimant, role) = ("Wave".to_owned(), Role::Attacker);
        let sites = (0..sites).map(|number| format!("s{number}")).collect();
        let (claims, groups, by_name) = (1, 0, 2);
        let speaker =
            Speaker { claimant, role, said, quantifier, claims, groups, by_name, sites, changes };
        told(&speaker, None, "")
    }

    #[test]
    fn a_speaker_is_told_with_what_was_said() {
        use Quantifier::{Each, Most, Some};
        let two = ChangeCounts { went_down: 1, no_outage: 1, ..ChangeCounts::default() };
        let one = ChangeCounts { went_down: 1, ..ChangeCounts::default() };
        let none = ChangeCounts { not_measured: 2, ..ChangeCounts::default() };
        let told = [
            speaker(Said::Attacked, Each, 2, two),
            speaker(Said::Attacked, Each, 1, one),
            speaker(Said::Attacked, Most, 2, two),
            speaker(Said::Down, Each, 3, two),
            speaker(Said::Down, Each, 1, one),
            speaker(Said::Down, Some, 2, two),
            speaker(Said::AttackedOrDown, Each, 2, two),
            speaker(Said::Listed, Each, 2, none),
            speaker(Said::Listed, Each, 1, one),
        ];
        let expected = [
            "Wave claimed attacks on 2 sites: 1 of 2 measured went down",
            "Wave claimed an attack on 1 site: 1 of 1 measured went down",
            "Wave claimed attacks on most of 2 sites: 1 of 2 measured went down",
            "Wave reported outages of 3 sites: 1 of 2 measured went down",
            "Wave reported an outage of 1 site: 1 of 1 measured went down",
            "Wave reported outages of some of 2 sites: 1 of 2 measured went down",
            "Wave spoke of attacks on or outages of 2 sites: 1 of 2 measured went down",
            "Wave listed 2 sites as targets: none was measured",
            "Wave listed 1 site as a target: 1 of 1 measured went down",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_speaker_who_named_groups_did_not_name_their_sites() {
        let told = |quantifier, groups, by_name, sites| {
            sites_said(&Speaker {
                claimant: "Wave".to_owned(),
                role: Role::Attacker,
                said: Said::Attacked,
                quantifier,
                claims: 1,
                groups,
                by_name,
                sites: (0..sites).map(|number| format!("s{number}")).collect(),
                changes: ChangeCounts::default(),
            })
        };
        let words = [
            told(Quantifier::Each, 0, 2, 2),
            told(Quantifier::Each, 1, 0, 1),
            told(Quantifier::Each, 12, 1, 40),
            told(Quantifier::Some, 4, 0, 15),
        ];
        let expected = [
            "2 sites",
            "1 group (1 site, as sites.csv lists them)",
            "12 groups and 1 site (40 sites, as sites.csv lists them)",
            "some of the sites of 4 groups (15 sites, as sites.csv lists them)",
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn sites_without_an_onset_are_told_apart() {
        let none = ChangeCounts::default();
        let counts = |down_at_start, never_up| {
            let went_down = 1;
            without_onset(&ChangeCounts { went_down, down_at_start, never_up, ..none })
        };
        let told = [counts(0, 0), counts(1, 0), counts(0, 2), counts(2, 1)];
        let expected = [
            "",
            "1 more was down before it was first confirmed up",
            "2 more were down and never confirmed up",
            "2 more were down before they were first confirmed up, and 1 more was down and never \
             confirmed up",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn nothing_is_called_more_where_nothing_went_down() {
        let changes = ChangeCounts { never_up: 2, ..ChangeCounts::default() };
        assert_eq!(without_onset(&changes), "2 were down and never confirmed up");
    }

    #[test]
    fn what_a_speaker_said_is_not_simulated_and_what_was_measured_is() {
        let speaker = Speaker {
            claimant: "Wave".to_owned(),
            role: Role::Attacker,
            said: Said::Attacked,
            quantifier: Quantifier::Each,
            groups: 0,
            by_name: 1,
            claims: 1,
            sites: vec!["a".to_owned(), "b".to_owned()],
            changes: ChangeCounts { went_down: 1, no_outage: 1, ..ChangeCounts::default() },
        };
        let time = at_some_time(Span::seen(Instant(0), Instant(HOUR + 1)).expect("it ends later"));
        assert_eq!(
            told(&speaker, Some("simulated log"), &time),
            "Wave claimed attacks on 2 sites; in a simulated log, 1 of 2 measured went down at some \
             time from 1 Jan 1970 00:00 to 1 Jan 1970 01:01 UTC"
        );
    }

    fn event(kind: EventKind, after: i64, sites: &[&str]) -> Event {
        let sites: Vec<String> = sites.iter().map(|site| (*site).to_owned()).collect();
        Event {
            id: "E001".to_owned(),
            kind,
            after: Instant(after),
            by: Instant(after + 5 * MINUTE),
            outages: sites.clone(),
            sites,
            common_mode: false,
        }
    }

    #[test]
    fn sites_that_fall_and_rise_together_are_one_sentence() {
        let down = event(EventKind::WentDown, 0, &["a", "b", "c"]);
        let back = event(EventKind::CameBack, 2 * HOUR, &["a", "b", "c"]);
        assert_eq!(
            fall_sentence(&down, Some(&back)),
            "3 sites went down together between 1970-01-01 00:00:00 and 00:05:00 UTC, and came back \
             together between 1970-01-01 02:00:00 and 02:05:00 UTC"
        );
        let back = event(EventKind::CameBack, 2 * HOUR, &["a", "b", "d", "e"]);
        assert_eq!(
            fall_sentence(&down, Some(&back)),
            "3 sites went down together between 1970-01-01 00:00:00 and 00:05:00 UTC; 4 sites came \
             back together between 1970-01-01 02:00:00 and 02:05:00 UTC, 2 of them these"
        );
        let alone = fall_sentence(&Event { common_mode: true, ..down }, None);
        assert!(
            alone.ends_with(
                "00:05:00 UTC (seen from one vantage alone: this cannot be told from \
             a fault of the vantage)"
            ),
            "{alone}"
        );
    }

    #[test]
    fn a_time_is_rounded_outward_and_names_each_day_once() {
        assert_eq!(
            between(Instant(MINUTE + 999_999), Instant(2 * MINUTE + 1)),
            "between 1970-01-01 00:01:00 and 00:02:01 UTC"
        );
        assert_eq!(
            between(Instant(23 * HOUR), Instant(25 * HOUR)),
            "between 1970-01-01 23:00:00 UTC and 1970-01-02 01:00:00 UTC"
        );
    }
}
