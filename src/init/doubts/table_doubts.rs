//! Reasons for which a proposal for a table is left open, though names and content fit: what the
//! rows come to speaks against it.

mod odd_rows;

use crate::clock::Instant;
use crate::init::columns::found_columns::{FoundColumns, OddCells};
use crate::init::columns::outcome_words::{ForeignWord, words_beside};
use crate::init::columns::table_trial;
use crate::init::sample::Sampled;
use crate::init::series::SeriesRows;
use crate::init::toml_text::{column, list};
use crate::init::words::cell_kinds::{is_moment, is_real_code, is_result_word, number_of_code};
use crate::init::words::inverted::{counts_failures, inverted};
use crate::init::words::known_words::{Heading, is_failure};
use crate::logs::{SampledRows, UpWhen, known_result};
use crate::model::suggest::{listed, short};
use crate::model::{Status, by_count, plural};
use std::collections::BTreeSet;

/// Rows that show something of the sites, at least.
const FEW: usize = 3;
/// Names in a column that can be sites, at least and at most.
const SEVERAL: usize = 2;
const MOST_SITES: usize = 12;

/// Rows of a log of ours beside which those with a broken mark are asked about, at least.
const MANY: usize = 20;
/// Status codes of a challenge (M6).
const CHALLENGES: [u16; 5] = [401, 403, 407, 429, 451];

/// Signs before the word for an id in a heading.
const ID_SIGNS: [char; 4] = ['_', '-', ' ', '.'];

/// Headings of what came back, which is 0 where nothing did.
const RECEIVED: [&str; 9] = [
    "received",
    "rcvd",
    "recv",
    "replies",
    "bytes",
    "size",
    "content_length",
    "body_size",
    "length",
];
/// Headings of a text that stands there where an answer came.
const ANSWERED: [&str; 7] =
    ["answer", "address", "resolved_ip", "title", "page_title", "body", "content"];

/// Times the longest answer time that the wait for an answer is, at least.
const FAR_ABOVE: f64 = 3.0;
/// Part of a hundred that shares of lost packets reach, where any were lost.
const SHARES: f64 = 5.0;

/// Reason for which a key is left open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::init) struct Doubt {
    pub(in crate::init) key: &'static str,
    pub(in crate::init) why: String,
    /// Value to write where the table is a log all the same and no other was found.
    pub(in crate::init) usual: String,
    /// Case in which that value is meant, such as "if it is `state`"; `None` where the table is a
    /// log all the same.
    pub(in crate::init) usual_if: Option<String>,
}

/// Finds the doubts about a table; `counts` are what its rows come to.
pub(in crate::init) fn of(
    sampled: &Sampled,
    found: &FoundColumns,
    names: &[String],
    counts: Option<&SampledRows>,
) -> Vec<Doubt> {
    let doubts = [
        none_up(sampled, found, names, counts),
        each_row_a_site(sampled, found, names),
        headings_as_data(sampled, found, names),
        result_against_code(sampled, found, names),
        rows_of_another_form(sampled, found, names, counts),
    ];
    doubts.into_iter().flatten().collect()
}

/// Doubts a table some of whose rows are not read, where the failures may stand in them. Of a log
/// that is written for us each such row is listed.
fn rows_of_another_form(
    sampled: &Sampled,
    found: &FoundColumns,
    names: &[String],
    counts: Option<&SampledRows>,
) -> Option<Doubt> {
    // A mark without its other is a fault whatever the columns are called.
    let is_broken = sampled.unclosed_marks() > 0 && sampled.rows.len() >= MANY;
    let is_asked = !are_ours(found, names) || is_broken;
    let counts = counts.filter(|_| is_asked)?;
    let why = odd_rows::question(sampled, found, counts)?;
    Some(Doubt { key: "columns", why, usual: usual(found, names), usual_if: None })
}

/// Says whether all columns have our own names: a log that is written for us says by them what they
/// are.
fn are_ours(found: &FoundColumns, names: &[String]) -> bool {
    found.mapping().iter().all(|(ours, at)| at.len() == 1 && names[at[0]] == *ours)
}

/// Writes the columns that were found by our own names, as the key `columns` takes them.
fn usual(found: &FoundColumns, names: &[String]) -> String {
    let one = |(ours, at): (&str, Vec<usize>)| format!("{ours} = {}", column(names, &at));
    let pairs: Vec<String> = found.mapping().into_iter().map(one).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// Doubts a table none of whose rows would be up: a list of outages or of messages is no log.
fn none_up(
    sampled: &Sampled,
    found: &FoundColumns,
    names: &[String],
    counts: Option<&SampledRows>,
) -> Option<Doubt> {
    let is_clear = |cell: &str| is_real_code(cell) || is_result_word(cell);
    let outcome = found.result.or(found.code);
    if are_ours(found, names) && outcome.is_some_and(|at| sampled.column(at).any(is_clear)) {
        return None;
    }
    // Words that mean nothing yet are asked for, and may be up.
    let mut words = found.foreign_words.iter().flatten().chain(&found.code_words);
    if words.any(|word| word.meaning.is_none()) {
        return None;
    }
    let counts = counts.filter(|counts| counts.up + counts.between == 0)?;
    let said_nothing = counts.unknown + counts.unreadable;
    if let Some(error) = found.error.filter(|_| outcome.is_none() && said_nothing > counts.down) {
        let why = format!(
            "`{}` alone tells how a probe went, and says nothing in {}: write {{ \"\" = \"up\" }} \
             if such a row is an answer; a list of errors alone is no log of probes",
            names[error],
            plural(said_nothing, "row")
        );
        return Some(Doubt {
            key: "results",
            why,
            usual: "{ \"\" = \"up\" }".to_owned(),
            usual_if: None,
        });
    }
    let all = plural(counts.all(), "row");
    let down = match counts.known() {
        0 => "and none down".to_owned(),
        down => format!("and {} down", plural(down, "row")),
    };
    let why = format!(
        "of the {all} seen none would be up, {down}: a list of outages, of alerts or of messages \
         is no log of probes (an outage that an operator lists is a claim, docs/claims.md)"
    );
    Some(Doubt { key: "columns", why, usual: usual(found, names), usual_if: None })
}

/// Asks whether a log is right none of whose rows would be down, so many `later` ones among them
/// that stand further on; `others` are its columns that are not used. `None` where one is down, or
/// nothing is known.
pub(in crate::init) fn none_down(
    counts: &SampledRows,
    later: usize,
    others: Option<&str>,
) -> Option<String> {
    if counts.down > 0 || counts.known() == 0 {
        return None;
    }
    let rows = match counts.all() {
        1 => "the only row would not be down".to_owned(),
        _ => format!("of {} none would be down", table_trial::first(counts, later)),
    };
    let others = others.map_or_else(String::new, |names| format!(" ({names})"));
    Some(format!(
        "{rows}: that is right where no site failed so early, and \
         wrong where a failure stands in a column that is not used{others}, or has no row at all; \
         `corroborate check` counts the failed probes of all rows"
    ))
}

/// Asks whether codes from 400 to 499 that stand in a few rows are answers; `None` where there are
/// none, or other codes of a failure.
pub(in crate::init) fn codes_of_refusals(
    sampled: &Sampled,
    found: &FoundColumns,
) -> Option<String> {
    let code = found.code.filter(|_| found.result.is_none())?;
    let codes = || sampled.column(code).filter_map(number_of_code);
    let is_refusal = |code: &u16| (400..500).contains(code);
    let refusals: BTreeSet<u16> = codes().filter(is_refusal).collect();
    let of_refusals = codes().filter(is_refusal).count();
    let fails = codes().any(|code| code == 0 || code >= 500);
    if refusals.is_empty() || fails || of_refusals * 2 >= sampled.rows.len() {
        return None;
    }
    let (challenges, answers): (Vec<u16>, Vec<u16>) =
        refusals.iter().partition(|code| CHALLENGES.contains(code));
    let written = |codes: &[u16]| codes.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    let of_challenges = format!("{} as challenged, neither up nor down", written(&challenges));
    let up = "counts as up, as the site answered";
    let counts_as = match (&answers[..], &challenges[..]) {
        (_, []) => format!("which {up}"),
        ([], _) => "which counts as challenged, neither up nor down".to_owned(),
        (answers, _) => format!("of which {} {up}, and {of_challenges}", written(answers)),
    };
    let all = written(&refusals.into_iter().collect::<Vec<_>>());
    Some(format!(
        "{} {} {all}, {counts_as}: if it is a failure here, write down_codes = [{all}] into \
         [rules]",
        plural(of_refusals, "row"),
        by_count(of_refusals, "has", "have"),
    ))
}

/// Doubts a column of sites that has another site in each row, at more than one moment.
fn each_row_a_site(sampled: &Sampled, found: &FoundColumns, names: &[String]) -> Option<Doubt> {
    let [column] = found.site[..] else { return None };
    if are_ours(found, names) {
        return None;
    }
    let sites: BTreeSet<&str> = sampled.column(column).collect();
    let moments: BTreeSet<Instant> =
        found.stamp.iter().flat_map(|stamp| stamp.instants()).collect();
    let rows = sampled.rows.len();
    if rows < FEW || sites.len() < rows || moments.len() < 2 {
        return None;
    }
    let why = format!(
        "`{}` was taken for the site, and has another value in each of the {} seen: an id or a \
         message is no site; name the column of the site",
        names[column],
        plural(rows, "row")
    );
    Some(Doubt { key: "columns", why, usual: usual(found, names), usual_if: None })
}

/// Doubts that no line names the columns, where the first one has no moment and all others have.
fn headings_as_data(sampled: &Sampled, found: &FoundColumns, names: &[String]) -> Option<Doubt> {
    let stamp = found.stamp.as_ref().filter(|_| sampled.header.is_none())?;
    if stamp.reads_row(0) || stamp.read < FEW {
        return None;
    }
    let first = sampled.rows.first().map(|row| row.join(" ")).unwrap_or_default();
    let why = format!(
        "the first line has no moment where all others have one, and can be the line of headings \
         (`{}`): if it is, take this line out, and name its columns in `columns`",
        short(&first)
    );
    Some(Doubt { key: "header", why, usual: list(names), usual_if: None })
}

/// Doubts a column of results that says up beside codes of failures: it may say that the request
/// itself went well.
fn result_against_code(sampled: &Sampled, found: &FoundColumns, names: &[String]) -> Option<Doubt> {
    let (code, result) = (found.code?, found.result?);
    let means_up = |word: &str| {
        let mut foreign = found.foreign_words.iter().flatten();
        let theirs = foreign.find(|known| known.word == word).map(|known| known.meaning);
        theirs.unwrap_or_else(|| known_result(word)) == Some(Status::Up)
    };
    let is_failure = |cell: &str| is_server_error(cell);
    let is_odd = |row: &&Vec<String>| means_up(&row[result]) && is_failure(&row[code]);
    let odd: Vec<&Vec<String>> = sampled.rows.iter().filter(is_odd).collect();
    let first = odd.first()?;
    let (result, code) = (&names[result], &names[code]);
    let pairs = found.mapping().into_iter().filter(|(ours, _)| *ours != "result");
    let pairs: Vec<String> =
        pairs.map(|(ours, at)| format!("{ours} = {}", column(names, &at))).collect();
    let why = format!(
        "in {} `{result}` says up beside a `{code}` of {}: if `{result}` says only that the \
         request came back, write {{ {} }}, and the code decides",
        plural(odd.len(), "row"),
        first[found.code?],
        pairs.join(", ")
    );
    Some(Doubt { key: "columns", why, usual: usual(found, names), usual_if: None })
}

/// Says whether a cell is the code of a failure of the server.
fn is_server_error(cell: &str) -> bool {
    let whole = cell.strip_suffix(".0").unwrap_or(cell);
    whole.parse().is_ok_and(|code: u16| (500..600).contains(&code))
}

/// Says which of the columns `others`, of which nothing is used, can hold sites: few texts, each in
/// several rows, or values that tell the rows of one moment apart. Empty where none can, and each
/// moment has one row.
pub(in crate::init) fn columns_like_sites(
    sampled: &Sampled,
    rows: Option<&SeriesRows<'_>>,
    others: &[usize],
    names: &[String],
) -> String {
    let twice = rows.map_or(0, |rows| rows.twice(&[]));
    let at_once = |at: usize| rows.and_then(|rows| rows.follow_at_once(&[], at));
    let tells_apart = |at: usize| {
        let values: BTreeSet<&str> = sampled.column(at).collect();
        let is_few = (SEVERAL..=MOST_SITES).contains(&values.len());
        let comes_again = values.len() >= SEVERAL && values.len() * 2 <= sampled.rows.len();
        let of_a_moment = twice > 0 && rows.is_some_and(|rows| rows.twice(&[at]) == 0);
        (is_few || comes_again) && of_a_moment || is_few && at_once(at).is_some()
    };
    let mut telling: Vec<usize> = others.iter().copied().filter(|at| tells_apart(*at)).collect();
    if telling.is_empty() {
        telling.extend(others.iter().copied().filter(|at| are_ids(sampled, &names[*at], *at)));
    }
    let candidates = if telling.is_empty() { others } else { &telling };
    let like = |at: &usize| {
        let texts: BTreeSet<&str> = sampled.column(*at).collect();
        let is_name = |text: &&str| {
            let number = text.trim_end_matches(char::is_alphabetic).trim_end();
            text.chars().any(char::is_alphabetic)
                && inverted(text).is_none()
                && !is_moment(text)
                && number.parse::<f64>().is_err()
        };
        let is_like = (SEVERAL..=MOST_SITES).contains(&texts.len())
            && texts.len() * 2 <= sampled.rows.len()
            && texts.iter().all(is_name);
        // Yes and no tell nobody apart, though by chance they differ within a moment.
        let are_answers = texts.iter().all(|text| inverted(text).is_some());
        (is_like || telling.contains(at) && !are_answers)
            .then(|| format!("`{}` ({})", names[*at], listed(texts.into_iter().take(MOST_SITES))))
    };
    let alike: Vec<String> = candidates.iter().filter_map(like).collect();
    let follow = telling.first().filter(|_| twice == 0).and_then(|at| at_once(*at));
    let several = match (twice, follow) {
        (0, None) => String::new(),
        (0, Some(count)) => format!(
            "; {} {} another at once, as in a run over several sites: an id for all would make \
             them one",
            plural(count, "row"),
            by_count(count, "follows", "follow"),
        ),
        (twice, _) => format!(
            "; {} {} of a moment that has another: an id for all would make several sites one",
            plural(twice, "row"),
            by_count(twice, "is", "are"),
        ),
    };
    if alike.is_empty() {
        return several;
    }
    let how = if sampled.header.is_some() {
        "name it in `columns`"
    } else {
        "call it `site` in `header`"
    };
    let one = by_count(alike.len(), "is it", "is one of them");
    format!(
        "{several}; {one}, {}, what was probed? then {how}, and take this line out",
        alike.join(", ")
    )
}

/// Says whether a column has ids by its heading, of which some come again and there are several, as
/// a database has them for what was probed.
fn are_ids(sampled: &Sampled, heading: &str, at: usize) -> bool {
    let small = heading.to_lowercase();
    let is_id = ["id", "uid", "uuid"].iter().any(|word| {
        small
            .strip_suffix(word)
            .is_some_and(|before| before.is_empty() || before.ends_with(ID_SIGNS))
    });
    let is_in_capitals = heading.ends_with("Id") || heading.ends_with("ID");
    let filled = sampled.column(at).filter(|cell| !cell.is_empty()).count();
    let ids: BTreeSet<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    (is_id || is_in_capitals) && (SEVERAL..filled).contains(&ids.len())
}

/// Finds the rule by which a number can tell how a probe went; `None` where no column is named so.
/// A number that is 0 where nothing came back is no answer time there.
pub(in crate::init) fn number_rule(
    sampled: &Sampled,
    found: &FoundColumns,
    names: &[String],
) -> Option<String> {
    let numbers = |at: usize| sampled.column(at).filter_map(|cell| sampled.number(cell));
    // What stands once around all rows tells nothing of one of them.
    let is_own = |at: usize| !sampled.is_around(at);
    let is_free =
        |at: &usize| is_own(*at) && found.stamp.iter().all(|stamp| !stamp.columns.contains(at));
    let mut counting = (0..names.len()).filter(is_free).filter(|at| counts_failures(&names[*at]));
    // Of a list of failures each can have 0, as where nothing answered.
    if let Some(at) = counting.find(|at| numbers(*at).any(|number| number != 0.0)) {
        return Some(format!("{} == 0", names[at]));
    }
    let answered = |at: usize| match longest_wait(sampled, at) {
        Some(most) => format!("{} < {most}", names[at]),
        None if numbers(at).any(|number| number == 0.0) => format!("{} > 0", names[at]),
        None if numbers(at).next().is_none() => format!("{} is not empty", names[at]),
        None => format!("{} is present", names[at]),
    };
    if let Some(odd) = found.odd_error {
        return (odd.holds == OddCells::Numbers).then(|| answered(odd.column));
    }
    if let Some(loss) = Heading::Loss.find(names, is_own) {
        // Packets that are counted are lost where none of those sent came back.
        let sent = names.iter().position(|name| is_of_sent_packets(name));
        let all = sent.and_then(|at| numbers(at).reduce(f64::min));
        let all = all.filter(|all| numbers(loss).all(|lost| lost <= *all)).unwrap_or(100.0);
        // Where fewer are the most that were lost, they are counted, and no shares.
        let most = numbers(loss).fold(0.0, f64::max);
        let all = if all == 100.0 && most > 0.0 && most < 100.0 / SHARES { most } else { all };
        return Some(format!("{} < {all}", names[loss]));
    }
    let has_number = |at: usize| is_own(at) && numbers(at).next().is_some();
    let latency = found.latency.filter(|at| is_own(*at));
    if let Some(answer) = latency.or_else(|| Heading::Latency.find(names, has_number)) {
        return Some(answered(answer));
    }
    let named = |words: &[&str], at: &usize| {
        words.contains(&names[*at].to_lowercase().replace(' ', "_").as_str())
    };
    let counted = |at: &usize| named(&RECEIVED, at) && numbers(*at).any(|number| number == 0.0);
    let text = |at: &usize| named(&ANSWERED, at) && sampled.column(*at).any(str::is_empty);
    let mut all = (0..names.len()).filter(is_free);
    let at = all.clone().find(counted).or_else(|| all.find(text))?;
    Some(answered(at))
}

/// Finds the number that stands in a column of answer times where none came, as a program writes
/// how long it waited: the largest one, whole, again and again, and far above all others. `None`
/// where there is none, or some cells are empty.
fn longest_wait(sampled: &Sampled, at: usize) -> Option<f64> {
    let numbers: Option<Vec<f64>> = sampled.column(at).map(|cell| sampled.number(cell)).collect();
    let mut numbers = numbers?;
    numbers.sort_by(f64::total_cmp);
    let most = *numbers.last()?;
    let waits = numbers.iter().rev().take_while(|number| **number == most).count();
    let below = *numbers.get(numbers.len().checked_sub(waits + 1)?)?;
    let is_far = below > 0.0 && most >= below * FAR_ABOVE && most.fract() == 0.0;
    (waits >= FEW && waits * 2 < numbers.len() && is_far).then_some(most)
}

/// Finds the column that a rule is about, and lists its cells that are no answer as the rule reads
/// them: words, and numbers below 0, sorted.
pub(in crate::init) fn words_of_rule(
    sampled: &Sampled,
    names: &[String],
    rule: &str,
) -> (Option<usize>, Vec<ForeignWord>) {
    let Ok(rule) = UpWhen::read(rule) else { return (None, Vec::new()) };
    let Some(at) = names.iter().position(|name| *name == rule.column) else {
        return (None, Vec::new());
    };
    let is_read = |cell: &str| {
        let is_number = || sampled.number(cell).is_some_and(|number| number >= 0.0);
        rule.is_no_answer(cell) || rule.is_of_texts() && !is_failure(cell) || is_number()
    };
    (Some(at), words_beside(sampled.column(at), is_read))
}

/// Says whether a column of this name counts the packets that were sent.
fn is_of_sent_packets(name: &str) -> bool {
    ["sent", "transmitted", "packets_sent", "xmt", "tx", "snt"]
        .contains(&name.to_lowercase().as_str())
}

/// Says that a column that is named like one of errors is none, as each row has a text there;
/// `None` where there is none such.
pub(in crate::init) fn text_in_each_row(found: &FoundColumns, names: &[String]) -> Option<String> {
    let odd = found.odd_error.filter(|odd| odd.holds == OddCells::TextInEachRow)?;
    Some(format!(
        "`{}` has a text in every row, and as an error each row would be down; posts and messages \
         are claims (docs/claims.md), and no probes",
        names[odd.column]
    ))
}
