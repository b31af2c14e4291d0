//! Texts about the command line itself: completions for a shell, and pages of the manual.

use super::args::Args;
use super::usage_error::UsageError;
use crate::model::suggest::hint;
use clap::CommandFactory;
use clap_complete::Shell;

/// Name of the program, as it is typed.
const PROGRAM: &str = "corroborate";

/// Writes the script that completes this program's words in a shell.
pub fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), PROGRAM, &mut script);
    String::from_utf8_lossy(&script).into_owned()
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
                let names = program.get_subcommands().map(clap::Command::get_name);
                UsageError::NoCommand { name: name.to_owned(), hint: hint(name, names) }
            })?;
            let title = format!("{PROGRAM}-{name}");
            clap_mangen::Man::new(of_command.display_name(&title)).title(title)
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
        let names: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
        for name in &names {
            let page = manual_page(Some(name)).expect("the command has a page");
            assert!(page.contains(&format!(".TH corroborate-{name} 1")), "{name}: {page}");
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

    #[test]
    fn an_unknown_command_is_answered_with_the_nearest() {
        let unknown = manual_page(Some("reprot")).expect_err("there is no such command");
        assert!(unknown.to_string().contains("did you mean `report`"), "{unknown}");
    }
}
