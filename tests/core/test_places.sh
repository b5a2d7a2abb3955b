#!/bin/bash
# Another locale and another folder change nothing.
. "$TOP_SRCDIR/tests/core/commands.sh"

make_study "$work/s" 6
with_plugins run "$work/s/study.xml" -o "$work/one"
expect "a first run" 0 ""

cd "$work/s" || exit 99
with_plugins run study.xml -o ../two
expect "from the folder of the study" 0 ""
check "prints the name as it was given" grep -qx ../two/report.html "$work/out"
check "the same report" cmp "$work/one/report.xml" "$work/two/report.xml"
with_plugins run ./study.xml -o .
expect "into the folder of the study" 0 ""
check "the same report there" cmp "$work/one/report.xml" report.xml
with_plugins run study.xml -o "$work/three/four/five"
expect "into folders that are made" 0 ""
mkdir "$work/s/sub" && cd "$work/s/sub" || exit 99
with_plugins run ../study.xml -o "$work/six"
expect "from below: exports stand beside study.xml" 0 ""
check "the same report from below" cmp "$work/one/report.xml" "$work/six/report.xml"
with_plugins check ../absent.xml
expect "messages name the file as it was given" 3 "^\.\./absent.xml: error S001"

if command -v localedef >/dev/null &&
  localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" >/dev/null 2>&1; then
  in_german() { env LOCPATH="$work" LC_ALL=de_DE.UTF-8 ORGMIRROR_DECIMAL=, "$@"; }
  check "in German" in_german "$ORGMIRROR" run "$work/s/study.xml" -o "$work/german" \
    --plugin-path "$plugins"
  check "the same report in German" cmp "$work/one/report.xml" "$work/german/report.xml"
  check "the same tables in German" diff -r "$work/one/tables" "$work/german/tables"
  check "check in German" in_german "$ORGMIRROR" check "$work/s/study.xml" --plugin-path "$plugins"
  if [ -x "$TOP_BUILDDIR/tests/core/test_text" ]; then
    check "numbers where a decimal comma is in force" \
      in_german env CMOCKA_MESSAGE_OUTPUT=STDOUT "$TOP_BUILDDIR/tests/core/test_text"
  else
    skip "numbers where a decimal comma is in force" "test_text is not built: it needs cmocka"
  fi
else
  skip "in German" "localedef has no de_DE here: install the Debian package locales"
fi
finish
