//! What the README shows is what happens.

mod support;

use std::fs;

/// Every console block of the README prints what it shows. `TRYCMD=overwrite` writes down what is printed now.
#[test]
fn the_tour_is_true() {
    trycmd::TestCases::new().case("README.md");
}

/// The plan that the README calls the smallest loads, and its target is what it says.
#[test]
fn the_smallest_plan_loads() {
    let readme = fs::read_to_string("README.md").unwrap();
    let plans: Vec<&str> = readme.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [smallest] = plans[..] else { panic!("one plan in the README, not {}", plans.len()) };
    let plan = support::plan(smallest);
    assert_eq!((plan.target.must.minor(), plan.reps.len()), (240_000_000, 2));
}
