//! Layouts of files that say what somebody said.

use crate::claims::claim_file::ClaimFile;
use crate::claims::collector::Collector;
use crate::files::FileHead;
use crate::files::ReadError;

/// Layout of files that hold claims.
#[derive(Debug)]
pub(crate) struct ClaimLayout {
    /// Word of the layout in `incident.toml`.
    pub(crate) name: &'static str,
    /// The keys of `[[claims]]` that the layout takes besides `files` and `layout`.
    pub(super) keys: &'static [&'static str],
    /// Keys of these that must be set: of each list, one key at least.
    pub(crate) needs: &'static [&'static [&'static str]],
    /// Whether stamps without an offset are in the zone of the incident, where the entry has none.
    pub(super) zone_of_incident: bool,
    /// Whether the file leaves the role of its author and the kind of a statement unsaid, so that
    /// each rule must have both, or the entry.
    pub(crate) claimant_by_rule: bool,
    /// Whether a rule may say the kind, the role or the claimant of a row whose sites stand
    /// elsewhere in it.
    pub(super) rules_of_rows: bool,
    /// Whether stamps have no offset, as far as its first bytes show, so that its entry must
    /// declare a zone.
    pub(crate) wall_clocks: fn(&FileHead<'_>) -> bool,
    /// Lists the keys that the user must fill in besides, as far as the first bytes show: the file
    /// does not say them.
    pub(crate) unsaid: fn(&FileHead<'_>) -> &'static [&'static str],
    /// Recognises a file of this layout: the evidence, in words for a reader; `None` where the file
    /// is something else.
    pub(crate) recognise: fn(&FileHead<'_>) -> Option<String>,
    /// Reads a whole file, and hands its claims to the collector.
    pub(super) read: fn(&ClaimFile<'_>, &mut Collector<'_>) -> Result<(), ReadError>,
}

impl ClaimLayout {
    /// Makes a layout of files, packed or not, whose stamps all have their offset; it takes no
    /// keys.
    pub(super) const fn new(
        name: &'static str,
        recognise: fn(&FileHead<'_>) -> Option<String>,
        read: fn(&ClaimFile<'_>, &mut Collector<'_>) -> Result<(), ReadError>,
    ) -> ClaimLayout {
        ClaimLayout {
            name,
            keys: &[],
            needs: &[],
            zone_of_incident: false,
            claimant_by_rule: false,
            rules_of_rows: false,
            wall_clocks: |_| false,
            unsaid: |_| &[],
            recognise,
            read,
        }
    }
}
