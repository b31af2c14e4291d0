//! What one file says, as it is found: claims, records set aside, records that say nothing of the
//! incident.

use crate::claims::{ClaimSet, RawClaim, UnknownTarget};
use crate::clock::{Range, StampError, Zone, parse_range};
use crate::model::{Claim, ClaimKind, Location, Refusal, RefusalKind, Refusals, Role};

/// Letters of a quotation, at most.
const QUOTED: usize = 160;
/// Letters of an id that an archive gives, at most.
const ID: usize = 80;

/// Takes what one file says.
#[derive(Debug)]
pub(crate) struct Collector<'a> {
    said: &'a mut ClaimSet,
    shown: &'a str,
    /// The file's number among the inputs.
    pub(crate) file: usize,
    refusals: &'a mut Refusals,
    /// Records read.
    pub(crate) rows: u64,
    /// Records that say nothing of the incident.
    pub(crate) outside: u64,
}

/// One statement of an archive.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) claim: Claim,
    pub(crate) targets: Vec<String>,
    pub(crate) others: UnknownTarget,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(
        said: &'a mut ClaimSet,
        (shown, file): (&'a str, usize),
        refusals: &'a mut Refusals,
    ) -> Collector<'a> {
        Collector { said, shown, file, refusals, rows: 0, outside: 0 }
    }

    /// Counts a record.
    pub(crate) fn row(&mut self) {
        self.rows += 1;
    }

    /// Counts a record that says nothing of the incident.
    pub(crate) fn pass(&mut self) {
        self.outside += 1;
    }

    /// Takes a claim whose id is new.
    pub(crate) fn take(&mut self, written: RawClaim) {
        self.said
            .ids
            .insert(written.claim.id.clone(), (self.shown.to_owned(), written.claim.location.line));
        self.said.written.push(written);
    }

    /// Takes the statement of the record with this number; one whose id stands already is set
    /// aside.
    pub(crate) fn claim(&mut self, record: u64, statement: Statement) {
        let Statement { mut claim, targets, others } = statement;
        if let Some((file, line)) = self.said.ids.get(&claim.id) {
            let first = format!("{file}:{line}");
            return self.refuse(record, "id", RefusalKind::SaidBefore { id: claim.id, first });
        }
        claim.location =
            Location { file: u32::try_from(self.file).unwrap_or(u32::MAX), line: record };
        let at = self.refusal(record, "targets", RefusalKind::Empty);
        self.take(RawClaim { claim, targets, others, at });
    }

    /// Why a row of our own layout cannot have this id; `None` where it can.
    pub(crate) fn repeated_row(&self, id: &str) -> Option<RefusalKind> {
        let (file, line) = self.said.ids.get(id)?;
        let elsewhere =
            || RefusalKind::SaidBefore { id: id.to_owned(), first: format!("{file}:{line}") };
        Some(if file == self.shown { RefusalKind::Repeated(id.to_owned()) } else { elsewhere() })
    }

    /// Sets a record aside; `name` is the field, as the archive calls it.
    pub(crate) fn refuse(&mut self, record: u64, name: &str, kind: RefusalKind) {
        let refusal = self.refusal(record, name, kind);
        self.set_aside(refusal);
    }

    /// Sets aside what a refusal names.
    pub(crate) fn set_aside(&mut self, refusal: Refusal) {
        self.refusals.add(refusal);
    }

    /// A record of an archive has no columns: it is refused at its first.
    fn refusal(&self, line: u64, name: &str, kind: RefusalKind) -> Refusal {
        Refusal { file: self.shown.to_owned(), line, column: 1, name: name.to_owned(), kind }
    }
}

/// A claim that says nothing yet.
pub(crate) fn blank(id: String, role: Role, kind: ClaimKind) -> Claim {
    Claim {
        id,
        claimant: String::new(),
        role,
        kind,
        intent: false,
        published: None,
        published_text: String::new(),
        asserted: None,
        asserted_text: String::new(),
        targets: Vec::new(),
        url: String::new(),
        archived_url: String::new(),
        quote: String::new(),
        note: String::new(),
        location: Location { file: 0, line: 0 },
    }
}

/// A time as written, with what it can mean (M3); an empty text is no time.
pub(crate) fn time(text: &str, zone: Option<Zone>) -> Result<Option<Range>, StampError> {
    if text.trim().is_empty() { Ok(None) } else { parse_range(text, zone).map(Some) }
}

/// Two ends as one text, the latter open where it is empty.
pub(crate) fn between(from: &str, until: &str) -> String {
    let until = if until.trim().is_empty() { ".." } else { until.trim() };
    format!("{}/{until}", from.trim())
}

/// The first words of a text, in one line.
pub(crate) fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(QUOTED).collect();
    if cut.len() < line.len() { format!("{}…", cut.trim_end()) } else { cut }
}

/// An id of an archive, as a part of a claim's.
pub(crate) fn part_of_id(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(ID).collect()
}

/// The parts of a note that say something.
pub(crate) fn note<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// `label: text`, or nothing where the text says nothing.
pub(crate) fn labelled(label: &str, text: &str) -> String {
    let text = quoted(text);
    if text.is_empty() { text } else { format!("{label}{text}") }
}
