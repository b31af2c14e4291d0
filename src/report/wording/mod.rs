//! Words that all outputs share: counts, lengths, names, origin, and how clauses become sentences.

mod common_mode;
mod counts;
mod day_parts;
mod lags;
mod lengths;
mod moments;
mod name_doubts;
mod names;
mod origin;
mod percent;
mod recoveries;
mod release;
mod sentences;
mod sources;
mod when;

pub(super) use crate::model::{by_count, counted, grouped, part_of, plural, was};
pub(super) use common_mode::{common_mode, common_mode_sites, failed_at_once};
pub(super) use counts::{
    OffRecordWords, contradicting_logs, declared_note, disagreeing_probes, places, probe_count,
    probe_number, refusal_counts, unknown_probes, unplaced_rows,
};
pub(super) use day_parts::{clock_time, on_day};
pub(super) use lags::lag_words;
pub(super) use lengths::{
    UNITS, down_for, down_for_beside, during_work, outside_work, unlisted_times,
};
pub(super) use moments::{moment, moment_in_both, utc};
pub(super) use name_doubts::name_doubts;
pub(super) use names::{
    LEFT_OUT, claim_kind, claimant_name, claimant_with_role, group_of_site, has_other_role,
    is_of_left_out_alone, kind_as, name_of_site, site_by_id, site_group, site_name, with_role,
};
pub(super) use origin::{
    FigureOrigin, IN_PARTLY_SIMULATED_LOG, IN_SIMULATED_LOG, SIMULATED, announced_work,
    held_against, is_simulated_throughout, notice, simulated, simulated_log, standing_notice,
    title, with_origin, work_origin,
};
pub(super) use percent::{Rounding, percent};
pub(super) use recoveries::{recovery_words, set_name, time_back};
pub(super) use release::release_words;
pub(super) use sentences::{
    capitalised, colon, in_clause, in_clauses, in_sentences, is_sentence, listed, sentences,
};
pub(super) use sources::{doubt_sentences, pace_sentences};
pub(super) use when::{DAY_FORM, END, START, When, whole_days, whole_second};
