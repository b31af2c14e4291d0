//! The words of the command line: a field for each option, nothing derived.

use super::chart_args::ChartArgs;
use crate::model::words::PROGRAM_VERSION;
use clap::{Args as Group, Parser, Subcommand, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  corroborate report datasets/usa-offline-2022
      the bundled incident: tables, charts and a report
  corroborate check my-incident
      read everything, write nothing, say what is wrong
  corroborate explain O003 my-incident
      an outage, back to the lines of the archive

What the numbers mean is in docs/method.md; what the files may hold is in docs/data.md.
Exit codes: 0 done; 1 done, but rows or claims were left out and the result may change (report,
convert, fold), anything was refused (check, report --strict), or something differs (verify,
explain): the last line says what; 2 could not run; 130 stopped by Ctrl-C.";

const REPORT_EXAMPLES: &str = "\
Examples:
  corroborate report datasets/usa-offline-2022
      reads the folder's incident.toml, writes output/usa-offline-2022
  corroborate report --probes log.csv --claims posts.csv --zone America/New_York -o output/my-case
      no folder: the logs and the claims by themselves; the zone is shown, and is that of stamps
      without an offset
  corroborate report my-incident --site kentucky-portal --from 2022-10-05 --until 2022-10-06
      one site, and a part of the window
  corroborate report my-incident --draft --as-of 2022-10-05T18:00-04:00
      what was known then: later probes and claims are not read; marked as a draft
  corroborate report datasets/usa-offline-2022 --by site --by url
      the table summaries sums sites by these columns of sites.csv, too, whatever they hold

A probe log needs the columns timestamp and site, and one of status_code, error or result; vantage
and latency_ms are used if there. Any other file is read as init would propose it, and what was
assumed is printed; where a file leaves a question, the run stops and says how to answer it.
Files may be .csv, .csv.gz, .csv.zst or .parquet. A row that cannot be used is refused, counted
and listed; it never vanishes. Exit code 1 if rows or claims were left out, so that the result may
change when they are mended; the last line says how many.";

const CHECK_EXAMPLES: &str = "\
Examples:
  corroborate check datasets/usa-offline-2022
  corroborate check --probes log.csv

For each source: rows, span, sites, vantages, cadence, gaps, share observed, repeated rows and
disorder. For each file: rows, rows refused, rows outside the window. Then the refused rows with
file:line:column and what to write instead. --json writes the same for machines.
The folder of a report stands for its incident and what was asked for there.
Exit code 1 if anything was refused.";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  corroborate explain O003 datasets/usa-offline-2022
      an outage: every line of the archive from the last up to the first up
  corroborate explain B001 datasets/usa-offline-2022
      a blip
  corroborate explain V012 datasets/usa-offline-2022
      a verdict: its rule, its claim, and the outage that it rests on
  corroborate explain killnet-list datasets/usa-offline-2022
      a claim: all verdicts on it
  corroborate explain went-down datasets/usa-offline-2022
      a figure of the headline
  corroborate explain O003 /media/given/report my-incident
      an outage of a report that somebody gave you, from your copy of its inputs

The ids are those of the report made from the same files with the same options. The folder of a
report, such as output/usa-offline-2022, stands for its incident and its options. Exit code 1: an
input is not as it was when that report was made.";

const VERIFY_EXAMPLES: &str = "\
Examples:
  corroborate verify output/my-incident
      is each input, and each file of the report, as its manifest.json lists it, and does the same
      report come of the inputs today?
  corroborate verify /media/given/report my-incident
      the same for a report that somebody gave you, and your copy of its inputs

Nothing is written but a temporary folder. What was asked of the report (--site, --from, files
named one by one) is asked again. Exit code 0: nothing differs; 1: something does, and is listed;
2: the report cannot be made again, and why.";

const FOLD_EXAMPLES: &str = "\
Examples:
  corroborate fold october.csv.gz november.csv.gz -o autumn.parquet
      the runs of these logs, in one small file; report --probes autumn.parquet reads it in place
      of the logs
  corroborate fold --incident my-incident -o runs.parquet
      all logs that its incident.toml names; then:
      corroborate report my-incident --runs runs.parquet
  corroborate fold my-incident/probes/zurich.csv --incident my-incident -o zurich.parquet
      one of them, such as on the machine that holds it; report takes several files of runs together

A report from runs is the same as one from the logs. docs/runs.md says what the file holds. Exit
code 1 if rows were left out; the file counts them, and a report on it does.";

const INIT_EXAMPLES: &str = "\
Examples:
  corroborate init my-incident exports/*.csv
      examines the files, writes my-incident/incident.toml with the evidence beside each guess,
      and says what is to be filled in
  corroborate init my-incident exports/*.csv --claims notes.csv posts.json
      these two are what somebody said, whatever their columns are called
  corroborate check my-incident
      then: reads everything and says what is wrong

Nothing is asked and nothing is written over. What an archive cannot tell, such as the zone of its
clock, is left to fill in.";

const CONVERT_EXAMPLES: &str = "\
Examples:
  corroborate convert fettle Vault_report.log --zone UTC -o vault.csv
      archives in another layout, as one log in ours; .csv, .csv.gz or .parquet, by the ending
  corroborate convert export.csv --zone UTC -o log.csv
      without a layout: read as their first rows show, where they leave no question
  corroborate convert --incident my-incident -o probes.parquet
      all logs of an incident, read as its incident.toml says

The layouts are in docs/layouts.md. It says what was lost; rows that cannot be used are left out,
counted and listed.";

const SIMULATE_EXAMPLES: &str = "\
Examples:
  corroborate simulate datasets/usa-offline-2022/scenario.toml -o /tmp/simulated
      writes probes/ and truth.csv; the same scenario gives the same bytes

A scenario says what was true (who was down when) and how the vantages probed. docs/data.md shows
how to write one. Other files of these names are replaced only with --overwrite.";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  corroborate completions bash > ~/.local/share/bash-completion/completions/corroborate
  corroborate completions zsh > \"${fpath[1]}/_corroborate\"
  corroborate completions fish > ~/.config/fish/completions/corroborate.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  corroborate man | man -l -
      the program
  corroborate man report > ~/.local/share/man/man1/corroborate-report.1
      one command, kept for `man corroborate-report`";

/// Help on what `report` replaces.
const REPORT_FILES: &str =
    "Replace files of an earlier report that were changed by hand; files beside them always stay";
/// Help on the file that `fold` writes.
const RUNS_FILE: &str = "File to write, in Parquet";
/// Help on the file that `convert` writes.
const LOG_FILE: &str = "File to write; its ending says how: .csv, .csv.gz or .parquet";

/// Reconstructs incident timelines: holds claims of an outage against archived probe logs.
#[derive(Debug, Parser)]
#[command(name = "corroborate", version = PROGRAM_VERSION.as_str(), after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    /// Say on stderr why each row, site and verdict was judged as it was
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read an incident; write its tables, charts and report
    #[command(after_help = REPORT_EXAMPLES, mut_arg("overwrite", |arg| arg.help(REPORT_FILES)))]
    Report(Box<ReportArgs>),
    /// Read everything, write nothing, and say what is wrong and where
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckArgs),
    /// Show what an outage or a verdict rests on, back to the archive's lines
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Make a report again, and say whether inputs, files and findings are the same
    #[command(after_help = VERIFY_EXAMPLES)]
    Verify(VerifyArgs),
    /// Write the runs of probe logs: compact, and read in their place
    #[command(after_help = FOLD_EXAMPLES, mut_arg("output", |arg| arg.help(RUNS_FILE)))]
    Fold(FoldArgs),
    /// Propose an incident.toml for archives, to edit
    #[command(after_help = INIT_EXAMPLES)]
    Init(InitArgs),
    /// Write archives in another layout as a log in ours
    #[command(after_help = CONVERT_EXAMPLES, mut_arg("output", |arg| arg.help(LOG_FILE)))]
    Convert(ConvertArgs),
    /// Write probe logs for a scenario with a known truth
    #[command(after_help = SIMULATE_EXAMPLES)]
    Simulate(SimulateArgs),
    /// Print a script that completes the words of this program in a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
    /// Print a page of the manual, for `man -l -`
    #[command(after_help = MAN_EXAMPLES)]
    Man(ManArgs),
}

#[derive(Debug, Group)]
pub(super) struct InputArgs {
    /// The incident's folder, with an incident.toml in it, or that file; check and explain take
    /// that of a report too [default: the current folder]
    pub(super) incident: Option<PathBuf>,
    /// Probe logs to read, in place of a folder; `-` is stdin
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) probes: Vec<PathBuf>,
    /// Runs to read in place of the folder's probe logs; `corroborate fold` makes them
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) runs: Vec<PathBuf>,
    /// Claims to judge, in place of a folder, in one file or several; `-` is stdin
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) claims: Vec<PathBuf>,
    /// Zone to show beside UTC, and of stamps without an offset; with --probes or --claims
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    pub(super) zone: Option<String>,
    /// Only this site, by id; `*` stands for any letters, as in '*.gov'; may be given again
    #[arg(long = "site", value_name = "ID")]
    pub(super) sites: Vec<String>,
    /// The window begins here, such as 2022-10-05T06:00-04:00; alone, it goes to the end of the
    /// logs
    #[arg(long, value_name = "TIME")]
    pub(super) from: Option<String>,
    /// The window ends here; a whole day, such as 2022-10-06, is included
    #[arg(long, value_name = "TIME")]
    pub(super) until: Option<String>,
    /// Read nothing that was measured or said later; a whole day is included, as of --until
    #[arg(long, value_name = "TIME")]
    pub(super) as_of: Option<String>,
    #[command(flatten)]
    pub(super) options: RunArgs,
}

/// Options of a run on which no result depends.
#[derive(Debug, Group)]
pub(super) struct RunArgs {
    /// Memory for what grows with the input, such as 512MB or 2GiB: rows to be sorted that do not
    /// fit go to a temporary file, and more of all else stops the run [default: 1GiB for rows,
    /// 4GiB for all else]
    #[arg(long, value_name = "SIZE")]
    pub(super) memory: Option<String>,
    /// No progress bar and no notes; of a command that writes files, nothing but errors, what was
    /// left out, and the result of --json
    #[arg(short, long)]
    pub(super) quiet: bool,
    /// Say how long each stage took, and its peak memory
    #[arg(long)]
    pub(super) timings: bool,
}

/// Leave of a command to replace a file that is not as this program left it.
#[derive(Debug, Group)]
pub(super) struct OverwriteArgs {
    /// Replace a file that was changed since, or that is not known for corroborate's own
    #[arg(long)]
    pub(super) overwrite: bool,
}

/// File that a command writes, and how. Each command says in its own words what the file is.
#[derive(Debug, Group)]
pub(super) struct OutputFileArgs {
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) standing: OverwriteArgs,
    #[command(flatten)]
    pub(super) options: RunArgs,
}

#[derive(Debug, Group)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Folder to write [default: output/<incident>]
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Say on the page and on each chart that the report may still change
    #[arg(long)]
    pub(super) draft: bool,
    /// Say on the page and on each chart that it must not be published before this time
    #[arg(long, value_name = "TIME")]
    pub(super) embargo: Option<String>,
    /// Sum sites by this column of sites.csv, too; may be given again. Each column with at most 200
    /// values is summed by without being named
    #[arg(long = "by", value_name = "COLUMN")]
    pub(super) summed_by: Vec<String>,
    #[command(flatten)]
    pub(super) chart: ChartArgs,
    /// Write nothing, and exit with 1, if anything was refused
    #[arg(long)]
    pub(super) strict: bool,
    /// Print the findings as JSON, for machines
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) standing: OverwriteArgs,
}

#[derive(Debug, Group)]
pub(super) struct CheckArgs {
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Write JSON, for machines
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Group)]
pub(super) struct ExplainArgs {
    /// Id of an outage (O003), a blip (B001), a verdict (V012), an event (E001), a claim, a site or
    /// a vantage; or a figure, such as `went-down`, `fits`, `downtime`, `peak`, `rules`, `lags` or
    /// `sums`. Letters may be small; `site:O003` is the site of that id. Several with commas
    /// between them, or a pattern such as `outage:O00*`, are explained in turn
    pub(super) id: String,
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// The incident's folder, behind that of its report [default: that of its name in the current
    /// folder, a level below, or around the report]
    pub(super) incident_of_report: Option<PathBuf>,
    /// Print every row behind it, not only those at its edges
    #[arg(long)]
    pub(super) all: bool,
    /// Write JSON, for machines, with every row
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Group)]
pub(super) struct VerifyArgs {
    /// The folder of the report, or the incident whose report lies in output/
    pub(super) report: PathBuf,
    /// The incident's folder [default: that of its name in the current folder, a level below, or
    /// around the report]
    pub(super) incident: Option<PathBuf>,
    #[command(flatten)]
    pub(super) options: RunArgs,
}

#[derive(Debug, Group)]
pub(super) struct FoldArgs {
    /// Probe logs to fold [default: all that the incident names]
    pub(super) files: Vec<PathBuf>,
    /// The incident whose logs they are: it says zone, columns and rules
    #[arg(long, value_name = "DIR")]
    pub(super) incident: Option<PathBuf>,
    /// Zone of stamps without an offset; without --incident
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    pub(super) zone: Option<String>,
    /// The window begins here, such as 2022-10-05T06:00-04:00
    #[arg(long, value_name = "TIME")]
    pub(super) from: Option<String>,
    /// The window ends here; a whole day, such as 2022-10-06, is included
    #[arg(long, value_name = "TIME")]
    pub(super) until: Option<String>,
    #[command(flatten)]
    pub(super) file: OutputFileArgs,
}

#[derive(Debug, Group)]
pub(super) struct InitArgs {
    /// The folder to write incident.toml into
    pub(super) folder: PathBuf,
    #[command(flatten)]
    pub(super) archives: InitArchives,
}

#[derive(Debug, Group)]
#[group(required = true, multiple = true)]
pub(super) struct InitArchives {
    /// The archives to read, whose content tells whether they are probes or claims
    pub(super) files: Vec<PathBuf>,
    /// Archives that are probe logs, whatever they look like
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) probes: Vec<PathBuf>,
    /// Archives of what somebody said, such as a sheet of notes or a list of outages
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(super) claims: Vec<PathBuf>,
}

#[derive(Debug, Group)]
pub(super) struct ConvertArgs {
    /// The layout of the archives, by its word; without one they are read as `report --probes` does
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(super) layout: Option<OsString>,
    /// The archives
    pub(super) files: Vec<PathBuf>,
    /// The incident whose logs to convert, in place of a layout and archives
    #[arg(long, value_name = "DIR")]
    pub(super) incident: Option<PathBuf>,
    /// Zone of stamps without an offset; without --incident
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true)]
    pub(super) zone: Option<String>,
    /// Vantage of rows that name none; without --incident
    #[arg(long, value_name = "NAME")]
    pub(super) vantage: Option<String>,
    #[command(flatten)]
    pub(super) file: OutputFileArgs,
}

#[derive(Debug, Group)]
pub(super) struct SimulateArgs {
    /// The scenario, a TOML file
    pub(super) scenario: PathBuf,
    /// Folder to write probes/ and truth.csv into
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) standing: OverwriteArgs,
    /// Nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Group)]
pub(super) struct CompletionsArgs {
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Group)]
pub(super) struct ManArgs {
    /// The command, such as report [default: the program as a whole]
    pub(super) command: Option<String>,
}
