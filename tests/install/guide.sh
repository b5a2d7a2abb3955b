# Sourced after newcomer.sh: doc/plugin-guide.md, followed word by word.

awk -f "$TOP_SRCDIR/tests/install/follow.awk" "$TOP_SRCDIR/doc/plugin-guide.md" >"$home/guide.sh"
check "the guide has blocks to follow" grep -q '^orgmirror run' "$home/guide.sh"
if newcomer orgmirror plugins --help | grep -q -e --check; then
  check "the guide works, word by word" newcomer sh -eu guide.sh
  check "and ends with a page" test -s "$home/leavers/report/report.html"
else
  skip "the guide works, word by word" "orgmirror plugins has no --check yet"
fi
