#!/bin/bash
# Every real export is read by a test that says to what, or there is a reason why it is not.
. "$TOP_SRCDIR/tests/tap.sh"
folder=$ORGMIRROR_DATA/3_exports
table=$TOP_SRCDIR/tests/import/exports.txt
[ -d "$folder" ] || skip_all "there is no $folder: set ORGMIRROR_DATA"

grep -v '^#' "$table" | while IFS='|' read -r pattern test what; do
  pattern=${pattern% } test=${test// /}
  [ -n "${what// /}" ] || echo "$pattern: nothing is said of it"
  [ "$test" = n/a ] || [ -f "$TOP_SRCDIR/$test" ] || echo "$pattern: there is no $test"
  case $test in
    n/a) ;;
    # reads every file of the table of facts
    tests/import/test_facts.c) names=$(cut -d, -f1 "$ORGMIRROR_DATA/reference/export_facts.csv") ;;
    *) names=$(cat "$TOP_SRCDIR/$test") ;;
  esac
  part=$(basename "${pattern%%\**}")
  [ "$test" = n/a ] || case $names in *"$part"*) ;; *) echo "$test does not name $part" ;; esac
  compgen -G "$folder/${pattern// /\\ }" >/dev/null || [ -e "$folder/$pattern" ] || echo "$pattern: no such file"
done >"$work/wrong"
report "every line names files and a test that reads them" "$(cat "$work/wrong")"

(cd "$folder" && find . -type f | sed 's|^\./||' | sort) | while read -r file; do
  found=
  while IFS='|' read -r pattern _; do
    # shellcheck disable=SC2053
    [[ $file == ${pattern% } ]] && found=yes && break
  done < <(grep -v '^#' "$table")
  [ -n "$found" ] || echo "$file"
done >"$work/unread"
report "every file has a line" "$(cat "$work/unread")"
finish
