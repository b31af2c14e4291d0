//! The tests: one module for each kind, with a line that says what belongs there.

#![allow(clippy::too_many_lines, reason = "a table of cases is as long as its cases")]
#![allow(unreachable_pub, reason = "no other crate can call a test")]
#![expect(clippy::unwrap_used, reason = "a test says by unwrapping what must hold")]

/// Announced work: what is simulated of it.
mod announced_work;
/// Real archives, where they are at hand.
mod archives;
/// Stated limits: what a run does not take.
mod bounds;
/// Golden cases, one folder each.
mod cases;
/// What chance explains of claims: claims moved in time, and sites that nobody named.
mod chance;
/// Charts: labels apart, descriptions, odd names.
mod charts;
/// The values of claim formats: each one that means something, and others.
mod claim_formats;
/// Tables and JSON of claims in columns of others, and posts as scrapers keep them.
mod claim_tables;
/// Each threshold of a claim: one below, on, and one above.
mod claim_thresholds;
/// Times of claims, windows and announced work.
mod claim_times;
/// The words of `claims.csv`: each one that means something, and others.
mod claim_words;
/// Claims in words of their own, and files named as claims or as probes.
mod claims_named;
/// Claims about most, some or none of their sites.
mod claims_on_several;
/// What time is: stamps, claim times, sets of spans.
mod clock;
/// The coarsest stamp of a source: which it is.
mod coarsest_stamps;
/// Words of the command line: sites by pattern, zones by other names, the manual.
mod command_line;
/// Common failures on the timeline.
mod common_edges;
/// Common failures of a vantage, worked out by hand.
mod common_modes;
/// What `convert` writes, and that a report on it is the same.
mod converted;
/// Counts of verdicts: the same everywhere.
mod counts_agree;
/// A log written in other ways gives the same numbers.
mod csv_dialects;
/// Archives that are cut, damaged, or say a thing twice.
mod damaged;
/// Lines that `-v` and `--timings` write to stderr.
mod debug_output;
/// Denials, recoveries and threats, in verdicts and in words.
mod denials;
/// Pages that say what the code does.
mod docs;
/// Archives in JSON, and what any bytes do to the layouts of others.
mod documents;
/// The hour that a change of the clocks shows twice.
mod doubled_hour;
/// The jobs for other engines: what they pass to the program, and what comes of it.
mod engines;
/// Exports of monitoring services.
mod exports;
/// Words, empty cells and numbers that stand for a failed probe.
mod failures_as_written;
/// Failures outside every outage: which belong together, and the sentences on them.
mod failures_together;
/// How the output folder is put in place.
mod files;
/// What samples add up to: runs, silences, order.
mod fold;
/// Folds of parts, added up.
mod fold_merge;
/// The fold said plainly, and held against the real one.
mod fold_oracle;
/// Each column has the same value in each format.
mod formats_agree;
/// Fuzz targets: a layout for each, and a file to begin with.
mod fuzz_targets;
/// Any one file through the history of its repository.
mod git_file;
/// A log in a repository that loses rows.
mod git_log;
/// What `init` proposes for a clone.
mod git_proposed;
/// The words: what they name, and that those not used any more are gone.
mod glossary;
/// Claims that name groups of sites.
mod groups_named;
/// Lines of headings, and lists of periods, as `init` proposes them.
mod headings_proposed;
/// Incidents of a test's own.
mod incident_folder;
/// The way of one who has somebody else's archive.
mod init_workflow;
/// Laws of JSON logs: any rows say what a table says, and any bytes are read or refused.
mod json_laws;
/// Logs in JSON of any shape.
mod json_logs;
/// JSON whose keys are moments or days.
mod keyed_by_time;
/// Announced work that an Uptime Kuma planned.
mod kuma_plans;
/// How long after a change of a site something was said of it.
mod lags;
/// How random laws are run.
mod law_config;
/// What holds for any truth.
mod laws;
/// The walls between the rooms, and no circles within one.
mod layering;
/// The values of each layout: every one that means something, and others.
mod layout_values;
/// A log in each layout gives the same numbers.
mod layouts;
/// The page of layouts names and explains each of them, and says what `init` asks for it.
mod layouts_page;
/// Captures of a web archive, lines of curl, logs of blackbox_exporter.
mod line_archives;
/// Counts and ranges of the model: what is added up, merged and cut.
mod model_counts;
/// Values of the exports and databases of monitors, each at its place in a log.
mod monitor_values;
/// Site names in other spellings.
mod names;
/// Files as people without our layouts make them.
mod newcomers_files;
/// Results and sentences that say no more than the probes.
mod no_more_than_probes;
/// Nothing of the user's is lost, and a run that is stopped leaves nothing behind.
mod nothing_lost;
/// Measurements of OONI.
mod numbers_taken_amiss;
mod ooni;
/// Names on the pages for developers that must be there.
mod page_names;
/// Lists of values beside one another in JSON.
mod parallel_lists;
/// Parquet files of a test's own.
mod parquet_file;
/// Lists of periods: their ends, and the times between.
mod period_lists;
/// The program from outside: exit codes, errors, what it leaves behind.
mod program;
/// The program, run in a folder.
mod program_run;
/// What `init` proposes and tests, and the quick way that reads files so.
mod proposed;
/// Texts that are not in UTF-8, and the question for their encoding.
mod proposed_encodings;
/// Proposals for archives of several files, and what is tested or asked besides.
mod proposed_files;
mod proposed_keys;
/// Lines of words with stamps of any form, and exports of incidents.
mod proposed_lines;
/// Rows with other fields than the header names.
mod ragged_rows;
/// Logs that contradict the way in which they are read, and changes of pace.
mod read_doubts;
/// Reading probe logs: plain lines, odd lines, any bytes.
mod reading;
/// Claims of real archives.
mod real_statements;
/// The recipes, each on rows of its form.
mod recipes;
/// What each kind of file is taken for.
mod recognised;
/// Columns of Parquet files, and files of runs, as `init` proposes them.
mod recognised_columns;
/// The recovery curve, worked out by hand.
mod recovery_curve;
/// One test for each bug.
mod regress;
/// Git repositories of a test's own.
mod repository;
/// Claims that a site is back, worked out by hand.
mod restored;
/// Rows that disagree, have no time or name no site, and what no longer follows.
mod rows_in_doubt;
/// Files of runs: the same report as from the logs, and what is said where they do not fit.
mod runs;
/// Files that are no runs, and what was refused when runs were made.
mod runs_refused;
/// Files of runs that were changed and have a new checksum.
mod runs_tampering;
/// What claimants said, to whom a dispute applies, and claims in a narrowed report.
mod said_by_whom;
/// Reports of any size.
mod scale;
/// Whole files that one worker reads.
mod scheduling;
/// What was seen in part, as claims and denials are held against it.
mod seen_in_part;
/// The headline under other rules.
mod sensitivity;
/// Sentences that can be read at once, in one zone.
mod sentence_length;
/// The sentences of a report, word for word.
mod sentences;
/// The shape of all code: lengths of files and lines.
mod shape;
#[cfg(unix)]
/// Stopping programs that a test has started.
mod signals;
/// Sentences on claims, as somebody would sign them.
mod signed_sentences;
/// What a scenario is made into.
mod simulate;
/// Simulated probes: what says that they are.
mod simulated;
/// Logs of tests, a letter for each probe.
mod site_days;
/// Charts of small panels, where there are too many sites for one chart.
mod small_multiples;
/// Databases of monitors: their rows, and that they stay as they are.
mod sqlite;
/// When a site was back to stay, worked out by hand.
mod stable_recovery;
/// Stamps in other spellings, and how coarse they are.
mod stamp_resolution;
/// Claims in the layouts of others: what is wrong with a file, any bytes, real exports.
mod stated_grounds;
mod statements;
/// Logs as they are stored: encodings, archives, workbooks.
mod stored_forms;
/// Tables in other shapes than a row for each probe.
mod table_shapes;
/// The result tables, in each file format.
mod tables;
/// The page that lists every column.
mod tables_page;
/// Each threshold at one below, on and one above.
mod thresholds;
/// The time that a claim is held against.
mod time_asked;
/// Totals of an incident, worked out by hand.
mod totals;
/// A known truth, and what vantages see of it.
mod truth;
/// Clones of Upptime repositories.
mod unobserved_claims;
/// Rows, outcomes and cells that cannot be read; stamps in every spelling, and how coarse they are.
mod unreadable;
/// Paths that are unreadable names, pipes, or other spellings of one path: each is said.
mod unusual_paths;
mod upptime;
/// Upptime's archives against Upptime's own numbers.
mod upptime_real;
/// The lists of values in the pages against the readers.
mod values_page;
/// What more or fewer probes may do to a verdict, and what they may never do.
mod verdict_laws;
/// Reports held against their inputs and made again.
mod verify;
/// Files that are left out, and the way in that each stop prints.
mod ways_in;
/// Tables without a row for each probe: a column for each site or moment, and periods.
mod wide_tables;
/// The window where none is declared.
mod window;
/// Words of change: who went down, said by whom, and which sites together.
mod words_of_change;
/// What claimants named, and what was only read into their words.
mod words_of_claimants;
/// Reports as they are worked out, without their files.
mod worked_out;
