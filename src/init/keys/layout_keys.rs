//! The keys of an archive in a layout of its own, of lines as a loop around curl writes them, and
//! of a file of claims.

use crate::claims::ClaimLayout;
use crate::files::json::{JsonPath, json_tables};
use crate::files::{FileForm, FileHead};
use crate::init::keys::column_keys::wanted_results;
use crate::init::keys::time_keys::time;
use crate::init::left_out::shell_word;
use crate::init::lines::layout_trial;
use crate::init::lines::layout_trial::RunResult;
use crate::init::lines::line_format::{Lines, is_site};
use crate::init::series::{Together, two_names_of_one_site};
use crate::init::stamps;
use crate::init::toml_text::{list, quoted};
use crate::layouts;
use crate::logs::LayoutSpec;
use crate::model::suggest::{listed, short};
use crate::model::{GuessedKey, plural};
use std::collections::BTreeSet;
use std::path::Path;

/// Percentage of the lines that share their moment with another, from which on it is asked.
const SHARED_PERCENT: usize = 10;
/// Lines that show something of the sites, at least.
const FEW: u64 = 3;
/// End of the path to the name of a part of a status page.
const COMPONENT: &str = "components[].name";

/// Returns the key that is left where several layouts fit.
pub(in crate::init) fn of_several(
    probes: &[(&LayoutSpec, String)],
    claims: &[(&ClaimLayout, String)],
) -> GuessedKey {
    let probes = probes.iter().map(|(layout, why)| format!("{} ({why})", layout.name));
    let claims =
        claims.iter().map(|(layout, why)| format!("{} of [[claims]] ({why})", layout.name));
    let names = probes.chain(claims).collect::<Vec<_>>().join(" or ");
    GuessedKey::open("layout", format!("it could be {names}: write the one that it is"))
}

/// Keys of lines, and what their first ones come to.
pub(in crate::init) struct ProposedLines {
    pub(in crate::init) keys: Vec<GuessedKey>,
    pub(in crate::init) run: RunResult,
}

/// Returns the keys of lines as a loop around curl writes them.
pub(in crate::init) fn of_lines(lines: &Lines, path: &Path, form: &FileForm) -> ProposedLines {
    let layout = layouts::LINES;
    let run = layout_trial::run_lines(path, layout, lines, form);
    let why = format!("lines of words; {}", run.seen.join("; "));
    let mut keys = vec![GuessedKey::known("layout", quoted(layout.name), why)];
    let why = format!("{}; check these names", lines.why);
    keys.push(match doubt_of_format(lines, &run, path) {
        Some(doubt) => GuessedKey::open("format", format!("{}; {doubt}", lines.why)),
        None => GuessedKey::known("format", quoted(&lines.format), why),
    });
    if !lines.pass_over.is_empty() {
        let why = "lines between the rows, which are no probes";
        keys.push(GuessedKey::known("pass_over", list(&lines.pass_over), why));
    }
    if let Some(rule) = &lines.up_when {
        let why = "a program that ends with 0 found no fault";
        keys.push(GuessedKey::known("up_when", quoted(rule), why));
    }
    if !lines.words.is_empty() {
        keys.push(wanted_results("the lines", &lines.words));
    }
    keys.extend(lines.stamp.iter().flat_map(|stamp| time(Some(stamp))));
    if !lines.names_site {
        let why = format!(
            "no word of a line tells the site: write its id, such as \"kentucky.gov\", or \
             \"{{file}}\" where the name of the file is its site{}",
            several_sites(lines, &run)
        );
        keys.push(GuessedKey::open("site", why));
    }
    ProposedLines { keys, run }
}

/// Says what speaks against the likeliest format of lines; `None` where nothing does.
fn doubt_of_format(lines: &Lines, run: &RunResult, path: &Path) -> Option<String> {
    if !lines.others.is_empty() {
        let all: Vec<String> = lines.others.iter().map(|format| quoted(format)).collect();
        return Some(format!("several {}: write {}", lines.unclear, all.join(" or ")));
    }
    if let Some(command) = &lines.as_periods {
        return Some(format!(
            "each line has two moments, the second behind the first, as a time from a start to an \
             end has: run `{command}`, and name periods.csv; write {} if each line is one probe",
            quoted(&lines.format)
        ));
    }
    if let Some(doubt) = each_line_a_site(lines, run, path) {
        return Some(doubt);
    }
    let (sites, others): (Vec<&String>, Vec<&String>) =
        run.sites.iter().partition(|site| is_site(site));
    if !sites.is_empty() && !others.is_empty() {
        return Some(format!(
            "by {} the sites would be {} as well as {}: lines of failures may have another form; \
             {}, as docs/layouts.md says",
            quoted(&lines.format),
            listed(others.iter().map(|site| site.as_str())),
            listed(sites.iter().map(|site| site.as_str())),
            formats_wanted(lines),
        ));
    }
    if let Some(doubt) = shared_moments(lines, run) {
        return Some(doubt);
    }
    // Where many lines are refused, an outage may stand in them.
    let (refused, all) = (run.counts.refused, run.counts.all());
    if refused * 100 > all * SHARED_PERCENT as u64 && lines.with_failures.is_some() {
        return Some(format!(
            "{} of {all} would not be read by {}; {}, and `pass_over` for lines that are no probes",
            plural(refused, "line"),
            quoted(&lines.format),
            formats_wanted(lines),
        ));
    }
    // Words without a meaning are asked for by a key of their own.
    let are_asked = lines.words.iter().any(|word| word.meaning.is_none());
    let unread = run.counts.refused + if are_asked { 0 } else { run.counts.unreadable };
    if unread > 0 && run.counts.down == 0 {
        let fault = run.counts.first_fault.as_deref().unwrap_or_default();
        return Some(format!(
            "{} of another form would not be read by {}, and no other is down, so the failures \
             may stand there: {fault}; {}, and `pass_over` for lines that are no probes; \
             docs/recipes.md has some",
            plural(unread, "line"),
            quoted(&lines.format),
            formats_wanted(lines),
        ));
    }
    let none_up = run.counts.known() > 0 && run.counts.up + run.counts.between == 0;
    none_up.then(|| {
        format!(
            "of the {} seen none would be up by {}: write it if each of them is a failed probe; \
             else name what tells how a probe went, by docs/layouts.md, or take the entry out",
            plural(run.counts.all(), "row"),
            quoted(&lines.format)
        )
    })
}

/// Doubts sites of which each line has another, at several moments; `None` where some have several
/// lines.
fn each_line_a_site(lines: &Lines, run: &RunResult, path: &Path) -> Option<String> {
    let all = run.counts.all();
    let is_each = lines.names_site && all >= FEW && run.sites.len() as u64 >= all;
    let example = run.sites.first().filter(|_| is_each && run.shared.moments > 1)?;
    Some(format!(
        "by {} each of {} has a site of its own, such as `{}`: an id, or a moment in an address, \
         makes several sites of one{}; write it as it is if each is a site",
        quoted(&lines.format),
        plural(all, "line"),
        short(example),
        without_query(&run.sites, path)
    ))
}

/// Says how what stands behind a `?` in addresses is taken away; empty where nothing does.
fn without_query(sites: &BTreeSet<String>, path: &Path) -> String {
    if !sites.iter().all(|site| site.contains('?')) {
        return String::new();
    }
    let file = shell_word(path);
    format!(
        ": run `sed 's/[?][^ ,;]*//' {file} > plain.log`, which takes away what stands behind `?`, \
         and name plain.log"
    )
}

/// Says that lines of one moment, or of one run, would be one site, and by what they may differ;
/// empty where few are.
fn several_sites(lines: &Lines, run: &RunResult) -> String {
    let Some(telling) = &lines.telling else { return String::new() };
    let all = run.shared.all;
    let lost = match (run.shared.by_name, telling.together) {
        (twice, _) if is_often(twice, run) => {
            format!("{twice} of {all} lines are of a moment that has another")
        }
        (_, None) => return String::new(),
        (_, Some(Together::InOneRun(count))) => {
            format!("{count} of {all} lines follow another at once")
        }
        (_, Some(Together::Spread(count))) => {
            format!("{count} of {all} lines follow one of another kind, each with its own pace")
        }
    };
    format!(
        "; {lost}: an id for all would make several sites one; where {} are sites, take this line \
         out and write format = {}",
        listed(telling.words.iter().map(String::as_str)),
        quoted(&telling.format),
    )
}

/// Says whether so many of the lines that were compared are more than a few.
fn is_often(count: usize, run: &RunResult) -> bool {
    count * 100 >= run.shared.all * SHARED_PERCENT && count > 0
}

/// Says that rows of one moment, or of one run, would be probes of one site, and by what they may
/// differ; `None` where few are.
fn shared_moments(lines: &Lines, run: &RunResult) -> Option<String> {
    let (by_name, by_address) = (run.shared.by_name, run.shared.by_address);
    if let Some(telling) = lines.telling.as_ref().filter(|_| lines.names_site) {
        let all = run.shared.all;
        let apart = "an outage of one of them comes apart, as the others answer in between";
        let lost = match (by_name, telling.together) {
            (twice, _) if is_often(twice, run) => Some(format!(
                "{twice} of {all} lines stand at the moment of another line of the same site, and \
                 of such lines the best counts, so that an outage of one of them is lost"
            )),
            (_, None) => None,
            (_, Some(Together::InOneRun(count))) => Some(format!(
                "{count} of {all} lines follow another line of the same site at once, and {apart}"
            )),
            (_, Some(Together::Spread(count))) => Some(format!(
                "{count} of {all} lines follow a line of the same site of another kind, each of \
                 which has its own pace, and {apart}"
            )),
        };
        if let Some(lost) = lost {
            return Some(format!(
                "by {} {lost}: where {} tell apart what was probed, write {}, of which each name \
                 is both; write it as it is if each line is a further probe of one site",
                quoted(&lines.format),
                listed(telling.words.iter().map(String::as_str)),
                quoted(&telling.format),
            ));
        }
    }
    let merged = two_names_of_one_site(&run.sites)?;
    is_often(by_address, run).then(|| format!("{}; else write {}", merged, quoted(&lines.format)))
}

/// Says which formats are to be written for lines of several forms.
fn formats_wanted(lines: &Lines) -> String {
    match &lines.with_failures {
        None => "write a list of formats, one for each form ({error} reads what a failure says)"
            .to_owned(),
        Some(formats) => {
            format!("write {} if they say behind the site what failed", list(formats))
        }
    }
}

/// Returns the keys of an archive in a layout of its own.
pub(in crate::init) fn of_layout(
    layout: &'static LayoutSpec,
    why: &str,
    head: &FileHead<'_>,
) -> Vec<GuessedKey> {
    let path = head.path;
    let mut keys = vec![GuessedKey::known("layout", quoted(layout.name), why.to_owned())];
    if layout.on_change {
        let why = "the archive says only changes: write the time between the probes of its \
            monitor, such as \"5m\""
            .to_owned();
        keys.push(GuessedKey::open("interval", why));
    }
    if let Some(asked) = layout.asks.and_then(|asks| asks(head)) {
        keys.push(GuessedKey::open(asked.key, asked.why));
        return keys;
    }
    if layout_trial::needs_zone(path, layout) {
        let why = stamps::zone_wanted("stamps of this layout");
        keys.push(GuessedKey::open("zone", why));
    }
    keys
}

/// Returns the keys of a file of claims.
pub(in crate::init) fn of_claims(
    layout: &ClaimLayout,
    why: &str,
    head: &FileHead<'_>,
) -> Vec<GuessedKey> {
    let mut keys = vec![GuessedKey::known("layout", quoted(layout.name), why.to_owned())];
    for any in layout.needs {
        let Some(key) = any.first() else { continue };
        let others = any[1..]
            .iter()
            .map(|key| format!("; or take this line out and write `{key}`, {}", advice(key)))
            .collect::<String>();
        let named = if *key == "components" { components(head) } else { String::new() };
        let why = format!(
            "the file does not say it: write {}{named}{others}; docs/claims.md has more",
            advice(key)
        );
        keys.push(GuessedKey::open(key, why));
    }
    if layout.claimant_by_rule {
        let why = format!(
            "the file does not say it: write {}, as far as one holds for all; else take this line \
             out and write `role` in each rule",
            advice("role")
        );
        keys.push(GuessedKey::open("role", why));
    }
    for key in (layout.unsaid)(head) {
        let why = format!("the file does not say it: write {}", advice(key));
        keys.push(GuessedKey::open(key, why));
    }
    if (layout.wall_clocks)(head) {
        keys.push(GuessedKey::open("zone", stamps::zone_wanted("stamps of this layout")));
    }
    keys
}

/// Names the parts of a status page that are in JSON, and says where their sites stand; empty where
/// none is found.
fn components(head: &FileHead<'_>) -> String {
    let mut names: BTreeSet<String> = BTreeSet::new();
    for table in json_tables(&head.bytes, &head.later) {
        let is_name = |path: &JsonPath| path.to_string().ends_with(COMPONENT);
        let Some(at) = table.columns.iter().position(is_name) else { continue };
        names.extend(table.rows.iter().map(|row| row[at].clone()).filter(|name| !name.is_empty()));
    }
    if names.is_empty() {
        return String::new();
    }
    format!(
        ", a line for each that is a site of {}; a site that no probe log names needs a line in \
         sites.csv, below a first line `site`",
        listed(names.iter().map(String::as_str))
    )
}

/// Says what to write for a key of claims, with an example.
fn advice(key: &str) -> &'static str {
    match key {
        "role" => {
            "whose claims they are: \"attacker\", \"operator\", \"government\", \"media\" or \
             \"researcher\""
        }
        "claimant" => "who speaks, such as \"Example Hosting\"",
        "kind" => {
            "what they say: \"attack\", \"outage\", \"restored\", \"reachable\", \"maintenance\" \
             or \"cause\""
        }
        "targets" => {
            "the sites of which all of it speaks, such as \"kentucky.gov\" or \"*\" for all"
        }
        "components" => {
            "which part of the page is which site, such as { \"Web shop\" = \"shop.example\" }"
        }
        "rules" => {
            "the name of a file that says which words mean which sites, such as \"rules.toml\", \
             which has lines such as these for each rule: [[rule]], words = [\"the portal\"], \
             targets = [\"portal.example\"], kind = \"outage\""
        }
        _ => "its value",
    }
}
