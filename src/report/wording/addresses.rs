//! Sentences on addresses of sites that nobody probed, and whose hosts somebody did.

use super::names::site_by_id;
use crate::model::address::{canonical, host};
use crate::model::safe_text::safe_text;
use crate::model::{Report, plural};

/// Most sentences; the rest are counted.
const MOST: usize = 3;

/// Names each site that was not measured while the logs probe its host under another name, a
/// sentence each: perhaps these are one. Empty where there is none.
pub(in crate::report) fn addresses_on_hosts(report: &Report) -> Vec<String> {
    let unmeasured = report.sites.iter().filter(|site| !site.measured);
    let mut all: Vec<String> = unmeasured
        .filter_map(|site| {
            let address = canonical(site.site.url.as_deref()?)?;
            let probed = site_by_id(report, host(&address)).filter(|other| other.measured)?;
            let (id, probed) = (safe_text(&site.site.id), safe_text(&probed.site.id));
            Some(format!(
                "The url of {id} (sites.csv) is on the host of {probed}, which the logs probe as a \
                 site of its own: where these are one, give {id} that name as its url."
            ))
        })
        .collect();
    if all.len() > MOST {
        let more = plural(all.len() - MOST, "more site");
        all.truncate(MOST);
        all.push(format!("The same holds of {more}."));
    }
    all
}
