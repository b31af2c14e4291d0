//! Paths of the cells of a row as a tree, in which a document is walked through once.

use crate::files::json::path::{JsonPath, JsonStep, written};

/// Cells of a row, by the paths to them.
#[derive(Debug, Clone)]
pub(crate) struct JsonPlan {
    /// Places on the paths; the first is an entry.
    pub(super) nodes: Vec<PlanNode>,
    /// Number of lists around each cell.
    pub(super) depths: Vec<usize>,
    /// Number of lists within one another around the innermost cells.
    pub(super) depth: usize,
    /// Way in which the innermost lists stand.
    pub(super) innermost: InnermostLists,
}

/// Way in which the innermost lists of a plan stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InnermostLists {
    /// There is one at most, and each of its elements is a row.
    Alone,
    /// Several lists of plain values stand beside one another in an object: the elements with one
    /// index are a row.
    Parallel,
}

/// Place on a path.
#[derive(Debug, Clone, Default)]
pub(super) struct PlanNode {
    /// Places of the values of keys.
    pub(super) keys: Vec<(String, usize)>,
    /// Places of elements by their index.
    pub(super) indices: Vec<(usize, usize)>,
    /// Place of each element of a list.
    pub(super) elements: Option<usize>,
    /// Place of each value of an object, whatever its key.
    pub(super) values: Option<usize>,
    /// Cells that are the value here.
    pub(super) cells: Vec<usize>,
    /// Cells that are the key of this value.
    pub(super) name_cells: Vec<usize>,
    /// Number of lists around it.
    pub(super) depth: usize,
}

impl PlanNode {
    /// Lists the places one step further on.
    fn next(&self) -> impl Iterator<Item = usize> {
        let named = self.keys.iter().map(|(_, at)| *at);
        let indexed = self.indices.iter().map(|(_, at)| *at);
        named.chain(indexed).chain(self.elements).chain(self.values)
    }
}

impl JsonPlan {
    /// Makes a plan of the paths of cells, in their order. Where all begin with `[]`, that is the
    /// list at the top, which is entered in any case.
    ///
    /// # Errors
    /// Where two lists are neither one in the other nor lists of plain values beside one another,
    /// with what to do.
    pub(crate) fn new(paths: &[JsonPath]) -> Result<JsonPlan, String> {
        let of_top = |path: &JsonPath| {
            path.steps().len() > 1 && path.steps().first() == Some(&JsonStep::Elements)
        };
        let skipped = usize::from(!paths.is_empty() && paths.iter().all(of_top));
        let steps = |path: &JsonPath| path.steps()[skipped..].to_vec();
        let innermost = check_lists(paths.iter().map(steps))?;
        let nodes = vec![PlanNode::default()];
        let mut plan = JsonPlan { nodes, depths: Vec::new(), depth: 0, innermost };
        for (cell, path) in paths.iter().enumerate() {
            let mut at = 0;
            for step in &path.steps()[skipped..] {
                at = plan.step(at, step);
            }
            let is_name = path.steps().last() == Some(&JsonStep::Name);
            let node = &mut plan.nodes[at];
            if is_name { &mut node.name_cells } else { &mut node.cells }.push(cell);
            plan.depths.push(node.depth);
        }
        plan.depth = plan.nodes.iter().map(|node| node.depth).max().unwrap_or(0);
        Ok(plan)
    }

    /// Finds the place one step on, or makes it.
    fn step(&mut self, at: usize, step: &JsonStep) -> usize {
        let node = &self.nodes[at];
        let is_list = matches!(step, JsonStep::Elements | JsonStep::Values | JsonStep::Name);
        let depth = node.depth + usize::from(is_list);
        let known = match step {
            JsonStep::Key(key) => {
                node.keys.iter().find(|(known, _)| known == key).map(|(_, at)| *at)
            }
            JsonStep::Index(index) => {
                node.indices.iter().find(|(known, _)| known == index).map(|(_, at)| *at)
            }
            JsonStep::Elements => node.elements,
            JsonStep::Values | JsonStep::Name => node.values,
        };
        if let Some(known) = known {
            return known;
        }
        let new = self.nodes.len();
        self.nodes.push(PlanNode { depth, ..PlanNode::default() });
        let node = &mut self.nodes[at];
        match step {
            JsonStep::Key(key) => node.keys.push((key.clone(), new)),
            JsonStep::Index(index) => node.indices.push((*index, new)),
            JsonStep::Elements => node.elements = Some(new),
            JsonStep::Values | JsonStep::Name => node.values = Some(new),
        }
        new
    }

    /// Gives the number of cells of a row.
    pub(super) fn width(&self) -> usize {
        self.depths.len()
    }

    /// Lists the cells at a place and further on.
    pub(super) fn cells_from(&self, at: usize) -> Vec<usize> {
        let node = &self.nodes[at];
        let here = node.cells.iter().chain(&node.name_cells).copied();
        here.chain(node.next().flat_map(|next| self.cells_from(next))).collect()
    }
}

/// Checks that all lists are one in the other, or the innermost ones beside one another.
fn check_lists(paths: impl Iterator<Item = Vec<JsonStep>>) -> Result<InnermostLists, String> {
    let mut lists: Vec<Vec<JsonStep>> = Vec::new();
    // Lists whose elements are objects, of which some key is read.
    let mut of_objects: Vec<Vec<JsonStep>> = Vec::new();
    for steps in paths {
        for (at, step) in steps.iter().enumerate() {
            let mut list = steps[..=at].to_vec();
            match step {
                JsonStep::Elements | JsonStep::Values => (),
                JsonStep::Name => list[at] = JsonStep::Values,
                JsonStep::Key(_) | JsonStep::Index(_) => continue,
            }
            if *step != JsonStep::Elements || at + 1 < steps.len() {
                of_objects.push(list.clone());
            }
            lists.push(list);
        }
    }
    lists.sort_by_key(|list| (list.len(), list.clone()));
    lists.dedup();
    let longest = lists.last().map_or(0, Vec::len);
    let is_plain = |list: &Vec<JsonStep>| list.len() == longest && !of_objects.contains(list);
    // But for its last key, and the step into its elements.
    let parent = |list: &[JsonStep]| list[..list.len().saturating_sub(2)].to_vec();
    let mut innermost = InnermostLists::Alone;
    for two in lists.windows(2).filter(|two| !two[1].starts_with(&two[0])) {
        if !two.iter().all(is_plain) || parent(&two[0]) != parent(&two[1]) {
            return Err(format!(
                "`{}` and `{}` are beside one another, and nobody can tell which elements belong \
                 together; make an entry for each",
                written(&two[0]),
                written(&two[1])
            ));
        }
        innermost = InnermostLists::Parallel;
    }
    Ok(innermost)
}
