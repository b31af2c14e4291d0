//! `upptime`: a clone of an Upptime repository. Each stored version of `history/SLUG.yml` is a row
//! of a log of changes; the slug is the site.

mod sites;
mod version;

use crate::files::FileHead;
use crate::layouts::git::{Blobs, HistoryStep, Repository};
use crate::layouts::upptime::sites::{SharedSlugs, UpptimeSites};
use crate::layouts::upptime::version::{MOST_OF_VERSION, Version};
use crate::logs::{Archived, InputKind, LayoutSpec, ReadStop, Sink};
use std::collections::BTreeSet;

/// Layout `upptime`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    reads: InputKind::Folder,
    on_change: true,
    ..LayoutSpec::new("upptime", recognise, read)
};

/// The names and addresses that Upptime watches.
const SETTINGS: &str = ".upptimerc.yml";
/// The sites that it watches, as of its last summary.
const SUMMARY: &str = "history/summary.json";
/// Bytes of a summary: more than 100,000 sites have.
const MOST_OF_SUMMARY: u64 = 64 << 20;

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    if !head.path.is_dir() {
        return None;
    }
    match Repository::open(head.path) {
        Ok(repository) => repository.contains(SETTINGS).then(|| {
            format!("the folder is a git repository, and its last commit has `{SETTINGS}`")
        }),
        // Why it cannot be read is said where it is read.
        Err(_) => {
            head.path.join(SETTINGS).is_file().then(|| format!("the folder has `{SETTINGS}`"))
        }
    }
}

/// Change of a file in a commit.
enum FileChange<'a> {
    /// A version of a slug was stored, or its file taken away.
    Slug(&'a str, Option<&'a str>),
    /// The summary was written anew.
    Summary(&'a str),
    /// The settings were edited.
    Settings,
}

impl<'a> FileChange<'a> {
    /// Finds what the change of a file says, by its path; `None` where it says nothing of probes.
    fn of(path: &'a str, blob: Option<&'a str>) -> Option<FileChange<'a>> {
        let slug = || {
            path.strip_prefix("history/")?
                .strip_suffix(".yml")
                .filter(|slug| !slug.is_empty() && !slug.contains('/'))
        };
        match (path, blob) {
            (SETTINGS, _) => Some(FileChange::Settings),
            (SUMMARY, blob) => blob.map(FileChange::Summary),
            _ => slug().map(|slug| FileChange::Slug(slug, blob)),
        }
    }
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let repository = Repository::open(archived.path)?;
    let shared = shared(&repository)?;
    let mut blobs = repository.blobs()?;
    let mut sites = UpptimeSites::new(shared, sink);
    repository.walk(&["history", SETTINGS], |step| match step {
        HistoryStep::Commit(commit) => {
            sites.add_commit(commit);
            Ok(())
        }
        HistoryStep::File { commit, path, blob } => match FileChange::of(path, blob) {
            Some(FileChange::Slug(slug, Some(blob))) => {
                let stored = blobs.get(blob, MOST_OF_VERSION)?;
                sites.add_version(slug, Version::read(stored.as_deref(), commit), commit.committed)
            }
            Some(FileChange::Slug(slug, None)) => sites.end_slug(slug, commit.committed),
            Some(FileChange::Summary(blob)) => match listed(&mut blobs, blob)? {
                Some(slugs) => sites.listed(&slugs, commit.committed),
                None => Ok(()),
            },
            Some(FileChange::Settings) => {
                sites.note_settings_edit(commit.committed);
                Ok(())
            }
            None => Ok(()),
        },
    })?;
    if sites.is_empty() {
        return Err(ReadStop::Failed(repository.broken(
            "no commit on its branch has a `history/SLUG.yml`; is it a clone of an Upptime \
             repository, with its main branch checked out?",
        )));
    }
    Ok(())
}

/// Returns the slugs that stand for several addresses by turns.
fn shared(repository: &Repository<'_>) -> Result<SharedSlugs, ReadStop> {
    let mut blobs = repository.blobs()?;
    let mut shared = SharedSlugs::default();
    repository.walk(&["history"], |step| {
        if let HistoryStep::File { commit, path, blob } = step
            && let Some(FileChange::Slug(slug, Some(blob))) = FileChange::of(path, blob)
            && let Ok(version) = Version::read(blobs.get(blob, MOST_OF_VERSION)?.as_deref(), commit)
        {
            shared.add(slug, &version.url).map_err(|most| {
                repository.broken(format!("more than {most} addresses are stored in it"))
            })?;
        }
        Ok(())
    })?;
    Ok(shared)
}

/// Returns the slugs of a summary. One that cannot be read says nothing; the next one will.
fn listed(blobs: &mut Blobs<'_>, blob: &str) -> Result<Option<BTreeSet<String>>, ReadStop> {
    /// Site of the summary.
    #[derive(serde::Deserialize)]
    struct ListedSite {
        slug: String,
    }
    let Some(bytes) = blobs.get(blob, MOST_OF_SUMMARY)? else { return Ok(None) };
    let sites: Option<Vec<ListedSite>> = serde_json::from_slice(&bytes).ok();
    Ok(sites.map(|sites| sites.into_iter().map(|site| site.slug).collect()))
}
