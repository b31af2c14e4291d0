//! The rows that most logs consist of: a stamp of a day that is known, a site and a vantage that are known, a status code, a short whole
//! latency. They are read here, byte by byte; every other row is read by [`super::csv::Reading`], with the same result.

use super::batch::{Headed, Line, Row};
use super::csv::is_bare;
use super::header::Header;
use super::names::Local;
use super::outcome::{Classes, digits};
use crate::clock::Stamps;

/// Letters of a latency that is read here: below a day, whatever it is.
const LATENCY_DIGITS: usize = 7;
/// Microseconds in a millisecond.
const MILLISECOND: i64 = 1000;

/// What is needed besides the line.
pub(super) struct Known<'k> {
    pub(super) classes: &'k Classes,
    pub(super) stamps: &'k Stamps,
    pub(super) names: &'k mut Local,
}

impl Known<'_> {
    /// The row of a line, where it is such a row; `number` is that of its line.
    #[inline]
    pub(super) fn row(&mut self, headed: &Headed<'_>, line: &Line<'_, '_>, number: u32) -> Option<Row> {
        let Header { timestamp, site, vantage, code, latency, result, .. } = &headed.header;
        let &[site] = site.as_slice() else { return None };
        let at = self.stamps.known_day(line.bytes(*timestamp))?;
        if result.is_some_and(|result| !line.bytes(result).is_empty()) {
            return None;
        }
        let code = line.bytes((*code)?).try_into().ok().and_then(|code: &[u8; 3]| digits(code))?;
        let latency_us = match latency.map(|latency| line.bytes(latency)) {
            None | Some([]) => None,
            Some(latency) => Some(latency_us(latency)?),
        };
        let class = self.classes.of_known_code(code as u16, latency_us)?;
        let series = self.series(headed, line, (site, *vantage))?;
        let cause = self.names.known_code(code as u16)?;
        Some(Row::new(at, (series, cause), (class, latency_us), number))
    }

    /// The series of a line, given the fields of its site and its vantage.
    #[inline]
    fn series(&mut self, headed: &Headed<'_>, line: &Line<'_, '_>, (site, vantage): (usize, Option<usize>)) -> Option<u32> {
        let source = headed.file.source;
        let name = bare(line.bytes(site))?;
        match vantage.map(|vantage| (vantage, line.bytes(vantage))) {
            None | Some((_, [])) => self.names.known_series(source, name, headed.layout.vantage.as_bytes()),
            Some((at, _)) if at == site + 1 => self.names.known_joined(source, bare(line.bytes_of_two(site))?, name.len()),
            Some((_, vantage)) => self.names.known_series(source, name, bare(vantage)?),
        }
    }
}

/// Microseconds of a short number of milliseconds, whole or with up to three decimals.
#[inline]
fn latency_us(text: &[u8]) -> Option<i64> {
    if text.len() > LATENCY_DIGITS {
        return None;
    }
    let Some(point) = text.iter().position(|byte| *byte == b'.') else { return Some(digits(text)? * MILLISECOND) };
    let (whole, decimals) = (&text[..point], &text[point + 1..]);
    let unit = match (whole, decimals.len()) {
        ([], _) => return None,
        (_, 1) => 100,
        (_, 2) => 10,
        (_, 3) => 1,
        _ => return None,
    };
    Some(digits(whole)? * MILLISECOND + digits(decimals)? * unit)
}

fn bare(cell: &[u8]) -> Option<&[u8]> {
    is_bare(cell).then_some(cell)
}
