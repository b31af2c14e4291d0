//! Files in shapes of others whose parts were taken for one another: the place for the site, the
//! envelope for the claims, the end for the moment, an id for a code. Each is read right, or asked.

use crate::newcomers_files::fill;
use crate::program_run::ran;
use crate::proposed::{folder, proposed, quick, run_printed, stopped};
use crate::words_taken_amiss::question;
use std::fs;

/// Moments of a log, ten minutes apart from eight o'clock on.
fn stamp(at: usize) -> String {
    format!("2023-09-12T{:02}:{:02}:00Z", 8 + at / 6, at % 6 * 10)
}

/// Hosts that are probed.
const HOSTS: [&str; 2] = ["ferry.example", "wharf.example"];

/// Rows of both hosts at each of 24 moments; the ferry failed at the ninth to the twelfth.
fn rows(row: impl Fn(&str, &str, bool) -> String) -> Vec<String> {
    let of = |at: usize| {
        HOSTS.map(|host| row(&stamp(at), host, host == HOSTS[0] && (9..13).contains(&at)))
    };
    (0..24).flat_map(of).collect()
}

/// Checks that the quick way finds the one outage of the ferry.
fn has_the_outage(name: &str, text: &str) {
    let at = folder(&[(name, text)]);
    let (outages, notes) = quick(at.path(), &["--probes", name]);
    let found: Vec<&str> = outages.lines().skip(1).collect();
    assert_eq!(found.len(), 1, "{text:.300}: {outages} {notes}");
    for part in [",ferry.example,", "T09:30:00Z", "T10:10:00Z"] {
        assert!(found[0].contains(part), "{part}: {outages} {notes}");
    }
}

#[test]
fn hosts_are_sites_and_machines_are_places() {
    let of_hosts = rows(|stamp, host, down| {
        format!("{{\"location\":\"{host}\",\"at\":\"{stamp}\",\"up\":{}}}", !down)
    });
    has_the_outage(
        "log.json",
        &format!("{{\"name\":\"Harbour\",\"rows\":[{}]}}", of_hosts.join(",")),
    );
    let machines = rows(|stamp, host, down| {
        let line = |machine: &str| {
            let begin = format!("{{\"host\":\"{machine}\",\"time\":\"{stamp}\"");
            format!("{begin},\"endpoint\":\"{host}\",\"ok\":{}}}\n", !down)
        };
        ["probe-oslo", "probe-bonn"].map(line).concat()
    });
    has_the_outage("log.jsonl", &machines.concat());
    let nodes = |name: &str| {
        let all = rows(|stamp, host, down| {
            let node = |name: &str| format!("\"{name}\":[[{},0.1]]", u8::from(!down));
            let nodes = ["no1.node.example", "de2.node.example"].map(node).join(",");
            let begin = format!("{{\"time\":\"{stamp}\",\"host\":\"https://{host}/\"");
            format!("{begin},\"{name}\":{{{nodes}}}}}\n")
        });
        all.concat()
    };
    has_the_outage("nodes.jsonl", &nodes("reachable"));
    let said = question("nodes.jsonl", &nodes("result"));
    assert!(said.contains("which of 0 and 1 is up"), "{said}");
}

#[test]
fn what_stands_around_a_list_is_no_site_of_it() {
    let event = |place: usize| {
        format!(
            "{{\"location\":\"net/{place}\",\"start\":{},\"duration\":1200}}",
            1_694_500_000 + place * 9000
        )
    };
    let all = [1, 2, 3].map(event).join(",");
    let said = question("events.json", &format!("{{\"type\":\"ferry.outages\",\"data\":[{all}]}}"));
    assert!(said.contains("site: no column tells the site"), "{said}");
    assert!(said.contains("if `data[].location` is what was measured"), "{said}");
}

#[test]
fn objects_with_the_same_field_are_asked_about() {
    let text = rows(|stamp, host, down| {
        let code = if down { 503 } else { 200 };
        let begin = format!("{{\"time\":\"{stamp}\",\"url\":\"https://{host}/\"");
        format!("{begin},\"from\":{{\"osl\":{{\"status\":200}},\"bon\":{{\"status\":{code}}}}}}}\n")
    });
    let text = text.concat();
    let said = question("log.jsonl", &text);
    let answer = "{ timestamp = \"time\", site = \"url\", vantage = \"from.{key}\", status_code = \
        \"from.*.status\" }";
    assert!(said.contains("`status` stands in each of `bon`, `osl`"), "{said}");
    assert!(said.contains(answer), "{said}");
    let at = folder(&[("log.jsonl", &text)]);
    crate::program_run::printed(at.path(), &["init", "case", "log.jsonl"], 0);
    fill(at.path(), &[("columns", answer)]);
    let (outages, _) = quick(at.path(), &["case"]);
    assert!(!outages.contains(",wharf.example"), "{outages}");
}

#[test]
fn of_two_columns_of_codes_the_one_that_fails_is_asked_about() {
    let text = rows(|stamp, host, down| {
        format!("{stamp},{host},301,{}\n", if down { "000" } else { "200" })
    });
    let said = question("log.csv", &format!("time,domain,http,https\n{}", text.concat()));
    assert!(said.contains("in 4 rows `https` is 000 beside a `http` of 301"), "{said}");
    assert!(said.contains("site = \"domain\", status_code = \"https\" }"), "{said}");
    // A number of errors that is always 0 tells nothing.
    let row = |at: usize| {
        let begin = format!("{{\"id\":{at},\"issue\":\"timeout\",\"service\":\"ferry.example\"");
        format!("{begin},\"error_code\":0,\"created_at\":\"{}\"}}", stamp(at))
    };
    let all: Vec<String> = (0..12).map(row).collect();
    let (file, said) = proposed("failures.json", &format!("[{}]", all.join(",")));
    assert!(!file.contains("error_code == 0"), "{file}\n{said}");
}

#[test]
fn the_moment_of_a_check_comes_before_that_of_its_record() {
    let text = rows(|stamp, host, down| {
        let begin = format!("{{\"created_at\":\"{}\"", stamp.replace(":00Z", ":07Z"));
        let code = if down { 503 } else { 200 };
        format!("{begin},\"startedAt\":\"{stamp}\",\"site\":\"{host}\",\"status\":{code}}}")
    });
    has_the_outage("results.json", &format!("[{}]", text.join(",")));
}

#[test]
fn times_of_outages_are_known_by_their_lengths() {
    let row = |cells: [&str; 4]| {
        let [host, from, until, length] = cells;
        format!("7,{host},HTTPS,2023-09-12 {from}:04,2023-09-12 {until}:09,{length}\n")
    };
    let rows = [
        row(["ferry.example", "09:30", "10:10", "40m 5s"]),
        row(["wharf.example", "11:00", "11:20", "20m 5s"]),
        row(["ferry.example", "13:00", "14:30", "1h 30m 5s"]),
    ];
    let text = format!("Nr,Node,Service,Gone,Seen anew,Took\n{}", rows.concat());
    let said = question("list.csv", &text);
    assert!(said.contains("state: no column tells the state"), "{said}");
    let (file, _) = proposed("list.csv", &text);
    let columns = "columns = { site = \"Node\", start = \"Gone\", end = \"Seen anew\" }";
    assert!(file.contains(columns), "{file}");
    // Words that were not known, an id that looks like a code, and a code beside each outage.
    for header in ["Went Offline,Back Online", "Caída,Recuperación", "Down,Up"] {
        let row = |at: usize| {
            format!("{},ferry.example,{},{},no answer at all\n", 100 + at, stamp(at), stamp(at + 2))
        };
        let rows: String = [1, 9, 20].map(row).concat();
        let (file, said) =
            proposed("list.csv", &format!("Outage ID,Monitor,{header},Reason\n{rows}"));
        assert!(file.contains("layout = \"periods\""), "{file}\n{said}");
    }
    let outage = |at: usize| {
        let begin = "{\"monitor\":{\"url\":\"https://ferry.example/\"},\"statusCode\":503";
        let (from, until) = (stamp(at), stamp(at + 2));
        format!("{begin},\"startDate\":\"{from}\",\"endDate\":\"{until}\",\"isResolved\":true}}")
    };
    let all = [1, 9, 20].map(outage).join(",");
    let (file, said) = proposed("outages.json", &format!("{{\"outages\":[{all}]}}"));
    let columns = "start = \"outages[].startDate\", end = \"outages[].endDate\"";
    assert!(file.contains("layout = \"periods\"") && file.contains(columns), "{file}\n{said}");
}

#[test]
fn moments_in_headings_may_have_any_form() {
    let table = |words: [&str; 2]| {
        let headings: String =
            (0..24).map(|at| format!(";{:02}.09.2023 {:02}:00", 12 + at / 24, at)).collect();
        let cells = |down: bool| {
            let cell = |at| format!(";{}", words[usize::from(down && (9..13).contains(&at))]);
            (0..24).map(cell).collect::<String>()
        };
        format!("Site{headings}\nferry.example{}\nwharf.example{}\n", cells(true), cells(false))
    };
    for words in [["up", "down"], ["200", "503"]] {
        let at = folder(&[("sheet.csv", &table(words))]);
        let (outages, notes) = quick(at.path(), &["--probes", "sheet.csv", "--zone", "UTC"]);
        assert!(notes.contains("time_format = \"%d.%m.%Y %H:%M\""), "{notes}");
        assert_eq!(outages.lines().count(), 2, "{outages}");
        assert!(outages.contains("T08:00:00.") && outages.contains("T13:00:59."), "{outages}");
    }
    for words in [["+", "-"], ["да", "нет"]] {
        let said = question("sheet.csv", &table(words));
        assert!(said.contains("results: ") && said.contains(&format!("`{}`", words[1])), "{said}");
    }
}

#[test]
fn claims_stand_in_the_list_within_an_envelope() {
    let log = "timestamp,site,status_code\n".to_owned()
        + &rows(|stamp, host, down| format!("{stamp},{host},{}\n", if down { 503 } else { 200 }))
            .concat();
    let asked = |text: &str| {
        let at = folder(&[("log.csv", &log), ("said.json", text)]);
        stopped(at.path(), &["report", "--probes", "log.csv", "--claims", "said.json", "-o", "out"])
    };
    let post = |at: usize| {
        let begin = format!(
            "{{\"type\":\"message\",\"user\":\"U7\",\"kind\":\"t3\",\"ts\":\"{}.0004\"",
            1_694_500_000 + at
        );
        format!("{begin},\"text\":\"ferry down\"}}")
    };
    let posts = [20, 90].map(post).join(",");
    let said = asked(&format!(
        "{{\"ok\":true,\"latest\":\"a\",\"messages\":[{posts}],\"has_more\":false}}"
    ));
    for part in ["published = \"messages[].ts\"", "quote = \"messages[].text\""] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("kind = \"messages[]"), "{said}");
    let note = |at: usize| {
        let begin = format!("{{\"id\":\"{at}\",\"scope\":\"ferry.example\",\"description\":null");
        let link = format!("\"linkedUrl\":\"https://n.example/{at}\"");
        format!(
            "{begin},{link},\"startDate\":\"{}\",\"endDate\":\"{}\"}}",
            stamp(at),
            stamp(at + 3)
        )
    };
    let notes = [3, 9].map(note).join(",");
    let said = asked(&format!(
        "{{\"success\":true,\"errors\":[],\"result\":{{\"annotations\":[{notes}]}}}}"
    ));
    let columns =
        "asserted = [\"result.annotations[].startDate\", \"result.annotations[].endDate\"]";
    assert!(said.contains(columns), "{said}");
}

#[test]
fn a_moment_that_never_moves_is_none_of_a_claim() {
    let post = |at: usize| {
        let author = "{\"handle\":\"harbour.example\",\"createdAt\":\"2021-01-01T00:00:00Z\"}";
        let record =
            format!("{{\"createdAt\":\"{}\",\"text\":\"the ferry page is down\"}}", stamp(at));
        format!("{{\"post\":{{\"author\":{author},\"record\":{record}}}}}")
    };
    let text = format!("{{\"feed\":[{}],\"cursor\":\"x\"}}", [2, 9].map(post).join(","));
    let (file, said) = proposed("feed.json", &text);
    assert!(file.contains("published = \"feed[].post.record.createdAt\""), "{file}\n{said}");
}

#[test]
fn the_host_of_a_page_is_its_publisher() {
    let row = |at: usize| {
        format!(
            "https://news.example/{at},Ferry page still down today,{},news.example\n",
            stamp(at)
        )
    };
    let text = format!("url,title,seendate,domain\n{}", [2, 9, 11].map(row).concat());
    let log = "timestamp,site,status_code\n2023-09-12T08:00:00Z,ferry.example,200\n\
        2023-09-12T08:10:00Z,ferry.example,503\n";
    let at = folder(&[("articles.csv", &text), ("log.csv", log)]);
    let words = ["report", "--probes", "log.csv", "--claims", "articles.csv", "-o", "out"];
    let said = stopped(at.path(), &words);
    assert!(said.contains("targets: ") && !said.contains("targets = \"domain\""), "{said}");
}

/// The command that was printed took the feed's own head for claims.
#[test]
fn the_command_for_a_feed_writes_its_entries() {
    let entry = |at: usize| {
        format!(
            "<entry><id>tag:{at}</id><published>{}</published><title>Ferry page down</title>\
            <link href=\"https://status.example/{at}\"/></entry>",
            stamp(at)
        )
    };
    let atom = format!(
        "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
        <id>tag:all</id><title>Harbour history</title><updated>{}</updated>\n{}</feed>\n",
        stamp(20),
        [3, 9].map(entry).concat()
    );
    let item = |at: usize| {
        format!(
            "<item><title>Ferry page down</title><pubDate>Tue, 12 Sep 2023 0{at}:00:00 +0000\
             </pubDate><link>https://status.example/{at}</link></item>"
        )
    };
    let items = [3, 9].map(item).concat();
    let rss = format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>History</title>{items}\
         </channel></rss>\n"
    );
    for text in [atom, rss] {
        let at = folder(&[("history.xml", &text)]);
        let said = stopped(at.path(), &["report", "--probes", "history.xml", "-o", "out"]);
        assert!(said.contains("a feed, Atom or RSS"), "{said}");
        run_printed(at.path(), &said, "python3 -c");
        let table = fs::read_to_string(at.path().join("feed.csv")).unwrap();
        assert_eq!(table.lines().count(), 3, "{table}");
        assert!(
            !table.contains("tag:all") && table.contains("https://status.example/9"),
            "{table}"
        );
    }
}

#[test]
fn files_of_known_programs_have_their_recipe_named() {
    let nagios = "[1694500000] Nagios 4.4.6 starting... (PID=7)\n[1694500000] LOG VERSION: 2.0\n\
        [1694500001] CURRENT HOST STATE: ferry;UP;HARD;1;PING OK\n\
        [1694500900] HOST ALERT: ferry;DOWN;HARD;3;CRITICAL\n";
    let rrd = "                 uptime       loss     median\n\n1694500000: -nan 0.0e+00 2.5e-01\n\
        1694500300: nan 2.0e+01 2.5e-01\n1694500600: -nan 0.0e+00 2.4e-01\n\
        1694500900: -nan 0.0e+00 2.4e-01\n1694501200: -nan 0.0e+00 2.4e-01\n";
    let lines = "http_response,host=a,server=https://ferry.example/,status_code=200 took=0.3,ok=1i \
        1694500000000000000\nhttp_response,host=a,server=https://ferry.example/,status_code=200 \
        took=0.3,ok=1i 1694500060000000000\n";
    let metrics = "{\"MetricDataResults\":[{\"Id\":\"a\",\"Timestamps\":[\"2023-09-12T08:00:00Z\"],\
        \"Values\":[100.0]}]}";
    for (text, recipe) in [
        (nagios, "Nagios, Icinga"),
        (rrd, "Smokeping"),
        (lines, "InfluxDB: line protocol"),
        (metrics, "CloudWatch Synthetics: get-metric-data"),
    ] {
        let said = question("their.log", text);
        let under = format!("docs/recipes.md reads it, under \"{recipe}\"");
        assert!(said.contains(&under) && said.contains("files = \"their.log\""), "{said}");
    }
    let list = "{\"metadata\":{\"count\":-1},\"results\":[{\"anomaly\":false,\"input\":\
        \"https://ferry.example/\",\"measurement_start_time\":\"2023-09-12T08:00:00Z\",\
        \"measurement_url\":\"https://api.example/1\",\"probe_asn\":\"AS7\",\"probe_cc\":\"NO\"}]}";
    let said = question("list.json", list);
    assert!(said.contains("OONI") && said.contains("measurement_url' list.json"), "{said}");
}

/// A second year was to be written before each line.
#[test]
fn a_year_behind_the_clock_is_one() {
    let line = |at: usize| {
        format!("Tue Sep 12 08:{:02}:00 2023 ferry {}\n", at, ["open", "shut"][at / 3 % 2])
    };
    let text: String = (0..12).map(line).collect();
    let said = question("log.txt", &text);
    assert!(!said.contains("without a year") && !said.contains("sed 's/^/2022 /'"), "{said}");
}

#[test]
fn a_known_word_with_more_behind_it_means_what_it_means_alone() {
    let text = rows(|stamp, host, down| {
        let id = stamp.replace(['-', ':'], "");
        let result = if down { format!("DOWN (timed out, object {id})") } else { "UP".to_owned() };
        format!("{stamp} | https://{host} | {result}\n")
    });
    has_the_outage("log.txt", &text.concat());
    let text = rows(|stamp, host, down| {
        let result =
            if down { format!("Failed: port {}", &stamp[14..16]) } else { "OK".to_owned() };
        format!("{stamp};{host};{result}\n")
    });
    let (file, _) = proposed("log.csv", &format!("time;host;status\n{}", text.concat()));
    assert!(file.contains("results = { \"Failed:*\" = \"down\" }"), "{file}");
    // A word behind it that means something else leaves it open.
    let text = rows(|stamp, host, down| {
        format!("{stamp},{host},{}\n", if down { "up: now down" } else { "up" })
    });
    let (file, said) = proposed("log.csv", &format!("time,host,status\n{}", text.concat()));
    assert!(!file.contains("*\" = "), "{file}");
    assert!(said.contains("`up: now down`"), "{said}");
}

#[test]
fn sentences_that_a_program_repeats_are_no_claims() {
    let text = rows(|stamp, host, down| {
        let said = if down { "Monitor is DOWN: timeout" } else { "Monitor is UP: all is well" };
        format!("{stamp},{host},{said}\n")
    });
    let said = question("log.csv", &format!("timestamp,monitor,event\n{}", text.concat()));
    assert!(said.contains("is it `event` (`Monitor is DOWN: timeout`, `Monitor is UP"), "{said}");
}

#[test]
fn lengths_of_outages_have_each_unit() {
    for (heading, lengths) in [
        ("duration_ms", ["2400000", "1800000"]),
        ("duration_hours", ["0.6667", "0.5"]),
        ("minutes", ["40", "30"]),
    ] {
        let [one, other] = lengths;
        let text = format!(
            "site,start,{heading}\nferry.example,2023-09-12T09:30:00Z,{one}\n\
             wharf.example,2023-09-13T11:00:00Z,{other}\n"
        );
        let at = folder(&[("list.csv", &text)]);
        assert!(ran(at.path(), &["init", "case", "list.csv"]).status.success(), "{heading}");
        fill(at.path(), &[("state", "\"down\""), ("interval", "\"1m\"")]);
        let (outages, notes) = quick(at.path(), &["case"]);
        assert_eq!(outages.lines().count(), 3, "{heading}: {outages} {notes}");
        assert!(outages.contains("2023-09-12T10:10:0"), "{heading}: {outages}");
    }
    // Checks are timed in milliseconds, too.
    let checks = "site,start,duration_ms\nferry.example,2023-09-12T09:30:00Z,240\n\
        wharf.example,2023-09-12T09:30:00Z,380\n";
    assert!(question("list.csv", checks).contains("up_when"), "checks");
}
