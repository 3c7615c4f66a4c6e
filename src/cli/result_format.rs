//! In which format a result is written.

use std::path::Path;

use crate::cli::outcome::Failure;
use crate::model::sentence::{harmless, names};
use crate::report::format::Format;
use crate::text;

/// As asked, else by the ending of the output file, else a table.
///
/// # Errors
/// The ending names no format, or the format cannot be shown where the result goes.
pub fn of(asked: Option<Format>, file: Option<&Path>, to_terminal: bool) -> Result<Format, Failure> {
    match (asked, file) {
        (Some(format), Some(_)) => Ok(format),
        (None, Some(file)) => by_ending(file),
        (asked, None) => {
            let format = asked.unwrap_or(Format::Table);
            if to_terminal && !format.is_text() { Err(unreadable(format)) } else { Ok(format) }
        }
    }
}

fn by_ending(file: &Path) -> Result<Format, Failure> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    Format::by_ending(&ending).ok_or_else(|| {
        let endings = Format::ALL.into_iter().flat_map(Format::endings);
        let (known, zh_known) = names(endings.map(|ending| format!(".{ending}")), usize::MAX);
        let name = harmless(&file.to_string_lossy(), 200);
        Failure::with_help(
            text!(en: "the ending of `{name}` names no format"; zh: "从 `{name}` 的后缀看不出格式"),
            text!(en: "known endings are {known}; or say --format"; zh: "可用的后缀：{zh_known}；或用 --format 指明"),
        )
    })
}

fn unreadable(format: Format) -> Failure {
    let (name, ending) = (format.name(), format.endings().first().copied().unwrap_or_default());
    Failure::with_help(
        text!(en: "a terminal cannot show {name}"; zh: "终端无法显示 {name}"),
        text!(en: "write it to a file with `-o FILE.{ending}`, or to a pipe"; zh: "请用 `-o 文件.{ending}` 写入文件，或输出到管道"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::Lang;

    #[test]
    fn a_workbook_goes_to_files_and_pipes_and_to_no_terminal() {
        let xlsx = Some(Format::Xlsx);
        assert_eq!(of(xlsx, None, false).unwrap(), Format::Xlsx);
        assert_eq!(of(xlsx, Some(Path::new("quotas")), true).unwrap(), Format::Xlsx);
        assert_eq!(of(None, Some(Path::new("quotas.XLSX")), true).unwrap(), Format::Xlsx);
        let Err(Failure::Problems(problems)) = of(xlsx, None, true) else { panic!("a terminal took it") };
        assert!(problems[0].help.as_ref().unwrap().say(Lang::En).contains("-o FILE.xlsx"));
        assert_eq!(of(None, None, true).unwrap(), Format::Table);
    }
}
