# Sourced by the tests of whole studies.  Prints TAP; the plan comes last.
. "$TOP_SRCDIR/tests/tap.sh"
plugins=$TOP_BUILDDIR/plugins/.libs
studies=$TOP_SRCDIR/tests/studies

# A study of data that are not in the tree: study.xml beside links to the data.
borrow() { # study, folder of the data
  mkdir -p "$work/$1"
  cp "$studies/$1/study.xml" "$work/$1"
  ln -s "$2"/* "$work/$1"
}
orgmirror() {
  forget_reports
  "$ORGMIRROR" "$@"
}
# Reports with all digits of what is about units, too (tests/open): numbers against other programs.
with_all_digits() { ORGMIRROR=$TOP_BUILDDIR/orgmirror-exact; }
# Numbers the lines of a program that prints TAP without numbers.
adopt() {
  while IFS= read -r line; do
    case $line in
      "ok - "*) result ok "${line#ok - }" ;;
      "not ok - "*) result "not ok" "${line#not ok - }" ;;
      *) echo "$line" ;;
    esac
  done <"$1"
}
compare() { # report, expectations
  "$TOP_BUILDDIR/tests/studies/expect" "$1" "$2" >"$work/tap" || true
  [ -s "$work/tap" ] || echo "not ok - expect printed nothing" >"$work/tap"
  adopt "$work/tap"
}
xpath() { xmllint --xpath "$2" "$1" 2>/dev/null; }
valid() { xmllint --noout --schema "$TOP_SRCDIR/core/report/report.xsd" "$1"; }

# The synthetic company, with a study that declares nothing beyond pairs: its folder is the last word.
plain_company() { # options of the generator...
  "$TOP_BUILDDIR/samples/quarterly/generate" "$@" || return
  local study=${*: -1}/study.xml
  awk '/<hypothesis / { inside = 1 }
    !inside && !/<analysis plugin="pressure"/ { print }
    /\/>/ { inside = 0 }' "$study" >"$study.plain" && mv "$study.plain" "$study"
}
