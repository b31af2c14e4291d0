//! Rows of the tables of a page, as lines of text; and what holds for every page: its links, its
//! names, its policy, and what it asks of others.

use crate::incident_folder::committed;
use corroborate::model::Report;
use corroborate::report::{charts, page, tables};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// The page of a report without its charts, with plain blanks in its lengths.
pub(crate) fn html(report: &Report) -> String {
    page::html(report, &tables::all(report).unwrap(), &[]).unwrap().replace('\u{a0}', " ")
}

/// The words of HTML: without tags, a blank in place of each, and with the signs that it escapes.
pub(crate) fn words(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        let inside = part.split_once('>').map_or(part, |(_, inside)| inside);
        text.push(' ');
        text.push_str(inside);
    }
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x2f;", "/"),
        ("&amp;", "&"),
    ];
    let text = signs.iter().fold(text, |text, (escaped, sign)| text.replace(escaped, sign));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of all tables of a page: `| cell | cell |`, each cell in words.
pub(crate) fn rows(html: &str) -> Vec<String> {
    let rows = html.split("<tr").skip(1).map(|row| row.split("</tr>").next().unwrap());
    rows.map(|row| {
        let cells = row.split("<t").skip(1).filter(|cell| cell.starts_with(['d', 'h']));
        let cells: Vec<String> = cells.map(|cell| words(&format!("<{cell}"))).collect();
        format!("| {} |", cells.join(" | "))
    })
    .collect()
}

/// The pages of the bundled incidents and of some cases, with their charts.
fn pages() -> Vec<(String, Report, String)> {
    let folders = [
        "datasets/usa-offline-2022",
        "datasets/airports-2022",
        "tests/cases/claims",
        "tests/cases/common-mode",
        "tests/cases/maintenance",
        "tests/cases/unreadable-rows",
    ];
    let made = folders.map(|folder| {
        let report = committed(folder);
        let charts = charts::all(&report).unwrap();
        let html = page::html(&report, &tables::all(&report).unwrap(), &charts).unwrap();
        (folder.to_owned(), report, html)
    });
    made.into()
}

/// The values of an attribute, in order.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let begin = format!(" {attribute}=\"");
    page.split(&begin).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn each_name_stands_once_and_each_link_leads_to_one() {
    for (folder, _, page) in pages() {
        let ids = values(&page, "id");
        let names: BTreeSet<&str> = ids.iter().copied().collect();
        let twice: Vec<&str> = names
            .iter()
            .copied()
            .filter(|id| ids.iter().filter(|one| one == &id).count() > 1)
            .collect();
        assert!(twice.is_empty(), "{folder}: {twice:?}");
        for link in values(&page, "href") {
            if let Some(anchor) = link.strip_prefix('#') {
                assert!(names.contains(anchor), "{folder}: {link} leads to nothing");
            }
        }
        for described in ["aria-labelledby", "aria-describedby"] {
            for value in values(&page, described) {
                assert!(value.split(' ').all(|id| names.contains(id)), "{folder}: {value}");
            }
        }
    }
}

/// Whatever the links of a page lead to, it is in the page or beside it.
#[test]
fn a_page_asks_nothing_of_others() {
    for (folder, _, page) in pages() {
        for attribute in ["href", "src", "srcset", "action", "data", "poster"] {
            for value in values(&page, attribute) {
                let inside = value.starts_with('#')
                    || value.starts_with("charts/")
                    || value.starts_with("tables/");
                assert!(inside, "{folder}: {attribute}={value}");
            }
        }
        for word in ["<link", "<iframe", "<img", "<object", "@import", "url(http", " style=\""] {
            assert!(!page.contains(word), "{folder}: {word}");
        }
        let handlers: Vec<&str> = page
            .split(" on")
            .skip(1)
            .filter(|rest| {
                rest.split_once('=').is_some_and(|(name, value)| {
                    name.bytes().all(|byte| byte.is_ascii_lowercase()) && value.starts_with('"')
                })
            })
            .collect();
        assert!(handlers.is_empty(), "{folder}: {handlers:?}");
    }
}

/// The text between a tag and its end.
fn inside<'p>(page: &'p str, tag: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("<{tag}>")).unwrap();
    rest.split_once(&format!("</{tag}>")).unwrap().0
}

#[test]
fn the_policy_names_the_one_style_and_the_one_script() {
    let (_, _, page) = pages().remove(1);
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).unwrap();
    let policy = policy.split("\">").next().unwrap().replace("&#x27;", "'").replace("&#x2f;", "/");
    assert!(policy.starts_with("default-src 'none'; "), "{policy}");
    for (source, tag) in [("style-src", "style"), ("script-src", "script")] {
        let digest = Sha256::digest(inside(&page, tag));
        let named = policy.split(&format!("{source} 'sha256-")).nth(1).unwrap();
        assert_eq!(named.split('\'').next().unwrap(), in_base_64(&digest), "{source}");
        assert_eq!(page.matches(&format!("<{tag}")).count(), 1, "{tag}");
    }
    assert!(inside(&page, "script").len() < 8 * 1024);
}

/// Bytes in base 64, six bits after six.
fn in_base_64(bytes: &[u8]) -> String {
    let signs: Vec<char> =
        ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let bits: Vec<u8> =
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1)).collect();
    let mut text: String = bits
        .chunks(6)
        .map(|six| {
            signs
                [(0..6).fold(0, |sum, at| sum * 2 + usize::from(six.get(at).copied().unwrap_or(0)))]
        })
        .collect();
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// Every claim, site, outage, blip and verdict has a place on the page.
#[test]
fn whatever_is_found_has_an_anchor() {
    for (folder, report, page) in pages() {
        let names: BTreeSet<&str> = values(&page, "id").into_iter().collect();
        let ids = report.outages.iter().chain(&report.blips).map(|outage| outage.id.clone());
        let ids = ids.chain(report.verdicts.iter().map(|verdict| verdict.id.clone()));
        let ids = ids.chain(report.sites.iter().map(|site| format!("site-{}", site.site.id)));
        let ids = ids.chain(report.claims.iter().map(|claim| format!("claim-{}", claim.id)));
        for id in ids {
            assert!(names.contains(id.as_str()), "{folder}: {id}");
        }
    }
}

/// Each verdict's sentence stands on the page, and says itself that its probes were simulated.
#[test]
fn every_verdict_stands_on_the_page() {
    for (folder, report, page) in pages() {
        let text = words(&page);
        for verdict in &report.verdicts {
            let sentence = corroborate::report::verdict_sentence(verdict);
            // The site stands beside its words.
            let own = sentence.strip_prefix(&format!("{}: ", verdict.site)).unwrap_or(&sentence);
            let (first, rest) = own.split_at(1);
            let own = if verdict.claim.is_some() { first.to_uppercase() + rest } else { sentence };
            // What it shares with others stands once, at the head of its claim.
            for part in own.split(". ").filter(|part| !part.contains("names the group")) {
                let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
                let stands = text.contains(part.trim_end_matches('.'));
                assert!(stands, "{folder}: {}: {part}", verdict.id);
            }
        }
        if report.simulated {
            assert!(page.contains("<span class=\"badge\">simulated probes</span></h1>"));
        }
    }
}

/// A page of 60 sites with its charts is a file that can be mailed, and read on a train.
#[test]
fn a_page_of_sixty_sites_is_light() {
    for (folder, report, page) in pages() {
        let of_sixty = page.len() * 60 / report.sites.len().max(57);
        assert!(of_sixty < 1_000_000, "{folder}: {} bytes", page.len());
    }
}

/// What a drawing shows is said in words once on a page, beside it, and the drawing refers to it.
#[test]
fn drawings_are_put_into_words_once() {
    for (folder, _, page) in pages() {
        assert!(!page.contains("<desc>"), "{folder}");
        // Paper shows parts of a drawing again, which nobody hears.
        let parts = page.split("<div class=\"paper\" aria-hidden=\"true\">").skip(1);
        let parts: usize = parts
            .map(|part| part.split("</figure>").next().unwrap().matches("<svg ").count())
            .sum();
        let drawings = page.matches("<svg ").count() - parts;
        let described: Vec<&str> = page
            .split("aria-describedby=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert_eq!(described.len(), drawings, "{folder}");
        for id in described {
            assert_eq!(page.matches(&format!("<p id=\"{id}\">")).count(), 1, "{folder}: {id}");
        }
    }
}

/// Tables name their columns and themselves; headings go down by one.
#[test]
fn tables_and_headings_can_be_read_aloud() {
    for (folder, _, page) in pages() {
        let tables = page.matches("<table").count();
        assert_eq!(page.matches("<caption>").count(), tables, "{folder}");
        assert!(page.split("<thead>").skip(1).all(|head| {
            let head = head.split("</thead>").next().unwrap();
            head.matches("<th ").count() == head.matches("scope=\"col\"").count()
        }));
        assert!(!page.contains("<th>"), "{folder}");
        let levels: Vec<usize> = page
            .split("<h")
            .skip(1)
            .filter_map(|rest| rest.chars().next()?.to_digit(10))
            .map(|level| level as usize)
            .collect();
        assert_eq!(levels[0], 1, "{folder}");
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{folder}: {levels:?}");
    }
}

/// Ids, names, claims and quotations of others run nothing and break no link.
#[test]
fn hostile_words_stay_words() {
    let mut report = committed("tests/cases/claims");
    let hostile =
        "\"><script>alert(1)</script><a href=\"#x\" onclick=\"x\" id=\"claims\">'&\u{202e}";
    for claim in &mut report.claims {
        claim.quote = hostile.to_owned();
        claim.claimant = hostile.to_owned();
        claim.url = format!("javascript:{hostile}");
    }
    for site in &mut report.sites {
        site.site.name = hostile.to_owned();
    }
    report.title = hostile.to_owned();
    let charts = charts::all(&report).unwrap();
    let page = page::html(&report, &tables::all(&report).unwrap(), &charts).unwrap();
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("onclick=\"") && !page.contains('\u{202e}'));
    assert!(!page.contains("href=\"javascript"));
    assert_eq!(values(&page, "id").iter().filter(|id| **id == "claims").count(), 1);
}

/// Lines of charts were black areas on paper: there a drawing is shown again in parts, which a rule
/// for shapes within the figure of a chart does not reach.
#[test]
fn outlines_are_not_filled_on_paper_either() {
    for (folder, _, page) in pages() {
        let (style, _) = page.split_once("</style>").unwrap();
        for rule in ["[stroke]:not([fill], line) { fill: none; }", "[data-minor] { font-size: "] {
            let own = style.lines().filter(|line| line.contains(rule));
            let own: Vec<&str> = own.collect();
            assert_eq!(own.len(), 1, "{folder}: {rule}");
            assert!(own[0].starts_with(rule), "{folder}: it names an element around: {}", own[0]);
        }
    }
}
