//! A `[[probes]]` table of `incident.toml`: what it may hold, and what each value means.

use crate::clock::{StampFormat, Zone, parse_length};
use crate::files::settings::{OneOrMany, length_setting, named_zone, setting};
use crate::files::{ReadError, separator};
use crate::incident::content_keys::{doubled_hour, file_form, file_inside, header_row};
use crate::incident::layout_word::layout_named;
use crate::layouts;
use crate::logs::{
    COLUMNS, CellMeaning, Dialect, ExtraFields, FileInside, InnerFormat, LayoutSpec, RESULT_WORDS,
    ReadSettings, ResultWords, SECONDS, SiteHeadings, StateBetween, TableShape, UpWhen, our_result,
};
use crate::model::suggest::{hint, listed};
use crate::model::{Cadence, ProbeSource, StampResolution};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Value of `sites` that means all headings that are nothing else.
const ALL_OTHERS: &str = "*";

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
    /// Names in the file, by our columns; empty where they are ours.
    #[serde(default)]
    pub(super) columns: BTreeMap<String, OneOrMany>,
    silence: Option<String>,
    clock_error: Option<String>,
    resolution: Option<String>,
    doubled_hour: Option<String>,
    encoding: Option<String>,
    sheet: Option<String>,
    vantage: Option<String>,
    vantages: Option<String>,
    separator: Option<String>,
    /// Names of the columns of a file without a line of them.
    header: Option<Vec<String>>,
    /// Line that names the columns, from 1.
    header_row: Option<usize>,
    time_format: Option<String>,
    site: Option<String>,
    /// Our words for a result, by those of the archive; may be empty.
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
        let cadence =
            match (word, length_setting(self.interval.as_deref(), path, "probes.interval")?) {
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
            clock_error_us: length_setting(
                self.clock_error.as_deref(),
                path,
                "probes.clock_error",
            )?
            .unwrap_or(0),
            resolution: self.resolution(path)?,
            silence_us: length_setting(self.silence.as_deref(), path, "probes.silence")?,
            pace_us,
            simulated: self.simulated,
            lists_periods: self.layout_spec(path)?.is_some_and(|layout| layout.lists_periods),
            takes_turns: self.in_turn(self.layout_spec(path)?, path)?,
        })
    }

    /// Reads how coarse the stamps are, where the table says it; `path` is the incident file, for
    /// errors.
    fn resolution(&self, path: &str) -> Result<StampResolution, ReadError> {
        let declared = length_setting(self.resolution.as_deref(), path, "probes.resolution")?;
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
            in_turn: self.in_turn(layout, path)?,
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
            header_row: header_row(self.header_row, self.header.as_deref())
                .map_err(|why| setting(path, "probes.header_row", why))?,
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
        self.zone.as_deref().map(|name| named_zone(name, path)).transpose()
    }

    /// Reads whether places take turns; `layout` is that of the files, and `path` the incident
    /// file, for errors.
    fn in_turn(&self, layout: Option<&LayoutSpec>, path: &str) -> Result<bool, ReadError> {
        match self.vantages.as_deref() {
            Some("in-turn") => Ok(true),
            Some("apart") | None => {
                let is_idle = layout.is_some_and(|layout| layout.names_vantages);
                let idle = self.vantage.as_ref().filter(|_| is_idle);
                idle.map_or(Ok(false), |vantage| {
                    let why = format!(
                        "each row of this layout names its vantage, so none is of `{vantage}`; \
                         write vantages = \"in-turn\" beside it where they take turns as the \
                         servers of one monitor, else leave it out"
                    );
                    Err(setting(path, "probes.vantage", why))
                })
            }
            Some(other) => {
                let why = format!("expected `in-turn` or `apart`, found `{other}`");
                Err(setting(path, "probes.vantages", why))
            }
        }
    }

    /// Gives the vantage of rows that do not name one.
    fn vantage(&self) -> String {
        self.vantage.clone().or_else(|| self.name.clone()).unwrap_or_else(|| "probes".to_owned())
    }
}

impl ProbesTable {
    /// Checks that a layout takes every key of a CSV log, and of a table of another shape, that is
    /// set; `None` is our own layout.
    ///
    /// # Errors
    /// Where it does not, with what to do.
    pub(super) fn check_csv_keys(
        &self,
        layout: Option<&LayoutSpec>,
        path: &str,
    ) -> Result<(), ReadError> {
        let dialect = "it belongs to CSV logs; a layout of its own says how it is written";
        let shapes = [
            ("cells", self.cells.is_some()),
            ("sites", self.sites.is_some()),
            ("except", !self.except.all().is_empty()),
            ("addresses", !self.addresses.all().is_empty()),
            ("state", self.state.is_some()),
            ("between", self.between.is_some()),
            ("inside", self.inside.is_some()),
        ];
        let columns = "a layout of its own has no columns to name; leave `columns` out";
        let results = "a layout of its own has words of its own; leave `results` out";
        let csv = [
            ("columns", !self.columns.is_empty(), columns),
            ("separator", self.separator.is_some(), dialect),
            ("header", self.header.is_some(), dialect),
            ("header_row", self.header_row.is_some(), dialect),
            ("time_format", self.time_format.is_some(), dialect),
            ("site", self.site.is_some(), dialect),
            ("up_when", self.up_when.is_some(), dialect),
            ("extra_fields", self.extra_fields, dialect),
            ("results", !self.results.is_empty(), results),
        ];
        let takes = |key: &str| layout.is_some_and(|layout| layout.csv_keys.contains(&key));
        let fault = |key: &str, why| Err(setting(path, &format!("probes.{key}"), why));
        let mut of_csv = csv.into_iter().filter(|_| layout.is_some());
        if let Some((key, _, why)) = of_csv.find(|(key, is_set, _)| *is_set && !takes(key)) {
            return fault(key, why.to_owned());
        }
        match shapes.into_iter().find(|(key, is_set)| *is_set && !takes(key)) {
            Some((key, _)) => {
                fault(key, layouts::belongs_to(|layout| layout.csv_keys.contains(&key)))
            }
            None => Ok(()),
        }
    }

    /// Reads the shape of a table that has no row for each probe; `path` is the incident file, for
    /// errors.
    pub(super) fn shape(&self, path: &str) -> Result<TableShape, ReadError> {
        let one_of = |key: &str, words: &[&str], found: &str| {
            let known = || words.iter().copied();
            let why = format!(
                "expected one of {}, found `{found}`{}",
                listed(known()),
                hint(found, known())
            );
            setting(path, &format!("probes.{key}"), why)
        };
        let cells = |word: &String| {
            let words = CellMeaning::ALL.map(|(word, _)| word);
            let meaning = CellMeaning::ALL.into_iter().find(|(known, _)| known == word);
            meaning.map(|(_, kind)| kind).ok_or_else(|| one_of("cells", &words, word))
        };
        let state =
            |word: &String| our_result(word).ok_or_else(|| one_of("state", &RESULT_WORDS, word));
        let between = match self.between.as_deref() {
            None | Some("unknown") => StateBetween::Unknown,
            Some("up-at-ends") => StateBetween::UpAtEnds,
            Some("up") => StateBetween::Up,
            Some(other) => {
                return Err(one_of("between", &["up-at-ends", "up", "unknown"], other));
            }
        };
        let file_inside = self.layout_spec(path)?.and_then(|layout| layout.file_inside);
        let holds_state = file_inside == Some(FileInside::State);
        let inside = match self.inside.as_deref() {
            None | Some("csv") => InnerFormat::Csv,
            Some("json") => InnerFormat::Json,
            Some("lines") if holds_state => InnerFormat::Lines,
            Some(other) if holds_state => {
                return Err(one_of("inside", &["csv", "json", "lines"], other));
            }
            Some(other) => return Err(one_of("inside", &["csv", "json"], other)),
        };
        if inside != InnerFormat::Csv && (self.separator.is_some() || self.header.is_some()) {
            let why = "JSON and lines have neither `separator` nor `header`; leave them out";
            return Err(setting(path, "probes.inside", why.to_owned()));
        }
        let sites = self.sites.as_ref().map(|sites| match sites.all() {
            [one] if one == ALL_OTHERS => SiteHeadings::Others,
            named => SiteHeadings::Named(named.to_vec()),
        });
        Ok(TableShape {
            cells: self.cells.as_ref().map(cells).transpose()?,
            sites,
            except: self.except.all().to_vec(),
            addresses: self.addresses.all().to_vec(),
            state: self.state.as_ref().map(state).transpose()?,
            between,
            interval_us: length_setting(self.interval.as_deref(), path, "probes.interval")?
                .unwrap_or(0),
            inside,
        })
    }
}
