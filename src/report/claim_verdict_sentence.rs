//! Verdicts on claims about most, some or none of their sites, in words.

use super::words::plural;
use crate::model::{ClaimVerdict, Judgement, Quantifier};

/// Puts the verdict on a claim about most, some or none of its sites into words.
pub fn claim_verdict_sentence(verdict: &ClaimVerdict) -> String {
    let is = |count: usize| if count == 1 { "is" } else { "are" };
    let (agreeing, against, undecided) = (verdict.agreeing, verdict.against, verdict.undecided());
    let whatever = if undecided > 0 { ", whatever the undecided ones were" } else { "" };
    let which = match (verdict.quantifier, verdict.judgement) {
        (Quantifier::Each, _) => String::new(),
        (Quantifier::Most, Judgement::Supported) => format!("; that is more than half{whatever}"),
        (Quantifier::Most, Judgement::Contradicted) => {
            format!("; that is not more than half{whatever}")
        }
        (Quantifier::Most, _) => {
            "; whether that is more than half depends on the undecided ones".to_owned()
        }
        (Quantifier::Some, Judgement::Supported) => "; one is enough for some".to_owned(),
        (Quantifier::Some, Judgement::Contradicted) => "; so none is".to_owned(),
        (Quantifier::Some, _) => "; whether any is depends on the undecided ones".to_owned(),
        (Quantifier::None, Judgement::Supported) => "; so none is, as the claim says".to_owned(),
        (Quantifier::None, Judgement::Contradicted) => {
            "; so it is not true that none is".to_owned()
        }
        (Quantifier::None, _) => "; whether none is depends on the undecided ones".to_owned(),
    };
    let words = match verdict.quantifier {
        Quantifier::None => "as the claim denies",
        _ => "as the claim's words on one site say",
    };
    format!(
        "Of {} named, {agreeing} {} {words}, {against} {} not, and {undecided} {} undecided{which}.",
        plural(verdict.sites, "site"),
        is(agreeing),
        is(against),
        is(undecided)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_on_most_is_told_by_its_counts() {
        let whole = |judgement, agreeing, against| {
            claim_verdict_sentence(&ClaimVerdict {
                claim: "c".to_owned(),
                quantifier: Quantifier::Most,
                judgement,
                sites: 4,
                agreeing,
                against,
            })
        };
        assert_eq!(
            whole(Judgement::Supported, 3, 1),
            "Of 4 sites named, 3 are as the claim's words on one site say, 1 is not, and 0 are \
             undecided; that is more than half."
        );
        assert!(whole(Judgement::Insufficient, 2, 0).contains("2 are undecided; whether that is"));
    }
}
