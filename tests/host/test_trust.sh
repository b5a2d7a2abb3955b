#!/bin/bash
# What is taken for a plugin, from where, and what of the user's surroundings reaches it.
. "$TOP_SRCDIR/tests/studies/run.sh"
. "$TOP_SRCDIR/tests/host/host.sh"
sed -i '/<analysis/d' study.xml
rm "$work/good/column_sum.so"
code() { run "$@"; echo $?; }

# --- files that are no plugins -----------------------------------------------------------------------
cp_plugins "$work/odd" "$zoo/no_symbol.so"
echo "just words" >"$work/odd/words.so"
head -c 5000 "$zoo/innocent.so" >"$work/odd/half.so"
: >"$work/odd/empty.so"
ln -s /nowhere "$work/odd/dangling.so"
mkdir "$work/odd/folder.so"
cp "$zoo/innocent.so" "$work/odd/writable.so"
chmod a+w "$work/odd/writable.so"
check "odd files fail, and nothing else does" is "$(code odd "$work/good:$work/odd")" 1
for expected in "no_symbol it has no symbol orgmirror_plugins_v1" "words it cannot be loaded" \
  "half it c" "empty it is no file of a plausible size" \
  "dangling No such file" "folder it is no file of a plausible size" \
  "writable everybody can write to it"; do
  check "$expected" says "$(reason odd "${expected%% *}.so")" "${expected#* }"
done
check "the good ones are fine" is "$(outcome odd org.orgmirror.mirror)" ok
check "the report is valid" valid "$work/odd/report.xml"

if [ "$(id -u)" -ne 0 ]; then
  cp "$zoo/innocent.so" "$work/odd/unreadable.so"
  chmod 0 "$work/odd/unreadable.so"
  run odd "$work/good:$work/odd"
  check "a file that cannot be read" says "$(reason odd unreadable.so)" "Permission denied"
else
  skip "a file that cannot be read" "root reads everything (test_find tries as somebody else)"
fi

# --- folders ------------------------------------------------------------------------------------------
cp_plugins "$work/shared" "$zoo/innocent.so"
chmod a+w "$work/shared"
check "a folder that everybody can write to is passed over" \
  is "$(code shared "$work/good:$work/shared")" 0
check "and that is told" says "$(cat "$work/shared.said")" "P002: the plugin folder is not searched"
check "a folder that is not there is passed over" is "$(code none "$work/good:$work/nowhere")" 0
check "and that is told too" says "$(cat "$work/none.said")" "P001"

# --- one id twice -------------------------------------------------------------------------------------
cp_plugins "$work/impostor" "$zoo/impostor.so"
check "an impostor that is found second fails" is "$(code second "$work/good:$work/impostor")" 1
real=$(sha256sum <"$work/good/mirror.so" | cut -d' ' -f1)
check "the first one found is used" says "$(grep '^<section .*outcome="ok"' "$work/second/report.xml")" "$real"
check "and the other is named" says "$(reason second impostor.so)" "good/mirror.so has the same id, org.orgmirror.mirror,"
check "the impostor says nothing" bash -c "! grep -q 'I am the mirror' '$work/second/report.xml'"

cp_plugins "$work/again" "$work/good/mirror.so" "$zoo/impostor.so"
check "a copy of the same bytes is the same plugin" \
  is "$(code again "$work/good:$work/again")$(section again mirror.so)" 1
rm "$work/again/impostor.so"
check "and no error" is "$(code again "$work/good:$work/again")" 0
mkdir "$work/twin" "$work/twins"
echo "just words" >"$work/twin/words.so"
echo "and others" >"$work/twins/words.so"
cp "$zoo/two_symbols.so" "$work/twin"
check "two of one name that cannot be used fail" is "$(code twins "$work/twin:$work/twins")" 1
check "the report can tell them apart" valid "$work/twins/report.xml"
check "and has both" is "$(grep -c '^<section .*plugin="words.so' "$work/twins/report.xml")" 2

# --- what surrounds the run -----------------------------------------------------------------------------
export SECRET=ENVIRONMENT-SECRET
left_open() { run open "$work/good" 6<secret.txt 7<secret.txt 8<secret.txt 31<secret.txt 200<secret.txt; }
check "a run with files left open" left_open
check "a worker has its own descriptors alone" \
  says "$(section open bad.curious)" "<note>descriptors 0 1 2 3 4 5 6, LC_ALL=C"
check "and none of them holds a secret" bash -c "! grep -r SECRET '$work/open'"
closed() { run closed "$work/good" 0<&- ; }
check "a run without standard input" closed
check "is the same" cmp "$work/open/report.xml" "$work/closed/report.xml"

ignoring() { (trap '' CHLD PIPE TERM && run ignoring "$work/good:$work/odd"); is $? 1; }
check "a run that was started with signals ignored" ignoring

# A short name grants nothing when two plugins go by it.
sed 's|</study>|<analysis plugin="innocent" rows="yes"/></study>|' study.xml >granted.xml
check "a short name that is clear is one plugin's" \
  "$ORGMIRROR" check granted.xml --plugin-path "$work/good"
finish
