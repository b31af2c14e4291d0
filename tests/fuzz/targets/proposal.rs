//! A file of any kind through `init`, and the report of what it proposes: the first byte picks the
//! ending of its name, the rest is the file.
#![no_main]

use corroborate::cli::Config;
use corroborate::model::{NamedFile, Origin};
use corroborate::pipeline;
use corroborate_fuzz::{examine, folder};
use libfuzzer_sys::fuzz_target;

const ENDINGS: [&str; 12] = [
    "csv", "csv.gz", "csv.zst", "json", "log", "xlsx", "zip", "tar", "tar.gz", "parquet", "db", "",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((pick, bytes)) = bytes.split_first() else { return };
    let name = format!("file.{}", ENDINGS[usize::from(*pick) % ENDINGS.len()]);
    let folder = folder(&[(name.as_str(), bytes)]);
    let case = folder.path().join("case");
    let files = vec![NamedFile { path: folder.path().join(&name), stated: None }];
    if pipeline::run(&Config::Init { folder: case.clone(), files }).is_ok() {
        examine(Origin::Folder(case));
    }
});
