//! Which column of a CSV file is which of ours, by name and by content.

use crate::init::quoted;
use crate::init::sample::Sampled;
use crate::init::series::{Rows, only_changes};
use crate::init::stamps;
use crate::init::stamps::TimeColumn;
use crate::model::GuessedKey;
use crate::model::suggest::listed;
use std::collections::BTreeSet;

/// Of a hundred cells, so many must fit.
const PERCENT: usize = 90;
/// Names that others use, in small letters, the likeliest first.
const SITES: [&str; 13] = [
    "site",
    "url",
    "host",
    "hostname",
    "domain",
    "website",
    "monitor",
    "service",
    "component",
    "target",
    "endpoint",
    "name",
    "instance",
];
const VANTAGES: [&str; 8] =
    ["vantage", "region", "location", "probe", "node", "agent", "vantage_point", "from"];
const CODES: [&str; 7] =
    ["status_code", "code", "http_code", "http_status", "statuscode", "response_code", "status"];
const RESULTS: [&str; 10] = [
    "result",
    "status",
    "state",
    "up",
    "ok",
    "success",
    "is_up",
    "online",
    "available",
    "indicator",
];
/// Different words of such a column, at most; more are no verdicts.
const VERDICTS: usize = 12;
/// Fewer rows show nothing of the words.
const FEW: usize = 4;
const ERRORS: [&str; 6] = ["error", "reason", "detail", "message", "err", "failure"];
const LATENCIES: [&str; 15] = [
    "latency_ms",
    "latency",
    "latency_s",
    "response_time_ms",
    "response_time",
    "responsetime",
    "response_time_s",
    "duration",
    "duration_ms",
    "duration_s",
    "elapsed",
    "rtt",
    "time_total",
    "took",
    "took_s",
];
/// An answer time below this, in the middle of all, is likelier in seconds.
const SECONDS_BELOW: f64 = 30.0;

/// Whether a cell is a verdict in words that we read.
pub(crate) fn is_result(cell: &str) -> bool {
    let words = [
        "up",
        "down",
        "true",
        "false",
        "ok",
        "failed",
        "failure",
        "success",
        "degraded",
        "challenged",
        "unknown",
        "pending",
    ];
    words.contains(&cell.to_ascii_lowercase().as_str())
}

/// Whether a cell is such a word and no name that a column could have.
pub(crate) fn is_only_a_result(cell: &str) -> bool {
    is_result(cell) && !RESULTS.contains(&cell.to_ascii_lowercase().as_str())
}

/// The columns found so far.
struct Search<'a> {
    sampled: &'a Sampled,
    taken: Vec<usize>,
}

/// The keys for such a file, and what is to be known of its columns besides, a sentence each.
pub(crate) fn keys(sampled: &Sampled) -> (Vec<String>, Vec<GuessedKey>) {
    let mut search = Search { sampled, taken: Vec::new() };
    let mut keys = Vec::new();
    let stamp = stamps::find(sampled);
    search.taken.extend(stamp.iter().flat_map(|found| &found.columns));
    let code = search.column(&CODES, |cell| {
        ["0", "000"].contains(&cell) || cell.parse().is_ok_and(|code| (100..600).contains(&code))
    });
    let result = search.column(&RESULTS, |cell| is_result(cell) || ["0", "1"].contains(&cell));
    let (result, words) = match result {
        None if code.is_none() => search.verdicts().unzip(),
        known => (known, None),
    };
    let latency = search.column(&LATENCIES, |cell| {
        cell.parse::<f64>().is_ok() || cell.eq_ignore_ascii_case("none")
    });
    let site = search.column(&SITES, |cell| !cell.is_empty());
    let vantage = search.column(&VANTAGES, |cell| !cell.is_empty());
    let error = search.column(&ERRORS, |_| true);
    let seconds = latency.is_some_and(|at| search.in_seconds(at));
    let rows = stamp.as_ref().map(|stamp| Rows {
        sampled,
        stamp,
        vantage,
        outcome: result.or(code).into_iter().collect(),
    });
    let second =
        rows.as_ref().zip(site).and_then(|(rows, site)| rows.second(site, search.more_sites()));
    let site: Vec<usize> = site.into_iter().chain(second.map(|(other, _)| other)).collect();
    let mut found: Vec<(&'static str, Vec<usize>)> =
        stamp.iter().map(|found| ("timestamp", found.columns.clone())).collect();
    let latency_name = if seconds { "latency_s" } else { "latency_ms" };
    found.extend((!site.is_empty()).then(|| ("site", site.clone())));
    let others = [
        ("vantage", vantage),
        ("status_code", code),
        ("error", error),
        (latency_name, latency),
        ("result", result),
    ];
    found.extend(others.into_iter().filter_map(|(ours, at)| Some((ours, vec![at?]))));
    if sampled.separator != b',' {
        let value = quoted(&char::from(sampled.separator).to_string());
        keys.push(GuessedKey {
            key: "separator",
            value: Some(value),
            why: "most lines have the same number of fields with it".to_owned(),
        });
    }
    let names = search.names(&found);
    if sampled.header.is_none() {
        let list = names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        keys.push(GuessedKey {
            key: "header",
            value: Some(format!("[{list}]")),
            why: "no line names the columns; check these".to_owned(),
        });
    }
    let mut seen = Vec::new();
    let unused: Vec<&String> = names
        .iter()
        .enumerate()
        .filter(|(at, _)| !found.iter().any(|(_, used)| used.contains(at)))
        .map(|(_, name)| name)
        .collect();
    if sampled.header.is_some() && !unused.is_empty() {
        seen.push(format!(
            "not used: {}; `columns` says where one is meant",
            listed(unused.into_iter().map(String::as_str))
        ));
    }
    if vantage.is_none() {
        seen.push(
            "no column tells from where it was looked: all is one vantage; logs of several places \
             need an entry each, with a `vantage`"
                .to_owned(),
        );
    }
    let telling = code.is_some() || result.is_some() || error.is_some();
    let mut columns =
        if telling { mapping(&found, &names) } else { Some(untold(mapping(&found, &names))) };
    if let Some((columns, (_, twice))) = columns.as_mut().zip(second) {
        let why = format!(
            "; `{}` alone has {twice} of the rows seen at a moment at which it has another",
            names[site[0]]
        );
        columns.why.push_str(&why);
    }
    keys.extend(columns);
    keys.extend(
        words.map(|words: Vec<String>| wanted_results(&names[result.unwrap_or_default()], &words)),
    );
    if site.is_empty() {
        let why = "no column tells the site: write its id, such as \"kentucky.gov\"".to_owned();
        keys.push(GuessedKey { key: "site", value: None, why });
    }
    keys.extend(time(stamp.as_ref()));
    if let Some(rows) = &rows {
        keys.extend(cadence(rows, &site));
    }
    (seen, keys)
}

/// The key for words of a verdict that are not ours.
fn wanted_results(column: &str, words: &[String]) -> GuessedKey {
    let words = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let how = "write what each means, as { \"their word\" = \"up\", … }, by up, down, degraded, \
        challenged or unknown";
    let why = format!(
        "`{column}` has the words {words}, as far as the first rows show: {how}; if they say \
         nothing of a site, take the entry out"
    );
    GuessedKey { key: "results", value: None, why }
}

/// Why a table is no log of probes; `None` where something in it can be a part of one.
pub(crate) fn nothing(sampled: &Sampled) -> Option<String> {
    let mut search = Search { sampled, taken: Vec::new() };
    let telling = stamps::find(sampled).is_some() || search.column(&RESULTS, is_result).is_some();
    if telling {
        return None;
    }
    let how = "a log of probes has a column of moments (a day is none) and one of outcomes; if \
        this is one, write its entry by docs/data.md";
    Some(match sampled.width() {
        0 | 1 => format!("a text without columns; {how}"),
        many => format!(
            "a table of {many} columns, none of which was recognised as moments or as outcomes; \
             {how}"
        ),
    })
}

/// The keys for the moments.
fn time(stamp: Option<&TimeColumn>) -> Vec<GuessedKey> {
    let Some(found) = stamp else {
        let why = "no column was recognised as moments: write its format, such as \"%d.%m.%Y \
            %H:%M\", and name it in `columns`"
            .to_owned();
        return vec![GuessedKey { key: "time_format", value: None, why }];
    };
    let mut keys = Vec::new();
    match found.formats[..] {
        [] => (),
        [one] => {
            let why = format!("{} of {} rows are read so", found.read.0, found.read.1);
            keys.push(GuessedKey { key: "time_format", value: Some(quoted(one)), why });
        }
        _ => {
            let why = format!(
                "all rows seen fit {}: write the one that is meant",
                found.formats.join(" and ")
            );
            keys.push(GuessedKey { key: "time_format", value: None, why });
        }
    }
    if !found.certain {
        keys.push(GuessedKey {
            key: "zone",
            value: None,
            why: stamps::zone_wanted("these stamps"),
        });
    }
    keys
}

/// The keys for how the log writes its rows.
fn cadence(rows: &Rows<'_>, site: &[usize]) -> Vec<GuessedKey> {
    let (read, all) = rows.stamp.read;
    let pace = rows.pace(site).map_or_else(String::new, |pace| format!("; {pace}"));
    let changes @ (changed, after) = rows.changes(site);
    let said = match after {
        0 => String::new(),
        _ => format!(
            "; {changed} of {after} rows say something else than the row before of their site"
        ),
    };
    let seen = format!("stamps: {read} of {all} rows are read so{pace}{said}");
    if !only_changes(changes) {
        let why = format!(
            "{seen}; write \"on-change\" and an `interval` if it has a row only where something \
             changed"
        );
        return vec![GuessedKey { key: "cadence", value: Some(quoted("poll")), why }];
    }
    let why = format!(
        "{seen}, as in a log that has a row only where something changed; write \"poll\" if each \
         probe has its row"
    );
    let interval = "the log says only changes: write the time between the probes of its monitor, \
        such as \"5m\""
        .to_owned();
    vec![
        GuessedKey { key: "cadence", value: Some(quoted("on-change")), why },
        GuessedKey { key: "interval", value: None, why: interval },
    ]
}

/// `columns` where none tells how a probe went; `found` are the others.
fn untold(found: Option<GuessedKey>) -> GuessedKey {
    let others = found.and_then(|key| key.value).unwrap_or_else(|| "{ }".to_owned());
    let others = others.trim_end_matches(" }").to_owned() + if others == "{ }" { "" } else { "," };
    let why = format!(
        "no column tells how a probe went: write {others} result = \"its name\" }}, or status_code \
         or error in place of result; if none does, this is no log of probes: take the entry out"
    );
    GuessedKey { key: "columns", value: None, why }
}

/// `columns`, where a name is not ours.
fn mapping(found: &[(&'static str, Vec<usize>)], names: &[String]) -> Option<GuessedKey> {
    let differs = |(ours, at): &&(&'static str, Vec<usize>)| {
        at.len() > 1 || names.get(at[0]).is_some_and(|name| name != ours) || *ours == "latency_s"
    };
    let value = |at: &[usize]| match at {
        [one] => quoted(&names[*one]),
        several => format!(
            "[{}]",
            several.iter().map(|at| quoted(&names[*at])).collect::<Vec<_>>().join(", ")
        ),
    };
    let pairs: Vec<String> =
        found.iter().filter(differs).map(|(ours, at)| format!("{ours} = {}", value(at))).collect();
    let words = found.iter().map(|(ours, _)| format!("`{ours}`")).collect::<Vec<_>>().join(", ");
    let why = format!("by names and content these were found: {words}");
    (!pairs.is_empty()).then(|| GuessedKey {
        key: "columns",
        value: Some(format!("{{ {} }}", pairs.join(", "))),
        why,
    })
}

impl Search<'_> {
    /// A column by its name, or where no line names columns by content alone; it is then taken.
    fn column(&mut self, names: &[&str], fits: impl Fn(&str) -> bool) -> Option<usize> {
        let found = match &self.sampled.header {
            Some(header) => names.iter().find_map(|name| {
                let at = header.iter().position(|found| found.to_lowercase() == *name)?;
                (!self.taken.contains(&at) && self.fit(at, &fits)).then_some(at)
            }),
            None => (0..self.sampled.width()).find(|at| {
                !self.taken.contains(at) && self.telling(*at, names) && self.fit(*at, &fits)
            }),
        };
        self.taken.extend(found);
        found
    }

    /// A column that is named like one of verdicts and has few words, each of letters, and these
    /// words; it is then taken.
    fn verdicts(&mut self) -> Option<(usize, Vec<String>)> {
        let header = self.sampled.header.as_ref()?;
        let named = |name: &&str| header.iter().position(|found| found.to_lowercase() == **name);
        let at = RESULTS.iter().filter_map(named).find(|at| !self.taken.contains(at))?;
        let words: BTreeSet<&str> =
            self.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
        let letters = words.iter().all(|word| word.chars().any(char::is_alphabetic));
        let few =
            self.sampled.rows.len() >= FEW && (1..=VERDICTS).contains(&words.len()) && letters;
        let words = words.into_iter().map(str::to_owned).collect();
        few.then(|| self.taken.push(at)).map(|()| (at, words))
    }

    /// Whether most cells that hold something fit.
    fn fit(&self, at: usize, fits: impl Fn(&str) -> bool) -> bool {
        let filled: Vec<&str> = self.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
        let fit = filled.iter().filter(|cell| fits(cell)).count();
        fit > 0 && fit * 100 >= filled.len() * PERCENT
    }

    /// Whether a column without a name can be taken for one of these by its content: words that say
    /// up and down, addresses, numbers.
    fn telling(&self, at: usize, names: &[&str]) -> bool {
        let most = |fits: fn(&str) -> bool| self.fit(at, fits);
        match names[0] {
            "result" => most(is_result),
            "status_code" => most(|cell| {
                cell == "200"
                    || cell == "0"
                    || cell == "000"
                    || cell.parse().is_ok_and(|code| (500..600).contains(&code))
            }),
            "latency_ms" => most(|cell| {
                cell.contains('.') && cell.parse::<f64>().is_ok()
                    || cell.eq_ignore_ascii_case("none")
            }),
            "site" => most(|cell| {
                cell.contains("://") || cell.contains('.') && cell.parse::<f64>().is_err()
            }),
            _ => false,
        }
    }

    /// Whether answer times are likelier seconds than milliseconds: by the column's name, else by
    /// the value in the middle.
    fn in_seconds(&self, at: usize) -> bool {
        let name = self
            .sampled
            .header
            .as_ref()
            .and_then(|header| header.get(at))
            .map(|name| name.to_lowercase())
            .unwrap_or_default();
        if name.ends_with("ms") || name.contains("milli") {
            return false;
        }
        if name.ends_with("_s") || name.ends_with("seconds") || name.ends_with("sec") {
            return true;
        }
        let mut values: Vec<f64> =
            self.sampled.column(at).filter_map(|cell| cell.parse().ok()).collect();
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

    /// Further columns that could tell sites apart.
    fn more_sites(&self) -> impl Iterator<Item = usize> {
        let named = |at: &usize| {
            self.sampled
                .header
                .as_ref()
                .is_some_and(|header| SITES.contains(&header[*at].to_lowercase().as_str()))
        };
        (0..self.sampled.width()).filter(|at| !self.taken.contains(at)).filter(named)
    }
}
