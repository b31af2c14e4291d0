//! Laws of records that differ in what must not matter: the day, the names of sites, one more probe
//! that says what those around it say, the sites that are asked for.

use crate::incident_folder::{IncidentFolder, request};
use corroborate::model::{Report, Request};
use corroborate::pipeline::report_of;

/// Reports on one site of an incident alone.
fn report_on(folder: &IncidentFolder, site: &str) -> Report {
    let only_sites = vec![site.to_owned()];
    report_of(&Request { only_sites, ..request(folder.path()) }).expect("the record is read")
}

/// All that a report says of one site, with the ids.
fn said_of(report: &Report, site: &str) -> Vec<String> {
    let outages = report.outages.iter().chain(&report.blips).filter(|one| one.site == site);
    let verdicts = report.verdicts.iter().filter(|one| one.site == site);
    let sites = report.sites.iter().filter(|one| one.site.id == site);
    let partials = report.partials.iter().filter(|one| one.site == site);
    let mut said: Vec<String> = outages.map(|one| format!("{one:#?}")).collect();
    said.extend(verdicts.map(|one| format!("{one:#?}")));
    said.extend(sites.map(|one| format!("{one:#?}")));
    said.extend(partials.map(|one| format!("{one:#?}")));
    said
}

/// A report on one site judged the end of a log of changes by the rows of that site alone: an
/// outage that another site's row shows to have lasted was one failed probe.
#[test]
fn a_log_of_changes_ends_with_its_last_row_of_any_site() {
    let rows = "timestamp,site,status_code\n2022-10-05T08:00:00Z,a,200\n\
         2022-10-05T08:00:00Z,b,503\n2022-10-05T13:00:00Z,c,200\n";
    let keys = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n\
         cadence = \"on-change\"\ninterval = \"5m\"\n";
    let claims = "claim,claimant,role,kind,published,asserted,targets\n\
         o,K,media,outage,2022-10-05T12:00Z,2022-10-05T09:00Z/2022-10-05T10:00Z,b\n";
    let folder = IncidentFolder::new(keys).with("probes.csv", rows).with("claims.csv", claims);
    let (whole, one) = (folder.report().expect("it is read"), report_on(&folder, "b"));
    assert_eq!(whole.outages.len(), 1);
    assert_eq!(whole.verdicts[0].judgement.as_str(), "supported");
    assert_eq!(said_of(&one, "b"), said_of(&whole, "b"));
}

/// A report on one site did not know that its failures were those of a sick vantage.
#[test]
fn failures_that_sites_share_are_found_whatever_is_asked_for() {
    let mut rows = "timestamp,site,vantage,status_code\n".to_owned();
    for (minute, site) in (0..12).flat_map(|step| (1..7).map(move |site| (step * 5, site))) {
        for vantage in ["v1", "v2", "v3"] {
            let fails = vantage == "v1" && (20..40).contains(&minute);
            let code = if fails { 503 } else { 200 };
            rows += &format!("2022-10-05T08:{minute:02}:00Z,s{site},{vantage},{code}\n");
        }
    }
    let keys = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n";
    let claims = "claim,claimant,role,kind,published,asserted,targets\n\
         up,K,operator,reachable,2022-10-05T08:50Z,2022-10-05T08:15Z/2022-10-05T08:45Z,*\n";
    let folder = IncidentFolder::new(keys).with("probes.csv", rows).with("claims.csv", claims);
    let (whole, one) = (folder.report().expect("it is read"), report_on(&folder, "s4"));
    assert_eq!(whole.set_aside.len(), 6);
    assert_eq!(said_of(&one, "s4"), said_of(&whole, "s4"));
    assert_eq!(one.common_modes, whole.common_modes);
    assert!(one.set_aside.iter().all(|failed| failed.site == "s4"));
    assert_eq!(one.set_aside.len(), 1);
}

/// Laws of random records.
mod laws {
    use super::{report_on, said_of};
    use crate::incident_folder::IncidentFolder;
    use crate::law_config::config;
    use corroborate::clock::{Bracket, Instant, SECOND, rfc3339};
    use corroborate::model::{Outage, Report};
    use proptest::prelude::*;

    /// Second of 5 October 2022, 00:00 UTC, since 1970.
    const START_S: i64 = 1_664_928_000;
    const SITES: [&str; 3] = ["a", "b", "c"];

    /// Probe of a site, by its index, at a second since the start; a claim likewise.
    #[derive(Debug, Clone)]
    struct Drawn {
        probes: Vec<(i64, usize, bool)>,
        claims: Vec<(i64, &'static str, usize, i64)>,
    }

    /// Probes of three sites, five or fifteen minutes apart, up and down by turns of some length;
    /// and claims with a publication and an asserted time of some length, or none.
    fn drawn() -> impl Strategy<Value = Drawn> {
        let turn = (any::<bool>(), 1_usize..9);
        let of_site = prop::collection::vec((turn, prop::bool::weighted(0.1)), 3..12);
        let kind = prop::sample::select(vec!["attack", "outage", "restored", "reachable"]);
        let claim = (0_i64..20_000, kind, 0_usize..3, prop_oneof![Just(0_i64), 60_i64..7_200]);
        (prop::collection::vec(of_site, 3), prop::collection::vec(claim, 1..5)).prop_map(
            |(sites, claims)| {
                let mut probes = Vec::new();
                for (site, turns) in sites.into_iter().enumerate() {
                    let mut at_s = site as i64 * 7;
                    for ((is_up, times), is_late) in turns {
                        for _ in 0..times {
                            probes.push((at_s, site, is_up));
                            at_s += if is_late { 900 } else { 300 };
                        }
                    }
                }
                Drawn { probes, claims }
            },
        )
    }

    fn stamp(at_s: i64, shift_s: i64) -> String {
        rfc3339(Instant((START_S + at_s + shift_s) * SECOND))
    }

    /// Incident of a record that is moved by some seconds, under other names of the sites.
    fn incident(drawn: &Drawn, shift_s: i64, names: [&str; 3]) -> IncidentFolder {
        let row = |(at_s, site, is_up): &(i64, usize, bool)| {
            let code = if *is_up { 200 } else { 503 };
            format!("{},{},{code}\n", stamp(*at_s, shift_s), names[*site])
        };
        let claim = |(number, (at_s, kind, site, length_s)): (usize, &(i64, &str, usize, i64))| {
            let asserted = match length_s {
                0 => String::new(),
                length_s => {
                    format!("{}/{}", stamp(*at_s, shift_s), stamp(at_s + length_s, shift_s))
                }
            };
            let published = stamp(at_s + length_s, shift_s);
            format!("c{number},K,media,{kind},{published},{asserted},{}\n", names[*site])
        };
        let rows: String = drawn.probes.iter().map(row).collect();
        let claims: String = drawn.claims.iter().enumerate().map(claim).collect();
        let keys = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\nsilence = \"1h\"\n";
        IncidentFolder::new(keys)
            .with("probes.csv", format!("timestamp,site,status_code\n{rows}"))
            .with(
                "claims.csv",
                format!("claim,claimant,role,kind,published,asserted,targets\n{claims}"),
            )
    }

    /// Report on it.
    fn report(drawn: &Drawn, shift_s: i64, names: [&str; 3]) -> Report {
        incident(drawn, shift_s, names).report().expect("the record is read")
    }

    /// All that a report says of outages, sites and claims, sorted, with moments since the start
    /// and with sites by their index.
    fn findings(report: &Report, shift_s: i64, names: [&str; 3]) -> Vec<String> {
        let site = |name: &str| names.iter().position(|own| *own == name).expect("a known site");
        let moment = |at: Option<Instant>| at.map(|at| at.0 - shift_s * SECOND);
        let edge = |edge: Bracket| (moment(edge.after), moment(edge.by));
        let outage = |outage: &Outage| {
            let Outage { onset, recovery, stable_recovery, duration, .. } = outage;
            let edges = [*onset, *recovery, *stable_recovery].map(edge);
            format!("outage of {}: {edges:?} {duration:?}", site(&outage.site))
        };
        let outages = report.outages.iter().chain(&report.blips).map(outage);
        let verdicts = report.verdicts.iter().map(|one| {
            let claim = one.claim.as_deref().unwrap_or_default();
            let (rule, result) = (one.rule.id(), one.judgement.as_str());
            let (lag, flags) = (one.lag, &one.flags);
            format!(
                "verdict on {claim} about {}: {rule} {result} {lag:?} {flags:?}",
                site(&one.site)
            )
        });
        let sites = report.sites.iter().map(|one| {
            let shares = (one.observed_share, one.up_share_min, one.up_share_max);
            let downtime = one.downtime;
            format!("site {}: {:?} {shares:?} {downtime:?}", site(&one.site.id), one.change)
        });
        let mut all: Vec<String> = outages.chain(verdicts).chain(sites).collect();
        all.push(format!("in all {:?}", report.totals));
        all.sort_unstable();
        all
    }

    /// Finds an outage or blip of a record that has no outage within its brackets in a richer one.
    fn widened(few: &Report, many: &Report) -> Option<Outage> {
        let is_within = |new: Bracket, old: Bracket| {
            let is_after = old.after.is_none_or(|old| new.after.is_some_and(|new| old <= new));
            is_after && old.by.is_none_or(|old| new.by.is_some_and(|new| new <= old))
        };
        let all = |report: &Report| -> Vec<Outage> {
            report.outages.iter().chain(&report.blips).cloned().collect()
        };
        let narrowed = all(many);
        let is_kept = |old: &Outage| {
            narrowed.iter().any(|new| {
                new.site == old.site
                    && is_within(new.onset, old.onset)
                    && is_within(new.recovery, old.recovery)
            })
        };
        all(few).into_iter().find(|old| !is_kept(old))
    }

    /// Report on a site that three vantages probe, each every five minutes but for the probes that
    /// are left out (2), under a rule of silence; `more` is one more probe of the first vantage.
    fn of_vantages(states: &[Vec<u8>], rule: &str, more: Option<(i64, u8)>) -> Report {
        let mut rows: Vec<(i64, usize, u8)> = Vec::new();
        for (vantage, states) in states.iter().enumerate() {
            let probed = (0_i64..).zip(states).filter(|(_, state)| **state < 2);
            rows.extend(
                probed.map(|(step, state)| (step * 300 + vantage as i64 * 7, vantage, *state)),
            );
        }
        rows.extend(more.map(|(at_s, state)| (at_s, 0, state)));
        of_rows(rows, rule)
    }

    /// Report on the probes of a site, each at a second, from a vantage by its number, up (0) or
    /// down, under a rule of silence.
    fn of_rows(mut rows: Vec<(i64, usize, u8)>, rule: &str) -> Report {
        rows.sort_unstable();
        let row = |(at_s, vantage, state): &(i64, usize, u8)| {
            let code = if *state == 0 { 200 } else { 503 };
            format!("{},a,v{vantage},{code}\n", stamp(*at_s, 0))
        };
        let rows: String = rows.iter().map(row).collect();
        let keys = format!("zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n{rule}");
        let folder = IncidentFolder::new(&keys);
        let log = format!("timestamp,site,vantage,status_code\n{rows}");
        folder.with("probes.csv", log).report().expect("the record is read")
    }

    /// What a vantage sees each five minutes: up (0), down (1), or now and then nothing (2).
    fn state() -> impl Strategy<Value = u8> {
        prop_oneof![9 => 0_u8..2, 1 => Just(2)]
    }

    /// Says whether a vantage has one probe left out in six at most, so that its pace is that of
    /// the others.
    fn is_steady(states: &[u8]) -> bool {
        states.iter().filter(|state| **state == 2).count() * 6 <= states.len()
    }

    /// The pace of a series follows from its own probes: one more, halfway between two others,
    /// makes a longer time nearby a silence, in which the vantage has no voice (M7). Where the
    /// silence is declared, it does not.
    #[test]
    fn a_pace_that_follows_from_probes_is_no_declared_silence() {
        // Minutes of a vantage with few probes, of one that fails late, of one that fails early.
        let minutes = |up: &[i64], down: std::ops::Range<i64>| -> Vec<(i64, u8)> {
            up.iter().map(|at| (*at, 0)).chain(down.map(|at| (at, 1))).collect()
        };
        let upto = |end: i64| (0..end).collect::<Vec<i64>>();
        let back = |rows: Vec<(i64, u8)>| -> Vec<(i64, u8)> {
            rows.into_iter().chain((50..80).map(|at| (at, 0))).collect()
        };
        let few = back(minutes(&[0, 8, 24], 25..50));
        let late = back(minutes(&upto(23), 23..50));
        let early = back(minutes(&upto(10), 10..50));
        let of = |rule: &str, more: bool| {
            let further = more.then_some((4, 0));
            let first: Vec<(i64, u8)> = few.iter().copied().chain(further).collect();
            let all = [&first, &late, &early].into_iter().enumerate();
            let rows = all.flat_map(|(vantage, probes)| {
                probes.iter().map(move |(at, state)| (at * 60, vantage, *state))
            });
            of_rows(rows.collect(), rule)
        };
        let (inferred, declared) = ("", "silence = \"2h\"\n");
        assert!(widened(&of(inferred, false), &of(inferred, true)).is_some(), "the pace is halved");
        assert!(widened(&of(declared, false), &of(declared, true)).is_none());
    }

    proptest! {
        #![proptest_config(config(48))]

        /// So with three vantages of one pace, where the silence is declared. Of vantages of other
        /// paces one more probe can confirm what takes its voice from the slower one (M9).
        #[test]
        fn an_agreeing_probe_of_one_of_three_vantages_widens_no_bracket(
            states in prop::collection::vec(prop::collection::vec(state(), 6..20), 3),
            pick in any::<prop::sample::Index>(),
            part in 1_i64..299,
        ) {
            let own: Vec<(i64, u8)> =
                (0..).zip(states[0].iter().copied()).filter(|(_, state)| *state < 2).collect();
            let alike: Vec<(i64, u8)> = own
                .windows(2)
                .filter(|pair| pair[0].1 == pair[1].1)
                .map(|pair| (pair[0].0 * 300 + part, pair[0].1))
                .collect();
            prop_assume!(!alike.is_empty() && states.iter().all(|own| is_steady(own)));
            let more = alike[pick.index(alike.len())];
            let rule = "silence = \"12h\"\n";
            let few = of_vantages(&states, rule, None);
            let many = of_vantages(&states, rule, Some(more));
            prop_assert!(widened(&few, &many).is_none(), "{:?}", widened(&few, &many));
        }

        /// A record of another day says the same of that day.
        #[test]
        fn shifting_all_times_shifts_all_results(
            record in drawn(),
            shift_s in -50_000_000_i64..50_000_000,
        ) {
            let (here, there) = (report(&record, 0, SITES), report(&record, shift_s, SITES));
            prop_assert_eq!(findings(&here, 0, SITES), findings(&there, shift_s, SITES));
        }

        /// Other names, in another order, change nothing but the names.
        #[test]
        fn renaming_sites_changes_nothing_else(record in drawn()) {
            let others = ["zulu.example", "m", "alpha.example"];
            let (here, there) = (report(&record, 0, SITES), report(&record, 0, others));
            prop_assert_eq!(findings(&here, 0, SITES), findings(&there, 0, others));
        }

        /// A report on one site says of it what the report on all says.
        #[test]
        fn asking_for_one_site_changes_nothing_said_of_it(record in drawn(), at in 0_usize..3) {
            let folder = incident(&record, 0, SITES);
            let whole = folder.report().expect("the record is read");
            let one = report_on(&folder, SITES[at]);
            prop_assert_eq!(said_of(&one, SITES[at]), said_of(&whole, SITES[at]));
            prop_assert_eq!(one.outages.len() + one.verdicts.len(), {
                let outages = whole.outages.iter().filter(|outage| outage.site == SITES[at]);
                outages.count() + whole.verdicts.iter().filter(|one| one.site == SITES[at]).count()
            });
        }

        /// One more probe between two that say the same, and that says so too, widens no bracket.
        #[test]
        fn an_agreeing_probe_widens_no_bracket(
            record in drawn(),
            pick in any::<prop::sample::Index>(),
            part in 1_i64..299,
        ) {
            let alike: Vec<usize> = (1..record.probes.len())
                .filter(|at| {
                    let [before, after] = [record.probes[at - 1], record.probes[*at]];
                    (before.1, before.2) == (after.1, after.2)
                })
                .collect();
            prop_assume!(!alike.is_empty());
            let at = alike[pick.index(alike.len())];
            let (before_s, site, is_up) = record.probes[at - 1];
            let mut more = record.clone();
            more.probes.insert(at, (before_s + part, site, is_up));
            let (few, many) = (report(&record, 0, SITES), report(&more, 0, SITES));
            prop_assert!(widened(&few, &many).is_none(), "{:?}", widened(&few, &many));
        }
    }
}
