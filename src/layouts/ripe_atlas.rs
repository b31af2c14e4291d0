//! `ripe-atlas`: results of RIPE Atlas in JSON, as a list or one a line: HTTP, ping and TLS
//! certificates. One Atlas probe is one vantage.

use crate::files::FileHead;
use crate::layouts::json_documents::is_list;
use crate::layouts::json_scalar::Scalar;
use crate::logs::{Archived, ArchivedProbe, LayoutSpec, ReadStop, Sink, Timestamp};
use crate::model::RefusalKind;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// Results of RIPE Atlas, an object for each probe.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec::new("ripe-atlas", recognise, read);

/// Content of a line, for errors.
const EXPECTED: &str = "a result of RIPE Atlas in JSON";
/// The types that are read.
const TYPES: &str = "a result of the type `http`, `ping` or `sslcert`";
/// Words of errors of the Atlas probe's own network: the request never left it.
const LOCAL: [&str; 6] = [
    "Network is unreachable",
    "sendto failed",
    "Operation not permitted",
    "Cannot assign requested address",
    "Address family not supported",
    "address not allowed",
];

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let has = |word: &str| memchr::memmem::find(&head.bytes, word.as_bytes()).is_some();
    ["\"prb_id\"", "\"msm_id\"", "\"timestamp\""]
        .iter()
        .all(|key| has(key))
        .then(|| "JSON with `prb_id` and `msm_id`".to_owned())
}

/// Result of RIPE Atlas, as far as it is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a result of RIPE Atlas")]
struct AtlasResult {
    #[serde(rename = "type")]
    kind: Scalar,
    timestamp: Scalar,
    prb_id: Scalar,
    probe_data: Option<ProbeData>,
    dst_name: Scalar,
    uri: Scalar,
    name: Scalar,
    dst_addr: Scalar,
    addr: Scalar,
    sent: Scalar,
    rcvd: Scalar,
    avg: Scalar,
    rt: Scalar,
    err: Scalar,
    dnserr: Scalar,
    error: Scalar,
    cert: Option<IgnoredAny>,
    alert: Option<Alert>,
    result: Option<Parts>,
}

/// Facts that some exports add of the Atlas probe.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ProbeData {
    country_code: Scalar,
}

/// Alert of TLS that ended a handshake.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Alert {
    description: Scalar,
}

/// The parts of a result: an address each, or a packet each. Of some types it is no list.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Parts {
    List(Vec<ResultPart>),
    Other(IgnoredAny),
}

/// Part of a result: a code, an answer time in milliseconds, or an error.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ResultPart {
    res: Scalar,
    rt: Scalar,
    err: Scalar,
    dnserr: Scalar,
    x: Scalar,
    error: Scalar,
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    if is_list(&FileHead::at(archived.path)?.bytes) {
        let bytes = archived.whole()?;
        return archived.elements(&bytes, |number, result: AtlasResult| result.take(sink, number));
    }
    archived
        .json_lines(sink, EXPECTED, |sink, number, result: AtlasResult| result.take(sink, number))
}

/// Outcome of a probe, in our words.
#[derive(Debug, Default)]
struct ProbeOutcome {
    code: String,
    error: String,
    latency_ms: String,
    result: &'static str,
}

impl ProbeOutcome {
    /// Makes the probe of an outcome, at the moment, site and vantage of another.
    fn at<'a>(&'a self, place: ArchivedProbe<'a>) -> ArchivedProbe<'a> {
        ArchivedProbe {
            status_code: &self.code,
            error: &self.error,
            latency_ms: &self.latency_ms,
            result: self.result,
            ..place
        }
    }

    /// Makes an outcome of a result alone.
    fn result(result: &'static str) -> ProbeOutcome {
        ProbeOutcome { result, ..ProbeOutcome::default() }
    }

    /// Makes the outcome of an error; one of the Atlas probe's own network says nothing of the
    /// site.
    fn failed(error: &str) -> ProbeOutcome {
        let own = LOCAL.iter().any(|word| error.contains(word));
        ProbeOutcome {
            error: error.to_owned(),
            result: if own { "unknown" } else { "" },
            ..ProbeOutcome::default()
        }
    }

    /// Adds the time to an answer, in milliseconds.
    fn with_latency(mut self, rt: &Scalar) -> ProbeOutcome {
        self.latency_ms =
            rt.number().filter(|ms| *ms >= 0.0).map_or_else(String::new, |ms| ms.to_string());
        self
    }
}

/// Returns the words of an error, of whichever key has one.
fn error(err: &Scalar, dnserr: &Scalar) -> Option<String> {
    let dns = || dnserr.as_str().map(|word| format!("dns: {word}"));
    err.as_str().map(str::to_owned).or_else(dns)
}

impl AtlasResult {
    /// Hands on the outcomes of a result as probes, or sets it aside.
    fn take(&self, sink: &mut dyn Sink, number: u64) -> Result<(), ReadStop> {
        let at = match self.timestamp.unix() {
            Ok(at) => at,
            Err(kind) if self.site().is_empty() => return sink.refuse(number, "timestamp", kind),
            Err(kind) => return sink.unplaced(number, self.site(), kind),
        };
        let Some(atlas_probe) = self.prb_id.number() else {
            return sink.refuse(number, "vantage", RefusalKind::Empty);
        };
        let country = self.probe_data.as_ref().and_then(|data| data.country_code.as_str());
        let vantage = format!(
            "probe {atlas_probe}{}",
            country.map_or_else(String::new, |code| format!(" {code}"))
        );
        let outcomes = match self.kind.as_str() {
            Some("http") => self.http(),
            Some("ping") => vec![self.ping()],
            Some("sslcert") => vec![self.certificate()],
            _ => {
                let at = Timestamp::Moment(at);
                let probe =
                    ArchivedProbe { site: self.site(), vantage: &vantage, ..ArchivedProbe::at(at) };
                let kind = RefusalKind::NotOfLayout { expected: TYPES, found: self.kind.shown() };
                return sink.unreadable(number, &probe, "result", kind);
            }
        };
        let place = ArchivedProbe {
            site: self.site(),
            vantage: &vantage,
            ..ArchivedProbe::at(Timestamp::Moment(at))
        };
        outcomes.iter().try_for_each(|outcome| sink.probe(number, &outcome.at(place)))
    }

    /// Gives the name or address that was probed; empty where none is given.
    fn site(&self) -> &str {
        let named =
            self.dst_name.as_str().or_else(|| self.uri.as_str().map(host)).or(self.name.as_str());
        named.or(self.dst_addr.as_str()).or(self.addr.as_str()).unwrap_or_default()
    }

    /// Returns the parts of the result; none where it is no list.
    fn parts(&self) -> &[ResultPart] {
        if let Some(Parts::List(parts)) = &self.result { parts } else { &[] }
    }

    /// Outcomes of a request, one for each address that was asked. They are of one moment, so that
    /// the site is down only where all of them are (M8).
    fn http(&self) -> Vec<ProbeOutcome> {
        let answer = |part: &ResultPart| {
            let failed = error(&part.err, &part.dnserr);
            match part.res.number() {
                Some(code) => ProbeOutcome {
                    code: code.to_string(),
                    error: failed.unwrap_or_default(),
                    ..ProbeOutcome::default()
                }
                .with_latency(&part.rt),
                None => {
                    failed.map_or_else(ProbeOutcome::default, |error| ProbeOutcome::failed(&error))
                }
            }
        };
        match self.parts() {
            [] => vec![
                error(&self.err, &self.dnserr)
                    .map_or_else(ProbeOutcome::default, |error| ProbeOutcome::failed(&error)),
            ],
            parts => parts.iter().map(answer).collect(),
        }
    }

    /// Returns the outcome of a ping: one reply to several packets is an answer.
    fn ping(&self) -> ProbeOutcome {
        let (Some(sent), Some(received)) = (self.sent.number(), self.rcvd.number()) else {
            return ProbeOutcome::default();
        };
        if received > 0.0 {
            return ProbeOutcome::result("up").with_latency(&self.avg);
        }
        let failed = self
            .parts()
            .iter()
            .find_map(|part| part.error.as_str())
            .or(self.error.as_str())
            .or(self.dnserr.as_str());
        let lost = self.parts().iter().any(|part| part.x.as_str().is_some());
        match failed {
            Some(words) if words.to_lowercase().contains("dns") => ProbeOutcome::failed(words),
            _ if sent <= 0.0 => ProbeOutcome::result("unknown"),
            Some(words) if !lost => ProbeOutcome::failed(words),
            _ => ProbeOutcome::failed("no reply"),
        }
    }

    /// Returns the outcome of a request for a certificate, which is an answer; an alert is one too,
    /// but says nothing of the page.
    fn certificate(&self) -> ProbeOutcome {
        match (error(&self.err, &self.dnserr), &self.alert) {
            (Some(error), _) => ProbeOutcome::failed(&error),
            (None, Some(alert)) => ProbeOutcome {
                error: format!("tls alert {}", alert.description.text()),
                ..ProbeOutcome::result("unknown")
            },
            (None, None) if self.cert.is_some() => {
                ProbeOutcome::result("up").with_latency(&self.rt)
            }
            (None, None) => ProbeOutcome::default(),
        }
    }
}

/// Takes the host of an address, with its port.
fn host(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
