//! Rows of another form than most, which no row of failures among the others makes up for: where
//! none of the rest is down, the failures may stand in them.

use crate::init::columns::found_columns::FoundColumns;
use crate::init::sample::Sampled;
use crate::logs::SampledRows;
use crate::model::{by_count, plural};

/// Rows of another form, at least.
const FEW: usize = 3;

/// Says what to do with rows of another form; `None` where they are few, or others are down.
pub(super) fn question(
    sampled: &Sampled,
    found: &FoundColumns,
    counts: &SampledRows,
) -> Option<String> {
    let are_hidden = counts.down == 0 && counts.known() > 0;
    if are_hidden && sampled.unclosed_marks() > 0 {
        return Some(quoted_line_ends(sampled));
    }
    if let Some(count) = sampled.longer_to_the_end().filter(|count| *count >= FEW) {
        return Some(other_width(sampled, count));
    }
    let longer = sampled.longer.len();
    if are_hidden && longer >= FEW { text_with_separators(sampled, found, longer) } else { None }
}

/// Says how rows are joined that run over several lines within quotation marks.
fn quoted_line_ends(sampled: &Sampled) -> String {
    let count = sampled.unclosed_marks();
    format!(
        "{} {} one quotation mark without its other, as where a cell holds the end of a line: no \
         such row is read, and none of the others is down, so the failures may stand there; \
         `python3 -c \"import csv,sys; csv.writer(sys.stdout).writerows([' '.join(c.split()) for c \
         in r] for r in csv.reader(open('LOG',newline=''),delimiter='{}'))\" > joined.csv` writes \
         each row into one line: then name joined.csv",
        plural(count, "line"),
        by_count(count, "has", "have"),
        char::from(sampled.separator),
    )
}

/// Says how a table is parted that has another number of columns from some row on.
fn other_width(sampled: &Sampled, count: usize) -> String {
    let separator = char::from(sampled.separator);
    let (fields, wider) = (sampled.width(), sampled.longer[0].cells.len());
    format!(
        "from some row on each has {wider} fields where the header names {fields}, as where a \
         column was added between the others: {} of these {} none of which is read; run \
         `awk -F'{separator}' 'NF=={fields}' LOG > first.csv` and `awk -F'{separator}' \
         'NF=={wider}' LOG > second.csv`, and name both",
        count,
        by_count(count, "was sampled,", "were sampled,"),
    )
}

/// Says how a text is mended in which separators stand.
fn text_with_separators(sampled: &Sampled, found: &FoundColumns, longer: usize) -> Option<String> {
    let text = found.error?;
    let (separator, fields, at) = (char::from(sampled.separator), sampled.width(), text + 1);
    Some(format!(
        "{} {} more fields than the header names, as where a `{separator}` stands in a text, and \
         none of the others is down, so the failures may stand there; `awk -F'{separator}' -v \
         OFS='{separator}' '{{k=NF-{fields}; if(k>0){{for(i=1;i<=k;i++)${at}=${at} \";\" \
         $({at}+i); for(i={at}+1;i+k<=NF;i++)$i=$(i+k); NF={fields}}}; print}}' LOG > joined.csv` \
         joins the parts of `{}`: then name joined.csv",
        plural(longer, "row"),
        by_count(longer, "has", "have"),
        sampled.header.as_ref()?.get(text)?,
    ))
}
