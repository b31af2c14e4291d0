//! A file of runs, as `fold` writes one, in place of the probe logs.
#![no_main]

use corroborate::model::Origin;
use corroborate_fuzz::{LOG, examine, folder};
use libfuzzer_sys::fuzz_target;

const SETTINGS: &[u8] = b"title = \"fuzz\"\n[[probes]]\nfiles = \"log.csv\"\n";

fuzz_target!(|bytes: &[u8]| {
    let folder = folder(&[("incident.toml", SETTINGS), ("log.csv", LOG), ("runs.parquet", bytes)]);
    let runs = vec![folder.path().join("runs.parquet")];
    examine(Origin::Runs { folder: folder.path().to_owned(), runs });
});
