//! Common modes (M15) in words.

use super::sentences::in_clause;
use crate::clock::{Instant, short_utc, short_utc_up};
use crate::model::{CommonMode, by_count, grouped, plural};

/// Tells which share of the sites failed together as seen from which vantage, when, and what other
/// vantages saw of them (M15).
pub(in crate::report) fn common_mode(common: &CommonMode) -> String {
    let seen = common.elsewhere;
    let others = by_count(
        seen.vantages,
        "another vantage (checking location)",
        "other vantages (checking locations)",
    );
    let neither = seen.observed.saturating_sub(seen.up + seen.down + seen.challenged);
    let counts = [
        (seen.up, "up for a part of that time at least"),
        (seen.down, "down and never up"),
        (seen.challenged, "challenged"),
        (neither, "neither up nor down"),
    ];
    let mut parts: Vec<String> = Vec::new();
    for (count, words) in counts.into_iter().filter(|(count, _)| *count > 0) {
        let of_them = if parts.is_empty() { " of them" } else { "" };
        parts.push(format!("{}{of_them} {words}", grouped(count)));
    }
    let saw = match parts.split_last() {
        None => String::new(),
        Some((only, [])) => format!("; {others} saw {only}"),
        Some((last, before)) => format!("; {others} saw {} and {last}", before.join(", ")),
    };
    let meaning = match (common.sick, common.probes_set_aside) {
        (false, _) => "; a fault of the vantage cannot be ruled out".to_owned(),
        (true, 1) => "; the 1 failed probe of that time is set aside".to_owned(),
        (true, probes) => {
            format!("; the {} of that time are set aside", plural(probes, "failed probe"))
        }
    };
    let (sites, vantage) = (common_mode_sites(common), in_clause(&common.vantage));
    let time = common_mode_time(common);
    format!("{sites}, as seen from {vantage}: {time}{saw}{meaning}")
}

/// Tells when most sites failed together, each edge as it is known.
fn common_mode_time(common: &CommonMode) -> String {
    if common.certain_sites == 0 {
        let (from, until) = (short_utc(common.span.from()), short_utc_up(common.span.last()));
        return format!("that was at some time between {from} and {until}");
    }
    let edge = |after: Instant, by: Instant| {
        format!("after {} and by {}", short_utc(after), short_utc_up(by))
    };
    let (began, ended) = (common.began, common.ended);
    let began = match began.after.zip(began.by) {
        Some((after, by)) => format!("that began {}", edge(after, by)),
        None => "that began at a moment that is not on the record".to_owned(),
    };
    let ended = match ended.after.zip(ended.by) {
        Some((after, by)) => format!("ended {}", edge(after, by)),
        None => "its end is not on the record".to_owned(),
    };
    format!("{began}, and {ended}")
}

/// Tells how many sites failed together, of those that the vantage observed: `56 of 56 sites were
/// failing at once`, `up to 6 of 7 sites may have been failing at once`.
pub(in crate::report) fn common_mode_sites(common: &CommonMode) -> String {
    let (certain, most) = (common.certain_sites, common.sites);
    let observed = plural(common.observed_sites, "site");
    let failing = match certain {
        0 => return format!("up to {} of {observed} may have been failing at once", grouped(most)),
        certain if certain == most => grouped(most),
        certain => format!("{} to {}", grouped(certain), grouped(most)),
    };
    format!("{failing} of {observed} were failing at once")
}

/// Says whether sites failed at once in some common modes, of which there is at least one, or may
/// have.
pub(in crate::report) fn failed_at_once<'m>(
    modes: impl Iterator<Item = &'m CommonMode> + Clone,
) -> &'static str {
    let is_certain = |mode: &CommonMode| mode.certain_sites > 0;
    match (modes.clone().any(is_certain), modes.clone().all(is_certain)) {
        (true, true) => "failed at once",
        (true, false) => "failed at once, or may have,",
        (false, _) => "may have failed at once",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Bracket, HOUR, MINUTE, Span};
    use crate::model::SeenElsewhere;

    #[test]
    fn a_common_mode_is_reported_with_its_vantage_its_time_and_what_others_saw() {
        let common = |vantages, [up, down, challenged]: [usize; 3], sick| CommonMode {
            vantage: "frankfurt".to_owned(),
            span: Span::seen(Instant(0), Instant(HOUR)).expect("it ends later"),
            began: Bracket { after: Some(Instant(0)), by: Some(Instant(MINUTE)) },
            ended: Bracket { after: Some(Instant(HOUR - MINUTE)), by: Some(Instant(HOUR)) },
            sites: 56,
            certain_sites: 50,
            observed_sites: 56,
            sick,
            elsewhere: SeenElsewhere { vantages, up, down, challenged, observed: 56 },
            probes_set_aside: 672,
        };
        let words = |vantages, counts, sick| common_mode(&common(vantages, counts, sick));
        let time = "50 to 56 of 56 sites were failing at once, as seen from frankfurt: that \
            began after 1970-01-01 00:00:00 UTC and by 1970-01-01 00:01:00 UTC, and ended after \
            1970-01-01 00:59:00 UTC and by 1970-01-01 01:00:00 UTC";
        let open = "; a fault of the vantage cannot be ruled out";
        let unseen = common(0, [0, 0, 0], false);
        let elsewhere = SeenElsewhere { observed: 0, ..unseen.elsewhere };
        assert_eq!(common_mode(&CommonMode { elsewhere, ..unseen }), format!("{time}{open}"));
        assert_eq!(
            words(1, [52, 3, 1], true),
            format!(
                "{time}; another vantage (checking location) saw 52 of them up for a part of that \
                 time at least, 3 down and never up and 1 challenged; the 672 failed probes of \
                 that time are set aside"
            )
        );
        assert_eq!(
            words(2, [0, 56, 0], false),
            format!(
                "{time}; other vantages (checking locations) saw 56 of them down and never up{open}"
            )
        );
        assert!(words(2, [50, 0, 0], true).contains(
            "saw 50 of them up for a part of that time at least and 6 neither up nor down"
        ));
    }

    #[test]
    fn a_common_mode_is_reported_as_far_as_it_is_known() {
        let at = |minute: i64| Some(Instant(minute * MINUTE));
        let common = CommonMode {
            vantage: "v".to_owned(),
            span: Span::seen(Instant(0), Instant(HOUR)).expect("it ends later"),
            began: Bracket { after: None, by: at(0) },
            ended: Bracket { after: at(60), by: None },
            sites: 6,
            certain_sites: 6,
            observed_sites: 7,
            sick: false,
            elsewhere: SeenElsewhere::default(),
            probes_set_aside: 0,
        };
        let time = "6 of 7 sites were failing at once, as seen from v: that began at a \
            moment that is not on the record, and its end is not on the record;";
        assert!(common_mode(&common).starts_with(time));
        assert_eq!(common_mode_sites(&common), "6 of 7 sites were failing at once");
        let some = CommonMode { certain_sites: 5, ..common.clone() };
        assert_eq!(common_mode_sites(&some), "5 to 6 of 7 sites were failing at once");
        let perhaps = CommonMode { certain_sites: 0, ..common };
        let failing = "up to 6 of 7 sites may have been failing at once";
        assert_eq!(common_mode_sites(&perhaps), failing);
        assert!(common_mode(&perhaps).starts_with(
            "up to 6 of 7 sites may have been failing at once, as seen from v: that was at some \
             time between 1970-01-01 00:00:00 UTC and 1970-01-01 01:00:00 UTC;"
        ));
    }
}
