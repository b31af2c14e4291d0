//! `wayback-cdx`: the listing of a web archive's captures, as text or JSON. Each capture is a probe
//! from there at a page.

mod holding;

use crate::clock::{StampError, parse_stamp, rfc3339};
use crate::files::FileHead;
use crate::layouts::json_documents::is_list;
use crate::layouts::json_scalar::Scalar;
use crate::layouts::wayback_cdx::holding::{PossibleHolding, SeenCapture, possible};
use crate::logs::{Archived, ArchivedProbe, LayoutSpec, ReadStop, Sink, Timestamp};
use crate::model::RefusalKind;
use crate::model::suggest::short;
use std::collections::{BTreeMap, HashMap};

/// Layout `wayback-cdx`.
pub(super) const LAYOUT: LayoutSpec =
    LayoutSpec { by_line: true, ..LayoutSpec::new("wayback-cdx", recognise, read) };

/// The columns of a listing as text, and those that must be there.
const COLUMNS: [&str; 7] =
    ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"];
const NEEDED: [&str; 5] = ["urlkey", "timestamp", "mimetype", "statuscode", "digest"];
/// Vantage of all captures.
const VANTAGE: &str = "web.archive.org";
/// Type of a capture whose page was there before.
const REVISIT: &str = "warc/revisit";
/// The cause of a capture that may show a holding page.
const HOLDING: &str = "possible holding page";
/// Digits of a stamp.
const DIGITS: usize = 14;
/// Captures of one address that are compared.
const TOGETHER: usize = 200_000;
/// Different pages of one address whose codes are kept; a revisit to another one says nothing.
const PAGES: usize = 100_000;

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let first = head.lines().next()?;
    if first.starts_with("[[") && first.contains("\"urlkey\"") && first.contains("\"timestamp\"") {
        return Some("JSON whose first row names `urlkey` and `timestamp`".to_owned());
    }
    let cells: Vec<&str> = first.split(' ').collect();
    let fits = cells.len() == COLUMNS.len() && cells[0].contains(')') && stamp(cells[1]).is_some();
    fits.then(|| "lines of seven fields, the second a stamp of 14 digits".to_owned())
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    if is_list(&FileHead::at(archived.path)?.bytes) {
        let bytes = archived.whole()?;
        let mut captures: Option<Captures> = None;
        archived.elements(&bytes, |number, cells: Vec<Scalar>| {
            let cells: Vec<String> = cells.iter().map(Scalar::text).collect();
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            match &mut captures {
                Some(captures) => captures.take(sink, number, &cells),
                None => {
                    captures = Some(
                        Captures::new(&cells).map_err(|why| archived.broken(Some(number), why))?,
                    );
                    Ok(())
                }
            }
        })?;
        return captures.map_or(Ok(()), |mut captures| captures.emit(sink));
    }
    let mut captures = Captures::new(&COLUMNS).map_err(|why| archived.broken(None, why))?;
    archived.lines(sink, |sink, number, line| {
        let cells: Vec<&str> = line.split_ascii_whitespace().collect();
        if cells.is_empty() { Ok(()) } else { captures.take(sink, number, &cells) }
    })?;
    captures.emit(sink)
}

/// Reads captures, those of one address together.
struct Captures {
    /// Number of fields of a row.
    fields: usize,
    /// Places of [`NEEDED`].
    columns: [usize; NEEDED.len()],
    /// The address of the last capture, and its pages so far, by their digests.
    address: String,
    pages: HashMap<String, CapturedPage>,
    /// Rows that are read and not handed on yet.
    waiting: Vec<(u64, WaitingRow)>,
}

/// Page of an address, as far as it is known.
struct CapturedPage {
    /// Number of the page.
    id: u32,
    /// The code that it came with; `None` where it came with several.
    code: Option<String>,
}

/// A row that waits for the others of its address.
enum WaitingRow {
    Refused(RefusalKind),
    /// A capture whose time cannot be read.
    Unplaced(RefusalKind),
    Capture(Capture),
}

/// Capture of an address.
struct Capture {
    /// Time as we write it.
    stamp: String,
    code: String,
    result: &'static str,
    /// The number of its page, where that is known.
    page: Option<u32>,
}

impl Captures {
    /// Begins without a capture.
    fn new(names: &[&str]) -> Result<Captures, String> {
        let mut columns = [0; NEEDED.len()];
        for (name, column) in NEEDED.iter().zip(&mut columns) {
            let missing = || {
                format!(
                    "expected a first row with the column `{name}`; make the listing again with \
                     all its fields"
                )
            };
            *column = names.iter().position(|found| found == name).ok_or_else(missing)?;
            if names[*column + 1..].contains(name) {
                return Err(format!(
                    "the column `{name}` stands twice; make the listing again with each field once"
                ));
            }
        }
        Ok(Captures {
            fields: names.len(),
            columns,
            address: String::new(),
            pages: HashMap::new(),
            waiting: Vec::new(),
        })
    }

    /// Takes a capture, or sets it aside.
    fn take(&mut self, sink: &mut dyn Sink, number: u64, cells: &[&str]) -> Result<(), ReadStop> {
        if self.waiting.len() == TOGETHER {
            self.emit(sink)?;
        }
        if cells.len() != self.fields {
            let kind = RefusalKind::FieldCount { expected: self.fields, found: cells.len() };
            self.waiting.push((number, WaitingRow::Refused(kind)));
            return Ok(());
        }
        let [address, at, kind, code, digest] = self.columns.map(|at| cells[at]);
        if self.address != address {
            self.emit(sink)?;
            (self.address, self.pages) = (address.to_owned(), HashMap::new());
        }
        let Some(stamp) = stamp(at) else {
            let kind = StampError::NotATime(short(at)).into();
            self.waiting.push((number, WaitingRow::Unplaced(kind)));
            return Ok(());
        };
        let written = Some(code).filter(|code| !is_no_code(code));
        let known = self.known(digest, written);
        let (code, result) = match (written, known) {
            (Some(code), _) => (code.to_owned(), ""),
            (None, Some(code)) if kind == REVISIT => (code, ""),
            (None, _) => (String::new(), "unknown"),
        };
        let page = self.pages.get(digest).map(|page| page.id);
        self.waiting.push((number, WaitingRow::Capture(Capture { stamp, code, result, page })));
        Ok(())
    }

    /// Returns the code that this page came with so far, where it is one; `code` is that of the
    /// capture, where it has one.
    fn known(&mut self, digest: &str, code: Option<&str>) -> Option<String> {
        let Some(code) = code else {
            return self.pages.get(digest).and_then(|page| page.code.clone());
        };
        let id = self.pages.len() as u32;
        if let Some(before) = self.pages.get_mut(digest) {
            before.code = before.code.take().filter(|before| before == code);
        } else if self.pages.len() < PAGES {
            self.pages.insert(digest.to_owned(), CapturedPage { id, code: Some(code.to_owned()) });
        }
        None
    }

    /// Hands on what waits. Where a capture may show a holding page, what its code says is set
    /// aside: somebody answered, perhaps not with the page. As unknown it would leave the time
    /// around it up.
    fn emit(&mut self, sink: &mut dyn Sink) -> Result<(), ReadStop> {
        let seen = self.waiting.iter().enumerate().filter_map(|(at, (_, row))| match row {
            WaitingRow::Capture(capture) => capture.seen(at),
            WaitingRow::Refused(_) | WaitingRow::Unplaced(_) => None,
        });
        let possible: BTreeMap<usize, PossibleHolding> =
            possible(seen.collect()).into_iter().map(|one| (one.capture, one)).collect();
        let site = page(&self.address);
        for (at, (number, row)) in std::mem::take(&mut self.waiting).into_iter().enumerate() {
            let capture = match row {
                WaitingRow::Capture(capture) => capture,
                WaitingRow::Refused(kind) => {
                    sink.refuse(number, "timestamp", kind)?;
                    continue;
                }
                WaitingRow::Unplaced(kind) => {
                    sink.unplaced(number, &site, kind)?;
                    continue;
                }
            };
            let probe = ArchivedProbe {
                site: &site,
                vantage: VANTAGE,
                ..ArchivedProbe::at(Timestamp::Text(&capture.stamp))
            };
            match possible.get(&at) {
                Some(PossibleHolding { from, until, .. }) => {
                    let only = format!("at {} only", rfc3339(*from));
                    let seen = if from == until {
                        only
                    } else {
                        format!("from {} to {} only", rfc3339(*from), rfc3339(*until))
                    };
                    let kind = RefusalKind::HoldingPage { seen };
                    let probe = ArchivedProbe { result: "challenged", error: HOLDING, ..probe };
                    sink.probe_without(number, &probe, "result", kind)?;
                }
                None => sink.probe(
                    number,
                    &ArchivedProbe { status_code: &capture.code, result: capture.result, ..probe },
                )?,
            }
        }
        Ok(())
    }
}

impl Capture {
    /// Takes the capture as one that may show a holding page: something came, and it is known which
    /// page.
    fn seen(&self, capture: usize) -> Option<SeenCapture> {
        let answered = self.code.len() == 3 && self.code.starts_with('2');
        let at = parse_stamp(&self.stamp, None).ok()?;
        self.page.filter(|_| answered).map(|page| SeenCapture { at, page, capture })
    }
}

/// Says whether a listing gives no code for a capture: `-`, or the `0` and `-1` that some indexes
/// write for a revisit. A capture is an answer, so none of these says that nothing answered.
fn is_no_code(code: &str) -> bool {
    code == "-" || code.parse::<i64>().is_ok_and(|number| number <= 0)
}

/// Returns a stamp of 14 digits as we write it; it is UTC.
fn stamp(digits: &str) -> Option<String> {
    (digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| {
        let [y, mo, d, h, mi, s] = [0..4, 4..6, 6..8, 8..10, 10..12, 12..14].map(|at| &digits[at]);
        format!("{y}-{mo}-{d}T{h}:{mi}:{s}Z")
    })
}

/// Returns an address as one reads it: `com,example)/about` is `example.com/about`. Whether it was
/// asked with TLS or `www.` is not in it.
fn page(key: &str) -> String {
    let Some((host, path)) = key.split_once(')') else { return key.to_owned() };
    let (host, port) = host
        .split_once(':')
        .map_or((host, String::new()), |(host, port)| (host, format!(":{port}")));
    let host: Vec<&str> = host.split(',').rev().collect();
    format!("{}{port}{}", host.join("."), if path == "/" { "" } else { path })
}
