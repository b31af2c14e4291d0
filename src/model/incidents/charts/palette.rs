//! Colours of charts, by what they stand for.

/// Red, green and blue of a colour, each from 0 to 255.
pub type Rgb = (u8, u8, u8);

/// Part of a chart that has a colour of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourRole {
    /// Ground of the chart.
    Ground,
    /// Text, and marks of claims that a site was down.
    Text,
    /// Text under the title, at scales and at the foot.
    LesserText,
    /// Lines of the grid.
    Grid,
    /// Ground of every other row.
    Stripe,
    /// Hatching of time that nobody observed.
    Hatch,
    /// Confirmed down.
    Down,
    /// Possibly down.
    Possible,
    /// Confirmed up.
    Up,
    /// Down from some vantages only, or a challenge.
    Partial,
    /// Said to be back.
    Back,
    /// Announced work.
    Work,
    /// Band behind a plot: when a claim was published.
    ClaimBand,
    /// Time that a claim speaks of.
    ClaimTime,
    /// Bar of confirmed up time: `Up`, thinned.
    PaleUp,
    /// Band under `Back`: its colour, thinned.
    PaleBack,
}

use ColourRole as Role;

/// Colours that a palette file can give, by the word for each.
const GIVEN: [(&str, ColourRole); 14] = [
    ("ground", Role::Ground),
    ("text", Role::Text),
    ("lesser_text", Role::LesserText),
    ("grid", Role::Grid),
    ("stripe", Role::Stripe),
    ("hatch", Role::Hatch),
    ("down", Role::Down),
    ("possible", Role::Possible),
    ("up", Role::Up),
    ("partial", Role::Partial),
    ("back", Role::Back),
    ("work", Role::Work),
    ("claim_band", Role::ClaimBand),
    ("claim_time", Role::ClaimTime),
];

/// The shipped colours, in the order of [`ColourRole`]: those of states are Okabe and Ito's, which
/// people with any colour vision can tell apart (jfly.uni-koeln.de/color).
const SHIPPED: [Rgb; 16] = [
    (0xFF, 0xFF, 0xFF),
    (0x1A, 0x1A, 0x1A),
    (0x59, 0x59, 0x59),
    (0xDD, 0xDD, 0xDD),
    (0xF6, 0xF6, 0xF6),
    (0x76, 0x76, 0x76),
    (0xD5, 0x5E, 0x00),
    (0xE6, 0x9F, 0x00),
    (0x00, 0x9E, 0x73),
    (0xCC, 0x79, 0xA7),
    (0x00, 0x72, 0xB2),
    (0x56, 0xB4, 0xE9),
    (0xE9, 0xE6, 0xF2),
    (0xD9, 0xD3, 0xE8),
    (0x9A, 0xD8, 0xC4),
    (0xBF, 0xDC, 0xEC),
];

/// Violet of the times of claims, of which the ground shows through most.
const VIOLET: Rgb = (108, 88, 168);

/// Colours of a chart.
///
/// ```
/// use corroborate::model::charts::{ColourRole, Palette};
///
/// let dark = [(ColourRole::Ground, (0, 0, 0)), (ColourRole::Text, (255, 255, 255))];
/// let night = Palette::of(&dark);
/// assert_eq!(night.colour(ColourRole::Grid), (38, 38, 38));
/// assert_eq!(Palette::default().colour(ColourRole::Grid), (0xDD, 0xDD, 0xDD));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette([Rgb; 16]);

impl Default for Palette {
    fn default() -> Palette {
        Palette(SHIPPED)
    }
}

impl Palette {
    /// Makes a palette of the colours that are given, and the shipped ones. Where one is not given
    /// that others are mixed of, and one of these is, it is mixed anew: the grid on a dark ground
    /// is dark.
    pub fn of(given: &[(ColourRole, Rgb)]) -> Palette {
        let mut palette = Palette::default();
        for (role, colour) in given {
            palette.0[*role as usize] = *colour;
        }
        let is_given = |role: ColourRole| given.iter().any(|(known, _)| *known == role);
        let (ground, text) = (palette.colour(Role::Ground), palette.colour(Role::Text));
        let (up, back) = (palette.colour(Role::Up), palette.colour(Role::Back));
        let mixed = [
            (Role::LesserText, Role::Text, text, 72),
            (Role::Grid, Role::Text, text, 15),
            (Role::Stripe, Role::Text, text, 4),
            (Role::Hatch, Role::Text, text, 60),
            (Role::ClaimBand, Role::ClaimBand, VIOLET, 15),
            (Role::ClaimTime, Role::ClaimTime, VIOLET, 26),
            (Role::PaleUp, Role::Up, up, 40),
            (Role::PaleBack, Role::Back, back, 25),
        ];
        for (role, source, colour, percent) in mixed {
            if !is_given(role) && (is_given(Role::Ground) || is_given(source)) {
                palette.0[role as usize] = mix(ground, colour, percent);
            }
        }
        palette
    }

    /// Returns the colour of a part.
    pub fn colour(&self, role: ColourRole) -> Rgb {
        self.0[role as usize]
    }

    /// Lists the words for the colours that can be given, each with its part.
    pub fn words() -> impl Iterator<Item = (&'static str, ColourRole)> {
        GIVEN.into_iter()
    }

    /// Returns how much lighter one part is than another, from 1 to 21, as WCAG 2 reckons it.
    ///
    /// ```
    /// use corroborate::model::charts::{ColourRole, Palette};
    ///
    /// let shipped = Palette::default();
    /// assert!(shipped.contrast(ColourRole::Text, ColourRole::Ground) > 17.0);
    /// ```
    pub fn contrast(&self, one: ColourRole, other: ColourRole) -> f64 {
        let (one, other) = (luminance(self.colour(one)), luminance(self.colour(other)));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }
}

/// Mixes a colour into a ground, by its part in percent.
fn mix(ground: Rgb, colour: Rgb, percent: u32) -> Rgb {
    let one = |ground: u8, colour: u8| {
        let sum = u32::from(ground) * (100 - percent) + u32::from(colour) * percent;
        u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
    };
    (one(ground.0, colour.0), one(ground.1, colour.1), one(ground.2, colour.2))
}

/// Returns the relative luminance of a colour, from 0 to 1, by WCAG 2.
fn luminance((red, green, blue): Rgb) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
