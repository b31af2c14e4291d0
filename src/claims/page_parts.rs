//! Parts of a status page in an update, and what the update says of the sites that they stand for.

use crate::claims::claim_parts::quoted;
use crate::claims::claims_entry::{ClaimsEntry, ComponentSites};
use crate::claims::lenient_json::Text;
use crate::claims::statement_fault::StatementFault;
use crate::model::{ClaimKind, RefusalKind};
use serde::Deserialize;
use std::collections::BTreeMap;

/// States that a page gives its parts.
const PART_STATES: &str = "`operational`, `degraded_performance`, `partial_outage`, \
    `major_outage` or `under_maintenance`";
/// State of a part that works.
const OPERATIONAL: &str = "operational";

/// Part of the page that an update speaks of, with its states before and after it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Component {
    pub(super) name: Text,
    old_status: Text,
    new_status: Text,
}

/// State of a part after an update. Of several parts of one site the last of this order counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum PartState {
    Works,
    Unstated,
    UnderWork,
    Slow,
    Down,
}

impl Component {
    /// Returns the state that the page gives the part.
    ///
    /// # Errors
    /// Where the word means none.
    fn state(&self) -> Result<PartState, StatementFault> {
        match self.new_status.get() {
            "" => Ok(PartState::Unstated),
            OPERATIONAL => Ok(PartState::Works),
            "degraded_performance" => Ok(PartState::Slow),
            "partial_outage" | "major_outage" => Ok(PartState::Down),
            "under_maintenance" => Ok(PartState::UnderWork),
            other => {
                let kind = RefusalKind::NotAStatus { expected: PART_STATES, found: quoted(other) };
                Err(StatementFault::of("new_status", kind))
            }
        }
    }

    /// Says whether the page has said before the update that the part does not work.
    fn had_failed(&self) -> bool {
        !matches!(self.old_status.get(), "" | OPERATIONAL)
    }
}

/// State of the sites that an update reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UpdateState {
    /// The sites are down, or worse than they should be.
    Failing,
    /// A repair is in place, and watched: whether the sites can be reached is not said.
    Watched,
    /// The incident is over.
    Over,
    /// Announced work.
    Work,
}

/// Statement of an update on a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SiteStatement {
    Down,
    /// Slow or with errors, and not down.
    Slow,
    /// Under a repair that is watched.
    Watched,
    Reachable,
    Back,
    Work,
}

impl SiteStatement {
    /// Returns the kind of claim that it is. That a site is slow, or a repair is watched, says
    /// nothing that a rule tests.
    pub(super) fn kind(self) -> ClaimKind {
        match self {
            SiteStatement::Down => ClaimKind::Outage,
            SiteStatement::Slow | SiteStatement::Watched => ClaimKind::Unstated,
            SiteStatement::Reachable => ClaimKind::Reachable,
            SiteStatement::Back => ClaimKind::Restored,
            SiteStatement::Work => ClaimKind::Maintenance,
        }
    }
}

/// Words that an incident has had of a site.
#[derive(Debug, Clone, Copy, Default)]
struct SaidBefore {
    last: Option<SiteStatement>,
    was_down: bool,
    was_slow: bool,
}

impl SaidBefore {
    /// Returns what an update says of the site; `None` where that is nothing: a part that is named
    /// and works, as it did before.
    fn next(self, update: UpdateState, part: PartState, had_failed: bool) -> Option<SiteStatement> {
        let is_named_alone = self.last.is_none() && !had_failed;
        match (update, part) {
            (UpdateState::Work, _) => Some(SiteStatement::Work),
            (UpdateState::Over, _) if self.was_slow && !self.was_down => {
                Some(SiteStatement::Reachable)
            }
            (UpdateState::Over, PartState::Works) if is_named_alone => None,
            (UpdateState::Over, _) => Some(SiteStatement::Back),
            (_, PartState::UnderWork) => Some(SiteStatement::Work),
            (_, PartState::Works) if is_named_alone => None,
            (_, PartState::Works) => Some(SiteStatement::Reachable),
            (UpdateState::Watched, PartState::Unstated | PartState::Slow) => {
                Some(SiteStatement::Watched)
            }
            (UpdateState::Failing, PartState::Slow) => Some(SiteStatement::Slow),
            (_, PartState::Down) | (UpdateState::Failing, _) => Some(SiteStatement::Down),
        }
    }
}

/// Words of the updates of one incident, by site.
#[derive(Debug, Default)]
pub(super) struct IncidentWords {
    by_site: BTreeMap<String, SaidBefore>,
}

/// Words of one update that are new.
#[derive(Debug, Default)]
pub(super) struct NewWords<'n> {
    /// Sites by what is said of them; may be empty.
    pub(super) sites: BTreeMap<SiteStatement, Vec<String>>,
    /// Parts that `components` of the entry does not have, sorted.
    pub(super) unmapped: Vec<&'n str>,
}

impl IncidentWords {
    /// Notes that sites are said to have been down before the updates that follow.
    pub(super) fn note_outage(&mut self, sites: &[String]) {
        for site in sites {
            self.by_site.entry(site.clone()).or_default().was_down = true;
        }
    }

    /// Takes the words of an update on the parts of the page, and returns those that are new of
    /// their sites. Of sites without a part the entry says which they are.
    ///
    /// # Errors
    /// Where a part is in no known state, or where neither a part nor the entry names a site.
    pub(super) fn take<'n>(
        &mut self,
        entry: &ClaimsEntry,
        update: UpdateState,
        parts: &'n [Component],
    ) -> Result<NewWords<'n>, StatementFault> {
        let mut states: BTreeMap<String, (PartState, bool)> = BTreeMap::new();
        let mut words = NewWords::default();
        let no_site = |kind| StatementFault::of("components", kind);
        if parts.is_empty() {
            let ComponentSites { sites, .. } = entry.sites(std::iter::empty()).map_err(no_site)?;
            states.extend(sites.into_iter().map(|site| (site, (PartState::Unstated, false))));
        }
        for part in parts {
            let state = part.state()?;
            let of_part = entry.sites(std::iter::once(part.name.get())).map_err(no_site)?;
            words.unmapped.extend(of_part.unmapped);
            for site in of_part.sites {
                let held = states.entry(site).or_insert((state, false));
                *held = (held.0.max(state), held.1 || part.had_failed());
            }
        }
        words.unmapped.sort_unstable();
        for (site, (state, had_failed)) in states {
            let said = self.by_site.entry(site.clone()).or_default();
            let Some(now) = said.next(update, state, had_failed) else { continue };
            said.was_down |= now == SiteStatement::Down;
            said.was_slow |= now == SiteStatement::Slow;
            if said.last != Some(now) {
                said.last = Some(now);
                words.sites.entry(now).or_default().push(site);
            }
        }
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lists what is said of a site by one update after another, each with the state of its part.
    fn said(updates: &[(UpdateState, &str, &str)]) -> Vec<Option<SiteStatement>> {
        let entry = ClaimsEntry {
            components: Some([("Web".to_owned(), vec!["shop".to_owned()])].into()),
            ..ClaimsEntry::default()
        };
        let mut words = IncidentWords::default();
        let each = updates.iter().map(|(update, old, new)| {
            let text = |word: &&str| Text((*word).to_owned());
            let (name, old_status, new_status) = (text(&"Web"), text(old), text(new));
            let parts = [Component { name, old_status, new_status }];
            let new = words.take(&entry, *update, &parts).expect("the words are known");
            new.sites.into_keys().next()
        });
        each.collect()
    }

    /// Parts that are named in an incident and work, as they did before it, are not said to have
    /// failed; nor are those that are called slow.
    #[test]
    fn a_part_is_said_to_be_as_the_page_calls_it() {
        use SiteStatement::{Back, Down, Reachable, Slow};
        use UpdateState::{Failing, Over, Watched};
        let works = |update| (update, "operational", "operational");
        assert_eq!(said(&[works(Failing), works(Watched), works(Over)]), [None; 3]);
        assert_eq!(
            said(&[
                (Failing, "operational", "degraded_performance"),
                (Failing, "degraded_performance", "partial_outage"),
                (Watched, "partial_outage", "partial_outage"),
                (Watched, "partial_outage", "operational"),
                works(Over),
            ]),
            [Some(Slow), Some(Down), None, Some(Reachable), Some(Back)]
        );
        assert_eq!(
            said(&[
                (Failing, "operational", "degraded_performance"),
                (Over, "degraded_performance", "operational"),
            ]),
            [Some(Slow), Some(Reachable)]
        );
        assert_eq!(
            said(&[(Failing, "", ""), (Watched, "", ""), (Over, "", "")]),
            [Some(Down), Some(SiteStatement::Watched), Some(Back)]
        );
    }
}
