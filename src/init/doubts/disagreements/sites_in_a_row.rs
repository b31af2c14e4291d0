//! Rows without headings in which several columns say up and down: of several sites, or of several
//! ways to one.

use crate::init::columns::found_columns::FoundColumns;
use crate::init::doubts::table_doubts::Doubt;
use crate::init::sample::Sampled;
use crate::init::toml_text::list;
use crate::init::words::cell_kinds::is_result_word;
use crate::model::suggest::listed;

/// Columns of states that show several sites, at least.
const SEVERAL: usize = 2;

/// Asks whether each column of states is a site of its own, where no line names the columns and no
/// column the site; `None` where one column has states at most.
pub(super) fn doubt(sampled: &Sampled, found: &FoundColumns, names: &[String]) -> Option<Doubt> {
    let is_one = sampled.header.is_none() && found.site.is_empty() && found.result.is_some();
    let [moment] = found.stamp.as_ref().filter(|_| is_one)?.columns[..] else { return None };
    let are_states = |at: &usize| {
        let mut cells = sampled.column(*at).filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some()
            && cells.all(|cell| is_result_word(cell) && cell.parse::<f64>().is_err())
    };
    let states: Vec<usize> = (0..sampled.width()).filter(are_states).collect();
    if states.len() < SEVERAL {
        return None;
    }
    let separator = char::from(sampled.separator);
    let row = |(number, at): (usize, &usize)| {
        format!("print ${}\",site{number},\"${}", moment + 1, at + 1)
    };
    let rows = (1..).zip(&states).map(row).collect::<Vec<_>>().join("; ");
    let shown = listed(states.iter().map(|at| names[*at].as_str()));
    let why = format!(
        "{shown} have words for up and down in each row: where each is a site of its own, \
         `awk -F'{separator}' 'BEGIN{{print \"time,site,result\"}} {{{rows}}}' LOG > rows.csv` \
         writes a row for each, with an id to be written in place of site1 and so on; then \
         name rows.csv"
    );
    let usual_if = Some(format!("if `{}` alone tells how a probe went", names[found.result?]));
    Some(Doubt { key: "header", why, usual: list(names), usual_if })
}
