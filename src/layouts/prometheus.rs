//! `prometheus`: the answer to a query, in JSON, with what blackbox_exporter measured. Each sample
//! of `probe_success` is a probe; status codes and durations of the same labels and moment are
//! joined to it.

mod lines_of_series;
mod series;

use crate::clock::{Instant, unix_seconds};
use crate::files::FileHead;
use crate::layouts::json_documents::{is_list, quoted};
use crate::layouts::json_scalar::Scalar;
use crate::layouts::prometheus::series::{Labels, MetricSample, MetricSeries, MetricValue};
use crate::layouts::seconds::MS;
use crate::logs::{Archived, ArchivedProbe, LayoutSpec, ReadStop, Sink, Timestamp};
use crate::model::RefusalKind;
use crate::model::suggest::listed;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Answers of Prometheus and VictoriaMetrics on the metrics of blackbox_exporter.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec::new("prometheus", recognise, read);

/// The metrics that are read; the first that has a sample at a moment makes the probe.
const METRICS: [&str; 3] = ["probe_success", "probe_http_status_code", "probe_duration_seconds"];
const SUCCESS: usize = 0;
const CODE: usize = 1;
const DURATION: usize = 2;
/// Labels that name the site, and labels that name the vantage, the first that is there.
const SITE: [&str; 2] = ["target", "instance"];
const VANTAGE: [&str; 4] = ["vantage", "region", "location", "probe"];

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let has = |word: &str| memchr::memmem::find(&head.bytes, word.as_bytes()).is_some();
    let metric = METRICS[..DURATION].iter().find(|metric| has(metric))?;
    (has("\"metric\"") && has("\"__name__\"")).then(|| format!("JSON with series of `{metric}`"))
}

/// The answer of the server.
#[derive(Debug, Default, Deserialize)]
#[serde(expecting = "an answer of Prometheus")]
struct QueryAnswer {
    #[serde(default)]
    status: Scalar,
    #[serde(default, rename = "errorType")]
    error_type: Scalar,
    #[serde(default)]
    error: Scalar,
    data: Option<AnswerData>,
}

/// Series of an answer.
#[derive(Debug, Default, Deserialize)]
#[serde(expecting = "the `data` of an answer of Prometheus")]
struct AnswerData {
    /// Series of the answer; may be empty.
    #[serde(default)]
    result: Vec<MetricSeries>,
}

/// The samples of one set of labels: of each metric, by time.
type Samples<'a> = [Vec<(Instant, &'a MetricValue)>; METRICS.len()];

/// A series whose metric is known.
struct KnownSeries<'a> {
    /// Index in [`METRICS`]; `None` where the metric says nothing of a probe.
    metric: Option<usize>,
    series: &'a MetricSeries,
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let mut all = all_series(archived)?;
    let names: Vec<String> = all
        .iter_mut()
        .map(|series| series.metric.0.remove("__name__").unwrap_or_default())
        .collect();
    if let Some(at) = names.iter().position(String::is_empty) {
        let why = "has no `__name__`, so nobody can tell what its numbers are; query \
            `probe_success` itself, without a function around it";
        return Err(archived.broken(None, format!("series {} {why}", at + 1)));
    }
    let metric = |name: &String| METRICS.iter().position(|metric| metric == name);
    if !names.is_empty() && !names.iter().filter_map(metric).any(|metric| metric != DURATION) {
        let distinct: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let metrics = listed(distinct);
        let why = format!(
            "it says nothing of up or down; it holds {metrics}: export `probe_success`, or leave \
             the file out"
        );
        return Err(archived.broken(None, why));
    }
    let known: Vec<KnownSeries<'_>> = names
        .iter()
        .map(metric)
        .zip(&all)
        .map(|(metric, series)| KnownSeries { metric, series })
        .collect();
    let samples = by_labels(&known);
    if let Some(why) = beside_each_other(&samples) {
        return Err(archived.broken(None, why));
    }
    let mut number = 0;
    for one in &known {
        for sample in one.series.values.iter().chain(&one.series.value) {
            number += 1;
            if let Some(metric) = one.metric {
                let metric = Metric { index: metric, series: one.series, samples: &samples };
                metric.hand_on(sample, number, sink)?;
            }
        }
    }
    Ok(())
}

/// Returns all series of the document.
fn all_series(archived: &Archived<'_>) -> Result<Vec<MetricSeries>, ReadStop> {
    let bytes = archived.whole()?;
    if is_list(&bytes) {
        return archived.document(&bytes);
    }
    if lines_of_series::are_lines(&bytes) {
        return lines_of_series::read(archived, &bytes);
    }
    let answer: QueryAnswer = archived.document(&bytes)?;
    match (answer.status.as_str(), answer.data) {
        (Some("success"), Some(data)) => Ok(data.result),
        (Some("error"), _) => {
            let said = quoted(&format!("{}: {}", answer.error_type.text(), answer.error.text()));
            Err(archived.broken(
                None,
                format!(
                    "Prometheus answered with an error ({said}); mend \
                the query and run it again"
                ),
            ))
        }
        _ => Err(archived.broken(
            None,
            "expected an answer of Prometheus with `status` and \
            `data`; save what `/api/v1/query_range` gives",
        )),
    }
}

/// Sorts the samples of each metric by the labels of their series, then by time.
fn by_labels<'a>(known: &[KnownSeries<'a>]) -> HashMap<&'a Labels, Samples<'a>> {
    let mut samples: HashMap<&Labels, Samples<'_>> = HashMap::new();
    for one in known {
        let Some(metric) = one.metric else { continue };
        let all = one.series.values.iter().chain(&one.series.value);
        let timed = all
            .filter_map(|MetricSample(at, value)| Some((unix_seconds(at.number()?).ok()?, value)));
        samples.entry(&one.series.metric).or_default()[metric].extend(timed);
    }
    samples.values_mut().flatten().for_each(|samples| samples.sort_by_key(|(at, _)| *at));
    samples
}

/// Returns the label of a series that is there first.
fn label<'a>(labels: &'a Labels, names: &[&str]) -> &'a str {
    names.iter().find_map(|name| labels.0.get(*name)).map_or("", String::as_str)
}

/// The first and the last probe of a set of labels. Sorted by the first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct LabelSpan<'a> {
    /// Moment of the first probe.
    first: Instant,
    /// Moment of the last probe.
    last: Instant,
    labels: &'a Labels,
}

/// Says why two series of one site and vantage cannot both be read: their probes would stand in one
/// another's way. One may follow the other, as where a label changed.
fn beside_each_other(samples: &HashMap<&Labels, Samples<'_>>) -> Option<String> {
    let mut spans: BTreeMap<(&str, &str), Vec<LabelSpan<'_>>> = BTreeMap::new();
    for (labels, [success, codes, _]) in samples {
        let times = || success.iter().chain(codes).map(|(at, _)| *at);
        if let Some((first, last)) = times().min().zip(times().max()) {
            spans
                .entry((label(labels, &SITE), label(labels, &VANTAGE)))
                .or_default()
                .push(LabelSpan { first, last, labels });
        }
    }
    spans.into_iter().find_map(|((site, vantage), mut spans)| {
        spans.sort();
        let pair = spans.windows(2).find(|pair| pair[1].first <= pair[0].last)?;
        let (one, other) = (&pair[0].labels.0, &pair[1].labels.0);
        let apart = one.keys().chain(other.keys()).filter(|key| one.get(*key) != other.get(*key));
        let apart = listed(apart.map(String::as_str).collect::<BTreeSet<_>>());
        let from =
            if vantage.is_empty() { "one vantage".to_owned() } else { format!("`{vantage}`") };
        let advice = "export one of them, or give each a label `vantage`";
        Some(format!(
            "two series probe `{site}` from {from} at one time, and differ in {apart}: {advice}"
        ))
    })
}

/// Series of a metric, beside the samples of the others.
#[derive(Clone, Copy)]
struct Metric<'a> {
    /// Index in [`METRICS`].
    index: usize,
    series: &'a MetricSeries,
    /// Samples of each metric, by the labels of their series.
    samples: &'a HashMap<&'a Labels, Samples<'a>>,
}

impl Metric<'_> {
    /// Hands on a sample that makes a probe; one that is joined to another is passed over.
    fn hand_on(
        &self,
        MetricSample(at, value): &MetricSample,
        number: u64,
        sink: &mut dyn Sink,
    ) -> Result<(), ReadStop> {
        let Metric { index: metric, series, samples } = *self;
        let (site, vantage) = (label(&series.metric, &SITE), label(&series.metric, &VANTAGE));
        let at = match at.unix() {
            Ok(at) => at,
            Err(kind) => return sink.unplaced(number, site, kind),
        };
        let probe = ArchivedProbe { site, vantage, ..ArchivedProbe::at(Timestamp::Moment(at)) };
        let beside = |metric: usize| {
            let samples = &samples.get(&series.metric)?[metric];
            let location = samples.partition_point(|(other, _)| *other < at);
            samples.get(location).filter(|(other, _)| *other == at).map(|(_, value)| *value)
        };
        if (0..metric).any(|other| beside(other).is_some()) {
            return Ok(());
        }
        let result = match (metric, value) {
            (SUCCESS, MetricValue::Number(1.0)) => "up",
            (SUCCESS, MetricValue::Number(0.0)) => "down",
            (SUCCESS, odd) => {
                let kind = RefusalKind::NotOfLayout {
                    expected: "`1` or `0` in `probe_success`",
                    found: odd.text(1.0),
                };
                return sink.unreadable(number, &probe, "result", kind);
            }
            _ => "",
        };
        let code = if metric == CODE { Some(value) } else { beside(CODE) }
            .map_or_else(String::new, |code| code.text(1.0));
        // The duration of a failure is how long was waited, and no time to an answer.
        let answered = result == "up" || result.is_empty() && code != "0";
        let took =
            beside(DURATION).filter(|_| answered).map_or_else(String::new, |took| took.text(MS));
        sink.probe(
            number,
            &ArchivedProbe { status_code: &code, latency_ms: &took, result, ..probe },
        )
    }
}
