//! `ooni`: measurements of OONI's web_connectivity, one a line in JSON; and tables made from its
//! explorer, where each row has the measurement's exact time.

use crate::clock::{Zone, read_stamp};
use crate::files::FileHead;
use crate::layouts::json_scalar::Scalar;
use crate::logs::{Archived, ArchivedProbe, LayoutSpec, ReadStop, Sink, Timestamp};
use crate::logs::{Cells, Splitter};
use crate::model::RefusalKind;
use crate::model::suggest::short;
use serde::Deserialize;

/// Layout `ooni`.
pub(super) const LAYOUT: LayoutSpec =
    LayoutSpec { by_line: true, ..LayoutSpec::new("ooni", recognise, read) };

/// Content of a line, for errors.
const EXPECTED: &str = "a measurement of OONI in JSON";
/// The test that is read.
const TEST: &str = "web_connectivity";
/// The columns of a table that are read: site, result, method, and the address that has the exact
/// time in it.
const COLUMNS: [&str; 4] = ["Website URL", "Blocked?", "Blocking Method", "OONI URL"];
/// Ways of blocking that the test names.
const BLOCKING: [&str; 5] = ["dns", "tcp_ip", "http-failure", "http-diff", "http"];
/// Values of a result, for errors.
const RESULTS: &str = "`accessible` and `blocking` as web_connectivity writes them: `true`, \
    `false` or nothing, or a way of blocking";
/// A column of tables that count by day.
const DAILY: &str = "measurement_start_day";

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let has = |word: &str| memchr::memmem::find(&head.bytes, word.as_bytes()).is_some();
    // The list of OONI's API has no results of tests.
    if has("\"measurement_url\"") && has("\"results\"") && !has("\"test_keys\"") {
        return None;
    }
    if head.bytes.starts_with(b"{") && has("\"measurement_start_time\"") && has("\"probe_asn\"") {
        return Some("JSON lines with `measurement_start_time` and `probe_asn`".to_owned());
    }
    let header = head.lines().next()?;
    COLUMNS
        .iter()
        .all(|column| header.contains(column))
        .then(|| "a table with `Blocking Method` and `OONI URL`".to_owned())
}

/// Measurement of OONI, as far as it is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a measurement of OONI")]
struct Measurement {
    test_name: Scalar,
    measurement_start_time: Scalar,
    input: Scalar,
    probe_asn: Scalar,
    probe_cc: Scalar,
    test_keys: Option<TestKeys>,
}

/// Results of a test of `web_connectivity`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TestKeys {
    accessible: Scalar,
    blocking: Scalar,
    control_failure: Scalar,
    http_experiment_failure: Scalar,
    dns_experiment_failure: Scalar,
    requests: Option<Vec<HttpRequest>>,
}

/// Request of a test, with its response.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct HttpRequest {
    response: Option<Response>,
}

/// Response to a request of a test.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Response {
    code: Scalar,
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    if FileHead::at(archived.path)?.bytes.trim_ascii_start().starts_with(b"{") {
        return archived
            .json_lines(sink, EXPECTED, |sink, number, one: Measurement| one.take(sink, number));
    }
    let mut table = ExplorerTable { splitter: Splitter::new(b','), columns: None };
    archived.lines(sink, |sink, number, line| table.line(archived, sink, number, line))
}

/// Outcome of a measurement, in our words.
struct MeasurementOutcome {
    code: String,
    error: String,
    result: &'static str,
}

impl Measurement {
    /// Hands on a measurement as a probe, or sets it aside.
    fn take(&self, sink: &mut dyn Sink, number: u64) -> Result<(), ReadStop> {
        if self.test_name.as_str() != Some(TEST) {
            let found = self.test_name.shown();
            return sink.refuse(
                number,
                "result",
                RefusalKind::NotOfLayout { expected: "a `test_name` of `web_connectivity`", found },
            );
        }
        let site = self.input.as_str().unwrap_or_default();
        // The data format says that it is UTC, without an offset.
        let at = match read_stamp(&self.measurement_start_time.shown(), Some(Zone::UTC)) {
            Ok(stamp) => {
                sink.resolution(number, stamp.resolution_us);
                Timestamp::Moment(stamp.at)
            }
            Err(why) if site.is_empty() => return sink.refuse(number, "timestamp", why.into()),
            Err(why) => return sink.unplaced(number, site, why.into()),
        };
        let vantage = [self.probe_cc.as_str(), self.probe_asn.as_str()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ");
        let probe = ArchivedProbe { site, vantage: &vantage, ..ArchivedProbe::at(at) };
        let Some(keys) = &self.test_keys else {
            return sink.unreadable(number, &probe, "result", RefusalKind::NoOutcome);
        };
        let Some(MeasurementOutcome { code, error, result }) = keys.outcome() else {
            let found = format!("{}, {}", keys.accessible.shown(), keys.blocking.shown());
            let kind = RefusalKind::NotOfLayout { expected: RESULTS, found };
            return sink.unreadable(number, &probe, "result", kind);
        };
        sink.probe(number, &ArchivedProbe { status_code: &code, error: &error, result, ..probe })
    }
}

impl TestKeys {
    /// Reads what probe and control found; `None` where their words mean nothing.
    fn outcome(&self) -> Option<MeasurementOutcome> {
        let none = String::new;
        // The last answer comes first.
        let last = self
            .requests
            .as_deref()
            .and_then(<[HttpRequest]>::first)
            .and_then(|request| request.response.as_ref());
        let code = last.map_or_else(none, |response| response.code.text());
        let failure = || {
            self.http_experiment_failure
                .as_str()
                .or(self.dns_experiment_failure.as_str())
                .unwrap_or("no answer")
                .to_owned()
        };
        let outcome = match (&self.accessible, &self.blocking) {
            // Accessible means that probe and control got the same, be it an error of the server:
            // where there is a code, it decides.
            (Scalar::Bool(true), Scalar::Bool(false) | Scalar::Null)
                if !code.is_empty() && code != "0" =>
            {
                MeasurementOutcome { code, error: none(), result: "" }
            }
            (Scalar::Bool(true), Scalar::Bool(false) | Scalar::Null) => {
                MeasurementOutcome { code: none(), error: none(), result: "up" }
            }
            // The control got the page, so the site was not down: something kept it from this
            // network.
            (Scalar::Bool(false) | Scalar::Null, Scalar::Text(how))
                if BLOCKING.contains(&how.as_ref()) =>
            {
                MeasurementOutcome {
                    code: none(),
                    error: format!("blocked: {how}"),
                    result: "challenged",
                }
            }
            (Scalar::Bool(false), Scalar::Bool(false)) if self.control_failure == Scalar::Null => {
                MeasurementOutcome { code: none(), error: failure(), result: "down" }
            }
            (Scalar::Bool(false) | Scalar::Null, Scalar::Bool(false) | Scalar::Null) => {
                MeasurementOutcome { code: none(), error: none(), result: "unknown" }
            }
            _ => return None,
        };
        Some(outcome)
    }
}

/// A table made from the explorer, a row a measurement.
struct ExplorerTable {
    splitter: Splitter,
    /// Number of fields of the header, and places of [`COLUMNS`].
    columns: Option<(usize, [usize; COLUMNS.len()])>,
}

impl ExplorerTable {
    /// Reads a line of the CSV export: the names of its columns, or a measurement.
    fn line(
        &mut self,
        archived: &Archived<'_>,
        sink: &mut dyn Sink,
        number: u64,
        line: &str,
    ) -> Result<(), ReadStop> {
        if line.trim().is_empty() {
            return Ok(());
        }
        let fields = match self.splitter.split(line.as_bytes()) {
            Ok(fields) => fields,
            Err(kind) => return sink.refuse(number, "timestamp", kind),
        };
        let found = fields.count();
        let Some((expected, columns)) = self.columns else {
            let names: Vec<&str> = (0..found).map(|at| fields.text(at)).collect();
            self.columns =
                Some((found, header(&names).map_err(|why| archived.broken(Some(number), why))?));
            return Ok(());
        };
        if found != expected {
            return sink.refuse(number, "timestamp", RefusalKind::FieldCount { expected, found });
        }
        let [site, blocked, how, address] = columns.map(|at| fields.text(at));
        let Some((stamp, country)) = exact(address) else {
            let found = short(address);
            let expected = "an `OONI URL` with the exact time in it, as the date alone is no probe";
            let kind = RefusalKind::NotOfLayout { expected, found };
            return match site {
                "" => sink.refuse(number, "timestamp", kind),
                site => sink.unplaced(number, site, kind),
            };
        };
        // Not blocked is not up: where the site fails everywhere, nothing blocks it.
        let blocked = blocked.eq_ignore_ascii_case("yes") && BLOCKING.contains(&how);
        let (error, result) = if blocked {
            (format!("blocked: {how}"), "challenged")
        } else {
            (String::new(), "unknown")
        };
        sink.probe(
            number,
            &ArchivedProbe {
                site,
                vantage: country,
                error: &error,
                result,
                ..ArchivedProbe::at(Timestamp::Text(&stamp))
            },
        )
    }
}

/// Finds the columns in a header.
fn header(names: &[&str]) -> Result<[usize; COLUMNS.len()], String> {
    if names.contains(&DAILY) {
        return Err(
            "these are counts of a day, not probes; get the measurements themselves, one a \
            line in JSON"
                .to_owned(),
        );
    }
    let mut columns = [0; COLUMNS.len()];
    for (name, column) in COLUMNS.iter().zip(&mut columns) {
        let missing = || {
            format!(
                "expected measurements in JSON, one a line, or a table with the column `{name}`"
            )
        };
        *column = names.iter().position(|found| found == name).ok_or_else(missing)?;
        if names[*column + 1..].contains(name) {
            return Err(format!("the column `{name}` stands twice; rename one of them"));
        }
    }
    Ok(columns)
}

/// Returns the stamp and country in an address such as
/// `…/m/20250403074434.598430_IQ_webconnectivity_9e91`.
fn exact(address: &str) -> Option<(String, &str)> {
    let mut words = address.rsplit('/').next()?.split('_');
    let (stamp, country) = (words.next()?, words.next()?);
    let (whole, part) = stamp.split_once('.').unwrap_or((stamp, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (whole.len() == 14 && digits(whole) && digits(part) && !country.is_empty()).then(|| {
        let [y, mo, d, h, mi, s] = [0..4, 4..6, 6..8, 8..10, 10..12, 12..14].map(|at| &whole[at]);
        (format!("{y}-{mo}-{d}T{h}:{mi}:{s}.{part}Z"), country)
    })
}
