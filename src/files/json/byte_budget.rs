//! Bytes of a file for a reader of JSON, who may hold no more of them than an entry needs.

use crate::files::blocks::{Block, BlockError, Blocks};
use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

/// Longest key or plain value of JSON, in bytes: an error page in an entry has some megabytes.
pub(super) const LONGEST_VALUE: u64 = 16 << 20;

/// Number of bytes that may still be read before the value that is read now ends.
#[derive(Debug, Clone, Default)]
pub(super) struct ByteBudget(Rc<Cell<u64>>);

impl ByteBudget {
    /// Begins a value of which all bytes are held.
    pub(super) fn begin_value(&self) {
        self.0.set(LONGEST_VALUE);
    }

    /// Begins a value that is passed over, so that none of its bytes is held.
    pub(super) fn begin_passing(&self) {
        self.0.set(u64::MAX);
    }
}

/// Fault that stopped the reading of a file, kept for who asked for its bytes.
pub(super) type FileFault = Rc<RefCell<Option<BlockError>>>;

/// Reader of the unpacked bytes of a file, without a byte order mark.
pub(super) struct BudgetedBytes {
    blocks: Blocks,
    block: Option<Block>,
    /// Number of the bytes of the block that were handed on.
    taken: usize,
    is_first: bool,
    budget: ByteBudget,
    fault: FileFault,
}

impl BudgetedBytes {
    /// Makes a reader.
    pub(super) fn new(blocks: Blocks, budget: ByteBudget, fault: FileFault) -> BudgetedBytes {
        BudgetedBytes { blocks, block: None, taken: 0, is_first: true, budget, fault }
    }

    /// Gets the next block. Returns whether there is one.
    fn advance(&mut self) -> io::Result<bool> {
        self.block = self.blocks.next().map_err(|why| {
            *self.fault.borrow_mut() = Some(why);
            io::Error::other("the file cannot be read further")
        })?;
        self.taken = 0;
        if let Some(block) = self.block.as_ref().filter(|_| self.is_first) {
            self.is_first = false;
            self.taken = if block.fresh().starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        }
        Ok(self.block.is_some())
    }
}

impl Read for BudgetedBytes {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let left = self.block.as_ref().map_or(&[][..], |block| &block.fresh()[self.taken..]);
            if !left.is_empty() {
                let count = left.len().min(into.len());
                into[..count].copy_from_slice(&left[..count]);
                self.taken += count;
                let budget = self.budget.0.get();
                if budget == 0 {
                    let why = format!("a value of more than {LONGEST_VALUE} bytes is no cell");
                    return Err(io::Error::other(why));
                }
                if budget != u64::MAX {
                    self.budget.0.set(budget.saturating_sub(count as u64));
                }
                return Ok(count);
            }
            if !self.advance()? {
                return Ok(0);
            }
        }
    }
}
