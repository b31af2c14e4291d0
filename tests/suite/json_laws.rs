//! Laws of JSON logs: any rows say what a table says, and any bytes are read or refused.

use crate::json_logs::{numbers_of, read, read_bytes, shapes, stamp};
use crate::law_config::config;
use corroborate::init::guess;
use corroborate::model::Report;
use proptest::prelude::*;
use std::fmt::Write as _;

proptest! {
    #![proptest_config(config(32))]

    /// Any rows say the same as a table, as lines, and as lists under their sites.
    #[test]
    fn rows_say_the_same_in_every_shape(
        rows in proptest::collection::vec(
            (0i64..200, 0usize..3, prop::sample::select(vec![200u16, 302, 403, 503])),
            1..60,
        ),
    ) {
        let sites = ["a.example", "b.example", "c.example"];
        let mut rows = rows;
        rows.sort_unstable();
        rows.dedup_by_key(|(minute, site, _)| (*minute, *site));
        let mut table = "timestamp,site,status_code\n".to_owned();
        let (mut lines, mut lists) = (String::new(), vec![Vec::new(); 3]);
        for (minute, site, code) in &rows {
            let at = stamp(*minute);
            writeln!(table, "{at},{},{code}", sites[*site]).unwrap();
            writeln!(
                lines,
                "{{\"code\":{code},\"site\":\"{}\",\"x\":[{{}}],\"at\":\"{at}\"}}",
                sites[*site]
            )
            .unwrap();
            lists[*site].push(format!("{{\"at\":\"{at}\",\"code\":\"{code}\"}}"));
        }
        let objects: Vec<String> = lists
            .iter()
            .zip(sites)
            .map(|(list, site)| format!("{{\"log\":[{}],\"name\":\"{site}\"}}", list.join(",")))
            .collect();
        let nested = format!("{{\"all\":[{}]}}", objects.join(","));
        let plain = read_bytes("log.csv", table.as_bytes(), "").unwrap();
        let shown = |report: &Report| {
            (
                numbers_of(report),
                report
                    .sites
                    .iter()
                    .map(|site| {
                        (
                            site.site.id.clone(),
                            site.up.clone(),
                            site.down.clone(),
                            site.unknown_probes,
                        )
                    })
                    .collect::<Vec<_>>(),
            )
        };
        let lines =
            read(&lines, "columns = { timestamp = \"at\", status_code = \"code\" }").unwrap();
        prop_assert_eq!(shown(&lines), shown(&plain));
        let settings = "columns = \
                { site = \"all[].name\", timestamp = \"all[].log[].at\", status_code = \
                \"all[].log[].code\" }";
        prop_assert_eq!(shown(&read(&nested, settings).unwrap()), shown(&plain));
    }

    /// No bytes make the reading or `init` fail without words, and none makes a probe that is not
    /// written there.
    #[test]
    fn any_bytes_are_read_or_refused(
        mut text in "[\\[\\]{}\",:a-c0-9\\\\ \n]{0,120}",
        at in 0usize..200,
    ) {
        let good = shapes().remove(7).1;
        let at = (at * good.len() / 200..).find(|at| good.is_char_boundary(*at)).unwrap();
        text = format!("{}{text}{}", &good[..at], &good[at..]);
        let settings = shapes().remove(7).2;
        if let Ok(report) = read(&text, &settings) {
            let rows: u64 = report.inputs.iter().map(|input| input.rows).sum();
            prop_assert!(rows <= 400, "{rows}");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("log.json");
        std::fs::write(&path, &text).unwrap();
        prop_assert_eq!(guess(&[path]).unwrap().len(), 1);
    }
}
