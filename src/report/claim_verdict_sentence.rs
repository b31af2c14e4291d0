//! Verdicts on claims about most, some or none of their sites, in words.

use super::sentences::in_sentences;
use super::words::{grouped, plural, was};
use crate::model::{ClaimKind, ClaimVerdict, Judgement, Quantifier};

/// Second sentence where the claim does not name each of the sites.
const GROUP: &str =
    " The claim does not name each of them: which sites are meant is the record's reading.";

/// Puts the verdict on a claim about most, some or none of its sites into words.
pub fn claim_verdict_sentence(verdict: &ClaimVerdict) -> String {
    if verdict.judgement == Judgement::NotCheckable {
        return reason_unchecked(verdict).to_owned();
    }
    let (agreeing, against, undecided) = (verdict.agreeing, verdict.against, verdict.undecided());
    let group = if verdict.by_group { GROUP } else { "" };
    let in_part = match verdict.in_part {
        0 => String::new(),
        1 => ", 1 fits in part and counts as neither".to_owned(),
        count => format!(", {} fit in part and count as neither", grouped(count)),
    };
    let undecided = match undecided - verdict.in_part {
        0 => in_part,
        count => format!("{in_part}, {} can be counted as neither", grouped(count)),
    };
    let others = match against {
        0 => String::new(),
        count => format!(", {} {}", grouped(count), negated_predicate(verdict.kind, count)),
    };
    let counts = format!(
        "{}: {} {}{others}{undecided}{}",
        scope_words(verdict),
        grouped(agreeing),
        predicate(verdict.kind, agreeing),
        apart_words(verdict)
    );
    format!("{}.{}{group}", in_sentences(&counts, ""), meaning_words(verdict))
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
                "The claim speaks of {} of several sites, of which the record has one",
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
fn apart_words(verdict: &ClaimVerdict) -> String {
    match verdict.apart {
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
        _ => format!("{} not", was(count)),
    }
}

/// Tells what so many sites were, by what a kind of claim says of one.
fn predicate(kind: ClaimKind, count: usize) -> String {
    let was = was(count);
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
    let others = if verdict.undecided() == 1 { "the other one" } else { "the others" };
    let whatever = match verdict.undecided() {
        0 => String::new(),
        undecided => format!(", whatever {others} {}", was(undecided)),
    };
    let of_them = match verdict.apart {
        0 => String::new(),
        apart => format!(" of the other {}", grouped(verdict.sites - apart)),
    };
    match (quantifier, judgement) {
        (Quantifier::Each, _) => String::new(),
        (_, Judgement::StayedUp) => format!(
            " The claim only says what is to be done, so that is nothing against it{whatever}."
        ),
        (Quantifier::Most, Judgement::Supported) => {
            format!(" That is more than half{of_them}{whatever}.")
        }
        (Quantifier::Most, Judgement::Contradicted) => {
            format!(" That is not more than half{of_them}{whatever}.")
        }
        (Quantifier::Most, _) => {
            format!(" Whether that is more than half{of_them} depends on {others}.")
        }
        (Quantifier::Some, Judgement::Supported) => " One is enough.".to_owned(),
        (Quantifier::Some, Judgement::Contradicted) => " One would be enough.".to_owned(),
        (Quantifier::None, Judgement::Supported) => " That is what the claim says.".to_owned(),
        (Quantifier::None, Judgement::Contradicted) => " One is enough against it.".to_owned(),
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
            claim,
            kind,
            quantifier,
            judgement,
            sites,
            agreeing,
            against,
            apart: 0,
            in_part: 0,
            has_time: true,
            by_group: false,
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
            some(Judgement::Contradicted, [1, 0, 1]),
            "The claim speaks of some of several sites, of which the record has one: 0 were down \
             in its time, 1 was not. One would be enough."
        );
        assert!(some(Judgement::Insufficient, [2, 0, 0]).ends_with("It depends on the others."));
        let none = |judgement, counts| reason_of(Quantifier::None, judgement, counts);
        assert_eq!(
            none(Judgement::Contradicted, [2, 1, 1]),
            "The claim is about 2 sites and denies it of each of them: 1 was down in its time, 1 \
             was not. One is enough against it."
        );
        assert!(none(Judgement::Insufficient, [1, 0, 0]).starts_with(
            "The claim is about 1 site and denies it: 0 were down in its time, 1 can be counted as \
             neither."
        ));
        assert!(
            none(Judgement::Insufficient, [2, 0, 0])
                .contains(" time, 2 can be counted as neither.")
        );
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

    #[test]
    fn each_kind_has_its_words() {
        let of_kind = |kind, agreeing| predicate(kind, agreeing);
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
