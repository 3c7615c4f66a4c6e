//! Words as they stand on a command line, and candidates as they may stand there.

/// A word without its quotes, and how it stood in them where the cursor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    pub text: String,
    pub style: Style,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    #[default]
    Bare,
    Single,
    Double,
}

impl Quote {
    /// Reads a word that may end within quotes.
    pub fn read(written: &str) -> Self {
        let (mut text, mut style) = (String::new(), Style::Bare);
        let mut chars = written.chars();
        while let Some(c) = chars.next() {
            match (c, style) {
                ('\'', Style::Bare) => style = Style::Single,
                ('"', Style::Bare) => style = Style::Double,
                ('\'', Style::Single) | ('"', Style::Double) => style = Style::Bare,
                ('\\', Style::Bare | Style::Double) => text.extend(chars.next()),
                _ => text.push(c),
            }
        }
        Quote { text, style }
    }
}

impl Style {
    /// The text such that a POSIX shell takes it as it is, within the quotes that are open.
    pub fn write(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match self {
                Style::Bare if needs_quoting(c) => out.extend(['\\', c]),
                Style::Double if matches!(c, '"' | '\\' | '$' | '`') => out.extend(['\\', c]),
                Style::Single if c == '\'' => out.push_str("'\\''"),
                _ => out.push(c),
            }
        }
        out
    }
}

/// Whether a bare character would mean something to a shell.
fn needs_quoting(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_alphanumeric() && !"-_./=:,+@%".contains(c)
}

/// A word as PowerShell takes it.
pub fn powershell(text: &str) -> String {
    if text.chars().any(|c| c != '~' && c != '\\' && needs_quoting(c) || c == ',') {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_the_shell_means_them() {
        for (written, text, style) in [
            ("Ann\\ L", "Ann L", Style::Bare),
            ("--rep=\"Ann L", "--rep=Ann L", Style::Double),
            ("'a b'c", "a bc", Style::Bare),
            ("'a\\", "a\\", Style::Single),
            ("\"a\\\"b", "a\"b", Style::Double),
        ] {
            assert_eq!(Quote::read(written), Quote { text: text.into(), style }, "{written}");
        }
    }

    #[test]
    fn candidates_read_back_as_themselves() {
        for text in ["Ann Lee", "张伟", "O'Neil $(rm)", "a\"b\\c`d", "2026-Q1", "~x", "#1", "!!"] {
            assert_eq!(Quote::read(&Style::Bare.write(text)).text, text);
            assert_eq!(Quote::read(&format!("\"{}", Style::Double.write(text))).text, text);
            assert_eq!(Quote::read(&format!("'{}", Style::Single.write(text))).text, text);
        }
        assert_eq!(powershell("O'Neil"), "'O''Neil'");
        assert_eq!(powershell("2026-Q1"), "2026-Q1");
    }
}
