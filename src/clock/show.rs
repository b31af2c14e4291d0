//! How moments and lengths are written.

use super::{DAY, HOUR, Instant, MINUTE, SECOND, Zone};

/// RFC 3339 in UTC, with as many decimals as the moment has: `2022-10-05T13:42:00Z`.
pub fn rfc3339(at: Instant) -> String {
    let format = match at.0.rem_euclid(SECOND) {
        0 => "%Y-%m-%dT%H:%M:%SZ",
        part if part % 1000 == 0 => "%Y-%m-%dT%H:%M:%S%.3fZ",
        _ => "%Y-%m-%dT%H:%M:%S%.6fZ",
    };
    Zone::UTC.format(at, format)
}

/// For sentences: `2022-10-05 13:42:07 UTC`.
pub fn short_utc(at: Instant) -> String {
    Zone::UTC.format(at, "%Y-%m-%d %H:%M:%S UTC")
}

/// A length in words, in its two largest units: `4 h 12 min`, `90 s` as `1 min 30 s`.
pub fn length(us: i64) -> String {
    let (sign, us) = if us < 0 { ("-", us.saturating_neg()) } else { ("", us) };
    let units = [(DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s")];
    let Some(first) = units.iter().position(|(unit, _)| us >= *unit) else { return format!("{sign}0 s") };
    let mut words = vec![format!("{} {}", us / units[first].0, units[first].1)];
    if let Some((unit, name)) = units.get(first + 1) {
        let rest = us % units[first].0 / unit;
        if rest > 0 {
            words.push(format!("{rest} {name}"));
        }
    }
    format!("{sign}{}", words.join(" "))
}

/// A range of lengths in words; an open upper end is `at least …`.
pub fn length_range(least: i64, most: Option<i64>) -> String {
    match most {
        Some(most) if length(least) == length(most) => length(least),
        Some(most) => format!("{} to {}", length(least), length(most)),
        None => format!("at least {}", length(least)),
    }
}
