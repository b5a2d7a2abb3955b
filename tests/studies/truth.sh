#!/bin/bash
# Does the mirror find what was planted, and claim nothing that was not?  Synthetic companies, each
# with a truth of its own: of every kind one a seed.
#   truth.sh GENERATE ORGMIRROR PLUGINS FIRST_SEED LAST_SEED [JOBS]
# prints what became of the declared pairs and of the whole, and ends with 1 where a promise is broken:
# - planted pairs are called strong or moderate as often as a test of so many units at 5 % would find
#   a correlation of the size that they have in the answers (within Monte Carlo error);
# - in at most 5 % of companies is any pair that was not planted called strong (the same);
# - where everything goes with everything no mirror theme by theme is claimed in more than 5 %;
# - where nothing goes with anything a mirror is claimed in at most 5 %.
set -u
generate=$1 orgmirror=$2 plugins=$3 first=$4 last=$5 jobs=${6:-$(nproc)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One line a declared pair: kind, seed, claim, expected sign, evidence word, r, units; and one of the
# whole: kind, seed, "whole", headline.
tell() { # report.xml, kind, seed
  awk -v kind="$2" -v seed="$3" '
    function get(name,   at) {
      at = index($0, " " name "=\"")
      if (!at) return ""
      at += length(name) + 3
      return substr($0, at, index(substr($0, at), "\"") - 1)
    }
    BEGIN { RS = "<" }
    $1 == "pair" { claim[get("inside") get("outside")] = get("claim"); sign[get("claim")] = get("sign") }
    $1 == "finding" && get("id") ~ /-pair-/ { word[claim[get("inside") get("outside")]] = get("evidence") }
    $1 == "finding" { is_whole = get("id") == "mirror-mirror" }
    /^headline/ && is_whole { headline = substr($0, index($0, ">") + 1); is_whole = 0 }
    $1 == "estimate" && get("statistic") == "pearson_r" {
      c = claim[get("inside") get("outside")]; r[c] = get("value"); n[c] = get("n") }
    END {
      for (c in word) print kind "\t" seed "\t" c "\t" sign[c] "\t" word[c] "\t" r[c] "\t" n[c]
      print kind "\t" seed "\twhole\t" headline
    }' "$1"
}
one() { # kind, seed
  local dir=$work/$1-$2
  "$generate" --kind "$1" --seed "$2" --last "$dir" >/dev/null &&
    "$orgmirror" run "$dir/study.xml" -o "$dir/out" --ledger "$dir/ledger" --plugin-path "$plugins" --only mirror -q \
      --jobs 1 >/dev/null 2>"$dir/said" && tell "$dir/out/report.xml" "$1" "$2" >"$work/$1-$2.tsv" ||
    { echo "$1, seed $2: no report" >&2; cat "$dir/said" >&2; }
  rm -rf "$dir"
}
for ((seed = first; seed <= last; seed++)); do
  for kind in planted halo none; do
    one "$kind" "$seed" &
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
  done
done
wait
companies=$((last - first + 1))
if [ "$(find "$work" -name '*.tsv' | wc -l)" != $((3 * companies)) ]; then
  echo "not every company has a report" >&2
  exit 1
fi

cat "$work"/*.tsv | awk -F'\t' -v companies=$companies '
  function z_of(r) { return log((1 + r) / (1 - r)) / 2 }
  # Normal distribution function: Abramowitz & Stegun 26.2.17, to 7.5e-8.
  function normal(x,   t, d) {
    if (x < 0) return 1 - normal(-x)
    t = 1 / (1 + .2316419 * x)
    d = exp(-x * x / 2) / sqrt(2 * 3.14159265358979)
    return 1 - d * t * (.319381530 + t * (-.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  }
  # Highest share that chance lets a promise of p show, one-sided at 1 in 1,000.
  function most(p, n) { return p + 3.09 * sqrt(p * (1 - p) / n) }
  function least(p, n) { return p - 3.09 * sqrt(p * (1 - p) / n) }
  function judge(what, share, bound, is_fine) {
    printf "%-66s %5.1f %%  (%s)  %s\n", what, 100 * share, bound, is_fine ? "kept" : "BROKEN"
    broken += !is_fine
  }
  $1 == "planted" && $3 != "whole" {
    has[$3]++; sum[$3] += z_of($6); n[$3] += $7; sign[$3] = $4
    found[$3] += $5 == "strong" || $5 == "moderate"
    strong[$3] += $5 == "strong"
    if ($5 == "strong" && !planted[$3]) false_in[$2] = 1
  }
  $3 == "whole" {
    by_theme[$1] += $4 ~ /^(What people say inside is mirrored outside, theme|The mirror holds)/
    any[$1] += $4 ~ /^(What people say inside is mirrored|The mirror |No mirror theme by theme)/
    if ($4 == "") { print $1 ", seed " $2 ": nothing is said of the whole"; broken++ }
  }
  BEGIN { split("P1 P2 P4 P7 P8 P9 P10 P12 P14 P16", list, " "); for (i in list) planted[list[i]] = 1 }
  END {
    print "planted pairs, " companies " companies:      mean r  called  strong  promised"
    for (i = 1; i <= 10; i++) {
      c = list[i]; m = sum[c] / has[c]; r = (exp(2 * m) - 1) / (exp(2 * m) + 1); j = n[c] / has[c]
      a = m < 0 ? -m : m
      power = normal(a * sqrt(j - 3) - 1.959964)
      printf "  %-4s %29s %6.2f  %5.1f %%  %5.1f %%  %5.1f %%\n", c, "", r, 100 * found[c] / has[c], 100 * strong[c] / has[c], 100 * power
      promised += power; called += found[c] / has[c]
    }
    promised /= 10; called /= 10
    # The pairs of a company are not independent: companies are what is counted.
    judge("planted pairs called strong or moderate", called, sprintf("promised %.1f %%", 100 * promised), called >= least(promised, companies))
    for (s in false_in) wrong++
    judge("companies where a pair that was not planted is called strong", wrong / companies, "5 % at most", wrong / companies <= most(.05, companies))
    judge("companies with a halo that are called a mirror theme by theme", by_theme["halo"] / companies, "5 % at most", by_theme["halo"] / companies <= most(.05, companies))
    judge("companies without any link that are called a mirror", any["none"] / companies, "5 % at most", any["none"] / companies <= most(.05, companies))
    judge("planted companies that are called a mirror", any["planted"] / companies, "most of them", any["planted"] / companies > .5)
    exit broken > 0
  }'
