//! Fisher's exact test of a table of two rows and two columns, and the odds ratio with its interval
//! (M21).
//!
//! Every probability is a product of fractions that starts at the largest term, so that no table is
//! too large and no library of special functions has a say in the last digit.

use crate::model::chance::OddsRatio;

/// Part of the probability that lies outside of the interval at each of its ends: 2.5 %.
const TAIL: f64 = 0.025;
/// Relative error up to which two probabilities are the same, as in R's `fisher.test`.
const SAME: f64 = 1e-7;
/// Smallest and largest odds ratio that are distinguished from none and from one without end.
const ODDS: (f64, f64) = (1e-12, 1e12);
/// Halvings of the interval in which an odds ratio is looked for.
const HALVINGS: usize = 128;
/// Terms this small beside the largest are left out.
const NOTHING: f64 = 1e-300;

/// Numbers of sites that are so and are not so, in two groups.
///
/// | | so | not so |
/// |---|---|---|
/// | first group | `first.so` | `first.not_so` |
/// | second group | `second.so` | `second.not_so` |
#[derive(Debug, Clone, Copy)]
pub(super) struct ContingencyTable {
    /// First group.
    pub(super) first: Counts,
    /// Second group.
    pub(super) second: Counts,
}

/// Numbers of sites of one group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    /// Sites of which something is so.
    pub(super) so: usize,
    /// Sites of which it is not so.
    pub(super) not_so: usize,
}

impl ContingencyTable {
    /// Tests whether both groups have the same odds. `None` where every table with these totals is
    /// the same, so that none can tell: a row or a column is empty.
    pub(super) fn odds_ratio(self) -> Option<OddsRatio> {
        let totals = MarginalTotals::of(self);
        if totals.least == totals.most {
            return None;
        }
        let seen = self.first.so;
        let at_random = totals.probabilities(1.0);
        let of_seen = at_random[seen - totals.least];
        let rarer = at_random.iter().filter(|p| **p <= of_seen * (1.0 + SAME));
        Some(OddsRatio {
            // A probability too small for a number is none all the same.
            p_value: rarer.sum::<f64>().clamp(f64::MIN_POSITIVE, 1.0),
            estimate: totals.estimate(seen),
            from: totals.lower_end(seen),
            until: totals.upper_end(seen),
        })
    }
}

/// Marginal totals of a table, which the test takes as given.
#[derive(Debug, Clone, Copy)]
struct MarginalTotals {
    /// Sites of the first group.
    first: usize,
    /// Sites of the second group.
    second: usize,
    /// Sites of both of which it is so.
    so: usize,
    /// Fewest of them that can be of the first group.
    least: usize,
    /// Most of them that can be of the first group.
    most: usize,
}

impl MarginalTotals {
    /// Adds up a table.
    fn of(counts: ContingencyTable) -> MarginalTotals {
        let ContingencyTable { first, second } = counts;
        let (in_first, in_second) = (first.so + first.not_so, second.so + second.not_so);
        let so = first.so + second.so;
        let (least, most) = (so.saturating_sub(in_second), so.min(in_first));
        MarginalTotals { first: in_first, second: in_second, so, least, most }
    }

    /// Returns by how much a table with one more site in the first cell is likelier.
    fn step(&self, cell: usize, odds: f64) -> f64 {
        let more = (self.first - cell) as f64 * (self.so - cell) as f64;
        let fewer = (cell + 1) as f64 * (self.second + cell + 1 - self.so) as f64;
        odds * more / fewer
    }

    /// Returns the probability of each number in the first cell, from the least to the most, at an
    /// odds ratio (Fisher's noncentral hypergeometric distribution).
    fn probabilities(&self, odds: f64) -> Vec<f64> {
        // The steps fall from cell to cell, so that the largest term stands where they pass 1.
        let (mut low, mut high) = (self.least, self.most);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.step(middle, odds) >= 1.0 { low = middle + 1 } else { high = middle }
        }
        let mut terms = vec![0.0; self.most - self.least + 1];
        terms[low - self.least] = 1.0;
        let mut term = 1.0;
        for cell in low..self.most {
            term *= self.step(cell, odds);
            if term < NOTHING {
                break;
            }
            terms[cell + 1 - self.least] = term;
        }
        term = 1.0;
        for cell in (self.least..low).rev() {
            term /= self.step(cell, odds);
            if term < NOTHING {
                break;
            }
            terms[cell - self.least] = term;
        }
        let sum: f64 = terms.iter().sum();
        terms.iter_mut().for_each(|term| *term /= sum);
        terms
    }

    /// Returns the mean of the first cell at an odds ratio.
    fn mean(&self, odds: f64) -> f64 {
        let each = self.probabilities(odds);
        each.iter().zip(self.least..).map(|(p, cell)| p * cell as f64).sum()
    }

    /// Returns the probability of at least so many in the first cell at an odds ratio.
    fn at_least(&self, seen: usize, odds: f64) -> f64 {
        self.probabilities(odds)[seen - self.least..].iter().sum()
    }

    /// Returns the probability of at most so many in the first cell at an odds ratio.
    fn at_most(&self, seen: usize, odds: f64) -> f64 {
        self.probabilities(odds)[..=seen - self.least].iter().sum()
    }

    /// Estimates the odds ratio: that which makes the mean of the cell what was seen. `None` where
    /// it is larger than any number.
    fn estimate(&self, seen: usize) -> Option<f64> {
        if seen == self.least {
            return Some(0.0);
        }
        (seen < self.most).then(|| odds_where(|odds| self.mean(odds) >= seen as f64))
    }

    /// Returns the lower end of the interval.
    fn lower_end(&self, seen: usize) -> f64 {
        if seen == self.least {
            return 0.0;
        }
        odds_where(|odds| self.at_least(seen, odds) >= TAIL)
    }

    /// Returns the upper end of the interval; `None` where it has none.
    fn upper_end(&self, seen: usize) -> Option<f64> {
        (seen < self.most).then(|| odds_where(|odds| self.at_most(seen, odds) <= TAIL))
    }
}

/// Returns the odds ratio from which on something holds, which holds from one on.
fn odds_where(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = ODDS;
    for _ in 0..HALVINGS {
        let middle = (low * high).sqrt();
        if holds(middle) { high = middle } else { low = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(first: (usize, usize), second: (usize, usize)) -> ContingencyTable {
        let counts = |(so, not_so)| Counts { so, not_so };
        ContingencyTable { first: counts(first), second: counts(second) }
    }

    fn near(found: f64, published: f64, relative: f64) -> bool {
        (found - published).abs() <= published.abs() * relative
    }

    /// Compares a table with what R's `fisher.test` prints of it: R looks for the ends of the
    /// interval with a tolerance of 1e-4 on a scale from 0 to 1, which is 1 % of a large one.
    fn compare(table: ContingencyTable, published: OddsRatio) {
        let found = table.odds_ratio().expect("both rows and columns vary");
        assert!(near(found.p_value, published.p_value, 2e-4), "{found:?}");
        let estimates = found.estimate.zip(published.estimate);
        assert!(estimates.is_some_and(|(a, b)| near(a, b, 1e-5)), "{found:?}");
        assert!(near(found.from, published.from, 0.005), "{found:?}");
        let ends = found.until.zip(published.until);
        assert!(ends.is_some_and(|(a, b)| near(a, b, 0.01)), "{found:?}");
    }

    /// Agresti (1990), page 61: a colleague of Fisher's tells whether milk or tea was poured first.
    /// The help page of `fisher.test` has it as `TeaTasting`; the course STAT 504 of Pennsylvania
    /// State University prints all four numbers.
    #[test]
    fn the_lady_tasting_tea_comes_out_as_in_r() {
        let (estimate, until) = (Some(6.408309), Some(621.9337505));
        let published = OddsRatio { p_value: 0.4857, estimate, from: 0.2117329, until };
        compare(table((3, 1), (1, 3)), published);
    }

    /// Fisher (1962, 1970): criminal convictions of like-sex twins, `Convictions` in the help page
    /// of `fisher.test`.
    #[test]
    fn the_convictions_of_twins_come_out_as_in_r() {
        let (estimate, until) = (Some(0.04693661), Some(0.363182271));
        let published = OddsRatio { p_value: 0.0005367, estimate, from: 0.003325764, until };
        compare(table((2, 15), (10, 3)), published);
    }

    /// All of the first group, none of the second: the table with the largest odds of all. Of the
    /// 252 tables with these totals it and its mirror image are the rarest.
    #[test]
    fn odds_without_end_have_no_estimate_and_no_upper_end() {
        let odds = table((5, 0), (0, 5)).odds_ratio().expect("both rows and columns vary");
        assert!(near(odds.p_value, 2.0 / 252.0, 1e-12), "{odds:?}");
        assert_eq!((odds.estimate, odds.until), (None, None));
        // The lower end: 1 / sum over x of (5 over x)² o^(x - 5) is 0.025.
        assert!(near(odds.from, 2.297048813214386, 1e-9), "{odds:?}");
    }

    #[test]
    fn no_odds_at_all_begin_at_nothing() {
        let odds = table((0, 5), (3, 9)).odds_ratio().expect("both rows and columns vary");
        assert_eq!((odds.estimate, odds.from), (Some(0.0), 0.0));
        assert!(near(odds.p_value, 0.5147058823529411, 1e-12), "{odds:?}");
        assert!(odds.until.is_some_and(|until| near(until, 6.041920026928706, 1e-9)), "{odds:?}");
    }

    #[test]
    fn an_empty_row_or_column_tells_nothing() {
        assert_eq!(table((0, 0), (3, 9)).odds_ratio(), None);
        assert_eq!(table((0, 4), (0, 9)).odds_ratio(), None);
        assert_eq!(table((4, 0), (9, 0)).odds_ratio(), None);
    }

    /// Where more are so than the second group has, the first cell cannot be empty: all is as with
    /// both columns exchanged, whose odds are these turned round.
    #[test]
    fn columns_that_change_places_turn_the_odds_round() {
        let odds = table((8, 2), (4, 1)).odds_ratio().expect("both rows and columns vary");
        let other = table((2, 8), (1, 4)).odds_ratio().expect("both rows and columns vary");
        assert!(near(odds.p_value, other.p_value, 1e-9), "{odds:?}, {other:?}");
        let products =
            [odds.estimate.zip(other.estimate), odds.until.map(|most| (most, other.from))];
        let products = products.map(|both| both.map(|(a, b)| a * b));
        assert!(products.iter().flatten().all(|one| near(*one, 1.0, 1e-9)), "{odds:?}, {other:?}");
        assert!(products.iter().all(Option::is_some), "{odds:?}, {other:?}");
        assert!(other.until.is_some_and(|most| near(most * odds.from, 1.0, 1e-9)), "{odds:?}");
    }

    /// Of 40 named sites 30 fit, of 420 others 4: rare, and never impossible.
    #[test]
    fn no_probability_is_none() {
        let odds = table((30, 10), (4, 416)).odds_ratio().expect("it varies");
        assert!(odds.p_value > 0.0 && odds.p_value < 1e-25, "{odds:?}");
        let odds = table((9_000, 0), (0, 9_000)).odds_ratio().expect("it varies");
        assert!(odds.p_value > 0.0 && odds.p_value < 1e-300, "{odds:?}");
    }

    /// Terms of a large table run over 10^30 to 1 many times.
    #[test]
    fn a_large_table_overflows_nothing() {
        let odds = table((90_000, 10_000), (10_000, 890_000)).odds_ratio().expect("it varies");
        assert_eq!(odds.p_value.partial_cmp(&1e-9), Some(std::cmp::Ordering::Less), "{odds:?}");
        assert!(odds.estimate.is_some_and(|estimate| near(estimate, 801.0, 0.01)), "{odds:?}");
        assert!(odds.from < 801.0 && odds.until.is_some_and(|until| until > 801.0), "{odds:?}");
    }
}
