//! Counts of sites that are parts of a whole beside them: `total`, `up`, `down`.

use crate::init::sample::Sampled;

/// Says whether the numbers of a column are parts of a sum: with those of another column they make
/// those of a third one, which are above 1 in some row.
pub(super) fn is_part(sampled: &Sampled, at: usize) -> bool {
    let numbers = |at: usize| -> Option<Vec<f64>> {
        sampled.column(at).map(|cell| sampled.number(cell)).collect()
    };
    let Some(part) = numbers(at).filter(|part| !part.is_empty()) else { return false };
    let others: Vec<Vec<f64>> =
        (0..sampled.width()).filter(|other| *other != at).filter_map(numbers).collect();
    let is_whole = |whole: &Vec<f64>, other: &Vec<f64>| {
        let mut rows = part.iter().zip(other).zip(whole);
        rows.all(|((part, other), whole)| part + other == *whole)
            && whole.iter().any(|whole| *whole > 1.0)
    };
    (0..others.len()).any(|whole| {
        (0..others.len()).any(|other| other != whole && is_whole(&others[whole], &others[other]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_of_sites_is_a_part_of_their_sum() {
        let is_part_of = |rows: &[[&str; 3]]| {
            let row = |row: &[&str; 3]| row.map(str::to_owned).to_vec();
            let header = ["total", "up", "down"].map(str::to_owned).to_vec();
            is_part(&Sampled::of_rows(b',', header, rows.iter().map(row).collect()), 2)
        };
        assert!(is_part_of(&[["3", "3", "0"], ["3", "2", "1"]]));
        assert!(!is_part_of(&[["1", "1", "0"], ["1", "0", "1"]]), "of one site");
        assert!(!is_part_of(&[["3", "3", "1"], ["3", "2", "1"]]), "no sum");
        assert!(!is_part_of(&[["", "3", "0"]]), "no number");
    }
}
