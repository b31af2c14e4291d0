//! The colours: Okabe and Ito's palette, which people with any colour vision can tell apart
//! (jfly.uni-koeln.de/color). Shape says the same as colour everywhere: height, hatching, mark.

use plotters::style::RGBColor;

/// Text, and marks of claims that a site was down.
pub(super) const BLACK: RGBColor = RGBColor(0x1A, 0x1A, 0x1A);
/// Lesser text.
pub(super) const GREY: RGBColor = RGBColor(0x59, 0x59, 0x59);
/// Lines of the grid.
pub(super) const FAINT: RGBColor = RGBColor(0xDD, 0xDD, 0xDD);
/// Ground of every other row.
pub(super) const PALE: RGBColor = RGBColor(0xF6, 0xF6, 0xF6);
/// Ground of the chart.
pub(super) const WHITE: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// Confirmed down (vermilion).
pub(super) const DOWN: RGBColor = RGBColor(0xD5, 0x5E, 0x00);
/// Possibly down (orange).
pub(super) const POSSIBLE: RGBColor = RGBColor(0xE6, 0x9F, 0x00);
/// Confirmed up (bluish green).
pub(super) const UP: RGBColor = RGBColor(0x00, 0x9E, 0x73);
/// Down from some vantages only, or a challenge (reddish purple).
pub(super) const PARTIAL: RGBColor = RGBColor(0xCC, 0x79, 0xA7);
/// Said to be back (blue).
pub(super) const BACK: RGBColor = RGBColor(0x00, 0x72, 0xB2);
/// Announced work (sky blue).
pub(super) const WORK: RGBColor = RGBColor(0x56, 0xB4, 0xE9);
/// Band under [`BACK`]: its blue, thinned.
pub(super) const PALE_BACK: RGBColor = RGBColor(0xBF, 0xDC, 0xEC);
/// Bar of confirmed up time: [`UP`], thinned.
pub(super) const PALE_UP: RGBColor = RGBColor(0x9A, 0xD8, 0xC4);
/// Band behind a plot: when a claim was published.
pub(super) const PALE_CLAIM: RGBColor = RGBColor(0xE9, 0xE6, 0xF2);
/// Time that a claim speaks of.
pub(super) const ASSERTED: RGBColor = RGBColor(0xD9, 0xD3, 0xE8);
