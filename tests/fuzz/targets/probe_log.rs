//! A probe log by itself, as `report --probes` reads one in our own columns.
#![no_main]

use corroborate::clock::Zone;
use corroborate::model::Origin;
use corroborate_fuzz::{examine, folder};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = folder(&[("log.csv", bytes)]);
    let probes = vec![folder.path().join("log.csv")];
    examine(Origin::Files { probes, claims: Vec::new(), zone: Some(Zone::UTC) });
});
