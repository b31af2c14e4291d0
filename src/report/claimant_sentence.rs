//! Sentences on the sites of each claimant, and on what was measured of these (M24, M26).

use crate::clock::{Instant, MINUTE, Span, Zone};
use crate::model::{ChangeCounts, ClaimContent, Claimant, PossiblyDownCounts, Quantifier, Report};
use crate::report::claimant_fits::{disputed_words, fitting_words};
use crate::report::possibly_down;
use crate::report::sentences::{colon, in_clause};
use crate::report::words::{by_count, counted, grouped, plural, simulated_log, was};

/// Tells who said what of how many sites, and how many of these went down.
pub(super) fn of_claimant(report: &Report, claimant: &Claimant) -> String {
    let window = report.window.map_or_else(String::new, in_window);
    let possibly_down = possibly_down::count(&report.sites, |id| {
        claimant.sites.binary_search_by(|known| known.as_str().cmp(id)).is_ok()
    });
    figures_sentence(
        claimant,
        &ClaimantFigures { log: simulated_log(report), window, possibly_down },
    )
}

/// Figures for the sentence on a claimant, and where they are from.
struct ClaimantFigures {
    /// Name of the log, where it is simulated.
    log: Option<&'static str>,
    /// The window in words, behind a blank; empty where there is none.
    window: String,
    /// Sites of the claimant without a confirmed outage that may have been down.
    possibly_down: PossiblyDownCounts,
}

/// Names the sites of which a claimant spoke. A claimant who named a group did not name its sites:
/// which these are, `sites.csv` says.
fn sites_said(claimant: &Claimant) -> String {
    let sites = plural(claimant.sites.len(), "site");
    let share = match claimant.quantifier {
        Quantifier::Most => "most of ",
        Quantifier::Some => "some of ",
        Quantifier::Each | Quantifier::None => "",
    };
    if claimant.groups == 0 {
        return format!("{share}{sites}");
    }
    let groups = match share {
        "" => counted(claimant.groups, "group of sites", "groups of sites"),
        _ => format!("the sites of {}", plural(claimant.groups, "group")),
    };
    let by_name = match claimant.by_name {
        0 => String::new(),
        count => format!(" and {}", plural(count, "single site")),
    };
    format!("{share}{groups}{by_name} ({sites} in all, grouped as in sites.csv)")
}

/// Returns the head over the sites of which a claimant spoke: what was said of them, and whether
/// each was named or only its group.
pub(super) fn head_of(claimant: &Claimant) -> String {
    let sites = match (claimant.groups, claimant.by_name) {
        (0, _) => "these sites",
        (_, 0) => "the groups of these sites",
        (_, _) => "these sites or their groups",
    };
    let share = match claimant.quantifier {
        Quantifier::Most => "most of ",
        Quantifier::Some => "some of ",
        Quantifier::Each | Quantifier::None => "",
    };
    let said = match claimant.said {
        ClaimContent::Attacked => format!("claimed attacks on {share}{sites}"),
        ClaimContent::Down => format!("reported outages of {share}{sites}"),
        ClaimContent::AttackedOrDown => format!("spoke of attacks on or outages of {share}{sites}"),
        ClaimContent::Listed => format!("listed {share}{sites} as targets"),
    };
    format!("{} {said}", name_of(claimant))
}

/// Names a claimant; of sites that the record alone reads into the words, it says so.
fn name_of(claimant: &Claimant) -> String {
    let name = in_clause(&claimant.name);
    if claimant.inferred { format!("{name}, as the record reads it,") } else { name }
}

/// Returns the end of a window in whole minutes, rounded outward.
pub(super) fn end_to_the_minute(window: Span) -> Instant {
    let until = window.shown_until().0.saturating_add(MINUTE - 1).div_euclid(MINUTE);
    Instant(until.saturating_mul(MINUTE))
}

/// Names a window, its ends in whole minutes, rounded outward.
fn in_window(window: Span) -> String {
    let until = end_to_the_minute(window);
    let shown = |at: Instant| Zone::UTC.format(at, "%-d %b %Y %H:%M");
    format!(" from {} to {} UTC", shown(window.from()), shown(until))
}

/// Tells who said what of how many sites, and what was measured of these.
fn figures_sentence(claimant: &Claimant, measured: &ClaimantFigures) -> String {
    let one = claimant.sites.len() == 1 && claimant.quantifier == Quantifier::Each;
    let sites = sites_said(claimant);
    let said = match claimant.said {
        ClaimContent::Attacked if one && claimant.groups == 0 => {
            format!("claimed an attack on {sites}")
        }
        ClaimContent::Attacked => format!("claimed attacks on {sites}"),
        ClaimContent::Down if one && claimant.groups == 0 => {
            format!("reported an outage of {sites}")
        }
        ClaimContent::Down => format!("reported outages of {sites}"),
        ClaimContent::AttackedOrDown => format!("spoke of attacks on or outages of {sites}"),
        ClaimContent::Listed if one && claimant.groups == 0 => {
            format!("listed {sites} as a target")
        }
        ClaimContent::Listed => format!("listed {sites} as targets"),
    };
    let name = name_of(claimant);
    if claimant.changes.measured() == 0 {
        return format!("{name} {said}: none was measured");
    }
    let disputed = disputed_words(&claimant.disputed_by);
    let (said, seen) = (format!("{name} {said}{disputed}"), measured_words(claimant, measured));
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
        (1, ..) => "the site".to_owned(),
        (_, 1, _) => "the 1 measured".to_owned(),
        (_, _, 0) => format!("none of the {} measured", grouped(all)),
        (_, 2, 2) => "both measured".to_owned(),
        (_, _, part) if part == all => format!("all {} measured", grouped(all)),
        (..) => format!("{} of the {} measured", grouped(part), grouped(all)),
    };
    if all == 1 && changes.without_onset() > 0 {
        let how = if changes.never_up > 0 { NEVER_UP } else { DOWN_AT_START };
        return format!("{} was {how}{}", who(1), fitting_words(all, claimant));
    }
    let mut text = match changes.went_down {
        0 if all == 1 => format!("{} was not seen to go down at any time{window}", who(1)),
        0 => format!("{} was seen to go down at any time{window}", who(0)),
        count => format!("{} went down at some time{window}", who(count)),
    };
    if all > changes.no_outage {
        text.push_str(&fitting_words(all, claimant));
    }
    let apart = without_onset(changes);
    if !apart.is_empty() {
        text.push_str(&format!("; {apart}"));
    }
    let possibly = measured.possibly_down;
    if all == 1 && possibly.sites() > 0 {
        text.push_str(&format!("; the site was {}", possibly_down::rests_on(possibly)));
    } else {
        let more = if all > changes.no_outage { " more" } else { "" };
        text.push_str(&possibly_down::counted_clause(possibly, more));
    }
    text
}

/// Words on a site that was never certainly up.
pub(super) const NEVER_UP: &str = "down and never confirmed up";
/// Words on a site that was down when the record of it begins.
pub(super) const DOWN_AT_START: &str = "down before it was first confirmed up";

/// Tells of the sites that a claimant did not speak of; empty where there is no such measured site.
pub(super) fn of_others(report: &Report, claimant: &Claimant) -> String {
    let all = &report.totals.changes;
    // A site stands once among all that a claimant says, however that is said.
    let own = || report.claimants.iter().filter(|one| one.name == claimant.name);
    let measured: usize = own().map(|one| one.changes.measured()).sum();
    let went_down: usize = own().map(|one| one.changes.went_down).sum();
    let others = all.measured().saturating_sub(measured);
    let down = all.went_down.saturating_sub(went_down);
    let apart = counted_apart(measured.saturating_sub(claimant.changes.measured()));
    let join = if others > 0 { ", and " } else { "; " };
    let apart = if apart.is_empty() { apart } else { format!("{join}{apart}") };
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

/// Tells of measured sites of which the same claimant spoke in another way; empty where there are
/// none.
fn counted_apart(sites: usize) -> String {
    match sites {
        0 => String::new(),
        1 => {
            "1 more site, of which this claimant spoke in another way, is counted apart".to_owned()
        }
        more => format!(
            "{} more sites, of which this claimant spoke in another way, are counted apart",
            grouped(more)
        ),
    }
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

    /// A claimant who claimed attacks on this many sites and named each of them.
    fn wave(sites: usize) -> Claimant {
        Claimant {
            by_name: sites,
            sites: (0..sites).map(|number| format!("s{number}")).collect(),
            ..Claimant::example()
        }
    }

    #[test]
    fn sites_of_other_words_of_a_claimant_are_counted_apart() {
        assert_eq!(counted_apart(0), "");
        assert!(counted_apart(1).contains("1 more site, of which"), "{}", counted_apart(1));
        assert!(counted_apart(2).contains("2 more sites, of which"), "{}", counted_apart(2));
    }

    /// Takes out of a sentence that no outage fits the time of the claim.
    fn without_fit(sentence: String) -> String {
        let none = [1, 2, 3].map(|all| fitting_words(all, &wave(all)));
        none.iter().fold(sentence, |text, none| text.replace(none, ""))
    }

    fn claimant(
        said: ClaimContent,
        quantifier: Quantifier,
        sites: usize,
        changes: ChangeCounts,
    ) -> String {
        let claimant = Claimant { said, quantifier, by_name: 2, changes, ..wave(sites) };
        figures_sentence(
            &claimant,
            &ClaimantFigures {
                log: None,
                window: String::new(),
                possibly_down: PossiblyDownCounts::default(),
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

    #[test]
    fn sites_that_the_record_reads_into_the_words_are_reported_as_such() {
        let head = head_of(&Claimant { inferred: true, ..wave(2) });
        assert_eq!(head, "Wave, as the record reads it, claimed attacks on these sites");
    }

    #[test]
    fn a_claimant_who_named_groups_did_not_name_their_sites() {
        let sites_of = |quantifier, groups, by_name, sites| {
            sites_said(&Claimant { quantifier, groups, by_name, ..wave(sites) })
        };
        let words = [
            sites_of(Quantifier::Each, 0, 2, 2),
            sites_of(Quantifier::Each, 1, 0, 1),
            sites_of(Quantifier::Each, 12, 1, 40),
            sites_of(Quantifier::Some, 4, 0, 15),
        ];
        let expected = [
            "2 sites",
            "1 group of sites (1 site in all, grouped as in sites.csv)",
            "12 groups of sites and 1 single site (40 sites in all, grouped as in sites.csv)",
            "some of the sites of 4 groups (15 sites in all, grouped as in sites.csv)",
        ];
        assert_eq!(words, expected);
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
        let claimant = Claimant { by_name: 1, changes, ..wave(2) };
        let window = in_window(Span::seen(Instant(0), Instant(HOUR + 1)).expect("it ends later"));
        let measured = ClaimantFigures {
            log: Some("simulated log"),
            window,
            possibly_down: PossiblyDownCounts::default(),
        };
        assert_eq!(
            without_fit(figures_sentence(&claimant, &measured)),
            "Wave claimed attacks on 2 sites; in a simulated log, 1 of the 2 measured went down at \
             some time from 1 Jan 1970 00:00 to 1 Jan 1970 01:01 UTC"
        );
    }

    /// Returns the words about `sites` sites of a claimant, some of them possibly down.
    fn measured_of(sites: usize, changes: ChangeCounts, possibly_down: usize) -> String {
        let claimant = Claimant { changes, ..wave(sites) };
        let possibly_down = PossiblyDownCounts {
            failed_and_challenged: possibly_down,
            ..PossiblyDownCounts::default()
        };
        measured_words(
            &claimant,
            &ClaimantFigures { log: None, window: String::new(), possibly_down },
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

    /// "Named by" stood over sites that a post did not name: it named their groups.
    #[test]
    fn the_head_over_sites_says_whether_they_or_their_groups_were_named() {
        let head = |said, quantifier, groups, by_name| {
            head_of(&Claimant { said, quantifier, groups, by_name, ..wave(1) })
        };
        let heads = [
            head(ClaimContent::Attacked, Quantifier::Each, 0, 2),
            head(ClaimContent::Attacked, Quantifier::Each, 2, 0),
            head(ClaimContent::Down, Quantifier::Most, 2, 1),
            head(ClaimContent::Listed, Quantifier::Some, 0, 0),
        ];
        let expected = [
            "Wave claimed attacks on these sites",
            "Wave claimed attacks on the groups of these sites",
            "Wave reported outages of most of these sites or their groups",
            "Wave listed some of these sites as targets",
        ];
        assert_eq!(heads, expected);
    }
}
