//! The words of this trade: headings of columns, and words for a result, in English, German,
//! French, Spanish, Portuguese, Russian and Ukrainian. The only table of them.
//!
//! A word that means two things is in no list: German `gestört` may be slow or down, Russian `сбой`
//! a fault of a minute or an outage, and `critical` is what a threshold says. It is asked for.

use crate::model::Status;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Meaning of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// Moment of a probe.
    Time,
    /// Site that was probed.
    Site,
    /// Place from which it was probed.
    Vantage,
    /// Status code.
    Code,
    /// Verdict of the archive.
    Result,
    /// Error of a probe that failed.
    Error,
    /// Time to the answer.
    Latency,
    /// Share of packets without an answer, in percent.
    Loss,
    /// Beginning of a time.
    Start,
    /// End of a time.
    End,
    /// Length of a time.
    Duration,
}

const TIMES: &str = "\
    timestamp, time, datetime, date_time, date, ts, at, checked_at, check_time, probed_at, \
    zeit, zeitpunkt, zeitstempel, datum, uhrzeit, geprüft am, horodatage, heure, \
    date heure, date et heure, fecha, hora, fecha y hora, marca de tiempo, data, \
    data e hora, data hora, carimbo de data, время, дата, дата и время, метка времени, час, \
    дата і час, мітка часу";
const SITES: &str = "\
    site, url, host, hostname, domain, website, monitor, monitor_name, service, service_id, \
    service_name, component, target, endpoint, name, server, instance, monitor_url, \
    site_name, host_name, web_site, seite, webseite, adresse, dienst, rechner, zielsystem, \
    ziel, domäne, komponente, site web, hôte, serveur, domaine, nom, sitio, sitio web, \
    servidor, servicio, dominio, nombre, sítio, serviço, domínio, nome, сайт, адрес, хост, \
    узел, сервер, сервис, служба, домен, имя, название, адреса, вузол, сервіс, назва";
const VANTAGES: &str = "\
    vantage, region, location, probe, node, agent, vantage_point, from, probe_name, \
    probe_location, check_location, monitor_location, checked_from, standort, messpunkt, \
    messort, région, emplacement, lieu, sonde, región, ubicación, sonda, região, \
    localização, регион, местоположение, локация, точка, регіон, розташування, локація";
const CODES: &str = "\
    status_code, code, http_code, http_status, http_status_code, statuscode, response_code, \
    http_response_code, responsecode, status, statuskode, antwortcode, http code, \
    code http, code de réponse, código, código http, código de estado, código de status, \
    код, код ответа, код состояния, код відповіді, код стану";
const RESULTS: &str = "\
    result, status, state, up, ok, success, is_up, online, available, indicator, is_online, \
    reachable, availability, health, check_status, monitor_status, ergebnis, zustand, \
    erreichbar, verfügbar, verfügbarkeit, résultat, état, statut, en ligne, disponible, \
    disponibilité, resultado, estado, en línea, disponibilidad, situação, disponível, \
    disponibilidade, результат, статус, состояние, доступен, доступность, стан, доступний, \
    доступність";
const ERRORS: &str = "\
    error, error_message, error_msg, errormessage, reason, detail, details, message, err, \
    failure, failure_reason, error_text, status_message, fehler, fehlermeldung, fehlertext, \
    grund, ursache, meldung, erreur, message d'erreur, raison, motif, mensaje de error, \
    mensaje, razón, motivo, erro, mensagem de erro, mensagem, razão, ошибка, текст ошибки, \
    сообщение, причина, помилка, повідомлення";
const LATENCIES: &str = "\
    latency_ms, latency, latency_s, response_time_ms, response_ms, response_time, \
    responsetime, response_time_s, response_time_seconds, duration, duration_ms, \
    duration_s, ms, ping, ping_ms, ping_time, ping_time_ms, avg_ping, ping_avg, \
    avg_ping_ms, ping_avg_ms, mean_ping, average_ping, elapsed, elapsed_ms, rtt, rtt_ms, \
    avg_rtt, rtt_avg, avg_rtt_ms, rtt_avg_ms, mean_rtt, rtt_mean, average_rtt, avg_ms, \
    avg_latency, latency_avg, avg_latency_ms, latency_avg_ms, mean_latency, average_latency, \
    avg_response_time, average_response_time, avg_response_time_ms, round_trip_time, time_total, \
    took, took_s, took_ms, load_time, antwortzeit, antwortzeit ms, reaktionszeit, ladezeit, \
    laufzeit, latenz, temps de réponse, temps de réponse ms, latence, tiempo de respuesta, tiempo \
    de respuesta ms, latencia, tempo de resposta, tempo de resposta ms, latência, время ответа, \
    время отклика, время ответа мс, задержка, час відповіді, час відгуку, затримка";
const LOSSES: &str = "\
    packet_loss, packetloss, loss, loss_percent, loss_pct, packet_loss_percent, pkt_loss, \
    lost, paketverlust, verlust, perte de paquets, perte, pérdida de paquetes, pérdida, \
    perda de pacotes, perda, потеря пакетов, потери, потери пакетов, втрата пакетів, втрати";
const STARTS: &str = "\
    start, started_at, start_time, starttime, start_date, started, begin, began, \
    begin_time, from_time, from, since, down_at, down_since, outage_start, incident_start, beginn, \
    anfang, startzeit, von, début, heure de début, date de début, inicio, fecha de inicio, \
    hora de inicio, início, data de início, начало, время начала, початок, час початку";
const ENDS: &str = "\
    end, ended_at, end_time, endtime, end_date, ended, until, to_time, to, till, resolved_at, \
    resolved, up_at, recovered_at, outage_end, incident_end, ende, endzeit, bis, fin, \
    heure de fin, date de fin, fecha de fin, hora de fin, fim, término, data de fim, конец, \
    окончание, время окончания, кінець, закінчення, час закінчення";
const DURATIONS: &str = "\
    duration, duration_s, duration_sec, duration_seconds, duration_min, duration_minutes, \
    duration_mins, length, downtime, down_for, outage_duration, dauer, dauer min, \
    dauer minuten, ausfallzeit, ausfalldauer, durée, durée min, duración, duración min, \
    duração, duração min, длительность, продолжительность, тривалість";

/// Headings that ask whether a site was up: `yes` in such a column is up.
const ASKING: &str = "\
    up, ok, success, is_up, online, is_online, available, reachable, erreichbar, verfügbar, \
    en ligne, disponible, en línea, disponível, доступен, доступний";
const YES: &str = "\
    yes, y, ja, oui, sí, sim, да, так";
const NO: &str = "\
    no, n, nein, non, não, нет, ні";

const UP: &str = "\
    up, online, ok, true, success, successful, operational, available, reachable, healthy, \
    alive, passing, responding, working, erreichbar, verfügbar, in betrieb, läuft, \
    erfolgreich, en ligne, disponible, accessible, opérationnel, en service, réussi, \
    en línea, operativo, accesible, no ar, disponível, acessível, operacional, онлайн, \
    доступен, доступна, доступно, работает, успешно, доступний, працює, успішно";
const DOWN: &str = "\
    down, false, fail, failed, failure, outage, major_outage, full_outage, unavailable, \
    unreachable, not reachable, not responding, unhealthy, dead, failing, timed out, \
    no answer, nicht erreichbar, unerreichbar, nicht verfügbar, ausgefallen, ausfall, \
    zeitüberschreitung, fehlgeschlagen, hors ligne, indisponible, inaccessible, en panne, \
    hors service, échec, fuera de línea, no disponible, inaccesible, caído, caída, fallido, \
    fora do ar, indisponível, inacessível, falhou, недоступен, недоступна, недоступно, \
    не работает, не отвечает, недоступний, не працює, не відповідає";
const DEGRADED: &str = "\
    degraded, degraded_performance, slow, eingeschränkt, langsam, dégradé, lent, degradado, \
    lento, частично доступен, медленно, замедлен, частково доступний, повільно, перебої";
const UNKNOWN: &str = "\
    unknown, pending, paused, maintenance, under_maintenance, in_maintenance, \
    scheduled_maintenance, no data, not checked, not probed, wartung, in wartung, \
    wartungsarbeiten, pausiert, unbekannt, keine daten, noch nicht geprüft, en maintenance, \
    en pause, inconnu, aucune donnée, mantenimiento, en mantenimiento, en pausa, \
    desconocido, sin datos, manutenção, em manutenção, pausado, desconhecido, sem dados, \
    обслуживание, на обслуживании, технические работы, приостановлен, неизвестно, \
    нет данных, обслуговування, на обслуговуванні, технічні роботи, призупинено, невідомо, \
    немає даних";

impl Heading {
    /// Lists the words that tables have for the heading, the likeliest first, with commas between
    /// them.
    fn words(self) -> &'static str {
        match self {
            Heading::Time => TIMES,
            Heading::Site => SITES,
            Heading::Vantage => VANTAGES,
            Heading::Code => CODES,
            Heading::Result => RESULTS,
            Heading::Error => ERRORS,
            Heading::Latency => LATENCIES,
            Heading::Loss => LOSSES,
            Heading::Start => STARTS,
            Heading::End => ENDS,
            Heading::Duration => DURATIONS,
        }
    }

    /// Says whether a name is a word for the heading.
    pub(super) fn is_named(self, name: &str) -> bool {
        is_among(name, self.words())
    }

    /// Finds the first column that has one of its words, the likeliest word first, and that is
    /// taken by `fits`.
    pub(super) fn find(self, header: &[String], fits: impl Fn(usize) -> bool) -> Option<usize> {
        let names: Vec<String> = header.iter().map(|name| folded(name)).collect();
        let words = self.words().split(',').map(folded);
        let mut columns = words.flat_map(|word| {
            let is_so = move |(at, name): (usize, &String)| (*name == word).then_some(at);
            names.iter().enumerate().filter_map(is_so)
        });
        columns.find(|at| fits(*at))
    }
}

/// Says what a word for a result means, in a column of this heading; `None` where it is in no list.
pub(super) fn meaning(heading: &str, word: &str) -> Option<Status> {
    let lists = [
        (UP, Status::Up),
        (DOWN, Status::Down),
        (DEGRADED, Status::Degraded),
        (UNKNOWN, Status::Unknown),
    ];
    let listed = lists.into_iter().find(|(list, _)| is_among(word, list));
    listed.map(|(_, status)| status).or_else(|| {
        let answers = [(YES, Status::Up), (NO, Status::Down)];
        let asks = is_among(heading, ASKING);
        let answer = answers.into_iter().find(|(list, _)| asks && is_among(word, list));
        answer.map(|(_, status)| status)
    })
}

/// Returns a word as words are compared: small letters and digits alone, without accents.
fn folded(word: &str) -> String {
    let letters = word.nfc().collect::<String>();
    let mut kept = String::with_capacity(letters.len());
    for letter in letters.nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'ß' => kept.push_str("ss"),
            letter if letter.is_alphanumeric() => kept.extend(letter.to_lowercase()),
            _ => (),
        }
    }
    kept
}

/// Says whether a list of words, with commas between them, has a word in any letters.
fn is_among(word: &str, list: &str) -> bool {
    let word = folded(word);
    !word.is_empty() && list.split(',').any(|known| folded(known) == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn headings_are_known_in_each_language_in_any_spelling() {
        for (heading, names) in [
            (
                Heading::Time,
                ["Zeitstempel", "HORODATAGE", "Fecha y hora", "Data/Hora", "ДАТА И ВРЕМЯ"],
            ),
            (Heading::Site, ["Domäne", "Ho\u{302}te", "Sitio web", "Serviço", "Название"]),
            (Heading::Vantage, ["Standort", "REGION", "Ubicación", "Localizacao", "Розташування"]),
            (
                Heading::Code,
                ["HTTP-Code", "Code de réponse", "codigo de estado", "statusCode", "Код ответа"],
            ),
            (Heading::Result, ["Verfu\u{308}gbar", "E\u{301}tat", "Estado", "Situacao", "Стан"]),
            (
                Heading::Error,
                ["Fehlermeldung", "Message d’erreur", "Motivo", "errorMessage", "Помилка"],
            ),
            (
                Heading::Latency,
                [
                    "Antwortzeit (ms)",
                    "Temps de réponse",
                    "response-time",
                    "ping_ms",
                    "Час відповіді",
                ],
            ),
            (
                Heading::Loss,
                [
                    "Paketverlust",
                    "Packet loss %",
                    "Perda de pacotes",
                    "LOSS_PERCENT",
                    "Потеря пакетов",
                ],
            ),
            (Heading::Start, ["Beginn", "Début", "Start", "Início", "Начало"]),
            (Heading::End, ["Ende", "resolved_at", "Fin", "Fim", "Кінець"]),
            (Heading::Duration, ["Dauer", "Duration (min)", "Durée", "Duração", "Длительность"]),
        ] {
            for name in names {
                assert!(heading.is_named(name), "{heading:?}: {name}");
            }
            assert!(!heading.is_named("Farbe") && !heading.is_named("") && !heading.is_named("%"));
        }
    }

    #[test]
    fn the_likeliest_word_comes_before_the_first_column() {
        let header = ["Name", "Kommentar", "URL"].map(str::to_owned);
        assert_eq!(Heading::Site.find(&header, |_| true), Some(2));
        assert_eq!(Heading::Site.find(&header, |at| at != 2), Some(0));
        assert_eq!(Heading::Latency.find(&header, |_| true), None);
    }

    #[test]
    fn words_for_a_result_mean_one_thing() {
        for (word, status) in [
            ("Erreichbar", Status::Up),
            ("NICHT ERREICHBAR", Status::Down),
            ("eingeschra\u{308}nkt", Status::Degraded),
            ("Wartung", Status::Unknown),
            ("hors ligne", Status::Down),
            ("caído", Status::Down),
            ("fora do ar", Status::Down),
            ("Недоступен", Status::Down),
            ("Доступна", Status::Up),
            ("Не працює", Status::Down),
            ("технічні роботи", Status::Unknown),
            ("major_outage", Status::Down),
            ("Under Maintenance", Status::Unknown),
        ] {
            assert_eq!(meaning("status", word), Some(status), "{word}");
        }
        for open in
            ["gestört", "сбой", "збій", "critical", "warning", "partial_outage", "inactive", "7"]
        {
            assert_eq!(meaning("status", open), None, "{open}");
        }
    }

    #[test]
    fn yes_is_up_where_the_heading_asks_for_it() {
        assert_eq!(meaning("Online", "ja"), Some(Status::Up));
        assert_eq!(meaning("доступен", "Нет"), Some(Status::Down));
        assert_eq!(meaning("ausfall", "ja"), None);
        assert_eq!(meaning("status", "yes"), None);
    }

    #[test]
    fn no_word_is_in_two_lists() {
        let mut met: BTreeMap<String, Status> = BTreeMap::new();
        let lists = [
            (UP, Status::Up),
            (DOWN, Status::Down),
            (DEGRADED, Status::Degraded),
            (UNKNOWN, Status::Unknown),
        ];
        for (list, status) in lists {
            for word in list.split(',') {
                let other = met.insert(folded(word), status);
                assert!(other.is_none_or(|other| other == status), "{word}");
            }
        }
    }
}
