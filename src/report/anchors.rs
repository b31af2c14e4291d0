//! Anchors of the page: a name for each claim and site to which a link can lead, whatever its id
//! holds.

/// Returns the anchor of a claim.
pub(super) fn of_claim(id: &str) -> String {
    format!("claim-{}", name(id))
}

/// Returns the anchor of a site.
pub(super) fn of_site(id: &str) -> String {
    format!("site-{}", name(id))
}

/// Writes an id with letters that an address holds as they are; no two ids are written alike.
fn name(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => name.push(byte.into()),
            other => name.push_str(&format!("~{other:02x}")),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_any_letters_have_anchors_of_their_own() {
        assert_eq!(of_site("shop.example"), "site-shop.example");
        let ids = ["a b", "a~20b", "a\"b", "ä", "a%20b", "a_20b"].map(of_claim);
        let apart: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(apart.len(), ids.len());
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
        assert!(ids.iter().all(|id| id.chars().all(is_plain)), "{ids:?}");
    }
}
