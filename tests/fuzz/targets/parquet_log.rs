//! A probe log in our own columns, as Parquet.
#![no_main]

use corroborate::clock::Zone;
use corroborate::model::Origin;
use corroborate_fuzz::{examine, folder};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let folder = folder(&[("log.parquet", bytes)]);
    let probes = vec![folder.path().join("log.parquet")];
    examine(Origin::Files { probes, claims: Vec::new(), zone: Some(Zone::UTC) });
});
