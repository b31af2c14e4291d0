//! Random draws with a fixed seed: each series draws from its own stream, so that a site added does
//! not change the draws of another.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// A stream of draws. Whole numbers only: they are the same on every machine.
pub(super) struct DrawStream(ChaCha8Rng);

impl DrawStream {
    /// Builds the stream of a seed and names.
    pub(crate) fn new(seed: u64, names: &[&str]) -> DrawStream {
        let mut hash = Sha256::new();
        hash.update(seed.to_string());
        for name in names {
            // The length keeps `a`, `bc` apart from `ab`, `c`.
            hash.update(format!("|{}:{name}", name.len()));
        }
        DrawStream(ChaCha8Rng::from_seed(hash.finalize().into()))
    }

    /// Draws from all 32-bit numbers, each as likely.
    pub(crate) fn any(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// Draws from `0..end`, each as likely; 0 where that is empty.
    pub(crate) fn below(&mut self, end: i64) -> i64 {
        let wide = i128::from(self.0.next_u64()) * i128::from(end.max(0));
        i64::try_from(wide >> 64).unwrap_or_default()
    }

    /// Draws between half of `about` and one and a half of it.
    pub(crate) fn about(&mut self, about: i64) -> i64 {
        about - about / 2 + self.below(about.saturating_add(1))
    }
}

/// A share from 0 to 1, as the number of 32-bit draws below it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Share(u64);

impl Share {
    /// Builds a share; `None` where `value` is not from 0 to 1.
    pub(crate) fn new(value: f64) -> Option<Share> {
        // From 0 to 2^32, as the range is checked.
        (0.0..=1.0).contains(&value).then_some(Share((value * 4_294_967_296.0) as u64))
    }

    /// Says whether a draw falls into the share.
    pub(crate) fn contains(self, draw: u32) -> bool {
        u64::from(draw) < self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_from_nothing_to_everything() {
        let share = |value| Share::new(value).expect("the test writes a share");
        assert!(!share(0.0).contains(0));
        assert!(share(1.0).contains(u32::MAX));
        let half = 1 << 31;
        assert_eq!([half - 1, half].map(|draw| share(0.5).contains(draw)), [true, false]);
        for wrong in [-0.001, 1.001, f64::NAN] {
            assert!(Share::new(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn draws_stay_in_their_range() {
        let mut draws = DrawStream::new(7, &["test"]);
        let mut seen = [false; 3];
        for _ in 0..100 {
            seen[usize::try_from(draws.below(3)).expect("it is not negative")] = true;
        }
        assert_eq!(seen, [true; 3]);
        assert_eq!([draws.below(0), draws.below(-5)], [0, 0]);
        for _ in 0..100 {
            assert!((50..=150).contains(&draws.about(100)));
        }
    }

    #[test]
    fn names_are_distinguished_by_their_lengths() {
        let first = |names: &[&str]| DrawStream::new(7, names).any();
        assert_ne!(first(&["a", "bc"]), first(&["ab", "c"]));
        assert_eq!(first(&["a", "bc"]), first(&["a", "bc"]));
    }
}
