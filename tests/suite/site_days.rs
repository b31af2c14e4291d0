//! Logs of tests that write what each probe of a site saw as a letter.

/// Writes a log of sites, each with what its probes saw, five minutes apart from midnight of
/// 2022-10-05: `u` up, `d` down, `c` challenged, `g` degraded, `-` no probe, anything else no
/// result. A site written `name@vantage` is seen from that vantage, any other from `x`.
pub(crate) fn log_of_days(sites: &[(&str, &str)]) -> String {
    log_from("2022-10-05", sites)
}

/// Writes such a log from midnight of another day.
pub(crate) fn log_from(day: &str, sites: &[(&str, &str)]) -> String {
    let mut log = "timestamp,site,vantage,result\n".to_owned();
    for (site, saw) in sites {
        let (site, vantage) = site.split_once('@').unwrap_or((site, "x"));
        for (probe, saw) in saw.chars().enumerate() {
            let word = match saw {
                'u' => "up",
                'd' => "down",
                'c' => "challenged",
                'g' => "degraded",
                '-' => continue,
                _ => "unknown",
            };
            let (hour, minute) = (probe / 12, probe % 12 * 5);
            log.push_str(&format!("{day}T{hour:02}:{minute:02}:00Z,{site},{vantage},{word}\n"));
        }
    }
    log
}
