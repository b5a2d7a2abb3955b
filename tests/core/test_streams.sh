#!/bin/bash
# What goes where: messages to standard error with file and line, results to standard output, JSON
# that a program can read.
. "$TOP_SRCDIR/tests/core/commands.sh"

make_study "$work/s" 6
study=$work/s/study.xml

# --- help ----------------------------------------------------------------------------------------

version=$(sed -n 's/^AC_INIT(\[orgmirror\], \[\(.*\)\])/\1/p' "$TOP_SRCDIR/configure.ac")
for flag in --help -h help; do
  call $flag
  expect "$flag ends with 0" 0 ""
  check "$flag names every command" grep -qz "run.*check.*render.*plugins.*explain" "$work/out"
done
for flag in --version -V; do
  call $flag
  expect "$flag ends with 0" 0 ""
  check "$flag is the version" grep -qx "orgmirror $version" "$work/out"
done
for command in run check render plugins explain; do
  for flag in --help -h "-?" --usage; do
    call $command "$flag"
    expect "$command $flag ends with 0" 0 ""
    check "$command $flag is about the command" grep -q "^Usage: orgmirror $command" "$work/out"
  done
  call $command --version
  expect "$command --version ends with 0" 0 ""
  check "$command --version is the version" grep -qx "orgmirror $version" "$work/out"
done
call walk
check "wrong usage prints nothing on standard output" test ! -s "$work/out"

# --- messages ------------------------------------------------------------------------------------

with_plugins run "$study" -o "$work/r" -q
expect "-q says nothing when all is well" 0 ""
check "-q prints nothing when all is well" test ! -s "$work/out"
echo "elsewhere,3,3" >>"$work/s/staff.csv"
with_plugins check "$study" -q
expect "-q is silent about warnings" 0 ""
check "-q prints nothing" test ! -s "$work/out"
cp -r "$work/s" "$work/faults"
sed -i -e 's/max="5"><item column="q1"/max="5" values="text"><item column="q1"/' \
  -e 's/side="outside"/side="behind"/' -e 's/<pair /<pair sign="?" /' "$work/faults/study.xml"
with_plugins check "$work/faults/study.xml" -q
expect "-q tells errors" 3 "study.xml:4: error S003"
three() { [ "$(grep -c ': error S003' "$work/err")" -ge 3 ]; }
check "all faults of a study come at once" three
check "each with its line" grep -qE "study.xml:9: error S003" "$work/err"

cp -r "$work/s" "$work/data"
sed -i -e '5s/.*/u1,77,yes/' -e '9s/.*/u1,77,/' "$work/data/staff.csv"
sed -i '4s/.*/u1,2/' "$work/data/clients.csv"
with_plugins check "$work/data/study.xml"
expect "faults of several exports come at once" 4 \
  "staff.csv:5: error D101: column q1: 77 is outside .* in 2 rows"
check "with the line of each" grep -qE "clients.csv:4: error D035: row 3 has 2 cells" "$work/err"
check "what a person wrote is not told" bash -c "! grep -q yes '$work/err'"
form() { # file:line: error CODE: what[, because why][. To fix: fix]
  ! grep -vE '^[^ ]+(:[0-9]+)?: (error|warning) [A-Z][0-9]{3}: .+' "$work/err"
}
check "each message has its form" form

cp -r "$work/s" "$work/esc"
mv "$work/esc/staff.csv" "$work/esc/$(printf 'a\033[31m\a\302\233b').csv"
sed -i "s/staff.csv/a\&#9;b.csv/" "$work/esc/study.xml"
name=$(printf 'x\033[2J\302\233y.xml')
call check "$work/$name"
expect "a strange name is told" 3 "error S001"
check "and commands nothing" bash -c "! LC_ALL=C grep -q \$'\\033\\|\\302\\233' '$work/err'"

# --- JSON ----------------------------------------------------------------------------------------

if command -v node >/dev/null; then
  json() { # JavaScript expression over `x`
    node -e 'const x = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
      if (!eval(process.argv[2])) { console.log(JSON.stringify(x)); process.exit(1); }' "$work/out" "$1"
  }
else
  json() { # without node, its outline at least
    grep -qE '^[[{].*[]}]$' "$work/out" && [ "$(wc -l <"$work/out")" -eq 1 ]
  }
fi
with_plugins run "$study" -o "$work/r" --json
check "run --json" json 'x.exit === 0 && x.report.endsWith("/r/report.html") &&
  x.surveys.length === 2 && x.surveys[0].read === 49 && x.surveys[0].kept === 49 &&
  x.analyses.every(a => a.outcome) && Array.isArray(x.messages)'
check "run --json says nothing else" test "$(wc -l <"$work/out")" -eq 1
with_plugins run "$study" -o "$work/r" --json -q
check "run --json -q prints it too" json 'x.exit === 0'
with_plugins check "$study" --json
check "check --json" json 'x.exit === 0 && x.units === 9 && x.units_on_both_sides === 8 &&
  x.analyses.length >= 3 && x.messages.some(m => m.code === "D202" && m.level === "warning")'
with_plugins check "$study" --json --strict
check "check --json --strict" json 'x.exit === 1'
with_plugins check "$work/faults/study.xml" --json
check "check --json of a wrong study" json 'x.exit === 3 && x.messages.length >= 3 &&
  x.messages.every(m => m.level === "error" && m.code === "S003" && m.line > 0 &&
    m.file.endsWith("study.xml") && m.what)'
with_plugins run "$work/faults/study.xml" -o "$work/never" --json
check "run --json of a wrong study" json '
  x.exit === 3 && x.report === null && x.messages.length >= 3'
with_plugins check "$work/data/study.xml" --json
check "check --json of wrong data" json '
  x.exit === 4 && x.messages.some(m => m.code === "D101" && m.line === 5)'
call run --json
check "run --json of wrong usage" json '
  x.exit === 2 && x.report === null && x.messages[0].code === "U001"'
call check "$work/$name" --json
check "a strange name in JSON" json 'x.exit === 3 && x.messages[0].file.includes("y.xml")'
cp -r "$work/s" "$work/quotes"
sed -i '1s/.*/"unit","q1","q2 ""quoted"" \\ é"/' "$work/quotes/staff.csv"
with_plugins check "$work/quotes/study.xml" --json
check "quotes and backslashes in JSON" json '
  x.exit === 4 && x.messages[0].fix.includes("q2 \"quoted\" \\ é")'
with_plugins plugins --json
check "plugins --json" json 'x.length >= 3 &&
  x.every(p => p.id && p.sha256.length === 64 && p.version && p.refused === null)'
with_plugins plugins mirror --json
check "plugins ID --json" json 'x.length === 1 && x[0].id.endsWith(".mirror") &&
  x[0].statistics.every(s => s.id && s.help)'
cp "$work/r/manifest.json" "$work/out"
check "manifest.json" json 'x.inputs.length === 2 &&
  x.inputs.every(i => i.file && i.sha256 === undefined) && x.plugins.length >= 3'
with_plugins run "$study" -o "$work/sums" --checksums
cp "$work/sums/manifest.json" "$work/out"
sum=$(sha256sum <"${study%/*}/$(grep -oE 'file="[^"]*"' "$study" | head -n 1 | cut -d'"' -f2)" | cut -d' ' -f1)
check "--checksums are those of the exports" json "x.inputs[0].sha256 === '$sum'"
finish
