#!/bin/bash
# No worker outlives the program that started it, however that ends; and a report is whole or not
# there.
. "$TOP_SRCDIR/tests/studies/run.sh"
. "$TOP_SRCDIR/tests/host/host.sh"

cp_plugins "$work/hanging" "$zoo"/{hang,hang_busy,hang_deaf,stop_self}.so

wait_until() { # command...: true within ten seconds
  for _ in $(seq 200); do
    "$@" && return 0
    sleep .05
  done
  return 1
}
has_workers() { # how many, process
  [ "$(processes 2 "$2" | wc -l)" -ge "$1" ]
}
is_gone() {
  for pid in "$@"; do
    case $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null) in '' | Z* | X*) ;; *) return 1 ;; esac
  done
}
# What the kernel says of a worker.
check_state() { # process
  for line in "CapEff 0000000000000000" "CapPrm 0000000000000000" "NoNewPrivs 1" "Seccomp 2"; do
    check "${line% *} is ${line#* }" \
      is "$(awk -v key="${line% *}:" '$1 == key { print $2 }' "/proc/$1/status")" "${line#* }"
  done
  check "it would be the first to go when memory runs out" is "$(cat "/proc/$1/oom_score_adj")" 1000
}
# As root, so that who owns its files in /proc says nothing.
has_no_dump() { # process
  is "$(awk '/^Max core file size/ { print $5, $6 }' "/proc/$1/limits")" "0 0"
}
for signal in KILL INT TERM HUP; do
  rm -rf "$work/out"
  # in a session of its own, where the shell has not turned signals off
  setsid --wait env --default-signal bash -c 'echo $$ >"$0"; exec "$@"' "$work/pid" \
    "$ORGMIRROR" run study.xml -o "$work/out" --plugin-path "$work/good:$work/hanging" \
    --skip bad.column_sum --deadline 60 --jobs 8 >/dev/null 2>&1 &
  wait_until test -s "$work/pid"
  pid=$(cat "$work/pid")
  # the good ones are done, the four that hang are not
  hanging() { has_workers 4 "$pid" && sleep 1 && has_workers 4 "$pid"; }
  check "four workers hang" wait_until hanging
  workers=$(processes 2 "$pid")
  if [ "$signal" = KILL ]; then
    check_state "${workers%%$'\n'*}"
    check "it leaves no core dump" has_no_dump "${workers%%$'\n'*}"
    check "nor does the program, which has read the answers" has_no_dump "$pid"
  fi
  kill -s "$signal" "$pid"
  wait 2>/dev/null
  # shellcheck disable=SC2086 # a list of numbers
  check "SIG$signal ends the workers as well" wait_until is_gone $workers
  check "and leaves no part of a report" bash -c "! ls -A '$work/out' 2>/dev/null | grep -q ."
  rm -f "$work/pid"
done
finish
