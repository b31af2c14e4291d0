//! Names of outages in sentences on one site.

use crate::model::{FurtherOutages, Verdict};
use crate::report::wording::grouped;

/// Outage or blip that a verdict rests on, by its id and its number among those of its site: who
/// reads that `O007` began must not take it for the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct OutageName<'a> {
    /// Id of the outage; empty where there is none.
    pub(super) id: &'a str,
    /// Number of it among the confirmed outages of its site, from 1; 0 for a blip, and without one.
    pub(super) number: usize,
    /// The outages besides it; `None` where there is none.
    pub(super) further: Option<&'a FurtherOutages>,
}

impl<'a> OutageName<'a> {
    /// Returns the name of the outage that a verdict rests on.
    pub(super) fn of(verdict: &'a Verdict) -> OutageName<'a> {
        let id = verdict.outage.as_deref().unwrap_or_default();
        OutageName { id, number: verdict.outage_number, further: verdict.further.as_ref() }
    }

    /// Returns the name that a verb follows: `O001`, `O007, the site's second outage,`.
    pub(super) fn subject(self) -> String {
        match self.number {
            0 | 1 => self.id.to_owned(),
            number => format!("{}, the site's {} outage,", self.id, ordinal(number)),
        }
    }

    /// Returns the name of the first outage of an episode (M13), which a verb follows: `O004, the
    /// first of 10 outages of one episode,`.
    pub(super) fn first_subject(self) -> String {
        let Some(FurtherOutages { outages, .. }) = self.further else { return self.subject() };
        let outages = grouped(*outages);
        match self.number {
            0 | 1 => format!("{}, the first of {outages} outages of one episode,", self.id),
            number => format!(
                "{}, the site's {} outage and the first of {outages} of one episode,",
                self.id,
                ordinal(number)
            ),
        }
    }

    /// Returns the name in brackets behind a space: ` (O007, the site's second outage)`, or that of
    /// the first and the last of several; empty where there is no outage.
    pub(super) fn in_brackets(self) -> String {
        if let Some(FurtherOutages { outages, last, .. }) = self.further {
            let (outages, first) = (grouped(*outages), self.id);
            return match self.number {
                0 | 1 => format!(" ({outages} outages, {first} the first and {last} the last)"),
                number => format!(
                    " ({outages} outages, from {first}, the site's {}, to {last})",
                    ordinal(number)
                ),
            };
        }
        match (self.id, self.number) {
            ("", _) => String::new(),
            (id, 0 | 1) => format!(" ({id})"),
            (id, number) => format!(" ({id}, the site's {} outage)", ordinal(number)),
        }
    }
}

/// Returns the word for a place in an order, from 1 on.
fn ordinal(number: usize) -> String {
    let words =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    let word = number.checked_sub(1).and_then(|at| words.get(at));
    word.map_or_else(
        || {
            let ending = match (number % 100, number % 10) {
                (11..=13, _) => "th",
                (_, 1) => "st",
                (_, 2) => "nd",
                (_, 3) => "rd",
                _ => "th",
            };
            format!("{number}{ending}")
        },
        |word| (*word).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Bracket;

    #[test]
    fn a_later_outage_is_reported_by_its_number() {
        let name = |number| OutageName { id: "O007", number, further: None };
        assert_eq!([name(1).subject(), name(0).subject()], ["O007", "O007"]);
        assert_eq!(name(2).subject(), "O007, the site's second outage,");
        assert_eq!([name(0).in_brackets(), name(1).in_brackets()], [" (O007)", " (O007)"]);
        assert_eq!(name(10).in_brackets(), " (O007, the site's 10th outage)");
        assert_eq!(OutageName { id: "", number: 0, further: None }.in_brackets(), "");
        let words = [9, 11, 12, 13, 21, 22, 23, 24, 111, 121].map(ordinal);
        let expected =
            ["ninth", "11th", "12th", "13th", "21st", "22nd", "23rd", "24th", "111th", "121st"];
        assert_eq!(words, expected);
    }

    #[test]
    fn several_outages_are_reported_by_the_first_and_the_last() {
        let recovery = Bracket { after: None, by: None };
        let further = FurtherOutages { outages: 10, last: "O043".to_owned(), recovery };
        let name = |number| OutageName { id: "O004", number, further: Some(&further) };
        assert_eq!(name(1).in_brackets(), " (10 outages, O004 the first and O043 the last)");
        assert_eq!(name(3).in_brackets(), " (10 outages, from O004, the site's third, to O043)");
        assert_eq!(name(1).first_subject(), "O004, the first of 10 outages of one episode,");
        assert_eq!(
            name(3).first_subject(),
            "O004, the site's third outage and the first of 10 of one episode,"
        );
        let alone = OutageName { further: None, ..name(2) };
        assert_eq!(alone.first_subject(), "O004, the site's second outage,");
    }
}
