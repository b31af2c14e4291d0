//! Counts of the causes of failed probes.

/// Number of failed probes with one cause, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseCount {
    /// Status code, error or result, as written.
    pub cause: String,
    /// Least number of probes.
    pub least: u64,
    /// Greatest number of probes; more than 0.
    pub most: u64,
}

impl CauseCount {
    /// Makes a count that is known.
    pub fn exact(cause: &str, probes: u64) -> CauseCount {
        CauseCount { cause: cause.to_owned(), least: probes, most: probes }
    }

    /// Writes the count for readers: `12`, `10 to 12`, or that there may be none. None is possible
    /// only where probes are set aside (M15): a run keeps no cause of a single probe.
    pub fn in_words(&self) -> String {
        let most = crate::model::grouped(self.most);
        match self.least {
            least if least == self.most => most,
            0 => format!("none to {most}, as all of these may be set aside"),
            least => format!("{} to {most}", crate::model::grouped(least)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CauseCount;

    #[test]
    fn a_count_is_a_range_where_it_is_one() {
        let words = |least, most| CauseCount { cause: "503".to_owned(), least, most }.in_words();
        assert_eq!(words(12, 12), "12");
        assert_eq!(words(11, 1_200), "11 to 1,200");
        assert_eq!(words(0, 12), "none to 12, as all of these may be set aside");
        assert_eq!(CauseCount::exact("503", 1).in_words(), "1");
    }
}
