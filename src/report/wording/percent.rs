//! Shares in percent, for sentences, charts and lists.

use crate::report::table::from_inside;

/// Returns a share in percent, with one decimal; `under 0.1` or `over 99.9` for one that
/// would round to 0 or 100, and is neither, or would be moved inward.
pub(in crate::report) fn percent(share: f64, rounding: Rounding) -> String {
    let tenths = share * 1000.0;
    // A hair of slack, so that a share that is exact in decimals is not moved by its binary form.
    let tenths = match rounding {
        Rounding::Down => (tenths + 1e-9).floor(),
        Rounding::Up => (tenths - 1e-9).ceil(),
        Rounding::Nearest => (tenths + 1e-9).round(),
    };
    match (share, rounding) {
        (share, Rounding::Down | Rounding::Nearest) if 0.0 < share && tenths < 1.0 => {
            "under 0.1".to_owned()
        }
        (share, Rounding::Up | Rounding::Nearest) if share < 1.0 && tenths > 999.0 => {
            "over 99.9".to_owned()
        }
        _ => format!("{:.1}", from_inside(share, tenths, 1000.0) * 100.0),
    }
}

/// Direction in which a share is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Rounding {
    /// Down: for the least that it can be.
    Down,
    /// Up: for the most that it can be.
    Up,
    /// To the nearest: for the share of two exact counts.
    Nearest,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_outward_and_never_onto_none_or_all() {
        let down =
            [0.0, 1e-9, 0.000_999, 0.001, 0.999_6, 1.0].map(|one| percent(one, Rounding::Down));
        assert_eq!(down, ["0.0", "under 0.1", "under 0.1", "0.1", "99.9", "100.0"]);
        let up = [0.0, 1e-9, 0.001, 0.999, 0.999_1, 1.0].map(|one| percent(one, Rounding::Up));
        let nearest = [0.0, 0.000_4, 5.0 / 9.0, 2.0 / 3.0, 0.999_6, 1.0];
        let nearest = nearest.map(|one| percent(one, Rounding::Nearest));
        assert_eq!(nearest, ["0.0", "under 0.1", "55.6", "66.7", "over 99.9", "100.0"]);
        assert_eq!(up, ["0.0", "0.1", "0.1", "99.9", "over 99.9", "100.0"]);
    }
}
