//! Buffers that are used again: large ones cost the system's work each time they are had anew.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};

/// Buffers that nobody holds.
#[derive(Debug)]
pub(crate) struct Pool<T>(Mutex<Vec<Vec<T>>>);

/// A buffer; whoever holds it last gives it back.
#[derive(Debug)]
pub(crate) struct Pooled<T> {
    items: Vec<T>,
    pool: Arc<Pool<T>>,
}

impl<T> Pool<T> {
    /// A pool that holds nothing yet.
    pub(crate) fn new() -> Arc<Pool<T>> {
        Arc::new(Pool(Mutex::new(Vec::new())))
    }

    /// A buffer with what it held when it was given back, or a new one.
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
        self.pool
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(std::mem::take(&mut self.items));
    }
}
