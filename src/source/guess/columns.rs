//! Which column of a CSV file is which of ours, by name and by content.

use super::quoted;
use super::sample::Sampled;
use super::stamps::{self, Found};
use crate::model::GuessedKey;

/// Of a hundred cells, so many must fit.
const PERCENT: usize = 90;
/// Names that others use, in small letters, the likeliest first.
const SITES: [&str; 12] =
    ["site", "url", "host", "hostname", "domain", "website", "monitor", "service", "target", "endpoint", "name", "instance"];
const VANTAGES: [&str; 8] = ["vantage", "region", "location", "probe", "node", "agent", "vantage_point", "from"];
const CODES: [&str; 7] = ["status_code", "code", "http_code", "http_status", "statuscode", "response_code", "status"];
const RESULTS: [&str; 9] = ["result", "status", "state", "up", "ok", "success", "is_up", "online", "available"];
const ERRORS: [&str; 6] = ["error", "reason", "detail", "message", "err", "failure"];
const LATENCIES: [&str; 9] =
    ["latency_ms", "latency", "response_time_ms", "response_time", "responsetime", "duration", "elapsed", "rtt", "time_total"];
/// An answer time below this, in the middle of all, is likelier in seconds.
const SECONDS_BELOW: f64 = 30.0;

/// Whether a cell is a verdict in words that we read.
pub(super) fn is_result(cell: &str) -> bool {
    let words = ["up", "down", "true", "false", "ok", "failed", "failure", "success", "degraded", "challenged", "unknown", "pending"];
    words.contains(&cell.to_ascii_lowercase().as_str())
}

/// Whether a cell is such a word and no name that a column could have.
pub(super) fn is_only_a_result(cell: &str) -> bool {
    is_result(cell) && !RESULTS.contains(&cell.to_ascii_lowercase().as_str())
}

/// The columns found so far.
struct Search<'a> {
    sampled: &'a Sampled,
    taken: Vec<usize>,
}

/// The keys for such a file.
pub(super) fn keys(sampled: &Sampled) -> Vec<GuessedKey> {
    let mut search = Search { sampled, taken: Vec::new() };
    let mut keys = Vec::new();
    let stamp = stamps::find(sampled);
    search.taken.extend(stamp.iter().flat_map(|found| &found.columns));
    let code = search.column(&CODES, |cell| ["0", "000"].contains(&cell) || cell.parse().is_ok_and(|code| (100..600).contains(&code)));
    let result = search.column(&RESULTS, |cell| is_result(cell) || ["0", "1"].contains(&cell));
    let latency = search.column(&LATENCIES, |cell| cell.parse::<f64>().is_ok() || cell.eq_ignore_ascii_case("none"));
    let site = search.column(&SITES, |cell| !cell.is_empty());
    let vantage = search.column(&VANTAGES, |cell| !cell.is_empty());
    let error = search.column(&ERRORS, |_| true);
    let seconds = latency.is_some_and(|at| search.in_seconds(at));
    let mut found: Vec<(&'static str, Vec<usize>)> = stamp.iter().map(|found| ("timestamp", found.columns.clone())).collect();
    let latency_name = if seconds { "latency_s" } else { "latency_ms" };
    let others =
        [("site", site), ("vantage", vantage), ("status_code", code), ("error", error), (latency_name, latency), ("result", result)];
    found.extend(others.into_iter().filter_map(|(ours, at)| Some((ours, vec![at?]))));
    if sampled.separator != b',' {
        let value = quoted(&char::from(sampled.separator).to_string());
        keys.push(GuessedKey { key: "separator", value: Some(value), why: "most lines have the same number of fields with it".to_owned() });
    }
    let names = search.names(&found);
    if sampled.header.is_none() {
        let list = names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        keys.push(GuessedKey { key: "header", value: Some(format!("[{list}]")), why: "no line names the columns; check these".to_owned() });
    }
    let telling = code.is_some() || result.is_some() || error.is_some();
    keys.extend(if telling { mapping(&found, &names) } else { Some(untold(mapping(&found, &names))) });
    if site.is_none() {
        let why = "no column tells the site: write its id, such as \"kentucky.gov\"".to_owned();
        keys.push(GuessedKey { key: "site", value: None, why });
    }
    keys.extend(time(stamp.as_ref(), &search.sites(site)));
    keys
}

/// The keys for the moments.
fn time(stamp: Option<&Found>, sites: &[String]) -> Vec<GuessedKey> {
    let Some(found) = stamp else {
        let why = "no column was recognised as moments: write its format, such as \"%d.%m.%Y %H:%M\", and name it in `columns`".to_owned();
        return vec![GuessedKey { key: "time_format", value: None, why }];
    };
    let share = format!("{} of {} rows are read so", found.read.0, found.read.1);
    let pace = found.pace(sites).map_or_else(String::new, |pace| format!("; {pace}"));
    let mut keys = Vec::new();
    match found.formats[..] {
        [] => (),
        [one] => keys.push(GuessedKey { key: "time_format", value: Some(quoted(one)), why: share.clone() }),
        _ => {
            let why = format!("all rows seen fit {}: write the one that is meant", found.formats.join(" and "));
            keys.push(GuessedKey { key: "time_format", value: None, why });
        }
    }
    if !found.certain {
        keys.push(GuessedKey { key: "zone", value: None, why: stamps::zone_wanted("these stamps") });
    }
    let why = format!("stamps: {share}{pace}; write \"on-change\" and an `interval` if it has a row only where something changed");
    keys.push(GuessedKey { key: "cadence", value: Some(quoted("poll")), why });
    keys
}

/// `columns` where none tells how a look went; `found` are the others.
fn untold(found: Option<GuessedKey>) -> GuessedKey {
    let others = found.and_then(|key| key.value).unwrap_or_else(|| "{ }".to_owned());
    let others = others.trim_end_matches(" }").to_owned() + if others == "{ }" { "" } else { "," };
    let why =
        format!("no column tells how a look went: write {others} result = \"its name\" }}, or status_code or error in place of result");
    GuessedKey { key: "columns", value: None, why }
}

/// `columns`, where a name is not ours.
fn mapping(found: &[(&'static str, Vec<usize>)], names: &[String]) -> Option<GuessedKey> {
    let differs = |(ours, at): &&(&'static str, Vec<usize>)| {
        at.len() > 1 || names.get(at[0]).is_some_and(|name| name != ours) || *ours == "latency_s"
    };
    let value = |at: &[usize]| match at {
        [one] => quoted(&names[*one]),
        several => format!("[{}]", several.iter().map(|at| quoted(&names[*at])).collect::<Vec<_>>().join(", ")),
    };
    let pairs: Vec<String> = found.iter().filter(differs).map(|(ours, at)| format!("{ours} = {}", value(at))).collect();
    let words = found.iter().map(|(ours, _)| format!("`{ours}`")).collect::<Vec<_>>().join(", ");
    let why = format!("by names and content these were found: {words}");
    (!pairs.is_empty()).then(|| GuessedKey { key: "columns", value: Some(format!("{{ {} }}", pairs.join(", "))), why })
}

impl Search<'_> {
    /// A column by its name, or where no line names columns by content alone; it is then taken.
    fn column(&mut self, names: &[&str], fits: impl Fn(&str) -> bool) -> Option<usize> {
        let found = match &self.sampled.header {
            Some(header) => names.iter().find_map(|name| {
                let at = header.iter().position(|found| found.to_lowercase() == *name)?;
                (!self.taken.contains(&at) && self.fit(at, &fits)).then_some(at)
            }),
            None => (0..self.sampled.width()).find(|at| !self.taken.contains(at) && self.telling(*at, names) && self.fit(*at, &fits)),
        };
        self.taken.extend(found);
        found
    }

    /// Whether most cells that hold something fit.
    fn fit(&self, at: usize, fits: impl Fn(&str) -> bool) -> bool {
        let filled: Vec<&str> = self.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
        let fit = filled.iter().filter(|cell| fits(cell)).count();
        fit > 0 && fit * 100 >= filled.len() * PERCENT
    }

    /// Whether a column without a name can be taken for one of these by its content: words that say up and down, addresses, numbers.
    fn telling(&self, at: usize, names: &[&str]) -> bool {
        let most = |fits: fn(&str) -> bool| self.fit(at, fits);
        match names[0] {
            "result" => most(is_result),
            "status_code" => {
                most(|cell| cell == "200" || cell == "0" || cell == "000" || cell.parse().is_ok_and(|code| (500..600).contains(&code)))
            }
            "latency_ms" => most(|cell| cell.contains('.') && cell.parse::<f64>().is_ok() || cell.eq_ignore_ascii_case("none")),
            "site" => most(|cell| cell.contains("://") || cell.contains('.') && cell.parse::<f64>().is_err()),
            _ => false,
        }
    }

    /// Whether answer times are likelier seconds than milliseconds: by the column's name, else by the value in the middle.
    fn in_seconds(&self, at: usize) -> bool {
        let name = self.sampled.header.as_ref().and_then(|header| header.get(at)).map(|name| name.to_lowercase()).unwrap_or_default();
        if name.ends_with("ms") || name.contains("milli") {
            return false;
        }
        if name.ends_with("_s") || name.ends_with("seconds") || name.ends_with("sec") {
            return true;
        }
        let mut values: Vec<f64> = self.sampled.column(at).filter_map(|cell| cell.parse().ok()).collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).is_some_and(|middle| *middle < SECONDS_BELOW)
    }

    /// Names of all columns: the file's, or ours and numbers.
    fn names(&self, found: &[(&'static str, Vec<usize>)]) -> Vec<String> {
        if let Some(header) = &self.sampled.header {
            return header.clone();
        }
        let name = |at: usize| match found.iter().find(|(_, columns)| columns == &[at]) {
            Some((ours, _)) => (*ours).to_owned(),
            None => format!("column_{}", at + 1),
        };
        (0..self.sampled.width()).map(name).collect()
    }

    /// The site of each row.
    fn sites(&self, site: Option<usize>) -> Vec<String> {
        site.map(|at| self.sampled.column(at).map(str::to_owned).collect()).unwrap_or_default()
    }
}
