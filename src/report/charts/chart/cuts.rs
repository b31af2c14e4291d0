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
    /// Ends of the rows of the chart.
    pub(in crate::report::charts) ends: BTreeSet<i32>,
    /// Scales, which each part shows: first row of pixels, and the row behind the last.
    pub(in crate::report::charts) scales: BTreeSet<(i32, i32)>,
}

impl Cuts {
    /// Lists the parts, each with the scales above it and below it; none where the drawing fits on
    /// a page, or has no rows.
    pub(in crate::report::charts) fn sheets(&self) -> Vec<Vec<Band>> {
        let places = self.places();
        if places.is_empty() {
            return Vec::new();
        }
        let mut bounds = vec![0];
        bounds.extend(&places);
        bounds.push(self.height);
        let band = |top, bottom| Band { width: self.width, top, height: bottom - top };
        let parts = bounds.windows(2).map(|part| {
            let (top, bottom) = (part[0], part[1]);
            let above = self.scales.iter().filter(|scale| scale.1 <= bounds[1] && scale.1 <= top);
            let below = self.scales.iter().filter(|scale| scale.0 >= bottom);
            let mut bands: Vec<Band> = above.map(|scale| band(scale.0, scale.1)).collect();
            bands.push(band(top, bottom));
            bands.extend(below.map(|scale| band(scale.0, scale.1)));
            bands
        });
        parts.collect()
    }

    /// Returns where the drawing is cut: at ends of rows, in parts that are as high as one another
    /// as far as rows allow.
    fn places(&self) -> Vec<i32> {
        let parts = (self.height + MOST_HEIGHT - 1) / MOST_HEIGHT;
        let wanted = (1..parts).map(|part| self.height / parts * part);
        let nearest = |at: i32| self.ends.iter().copied().min_by_key(|end| (end - at).abs());
        let places: BTreeSet<i32> = wanted.filter_map(nearest).collect();
        places.into_iter().filter(|place| *place < self.height).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_high_drawing_is_cut_between_rows_and_each_part_has_the_scales() {
        let ends = (1..=60).map(|row| 200 + row * 30).collect();
        let scales = [(150, 200), (2000, 2046)].into();
        let cuts = Cuts { width: 1040, height: 2100, ends, scales };
        let sheets = cuts.sheets();
        let rows = |sheet: &Vec<Band>| sheet.iter().map(|band| (band.top, band.height)).collect();
        let rows: Vec<Vec<(i32, i32)>> = sheets.iter().map(rows).collect();
        assert_eq!(rows[0], [(0, 1040), (2000, 46)]);
        assert_eq!(rows[1], [(150, 50), (1040, 1060)]);
        assert_eq!(rows.len(), 2);
        assert!(Cuts { height: 900, ..cuts.clone() }.sheets().is_empty());
        assert!(Cuts { ends: BTreeSet::new(), ..cuts }.sheets().is_empty());
    }
}
