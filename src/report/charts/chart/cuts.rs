//! Where a drawing may be cut, for paper: a chart of sixty rows is higher than a page.

use std::collections::BTreeSet;

/// Greatest height of a part, in pixels of a drawing for a desk: across a page of Letter it
/// fills nearly all of the height.
const MOST_HEIGHT: i32 = 1300;

/// Band of a drawing, over its whole width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Band {
    /// Width of the drawing.
    pub(crate) width: i32,
    /// Pixels from the top of the drawing.
    pub(crate) top: i32,
    pub(crate) height: i32,
}

/// Size of a drawing, and the rows of pixels at which it may be cut.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::report::charts) struct Cuts {
    pub(in crate::report::charts) width: i32,
    pub(in crate::report::charts) height: i32,
    /// First row of pixels of the lines on its source, which paper has once for all drawings.
    pub(in crate::report::charts) foot: Option<i32>,
    /// Ends of the rows of the chart.
    pub(in crate::report::charts) ends: BTreeSet<i32>,
    /// Scales, which each part shows: first row of pixels, and the row behind the last.
    pub(in crate::report::charts) scales: BTreeSet<(i32, i32)>,
}

impl Cuts {
    /// Lists the sheets, each with the scales above it and below it, and all but the last as high
    /// as paper allows. What stands below the foot is on none; there is no sheet of a drawing
    /// without a foot that fits on a page.
    pub(in crate::report::charts) fn sheets(&self) -> Vec<Vec<Band>> {
        let end = self.foot.unwrap_or(self.height);
        let mut bounds = vec![0];
        while let Some(place) = self.place(bounds[bounds.len() - 1], end) {
            bounds.push(place);
        }
        if bounds.len() == 1 && end == self.height {
            return Vec::new();
        }
        bounds.push(end);
        bounds.windows(2).map(|part| self.sheet(part[0], part[1])).collect()
    }

    /// Returns the bands of the sheet that shows the drawing from `top` to `bottom`.
    fn sheet(&self, top: i32, bottom: i32) -> Vec<Band> {
        let band = |top, bottom| Band { width: self.width, top, height: bottom - top };
        let above = self.scales_above(top).map(|scale| band(scale.0, scale.1));
        let mut bands: Vec<Band> = above.collect();
        bands.push(band(top, bottom));
        bands.extend(self.scales_below(bottom).map(|scale| band(scale.0, scale.1)));
        bands
    }

    /// Lists the scales before the first row, which a sheet that begins behind them repeats.
    fn scales_above(&self, top: i32) -> impl Iterator<Item = &(i32, i32)> {
        let first = self.ends.first().copied().unwrap_or(top);
        self.scales.iter().filter(move |scale| scale.1 <= first && scale.1 <= top)
    }

    /// Lists the scales below a row, which a sheet that ends with it repeats.
    fn scales_below(&self, bottom: i32) -> impl Iterator<Item = &(i32, i32)> {
        self.scales.iter().filter(move |scale| scale.0 >= bottom)
    }

    /// Returns where a sheet that begins at `top` is cut: at the last end of a row with which it
    /// is no higher than paper; `None` where all the rest fits, or no row ends on it.
    fn place(&self, top: i32, end: i32) -> Option<i32> {
        let height = |scales: &mut dyn Iterator<Item = &(i32, i32)>| -> i32 {
            scales.map(|scale| scale.1 - scale.0).sum()
        };
        let room = MOST_HEIGHT - height(&mut self.scales_above(top));
        if end - top <= room {
            return None;
        }
        let fits = |place: &&i32| **place - top + height(&mut self.scales_below(**place)) <= room;
        self.ends.range(top + 1..end).rev().find(fits).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_high_drawing_is_cut_between_rows_and_each_part_has_the_scales() {
        let ends = (1..=60).map(|row| 200 + row * 30).collect();
        let scales = [(150, 200), (2000, 2046)].into();
        let cuts = Cuts { width: 1040, height: 2100, foot: None, ends, scales };
        let parts = |cuts: &Cuts| -> Vec<Vec<(i32, i32)>> {
            let rows = |sheet: &Vec<Band>| sheet.iter().map(|one| (one.top, one.height)).collect();
            cuts.sheets().iter().map(rows).collect()
        };
        let rows = parts(&cuts);
        assert_eq!(rows[0], [(0, 1250), (2000, 46)]);
        assert_eq!(rows[1], [(150, 50), (1250, 850)]);
        assert_eq!(rows.len(), 2);
        let without_foot = parts(&Cuts { foot: Some(2060), ..cuts.clone() });
        assert_eq!(without_foot[1], [(150, 50), (1250, 810)]);
        assert!(Cuts { height: 900, ..cuts.clone() }.sheets().is_empty());
        let short = Cuts { height: 900, foot: Some(840), scales: BTreeSet::new(), ..cuts.clone() };
        assert_eq!(parts(&short), [[(0, 840)]]);
        assert!(Cuts { ends: BTreeSet::new(), ..cuts }.sheets().is_empty());
    }
}
