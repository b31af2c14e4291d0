//! `mtr`: what `mtr --csv` writes, a header before each run and then a row for each hop. Each run
//! is one probe of its destination, whose row is found by its address.

use crate::clock::{Instant, unix_seconds};
use crate::files::FileHead;
use crate::logs::{
    Archived, ArchivedProbe, AskedKey, Cells, Fields, LayoutSpec, ReadStop, Sink, Splitter,
    Timestamp,
};
use crate::model::RefusalKind;
use crate::model::suggest::{listed, short};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// Layout `mtr`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    by_line: true,
    csv_keys: &["addresses"],
    asks: Some(asks),
    ..LayoutSpec::new("mtr", recognise, read)
};

/// Key that names the addresses of destinations.
const ADDRESSES: &str = "addresses";
/// First name of a header.
const FIRST: &str = "Mtr_Version";
/// Names of the columns that are read.
const COLUMNS: [&str; 5] = ["Start_Time", "Host", "Ip", "Loss%", "Avg"];
/// Loss of a destination that did not answer, in percent.
const ALL_LOST: f64 = 100.0;
/// Last hops that a question names, at most.
const MOST_ASKED: usize = 6;

fn recognise(head: &FileHead<'_>) -> Option<String> {
    let header = head.first_line()?.trim_start_matches('\u{feff}').to_owned();
    let has = |name: &str| header.split(',').any(|found| found == name);
    let is_mtr = header.starts_with(FIRST) && COLUMNS[..4].iter().all(|name| has(name));
    is_mtr.then(|| "the header is that of `mtr --csv`, with a row for each hop".to_owned())
}

/// Asks for the addresses of destinations that are named, by the last hops of their runs.
fn asks(head: &FileHead<'_>) -> Option<AskedKey> {
    let mut splitter = Splitter::new(b',');
    let mut columns = None;
    let mut last: Option<HopRow> = None;
    let mut ends: BTreeMap<String, u64> = BTreeMap::new();
    let mut end_run = |last: &mut Option<HopRow>| {
        if let Some(row) = last.take().filter(|row| !is_address(&row.host)) {
            *ends.entry(row.address).or_default() += 1;
        }
    };
    for line in head.lines() {
        let Ok(fields) = splitter.split(line.as_bytes()) else { continue };
        if line.starts_with(FIRST) {
            end_run(&mut last);
            columns = HopColumns::of(&fields).ok();
        } else if let Some(row) = columns.as_ref().and_then(|columns| columns.row(&fields).ok()) {
            last = Some(row);
        }
    }
    end_run(&mut last);
    let count = |(address, runs): (&String, &u64)| format!("{} ({runs})", short(address));
    let names: Vec<String> = ends.iter().take(MOST_ASKED).map(count).collect();
    (!ends.is_empty()).then(|| AskedKey {
        key: ADDRESSES,
        why: format!(
            "a run can end at a router that is not its destination: write the addresses of the \
             destinations, as [\"192.0.2.7\"]; with their numbers, the runs seen end at {}",
            names.join(", ")
        ),
    })
}

/// Places of the columns that are read.
#[derive(Debug, Clone, Copy)]
struct HopColumns {
    time: usize,
    host: usize,
    address: usize,
    loss: usize,
    average: Option<usize>,
}

impl HopColumns {
    /// Finds the columns in a header.
    ///
    /// # Errors
    /// Where one is missing, with those that there are.
    fn of(fields: &Fields<'_>) -> Result<HopColumns, String> {
        let names: Vec<&str> = (0..fields.count()).map(|at| fields.text(at)).collect();
        let find = |name: &str| names.iter().position(|found| *found == name);
        let needed = |name: &str| {
            let found = listed(names.iter().copied().filter(|name| !name.is_empty()));
            find(name).ok_or_else(|| format!("there is no column `{name}`; found {found}"))
        };
        let [time, host, address, loss, average] = COLUMNS;
        Ok(HopColumns {
            time: needed(time)?,
            host: needed(host)?,
            address: needed(address)?,
            loss: needed(loss)?,
            average: find(average),
        })
    }

    /// Reads a row.
    ///
    /// # Errors
    /// Where its moment or its destination cannot be read.
    fn row(&self, fields: &Fields<'_>) -> Result<HopRow, RefusalKind> {
        let text = fields.text(self.time);
        let not =
            || RefusalKind::NotOfLayout { expected: "seconds since 1970", found: short(text) };
        let host = fields.text(self.host).to_owned();
        if host.is_empty() {
            return Err(RefusalKind::Empty);
        }
        Ok(HopRow {
            at: unix_seconds(text.parse().map_err(|_| not())?)?,
            host,
            address: fields.text(self.address).to_owned(),
            loss: fields.text(self.loss).to_owned(),
            average: self.average.map_or("", |at| fields.text(at)).to_owned(),
        })
    }
}

/// Loss and answer time at one hop of a run.
#[derive(Debug, Clone)]
struct HopRow {
    /// Beginning of its run.
    at: Instant,
    /// Destination of its run, as it was named.
    host: String,
    /// Address of the hop, or its name.
    address: String,
    /// Packets without an answer, in percent.
    loss: String,
    /// Answer time on average, in milliseconds.
    average: String,
}

impl HopRow {
    /// Says whether the hop is the destination of its run.
    fn is_destination(&self, addresses: &[String]) -> bool {
        self.address == self.host || addresses.contains(&self.address)
    }
}

/// Run of mtr, as far as its rows were read.
#[derive(Debug)]
struct MtrRun {
    /// Line of the destination's row, else of the last one.
    line: u64,
    /// Row of the destination, else the last one.
    row: HopRow,
    has_destination: bool,
}

impl MtrRun {
    /// Takes a row of a hop. Returns whether it is one of this run.
    fn takes(&mut self, line: u64, row: &HopRow, addresses: &[String]) -> bool {
        if (row.at, &row.host) != (self.row.at, &self.row.host) {
            return false;
        }
        if !self.has_destination {
            let has_destination = row.is_destination(addresses);
            *self = MtrRun { line, row: row.clone(), has_destination };
        }
        true
    }

    /// Hands on the run as a probe. A destination without a row did not answer.
    fn emit(self, sink: &mut dyn Sink) -> Result<(), ReadStop> {
        let HopRow { at, host, loss, average, .. } = &self.row;
        let probe = ArchivedProbe { site: host, ..ArchivedProbe::at(Timestamp::Moment(*at)) };
        let down = ArchivedProbe { result: "down", error: "no answer", ..probe };
        if !self.has_destination {
            return sink.probe(self.line, &down);
        }
        match loss.parse::<f64>() {
            Ok(loss) if (0.0..ALL_LOST).contains(&loss) => {
                let up = ArchivedProbe { result: "up", latency_ms: average, ..probe };
                sink.probe(self.line, &up)
            }
            Ok(ALL_LOST) => sink.probe(self.line, &down),
            _ => {
                let (expected, found) = ("a loss from 0 to 100", short(loss));
                let kind = RefusalKind::NotOfLayout { expected, found };
                sink.unreadable(self.line, &probe, "result", kind)
            }
        }
    }
}

fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let addresses = &archived.settings.shape.addresses;
    let mut splitter = Splitter::new(b',');
    let mut columns: Option<HopColumns> = None;
    let mut open: Option<MtrRun> = None;
    archived.lines(sink, |sink, line, text| {
        if text.trim().is_empty() {
            return Ok(());
        }
        let fields = match splitter.split(text.as_bytes()) {
            Ok(fields) => fields,
            Err(why) => return sink.refuse(line, "timestamp", why),
        };
        if text.starts_with(FIRST) {
            let found = HopColumns::of(&fields);
            columns = Some(found.map_err(|why| archived.broken(Some(line), why))?);
            return open.take().map_or(Ok(()), |run| run.emit(sink));
        }
        let Some(known) = &columns else {
            let why = "no header stands before it, as `mtr --csv` writes one before each run";
            return Err(archived.broken(Some(line), why));
        };
        let row = match known.row(&fields) {
            Ok(row) => row,
            Err(why) => return sink.refuse(line, "timestamp", why),
        };
        if addresses.is_empty() && !is_address(&row.host) {
            let why = format!(
                "`{ADDRESSES}`: no row tells which hop is `{}` itself; write the addresses of the \
                 destinations into its [[probes]], as {ADDRESSES} = [\"192.0.2.7\"]",
                short(&row.host)
            );
            return Err(archived.broken(Some(line), why));
        }
        if open.as_mut().is_some_and(|run| run.takes(line, &row, addresses)) {
            return Ok(());
        }
        let has_destination = row.is_destination(addresses);
        let before = open.replace(MtrRun { line, row, has_destination });
        before.map_or(Ok(()), |run| run.emit(sink))
    })?;
    open.map_or(Ok(()), |run| run.emit(sink))
}

/// Says whether a destination was named by its address.
fn is_address(host: &str) -> bool {
    host.parse::<IpAddr>().is_ok()
}
