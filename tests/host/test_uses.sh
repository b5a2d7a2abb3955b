#!/bin/bash
# Plugins that use what others found, that work on several threads, and what a study says of one.
. "$TOP_SRCDIR/tests/studies/run.sh"
with_all_digits # what one plugin hears of another
. "$TOP_SRCDIR/tests/host/host.sh"
sed -i '/<analysis/d' study.xml
code() { run "$@"; echo $?; }
cp_plugins "$work/talk" "$zoo"/{teller,listener,segv,crew,innocent}.so
value() { # report, plugin, scale
  section "$1" "$2" | sed -n "s/^<estimate .*scale=\"$3\" .*value=\"\([^\"]*\)\".*/\1/p"
}

# --- the results of others ---------------------------------------------------------------------------
check "a run of plugins that use others" is "$(code talk "$work/talk")" 1
check "its report is valid" valid "$work/talk/report.xml"
check "one that was told what it needs is fine" is "$(outcome talk bad.listener)" ok
for scale in staff.climate visitors.welcome; do
  told=$(section talk bad.teller | sed -n "s/^<estimate .*scale=\"$scale\" .*value=\"\([^\"]*\)\".*/\1/p" |
    awk '{ sum += $1 } END { printf "%.10g", sum }')
  check "it heard every number of $scale" \
    is "$(value talk bad.listener $scale | awk '{ printf "%.10g", $1 }')" "$told"
done
check "an optional use needs nobody" is "$(outcome talk bad.hopeful)" ok
check "and is told so" says "$(section talk bad.hopeful)" "there is no such plugin"
check "a needed plugin that is not there" is "$(outcome talk bad.stranded)" not-applicable
check "is named" says "$(reason talk bad.stranded)" \
  "it needs what nobody says, and there is no plugin bad.nobody"
check "what needs a plugin that failed is not run" is "$(outcome talk bad.downwind)" skipped
check "and both are told" says "$(reason talk bad.downwind)" \
  "it needs what is lost, and bad.segv failed"
for one in a b c; do
  check "circle_$one fails" is "$(outcome talk bad.circle_$one)" failed
done
check "the circle is named" says "$(reason talk bad.circle_a)" \
  "bad.circle_a, bad.circle_b, bad.circle_c, bad.circle_a"
check "what needs one of a circle is not run" is "$(outcome talk bad.beside)" skipped
check "one that was left out leaves out what needs it" \
  is "$(code left "$work/talk" --skip bad.teller,bad.segv; outcome left bad.listener)" "1
skipped"
check "and says so" says "$(reason left bad.listener)" "bad.teller was not run"
check "nothing that was not run says anything" \
  bash -c "! grep -l 'must not stand' '$work'/{talk,left}/report.xml"

# --- the scorecard --------------------------------------------------------------------------------------
check "one plugin alone makes no scorecard" bash -c "! grep -q '<scorecard' '$work/talk/report.xml'"
cp_plugins "$work/two" "$zoo/teller.so" "$plugins/mirror.so"
check "two plugins with columns of units" is "$(code two "$work/two")" 0
check "their report is valid" valid "$work/two/report.xml"
card=$(sed -n '/<scorecard>/,/<\/scorecard>/p' "$work/two/report.xml")
check "the columns are theirs" is "$(grep -o 'column name="[^"]*"' <<<"$card" | tr '\n' ' ')" \
  'column name="mirror.inside_score" column name="mirror.outside_score" column name="mirror.gap" column name="bad.teller.x" column name="bad.teller.x" '
check "the rows are the teams" is "$(grep -c '<row ' <<<"$card")" 12
check "each cell points to what its plugin says of that team" is "$(
  awk -F'"' '/^<estimate / { for (i = 1; i < NF; i += 2) if ($i ~ / unit=$/) unit = $(i + 1); of[$2] = unit }
    { line[NR] = $0 }
    END { for (n = 1; n <= NR; n++) if (line[n] ~ /<scorecard>/) on = 1
      for (n = 1; n <= NR; n++) { split(line[n], x, "\"")
        if (line[n] ~ /<scorecard>/) on = 2
        if (on == 2 && line[n] ~ /^<row /) { match(line[n], / unit="[^"]*"/); u = substr(line[n], RSTART + 7, RLENGTH - 8) }
        if (on == 2 && line[n] ~ /^<cell ref=/) { all++; good += of[x[2]] == u } }
      print all, good }' "$work/two/report.xml")" "60 60"
check "its table is there as well" is "$(wc -l <"$work/two/tables/scorecard.csv")" 13
sed 's|</title>|</title><privacy minimum="8"/>|' study.xml >small.xml
"$ORGMIRROR" run small.xml -o "$work/small" --plugin-path "$work/two" >/dev/null 2>&1
check "of a small team nothing stands in it" \
  is "$(grep -c '^"[^"]*","withheld"' "$work/small/tables/scorecard.csv" 2>/dev/null || echo none)" 12

# --- threads -----------------------------------------------------------------------------------------
check "work on threads is fine" is "$(outcome talk bad.crew)" ok
for jobs in 1 4 16; do
  run "jobs$jobs" "$work/talk" --jobs "$jobs"
  check "the same bytes with $jobs jobs" cmp "$work/talk/report.xml" "$work/jobs$jobs/report.xml"
done

# --- what a study says of one analysis --------------------------------------------------------------
said() { # report, lines for the study
  sed "s|</study>|$2</study>|" study.xml >"$1.xml"
  "$ORGMIRROR" run "$1.xml" -o "$work/$1" --plugin-path "$work/good:$work/slow" \
    --deadline "$deadline" >"$work/$1.said" 2>&1
}
cp_plugins "$work/slow" "$zoo/hang.so" "$zoo/memory_bomb.so"
said limits '<analysis plugin="bad.hang" deadline="0.5"/><analysis plugin="bad.memory_bomb" memory="64"/>'
check "a deadline of its own" says "$(reason limits bad.hang)" "it had not finished after 0.5 seconds"
[ -n "$SANITIZED" ] ||
  check "memory of its own" says "$(reason limits bad.memory_bomb)" "memory"
said rows '<analysis plugin="bad.column_sum" rows="yes"/>'
check "rows without a checksum are not given" is "$(outcome rows bad.column_sum)" not-applicable
check "and the checksum to give is told" says "$(reason rows bad.column_sum)" \
  "$(sum_of column_sum)"
said wrong "<analysis plugin=\"bad.column_sum\" rows=\"yes\" sha256=\"$(printf '%064d' 0)\"/>"
check "another file than the study names fails" is "$(outcome wrong bad.column_sum)" failed
check "and both checksums are told" says "$(reason wrong bad.column_sum)" \
  "and this one has $(sum_of column_sum)"
said named "<analysis plugin=\"bad.column_sum\" rows=\"yes\" sha256=\"$(sum_of column_sum)\"/>"
check "the file that the study names sees rows" is "$(outcome named bad.column_sum)" ok
# The same file elsewhere is no plugin of ours, whatever its id is.
"$ORGMIRROR" run "$TOP_SRCDIR/samples/schools/study.xml" -o "$work/ours" --plugin-path "$plugins" \
  --only describe >/dev/null 2>&1
check "a plugin of ours runs" is "$(outcome ours org.orgmirror.describe)" ok
for bad in 'deadline="0"' 'deadline="soon"' 'memory="-1"' 'sha256="abc"'; do
  said refused "<analysis plugin=\"bad.innocent\" $bad/>"
  check "$bad is refused" is $? 3
  check "with its line" says "$(cat "$work/refused.said")" "refused.xml:"
done

# --- inside the program --------------------------------------------------------------------------------
cp_plugins "$work/inside" "$zoo"/{teller,innocent,column_sum,crew}.so
sed "s|</study>|<analysis plugin=\"bad.column_sum\" rows=\"yes\" sha256=\"$(sum_of column_sum)\"/></study>|" \
  study.xml >granted.xml
"$ORGMIRROR" run granted.xml -o "$work/within" --plugin-path "$work/inside" --in-process >"$work/within.said" 2>&1
check "a run inside the program" is $? 0
check "its report is valid" valid "$work/within/report.xml"
check "is marked" says "$(cat "$work/within/report.xml")" '<isolation landlock="no" seccomp="no" in-process="yes"/>'
check "on the page too" says "$(tr '\n' ' ' <"$work/within/report.html" | tr -s ' ')" "ran inside the program itself"
check "it shows nobody single answers" is "$(outcome within bad.column_sum)" skipped
"$ORGMIRROR" run granted.xml -o "$work/without" --plugin-path "$work/inside" >/dev/null 2>&1
for id in teller innocent crew; do
  check "bad.$id says the same as in a process of its own" \
    diff <(section within bad.$id) <(section without bad.$id)
done

# --- the current folder ---------------------------------------------------------------------------------
cp "$zoo/innocent.so" .
chmod go-w innocent.so
for path in . : "$work/good:" "" ".:$work/good"; do
  "$ORGMIRROR" plugins --plugin-path "$path" >"$work/listed" 2>"$work/listed.said"
  check "\"$path\" does not search the current folder" bash -c "! grep -q ' ./innocent\|^    /*innocent' '$work/listed'"
  check "and says so" says "$(cat "$work/listed.said")" "P003"
done
finish
