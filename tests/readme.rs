//! What the README shows is what happens.

mod support;

use std::fs;

/// Every console block of the README prints what it shows. `TRYCMD=overwrite` writes down what is printed now.
#[test]
fn the_tour_is_true() {
    trycmd::TestCases::new().case("README.md");
}

/// So does every block of the Chinese one.
#[test]
fn the_chinese_tour_is_true() {
    trycmd::TestCases::new().case("plans/README.zh.md");
}

/// The plan that the README calls the smallest loads, and its target is what it says.
#[test]
fn the_smallest_plan_loads() {
    let readme = fs::read_to_string("README.md").unwrap();
    let plans: Vec<&str> = readme.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [smallest] = plans[..] else { panic!("one plan in the README, not {}", plans.len()) };
    let plan = support::plan(smallest);
    assert_eq!((plan.target.must.minor(), plan.reps.len()), (240_000_000, 2));
    let readme = fs::read_to_string("plans/README.zh.md").unwrap();
    let plan = support::plan(readme.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap());
    assert_eq!((plan.target.must.minor(), plan.reps.len()), (1_000_000_000, 2));
}
