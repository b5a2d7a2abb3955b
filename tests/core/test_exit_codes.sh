#!/bin/bash
# What each exit code means, by something that ends with it.
. "$TOP_SRCDIR/tests/core/commands.sh"

make_study "$work/s" 6
make_study "$work/small" 2
study=$work/s/study.xml
changed() { # name, sed expression: a study that differs from the good one
  cp -r "$work/s" "$work/$1"
  sed -i "$2" "$work/$1/study.xml"
}

# --- 0 -------------------------------------------------------------------------------------------

with_plugins run "$study" -o "$work/report"
expect "run ends with 0" 0 ""
check "run prints the name of the page" grep -qx "$work/report/report.html" "$work/out"
check "run writes all files" test -s "$work/report/report.xml" -a -s "$work/report/report.html" \
  -a -s "$work/report/manifest.json" -a -d "$work/report/tables"
private() {
  [ -z "$(find "$work/report" -type f ! -perm 600 -o -type d ! -perm 700)" ]
}
check "nobody else may read the report" private
check "nothing hidden is left behind" test -z "$(find "$work/report" -name '.*')"
cp -r "$work/report" "$work/again"
with_plugins plugins
every_analysis=$(sed -n 's/^\([a-z][a-z0-9_.-]*\) .*/\1/p' "$work/out" | paste -sd,)
with_plugins run "$study" -o "$work/again" --skip "$every_analysis"
expect "run without any analysis ends with 0" 0 ""
check "no table of the earlier report is left" test -z "$(ls "$work/again/tables")"
with_plugins check "$study"
expect "check ends with 0" 0 "warning D205: .* has 8 matched units"
call render "$work/report/report.xml" -o "$work/page.html"
expect "render ends with 0" 0 ""
check "render makes the same page" cmp "$work/page.html" "$work/report/report.html"
with_plugins plugins
expect "plugins ends with 0" 0 ""
with_plugins plugins mirror
expect "plugins ID ends with 0" 0 ""
call explain S104
expect "explain ends with 0" 0 ""

# --- 1 -------------------------------------------------------------------------------------------

echo "elsewhere,3,3" >>"$work/s/staff.csv"
with_plugins check "$study"
expect "a warning alone is 0" 0 "study.xml: warning D202: 1 unit is on one side only"
with_plugins check "$study" --strict
expect "--strict makes a warning 1" 1 "warning D202"
call run "$study" -o "$work/strict" --strict --plugin-path "$plugins:$work/absent"
expect "run --strict with a warning is 1" 1 "warning P001"
check "and the report is written" test -s "$work/strict/report.xml"
bad=$TOP_BUILDDIR/tests/bad/.libs
if [ -e "$bad/segv.so" ]; then
  mkdir "$work/crashing"
  cp "$bad/segv.so" "$work/crashing"
  call run "$study" -o "$work/crash" --plugin-path "$plugins:$work/crashing"
  expect "a plugin that crashes is 1" 1 "error P010: the analysis .* failed, because"
  check "and the report is written all the same" grep -q 'segv' "$work/crash/report.xml"
else
  skip "a plugin that crashes is 1" "tests/bad is not built: make check builds it"
fi

# --- 2 -------------------------------------------------------------------------------------------

call
expect "no command is 2" 2 "no command was given"
call walk
expect "an unknown command is 2" 2 'there is no command "walk"'
call run
expect "run without a study is 2" 2 "error U001: no study was named"
call run "$study"
expect "run without a folder is 2" 2 "error U001: no folder was named"
call check
expect "check without a study is 2" 2 "error U001"
call render
expect "render without a report is 2" 2 "error U001"
call explain
expect "explain without a word is 2" 2 "error U001"
for command in run check render plugins explain; do
  call $command --walk
  expect "$command with an unknown option is 2" 2 "unrecognized option '--walk'"
  call $command one two
  expect "$command with two arguments is 2" 2 'one argument is enough: what is "two"'
done
for option in --jobs=0 --jobs=x --jobs=1.5 --jobs=-1 --jobs=2000 \
  --seed=-1 --seed=1.5 --seed= --seed=18446744073709551616 --seed=0x10 \
  --deadline=0 --deadline=-1 --deadline=nan --deadline=inf --deadline=soon; do
  call run "$study" -o "$work/never" $option
  expect "$option is 2" 2 "${option%%=*} is"
done
call run "$study" -o
expect "an option without its value is 2" 2 "requires an argument"
with_plugins run "$study" -o "$work/never" --only nonsense
expect "an analysis that is not there is 2" 2 'error U003: --only: there is no plugin "nonsense"'
with_plugins run "$study" -o "$work/never" --skip nonsense
expect "nor can it be skipped" 2 'error U003: --skip: there is no plugin "nonsense"'
with_plugins plugins nonsense
expect "nor shown" 2 'error U003: there is no plugin "nonsense"'
call run "$study" -o "$work/never" --plugin-path "$work/absent"
expect "no analyses at all is 2" 2 "error U002: there are no analyses"
with_plugins explain nonsense
expect "a word that nobody knows is 2" 2 'error U004: there is nothing to say about "nonsense"'

# --- 3 -------------------------------------------------------------------------------------------

with_plugins run "$work/absent.xml" -o "$work/never"
expect "a study that is not there is 3" 3 "absent.xml: error S001: .*No such file"
with_plugins run "$work/s" -o "$work/never"
expect "a folder as study is 3" 3 "error S001: .*Is a directory"
changed broken 's/<title>/<titel>/'
with_plugins run "$work/broken/study.xml" -o "$work/never"
expect "XML that is not well-formed is 3" 3 "study.xml:2: error S002"
changed unknown 's/<title>.*/&<surprise\/>/'
with_plugins check "$work/unknown/study.xml"
expect "an element that nobody knows is 3" 3 "study.xml:2: error S003: .*surprise"
changed wrong 's/outside="clients.trust"/outside="clients.hope"/'
with_plugins check "$work/wrong/study.xml"
expect "a scale that is not there is 3" 3 \
  'study.xml:9: error S104: outside="clients.hope" names no scale. To fix: use one of staff.ease, cl'
changed option 's|<pair.*|&<analysis plugin="mirror"><option name="x" value="1"/></analysis>|'
with_plugins check "$work/option/study.xml"
expect "an option that is not there is 3" 3 "study.xml:9: error S170"
call render "$study" -o "$work/never.html"
expect "a study is no report: 3" 3 \
  "study.xml:1: error S202: the root element is <study>, not <report>"
call render "$work/absent.xml" -o "$work/never.html"
expect "a report that is not there is 3" 3 "absent.xml: error S200"

# --- 4 -------------------------------------------------------------------------------------------

changed nofile 's/staff.csv/absent.csv/'
with_plugins run "$work/nofile/study.xml" -o "$work/never"
expect "an export that is not there is 4" 4 "absent.csv: error D001: .*No such file"
changed folder 's/"staff.csv"/"..\/s"/'
with_plugins run "$work/folder/study.xml" -o "$work/never"
expect "a folder as export is 4" 4 "error D001: .*Is a directory"
changed column 's/column="q2"/column="q9"/'
with_plugins run "$work/column/study.xml" -o "$work/never"
expect "a column that is not there is 4" 4 \
  'study.xml:4: error D010: .*has no column "q9". To fix: choose one of its columns: unit, q1, q2'
changed range 's/min="1" max="5"><item column="q1"/min="1" max="4"><item column="q1"/'
with_plugins run "$work/range/study.xml" -o "$work/never"
expect "a code out of range is 4" 4 \
  'staff.csv:[0-9]*: error D101: column q1: 5 is outside the declared range 1 to 4, in [0-9]* rows'
cp -r "$work/s" "$work/apart"
sed -i 's/^u/v/' "$work/apart/clients.csv"
sed -i '1s/^v/u/' "$work/apart/clients.csv"
with_plugins run "$work/apart/study.xml" -o "$work/never"
expect "units that do not match are 4" 4 "study.xml:9: error D201: no unit has a score on both"

# --- 5 -------------------------------------------------------------------------------------------

# Public figures have no people to protect; these figures have, and all of them too few.
cat >"$work/small/study.xml" <<'END'
<study xmlns="urn:orgmirror:study:1">
  <title>Too small</title>
  <privacy minimum="100" outside="100"/>
  <survey id="staff" side="inside" file="staff.csv" unit="unit">
    <scale id="ease" min="1" max="5"><item column="q1"/><item column="q2"/></scale>
  </survey>
  <survey id="clients" side="outside" file="clients.csv" unit="unit">
    <scale id="trust" min="1" max="5"><item column="t1"/><item column="t2"/></scale>
  </survey>
  <pair inside="staff.ease" outside="clients.trust"/>
</study>
END
with_plugins run "$work/small/study.xml" -o "$work/never"
expect "when every group is too small it is 5" 5 \
  "error G001: nothing may be shown, because every group has fewer than 100 people"

# --- 70 ------------------------------------------------------------------------------------------

with_plugins run "$study" -o /proc/orgmirror
expect "a folder that cannot be made is 70" 70 \
  "/proc/orgmirror: error R001: the report cannot be written"
: >"$work/file"
with_plugins run "$study" -o "$work/file"
expect "a file in the place of the folder is 70" 70 "error R001: .*Not a directory"
call render "$work/report/report.xml" -o "$work/absent/page.html"
expect "a page in no folder is 70" 70 "error R001: the page cannot be written"
for command in "run $study -o $work/full" "check $study" "plugins" "plugins mirror" "explain S104" \
  "run $study -o $work/full --json" "check $study --json" \
  "--help" "--version" "run --help" "check --version"; do
  case $command in
    -*) set -- $command ;;
    *) set -- $command --plugin-path "$plugins" ;;
  esac
  "$ORGMIRROR" "$@" >/dev/full 2>"$work/err"
  code=$?
  expect "standard output full is 70: ${command//$work\//}" 70 "error R003"
done
check "nothing was written where it failed" test ! -e "$work/never" -a ! -e "$work/never.html"
finish
