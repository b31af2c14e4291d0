//! Putting the output folder in place: whole or not at all, and never over what is not ours.

use crate::program_run::ran;
use corroborate::model::ChangedFiles;
use corroborate::output::{FileDigest, ListedFile, Manifest, OutputError, OutputFolder};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Effect of changed files where nobody asks for another.
const STOP: ChangedFiles = ChangedFiles::StopTheRun;
/// No process has this number: it is above what any system gives.
const ENDED: u32 = 4_000_000_000;

/// Writes a manifest by which a folder is known for a report with these files.
fn manifest(outputs: &[ListedFile]) -> String {
    let (tool, outputs) = ("corroborate".to_owned(), Some(outputs.to_vec()));
    Manifest { tool, outputs, inputs: [(); 0], ..Manifest::default() }.with_own_sum().unwrap()
}

/// Puts a report with these files in place, with its manifest.
fn report_of(folder: &Path, files: &[(&str, &str)]) {
    let mut outputs = Vec::new();
    for (path, text) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        let sum = Sha256::digest(text.as_bytes());
        let sha256 = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        let digest = FileDigest { sha256, bytes: text.len() as u64 };
        outputs.push(ListedFile { path: (*path).to_owned(), digest });
    }
    fs::write(folder.join("manifest.json"), manifest(&outputs)).unwrap();
}

fn report_at(folder: &Path, words: &str) {
    report_of(folder, &[("tables/sites.csv", words)]);
}

fn sites(folder: &Path) -> String {
    fs::read_to_string(folder.join("tables/sites.csv")).unwrap()
}

/// Writes a report as a run does.
fn run(target: &Path, words: &str) -> Result<(), OutputError> {
    run_over(target, words, STOP)
}

/// Writes a report as a run does, with this effect of changed files.
fn run_over(target: &Path, words: &str, changed_files: ChangedFiles) -> Result<(), OutputError> {
    let folder = OutputFolder::open(target, &[], changed_files)?;
    folder.write("tables/sites.csv", words.as_bytes())?;
    folder.write("manifest.json", manifest(&folder.written()).as_bytes())?;
    folder.finish()
}

/// Every name in a folder, hidden ones included.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The words of the error that opening gives.
fn refused(target: &Path, inputs: &[PathBuf]) -> String {
    OutputFolder::open(target, inputs, STOP).expect_err("it must not open").to_string()
}

#[test]
fn a_report_appears_whole_with_its_parents_and_nothing_beside_it() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("a/b/x");
    run(&target, "new").unwrap();
    assert_eq!(sites(&target), "new");
    assert_eq!(names(&target), ["manifest.json", "tables"]);
    assert_eq!(names(&root.path().join("a/b")), ["x"]);
}

#[test]
fn a_report_takes_the_place_of_an_earlier_one_with_all_its_files() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    report_of(&target, &[("tables/gone.csv", "old"), ("tables/sites.csv", "old")]);
    run(&target, "new").unwrap();
    assert_eq!(sites(&target), "new");
    assert_eq!(names(&target.join("tables")), ["sites.csv"]);
    assert_eq!(names(root.path()), ["x"]);
}

#[test]
fn a_run_that_stops_leaves_the_earlier_report_whole() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    report_at(&target, "old");
    let folder = OutputFolder::open(&target, &[], STOP).unwrap();
    folder.write("tables/sites.csv", b"new").unwrap();
    assert_eq!(sites(&target), "old");
    assert_eq!(names(root.path()).len(), 2);
    drop(folder);
    assert_eq!(sites(&target), "old");
    assert_eq!(names(root.path()), ["x"]);
}

#[test]
fn a_folder_of_somebody_else_is_never_written_to() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    fs::create_dir(&target).unwrap();
    let foreign = "exists and is no report of corroborate, as no manifest.json in it says so; \
        choose another folder with -o";
    let broken = "put it back as it was, or choose another folder with -o";
    for (name, text, counsel) in [
        ("letter.txt", "dear", foreign),
        ("manifest.json", "{ \"tool\": \"another\" }", foreign),
        ("manifest.json", "[\"of\", \"another\"]", foreign),
        ("manifest.json", "no JSON", broken),
        ("manifest.json", "{ \"tool\": \"corroborate\" } and more", broken),
        ("manifest.json", "", broken),
    ] {
        fs::write(target.join(name), text).unwrap();
        let words = refused(&target, &[]);
        assert!(words.ends_with(counsel), "{text}: {words}");
        assert_eq!(words.contains("x/manifest.json: "), counsel == broken, "{words}");
        assert_eq!(fs::read_to_string(target.join(name)).unwrap(), text);
        fs::remove_file(target.join(name)).unwrap();
    }
    assert_eq!(names(root.path()), ["x"]);
    run(&target, "an empty folder is free").unwrap();
}

#[test]
fn what_came_into_the_place_during_the_run_stays() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    let folder = OutputFolder::open(&target, &[], STOP).unwrap();
    fs::create_dir(&target).unwrap();
    fs::write(target.join("letter.txt"), "dear").unwrap();
    assert!(matches!(folder.finish(), Err(OutputError::Foreign(_))));
    assert_eq!(names(&target), ["letter.txt"]);
    assert_eq!(names(root.path()), ["x"]);
}

#[test]
fn no_input_is_lost() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    report_at(&target, "old");
    let input = target.join("tables/sites.csv");
    assert!(refused(&target, std::slice::from_ref(&input)).contains("is or holds the input"));
    assert!(refused(&target, std::slice::from_ref(&target)).contains("is or holds the input"));
    assert!(
        refused(&target.join("y"), std::slice::from_ref(&target)).contains("lies within the input")
    );
    // The same by another way.
    let roundabout = root.path().join("x/tables/..");
    assert!(refused(&roundabout, &[input]).contains("is or holds the input"));
    // An input beside the place, or one that is not there, is in no danger.
    let beside = root.path().join("xy.csv");
    fs::write(&beside, "").unwrap();
    assert!(OutputFolder::open(&target, &[beside, root.path().join("x/none.csv")], STOP).is_ok());
    assert_eq!(sites(&target), "old");
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_stays_a_link() {
    let root = tempfile::tempdir().unwrap();
    let (real, link) = (root.path().join("real/x"), root.path().join("link"));
    report_at(&real, "old");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert!(refused(&link, &[real.join("tables/sites.csv")]).contains("is or holds the input"));
    run(&link, "new").unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(sites(&real), "new");
    // `..` after a link leads to where the link leads.
    run(&link.join("../y"), "beside").unwrap();
    assert_eq!(sites(&root.path().join("real/y")), "beside");
}

#[test]
fn dots_at_the_end_mean_the_folder_itself() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    report_at(&target, "old");
    run(&target.join("."), "new").unwrap();
    assert_eq!(sites(&target), "new");
    run(&target.join("tables/.."), "newer").unwrap();
    assert_eq!(sites(&target), "newer");
    run(&root.path().join("none/../y"), "of words").unwrap();
    assert_eq!(sites(&root.path().join("y")), "of words");
    assert!(refused(Path::new("/"), &[]).contains("name a folder in it"));
}

#[test]
fn what_a_killed_run_left_is_cleared_and_nothing_else() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    let beside = |name: &str| root.path().join(name);
    let (killed, bare) =
        (beside(&format!(".x.partial-{ENDED}")), beside(&format!(".x.partial-{}", ENDED + 1)));
    fs::create_dir_all(killed.join("tables")).unwrap();
    fs::write(killed.join(".corroborate-partial"), "").unwrap();
    fs::create_dir(&bare).unwrap();
    report_at(&beside(&format!(".x.old-{ENDED}")), "older");
    let stay = [
        format!(".x.partial-{}", ENDED + 2),
        ".x.partial-notes".to_owned(),
        format!(".y.partial-{ENDED}"),
        format!(".x.old-{}", ENDED + 1),
    ];
    for name in &stay {
        fs::create_dir(beside(name)).unwrap();
        fs::write(beside(name).join("letter.txt"), "dear").unwrap();
    }
    fs::write(beside(".x.partial-notes").join(".corroborate-partial"), "no run gives such a name")
        .unwrap();
    fs::write(beside(&format!(".x.partial-{}", ENDED + 3)), "a file").unwrap();
    report_at(&target, "old");
    run(&target, "new").unwrap();
    let mut left: Vec<String> =
        stay.into_iter().chain([format!(".x.partial-{}", ENDED + 3), "x".to_owned()]).collect();
    left.sort();
    assert_eq!(names(root.path()), left);
}

#[test]
fn a_report_that_a_killed_run_set_aside_comes_back() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    report_at(&root.path().join(format!(".x.old-{ENDED}")), "old");
    let letters = root.path().join(format!(".x.old-{}", ENDED + 1));
    fs::create_dir(&letters).unwrap();
    fs::write(letters.join("letter.txt"), "dear").unwrap();
    drop(OutputFolder::open(&target, &[], STOP).unwrap());
    assert_eq!(sites(&target), "old");
    assert_eq!(names(root.path()), [format!(".x.old-{}", ENDED + 1), "x".to_owned()]);
}

#[cfg(target_os = "linux")]
#[test]
fn what_another_run_is_at_work_on_stays() {
    let root = tempfile::tempdir().unwrap();
    // The first process of a system always runs.
    let partial = root.path().join(".x.partial-1");
    fs::create_dir(&partial).unwrap();
    fs::write(partial.join(".corroborate-partial"), "").unwrap();
    report_at(&root.path().join(".x.old-1"), "old");
    run(&root.path().join("x"), "new").unwrap();
    assert_eq!(names(root.path()), [".x.old-1", ".x.partial-1", "x"]);
    assert_eq!(sites(&root.path().join("x")), "new");
}

/// A process on another machine has a number that says nothing here, but it holds the mark.
#[test]
fn what_another_machine_is_at_work_on_stays() {
    let root = tempfile::tempdir().unwrap();
    let partial = root.path().join(format!(".x.partial-{ENDED}"));
    fs::create_dir(&partial).unwrap();
    let mark = fs::File::create_new(partial.join(".corroborate-partial")).unwrap();
    mark.lock().unwrap();
    run(&root.path().join("x"), "new").unwrap();
    assert!(partial.exists(), "a folder whose mark is held");
    drop(mark);
    run(&root.path().join("x"), "newer").unwrap();
    assert_eq!(names(root.path()), ["x"]);
}

#[test]
fn a_path_below_a_file_is_distinguished_from_one_that_can_be_made() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("letter.txt");
    fs::write(&file, "dear").unwrap();
    for target in [file.join("x"), file.join("y/x")] {
        let words = refused(&target, &[]);
        let wanted = format!(
            "{}: cannot be written ({} is no folder); name another place with -o",
            target.display(),
            file.display()
        );
        // The parent is named as the system spells it.
        assert!(
            words == wanted
                || words.contains("letter.txt is no folder); name another place with -o"),
            "{words}"
        );
    }
    assert!(
        refused(&file, &[])
            .ends_with("letter.txt exists and is no folder; choose another folder with -o")
    );
    assert_eq!(names(root.path()), ["letter.txt"]);
}

#[test]
fn a_file_stays_below_the_folder() {
    let root = tempfile::tempdir().unwrap();
    let folder = OutputFolder::open(&root.path().join("x"), &[], STOP).unwrap();
    for path in ["", "/letter.txt", "../letter.txt", "tables/../../letter.txt", "tables/.."] {
        assert!(matches!(folder.write(path, b"dear"), Err(OutputError::NotBelow(_))), "{path}");
    }
    folder.write("tables", b"").unwrap();
    let words = folder.write("tables/sites.csv", b"").unwrap_err().to_string();
    assert!(
        words.contains("x/tables/sites.csv: cannot be written (")
            && !words.contains("partial")
            && !words.contains("os error"),
        "{words}"
    );
    drop(folder);
    assert!(names(root.path()).is_empty());
}

/// A report was written again, and notes beside it were gone.
#[test]
fn files_of_the_user_beside_a_report_stay() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    run(&target, "old").unwrap();
    fs::write(target.join("notes.md"), "mine").unwrap();
    fs::create_dir_all(target.join("mine/empty")).unwrap();
    fs::write(target.join("mine/a.txt"), "mine too").unwrap();
    fs::write(target.join("tables/sums.ods"), "of mine").unwrap();
    for words in ["new", "newer"] {
        run(&target, words).unwrap();
        assert_eq!(sites(&target), words);
        assert_eq!(fs::read_to_string(target.join("notes.md")).unwrap(), "mine");
        assert_eq!(fs::read_to_string(target.join("mine/a.txt")).unwrap(), "mine too");
        assert_eq!(fs::read_to_string(target.join("tables/sums.ods")).unwrap(), "of mine");
        assert_eq!(names(&target.join("mine")), ["a.txt", "empty"]);
        assert_eq!(names(root.path()), ["x"]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_of_the_user_stays_a_link() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    run(&target, "old").unwrap();
    std::os::unix::fs::symlink("nowhere", target.join("link")).unwrap();
    run(&target, "new").unwrap();
    assert_eq!(fs::read_link(target.join("link")).unwrap(), Path::new("nowhere"));
}

#[test]
fn a_changed_file_stops_the_run_unless_it_may_be_replaced() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    run(&target, "old").unwrap();
    fs::write(target.join("tables/sites.csv"), "old, and a remark").unwrap();
    let words = run(&target, "new").unwrap_err().to_string();
    assert!(
        words.contains("x/tables/sites.csv was changed since corroborate wrote it; choose another"),
        "{words}"
    );
    assert_eq!(sites(&target), "old, and a remark");
    assert_eq!(names(root.path()), ["x"]);
    run_over(&target, "new", ChangedFiles::AreReplaced).unwrap();
    assert_eq!(sites(&target), "new");
}

/// A file that the manifest does not list is the user's, whatever its name.
#[test]
fn a_file_of_the_user_with_a_name_of_the_report_is_not_replaced() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("x");
    fs::create_dir_all(target.join("tables")).unwrap();
    report_of(&target, &[]);
    fs::write(target.join("tables/sites.csv"), "mine").unwrap();
    for changed_files in [STOP, ChangedFiles::AreReplaced] {
        let why = run_over(&target, "new", changed_files).unwrap_err();
        assert!(matches!(why, OutputError::InTheWay(_)), "{why}");
        assert_eq!(sites(&target), "mine");
        assert_eq!(names(root.path()), ["x"]);
    }
}

/// The program itself, with its own manifest and its own options.
#[test]
fn a_report_that_was_edited_is_not_replaced_without_a_word() {
    let root = tempfile::tempdir().unwrap();
    let log = "timestamp,site,status_code\n2022-10-05T00:00:00Z,a,200\n\
               2022-10-05T00:05:00Z,a,503\n2022-10-05T00:10:00Z,a,503\n";
    fs::write(root.path().join("probes.csv"), log).unwrap();
    let report = ["report", "--probes", "probes.csv", "-o", "out"];
    let code = |words: &[&str]| ran(root.path(), words).status.code();
    assert_eq!(code(&report), Some(0));
    assert_eq!(code(&report), Some(0), "the same report again");
    fs::write(root.path().join("out/notes.md"), "mine").unwrap();
    let page = root.path().join("out/report.md");
    let edited = fs::read_to_string(&page).unwrap() + "A remark.\n";
    fs::write(&page, &edited).unwrap();
    assert_eq!(code(&report), Some(2));
    assert_eq!(fs::read_to_string(&page).unwrap(), edited);
    assert_eq!(code(&[&report[..], &["--overwrite"]].concat()), Some(0));
    assert!(!fs::read_to_string(&page).unwrap().contains("A remark."));
    assert_eq!(fs::read_to_string(root.path().join("out/notes.md")).unwrap(), "mine");
}
