//! Rows as lines of CSV.

use super::row::ProbeRow;
use crate::clock::{Instant, MILLISECOND, rfc3339};
use std::io::{self, Write};

/// Writes one row.
pub(super) fn write_line(
    writer: &mut csv::Writer<Box<dyn Write>>,
    row: &ProbeRow<'_>,
) -> io::Result<()> {
    let code = row.code.map_or_else(String::new, |code| code.to_string());
    let latency = row.latency_us.map_or_else(String::new, milliseconds);
    let at = rfc3339(Instant(row.at_us));
    writer
        .write_record([at.as_str(), row.site, row.vantage, &code, row.error, &latency, row.result])
        .map_err(io::Error::from)
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
