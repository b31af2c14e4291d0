//! Lags in words: how long after a change something was said, or before it (M29).

use crate::clock::{length, length_range, length_up};
use crate::model::DurationRange;
use crate::model::lag::LagBehind;

/// Puts a lag behind a change into words: `20 min to 21 min after the start`.
pub(in crate::report) fn lag_words(lag: DurationRange, behind: LagBehind) -> String {
    let change = match behind {
        LagBehind::Start => "the start",
        LagBehind::Recovery => "the recovery",
    };
    let DurationRange { least_us, most_us } = lag;
    match (least_us, most_us) {
        (0.., Some(_)) => format!("{} after {change}", length_range(least_us, most_us)),
        (0.., None) => format!("at least {} after {change}", length(least_us)),
        (_, Some(most_us @ ..=0)) => {
            format!("{} before {change}", length_range(-most_us, Some(-least_us)))
        }
        (_, Some(most_us)) => format!(
            "from {} before {change} to {} after it",
            length_up(-least_us),
            length_up(most_us)
        ),
        (_, None) => format!("at most {} before {change}, or after it", length_up(-least_us)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, MINUTE};

    #[test]
    fn a_lag_is_after_the_change_or_before_it_or_may_be_either() {
        let words = |least_us: i64, most_us: Option<i64>| {
            lag_words(DurationRange { least_us, most_us }, LagBehind::Start)
        };
        assert_eq!(words(20 * MINUTE, Some(21 * MINUTE)), "20 min to 21 min after the start");
        assert_eq!(words(0, Some(MINUTE)), "0 s to 1 min after the start");
        assert_eq!(words(-36 * MINUTE, Some(-35 * MINUTE)), "35 min to 36 min before the start");
        assert_eq!(
            words(-5 * MINUTE, Some(3 * MINUTE)),
            "from 5 min before the start to 3 min after it"
        );
        assert_eq!(words(HOUR, None), "at least 1 h after the start");
        assert_eq!(words(-HOUR, None), "at most 1 h before the start, or after it");
        let back = DurationRange { least_us: MINUTE, most_us: Some(2 * MINUTE) };
        assert_eq!(lag_words(back, LagBehind::Recovery), "1 min to 2 min after the recovery");
    }
}
