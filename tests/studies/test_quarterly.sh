#!/bin/bash
# The synthetic company: the generator makes the same bytes everywhere, and what truth.csv says is in
# them.
. "$TOP_SRCDIR/tests/studies/run.sh"
export LC_ALL=C
sample=$TOP_SRCDIR/samples/quarterly
generate=$TOP_BUILDDIR/samples/quarterly/generate
cd "$work" || exit 99

# --- bytes -----------------------------------------------------------------------------------------

"$generate" default
"$generate" --kind halo --last halo
"$generate" --kind none --last none
"$generate" --seed 18446744073709551615 --units 24 --last other
report "the same companies are the same bytes" "$(sha256sum --quiet -c "$sample/SHA256SUMS" 2>&1)"
report "no file of a company is without a checksum" "$(
  diff <(awk '{ print $2 }' "$sample/SHA256SUMS") <(find default halo none other -type f | sort))"
report "the study in the tree is that of the company" "$(diff default/study.xml "$sample/study.xml")"
report "the truth in the tree is that of the company" "$(diff default/truth.csv "$sample/truth.csv")"
# Counting draws: a unit does not depend on how many others there are.
"$generate" --units 24 small
report "a unit is the same in a larger company" "$(
  for export in employees customers; do
    diff <(grep ',Baker Square,' "small/$export-2025-Q4.csv" | cut -d, -f2-) \
      <(grep ',Baker Square,' "default/$export-2025-Q4.csv" | cut -d, -f2-)
  done)"
wrong=
for options in "" "--units 7 x" "--units 41 x" "--units ten x" "--seed -1 x" "--seed" "--kind good x" \
  "--last" "--last --waves x" "x y" "--seed 18446744073709551616 x" "--more x"; do
  # shellcheck disable=SC2086 # words
  "$generate" $options >/dev/null 2>&1
  [ $? = 2 ] || wrong+="generate $options"$'\n'
done
report "wrong options are refused" "$wrong"
"$generate" --waves waves
report "a study of all waves names every export of persons and units" "$(
  diff <(sed -nE 's/.*<file path="([^"]*)" wave="([^"]*)".*/\1 \2/p' waves/study.xml | sort) \
    <(cd waves && ls ./*.csv | sed -nE 's#^./(.*-(2025-Q.)\.csv)#\1 \2#p' | sort)
  [ "$(grep -c '<wave ' waves/study.xml)" = 4 ] || grep '<wave ' waves/study.xml)"
report "a folder that cannot be made is told" "$(
  : >file
  "$generate" file/in 2>said && echo "it was made"
  grep -q 'cannot be written' said || cat said)"
report "the last wave alone" "$(ls halo | tr '\n' ' ' | grep -vx \
  'customers-2025-Q4.csv employees-2025-Q4.csv leaders-2025-Q4.csv study.xml truth.csv units-2025-Q4.csv ')"

# --- rows ------------------------------------------------------------------------------------------

truth() { awk -F, -v fact="$1" -v about="$2" '$1 == fact && $2 == about { print $3 }' "${3-default}/truth.csv"; }
near() { # value, expected, tolerance
  awk -v x="$1" -v y="$2" -v t="$3" 'BEGIN { exit !(x != "" && x - y <= t && y - x <= t) }' ||
    echo "$1 is not within $3 of $2"
}
wrong=
for wave in 2025-Q1 2025-Q2 2025-Q3 2025-Q4; do
  for export in employees customers leaders; do
    rows=$(($(wc -l <"default/$export-$wave.csv") - 1))
    [ "$rows" = "$(truth rows "$export $wave")" ] || wrong+="$export $wave has $rows rows"$'\n'
  done
  wrong+=$(near "$(truth rows "employees $wave")" 1400 140; near "$(truth rows "customers $wave")" 3900 390)
  [ "$(wc -l <"default/units-$wave.csv")" = 37 ] || wrong+="units $wave"$'\n'
done
report "there are as many rows as the truth says, and about as many as README says" "$wrong"

wrong=
for wave in 2025-Q1 2025-Q2 2025-Q3 2025-Q4; do
  for export in employees customers; do
    same=$(awk -F, -v first="$([ $export = employees ] && echo 5 || echo 6)" 'NR > 1 {
      for (i = first + 1; i <= NF && $i == $first; i++) { }
      n += i > NF && $first != "" && $first != "DK" } END { print n + 0 }' "default/$export-$wave.csv")
    [ "$same" = "$(truth "same answer to everything" "$export $wave")" ] ||
      wrong+="$export $wave: $same"$'\n'
    careless=$((same + $(truth "random answers" "$export $wave")))
    share=$((careless * 1000 / $(truth rows "$export $wave")))
    [ $share -ge 18 ] && [ $share -le 60 ] || wrong+="$export $wave: $share in 1,000 are careless"$'\n'
  done
  unknown=$(grep -o ',DK' "default/customers-$wave.csv" | wc -l)
  [ "$unknown" = "$(truth "don't know" "customers $wave")" ] || wrong+="$wave: $unknown don't know"$'\n'
done
report "careless people and don't know are as many as the truth says" "$wrong"

names() { cut -d, -f2 "$1" | tail -n +2 | sort -u; }
wrong=
for wave in 2025-Q1 2025-Q4; do
  wrong+=$(diff <(comm -3 <(names "default/employees-$wave.csv") <(names "default/customers-$wave.csv") |
    tr -d '\t') <(printf '%s\n' "Branch 0047" "Harbor Street" "Harbour Street" "Old Mill"))
  [ "$(grep -c ',Observatory,' "default/employees-$wave.csv")" = 4 ] || wrong+="Observatory"$'\n'
  fewest=$(cut -d, -f2 "default/employees-$wave.csv" | sort | uniq -c | awk '$2 != "unit" { print $1 }' |
    sort -n | sed -n 2p)
  [ "$fewest" -ge 15 ] || wrong+="another unit has $fewest"$'\n'
done
report "one unit is too small, and two have other names outside" "$wrong"
report "there are four regions" "$(cut -d, -f3 default/employees-2025-Q4.csv | sort -u | tr '\n' ' ' |
  grep -vx 'East North South West region ')"

wrong=
for wave in 2025-Q1 2025-Q2 2025-Q3 2025-Q4; do
  many=$(awk -F, 'NR > 1 && $6 > 20 { print $1 }' "default/units-$wave.csv" | sort)
  [ $wave = 2025-Q3 ] && expected=$(awk -F, '$1 == "people left in 2025-Q3" { print $2 }' \
    default/truth.csv | sort) || expected=
  [ "$many" = "$expected" ] || wrong+="$wave: $many"$'\n'
done
[ -n "$(truth "people left in 2025-Q3" "Alder Lane")" ] || wrong+="nobody left"
report "people leave in one wave, in the units that the truth names" "$wrong"

# --- correlations over companies -------------------------------------------------------------------

reversed=$(sed -nE 's/.*column="([^"]*)" reversed="yes".*/\1/p' "$TOP_SRCDIR"/samples/model/P*.xml | tr '\n' ' ')
correlate() { # inside, outside, mean or spread
  awk -v reversed="$reversed" -v what="$3" -f "$TOP_SRCDIR/tests/studies/unit_means.awk" "$1" "$2"
}
COMPANIES=8
for kind in planted halo none; do
  for seed in $(seq $COMPANIES); do
    "$generate" --seed "$seed" --kind $kind --last one
    correlate one/employees-2025-Q4.csv one/customers-2025-Q4.csv mean >>"$kind.mean"
    correlate one/employees-2025-Q4.csv one/customers-2025-Q4.csv spread | grep '^P18 ' >>"$kind.spread"
  done
  # The means of 33 matched units are less reliable than the truth by about a tenth.
  wrong=
  for pair in $(seq 18); do
    wrong+=$(near "$(awk -v p="P$pair" '$1 == p { s += $3; n++ } END { print s / n }' $kind.mean)" \
      "$(awk -v r="$(truth correlation "P$pair" one)" 'BEGIN { print .88 * r }')" .16 |
      sed "s/^/P$pair: /")
  done
  report "$kind: over $COMPANIES companies each pair is what was planted" "$wrong"
  report "$kind: 33 units match" "$(awk '$2 != 33' $kind.mean | head -n 3)"
  wrong=$(near "$(awk '{ s += $3; n++ } END { print s / n }' $kind.spread)" \
    "$(awk -v r="$(truth "spread inside with spread outside" P18 one)" 'BEGIN { print .8 * r }')" .16)
  report "$kind: how far people lie apart in P18 is mirrored as planted" "$wrong"
done
report "planted pairs and others do not meet" "$(awk '
  $1 ~ /^P(1|2|4|7|8|9|10|12|14|16)$/ { planted += $3 < 0 ? -$3 : $3; n++; next }
  { other += $3 < 0 ? -$3 : $3; k++ }
  END { if (!(planted / n > .5 && other / k < .2)) print planted / n, other / k }' planted.mean)"

# In the company of the tree no pair came out far from what was planted.
correlate default/employees-2025-Q4.csv default/customers-2025-Q4.csv mean >default.mean
wrong=
while read -r pair units r; do
  wrong+=$(near "$r" "$(truth correlation "$pair")" .26 | sed "s/^/$pair, $units units: /")
done <default.mean
report "the company of the tree is a fair one" "$wrong"

# Inside goes with outside a wave later more than with outside a wave before.
for seed in 1 2 3 4; do
  "$generate" --seed "$seed" one
  correlate one/employees-2025-Q3.csv one/customers-2025-Q4.csv mean >>later
  correlate one/employees-2025-Q4.csv one/customers-2025-Q3.csv mean >>before
done
report "what is new inside shows outside a wave later" "$(paste later before | awk '
  $1 ~ /^P(1|2|4|7|8|9|10|12|14)$/ { d += ($3 - $6) * ($1 == "P10" ? -1 : 1); n++ }
  END { if (!(d / n > .05 && d / n < .2)) print d / n }')"

# --- the other facts -------------------------------------------------------------------------------

# A column by its name; the mean of its answers in the rows that a condition of awk holds for.
column_of() { head -n 1 "$1" | tr ',' '\n' | grep -nx "$2" | cut -d: -f1; }
mean_of() { # file, column, awk condition
  awk -F, -v c="$(column_of "$1" "$2")" "NR > 1 && \$c ~ /^[1-5]\$/ && ($3) { s += \$c; n++ } END { print s / n }" "$1"
}
minus() { awk -v a="$1" -v b="$2" 'BEGIN { print a - b }'; }
cat default/customers-2025-Q*.csv | awk 'NR == 1 || !/^customer,/' >customers.csv
wrong=
for item in P10_O1 P08_O1; do
  wrong+=$(near "$(minus "$(mean_of customers.csv $item '$4 >= 10')" "$(mean_of customers.csv $item '$4 < 10')")" \
    "$(truth "lower in the last 10 days" "$([ $item = P10_O1 ] && echo P10 || echo P8)")" .12)
done
wrong+=$(near "$(minus "$(mean_of customers.csv P07_O1 '$4 >= 10')" "$(mean_of customers.csv P07_O1 '$4 < 10')")" 0 .1)
report "trust and ease are lower in the last ten days, and nothing else" "$wrong"
report "days to the end of the quarter fit the date" "$(awk -F, 'NR > 1 {
  split($3, d, "-"); left = d[2] == 10 ? 61 + 31 - d[3] : d[2] == 11 ? 31 + 30 - d[3] : 31 - d[3]
  if (left != $4) print $3, $4 }' default/customers-2025-Q4.csv | head -n 3)"
wrong=$(near "$(minus "$(mean_of default/employees-2025-Q4.csv G08_1 1)" "$(mean_of customers.csv P08_O1 1)")" .5 .25
  near "$(minus "$(mean_of default/leaders-2025-Q4.csv L12_1 1)" "$(mean_of default/employees-2025-Q4.csv P12_I1 1)")" .6 .3)
report "guesses and leaders are too high, as planted" "$wrong"
report "better units answer more often" "$(awk -F, -v c="$(column_of default/employees-2025-Q4.csv P07_I1)" '
  FNR == NR { if (FNR > 1) rate[$1] = $5; next }
  FNR > 1 && $c { s[$2] += $c; n[$2]++ }
  END {
    for (u in rate)
      if (n[u] >= 5) { x = rate[u]; y = s[u] / n[u]; k++; sx += x; sy += y; sxx += x*x; syy += y*y; sxy += x*y }
    r = (sxy - sx*sy/k) / sqrt((sxx - sx*sx/k) * (syy - sy*sy/k))
    if (!(r > .25)) print r
  }' default/units-2025-Q4.csv default/employees-2025-Q4.csv)"
report "response rates are those of the rows" "$(awk -F, '
  FNR == NR { if (FNR > 1) n[$2]++; next }
  FNR > 1 && ($4 != n[$1] || $5 - 100 * $4 / $3 > .051 || 100 * $4 / $3 - $5 > .051)' \
  default/employees-2025-Q4.csv default/units-2025-Q4.csv)"

# --- the study -------------------------------------------------------------------------------------

"$ORGMIRROR" check default/study.xml --plugin-path "$plugins" >said 2>&1
report "one question looks reversed, and it is the one" "$(
  [ "$(grep -c 'D331' said)" = 1 ] && grep -q 'D331.*T01_3' said || grep D331 said)"
report "the near miss is found" "$(grep -q 'D204.*Harbour Street.*Harbor Street' said || cat said)"
for kind in default halo none other; do
  said=$(orgmirror run $kind/study.xml -o out-$kind --plugin-path "$plugins" 2>&1 >/dev/null) && said=
  report "the company $kind has a report" "$said"
done
"$generate" --units 8 --last tiny && "$generate" --units 40 --last large
report "the smallest and the largest company are studies" "$(
  for kind in tiny large; do
    forget_reports
    "$ORGMIRROR" check $kind/study.xml --plugin-path "$plugins" 2>&1 | grep ' error '
  done)"
share_withheld() { # of a hundred
  xpath out-default/report.xml "floor(100 * //*[local-name()='privacy']/@withheld div //*[local-name()='privacy']/@estimates)"
}
report "less than 15 of 100 estimates are withheld" "$([ "$(share_withheld)" -lt 15 ] || share_withheld)"
value() { xpath "out-$1/report.xml" "string(//*[local-name()='estimate'][@statistic='$2']/@value)"; }
report "the planted company has a mirror, theme by theme" "$(near "$(value default strength_r)" .45 .15
  near "$(value default specificity)" .4 .15)"
report "in the halo company everything goes with everything, no theme with its own" "$(
  near "$(value halo strength_r)" .7 .15
  near "$(value halo specificity)" 0 .08)"
report "in the company without a link there is little" "$(near "$(value none strength_r)" 0 .2
  near "$(value none specificity)" 0 .1)"
finish
