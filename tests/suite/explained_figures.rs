//! What `explain` prints on the figures of the headline: the verdicts and outages that they count,
//! or why there is nothing to count; and sites under the names that logs give them.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, Row, log, request};
use crate::program::said;
use crate::program_run::ran;
use corroborate::clock::MINUTE;
use corroborate::model::chance::FittingSite;
use corroborate::pipeline::explanations_of;

/// Words for all figures that are made of probes and claims.
const FIGURES: [&str; 17] = [
    "went-down",
    "fits",
    "observed",
    "outages",
    "downtime",
    "peak",
    "together",
    "recovery",
    "chance",
    "control",
    "lags",
    "accounts",
    "rules",
    "availability",
    "sums",
    "common",
    "verdicts",
];

/// `refused`, a word before a finding, was no word of `explain`.
#[test]
fn limits_are_explained_by_each_of_their_words_with_the_rows_refused() {
    let log = "timestamp,site,vantage,status_code\n\
               2022-10-05T13:00:00Z,a,x,200\n2022-10-05T13:10:00Z,a,x,odd\n\
               never,a,x,503\n2022-10-05T13:20:00Z,a,x,200\n";
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log);
    let limits = explained(&folder, "limits");
    for part in ["probes.csv:4:", "  refused: 1 ", "  1 probe of 1 site tells no", "never"] {
        assert!(limits.contains(part), "{part}: {limits}");
    }
    for word in ["refused", "Refusals", "doubt", "stamps"] {
        assert_eq!(explained(&folder, word), limits, "{word}");
    }
}

/// Explains an id.
fn explained(folder: &IncidentFolder, id: &str) -> String {
    explanations_of(&request(folder.path()), &[id.to_owned()]).unwrap().concat()
}

/// Folder with sites that are probed every ten minutes for two hours; a site fails from the first
/// of its steps to the one before the second.
fn probed(sites: &[(&str, i64, i64)]) -> IncidentFolder {
    let rows = (0..12).flat_map(|step| {
        sites.iter().map(move |(site, from, until)| -> Row<'_> {
            let code = if (*from..*until).contains(&step) { 503 } else { 200 };
            (step * 10 * MINUTE, site, "here", code)
        })
    });
    IncidentFolder::new(PROBES).with("probes.csv", log(rows))
}

/// The names of the charts mean figures, too, and so does a word with spaces.
#[test]
fn the_name_of_a_chart_means_its_figure() {
    let folder = probed(&[("a", 4, 6), ("b", 0, 0)]);
    for (chart, figure) in [
        ("sites-down", "peak"),
        ("affected", "fits"),
        ("durations", "outages"),
        ("recovery-sets", "recovery"),
        ("windowed availability", "availability"),
    ] {
        assert_eq!(explained(&folder, chart), explained(&folder, figure), "{chart}");
    }
}

/// Some ninety verdicts of all kinds stood below the two that "fits" counts, and no line said which
/// they are: that a site was back on time fits no attack.
#[test]
fn fits_lists_the_verdicts_that_it_counts_below_their_claimant() {
    let claims = "k,Crew,attacker,attack,2022-10-05T00:30Z,,a;b\n\
        back,City,operator,restored,2022-10-05T01:00Z,,a\n\
        fine,City,operator,reachable,,2022-10-05T00:10Z/2022-10-05T00:50Z,b\n\
        news,Post,media,outage,,2022-10-05T00:40Z/2022-10-05T01:00Z,a\n";
    let folder =
        probed(&[("a", 4, 6), ("b", 0, 0)]).with("claims.csv", format!("{CLAIMS}{claims}"));
    let report = folder.report().unwrap();
    let crew = report.claimants.iter().find(|row| row.name == "Crew").unwrap();
    assert_eq!((crew.fitting, crew.fitting_verdicts.len()), (1, 1));
    let text = explained(&folder, "fits");
    let verdict_of = |claim: &str, site: &str| {
        let is_it = |one: &&corroborate::model::Verdict| {
            one.claim.as_deref() == Some(claim) && one.site == site
        };
        report.verdicts.iter().find(is_it).unwrap().id.clone()
    };
    let lines: Vec<&str> = text.lines().collect();
    let listed: Vec<&&str> = lines.iter().filter(|line| line.contains(" on claim ")).collect();
    assert_eq!(listed.len(), 2, "{text}");
    let at = |part: &str| lines.iter().position(|line| line.contains(part)).expect(part);
    assert!(at("Crew claimed") < at("on claim k"), "{text}");
    assert!(at("on claim k") < at("Post reported") && at("Post reported") < at("on claim news"));
    assert!(text.contains(&format!("a {} R3 supported on claim k", verdict_of("k", "a"))));
    assert!(text.contains("  1 verdict by which one fits:"), "{text}");
    for other in [verdict_of("back", "a"), verdict_of("fine", "b")] {
        assert!(!text.contains(&other), "{other}: {text}");
    }
}

/// A verdict that is open is listed apart, and not where another one at that site is certain.
#[test]
fn verdicts_by_which_an_outage_may_fit_stand_apart() {
    // The outage began at some time from 00:30 to 00:40, the time of the first claim.
    let claims = "k,Crew,attacker,attack,2022-10-05T00:35Z,,a;b\n\
        k2,Crew,attacker,outage,,2022-10-05T00:40Z/2022-10-05T01:00Z,b\n";
    let folder = probed(&[("a", 4, 6), ("b", 4, 6), ("c", 0, 0)])
        .with("incident.toml", format!("title = \"t\"\n[rules]\nlead = \"0s\"\n{PROBES}"))
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    let report = folder.report().unwrap();
    let [row] = &report.claimants[..] else { panic!("{:?}", report.claimants) };
    assert_eq!((row.fitting, row.perhaps_fitting), (1, 1));
    assert_eq!((row.fitting_verdicts.len(), row.perhaps_verdicts.len()), (1, 1));
    let text = explained(&folder, "fits");
    let listed: Vec<&str> = text
        .lines()
        .filter(|line| line.contains(" on claim ") || line.contains("by which"))
        .map(|line| line.trim_start())
        .collect();
    let [certain, fitting, perhaps, open] = &listed[..] else { panic!("{text}") };
    assert!(certain.starts_with("1 verdict by which one fits"), "{text}");
    assert!(fitting.starts_with("b ") && fitting.ends_with("on claim k2"), "{text}");
    assert!(perhaps.starts_with("1 verdict by which one may"), "{text}");
    assert!(open.starts_with("a ") && open.ends_with("on claim k"), "{text}");
}

/// "0 s in all" and "none of 0 measured sites was seen to go down" stood where nobody probed.
#[test]
fn without_a_measured_site_no_figure_is_known() {
    let claims = "k,Crew,attacker,attack,2022-10-05T00:30Z,,a\n";
    let folder = IncidentFolder::new("")
        .with("sites.csv", "site\na\nb\n")
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    for figure in FIGURES {
        let text = explained(&folder, figure);
        let (first, rest) = text.split_once('\n').unwrap();
        assert_eq!(first, format!("{figure}:"));
        let expected = match figure {
            "observed" => "  nothing, as no site was measured\na: not measured\n",
            "verdicts" => "  1 claim by 1 claimant on 1 site",
            "accounts" => "  none: no two claimants speak of one outage",
            _ => "  not known, as no site was measured: 2 sites, none of them probed, and 1 claim",
        };
        assert!(rest.starts_with(expected), "{text}");
    }
}

/// `together:` stood alone, and so did others.
#[test]
fn a_figure_that_counts_nothing_says_why() {
    let up = probed(&[("a", 0, 0), ("b", 0, 0)]);
    let down = probed(&[("a", 4, 6), ("b", 0, 0)]);
    for (folder, figure, words) in [
        (&up, "fits", "none: no claim says of a site"),
        (&up, "downtime", "nothing to sum, as no outage has its start on the record"),
        (&up, "peak", "None of 2 measured sites was seen to go down"),
        (&up, "together", "none: at no moment"),
        (&up, "recovery", "none: no site went down"),
        (&up, "chance", "none: no claimant says"),
        (&up, "control", "none: no claimant says"),
        (&up, "lags", "none: no verdict on a claim"),
        (&up, "accounts", "none: no two claimants"),
        (&up, "common", "none: at no time"),
        (&up, "verdicts", "none: there is neither a claim nor an outage"),
        (&down, "recovery", "none: 1 site went down, too few for a curve (M22)"),
        (&down, "together", "none: at no moment"),
    ] {
        let text = explained(folder, figure);
        assert!(text.starts_with(figure) && text.contains(words), "{figure}: {text}");
    }
    // The outage stands where there is no curve.
    assert!(explained(&down, "recovery").contains("\nO001 a: down for "));
}

/// The share observed, the chance and the verdicts ended at words.
#[test]
fn every_figure_ends_at_rows_of_the_log() {
    let claims = "k,Crew,attacker,attack,2022-10-05T00:30Z,,a;b\n\
        n,City,operator,outage,2022-10-05T00:50Z,,a\n";
    let folder = probed(&[("a", 4, 6), ("b", 0, 0), ("u", 4, 6)])
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    for figure in FIGURES.iter().filter(|figure| !["together", "common"].contains(*figure)) {
        let text = explained(&folder, figure);
        assert!(text.contains("probes.csv:"), "{figure}: {text}");
    }
    let observed = explained(&folder, "observed");
    assert!(observed.contains("11 rows in that time, the longest time between"), "{observed}");
}

/// A site was found under its id and its name alone, not as its own log writes it.
#[test]
fn a_site_is_found_under_the_name_that_its_log_gives_it() {
    let folder = probed(&[("ÄRGER.example", 4, 6), ("https://Shop.example/login", 0, 0)]);
    let report = folder.report().unwrap();
    let ids: Vec<&str> = report.sites.iter().map(|site| site.site.id.as_str()).collect();
    let [shop, trouble] = ids[..] else { panic!("{ids:?}") };
    for (name, id) in [
        ("ÄRGER.example", trouble),
        ("ärger.EXAMPLE", trouble),
        ("site:https://ärger.example/", trouble),
        (trouble, trouble),
        ("https://Shop.example/login", shop),
        ("SHOP.example", shop),
    ] {
        assert!(explained(&folder, name).starts_with(&format!("{id} (")), "{name}");
    }
    let none = explanations_of(&request(folder.path()), &["shop.test".to_owned()]);
    assert!(none.is_err());
}

/// "3 of 10 measured sites were down at once" stood where four of them were observed.
#[test]
fn the_peak_says_how_many_sites_were_observed_then() {
    let rows = (0..12).flat_map(|step| {
        let there = move |site: &&str| step < 4 || ["a", "b"].contains(site);
        ["a", "b", "c", "d", "e"].into_iter().filter(there).map(move |site| -> Row<'static> {
            let code = if site != "b" && (6..9).contains(&step) { 503 } else { 200 };
            (step * 10 * MINUTE, site, "here", code)
        })
    });
    let rows: Vec<Row<'_>> = rows.collect();
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
    let text = explained(&folder, "peak");
    let first = text.lines().next().unwrap();
    let end = "1 of 5 measured sites was down, from 5 Oct 2022 01:00 UTC; only 2 of the 5 were \
               observed then";
    assert!(first.ends_with(end), "{text}");
}

/// "At most 2 of 5" was said where nobody observed three of the five.
#[test]
fn nothing_is_said_of_the_most_where_sites_were_not_observed() {
    let rows = (0..12).flat_map(|step| {
        let there = move |site: &&str| step < 4 || ["a", "b"].contains(site);
        ["a", "b", "c", "d", "e"].into_iter().filter(there).map(move |site| -> Row<'static> {
            (step * 10 * MINUTE, site, "here", if (6..9).contains(&step) { 503 } else { 200 })
        })
    });
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows.collect::<Vec<_>>()));
    let text = explained(&folder, "peak");
    assert!(text.contains("At the peak 2 of 5 measured sites were seen down at once"), "{text}");
    assert!(!text.contains("At most"), "{text}");
}

/// The sites behind the chance and the control group stood nowhere.
#[test]
fn the_sites_behind_chance_and_control_are_named() {
    let claims = "k,Crew,attacker,attack,2022-10-05T00:30Z,,a;b\n";
    let folder = probed(&[("a", 4, 6), ("b", 0, 0), ("u", 4, 6), ("v", 0, 0)])
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    let report = folder.report().unwrap();
    let of = |sites: &[FittingSite]| -> Vec<String> {
        sites.iter().map(|one| format!("{} {}", one.site, one.outages.join(";"))).collect()
    };
    assert_eq!(of(&report.chances[0].fitting_sites), ["a O001"]);
    let group = &report.control_groups[0];
    assert_eq!(
        (of(&group.named_fitting), of(&group.unnamed_fitting)),
        (vec!["a O001".to_owned()], vec!["u O002".to_owned()])
    );
    let chance = explained(&folder, "chance");
    let control = explained(&folder, "control");
    for (text, line) in [
        (&chance, "sites that fit the claims of Crew (attacker) as they were made: a (O001)\n"),
        (&control, "all sites, in the times of the claims of Crew (attacker):\n"),
        (&control, "\n  named   1 of 2 fit, 0 do not, of 1 it is not known\n    fit: a (O001)\n"),
        (&control, "\n    not known: b\n"),
        (&control, "\n  unnamed 1 of 2 fit, 0 do not, of 1 it is not known\n    fit: u (O002)\n"),
        (&control, "\n    not known: v\n"),
        // The rows of the unnamed site stood nowhere.
        (&control, "\nO002 u:\nlast up before the first failed: "),
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!chance.contains("O002"), "{chance}");
}

/// A claim of a time down fits by each outage in it; one that began before it was not counted.
#[test]
fn a_site_that_fits_by_several_outages_names_each() {
    let claims = "k,Crew,attacker,outage,,2022-10-05T00:00Z/2022-10-05T02:00Z,a\n";
    let rows = (0..24).map(|step| -> Row<'static> {
        let down = matches!(step, 2..4 | 8..10 | 16..18);
        (step * 10 * MINUTE, "a", "here", if down { 503 } else { 200 })
    });
    let folder = IncidentFolder::new(PROBES)
        .with("probes.csv", log(rows.collect::<Vec<_>>()))
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    let report = folder.report().unwrap();
    assert_eq!(report.outages.len(), 3);
    assert_eq!(report.chances[0].fitting_sites[0].outages, ["O001", "O002"]);
}

/// Of two outages at the peak the one that only may have stood then was left out.
#[test]
fn the_peak_shows_who_was_possibly_down() {
    // That of b began after 01:00 and by 01:10, when that of a had ended for certain.
    let folder = probed(&[("a", 3, 7), ("b", 7, 9)]);
    let text = explained(&folder, "peak");
    assert!(text.contains("1 to 2 of 2 measured sites"), "{text}");
    let (_, rest) = text.split_once("certainly down then:\n").unwrap();
    let (certain, possible) = rest.split_once("possibly down then:\n").unwrap();
    assert!(certain.contains("O001 a:") && !certain.contains("O002"), "{text}");
    let (possible, rows) = possible.split_once("the rows that prove it").unwrap();
    assert!(possible.contains("O002 b:") && !possible.contains("O001"), "{text}");
    assert!(rows.contains("\nO002 b:\n"), "{text}");
}

/// "1 more was possibly down" had no way to the blip that says so.
#[test]
fn what_went_down_shows_what_was_possibly_down() {
    let folder = probed(&[("a", 3, 7), ("b", 5, 6), ("c", 0, 2)]);
    let text = explained(&folder, "went-down");
    for part in [
        "(O002, O001, B001: tables/sites.csv)",
        "\nwith no start on the record:\nO001 c:",
        "\nwithout a confirmed outage:\nB001 b:",
        "\nO001 c:\n",
        "\nB001 b:\nlast up before the first failed: ",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(explained(&folder, "outages").contains("\nlisted apart:\nB001 b:"));
}

/// A verdict on a time between two failed probes stood beside the edges of its outage alone.
#[test]
fn a_verdict_between_two_probes_shows_them() {
    let claims = "k,Crew,attacker,outage,,2022-10-05T00:41Z/2022-10-05T00:42Z,a\n";
    let folder = probed(&[("a", 1, 9)]).with("claims.csv", format!("{CLAIMS}{claims}"));
    let text = explained(&folder, "k");
    assert!(text.contains("not_measured"), "{text}");
    for row in ["00:40:00Z,a,here,503", "00:50:00Z,a,here,503"] {
        assert!(text.contains(row), "{row}: {text}");
    }
}

/// An outage with a time that nobody observed showed its four edges alone.
#[test]
fn an_outage_with_a_gap_shows_the_rows_beside_it() {
    let rows = (0..60).filter(|step| !(20..35).contains(step)).map(|step| -> Row<'static> {
        (step * MINUTE, "a", "here", if (10..50).contains(&step) { 503 } else { 200 })
    });
    let rows: Vec<Row<'_>> = rows.collect();
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
    let text = explained(&folder, "O001");
    let part = "a part of it was not observed:\nhere: 27 rows, the longest time between two 16 \
                min, from 2022-10-05 00:19:00 UTC\n";
    let at = text.find(part).unwrap_or_else(|| panic!("{text}"));
    let beside = &text[at..];
    assert!(beside.contains("00:19:00Z,a,here,503\nprobes.csv:"), "{text}");
    assert!(beside.contains("down: 2022-10-05T00:35:00Z,a,here,503"), "{text}");
}

/// A mistyped id got a list of all figures and no hint.
#[test]
fn a_mistyped_id_gets_the_nearest_one() {
    let folder = probed(&[("portal.example", 4, 6), ("b", 0, 0)]);
    let why = |id: &str| {
        let asked = explanations_of(&request(folder.path()), &[id.to_owned()]);
        asked.unwrap_err().to_string()
    };
    assert!(why("portel.example").contains("(did you mean `portal.example`?)"));
    assert!(why("downtme").contains("(did you mean `downtime`?)"));
    assert!(!why("qqqq").contains("did you mean"));
}

/// "No outage seen" stood over a site of which the report says that it failed in part.
#[test]
fn a_site_without_an_outage_is_described_as_in_the_report() {
    let rows = (0..12).flat_map(|step| {
        ["delft", "ghent", "goes"].map(|vantage| -> Row<'static> {
            let fails = vantage == "goes" && (4..8).contains(&step);
            (step * 10 * MINUTE, "a", vantage, if fails { 503 } else { 200 })
        })
    });
    let rows: Vec<Row<'_>> = rows.collect();
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
    let text = explained(&folder, "a");
    assert!(text.contains("a was not seen to go down, but"), "{text}");
}

/// A failure from one of three places had no row beside "1 failed from some places", and a site of
/// which nobody had asked "864 rows in the time asked"; rows that were set aside stood among the
/// others without a word.
#[test]
fn what_failed_in_part_shows_its_rows() {
    let rows = (0..24).flat_map(|step| {
        ["ams", "lis", "osl"].into_iter().map(move |vantage| -> Row<'static> {
            let down = vantage == "ams" && (6..10).contains(&step);
            (step * 10 * MINUTE, "a", vantage, if down { 503 } else { 200 })
        })
    });
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows.collect::<Vec<_>>()));
    let text = explained(&folder, "went-down");
    assert!(text.contains("that site failed from one place or more"), "{text}");
    let line = "a: 4 probes failed, seen by ams, after 2022-10-05 00:50:00 UTC and before \
                2022-10-05 01:40:00 UTC\n";
    assert!(text.contains(line), "{text}");
    assert!(
        text.contains("00:50:00 UTC to 2022-10-05 01:40:00 UTC, and a row on either"),
        "{text}"
    );
    let of_site = explained(&folder, "a");
    assert!(!of_site.contains("the time asked"), "{of_site}");
}

/// `SHOP` was taken for one of `Shop` and `shop` without a word on the other.
#[test]
fn an_id_in_other_letters_that_means_two_things_names_both() {
    let rows = "timestamp,site,result\n2024-02-06T10:00:00Z,Shop,up\n\
        2024-02-06T10:00:00Z,shop,up\n";
    let claims = "post,Crew,attacker,attack,2024-02-06T10:00Z,,Shop\n\
        POST,Paper,media,outage,2024-02-06T10:00Z,,shop\n";
    let folder = IncidentFolder::new(PROBES)
        .with("probes.csv", rows)
        .with("sites.csv", "site\nShop\nshop\n")
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    let notes = |id: &str| said(&ran(folder.path(), &["explain", id, "."]));
    for (id, other) in [("SHOP", "site:shop"), ("Post", "claim:post")] {
        let note = format!("another thing has this id, too; write `{other}` for it");
        assert!(notes(id).contains(&note), "{id}: {}", notes(id));
        let meant = explained(&folder, other);
        assert!(meant.contains(other.split_once(':').unwrap().1), "{meant}");
    }
    for exact in ["Shop", "shop", "post", "POST"] {
        assert!(!notes(exact).contains("another thing"), "{exact}: {}", notes(exact));
    }
}

/// Three places see the site fail within three minutes of one another; one alone kept seeing it up.
/// One row proves no quorum: the last row of each other place stands below that of the edge.
#[test]
fn a_figure_shows_the_rows_that_make_the_quorum() {
    let rows = (0..12).flat_map(|step: i64| {
        ["x", "y", "z"].into_iter().zip(0..).map(move |(place, late)| -> Row<'_> {
            let is_down = (4..8).contains(&step) && place != "z";
            let code = if is_down { 503 } else { 200 };
            ((step * 10 + late) * MINUTE, "a", place, code)
        })
    });
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
    let text = explained(&folder, "peak");
    let shown = |words: &str, row: &str| {
        let is_it = |line: &&str| line.contains(words) && line.contains(row);
        assert!(text.lines().any(|line| is_it(&line)), "{words} {row}: {text}");
    };
    shown("first moment down by a quorum: ", "2022-10-05T00:41:00Z,a,y,503");
    shown("  then, last from x: ", "2022-10-05T00:40:00Z,a,x,503");
    shown("  then, last from z: ", "2022-10-05T00:32:00Z,a,z,200");
}

/// Six sites are probed once an hour, in turn, and fail at one probe each: at no moment did all
/// fail for certain, and each may have. The row of each stands behind the number.
#[test]
fn a_common_failure_shows_the_row_of_each_site_that_may_have_failed_in_it() {
    let sites = ["a", "b", "c", "d", "e", "f"];
    let rows = (0..6).flat_map(|hour: i64| {
        sites.into_iter().zip(0..).map(move |(site, late)| -> Row<'_> {
            let code = if hour == 3 { 503 } else { 200 };
            ((hour * 60 + late * 10) * MINUTE, site, "here", code)
        })
    });
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
    let [mode] = &folder.report().unwrap().common_modes[..] else { panic!("one common failure") };
    assert_eq!(mode.sites, 6);
    let text = explained(&folder, "common");
    for (number, site) in sites.into_iter().enumerate() {
        let row = format!("2022-10-05T03:{number}0:00Z,{site},here,503");
        assert!(text.contains(&row), "{row}: {text}");
    }
    assert!(text.contains("rows of 6 sites failed in that time, or beside it"), "{text}");
}
