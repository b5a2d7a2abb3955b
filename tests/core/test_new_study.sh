#!/bin/bash
# orgmirror new study: what it takes, what it refuses, and that its draft runs.
. "$TOP_SRCDIR/tests/core/commands.sh"

make_study "$work/s" 6
in=$work/s/staff.csv
out=$work/s/clients.csv

# --- a draft that runs ---------------------------------------------------------------------------

call new study "$work/new/deep" --inside "$in" --outside "$out"
expect "it ends with 0" 0 ""
draft=$work/new/deep/study.xml
check "it says what it wrote" grep -qx "wrote  *$draft" "$work/out"
check "it says what comes next" grep -q "orgmirror run $draft -o report" "$work/out"
check "it says what is to be confirmed" grep -q '^confirm ' "$work/out"
check "files are named from the folder of the study" grep -q 'file="../../s/staff.csv"' "$draft"
check "the unit is found" test "$(grep -c ' unit="unit"' "$draft")" = 2
check "nobody else may read the draft" test "$(stat -c %a "$draft" "$work/new/deep" "$work/new" | tr '\n' ' ')" = "600 700 700 "
with_plugins check "$draft"
expect "check finds nothing wrong" 0 "D205"
with_plugins run "$draft" -o "$work/report"
expect "the draft runs" 0 ""
check "and there is a report" test -s "$work/report/report.html"
(cd "$work/new" && "$ORGMIRROR" new study ../here --inside ../s/staff.csv --outside ../s/clients.csv) \
  >"$work/out" 2>"$work/err"
check "names may be relative" grep -q 'file="../s/staff.csv"' "$work/here/study.xml"
sed 's/unit/region,unit/;2,$s/^/North,/' "$in" >"$work/here/inside.csv"
call new study "$work/here" --force --inside "$work/here/inside.csv" --outside "$out"
check "a file in the folder is named alone" grep -q 'file="inside.csv"' "$work/here/study.xml"

# --- sides ---------------------------------------------------------------------------------------

call new study "$work/one" --inside "$in"
expect "one side is enough" 0 ""
check "the draft says what is missing" grep -q 'nothing to score outside' "$work/out"
with_plugins run "$work/one/study.xml" -o "$work/one.out"
expect "and it runs" 0 ""
call new study "$work/same" --inside "$in" --outside "$in"
expect "one file may be named on both sides" 0 ""
with_plugins run "$work/same/study.xml" -o "$work/same.out"
expect "and the draft runs" 0 ""
cp "$in" "$work/s/staff2.csv"
call new study "$work/many" --inside "$in" "$work/s/staff2.csv" --outside "$out"
expect "several files a side" 0 ""
check "are a survey each" test "$(grep -c '<survey ' "$work/many/study.xml")" = 3
with_plugins run "$work/many/study.xml" -o "$work/many.out"
expect "and the draft of them runs" 0 ""

# --- options -------------------------------------------------------------------------------------

call new study "$work/options" --title 'Fish & "chips"' --minimum 7 --inside "$in" --outside "$out" -q
expect "options are taken" 0 ""
check "--quiet says nothing" test ! -s "$work/out"
check "--title is the title" grep -q '<title>Fish &amp; &quot;chips&quot;</title>' "$work/options/study.xml"
check "--minimum is the minimum" grep -q '<privacy minimum="7"/>' "$work/options/study.xml"
tr ',' ';' <"$in" | iconv -t UTF-16LE >"$work/s/odd.csv"
call new study "$work/odd" --encoding UTF-16 --delimiter semicolon --inside "$work/s/odd.csv"
if [ "$code" = 0 ]; then
  check "the study says them again" grep -q 'delimiter="semicolon"' "$work/odd/study.xml"
  with_plugins run "$work/odd/study.xml" -o "$work/odd.out"
  expect "and its draft runs" 0 ""
else
  check "an encoding is passed on" false
fi

# --- what it refuses -----------------------------------------------------------------------------

echo "worked on" >"$work/one/study.xml"
call new study "$work/one" --inside "$in"
expect "a study that is there stays" 2 "error U010"
check "as it was" grep -qx "worked on" "$work/one/study.xml"
call new study "$work/one" --inside "$in" --force
expect "--force writes over it" 0 ""
call new
expect "without a word it is usage" 2 "error U001: it was not said what is to be new"
call new plugin "$work/x" --inside "$in"
expect "only studies are new" 2 "error U001"
call new study
expect "without a folder it is usage" 2 "error U001: no folder"
call new study "$work/x"
expect "without exports it is usage" 2 "error U001: no export"
call new study "$work/x" "$in"
expect "a file without a side is usage" 2 "Files follow"
call new study "$work/x" --inside "$in" --minimum 2
expect "a minimum below the floor is usage" 2 "from 3 to"
call new study "$work/x" --inside "$in" --delimiter colon
expect "an unknown delimiter is usage" 2 "comma, semicolon"
call new study "$work/x" --inside "$in" --encoding EBCDIC
expect "an unknown encoding is usage" 2 "UTF-8, UTF-16"
call new study "$work/x" --inside "$work/absent.csv"
expect "an export that is not there" 4 "error D001"
printf 'a,b\n1\n' >"$work/ragged.csv"
call new study "$work/x" --inside "$work/ragged.csv"
expect "a ragged export" 4 "error D035"
printf '1,2\n3,4\n' >"$work/bare.csv"
call new study "$work/x" --inside "$work/bare.csv"
expect "an export without a header" 4 "error D190"
printf 'name,mood\nAnna,fine\nBert,bad\n' >"$work/texts.csv"
call new study "$work/x" --inside "$work/texts.csv"
expect "an export of texts alone" 4 "error D191"
check "says nothing of what people wrote" test -z "$(grep -E 'Anna|fine' "$work/out" "$work/err")"
cp "$in" "$work/$(printf 'odd\001name.csv')"
call new study "$work/x" --inside "$work/$(printf 'odd\001name.csv')"
expect "a file name that XML cannot hold" 2 "error U011"
check "and none of these left a folder" test ! -e "$work/x"
call new study "$in/x" --inside "$in"
expect "a folder that cannot be made" 70 "error R001"
finish
