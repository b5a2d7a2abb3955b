#!/bin/bash
# The page on paper: a tagged PDF from report.xml, or a message.
. "$TOP_SRCDIR/tests/studies/run.sh"
is() { [ "$1" = "$2" ] || { echo "\"$1\" is not \"$2\"" && false; }; }
cp -r "$TOP_SRCDIR/samples/schools" "$work/schools"
orgmirror run "$work/schools/study.xml" -o "$work/out" --plugin-path "$plugins" --only mirror,describe >/dev/null 2>&1
cd "$work" || exit 99
pdf() { "$ORGMIRROR" pdf out/report.xml -o "$@"; }
if command -v chromium >/dev/null; then
  check "it prints" pdf schools.pdf
  check "for its owner alone" is "$(stat -c %a schools.pdf)" 600
  check "a PDF" is "$(head -c 5 schools.pdf)" %PDF-
  check "tagged, with an outline" is "$(grep -ac '/StructTreeRoot\|/Outlines' schools.pdf | awk '{ print ($1 > 1) }')" 1
else
  result ok "it prints # SKIP chromium is needed"
fi
report "nothing is left beside it" "$(find . -name '.orgmirror*')"
mkdir none broken
check "without a browser it says what is missing" grep -q 'error U008' <<<"$(PATH=$work/none pdf a.pdf 2>&1)"
printf '#!/bin/sh\nexit 3\n' >broken/chromium
chmod +x broken/chromium
echo old >b.pdf
check "one that fails is named" grep -q 'b.pdf: error R004: chromium could not print' <<<"$(PATH=$work/broken pdf b.pdf 2>&1)"
check "and an earlier print stays" is "$(cat b.pdf)" old
printf '#!/bin/sh\nfor a; do case $a in --print-to-pdf=*) echo no pdf >"${a#*=}" ;; esac; done\n' >broken/chromium
check "what is no PDF is not taken for one" grep -q 'error R004' <<<"$(PATH=$work/broken pdf b.pdf 2>&1)"
check "nor is a study a report" grep -q 'error S202' <<<"$("$ORGMIRROR" pdf schools/study.xml -o c.pdf 2>&1)"
report "nothing is left beside these either" "$(find . -name '.orgmirror*'; ls c.pdf a.pdf 2>/dev/null)"
finish
