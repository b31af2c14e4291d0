//! Files that hold no table of probes, by what their text is.

pub(in crate::init) mod known_archives;
mod other_texts;

use crate::files::{FileHead, ReadError, WebPage, member_of};
use crate::init::left_out::{LeftOut, shell_word};
use crate::init::lines::known_lines::access_log;
use crate::init::lines::line_groups::is_stamp;
use crate::init::sample::Sampled;
use crate::init::stamps;
use crate::init::words::cell_kinds::is_moment;
use crate::init::words::known_words::Heading;
use crate::logs::{FirstRows, TypedColumn};
use crate::model::{is_copied, shown_path};
use serde::de::IgnoredAny;
use std::net::IpAddr;
use std::path::Path;

/// Lines in which moments are searched.
const STAMPED_LINES: usize = 30;
/// Names of elements of XML that are counted, at most.
const ELEMENTS: usize = 200;
/// Sign before the colours of a terminal.
const ESCAPE: &str = "\u{1b}[";
/// The first bytes of a Parquet file.
pub(in crate::init) const PARQUET: &[u8] = b"PAR1";

/// Says that the column of the moments of a Parquet file is of a type that is not read; `None`
/// where none is, or others hold moments. Its cells are not empty, though none is known.
pub(in crate::init) fn parquet(first: &FirstRows, sampled: &Sampled) -> Option<LeftOut> {
    let is_of_moments =
        |column: &&TypedColumn| !column.is_read && Heading::Time.is_named(&column.name);
    let column = first.columns.iter().find(is_of_moments)?;
    stamps::find_or_days(sampled).is_none().then(|| {
        let TypedColumn { name, kind, .. } = column;
        LeftOut::because(format!(
            "the column `{name}` is {kind}; write it as text, as numbers, or as timestamps in ms, \
             µs or ns, which most programs do where they are not asked for an older form (INT96)"
        ))
    })
}

/// Kind of file that holds no table as text, known by its first bytes.
struct ForeignFile {
    /// First bytes of each such file.
    begins: &'static [u8],
    what: &'static str,
    /// Way to a table that can be read, where `FILE` stands for the path.
    way_in: &'static str,
}

/// The first bytes of a zip archive.
const ZIP: &[u8] = b"PK\x03\x04";
/// Name that stands at the beginning of each document of Office, which is a zip archive.
const OF_OFFICE: &[u8] = b"[Content_Types].xml";
/// Text at the beginning of each document of LibreOffice, which is a zip archive.
const OPEN_DOCUMENT: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument";
/// Folder of a workbook in such an archive.
const OF_SHEETS: &[u8] = b"xl/";

/// Says what a zip archive is that is not named as one.
fn zip(bytes: &[u8], path: &Path) -> LeftOut {
    let has = |name: &[u8]| bytes.windows(name.len()).any(|part| part == name);
    let file = shell_word(path);
    if has(OPEN_DOCUMENT) {
        return LeftOut::because("a document of LibreOffice").with(format!(
            "run `soffice --headless --convert-to xlsx {file}`, or save it as .xlsx, and name that"
        ));
    }
    if has(OF_OFFICE) && !has(OF_SHEETS) {
        let why = LeftOut::because("a document of Office, and no workbook");
        return why.with("write its table as CSV in UTF-8, a row for each probe".to_owned());
    }
    let (what, ending) = match has(OF_OFFICE) {
        true => ("a workbook whose name does not end in .xlsx", "xlsx"),
        false => ("a zip archive whose name does not end in .zip", "zip"),
    };
    let way_in = match member_of(path) {
        Some(member) => {
            let archive = shell_word(&member.container);
            let name = member.name.rsplit('/').next().unwrap_or_default();
            let (inner, copy) = (Path::new(&member.name), format!("{name}.{ending}"));
            let (inner, copy) = (shell_word(inner), shell_word(Path::new(&copy)));
            let unpack = match member.container.extension().is_some_and(|end| end == "zip") {
                true => format!("unzip -p {archive} {inner}"),
                false => format!("tar -xOf {archive} {inner}"),
            };
            format!("run `{unpack} > {copy}`, and name {copy}")
        }
        None => format!("run `cp {file} {file}.{ending}`, and name the copy"),
    };
    LeftOut::because(what).with(way_in)
}

/// The first bytes of an SQLite database.
const SQLITE: &[u8] = b"SQLite format 3\0";
/// Way in for a file that shows rows and holds none.
const OF_AN_IMAGE: &str = "a picture has no rows: ask for the log that it was made of, or write \
    what it shows as CSV, a row for each probe";

/// Kinds of files that hold no table as text.
const FOREIGN_FILES: [ForeignFile; 10] = [
    ForeignFile { begins: b"\x89PNG\r\n", what: "a picture (PNG)", way_in: OF_AN_IMAGE },
    ForeignFile { begins: b"\xff\xd8\xff", what: "a picture (JPEG)", way_in: OF_AN_IMAGE },
    ForeignFile { begins: b"GIF8", what: "a picture (GIF)", way_in: OF_AN_IMAGE },
    ForeignFile {
        begins: b"\xfd7zXZ\0",
        what: "a file packed by xz",
        way_in: "run `unxz -k FILE`, and name what it wrote",
    },
    ForeignFile {
        begins: SQLITE,
        what: "an SQLite database of no layout that is known (docs/layouts.md)",
        way_in: "run `sqlite3 FILE .tables`, which names its tables, then `sqlite3 -header -csv \
            FILE \"SELECT * FROM NAME\" > probes.csv` with the name of that of the probes, and \
            name \
            probes.csv",
    },
    ForeignFile {
        begins: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        what: "a workbook or another document of an old Office program",
        way_in: "run `soffice --headless --convert-to xlsx FILE`, or save it as .xlsx, and name \
            that",
    },
    ForeignFile {
        begins: b"%PDF-",
        what: "a PDF",
        way_in: "ask for the table that it was made of; else run `pdftotext -layout FILE \
            pages.txt`, and name pages.txt if each of its lines is a probe",
    },
    ForeignFile {
        begins: b"7z\xbc\xaf\x27\x1c",
        what: "a 7-Zip archive",
        way_in: "run `7z x FILE`, and name the files that it held",
    },
    ForeignFile {
        begins: b"Rar!\x1a\x07",
        what: "a RAR archive",
        way_in: "run `unrar x FILE`, and name the files that it held",
    },
    ForeignFile {
        begins: b"BZh",
        what: "a file packed by bzip2",
        way_in: "run `bunzip2 -k FILE`, and name what it wrote",
    },
];

/// Says what a file is that is no text, by its first bytes, and what can be done with it; `None`
/// where it can be one.
pub(in crate::init) fn text(head: &FileHead<'_>) -> Option<LeftOut> {
    if head.path.is_dir() {
        return Some(folder(head.path));
    }
    if head.bytes.starts_with(ZIP) {
        return Some(zip(&head.bytes, head.path));
    }
    let kind = FOREIGN_FILES.iter().find(|kind| head.bytes.starts_with(kind.begins))?;
    let way_in = kind.way_in.replace("FILE", &shell_word(head.path));
    Some(LeftOut::because(kind.what).with(way_in))
}

/// Says what a text is that is no table, and what can be done with it; `None` where it can be one.
pub(in crate::init) fn a_table(head: &FileHead<'_>) -> Option<LeftOut> {
    let file = shell_word(head.path);
    let Some(text) = head.text().filter(|text| !text.contains('\0')) else {
        let why = "neither text nor a database, Parquet or packed file of a layout that is known";
        return Some(LeftOut::because(why).with(format!("`file {file}` may tell what it is")));
    };
    if text.contains(ESCAPE) {
        let why = "a text with the colours of a terminal between its words";
        return Some(LeftOut::because(why).with(format!(
            "run `sed 's/\\x1b\\[[0-9;]*m//g' {file} > plain.log`, and name plain.log"
        )));
    }
    if let Some(why) = other_texts::find(text, &file) {
        return Some(why);
    }
    let first = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let (what, way_in) = match first.chars().next()? {
        '[' if begins_with_a_stamp(first) || is_stamp(first) => return None,
        '{' if first.starts_with(OF_PROMTOOL) => return Some(dump(&file)),
        '{' | '[' => return Some(json(text, &file)),
        '<' => return Some(markup(text, first, head.path)),
        _ if first.starts_with("window.") && first.contains('=') => return Some(script(&file)),
        _ if access_log(first) => return Some(visits(head.path, begins_with_a_host(first))),
        '#' if Sampled::of(head).is_table() => return None,
        '#' | '-' if has_stamped_lines(text) => return None,
        '#' if first.starts_with("# ") || first.starts_with("##") => {
            ("a text with headings", "write its table as CSV, a row for each probe".to_owned())
        }
        '-' if first == "---" => {
            ("YAML", format!("run `yq -o=json . {file} > probes.json`, and name probes.json"))
        }
        _ => return None,
    };
    let why = format!("{what} of no layout that is known (docs/layouts.md, docs/claims.md)");
    Some(LeftOut::because(why).with(way_in))
}

/// Says why JSON without a row is left out; `file` is its path as a word of a shell.
fn json(text: &str, file: &str) -> LeftOut {
    let what = "JSON of no layout that is known (docs/layouts.md, docs/claims.md)";
    match serde_json::from_str::<IgnoredAny>(text.trim()) {
        Ok(_) => LeftOut::because("JSON without a row: a list or an object that holds none")
            .with(format!("run `jq . {file}`, which shows what it holds; {OF_NOTHING}")),
        Err(_) => LeftOut::because(what)
            .with(format!("run `jq . {file}`, which shows what it holds, or where it is broken")),
    }
}

/// Beginning of each line that `promtool tsdb dump` writes.
const OF_PROMTOOL: &str = "{__name__=";

/// Says why what `promtool tsdb dump` wrote is left out; `file` is its path as a word of a shell.
fn dump(file: &str) -> LeftOut {
    LeftOut::because(
        "what `promtool tsdb dump` wrote: each line has a sample of a series, of any metric",
    )
    .with(format!(
        "run `(echo time,site,up; sed -n 's/^{{__name__=\"probe_success\",.*instance=\
         \"\\([^\"]*\\)\".*}} \\([01]\\) \\([0-9]*\\)$/\\3,\\1,\\2/p' {file}) > probes.csv`, which \
         writes the samples of `probe_success`, and name probes.csv"
    ))
}

/// Says why a script is left out that gives a name to JSON, as an archive of posts has it; `file`
/// is its path as a word of a shell.
fn script(file: &str) -> LeftOut {
    LeftOut::because("JSON behind a name, as a script has it").with(format!(
        "run `sed '1s/^[^=]*= *//' {file} > posts.json`, which takes the name away, and name \
         posts.json"
    ))
}

/// Says why the log of a web server is left out; `names_hosts` says whether its lines begin with
/// the host that was asked for.
fn visits(path: &Path, names_hosts: bool) -> LeftOut {
    let of_one = known_archives::recipe("Apache and nginx access logs", path);
    let (recipe, what) = match names_hosts {
        true => {
            (known_archives::recipe(OF_SEVERAL_HOSTS, path), "; each line begins with its host")
        }
        false => (of_one, ", with the name of its site"),
    };
    LeftOut::because(
        "the access log of a web server: its lines are visits, and no probes; where the server did \
         not answer there is no line",
    )
    .with(format!(
        "if it shall be read all the same, write this into an incident.toml beside it{what}:\n  \
         title = \"My incident\"{recipe}"
    ))
}

/// Heading of the recipe for access logs of several hosts.
const OF_SEVERAL_HOSTS: &str = "Apache and nginx access logs of several hosts";
/// Words before the moment of a visit, where the first of them is the host.
const WORDS_BEHIND_A_HOST: usize = 4;

/// Says whether a line of an access log begins with the host that was asked for, and has the
/// visitor's address behind it.
fn begins_with_a_host(line: &str) -> bool {
    let words: Vec<&str> =
        line.split_whitespace().take_while(|word| !word.starts_with('[')).collect();
    let is_visitor = |word: &str| word.parse::<IpAddr>().is_ok();
    match words[..] {
        [host, visitor, ..] => {
            words.len() == WORDS_BEHIND_A_HOST && is_visitor(visitor) && !is_visitor(host)
        }
        _ => false,
    }
}

/// Says why HTML or XML is left out; `first` is the first line of its text.
fn markup(text: &str, first: &str, path: &Path) -> LeftOut {
    if let Some(page) = WebPage::of(text.as_bytes()).filter(|page| page.is_of_telegram()) {
        return LeftOut::because(page.what).with(page.way_in.to_owned());
    }
    let what = "XML or HTML of no layout that is known (docs/layouts.md, docs/claims.md)";
    if first.starts_with("<svg") {
        return LeftOut::because("a picture (SVG)").with(OF_AN_IMAGE.to_owned());
    }
    if text.contains("<entry>") || text.contains("<item>") || text.contains("<entry ") {
        return feed(path);
    }
    let file = format!("{:?}", shown_path(path));
    let rows = commonest_element(text).map(|name| format!(", xpath=\".//{name}\""));
    let read = match first.starts_with("<?xml") || rows.is_some() && !is_page(text) {
        true => format!("read_xml({file}{})", rows.unwrap_or_default()),
        false => format!("read_html({file})[0]"),
    };
    let code = format!("import pandas; pandas.{read}.to_csv(\"probes.csv\", index=False)");
    LeftOut::because(what).with(format!(
        "open it in a workbook program and save its table as CSV; or run `python3 -c {}` (with \
         pandas and lxml), and name probes.csv",
        shell_word(Path::new(&code))
    ))
}

/// Says whether a text with marks is a page of the web.
fn is_page(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    small.contains("<html") || small.contains("<!doctype html") || small.contains("<table")
}

/// Finds the element of XML that comes most often, the first of several, as that of the rows:
/// `None` where none comes again, or where its name has a prefix.
fn commonest_element(text: &str) -> Option<&str> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for part in text.split('<').skip(1) {
        let end = part.find(|letter: char| letter.is_whitespace() || "/>".contains(letter));
        let name = &part[..end.unwrap_or(part.len())];
        let is_name = name.starts_with(char::is_alphabetic);
        match counts.iter().position(|(known, _)| *known == name) {
            Some(at) => counts[at].1 += 1,
            None if is_name && counts.len() < ELEMENTS => counts.push((name, 1)),
            None => (),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max().filter(|most| *most > 1)?;
    let (name, _) = counts.iter().find(|(_, count)| *count == most)?;
    (!name.contains(':')).then_some(*name)
}

/// Says why a feed is left out, Atom or RSS: the command writes a row for each of its entries.
fn feed(path: &Path) -> LeftOut {
    let file = format!("{:?}", shown_path(path));
    let code = format!(
        "import csv, xml.etree.ElementTree as E; n = lambda e: e.tag.split(\"}}\")[-1]; \
         rows = [{{n(c): (c.text or c.get(\"href\") or \"\").strip() for c in e}} \
         for e in E.parse({file}).iter() if n(e) in (\"entry\", \"item\")]; \
         w = csv.DictWriter(open(\"feed.csv\", \"w\", newline=\"\", encoding=\"utf-8\"), \
         list(dict.fromkeys(k for r in rows for k in r))); w.writeheader(); w.writerows(rows)"
    );
    LeftOut::because("a feed, Atom or RSS: what it says are claims, and no probes").with(format!(
        "run `python3 -c {}`, which writes a row for each of its entries, and name feed.csv behind \
         --claims",
        shell_word(Path::new(&code))
    ))
}

/// Way in for a file that holds nothing.
const OF_NOTHING: &str = "get it anew from where it was made, or leave it out";

/// Says why a file without a byte, or with blanks alone, is left out.
pub(in crate::init) fn empty(path: &Path) -> LeftOut {
    let shown = shell_word(path);
    let advice = match is_copied(path) {
        true => "it came through a pipe".to_owned(),
        false => format!("run `ls -l {shown}`, which shows its size and its time"),
    };
    LeftOut::because("the file is empty").with(format!("{advice}; {OF_NOTHING}"))
}

/// Says why a member of an archive is left out that is read as a file of its own alone; `None` for
/// other members.
pub(in crate::init) fn member(head: &FileHead<'_>) -> Option<LeftOut> {
    let member = member_of(head.path)?;
    let what = if head.bytes.starts_with(PARQUET) {
        "Parquet in an archive, which is not read"
    } else if head.bytes.starts_with(SQLITE) {
        "a database in an archive, which is not read"
    } else {
        return None;
    };
    let archive = shell_word(&member.container);
    let name = shell_word(Path::new(&member.name));
    let is_zip = member.container.extension().is_some_and(|e| e.eq_ignore_ascii_case("zip"));
    let command = if is_zip { "unzip" } else { "tar -xf" };
    Some(LeftOut::because(what).with(format!("run `{command} {archive} {name}`, and name {name}")))
}

/// Says why an archive that cannot be read is left out; `why` is its error. A sound one past a
/// limit is not to be got anew.
pub(in crate::init) fn archive(path: &Path, why: ReadError) -> LeftOut {
    match why {
        ReadError::Unfit { why, .. } => LeftOut::because(why),
        ReadError::Broken { why, .. } => broken(path, why),
        other => broken(path, other.to_string()),
    }
}

/// Says why a workbook that cannot be opened is left out, as [`archive`] does; `why` is its error.
pub(in crate::init) fn workbook(path: &Path, why: ReadError) -> LeftOut {
    let why = match why {
        ReadError::Unfit { why, .. } => return LeftOut::because(why),
        ReadError::Broken { why, .. } => why,
        other => other.to_string(),
    };
    let file = shell_word(path);
    LeftOut::because(why).with(format!(
        "open it in a workbook program and save it anew, or run `soffice --headless --convert-to \
         csv {file}`, and name what it wrote; if neither opens it, get it anew from where it was \
         made"
    ))
}

/// Says why a file that breaks off, or cannot be unpacked, is left out; `why` is its error.
pub(in crate::init) fn broken(path: &Path, why: String) -> LeftOut {
    let file = shell_word(path);
    let name = shown_path(path).to_lowercase();
    let unpack = if name.ends_with(".zip") {
        format!("run `unzip {file}`")
    } else if name.contains(".tar") || name.ends_with(".tgz") || name.ends_with(".tzst") {
        format!("run `tar -xf {file}`")
    } else if name.ends_with(".gz") {
        format!("run `zcat {file} > rows.txt`")
    } else if name.ends_with(".zst") {
        format!("run `zstdcat {file} > rows.txt`")
    } else {
        return LeftOut::because(why).with(OF_NOTHING.to_owned());
    };
    LeftOut::because(why).with(format!(
        "get it anew from where it was made; else {unpack}, which writes what can still be \
         unpacked, and name that: what comes behind the break is missing then"
    ))
}

/// Says why a folder is left out.
fn folder(path: &Path) -> LeftOut {
    let what = "a folder that is no clone of a repository";
    let folder = shell_word(path);
    let way_in = format!("run `corroborate init my-incident {folder}/*`, which samples each");
    LeftOut::because(format!("{what}; name the files in it")).with(way_in)
}

/// Says whether a folder is a git repository, with or without a work tree.
pub(in crate::init) fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists() || folder.join("HEAD").is_file() && folder.join("objects").is_dir()
}

/// Says whether some of the first lines begin with a moment, as those of a log between titles do.
fn has_stamped_lines(text: &str) -> bool {
    let is_stamped = |line: &&str| {
        let bare = line.trim().trim_start_matches('[');
        let mut words = bare.splitn(3, [' ', ']']);
        let (one, two) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        is_moment(one) && one.contains(':') || is_moment(&format!("{one} {two}"))
    };
    text.lines().take(STAMPED_LINES).filter(is_stamped).count() > 1
}

/// Says whether a line begins with a moment in brackets, as a log writes it and no JSON does.
fn begins_with_a_stamp(line: &str) -> bool {
    let stamp = line.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    stamp.is_some_and(|(inside, rest)| {
        let rest = rest.trim_start();
        !inside.contains(['"', '{', '[']) && !rest.is_empty() && !rest.starts_with([',', ']', '}'])
    })
}
