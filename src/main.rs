//! The program: words in, a result on stdout, notes on stderr, an exit code.

use corroborate::cli::{self, Stop};
use corroborate::logs::READING;
use corroborate::pipeline;
use std::io::Write;
use std::process::ExitCode;

/// Rows were refused where none may be.
const REFUSED: u8 = 1;
/// It could not run.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(READING) {
            told(panic);
        }
    }));
    let config = match cli::config(std::env::args_os()) {
        Ok(config) => config,
        Err(Stop::Said(words)) => {
            // clap chooses the stream; help is 0, a misspelled word is 2.
            let _ = words.print();
            return ExitCode::from(u8::try_from(words.exit_code()).unwrap_or(FAILED));
        }
        Err(Stop::Usage(why)) => return failed(&why),
    };
    match pipeline::run(&config) {
        Err(why) => failed(&why),
        Ok(done) => {
            // A reader that closes the pipe early has what it wanted.
            let _ = std::io::stderr().write_all(done.notes.as_bytes());
            let _ = std::io::stdout().write_all(done.result.as_bytes());
            if done.refused { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS }
        }
    }
}

fn failed(why: &dyn std::error::Error) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "error: {why}");
    ExitCode::from(FAILED)
}
