//! Counts in words, right for 0, 1 and 2.

use std::fmt::Display;

/// Counts things: `0 sites`, `1 site`, `3,000 sites`.
pub(crate) fn plural<N: Display + PartialEq + From<u8>>(count: N, noun: &str) -> String {
    counted(count, noun, &format!("{noun}s"))
}

/// Counts things with a plural that is not formed with `s`: `1 kind of probe`, `2 kinds of probe`.
pub(crate) fn counted<N: Display + PartialEq + From<u8>>(
    count: N,
    one: &str,
    many: &str,
) -> String {
    let number = grouped(&count);
    format!("{number} {}", by_count(count, one, many))
}

/// Counts a part of things: `1 of 1 measured site`, `0 of 3 measured sites`.
pub(crate) fn part_of<N: Display + PartialEq + From<u8>>(part: N, all: N, noun: &str) -> String {
    format!("{} of {}", grouped(part), plural(all, noun))
}

/// Returns the verb after a count: `was` or `were`.
pub(crate) fn was<N: PartialEq + From<u8>>(count: N) -> &'static str {
    by_count(count, "was", "were")
}

/// Returns the word that agrees with a count: `one` for 1, else `many`.
pub(crate) fn by_count<'w, N: PartialEq + From<u8>>(
    count: N,
    one: &'w str,
    many: &'w str,
) -> &'w str {
    if count == N::from(1) { one } else { many }
}

/// Sets the thousands of a count apart: `69,285`.
pub(crate) fn grouped(number: impl Display) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_the_right_noun_and_verb() {
        let sites = |count: usize| format!("{} {}", plural(count, "site"), was(count));
        assert_eq!(sites(0), "0 sites were");
        assert_eq!(sites(1), "1 site was");
        assert_eq!(sites(2), "2 sites were");
        assert_eq!(sites(1000), "1,000 sites were");
        let claims = [0_u64, 1, 2].map(|count| by_count(count, "has", "have"));
        assert_eq!(claims, ["have", "has", "have"]);
    }

    #[test]
    fn an_irregular_plural_is_passed_in() {
        let kinds = |count: u64| counted(count, "kind of probe", "kinds of probe");
        assert_eq!(kinds(0), "0 kinds of probe");
        assert_eq!(kinds(1), "1 kind of probe");
        assert_eq!(kinds(2), "2 kinds of probe");
        assert_eq!(kinds(1000), "1,000 kinds of probe");
    }

    #[test]
    fn a_part_is_counted_in_the_noun_of_the_whole() {
        let part = |part: usize, all: usize| part_of(part, all, "measured site");
        assert_eq!(part(0, 3), "0 of 3 measured sites");
        assert_eq!(part(1, 1), "1 of 1 measured site");
        assert_eq!(part(1, 2), "1 of 2 measured sites");
        assert_eq!(part(2, 1000), "2 of 1,000 measured sites");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
