//! Charts say what was found, once and in few lines: of the sites that claims name apart from the
//! others, of what was down throughout, and of what is not drawn.

use crate::charts::{chart, texts};
use crate::incident_folder::{IncidentFolder, PROBES, committed};
use crate::site_days::log_from;
use corroborate::model::Report;
use corroborate::model::charts::{ChartLanguage, ChartSettings, ChartWidth};
use corroborate::report::charts::{Chart, all};

/// Head of claims.
const CLAIMS: &str = "claim,claimant,role,kind,published,asserted,targets\n";

fn report(sites: &[(&str, &str)], claims: &str) -> Report {
    let log = log_from("2031-03-04", sites);
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log);
    if !claims.is_empty() {
        folder.write("claims.csv", format!("{CLAIMS}{claims}"));
    }
    folder.report().unwrap()
}

fn in_german(report: &Report, name: &str) -> Chart {
    let language = Some(ChartLanguage::German);
    let settings = ChartSettings { language, ..report.chart.clone() };
    chart(&Report { chart: settings, ..report.clone() }, name)
}

/// Draws all charts of a report, and returns one: forms for phones have no name to ask for.
fn drawn(report: &Report, name: &str) -> Chart {
    all(report).unwrap().into_iter().find(|chart| chart.name == name).unwrap()
}

/// Names of the charts of a report.
fn names(report: &Report) -> Vec<String> {
    all(report).unwrap().into_iter().map(|chart| chart.name).collect()
}

/// Words that are drawn, in one line.
fn words(chart: &Chart) -> String {
    texts(&chart.svg).join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines of the title of a drawing.
fn title_lines(svg: &str) -> usize {
    let (_, heading) = svg.split_once("-heading\">").unwrap();
    let (heading, _) = heading.split_once("</g>").unwrap();
    heading.matches("font-size=\"19\"").count()
}

/// Upper edges of the shapes of a colour inside the body of a drawing, in pixels.
fn tops(svg: &str, colour: &str) -> Vec<i32> {
    let (_, body) = svg.split_once("-body\">").unwrap();
    let shapes = body.lines().filter(|line| line.contains(&format!("fill=\"{colour}\"")));
    let top = |line: &str| {
        let (_, corner) = line.split_once(" d=\"M")?;
        corner.split([' ', 'h']).nth(1)?.parse().ok()
    };
    shapes.filter_map(top).collect()
}

/// Pixels from the top to the first line of words.
fn height_of(svg: &str, text: &str) -> i32 {
    let line = svg.lines().find(|line| line.contains(&format!(">{text}</text>"))).unwrap();
    let (_, y) = line.split_once(" y=\"").unwrap();
    y.split('"').next().unwrap().parse::<f64>().unwrap() as i32
}

const BAND: &str = "#E9E6F2";
const DOWN: &str = "#D55E00";

/// The band of a claim lay under sites that it never named, and the title counted all as one.
#[test]
fn the_band_of_a_claim_lies_under_the_sites_that_it_names_alone() {
    let sites = [("a", "uuddduuuuuuu"), ("b", "uuudduuuuuuu"), ("c", "uddduuuuuuuu")];
    let claim = "post,Crew,attacker,attack,2031-03-04T00:05Z/2031-03-04T00:20Z,,a\n";
    let report = report(&sites, claim);
    for name in ["affected", "affected-phone"] {
        let affected = drawn(&report, name);
        let heads = ["Crew claimed attacks on these sites", "Other sites"];
        let [named, others] = heads.map(|head| height_of(&affected.svg, head));
        let bands = tops(&affected.svg, BAND);
        assert!(!bands.is_empty() && named < others, "{name}");
        assert!(bands.iter().all(|top| (named..others).contains(top)), "{name}: {bands:?}");
    }
    let first = "was published between 4 Mar 2031 00:05 UTC and 4 Mar 2031 00:20 UTC, as far as \
                 the dates of claims tell";
    assert!(words(&chart(&report, "sites-down")).contains(first));
    assert_eq!(
        chart(&report, "affected").title,
        "The 1 measured site that Crew named was down for 10 min to 20 min, by 4 Mar 2031 00:10 \
         UTC at the latest; both other measured sites went down"
    );
    assert_eq!(
        in_german(&report, "affected").title,
        "Die eine gemessene Website, die Crew nannte, war 10 Min. bis 20 Min. ausgefallen, \
         spätestens ab 4. März 2031, 00:10 Uhr UTC; von 2 anderen gemessenen Websites fielen alle \
         aus"
    );
}

/// Where no named site was measured, the claim seemed to stand over those that were.
#[test]
fn sites_of_which_nobody_spoke_have_no_band() {
    let claim = "post,Crew,attacker,attack,2031-03-04T00:05Z,,a\n";
    let log = log_from("2031-03-04", &[("b", "uuddduuuu"), ("c", "uuudduuuu")]);
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log);
    folder.write("claims.csv", format!("{CLAIMS}{claim}"));
    folder.write("sites.csv", "site,name\na,a\nb,b\nc,c\n");
    let affected = chart(&folder.report().unwrap(), "affected");
    assert!(tops(&affected.svg, BAND).is_empty());
    assert!(texts(&affected.svg).contains(&"Other sites"));
    assert!(affected.title.starts_with("The 1 site that Crew named was not measured; both other"));
    assert!(words(&affected).contains("1 site not measured (in claims of an attack or outage)"));
}

/// Of several attackers of one rank the first alone was spoken of, and the sites of the others
/// stood under "Other sites".
#[test]
fn sites_of_all_attackers_stand_first() {
    let sites = [("a", "uuddduuuu"), ("b", "uuudduuuu"), ("c", "uuudduuuu"), ("d", "uuuuuuuuu")];
    let claims = "one,Crew,attacker,attack,2031-03-04T00:05Z,,a\n\
                  two,Wave,attacker,attack,2031-03-04T00:06Z,,b\n";
    let report = report(&sites, claims);
    assert_eq!(
        chart(&report, "affected").title,
        "Both measured sites that Crew and 1 other named went down, and 1 of 2 others"
    );
    for name in ["affected", "timeline"] {
        let svg = chart(&report, name).svg;
        let head = height_of(&svg, "Crew and 1 other claimed attacks on these sites");
        let others = height_of(&svg, "Other sites");
        assert!(head < height_of(&svg, "b") && height_of(&svg, "b") < others, "{name}");
        assert!(others < height_of(&svg, "c"), "{name}");
    }
}

/// A picture said 0 where a probe confirmed 1.
#[test]
fn a_site_that_was_down_throughout_is_counted_as_down() {
    let report = report(&[("long", "ddddddddd"), ("well", "uuuuuuuuu")], "");
    let down = chart(&report, "sites-down");
    assert_eq!(
        down.title,
        "1 of 2 measured sites was down, from 4 Mar 2031 00:00 UTC, with no start on the record"
    );
    assert!(!tops(&down.svg, DOWN).is_empty(), "the area is drawn");
    assert_eq!(report.down_counts[0].certain_without_onset, 1);
    assert_eq!(
        in_german(&report, "sites-down").title,
        "1 von 2 gemessenen Websites war ausgefallen, ab 4. März 2031, 00:00 Uhr UTC; der Beginn \
         ist nicht belegt"
    );
    let affected = chart(&report, "affected");
    let title = "1 of 2 measured sites was down, with no start on the record";
    assert_eq!(affected.title, title);
}

/// The axis went to 4 where at most 1 was down, and of one site the chart said what the timeline
/// says.
#[test]
fn the_scale_of_counts_ends_at_a_line_that_none_passes() {
    let down = |count: usize| {
        let sites = [("a", "uudduuuu"), ("b", "uudduuuu"), ("c", "uuuuuuuu")];
        let mut report = report(&sites, "");
        for step in &mut report.down_counts {
            (step.certain, step.possible) = (count, count);
        }
        report.totals.measured = 2 * count.max(2);
        let svg = chart(&report, "sites-down").svg;
        let (_, body) = svg.split_once("-body\">").unwrap();
        let numbers: Vec<usize> = texts(body).iter().filter_map(|text| text.parse().ok()).collect();
        // Behind the year below the axis of time; the lower plot begins at zero again.
        let counts: Vec<usize> = numbers.into_iter().skip_while(|number| *number > 0).collect();
        let upper = counts.iter().skip(1).take_while(|number| **number > 0);
        upper.copied().max().unwrap()
    };
    assert_eq!(down(1), 1);
    assert!((11..=12).contains(&down(11)), "{}", down(11));
    assert!((72..=80).contains(&down(72)), "{}", down(72));
    let one = report(&[("a", "uudduuuu")], "");
    assert!(!names(&one).contains(&"sites-down".to_owned()), "{:?}", names(&one));
}

/// "Nothing that is drawn lies outside" stood beside announced work that ended hours later.
#[test]
fn announced_work_lies_in_the_time_drawn() {
    let saw = format!("uudd{}", "u".repeat(200));
    let log = log_from("2031-03-04", &[("a", &saw), ("b", &saw)]);
    let work = "site,from,until\na,2031-03-04T06:00Z,2031-03-04T06:30Z\n";
    let affected = |folder: IncidentFolder| {
        let folder = folder.with("probes.csv", log.clone());
        words(&chart(&folder.report().unwrap(), "affected"))
    };
    let without = affected(IncidentFolder::new(PROBES));
    assert!(without.contains("Drawn is 4 Mar 00:00 to 4 Mar 00:30 UTC"), "{without}");
    let with = affected(IncidentFolder::new(PROBES).with("maintenance.csv", work));
    assert!(with.contains("Drawn is 4 Mar 00:00 to 4 Mar 06:5"), "{with}");
}

/// Titles were of up to eight lines, and the picture below them was small.
#[test]
fn a_title_has_two_lines_at_most() {
    for name in ["usa-offline-2022", "airports-2022"] {
        let report = committed(&format!("datasets/{name}"));
        for language in [None, Some(ChartLanguage::German)] {
            let settings = ChartSettings { language, ..report.chart.clone() };
            let charts = all(&Report { chart: settings, ..report.clone() }).unwrap();
            for chart in charts.iter().filter(|chart| chart.is_for_desk()) {
                let lines = title_lines(&chart.svg);
                assert!((1..=2).contains(&lines), "{name}: {}", chart.title);
            }
        }
    }
}

/// A timeline of one site said "at some time from 6:00 to 15:57" beside a bar of two hours.
#[test]
fn of_one_site_the_title_says_when_and_how_long() {
    let claim = "post,Crew,attacker,attack,2031-03-04T00:05Z,,a\n";
    let report = report(&[("a", "uuddduuuu")], claim);
    assert_eq!(
        chart(&report, "timeline").title,
        "Crew claimed an attack on a: it was down for 10 min to 20 min, by 4 Mar 2031 00:10 UTC at \
         the latest"
    );
}

/// Without a site the timeline was two axes and no word.
#[test]
fn a_timeline_has_sites() {
    let report = report(&[("a", "uudduuuu")], "");
    let without = Report { sites: Vec::new(), outages: Vec::new(), ..report };
    assert!(!names(&without).contains(&"timeline".to_owned()));
}

/// Forty full bars said nothing.
#[test]
fn bars_of_availability_are_not_full() {
    let mut report = report(&[("a", "uudduuuuu"), ("b", "uuuuuuuuu"), ("c", "uuuuuuuuu")], "");
    for site in report.sites.iter_mut().filter(|site| site.outages == 0) {
        (site.up_share_min, site.up_share_max) = (Some(0.999), Some(1.0));
    }
    let availability = chart(&report, "availability");
    let shown = texts(&availability.svg);
    assert!(shown.contains(&"a") && !shown.contains(&"b"), "{shown:?}");
    let words = words(&availability);
    assert!(words.contains("Not drawn: 2 sites never confirmed down"), "{words}");
    let german = in_german(&report, "availability");
    assert!(self::words(&german).contains("Nicht gezeigt: 2 Websites ohne"), "{}", german.svg);
    report.chart.sites = Some(["b".to_owned()].into_iter().collect());
    assert!(texts(&chart(&report, "availability").svg).contains(&"b"), "it was chosen");
}

/// A site that failed from one place was counted as one without an outage seen, and the legend had
/// a mark that no row shows.
#[test]
fn a_site_that_failed_in_part_is_counted_as_such() {
    let sites = [
        ("a@x", "uuddduuuuuu"),
        ("a@y", "uuddduuuuuu"),
        ("a@z", "uuddduuuuuu"),
        ("b@x", "uuddduuuuuu"),
        ("b@y", "uuuuuuuuuuu"),
        ("b@z", "uuuuuuuuuuu"),
    ];
    let report = report(&sites, "");
    assert_eq!(report.failed_in_part, 1);
    let affected = chart(&report, "affected");
    let text = words(&affected);
    assert!(text.contains("Not drawn: 1 site that failed from some places only."), "{text}");
    assert!(!text.contains("from some places only, or challenged"), "{text}");
    let german = words(&in_german(&report, "affected"));
    assert!(german.contains("1 nur von einigen Orten aus ausgefallene Website"), "{german}");
    let timeline = words(&chart(&report, "timeline"));
    assert!(timeline.contains("Besides, 1 failed from one place or more while others saw it up."));
    assert!(timeline.contains("from some places only, or challenged"), "{timeline}");
    let german = words(&in_german(&report, "timeline"));
    assert!(german.contains("Außerdem: 1 schlug von einigen Orten aus fehl"), "{german}");
}

/// For two hours monitoring stopped for all sites, and no word of the chart said so.
#[test]
fn a_time_at_which_no_site_was_observed_is_named() {
    let gap = "-".repeat(24);
    let saw = [format!("uuddduuuuu{gap}uuuuuuu"), format!("uuuuuuuuuu{gap}uuuuuuu")];
    let report = report(&[("a", &saw[0]), ("b", &saw[1])], "");
    let text = words(&chart(&report, "affected"));
    assert!(text.contains("No site was observed: 4 Mar 00:"), "{text}");
    assert!(text.contains(" to 02:5"), "{text}");
    let german = words(&in_german(&report, "affected"));
    assert!(german.contains("Keine Website beobachtet: 4. März, 00:"), "{german}");
}

/// Marks of one row lay over each other.
#[test]
fn marks_of_one_claimant_lie_side_by_side() {
    let claims = "one,Crew,attacker,attack,2031-03-04T00:10Z,,a\n\
                  two,Crew,attacker,restored,2031-03-04T00:10Z,,a\n";
    let affected = chart(&report(&[("a", "uuddduuuu")], claims), "affected");
    let links = affected.svg.lines().filter(|line| line.contains("fill-opacity=\"0\""));
    let tops: Vec<&str> = links.filter_map(|line| line.split(" d=\"M").nth(1)).collect();
    let top = |corner: &str| corner.split([' ', 'h']).nth(1).unwrap().parse::<i32>().unwrap();
    assert_eq!(tops.len(), 3, "two claims and an outage: {tops:?}");
    assert!((top(tops[0]) - top(tops[1])).abs() >= 7, "{tops:?}");
}

/// On a phone the head was cut to a long name, and the statement was gone.
#[test]
fn heads_are_broken_into_lines() {
    let long = "Команда Киберармия Северного Побережья и ее друзья";
    let claims = format!("one,{long},attacker,attack,2031-03-04T00:10Z,,a\n");
    let report = report(&[("a", "uuddduuuu"), ("b", "uuddduuuu")], &claims);
    let width = Some(ChartWidth::Phone);
    let settings = ChartSettings { width, ..report.chart.clone() };
    let report = Report { chart: settings, ..report };
    for name in ["timeline", "affected", "affected-phone"] {
        let text = words(&drawn(&report, name));
        assert!(text.contains(&format!("{long} claimed attacks on these sites")), "{name}: {text}");
    }
}

/// A picture that was cut lost the words on draft and embargo in its last line.
#[test]
fn draft_and_embargo_stand_over_the_title() {
    let mut report = report(&[("a", "uuddduuuu")], "");
    let heading = |report: &Report| {
        let svg = chart(report, "affected").svg;
        let (_, heading) = svg.split_once("-heading\">").unwrap();
        texts(heading.split_once("</g>").unwrap().0)[0].to_owned()
    };
    assert!(heading(&report).starts_with("The 1 measured site"), "{}", heading(&report));
    report.release.is_draft = true;
    report.release.embargo = report.window.map(|window| window.from());
    assert_eq!(heading(&report), "DRAFT · UNDER EMBARGO UNTIL 4 Mar 2031 00:00 UTC");
    let german = in_german(&report, "affected");
    assert!(words(&german).starts_with("ENTWURF · SPERRFRIST BIS 4. März 2031, 00:00 Uhr UTC"));
}

/// Claims with the words of the statement.
const SAID: &str = "claim,claimant,role,kind,published,targets,quote\n";

fn report_of_words(claims: &str) -> Report {
    let log = log_from("2031-03-04", &[("a", "uuudduuuu"), ("b", "uuudduuuu")]);
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log);
    folder.with("claims.csv", format!("{SAID}{claims}")).report().unwrap()
}

/// No line went through the rows of sites, and nothing on the chart was in anybody's words.
#[test]
fn a_statement_of_a_moment_is_a_line_through_all_rows_with_its_words() {
    let claims = "one,Crew,attacker,attack,2031-03-04T00:12Z,a,all of them are down\n\
                  two,Host,operator,restored,2031-03-04T00:30Z,a,\n";
    let report = report_of_words(claims);
    for name in ["affected", "affected-phone"] {
        let drawing = drawn(&report, name);
        let text = words(&drawing);
        assert!(text.contains("“all of them are down”") && text.contains("restored"), "{text}");
        let lowest = height_of(&drawing.svg, "b");
        let ends = |colour: &str| -> Vec<i32> {
            let lines = drawing.svg.lines().filter(|line| line.contains("fill=\"none\""));
            let lines = lines.filter(|line| line.contains(&format!("stroke=\"{colour}\"")));
            let ends = lines.flat_map(|line| line.split('V').skip(1));
            let ends = ends.filter_map(|end| end.split(['M', '"']).next()?.parse().ok());
            ends.filter(|y| *y > lowest).collect()
        };
        let black = ends("#1A1A1A");
        assert_eq!((black.len(), ends("#0072B2").len()), (1, 1), "{name}: {black:?}");
    }
    let german = words(&in_german(&report, "affected"));
    assert!(german.contains("1 Crew (Angreifer)"), "{german}");
    assert!(german.contains("„all of them are down“"), "{german}");
}

/// Of many statements those of one role or kind were not drawn at all.
#[test]
fn of_many_statements_each_kind_has_a_row_and_the_others_are_counted() {
    let mut claims = String::new();
    for minute in 10..30 {
        claims.push_str(&format!("p{minute},P{minute},media,outage,2031-03-04T00:{minute}Z,a,\n"));
    }
    claims.push_str("back,Host,operator,restored,2031-03-04T00:35Z,a,it works again\n");
    let report = report_of_words(&claims);
    let affected = chart(&report, "affected");
    let text = words(&affected);
    assert!(text.contains("it works again"), "{text}");
    assert!(text.contains("9 more statements (9 of attacks or outages)"), "{text}");
    assert!(affected.alt.contains("12. Host (operator)"), "{}", affected.alt);
    let german = words(&in_german(&report, "affected"));
    assert!(german.contains("9 weitere Aussagen (9 über Angriffe oder Ausfälle)"), "{german}");
}

/// Words that fit on neither side of their mark were cut, as in “restored b…”; those that still are
/// stand whole in the title of their row.
#[test]
fn words_of_statements_are_within_their_mark_where_there_is_room() {
    let affected = chart(&committed("datasets/usa-offline-2022"), "affected");
    let text = words(&affected);
    assert!(text.contains("“restored by Thursday”"), "{text}");
    assert!(text.contains("reachable (which sites is th…"), "{text}");
    let titles = affected.svg.lines().filter(|line| line.starts_with("<title>State of Colorado"));
    let cut: Vec<&str> = titles.filter(|line| line.contains("reachable (which")).collect();
    assert!(matches!(&cut[..], [one] if one.ends_with("reading)</title>")), "{cut:?}");
}
