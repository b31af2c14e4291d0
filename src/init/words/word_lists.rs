//! The words of this trade, each in its list: headings of columns, and words for a result, in
//! English, German, French, Spanish, Portuguese, Russian and Ukrainian, and the commonest in
//! Italian, Dutch, Polish, Japanese and Chinese. The only table of them.
//!
//! A word that means two things is in no list of a meaning: Spanish `activo` may be a site or its
//! monitor, German `gestört` slow or down, and `critical` is what a threshold says. They are asked
//! for. Russian `сбой` may be a fault of a minute or an outage: beside words for up it is a failure
//! of a check, and so are others like it.

pub(in crate::init) const TIMES: &str = "\
    timestamp, time, datetime, date_time, date, ts, at, checked_at, check_time, probed_at, \
    zeit, zeitpunkt, zeitstempel, datum, uhrzeit, geprüft am, horodatage, heure, \
    date heure, date et heure, fecha, hora, fecha y hora, marca de tiempo, data, \
    data e hora, data hora, carimbo de data, время, дата, дата и время, метка времени, час, \
    дата і час, мітка часу, \
    ora, orario, data e ora, tijd, tijdstip, datum en tijd, czas, godzina, data i czas, 日時, \
    時刻, 日付, 時間, タイムスタンプ, 时间, 日期";
pub(in crate::init) const DAYS: &str = "\
    date, day, start_date, datum, tag, jour, fecha, día, data, dia, дата, день, dzień, giorno, \
    dag, 日付, 日期";
pub(in crate::init) const SITES: &str = "\
    site, url, host, hostname, domain, website, monitor, monitor_name, service, service_name, \
    service_id, component, target, endpoint, name, server, instance, monitor_url, \
    site_name, host_name, web_site, seite, webseite, adresse, dienst, rechner, zielsystem, \
    ziel, domäne, komponente, site web, hôte, serveur, domaine, nom, sitio, sitio web, \
    servidor, servicio, dominio, nombre, sítio, serviço, domínio, nome, сайт, адрес, хост, \
    узел, сервер, сервис, служба, домен, имя, название, адреса, вузол, сервіс, назва, \
    check_url, check_name, monitor_id, device_id, \
    api_url, site_url, target_url, endpoint_url, server_name, device, device_name, label, ip, \
    ip_address, \
    sito, sito web, indirizzo, servizio, domein, adres, strona, witryna, domena, serwer, \
    usługa, nazwa, サイト, サイト名, ホスト, ドメイン, サービス, 网站, 站点, 域名";
pub(in crate::init) const VANTAGES: &str = "\
    vantage, region, location, probe, node, agent, vantage_point, from, probe_name, \
    probe_location, check_location, monitor_location, checked_from, standort, messpunkt, \
    messort, région, emplacement, lieu, sonde, región, ubicación, sonda, região, \
    localização, регион, местоположение, локация, точка, регіон, розташування, локація";
/// Headings of an answer, which may be a status code or the time to it.
pub(in crate::init) const ANSWERS: &str = "\
    http, response, answer, reply, antwort, réponse, respuesta, resposta, risposta, antwoord, \
    odpowiedź, ответ, відповідь, レスポンス, 応答, 响应";
pub(in crate::init) const CODES: &str = "\
    status_code, code, http_code, http_status, http_status_code, statuscode, response_code, \
    http_response_code, responsecode, actual, actual_code, actual_status, status, statuskode, \
    antwortcode, http code, \
    code http, code de réponse, código, código http, código de estado, código de status, \
    код, код ответа, код состояния, код відповіді, код стану, \
    codice, codice http, codice di stato, stato, kod, kod http, kod odpowiedzi, ステータス, \
    ステータスコード, コード, 状态码";
pub(in crate::init) const RESULTS: &str = "\
    result, status, state, up, ok, success, is_up, online, available, indicator, is_online, \
    reachable, availability, health, check_status, monitor_status, ergebnis, zustand, \
    erreichbar, verfügbar, verfügbarkeit, résultat, état, statut, en ligne, disponible, \
    disponibilité, resultado, estado, en línea, disponibilidad, situação, disponível, \
    disponibilidade, результат, статус, состояние, доступен, доступность, стан, доступний, \
    доступність, \
    works, working, responding, site_up, is_reachable, alive, is_alive, healthy, is_healthy, \
    is_available, passed, check_passed, bool_value, läuft, funktioniert, stato, esito, \
    risultato, raggiungibile, disponibile, resultaat, toestand, bereikbaar, beschikbaar, stan, \
    wynik, działa, dostępny, dostępność, ステータス, 状態, 結果, 状态, 结果";
pub(in crate::init) const ERRORS: &str = "\
    error, error_message, error_msg, errormessage, reason, detail, details, message, err, \
    failure, failure_reason, error_text, status_message, fehler, fehlermeldung, fehlertext, \
    grund, ursache, meldung, erreur, message d'erreur, raison, motif, mensaje de error, \
    mensaje, razón, motivo, erro, mensagem de erro, mensagem, razão, ошибка, текст ошибки, \
    сообщение, причина, помилка, повідомлення, \
    errore, messaggio, fout, foutmelding, reden, błąd, komunikat, powód, エラー, エラー内容, 错误";
pub(in crate::init) const LATENCIES: &str = "\
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
    время отклика, время ответа мс, задержка, час відповіді, час відгуку, затримка, \
    tempo di risposta, tempo di risposta ms, latenza, responstijd, reactietijd, antwoordtijd, \
    czas odpowiedzi, opóźnienie, 応答時間, レスポンス時間, レスポンスタイム, 响应时间";
pub(in crate::init) const LOSSES: &str = "\
    packet_loss, packetloss, loss, loss_percent, loss_pct, packet_loss_percent, pkt_loss, \
    lost, paketverlust, verlust, perte de paquets, perte, pérdida de paquetes, pérdida, \
    perda de pacotes, perda, потеря пакетов, потери, потери пакетов, втрата пакетів, втрати";
pub(in crate::init) const STARTS: &str = "\
    start, started_at, start_time, starttime, start_date, started, begin, began, \
    begin_time, from_time, from, since, down_at, down_since, outage_start, incident_start, beginn, \
    anfang, startzeit, von, début, heure de début, date de début, inicio, fecha de inicio, \
    hora de inicio, início, data de início, начало, время начала, початок, час початку, \
    start utc, start time utc, started at utc, went_down, down_from, outage_from, going_down, \
    offline_since, offline_from, failed_at, ausfall ab, ausfall von, ausfallbeginn, \
    went_offline, went_offline_at, offline_at, down, down_time, lost_service_time, \
    problem_time, problem_start, caída, caído, chute, queda, падение, недоступен с, \
    beginn des ausfalls, beginn der störung, störung ab, début de panne, début de la panne, \
    début de coupure, inicio del corte, inicio de la caída, inicio del fallo, início da queda, \
    początek, początek awarii, inizio, начало сбоя, начало аварии";
pub(in crate::init) const ENDS: &str = "\
    end, ended_at, end_time, endtime, end_date, ended, until, to_time, to, till, resolved_at, \
    resolved_on, resolved, closed_at, closed_on, closed, up_at, \
    recovered_at, outage_end, incident_end, ende, endzeit, bis, fin, \
    heure de fin, date de fin, fecha de fin, hora de fin, fim, término, data de fim, конец, \
    окончание, время окончания, кінець, закінчення, час закінчення, \
    end utc, end time utc, ended at utc, resolved at utc, came_back, up_again, back_up, \
    back_online, back, coming_back, going_up, online_again, down_to, down_until, outage_to, \
    restored, restored_at, recovered, recovery_time, fixed, fixed_at, repaired, repaired_at, \
    cleared, cleared_at, wieder online, wieder erreichbar, wieder da, ausfallende, \
    back_online_at, online_at, up, up_time, regained_service_time, problem_end, recovery, \
    recuperación, recuperado, recuperação, rétablissement, восстановление, доступен с, \
    ende des ausfalls, ende der störung, ausfall bis, störung bis, fin de panne, fin de la panne, \
    fin de coupure, fin del corte, fin de la caída, fin del fallo, fim da queda, koniec, \
    koniec awarii, fine, конец сбоя, конец аварии, восстановлено";
pub(in crate::init) const DURATIONS: &str = "\
    duration, duration_ms, duration_s, duration_sec, duration_seconds, duration_min, \
    duration_minutes, duration_h, duration_hours, hours, downtime_ms, downtime_hours, \
    duration_mins, length, downtime, downtime_s, downtime_seconds, downtime_min, \
    downtime_minutes, minutes, minuten, lasted, down_for, outage_duration, dauer, dauer min, \
    dauer minuten, ausfallzeit, ausfalldauer, durée, durée min, duración, duración min, \
    duração, duração min, длительность, продолжительность, тривалість";

/// Names of the twelve months, long and short, that are not English too.
pub(in crate::init) const MONTHS: [&str; 12] = [
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
pub(in crate::init) const ENGLISH_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Headings of tables of claims, by our column, the likeliest first.
pub(in crate::init) const CLAIM_HEADINGS: [(&str, &str); 8] = [
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
         username, user_name, author_username, author_name, author_screen_name, screen_name, \
         user_screen_name, user_username, handle, acct, who, said_by, reported_by, posted_by, \
         claimed_by, sender, outlet, publisher, newspaper, organisation, organization, \
         channel, channel_name, source, autor, verfasser, absender, angreifer, kanal, \
         konto, gruppe, wer, medium, zeitung, gemeldet von, quelle, auteur, canal, compte, groupe, \
         qui, média, cuenta, grupo, quién, medio, fuente, conta, quem, \
         fonte, \
         автор, канал, аккаунт, группа, кто, сми, источник, група, хто, змі, джерело, \
         обліковий запис"
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
        "targets, target, victim, victims, site, sites, sites_affected, affected, affected_sites, \
         service, services, domain, website, host, ziel, opfer, webseite, seite, \
         seiten, dienst, domäne, \
         cible, victime, site web, domaine, objetivo, víctima, sitio, sitio web, dominio, alvo, \
         vítima, domínio, цель, цели, жертва, сайт, домен, ціль",
    ),
    (
        "published",
        "published, published_at, date_reported, date_published, reported, reported_at, \
         report_date, post_date, posted_at, message_date, sent_at, created_at, timestamp, \
         datetime, \
         date, time, posted, posted_on, published_on, said_at, when, day, wann, tag, quand, \
         cuándo, quando, когда, коли, veröffentlicht, veröffentlicht am, datum, zeitpunkt, zeit, \
         publié, publié le, \
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
         enlace, ссылка, посилання, source, quelle, fuente, fonte, источник, джерело",
    ),
];

/// Headings of what was said, the likeliest first.
pub(in crate::init) const STATEMENTS: &str = "\
    quote, statement, text, full_text, message, message_text, post, tweet, content, body, said, \
    said_what, what, wording, claim_text, description, headline, title, aussage, wortlaut, zitat, \
    nachricht, meldung, was, beschreibung, schlagzeile, titel, texte, citation, quoi, titre, \
    texto, cita, declaración, qué, mensaje, declaração, mensagem, o que, título, текст, цитата, \
    сообщение, что, заголовок, повідомлення, що";

/// Headings that ask whether a site was up: `yes` in such a column is up.
pub(in crate::init) const ASKING: &str = "\
    up, ok, success, is_up, online, is_online, available, reachable, erreichbar, verfügbar, \
    en ligne, disponible, en línea, disponível, доступен, доступний, \
    works, working, responding, site_up, is_reachable, alive, is_alive, healthy, is_healthy, \
    is_available, passed, check_passed, bool_value, läuft, funktioniert, raggiungibile, \
    disponibile, bereikbaar, beschikbaar, działa, dostępny, availability, verfügbarkeit, \
    disponibilité, disponibilidad, disponibilidade, доступность, dostępność";
pub(in crate::init) const YES: &str = "\
    yes, y, ja, oui, sí, sim, да, так, \
    tak";
pub(in crate::init) const NO: &str = "\
    no, n, nein, non, não, нет, ні, \
    nee, nie";

pub(in crate::init) const UP: &str = "\
    up, online, ok, true, success, successful, succeeded, pass, passed, \
    operational, available, reachable, healthy, \
    alive, passing, responding, working, erreichbar, verfügbar, in betrieb, läuft, \
    erfolgreich, en ligne, disponible, accessible, opérationnel, en service, réussi, \
    en línea, operativo, accesible, no ar, disponível, acessível, operacional, онлайн, \
    доступен, доступна, доступно, работает, успешно, доступний, працює, успішно, \
    green, raggiungibile, bereikbaar, działa, dostępny, dostępna, 正常";
pub(in crate::init) const DOWN: &str = "\
    down, false, fail, failed, failure, outage, major_outage, full_outage, unavailable, \
    unreachable, not reachable, not responding, unhealthy, dead, failing, timed out, \
    no answer, nicht erreichbar, unerreichbar, nicht verfügbar, ausgefallen, ausfall, \
    zeitüberschreitung, fehlgeschlagen, hors ligne, indisponible, inaccessible, en panne, \
    hors service, échec, fuera de línea, no disponible, inaccesible, caído, caída, fallido, \
    fora do ar, indisponível, inacessível, falhou, недоступен, недоступна, недоступно, \
    не работает, не отвечает, недоступний, не працює, не відповідає, \
    ko, red, non raggiungibile, irraggiungibile, onbereikbaar, niet bereikbaar, nie działa, \
    niedostępny, niedostępna, エラー";
/// Words for a failure of a check or of a site, which may be a short one: beside words for up, and
/// none for something between, they mean down.
pub(in crate::init) const FAILURES: &str = "\
    error, err, x, fault, fehler, störung, panne, erreur, fallo, falla, \
    error de conexión, avería, falha, falhou, erro, avaria, сбой, ошибка, авария, збій, помилка, \
    аварія, errore, guasto, storing, fout, błąd, awaria, 障害, 故障, 错误";
/// Signs that stand for up, and for down.
pub(in crate::init) const UP_SIGNS: [char; 5] = ['✓', '✔', '✅', '☑', '🟢'];
pub(in crate::init) const DOWN_SIGNS: [char; 6] = ['✗', '✘', '✕', '✖', '❌', '🔴'];
pub(in crate::init) const DEGRADED: &str = "\
    degraded, degraded_performance, slow, eingeschränkt, langsam, dégradé, lent, degradado, \
    lento, частично доступен, медленно, замедлен, частково доступний, повільно, перебої";
pub(in crate::init) const UNKNOWN: &str = "\
    unknown, pending, paused, maintenance, under_maintenance, in_maintenance, \
    scheduled_maintenance, no data, not checked, not probed, wartung, in wartung, \
    wartungsarbeiten, pausiert, unbekannt, keine daten, noch nicht geprüft, en maintenance, \
    en pause, inconnu, aucune donnée, mantenimiento, en mantenimiento, en pausa, \
    desconocido, sin datos, manutenção, em manutenção, pausado, desconhecido, sem dados, \
    обслуживание, на обслуживании, технические работы, приостановлен, неизвестно, \
    нет данных, обслуговування, на обслуговуванні, технічні роботи, призупинено, невідомо, \
    немає даних";
