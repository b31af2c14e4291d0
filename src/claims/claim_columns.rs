//! Columns of a table, or cells of JSON, that say something of a claim, and what its words mean.

use crate::clock::{
    DAY, HOUR, Instant, Range, SECOND, Stamp, StampError, StampFormat, Zone, a_day_later,
    parse_range, rfc3339,
};
use crate::files::settings::OneOrMany;
use crate::files::{ReadError, TableForm, separator};
use crate::model::suggest::{hint, listed};
use crate::model::{ClaimKind, RefusalKind, Role};
use std::collections::BTreeMap;

/// Every column that a table of claims may have; the first five it must have.
pub(crate) const COLUMNS: [&str; 17] = [
    "claim",
    "claimant",
    "role",
    "kind",
    "targets",
    "published",
    "asserted",
    "extent",
    "quantifier",
    "intent",
    "targets_inferred",
    "retells",
    "disputes",
    "url",
    "archived_url",
    "quote",
    "note",
];

/// Letters of a date, and of a date with its hour, in RFC 3339.
const DATE: usize = 10;
const DATE_HOUR: usize = 13;

/// Keys of a `[[claims]]` table that say how its file is written, as set there.
#[derive(Debug)]
pub(super) struct ColumnKeys<'a> {
    pub(super) columns: Option<&'a BTreeMap<String, OneOrMany>>,
    pub(super) separator: Option<&'a str>,
    pub(super) header: Option<&'a Vec<String>>,
    pub(super) time_format: Option<&'a str>,
    pub(super) kinds: Option<&'a BTreeMap<String, String>>,
    pub(super) roles: Option<&'a BTreeMap<String, String>>,
}

/// Columns of a table of claims that are not ours, and the meaning of its words.
#[derive(Debug, Default)]
pub(super) struct ClaimColumns {
    /// Names in the file, by ours.
    pub(super) names: BTreeMap<String, OneOrMany>,
    pub(super) form: TableForm,
    time_format: Option<StampFormat>,
    /// Meanings of words of others, in lower case.
    kinds: BTreeMap<String, ClaimKind>,
    roles: BTreeMap<String, Role>,
}

impl ClaimColumns {
    /// Reads the keys of a `[[claims]]` table; `path` is the incident file, for errors.
    ///
    /// # Errors
    /// Where a value means nothing.
    pub(super) fn read(keys: &ColumnKeys<'_>, path: &str) -> Result<ClaimColumns, ReadError> {
        let wrong = |key: &str, why: String| ReadError::Setting {
            path: path.to_owned(),
            key: format!("claims.{key}"),
            why,
        };
        let names = keys.columns.cloned().unwrap_or_default();
        if let Some(unknown) = names.keys().find(|key| !COLUMNS.contains(&key.as_str())) {
            let why = format!(
                "`{unknown}` is none of the columns of claims, which are {}{}",
                listed_all(),
                hint(unknown, COLUMNS)
            );
            return Err(wrong("columns", why));
        }
        let separator = keys.separator.map_or(Ok(b','), separator);
        let separator = separator.map_err(|why| wrong("separator", why))?;
        let time_format = keys.time_format.map(StampFormat::named).transpose();
        let time_format = time_format.map_err(|why| wrong("time_format", why.to_string()))?;
        let kind = |word: &str| ClaimKind::named(word).ok();
        let role = |word: &str| Role::named(word).ok();
        let kinds = meanings(keys.kinds, kind, &ClaimKind::ALL.map(ClaimKind::as_str));
        let roles = meanings(keys.roles, role, &Role::ALL.map(Role::as_str));
        Ok(ClaimColumns {
            names,
            form: TableForm { separator, header: keys.header.cloned() },
            time_format,
            kinds: kinds.map_err(|why| wrong("kinds", why))?,
            roles: roles.map_err(|why| wrong("roles", why))?,
        })
    }

    /// Says whether the table has columns of its own, so that ids can be missing.
    pub(super) fn is_foreign(&self) -> bool {
        !self.names.is_empty()
    }

    /// Says whether an empty name says that no column is one of ours, though one is called so.
    pub(super) fn leaves_out(&self, ours: &str) -> bool {
        self.names.get(ours).is_some_and(|names| names.all().iter().all(String::is_empty))
    }

    /// Reads a kind: a word of ours, or one whose meaning is declared.
    ///
    /// # Errors
    /// Where nobody knows what it means.
    pub(super) fn kind(&self, word: &str) -> Result<ClaimKind, RefusalKind> {
        let declared = self.kinds.get(&word.to_lowercase()).copied();
        let own =
            || ClaimKind::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(word));
        let unknown = match self.is_foreign() || !self.kinds.is_empty() {
            true => RefusalKind::KindWithoutMeaning,
            false => RefusalKind::NotAKind,
        };
        declared.or_else(own).ok_or_else(|| unknown(word.to_owned()))
    }

    /// Reads a role: a word of ours, or one whose meaning is declared.
    ///
    /// # Errors
    /// Where nobody knows what it means.
    pub(super) fn role(&self, word: &str) -> Result<Role, RefusalKind> {
        let declared = self.roles.get(&word.to_lowercase()).copied();
        let own = || Role::named(word).ok();
        let unknown = match self.is_foreign() || !self.roles.is_empty() {
            true => RefusalKind::RoleWithoutMeaning,
            false => RefusalKind::NotARole,
        };
        declared.or_else(own).ok_or_else(|| unknown(word.to_owned()))
    }

    /// Reads the end of a time whose day is that of its start, both as written: an end whose clock
    /// is earlier than that of the start is one of the next day.
    ///
    /// # Errors
    /// Where one of them cannot be read.
    pub(super) fn end_on_day_of(
        &self,
        start: &str,
        end: &str,
        zone: Option<Zone>,
    ) -> Result<Range, StampError> {
        let wall = |text: &str| self.passing_zone_names().time(text, Some(Zone::UTC));
        let (from, until) = (wall(start)?, wall(end)?);
        let ends = from.earliest.zip(until.earliest).zip(until.latest);
        let Some(((_, at), latest)) = ends.filter(|((from, at), _)| at < from) else {
            return self.time(end, zone);
        };
        let resolution_us = latest.since(at);
        let at = a_day_later(Stamp { at, resolution_us }, zone)?.at;
        Ok(Range { earliest: Some(at), latest: Some(at.plus(resolution_us)) })
    }

    /// Returns the end of a time that ends as written: a whole day or hour is included, a moment is
    /// the end itself, as in an interval of one cell (M3). `read` is the end as it was read, with
    /// each of its readings.
    ///
    /// # Errors
    /// Where the text cannot be read.
    pub(super) fn end_of_interval(
        &self,
        text: &str,
        read: Range,
    ) -> Result<Option<Instant>, StampError> {
        // A zone may show a time twice, and UTC shows each once.
        let once = self.passing_zone_names().time(text, Some(Zone::UTC))?;
        let lengths = once.earliest.zip(once.latest).map(|(from, until)| until.since(from));
        let within_us = lengths.filter(|us| *us < HOUR).unwrap_or(0);
        Ok(read.latest.map(|latest| latest.plus(-within_us)))
    }

    /// Makes columns whose form of times passes over the abbreviations of zones.
    fn passing_zone_names(&self) -> ClaimColumns {
        let time_format = self.time_format.clone().map(StampFormat::passing_zone_names);
        ClaimColumns { time_format, ..ClaimColumns::default() }
    }

    /// Reads a time as written: the range that it can mean (M3).
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(super) fn time(&self, text: &str, zone: Option<Zone>) -> Result<Range, StampError> {
        let Some(format) = &self.time_format else { return parse_range(text, zone) };
        // The name of a zone in it is compared with the declared one below.
        let day = format.clone().passing_zone_names().read(text, Some(Zone::UTC))?;
        let stamp = rfc3339(day.at);
        // A whole day or hour is one of the zone, as long as the zone has it.
        match day.resolution_us {
            DAY.. => parse_range(&stamp[..DATE], zone),
            HOUR.. => parse_range(&stamp[..DATE_HOUR], zone),
            us => {
                let at = format.read(text, zone)?.at;
                Ok(Range { earliest: Some(at), latest: Some(at.plus(us.max(SECOND))) })
            }
        }
    }
}

/// Lists all columns of a table of claims by name, for errors.
fn listed_all() -> String {
    COLUMNS.map(|name| format!("`{name}`")).join(", ")
}

/// Reads the meanings of words, which are then in lower case.
fn meanings<T>(
    words: Option<&BTreeMap<String, String>>,
    meaning: impl Fn(&str) -> Option<T>,
    known: &[&str],
) -> Result<BTreeMap<String, T>, String> {
    let one = |(theirs, ours): (&String, &String)| {
        let wrong = || {
            format!(
                "expected one of {} for `{theirs}`, found `{ours}`{}",
                listed(known.iter().copied()),
                hint(ours, known.iter().copied())
            )
        };
        Ok((theirs.trim().to_lowercase(), meaning(ours).ok_or_else(wrong)?))
    };
    words.into_iter().flatten().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::ClaimColumns;
    use crate::clock::{StampError, StampFormat, Zone};

    #[test]
    fn a_day_of_another_form_is_that_day_of_the_zone() {
        let columns = ClaimColumns {
            time_format: Some(StampFormat::named("%d.%m.%Y").unwrap()),
            ..ClaimColumns::default()
        };
        let zone = Zone::named("Europe/Berlin").unwrap();
        let own = ClaimColumns::default();
        // A day of 25 hours.
        assert_eq!(
            columns.time("26.10.2025", Some(zone)).unwrap(),
            own.time("2025-10-26", Some(zone)).unwrap()
        );
        assert!(matches!(columns.time("26.10.2025", None), Err(StampError::NoOffset(_))));
    }

    #[test]
    fn the_name_of_a_zone_is_held_against_the_zone_of_the_entry() {
        let columns = ClaimColumns {
            time_format: Some(StampFormat::named("%Y-%m-%d %H:%M %Z").unwrap()),
            ..ClaimColumns::default()
        };
        let own = ClaimColumns::default();
        let winnipeg = Zone::named("America/Winnipeg").unwrap();
        let read = columns.time("2024-02-11 17:05 CST", Some(winnipeg)).unwrap();
        assert_eq!(read, own.time("2024-02-11T23:05Z", None).unwrap());
        let end =
            columns.end_on_day_of("2024-02-11 23:50 CST", "2024-02-11 00:10 CST", Some(winnipeg));
        assert!(end.is_ok(), "{end:?}");
        let other = columns.time("2024-02-11 17:05 MSK", Some(winnipeg));
        assert!(matches!(other, Err(StampError::OtherZone { .. })), "{other:?}");
    }
}
