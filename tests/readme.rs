//! The blocks of the README print what they show.

#[test]
fn the_tour_is_true() {
    trycmd::TestCases::new().case("README.md");
}
