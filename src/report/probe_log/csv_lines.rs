//! Rows as lines of CSV, packed or not. All stamps of a file have one number of decimals, so that a
//! program reads their column in one form.

use super::row::{HEADER, ProbeRow};
use crate::clock::{Decimals, Instant, MILLISECOND, rfc3339_with};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};

/// Writer of CSV, with its number of decimals.
pub(super) struct CsvLines {
    /// File that is written, from its beginning.
    file: File,
    is_packed: bool,
    /// Decimals of every stamp that was written so far.
    decimals: Decimals,
    writer: csv::Writer<CsvSink>,
}

impl CsvLines {
    /// Begins an empty file with its header.
    pub(super) fn begin(file: File, is_packed: bool) -> io::Result<CsvLines> {
        let mut writer = csv_writer(&file, is_packed)?;
        writer.write_record(HEADER)?;
        Ok(CsvLines { file, is_packed, decimals: Decimals::None, writer })
    }

    /// Writes one row. The first one that needs more decimals than those before gives these as
    /// many.
    pub(super) fn push(&mut self, row: &ProbeRow<'_>) -> io::Result<()> {
        let at = Instant(row.at_us);
        if Decimals::of(at) > self.decimals {
            *self = self.widened(Decimals::of(at))?;
        }
        let code = row.code.map_or_else(String::new, |code| code.to_string());
        let latency = row.latency_us.map_or_else(String::new, milliseconds);
        let stamp = rfc3339_with(at, self.decimals);
        let cells = [stamp.as_str(), row.site, row.vantage, &code, row.error, &latency, row.result];
        Ok(self.writer.write_record(cells)?)
    }

    /// Writes what is left, to the last byte.
    pub(super) fn finish(self) -> io::Result<()> {
        finish(self.writer)
    }

    /// Writes all lines so far once more, with stamps of more decimals.
    fn widened(&mut self, decimals: Decimals) -> io::Result<CsvLines> {
        // A writer that writes nowhere takes the place of the one that ends here.
        let aside = csv::Writer::from_writer(CsvSink::Plain(BufWriter::new(tempfile::tempfile()?)));
        finish(std::mem::replace(&mut self.writer, aside))?;
        let mut before = tempfile::tempfile()?;
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        io::copy(&mut file, &mut before)?;
        before.rewind()?;
        file.set_len(0)?;
        file.rewind()?;
        let before: Box<dyn Read> = if self.is_packed {
            Box::new(GzDecoder::new(BufReader::new(before)))
        } else {
            Box::new(before)
        };
        let mut lines = csv::Reader::from_reader(before);
        let mut wider = CsvLines { decimals, ..CsvLines::begin(file, self.is_packed)? };
        for record in lines.byte_records() {
            let record = record?;
            let (stamp, cells) = (record.get(0).unwrap_or_default(), record.iter().skip(1));
            let stamp = with_decimals(stamp, decimals);
            wider.writer.write_record(std::iter::once(stamp.as_slice()).chain(cells))?;
        }
        Ok(wider)
    }
}

/// File that lines go to, packed or not.
enum CsvSink {
    Plain(BufWriter<File>),
    Packed(Box<GzEncoder<BufWriter<File>>>),
}

impl Write for CsvSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            CsvSink::Plain(file) => file.write(bytes),
            CsvSink::Packed(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            CsvSink::Plain(file) => file.flush(),
            CsvSink::Packed(file) => file.flush(),
        }
    }
}

/// Makes a writer into a file.
fn csv_writer(file: &File, is_packed: bool) -> io::Result<csv::Writer<CsvSink>> {
    let file = BufWriter::new(file.try_clone()?);
    let sink = if is_packed {
        CsvSink::Packed(Box::new(GzEncoder::new(file, Compression::default())))
    } else {
        CsvSink::Plain(file)
    };
    Ok(csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(sink))
}

/// Ends a file: its last bytes, too, are written or fail here, and not where it is dropped.
fn finish(writer: csv::Writer<CsvSink>) -> io::Result<()> {
    match writer.into_inner().map_err(|why| why.into_error())? {
        CsvSink::Plain(mut file) => file.flush(),
        CsvSink::Packed(file) => file.finish()?.flush(),
    }
}

/// Returns a stamp that ends with `Z` with zeros up to this number of decimals; it has no more of
/// them.
fn with_decimals(stamp: &[u8], decimals: Decimals) -> Vec<u8> {
    let mut wider = stamp.strip_suffix(b"Z").unwrap_or(stamp).to_vec();
    let point = wider.iter().position(|byte| *byte == b'.').unwrap_or(wider.len());
    let wanted = match decimals {
        Decimals::None => 0,
        Decimals::Three => 3,
        Decimals::Six => 6,
    };
    if wanted > 0 && point == wider.len() {
        wider.push(b'.');
    }
    while wanted > 0 && wider.len() <= point + wanted {
        wider.push(b'0');
    }
    wider.push(b'Z');
    wider
}

/// Writes microseconds as milliseconds, with as many decimals as there are.
fn milliseconds(us: i64) -> String {
    let (whole, rest) = (us / MILLISECOND, us % MILLISECOND);
    if rest == 0 {
        whole.to_string()
    } else {
        format!("{whole}.{rest:03}").trim_end_matches('0').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_filled_up_with_zeros() {
        for (stamp, decimals, expected) in [
            ("2022-10-05T00:00:00Z", Decimals::None, "2022-10-05T00:00:00Z"),
            ("2022-10-05T00:00:00Z", Decimals::Three, "2022-10-05T00:00:00.000Z"),
            ("2022-10-05T00:00:00Z", Decimals::Six, "2022-10-05T00:00:00.000000Z"),
            ("2022-10-05T00:00:00.125Z", Decimals::Six, "2022-10-05T00:00:00.125000Z"),
        ] {
            let wider = with_decimals(stamp.as_bytes(), decimals);
            assert_eq!(String::from_utf8(wider).unwrap(), expected);
        }
    }
}
