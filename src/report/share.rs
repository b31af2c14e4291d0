//! Work shared among threads. Which thread does what, and when, changes no result: each piece of
//! work stands by itself.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Most threads at work: more would make the pictures wait for memory.
const MOST: usize = 4;

/// A piece of work.
pub(super) type Work<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Does all the work, begun in the order given, and gives the results in that order.
pub(super) fn done<T: Send>(work: Vec<Work<'_, T>>) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST).min(work.len());
    if threads < 2 {
        return work.into_iter().map(|segment| segment()).collect();
    }
    let segments: Vec<Mutex<Option<Work<'_, T>>>> =
        work.into_iter().map(|segment| Mutex::new(Some(segment))).collect();
    let next = AtomicUsize::new(0);
    let turn = || {
        let mut own = Vec::new();
        while let Some((at, segment)) = taken(&segments, &next) {
            own.push((at, segment()));
        }
        own
    };
    let mut results: Vec<(usize, T)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(turn)).collect();
        let own = turn();
        // A fault of another thread is a fault of this one.
        others.into_iter().fold(own, |mut all, other| {
            all.extend(other.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)));
            all
        })
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// The next piece that nobody has taken, with its place in the order.
fn taken<'a, T>(
    segments: &[Mutex<Option<Work<'a, T>>>],
    next: &AtomicUsize,
) -> Option<(usize, Work<'a, T>)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    // A lock is only held to take a piece out, which cannot fail.
    let segment =
        segments.get(at)?.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take()?;
    Some((at, segment))
}
