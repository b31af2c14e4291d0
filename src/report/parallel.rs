//! Jobs done side by side. Which thread does a job, and when, changes no result: each stands by
//! itself.

use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Most threads at work: more would make the pictures wait for memory.
const MOST: usize = 4;

/// A job that gives a `T`.
pub(super) type Job<'a, T> = Box<dyn FnOnce() -> T + Send + 'a>;

/// Does all jobs, begun in the order given, and gives the results in that order.
pub(super) fn in_parallel<T: Send>(jobs: Vec<Job<'_, T>>) -> Vec<T> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST).min(jobs.len());
    if threads < 2 {
        return jobs.into_iter().map(|job| job()).collect();
    }
    let queue = JobQueue::of(jobs);
    let mut results = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| queue.work())).collect();
        let mut results = queue.work();
        for other in others {
            // A fault of another thread is a fault of this one.
            results.extend(other.join().unwrap_or_else(|fault| panic::resume_unwind(fault)));
        }
        results
    });
    results.sort_by_key(|done| done.number);
    results.into_iter().map(|done| done.result).collect()
}

/// The result of a job, with the job's number in the order.
struct JobResult<T> {
    number: usize,
    result: T,
}

/// Jobs, and the number of the next one that nobody has taken.
struct JobQueue<'a, T> {
    jobs: Vec<Mutex<Option<Job<'a, T>>>>,
    next: AtomicUsize,
}

impl<'a, T> JobQueue<'a, T> {
    /// Queues jobs in their order.
    fn of(jobs: Vec<Job<'a, T>>) -> JobQueue<'a, T> {
        let jobs = jobs.into_iter().map(|job| Mutex::new(Some(job))).collect();
        JobQueue { jobs, next: AtomicUsize::new(0) }
    }

    /// Does jobs until none is left.
    fn work(&self) -> Vec<JobResult<T>> {
        let mut done = Vec::new();
        loop {
            let number = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(slot) = self.jobs.get(number) else { return done };
            // The lock is only held to take the job out, which cannot fail.
            let job = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(job) = job {
                done.push(JobResult { number, result: job() });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_are_in_the_order_of_the_jobs() {
        for count in [0, 1, 2, 30] {
            let jobs = (0..count).map(|number| -> Job<'_, usize> {
                Box::new(move || {
                    // Long enough for the other threads to take the next jobs.
                    thread::sleep(Duration::from_millis(2));
                    number
                })
            });
            assert_eq!(in_parallel(jobs.collect()), (0..count).collect::<Vec<_>>());
        }
    }
}
