//! The figures by their names for people.

use crate::calc::changes::Figure;
use crate::model::text::Text;

pub fn text(figure: Figure) -> Text {
    let (en, zh) = match figure {
        Figure::Start => ("at the start", "期初"),
        Figure::New => ("new", "新增"),
        Figure::Reopened => ("reopened", "重新打开"),
        Figure::Increased => ("increased", "金额调增"),
        Figure::Decreased => ("decreased", "金额调减"),
        Figure::PulledIn => ("pulled in", "移入本期"),
        Figure::TransferredIn => ("transferred in", "转入"),
        Figure::PushedOut => ("pushed out", "移出本期"),
        Figure::Won => ("won", "赢单"),
        Figure::Lost => ("lost", "输单"),
        Figure::Gone => ("gone", "消失"),
        Figure::TransferredOut => ("transferred out", "转出"),
        Figure::Closing => ("closing", "期末"),
    };
    Text::new(en, zh)
}
