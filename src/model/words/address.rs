//! Addresses in one spelling: what does not tell sites apart is left out.

use url::Url;

/// Ports that a web address means without naming them.
const USUAL_PORTS: [u16; 2] = [80, 443];

/// Writes the host and path of an address or host name in one spelling; `None` for what is no
/// address, such as `Web shop`.
///
/// Left out are the scheme, `www.`, the usual ports, a user's name, the last `/` and what stands
/// behind `#`. The host is in small letters and in ASCII (`xn--…`, by UTS 46). Path and query stay
/// as they are: `/a` and `/A` may be two pages.
pub(crate) fn canonical(name: &str) -> Option<String> {
    let name = name.trim();
    let rest = match name.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => rest,
        Some(_) => return None,
        None if is_host(name.split(['/', '?', '#']).next().unwrap_or_default()) => name,
        None => return None,
    };
    // Hosts are spelled by the rules of the web, whatever the scheme.
    let url = Url::parse(&format!("http://{rest}")).ok()?;
    let host = url.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").filter(|host| host.contains('.')).unwrap_or(host);
    let port = url
        .port()
        .filter(|port| !USUAL_PORTS.contains(port))
        .map_or_else(String::new, |port| format!(":{port}"));
    let query = url.query().map_or_else(String::new, |query| format!("?{query}"));
    Some(format!("{host}{port}{}{query}", url.path().trim_end_matches('/')))
}

/// Returns the host of an address in its canonical spelling.
pub(crate) fn host(address: &str) -> &str {
    address.split(['/', '?']).next().unwrap_or(address)
}

/// Says whether a text can stand before `://`.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// Says whether a text is a host's name: labels with points between them, the last of letters
/// alone, perhaps with a port.
fn is_host(text: &str) -> bool {
    let name = text
        .rsplit_once(':')
        .filter(|(_, port)| port.parse::<u16>().is_ok())
        .map_or(text, |(name, _)| name);
    let name = name.strip_suffix('.').unwrap_or(name);
    let label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    let top = last.starts_with("xn--")
        || last.chars().count() > 1 && last.chars().all(char::is_alphabetic);
    name.contains('.') && name.split('.').all(label) && top
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usual_port_is_left_out_and_another_stays() {
        let written = |text: &str| canonical(text).unwrap_or_default();
        assert_eq!(written("https://shop.example:443/"), "shop.example");
        assert_eq!(written("http://shop.example:80"), "shop.example");
        assert_eq!(written("https://shop.example:8443"), "shop.example:8443");
    }

    #[test]
    fn a_name_whose_last_part_has_one_letter_is_no_host() {
        assert_eq!(canonical("shop.e"), None);
        assert_eq!(canonical("shop.ex").as_deref(), Some("shop.ex"));
    }
}
