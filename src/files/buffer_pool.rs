//! Buffers that are used again: the system needs time to provide large new ones.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

/// Pool of buffers that nobody holds.
#[derive(Debug)]
pub(crate) struct Pool<T>(Mutex<Vec<Vec<T>>>);

/// Buffer of a pool, to which it goes back when it is dropped.
#[derive(Debug)]
pub(crate) struct Pooled<T> {
    items: Vec<T>,
    pool: Arc<Pool<T>>,
}

impl<T> Pool<T> {
    /// Makes a pool that holds nothing yet.
    pub(crate) fn new() -> Arc<Pool<T>> {
        Arc::new(Pool(Mutex::new(Vec::new())))
    }

    /// Takes a buffer with the content that it had when it came back, or a new one.
    pub(crate) fn take(self: &Arc<Pool<T>>) -> Pooled<T> {
        let items = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        Pooled { items, pool: Arc::clone(self) }
    }
}

impl<T> Deref for Pooled<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.items
    }
}

impl<T> DerefMut for Pooled<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.items
    }
}

impl<T> Drop for Pooled<T> {
    fn drop(&mut self) {
        let items = std::mem::take(&mut self.items);
        self.pool.0.lock().unwrap_or_else(PoisonError::into_inner).push(items);
    }
}
