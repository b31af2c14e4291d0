//! Wishes for the charts, checked: those of `[chart]`, and the options that take their place.

use crate::files::settings::setting;
use crate::files::{PathKind, ReadError, ReadInput, paths_shown_as, read_whole};
use crate::incident::{font_file, palette_file};
use crate::model::charts::{
    ChartFont, ChartLanguage, ChartRequest, ChartSettings, ChartWidth, Palette,
};
use crate::model::site_resolver::SiteResolver;
use crate::model::suggest::{hint, listed, short};
use crate::model::{Input, InputRole, Site, shown_path};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most letters of a title or a subtitle.
const MOST_LETTERS: usize = 300;

/// Where wishes are written, for errors.
#[derive(Debug, Clone)]
pub(super) enum WishPlace {
    /// In `[chart]` of an incident file.
    Table {
        /// Folder of the file.
        folder: PathBuf,
        /// Path of the file, for errors.
        path: String,
        /// The file's text.
        text: Arc<str>,
    },
    /// On the command line.
    Options,
}

impl WishPlace {
    /// Returns the path of a file that is named there: from the folder of the incident file, or
    /// from the working folder.
    fn file(&self, written: &str) -> PathBuf {
        match self {
            WishPlace::Table { folder, .. } => folder.join(written),
            WishPlace::Options => PathBuf::from(written),
        }
    }

    /// Returns the path of a file that a key names there.
    fn existing_file(&self, key: &str, written: &str) -> Result<PathBuf, ReadError> {
        let mut paths = match self {
            WishPlace::Options => paths_shown_as(written),
            WishPlace::Table { .. } => vec![self.file(written)],
        };
        let at = paths.iter().position(|path| path.is_file()).unwrap_or(0);
        let (path, short) = (paths.swap_remove(at), short(written));
        let why = match PathKind::at(&path)? {
            Some(PathKind::File) => return Ok(path),
            Some(PathKind::Folder) => format!("{short} is a folder; write the path of a file"),
            Some(PathKind::Stream) => format!(
                "{short} is a pipe or a socket and no file; copy what it gives into a file, and \
                 write the path of that"
            ),
            None => format!("there is no file {short}; write the path of one"),
        };
        Err(self.error(key, why))
    }

    /// Makes the error of a wish, by its key.
    fn error(&self, key: &str, why: String) -> ReadError {
        match self {
            WishPlace::Table { path, text, .. } => {
                setting(path, &format!("chart.{key}"), why).placed(path, text)
            }
            WishPlace::Options => {
                let (option, value) = match key {
                    "only" => ("--chart", "name"),
                    "sites" => ("--chart-site", "name"),
                    "credit" => ("--credit", "text"),
                    "title" => ("--chart-title", "text"),
                    "width" => ("--chart-width", "size"),
                    "colours" => ("--colours", "file"),
                    "font" => ("--font", "file"),
                    "language" => ("--language", "code"),
                    _ => ("--chart-subtitle", "text"),
                };
                setting(option, value, why)
            }
        }
    }
}

/// Names of the sites that have a row, as written.
#[derive(Debug, Clone)]
pub(super) struct SiteWish {
    names: Vec<String>,
    place: WishPlace,
}

/// Wishes of one place that were checked, as far as can be done before the sites are known.
#[derive(Debug, Default)]
pub(super) struct ChartWishes {
    /// Settings, without the sites.
    settings: ChartSettings,
    sites: Option<SiteWish>,
    /// Place and key of the title, or else of the subtitle.
    titled: Option<(WishPlace, &'static str)>,
    /// Colours, with the file that they stand in.
    palette: Option<ReadInput<Palette>>,
    /// Fonts, with their files; those of one place.
    fonts: Vec<ReadInput<ChartFont>>,
}

impl ChartWishes {
    /// Checks the wishes that stand in one place.
    ///
    /// # Errors
    /// Where one means nothing.
    pub(super) fn read(asked: &ChartRequest, place: WishPlace) -> Result<ChartWishes, ReadError> {
        let unknown = |name: &&String| !ChartSettings::NAMES.contains(&name.as_str());
        if let Some(name) = asked.only.iter().find(unknown) {
            let near = hint(name, ChartSettings::NAMES);
            let names = ChartSettings::NAMES.join(", ");
            let why = format!("no chart is called `{}`{near}; the charts are {names}", short(name));
            return Err(place.error("only", why));
        }
        let text = |key: &str, written: &Option<String>| {
            let Some(text) = written else { return Ok(None) };
            let letters = text.trim().chars().count();
            match letters {
                0 => Err(place.error(key, "it is empty: leave it out, or write a text".to_owned())),
                1..=MOST_LETTERS => Ok(Some(text.trim().to_owned())),
                _ => {
                    let why = format!("it has {letters} letters; write {MOST_LETTERS} at most");
                    Err(place.error(key, why))
                }
            }
        };
        let settings = ChartSettings {
            only: asked.only.clone(),
            credit: asked.credit.clone(),
            title: text("title", &asked.title)?,
            subtitle: text("subtitle", &asked.subtitle)?,
            sites: None,
            width: width(asked, &place)?,
            language: language(asked, &place)?,
            palette: Palette::default(),
            fonts: Vec::new(),
        };
        let written = asked.fonts.iter();
        let fonts = written.map(|written| font(written, &place)).collect::<Result<_, _>>()?;
        let palette = palette(asked, &place)?;
        let key = match (&settings.title, &settings.subtitle) {
            (Some(_), _) => Some("title"),
            (None, Some(_)) => Some("subtitle"),
            (None, None) => None,
        };
        let titled = key.map(|key| (place.clone(), key));
        let names = asked.sites.clone();
        let sites = (!names.is_empty()).then_some(SiteWish { names, place });
        Ok(ChartWishes { settings, sites, titled, palette, fonts })
    }

    /// Returns these wishes, and those of another place where there is none here.
    pub(super) fn or(self, other: ChartWishes) -> ChartWishes {
        let (first, second) = (self.settings, other.settings);
        let settings = ChartSettings {
            only: if first.only.is_empty() { second.only } else { first.only },
            credit: first.credit.or(second.credit),
            title: first.title.or(second.title),
            subtitle: first.subtitle.or(second.subtitle),
            sites: None,
            width: first.width.or(second.width),
            language: first.language.or(second.language),
            palette: Palette::default(),
            fonts: Vec::new(),
        };
        ChartWishes {
            settings,
            sites: self.sites.or(other.sites),
            titled: self.titled.or(other.titled),
            palette: self.palette.or(other.palette),
            fonts: if self.fonts.is_empty() { other.fonts } else { self.fonts },
        }
    }

    /// Returns the settings without the sites, and makes sure that a chart takes the title.
    ///
    /// # Errors
    /// Where no chart that is drawn takes it.
    pub(super) fn settings(&self) -> Result<ChartSettings, ReadError> {
        let takes_title = |name: &str| self.settings.takes_title(name);
        match &self.titled {
            Some((place, key)) if !ChartSettings::NAMES.iter().any(|name| takes_title(name)) => {
                let [first, second] = ChartSettings::TITLED;
                let why = format!(
                    "none of the charts that are asked for takes it: ask for {first} or {second} \
                     too, or for one chart alone"
                );
                Err(place.error(key, why))
            }
            _ => {
                let palette = self.palette.as_ref().map(|read| read.content.clone());
                let palette = palette.unwrap_or_default();
                let fonts = self.fonts.iter().map(|read| read.content.clone()).collect();
                Ok(ChartSettings { palette, fonts, ..self.settings.clone() })
            }
        }
    }

    /// Lists the files that were read for wishes.
    pub(super) fn inputs(&self) -> impl Iterator<Item = Input> {
        let palette = self.palette.iter().map(|read| read.input.clone());
        palette.chain(self.fonts.iter().map(|read| read.input.clone()))
    }

    /// Returns the ids of the sites that have a row; `None` where every site has one.
    ///
    /// # Errors
    /// Where a name is that of no site and no group.
    pub(super) fn chosen(&self, sites: &[Site]) -> Result<Option<BTreeSet<String>>, ReadError> {
        let Some(wish) = &self.sites else { return Ok(None) };
        let resolver = SiteResolver::new(sites);
        let mut chosen = BTreeSet::new();
        for name in &wish.names {
            let ids = ids_called(name, sites, &resolver);
            if ids.is_empty() {
                return Err(wish.place.error("sites", unknown_name(name, sites)));
            }
            chosen.extend(ids);
        }
        Ok(Some(chosen))
    }
}

/// Reads the size of every chart; `None` where none is asked for.
fn width(asked: &ChartRequest, place: &WishPlace) -> Result<Option<ChartWidth>, ReadError> {
    let Some(word) = asked.width.as_deref() else { return Ok(None) };
    let known = ChartWidth::ALL.map(ChartWidth::as_str);
    ChartWidth::named(word).map(Some).ok_or_else(|| {
        let near = hint(word, known);
        let why = format!("no size is called `{}`{near}; write {}", short(word), known.join(", "));
        place.error("width", why)
    })
}

/// Reads the language of the words on charts; `None` where none is asked for.
fn language(asked: &ChartRequest, place: &WishPlace) -> Result<Option<ChartLanguage>, ReadError> {
    let Some(code) = asked.language.as_deref() else { return Ok(None) };
    let known = ChartLanguage::ALL.map(ChartLanguage::as_str);
    ChartLanguage::named(code).map(Some).ok_or_else(|| {
        let near = hint(code, known);
        let why = format!(
            "charts speak no language `{}`{near}; write en (English) or de (German)",
            short(code)
        );
        place.error("language", why)
    })
}

/// Reads a font that is asked for.
fn font(written: &str, place: &WishPlace) -> Result<ReadInput<ChartFont>, ReadError> {
    let path = place.existing_file("font", written)?;
    let shown = shown_path(Path::new(written));
    let ReadInput { content, input } = read_whole(&path, &shown, InputRole::Font)?;
    let read = font_file::read(&content);
    let content = read.map_err(|why| place.error("font", format!("{}: {why}", short(written))))?;
    Ok(ReadInput { content, input })
}

/// Reads the file of colours; `None` where none is asked for.
fn palette(
    asked: &ChartRequest,
    place: &WishPlace,
) -> Result<Option<ReadInput<Palette>>, ReadError> {
    let Some(written) = &asked.colours else { return Ok(None) };
    let path = place.existing_file("colours", written)?;
    let shown = shown_path(Path::new(written));
    palette_file::read(&path, &shown).map(Some)
}

/// Lists the ids of the sites that a name means: of a site, of a group with or without `group:`,
/// or of sites for readers; empty where it means none.
fn ids_called(name: &str, sites: &[Site], resolver: &SiteResolver) -> Vec<String> {
    if let Ok(target) = resolver.target(name) {
        return resolver.ids_of(&target);
    }
    if let Ok(target) = resolver.target(&format!("group:{name}")) {
        return resolver.ids_of(&target);
    }
    let name = name.trim();
    sites.iter().filter(|site| site.name == name).map(|site| site.id.clone()).collect()
}

/// Says that nothing is called so, with the name that is most like it, or all where they are few.
fn unknown_name(name: &str, sites: &[Site]) -> String {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for Site { id, name, group, .. } in sites {
        known.extend([id.as_str(), name.as_str()]);
        known.extend(group.as_deref());
    }
    let near = match hint(name, known.iter().copied()) {
        near if near.is_empty() => format!("; known are {}", listed(known)),
        near => near,
    };
    format!("no site and no group is called `{}`{near}", short(name))
}
