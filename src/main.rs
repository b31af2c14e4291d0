//! The program: a command line in, the result on stdout, notes on stderr, an exit code out. All
//! text passes one door, [`printable`]: nothing that others wrote commands a terminal.

use corroborate::cli::{self, Exit};
use corroborate::logs::READING;
use corroborate::model::printable;
use corroborate::pipeline;
use std::io::Write;
use std::process::ExitCode;

/// Exit code where rows were refused and none may be.
const REFUSED: u8 = 1;
/// Exit code where the run could not be done.
const FAILED: u8 = 2;

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
            let text = printable(&message.render().to_string());
            let _ = if message.use_stderr() {
                std::io::stderr().write_all(text.as_bytes())
            } else {
                std::io::stdout().write_all(text.as_bytes())
            };
            return ExitCode::from(u8::try_from(message.exit_code()).unwrap_or(FAILED));
        }
        Err(Exit::Usage(why)) => return failed(&why),
    };
    if command_line.verbose {
        log_to_stderr();
    }
    match pipeline::run(&command_line.config) {
        Err(why) => failed(&why),
        Ok(outcome) => {
            // A reader that closes the pipe early has what it wanted.
            let _ = std::io::stderr().write_all(printable(&outcome.notes).as_bytes());
            let _ = std::io::stdout().write_all(printable(&outcome.result).as_bytes());
            if outcome.refused { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS }
        }
    }
}

/// Sends the program's own log to stderr, one message a line.
fn log_to_stderr() {
    env_logger::Builder::new()
        .filter_module(env!("CARGO_CRATE_NAME"), log::LevelFilter::Debug)
        .format(|line, record| writeln!(line, "{}", printable(&record.args().to_string())))
        .init();
}

fn failed(why: &dyn std::error::Error) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "error: {}", printable(&why.to_string()));
    ExitCode::from(FAILED)
}
