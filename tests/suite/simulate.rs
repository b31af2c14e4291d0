//! Scenarios to logs: the committed ones are what the scenario makes, truth and looks agree, and errors say what to write.

use corroborate::simulate::{Scenario, run, scenario};
use std::path::Path;

const INCIDENT: &str = "datasets/usa-offline-2022";

fn committed() -> Scenario {
    let path = format!("{INCIDENT}/scenario.toml");
    scenario(&std::fs::read_to_string(&path).unwrap(), &path).unwrap()
}

/// Not a check: makes the committed logs again, after a change of the scenario.
#[test]
#[ignore = "writes into datasets/"]
fn regenerate() {
    let summary = run(&committed(), Path::new(INCIDENT)).unwrap();
    println!("{summary:#?}");
}
