//! Verdicts on claims about most, some or none of their sites, in words.

use super::parts::ON_AND_OFF;
use crate::model::{ClaimKind, ClaimVerdict, Extent, Judgement, Quantifier, TimeReadings};
use crate::report::wording::{by_count, grouped, in_clause, in_sentences, plural, was};

/// Second sentence where the claim does not name each of the sites.
const GROUP: &str =
    " The claim does not name each of them: which sites are meant is the recorder's reading.";

/// Puts the verdict on a claim about most, some or none of its sites into words.
pub fn claim_verdict_sentence(verdict: &ClaimVerdict) -> String {
    claim_verdict_of(verdict, "")
}

/// Puts a verdict into the words of [`claim_verdict_sentence`], with `origin` before each count of
/// what was seen: the claim itself is in no log. `origin` may be empty.
pub(in crate::report) fn claim_verdict_of(verdict: &ClaimVerdict, origin: &str) -> String {
    if verdict.judgement == Judgement::NotCheckable {
        return reason_unchecked(verdict).to_owned();
    }
    let (agreeing, against, undecided) = (verdict.agreeing, verdict.against, verdict.undecided());
    let on_and_off = if verdict.extent == Extent::Intermittent { ON_AND_OFF } else { "" };
    let group = format!("{}{on_and_off}{}", readings_words(verdict.readings), group_words(verdict));
    let number = |count: usize| match verdict.sites {
        1 => "it".to_owned(),
        _ => grouped(count),
    };
    let in_part = match verdict.in_part {
        0 => String::new(),
        1 => format!(", {} fits in part and counts as neither", number(1)),
        count => format!(", {} fit in part and count as neither", grouped(count)),
    };
    let undecided = match undecided - verdict.in_part - verdict.not_measured.len() {
        0 => in_part,
        count => format!("{in_part}, {} can be counted as neither", number(count)),
    };
    let undecided = format!("{undecided}{}", not_measured_words(verdict));
    let seen = match (agreeing, against) {
        (0, 0) => return none_counted_words(verdict, origin, &group),
        (0, count) => format!("{} {}", number(count), all_negated(verdict.kind, count)),
        (count, 0) => format!("{} {}", number(count), predicate(verdict.kind, was(count))),
        (count, against) => format!(
            "{} {}, {} {}",
            grouped(count),
            predicate(verdict.kind, was(count)),
            grouped(against),
            negated_predicate(verdict.kind, against)
        ),
    };
    let nothing = nothing_to_restore_words(verdict);
    let counts = format!("{}: {origin}{seen}{undecided}{nothing}", scope_words(verdict));
    format!("{}.{}{group}", in_sentences(&counts, origin), meaning_words(verdict))
}

/// Tells that the time of a claim has several readings: a sentence behind a space; empty where it
/// has one.
fn readings_words(readings: TimeReadings) -> &'static str {
    match readings {
        TimeReadings::One => "",
        TimeReadings::Agree => {
            " The clocks were put back then, and showed the time of the claim twice: what is \
             counted is so by each reading of it."
        }
        TimeReadings::Differ => {
            " The clocks were put back then, and showed the time of the claim twice: it depends on \
             which is meant, too."
        }
    }
}

/// Tells that sites of a claim were left out, and that a claim names some of its sites by a group
/// alone; empty for others.
fn group_words(verdict: &ClaimVerdict) -> String {
    let left_out = match verdict.left_out {
        0 => String::new(),
        1 => " 1 of its sites is left out of this report, and is counted here.".to_owned(),
        sites => format!(
            " {} of its sites are left out of this report, and are counted here.",
            grouped(sites)
        ),
    };
    format!("{left_out}{}", if verdict.by_group { GROUP } else { "" })
}

/// Tells that none of the sites of a claim speaks for it or against it. `group` is the last
/// sentence; may be empty.
fn none_counted_words(verdict: &ClaimVerdict, origin: &str, group: &str) -> String {
    let (was, was_not) = (predicate(verdict.kind, was(1)), negated_predicate(verdict.kind, 1));
    let counted = match (verdict.sites, verdict.in_part) {
        (1, 1) => "it fits in part and counts neither for it nor against it".to_owned(),
        (1, _) => format!("it is counted neither as one that {was} nor as one that {was_not}"),
        (_, 0) => format!("none is counted as one that {was} or as one that {was_not}"),
        (_, count) => {
            let fit = by_count(count, "fits", "fit");
            format!(
                "none is counted as one that {was} or as one that {was_not}, {} {fit} in part",
                grouped(count)
            )
        }
    };
    let unmeasured = not_measured_words(verdict);
    let words = format!(
        "{}: {origin}{counted}{unmeasured}{}",
        scope_words(verdict),
        nothing_to_restore_words(verdict)
    );
    format!("{}.{}{group}", in_sentences(&words, origin), meaning_words(verdict))
}

/// Most sites that were not measured that are named.
const MOST_NAMED: usize = 3;

/// Names the sites that were not measured in the time of a claim, behind a semicolon; empty where
/// there are none. Nothing is known of them, which is neither for the claim nor against it.
fn not_measured_words(verdict: &ClaimVerdict) -> String {
    let all = &verdict.not_measured;
    let count = all.len();
    let named: Vec<String> = all.iter().take(MOST_NAMED).map(|site| in_clause(site)).collect();
    let more = match count.saturating_sub(MOST_NAMED) {
        0 => String::new(),
        more => format!(" and {} more", grouped(more)),
    };
    match (verdict.sites, count) {
        (_, 0) => String::new(),
        (1, _) => "; it was not measured in that time".to_owned(),
        _ => format!(
            "; {} {} not measured in that time ({}{more}), and {} as neither",
            grouped(count),
            was(count),
            named.join(", "),
            by_count(count, "counts", "count")
        ),
    }
}

/// Tells of how many sites a claim speaks.
fn scope_words(verdict: &ClaimVerdict) -> String {
    let sites = plural(verdict.sites, "site");
    match (verdict.quantifier, verdict.sites) {
        (Quantifier::None, 1) => format!("The claim is about {sites} and denies it"),
        (Quantifier::None, _) => {
            format!("The claim is about {sites} and denies it of each of them")
        }
        (quantifier, 1) => {
            format!(
                "The claim speaks of {} of several sites, of which one is listed",
                quantifier.as_str()
            )
        }
        (quantifier, _) => {
            format!("The claim is about {sites} and speaks of {} of them", quantifier.as_str())
        }
    }
}

/// Tells why a claim cannot be checked as a whole.
fn reason_unchecked(verdict: &ClaimVerdict) -> &'static str {
    match verdict.kind {
        ClaimKind::Cause | ClaimKind::Unstated => {
            "What the claim says is nothing that probes can check, of any of its sites."
        }
        _ if verdict.has_time => "The claim names no single site of this incident.",
        _ => "The claim gives no time to check, of any of its sites.",
    }
}

/// Tells of the sites that had no outage to come back from; empty where there are none.
fn nothing_to_restore_words(verdict: &ClaimVerdict) -> String {
    match verdict.nothing_to_restore {
        0 => String::new(),
        count => format!(
            "; {} stayed up and had no outage to come back from, which says nothing for the claim \
             or against it",
            grouped(count)
        ),
    }
}

/// Tells that so many sites were not what a kind of claim says of one.
fn negated_predicate(kind: ClaimKind, count: usize) -> String {
    match kind {
        ClaimKind::Attack => "did not".to_owned(),
        // A site that was up then, and down again, was back.
        ClaimKind::Restored => format!("{} not back for good", was(count)),
        _ => format!("{} not", was(count)),
    }
}

/// Tells that so many sites were not what a kind of claim says of one, where no site before them
/// was.
fn all_negated(kind: ClaimKind, count: usize) -> String {
    match kind {
        ClaimKind::Attack => "did not go down in its time".to_owned(),
        ClaimKind::Restored => format!("{} not back for good by its time", was(count)),
        _ => predicate(kind, &format!("{} not", was(count))),
    }
}

/// Tells what sites were, by what a kind of claim says of one; `was` is the verb behind their
/// number.
fn predicate(kind: ClaimKind, was: &str) -> String {
    match kind {
        ClaimKind::Attack => "went down in its time".to_owned(),
        ClaimKind::Outage | ClaimKind::Maintenance => format!("{was} down in its time"),
        ClaimKind::Restored => format!("{was} back by its time"),
        ClaimKind::Reachable => format!("{was} up in its time"),
        ClaimKind::Cause | ClaimKind::Unstated => format!("{was} as it says"),
    }
}

/// Tells what the counts mean for the claim: a sentence behind a space; may be empty.
fn meaning_words(verdict: &ClaimVerdict) -> String {
    let (quantifier, judgement) = (verdict.quantifier, verdict.judgement);
    if verdict.agreeing + verdict.against + verdict.undecided() == 0 {
        return " It cannot be decided for any of them.".to_owned();
    }
    let others = match (verdict.sites - verdict.nothing_to_restore, verdict.undecided()) {
        (1, _) => "that site",
        (all, undecided) if undecided == all => "all of them",
        (_, 1) => "the other one",
        _ => "the others",
    };
    let whatever = match verdict.undecided() {
        0 => String::new(),
        undecided => format!(", whatever {others} {}", was(undecided)),
    };
    let of_them = match verdict.nothing_to_restore {
        0 => String::new(),
        nothing => format!(" of the other {}", grouped(verdict.sites - nothing)),
    };
    match (quantifier, judgement) {
        (Quantifier::Each, _) => String::new(),
        (_, Judgement::StayedUp | Judgement::Partly) => format!(
            " The claim only says what is to be done, so that is nothing against it{whatever}."
        ),
        (_, Judgement::Supported) if verdict.intent => format!(
            " The claim only says what is to be done, and not that it was so: what was seen fits \
             its time{whatever}."
        ),
        (Quantifier::Most, Judgement::Supported) => {
            format!(" That is more than half{of_them}{whatever}.")
        }
        (Quantifier::Most, Judgement::Contradicted) => {
            format!(" That is not more than half{of_them}{whatever}.")
        }
        (Quantifier::Some, Judgement::Supported) => " One is enough.".to_owned(),
        (Quantifier::Most | Quantifier::Some, _) if verdict.sites == 1 => {
            " The others are not listed, so it depends on them.".to_owned()
        }
        (Quantifier::Most, _) => {
            format!(" Whether that is more than half{of_them} depends on {others}.")
        }
        (Quantifier::Some, Judgement::Contradicted) => " One would be enough.".to_owned(),
        (Quantifier::None, Judgement::Supported) => " That is what the claim says.".to_owned(),
        (Quantifier::None, Judgement::Contradicted) => " One is enough against it.".to_owned(),
        (Quantifier::None, _) if verdict.undecided() == 0 && verdict.nothing_to_restore > 0 => {
            " Of a site that stayed up the denial says what was not so: it was not down.".to_owned()
        }
        (Quantifier::None, _) if verdict.kind == ClaimKind::Maintenance => {
            " Whether somebody worked on a site, no probe can see.".to_owned()
        }
        (Quantifier::None, _) if verdict.kind == ClaimKind::Attack => format!(
            " It depends on {others}; of a site that went down, no probe can see whether an attack \
             was the reason."
        ),
        (Quantifier::Some | Quantifier::None, _) => {
            format!(" It depends on {others}.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(quantifier: Quantifier, judgement: Judgement, counts: [usize; 3]) -> ClaimVerdict {
        let [sites, agreeing, against] = counts;
        let kind = ClaimKind::Outage;
        let claim = "c".to_owned();
        ClaimVerdict {
            readings: TimeReadings::One,
            claim,
            kind,
            quantifier,
            judgement,
            sites,
            left_out: 0,
            agreeing,
            against,
            nothing_to_restore: 0,
            in_part: 0,
            not_measured: Vec::new(),
            extent: Extent::Part,
            has_time: true,
            by_group: false,
            intent: false,
        }
    }

    fn reason_of(quantifier: Quantifier, judgement: Judgement, counts: [usize; 3]) -> String {
        claim_verdict_sentence(&verdict(quantifier, judgement, counts))
    }

    #[test]
    fn a_claim_on_most_is_reported_by_its_counts() {
        let most = |judgement, counts| reason_of(Quantifier::Most, judgement, counts);
        assert_eq!(
            most(Judgement::Supported, [4, 3, 1]),
            "The claim is about 4 sites and speaks of most of them: 3 were down in its time, 1 \
             was not. That is more than half."
        );
        assert!(most(Judgement::Supported, [4, 3, 0]).ends_with(
            "1 can be counted as neither. That is more than half, whatever the other one was."
        ));
        assert!(
            most(Judgement::Contradicted, [4, 0, 2])
                .ends_with("That is not more than half, whatever the others were.")
        );
        assert!(
            most(Judgement::Insufficient, [4, 2, 1])
                .ends_with("Whether that is more than half depends on the other one.")
        );
    }

    #[test]
    fn a_claim_on_some_or_none_is_reported_by_its_counts() {
        let some = |judgement, counts| reason_of(Quantifier::Some, judgement, counts);
        assert_eq!(
            some(Judgement::Supported, [5, 5, 0]),
            "The claim is about 5 sites and speaks of some of them: 5 were down in its time. One \
             is enough."
        );
        assert_eq!(
            some(Judgement::Insufficient, [1, 0, 1]),
            "The claim speaks of some of several sites, of which one is listed: it was not \
             down in its time. The others are not listed, so it depends on them."
        );
        assert!(some(Judgement::Insufficient, [2, 0, 0]).ends_with("It depends on all of them."));
        assert!(
            some(Judgement::Contradicted, [3, 0, 3])
                .ends_with(": 3 were not down in its time. One would be enough.")
        );
        let none = |judgement, counts| reason_of(Quantifier::None, judgement, counts);
        assert_eq!(
            none(Judgement::Contradicted, [2, 1, 1]),
            "The claim is about 2 sites and denies it of each of them: 1 was down in its time, 1 \
             was not. One is enough against it."
        );
        assert!(none(Judgement::Insufficient, [1, 0, 0]).starts_with(
            "The claim is about 1 site and denies it: it is counted neither as one that was down \
             in its time nor as one that was not. It depends on that site."
        ));
        assert!(none(Judgement::Insufficient, [2, 0, 0]).contains(
            ": none is counted as one that was down in its time or as one that was not."
        ));
        assert!(none(Judgement::Supported, [2, 0, 2]).ends_with("That is what the claim says."));
        assert!(none(Judgement::Insufficient, [2, 0, 1]).ends_with("It depends on the other one."));
    }

    #[test]
    fn sites_of_which_it_was_so_in_part_are_reported() {
        let verdict = verdict(Quantifier::Most, Judgement::Supported, [6, 4, 0]);
        let sentence =
            |in_part| claim_verdict_sentence(&ClaimVerdict { in_part, ..verdict.clone() });
        assert!(sentence(1).contains(
            "4 were down in its time, 1 fits in part and counts as neither, 1 can be counted as \
             neither. That"
        ));
        assert!(sentence(2).contains("its time, 2 fit in part and count as neither. That is more"));
    }

    /// A site of which nobody knows anything stood among those that "can be counted as neither".
    #[test]
    fn sites_that_were_not_measured_are_named_apart() {
        let of = |sites: &[&str]| {
            let not_measured = sites.iter().map(|site| (*site).to_owned()).collect();
            let verdict = verdict(Quantifier::Most, Judgement::Insufficient, [6, 1, 0]);
            claim_verdict_sentence(&ClaimVerdict { not_measured, ..verdict })
        };
        assert!(of(&["b"]).contains(
            "1 was down in its time, 4 can be counted as neither; 1 was not measured in that \
             time (b), and counts as neither."
        ));
        assert!(of(&["b", "c", "d", "e", "f"]).contains(
            "1 was down in its time; 5 were not measured in that time (b, c, d and 2 more), and \
             count as neither."
        ));
    }

    #[test]
    fn each_kind_has_its_words() {
        let of_kind = |kind, agreeing: usize| predicate(kind, was(agreeing));
        assert_eq!(of_kind(ClaimKind::Attack, 1), "went down in its time");
        assert_eq!(of_kind(ClaimKind::Restored, 1), "was back by its time");
        assert_eq!(of_kind(ClaimKind::Reachable, 2), "were up in its time");
        let unchecked = |kind, has_time| {
            let verdict = verdict(Quantifier::Most, Judgement::NotCheckable, [2, 0, 0]);
            claim_verdict_sentence(&ClaimVerdict { kind, has_time, ..verdict })
        };
        assert!(unchecked(ClaimKind::Cause, false).contains("nothing that probes can check"));
        assert!(unchecked(ClaimKind::Outage, false).contains("gives no time to check"));
        assert!(unchecked(ClaimKind::Outage, true).contains("names no single site"));
    }
}
