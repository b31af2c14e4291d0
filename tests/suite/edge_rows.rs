//! The rows that make the edges of an outage: on its card, and what they are of.

use crate::incident_folder::{IncidentFolder, PROBES, committed};
use crate::page_rows::{html, words};
use corroborate::model::{EdgeRow, Report, Status};

/// Head of a log, and a row for each of its probes: minute, vantage, result.
fn report(probes: &[(u32, &str, &str)], settings: &str) -> Report {
    let mut log = "timestamp,site,vantage,result\n".to_owned();
    for (minute, vantage, result) in probes {
        log.push_str(&format!("2031-03-04T00:{minute:02}:00Z,a.example,{vantage},{result}\n"));
    }
    IncidentFolder::new(&format!("{settings}{PROBES}")).with("probes.csv", log).report().unwrap()
}

/// The lists of rows on the cards of a page, in words.
fn on_cards(report: &Report) -> Vec<String> {
    let html = html(report);
    let lists = html.split("<tr class=\"edges\">").skip(1);
    lists.map(|list| words(list.split("</tr>").next().unwrap())).collect()
}

#[test]
fn a_card_lists_the_rows_that_make_the_edges() {
    let probes = [(0, "here", "up"), (5, "here", "down"), (10, "here", "down"), (15, "here", "up")];
    let seen = report(&probes, "zone = \"Europe/Zurich\"\n");
    let wanted = "last up 2031-03-04 01:00:00 CET 2031-03-04 00:00:00 UTC up from here: \
                  probes.csv:2 first down 2031-03-04 01:05:00 CET 2031-03-04 00:05:00 UTC \
                  failed from here: probes.csv:3 last down 2031-03-04 01:10:00 CET 2031-03-04 \
                  00:10:00 UTC failed from here: probes.csv:4 first up 2031-03-04 01:15:00 CET \
                  2031-03-04 00:15:00 UTC up from here: probes.csv:5";
    assert_eq!(on_cards(&seen), [wanted]);
}

/// Nobody saw it up before or after: there is no row of that.
#[test]
fn an_edge_that_is_not_on_the_record_has_no_row() {
    let probes = [(0, "here", "down"), (5, "here", "down"), (10, "here", "down")];
    let lists = on_cards(&report(&probes, ""));
    assert_eq!(lists.len(), 1);
    assert!(lists[0].starts_with("first down 2031-03-04 00:00:00 UTC"), "{lists:?}");
    assert!(lists[0].ends_with("failed from here: probes.csv:4"), "{lists:?}");
}

/// Of three vantages the second to fail makes the start, and the second to be back the end.
#[test]
fn of_several_vantages_it_is_the_row_with_which_enough_of_them_saw_it() {
    let mut probes = Vec::new();
    for (vantage, offset, from, until) in [("east", 0, 2, 6), ("north", 1, 3, 7), ("west", 2, 4, 8)]
    {
        for round in 0..10 {
            let result = if (from..until).contains(&round) { "down" } else { "up" };
            probes.push((round * 5 + offset, vantage, result));
        }
    }
    probes.sort_unstable();
    let seen = report(&probes, "");
    let [last_up, first_down, last_down, first_up] = seen.outages[0].edge_rows.each_ref();
    let of = |row: &Option<EdgeRow>| row.clone().map(|row| (row.vantage, row.status)).unwrap();
    assert_eq!(of(first_down), ("north".to_owned(), Status::Down));
    assert_eq!(of(last_down), ("north".to_owned(), Status::Down));
    assert_eq!(of(last_up).1, Status::Up);
    assert_eq!(of(first_up), ("north".to_owned(), Status::Up));
}

/// The clocks of the bundled incident are exact: a row stands at each end of a bracket.
#[test]
fn the_rows_of_a_bundled_incident_are_those_of_its_brackets() {
    let report = committed("datasets/usa-offline-2022");
    assert!(report.outages.len() > 40);
    for outage in &report.outages {
        let [last_up, first_down, last_down, first_up] = outage.edge_rows.each_ref();
        let at = |row: &Option<EdgeRow>| row.as_ref().map(|row| row.at.0 / 1_000_000);
        let ends = [&outage.onset.after, &outage.onset.by, &outage.recovery.after];
        let ends = ends.map(|end| end.map(|end| end.0 / 1_000_000));
        assert_eq!([at(last_up), at(first_down), at(last_down)], ends);
        assert_eq!(at(first_up), outage.recovery.by.map(|by| by.0 / 1_000_000));
        assert_eq!(first_down.as_ref().unwrap().row, outage.first_row, "{}", outage.id);
        assert_eq!(last_down.as_ref().unwrap().row, outage.last_row, "{}", outage.id);
    }
}
