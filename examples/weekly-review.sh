#!/bin/sh
# The weekly sales meeting: reviews the plan and files the result under the day's date.
#
#   examples/weekly-review.sh [PLAN [EXPORTS [REPORTS]]]
#
# PLAN     the plan file (default: the demo plan)
# EXPORTS  the folder with this week's deals*.csv and activities*.csv (default: the files named in the plan)
# REPORTS  the folder for the reports (default: reports)
#
# AS_OF=2026-08-14   the last day of the facts (default: the plan's as_of; with EXPORTS: today)
# SPLAN=path         where splan is (default: found on the PATH)

set -eu

fail() {
    printf 'weekly-review: %s\n' "$1" >&2
    exit 2
}

project=$(cd "$(dirname "$0")/.." && pwd)
plan=${1:-$project/plans/demo.toml}
exports=${2:-}
reports=${3:-reports}
splan=${SPLAN:-splan}

command -v "$splan" >/dev/null 2>&1 || fail "cannot find $splan: install it, or say where it is with SPLAN=path"
[ -r "$plan" ] || fail "cannot read the plan $plan"

# The review's arguments: the plan, then what EXPORTS holds.
set -- review "$plan"
if [ -n "$exports" ]; then
    [ -d "$exports" ] || fail "$exports is not a folder"
    for file in "$exports"/deals*.csv; do
        [ -f "$file" ] || fail "no deals*.csv in $exports"
        set -- "$@" "$file"
    done
    for file in "$exports"/activities*.csv; do
        if [ -f "$file" ]; then
            set -- "$@" --activities "$file"
        fi
    done
    set -- "$@" --as-of "${AS_OF:-today}"
elif [ -n "${AS_OF:-}" ]; then
    set -- "$@" --as-of "$AS_OF"
fi

mkdir -p "$reports" || fail "cannot make the folder $reports"

# The reports are filed under the day they are about, which the review itself knows best.
as_of=$("$splan" "$@" --by rep -q --format json | sed -n 's/^ *"as_of": "\(.*\)",*$/\1/p') || as_of=
[ -n "$as_of" ] || fail "no review was made: see the message above"
name=$reports/review-$as_of

# The text goes to the meeting, the CSV to the spreadsheet, the JSON to other programs.
"$splan" "$@" --by rep --format table --color never -o "$name.txt" ||
    fail "no review was made: see the message above"
"$splan" "$@" --by rep -q -o "$name.csv"
"$splan" "$@" --by rep -q -o "$name.json"

cat "$name.txt"
printf 'weekly-review: wrote %s.txt, .csv and .json\n' "$name" >&2
