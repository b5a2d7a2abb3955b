#!/bin/bash
# Exports as they should not be: each is read, or refused in words that say what is wrong with it,
# within bounds of time and memory, and an earlier report stays as it is.
. "$TOP_SRCDIR/tests/core/commands.sh"
cd "$work" || exit 99
# A minute of a processor, and 2 GiB of addresses where no sanitizer wants more.
bounded() {
  (
    ulimit -S -t 60
    grep -q 'define OM_SANITIZED' "$TOP_BUILDDIR/config.h" || ulimit -S -v $((2 << 20))
    with_plugins "$@"
    echo "$code" >code
  )
  code=$(cat code)
}

head='unit,q1,q2'
rows() { awk -v n="${1:-60}" 'BEGIN { for (i = 0; i < n; i++) printf "u%d,%d,%d\n", i % 6, i % 5 + 1, i * 3 % 5 + 1 }'; }
good() { echo "$head" && rows; }
big() { head -c "$1" /dev/zero | tr '\0' "${2:-x}"; }

study() { # file, attributes of the survey
  cat >study.xml <<END
<study xmlns="urn:orgmirror:study:1"><title>t</title>
<survey id="staff" side="inside" file="$1" unit="unit" ${2-}>
<scale id="a" min="1" max="5"><item column="q1"/><item column="q2"/></scale></survey></study>
END
}
good >good.csv
study good.csv
with_plugins run study.xml -o report
expect "the first report is written" 0 ""
sums() { (cd report && find . -type f -print0 | sort -z | xargs -0 sha256sum); }
sums >before

refused() { # name, file, what is said, attributes
  study "$2" "${4-}"
  bounded check study.xml -q
  expect "$1: check says so" 4 "$3"
  bounded run study.xml -o report -q
  expect "$1: run says so" 4 "$3"
  check "$1: the old report is intact" diff before <(sums)
}
as_good() { # name, file, attributes: the same people as in good.csv
  study "$2" "${3-}"
  bounded run study.xml -o again
  expect "$1 is read" 0 ""
  check "$1: the same rows come out" test \
    "$(grep -o 'rows-fingerprint="[0-9a-f]*"' again/report.xml)" = \
    "$(grep -o 'rows-fingerprint="[0-9a-f]*"' report/report.xml)"
}

# --- what ends too early -------------------------------------------------------------------------

good | head -c -1 >x.csv
as_good "a file without a final line end" x.csv
(good && printf 'u1,3') >x.csv
refused "a file cut in a row" x.csv 'x.csv:62: error D035: row 61 has 2 cells, because the header has 3'
(good && printf 'u1,"3,4\n' && rows) >x.csv
refused "an open quote" x.csv 'x.csv:62: error D031: a quote is opened, because the file ends before'
: >x.csv
refused "an empty file" x.csv 'error D030: the file is empty'
printf '\357\273\277' >x.csv
refused "a byte order mark alone" x.csv 'error D030: the file is empty'
printf '\n\n\n' >x.csv
refused "blank lines" x.csv 'its first row is blank'
echo "$head" >x.csv
refused "a header alone" x.csv 'error D030: the file has a header and no rows'

# --- what is there twice, or not at all ----------------------------------------------------------

(good && printf 'u1,2\nu1,2,3,4\n') >x.csv
refused "ragged rows" x.csv 'row 62 has 4 cells'
(echo unit,q1,q1 && rows) >x.csv
refused "a name twice" x.csv 'error D011: the column q1 of x.csv is not clear'
(echo unit,q1, && rows) >x.csv
refused "a blank name" x.csv 'error D010: x.csv has no column "q2"'
(echo "$head,x,x,," && rows | sed 's/$/,1,2,3,4/') >x.csv
as_good "an export with such columns that nobody names" x.csv

# --- bytes ---------------------------------------------------------------------------------------

(good && printf 'u1,\0,2\n') >x.csv
refused "a NUL byte" x.csv 'x.csv:62: error D034: the file holds a NUL byte'
(good && printf 'M\374nchen,1,2\n') >x.csv
refused "a letter of another encoding" x.csv 'x.csv:62: error D021: byte [0-9]* \(0xFC\) is not UTF-8.*windows-1252'
good | iconv -t UTF-16LE >x.csv
refused "UTF-16 that does not say so" x.csv 'error D034:.*UTF-16 without a byte order mark.*encoding="UTF-16"'
as_good "UTF-16 that the study names" x.csv 'encoding="UTF-16"'
good | iconv -t UTF-16 >x.csv
as_good "UTF-16 with a mark" x.csv
head -c -1 x.csv >y.csv
refused "UTF-16 cut in a letter" y.csv 'error D021:.*in the middle of a character'
(echo "$head" && rows 20 && rows 40 | tail -n 20 | sed 's/$/\r/' && rows | tail -n 20 | tr '\n' '\r') >x.csv
as_good "a file with three kinds of line ends" x.csv

# --- numbers that are none -----------------------------------------------------------------------

for x in nan inf 1e999 0x5 1_0; do
  (good && echo "u1,$x,2") >x.csv
  refused "the number $x" x.csv 'x.csv:62: error D101: column q1: text stands where a number belongs, in 1 row'
done
(good && echo "u1,3.5,2") >x.csv
refused "half a code" x.csv 'a number is not a whole code'

# --- what is too large ---------------------------------------------------------------------------

(echo "$head,c" && printf 'u1,1,2,"' && big 100000000 && echo '"' && rows | sed 's/$/,fine/') >x.csv
refused "a field of 100 MB" x.csv 'x.csv:2: error D036: a row is longer than 32 MiB'
(printf '%s,"' "$head" && big 100000000 && echo '"' && rows) >x.csv
refused "a name of 100 MB" x.csv 'x.csv:1: error D036: a row is longer than 32 MiB'
(echo "$head" && printf 'u1,"3,4\n' && rows 1000000) >x.csv
refused "a quote that is opened at the beginning of a large file" x.csv \
  'x.csv:2: error D03[16]'
(printf '%s' "$head" && big 100000 , && echo && rows | sed "s/\$/$(big 100000 ,)/") >x.csv
as_good "an export of 100,000 columns" x.csv
(printf '%s' "$head" && big 300000 , && echo && rows) >x.csv
refused "a row of 300,000 cells" x.csv 'x.csv:1: error D033: a row has more than 200,000 cells'
rm -f x.csv y.csv

# --- what is no table ----------------------------------------------------------------------------

stranger() { # what it is, name, how it begins
  printf "$3" >"$2"
  refused "$1" "$2" "error D002: this is $1, and no export"
}
stranger "a web page \(HTML\)" page.xls '\n<HTML><body><table><tr><td>1</td></tr></table></body></html>\n'
stranger "an XML file of a kind that holds no answers" x.xml '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>\n'
stranger "a JSON file" x.json '[\n  {"unit": "u1", "q1": 1}\n]\n'
stranger "a PDF" x.pdf '%%PDF-1.4\n%%\342\343\317\323\n'
stranger "a compressed file \(.gz\)" x.csv.gz '\037\213\010\000\000\000\000\000\000\003'
stranger "an archive \(.rar\)" x.rar 'Rar!\032\007\000'
printf 'PK\003\004 and no archive' >x.csv
refused "a workbook that is none" x.csv 'error D050: this cannot be read as a workbook'
printf '\320\317\021\340\241\261\032\341%0600d' 0 >x.xls
refused "a workbook of before 2007" x.xls 'error D050:.*encrypted, or a workbook of before 2007'
good >x.xlsx
as_good "text that is called .xlsx" x.xlsx
printf '[Q1] a,b\n1,2\n' >x.csv
refused "a name that begins with a bracket" x.csv 'x.csv has no column "unit"'

# --- what is no file -----------------------------------------------------------------------------

mkfifo pipe.csv
refused "a pipe that nobody writes to" pipe.csv 'error D001:.*it is no regular file'
refused "a codebook that is such a pipe" good.csv 'error D003: the codebook cannot be read' \
  'codebook="pipe.csv"'
refused "a device" /dev/zero 'error D001:.*it is no regular file'
refused "a folder" . 'error D001:.*Is a directory'
refused "a file that is not there" absent.csv 'error D001:.*No such file'
ln -s loop.csv loop.csv
refused "a link to itself" loop.csv 'error D001:.*Too many levels'
finish
