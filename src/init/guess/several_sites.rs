//! Cells that name several sites each: a row is then a probe, or an outage, of each of them.

use crate::init::left_out::{LeftOut, shell_word};
use crate::init::sample::Sampled;
use crate::init::stamps;
use crate::init::words::cell_kinds::is_address;
use crate::init::words::inverted::says_down;
use crate::init::words::known_words::meaning;
use crate::model::suggest::short;
use crate::model::{Status, plural};
use std::path::Path;

/// Signs between sites.
const SIGNS: [char; 4] = [';', ',', '|', '\n'];
/// Rows that name several, at least.
const FEW: usize = 2;

/// Says how a table comes in of which a column names several sites in a row; `None` where none
/// does.
pub(super) fn find(sampled: &Sampled, path: &Path) -> Option<LeftOut> {
    let header = sampled.header.as_ref().filter(|_| !sampled.is_json())?;
    let parts = |cell: &str, sign: char| -> usize {
        let parts: Vec<&str> = cell.split(sign).map(str::trim).collect();
        if parts.iter().all(|part| is_address(part)) { parts.len() } else { 0 }
    };
    let naming = |at: usize, sign: char| {
        let are_sites = sampled.most_fit(at, |cell| parts(cell, sign) > 0);
        let several = || sampled.column(at).filter(move |cell| parts(cell, sign) > 1);
        let count = several().count();
        (are_sites && count >= FEW).then(|| (at, sign, count, several().next()))
    };
    let places = (0..header.len()).flat_map(|at| SIGNS.map(move |sign| (at, sign)));
    let (at, sign, count, example) = places.into_iter().find_map(|(at, sign)| naming(at, sign))?;
    let why = format!(
        "`{}` names several sites in {}, such as `{}`: each row is one of each of them, and as one \
         name they would be a site that is none",
        header[at],
        plural(count, "row"),
        short(example.unwrap_or_default()),
    );
    let separator = char::from(sampled.separator);
    // Within quotation marks a program that cuts at the separator cuts the cell, too.
    if sign == separator || sign == '\n' {
        let way = "write a row for each site in a workbook program, and name that file";
        return Some(LeftOut::because(why).with(way.to_owned()));
    }
    let (file, field, above) = (shell_word(path), at + 1, sampled.header_row);
    if let Some(script) = lists_by_state(sampled, header, sign) {
        return Some(LeftOut::because(why).with(format!(
            "run `awk -F'{separator}' '{script}' {file} > rows.csv`, which writes a row for each \
             site that is up or down, and name rows.csv"
        )));
    }
    Some(LeftOut::because(why).with(format!(
        "run `awk -F'{separator}' -v OFS='{separator}' 'NR<={above}{{print;next}} \
         {{n=split(${field},s,/ *[{sign}] */); for(i=1;i<=n;i++){{${field}=s[i]; print}}}}' {file} \
         > rows.csv`, which writes a row for each, and name rows.csv"
    )))
}

/// Writes the program for `awk` that makes rows of columns of sites that are up and of those that
/// are down; `None` where no names say so.
fn lists_by_state(sampled: &Sampled, header: &[String], sign: char) -> Option<String> {
    let [moment] = stamps::find(sampled)?.columns[..] else { return None };
    let state = |name: &String| match says_down(name) {
        true => Some(Status::Down),
        false => meaning("", name).filter(|status| [Status::Up, Status::Down].contains(status)),
    };
    let lists: Vec<(usize, Status)> =
        header.iter().enumerate().filter_map(|(at, name)| Some((at, state(name)?))).collect();
    if lists.len() < FEW {
        return None;
    }
    let (time, above) = (moment + 1, sampled.header_row);
    let list = |(at, status): &(usize, Status)| {
        let (field, word) = (at + 1, status.as_str());
        format!(
            " n=split(${field},s,/ *[{sign}] */); for(i=1;i<=n;i++) if(s[i]!=\"\") print \
             ${time} \",\" s[i] \",{word}\";"
        )
    };
    let lists: String = lists.iter().map(list).collect();
    Some(format!("NR<{above}{{next}} NR=={above}{{print \"time,site,result\"; next}} {{{lists} }}"))
}
