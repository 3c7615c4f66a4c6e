#!/bin/sh
# A gate for a build server: the plan must be sound, and no team may be red.
#
#   examples/ci-gate.sh [PLAN [DEALS... [--activities FILE]...]]
#
# PLAN is the plan file (default: the demo plan); what follows goes to `splan review`
# (default: the files named in the plan).
#
# Exit code: 0 all is well; 1 the plan has a finding, or a team is red; 2 it could not be done.
#
# SPLAN=path         where splan is (default: found on the PATH)

set -eu

say() {
    printf 'ci-gate: %s\n' "$1" >&2
}

project=$(cd "$(dirname "$0")/.." && pwd)
plan=${1:-$project/plans/demo.toml}
[ $# -eq 0 ] || shift
splan=${SPLAN:-splan}

if ! command -v "$splan" >/dev/null 2>&1; then
    say "cannot find $splan: install it, or say where it is with SPLAN=path"
    exit 2
fi

code=0
"$splan" check "$plan" --strict || code=$?
case $code in
    0) say "the plan is sound" ;;
    1) say "the plan has errors or warnings: see above"; exit 1 ;;
    *) say "the plan could not be checked: see above"; exit 2 ;;
esac

code=0
"$splan" review "$plan" "$@" --by team --fail-on red:team || code=$?
case $code in
    0) say "no team is red" ;;
    1) say "at least one team is red: see the review above"; exit 1 ;;
    *) say "the review could not be made: see above"; exit 2 ;;
esac
