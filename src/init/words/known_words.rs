//! Meanings of the words of this trade: headings of columns, names of months, and words for a
//! result, by the lists of them.

use crate::init::words::word_lists::{
    ANSWERS, ASKING, CLAIM_HEADINGS, CODES, DAYS, DEGRADED, DOWN, DOWN_SIGNS, DURATIONS, ENDS,
    ENGLISH_MONTHS, ERRORS, FAILURES, LATENCIES, LOSSES, MONTHS, NO, RESULTS, SITES, STARTS,
    STATEMENTS, TIMES, UNKNOWN, UP, UP_SIGNS, VANTAGES, YES,
};
use crate::model::Status;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words between the parts of a date, in small letters.
const BETWEEN_DATES: [&str; 3] = ["de", "del", "do"];
/// Mark behind a sign that asks for it as a picture.
const AS_PICTURE: char = '\u{fe0f}';

/// Meaning of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::init) enum Heading {
    /// Moment of a probe.
    Time,
    /// Day of several moments beside it.
    Day,
    /// Site that was probed.
    Site,
    /// Place from which it was probed.
    Vantage,
    /// Status code.
    Code,
    /// Answer: a status code, or the time to it.
    Answer,
    /// Result, in the words of the archive.
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

impl Heading {
    /// Every heading of a log of probes.
    pub(in crate::init) const OF_PROBES: [Heading; 9] = [
        Heading::Time,
        Heading::Site,
        Heading::Vantage,
        Heading::Code,
        Heading::Answer,
        Heading::Result,
        Heading::Error,
        Heading::Latency,
        Heading::Loss,
    ];

    /// Says whether a column of the heading tells how a probe went.
    pub(in crate::init) fn tells_outcomes(self) -> bool {
        matches!(self, Heading::Code | Heading::Answer | Heading::Result | Heading::Error)
    }

    /// Says whether each probe has a cell of the heading of its own.
    pub(in crate::init) fn is_of_each_probe(self) -> bool {
        self.tells_outcomes() || self == Heading::Latency
    }

    /// Lists the words that tables have for the heading, the likeliest first, with commas between
    /// them.
    fn words(self) -> &'static str {
        match self {
            Heading::Time => TIMES,
            Heading::Day => DAYS,
            Heading::Site => SITES,
            Heading::Vantage => VANTAGES,
            Heading::Code => CODES,
            Heading::Answer => ANSWERS,
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
    pub(in crate::init) fn is_named(self, name: &str) -> bool {
        is_among(name, self.words())
    }

    /// Finds the first column that has one of its words, the likeliest word first, and that is
    /// taken by `fits`.
    pub(in crate::init) fn find(
        self,
        header: &[String],
        fits: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        columns_named(self.words(), header).into_iter().find(|at| fits(*at))
    }
}

/// Lists our columns of claims, each with the columns of a table that are named like it, the
/// likeliest word first.
pub(in crate::init) fn claim_columns(header: &[String]) -> Vec<(&'static str, Vec<usize>)> {
    let columns = |(ours, words): (&'static str, &str)| (ours, columns_named(words, header));
    CLAIM_HEADINGS.into_iter().map(columns).collect()
}

/// Lists the columns that are named like what was said, the likeliest word first.
pub(in crate::init) fn statement_columns(header: &[String]) -> Vec<usize> {
    columns_named(STATEMENTS, header)
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
pub(in crate::init) fn meaning(heading: &str, word: &str) -> Option<Status> {
    let lists = [
        (UP, Status::Up),
        (DOWN, Status::Down),
        (DEGRADED, Status::Degraded),
        (UNKNOWN, Status::Unknown),
    ];
    let listed = lists.into_iter().find(|(list, _)| is_among(word, list));
    listed.map(|(_, status)| status).or_else(|| sign_meaning(word)).or_else(|| {
        let answers = [(YES, Status::Up), (NO, Status::Down)];
        let asks = is_among(heading, ASKING);
        let answer = answers.into_iter().find(|(list, _)| asks && is_among(word, list));
        answer.map(|(_, status)| status)
    })
}

/// Says whether a word tells of a failure that may be a short one.
pub(in crate::init) fn is_failure(word: &str) -> bool {
    is_among(word, FAILURES)
}

/// Says what a word that is one sign means, such as a tick or a red cross; `None` for another.
fn sign_meaning(word: &str) -> Option<Status> {
    // A sign may have the mark behind it that shows it in colours.
    let sign = word.trim().trim_end_matches(AS_PICTURE);
    let mut letters = sign.chars();
    let sign = letters.next().filter(|_| letters.next().is_none())?;
    match sign {
        up if UP_SIGNS.contains(&up) => Some(Status::Up),
        down if DOWN_SIGNS.contains(&down) => Some(Status::Down),
        _ => None,
    }
}

/// Name of a month that is not English, in a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::init) struct ForeignMonth {
    /// Name as it stands there.
    pub(in crate::init) word: String,
    /// Number of the month, from 1.
    pub(in crate::init) number: usize,
}

impl ForeignMonth {
    /// Finds the name of a month beside a number, as a date has it; `None` where there is none, or
    /// an English one.
    pub(in crate::init) fn find(text: &str) -> Option<ForeignMonth> {
        let words: Vec<&str> = text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| {
                !word.is_empty() && !BETWEEN_DATES.contains(&word.to_lowercase().as_str())
            })
            .collect();
        let is_number = |at: Option<usize>| {
            let word = at.and_then(|at| words.get(at)).copied().unwrap_or_default();
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
        };
        let is_of_letters = |word: &str| word.chars().all(char::is_alphabetic);
        let months = (0..words.len()).filter(|at| is_of_letters(words[*at])).filter_map(|at| {
            let is_english =
                |number: &usize| ENGLISH_MONTHS[*number].eq_ignore_ascii_case(words[at]);
            let number = MONTHS.iter().position(|names| is_among(words[at], names))?;
            let number = Some(number).filter(|number| !is_english(number))?;
            let beside = [is_number(at.checked_sub(1)), is_number(Some(at + 1))];
            let beside = beside.iter().filter(|is_so| **is_so).count();
            Some((beside, at, number))
        });
        // A word alone is another one, and a name before the day is that of a weekday.
        let (_, at, number) =
            months.filter(|(beside, ..)| *beside > 0).max_by_key(|month| month.0)?;
        Some(ForeignMonth { word: words[at].to_owned(), number: number + 1 })
    }

    /// Says what to do where no format reads the name.
    pub(in crate::init) fn advice(&self) -> String {
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
    // Most words of a log are such, and rows by the hundred thousand are read.
    if word.is_ascii() {
        let kept = word.bytes().filter(u8::is_ascii_alphanumeric);
        return kept.map(|letter| char::from(letter.to_ascii_lowercase())).collect();
    }
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

thread_local! {
    /// Words of the lists that were asked for, folded, by the address and length of the list.
    static FOLDED: RefCell<HashMap<(*const u8, usize), HashSet<String>>> = RefCell::default();
}

/// Says whether a list of words, with commas between them, has a word in any letters.
fn is_among(word: &str, list: &'static str) -> bool {
    let word = folded(word);
    !word.is_empty()
        && FOLDED.with_borrow_mut(|known| {
            let words = known
                .entry((list.as_ptr(), list.len()))
                .or_insert_with(|| list.split(',').map(folded).collect());
            words.contains(&word)
        })
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
            (Heading::Site, ["Sito", "domein", "Witryna", "サイト", "网站"]),
            (Heading::Time, ["Data e ora", "Tijdstip", "Czas", "日時", "时间"]),
            (Heading::Code, ["Kod", "Codice HTTP", "ステータス", "状态码", "Stato"]),
            (Heading::Result, ["Stato", "Bereikbaar?", "Działa", "ステータス", "Läuft"]),
            (Heading::Answer, ["HTTP", "Response", "Antwort", "Réponse", "Ответ"]),
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
            ("KO", Status::Down),
            ("Green", Status::Up),
            ("RED", Status::Down),
            ("Non raggiungibile", Status::Down),
            ("bereikbaar", Status::Up),
            ("niet bereikbaar", Status::Down),
            ("Działa", Status::Up),
            ("nie działa", Status::Down),
            ("✓", Status::Up),
            ("✔\u{fe0f}", Status::Up),
            ("✗", Status::Down),
            ("✅", Status::Up),
            ("❌", Status::Down),
        ] {
            assert_eq!(meaning("status", word), Some(status), "{word}");
        }
        for open in [
            "gestört",
            "сбой",
            "збій",
            "critical",
            "warning",
            "partial_outage",
            "inactive",
            "7",
            "activo",
            "x",
            "✓✗",
            "⚠",
            "amber",
        ] {
            assert_eq!(meaning("status", open), None, "{open}");
        }
    }

    #[test]
    fn yes_is_up_where_the_heading_asks_for_it() {
        assert_eq!(meaning("Online", "ja"), Some(Status::Up));
        assert_eq!(meaning("доступен", "Нет"), Some(Status::Down));
        assert_eq!(meaning("Bereikbaar?", "nee"), Some(Status::Down));
        assert_eq!(meaning("works", "Y"), Some(Status::Up));
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
