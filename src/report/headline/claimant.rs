//! Sentences on the sites of each claimant, and on what was measured of these (M24, M26).

use super::claimant_fits::{disputed_words, fitting_words};
use super::claimed_sites::{Rest, name_in, rest_of, said_of, sites_said};
use super::possibly_down::{rests_on, unconfirmed_clause};
use crate::clock::{Instant, Span, Zone};
use crate::model::{ChangeCounts, Claimant, OtherSites, Report};
use crate::report::wording::{
    FigureOrigin, announced_work, by_count, colon, during_work, grouped, plural, was,
};

/// Tells who said what of how many sites, and how many of these went down.
pub(in crate::report) fn of_claimant(
    report: &Report,
    claimant: &Claimant,
    origin: &FigureOrigin,
) -> String {
    let window = report.window.map_or_else(String::new, in_window);
    figures_sentence(
        &name_in(report, claimant),
        claimant,
        &ClaimantFigures {
            log: origin.log(),
            window,
            work: announced_work(report),
            disputed: disputed_words(report, claimant),
        },
    )
}

/// Figures for the sentence on a claimant, and where they are from.
struct ClaimantFigures {
    /// Name of the log, where it is simulated.
    log: Option<&'static str>,
    /// The window in words, behind a blank; empty where there is none.
    window: String,
    /// Name of the announced work of the report.
    work: &'static str,
    /// Disputes of the claims, in words; may be empty.
    disputed: String,
}

/// Returns the end of a window in whole minutes, rounded outward.
pub(in crate::report) fn end_to_the_minute(window: Span) -> Instant {
    window.shown_until().minute_up()
}

/// Names a window, its ends in whole minutes, rounded outward.
fn in_window(window: Span) -> String {
    let until = end_to_the_minute(window);
    let shown = |at: Instant| Zone::UTC.format(at, "%-d %b %Y %H:%M");
    format!(" from {} to {} UTC", shown(window.from()), shown(until))
}

/// Tells who said what of how many sites, and what was measured of these. `name` is the claimant's.
fn figures_sentence(name: &str, claimant: &Claimant, measured: &ClaimantFigures) -> String {
    let said = said_of(claimant, &sites_said(claimant));
    let rest = rest_of(claimant);
    if claimant.changes.measured() == 0 {
        let none = match (claimant.sites.len(), rest) {
            (1, Rest::All) => "it was not measured".to_owned(),
            (1, Rest::Part(_)) => "the other one was not measured".to_owned(),
            (_, Rest::All) => "none was measured".to_owned(),
            (2, Rest::Part(_)) => "neither of the other 2 was measured".to_owned(),
            (other, Rest::Part(_)) => format!("none of the other {} was measured", grouped(other)),
        };
        return format!("{name} {said}{}: {none}", rest.words());
    }
    let seen = match rest {
        Rest::Part(_) if claimant.sites.len() > 1 => format!(
            "of the other {}, {}",
            grouped(claimant.sites.len()),
            measured_words(claimant, measured)
        ),
        _ => measured_words(claimant, measured),
    };
    let said = format!("{name} {said}{}{}", measured.disputed, rest.words());
    match measured.log {
        Some(log) => format!("{said}; in a {log}, {seen}"),
        None => format!("{said}{}{seen}", colon(&said, &seen)),
    }
}

/// Tells how many of the measured sites of a claimant went down, and what else was seen of them.
fn measured_words(claimant: &Claimant, measured: &ClaimantFigures) -> String {
    let (changes, window) = (&claimant.changes, &measured.window);
    let all = changes.measured();
    let who = |part: usize| match (claimant.sites.len(), all, part) {
        (1, ..) if claimant.meant > 1 => "the other site".to_owned(),
        (1, ..) => "the site".to_owned(),
        (_, 1, _) => "the 1 measured".to_owned(),
        (_, 2, 0) => "neither of the 2 measured".to_owned(),
        (_, _, 0) => format!("none of the {} measured", grouped(all)),
        (_, 2, 2) => "both measured".to_owned(),
        (_, _, part) if part == all => format!("all {} measured", grouped(all)),
        (..) => format!("{} of the {} measured", grouped(part), grouped(all)),
    };
    if all == 1 && changes.without_onset() > 0 {
        let how = how_without_onset(changes);
        return format!("{} was {how}{}", who(1), fitting_words(all, claimant));
    }
    let mut text = match changes.went_down {
        0 if all == 1 => format!("{} was not seen to go down at any time{window}", who(1)),
        0 => format!("{} was seen to go down at any time{window}", who(0)),
        count => {
            let during = during_work(claimant.during_work, measured.work, all == 1);
            format!("{} went down at some time{window}{during}", who(count))
        }
    };
    // What was down counts before what of it fits: "6 more" would else be more than those that fit.
    let apart = without_onset(changes);
    if !apart.is_empty() {
        text.push_str(&format!("; {apart}"));
    }
    let unconfirmed = (claimant.possibly_down, claimant.failed_in_part);
    text.push_str(&unconfirmed_clause(unconfirmed, changes, "the site", rests_on));
    if all > changes.no_outage {
        text.push_str(&fitting_words(all, claimant));
    }
    text
}

/// Tells how the one site was that was down without an onset on the record.
pub(super) fn how_without_onset(changes: &ChangeCounts) -> &'static str {
    match changes.never_up {
        0 => "down before it was first confirmed up",
        _ => "down and never confirmed up",
    }
}

/// Tells of the sites that a claimant did not speak of; empty where there is no such measured site.
pub(super) fn others_words(claimant: &Claimant) -> String {
    let OtherSites { unnamed: others, unnamed_down: down, named, inferred } = claimant.others;
    let parts = [
        counted_apart(named, "of which this claimant spoke in another way"),
        counted_apart(
            inferred,
            match claimant.inferred {
                true => "which the recorder reads into this claimant's words in another way",
                false => "which the recorder reads into this claimant's words",
            },
        ),
    ];
    let apart: Vec<String> = parts.into_iter().flatten().collect();
    let join = if others > 0 { ", and " } else { "; " };
    let apart = match apart.is_empty() {
        true => String::new(),
        false => format!("{join}{}", apart.join(", and ")),
    };
    let others = match (others, down) {
        (0, _) => String::new(),
        (1, 0) => "; the 1 other measured site was not seen to go down".to_owned(),
        (1, _) => "; the 1 other measured site went down".to_owned(),
        (_, 0) => {
            format!("; none of the {} other measured sites was seen to go down", grouped(others))
        }
        (_, down) => {
            let (others, down) = (grouped(others), grouped(down));
            format!("; of the {others} other measured sites {down} went down")
        }
    };
    format!("{others}{apart}")
}

/// Tells of measured sites of the same claimant in other rows, with why they are there; `None`
/// where there are none.
fn counted_apart(sites: usize, why: &str) -> Option<String> {
    let are = by_count(sites, "is", "are");
    (sites > 0).then(|| format!("{}, {why}, {are} counted apart", plural(sites, "more site")))
}

/// Tells of sites that were down without an onset on the record; empty where there are none.
pub(super) fn without_onset(changes: &ChangeCounts) -> String {
    let mut parts = Vec::new();
    let more = if changes.went_down > 0 { " more" } else { "" };
    if changes.down_at_start > 0 {
        let (count, was) = (changes.down_at_start, was(changes.down_at_start));
        let they = by_count(count, "it was", "they were");
        let count = grouped(count);
        parts.push(format!("{count}{more} {was} down before {they} first confirmed up"));
    }
    if changes.never_up > 0 {
        let (count, was) = (grouped(changes.never_up), was(changes.never_up));
        parts.push(format!("{count}{more} {was} down and never confirmed up"));
    }
    parts.join(", and ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::HOUR;
    use crate::model::{ClaimContent, PossiblyDownCounts, Quantifier};
    use crate::report::headline::claimed_sites::name_of;

    #[test]
    fn sites_of_other_words_of_a_claimant_are_counted_apart() {
        let words = [0, 1, 2].map(|sites| counted_apart(sites, "which is so"));
        let expected = [
            None,
            Some("1 more site, which is so, is counted apart".to_owned()),
            Some("2 more sites, which is so, are counted apart".to_owned()),
        ];
        assert_eq!(words, expected);
    }

    /// Takes out of a sentence that no outage fits the time of the claim.
    fn without_fit(sentence: String) -> String {
        let said = [ClaimContent::Attacked, ClaimContent::Listed];
        let none = said.map(|said| {
            [1, 2, 3].map(|all| fitting_words(all, &Claimant { said, ..Claimant::example_of(all) }))
        });
        none.as_flattened().iter().fold(sentence, |text, none| text.replace(none, ""))
    }

    fn claimant(
        said: ClaimContent,
        quantifier: Quantifier,
        sites: usize,
        changes: ChangeCounts,
    ) -> String {
        let claimant =
            Claimant { said, quantifier, by_name: 2, changes, ..Claimant::example_of(sites) };
        figures_sentence(
            &name_of(&claimant),
            &claimant,
            &ClaimantFigures {
                log: None,
                window: String::new(),
                work: "",
                disputed: String::new(),
            },
        )
    }

    #[test]
    fn a_claimant_is_reported_with_what_was_said() {
        use Quantifier::{Each, Most, Some};
        let two = ChangeCounts { went_down: 1, no_outage: 1, ..ChangeCounts::default() };
        let one = ChangeCounts { went_down: 1, ..ChangeCounts::default() };
        let none = ChangeCounts { not_measured: 2, ..ChangeCounts::default() };
        let sentences = [
            claimant(ClaimContent::Attacked, Each, 2, two),
            claimant(ClaimContent::Attacked, Each, 1, one),
            claimant(ClaimContent::Attacked, Most, 2, two),
            claimant(ClaimContent::Down, Each, 3, two),
            claimant(ClaimContent::Down, Each, 1, one),
            claimant(ClaimContent::Down, Some, 2, two),
            claimant(ClaimContent::AttackedOrDown, Each, 2, two),
            claimant(ClaimContent::Listed, Each, 2, none),
            claimant(ClaimContent::Listed, Each, 1, one),
        ];
        let expected = [
            "Wave claimed attacks on 2 sites: 1 of the 2 measured went down at some time",
            "Wave claimed an attack on 1 site: the site went down at some time",
            "Wave claimed attacks on most of 2 sites: 1 of the 2 measured went down at some time",
            "Wave reported outages of 3 sites: 1 of the 2 measured went down at some time",
            "Wave reported an outage of 1 site: the site went down at some time",
            "Wave reported outages of some of 2 sites: 1 of the 2 measured went down at some time",
            "Wave spoke of attacks on or outages of 2 sites: 1 of the 2 measured went down at some \
             time",
            "Wave listed 2 sites as targets: none was measured",
            "Wave listed 1 site as a target: the site went down at some time",
        ];
        assert_eq!(sentences.map(without_fit), expected);
    }

    /// "Most of 7 sites" stood where a newspaper had said "most of 12", as 5 of them count in
    /// another row.
    #[test]
    fn what_was_said_of_sites_that_count_elsewhere_is_reported_whole() {
        let of = |meant, sites, changes| {
            let claimant = Claimant {
                quantifier: Quantifier::Most,
                meant,
                changes,
                ..Claimant::example_of(sites)
            };
            let log = None;
            let (window, disputed) = (String::new(), String::new());
            let figures = ClaimantFigures { log, window, work: "", disputed };
            without_fit(figures_sentence(&name_of(&claimant), &claimant, &figures))
        };
        let none = ChangeCounts { no_outage: 5, not_measured: 2, ..ChangeCounts::default() };
        assert_eq!(
            of(12, 7, none),
            "Wave claimed attacks on most of 12 sites, 5 of which count with what was said more \
             firmly: of the other 7, none of the 5 measured was seen to go down at any time"
        );
        let one = ChangeCounts { went_down: 1, ..ChangeCounts::default() };
        assert_eq!(
            of(2, 1, one),
            "Wave claimed attacks on most of 2 sites, 1 of which counts with what was said more \
             firmly: the other site went down at some time"
        );
        let unmeasured = ChangeCounts { not_measured: 1, ..ChangeCounts::default() };
        assert_eq!(
            of(2, 1, unmeasured),
            "Wave claimed attacks on most of 2 sites, 1 of which counts with what was said more \
             firmly: the other one was not measured"
        );
    }

    #[test]
    fn sites_without_an_onset_are_counted_apart() {
        let none = ChangeCounts::default();
        let counts = |down_at_start, never_up| {
            let went_down = 1;
            without_onset(&ChangeCounts { went_down, down_at_start, never_up, ..none })
        };
        let words = [counts(0, 0), counts(1, 0), counts(0, 2), counts(2, 1)];
        let expected = [
            "",
            "1 more was down before it was first confirmed up",
            "2 more were down and never confirmed up",
            "2 more were down before they were first confirmed up, and 1 more was down and never \
             confirmed up",
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn nothing_is_called_more_where_nothing_went_down() {
        let changes = ChangeCounts { never_up: 2, ..ChangeCounts::default() };
        assert_eq!(without_onset(&changes), "2 were down and never confirmed up");
    }

    #[test]
    fn what_a_claimant_said_is_not_simulated_and_what_was_measured_is() {
        let changes = ChangeCounts { went_down: 1, no_outage: 1, ..ChangeCounts::default() };
        let claimant = Claimant { by_name: 1, changes, ..Claimant::example_of(2) };
        let window = in_window(Span::seen(Instant(0), Instant(HOUR + 1)).expect("it ends later"));
        let measured = ClaimantFigures {
            log: Some("simulated log"),
            window,
            work: "",
            disputed: String::new(),
        };
        assert_eq!(
            without_fit(figures_sentence(&name_of(&claimant), &claimant, &measured)),
            "Wave claimed attacks on 2 sites; in a simulated log, 1 of the 2 measured went down at \
             some time from 1 Jan 1970 00:00 to 1 Jan 1970 01:01 UTC"
        );
    }

    /// Returns the words about `sites` sites of a claimant, some of them possibly down.
    fn measured_of(sites: usize, changes: ChangeCounts, possibly_down: usize) -> String {
        let possibly_down = PossiblyDownCounts {
            failed_and_challenged: possibly_down,
            ..PossiblyDownCounts::default()
        };
        let claimant = Claimant { changes, possibly_down, ..Claimant::example_of(sites) };
        measured_words(
            &claimant,
            &ClaimantFigures {
                log: None,
                window: String::new(),
                work: "",
                disputed: String::new(),
            },
        )
    }

    /// A site with one failed probe was reported as "0 of 1 went down" and no word more.
    #[test]
    fn a_failure_that_confirms_no_outage_is_reported() {
        let none = ChangeCounts::default();
        let kept = |no_outage| ChangeCounts { no_outage, ..none };
        let words = [
            measured_of(1, kept(1), 0),
            measured_of(1, kept(1), 1),
            measured_of(2, kept(1), 1),
            measured_of(3, kept(3), 2),
            measured_of(3, ChangeCounts { went_down: 3, ..none }, 0),
            measured_of(2, ChangeCounts { went_down: 2, ..none }, 0),
            measured_of(3, ChangeCounts { went_down: 2, ..kept(1) }, 1),
            measured_of(1, ChangeCounts { never_up: 1, ..none }, 0),
            measured_of(2, ChangeCounts { down_at_start: 1, ..none }, 0),
            measured_of(3, ChangeCounts { down_at_start: 1, ..kept(2) }, 2),
        ];
        let failed = "possibly down, with failed and challenged probes that confirm no outage";
        let expected = [
            "the site was not seen to go down at any time".to_owned(),
            format!("the site was not seen to go down at any time; the site was {failed}"),
            format!("the 1 measured was not seen to go down at any time; the site was {failed}"),
            format!("none of the 3 measured was seen to go down at any time; 2 were {failed}"),
            "all 3 measured went down at some time".to_owned(),
            "both measured went down at some time".to_owned(),
            format!("2 of the 3 measured went down at some time; 1 more was {failed}"),
            "the site was down and never confirmed up".to_owned(),
            "the 1 measured was down before it was first confirmed up".to_owned(),
            format!(
                "none of the 3 measured was seen to go down at any time; 1 was down before it was \
                 first confirmed up; 2 more were {failed}"
            ),
        ];
        assert_eq!(words.map(without_fit), expected);
    }
}
