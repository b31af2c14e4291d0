//! From stored versions to rows: which site each is of, and when nothing more is known of a site.

use crate::clock::{HOUR, Instant};
use crate::layouts::export_column::ColumnFault;
use crate::layouts::git::Commit;
use crate::layouts::upptime::version::Version;
use crate::logs::{ArchivedProbe, ReadStop, Sink, Timestamp};
use crate::model::RefusalKind;
use std::collections::{BTreeMap, BTreeSet};

/// Addresses that are kept, of all slugs together.
const MOST: usize = 200_000;
/// Upptime stores every site once a day, changed or not; half a day is for late runs. After so long
/// without a version of any site, in microseconds, it did not run.
const SILENCE_US: i64 = 36 * HOUR;

/// The slugs that stand for several addresses by turns: two sites of one display name share a file.
#[derive(Debug, Default)]
pub(super) struct SharedSlugs {
    /// Slugs that are shared; may be empty.
    slugs: BTreeSet<String>,
    /// The addresses of each slug, and the last of them.
    addresses: BTreeMap<String, (BTreeSet<String>, String)>,
    count: usize,
}

impl SharedSlugs {
    /// Takes in a version: a slug is shared where an address returns after another.
    ///
    /// # Errors
    /// The number of addresses, where they are more than any such repository has.
    pub(super) fn add(&mut self, slug: &str, url: &str) -> Result<(), usize> {
        if self.slugs.contains(slug) {
            return Ok(());
        }
        let (met, last) = self.addresses.entry(slug.to_owned()).or_default();
        if last == url {
            return Ok(());
        }
        url.clone_into(last);
        if !met.insert(url.to_owned()) {
            self.count -= met.len();
            self.addresses.remove(slug);
            self.slugs.insert(slug.to_owned());
            return Ok(());
        }
        self.count += 1;
        if self.count > MOST { Err(MOST) } else { Ok(()) }
    }

    /// Returns the site that a version is of: the slug, and where that is not enough its address.
    fn site(&self, slug: &str, url: &str) -> String {
        if self.slugs.contains(slug) { format!("{slug} {url}") } else { slug.to_owned() }
    }
}

/// A slug whose state goes on.
#[derive(Debug)]
struct OpenState {
    site: String,
    /// Time of the last probe.
    probed: Instant,
    /// Time of the first edit of the settings after its last version.
    edited: Option<Instant>,
}

/// Hands on rows, and a row `unknown` where the state of a site no longer goes on.
pub(super) struct UpptimeSites<'s> {
    shared: SharedSlugs,
    /// States that go on, by the slug.
    open: BTreeMap<String, OpenState>,
    /// The last probe at any site.
    last: Option<Instant>,
    number: u64,
    sink: &'s mut dyn Sink,
}

impl<'s> UpptimeSites<'s> {
    /// Begins without a site; `shared` are the slugs of several addresses.
    pub(super) fn new(shared: SharedSlugs, sink: &'s mut dyn Sink) -> UpptimeSites<'s> {
        UpptimeSites { shared, open: BTreeMap::new(), last: None, number: 0, sink }
    }

    /// Says whether there was nothing to hand on.
    pub(super) fn is_empty(&self) -> bool {
        self.number == 0
    }

    /// Adds a commit to the hash of what was read.
    pub(super) fn add_commit(&mut self, commit: &Commit) {
        commit.add_to_hash(self.sink);
    }

    /// Adds a version that was stored at this moment.
    ///
    /// # Errors
    /// Where the taker stops the reading.
    pub(super) fn add_version(
        &mut self,
        slug: &str,
        version: Result<Version, ColumnFault>,
        at: Instant,
    ) -> Result<(), ReadStop> {
        let version = match version {
            Ok(version) => version,
            Err(ColumnFault { column, kind: kind @ RefusalKind::Copied { .. } }) => {
                self.number += 1;
                self.sink.refuse(self.number, column, kind)?;
                return self.end_slug(slug, at);
            }
            Err(ColumnFault { column, kind }) => return self.unreadable(slug, column, kind, at),
        };
        self.note_run(version.probed)?;
        let site = self.shared.site(slug, &version.url);
        if self.open.get(slug).is_some_and(|open| open.site != site) {
            // Upptime compares a probe with the file, whoever's it is: what became of the other
            // site would not be written.
            self.end_slug(slug, version.probed)?;
        }
        self.number += 1;
        let probe = ArchivedProbe {
            site: &site,
            status_code: &version.code,
            error: if version.code.is_empty() && version.odd_code.is_empty() {
                cause_without_code(&version)
            } else {
                &version.odd_code
            },
            latency_ms: &version.latency_ms,
            result: &version.status,
            ..ArchivedProbe::at(Timestamp::Moment(version.probed))
        };
        self.sink.probe(self.number, &probe)?;
        self.open.insert(slug.to_owned(), OpenState { site, probed: version.probed, edited: None });
        Ok(())
    }

    /// Notes that Upptime ran at this moment; where it had not for too long, nothing is known of
    /// any site since its probe before.
    fn note_run(&mut self, probed: Instant) -> Result<(), ReadStop> {
        let last = self.last.replace(self.last.map_or(probed, |last| last.max(probed)));
        let Some(last) = last.filter(|last| probed.since(*last) > SILENCE_US) else {
            return Ok(());
        };
        let slugs: Vec<String> = self.open.keys().cloned().collect();
        slugs.into_iter().try_for_each(|slug| self.end_slug(&slug, last.plus(1)))
    }

    /// Notes a version that cannot be read, stored at this moment: something changed, and nobody
    /// can say what. Of a slug that was not met before nobody can say the site.
    fn unreadable(
        &mut self,
        slug: &str,
        column: &str,
        kind: RefusalKind,
        at: Instant,
    ) -> Result<(), ReadStop> {
        self.number += 1;
        let Some(open) = self.open.remove(slug) else {
            return self.sink.refuse(self.number, column, kind);
        };
        let at = at.max(open.probed.plus(1));
        let probe = ArchivedProbe { site: &open.site, ..ArchivedProbe::at(Timestamp::Moment(at)) };
        self.sink.unreadable(self.number, &probe, column, kind)
    }

    /// Ends a slug: from this moment on nothing is known of it.
    pub(super) fn end_slug(&mut self, slug: &str, at: Instant) -> Result<(), ReadStop> {
        let Some(open) = self.open.remove(slug) else { return Ok(()) };
        self.number += 1;
        // Two clocks are at work; the row that it ends comes first.
        let at = at.max(open.probed.plus(1));
        self.sink.probe(
            self.number,
            &ArchivedProbe {
                site: &open.site,
                result: "unknown",
                ..ArchivedProbe::at(Timestamp::Moment(at))
            },
        )
    }

    /// Notes an edit of the settings: a slug may have been renamed or taken out.
    pub(super) fn note_settings_edit(&mut self, at: Instant) {
        for open in self.open.values_mut() {
            open.edited.get_or_insert(at);
        }
    }

    /// Ends the slugs that are not in this list of those watched: each ended with the edit that
    /// took it out.
    pub(super) fn listed(&mut self, slugs: &BTreeSet<String>, at: Instant) -> Result<(), ReadStop> {
        let gone: Vec<(String, Instant)> = self
            .open
            .iter_mut()
            .filter_map(|(slug, open)| {
                let edited = open.edited.take();
                (!slugs.contains(slug)).then(|| (slug.clone(), edited.unwrap_or(at)))
            })
            .collect();
        gone.into_iter().try_for_each(|(slug, at)| self.end_slug(&slug, at))
    }
}

/// Returns the cause where there is no code.
fn cause_without_code(version: &Version) -> &'static str {
    if version.status == "down" { "no answer" } else { "" }
}
