//! The values that the page shows, as words. Everything is read off the report.

use super::accounts::AccountsSection;
use super::brief::Brief;
use super::brief_limits::BriefLimits;
use super::brief_timeline::BriefTimeline;
use super::cards::{self, Card, SiteRow};
use super::charts::ChartsSection;
use super::chronicle::{self, ChronicleRow};
use super::doubtful_sites::{DoubtfulSite, UnconfirmedRow, doubtful_sites, unconfirmed};
use super::lags::LagSection;
use super::method::{self, InputView, RuleView};
use super::outages::OutageView;
use super::page_head::ReportHead;
use super::proof::{Proof, ProvedSentence};
use super::recovery::RecoverySection;
use super::scorecard::{Scorecard, chance_sentences};
use super::sensitivity::{Variations, other_rules};
use super::statements::{ClaimView, UnclaimedView, all_unclaimed, claims, unclaimed};
use super::unknown::{Unknown, unknowns};
use super::wording::{MOST, more};
use crate::model::safe_text::safe_text;
use crate::model::{Input, InputRole, Outage, Refusals, Report, SourceDoubt, SourceDoubtKind};
use crate::report::anchors::of_site;
use crate::report::charts::Chart;
use crate::report::sums::SumLists;
use crate::report::table::Table;
use crate::report::terminal::summary::{Line, limit_sentence, lines};
use crate::report::wording::{
    FigureOrigin, by_count, common_mode, counted, grouped, plural, site_group,
};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// All that the template of the page fills in.
#[derive(Serialize)]
pub(super) struct View<'a> {
    #[serde(flatten)]
    head: ReportHead,
    #[serde(flatten)]
    charts: ChartsSection<'a>,
    scorecard: Scorecard,
    more_scorecard: String,
    chance: Vec<ProvedSentence>,
    together: Vec<ProvedSentence>,
    chronicle: Vec<ChronicleRow>,
    /// Sentences on the order of its rows, and on what their times mean.
    chronicle_order: &'static str,
    chronicle_times: &'static str,
    /// Sentence on the places of probes in it; may be empty.
    chronicle_probes: String,
    brief: Brief,
    more_chronicle: String,
    cards: Vec<Card>,
    more_cards: String,
    sites: Vec<SiteRow>,
    /// Groups of the sites, by anchor; a site without a group is not in it.
    group_of: BTreeMap<String, String>,
    more_sites: String,
    unknowns: Vec<Unknown>,
    common: Vec<String>,
    /// Finding on the rules that were tried; `None` where nothing is known under any.
    other_rules: Option<ProvedSentence>,
    variations: Variations,
    lines: Vec<LineView>,
    /// Grounds of the finding at the head.
    finding_proof: Proof,
    outages: Vec<OutageView>,
    more_outages: String,
    /// Whether each outage stands on a card, too: paper has it once.
    all_on_cards: bool,
    no_outage: &'static str,
    blips: Vec<OutageView>,
    more_blips: String,
    recovery: RecoverySection,
    doubtful: Vec<DoubtfulSite>,
    more_doubtful: String,
    /// Failed or challenged probes that confirm no outage, for a short report.
    unconfirmed: Vec<UnconfirmedRow>,
    accounts: AccountsSection,
    lags: LagSection,
    sums: SumLists,
    claims: Vec<ClaimView>,
    more_claims: String,
    verdicts: String,
    /// Counts of all verdicts by result, a sentence each.
    verdict_lines: Vec<ProvedSentence>,
    unclaimed: Vec<UnclaimedView>,
    more_unclaimed: String,
    refusals: Vec<String>,
    nothing_refused: &'static str,
    more_refusals: String,
    inputs: Vec<InputView<'a>>,
    more_inputs: String,
    assumed: Vec<String>,
    rules: Vec<RuleView>,
    tables: Vec<TableView>,
}

/// Finding as the page lists it.
#[derive(Serialize)]
struct LineView {
    label: &'static str,
    text: String,
    proof: Proof,
}

impl LineView {
    /// Returns the view of a finding.
    fn of(line: Line) -> LineView {
        LineView { label: line.label, proof: Proof::of(&line.evidence), text: line.text }
    }
}

/// Table as the page lists it.
#[derive(Serialize)]
struct TableView {
    name: &'static str,
    description: &'static str,
    rows: String,
}

impl TableView {
    /// Counts the rows of a table.
    fn of(table: &Table<'_>) -> TableView {
        let rows = plural(table.rows(), "row");
        TableView { name: table.name, description: table.description, rows }
    }
}

impl<'a> View<'a> {
    /// Returns the view of a report.
    pub(super) fn of(report: &'a Report, tables: &[Table<'_>], charts: &'a [Chart]) -> View<'a> {
        let views = |outages: Vec<&Outage>| {
            outages.into_iter().map(|outage| OutageView::of(report, outage)).collect()
        };
        let origin = FigureOrigin::named(report);
        let findings = lines(report);
        let refusals = &report.refusals;
        let doubtful = doubtful_sites(report);
        let unconfirmed = unconfirmed(report);
        let chronicle = chronicle::chronicle(report, &unconfirmed);
        let sites = cards::sites(report);
        let scorecard = Scorecard::of(report);
        let unknowns = unknowns(report, &findings);
        let other_rules = other_rules(report);
        let timeline = BriefTimeline::of(report, &chronicle.rows);
        let limits = BriefLimits::of(refused(report, &findings), &unknowns, other_rules.as_ref());
        View {
            head: ReportHead::of(report),
            charts: ChartsSection::of(report, charts),
            more_scorecard: more("first", report.claimants.len(), "tables/claimants.csv"),
            chance: chance_sentences(report),
            together: together(&findings),
            brief: Brief::of(report, &sites, &timeline, &scorecard.rows, limits),
            scorecard,
            chronicle_order: chronicle::ORDER,
            chronicle_probes: chronicle.probes,
            chronicle_times: chronicle::TIMES,
            more_chronicle: more("first", chronicle.rows.len(), "tables/timeline.csv"),
            chronicle: chronicle.rows.into_iter().take(MOST).collect(),
            all_on_cards: sites.have_all_outages(),
            more_cards: more_cards(sites.without_card),
            cards: sites.cards,
            more_sites: more("first", sites.rows.len(), "tables/sites.csv"),
            sites: sites.rows.into_iter().take(MOST).collect(),
            group_of: groups(report),
            unknowns,
            common: common_modes(report, &origin),
            other_rules: other_rules.map(|rules| rules.whole),
            variations: Variations::of(report),
            finding_proof: proof_of_head(&findings),
            outages: views(longest(&report.outages)),
            more_outages: more("longest", report.outages.len(), "tables/outages.csv"),
            no_outage: no_outage(report),
            blips: views(report.blips.iter().take(MOST).collect()),
            more_blips: more("earliest", report.blips.len(), "tables/blips.csv"),
            recovery: RecoverySection::of(report, &origin),
            more_doubtful: more("first", doubtful.len(), "tables/partial.csv"),
            unconfirmed,
            doubtful: doubtful.into_iter().take(MOST).collect(),
            accounts: AccountsSection::of(report),
            lags: LagSection::of(report),
            sums: sums(report, tables),
            claims: claims(report),
            more_claims: more("first published", report.claims.len(), "tables/claims.csv"),
            verdicts: plural(report.verdicts.len(), "verdict"),
            verdict_lines: verdict_lines(&findings),
            lines: listed_findings(findings),
            unclaimed: unclaimed(report),
            more_unclaimed: more("longest", all_unclaimed(report).count(), "tables/verdicts.csv"),
            refusals: listed(refusals),
            nothing_refused: nothing_refused(report),
            more_refusals: more_refusals(refusals),
            inputs: method::inputs(report),
            more_inputs: more("first read", report.inputs.len(), "manifest.json"),
            assumed: report.assumed.iter().map(|line| safe_text(line)).collect(),
            rules: method::rules(report),
            tables: tables.iter().map(TableView::of).collect(),
        }
    }
}

/// Writes the first common modes, each as a sentence.
fn common_modes(report: &Report, origin: &FigureOrigin) -> Vec<String> {
    let shown = report.common_modes.iter().take(MOST);
    shown.map(|common| origin.before(&common_mode(common))).collect()
}

/// Most values of one word by which the page sums.
const MOST_SUMS: usize = 60;

/// Returns the sums of the table `summaries`.
fn sums(report: &Report, tables: &[Table<'_>]) -> SumLists {
    let table = tables.iter().find(|table| table.name == "summaries");
    table.map(|table| SumLists::of(report, table, MOST_SUMS)).unwrap_or_default()
}

/// Returns the findings that are listed one by one: of chance, lags and accounts, sections tell.
fn listed_findings(findings: Vec<Line>) -> Vec<LineView> {
    let has_section = |line: &Line| ["chance", "lags", "accounts"].contains(&line.label);
    findings.into_iter().filter(|line| !has_section(line)).map(LineView::of).collect()
}

/// Returns the finding on the rows that were refused; `None` where there are none.
fn refused(report: &Report, findings: &[Line]) -> Option<ProvedSentence> {
    let line = findings.iter().find(|line| line.label == "refused")?;
    let text = format!("Refused: {}", line.text);
    (report.refusals.count() > 0).then(|| ProvedSentence::of(text, &line.evidence))
}

/// Counts all verdicts by result, a sentence each.
fn verdict_lines(findings: &[Line]) -> Vec<ProvedSentence> {
    let of_verdicts = findings.iter().filter(|line| line.label == "verdicts");
    of_verdicts
        .map(|line| ProvedSentence::of(limit_sentence("", &line.text), &line.evidence))
        .collect()
}

/// Returns what proves the finding at the head: it is the first of all.
fn proof_of_head(findings: &[Line]) -> Proof {
    findings.first().map(|line| Proof::of(&line.evidence)).unwrap_or_default()
}

/// Returns the sentences on the first events.
fn together(findings: &[Line]) -> Vec<ProvedSentence> {
    let first = findings.iter().filter(|line| line.label == "together").take(3);
    first.map(|line| ProvedSentence::of(line.text.clone(), &line.evidence)).collect()
}

/// Returns the groups of the sites that have one, by anchor of the site.
fn groups(report: &Report) -> BTreeMap<String, String> {
    let groups = report.sites.iter().map(|one| (of_site(&one.site.id), site_group(&one.site)));
    groups.filter(|(_, group)| !group.is_empty()).collect()
}

/// Returns the sentence about sites that were down and have no card; empty where there are none.
fn more_cards(without_card: usize) -> String {
    match without_card {
        0 => String::new(),
        count => format!(
            "{} down later {} a row below in place of a card.",
            counted(count, "more site that was", "more sites that were"),
            by_count(count, "has", "have")
        ),
    }
}

/// Returns the sentence where no outage is listed: none was seen, or nobody can tell.
fn no_outage(report: &Report) -> &'static str {
    let in_turn = |doubt: &SourceDoubt| matches!(doubt.kind, SourceDoubtKind::PlacesInTurn { .. });
    if report.doubts.iter().any(in_turn) {
        "Whether there was an outage is not known: probes in a row failed from vantages that take \
         turns, and no quorum of them saw a site down."
    } else if report.possibly_down.sites() > 0 || report.failed_in_part > 0 {
        "No outage was confirmed."
    } else if report.totals.measured > 0 {
        "No outage was seen."
    } else if report.totals.unread_sites > 0 {
        "No probe tells a result: whether there was an outage is not known."
    } else {
        "No site was probed: whether there was an outage is not known."
    }
}

/// Writes the first refusals.
fn listed(refusals: &Refusals) -> Vec<String> {
    let first = refusals.listed.iter().take(MOST);
    first.map(|refusal| safe_text(&refusal.to_string())).collect()
}

/// Returns the sentence where nothing is refused.
fn nothing_refused(report: &Report) -> &'static str {
    let is_log = |input: &Input| matches!(input.role, InputRole::Probes | InputRole::Runs);
    if report.inputs.iter().any(|input| is_log(input) && input.rows > 0) {
        "No row was refused, and every outcome and answer time could be read."
    } else {
        "No row was refused."
    }
}

/// Returns the outages listed one by one: all in order of time, or the longest where there are too
/// many.
fn longest(outages: &[Outage]) -> Vec<&Outage> {
    let mut shown: Vec<&Outage> = outages.iter().collect();
    if shown.len() > MOST {
        shown.sort_by_key(|outage| Reverse(outage.duration.least_us));
        shown.truncate(MOST);
    }
    shown
}

/// Returns the sentence where not all refusals are shown. Past some number even the table lists no
/// more; all are counted by kind.
fn more_refusals(refusals: &Refusals) -> String {
    let (shown, listed, count) =
        (refusals.listed.len().min(MOST) as u64, refusals.listed.len() as u64, refusals.count());
    if count <= shown {
        return String::new();
    }
    let kinds: Vec<String> = refusals
        .by_kind()
        .into_iter()
        .map(|(kind, count)| format!("{} {}", kind.replace('_', " "), grouped(count)))
        .collect();
    let table =
        if count > listed { format!("lists {}", grouped(listed)) } else { "holds all".to_owned() };
    format!(
        "Only the {shown} first read of {} are shown; tables/refusals.csv {table}. By kind: {}.",
        grouped(count),
        kinds.join(", ")
    )
}
