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
    site, url, host, hostname, domain, website, monitor, monitor_name, service, service_name, \
    service_id, component, target, endpoint, name, server, instance, monitor_url, \
    site_name, host_name, web_site, seite, webseite, adresse, dienst, rechner, zielsystem, \
    ziel, domäne, komponente, site web, hôte, serveur, domaine, nom, sitio, sitio web, \
    servidor, servicio, dominio, nombre, sítio, serviço, domínio, nome, сайт, адрес, хост, \
    узел, сервер, сервис, служба, домен, имя, название, адреса, вузол, сервіс, назва, \
    api_url, site_url, target_url, endpoint_url, server_name, device, device_name, label, ip, \
    ip_address";
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
    resolved_on, resolved, closed_at, closed_on, up_at, \
    recovered_at, outage_end, incident_end, ende, endzeit, bis, fin, \
    heure de fin, date de fin, fecha de fin, hora de fin, fim, término, data de fim, конец, \
    окончание, время окончания, кінець, закінчення, час закінчення";
const DURATIONS: &str = "\
    duration, duration_s, duration_sec, duration_seconds, duration_min, duration_minutes, \
    duration_mins, length, downtime, down_for, outage_duration, dauer, dauer min, \
    dauer minuten, ausfallzeit, ausfalldauer, durée, durée min, duración, duración min, \
    duração, duração min, длительность, продолжительность, тривалість";

/// Names of the twelve months, long and short, that are not English too.
const MONTHS: [&str; 12] = [
    "januar, jänner, janvier, janv, enero, ene, janeiro, январь, января, янв, січень, січня, січ",
    "februar, feber, février, févr, febrero, fevereiro, fev, февраль, февраля, фев, лютий, лютого",
    "märz, mrz, mär, mars, marzo, março, март, марта, березень, березня, бер",
    "avril, avr, abril, abr, апрель, апреля, апр, квітень, квітня, квіт",
    "mai, mayo, maio, май, мая, травень, травня, трав",
    "juni, juin, junio, junho, июнь, июня, июн, червень, червня, черв",
    "juli, juillet, juil, julio, julho, июль, июля, июл, липень, липня, лип",
    "août, agosto, ago, август, августа, авг, серпень, серпня, серп",
    "septembre, septiembre, setembro, сентябрь, сентября, сен, вересень, вересня, вер",
    "oktober, okt, octobre, octubre, outubro, out, октябрь, октября, окт, жовтень, жовтня, жовт",
    "novembre, noviembre, novembro, ноябрь, ноября, ноя, листопад, листопада, лист",
    "dezember, dez, décembre, déc, diciembre, dic, dezembro, декабрь, декабря, дек, грудень, \
     грудня",
];

/// Short names of the twelve months in English.
const ENGLISH_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Headings of tables of claims, by our column, the likeliest first.
const CLAIM_HEADINGS: [(&str, &str); 8] = [
    (
        "claim",
        "claim, claim_id, row_id, post_id, message_id, event_id, incident_id, uid, id, nr, nummer, \
         numéro, número, номер, ід",
    ),
    (
        "claimant",
        concat!(
            "claimant, author, threat_actor, actor, attacker, group, group_name, ",
            "speaker",
            ", account, \
         username, channel, channel_name, source, autor, verfasser, absender, angreifer, kanal, \
         konto, gruppe, quelle, auteur, canal, compte, groupe, cuenta, grupo, fuente, conta, \
         fonte, \
         автор, канал, аккаунт, группа, источник, група, джерело, обліковий запис"
        ),
    ),
    ("role", "role, claimant_role, rolle, rôle, rol, papel, роль"),
    (
        "kind",
        "kind, attack_type, attack, event_type, category, type, status, art, kategorie, typ, \
         catégorie, categoría, categoria, tipo, категория, тип, вид, категорія",
    ),
    (
        "targets",
        "targets, target, victim, site, domain, website, host, ziel, opfer, webseite, domäne, \
         cible, victime, site web, domaine, objetivo, víctima, sitio, sitio web, dominio, alvo, \
         vítima, domínio, цель, цели, жертва, сайт, домен, ціль",
    ),
    (
        "published",
        "published, published_at, date_reported, date_published, reported, reported_at, \
         report_date, post_date, posted_at, message_date, sent_at, created_at, timestamp, \
         datetime, \
         date, time, veröffentlicht, veröffentlicht am, datum, zeitpunkt, zeit, publié, publié le, \
         date de publication, horodatage, publicado, publicado em, fecha de publicación, fecha, \
         data de publicação, data, опубликовано, дата публикации, дата и время, дата, время, \
         опубліковано, дата публікації, дата і час, час",
    ),
    (
        "asserted",
        "asserted, date_occurred, occurred, occurred_at, event_date, attack_date, angriffszeit, \
         date de l'attaque, fecha del ataque, data do ataque, дата атаки, время атаки, час атаки",
    ),
    (
        "url",
        "url, link, permalink, post_url, message_link, source_url, reference, verweis, lien, \
         enlace, ссылка, посилання",
    ),
];

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
        columns_named(self.words(), header).into_iter().find(|at| fits(*at))
    }
}

/// Lists our columns of claims, each with the columns of a table that are named like it, the
/// likeliest word first.
pub(super) fn claim_columns(header: &[String]) -> Vec<(&'static str, Vec<usize>)> {
    let columns = |(ours, words): (&'static str, &str)| (ours, columns_named(words, header));
    CLAIM_HEADINGS.into_iter().map(columns).collect()
}

/// Lists the columns that have one of some words, with commas between them, as their name, the
/// first word first.
fn columns_named(words: &str, header: &[String]) -> Vec<usize> {
    let names: Vec<String> = header.iter().map(|name| folded(name)).collect();
    let of_word = |word: String| {
        let is_so = move |(at, name): (usize, &String)| (*name == word).then_some(at);
        names.iter().enumerate().filter_map(is_so).collect::<Vec<_>>()
    };
    words.split(',').map(folded).flat_map(of_word).collect()
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

/// Name of a month that is not English, in a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ForeignMonth {
    /// Name as it stands there.
    pub(super) word: String,
    /// Number of the month, from 1.
    pub(super) number: usize,
}

impl ForeignMonth {
    /// Finds the name of a month in a text that has numbers too, as a date has; `None` where it has
    /// none, or an English one.
    pub(super) fn find(text: &str) -> Option<ForeignMonth> {
        let is_date = text.bytes().filter(u8::is_ascii_digit).count() > 1;
        let mut words = text.split(|letter: char| !letter.is_alphabetic()).filter(|_| is_date);
        words.find_map(|word| {
            let at = MONTHS.iter().position(|names| is_among(word, names))?;
            Some(ForeignMonth { word: word.to_owned(), number: at + 1 })
        })
    }

    /// Says what to do where no format reads the name.
    pub(super) fn advice(&self) -> String {
        let ForeignMonth { word, number } = self;
        let english = ENGLISH_MONTHS.get(number - 1).unwrap_or(&"");
        format!(
            "`{word}` is the name of a month in another language than English, which no format \
             reads: write it in English, such as by `sed 's/{word}/{english}/'`, and so the other \
             months"
        )
    }
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
    fn months_in_other_languages_have_their_number() {
        for (text, word, number) in [
            ("5. Okt 2022 10:00", "Okt", 10),
            ("12 août 2022", "août", 8),
            ("5 de marzo de 2022", "marzo", 3),
            ("7 февраля 2022 г.", "февраля", 2),
            ("01/dez/2022:10:00", "dez", 12),
            ("1 травня 2023", "травня", 5),
        ] {
            let found = ForeignMonth::find(text);
            assert_eq!(found, Some(ForeignMonth { word: word.to_owned(), number }), "{text}");
        }
        for other in ["5 Oct 2022", "2022-10-05", "Mai", "May 5, 2022"] {
            assert_eq!(ForeignMonth::find(other), None, "{other}");
        }
    }

    #[test]
    fn headings_of_claims_are_known_in_each_language() {
        for (header, ours) in [
            (["Дата", "Канал", "Ссылка", "Цель"], ["published", "claimant", "url", "targets"]),
            (["Час", "Автор", "Посилання", "Ціль"], ["published", "claimant", "url", "targets"]),
            (["Datum", "Kanal", "Link", "Ziel"], ["published", "claimant", "url", "targets"]),
            (["Publié le", "Auteur", "Lien", "Cible"], ["published", "claimant", "url", "targets"]),
            (["Fecha", "Cuenta", "Enlace", "Víctima"], ["published", "claimant", "url", "targets"]),
            (["Data", "Conta", "Link", "Alvo"], ["published", "claimant", "url", "targets"]),
        ] {
            let found = claim_columns(&header.map(str::to_owned));
            for (at, ours) in ours.into_iter().enumerate() {
                let named = found.iter().find(|(known, _)| *known == ours).map(|(_, at)| at);
                assert_eq!(named, Some(&vec![at]), "{ours} in {header:?}");
            }
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
