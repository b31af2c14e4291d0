//! `wayback-cdx`: the listing of a web archive's captures, as text or JSON. Each capture is a look from there at a page.

use super::documents::is_list;
use super::scalar::Scalar;
use super::{Archived, Foreign, Glance, Halt, Reads, Record, Sink, When, no_zone};
use crate::clock::StampError;
use crate::model::RefusalKind;
use std::collections::HashMap;

/// The layout.
pub(super) const LAYOUT: Foreign =
    Foreign { name: "wayback-cdx", reads: Reads::File, on_change: false, by_line: true, needs_zone: no_zone, recognise, read };

/// The columns of a listing as text, and those that must be there.
const COLUMNS: [&str; 7] = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"];
const NEEDED: [&str; 5] = ["urlkey", "timestamp", "mimetype", "statuscode", "digest"];
/// Where it was looked from.
const VANTAGE: &str = "web.archive.org";
/// What stands for a capture whose page was there before.
const REVISIT: &str = "warc/revisit";
/// Digits of a stamp.
const DIGITS: usize = 14;
/// Different pages of one address whose codes are kept; a revisit to another one says nothing.
const PAGES: usize = 100_000;

fn recognise(glance: &Glance<'_>) -> Option<String> {
    let first = glance.lines().next()?;
    if first.starts_with("[[") && first.contains("\"urlkey\"") && first.contains("\"timestamp\"") {
        return Some("JSON whose first row names `urlkey` and `timestamp`".to_owned());
    }
    let cells: Vec<&str> = first.split(' ').collect();
    let fits = cells.len() == COLUMNS.len() && cells[0].contains(')') && stamp(cells[1]).is_some();
    fits.then(|| "lines of seven fields, the second a stamp of 14 digits".to_owned())
}

fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), Halt> {
    if is_list(&Glance::at(archived.path)?.bytes) {
        let bytes = archived.whole()?;
        let mut captures: Option<Captures> = None;
        return archived.elements(&bytes, |number, cells: Vec<Scalar>| {
            let cells: Vec<String> = cells.iter().map(Scalar::text).collect();
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            match &mut captures {
                Some(captures) => captures.take(sink, number, &cells),
                None => {
                    captures = Some(Captures::new(&cells).map_err(|why| archived.broken(Some(number), why))?);
                    Ok(())
                }
            }
        });
    }
    let mut captures = Captures::new(&COLUMNS).map_err(|why| archived.broken(None, why))?;
    archived.lines(sink, |sink, number, line| {
        let cells: Vec<&str> = line.split_ascii_whitespace().collect();
        if cells.is_empty() { Ok(()) } else { captures.take(sink, number, &cells) }
    })
}

/// Reads captures, one after the other.
struct Captures {
    fields: usize,
    /// Where [`NEEDED`] are.
    columns: [usize; NEEDED.len()],
    /// The address of the last capture, and the codes of its pages so far; `None` where one page came with several codes.
    address: String,
    codes: HashMap<String, Option<String>>,
}

impl Captures {
    fn new(names: &[&str]) -> Result<Captures, String> {
        let mut columns = [0; NEEDED.len()];
        for (name, column) in NEEDED.iter().zip(&mut columns) {
            let missing = || format!("expected a first row with the column `{name}`; make the listing again with all its fields");
            *column = names.iter().position(|found| found == name).ok_or_else(missing)?;
            if names[*column + 1..].contains(name) {
                return Err(format!("the column `{name}` stands twice; make the listing again with each field once"));
            }
        }
        Ok(Captures { fields: names.len(), columns, address: String::new(), codes: HashMap::new() })
    }

    fn take(&mut self, sink: &mut dyn Sink, number: u64, cells: &[&str]) -> Result<(), Halt> {
        if cells.len() != self.fields {
            return sink.refuse(number, "timestamp", RefusalKind::FieldCount { expected: self.fields, found: cells.len() });
        }
        let [address, at, kind, code, digest] = self.columns.map(|at| cells[at]);
        let Some(stamp) = stamp(at) else {
            let found = super::super::nearest::short(at);
            return sink.refuse(number, "timestamp", StampError::NotATime(found).into());
        };
        let known = self.known((address, digest), code);
        let (code, result) = match (code, known) {
            ("-", Some(code)) if kind == REVISIT => (code, ""),
            ("-", _) => (String::new(), "unknown"),
            (code, _) => (code.to_owned(), ""),
        };
        let at = When::Text(&stamp);
        sink.record(number, &Record { site: &page(address), vantage: VANTAGE, status_code: &code, result, ..Record::at(at) })
    }

    /// The code that this page of this address came with so far, where it is one; `code` is that of the capture.
    fn known(&mut self, (address, digest): (&str, &str), code: &str) -> Option<String> {
        if self.address != address {
            (self.address, self.codes) = (address.to_owned(), HashMap::new());
        }
        if code == "-" {
            return self.codes.get(digest).cloned().flatten();
        }
        if let Some(before) = self.codes.get_mut(digest) {
            *before = before.take().filter(|before| before == code);
        } else if self.codes.len() < PAGES {
            self.codes.insert(digest.to_owned(), Some(code.to_owned()));
        }
        None
    }
}

/// A stamp of 14 digits as we write it; it is UTC.
fn stamp(digits: &str) -> Option<String> {
    (digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| {
        let [y, mo, d, h, mi, s] = [0..4, 4..6, 6..8, 8..10, 10..12, 12..14].map(|at| &digits[at]);
        format!("{y}-{mo}-{d}T{h}:{mi}:{s}Z")
    })
}

/// An address as one reads it: `com,example)/about` is `example.com/about`. Whether it was asked with TLS or `www.` is not in it.
fn page(key: &str) -> String {
    let Some((host, path)) = key.split_once(')') else { return key.to_owned() };
    let (host, port) = host.split_once(':').map_or((host, String::new()), |(host, port)| (host, format!(":{port}")));
    let host: Vec<&str> = host.split(',').rev().collect();
    format!("{}{port}{}", host.join("."), if path == "/" { "" } else { path })
}
