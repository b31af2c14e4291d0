//! Rounding outwards, so that a rounded range still holds what it held.

use crate::clock::SECOND;

/// Shares are written with four decimals.
const SHARE_STEPS: f64 = 1e4;
/// A hair of slack, so that a share that is exact in decimals is not moved by its binary form.
const SLACK: f64 = 1e-9;

/// Rounds a share down to four decimals: for the least that it can be.
pub(in crate::report) fn floor_share(share: f64) -> f64 {
    (share * SHARE_STEPS + SLACK).floor() / SHARE_STEPS
}

/// Rounds a share up to four decimals: for the most that it can be.
pub(in crate::report) fn ceil_share(share: f64) -> f64 {
    (share * SHARE_STEPS - SLACK).ceil() / SHARE_STEPS
}

/// Rounds microseconds down to whole seconds: for the least that a length can be.
pub(in crate::report) fn floor_s(us: i64) -> i64 {
    us.div_euclid(SECOND)
}

/// Rounds microseconds up to whole seconds: for the most that a length can be.
pub(in crate::report) fn ceil_s(us: i64) -> i64 {
    us.div_euclid(SECOND).saturating_add(i64::from(us.rem_euclid(SECOND) != 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_round_outwards_also_below_zero() {
        assert_eq!([-1, 0, 999_999, 1_000_000].map(floor_s), [-1, 0, 0, 1]);
        assert_eq!([-1, 0, 1, 1_000_000, 1_000_001].map(ceil_s), [0, 0, 1, 1, 2]);
        assert_eq!(ceil_s(i64::MAX), i64::MAX / SECOND + 1);
    }

    #[test]
    fn shares_of_four_decimals_stay() {
        for share in [0.0, 0.0001, 0.29, 0.57, 0.9999, 1.0] {
            assert_eq!([floor_share(share), ceil_share(share)], [share, share]);
        }
        assert_eq!([floor_share(0.99985), ceil_share(0.99985)], [0.9998, 0.9999]);
    }
}
