//! Claims as people keep them: tables and JSON in columns of others, bare lists of incidents, dumps
//! of posts. What no column says is asked or refused, and never guessed.

use crate::incident_folder::{self, IncidentFolder};
use corroborate::clock::rfc3339;
use corroborate::init::guess;
use corroborate::model::{Claim, Guess, GuessedTable, Report, Target};

const PROBES: &str = "timestamp,site,status_code\n2025-01-21T00:00:00Z,shop,200\n\
    2025-01-21T00:10:00Z,shop,503\n2025-01-21T00:15:00Z,shop,503\n2025-01-21T00:20:00Z,shop,200\n";
const RULES: &str = "[[rule]]\nwords = \"shop\"\ntargets = \"shop\"\n";

/// The report on one file of claims.
fn read(name: &str, text: &str, keys: &str) -> Result<Report, String> {
    let entry = format!("[[claims]]\nfiles = \"{name}\"\n{keys}\n");
    IncidentFolder::new(&format!("{}{entry}", incident_folder::PROBES))
        .with("probes.csv", PROBES)
        .with("rules.toml", RULES)
        .with(name, text)
        .report()
}

/// A claim in words: id, claimant, role, kind, targets, the ends of the asserted time.
fn words(claim: &Claim) -> String {
    let name = |target: &Target| match target {
        Target::All => "*".to_owned(),
        Target::Group(group) => format!("group:{group}"),
        Target::Site(id) => id.clone(),
    };
    let targets: Vec<String> = claim.targets.iter().map(name).collect();
    let end = |end| Option::map_or(end, String::from(".."), rfc3339);
    let asserted = claim.asserted.map_or_else(String::new, |range| {
        format!(" {}/{}", end(range.earliest), end(range.latest))
    });
    let (role, kind) = (claim.role.as_str(), claim.kind.as_str());
    format!("{} {} {role} {kind} {}{asserted}", claim.id, claim.claimant, targets.join(";"))
}

fn claims(report: &Report) -> Vec<String> {
    report.claims.iter().map(words).collect()
}

fn refused(report: &Report) -> Vec<String> {
    report.refusals.listed.iter().map(ToString::to_string).collect()
}

const TABLE: &str = "nr;when;seen;who;victim;what;text\n\
    3;21.01.2025 00:05;21.01.2025;Crew;shop;DDoS;down it goes\n\
    4;21.01.2025 00:30;;Shop Ltd;shop;Update;all is well again\n";
const COLUMNS: &str = "columns = { claim = \"nr\", published = \"when\", asserted = \"seen\", \
    claimant = \"who\", targets = \"victim\", kind = \"what\", quote = \"text\" }\n\
    separator = \";\"\nzone = \"Europe/Berlin\"\ntime_format = \"%d.%m.%Y %H:%M\"\n\
    kinds = { DDoS = \"attack\", update = \"restored\" }\nrole = \"media\"";

#[test]
fn a_table_in_columns_of_others_is_read_by_their_names() {
    let keys = COLUMNS.replace("asserted = \"seen\", ", "");
    let report = read("c.csv", TABLE, &keys).unwrap();
    assert_eq!(claims(&report), ["3 Crew media attack shop", "4 Shop Ltd media restored shop"]);
    assert_eq!(report.claims[0].quote, "down it goes");
    // The zone of the entry, an hour ahead.
    let published = report.claims[0].published.unwrap().earliest.unwrap();
    assert_eq!(rfc3339(published), "2025-01-20T23:05:00Z");
    // One form for all times: a day is not of it, and is reported.
    let report = read("c.csv", TABLE, COLUMNS).unwrap();
    assert_eq!(claims(&report), ["4 Shop Ltd media restored shop"]);
    assert!(refused(&report)[0].starts_with("c.csv:2:3: seen: "), "{:?}", refused(&report));
}

/// JSON says what the table says: lines, and a list in which sites are a list.
#[test]
fn records_in_json_are_read_by_their_paths() {
    let columns = "layout = \"json\"\nrole = \"media\"\nkind = \"attack\"\n\
        columns = { claim = \"meta.nr\", claimant = \"who\", targets = \"victims\", asserted = \
        [\"from\", \"to\"] }";
    let one = r#"{"meta":{"nr":3},"who":"Crew","victims":["shop","*"],"from":"2025-01-21T00:05Z","to":"2025-01-21T00:20Z"}"#;
    let two =
        r#"{"meta":{"nr":4},"who":"Crew","victims":"shop","from":"2025-01-21T00:05Z","to":null}"#;
    let expected = [
        "3 Crew media attack shop;* 2025-01-21T00:05:00Z/2025-01-21T00:20:00Z",
        "4 Crew media attack shop 2025-01-21T00:05:00Z/..",
    ];
    for text in [format!("{one}\n{two}\n"), format!("[{one},{two}]")] {
        let report = read("c.json", &text, columns).unwrap();
        assert_eq!(claims(&report), expected, "{:?}", refused(&report));
    }
    let wrapped = format!("{{\"page\":1,\"reports\":[{one},{two}]}}");
    let under = columns
        .replace("\"meta.", "\"reports[].meta.")
        .replace("= \"who\"", "= \"reports[].who\"")
        .replace("\"victims\"", "\"reports[].victims\"")
        .replace("[\"from\", \"to\"]", "[\"reports[].from\", \"reports[].to\"]");
    assert_eq!(claims(&read("c.json", &wrapped, &under).unwrap()), expected);
    // A broken line costs itself; a document that breaks off stops the run.
    let report = read("c.json", &format!("{one}\n{{\"meta\":\n{two}\n"), columns).unwrap();
    assert_eq!((claims(&report).len(), report.refusals.count()), (2, 1));
    let why = read("c.json", &format!("[{one},{{\"meta\":"), columns).unwrap_err();
    assert!(why.contains("c.json:1:") && why.contains("the JSON breaks off here"), "{why}");
    let odd = one.replace("\"Crew\"", "{\"name\":\"Crew\"}");
    let report = read("c.json", &format!("{odd}\n{two}\n"), columns).unwrap();
    assert!(refused(&report)[0].contains("who: expected a plain value"), "{:?}", refused(&report));
}

/// What a claim needs and neither row nor entry says is refused, row by row.
#[test]
fn what_no_column_says_is_refused_and_never_guessed() {
    let header = "id,who,what,site\n";
    let columns =
        "columns = { claim = \"id\", claimant = \"who\", kind = \"what\", targets = \"site\" }";
    let cases = [
        ("1,Crew,attack,shop\n", "role = \"attacker\"", vec![], 1),
        ("1,Crew,attack,shop\n,Crew,attack,shop\n", "role = \"attacker\"", vec![], 2),
        ("1,,attack,shop\n", "role = \"attacker\"", vec!["c.csv:2:2: who: ", "who says it"], 0),
        ("1,,attack,shop\n", "role = \"attacker\"\nclaimant = \"unknown\"", vec![], 1),
        ("1,Crew,,shop\n", "role = \"attacker\"\nkind = \"outage\"", vec![], 1),
        ("1,Crew,defacement,shop\n", "role = \"attacker\"", vec!["what: ", "say in `kinds`"], 0),
        ("1,Crew,attack,\n", "role = \"attacker\"", vec!["site: the field is empty"], 0),
        ("1,Crew,attack,\n", "role = \"attacker\"\ntargets = \"shop\"", vec![], 1),
        (
            "1,Crew,attack,nowhere\n",
            "role = \"attacker\"",
            vec!["no site, host or group `nowhere`"],
            1,
        ),
    ];
    for (rows, keys, wanted, count) in cases {
        let report = read("c.csv", &format!("{header}{rows}"), &format!("{columns}\n{keys}"))
            .unwrap_or_else(|why| panic!("{rows}: {why}"));
        let refusals = refused(&report);
        assert_eq!(
            (claims(&report).len(), refusals.len()),
            (count, usize::from(!wanted.is_empty())),
            "{rows}: {refusals:?}"
        );
        assert!(wanted.iter().all(|words| refusals[0].contains(words)), "{rows}: {refusals:?}");
    }
    // An id that is missing is made of file and line.
    let report = read(
        "c.csv",
        &format!("{header},Crew,attack,shop\n"),
        &format!("{columns}\nrole = \"attacker\""),
    )
    .unwrap();
    assert_eq!(report.claims[0].id, "c.csv:2");
    for (keys, wanted) in [
        (columns.to_owned(), "there is no column `role`"),
        (columns.to_owned(), "or for all rows role = \"…\" in its [[claims]]"),
        (
            format!("{}\nrole = \"media\"", columns.replace("\"site\"", "\"sites\"")),
            "`sites` (named for `targets` in `columns`)",
        ),
        (
            format!("{}\nrole = \"media\"", columns.replace("\"site\"", "\"sites\"")),
            "did you mean `site`?",
        ),
        (columns.replace("claimant", "author"), "`author` is none of the columns of claims"),
        (format!("{columns}\nroles = {{ x = \"hacker\" }}"), "expected one of `attacker`"),
        (format!("{columns}\ncomponents = {{ A = \"shop\" }}"), "claims.components"),
        ("layout = \"json\"\nseparator = \";\"".to_owned(), "claims.separator"),
    ] {
        let why = read("c.csv", &format!("{header}1,Crew,attack,shop\n"), &keys).unwrap_err();
        assert!(why.contains(wanted), "{why}\n  has no\n{wanted}");
    }
}

/// Our own table stays as strict as it was: without `columns` no id is made.
#[test]
fn our_own_table_needs_its_ids() {
    let header = "claim,claimant,role,kind,targets\n";
    let report = read("c.csv", &format!("{header},Crew,attacker,attack,shop\n"), "").unwrap();
    assert!(refused(&report)[0].contains("claim: the field is empty"), "{:?}", refused(&report));
    let why =
        read("c.csv", "claimant,role,kind,targets\nCrew,attacker,attack,shop\n", "").unwrap_err();
    assert!(why.contains("there is no column `claim`"), "{why}");
}

const INCIDENT: &str = r#"{"id":"i1","name":"Shop","created_at":"2025-01-21T00:05:00Z","incident_updates":[
    {"id":"u2","status":"resolved","created_at":"2025-01-21T00:30:00Z"},
    {"id":"u1","status":"investigating","created_at":"2025-01-21T00:06:00Z"}]}"#;

/// What pagers over `/incidents.json` save says what the page's own document says.
#[test]
fn incidents_of_a_page_come_bare_alone_and_in_pages() {
    let keys = "layout = \"statuspage\"\ntargets = \"shop\"";
    let page = format!("{{\"page\":{{\"name\":\"Shop Ltd\"}},\"incidents\":[{INCIDENT}]}}");
    let whole = claims(&read("i.json", &page, keys).unwrap());
    assert_eq!(whole.len(), 2);
    let named = format!("{keys}\nclaimant = \"Shop Ltd\"");
    for text in [format!("[{INCIDENT}]"), INCIDENT.to_owned()] {
        assert_eq!(claims(&read("i.json", &text, &named).unwrap()), whole, "{text}");
        let why = read("i.json", &text, keys).unwrap_err();
        assert!(why.contains("the file does not name its page"), "{why}");
    }
    let report = read("i.json", &format!("[7,{INCIDENT}]"), &named).unwrap();
    assert_eq!((claims(&report), report.refusals.count()), (whole.clone(), 1));
    // Pages that overlap say an incident twice, which counts once.
    let entry = format!("[[claims]]\nfiles = \"pages/*.json\"\n{named}\n");
    let folder = IncidentFolder::new(&format!("{}{entry}", incident_folder::PROBES))
        .with("probes.csv", PROBES)
        .with("pages/1.json", format!("[{INCIDENT}]"))
        .with(
            "pages/2.json",
            format!("[{INCIDENT},{}]", INCIDENT.replace("i1", "i0").replace("\"u", "\"w")),
        );
    let report = folder.report().unwrap();
    assert_eq!((claims(&report).len(), report.refusals.count()), (4, 2));
    let why = read("i.json", "{\"incident_updates\":[]}", &named).unwrap_err();
    assert!(why.contains("there is no list `incidents`"), "{why}");
}

/// A post says the same whoever saved it.
#[test]
fn dumps_of_scrapers_say_what_the_export_says() {
    let keys = "layout = \"telegram\"\nrules = \"rules.toml\"\nrole = \"attacker\"\nkind = \
        \"attack\"\nclaimant = \"Crew\"";
    let telethon = r#"{"_":"Message","id":41,"peer_id":{"_":"PeerChannel","channel_id":7},"date":"2025-01-21T00:05:00+00:00","message":"shop is down","out":false,"edit_date":null,"from_id":null}"#;
    let service = r#"{"_":"MessageService","id":40,"peer_id":{"_":"PeerChannel","channel_id":7},"date":"2025-01-21T00:04:00+00:00","action":{"_":"X"}}"#;
    let other = telethon.replace("41", "42").replace("shop is", "we are");
    let snscrape = r#"{"_type":"snscrape.modules.telegram.TelegramPost","url":"https://t.example/s/crew/41","date":"2025-01-21T00:05:00+00:00","content":"shop is down","outlinks":[]}"#;
    let table = "message_id,date,channel_id,message,views\n41,2025-01-21 00:05:00+00:00,7,\"shop \
        is\ndown\",9\n42,2025-01-21 00:06:00+00:00,7,nothing,9\n";
    let unix = "id;x\n".to_owned();
    let cases = [
        ("lines", format!("{service}\n{telethon}\n{other}\n"), 2, "telegram-7-41"),
        ("a list", format!("[{service},{telethon},{other}]"), 2, "telegram-7-41"),
        (
            "an answer",
            format!("{{\"count\":3,\"messages\":[{service},{telethon},{other}]}}"),
            2,
            "telegram-7-41",
        ),
        ("snscrape", format!("{snscrape}\n"), 0, "telegram-crew-41"),
        ("a table", table.to_owned(), 1, "telegram-7-41"),
        (
            "a table in seconds",
            table.replace("2025-01-21 00:05:00+00:00", "1737417900"),
            1,
            "telegram-7-41",
        ),
        (
            "a table without a channel",
            table.replace("channel_id", "media").replace(",message,", ",text,"),
            1,
            "telegram-posts-41",
        ),
    ];
    for (shape, text, outside, id) in cases {
        let report = read("posts.dump", &text, keys).unwrap_or_else(|why| panic!("{shape}: {why}"));
        assert_eq!(
            claims(&report),
            [format!("{id} Crew attacker attack shop")],
            "{shape}: {:?}",
            refused(&report)
        );
        let claim = &report.claims[0];
        let published = claim.published.unwrap().earliest.unwrap();
        assert_eq!(
            (rfc3339(published).as_str(), claim.quote.as_str()),
            ("2025-01-21T00:05:00Z", "shop is down"),
            "{shape}"
        );
        let input = report.inputs.iter().find(|input| input.path == "posts.dump").unwrap();
        assert_eq!((input.outside, input.refused), (outside, 0), "{shape}");
    }
    let edited =
        telethon.replace("\"edit_date\":null", "\"edit_date\":\"2025-01-21T00:07:00+00:00\"");
    let note = &read("posts.dump", &format!("{edited}\n{service}\n"), keys).unwrap().claims[0].note;
    assert!(note.contains("edited or reacted to, last at 2025-01-21T00:07:00+00:00"), "{note}");
    let nameless = keys.replace("\nclaimant = \"Crew\"", "");
    let report = read("posts.dump", &format!("{telethon}\n{service}\n"), &nameless).unwrap();
    assert!(refused(&report)[0].contains("who says it"), "{:?}", refused(&report));
    let odd = telethon.replace("\"Message\"", "\"Story\"");
    let report = read("posts.dump", &format!("{odd}\n{service}\n"), keys).unwrap();
    assert!(
        refused(&report)[0].contains("_: expected `Message`, `MessageService`"),
        "{:?}",
        refused(&report)
    );
    let why = read("posts.dump", &unix, keys).unwrap_err();
    assert!(why.contains("posts.dump:1:1: a table of posts has a column `id`"), "{why}");
}

fn proposed(name: &str, text: &str) -> Guess {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    guess(&[path]).unwrap().remove(0)
}

fn keys(guess: &Guess) -> Vec<String> {
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "?".to_owned());
    guess.keys.iter().map(|key| format!("{} = {}", key.key, value(&key.value))).collect()
}

/// `init` takes texts with dates for claims, asks what no column says, and proposes no probes.
#[test]
fn tables_of_texts_are_proposed_as_claims() {
    let table = "uid,report_date,actor,victim,summary,attack_type\n1,2025-01-21,Crew,shop,They \
        said that they did it,DDoS\n";
    let guess = proposed("t.csv", table);
    assert_eq!(guess.table, GuessedTable::Claims, "{guess:?}");
    assert_eq!(
        keys(&guess),
        [
            "layout = \"csv\"",
            "columns = \
             { claim = \"uid\", claimant = \"actor\", kind = \"attack_type\", targets = \
             \"victim\", published = \"report_date\", quote = \"summary\" }",
            "role = ?",
            "kinds = ?",
            "zone = ?",
        ]
    );
    let filled = "role = \"media\"\nkinds = { DDoS = \"attack\" }\nzone = \"UTC\"";
    let written: Vec<String> = keys(&guess).into_iter().filter(|key| !key.ends_with('?')).collect();
    let report = read("t.csv", table, &format!("{}\n{filled}", written.join("\n"))).unwrap();
    assert_eq!(claims(&report), ["1 Crew media attack shop"]);
    let json = r#"{"items":[{"posted_at":"2025-01-21T00:00:00Z","account":"Crew","body":"It will be down today"}]}"#;
    let guess = proposed("t.json", json);
    assert_eq!(
        (guess.table, keys(&guess)[0].as_str()),
        (GuessedTable::Claims, "layout = \"json\"")
    );
    assert_eq!(guess.to_fill().map(|key| key.key).collect::<Vec<_>>(), ["role", "kind", "targets"]);
    let posts = "id,date,site,message\n1,2025-01-21 00:00:00Z,shop,the shop is down \
        now\n2,2025-01-21 01:00:00Z,shop,nothing new to say\n";
    assert_eq!(proposed("p.csv", posts).table, GuessedTable::Claims);
    // A text beside a code, or one that is mostly empty, is the error of a probe.
    for log in [
        "date,site,code,message\n2025-01-21T00:00:00Z,shop,200,all is as it was\n",
        "date,site,message\n2025-01-21T00:00:00Z,shop,\n2025-01-21T00:10:00Z,shop,connection \
         timed out again\n",
    ] {
        assert_eq!(proposed("l.csv", log).table, GuessedTable::Probes, "{log}");
    }
}

/// Dumps of posts and bare lists are known, and ask who speaks where the file does not say it.
#[test]
fn dumps_and_bare_lists_are_known() {
    let telethon = r#"{"_":"Message","id":41,"peer_id":{"_":"PeerChannel","channel_id":7},"date":"2025-01-21T00:05:00+00:00","message":"x"}"#;
    let cases = [
        ("i.json", format!("[{INCIDENT}]"), "statuspage", vec!["components", "claimant"]),
        ("i.json", INCIDENT.to_owned(), "statuspage", vec!["components", "claimant"]),
        (
            "p.jsonl",
            format!("{telethon}\n{telethon}\n"),
            "telegram",
            vec!["rules", "role", "claimant"],
        ),
        (
            "p.csv",
            "id,date,channel_title,text,views\n1,2025-01-21 00:05:00,Crew,x,1\n".to_owned(),
            "telegram",
            vec!["rules", "role", "zone"],
        ),
    ];
    for (name, text, layout, wanted) in cases {
        let guess = proposed(name, &text);
        assert_eq!(
            (guess.table, keys(&guess)[0].clone()),
            (GuessedTable::Claims, format!("layout = \"{layout}\"")),
            "{name}"
        );
        assert_eq!(
            guess.to_fill().map(|key| key.key).collect::<Vec<_>>(),
            wanted,
            "{name}: {guess:?}"
        );
    }
}

const POSTS: &str = "id,at,who,text\n1,2025-01-21T00:05:00Z,Crew,we hit the shop\n\
    2,2025-01-21T00:12:00Z,Shop Ltd,the shop is down\n\
    3,2025-01-21T00:22:00Z,Shop Ltd,after we were hit the shop is back\n\
    4,2025-01-21T00:30:00Z,Shop Ltd,nice weather\n5,2025-01-21T00:31:00Z,Shop Ltd,shop news\n";

/// Rules tell which sites a row names and of which kind it is; the first that fits decides, and
/// what fits none says nothing that a probe can check.
#[test]
fn rules_tell_the_kind_and_the_sites_of_each_row() {
    let rules = "[[rule]]\nwords = \"back\"\nkind = \"restored\"\n\
        [[rule]]\nwords = \"hit\"\nkind = \"attack\"\nrole = \"attacker\"\n\
        [[rule]]\nwords = \"down\"\nkind = \"outage\"\n\
        [[rule]]\nwords = \"shop\"\ntargets = \"shop\"\n";
    let columns = "columns = { claim = \"id\", published = \"at\", claimant = \"who\", quote = \
        \"text\" }\nrules = \"kinds.toml\"\nrole = \"operator\"";
    let of = |columns: &str, name: &str, text: &str| {
        let entry = format!("[[claims]]\nfiles = \"{name}\"\n{columns}\n");
        let folder = IncidentFolder::new(&format!("{}{entry}", incident_folder::PROBES));
        let folder = folder.with("probes.csv", PROBES).with("kinds.toml", rules);
        folder.with(name, text).report().unwrap()
    };
    let expected = [
        "1 Crew attacker attack shop",
        "2 Shop Ltd operator outage shop",
        "3 Shop Ltd attacker restored shop",
        "5 Shop Ltd operator unstated shop",
    ];
    let report = of(columns, "c.csv", POSTS);
    assert_eq!(claims(&report), expected, "{:?}", refused(&report));
    // The fourth speaks of no site, and is counted.
    assert!(report.inputs.iter().any(|input| input.path == "c.csv" && input.outside == 1));
    let json: String = POSTS
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!(
                "{{\"id\":\"{}\",\"at\":\"{}\",\"who\":\"{}\",\"text\":\"{}\"}}\n",
                cells[0], cells[1], cells[2], cells[3]
            )
        })
        .collect();
    assert_eq!(claims(&of(&format!("layout = \"json\"\n{columns}"), "c.json", &json)), expected);
    // A column of kinds comes before the rules, and targets of the entry stand for all.
    let text = POSTS.replace('\n', ",\n").replace("text,\n", "text,kind\n");
    let text = text.replace("news,\n", "news,cause\n");
    let report = of(&format!("{columns}\ntargets = \"shop\""), "c.csv", &text);
    let last: Vec<String> = claims(&report).split_off(3);
    assert_eq!(last, ["4 Shop Ltd operator unstated shop", "5 Shop Ltd operator cause shop"]);
}

#[test]
fn a_rule_that_says_nothing_is_refused() {
    let columns = "columns = { claim = \"id\", published = \"at\", claimant = \"who\", quote = \
        \"text\" }\nrules = \"kinds.toml\"\nrole = \"operator\"";
    let entry = format!("[[claims]]\nfiles = \"c.csv\"\n{columns}\n");
    let of = |rules: &str, entry: &str| {
        let folder = IncidentFolder::new(&format!("{}{entry}", incident_folder::PROBES));
        let folder = folder.with("probes.csv", PROBES).with("kinds.toml", rules);
        folder.with("c.csv", POSTS).report().unwrap_err()
    };
    let why = of("[[rule]]\nwords = \"shop\"\n", &entry);
    assert!(why.contains("says nothing of a text with its words"), "{why}");
    // A message of Telegram speaks of the sites that its words name, and of nothing else.
    let telegram = "[[claims]]\nfiles = \"c.csv\"\nlayout = \"telegram\"\nrules = \
        \"kinds.toml\"\nrole = \"media\"\n";
    let why = of("[[rule]]\nwords = \"shop\"\nkind = \"outage\"\n", telegram);
    assert!(why.contains("rule 1 has no `targets`"), "{why}");
}

/// A day with the clocks of a start and of an end: an earlier end is one of the next day, by the
/// clock of the zone, and an end that has not come is none.
#[test]
fn an_asserted_time_may_be_a_day_and_two_clocks() {
    let text = "id,day,from,to\n1,2025-03-29,01:00,01:30\n2,2025-03-29,23:30,03:30\n\
        3,2025-03-30,23:30,ongoing\n";
    let keys = "columns = { claim = \"id\", asserted = [\"day\", \"from\", \"to\"] }\n\
        claimant = \"Op\"\nrole = \"operator\"\nkind = \"outage\"\ntargets = \"shop\"\n\
        zone = \"Europe/Berlin\"";
    let report = read("c.csv", text, keys).unwrap();
    let expected = [
        "1 Op operator outage shop 2025-03-29T00:00:00Z/2025-03-29T00:30:00Z",
        // The night is an hour short.
        "2 Op operator outage shop 2025-03-29T22:30:00Z/2025-03-30T01:30:00Z",
        "3 Op operator outage shop 2025-03-30T21:30:00Z/..",
    ];
    assert_eq!(claims(&report), expected, "{:?}", refused(&report));
}

/// A start and an end in two columns are what they are in one cell: the end of 10:00 was 10:01.
#[test]
fn an_asserted_time_of_two_columns_ends_as_one_of_one_cell_does() {
    let ends = [
        ("2025-01-21 00:10", "2025-01-21 00:40", "2025-01-21T00:10:00Z/2025-01-21T00:40:00Z"),
        ("2025-01-21 00:10:00", "2025-01-21 00:40:30", "2025-01-21T00:10:00Z/2025-01-21T00:40:30Z"),
        ("2025-01-21", "2025-01-21", "2025-01-21T00:00:00Z/2025-01-22T00:00:00Z"),
        ("2025-01-21 00", "2025-01-21 03", "2025-01-21T00:00:00Z/2025-01-21T04:00:00Z"),
        // One moment is as long as it is written.
        ("2025-01-21 00:10", "2025-01-21 00:10", "2025-01-21T00:10:00Z/2025-01-21T00:11:00Z"),
        ("..", "2025-01-21 00:10", "../2025-01-21T00:10:00Z"),
    ];
    for (from, until, time) in ends {
        let other = "claimant = \"Op\"\nrole = \"operator\"\nkind = \"outage\"\n\
            targets = \"shop\"\nzone = \"UTC\"";
        let from_cell = if from == ".." { "" } else { from };
        let two = format!("id,from,to\n1,{from_cell},{until}\n");
        let two = read(
            "c.csv",
            &two,
            &format!("columns = {{ claim = \"id\", asserted = [\"from\", \"to\"] }}\n{other}"),
        );
        let one = read(
            "c.csv",
            &format!("id,time\n1,{from}/{until}\n"),
            &format!("columns = {{ claim = \"id\", asserted = \"time\" }}\n{other}"),
        );
        let expected = [format!("1 Op operator outage shop {time}")];
        assert_eq!(claims(&two.unwrap()), expected);
        assert_eq!(claims(&one.unwrap()), expected);
    }
}
