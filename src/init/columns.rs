//! Which column of a CSV or Parquet file is which of ours, by name and by content.

use crate::init::cell_kinds::{RESULTS, is_result};
use crate::init::sample::Sampled;
use crate::init::series::SeriesRows;
use crate::init::stamps;
use crate::init::stamps::TimeColumn;
use std::collections::BTreeSet;

/// Percentage of the cells that must fit.
const PERCENT: usize = 90;
/// Names that others use, in small letters, the likeliest first.
const SITES: [&str; 15] = [
    "site",
    "url",
    "host",
    "hostname",
    "domain",
    "website",
    "monitor",
    "service",
    "service_id",
    "service_name",
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
/// Most different words of a column of results; a column with more is none.
const MOST_RESULT_WORDS: usize = 12;
/// Rows that show something of the words, at least.
const FEW: usize = 4;
const ERRORS: [&str; 6] = ["error", "reason", "detail", "message", "err", "failure"];
const LATENCIES: [&str; 17] = [
    "latency_ms",
    "latency",
    "latency_s",
    "response_time_ms",
    "response_ms",
    "response_time",
    "responsetime",
    "response_time_s",
    "duration",
    "duration_ms",
    "duration_s",
    "ms",
    "elapsed",
    "rtt",
    "time_total",
    "took",
    "took_s",
];
/// An answer time below this, in the middle of all, is likelier in seconds.
const SECONDS_BELOW: f64 = 30.0;

/// Columns of a file that were found to be ours, each by its index.
#[derive(Debug)]
pub(super) struct FoundColumns {
    pub(super) stamp: Option<TimeColumn>,
    /// Column of the site; two where one does not tell sites apart; empty where there is none.
    pub(super) site: Vec<usize>,
    /// Rows of a moment at which the first column of the site has another row.
    pub(super) rows_of_one_moment: usize,
    pub(super) vantage: Option<usize>,
    pub(super) code: Option<usize>,
    pub(super) error: Option<usize>,
    pub(super) latency: Option<usize>,
    /// Says whether answer times are likelier seconds than milliseconds.
    pub(super) in_seconds: bool,
    pub(super) result: Option<usize>,
    /// Words of `result`, where they are not ours.
    pub(super) foreign_words: Option<Vec<String>>,
}

/// Pairs of our columns with the columns of the file that hold it.
pub(super) type Mapping = Vec<(&'static str, Vec<usize>)>;

impl FoundColumns {
    /// Finds the columns of the first rows of a file.
    pub(super) fn of(sampled: &Sampled) -> FoundColumns {
        let mut search = ColumnSearch { sampled, taken: Vec::new() };
        let stamp = stamps::find(sampled);
        search.taken.extend(stamp.iter().flat_map(|found| &found.columns));
        let code = search.column(&CODES, is_code);
        let result = search.column(&RESULTS, |cell| is_result(cell) || ["0", "1"].contains(&cell));
        let (result, foreign_words) = match result {
            None if code.is_none() => search.result_words().unzip(),
            known => (known, None),
        };
        let latency = search.column(&LATENCIES, |cell| {
            cell.parse::<f64>().is_ok() || cell.eq_ignore_ascii_case("none")
        });
        let site = search.column(&SITES, |cell| !cell.is_empty());
        let vantage = search.column(&VANTAGES, |cell| !cell.is_empty());
        // A text in every row, where nothing else says how a probe went, is no error of probes.
        let tells = code.is_some() || result.is_some();
        let error = search.error().filter(|at| tells || search.is_partly_empty(*at));
        let in_seconds = latency.is_some_and(|at| search.in_seconds(at));
        let mut found = FoundColumns {
            stamp,
            site: site.into_iter().collect(),
            rows_of_one_moment: 0,
            vantage,
            code,
            error,
            latency,
            in_seconds,
            result,
            foreign_words,
        };
        let second = found
            .rows(sampled)
            .zip(site)
            .and_then(|(rows, site)| rows.second_site_column(site, search.more_sites()));
        if let Some((other, rows)) = second {
            found.site.push(other);
            found.rows_of_one_moment = rows;
        }
        found
    }

    /// Returns the rows of the file as series; `None` where no column holds moments.
    pub(super) fn rows<'a>(&'a self, sampled: &'a Sampled) -> Option<SeriesRows<'a>> {
        self.stamp.as_ref().map(|stamp| SeriesRows {
            sampled,
            stamp,
            vantage: self.vantage,
            outcome: self.result.or(self.code).into_iter().collect(),
        })
    }

    /// Maps our columns to those of the file, in the order of ours.
    pub(super) fn mapping(&self) -> Mapping {
        let stamp = self.stamp.as_ref().map(|found| found.columns.clone());
        let site = Some(self.site.clone()).filter(|site| !site.is_empty());
        let latency = if self.in_seconds { "latency_s" } else { "latency_ms" };
        let one = |at: Option<usize>| at.map(|at| vec![at]);
        let all = [
            ("timestamp", stamp),
            ("site", site),
            ("vantage", one(self.vantage)),
            ("status_code", one(self.code)),
            ("error", one(self.error)),
            (latency, one(self.latency)),
            ("result", one(self.result)),
        ];
        all.into_iter().filter_map(|(ours, at)| Some((ours, at?))).collect()
    }

    /// Says whether a column tells how a probe went.
    pub(super) fn tell_outcomes(&self) -> bool {
        self.code.is_some() || self.result.is_some() || self.error.is_some()
    }
}

/// Says whether a cell is a status code, or stands for none.
fn is_code(cell: &str) -> bool {
    ["0", "000"].contains(&cell) || cell.parse().is_ok_and(|code| (100..600).contains(&code))
}

/// Says why a table is no log of probes; `None` where something in it can be a part of one.
pub(super) fn not_a_log(sampled: &Sampled) -> Option<String> {
    let mut search = ColumnSearch { sampled, taken: Vec::new() };
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

/// Search for columns, and those found so far.
struct ColumnSearch<'a> {
    sampled: &'a Sampled,
    taken: Vec<usize>,
}

impl ColumnSearch<'_> {
    /// Finds a column by its name, or where no line names columns by content alone; it is then
    /// taken.
    fn column(&mut self, names: &[&str], fits: impl Fn(&str) -> bool) -> Option<usize> {
        let found = match self.sampled.names() {
            Some(header) => names.iter().find_map(|name| {
                let at = header.iter().position(|found| found.to_lowercase() == *name)?;
                (!self.taken.contains(&at) && self.fit(at, &fits)).then_some(at)
            }),
            None => (0..self.sampled.width()).find(|at| {
                !self.taken.contains(at) && self.fits_by_content(*at, names) && self.fit(*at, &fits)
            }),
        };
        self.taken.extend(found);
        found
    }

    /// Finds a column of errors, by its name.
    fn error(&mut self) -> Option<usize> {
        self.column(&ERRORS, |_| true)
    }

    /// Says whether some cells of a column are empty, or say that there was no error.
    fn is_partly_empty(&self, at: usize) -> bool {
        let none = ["", "-", "none", "null", "nil", "n/a", "nan", "ok", "success"];
        self.sampled.column(at).any(|cell| none.contains(&cell.to_lowercase().as_str()))
    }

    /// Finds a column that is named like one of results and has few words, each of letters, and
    /// these words; it is then taken.
    fn result_words(&mut self) -> Option<(usize, Vec<String>)> {
        let header = self.sampled.names()?;
        let named = |name: &&str| header.iter().position(|found| found.to_lowercase() == **name);
        let at = RESULTS.iter().filter_map(named).find(|at| !self.taken.contains(at))?;
        let words: BTreeSet<&str> =
            self.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
        let letters = words.iter().all(|word| word.chars().any(char::is_alphabetic));
        let few = self.sampled.rows.len() >= FEW
            && (1..=MOST_RESULT_WORDS).contains(&words.len())
            && letters;
        let words = words.into_iter().map(str::to_owned).collect();
        few.then(|| self.taken.push(at)).map(|()| (at, words))
    }

    /// Says whether most cells that hold something fit.
    fn fit(&self, at: usize, fits: impl Fn(&str) -> bool) -> bool {
        let filled: Vec<&str> = self.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
        let fit = filled.iter().filter(|cell| fits(cell)).count();
        fit > 0 && fit * 100 >= filled.len() * PERCENT
    }

    /// Says whether a column without a name can be taken for one of these by its content: words
    /// that say up and down, addresses, numbers.
    fn fits_by_content(&self, at: usize, names: &[&str]) -> bool {
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

    /// Says whether answer times are likelier seconds than milliseconds: by the column's name, else
    /// by the value in the middle.
    fn in_seconds(&self, at: usize) -> bool {
        let name = self
            .sampled
            .names()
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

    /// Lists further columns that could tell sites apart.
    fn more_sites(&self) -> impl Iterator<Item = usize> {
        let named = |at: &usize| {
            self.sampled
                .names()
                .is_some_and(|header| SITES.contains(&header[*at].to_lowercase().as_str()))
        };
        (0..self.sampled.width()).filter(|at| !self.taken.contains(at)).filter(named)
    }
}
