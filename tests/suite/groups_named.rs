//! Claims that name a group, or all sites: which sites are meant is the recorder's reading, and
//! each verdict says so.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES};
use corroborate::model::{Report, Target, VerdictFlag};
use corroborate::report::{claim_verdict_sentence, verdict_sentence};

const SITES: &str = "site,group\nbank,money\nmint,money\nshop,\n";
const LOG: &str = "timestamp,site,status_code\n\
    2022-10-05T00:00:00Z,bank,200\n2022-10-05T00:05:00Z,bank,200\n2022-10-05T00:10:00Z,bank,200\n\
    2022-10-05T00:00:00Z,mint,200\n2022-10-05T00:05:00Z,mint,200\n2022-10-05T00:10:00Z,mint,200\n\
    2022-10-05T00:00:00Z,shop,200\n2022-10-05T00:05:00Z,shop,200\n2022-10-05T00:10:00Z,shop,200\n";

/// A report on one claim with these targets.
fn report(targets: &str, quantifier: &str) -> Report {
    let header = CLAIMS.replace("targets", "targets,quantifier");
    let time = "2022-10-05T00:01Z/2022-10-05T00:09Z";
    let claims = format!("{header}c,K,attacker,outage,,{time},{targets},{quantifier}\n");
    let folder = IncidentFolder::new(&format!("{PROBES}[rules]\nconfirm = 1\n"));
    let folder = folder.with("probes.csv", LOG).with("sites.csv", SITES);
    folder.with("claims.csv", claims).report().unwrap()
}

/// The sites of a report's verdicts, each with what names it and the end of its sentence.
fn named(report: &Report) -> Vec<(&str, bool, String)> {
    let named = report.verdicts.iter().map(|verdict| {
        let sentence = verdict_sentence(verdict);
        let at = sentence.find("The claim names");
        let last = at.map_or_else(String::new, |at| sentence[at..].to_owned());
        (verdict.site.as_str(), verdict.flags.contains(&VerdictFlag::ByGroup), last)
    });
    named.collect()
}

#[test]
fn a_verdict_says_that_its_claim_names_a_group_and_not_the_site() {
    let money = "The claim names the group money, not this site: which sites are in it is the \
                 recorder's reading (sites.csv).";
    let all = "The claim names all sites, not this one: which sites these are is the recorder's \
               reading.";
    let owned = |site, by_group, text: &str| (site, by_group, text.to_owned());
    let of = report("group:money", "");
    assert_eq!(named(&of), [owned("bank", true, money), owned("mint", true, money)]);
    assert_eq!(of.verdicts[0].group, Some(Target::Group("money".to_owned())));
    let of = report("bank;group:money", "");
    assert_eq!(named(&of), [owned("bank", false, ""), owned("mint", true, money)]);
    let of = report("group:money;*", "");
    let expected =
        [owned("bank", true, money), owned("mint", true, money), owned("shop", true, all)];
    assert_eq!(named(&of), expected);
    let of = report("shop", "");
    assert_eq!(named(&of), [owned("shop", false, "")]);
    assert_eq!(of.verdicts[0].group, None);
}

#[test]
fn a_claim_on_most_of_a_group_says_whose_reading_its_sites_are() {
    let reading = "which sites are meant is the recorder's reading.";
    let sentence_on = |targets| claim_verdict_sentence(&report(targets, "most").claim_verdicts[0]);
    assert!(sentence_on("group:money").ends_with(reading), "{}", sentence_on("group:money"));
    assert!(sentence_on("shop;*").ends_with(reading));
    assert!(!sentence_on("bank;mint").contains("reading"));
}
