//! The manifest of a report, as `explain` and `verify` read it.
#![no_main]

use corroborate::cli::{Config, OutputFormat, RunOptions};
use corroborate::model::{Memory, Origin, Request, RowsShown};
use corroborate::pipeline;
use corroborate_fuzz::{LOG, folder};
use libfuzzer_sys::fuzz_target;
use std::fs;

const SETTINGS: &[u8] = b"title = \"fuzz\"\n[[probes]]\nfiles = \"log.csv\"\n";

fuzz_target!(|bytes: &[u8]| {
    let folder = folder(&[("incident.toml", SETTINGS), ("log.csv", LOG)]);
    let report = folder.path().join("report");
    fs::create_dir(&report).expect("the temporary folder can be written");
    fs::write(report.join("manifest.json"), bytes).expect("the temporary folder can be written");
    let options = RunOptions { quiet: true, timings: false, memory: Memory::DEFAULT };
    let _ = pipeline::run(&Config::Explain {
        id: "O001".to_owned(),
        request: Request::of(Origin::Folder(report)),
        incident: Some(folder.path().to_owned()),
        rows: RowsShown::AtEdges,
        format: OutputFormat::Json,
        options,
    });
});
