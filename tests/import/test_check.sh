#!/bin/bash
# What is no delimited text, as a user meets it: `orgmirror check` on a study of such files.
. "$TOP_SRCDIR/tests/tap.sh"
cd "$work" || exit 99

study() { # attributes of the survey
  cat >study.xml <<STUDY
<study xmlns="urn:orgmirror:study:1"><title>t</title>
<survey id="staff" side="inside" $1>
<scale id="a" min="1" max="9"><item column="q"/></scale></survey></study>
STUDY
  "$ORGMIRROR" check study.xml --plugin-path "$TOP_BUILDDIR/plugins/.libs" >said 2>&1
  code=$?
}
says() { # name, exit code, words
  report "$1" "$([ "$code" = "$2" ] || echo "exit code $code, not $2"
    grep -qF -e "$3" said || { echo "does not say: $3"; cat said; })"
}

cat >book.xml <<'XML'
<sss version="2.0"><survey><record ident="A"><variable ident="1" type="single"><name>q</name>
<label>Q?</label><position start="1" finish="2"/></variable></record></survey></sss>
XML
printf '05\n07\n' >data.asc
study 'file="data.asc" codebook="book.xml"'
says "triple-S is read with its description" 0 "read as triple-S, text of fixed width"

study 'file="book.xml" codebook="data.asc"'
says "the other way round it is told which is which" 4 "error D052: this is a triple-S survey"

printf 'PK\3\4 and no archive' >staff.xlsx
study 'file="staff.xlsx"'
says "a damaged workbook is told" 4 "error D050: this cannot be read as a workbook (.xlsx), because it is no complete archive"

printf '$FL2 cut' >staff.sav
study 'file="staff.sav"'
says "a file cut short is told" 4 "error D050: this cannot be read as an SPSS file, because it ends before its last row"

printf '<!DOCTYPE sss [<!ENTITY a SYSTEM "file:///etc/passwd">]><sss >&a;</sss>' >evil.xml
study 'file="data.asc" codebook="evil.xml"'
says "XML that names other files is refused" 4 "a DOCTYPE is not accepted"
finish
