//! Reasons in words for the status of a row (M6), for `-v`.

use crate::clock::length;
use crate::model::{Rules, Sample, Status};

/// Least status code, as the classifier reads codes.
const FIRST_CODE: u16 = 100;
/// Greatest status code.
const LAST_CODE: u16 = 599;
/// Least status code that counts as down without a rule that names it.
const FIRST_SERVER_ERROR: u16 = 500;

/// Says why a sample has its status. `cause` is the word of the sample's cause: its status code,
/// else its error, else the archive's own result.
pub(crate) fn reason(sample: &Sample, cause: &str, rules: &Rules) -> String {
    let slow = rules.slow_us.zip(sample.latency_us).is_some_and(|(limit, took)| took > limit);
    if sample.status == Status::Degraded && slow {
        let took = length(sample.latency_us.unwrap_or_default());
        return format!("the answer took {took}, longer than slow_ms");
    }
    let code = cause.parse::<u16>().ok().filter(|code| (FIRST_CODE..=LAST_CODE).contains(code));
    match code.map(|code| by_code(code, rules)) {
        Some((status, why)) if status == sample.status => format!("status code {cause} {why}"),
        Some(_) => format!("the archive's own result says so, beside status code {cause}"),
        None if sample.status == Status::Down => format!("no status code; the row says `{cause}`"),
        None => format!("the archive's own result says so; the row says `{cause}`"),
    }
}

/// Gives the status that rules give to a code, and why.
fn by_code(code: u16, rules: &Rules) -> (Status, &'static str) {
    if rules.up_codes.contains(&code) {
        (Status::Up, "is in up_codes")
    } else if rules.down_codes.contains(&code) {
        (Status::Down, "is in down_codes")
    } else if rules.challenged_codes.contains(&code) {
        (Status::Challenged, "is in challenged_codes")
    } else if code >= FIRST_SERVER_ERROR {
        (Status::Down, "is 500 or above")
    } else {
        (Status::Up, "is below 500")
    }
}

#[cfg(test)]
mod tests {
    use super::reason;
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
            (Status::Down, None, "503", "status code 503 is 500 or above"),
            (Status::Down, None, "404", "status code 404 is in down_codes"),
            (Status::Challenged, None, "403", "status code 403 is in challenged_codes"),
            (Status::Up, None, "499", "status code 499 is below 500"),
            (Status::Up, None, "500", "the archive's own result says so, beside status code 500"),
            (Status::Down, None, "timeout", "no status code; the row says `timeout`"),
            (Status::Unusable, None, "?", "the archive's own result says so; the row says `?`"),
            (Status::Degraded, Some(2_000_001), "200", "the answer took 2 s, longer than slow_ms"),
        ];
        for (status, latency_us, cause, expected) in cases {
            assert_eq!(reason(&sample(status, latency_us), cause, &rules), expected);
        }
    }
}
