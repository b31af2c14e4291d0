//! The program: a command line in, the result on stdout, notes on stderr, an exit code out. All
//! text passes one door, [`printable`]: nothing that others wrote commands a terminal.

use corroborate::cli::{self, Exit};
use corroborate::logs::READING;
use corroborate::model::words::{printable, system_words};
use corroborate::output;
use corroborate::pipeline;
use corroborate::report::terminal::colour::{TextStream, coloured};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

/// Exit code where the result lacks something that may change it, or where something differs.
const SHORTFALL: u8 = 1;
/// Exit code where the run could not be done.
const FAILED: u8 = 2;

/// Runs the program, and exits with the code that `--help` names.
fn main() -> ExitCode {
    let default_hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(READING) {
            default_hook(panic);
        }
    }));
    let command_line = match cli::parse(std::env::args_os()) {
        Ok(command_line) => command_line,
        Err(Exit::Clap(message)) => {
            // Help goes to stdout and is 0; a misspelled word goes to stderr and is 2.
            let text = message.render().to_string();
            let exit_code = u8::try_from(message.exit_code()).unwrap_or(FAILED);
            if message.use_stderr() {
                to_stderr(&text);
                return ExitCode::from(exit_code);
            }
            return to_stdout(&text, exit_code);
        }
        Err(Exit::Usage(why)) => return failed(&why.to_string()),
    };
    if command_line.verbose {
        log_to_stderr();
    }
    let watched = output::clear_on_signals(|stop| {
        let line_end = if io::stderr().is_terminal() { "\n" } else { "" };
        to_stderr(&format!("{line_end}{}: what was half written is removed\n", stop.words));
    });
    if let Err(why) = watched {
        log::debug!("Ctrl-C ends the run as the system does: {why}");
    }
    match pipeline::run(&command_line.config) {
        Err(why) => failed(&why.to_string()),
        Ok(outcome) => {
            to_stderr(&outcome.notes);
            let exit_code = if outcome.shortfall.is_some() { SHORTFALL } else { 0 };
            let exit_code = to_stdout(&outcome.result, exit_code);
            if let Some(sentence) = outcome.shortfall {
                to_stderr(&format!("{sentence}\n"));
            }
            exit_code
        }
    }
}

/// Writes the result; gives the exit code, which is another where it cannot be written.
fn to_stdout(text: &str, exit_code: u8) -> ExitCode {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(printable(text).as_bytes()).and_then(|()| stdout.flush());
    match written {
        // A reader that closes the pipe early has what it wanted.
        Err(why) if why.kind() != io::ErrorKind::BrokenPipe => {
            failed(&format!("the result cannot be written to stdout: {}", system_words(&why)))
        }
        _ => ExitCode::from(exit_code),
    }
}

/// Writes notes. Where nobody can read them, they are lost, and nothing else is.
fn to_stderr(text: &str) {
    let (no_color, term) = (std::env::var_os("NO_COLOR"), std::env::var_os("TERM"));
    let place = TextStream {
        is_terminal: io::stderr().is_terminal(),
        no_color: no_color.as_deref(),
        term: term.as_deref(),
    };
    // Codes are ours alone: those of others are taken out first.
    let text = coloured(&printable(text), place.colour());
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Sends the program's own log to stderr, one message a line.
fn log_to_stderr() {
    env_logger::Builder::new()
        .filter_module(env!("CARGO_CRATE_NAME"), log::LevelFilter::Debug)
        .format(|line, record| writeln!(line, "{}", printable(&record.args().to_string())))
        .init();
}

/// Says why the run could not be done; gives its exit code.
fn failed(why: &str) -> ExitCode {
    to_stderr(&format!("error: {why}\n"));
    ExitCode::from(FAILED)
}
