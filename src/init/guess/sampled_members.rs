//! Proposals for the members of an archive, of which the first are sampled.

use crate::model::{Guess, grouped};
use std::path::{Path, PathBuf};

/// Members of an archive that are sampled, at most; the others are read as these.
const MEMBERS: usize = 500;

/// Proposes an entry for each member that is sampled. Each other one is a further file of the first
/// entry whose member has its ending, and is sampled where there is none.
pub(super) fn of_members(members: &[PathBuf], of_member: impl Fn(&Path) -> Guess) -> Vec<Guess> {
    let mut guesses: Vec<Guess> = members.iter().take(MEMBERS).map(|one| of_member(one)).collect();
    for path in members.iter().skip(MEMBERS) {
        let is_alike = |guess: &&mut Guess| {
            !guess.left_out
                && guess.files.first().is_some_and(|file| file.extension() == path.extension())
        };
        match guesses.iter_mut().find(is_alike) {
            Some(guess) => guess.files.push(path.clone()),
            None => guesses.push(of_member(path)),
        }
    }
    if let Some(first) = guesses.first_mut().filter(|_| members.len() > MEMBERS) {
        let (some, all) = (grouped(MEMBERS), grouped(members.len()));
        first.seen.push(format!("the first {some} of {all} members of the archive were sampled"));
    }
    guesses
}
