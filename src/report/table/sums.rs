//! Sums of numbers by words, worked out by polars.

use polars::prelude::{
    Column, DataFrame, Int64Chunked, IntoColumn, NewChunkedArray, PolarsError, StringChunked,
};

/// Rows of words and numbers, to be summed by their words.
#[derive(Debug, Default)]
pub(in crate::report) struct Summands {
    /// Names of the words, in their order.
    pub(in crate::report) words: Vec<&'static str>,
    /// Names of the numbers, in their order.
    pub(in crate::report) numbers: Vec<&'static str>,
    /// Rows; may be empty, and in any order.
    pub(in crate::report) rows: Vec<Summand>,
}

/// Words and numbers, as many as [`Summands`] names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report) struct Summand {
    /// Words, each of which may be empty.
    pub(in crate::report) words: Vec<String>,
    pub(in crate::report) numbers: Vec<i64>,
}

impl Summands {
    /// Sums the numbers of the rows whose words are the same; sorted by the words.
    ///
    /// # Errors
    /// Where polars cannot build or group a frame: a fault of this program, not of its input.
    pub(in crate::report) fn sums(&self) -> Result<Vec<Summand>, PolarsError> {
        let words = self.words.iter().enumerate().map(|(at, name)| {
            let cells = self.rows.iter().map(|row| row.words[at].as_str());
            StringChunked::from_iter_values((*name).into(), cells).into_column()
        });
        let numbers = self.numbers.iter().enumerate().map(|(at, name)| {
            let cells = self.rows.iter().map(|row| row.numbers[at]);
            Int64Chunked::from_iter_values((*name).into(), cells).into_column()
        });
        let frame = DataFrame::new(self.rows.len(), words.chain(numbers).collect())?;
        let grouped = frame.group_by_stable(self.words.clone())?.select(self.numbers.clone());
        #[expect(deprecated, reason = "the lazy engine would lengthen the first build")]
        let summed = grouped.sum()?;
        let (words, numbers) = summed.columns().split_at(self.words.len());
        let words = words.iter().map(Column::str).collect::<Result<Vec<_>, _>>()?;
        let numbers = numbers.iter().map(Column::i64).collect::<Result<Vec<_>, _>>()?;
        let mut rows: Vec<Summand> = (0..summed.height())
            .map(|row| Summand {
                words: words.iter().map(|c| c.get(row).unwrap_or_default().to_owned()).collect(),
                numbers: numbers.iter().map(|c| c.get(row).unwrap_or_default()).collect(),
            })
            .collect();
        rows.sort_by(|a, b| a.words.cmp(&b.words));
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_summed_by_all_words() {
        let row = |words: [&str; 2], numbers: [i64; 2]| Summand {
            words: words.map(str::to_owned).to_vec(),
            numbers: numbers.to_vec(),
        };
        let rows = vec![
            row(["b", ""], [1, 10]),
            row(["a", "x"], [2, 20]),
            row(["b", ""], [4, 40]),
            row(["b", "x"], [8, 80]),
        ];
        let all = Summands { words: vec!["one", "two"], numbers: vec!["n", "m"], rows };
        let sums = all.sums().expect("polars sums");
        let wanted = [row(["a", "x"], [2, 20]), row(["b", ""], [5, 50]), row(["b", "x"], [8, 80])];
        assert_eq!(sums, wanted);
        let none = Summands { rows: Vec::new(), ..all };
        assert_eq!(none.sums().expect("polars sums"), []);
    }
}
