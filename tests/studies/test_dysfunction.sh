#!/bin/bash
# Dysfunction and customer outcomes: numbers against R on the synthetic company, what is not found,
# what cannot be told.
. "$TOP_SRCDIR/tests/studies/run.sh"
with_all_digits
export LC_ALL=C
generate() { plain_company "$@"; }
generate --last "$work/company"
run() { # study, output
  orgmirror run "$work/$1" -o "$work/$2" --plugin-path "$plugins" --only dysfunction
}
section='//*[local-name()="section"][@plugin="org.orgmirror.dysfunction"]'
estimate() { # output, statistic, condition, attribute
  xpath "$work/$1/report.xml" "string(//*[local-name()='estimate'][@statistic='$2'][$3]/@$4)"
}
finding() { # output, id
  xpath "$work/$1/report.xml" \
    "string(//*[local-name()='finding'][@id='dysfunction-$2']/*[local-name()='headline'])"
}
is() { [ "$1" = "$2" ] || { printf '"%s" is not "%s"\n' "$1" "$2"; return 1; }; }
near() { # value, expected
  awk -v x="$1" -v y="$2" 'BEGIN { d = x - y; if (d < 0) d = -d
    exit !(x != "" && d <= 1e-9 * (1 + (y < 0 ? -y : y))) }' || { echo "$1 is not $2"; return 1; }
}
has() { grep -q "$2" <<<"$1" || { echo "$1"; return 1; }; }

# --- the company -----------------------------------------------------------------------------------

check "it runs on the company" run company/study.xml out
compare "$work/out/report.xml" "$studies/dysfunction/indices.txt"
while IFS=, read -r _ unit dysfunction outcome; do
  check "$unit: index of dysfunction" near \
    "$(estimate out dysfunction_index "@unit='$unit'" value)" "$dysfunction"
  check "$unit: index of outcomes" near \
    "$(estimate out outcome_index "@unit='$unit'" value)" "$outcome"
done < <(grep '^# unit,' "$studies/dysfunction/indices.txt")
check "the report opens with the link that was planted" is "$(finding out dysfunction)" \
  "More dysfunction inside a unit goes with worse customer outcomes."
check "its word is strong" is "$(xpath "$work/out/report.xml" \
  "string(//*[local-name()='finding'][@priority='first']/@evidence)")" strong
check "where facets do not hang together that is told" has "$(finding out one-thing)" \
  "facet by facet"
check "and facet by facet is what is found" has "$(finding out by-itself)" "3 of the 6 facets"
check "a unit of four people has no index" is \
  "$(estimate out dysfunction_index "@unit='Observatory'" withheld)" small-group
check "all six facets are there" has "$(xpath "$work/out/report.xml" "string($section)")" \
  "declares all 6 facets"
check "the report is valid" valid "$work/out/report.xml"

# --- with something held constant ------------------------------------------------------------------

sed 's!\(  \)<analysis !\1<controls scales="hr.leavers"/>\n\1<analysis !' \
  "$work/company/study.xml" >"$work/company/held.xml"
IFS=, read -r _ r p < <(grep '^# held,' "$studies/dysfunction/indices.txt")
check "with a control it runs" run company/held.xml held
check "the partial correlation is R's" near "$(estimate held link_held_r 1 value)" "$r"
check "its p is R's" near "$(estimate held link_held_r 1 p)" "$p"
check "the headline rests on it" has "$(xpath "$work/held/report.xml" \
  "string(//*[local-name()='finding'][@id='dysfunction-dysfunction'])")" "controls held constant"

# --- companies without a link, and a good place that is good at everything --------------------------

generate --kind none --last "$work/none"
check "it runs on a company without a link" run none/study.xml none-out
report "where nothing is linked nothing is claimed" "$(finding none-out dysfunction |
  grep -vE '^(No link|This study cannot tell)')"
check "nor for a single facet" has "$(finding none-out by-itself)" "^No facet by itself"
check "nor in the profile" has "$(finding none-out closest)" "^No single facet"
generate --kind halo --last "$work/halo"
check "it runs where good places are good at everything" run halo/study.xml halo-out
check "there dysfunction is one thing" has "$(finding halo-out one-thing)" "is one thing here"

# --- facets from elsewhere, and few of them --------------------------------------------------------

printf 'unit,a,b,left,x\n' >"$work/own.csv"
for u in 1 2 3 4 5 6 7 8 9 10 11 12; do
  for i in 1 2 3 4 5 6; do
    echo "U$u,$(((u + i) % 5 + 1)),$(((u * i) % 5 + 1)),,$(((u * 7 + i * i) % 5 + 1))"
  done
done >>"$work/own.csv"
printf 'unit,left\n' >"$work/units.csv"
for u in 1 2 3 4 5 6 7 8 9 10 11; do echo "U$u,$((u * u % 13))"; done >>"$work/units.csv"
study() { # facet of a, facet of b, facet of left, outcome of x
  cat >"$work/own.xml" <<END
<study xmlns="urn:orgmirror:study:1" seed="1">
  <title>Own</title>
  <survey id="in" side="inside" file="own.csv" unit="unit">
    <scale id="a" min="1" max="5" $1><item column="a"/></scale>
    <scale id="b" min="1" max="5" $2><item column="b"/></scale>
  </survey>
  <survey id="hr" side="inside" level="unit" public="yes" file="units.csv" unit="unit">
    <scale id="left" min="0" max="20" direction="higher-is-dysfunction" $3>
      <item column="left"/></scale>
  </survey>
  <survey id="out" side="outside" file="own.csv" unit="unit">
    <scale id="x" min="1" max="5" $4><item column="x"/></scale>
  </survey>
</study>
END
}
study 'facet="disagreement"' '' 'facet="churn"' 'outcome="ease"'
check "with churn from a staff list it runs" run own.xml own
# U3: a is 5 1 2 3 4 5, of which the standard deviation is 1.63299 = root(8/3); half the range is 2.
check "disagreement is a standard deviation in percent of half the range" near \
  "$(awk 'BEGIN { printf "%.15g", 0.5 * 100 * sqrt(8 / 3) / 2 + 0.5 * 100 * 9 / 20 }')" \
  "$(estimate own dysfunction_index "@unit='U3'" value)"
check "a unit without one facet has no index" is "$(estimate own link_r 1 n)" 11
check "what is missing is named" has "$(xpath "$work/own/report.xml" "string($section)")" \
  "Not in the index of dysfunction: initiatives that fail; dysfunctional behaviour; bad"
# --- what cannot be answered -----------------------------------------------------------------------

not_applicable() { # words
  run own.xml own >/dev/null 2>&1
  is "$(xpath "$work/own/report.xml" "string($section/@outcome)")" not-applicable &&
    has "$(xpath "$work/own/report.xml" "string($section/*[local-name()='reason'])")" "$1"
}
study 'facet="churn"' '' '' 'outcome="ease"'
check "one facet is not enough" not_applicable "facets of dysfunction"
study 'facet="churn"' 'facet="failure"' '' ''
check "without an outcome" not_applicable "customer outcome"
study 'facet="churn"' 'facet="failure"' '' 'outcome="ease"'
head -n 13 "$work/own.csv" >"$work/few.csv" && mv "$work/few.csv" "$work/own.csv"
check "two units are too few" not_applicable "three units"
{ echo unit,a,b,left,x; for u in A B C D E F; do for i in 1 2 3 4 5 6; do echo "$u,3,$i,,2"; done; done; } |
  sed 's/,6,/,5,/' >"$work/own.csv"
check "six units that are all alike run" run own.xml own
check "there the link is undefined, and why is said" test -n "$(estimate own link_r 1 undefined)"
check "alpha is undefined" test -n "$(estimate own index_alpha "@side='inside'" undefined)"
check "and the study cannot tell" has "$(finding own dysfunction)" "^This study cannot tell"
finish
