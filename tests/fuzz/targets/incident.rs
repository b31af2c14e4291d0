//! The tables and settings of an incident's folder, with a NUL between two: `incident.toml`,
//! `sites.csv`, `claims.csv`, `maintenance.csv`.
#![no_main]

use corroborate::model::Origin;
use corroborate_fuzz::{LOG, examine, folder};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 4] = ["incident.toml", "sites.csv", "claims.csv", "maintenance.csv"];

fuzz_target!(|bytes: &[u8]| {
    let parts = bytes.splitn(NAMES.len(), |byte| *byte == 0);
    let mut files: Vec<(&str, &[u8])> = NAMES.into_iter().zip(parts).collect();
    files.push(("probes.csv", LOG));
    let folder = folder(&files);
    examine(Origin::Folder(folder.path().to_owned()));
});
