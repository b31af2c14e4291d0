//! `ripe-atlas`: results of RIPE Atlas in JSON, as a list or one a line: HTTP, ping and TLS
//! certificates. One Atlas probe is one vantage.

use crate::clock::Instant;
use crate::files::FileHead;
use crate::layouts::json_documents::is_list;
use crate::layouts::json_scalar::Scalar;
use crate::logs::{Archived, LayoutSpec, ReadStop, Record, Sink, Timestamp};
use crate::model::RefusalKind;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The layout.
pub(crate) const LAYOUT: LayoutSpec = LayoutSpec::new("ripe-atlas", recognise, read);

/// What stands in a line.
const EXPECTED: &str = "a result of RIPE Atlas in JSON";
/// The types that are read.
const TYPES: &str = "a result of the type `http`, `ping` or `sslcert`";
/// Words of errors of the probe's own network: the probe never left it.
const LOCAL: [&str; 3] = ["Network is unreachable", "sendto failed", "Operation not permitted"];

fn recognise(head: &FileHead<'_>) -> Option<String> {
    let has = |word: &str| memchr::memmem::find(&head.bytes, word.as_bytes()).is_some();
    ["\"prb_id\"", "\"msm_id\"", "\"timestamp\""]
        .iter()
        .all(|key| has(key))
        .then(|| "JSON with `prb_id` and `msm_id`".to_owned())
}

/// One result, as far as it is read.
#[derive(Debug, Default, Deserialize)]
#[serde(default, expecting = "a result of RIPE Atlas")]
struct Measured {
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

/// What some exports add of the probe.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ProbeData {
    country_code: Scalar,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Alert {
    description: Scalar,
}

/// The parts of a result: an address each, or a packet each. Of some types it is no list.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Parts {
    List(Vec<Part>),
    Other(IgnoredAny),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Part {
    res: Scalar,
    rt: Scalar,
    err: Scalar,
    dnserr: Scalar,
    x: Scalar,
    error: Scalar,
}

fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    if is_list(&FileHead::at(archived.path)?.bytes) {
        let bytes = archived.whole()?;
        return archived.elements(&bytes, |number, measured: Measured| measured.take(sink, number));
    }
    archived
        .json_lines(sink, EXPECTED, |sink, number, measured: Measured| measured.take(sink, number))
}

/// What a probe came to.
#[derive(Debug, Default)]
struct Probe {
    code: String,
    error: String,
    latency_ms: String,
    result: &'static str,
}

impl Probe {
    fn result(result: &'static str) -> Probe {
        Probe { result, ..Probe::default() }
    }

    /// A probe that ended with an error; one of the probe's own network says nothing of the site.
    fn failed(error: &str) -> Probe {
        let own = LOCAL.iter().any(|word| error.contains(word));
        Probe {
            error: error.to_owned(),
            result: if own { "unknown" } else { "" },
            ..Probe::default()
        }
    }

    fn took(mut self, rt: &Scalar) -> Probe {
        self.latency_ms =
            rt.number().filter(|ms| *ms >= 0.0).map_or_else(String::new, |ms| ms.to_string());
        self
    }
}

/// The words of an error, of whichever key has one.
fn error(err: &Scalar, dnserr: &Scalar) -> Option<String> {
    let dns = || dnserr.as_str().map(|word| format!("dns: {word}"));
    err.as_str().map(str::to_owned).or_else(dns)
}

impl Measured {
    fn take(&self, sink: &mut dyn Sink, number: u64) -> Result<(), ReadStop> {
        let at = match self.timestamp.unix() {
            Ok(at) => at,
            Err(kind) => return sink.refuse(number, "timestamp", kind),
        };
        let Some(probe) = self.prb_id.number() else {
            return sink.refuse(number, "vantage", RefusalKind::Empty);
        };
        let country = self.probe_data.as_ref().and_then(|data| data.country_code.as_str());
        let vantage =
            format!("probe {probe}{}", country.map_or_else(String::new, |code| format!(" {code}")));
        let probes = match self.kind.as_str() {
            Some("http") => self.http(),
            Some("ping") => vec![self.ping()],
            Some("sslcert") => vec![self.certificate()],
            _ => {
                return sink.refuse(
                    number,
                    "result",
                    RefusalKind::NotOfLayout { expected: TYPES, found: self.kind.shown() },
                );
            }
        };
        probes.iter().try_for_each(|probe| self.record(sink, (number, at, &vantage), probe))
    }

    fn record(
        &self,
        sink: &mut dyn Sink,
        (number, at, vantage): (u64, Instant, &str),
        probe: &Probe,
    ) -> Result<(), ReadStop> {
        let named =
            self.dst_name.as_str().or_else(|| self.uri.as_str().map(host)).or(self.name.as_str());
        let site = named.or(self.dst_addr.as_str()).or(self.addr.as_str()).unwrap_or_default();
        let Probe { code, error, latency_ms, result } = probe;
        sink.record(
            number,
            &Record {
                at: Timestamp::Moment(at),
                site,
                vantage,
                status_code: code,
                error,
                latency_ms,
                result,
            },
        )
    }

    fn parts(&self) -> &[Part] {
        if let Some(Parts::List(parts)) = &self.result { parts } else { &[] }
    }

    /// A probe for each address that was asked. They are of one moment, so that the site is down
    /// only where all of them are (M8).
    fn http(&self) -> Vec<Probe> {
        let answer = |part: &Part| {
            let failed = error(&part.err, &part.dnserr);
            match part.res.number() {
                Some(code) => Probe {
                    code: code.to_string(),
                    error: failed.unwrap_or_default(),
                    ..Probe::default()
                }
                .took(&part.rt),
                None => failed.map_or_else(Probe::default, |error| Probe::failed(&error)),
            }
        };
        match self.parts() {
            [] => vec![
                error(&self.err, &self.dnserr)
                    .map_or_else(Probe::default, |error| Probe::failed(&error)),
            ],
            parts => parts.iter().map(answer).collect(),
        }
    }

    /// One reply of several packets is an answer.
    fn ping(&self) -> Probe {
        let (Some(sent), Some(received)) = (self.sent.number(), self.rcvd.number()) else {
            return Probe::default();
        };
        if received > 0.0 {
            return Probe::result("up").took(&self.avg);
        }
        let failed = self
            .parts()
            .iter()
            .find_map(|part| part.error.as_str())
            .or(self.error.as_str())
            .or(self.dnserr.as_str());
        let lost = self.parts().iter().any(|part| part.x.as_str().is_some());
        match failed {
            Some(words) if words.to_lowercase().contains("dns") => Probe::failed(words),
            _ if sent <= 0.0 => Probe::result("unknown"),
            Some(words) if !lost => Probe::failed(words),
            _ => Probe::failed("no reply"),
        }
    }

    /// A certificate is an answer; an alert is one too, but says nothing of the page.
    fn certificate(&self) -> Probe {
        match (error(&self.err, &self.dnserr), &self.alert) {
            (Some(error), _) => Probe::failed(&error),
            (None, Some(alert)) => Probe {
                error: format!("tls alert {}", alert.description.text()),
                ..Probe::result("unknown")
            },
            (None, None) if self.cert.is_some() => Probe::result("up").took(&self.rt),
            (None, None) => Probe::default(),
        }
    }
}

/// The host of an address, with its port.
fn host(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
