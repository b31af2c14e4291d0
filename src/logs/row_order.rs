//! The order of the rows of a file, as far as it tells the hour that the clocks showed twice (M2).

use crate::clock::Stamp;
use crate::files::{Blocks, Pool, ReadError};
use crate::logs::doubled_hour::{BackwardRow, DoubledHour, DoubledHours, OrderScan, RowStamp};
use crate::logs::fields::csv_fields::{Fields, Splitter};
use crate::logs::header::Header;
use crate::logs::layout::{
    Archived, ArchivedProbe, InputKind, LayoutSpec, ReadSettings, ReadStop, Sink, Timestamp,
};
use crate::model::{RefusalKind, shown_path};
use std::path::Path;

/// Reads the order of a file of lines.
///
/// # Errors
/// Where it cannot be read, or does not run in order.
pub(crate) fn order_of_lines(
    path: &Path,
    settings: &ReadSettings,
    header: &Header,
) -> Result<DoubledHours, ReadError> {
    let shown = shown_path(path);
    let mut blocks = Blocks::open_as(path, &Pool::new(), &settings.dialect.form)?;
    let mut splitter = Splitter::new(settings.dialect.separator);
    let mut text = String::new();
    let mut scan = OrderScan::default();
    let header_lines = settings.dialect.lines_before_rows() as u64;
    let mut row = 0;
    while let Some(block) = blocks.next().map_err(|why| why.error(&shown, row))? {
        for line in block.lines().split_inclusive(|byte| *byte == b'\n') {
            row += 1;
            let Some(fields) = fields_of(&mut splitter, line).filter(|_| row > header_lines) else {
                continue;
            };
            header.write_stamp(&fields, &mut text);
            see(&mut scan, row, &text, settings).map_err(|fault| fault.error(&shown))?;
        }
    }
    Ok(scan.found)
}

/// Reads the order of an archive in a layout of others, where its entry asks for it.
///
/// # Errors
/// Where it does not run in order. What else is wrong is reported when the archive is read.
pub(crate) fn order_of_archive(
    archived: Archived<'_>,
    spec: &LayoutSpec,
) -> Result<Option<DoubledHours>, ReadError> {
    let settings = archived.settings;
    if settings.dialect.doubled_hour == DoubledHour::Refused || spec.reads == InputKind::Folder {
        return Ok(None);
    }
    let mut order = ArchiveOrder { settings, scan: OrderScan::default(), fault: None };
    let read = (spec.read)(&archived, &mut order);
    match (order.fault, read) {
        (Some(fault), _) => Err(fault.error(&archived.shown())),
        (None, Err(ReadStop::Failed(why))) => Err(why),
        (None, _) => Ok(Some(order.scan.found)),
    }
}

/// Takes the stamp of a row as written; one that cannot be read tells nothing.
fn see(
    scan: &mut OrderScan,
    row: u64,
    text: &str,
    settings: &ReadSettings,
) -> Result<(), BackwardRow> {
    match settings.dialect.read_row_stamp(text, settings.zone) {
        Ok(stamp) => scan.see(row, stamp),
        Err(_) => Ok(()),
    }
}

/// Splits a line into its fields; `None` where that cannot be done.
fn fields_of<'s>(splitter: &'s mut Splitter, line: &[u8]) -> Option<Fields<'s>> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    splitter.split(line.strip_suffix(b"\r").unwrap_or(line)).ok()
}

/// Sink that reads nothing but the order of rows.
struct ArchiveOrder<'a> {
    settings: &'a ReadSettings,
    scan: OrderScan,
    fault: Option<BackwardRow>,
}

impl Sink for ArchiveOrder<'_> {
    fn probe(&mut self, number: u64, probe: &ArchivedProbe<'_>) -> Result<(), ReadStop> {
        let seen = match probe.at {
            Timestamp::Moment(at) => {
                self.scan.see(number, RowStamp::Once(Stamp { at, resolution_us: 0 }))
            }
            Timestamp::Text(text) => see(&mut self.scan, number, text.trim(), self.settings),
        };
        seen.map_err(|fault| {
            self.fault = Some(fault);
            ReadStop::ReceiverClosed
        })
    }

    fn refuse(&mut self, _: u64, _: &str, _: RefusalKind) -> Result<(), ReadStop> {
        Ok(())
    }
}
