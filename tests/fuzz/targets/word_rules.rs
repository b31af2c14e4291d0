//! Rules that say which words of a claim name which sites.
#![no_main]

use corroborate::model::Origin;
use corroborate_fuzz::{LOG, examine, folder};
use libfuzzer_sys::fuzz_target;

const SETTINGS: &[u8] = b"title = \"fuzz\"\n[[probes]]\nfiles = \"log.csv\"\n[[claims]]\n\
    files = \"said.csv\"\nrules = \"rules.toml\"\ncolumns = { quote = \"text\" }\n";
const SAID: &[u8] = b"claim,claimant,role,kind,published,text\n\
    c1,Crew,attacker,attack,2022-10-05T00:15:00Z,the shop is down\n\
    c2,Desk,operator,restored,2022-10-05T00:35:00Z,all sites are back online\n";

fuzz_target!(|bytes: &[u8]| {
    let files = [
        ("incident.toml", SETTINGS),
        ("log.csv", LOG),
        ("said.csv", SAID),
        ("rules.toml", bytes),
    ];
    let folder = folder(&files);
    examine(Origin::Folder(folder.path().to_owned()));
});
