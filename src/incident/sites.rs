//! `sites.csv`: the sites that are known, whether probed or not.

use crate::files::settings::setting;
use crate::files::{ReadError, ReadInput};
use crate::files::{SmallTable, TableColumns, TableRow};
use crate::incident::table_memory::check_table;
use crate::model::name_spelling::{normal, spelled};
use crate::model::suggest::{hint, listed, short};
use crate::model::{HeldCounts, Input, InputRole, Memory, RefusalKind, Refusals, Site, shown_path};
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// Most sites of an incident, in sites.csv.
pub(super) const MOST_SITES: usize = 1_000_000;

/// Columns of `sites.csv` that mean something to us; sites are summed by any other, too.
const COLUMNS: [&str; 5] = ["site", "name", "url", "group", "operator"];

/// Sites of a file, with its columns.
pub(super) struct SitesTable {
    /// Sites, sorted by id.
    pub(super) sites: Vec<Site>,
    /// Names of the columns, in the order of the file.
    pub(super) columns: Vec<String>,
}

/// Ids that were read; asked, never walked.
type KnownIds = HashSet<String, RandomState>;

/// Reads the sites and the names of the columns.
///
/// # Errors
/// Where the file cannot be read, or where its sites do not fit into the memory: then none is held.
pub(super) fn read(
    path: &Path,
    shown: &str,
    memory: Memory,
    refusals: &mut Refusals,
) -> Result<ReadInput<SitesTable>, ReadError> {
    check_table(path, memory, |sites| HeldCounts { sites, ..HeldCounts::default() })?;
    let columns = TableColumns { needed: &["site"], known: &COLUMNS };
    let ReadInput { content: table, input } =
        SmallTable::read(path, shown, InputRole::Sites, columns)?;
    let mut sites: Vec<Site> = Vec::new();
    let mut ids = KnownIds::default();
    let is_further = |name: &&String| !name.is_empty() && !COLUMNS.contains(&name.as_str());
    let further: Vec<Arc<str>> =
        table.header().iter().filter(is_further).map(|name| name.as_str().into()).collect();
    let before = refusals.count();
    for row in table.rows() {
        match row.and_then(|row| site(&row, &further, &ids)) {
            Ok(_) if sites.len() >= MOST_SITES => {
                return Err(ReadError::TooMany {
                    path: shown_path(path),
                    most: MOST_SITES,
                    what: "sites",
                    instead: "divide it into several incidents",
                });
            }
            Ok(site) => {
                ids.insert(site.id.clone());
                sites.push(site);
            }
            Err(refusal) => refusals.add(*refusal),
        }
    }
    sites.sort_by(|a, b| a.id.cmp(&b.id));
    let refused = refusals.count() - before;
    let named = table.header().iter().filter(|name| !name.is_empty());
    let content = SitesTable { sites, columns: named.cloned().collect() };
    Ok(ReadInput { content, input: Input { refused, ..input } })
}

/// Makes sure that `sites.csv` has each column that sites are to be summed by; gives each once.
///
/// # Errors
/// Where it lacks one, or where there is no such file and `known` is empty.
pub(super) fn columns_to_sum_by(
    asked: &[String],
    known: &[String],
) -> Result<Vec<String>, ReadError> {
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let mut columns: Vec<String> = Vec::new();
    for name in asked.iter().map(|name| name.trim()) {
        if !known.contains(&name) {
            let shown = short(name);
            let why = match known.is_empty() {
                true => {
                    let column = match name {
                        "site" => "column `site`".to_owned(),
                        _ => format!("columns `site` and `{shown}`"),
                    };
                    format!("the incident has no sites.csv: write one with the {column}")
                }
                false => format!(
                    "sites.csv has no column `{shown}`{}; it has {}",
                    hint(name, known.iter().copied()),
                    listed(known.iter().copied())
                ),
            };
            return Err(setting("--by", &shown, why));
        }
        if !columns.iter().any(|column| column == name) {
            columns.push(name.to_owned());
        }
    }
    Ok(columns)
}

/// Sorts sites by id, and adds its id to each name that another site has, too, or that is the id
/// of another: readers see the name alone.
pub(super) fn sort_with_clear_names(sites: &mut [Site]) {
    sites.sort_by(|a, b| a.id.cmp(&b.id));
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    for site in sites.iter() {
        *by_name.entry(&site.name).or_default() += 1;
    }
    let is_id = |name: &str| sites.binary_search_by(|site| site.id.as_str().cmp(name)).is_ok();
    let is_doubtful = |site: &Site| {
        site.name != site.id && (by_name[site.name.as_str()] > 1 || is_id(&site.name))
    };
    let doubtful: Vec<usize> =
        (0..).zip(&*sites).filter(|(_, site)| is_doubtful(site)).map(|(at, _)| at).collect();
    for at in doubtful {
        let site = &mut sites[at];
        site.name = format!("{} ({})", site.name, site.id);
    }
}

/// Reads a row, with its cells in the columns `further`. A site whose id stands in `before` is
/// refused.
fn site(
    row: &TableRow<'_>,
    further: &[Arc<str>],
    before: &KnownIds,
) -> Result<Site, Box<crate::model::Refusal>> {
    let written = row.some("site").ok_or_else(|| row.refuse("site", RefusalKind::Empty))?;
    let id = normal(&written).into_owned();
    if before.contains(&id) {
        let written = spelled(&written).into_owned();
        return Err(row.refuse("site", RefusalKind::Repeated(written)));
    }
    let kept = |name: String| normal(&name).into_owned();
    Ok(Site {
        name: row.some("name").map_or_else(|| id.clone(), kept),
        id,
        url: row.some("url"),
        group: row.some("group").map(kept),
        operator: row.some("operator"),
        further: further
            .iter()
            .filter_map(|name| Some((Arc::clone(name), row.some(name)?)))
            .collect(),
    })
}
