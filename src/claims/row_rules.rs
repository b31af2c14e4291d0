//! Rules of words held against a row of a table or a row of JSON: which sites it names, of which
//! kind it is, and who speaks in which role.

use crate::claims::word_rules::{WordRule, add_targets, fitting};
use crate::claims::wording::Wording;
use crate::model::{ClaimKind, Role};

/// Meaning of a row by the rules that its words fit.
#[derive(Debug, Default)]
pub(super) struct RuleWords<'r> {
    pub(super) kind: Option<ClaimKind>,
    pub(super) role: Option<Role>,
    pub(super) claimant: Option<&'r str>,
    pub(super) wording: Wording,
    /// Names of the sites that the words name, each once, in the order of the rules; may be empty.
    pub(super) targets: Vec<String>,
}

impl<'r> RuleWords<'r> {
    /// Returns what a rule says, with what it leaves open taken from `others`, the first first.
    fn of(rule: &'r WordRule, others: &[&'r WordRule]) -> RuleWords<'r> {
        let all = || [rule].into_iter().chain(others.iter().copied());
        RuleWords {
            kind: all().find_map(|one| one.kind),
            role: all().find_map(|one| one.role),
            claimant: all().find_map(|one| one.claimant.as_deref()),
            wording: all().fold(Wording::default(), |wording, one| wording.or(one.wording)),
            targets: rule.targets.clone(),
        }
    }

    /// Says whether two meanings differ in their sites alone.
    fn says_as(&self, other: &RuleWords<'_>) -> bool {
        (self.kind, self.role, self.claimant, self.wording)
            == (other.kind, other.role, other.claimant, other.wording)
    }
}

/// Finds the meanings of a row with these words, one at least. Rules that name sites make one for
/// each kind, role, claimant and wording; of the others the first that fits and says something
/// decides it for all of them.
pub(super) fn said_by_rules<'r>(rules: &'r [WordRule], words: &str) -> Vec<RuleWords<'r>> {
    let lower = words.to_lowercase();
    let (of_sites, others): (Vec<&WordRule>, Vec<&WordRule>) =
        fitting(rules, &lower).partition(|rule| !rule.targets.is_empty());
    let mut meanings: Vec<RuleWords<'r>> = Vec::new();
    for rule in of_sites {
        let said = RuleWords::of(rule, &others);
        match meanings.iter_mut().find(|known| known.says_as(&said)) {
            Some(known) => add_targets(&mut known.targets, &rule.targets),
            None => meanings.push(said),
        }
    }
    if meanings.is_empty() {
        let of_row = others.first().map(|first| RuleWords::of(first, &others[1..]));
        meanings.push(of_row.unwrap_or_default());
    }
    meanings
}
