//! Texts about the command line itself: completions for a shell, and pages of the manual.

use super::args::Args;
use super::usage_error::UsageError;
use crate::model::charts::{ChartLanguage, ChartSettings, ChartWidth};
use crate::model::suggest::hint;
use crate::model::words::PROGRAM_VERSION;
use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use clap_complete::Shell;

/// Name of the program, as it is typed.
const PROGRAM: &str = "corroborate";

/// Writes the script that completes this program's words in a shell.
pub fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut with_words(Args::command()), PROGRAM, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// Commands that have a page of the manual, sorted.
const COMMANDS: [&str; 10] = [
    "check",
    "completions",
    "convert",
    "explain",
    "fold",
    "init",
    "man",
    "report",
    "simulate",
    "verify",
];

/// Adds the words that an option or an argument takes, for a shell to complete. A run reads them
/// itself, and says more of a wrong one.
fn with_words(program: Command) -> Command {
    let takes = |command: Command, name: &'static str, words: &[&'static str]| {
        let words = PossibleValuesParser::new(words.to_vec());
        command.mut_arg(name, |arg| arg.value_parser(words))
    };
    program
        .mut_subcommand("report", |report| {
            let report = takes(report, "only", &ChartSettings::NAMES);
            let report = takes(report, "chart-width", &ChartWidth::ALL.map(ChartWidth::as_str));
            takes(report, "language", &ChartLanguage::ALL.map(ChartLanguage::as_str))
        })
        .mut_subcommand("man", |man| takes(man, "command", &COMMANDS))
}

/// Writes a page of the manual, in roff: of one command, or of the program where none is named.
///
/// # Errors
/// [`UsageError::NoCommand`] where no command has this name.
pub(crate) fn manual_page(command: Option<&str>) -> Result<String, UsageError> {
    let mut program = Args::command();
    // Only a built command knows its whole name and its global options.
    program.build();
    let page = match command {
        None => clap_mangen::Man::new(program),
        Some(name) => {
            let of_command = program.find_subcommand(name).cloned().ok_or_else(|| {
                let names = program.get_subcommands().map(Command::get_name);
                UsageError::NoCommand { name: name.to_owned(), hint: hint(name, names) }
            })?;
            let title = format!("{PROGRAM}-{name}");
            let of_command = of_command.display_name(&title).version(PROGRAM_VERSION.as_str());
            clap_mangen::Man::new(of_command).title(title)
        }
    };
    let mut text = Vec::new();
    page.render(&mut text).expect("writing into memory does not fail");
    Ok(String::from_utf8_lossy(&text).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum;

    #[test]
    fn every_command_has_a_page_and_stands_in_every_completion() {
        let program = Args::command();
        let names: Vec<&str> = program.get_subcommands().map(Command::get_name).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, COMMANDS);
        for name in &names {
            let page = manual_page(Some(name)).expect("the command has a page");
            assert!(page.contains(&format!(".TH corroborate-{name} 1")), "{name}: {page}");
            let head = page.lines().find(|line| line.starts_with(".TH ")).unwrap_or_default();
            assert!(head.contains(env!("CARGO_PKG_VERSION")), "{head}");
        }
        let overview = manual_page(None).expect("the program has a page");
        assert!(overview.contains("EXIT CODES") || overview.contains("Exit codes"), "{overview}");
        for shell in Shell::value_variants() {
            let script = completions(*shell);
            for name in &names {
                assert!(script.contains(name), "{shell}: {name}");
            }
        }
    }

    /// A shell offered files where an option takes one of ten words.
    #[test]
    fn words_that_an_option_takes_are_completed() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
            let script = completions(shell);
            for word in ["windowed-availability", "phone"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
        }
        let zsh = completions(Shell::Zsh);
        assert!(zsh.contains("(en de)") && zsh.contains("(check completions "), "{zsh}");
        // A run says more of a wrong word than the reader of the command line.
        assert!(Args::command().try_get_matches_from(["corroborate", "man", "reprot"]).is_ok());
    }

    #[test]
    fn an_unknown_command_is_answered_with_the_nearest() {
        let unknown = manual_page(Some("reprot")).expect_err("there is no such command");
        assert!(unknown.to_string().contains("did you mean `report`"), "{unknown}");
    }
}
