//! Digits with signs between them: which sign marks thousands, which decimals, and where that stays open.

use crate::model::number::Decimal;
use crate::model::plan::NumberStyle;
use crate::read::export::amount_text::BadAmount;

/// A number whose decimal sign may still be unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure {
    /// All digits as one whole number.
    mantissa: i128,
    /// Digits after the last sign.
    decimals: u32,
    pub says: Says,
}

/// What a number says about the style of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// The style can only be this one, and the last sign is its decimal sign.
    Decimals(NumberStyle),
    /// The style can only be this one, whose thousands are marked; there are no decimals.
    Thousands(NumberStyle),
    /// `1.234` and `1,234` may be either: the style whose decimal sign this is, or the other.
    Open(NumberStyle),
    /// `12,0000` has four decimals behind a comma, or marks ten-thousands, as some do in China.
    Fours,
    /// Four digits or more without a sign: thousands are not marked here.
    Unmarked,
    Nothing,
}

/// # Errors
/// [`BadAmount`] where the text is no number in any style.
pub fn parse(text: &str) -> Result<Figure, BadAmount> {
    let mut scan = Scan::default();
    for c in text.chars() {
        match c {
            '0'..='9' => scan.digit(c),
            '.' | ',' => scan.sign(c),
            // Spaces of every kind, and the marks that the Swiss put between thousands.
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’' => scan.sign(' '),
            'e' | 'E' => return Err(BadAmount::Exponent),
            _ => return Err(BadAmount::Unreadable),
        }
    }
    scan.figure()
}

/// What is known of a number while its characters are read.
#[derive(Default)]
struct Scan {
    mantissa: i128,
    digits: usize,
    /// Digits before the first sign, and since the last one.
    first: usize,
    since: usize,
    /// Signs so far, the kind of the last, the kind of those before it, and how often the last kind occurred.
    signs: usize,
    last: char,
    before: Option<char>,
    /// Groups of two and of three digits between signs.
    pairs: usize,
    triples: usize,
    /// Whether there are no other groups, those of two come first, and all signs but the last are of one kind.
    grouped: bool,
}

impl Scan {
    fn digit(&mut self, c: char) {
        self.mantissa = self.mantissa.saturating_mul(10).saturating_add(i128::from(u32::from(c) - u32::from('0')));
        self.digits += 1;
        self.since += 1;
    }

    fn sign(&mut self, c: char) {
        if self.signs == 0 {
            self.first = self.since;
            self.grouped = true;
        } else {
            match self.since {
                2 if self.triples == 0 => self.pairs += 1,
                3 => self.triples += 1,
                _ => self.grouped = false,
            }
            self.grouped &= self.before.is_none_or(|before| before == self.last);
            self.before = Some(self.last);
        }
        self.signs += 1;
        self.last = c;
        self.since = 0;
    }

    fn figure(&self) -> Result<Figure, BadAmount> {
        let says = self.says().ok_or(BadAmount::Grouping)?;
        let decimals = u32::try_from(self.since).map_err(|_| BadAmount::TooLarge)?;
        Ok(Figure { mantissa: self.mantissa, decimals: if self.signs == 0 { 0 } else { decimals }, says })
    }

    fn says(&self) -> Option<Says> {
        let style = match self.last {
            '.' => NumberStyle::Point,
            _ => NumberStyle::Comma,
        };
        // `12,34,567.00`: in India only the last group has three digits.
        let indian = |last: usize, sign| (1..=2).contains(&self.first) && self.triples + last == 1 && sign == Some(',');
        let in_groups = |last: usize, sign| {
            self.grouped && if self.pairs == 0 { (1..=3).contains(&self.first) } else { indian(last, sign) }
        };
        let thousands = self.since == 3 && in_groups(1, Some(self.last));
        match (self.signs, self.before) {
            (0, _) => Some(if self.digits > 3 { Says::Unmarked } else { Says::Nothing }),
            (1, _) if self.last == ' ' => thousands.then_some(Says::Nothing),
            // `0.500` marks no thousands.
            (1, _) if thousands && self.mantissa >= 1000 => Some(Says::Open(style)),
            (1, _)
                if self.last == ',' && self.since == 4 && (1..=4).contains(&self.first) && self.mantissa >= 10_000 =>
            {
                Some(Says::Fours)
            }
            (1, _) => Some(Says::Decimals(style)),
            (_, Some(before)) if before == self.last => {
                let says = if self.last == ' ' { Says::Nothing } else { Says::Thousands(other(style)) };
                thousands.then_some(says)
            }
            (_, Some(_)) if self.last == ' ' => None,
            _ => in_groups(0, self.before).then_some(Says::Decimals(style)),
        }
    }
}

impl Figure {
    /// The number, in a column of this style.
    ///
    /// # Errors
    /// [`BadAmount::TooLarge`] where it has too many digits.
    pub fn number(&self, style: NumberStyle) -> Result<Decimal, BadAmount> {
        let decimals = match self.says {
            Says::Decimals(_) => self.decimals,
            Says::Open(open) if open == style => self.decimals,
            Says::Fours if style == NumberStyle::Comma => self.decimals,
            _ => 0,
        };
        Decimal::try_from_i128_with_scale(self.mantissa, decimals).map_err(|_| BadAmount::TooLarge)
    }
}

/// The style with the two signs exchanged.
pub fn other(style: NumberStyle) -> NumberStyle {
    match style {
        NumberStyle::Point => NumberStyle::Comma,
        NumberStyle::Comma => NumberStyle::Point,
    }
}
