//! Ctrl-C, and requests to end: what is half written is cleared away first.

use std::io;

/// Signal that stops a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StopSignal {
    /// Reason for the last line of the run, such as `stopped by Ctrl-C`.
    pub words: &'static str,
    /// Exit code of a run that it stopped: 128 and the signal's number.
    pub exit_code: i32,
}

/// Begins to watch for signals. At the first, what is half written is cleared away, `tell` is
/// called, and the process ends; at a second it ends at once. Signals that the process was started
/// to pass over, as under `nohup`, are passed over still.
///
/// # Errors
/// Where the system does not let signals be watched.
#[cfg(unix)]
pub fn clear_on_signals(tell: impl Fn(StopSignal) + Send + 'static) -> io::Result<()> {
    use super::unfinished::abandon;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::flag::register_conditional_shutdown;
    use signal_hook::iterator::Signals;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    let ignored = ignored_signals();
    let is_watched = |signal: &i32| ignored >> (signal - 1) & 1 == 0;
    let watched: Vec<i32> = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(is_watched).collect();
    let is_second = Arc::new(AtomicBool::new(false));
    for signal in &watched {
        register_conditional_shutdown(*signal, 128 + signal, Arc::clone(&is_second))?;
    }
    let mut signals = Signals::new(&watched)?;
    let watch = move || {
        if let Some(signal) = signals.forever().next() {
            is_second.store(true, Ordering::SeqCst);
            abandon();
            let words = match signal {
                SIGINT => "stopped by Ctrl-C",
                SIGTERM => "stopped by a request to end (SIGTERM)",
                _ => "stopped, as its terminal was closed (SIGHUP)",
            };
            tell(StopSignal { words, exit_code: 128 + signal });
            std::process::exit(128 + signal);
        }
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(watch).map(drop)
}

/// Begins to watch for Ctrl-C. At the first, what is half written is cleared away, `tell` is
/// called, and the process ends; at a second it ends at once. Windows hands no signal to a waiting
/// thread, so a thread asks every tenth of a second whether one came.
///
/// # Errors
/// Where the system does not let signals be watched.
#[cfg(windows)]
pub fn clear_on_signals(tell: impl Fn(StopSignal) + Send + 'static) -> io::Result<()> {
    use super::unfinished::abandon;
    use signal_hook::consts::SIGINT;
    use signal_hook::flag::{register, register_conditional_shutdown};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    const EXIT_CODE: i32 = 128 + SIGINT;
    let came = Arc::new(AtomicBool::new(false));
    register_conditional_shutdown(SIGINT, EXIT_CODE, Arc::clone(&came))?;
    register(SIGINT, Arc::clone(&came))?;
    let watch = move || {
        while !came.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(100));
        }
        abandon();
        tell(StopSignal { words: "stopped by Ctrl-C", exit_code: EXIT_CODE });
        std::process::exit(EXIT_CODE);
    };
    std::thread::Builder::new().name("signals".to_owned()).spawn(watch).map(drop)
}

/// Leaves signals to the system, which ends the process; the next run clears away what is left.
///
/// # Errors
/// None.
#[cfg(not(any(unix, windows)))]
pub fn clear_on_signals(_tell: impl Fn(StopSignal) + Send + 'static) -> io::Result<()> {
    Ok(())
}

/// Gives the signals that the process was started to pass over, a bit each, the first signal's
/// lowest; none where the system does not tell.
#[cfg(unix)]
fn ignored_signals() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
}
