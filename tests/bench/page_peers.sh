#!/bin/bash
# A page of ours beside pages of R Markdown and MultiQC with the same content: the same tables, as many
# pictures, the same sentences.  Size, and the time to make it from what was computed.  Not a test:
#   make bench-page-peers
# Debian packages: r-cran-rmarkdown r-cran-ggplot2 pandoc multiqc.
set -eu
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
plugins=$TOP_BUILDDIR/plugins/.libs
orgmirror=$TOP_BUILDDIR/orgmirror

seconds() { # command...
  local start end
  start=$(date +%s.%N)
  "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2; return 1; }
  end=$(date +%s.%N)
  awk -v a="$start" -v b="$end" 'BEGIN { printf "%.2f s", b - a }'
}
kilobytes() { echo "$(($(stat -c %s "$1") / 1000)) kB"; }

# What the report says besides tables and pictures, as plain text.
sentences() {
  xmllint --xpath "//*[local-name()='headline' or local-name()='detail' or local-name()='caution' or
    local-name()='lead' or local-name()='note' or local-name()='statistic' or local-name()='method' or
    local-name()='para']" "$1" | sed 's/<[^>]*>/ /g; s/[{}`<>*_#\\]/ /g'
}

r_markdown() { # report folder
  {
    printf -- '---\ntitle: "The same content"\noutput: html_document\n---\n\n'
    sentences "$1/report.xml" | sed 's/$/\n/'
    # shellcheck disable=SC2016
    printf '```{r results="asis", echo=FALSE, message=FALSE, warning=FALSE}\nknitr::opts_chunk$set(echo = FALSE, message = FALSE, warning = FALSE)
for (f in list.files("%s/tables", full.names = TRUE)) {
  x <- read.csv(f, check.names = FALSE)
  cat("\\n\\n##", basename(f), "\\n\\n")
  print(knitr::kable(x, digits = 2))
}\n```\n' "$1"
    local table
    for table in $(xmllint --xpath "//*[local-name()='chart']/@table" "$1/report.xml" | sed 's/.*="//; s/"//'); do
      printf '\n```{r}\nlibrary(ggplot2)\nx <- head(read.csv("%s/tables/%s.csv", check.names = FALSE), 40)
y <- as.numeric(x[[2]])\nggplot(x, aes(x = y, y = factor(x[[1]]))) + geom_col()\n```\n' "$1" "$table"
    done
  } >"$work/page.Rmd"
  (cd "$work" && Rscript -e 'rmarkdown::render("page.Rmd", quiet = TRUE)')
}
multi_qc() { # report folder
  local file
  mkdir -p "$work/qc"
  for file in "$1"/tables/*.csv; do cp "$file" "$work/qc/$(basename "$file" .csv)_mqc.csv"; done
  (cd "$work" && multiqc qc -o qc-out -q -f)
}
compare() { # name, study
  "$orgmirror" run "$2" -o "$work/$1" -q --ledger "$work/ledger-$1" --plugin-path "$plugins"
  local ours r='not installed' qc='not installed'
  ours=$(seconds "$orgmirror" render "$work/$1/report.xml" -o "$work/$1.html")
  ours="$(kilobytes "$work/$1.html"), $ours"
  if command -v Rscript >/dev/null && Rscript -e 'library(rmarkdown); library(ggplot2)' >"$work/said" 2>&1; then
    r=$(seconds r_markdown "$work/$1")
    r="$(kilobytes "$work/page.html"), $r"
  fi
  if command -v multiqc >/dev/null; then
    rm -rf "$work/qc" "$work/qc-out"
    qc=$(seconds multi_qc "$work/$1")
    qc="$(kilobytes "$work/qc-out/multiqc_report.html"), $qc"
  fi
  echo "| $1 | $ours | $r | $qc |"
}
echo "| study | orgmirror | R Markdown | MultiQC |"
echo "|---|---|---|---|"
compare schools "$TOP_SRCDIR/samples/schools/study.xml"
compare golden "$TOP_SRCDIR/tests/studies/golden/study.xml"
compare bhr2000 "$TOP_SRCDIR/tests/studies/bhr2000/study.xml"
