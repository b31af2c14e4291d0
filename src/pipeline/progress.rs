//! The bar on a terminal: rows and bytes read. Nothing where there is no terminal, or where quiet
//! was asked for.

use super::Step;
use crate::cli::RunOptions;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar, perhaps hidden.
#[derive(Debug)]
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar on stderr, unless quiet was asked for; it hides itself where stderr is no terminal.
    pub(super) fn of(options: RunOptions) -> Bar {
        let target =
            if options.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Bar(ProgressBar::with_draw_target(None, target))
    }

    /// Shows how far the reading is.
    pub fn show(&self, step: Step) {
        let Step::Reading { progress, of_bytes, again } = step else { return };
        if self.0.length() != Some(of_bytes) {
            self.0.set_length(of_bytes);
            // Without colours, so that NO_COLOR needs no case of its own.
            if let Ok(style) =
                ProgressStyle::with_template("{prefix} [{bar:30}] {bytes} of {total_bytes}, {msg}")
            {
                self.0.set_style(style.progress_chars("=> "));
            }
        }
        self.0.set_prefix(if again { "sorting rows out of order" } else { "reading" });
        self.0.set_message(format!("{} rows", progress.rows));
        self.0.set_position(progress.bytes);
    }

    /// Shows which file is being written.
    pub fn at(&self, file: &str) {
        if let Ok(style) = ProgressStyle::with_template("writing {msg}") {
            self.0.set_style(style);
        }
        self.0.set_message(file.to_owned());
        self.0.tick();
    }

    /// Takes the bar away.
    pub fn done(&self) {
        self.0.finish_and_clear();
    }
}
