//! Stopping programs that a test has started.

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag::register_conditional_default;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Once};
use std::time::{Duration, Instant};

/// Longest time that a stopped program may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Lets programs that are started from now on be stopped. Tests that run in the background of a
/// shell are given SIGINT as ignored, and a program leaves it so; a signal that the tests handle is
/// one that the programs take. To the tests it means what it does by default.
pub(crate) fn let_programs_be_stopped() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for signal in [SIGHUP, SIGINT, SIGTERM] {
            register_conditional_default(signal, Arc::new(AtomicBool::new(true))).unwrap();
        }
    });
}

/// Sends a signal, such as `-INT`, and gives the exit code; `None` where a signal ended the program
/// by itself.
pub(crate) fn stop(child: &mut Child, signal: &str) -> Option<i32> {
    let pid = child.id().to_string();
    // The program may have ended by now.
    let _ = Command::new("kill").args([signal, &pid]).stderr(Stdio::null()).status();
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    panic!("{signal} does not stop the program");
}
