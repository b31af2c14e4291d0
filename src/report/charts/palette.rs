//! The parts of charts by their colours, in the words of the drawing code. Shape says the same as
//! colour everywhere: height, hatching, mark.

use crate::model::charts::ColourRole;

pub(super) const BLACK: ColourRole = ColourRole::Text;
pub(super) const GREY: ColourRole = ColourRole::LesserText;
pub(super) const FAINT: ColourRole = ColourRole::Grid;
pub(super) const PALE: ColourRole = ColourRole::Stripe;
pub(super) const WHITE: ColourRole = ColourRole::Ground;
pub(super) const DOWN: ColourRole = ColourRole::Down;
pub(super) const POSSIBLE: ColourRole = ColourRole::Possible;
pub(super) const UP: ColourRole = ColourRole::Up;
pub(super) const PARTIAL: ColourRole = ColourRole::Partial;
pub(super) const BACK: ColourRole = ColourRole::Back;
pub(super) const WORK: ColourRole = ColourRole::Work;
pub(super) const PALE_BACK: ColourRole = ColourRole::PaleBack;
pub(super) const PALE_UP: ColourRole = ColourRole::PaleUp;
pub(super) const PALE_CLAIM: ColourRole = ColourRole::ClaimBand;
pub(super) const ASSERTED: ColourRole = ColourRole::ClaimTime;
