//! The two families of nested totals that every quota table foots in.

use crate::calc::decompose::grid::Grid;
use crate::calc::rounding::nest::Nest;
use crate::model::plan::Plan;

/// cell ⊂ rep-month ⊂ rep-quarter ⊂ rep ⊂ team ⊂ company.
pub fn by_rep(plan: &Plan, grid: Grid) -> Nest {
    let mut nest = Nest::new();
    let teams: Vec<usize> = plan.teams.iter().map(|_| nest.add(0)).collect();
    for rep in &plan.reps {
        let of_rep = nest.add(teams.get(rep.team).copied().unwrap_or(0));
        let mut months = Vec::with_capacity(grid.months);
        let mut quarter = of_rep;
        for month in 0..grid.months {
            if month % 3 == 0 {
                quarter = nest.add(of_rep);
            }
            // With one segment a rep's month is the cell itself.
            months.push(if grid.segments == 1 { quarter } else { nest.add(quarter) });
        }
        for _ in 0..grid.segments {
            months.iter().for_each(|set| nest.place(*set));
        }
    }
    nest
}

/// cell ⊂ segment-team-month ⊂ segment-month ⊂ segment-quarter ⊂ segment ⊂ company.
pub fn by_segment(plan: &Plan, grid: Grid) -> Nest {
    let mut nest = Nest::new();
    let mut team_months = Vec::with_capacity(grid.segments * grid.months * plan.teams.len());
    for _ in 0..grid.segments {
        let segment = nest.add(0);
        let mut quarter = segment;
        for month in 0..grid.months {
            if month % 3 == 0 {
                quarter = nest.add(segment);
            }
            let in_month = nest.add(quarter);
            team_months.extend(plan.teams.iter().map(|_| nest.add(in_month)));
        }
    }
    for rep in &plan.reps {
        for row in 0..grid.segments * grid.months {
            nest.place(team_months.get(row * plan.teams.len() + rep.team).copied().unwrap_or(0));
        }
    }
    nest
}

/// The opening pipeline has no months: rep ⊂ team ⊂ company.
pub fn opening_by_rep(plan: &Plan) -> Nest {
    let mut nest = Nest::new();
    let teams: Vec<usize> = plan.teams.iter().map(|_| nest.add(0)).collect();
    for rep in &plan.reps {
        let of_rep = nest.add(teams.get(rep.team).copied().unwrap_or(0));
        plan.segments.iter().for_each(|_| nest.place(of_rep));
    }
    nest
}

/// The opening pipeline has no months: segment-team ⊂ segment ⊂ company.
pub fn opening_by_segment(plan: &Plan) -> Nest {
    let mut nest = Nest::new();
    let mut teams = Vec::new();
    for _ in &plan.segments {
        let segment = nest.add(0);
        teams.push(plan.teams.iter().map(|_| nest.add(segment)).collect::<Vec<usize>>());
    }
    for rep in &plan.reps {
        teams.iter().for_each(|of_segment| nest.place(of_segment.get(rep.team).copied().unwrap_or(0)));
    }
    nest
}
