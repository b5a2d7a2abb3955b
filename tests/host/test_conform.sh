#!/bin/bash
# orgmirror plugins --check: our own plugins pass; of tests/bad each fails the rule that it breaks,
# and no other; every rule can be failed.
. "$TOP_SRCDIR/tests/studies/run.sh"
zoo=$work/zoo
mkdir "$work/here"
cd "$work/here" || exit 99
# As installed: whatever the umask was when they were built.
mkdir "$zoo"
cp "$TOP_BUILDDIR"/tests/bad/.libs/*.so "$zoo"
chmod -R go-w "$zoo"

check_file() { # name of what it says, file, options...
  "$ORGMIRROR" plugins --check "$2" "${@:3}" >"$work/$1" 2>"$work/$1.err"
}
code() { check_file "$@"; echo $?; }
is() { [ "$1" = "$2" ] || { printf '"%s" is not "%s"\n' "$1" "$2" && false; }; }
# "plugin: rule rule ..." for each plugin, of the rules with that verdict.
rules() { # name, verdict
  awk -v verdict="$2" '/^[^ ]/ { id = $1; order[++n] = id; said[id] = "" }
    index($0, "  " verdict " ") == 1 { sub("^  " verdict " +", ""); said[id] = said[id] " " $1 }
    END { for (i = 1; i <= n; i++) print order[i] ":" said[order[i]] }' "$work/$1"
}

# --- our own ---------------------------------------------------------------------------------------
own=("$plugins"/*.so)
case $SANITIZED in ?*) own=("$plugins"/{mirror,describe,quality}.so) ;; esac
export -f check_file
export work
printf '%s\n' "${own[@]}" | xargs -P 2 -I{} bash -c \
  'check_file "own-$(basename "$1")" "$1" --jobs 2; echo $? >"$work/own-$(basename "$1").code"' _ {}
for file in "${own[@]}"; do
  name=$(basename "$file")
  check "$name passes" bash -c "cat '$work/own-$name' '$work/own-$name.err'; [ \$(cat '$work/own-$name.code') = 0 ]"
  # A machine that is busy may take half of a deadline.
  check "$name leaves no doubt" is "$(rules "own-$name" doubtful | grep -v ': time$' | grep ': ')" ""
done

# --- each rule ---------------------------------------------------------------------------------------
check "plugins that break rules fail" is "$(code breaks "$zoo/breaks.so")" 1
check "one plugin breaks none" grep -qx 'bad.breaks.nothing:' <(rules breaks failed)
while read -r id broken; do
  rule=$(sed 's/^bad\.breaks\.//; s/_/-/g; s/:$//' <<<"$id")
  case $rule in
  nothing) continue ;;
  reversed-range | no-number) rule=numbers ;;
  option-choices | option-yes) rule=option-bounds ;;
  # The host takes the order of rows away: what differs there differs in every run.
  same-seed) rule="same-seed jobs shuffled-rows" ;;
  memory) [ -z "$SANITIZED" ] || { skip "$id memory" "a sanitizer takes all addresses" && continue; } ;;
  esac
  check "$id breaks $rule alone" is "$broken" "$rule"
done < <(rules breaks failed)
check "no doubt beside that" is "$(rules breaks doubtful | grep -c ': ')" 0
check "each failure has its evidence and its remedy" is \
  "$(grep -c '^  failed ' "$work/breaks") $(grep -A1 '^  failed ' "$work/breaks" | grep -c '^ *evidence: .')" \
  "$(grep -A2 '^  failed ' "$work/breaks" | grep -c '^ *remedy: .') $(grep -c '^ *evidence: ' "$work/breaks")"
says_of() { # plugin, words of its evidence
  awk -v id="bad.breaks.$1" '$1 == id { on = 1; next } /^[^ ]/ { on = 0 } on && /evidence:/' \
    "$work/breaks" | grep -qF "$2" || { cat "$work/breaks" && false; }
}
check "the words are named" says_of words 'a note says "drives": "It is plain that'
check "the option is named" says_of option_choices "an ordinary study with c=two it failed"
check "the bound is named" says_of option_bounds "with n=10 it failed"
check "the statistic is named" says_of numbers "the statistic x has an infinite number"
check "both values are told" says_of jobs "x is 0 and 1"
check "what was left is counted" says_of no_leftovers "left 1 thread and 1 descriptor behind"
check "the study is named" says_of one_unit "on a study of one unit it failed"

alone() { # file, rule, options...
  check "$1 breaks $2" is "$(code "$1" "$zoo/$1.so" "${@:3}") $(rules "$1" failed | cut -d' ' -f2-)" "1 $2"
  check "$1: evidence and remedy" bash -c \
    "cat '$work/$1'; [ \$(grep -cE '^ *(evidence|remedy): .' '$work/$1') = 2 ]"
}
alone wrong_size loads
alone bad_id id-grammar
alone constructor_noise silent
alone two_symbols one-symbol
alone hang time --deadline 0.5
cp "$zoo/teller.so" "$zoo/theirs.so"
chmod a+w "$zoo/theirs.so"
alone theirs trusted
mkdir "$work/shared"
cp "$zoo/teller.so" "$work/shared"
chmod a+w "$work/shared"
check "a folder that others can write to is a doubt" is "$(code placed "$work/shared/teller.so")" 0
check "about trust alone" is "$(rules placed doubtful)" "bad.teller: trusted"
check "and says why" grep -q 'evidence: no run would search.*everybody can write to it' "$work/placed"
check "every rule can be failed" diff \
  <(awk '/^[^ ]/ { on = $1 == "bad.breaks.nothing" } on && /^  passed / { print $2 }' "$work/breaks" |
    { [ -z "$SANITIZED" ] && cat || grep -v memory; } | sort) \
  <({ rules breaks failed; for name in wrong_size bad_id two_symbols hang theirs; do rules $name failed; done; } |
    cut -d' ' -f2- | tr ' ' '\n' | grep -v : | sort -u)

# --- who uses others -----------------------------------------------------------------------------------
mkdir "$work/talk"
cp "$zoo"/teller.so "$work/talk"
chmod -R go-w "$work/talk"
check "a plugin that uses another passes beside it" \
  is "$(code heard "$zoo/listener.so" listener --strict --plugin-path "$work/talk")" 0
check "only the one that was named is checked" is "$(rules heard failed)" "bad.listener:"
check "one that lacks another is doubtful" is "$(code lonely "$zoo/listener.so" stranded)" 0
check "and says why" grep -q "evidence: .*there is no plugin bad.nobody" "$work/lonely"
check "which --strict minds" is "$(code lonely "$zoo/listener.so" stranded --strict)" 1
check "single answers are lent to who asks for them" is "$(code rows "$zoo/column_sum.so" --strict)" 0

# --- the command ----------------------------------------------------------------------------------------
check "no file is usage" is "$(code none /nowhere/x.so)" 2
check "and has its code" grep -q 'error U006' "$work/none.err"
check "no plugin of that name is usage" is "$(code unnamed "$zoo/two_symbols.so" nobody)" 2
check "quiet tells what is odd alone" is "$(code quiet "$zoo/two_symbols.so" -q; grep -c passed "$work/quiet")" "1
1"
check "as JSON" is "$(code json "$zoo/two_symbols.so" --json)" 1
json='"rule":"one-symbol","asks":"[^"]*","verdict":"failed","evidence":"it exports [0-9]* more: [^"]*helper_of_two_symbols[^"]*","remedy":"..*"}'
check "with rule, evidence and remedy" grep -q "$json" "$work/json"
check "which is an object" bash -c "grep -qE '^\{\"file\":.*\"passed\":false\}\$' '$work/json'"
page_rules=$(sed -n '/^\.Sh CHECKING A PLUGIN/,/^\.Sh JSON/s/^\.It Li //p' "$TOP_SRCDIR/doc/orgmirror.1" | tr -d '\\')
check "the manual page has each rule, in this order" is "$page_rules" \
  "$(awk '/^[^ ]/ { on = $1 == "bad.breaks.nothing" } on && /^  passed / { print $2 }' "$work/breaks")"
check "nothing is written" is "$(ls -A "$work/here")" ""
finish
