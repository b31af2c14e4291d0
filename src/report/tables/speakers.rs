//! `speakers`: a row for each speaker and what was said of sites (M26).

use crate::model::{Report, Speaker};
use crate::report::table::{Builder, Records};
use crate::report::words::{SIMULATED, simulated};

pub(super) fn records(report: &Report) -> Records<'_> {
    let named = Builder::over(&report.speakers)
        .text("claimant", "Name of the speaker.", |speaker| Some(&speaker.claimant))
        .text("role", "Role of the speaker.", |speaker| Some(speaker.role.as_str()))
        .text(
            "said",
            "Content of the claims: the sites were attacked, down, attacked_or_down, or are listed \
             as targets, which is no claim that they went down.",
            |speaker| Some(speaker.said.as_str()),
        )
        .text(
            "quantifier",
            "Number of the sites that the speaker means: each, most or some.",
            |speaker| Some(speaker.quantifier.as_str()),
        )
        .count("claims", "claims", "Claims with this content.", |speaker| number(speaker.claims))
        .count(
            "sites",
            "sites",
            "Sites that these claims are about, named each or by a group, each counted once, those \
             never probed included.",
            |speaker| number(speaker.sites.len()),
        );
    let counted = counts(named).text("simulated", SIMULATED, |speaker| {
        simulated(report, speaker.sites.iter().map(String::as_str))
    });
    counted.records(
        "speakers",
        "Speakers",
        "A row for each speaker who said of sites that they were attacked or down, or listed them \
         as targets; what the probes saw of these sites in the whole window.",
    )
}

fn number(count: usize) -> Option<u64> {
    u64::try_from(count).ok()
}

fn counts(builder: Builder<'_, Speaker>) -> Builder<'_, Speaker> {
    builder
        .count("measured", "sites", "Of these, sites with a probe of a known result.", |speaker| {
            number(speaker.changes.measured())
        })
        .count(
            "went_down",
            "sites",
            "Of these, sites with an outage whose start is on the record.",
            |speaker| number(speaker.changes.went_down),
        )
        .count(
            "down_at_start",
            "sites",
            "Of these, sites that were down before they were first certainly up, and in no outage \
             later.",
            |speaker| number(speaker.changes.down_at_start),
        )
        .count(
            "never_up",
            "sites",
            "Of these, sites that were down, and never certainly up.",
            |speaker| number(speaker.changes.never_up),
        )
        .count(
            "no_outage",
            "sites",
            "Of these, measured sites without a confirmed outage.",
            |speaker| number(speaker.changes.no_outage),
        )
}
