#!/bin/bash
# Every plugin of tests/bad at once, with the good ones: the good ones say what they say alone,
# and each bad one is named with its reason.
. "$TOP_SRCDIR/tests/studies/run.sh"
. "$TOP_SRCDIR/tests/host/host.sh"

check "the good ones alone" run alone "$work/good" --jobs 2
isolation=$(sed -n 's/^<isolation \(.*\)\/>/\1/p' "$work/alone/report.xml")
says "$isolation" 'seccomp="yes"' >/dev/null ||
  skip_all "this kernel has no seccomp: plugins would do what they try"
landlock=
says "$isolation" 'landlock="yes"' >/dev/null && landlock=yes

# --- all together ----------------------------------------------------------------------------------
bad=()
while read -r name when words; do
  [ "$name" != "#" ] && [ -n "$words" ] || continue
  # a bomb without a memory limit would go off
  [ "$name" = memory_bomb ] && [ -n "$SANITIZED" ] || bad+=("$zoo/$name.so")
done <"$here/zoo.txt"
cp_plugins "$work/bad" "${bad[@]}"
granted >study.xml
ls -A >"$work/before"
sha256sum ./* >"$work/before.sums"
setsid --wait bash -c 'echo $$ >"$0"; exec "$@"' "$work/session" \
  "$ORGMIRROR" run study.xml -v -o "$work/all" --plugin-path "$work/good:$work/bad" \
  --deadline "$deadline" --jobs 6 >"$work/all.said" 2>&1
code=$?
check "the exit code is 1" is "$code" 1
check "the report is valid" valid "$work/all/report.xml"
check "there is a page" test -s "$work/all/report.html"
check "no process is left" is "$(processes 4 "$(cat "$work/session")")" ""
ls -A >"$work/after"
check "no file is left, none is missing" diff "$work/before" "$work/after"
check "no file is changed" sha256sum --quiet -c "$work/before.sums"
check "no secret is told" bash -c "! grep -rl SECRET '$work/all' '$work/all.said'"
check "nothing of /etc/passwd is told" \
  bash -c "! grep -rlF \"\$(head -n 1 /etc/passwd)\" '$work/all' '$work/all.said'"

# --- the good ones ---------------------------------------------------------------------------------
for id in org.orgmirror.{mirror,agreement,reliability} bad.{innocent,column_sum,curious}; do
  check "$id is fine" is "$(outcome all $id)" ok
  check "$id says what it says alone" diff <(section alone $id) <(section all $id)
done
check "the tables of the good ones are the same" diff -r "$work/alone/tables" "$work/all/tables"
check "the page tells every section" bash -c \
  "grep -q 'had not finished' '$work/all/report.html' && grep -q 'Look at\|printed' '$work/all/report.html'"

# --- the bad ones ----------------------------------------------------------------------------------
while read -r name when words; do
  [ "$name" != "#" ] && [ -n "$words" ] || continue
  case $when,$SANITIZED in
  sanitized,?*) skip "$name" "a sanitizer needs files and memory" && continue ;;
  crash,?*) words="it" ;;
  landlock,*) [ -n "$landlock" ] || { skip "$name" "this kernel has no Landlock" && continue; } ;;
  x86_64,*) [ "$(uname -m)" = x86_64 ] || { skip "$name" "another processor" && continue; } ;;
  esac
  id=bad.$name
  [ -n "$(outcome all "$id")" ] || id=$name.so # known by its file alone
  check "$name has failed" is "$(outcome all "$id")" failed
  check "$name: $words" says "$(reason all "$id")" "$words"
done <"$here/zoo.txt"
check "each failure is told on standard error as well" \
  is "$(grep -c '^error P010' "$work/all.said")" "$(grep -c '^<section .*outcome="failed"' "$work/all/report.xml")"

# --- words that nobody expects -----------------------------------------------------------------------
cp_plugins "$work/odd" "$zoo/odd_words.so"
sed '/<analysis/d' "$here/study.xml" >study.xml
cp_plugins "$work/plain" "$plugins"/*.so
check "odd words are only words" is "$(run odd "$work/plain:$work/odd" --jobs 2; echo $?)" 0
check "their report is valid" valid "$work/odd/report.xml"
check "their page runs no script of theirs" bash -c "! grep -q '<script>alert' '$work/odd/report.html'"
check "what the others say is the same" \
  diff <(section alone org.orgmirror.mirror) <(section odd org.orgmirror.mirror)

# --- the same for any number of jobs ---------------------------------------------------------------
quick=()
for name in segv exit0 read_passwd socket forged_subject undeclared stdout_noise bad_id twice; do
  quick+=("$zoo/$name.so")
done
cp_plugins "$work/quick" "${quick[@]}"
granted | sed '/bad\.write_column/d' >study.xml
check "failures are failures with one job" is "$(run one "$work/good:$work/quick" --jobs 1; echo $?)" 1
check "and with twenty" is "$(run twenty "$work/good:$work/quick" --jobs 20; echo $?)" 1
check "the same bytes" cmp "$work/one/report.xml" "$work/twenty/report.xml"
finish
