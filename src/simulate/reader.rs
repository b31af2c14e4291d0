//! Reading single values of a scenario: times, lengths, shares, names, each error with its line and
//! column.

use super::error::{Problem, ScenarioError, nearest};
use super::rng::Share;
use super::scenario::SimulatedSite;
use super::scenario_toml::{ScenarioToml, TextToml};
use crate::clock::{Instant, SECOND, Span, Zone, parse_length, parse_stamp, rfc3339};
use crate::model::{TextPosition, shown_path};
use std::ops::Range;
use std::path::Path;
use toml::Spanned;

/// The error words that a probe log knows.
const ERRORS: [&str; 5] = ["dns", "connect", "tls", "timeout", "reset"];

/// Reader of the values of a scenario file.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// Path of the file, at which the paths in it begin.
    pub path: &'a Path,
    zone: Option<Zone>,
    /// The time of the scenario.
    pub span: Span,
    /// Seed of every draw.
    pub seed: u64,
}

impl<'a> Reader<'a> {
    /// Reads the zone, the start and the end, which all other values need.
    pub(crate) fn new(
        text: &'a str,
        path: &'a Path,
        file: &ScenarioToml,
    ) -> Result<Reader<'a>, ScenarioError> {
        let everything =
            Span::seen(Instant(i64::MIN), Instant(i64::MAX - 1)).expect("MIN is before MAX");
        let mut reader = Reader { text, path, zone: None, span: everything, seed: file.seed };
        if let Some(zone) = &file.zone {
            reader.zone = Some(
                Zone::named(zone.get_ref())
                    .map_err(|e| reader.error(zone.span(), "zone", e.into()))?,
            );
        }
        reader.span = reader.between(&file.from, &file.until)?;
        Ok(reader)
    }

    /// Builds the error of a key at a place of the file.
    pub(crate) fn error(
        &self,
        location: Range<usize>,
        key: &'static str,
        problem: Problem,
    ) -> ScenarioError {
        let TextPosition { line, column } = TextPosition::of_byte(self.text, location.start);
        ScenarioError::Key {
            path: shown_path(self.path),
            line,
            column,
            key,
            problem: Box::new(problem),
        }
    }

    /// Reads a moment.
    pub(crate) fn stamp(
        &self,
        text: &TextToml,
        key: &'static str,
    ) -> Result<Instant, ScenarioError> {
        parse_stamp(text.get_ref(), self.zone).map_err(|e| self.error(text.span(), key, e.into()))
    }

    /// Reads a length, in microseconds.
    pub(crate) fn length(&self, text: &TextToml, key: &'static str) -> Result<i64, ScenarioError> {
        parse_length(text.get_ref()).map_err(|e| self.error(text.span(), key, e.into()))
    }

    /// Reads a length that is not 0, in microseconds.
    pub(crate) fn some_length(
        &self,
        text: &TextToml,
        key: &'static str,
    ) -> Result<i64, ScenarioError> {
        match self.length(text, key)? {
            0 => Err(self.error(text.span(), key, Problem::NoLength)),
            length => Ok(length),
        }
    }

    /// Reads a span of two ends, cut to the time of the scenario.
    pub(crate) fn between(&self, from: &TextToml, until: &TextToml) -> Result<Span, ScenarioError> {
        let (start, end) = (self.stamp(from, "from")?, self.stamp(until, "until")?);
        let span = Span::new(start, end).ok_or_else(|| {
            let problem = Problem::EmptySpan { from: rfc3339(start), until: rfc3339(end) };
            self.error(until.span(), "until", problem)
        })?;
        span.intersection(self.span).ok_or_else(|| self.outside(from.span(), "from"))
    }

    /// Builds the error for a time that no probe can see.
    pub(crate) fn outside(&self, location: Range<usize>, key: &'static str) -> ScenarioError {
        let problem =
            Problem::Outside { from: rfc3339(self.span.from()), until: rfc3339(self.span.until()) };
        self.error(location, key, problem)
    }

    /// Reads a share from 0 to 1; 0 where it is left out.
    pub(crate) fn share(
        &self,
        value: Option<&Spanned<f64>>,
        key: &'static str,
    ) -> Result<Share, ScenarioError> {
        let Some(value) = value else { return Ok(Share::default()) };
        Share::new(*value.get_ref())
            .ok_or_else(|| self.error(value.span(), key, Problem::NotAShare(*value.get_ref())))
    }

    /// Reads an error word.
    pub(crate) fn error_word(&self, word: &TextToml) -> Result<&'static str, ScenarioError> {
        let known = ERRORS.into_iter().find(|known| known == word.get_ref());
        known.ok_or_else(|| {
            self.error(word.span(), "error", Problem::NotAnError(word.get_ref().clone()))
        })
    }

    /// Lists the indices of the sites that targets name, rising, each once: ids, `group:` with a
    /// group, or `*`.
    pub(crate) fn targets(
        &self,
        targets: &[TextToml],
        key: &'static str,
        sites: &[SimulatedSite],
    ) -> Result<Vec<usize>, ScenarioError> {
        let mut chosen = vec![false; sites.len()];
        for target in targets {
            let name = target.get_ref().as_str();
            let group = name.strip_prefix("group:");
            let mut is_known = false;
            for (site, chosen) in sites.iter().zip(&mut chosen) {
                if name == "*"
                    || group.map_or(site.id == name, |group| site.group.as_deref() == Some(group))
                {
                    (*chosen, is_known) = (true, true);
                }
            }
            if !is_known {
                let problem = match group {
                    Some(group) => {
                        let known = sites.iter().filter_map(|site| site.group.as_deref());
                        unknown("group", group, known)
                    }
                    None => unknown("site", name, sites.iter().map(|site| site.id.as_str())),
                };
                return Err(self.error(target.span(), key, problem));
            }
        }
        Ok((0..sites.len()).filter(|index| chosen[*index]).collect())
    }
}

/// Builds the problem of a name that is not among the known.
pub(super) fn unknown<'a>(
    what: &'static str,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Problem {
    Problem::Unknown { what, name: name.to_owned(), hint: nearest(name, known) }
}

/// Cuts a length in microseconds to whole seconds, one at least.
pub(super) fn whole_seconds(us: i64) -> i64 {
    (us - us % SECOND).max(SECOND)
}
