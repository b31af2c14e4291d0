//! The sites of a scenario: from `sites.csv`, from `[[site]]` and from `[generate]`.

use super::error::{Problem, ScenarioError};
use super::expand;
use super::reader::{Reader, unknown};
use super::scenario::SimulatedSite;
use super::scenario_toml::{ScenarioToml, TextToml};
use crate::model::shown_path;
use std::collections::BTreeMap;
use std::path::Path;

/// Most sites of a scenario, each of which has a series at every vantage.
pub(super) const MOST_SITES: usize = 1_000_000;

/// Reads every site that is probed. Sorted by id; may be empty.
pub(super) fn read(
    reader: &Reader,
    file: &ScenarioToml,
) -> Result<Vec<SimulatedSite>, ScenarioError> {
    let mut groups: BTreeMap<String, Option<String>> = BTreeMap::new();
    if let Some(path) = &file.sites {
        groups = from_csv(reader, path)?;
    }
    for site in &file.site {
        if groups.insert(site.id.get_ref().clone(), site.group.clone()).is_some() {
            let problem = Problem::Repeated(site.id.get_ref().clone());
            return Err(reader.error(site.id.span(), "site.id", problem));
        }
    }
    if let Some(wanted) = &file.generate {
        for id in expand::ids(reader, wanted)? {
            if groups.insert(id.clone(), None).is_some() {
                let problem = Problem::Repeated(id);
                return Err(reader.error(wanted.sites.span(), "generate.sites", problem));
            }
        }
    }
    for skip in &file.skip {
        if groups.remove(skip.get_ref()).is_none() {
            let problem = unknown("site", skip.get_ref(), groups.keys().map(String::as_str));
            return Err(reader.error(skip.span(), "skip", problem));
        }
    }
    Ok(groups
        .into_iter()
        .map(|(id, group)| SimulatedSite { id, group, faults: Vec::new() })
        .collect())
}

/// Reads the ids and groups of a `sites.csv` beside the scenario.
fn from_csv(
    reader: &Reader,
    name: &TextToml,
) -> Result<BTreeMap<String, Option<String>>, ScenarioError> {
    let path = reader.path.parent().unwrap_or(Path::new("")).join(name.get_ref());
    let failed = |reason: String| {
        let problem = Problem::Sites { path: shown_path(&path), reason };
        reader.error(name.span(), "sites", problem)
    };
    // The reader of tables counts lines one too low after `\r\n`.
    let text = std::fs::read_to_string(&path).map_err(|error| failed(error.to_string()))?;
    let text = text.replace("\r\n", "\n");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let header = rows.headers().map_err(|error| failed(error.to_string()))?.clone();
    let column = |name: &str| header.iter().position(|column| column == name);
    let site =
        column("site").ok_or_else(|| failed("its header has no column `site`".to_owned()))?;
    let group = column("group");
    let mut groups = BTreeMap::new();
    for row in rows.records() {
        let row = row.map_err(|error| failed(error.to_string()))?;
        let text = |column: usize| row.get(column).map(str::trim).filter(|text| !text.is_empty());
        let line = row.position().map_or(0, csv::Position::line);
        let id =
            text(site).ok_or_else(|| failed(format!("line {line}: the field `site` is empty")))?;
        if groups.insert(id.to_owned(), group.and_then(text).map(str::to_owned)).is_some() {
            return Err(failed(format!("line {line}: `{id}` stands twice")));
        }
        if groups.len() > MOST_SITES {
            return Err(reader.error(name.span(), "sites", Problem::TooManySites(MOST_SITES)));
        }
    }
    Ok(groups)
}
