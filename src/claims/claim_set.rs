//! Claims of all files of an incident.

use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::claims_config::ClaimsConfig;
use crate::claims::collector::{CollectedClaims, Collector};
use crate::claims::raw_claim::RawClaim;
use crate::claims::registry::ALL;
use crate::files::FileHead;
use crate::files::ReadError;
use crate::files::WebPage;
use crate::files::sha256_of_file;
use crate::model::sha256::HashedBytes;
use crate::model::{HeldCounts, HeldRoom, Input, InputRole, Refusals, shown_path};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Most claims of an incident.
const MOST_CLAIMS: usize = 1_000_000;

/// Claims of all files of an incident, with the names of sites as written.
#[derive(Debug, Default)]
pub(crate) struct ClaimSet {
    collected: CollectedClaims,
    /// Files that were read; asked, never walked.
    read: HashSet<PathBuf>,
}

/// File of claims among the inputs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ClaimInput<'a> {
    pub(crate) path: &'a Path,
    /// Path for readers.
    pub(crate) shown: &'a str,
    /// Number among the inputs, from 0.
    pub(crate) number: usize,
    /// Room for its claims, beside sites and announced work.
    pub(crate) room: HeldRoom,
}

impl ClaimSet {
    /// Reads a file, unless it was read before; gives its account among the inputs.
    ///
    /// # Errors
    /// Where it cannot be read, or is not what its layout says.
    pub(crate) fn read(
        &mut self,
        input: ClaimInput<'_>,
        config: &ClaimsConfig,
        refusals: &mut Refusals,
    ) -> Result<Option<Input>, ReadError> {
        let ClaimInput { path, shown, number, room } = input;
        if !self.read.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned())) {
            return Ok(None);
        }
        WebPage::refuse(path)?;
        let layout = config.layout;
        let HashedBytes { sha256, bytes } = sha256_of_file(path)?;
        let before = refusals.count();
        let HeldCounts { claims, targets, .. } = self.collected.room.counts;
        let counts = HeldCounts { claims, targets, ..room.counts };
        self.collected.room = HeldRoom { counts, ..room };
        let file = ClaimFile {
            path,
            shown,
            layout: layout.name,
            entry: &config.entry,
            room: self.collected.room,
        };
        let mut collector = Collector::new(&mut self.collected, shown, number, refusals);
        (layout.read)(&file, &mut collector)
            .map_err(|why| with_likelier_layout(why, path, layout))?;
        let (rows, outside) = (collector.rows, collector.outside);
        self.collected.room.check().map_err(ReadError::OverMemory)?;
        if self.collected.claims.len() > MOST_CLAIMS {
            return Err(ReadError::TooMany {
                path: shown_path(path),
                most: MOST_CLAIMS,
                what: "claims",
                instead: "name fewer files of claims, or leave out those on other incidents",
            });
        }
        let refused = refusals.count() - before;
        let account = Input::new(shown.to_owned(), InputRole::Claims);
        Ok(Some(Input { sha256, bytes, rows, refused, outside, ..account }))
    }

    /// Lists all claims, in the order in which they were read; may be empty.
    pub(crate) fn all(&self) -> &[RawClaim] {
        &self.collected.claims
    }

    /// Counts the claims and the names of sites in them.
    pub(crate) fn held(&self) -> HeldCounts {
        let HeldCounts { claims, targets, .. } = self.collected.room.counts;
        HeldCounts { claims, targets, ..HeldCounts::default() }
    }

    /// Takes all claims, in the order in which they were read.
    pub(crate) fn take(&mut self) -> Vec<RawClaim> {
        std::mem::take(&mut self.collected.claims)
    }
}

/// Extends an error by the other layout that the file seems to have, where there is one.
fn with_likelier_layout(why: ReadError, path: &Path, layout: &ClaimLayout) -> ReadError {
    let ReadError::Broken { path: location, why } = why else { return why };
    let hint = FileHead::at(path).ok().and_then(|head| {
        let mut others = ALL.into_iter().filter(|other| other.name != layout.name);
        others.find_map(|other| Some((other.name, (other.recognise)(&head)?)))
    });
    let hint = hint
        .map(|(name, evidence)| format!("; it looks like layout `{name}`: {evidence}"))
        .unwrap_or_default();
    ReadError::Broken { path: location, why: format!("{why}{hint}") }
}
