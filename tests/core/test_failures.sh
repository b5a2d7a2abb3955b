#!/bin/bash
# An earlier report stays as it is, whatever goes wrong with the next.
. "$TOP_SRCDIR/tests/core/commands.sh"

make_study "$work/s" 6
study=$work/s/study.xml
report=$work/report
with_plugins run "$study" -o "$report"
expect "the first report is written" 0 ""
: >"$report/notes of mine.txt"
sums() { (cd "$1" && find . | sort && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
sums "$report" >"$work/before"
intact() {
  sums "$report" | diff "$work/before" - && [ -z "$(find "$report" -name '.*' ! -name .)" ]
}
after() { # name, code: the last call ended so, and the old report is intact
  expect "$1: $2" "$2" .
  check "$1: the old report is intact" intact
}
changed() { # name, sed expression
  rm -rf "$work/x"
  cp -r "$work/s" "$work/x"
  sed -i "$2" "$work/x/$1"
}

call run "$study" -o "$report" --walk
after "wrong usage" 2
with_plugins run "$study" -o "$report" --only nonsense
after "an unknown analysis" 2
changed study.xml 's/side="inside"/side="within"/'
with_plugins run "$work/x/study.xml" -o "$report"
after "an invalid study" 3
changed staff.csv '3s/.*/u1,99,1/'
with_plugins run "$work/x/study.xml" -o "$report"
after "impossible data" 4
changed study.xml 's/<survey id="staff"/<privacy minimum="1000" outside="1000"\/>&/'
with_plugins run "$work/x/study.xml" -o "$report"
after "nothing to show" 5

# A full disk: no file may grow beyond a few blocks.  SIGXFSZ stays ignored in what is called.
limited() { # blocks of 1024 bytes
  (
    trap '' XFSZ
    ulimit -f "$1"
    with_plugins run "$study" -o "$report"
    echo "$code" >"$work/code"
  )
  code=$(cat "$work/code")
}
for blocks in 1 4 16; do # more, and the memory of the workers is not limited any more
  limited $blocks
  after "a disk that is full after $blocks KiB" 70
done

# A disk that is truly full, where this machine lets us make one: in a mount namespace of its own.
full_disk() {
  unshare -m bash -c '
    mount -t tmpfs -o size=512k,mode=700 tmpfs "$1" || exit 9
    cp -r "$2" "$1/report"
    head -c 1000000 /dev/zero >"$1/filler"
    cd "$1/report" && find . -type f -print0 | sort -z | xargs -0 sha256sum >"$1.before"
    "$ORGMIRROR" run "$3" -o . --plugin-path "$4" 2>"$1.err"
    echo $? >"$1.code"
    find . -type f -print0 | sort -z | xargs -0 sha256sum | diff "$1.before" -
  ' full_disk "$work/disk" "$report" "$study" "$plugins"
}
mkdir "$work/disk"
if unshare -m mount -t tmpfs tmpfs "$work/disk" 2>/dev/null; then
  check "a full file system: the old report is intact" full_disk
  cp "$work/disk.err" "$work/err"
  code=$(cat "$work/disk.code")
  expect "a full file system: 70" 70 "error R001: .*No space left"
else
  skip "a full file system" "only root may mount one: run the tests as root"
fi

# Killed while it runs: what it had staged is not seen, and the next run removes it.
(
  "$ORGMIRROR" run "$study" -o "$report" --plugin-path "$plugins" &
  sleep 0.05
  kill -9 $!
  wait $!
) >/dev/null 2>&1
whole() { # old or new, never half
  [ -s "$report/report.xml" ] && tail -c 20 "$report/report.html" | grep -q '</html>'
}
check "a run that was killed leaves a whole report" whole
mkdir "$report/.orgmirror-0"
: >"$report/.orgmirror-0/report.xml"
with_plugins run "$study" -o "$report"
expect "the next run succeeds" 0 ""
check "and leaves nothing behind" test -z "$(find "$report" -name '.*' ! -name .)"
check "and keeps what is not its own" test -e "$report/notes of mine.txt"

# The page alone.
call render "$report/report.xml" -o "$work/page.html"
cp "$work/page.html" "$work/old.html"
call render "$study" -o "$work/page.html"
expect "render of something else: 3" 3 "error S202"
check "render of something else: the old page is intact" cmp "$work/page.html" "$work/old.html"
(
  trap '' XFSZ
  ulimit -f 1
  call render "$report/report.xml" -o "$work/page.html"
  echo "$code" >"$work/code"
)
code=$(cat "$work/code")
expect "render to a full disk: 70" 70 "error R001"
check "render to a full disk: the old page is intact" cmp "$work/page.html" "$work/old.html"
finish
