//! Many rectangles of one colour as one shape: a page of small panels has thousands, and each by
//! itself costs more than its pixels.

use super::canvas::Frame;
use std::fmt::Write;

/// Corners of a rectangle, its first one twice: that tells it from every other polygon.
const CORNERS: usize = 5;

/// The corners of all rectangles, for one polygon; [`shortened`] makes rectangles of them again.
pub(super) fn corners(frames: &[Frame]) -> Vec<(i32, i32)> {
    let of = |f: &Frame| {
        [
            (f.left, f.top),
            (f.left, f.top),
            (f.right, f.top),
            (f.right, f.bottom),
            (f.left, f.bottom),
        ]
    };
    frames.iter().flat_map(of).collect()
}

/// The drawing, with each polygon of [`corners`] as a path that has a piece for each rectangle.
pub(super) fn shortened(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some((before, from)) = rest.split_once("<polygon") {
        out.push_str(before);
        rest = match path(from) {
            Some((path, after)) => {
                out.push_str(&path);
                after
            }
            None => {
                out.push_str("<polygon");
                from
            }
        };
    }
    out.push_str(rest);
    out
}

/// The path in place of a polygon of which `from` is what follows its name, and what comes after
/// it; `None` for any other polygon.
fn path(from: &str) -> Option<(String, &str)> {
    let (head, from) = from.split_once("points=\"")?;
    let (points, after) = from.split_once("\"/>")?;
    let points: Option<Vec<(i32, i32)>> = points.split_whitespace().map(point).collect();
    // Whole coordinates: smoothing the edges would change nothing.
    let mut path = format!("<path{head}shape-rendering=\"crispEdges\" d=\"");
    let points = points?;
    let groups = points.chunks(CORNERS);
    for group in groups {
        let [(left, top), again, (right, _), (_, bottom), _] = *group else { return None };
        if again != (left, top) {
            return None;
        }
        write!(path, "M{left} {top}h{}v{}h{}z", right - left, bottom - top, left - right).ok()?;
    }
    path.push_str("\"/>");
    Some((path, after))
}

fn point(words: &str) -> Option<(i32, i32)> {
    let (x, y) = words.split_once(',')?;
    Some((x.parse().ok()?, y.parse().ok()?))
}
