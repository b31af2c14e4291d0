//! `incident.toml`: what it may hold, and what each value means.

mod table_shape;

use crate::claims::ClaimsTable;
use crate::clock::{Span, StampError, StampFormat, Zone, parse_length, parse_range};
use crate::files::OneOrMany;
use crate::files::{ReadError, separator};
use crate::incident::content_keys::{doubled_hour, file_form, file_inside};
use crate::layouts;
use crate::logs::LayoutSpec;
use crate::logs::ReadSettings;
use crate::logs::{COLUMNS, SECONDS};
use crate::logs::{Dialect, ExtraFields, UpWhen};
use crate::logs::{RESULT_WORDS, ResultWords, our_result};
use crate::model::suggest::{hint, listed};
use crate::model::{Cadence, ProbeSource, Quorum, Rules, StampResolution, TextPosition};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The word of our own layout, in CSV or Parquet.
pub(super) const OWN_LAYOUT: &str = "csv";
/// Microseconds in a millisecond.
const MILLISECOND: i64 = 1000;

/// Value that `init` writes where only the user knows it.
const TO_FILL: &str = "= \"FILL IN\"";

/// Keys of `incident.toml`, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IncidentToml {
    pub(super) title: String,
    pub(super) notice: Option<String>,
    window: Option<WindowSetting>,
    zone: Option<String>,
    #[serde(default)]
    pub(super) probes: Vec<ProbesTable>,
    #[serde(default)]
    pub(super) claims: Vec<ClaimsTable>,
    #[serde(default)]
    rules: RuleSettings,
}

/// Window as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WindowSetting {
    from: TimeSetting,
    until: TimeSetting,
}

/// Time in quotes, or as TOML's own.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum TimeSetting {
    Text(String),
    Native(toml::value::Datetime),
}

impl TimeSetting {
    /// Returns the value as it is written.
    fn text(&self) -> String {
        match self {
            TimeSetting::Text(text) => text.clone(),
            TimeSetting::Native(native) => native.to_string(),
        }
    }
}

/// Keys of a `[[probes]]` table, as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProbesTable {
    name: Option<String>,
    pub(super) files: OneOrMany,
    layout: Option<String>,
    #[serde(default)]
    format: OneOrMany,
    #[serde(default)]
    pass_over: OneOrMany,
    path: Option<String>,
    cadence: Option<String>,
    interval: Option<String>,
    zone: Option<String>,
    #[serde(default)]
    pub(super) columns: BTreeMap<String, OneOrMany>,
    silence: Option<String>,
    clock_error: Option<String>,
    resolution: Option<String>,
    doubled_hour: Option<String>,
    encoding: Option<String>,
    sheet: Option<String>,
    vantage: Option<String>,
    separator: Option<String>,
    header: Option<Vec<String>>,
    time_format: Option<String>,
    site: Option<String>,
    #[serde(default)]
    results: BTreeMap<String, String>,
    up_when: Option<String>,
    #[serde(default)]
    extra_fields: bool,
    cells: Option<String>,
    sites: Option<OneOrMany>,
    #[serde(default)]
    except: OneOrMany,
    #[serde(default)]
    addresses: OneOrMany,
    state: Option<String>,
    between: Option<String>,
    inside: Option<String>,
    #[serde(default)]
    simulated: bool,
}

/// Rules as written; each that is missing has its default.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSettings {
    quorum: Option<QuorumSetting>,
    confirm: Option<u64>,
    stable_for: Option<String>,
    lead: Option<String>,
    lag: Option<String>,
    look_back: Option<String>,
    tolerance: Option<String>,
    floor_percent: Option<i64>,
    slow_ms: Option<i64>,
    up_codes: Option<Vec<u16>>,
    challenged_codes: Option<Vec<u16>>,
    down_codes: Option<Vec<u16>>,
}

/// Quorum as written: `majority`, or a number of vantages.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum QuorumSetting {
    Word(String),
    Number(u32),
}

impl IncidentToml {
    /// Reads the text of the file; `path` is for errors.
    pub(super) fn read(text: &str, path: &str) -> Result<IncidentToml, ReadError> {
        if let Some(TextPosition { line, column }) = position_of(text, TO_FILL) {
            let key = text
                .lines()
                .nth(line - 1)
                .and_then(|line| line.split('=').next())
                .unwrap_or_default()
                .trim()
                .to_owned();
            let why = "it must be filled in; the comment above it says how".to_owned();
            return Err(setting(&format!("{path}:{line}:{column}"), &key, why));
        }
        toml::from_str(text).map_err(|error| ReadError::toml(path, text, &error))
    }

    /// Reads the zone for showing, and for stamps of claims and maintenance without an offset.
    pub(super) fn zone(&self, path: &str) -> Result<Option<Zone>, ReadError> {
        self.zone.as_deref().map(|name| zone(name, path)).transpose()
    }

    /// Reads the window; `None` where there is none.
    pub(super) fn window(&self, path: &str) -> Result<Option<Span>, ReadError> {
        let Some(window) = &self.window else { return Ok(None) };
        span(&window.from.text(), &window.until.text(), self.zone(path)?)
            .map(Some)
            .map_err(|why| ReadError::Time { path: path.to_owned(), key: "window".to_owned(), why })
    }

    /// Reads the rules, those that are not written with their defaults.
    pub(super) fn rules(&self, path: &str) -> Result<Rules, ReadError> {
        let (own, base) = (&self.rules, Rules::default());
        let at = |key: &str| format!("rules.{key}");
        let or = |text: &Option<String>, key: &str, default: i64| {
            Ok(length(text.as_deref(), path, &at(key))?.unwrap_or(default))
        };
        let floor_percent = own.floor_percent.unwrap_or(base.floor_percent);
        if !(0..=100).contains(&floor_percent) {
            return Err(setting(
                path,
                &at("floor_percent"),
                format!("expected 0 to 100, found {floor_percent}"),
            ));
        }
        let confirm = own.confirm.unwrap_or(base.confirm);
        if confirm == 0 {
            return Err(setting(path, &at("confirm"), "expected 1 or more, found 0".to_owned()));
        }
        if own.slow_ms.is_some_and(|ms| ms < 0) {
            return Err(setting(
                path,
                &at("slow_ms"),
                "expected 0 or more milliseconds".to_owned(),
            ));
        }
        Ok(Rules {
            quorum: quorum(own.quorum.as_ref(), path)?,
            confirm,
            stable_for_us: or(&own.stable_for, "stable_for", base.stable_for_us)?,
            lead_us: or(&own.lead, "lead", base.lead_us)?,
            lag_us: or(&own.lag, "lag", base.lag_us)?,
            look_back_us: or(&own.look_back, "look_back", base.look_back_us)?,
            tolerance_us: or(&own.tolerance, "tolerance", base.tolerance_us)?,
            floor_percent,
            slow_us: own.slow_ms.map(|ms| ms.saturating_mul(MILLISECOND)),
            up_codes: own.up_codes.clone().unwrap_or_default(),
            challenged_codes: own.challenged_codes.clone().unwrap_or(base.challenged_codes),
            down_codes: own.down_codes.clone().unwrap_or_default(),
        })
    }
}

impl ProbesTable {
    /// Reads what later rooms need of the table; `path` is the incident file, for errors.
    pub(super) fn source(&self, path: &str) -> Result<ProbeSource, ReadError> {
        let usual = if self.layout_spec(path)?.is_some_and(|layout| layout.on_change) {
            "on-change"
        } else {
            "poll"
        };
        let word = self.cadence.as_deref().unwrap_or(usual);
        let pace_us = parse_length(word).ok().filter(|us| *us > 0);
        let word = if pace_us.is_some() { "poll" } else { word };
        let cadence = match (word, length(self.interval.as_deref(), path, "probes.interval")?) {
            ("poll", None) => Cadence::Poll,
            ("poll", Some(_)) => {
                return Err(setting(
                    path,
                    "probes.interval",
                    "it belongs to cadence = \"on-change\"; leave it out, or write `silence`"
                        .into(),
                ));
            }
            ("on-change", Some(interval_us)) => Cadence::OnChange { interval_us },
            ("on-change", None) => {
                return Err(setting(
                    path,
                    "probes.interval",
                    "a log of changes needs the time between its probes, such as \"5m\"".into(),
                ));
            }
            (other, _) => {
                return Err(setting(
                    path,
                    "probes.cadence",
                    format!(
                        "expected `poll`, `on-change`, or the time between two probes such as \
                         `5m`, found `{other}`"
                    ),
                ));
            }
        };
        let name = self
            .name
            .clone()
            .or_else(|| self.files.all().first().cloned())
            .unwrap_or_else(|| "probes".to_owned());
        Ok(ProbeSource {
            name,
            cadence,
            clock_error_us: length(self.clock_error.as_deref(), path, "probes.clock_error")?
                .unwrap_or(0),
            resolution: self.resolution(path)?,
            silence_us: length(self.silence.as_deref(), path, "probes.silence")?,
            pace_us,
            simulated: self.simulated,
            lists_periods: self.layout_spec(path)?.is_some_and(|layout| layout.lists_periods),
        })
    }

    /// Reads how coarse the stamps are, where the table says it; `path` is the incident file, for
    /// errors.
    fn resolution(&self, path: &str) -> Result<StampResolution, ReadError> {
        let declared = length(self.resolution.as_deref(), path, "probes.resolution")?;
        Ok(StampResolution { us: declared.unwrap_or(0), is_declared: declared.is_some() })
    }

    /// Reads how the rows are to be read; `path` is the incident file, for errors.
    pub(super) fn read_settings(&self, path: &str) -> Result<ReadSettings, ReadError> {
        let layout = self.layout_spec(path)?;
        self.check_csv_keys(layout, path)?;
        let dialect = self.dialect(path)?;
        let check = layout.and_then(|layout| layout.check_columns);
        check
            .map_or(Ok(()), |check| check(&self.columns))
            .map_err(|why| setting(path, "probes.columns", why))?;
        let settings = ReadSettings {
            zone: self.zone(path)?,
            columns: self.columns.clone(),
            vantage: self.vantage(),
            on_change: self.source(path)?.cadence != Cadence::Poll,
            dialect,
            result_words: self.results(path)?,
            shape: self.shape(path)?,
            layout,
            formats: self.format.all().to_vec(),
            pass_over: self.pass_over.all().to_vec(),
            file_inside: file_inside(self.path.as_deref(), layout, &self.columns)
                .map_err(|why| setting(path, "probes.path", why))?,
        };
        layouts::check_lines(layout, &settings.line_keys())
            .map_err(|fault| setting(path, &format!("probes.{}", fault.key), fault.why))?;
        Ok(settings)
    }

    /// Reads the meaning of the archive's words for a result that are not ours.
    fn results(&self, path: &str) -> Result<ResultWords, ReadError> {
        let known = || RESULT_WORDS.into_iter();
        let meant = |(theirs, ours): (&String, &String)| {
            let wrong = || {
                format!(
                    "expected one of {} for `{theirs}`, found `{ours}`{}",
                    listed(known()),
                    hint(ours, known())
                )
            };
            Ok((
                theirs.trim().to_owned(),
                our_result(ours).ok_or_else(|| setting(path, "probes.results", wrong()))?,
            ))
        };
        self.results.iter().map(meant).collect()
    }

    /// Reads how a CSV log differs from ours.
    fn dialect(&self, path: &str) -> Result<Dialect, ReadError> {
        let layout = self.layout_spec(path)?;
        let separator = self.separator.as_deref().map_or(Ok(b','), separator);
        let separator = separator.map_err(|why| setting(path, "probes.separator", why))?;
        let own = self.layout_spec(path)?.map_or(&[][..], |layout| layout.own_columns);
        let known = || COLUMNS.into_iter().chain([SECONDS]).chain(own.iter().copied());
        if let Some(unknown) = self.columns.keys().find(|key| !known().any(|known| known == *key)) {
            let why = format!(
                "`{unknown}` is none of our columns, which are {}{}",
                listed(known()),
                hint(unknown, known())
            );
            return Err(setting(path, "probes.columns", why));
        }
        let format = |text: &String| {
            StampFormat::named(text)
                .map_err(|why| setting(path, "probes.time_format", why.to_string()))
        };
        let both =
            ["status_code", "result"].into_iter().find(|ours| self.columns.contains_key(*ours));
        if let Some(ours) = both.filter(|_| self.up_when.is_some()) {
            let why = format!(
                "it stands in place of `{ours}`, which `columns` names too; leave one of them out"
            );
            return Err(setting(path, "probes.up_when", why));
        }
        let up_when = self.up_when.as_deref().map(UpWhen::read).transpose();
        let extra = if self.extra_fields { ExtraFields::Behind } else { ExtraFields::Odd };
        Ok(Dialect {
            up_when: up_when.map_err(|why| setting(path, "probes.up_when", why))?,
            extra_fields: extra,
            separator,
            header: self.header.clone(),
            time_format: self.time_format.as_ref().map(format).transpose()?,
            site: self.site.clone(),
            form: file_form(self.encoding.as_deref(), self.sheet.as_deref(), layout)
                .map_err(|why| setting(path, "probes.encoding", why))?,
            doubled_hour: doubled_hour(self.doubled_hour.as_deref(), layout, self.zone.as_deref())
                .map_err(|why| setting(path, "probes.doubled_hour", why))?,
            derives_cells: self.columns.contains_key(SECONDS)
                || self.columns.get("timestamp").is_some_and(|names| names.all().len() > 1),
        })
    }

    /// Finds the layout by its word; `None` is our own.
    fn layout_spec(&self, path: &str) -> Result<Option<&'static LayoutSpec>, ReadError> {
        let Some(word) = self.layout.as_deref() else { return Ok(None) };
        layout_named(word).map_err(|why| setting(path, "probes.layout", why))
    }

    /// Finds a zone by its name; `path` is the incident file, for errors.
    fn zone(&self, path: &str) -> Result<Option<Zone>, ReadError> {
        self.zone.as_deref().map(|name| zone(name, path)).transpose()
    }

    /// Gives the vantage of rows that do not name one.
    fn vantage(&self) -> String {
        self.vantage.clone().or_else(|| self.name.clone()).unwrap_or_else(|| "probes".to_owned())
    }
}

/// Finds line and column, from 1, of a text in the first line that holds it and is no comment.
fn position_of(text: &str, wanted: &str) -> Option<TextPosition> {
    let mut lines =
        text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with('#'));
    lines.find_map(|(at, line)| {
        let before = &line[..line.find(wanted)?];
        Some(TextPosition { line: at + 1, column: before.chars().count() + 1 })
    })
}

/// Finds the layout with this word; `None` is our own.
///
/// # Errors
/// Where there is none, with the words that there are.
pub(super) fn layout_named(word: &str) -> Result<Option<&'static LayoutSpec>, String> {
    if word == OWN_LAYOUT {
        return Ok(None);
    }
    let known =
        || std::iter::once(OWN_LAYOUT).chain(layouts::ALL.into_iter().map(|layout| layout.name));
    // All of them: who does not know the word cannot ask for the rest.
    let all = || known().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let wrong = || format!("expected one of {}, found `{word}`{}", all(), hint(word, known()));
    layouts::named(word).map(Some).ok_or_else(wrong)
}

/// Reads the time from one written moment to another; a whole day or hour as the end is included
/// (M3).
pub(super) fn span(from: &str, until: &str, zone: Option<Zone>) -> Result<Span, StampError> {
    let both = format!("{}/{}", from.trim(), until.trim());
    let range = parse_range(&both, zone)?;
    let ends = range.earliest.zip(range.latest).and_then(|(from, until)| Span::new(from, until));
    ends.ok_or(StampError::NotARange(both))
}

/// Reads the quorum.
fn quorum(written: Option<&QuorumSetting>, path: &str) -> Result<Quorum, ReadError> {
    match written {
        None => Ok(Rules::default().quorum),
        Some(QuorumSetting::Word(word)) if word == "majority" => Ok(Quorum::Majority),
        Some(QuorumSetting::Word(word)) if word == "all" => Ok(Quorum::All),
        Some(QuorumSetting::Number(least)) if *least > 0 => Ok(Quorum::AtLeast(*least)),
        Some(_) => Err(setting(
            path,
            "rules.quorum",
            "expected \"majority\", \"all\" or a number of vantages from 1".to_owned(),
        )),
    }
}

/// Finds a zone by its name; `path` is the incident file, for errors.
pub(super) fn zone(name: &str, path: &str) -> Result<Zone, ReadError> {
    Zone::named(name).map_err(|why| ReadError::Zone { path: path.to_owned(), why })
}

/// Reads a length in microseconds; `None` where the key is not set.
fn length(text: Option<&str>, path: &str, key: &str) -> Result<Option<i64>, ReadError> {
    let read = |text| {
        parse_length(text).map_err(|why| ReadError::Time {
            path: path.to_owned(),
            key: key.to_owned(),
            why,
        })
    };
    text.map(read).transpose()
}

/// Makes an error of a key of the incident file.
pub(super) fn setting(path: &str, key: &str, why: String) -> ReadError {
    ReadError::Setting { path: path.to_owned(), key: key.to_owned(), why }
}
