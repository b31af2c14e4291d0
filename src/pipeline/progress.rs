//! Progress that a run shows while it works: a bar on a terminal, and the time of each stage for
//! `--timings`.

use super::timings::Timings;
use super::{ExamineStep, ReadingPass};
use crate::cli::RunOptions;
use crate::model::plural;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Bar on stderr. It stays hidden under `--quiet`, and where stderr is no terminal.
#[derive(Debug)]
struct Bar(ProgressBar);

impl Bar {
    /// Makes a bar that shows nothing yet.
    fn new(options: RunOptions) -> Bar {
        let target =
            if options.quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        Bar(ProgressBar::with_draw_target(None, target))
    }

    /// Shows the rows and bytes read so far.
    fn reading(&self, step: ExamineStep) {
        let ExamineStep::Reading { progress, of_bytes, pass } = step else { return };
        if self.0.length() != Some(of_bytes) {
            // Without colours, so that NO_COLOR needs no case of its own. Before the length, with
            // which the bar is shown.
            self.style("{prefix} [{bar:30}] {bytes} of {total_bytes}, {msg}");
            self.0.set_length(of_bytes);
        }
        self.0.set_prefix(if pass == ReadingPass::Again {
            "sorting rows out of order"
        } else {
            "reading"
        });
        self.0.set_message(plural(progress.rows, "row"));
        self.0.set_position(progress.bytes);
    }

    /// Shows the name of the file that is being written.
    fn writing(&self, file: &str) {
        self.style("writing {msg}");
        self.0.set_message(file.to_owned());
        self.0.tick();
    }

    /// Sets the form of the bar.
    fn style(&self, template: &str) {
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.0.set_style(style.progress_chars("=> "));
        }
    }
}

/// Stages of a run: each is shown on the bar and timed.
#[derive(Debug)]
pub(super) struct Stages {
    bar: Bar,
    timings: Timings,
}

impl Stages {
    /// Begins the first stage.
    pub(super) fn begin(options: RunOptions) -> Stages {
        Stages { bar: Bar::new(options), timings: Timings::begin(options) }
    }

    /// Ends the stage of this name and begins the next.
    pub(super) fn end(&mut self, stage: &'static str) {
        self.timings.end(stage);
    }

    /// Does work that reports its steps, and shows them.
    pub(super) fn watch<T>(&mut self, work: impl FnOnce(&mut dyn FnMut(ExamineStep)) -> T) -> T {
        let Stages { bar, timings } = self;
        let result = work(&mut |step| match step {
            ExamineStep::Reading { .. } => bar.reading(step),
            ExamineStep::Finished(stage) => timings.end(stage),
        });
        bar.0.finish_and_clear();
        result
    }

    /// Does work that names each file as it begins to write it, and shows the names.
    pub(super) fn write<T>(&self, work: impl FnOnce(&(dyn Fn(&str) + Sync)) -> T) -> T {
        let result = work(&|file| self.bar.writing(file));
        self.bar.0.finish_and_clear();
        result
    }

    /// Returns the table of the stages, their times and their peak memory; empty without
    /// `--timings`.
    pub(super) fn summary(&self) -> String {
        self.timings.summary()
    }
}
