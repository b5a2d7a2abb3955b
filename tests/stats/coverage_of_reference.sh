#!/bin/bash
# What of the reference values the tests reproduce.  reproduced.txt says it, one line a kind of
# value; here every value must match a line, every line a value, and what a line claims for a
# test must be among the values that this test looks up when it runs.
. "$TOP_SRCDIR/tests/tap.sh"
reference=$ORGMIRROR_DATA/reference
claims=$TOP_SRCDIR/tests/stats/reproduced.txt
[ -d "$reference" ] ||
  skip_all "the reference values are not in $ORGMIRROR_DATA; tests/studies/README.md says more"

# what tests look up: dataset, statistic, args, test
while read -r test; do
  case $test in
    tests/stats/*)
      program=$TOP_BUILDDIR/$test
      check "$test passes" env ORGMIRROR_REFERENCE_LOG="$work/log" "$program"
      [ -f "$work/log" ] && sed "s|\$|\t$test|" "$work/log" >>"$work/looked"
      rm -f "$work/log"
      ;;
    tests/studies/*) # the last cell is "dataset: statistic (args)"
      awk -F'\t' -v test="$test" 'match($6, /^[^:]*: /) {
          dataset = substr($6, 1, RLENGTH - 2)
          rest = substr($6, RLENGTH + 1)
          at = index(rest, " (")
          if (at) print dataset "\t" substr(rest, 1, at - 1) "\t" \
            substr(rest, at + 2, length(rest) - at - 2) "\t" test }' \
        "$TOP_SRCDIR/$test" >>"$work/looked"
      ;;
  esac
done < <(sed -n 's/^[^#]*| *\(tests\/[^ ]*\) *$/\1/p' "$claims" | sort -u)
sort -u -o "$work/looked" "$work/looked"

awk -v claims="$claims" -v looked="$work/looked" -v problems="$work/problems" '
function trim(s) { sub(/^ +/, "", s); sub(/ +$/, "", s); return s }
function pattern(glob, out, i, c) { # a glob with * alone, as a regular expression
  out = "^"
  for (i = 1; i <= length(glob); i++) {
    c = substr(glob, i, 1)
    out = out (c == "*" ? ".*" : c ~ /[A-Za-z0-9 _,;:=-]/ ? c : "[" c "]")
  }
  return out "$"
}
function cells(line, out, n, i, c, quoted, cell) { # one line of CSV
  split("", out)
  n = 0; cell = ""; quoted = 0
  for (i = 1; i <= length(line); i++) {
    c = substr(line, i, 1)
    if (c == "\"") quoted = !quoted
    else if (c == "," && !quoted) { out[++n] = cell; cell = "" }
    else cell = cell c
  }
  out[++n] = cell
  return n
}
BEGIN {
  while ((getline line < claims) > 0) {
    if (line ~ /^#/ || line ~ /^ *$/) continue
    if (split(line, part, "|") != 4) { print "not four cells: " line > problems; continue }
    k++
    text[k] = line; dataset[k] = trim(part[1]); statistic[k] = trim(part[2])
    args[k] = trim(part[3]); where[k] = trim(part[4])
    re_dataset[k] = pattern(dataset[k]); re_statistic[k] = pattern(statistic[k])
    re_args[k] = pattern(args[k])
    if (where[k] !~ /^(tests\/(stats|studies)\/|n\/a: .|pending: .)/)
      print "neither a test, nor n/a, nor pending: " line > problems
  }
  while ((getline line < looked) > 0) seen[line] = 1
}
FNR == 1 {
  name = FILENAME; sub(/.*\//, "", name); sub(/[.]csv$/, "", name)
  cells($0, cell)
  values = cell[1] == "dataset" && cell[2] == "statistic"
  if (!values) { $0 = ""; cell[1] = name; cell[2] = "-"; cell[3] = "" } else next
}
!values && FNR > 1 { next }
{
  if (values) cells($0, cell)
  total++
  for (i = 1; i <= k; i++)
    if (cell[1] ~ re_dataset[i] && cell[2] ~ re_statistic[i] && cell[3] ~ re_args[i]) break
  what = cell[1] ": " cell[2] " (" cell[3] ")"
  if (i > k) { missed++; print "no line for " what > problems; next }
  used[i]++
  if (where[i] ~ /^tests/) {
    if (!((cell[1] "\t" cell[2] "\t" cell[3] "\t" where[i]) in seen))
      print where[i] " does not look up " what > problems
    else reproduced++
  } else if (where[i] ~ /^n/) left_out++
  else pending++
  kind = cell[2]; sub(/_[0-9]+$/, "_*", kind) # eigen_1, eigen_2, ...: one line
  if (!(kind in order)) { order[kind] = ++names; of[names] = kind }
  available[kind]++
  if (where[i] ~ /^tests/) {
    done[kind] += (cell[1] "\t" cell[2] "\t" cell[3] "\t" where[i]) in seen
    short = where[i]; sub(/.*\/test_/, "", short); sub(/^tests\/studies\//, "study ", short)
    sub(/\/expected[.]txt/, "", short)
  } else short = where[i]
  if (index("; " why[kind] "; ", "; " short "; ") == 0)
    why[kind] = why[kind] (why[kind] ? "; " : "") short
}
END {
  for (i = 1; i <= k; i++)
    if (!used[i]) print "a line that matches nothing: " text[i] > problems
  printf "# %-38s %9s %10s  %s\n", "statistic", "available", "reproduced", "by, or why not"
  for (i = 1; i <= names; i++)
    printf "# %-38s %9d %10d  %s\n", of[i], available[of[i]], done[of[i]], why[of[i]]
  printf "# in all %d: reproduced %d, not applicable %d, pending %d, without a line %d\n", total,
    reproduced, left_out, pending, missed
}' "$reference"/*.csv >"$work/table"
cat "$work/table"
report "every reference value is reproduced, or it is said why not" \
  "$([ -f "$work/problems" ] && sort -u "$work/problems")"
finish
