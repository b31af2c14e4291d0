//! Series of a metric, as JSON has them.

use crate::layouts::json_scalar::{Pairs, Scalar};
use crate::model::suggest::short;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Series: many samples of a range, or one of a moment.
#[derive(Debug, Deserialize)]
#[serde(expecting = "a series with its `metric` and its `values`; export a matrix or a vector")]
pub(super) struct MetricSeries {
    pub(super) metric: Labels,
    /// Samples of a range; empty where there is one of a moment.
    #[serde(default)]
    pub(super) values: Vec<MetricSample>,
    pub(super) value: Option<MetricSample>,
}

/// Sample: seconds since 1970 and a value.
#[derive(Debug, Deserialize)]
#[serde(expecting = "a pair of a time and a value")]
pub(super) struct MetricSample(pub(super) Scalar, pub(super) MetricValue);

/// The value of a sample.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum MetricValue {
    Number(f64),
    /// `NaN`, `+Inf`, or no number at all: never worth anything.
    Odd(Box<str>),
}

impl<'de> Deserialize<'de> for MetricValue {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<MetricValue, D::Error> {
        let value = Scalar::deserialize(from)?;
        let number = value
            .as_str()
            .and_then(|word| word.parse().ok())
            .or(value.number())
            .filter(|number: &f64| number.is_finite());
        Ok(number.map_or_else(|| MetricValue::Odd(value.shown().into()), MetricValue::Number))
    }
}

impl MetricValue {
    /// Writes the value times a factor; one that is no number as it stands.
    pub(super) fn text(&self, times: f64) -> String {
        match self {
            MetricValue::Number(number) => (number * times).to_string(),
            MetricValue::Odd(text) => text.to_string(),
        }
    }
}

/// The labels of a series, without its name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "Pairs<String>")]
pub(super) struct Labels(pub(super) BTreeMap<String, String>);

impl TryFrom<Pairs<String>> for Labels {
    type Error = String;

    fn try_from(pairs: Pairs<String>) -> Result<Labels, String> {
        match pairs.0.iter().find(|(label, _)| pairs.twice(label)) {
            Some((label, _)) => {
                Err(format!("the label `{}` stands twice in one series", short(label)))
            }
            None => Ok(Labels(pairs.0.into_iter().collect())),
        }
    }
}
