//! The key `up_when`: the outcome of a probe by a number in one column (M6).

use crate::logs::outcomes::classify::{DecimalMark, Measured, ResultWords, meaning_in, with_point};
use crate::model::suggest::short;
use crate::model::{RefusalKind, Status};

/// Words in a column of answer times that say that no answer came, in small letters, besides an
/// empty cell.
const NO_ANSWER: [&str; 3] = ["-", "*", "timeout"];
/// Units that may stand behind a number.
const UNITS: [&str; 3] = ["ms", "s", "%"];
/// Comparisons as they are written; one that begins with another stands before it.
const COMPARISONS: [(&str, Comparison); 6] = [
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("==", Comparison::Equal),
    ("!=", Comparison::Unequal),
    ("<", Comparison::Below),
    (">", Comparison::Above),
];
/// Words in a column of texts that say that nothing came, in small letters, besides those.
const NOTHING: [&str; 5] = ["none", "null", "nan", "n/a", "nil"];
/// Way to ask whether a number is there at all.
const IS_PRESENT: &str = "is present";
/// Way to ask whether a text is there at all.
const IS_NOT_EMPTY: &str = "is not empty";

/// Comparison of a cell with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Below,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    Above,
}

/// Condition under which a probe found its site up.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Condition {
    /// A number that is not negative stands in the cell.
    Present,
    /// A text stands in the cell, whatever it says.
    NotEmpty,
    /// The number in the cell compares so with another.
    Compared(Comparison, f64),
}

/// Rule for the outcome of a probe by a number in one column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UpWhen {
    /// Column as the rule names it.
    pub(crate) column: String,
    condition: Condition,
    /// Rule as written.
    written: String,
    /// Cause of a probe that failed by it.
    cause: String,
}

impl UpWhen {
    /// Reads a rule: `COLUMN is present`, `COLUMN is not empty`, or `COLUMN < 100` with any of the
    /// comparisons.
    ///
    /// # Errors
    /// Where the text is no rule: why, and what to write.
    pub(crate) fn read(text: &str) -> Result<UpWhen, String> {
        let how = "write the column and a condition, such as \"latency_ms is present\", \
            \"loss_percent < 100\" or \"value == 1\"";
        let written = text.trim().to_owned();
        let rule = |column: &str, condition: Condition, cause: String| match column.trim() {
            "" => Err(format!("no column stands before the condition; {how}")),
            column => {
                Ok(UpWhen { column: column.to_owned(), condition, written: written.clone(), cause })
            }
        };
        for (words, condition) in
            [(IS_PRESENT, Condition::Present), (IS_NOT_EMPTY, Condition::NotEmpty)]
        {
            if let Some(column) = written.strip_suffix(words) {
                return rule(column, condition, "no answer".to_owned());
            }
        }
        let parts = COMPARISONS.iter().find_map(|(sign, comparison)| {
            written.rsplit_once(sign).map(|(column, number)| (column, *sign, *comparison, number))
        });
        let Some((column, sign, comparison, number)) = parts else {
            return Err(format!("`{}` has no condition; {how}", short(text)));
        };
        let number = number.trim();
        let Some(limit) = number.parse::<f64>().ok().filter(|limit| limit.is_finite()) else {
            return Err(format!("`{}` is no number; {how}", short(number)));
        };
        let cause = format!("{} not {sign} {number}", short(column.trim()));
        rule(column, Condition::Compared(comparison, limit), cause)
    }

    /// Gives the rule as written.
    pub(crate) fn written(&self) -> &str {
        &self.written
    }

    /// Says whether a cell of the rule's column says that no answer came.
    pub(crate) fn is_no_answer(&self, cell: &str) -> bool {
        let is_one_of = |words: &[&str]| words.iter().any(|word| cell.eq_ignore_ascii_case(word));
        match self.condition {
            Condition::Present => cell.is_empty() || is_one_of(&NO_ANSWER),
            Condition::NotEmpty => cell.is_empty() || is_one_of(&NO_ANSWER) || is_one_of(&NOTHING),
            Condition::Compared(..) => false,
        }
    }

    /// Says whether the rule is about a text, whatever it says, and no number.
    pub(crate) fn is_of_texts(&self) -> bool {
        self.condition == Condition::NotEmpty
    }

    /// Decides by a cell of the rule's column; `words` are the meanings that `results` gives to
    /// words.
    ///
    /// # Errors
    /// Where the cell is neither a number nor a word with a meaning.
    pub(crate) fn measure(
        &self,
        cell: &str,
        words: &ResultWords,
        decimals: DecimalMark,
    ) -> Result<Measured<'_>, RefusalKind> {
        let measured = |status| Ok(Measured { status, cause: self.cause.as_str() });
        if let Some(status) = meaning_in(words, cell) {
            return measured(status);
        }
        if self.is_no_answer(cell) {
            return measured(Status::Down);
        }
        if self.is_of_texts() {
            return measured(Status::Up);
        }
        let Some(number) = number(cell, decimals) else {
            return Err(RefusalKind::NotANumber { rule: self.written.clone(), found: short(cell) });
        };
        let is_up = match self.condition {
            Condition::Present if number < 0.0 => {
                let (rule, found) = (self.written.clone(), short(cell));
                return Err(RefusalKind::NotANumber { rule, found });
            }
            Condition::Present | Condition::NotEmpty => true,
            Condition::Compared(Comparison::Below, limit) => number < limit,
            Condition::Compared(Comparison::AtMost, limit) => number <= limit,
            Condition::Compared(Comparison::Equal, limit) => number == limit,
            Condition::Compared(Comparison::Unequal, limit) => number != limit,
            Condition::Compared(Comparison::AtLeast, limit) => number >= limit,
            Condition::Compared(Comparison::Above, limit) => number > limit,
        };
        measured(if is_up { Status::Up } else { Status::Down })
    }
}

/// Reads a finite number, which may have a unit behind it.
fn number(cell: &str, decimals: DecimalMark) -> Option<f64> {
    let bare = UNITS.iter().find_map(|unit| cell.strip_suffix(unit)).unwrap_or(cell).trim_end();
    let number = with_point(bare, decimals).parse::<f64>().ok();
    number.filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives the status by a rule for each cell; `None` where no rule decides.
    fn statuses(rule: &str, cells: &[&str]) -> Vec<Option<Status>> {
        let rule = UpWhen::read(rule).unwrap();
        let status = |cell: &&str| {
            rule.measure(cell, &ResultWords::new(), DecimalMark::Point)
                .ok()
                .map(|found| found.status)
        };
        cells.iter().map(status).collect()
    }

    const UP: Option<Status> = Some(Status::Up);
    const DOWN: Option<Status> = Some(Status::Down);

    #[test]
    fn a_number_that_is_there_is_up_and_a_word_for_no_answer_is_down() {
        let cells = ["12.3", "0", "25 ms", "", "-", "*", "TIMEOUT", "-1", "fast", "NaN", "inf"];
        let expected = [UP, UP, UP, DOWN, DOWN, DOWN, DOWN, None, None, None, None];
        assert_eq!(statuses("answer time is present", &cells), expected);
    }

    #[test]
    fn a_text_that_is_there_is_up_where_the_rule_is_about_texts() {
        let cells = ["203.0.113.7", "Welcome", "0", "-1", "", "-", "Timeout", "None", "null"];
        let expected = [UP, UP, UP, UP, DOWN, DOWN, DOWN, DOWN, DOWN];
        assert_eq!(statuses("answer is not empty", &cells), expected);
        assert_eq!(statuses("answer is present", &["203.0.113.7", "Welcome"]), [None, None]);
    }

    #[test]
    fn each_comparison_is_on_its_line() {
        let cells = ["99.9", "100", "100.1"];
        for (rule, expected) in [
            ("loss < 100", [UP, DOWN, DOWN]),
            ("loss <= 100", [UP, UP, DOWN]),
            ("loss == 100", [DOWN, UP, DOWN]),
            ("loss != 100", [UP, DOWN, UP]),
            ("loss >= 100", [DOWN, UP, UP]),
            ("loss > 100", [DOWN, DOWN, UP]),
        ] {
            assert_eq!(statuses(rule, &cells), expected, "{rule}");
        }
        assert_eq!(statuses("loss < 100", &["", "-", "*", "timeout", "20 %"])[..4], [None; 4]);
    }

    #[test]
    fn the_words_of_results_come_first() {
        let words = ResultWords::from([("None".to_owned(), Status::Down)]);
        let rule = UpWhen::read("value>=1").unwrap();
        assert_eq!((rule.column.as_str(), rule.written()), ("value", "value>=1"));
        let measured = rule.measure("None", &words, DecimalMark::Point).unwrap();
        assert_eq!((measured.status, measured.cause), (Status::Down, "value not >= 1"));
        assert_eq!(
            rule.measure("1,0", &words, DecimalMark::PointOrComma).unwrap().status,
            Status::Up
        );
    }

    #[test]
    fn what_is_no_rule_says_what_to_write() {
        for (text, why) in [
            ("latency_ms", "has no condition"),
            ("latency_ms present", "has no condition"),
            ("is present", "no column"),
            ("is not empty", "no column"),
            ("< 3", "no column"),
            ("loss < many", "`many` is no number"),
            ("loss < inf", "`inf` is no number"),
            ("loss = 100", "has no condition"),
        ] {
            let error = UpWhen::read(text).unwrap_err();
            assert!(error.contains(why) && error.contains("loss_percent < 100"), "{error}");
        }
    }
}
