//! Claims about an outage: how long after it, or before it, each was published (M29), and what
//! several sources say of one.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES};
use crate::page_rows::{html, rows};
use corroborate::clock::MINUTE;
use corroborate::model::Report;
use corroborate::report::page::markdown;
use corroborate::report::tables;

/// Two sites that fail from minute 20 to minute 50 and from minute 40 to minute 50, probed every
/// ten minutes, and what is said of them.
fn report(claims: &str) -> Report {
    report_with(&format!("{CLAIMS}{claims}"))
}

/// A report on the two sites with these claims, the first line of which names their columns.
fn report_with(claims: &str) -> Report {
    let mut log = "timestamp,site,result\n".to_owned();
    for (site, down) in [("ash.example", 20..50), ("elm.example", 40..50)] {
        for minute in (0..60).step_by(10) {
            let word = if down.contains(&minute) { "down" } else { "up" };
            log.push_str(&format!("2031-03-04T00:{minute:02}:00Z,{site},{word}\n"));
        }
    }
    let settings = format!("zone = \"UTC\"\n[rules]\nconfirm = 1\n{PROBES}");
    let folder = IncidentFolder::new(&settings).with("probes.csv", log).with("claims.csv", claims);
    folder.report().unwrap()
}

/// Lags in minutes: claim, site, least, greatest.
fn lags(report: &Report) -> Vec<(&str, &str, i64, Option<i64>)> {
    let minutes = |us: i64| us.div_euclid(MINUTE);
    report
        .lags
        .iter()
        .map(|lag| {
            let most = lag.lag.most_us.map(|most| minutes(most + MINUTE - 1));
            (lag.claim.as_str(), lag.site.as_str(), minutes(lag.lag.least_us), most)
        })
        .collect()
}

const SAID: &str = "\
    notice,Firm,operator,outage,2031-03-04T00:35:00Z,,ash.example;elm.example\n\
    back,Firm,operator,restored,2031-03-04T00:55:00Z,,ash.example\n\
    late,Paper,media,outage,2031-03-04,2031-03-04T00:00Z/2031-03-04T01:00Z,ash.example\n\
    undated,Paper,media,outage,,2031-03-04T00:00Z/2031-03-04T01:00Z,ash.example\n";

#[test]
fn a_lag_is_a_range_from_the_change_to_the_publication() {
    let report = report(SAID);
    let found = lags(&report);
    // The start lies in (10, 20], the recovery in (40, 50]; the newspaper's day has no hour.
    for expected in [
        ("notice", "ash.example", 15, Some(26)),
        ("notice", "elm.example", -5, Some(6)),
        ("back", "ash.example", 5, Some(16)),
        ("late", "ash.example", -20, Some(24 * 60 - 10)),
    ] {
        assert!(found.contains(&expected), "{expected:?} of {found:?}");
    }
    assert!(!found.iter().any(|lag| lag.0 == "undated"), "{found:?}");
}

#[test]
fn the_lags_of_a_claim_and_of_a_claimant_are_summed_up() {
    let report = report(SAID);
    let of = |claimant: &str, claim: Option<&str>, behind: &str| {
        let found = report.lag_summaries.iter().find(|one| {
            one.claimant == claimant
                && one.claim.as_deref() == claim
                && one.behind.as_str() == behind
        });
        let one = found.unwrap_or_else(|| panic!("{:?}", report.lag_summaries));
        (one.claims, one.lags, one.median.least_us / MINUTE, one.range.least_us / MINUTE)
    };
    assert_eq!(of("Firm", None, "start"), (1, 2, 5, -5));
    assert_eq!(of("Firm", Some("notice"), "start"), (1, 2, 5, -5));
    assert_eq!(of("Firm", None, "recovery"), (1, 1, 5, 5));
    assert_eq!(of("Paper", None, "start"), (1, 1, -20, -20));
    let claims = report.lag_summaries.iter().filter(|one| one.claim.is_some()).count();
    assert_eq!(claims, 3, "{:?}", report.lag_summaries);
}

#[test]
fn the_page_lists_who_said_what_when() {
    let made = report(SAID);
    let page = html(&made);
    let head = "How long after the outage it was said, and what several say of it";
    assert!(page.contains(&format!("<h2 id=\"lags-head\">{head}</h2>")), "{page}");
    let row = "| back | 1 | 5 min to 15 min 1 s after the recovery |";
    assert!(rows(&page).iter().any(|one| one.contains(row)), "{page}");
    let silent = report("undated,Paper,media,outage,,2031-03-04T00:00Z,ash.example\n");
    let silent = html(&silent);
    assert!(!silent.contains("Each claim ("), "no lag is listed");
    // The section stands there, and the contents lead to it.
    assert!(silent.contains("<a href=\"#lags\">"), "{silent}");
    assert!(silent.contains("Claims without a lag: 1 without a publication time."), "{silent}");
}

/// A denial and a threat say of no outage that it was.
#[test]
fn what_denies_or_only_announces_has_no_lag() {
    let rows = [("00", "up"), ("10", "down"), ("20", "down"), ("30", "up")];
    let rows = rows.map(|(minute, word)| format!("2031-03-04T00:{minute}:00Z,a.example,{word}\n"));
    let header = "claim,claimant,role,kind,published,asserted,targets,quantifier,intent";
    let time = "2031-03-04T00:00Z/2031-03-04T00:30Z";
    let denial = format!("no,Firm,operator,outage,2031-03-04T00:35:00Z,{time},a.example,none,");
    let threat = "soon,Crew,attacker,attack,2031-03-04T00:05:00Z,,a.example,,true";
    let folder = IncidentFolder::new(&format!("[rules]\nconfirm = 1\n{PROBES}"))
        .with("probes.csv", format!("timestamp,site,result\n{}", rows.concat()))
        .with("claims.csv", format!("{header}\n{denial}\n{threat}\n"));
    let report = folder.report().unwrap();
    let resting = report.verdicts.iter().filter(|one| one.claim.is_some() && one.outage.is_some());
    assert_eq!(resting.count(), 2);
    assert!(report.lags.is_empty(), "{:?}", report.lags);
}

/// One difference stood as 20 min in the table of verdicts and as -20 min in that of lags; and a
/// verdict on a denial, on a threat and on work had a lag in the one table alone, an open one in
/// the other alone.
#[test]
fn a_verdict_has_the_lag_of_its_row_in_the_table_of_lags_and_no_other() {
    let header = "claim,claimant,role,kind,published,asserted,targets,quantifier,intent";
    let time = "2031-03-04T00:00Z/2031-03-04T00:45Z";
    let rows = [
        format!("no,Firm,operator,outage,2031-03-04T00:35:00Z,{time},ash.example,none,"),
        "soon,Crew,attacker,attack,2031-03-04T00:05:00Z,,ash.example,,true".to_owned(),
        format!("work,Firm,operator,maintenance,2031-03-04T00:35:00Z,{time},ash.example,,"),
        // Whether the start lies in this time is open.
        "open,Paper,media,outage,2031-03-04T00:55:00Z,2031-03-04T00:00Z/2031-03-04T00:18Z,\
         ash.example,,"
            .to_owned(),
        "notice,Firm,operator,outage,2031-03-04T00:35:00Z,,ash.example,,".to_owned(),
        "back,Firm,operator,restored,2031-03-04T00:55:00Z,,ash.example,,".to_owned(),
    ];
    let report = report_with(&format!("{header}\n{}\n", rows.join("\n")));
    let with_lag: Vec<&str> = report.lags.iter().map(|lag| lag.claim.as_str()).collect();
    assert_eq!(with_lag, ["notice", "back", "open"]);
    for verdict in report.verdicts.iter().filter(|one| one.claim.is_some()) {
        let row = report.lags.iter().find(|lag| lag.verdict == verdict.id);
        assert_eq!(verdict.lag, row.map(|lag| lag.lag), "{:?} {}", verdict.claim, verdict.site);
        if let Some(row) = row {
            assert_eq!(verdict.outage.as_deref(), Some(row.outage.as_str()));
        }
    }
    let denied = report.verdicts.iter().find(|one| one.claim.as_deref() == Some("no")).unwrap();
    assert!(denied.outage.is_some());
}

/// "Not back for good by then" stood beside a lag of some minutes after the recovery: that of the
/// first end, after which the site failed again.
#[test]
fn a_claim_that_a_site_is_back_is_measured_from_the_recovery_that_lasted() {
    let mut log = "timestamp,site,result\n".to_owned();
    for minute in (0..=100).step_by(10) {
        let word = if [20, 40].contains(&minute) { "down" } else { "up" };
        log.push_str(&format!(
            "2031-03-04T0{}:{:02}:00Z,a.example,{word}\n",
            minute / 60,
            minute % 60
        ));
    }
    let claims = format!("{CLAIMS}back,Firm,operator,restored,2031-03-04T00:28:00Z,,a.example\n");
    let rules = "[rules]\nconfirm = 1\ntolerance = \"1m\"\n";
    let folder = IncidentFolder::new(&format!("{rules}{PROBES}"))
        .with("probes.csv", log)
        .with("claims.csv", claims);
    let report = folder.report().unwrap();
    let verdict = report.verdicts.iter().find(|one| one.claim.is_some()).unwrap();
    assert_eq!(verdict.judgement.as_str(), "premature");
    // Up from (20, 30], down at 40, up to stay from (40, 50].
    assert_eq!(lags(&report), [("back", "a.example", -22, Some(-11))]);
    assert_eq!(verdict.lag, Some(report.lags[0].lag));
}

/// Who denied an outage before it began is said to have done so, though a denial has no lag.
#[test]
fn a_denial_from_before_the_outage_is_said_to_be_from_before_it() {
    let header = "claim,claimant,role,kind,published,asserted,targets,quantifier";
    let time = "2031-03-04T00:05Z/2031-03-04T00:45Z";
    let denial = |published: &str| {
        let row = format!(
            "no,Firm,operator,outage,2031-03-04T00:{published}:00Z,{time},ash.example,none"
        );
        let report = report_with(&format!("{header}\n{row}\n"));
        let verdict = report.verdicts.iter().find(|one| one.claim.is_some()).unwrap().clone();
        assert_eq!(verdict.judgement.as_str(), "contradicted");
        corroborate::report::verdict_sentence(&verdict)
    };
    let before = "the claim was published before O001 began";
    assert!(denial("08").contains(before), "{}", denial("08"));
    assert!(!denial("50").contains(before), "{}", denial("50"));
}

/// One outage of which an operator and a newspaper speak, and one of which the operator alone does.
#[test]
fn what_several_claimants_say_of_one_outage_stands_side_by_side() {
    let made = report(SAID);
    let tables = tables::all(&made).unwrap();
    let table = tables.iter().find(|table| table.name == "accounts").unwrap();
    let column = |name: &str| {
        let at = table.columns.iter().position(|column| column.name == name).unwrap();
        table.column(at).map(|cell| format!("{cell:?}")).collect::<Vec<_>>()
    };
    let claims = column("claim");
    for claim in ["notice", "back", "late", "undated"] {
        assert_eq!(claims.iter().filter(|cell| cell.contains(claim)).count(), 1, "{claims:?}");
    }
    assert!(column("site").iter().all(|site| site.contains("ash.example")));
    assert!(html(&made).contains("What several claimants say of one outage"));
    let agreeing = SAID.replace("outage,2031-03-04,", "outage,2031-03-04T00:40:00Z,");
    let agreeing: Vec<&str> = agreeing.lines().filter(|row| !row.starts_with("back")).collect();
    let agreeing = html(&report(&format!("{}\n", agreeing.join("\n"))));
    assert!(agreeing.contains("Of 1 outage several claimants speak, and their verdicts agree"));
    assert!(!agreeing.contains("What several claimants say"));
    let alone = report("notice,Firm,operator,outage,2031-03-04T00:35:00Z,,ash.example\n");
    assert!(!html(&alone).contains("What several claimants say"));
}

/// Who was contradicted by the probes stood nowhere beside the others, as no outage lay in the time
/// that he gave. Two days later is another event.
#[test]
fn who_is_contradicted_stands_beside_the_others() {
    let star = |from: &str, until: &str| {
        format!(
            "{SAID}wrong,Star,media,outage,2031-03-04T01:00Z,2031-03-{from}/2031-03-{until},\
             ash.example\n"
        )
    };
    let near = report(&star("04T00:00Z", "04T00:10Z"));
    let of_star = |report: &Report| {
        let own = report.accounts.iter().filter(|account| account.claim == "wrong");
        own.map(|account| (account.outage.clone(), account.verdict.clone())).collect::<Vec<_>>()
    };
    let [(outage, verdict)] = &of_star(&near)[..] else { panic!("{:?}", near.accounts) };
    let verdict = near.verdicts.iter().find(|one| one.id == *verdict).unwrap();
    assert_eq!((outage.as_deref(), &verdict.outage), (Some("O001"), &None));
    let tables = tables::all(&near).unwrap();
    let table = tables.iter().find(|table| table.name == "accounts").unwrap();
    let at = table.columns.iter().position(|column| column.name == "rests_on_it").unwrap();
    let rests: Vec<String> = table.column(at).map(|cell| format!("{cell:?}")).collect();
    assert_eq!(rests.iter().filter(|cell| cell.contains("false")).count(), 1, "{rests:?}");
    assert!(html(&near).contains("What several claimants say of one outage"));
    let page = html(&near);
    let firm =
        "O001, ash.example: started after 2031-03-04 00:10:00 UTC and by 2031-03-04 00:20:00";
    let wrong =
        "| Star (media) | outage | 2031-03-04T00:00Z/2031-03-04T00:10Z | of another time: no";
    assert!(crate::page_rows::words(&page).contains(firm), "{page}");
    assert!(rows(&page).iter().any(|row| row.starts_with(wrong)), "{:?}", rows(&page));
    assert!(of_star(&report(&star("01T00:00Z", "01T00:10Z"))).is_empty(), "two days before");
}

/// The lags stood folded behind all verdicts, the medians of claimants in no page at all, and
/// claims without a lag were left out in silence.
#[test]
fn who_said_what_when_has_medians_by_claimant() {
    let made = report(SAID);
    let page = html(&made);
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    assert!(at("id=\"unknown\"") < at("<section id=\"lags\""), "behind what is not known");
    let row = "Firm (operator) | 1 | 2 | 5 min to 15 min 1 s after the start | from 5 min before";
    assert!(rows(&page).iter().any(|one| one.contains(row)), "{:?}", rows(&page));
    let text = crate::page_rows::words(&page);
    assert!(text.contains("Claims without a lag: 1 without a publication time."), "{text}");
    assert!(text.contains("O001, ash.example: started after 2031"), "{text}");
    let brief = markdown(&made, &tables::all(&made).unwrap(), &[]).unwrap();
    assert!(brief.contains("tables/lags.csv, tables/accounts.csv"), "{brief}");
}

/// The number of lags stood as that of outages, a statement that was made twice weighed double, and
/// a firm's notice and a paper of that name had one median.
#[test]
fn outages_are_counted_once_and_a_statement_that_is_repeated_too() {
    let claims = "claim,claimant,role,kind,published,asserted,targets,retells\n\
        notice,Firm,operator,outage,2031-03-04T00:35:00Z,,ash.example;elm.example,\n\
        again,Firm,operator,outage,2031-03-04T00:50:00Z,,ash.example,\n\
        copy,Firm,operator,outage,2031-03-04T00:58:00Z,,ash.example,notice\n\
        paper,Firm,media,outage,2031-03-04T00:59:00Z,,ash.example,\n";
    let report = report_with(claims);
    let of = |role: &str| {
        let own = |one: &&corroborate::model::lag::LagSummary| {
            one.claim.is_none() && one.role.as_str() == role
        };
        let one = report.lag_summaries.iter().find(own).expect(role);
        (one.claims, one.lags, one.outages, one.range.most_us.map(|us| (us + MINUTE) / MINUTE))
    };
    // Starts in (10, 20] and (30, 40]: the last own notice is 40 minutes behind at most.
    assert_eq!(of("operator"), (2, 3, 2, Some(41)));
    assert_eq!(of("media"), (1, 1, 1, Some(50)));
    let all = rows(&html(&report));
    assert!(all.iter().any(|row| row.contains("| Firm (operator) | 2 | 2 |")), "{all:?}");
    let copies = report.lag_summaries.iter().find(|one| one.claim.as_deref() == Some("copy"));
    assert_eq!(copies.map(|one| one.lags), Some(1), "the claim has its own lag");
}

/// Statements that speak of no change stood in no count, and "1 that deny it" was said.
#[test]
fn each_claim_has_a_lag_or_a_reason() {
    let claims = "claim,claimant,role,kind,published,asserted,targets,quantifier,intent\n\
        fine,Firm,operator,reachable,2031-03-04T00:55:00Z,2031-03-04T00:00Z/2031-03-04T00:50Z,\
        ash.example,,\n\
        no,Firm,operator,outage,2031-03-04T00:35:00Z,2031-03-04T00:00Z/2031-03-04T00:30Z,\
        elm.example,none,\n\
        soon,Crew,attacker,attack,2031-03-04T00:05:00Z,,ash.example,,true\n\
        far,Crew,attacker,attack,2031-03-01T00:05:00Z,,ash.example,,\n";
    let words = crate::page_rows::words(&html(&report_with(claims)));
    let expected = "Claims without a lag: 1 whose verdicts rest on no outage with that change on \
                    the record, 1 that denies an outage, 1 that only announces it, 1 that \
                    speaks of no change.";
    assert!(words.contains(expected), "{words}");
}

/// Two sources that disagree about one site that nobody measured stood nowhere side by side, and a
/// review of claims alone had no section of who said what when.
#[test]
fn who_disagrees_of_a_site_without_an_outage_stands_side_by_side() {
    let claims = "later,Star,media,outage,2031-03-04T15:30Z,2031-03-04T15:00Z,oak.example\n\
        open,Firm,operator,restored,2031-03-04T14:40Z,2031-03-04T14:31Z,oak.example\n\
        down,Firm,operator,outage,2031-03-04T13:00Z,2031-03-04T12:00Z,oak.example\n\
        more,Post,media,outage,2031-03-04T16:00Z,2031-03-04T12:00Z,yew.example\n\
        why,Star,media,cause,2031-03-04T16:00Z,2031-03-04T12:00Z,oak.example\n\
        same,Firm,operator,outage,2031-03-04T13:00Z,2031-03-04T12:00Z,yew.example\n";
    let log = "timestamp,site,result\n2031-03-04T00:00:00Z,ash.example,up\n";
    let folder = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log)
        .with("sites.csv", "site\nash.example\noak.example\nyew.example\n")
        .with("claims.csv", format!("{CLAIMS}{claims}"));
    let made = folder.report().unwrap();
    // Of yew.example nobody says otherwise.
    let accounts: Vec<&str> = made.accounts.iter().map(|one| one.claim.as_str()).collect();
    assert_eq!(accounts, ["down", "later", "open"]);
    assert!(made.accounts.iter().all(|one| one.outage.is_none() && one.site == "oak.example"));
    let page = html(&made);
    let text = crate::page_rows::words(&page);
    assert!(text.contains("oak.example: it was not measured"), "{text}");
    for said in [
        "| Firm (operator) | outage | 2031-03-04T12:00Z | not measured |",
        "| Firm (operator) | restored | 2031-03-04T14:31Z | not measured |",
        "| Star (media) | outage | 2031-03-04T15:00Z | not measured |",
    ] {
        assert!(rows(&page).iter().any(|row| row.starts_with(said)), "{:?}", rows(&page));
    }
    let without =
        "Claims without a lag: 5 on no site that was measured, 1 that speaks of no change.";
    assert!(text.contains(without), "{text}");
    assert!(
        page.contains("What several claimants say of one site, and not of one outage"),
        "{page}"
    );
    let finding = corroborate::report::terminal::summary::json(&made, "report.html");
    assert!(finding.contains("on oak.example (it was not measured): Firm"), "{finding}");
}

/// A claim that the probes contradict stood nowhere where its site had any outage, though another
/// one said the contrary of the same time.
#[test]
fn who_is_contradicted_is_heard_where_the_site_had_an_outage() {
    let said = |wrong: &str, right: &str| {
        let claims = format!(
            "wrong,Star,media,outage,,{wrong},a\nright,Firm,operator,reachable,,{right},a\n"
        );
        let rows = (0..4 * 48).map(|step| -> crate::incident_folder::Row<'static> {
            let code = if (140..146).contains(&step) { 503 } else { 200 };
            (step * 30 * MINUTE, "a", "x", code)
        });
        let folder = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
            .with("probes.csv", crate::incident_folder::log(rows))
            .with("claims.csv", format!("{CLAIMS}{claims}"));
        folder.report().unwrap()
    };
    let hour = "2022-10-05T10:00Z/2022-10-05T11:00Z";
    let far = said(hour, hour);
    let accounts = |report: &Report| -> Vec<(String, Option<String>)> {
        let all = report.accounts.iter();
        all.map(|one| (one.claim.clone(), one.outage.clone())).collect()
    };
    let both = |outage: Option<&str>| {
        ["right", "wrong"].map(|claim| (claim.to_owned(), outage.map(str::to_owned)))
    };
    // The outage is of the evening of the 7th, and more than a day from it.
    assert_eq!(accounts(&far), both(None));
    let text = crate::page_rows::words(&html(&far));
    let line = "a: they do not speak of one outage of it; on the record are O001";
    assert!(text.contains(line), "{text}");
    // An hour that is at most a day from it.
    let near = "2022-10-07T10:00Z/2022-10-07T11:00Z";
    assert_eq!(accounts(&said(near, near)), both(Some("O001")));
    // Of other times both can be so.
    assert_eq!(accounts(&said(hour, "2022-10-05T12:00Z/2022-10-05T13:00Z")), []);
    // So can an outage at a moment of a day beside a good hour of it.
    assert_eq!(accounts(&said("2022-10-05T00:00Z/2022-10-06T00:00Z", hour)), []);
}

/// The table stood in order of names, so that who spoke first was not first.
#[test]
fn who_spoke_first_stands_first() {
    let claims = "a,Zoo,media,outage,2031-03-04T00:30Z,,ash.example\n\
        b,Ant,media,outage,2031-03-04T00:45Z,,ash.example\n\
        c,Mole,media,restored,2031-03-04T00:52Z,,ash.example\n\
        d,Ant,media,restored,2031-03-04T00:40Z,,ash.example\n";
    let made = report(claims);
    let of_claimants = made.lag_summaries.iter().filter(|one| one.claim.is_none());
    let names: Vec<(&str, &str)> =
        of_claimants.map(|one| (one.claimant.as_str(), one.behind.as_str())).collect();
    let order = [("Zoo", "start"), ("Ant", "recovery"), ("Ant", "start"), ("Mole", "recovery")];
    assert_eq!(names, order);
    let all = rows(&html(&made));
    let first = all
        .iter()
        .find(|row| row.starts_with("| 2031") && row.contains("(media) | 1 | 1 |"))
        .unwrap();
    let zoo = "| 2031-03-04 00:30:00 to 00:31:00 UTC | Zoo (media) | 1 | 1 |";
    assert!(first.starts_with(zoo), "{all:?}");
}

/// One claim about one site had "contradicted; as a whole contradicted", and where the two differ
/// two results for one statement.
#[test]
fn a_claim_about_one_site_has_no_result_as_a_whole() {
    let header = CLAIMS.trim_end().to_owned() + ",quantifier\n";
    let made = |targets: &str| {
        report_with(&format!(
            "{header}no,Firm,operator,outage,2031-03-04T00:55Z,2031-03-04T00:00Z/2031-03-04T00:55Z,\
             {targets},none\nyes,Star,media,outage,2031-03-04T00:55Z,2031-03-04T00:00Z/\
             2031-03-04T00:55Z,ash.example,\n"
        ))
    };
    let result = |targets: &str| {
        let made = made(targets);
        let all = rows(&html(&made));
        let own = |row: &&String| row.starts_with("| Firm (operator) | ");
        all.iter().find(own).unwrap_or_else(|| panic!("{all:?}")).clone()
    };
    let (one, two) = (result("ash.example"), result("ash.example;elm.example"));
    assert!(one.contains("contradicted") && !one.contains("as a whole"), "{one}");
    assert!(two.contains("contradicted; as a whole contradicted"), "{two}");
    // The list of verdicts of `report.md` had none, and the page one of one site.
    let listed = |targets: &str| {
        let made = made(targets);
        let text = markdown(&made, &tables::all(&made).unwrap(), &[]).unwrap();
        (text, html(&made).contains("As a whole contradicted"))
    };
    let ((one, page_of_one), (two, page_of_two)) =
        (listed("ash.example"), listed("ash.example;elm.example"));
    let whole = "(no): 2 contradicted; as a whole contradicted\n";
    assert!(two.contains(whole) && page_of_two, "{two}");
    assert!(one.contains("(no): 1 contradicted\n") && !page_of_one, "{one}");
}

/// No finding of `report --json` was on chance, on the unnamed sites, on lags or on accounts.
#[test]
fn chance_lags_and_accounts_are_findings_with_their_ids() {
    let made = report(SAID);
    let text = corroborate::report::terminal::summary::json(&made, "report.html");
    let data: serde_json::Value = serde_json::from_str(&text).unwrap();
    let all = data["findings"].as_array().unwrap();
    let of = |label: &str| -> Vec<&serde_json::Value> {
        all.iter().filter(|one| one["label"] == label).collect()
    };
    // The newspaper gives the day alone, which began before.
    assert!(of("lags")[0]["text"].as_str().unwrap().starts_with("1 claim of Paper (media)"));
    let first = of("lags")[1];
    assert_eq!(
        first["text"],
        "1 claim of Firm (operator) on 2 outages was published 5 min to 15 min 1 s after the start \
         by the median; each was from 5 min before the start to 25 min 1 s after it"
    );
    assert_eq!(first["file"], "tables/lags.csv");
    assert_eq!(first["ids"].as_array().unwrap().len(), 2, "{first}");
    let account = of("accounts")[0];
    assert!(account["text"].as_str().unwrap().starts_with("on O001 (ash.example): "), "{account}");
    assert_eq!(account["ids"][0], "O001");
    assert_eq!(account["ids"].as_array().unwrap().len(), 5, "the outage and four verdicts");
    let chance = of("chance");
    assert!(chance[0]["text"].as_str().unwrap().contains("claims of"), "{chance:?}");
    assert!(chance.iter().any(|one| one["ids"][0] == "O001"), "{chance:?}");
    // Every finding on the control group names its claimant, and has its own table.
    let control = of("control");
    assert!(!control.is_empty());
    for one in control.iter().filter(|one| one["file"] != "") {
        assert_eq!(one["file"], "tables/control_groups.csv", "{one}");
        let text = one["text"].as_str().unwrap();
        assert!(text.contains("claim of ") || text.contains("name each"), "{text}");
    }
}
