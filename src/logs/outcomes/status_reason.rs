//! Reasons in words for the status of a row (M6), for `-v`.

use crate::clock::length;
use crate::logs::outcomes::classify::{Cause, UNREADABLE, is_slow, of_code, whole_number};
use crate::model::{Rules, Sample, Status};

/// Says why a sample has its status. `cause` is the word of the sample's cause: its status code,
/// else its error, else the archive's own result.
pub(crate) fn status_reason(sample: &Sample, cause: &str, rules: &Rules) -> String {
    if sample.status == Status::Degraded && is_slow(rules.slow_us, sample.latency_us) {
        let took = length(sample.latency_us.unwrap_or_default());
        return format!("the answer took {took}, longer than slow_ms");
    }
    if sample.status == Status::Unknown && UNREADABLE == Cause::Word(cause) {
        return "its outcome cannot be read".to_owned();
    }
    match whole_number(cause).and_then(|code| of_code(code, rules)) {
        Some((status, why)) if status == sample.status => {
            format!("status code {cause} {why}, and no result says otherwise")
        }
        Some(_) => format!("the archive's own result says so, beside status code {cause}"),
        None if sample.status == Status::Down => format!("no status code; the row says `{cause}`"),
        None => format!("the archive's own result says so; the row says `{cause}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::status_reason;
    use crate::clock::Instant;
    use crate::model::{CauseId, Location, Rules, Sample, Status};

    fn sample(status: Status, latency_us: Option<i64>) -> Sample {
        let location = Location { file: 0, line: 1 };
        Sample { series: 0, at: Instant(0), status, cause: CauseId(0), latency_us, location }
    }

    #[test]
    fn the_reason_names_what_decided() {
        let rules = Rules { slow_us: Some(2_000_000), down_codes: vec![404], ..Rules::default() };
        let cases = [
            (
                Status::Down,
                None,
                "503",
                "status code 503 is 500 or above, and no result says otherwise",
            ),
            (
                Status::Down,
                None,
                "404",
                "status code 404 is in down_codes, and no result says otherwise",
            ),
            (
                Status::Challenged,
                None,
                "403",
                "status code 403 is in challenged_codes, and no result says otherwise",
            ),
            (Status::Up, None, "499", "status code 499 is below 500, and no result says otherwise"),
            (Status::Up, None, "500", "the archive's own result says so, beside status code 500"),
            (Status::Down, None, "timeout", "no status code; the row says `timeout`"),
            (Status::Unknown, None, "unreadable", "its outcome cannot be read"),
            (Status::Unknown, None, "?", "the archive's own result says so; the row says `?`"),
            (Status::Degraded, Some(2_000_001), "200", "the answer took 2 s, longer than slow_ms"),
        ];
        for (status, latency_us, cause, expected) in cases {
            assert_eq!(status_reason(&sample(status, latency_us), cause, &rules), expected);
        }
    }
}
