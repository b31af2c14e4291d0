//! Rounding outwards, so that a rounded range still holds what it held.

use crate::clock::SECOND;

/// Shares are written with four decimals.
const SHARE_STEPS: f64 = 1e4;
/// A hair of slack, so that a share that is exact in decimals is not moved by its binary form.
const SLACK: f64 = 1e-9;

/// Rounds a share down to four decimals: for the least that it can be. One above 0 that would
/// become 0 has as many decimals as its first figure needs.
pub(in crate::report) fn floor_share(share: f64) -> f64 {
    let rounded = (share * SHARE_STEPS + SLACK).floor() / SHARE_STEPS;
    match rounded {
        ..=0.0 if share > 0.0 => first_figure(share),
        1.0.. if share < 1.0 => 1.0 - 1.0 / SHARE_STEPS,
        rounded => rounded.clamp(0.0, 1.0),
    }
}

/// Rounds a share up to four decimals: for the most that it can be. One below 1 that would become 1
/// has as many decimals as its distance from 1 needs.
pub(in crate::report) fn ceil_share(share: f64) -> f64 {
    let rounded = (share * SHARE_STEPS - SLACK).ceil() / SHARE_STEPS;
    match rounded {
        ..=0.0 if share > 0.0 => 1.0 / SHARE_STEPS,
        1.0.. if share < 1.0 => 1.0 - first_figure(1.0 - share),
        // The sum turns a negative zero into zero.
        rounded => rounded.clamp(0.0, 1.0) + 0.0,
    }
}

/// Rounds a share down to the first of its decimals that is not 0.
fn first_figure(share: f64) -> f64 {
    let decimals = -share.log10().floor();
    let steps = 10f64.powf(decimals);
    let rounded = (share * steps).floor().max(1.0) / steps;
    // The logarithm of a power of ten may be a hair off.
    rounded.min(share)
}

/// Rounds a number down to four decimals: for the least that it can be.
pub(in crate::report) fn floor_decimal(number: f64) -> f64 {
    (number * SHARE_STEPS + SLACK).floor() / SHARE_STEPS
}

/// Rounds a number up to four decimals: for the most that it can be.
pub(in crate::report) fn ceil_decimal(number: f64) -> f64 {
    (number * SHARE_STEPS - SLACK).ceil() / SHARE_STEPS + 0.0
}

/// Returns a share that was rounded to whole steps. One above 0 and below 1 stays so, and none is a
/// negative zero: nothing is called never or always that is not.
pub(in crate::report) fn from_inside(share: f64, rounded: f64, steps: f64) -> f64 {
    let is_inside = 0.0 < share && share < 1.0;
    let (least, most) = if is_inside { (1.0, steps - 1.0) } else { (0.0, steps) };
    // The sum turns a negative zero into zero.
    (rounded.max(least).min(most) + 0.0) / steps
}

/// Rounds the share of two exact counts to the nearest of four decimals. None but 0 becomes 0, and
/// none but 1 becomes 1.
pub(in crate::report) fn nearest_share(share: f64) -> f64 {
    from_inside(share, (share * SHARE_STEPS + SLACK).round(), SHARE_STEPS)
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

    /// "0.6666" stood for 2 of 3.
    #[test]
    fn a_share_of_two_counts_is_rounded_to_the_nearest() {
        let shares = [0.0, 1e-7, 1.0 / 3.0, 2.0 / 3.0, 2.0 / 39.0, 0.999_99, 1.0];
        let rounded = [0.0, 0.0001, 0.3333, 0.6667, 0.0513, 0.9999, 1.0];
        assert_eq!(shares.map(nearest_share), rounded);
    }

    /// "0.0001" stood for a least share of a microsecond in an hour.
    #[test]
    fn no_share_from_inside_is_none_or_all_or_moved_inward() {
        for share in [1e-15, 2.7e-10, 0.00004, 0.99996, 1.0 - 3e-10] {
            let (least, most) = (floor_share(share), ceil_share(share));
            assert!(0.0 < least && least <= share && share <= most && most < 1.0, "{share}");
        }
        assert_eq!([floor_share(2.7e-10), floor_share(0.000_099)], [2e-10, 0.000_09]);
        assert_eq!(ceil_share(0.999_98), 0.999_98);
        for share in [0.0, 1.0] {
            let words = [floor_share(share), ceil_share(share)].map(|share| format!("{share:.4}"));
            assert_eq!(words, [format!("{share:.4}"), format!("{share:.4}")]);
        }
    }
}
