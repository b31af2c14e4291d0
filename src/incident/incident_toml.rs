//! `incident.toml`: what it may hold, and what each value means.

use crate::claims::ClaimsTable;
use crate::clock::{MILLISECOND, Span, StampError, Zone, parse_range};
use crate::files::ReadError;
use crate::files::settings::{length_setting, named_zone, setting};
use crate::incident::probes_table::ProbesTable;
use crate::model::charts::ChartRequest;
use crate::model::{Quorum, Rules, TextPosition};
use serde::Deserialize;

/// Value that `init` writes where only the user knows it.
const TO_FILL: &str = "= \"FILL IN\"";
/// Message of the reader of TOML where the title is missing.
const NO_TITLE: &str = "missing field `title`";
/// Says what to write then.
const TITLE_WANTED: &str = "it is missing: write title = \"…\" with the name of the incident into \
    the first line, above every [table]";

/// Keys of `incident.toml`, as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IncidentToml {
    pub(super) title: String,
    pub(super) notice: Option<String>,
    window: Option<WindowSetting>,
    zone: Option<String>,
    /// Sources in the order of the file; may be empty.
    #[serde(default)]
    pub(super) probes: Vec<ProbesTable>,
    /// Files of claims in the order of the file; may be empty.
    #[serde(default)]
    pub(super) claims: Vec<ClaimsTable>,
    #[serde(default)]
    rules: RuleSettings,
    #[serde(default)]
    pub(super) chart: ChartRequest,
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

/// Rules as written; each that is missing has its default.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSettings {
    quorum: Option<QuorumSetting>,
    /// Number of failed probes.
    confirm: Option<u64>,
    stable_for: Option<String>,
    lead: Option<String>,
    lag: Option<String>,
    look_back: Option<String>,
    tolerance: Option<String>,
    /// Share in percent, from 0 to 100.
    floor_percent: Option<i64>,
    /// Answer time in milliseconds.
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
        let open = positions_of(text, TO_FILL);
        if let Some((first, others)) = open.split_first() {
            let (key, TextPosition { line, column }) = first;
            let mut why = "it must be filled in; the comment above it says how".to_owned();
            for (key, at) in others {
                why.push_str(&format!("; so must `{key}` in line {}", at.line));
            }
            return Err(setting(&format!("{path}:{line}:{column}"), key, why));
        }
        toml::from_str(text).map_err(|error| match error.message() {
            // No line is that of a key that is missing.
            NO_TITLE => setting(path, "title", TITLE_WANTED.to_owned()),
            _ => ReadError::toml(path, text, &error),
        })
    }

    /// Reads the zone for showing, and for stamps of claims and maintenance without an offset.
    pub(super) fn zone(&self, path: &str) -> Result<Option<Zone>, ReadError> {
        self.zone.as_deref().map(|name| named_zone(name, path)).transpose()
    }

    /// Reads the window; `None` where there is none.
    pub(super) fn window(&self, path: &str) -> Result<Option<Span>, ReadError> {
        let Some(window) = &self.window else { return Ok(None) };
        span(&window.from.text(), &window.until.text(), self.zone(path)?).map(Some).map_err(|why| {
            ReadError::Time { path: path.to_owned(), key: "window".to_owned(), why: Box::new(why) }
        })
    }

    /// Reads the rules, those that are not written with their defaults.
    pub(super) fn rules(&self, path: &str) -> Result<Rules, ReadError> {
        let (own, base) = (&self.rules, Rules::default());
        let at = |key: &str| format!("rules.{key}");
        let or = |text: &Option<String>, key: &str, default: i64| {
            Ok(length_setting(text.as_deref(), path, &at(key))?.unwrap_or(default))
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

/// Finds key, line and column, from 1, of a text in each line that holds it and is no comment.
fn positions_of<'t>(text: &'t str, wanted: &str) -> Vec<(&'t str, TextPosition)> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with('#'));
    let found = lines.filter_map(|(at, line)| {
        let before = &line[..line.find(wanted)?];
        let at = TextPosition { line: at + 1, column: before.chars().count() + 1 };
        Some((line.split('=').next().unwrap_or_default().trim(), at))
    });
    found.collect()
}

/// Reads the time from one written moment to another; a whole day or hour as the end is included
/// (M3).
pub(super) fn span(from: &str, until: &str, zone: Option<Zone>) -> Result<Span, StampError> {
    let both = format!("{}/{}", from.trim(), until.trim());
    let range = parse_range(&both, zone)?;
    let ends = range.earliest.zip(range.latest).and_then(|(from, until)| Span::new(from, until));
    ends.ok_or(StampError::NotARange(both))
}

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
