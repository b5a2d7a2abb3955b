#!/bin/bash
# What is written for people is true: codes, options, exit codes, examples, names.
cd "$TOP_SRCDIR" || exit 99
. "$TOP_SRCDIR/tests/tap.sh"
# Lines that stand in one of two lists alone; $1 and $2 say where they stand.
differ() {
  comm -23 <(sort -u <<<"$3") <(sort -u <<<"$4") | sed "/./s/\$/ stands in $1 alone/"
  comm -13 <(sort -u <<<"$3") <(sort -u <<<"$4") | sed "/./s/\$/ stands in $2 alone/"
}
plugins=$TOP_BUILDDIR/plugins/.libs
commands=$("$ORGMIRROR" --help | sed -n 's/^  \([a-z]*\)  .*/\1/p' | grep -v '^orgmirror$')
own_plugins=$("$ORGMIRROR" plugins --plugin-path "$plugins" --json |
  grep -oE '"id":"org\.orgmirror\.[^"]*"' | cut -d'"' -f4)

# A manual page's source as it is read: roff's escapes undone.
plain() { sed -e '/^\.\\"/d' -e 's/\\-/-/g' -e 's/\\&//g' -e 's/\\(dq/"/g' "$1"; }

# --- glossary ------------------------------------------------------------------------------------

used=$(grep -rhoE --include='*.[ch]' '\b[USDGPRI][0-9]{3}\b' core)
explained=$(sed -nE 's/^## ([USDGPRI][0-9]{3})$/\1/p' doc/glossary.md)
report "every code of a message is explained, and no other" \
  "$(differ 'the core' 'the glossary' "$used" "$explained")"

report "no word is explained twice" \
  "$(sed -n 's/^## //p' doc/glossary.md | sed 's# / #\n#g' | tr '[:upper:]' '[:lower:]' | sort | uniq -d)"

wrong=
while read -r term; do
  "$ORGMIRROR" explain "$term" >"$work/entry" 2>&1 && [ "$(wc -l <"$work/entry")" -ge 3 ] ||
    wrong+="$term"$'\n'
done < <(sed -n 's/^## //p' doc/glossary.md | sed 's# / #\n#g')
report "every entry is found under each of its names" "$wrong"

wrong=
for word in strong moderate weak none ok not-applicable failed skipped complete scored answered \
  units matched first main check withheld specificity strength exploratory "matched units" range \
  permutation reliability agreement correlation unit; do
  "$ORGMIRROR" explain "$word" >/dev/null 2>&1 || wrong+="$word"$'\n'
done
while read -r word; do
  "$ORGMIRROR" explain "$word" >/dev/null 2>&1 || wrong+="$word"$'\n'
done < <(sed -n 's/.*\[DROP_[A-Z_]*\] = "\(.*\)",/\1/p' core/data/load.c)
report "evidence, outcomes, bases of n, kinds of findings and drop reasons are explained" "$wrong"

# --- statistics ----------------------------------------------------------------------------------

wrong=
for id in $own_plugins; do
  "$ORGMIRROR" plugins "$id" --plugin-path "$plugins" >"$work/declared"
  sed -n '/^Statistics/,/^Methods/s/^  \([a-z][a-z0-9_]*\)  *\(.*\) (method: .*/\1\t\2/p' \
    "$work/declared" >"$work/statistics"
  [ -s "$work/statistics" ] || wrong+="$id declares no statistic"$'\n'
  while IFS=$'\t' read -r statistic label; do
    for name in "$statistic" "$label"; do
      "$ORGMIRROR" explain "$name" --plugin-path "$plugins" >/dev/null 2>&1 ||
        wrong+="$id: $name is not explained"$'\n'
    done
    grep -q "\`$statistic\`" doc/methods.md || wrong+="$id: $statistic is not in methods.md"$'\n'
  done <"$work/statistics"
done
[ -n "$own_plugins" ] || wrong="no plugin was found"
report "every statistic of our plugins is explained, and in methods.md" "$wrong"

# Names before "(" at the start of a declaration; what a type or a comment says is none.
functions=$(sed 's|^ \*.*||' include/orgmirror/stats*.h |
  grep -oE '^[a-z][^(]*\bom_[a-z0-9_]+\(|^om_[a-z0-9_]+\(' | grep -v '^typedef' |
  grep -oE 'om_[a-z0-9_]+\(' | tr -d '(')
wrong=
for function in $functions; do
  grep -q "\`$function\`" doc/methods.md || wrong+="$function"$'\n'
done
[ "$(wc -l <<<"$functions")" -gt 150 ] || wrong="few functions were found"
report "every function of the statistics kit is in methods.md" "$wrong"

# --- options and exit codes ----------------------------------------------------------------------

# "run -o", "run --jobs": by its letter where an option has one.
helped= helped_all=
for command in $commands; do
  options=$("$ORGMIRROR" "$command" --help | grep -oE '^ +(-., )?--[a-z-]+')
  helped_all+=$(grep -oE -e '--?[a-zA-Z?][a-z-]*' <<<"$options")$'\n'
  while read -r option; do
    case $option in
      *--help | *--version | --usage) ;;
      -*,*) helped+="$command ${option%%,*}"$'\n' ;;
      *) helped+="$command $option"$'\n' ;;
    esac
  done <<<"$options"
done
synopsis=$(plain doc/orgmirror.1 | awk '/^\.Sh/ { on = $2 == "SYNOPSIS" } !on { next }
  $1 == ".Cm" { command = $2 }
  $1 == ".Nm" { command = "" }
  command { for (i = 1; i < NF; i++) if ($i == "Fl" || $i == ".Fl") print command " -" $(i + 1) }')
report "each synopsis has the options of its command, and no other" \
  "$(differ 'the help' 'the synopsis' "$helped" "$synopsis")"

described=$(plain doc/orgmirror.1 | awk '/^\.Sh/ { on = $2 == "OPTIONS" } !on || $1 != ".It" { next }
  { for (i = 1; i < NF; i++) if ($i == "Fl") print "-" $(i + 1) }')
report "every option is described in the manual page, and no other" \
  "$(differ 'the help' 'the manual page' "$helped_all" "$described")"

report "every command has a part of the manual page" \
  "$(differ 'the help' 'the manual page' "$commands" \
    "$(awk '/^\.Sh/ { on = $2 == "DESCRIPTION" } on && $1 == ".Ss" { print $2 }' doc/orgmirror.1)")"

help_codes=$("$ORGMIRROR" --help | sed -n '/^Exit:/,$p' | tr '\n' ' ' |
  sed -e 's/^Exit: //' -e 's/\. An earlier.*//' -e 's/; /\n/g')
page_codes=$(plain doc/orgmirror.1 | awk '/^\.Sh/ { on = $0 == ".Sh EXIT STATUS" } !on { next }
  code != "" { print code " " $0; code = "" }
  $1 == ".It" { code = $2 }')
readme_codes=$(sed -nE 's/^\| ([0-9]+) \| (.*) \|$/\1 \2/p' README.md)
report "exit codes are the same in the help and in the manual page" \
  "$(differ 'the help' 'the manual page' "$help_codes" "$page_codes")"
report "exit codes are the same in the help and in README" \
  "$(differ 'the help' README "$help_codes" "$readme_codes")"
report "there are seven exit codes" "$([ "$(wc -l <<<"$help_codes")" = 7 ] || echo "$help_codes")"

# --- the study page ------------------------------------------------------------------------------

schema_names=$(sed 's/#.*//' core/data/study.rnc | grep -oE 'attribute [a-z-]+' | cut -d' ' -f2)
page_names=$(plain doc/orgmirror-study.5 | sed -n 's/^\.It//p' |
  grep -oE 'Va [a-z-]+' | cut -d' ' -f2)
report "every attribute of a study is in its manual page, and no other" \
  "$(differ 'the schema' 'the manual page' "$schema_names" "$page_names")"
schema_elements=$(sed 's/#.*//' core/data/study.rnc | grep -oE 'element [a-z-]+' | cut -d' ' -f2)
page_elements=$(plain doc/orgmirror-study.5 | sed -n 's/^\.Ss //p')
report "every element of a study is in its manual page, and no other" \
  "$(differ 'the schema' 'the manual page' "$schema_elements" "$page_elements")"

plain doc/orgmirror-study.5 | awk -v to="$work/page" '
  $1 == ".Bd" { file = to (++i) ".xml"; next }
  $1 == ".Ed" { file = "" }
  file { print > file }'
awk '/^```xml$/ { on = 1; next } /^```$/ { on = 0 } on' README.md >"$work/study.xml"
report "README and the manual page have the same smallest study" \
  "$(diff "$work/study.xml" "$work/page1.xml" 2>&1)"
report "the smallest study has 15 lines, as is fit" \
  "$([ "$(wc -l <"$work/study.xml")" -le 15 ] || wc -l <"$work/study.xml")"
wrong=$("$ORGMIRROR" check "$work/page2.xml" --plugin-path "$plugins" 2>&1 >/dev/null | grep -vE 'error D0(01|40):')
report "the full example of the manual page is a study" "$wrong"
report "the example of a fragment is one" \
  "$(xmllint --noout --schema core/data/study.xsd "$work/page3.xml" 2>&1 | grep -v ' validates$')"
wrong=
for name in $schema_elements; do
  grep -q "<$name[ >]" "$work/page2.xml" "$work/page3.xml" || wrong+="$name"$'\n'
done
report "the full examples have every element" "$wrong"

# --- README --------------------------------------------------------------------------------------

# Twelve branches, eight people on each side, no chance in it.
awk -v staff="$work/staff.csv" -v customers="$work/customers.csv" 'BEGIN {
  print "branch,q1,q2" > staff
  print "branch,clear" > customers
  for (b = 1; b <= 12; b++)
    for (p = 0; p < 8; p++) {
      printf "B%02d,%d,%d\n", b, 1 + (b + p) % 5, 1 + (b + 3 * p) % 5 > staff
      printf "B%02d,%d\n", b, (2 * b + p) % 11 > customers
    }
}'
said=$("$ORGMIRROR" check "$work/study.xml" --plugin-path "$plugins" --strict 2>&1) && said=
report "README's study is valid, and nothing in it is odd" "$said"
said=$("$ORGMIRROR" run "$work/study.xml" -o "$work/out" --plugin-path "$plugins" 2>&1) && said=
report "README's study runs" "$said"
report "README's study has a report" \
  "$(ls "$work/out/report.html" "$work/out/report.xml" "$work/out/manifest.json" 2>&1 >/dev/null)"

wrong=
while read -r file; do
  [ -x "$file" ] || wrong+="$file cannot be run"$'\n'
done < <(sed -n '/^```sh$/,/^```$/p' README.md | grep -oE '^(samples|tests)/[a-z./]+')
while read -r command rest; do
  grep -qx "$command" <<<"$commands" || wrong+="there is no command $command"$'\n'
  for option in $(grep -oE -e '(^| )--?[a-z-]+' <<<"$rest"); do
    "$ORGMIRROR" "$command" --help | grep -qE -e "^ +(-., )?$option\b" ||
      wrong+="$command has no option $option"$'\n'
  done
done < <(cat README.md samples/schools/README.md HACKING.md | tr '`' '\n' |
  sed -nE 's#^(build/)?orgmirror ([a-z]+)#\2#p')
report "commands of README, HACKING and the sample are there" "$wrong"

wrong=
while read -r file; do
  [ -e "$file" ] || wrong+="$file"$'\n'
done < <(grep -ohE '\]\([^)#:]+\)' README.md | tr -d '](' | tr -d ')')
report "what README points to is there" "$wrong"

nbsp=$(printf '\302\240')
words() { tr '\n' ' ' | sed -e "s/$nbsp/ /g" -e 's/<\/*value[^>]*>//g' -e 's/<[^>]*>/ /g' -e 's/&lt;/</g' -e 's/  */ /g'; }
if "$ORGMIRROR" run samples/schools/study.xml -o "$work/schools" --plugin-path "$plugins" \
  >/dev/null 2>"$work/said"; then
  page=$(sed -n '/<finding /,/<\/finding>/p' "$work/schools/report.xml" | words)
  quoted=$(sed -n 's/^> //p' README.md | tr -d '*' | words)
  wrong=
  while read -r sentence; do
    [[ "$page" == *"$sentence"* ]] || wrong+="not in the report: $sentence"$'\n'
  done < <(sed -e 's/Evidence: [a-z]*\. //' -e 's/\. \([A-Z]\)/.\n\1/g' -e 's/ *$//' <<<"$quoted")
  word=$(grep -oE 'Evidence: [a-z]+' <<<"$quoted" | cut -d' ' -f2)
  grep -q "<finding [^>]*evidence=\"$word\"" "$work/schools/report.xml" || wrong+="evidence: $word"
  report "the page begins as README says" "$wrong"
else
  report "the page begins as README says" "$(cat "$work/said")"
fi

wrong=
while read -r name file sum; do
  case $name in
    schools.csv | pupils.csv)
      [ "$(sha256sum "samples/schools/$name" | cut -c1-64)" = "$sum" ] || wrong+="$name"$'\n' ;;
  esac
done < <(awk '{ print $1, $2, $NF }' samples/schools/ORIGIN)
report "ORIGIN has the checksums of the sample" "$wrong"

# --- HACKING -------------------------------------------------------------------------------------

awk '/^```c$/ { on = 1; next } /^```$/ { on = 0 } on' HACKING.md >"$work/scored.c"
mkdir "$work/mine"
chmod go-w "$work/mine"
said=$(cc -std=c11 -Wall -Wextra -Werror -shared -fPIC -Iinclude -o "$work/mine/scored.so" \
  "$work/scored.c" 2>&1 &&
  "$ORGMIRROR" run "$work/study.xml" -o "$work/out" --plugin-path "$work/mine:$plugins" \
    --only=scored 2>&1) && said=
report "HACKING's plugin builds and runs" "$said"
report "HACKING's plugin has its table" \
  "$(grep -q '^"Communication among us",1,' "$work/out/tables/org.example.scored-scales.csv" 2>&1 ||
    echo "tables/org.example.scored-scales.csv")"
wrong=
while read -r file; do
  [ -e "$file" ] || [ -e "core/report/$file" ] || wrong+="$file"$'\n'
done < <(grep -oE '`(core|plugins|include|tests|doc)/[A-Za-z_./]+`' HACKING.md | tr -d '`' |
  grep -v NAME)
report "what HACKING points to is there" "$wrong"

# --- words and names -----------------------------------------------------------------------------

pages="README.md NEWS doc/glossary.md doc/methods.md doc/orgmirror.1 doc/orgmirror-study.5
  doc/orgmirror-plugin.7 plugins/template/README.md
  samples/schools/README.md samples/schools/study.xml samples/model/README.md samples/quarterly/README.md
  samples/quarterly/study.xml $(echo samples/model/*.xml)"
verbs='\b(drives|driven by|causes|caused by|leads to|led to|impact of|impact on|thanks to|results in)\b'
report "nothing is said to make another thing happen" \
  "$(grep -rniE --include='*.[ch]' --include='*.xsl' "$verbs" core plugins | grep -v '^core/host/conform_words\.c:'
    # shellcheck disable=SC2086 # a list of files
    grep -niE "$verbs" $pages)"

# Folders of somebody's machine: /home/anna, /root/x, ...
folders='(^|[^A-Za-z0-9_.<-])/(home|root|work|Users|mnt|srv)/[A-Za-z0-9_.]'
report "no file names a folder of somebody's machine" \
  "$(grep -rnIE "$folders" Makefile.am configure.ac autogen.sh .ci .clang-format README.md HACKING.md \
    NEWS core include plugins doc samples tests --exclude-dir=node_modules --exclude-dir=.deps |
    grep -vE '^tests/(doc/test_docs\.sh|report/fixtures/|bad/)' | cut -c1-160)"
report "README names no host" \
  "$(grep -nE '[a-z]+://|[a-z0-9-]+\.(org|com|net|io)\b' README.md)"

# --- manual pages --------------------------------------------------------------------------------

for page in orgmirror.1 orgmirror-study.5 orgmirror-plugin.7; do
  if command -v mandoc >/dev/null; then
    report "$page has no fault of markup" "$(mandoc -T lint -W warning "doc/$page" 2>&1)"
  elif command -v man >/dev/null && man --version >/dev/null 2>&1; then
    report "$page has no fault of markup" \
      "$(man --warnings -E UTF-8 -l -Tutf8 -Z "doc/$page" 2>&1 >/dev/null)"
  else
    skip "$page has no fault of markup" "neither mandoc nor man is here"
  fi
done

finish
