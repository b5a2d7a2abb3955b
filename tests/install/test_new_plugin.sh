#!/bin/bash
# orgmirror new plugin: what it writes, and what it refuses.  That it builds and runs is the business
# of test_install.sh.
. "$TOP_SRCDIR/tests/core/commands.sh"
template=$TOP_SRCDIR/plugins/template
files() { (cd "$1" && find . -type f | LC_ALL=C sort); }

call new plugin "$work/deep/turnover"
expect "it ends with 0" 0 ""
made=$work/deep/turnover
check "it says what it wrote" grep -qF "wrote    $made: the plugin org.example.turnover" "$work/out"
check "it says what comes next" grep -qF "cd $made && make && make run" "$work/out"
report "every file of the template is there, and no other" \
  "$(diff <(files "$template" | sed 's/template/turnover/' | LC_ALL=C sort) <(files "$made"))"
report "with another name, and else as it is" "$(for file in $(files "$template"); do
  diff <(sed -e 's/template/turnover/g' -e 's/TEMPLATE/TURNOVER/g' "$template/$file") \
    "$made/${file/template/turnover}"
done)"
call new plugin "$work/template" -q
report "under its own name it is the template to the byte" "$(diff -r "$template" "$work/template")"
check "--quiet says nothing" test ! -s "$work/out"
(cd "$work" && "$ORGMIRROR" new plugin here/ --id=com.example.x_1.renewal2) >"$work/out" 2>"$work/err"
check "--id is the id" grep -q '"com.example.x_1.renewal2"' "$work/here/here.c"
check "in the Makefile as well" grep -qx 'ID = com.example.x_1.renewal2' "$work/here/Makefile"
check "and nowhere the one of the template" test -z "$(grep -r 'org\.example' "$work/here")"

# --- what it refuses -----------------------------------------------------------------------------

echo mine >"$made/turnover.c"
call new plugin "$made"
expect "what is there stays" 2 "error U010: this folder is there already"
check "as it was" grep -qx mine "$made/turnover.c"
call new plugin "$made/turnover.c"
expect "a file name is none for a plugin" 2 "error U012"
touch "$work/file"
call new plugin "$work/file"
expect "nor is a file written over" 2 "error U010: this file is there already"
ln -s "$work/nowhere" "$work/link"
call new plugin "$work/link"
expect "nor followed, where it is a link" 2 "error U010"
call new plugin "$work/file/below"
expect "a folder that cannot be made" 70 "error R001"
for name in Turnover turn-over 1st _x 'a b' 'a.b' 'ä' '' .. . a$'\n'b \
  a23456789012345678901234567890123; do
  call new plugin "$work/refused/$name"
  [ "$name" = '' ] || expect "no plugin is called \"${name//$'\n'/ }\"" 2 "error U012.*lower-case letters"
done
check "and none was written" test ! -e "$work/refused/a"
call new plugin "$work/a2345678901234567890123456789012"
expect "one of 32 letters is fine" 0 ""
for id in turnover .turnover org. org..x Org.x org.1x 'org.x y' org.orgmirror.mine '' \
  "org.$(printf 'x%.0s' {1..61})"; do
  call new plugin "$work/id" "--id=$id"
  expect "no plugin has the id \"$id\"" 2 "error U012.*id of a plugin"
done
check "and nothing is left of them" test ! -e "$work/id"
call new plugin
expect "without a name it is usage" 2 "error U001: no name"
for option in --force --title=x --inside=x --outside=x --minimum=5 --delimiter=comma \
  --encoding=UTF-8; do
  call new plugin "$work/option" "$option"
  expect "${option%=*} is for studies" 2 "error U001: ${option%=*} is for studies"
done
call new study "$work/study" --id=org.example.x
expect "--id is for plugins" 2 "error U001: --id is for plugins"
call new report "$work/report"
expect "there are studies and plugins" 2 "error U001: it was not said what is to be new"
finish
