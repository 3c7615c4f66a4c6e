//! What a heading says of its amounts beside their name: `（万元）`, `(in k$)`, `(USD '000)`.

use crate::read::export::amount_text;
use crate::read::export::currencies::{self, YUAN};

/// A unit and a currency, as far as they are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyNote {
    /// What amounts are multiplied by; 1 where no unit is named.
    pub unit: i64,
    pub currency: Option<String>,
    /// A part that looks like a unit or a currency and is none that is known.
    pub unknown: Option<String>,
    /// Whether every word is understood, and one of them names a unit or a currency.
    pub certain: bool,
}

/// Words of Chinese and signs that say something and are no [names](currencies::named_at) of one currency, the longest first.
const WORDS: [(&str, Means); 33] = [
    ("价税合计", Means::Nothing),
    ("不含税", Means::Nothing),
    ("百万", Means::Unit(1_000_000)),
    ("千万", Means::Unit(10_000_000)),
    ("十亿", Means::Unit(1_000_000_000)),
    ("十万", Means::Unit(100_000)),
    ("百萬", Means::Unit(1_000_000)),
    ("千萬", Means::Unit(10_000_000)),
    ("十億", Means::Unit(1_000_000_000)),
    ("十萬", Means::Unit(100_000)),
    ("金额", Means::Nothing),
    ("以下", Means::Nothing),
    ("均", Means::Nothing),
    ("为", Means::Nothing),
    ("以", Means::Nothing),
    ("计", Means::Nothing),
    ("注", Means::Nothing),
    ("单位", Means::Nothing),
    ("币种", Means::Nothing),
    ("含税", Means::Nothing),
    ("未税", Means::Nothing),
    ("税前", Means::Nothing),
    ("税后", Means::Nothing),
    ("万", Means::Unit(10_000)),
    ("亿", Means::Unit(100_000_000)),
    ("千", Means::Unit(1_000)),
    ("萬", Means::Unit(10_000)),
    ("億", Means::Unit(100_000_000)),
    ("仟", Means::Unit(1_000)),
    ("元", Means::Currency(YUAN)),
    ("$", Means::Currency("$")),
    ("¥", Means::Currency("¥")),
    ("￥", Means::Currency("￥")),
];

/// The same of letters, which have to be whole words.
const LETTERS: [(&str, Means); 44] = [
    ("in", Means::Nothing),
    ("unit", Means::Nothing),
    ("units", Means::Nothing),
    ("amounts", Means::Nothing),
    ("currency", Means::Nothing),
    ("net", Means::Nothing),
    ("gross", Means::Nothing),
    ("s", Means::Nothing),
    ("rmb", Means::Currency("CNY")),
    ("w", Means::Unit(10_000)),
    ("t", Means::Unit(1_000)),
    ("tsd", Means::Unit(1_000)),
    ("mio", Means::Unit(1_000_000)),
    ("mrd", Means::Unit(1_000_000_000)),
    ("wan", Means::Unit(10_000)),
    ("yi", Means::Unit(100_000_000)),
    ("hundred", Means::Unit(100)),
    ("hundreds", Means::Unit(100)),
    ("rs", Means::Currency("INR")),
    ("all", Means::Nothing),
    ("amount", Means::Nothing),
    ("figures", Means::Nothing),
    ("values", Means::Nothing),
    // Crores, or credit.
    ("cr", Means::Doubt),
    ("mln", Means::Unit(1_000_000)),
    ("mld", Means::Unit(1_000_000_000)),
    ("tausend", Means::Unit(1_000)),
    ("millionen", Means::Unit(1_000_000)),
    ("cent", Means::Doubt),
    ("cents", Means::Doubt),
    ("ct", Means::Doubt),
    ("pence", Means::Doubt),
    ("mil", Means::Doubt),
    ("mill", Means::Doubt),
    ("mille", Means::Doubt),
    ("milliers", Means::Doubt),
    ("tys", Means::Doubt),
    ("kr", Means::Doubt),
    ("ft", Means::Doubt),
    ("tl", Means::Doubt),
    ("rm", Means::Doubt),
    ("rp", Means::Doubt),
    ("dozen", Means::Doubt),
    ("dozens", Means::Doubt),
];

#[derive(Clone, Copy)]
enum Means {
    Nothing,
    Unit(i64),
    Currency(&'static str),
    /// A unit, but nobody can tell how much it is.
    Doubt,
}

impl Default for MoneyNote {
    fn default() -> Self {
        MoneyNote { unit: 1, currency: None, unknown: None, certain: false }
    }
}

impl MoneyNote {
    /// Of a text in small letters.
    pub fn of(text: &str) -> Self {
        let mut note = MoneyNote::default();
        // Of a hundredth or a tenth of a unit; parts of many other words.
        if matches!(text.trim_start_matches("单位").trim_matches([':', '：', ' ']), "分" | "角") {
            note.unknown = Some(text.to_owned());
        }
        let (mut rest, mut strange) = (text.trim_start(), false);
        while let Some(first) = rest.chars().next() {
            // A letter with an accent is a part of its word, a Chinese one and the name of a unit are not.
            let word = rest.len() - rest.trim_start_matches(is_letter).len();
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let known = || WORDS.iter().find(|(word, _)| rest.starts_with(word));
            let length = if let Some((name, code)) = currencies::named_at(rest) {
                note.take_currency(code.to_owned());
                name.len()
            } else if let Some((word, means)) = known() {
                note.take(*means);
                word.len()
            } else if word > 0 {
                strange |= !note.take_letters(&rest[..word]);
                word
            } else if digits > 0 {
                match &rest[..digits] {
                    "000" | "1000" => note.take(Means::Unit(1_000)),
                    "000000" | "1000000" => note.take(Means::Unit(1_000_000)),
                    digits => note.unknown = note.unknown.or_else(|| Some(digits.to_owned())),
                }
                digits
            } else {
                if MONEY_SIGNS.contains(first) {
                    note.unknown.get_or_insert_with(|| first.to_string());
                } else {
                    strange |= first.is_alphabetic();
                }
                first.len_utf8()
            };
            rest = &rest[length..];
        }
        // A part of some other word, as in `单元`.
        note.currency = note.currency.filter(|code| !strange || code != YUAN);
        note.certain = !strange && note.unknown.is_none() && (note.unit != 1 || note.currency.is_some());
        note
    }

    fn take(&mut self, means: Means) {
        match means {
            Means::Nothing | Means::Doubt => {}
            Means::Unit(unit) if self.unit == 1 => self.unit = unit,
            Means::Unit(unit) => self.unknown = Some(unit.to_string()),
            Means::Currency(code) => self.take_currency(code.to_owned()),
        }
    }

    /// The first that is named, but for a word that several share.
    fn take_currency(&mut self, code: String) {
        if self.currency.as_deref().is_none_or(|known| known == YUAN) {
            self.currency = Some(code);
        }
    }

    /// A whole word of letters: known as it stands, or a unit before the code of a currency, as in `keur`.
    fn take_letters(&mut self, word: &str) -> bool {
        if let Some((_, means)) = LETTERS.iter().find(|(known, _)| *known == word) {
            self.take(*means);
            if let Means::Doubt = means {
                self.unknown = Some(word.to_owned());
            }
        } else if let Some(unit) = amount_text::unit(word) {
            self.take(Means::Unit(unit));
        } else if let Some(code) = currencies::known(word) {
            self.take_currency(code);
        } else {
            let parts = ["k", "t", "mm", "m"].iter().find_map(|unit| Some((*unit, word.strip_prefix(unit)?)));
            let known = parts.and_then(|(unit, code)| Some((unit, currencies::known(code)?)));
            let Some((unit, code)) = known else { return false };
            self.take_currency(code);
            return self.take_letters(unit);
        }
        true
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || (c.is_alphabetic() && matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}'))
}

/// Signs of numbers and money; a word with one of them is no remark on anything else.
const MONEY_SIGNS: &str = "百佰兆₽₺฿₫";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_currencies_of_headings() {
        for (text, unit, currency) in [
            ("万元", 10_000, Some("元")),
            ("萬元", 10_000, Some("元")),
            ("億元", 100_000_000, Some("元")),
            ("单位：万元", 10_000, Some("元")),
            ("元", 1, Some("元")),
            ("万", 10_000, None),
            ("万韩元", 10_000, Some("KRW")),
            ("万美元", 10_000, Some("USD")),
            ("人民币万元", 10_000, Some("CNY")),
            ("万元人民币", 10_000, Some("CNY")),
            ("万元，含税", 10_000, Some("元")),
            ("rmb 万", 10_000, Some("CNY")),
            ("w", 10_000, None),
            ("百万美元", 1_000_000, Some("USD")),
            ("k€", 1_000, Some("EUR")),
            ("$000", 1_000, Some("$")),
            ("000s", 1_000, None),
            ("'000", 1_000, None),
            ("$k", 1_000, Some("$")),
            ("usd 000", 1_000, Some("USD")),
            ("usd '000", 1_000, Some("USD")),
            ("t€", 1_000, Some("EUR")),
            ("mio. €", 1_000_000, Some("EUR")),
            ("in k", 1_000, None),
            ("keur", 1_000, Some("EUR")),
            ("inr lakhs", 100_000, Some("INR")),
            ("rs. in lacs", 100_000, Some("INR")),
            ("₹ crores", 10_000_000, Some("INR")),
            ("rmb wan", 10_000, Some("CNY")),
            ("kč", 1, Some("CZK")),
            ("mln zł", 1_000_000, Some("PLN")),
            ("usd billion", 1_000_000_000, Some("USD")),
            ("us$ million", 1_000_000, Some("USD")),
            ("eur", 1, Some("EUR")),
            ("千nt$", 1_000, Some("TWD")),
            ("万人民币元", 10_000, Some("CNY")),
            ("amounts $", 1, Some("$")),
        ] {
            let note = MoneyNote::of(text);
            let expected = MoneyNote { unit, currency: currency.map(str::to_owned), unknown: None, certain: true };
            assert_eq!(note, expected, "{text}");
        }
    }

    #[test]
    fn other_remarks_say_nothing_and_what_looks_like_money_is_unknown() {
        for text in [
            "分期",
            "部分",
            "días",
            "tỷ",
            "converted",
            "company currency",
            "net",
            "含税",
            "单元",
            "won",
            "estimated",
            "",
        ] {
            let note = MoneyNote::of(text);
            assert_eq!((note.unit, note.currency, note.unknown, note.certain), (1, None, None, false), "{text}");
        }
        for text in ["分", "单位：分", "cents", "kr", "mil. kč", "兆元", "10", "k 万", "₽", "cr", "₹ cr.", "dozen"]
        {
            assert!(MoneyNote::of(text).unknown.is_some(), "{text}");
        }
    }
}
