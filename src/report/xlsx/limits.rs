//! What a sheet can hold: a table beyond that is refused before any of it is written.

use crate::model::sentence::grouped;
use crate::report::format::Unfit;
use crate::report::model::Section;
use crate::text;

/// The rows and columns of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub rows: usize,
    pub columns: usize,
}

/// Those of Excel since 2007.
pub const EXCEL: Limits = Limits { rows: 1_048_576, columns: 16_384 };

/// Title, heading and a blank line above a table, its column headings, a blank line below it.
const AROUND: usize = 5;

impl Limits {
    /// # Errors
    /// The section does not fit into the sheet `name`.
    pub fn check(self, section: &Section<'_>, name: &str) -> Result<(), Unfit> {
        let Some(table) = &section.table else { return Ok(()) };
        let (rows, columns) = (table.rows.len(), table.columns.len());
        if rows.saturating_add(section.lines.len()).saturating_add(AROUND) > self.rows {
            let (rows, most) = (number(rows), number(self.rows));
            return Err(unfit(text!(
                en: "the table `{name}` has {rows} rows, and a sheet of Excel holds {most} in all";
                zh: "表 `{name}` 有 {rows} 行，而 Excel 的一张工作表总共只能容纳 {most} 行"
            )));
        }
        if columns > self.columns {
            let (columns, most) = (number(columns), number(self.columns));
            return Err(unfit(text!(
                en: "the table `{name}` has {columns} columns, and a sheet of Excel holds {most}";
                zh: "表 `{name}` 有 {columns} 列，而 Excel 的一张工作表只能容纳 {most} 列"
            )));
        }
        Ok(())
    }
}

/// What is refused only when it is written.
pub fn beyond() -> Unfit {
    unfit(text!(
        en: "it has more rows or columns than a sheet of Excel holds";
        zh: "行数或列数超出 Excel 工作表的容量"
    ))
}

fn unfit(reason: crate::model::text::Text) -> Unfit {
    let help = text!(
        en: "CSV has no such limit: `-o FILE.csv`; or ask for less, such as larger groups or a shorter period";
        zh: "CSV 没有此限制：`-o 文件.csv`；或缩小范围，例如更大的分组或更短的期间"
    );
    Unfit { reason, help }
}

fn number(n: usize) -> String {
    grouped(&n.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::{Lang, Text};
    use crate::report::cell::Cell;
    use crate::report::model::{Column, Row, Table};

    fn section(rows: usize, columns: usize, lines: usize) -> Section<'static> {
        let row = Row::plain(vec![Cell::Count(1); columns]);
        let columns = vec![Column::right(Text::same("n")); columns];
        let table = Some(Table { columns, rows: vec![row; rows] });
        Section { table, lines: vec![Text::same("a line"); lines], ..Section::default() }
    }

    #[test]
    fn what_is_beyond_a_sheet_is_refused_with_a_way_out() {
        let sheet = Limits { rows: 2_010, columns: 3 };
        assert!(sheet.check(&section(2_000, 3, 5), "quotas").is_ok());
        assert!(sheet.check(&Section::default(), "alerts").is_ok());
        for (rows, columns, lines, told) in [
            (2_006, 3, 0, "the table `quotas` has 2,006 rows, and a sheet of Excel holds 2,010 in all"),
            (2_000, 3, 6, "the table `quotas` has 2,000 rows, and a sheet of Excel holds 2,010 in all"),
            (1, 4, 0, "the table `quotas` has 4 columns, and a sheet of Excel holds 3"),
        ] {
            let Unfit { reason, help } = sheet.check(&section(rows, columns, lines), "quotas").unwrap_err();
            assert_eq!(reason.say(Lang::En), told);
            assert!(help.say(Lang::En).contains("-o FILE.csv") && help.say(Lang::Zh).contains("CSV"));
        }
    }
}
