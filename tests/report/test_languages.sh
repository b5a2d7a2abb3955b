#!/bin/bash
# Pages in other languages: everything that is not data is translated (in a language made up for
# this), German is whole, numbers and dates are written as the language writes them.
. "$TOP_SRCDIR/tests/studies/run.sh"
cd "$work" || exit 99
export LC_ALL=C.UTF-8

# --- catalogues ------------------------------------------------------------------------------------

(cd "$TOP_SRCDIR" && sh core/po/extract.sh core) >core.pot 2>core.says
(cd "$TOP_SRCDIR" && sh core/po/extract.sh plugins) >plugins.pot 2>plugins.says
check "texts are found in the core" test "$(grep -c '^msgid' core.pot)" -gt 150
check "and in the plugins" test "$(grep -c '^msgid' plugins.pot)" -gt 1000
for part in core plugins; do
  for catalogue in "$TOP_SRCDIR/$part"/po/*.po; do
    name=$part/po/${catalogue##*/}
    report "$name has every text, and no other (make messages)" "$(
      msgcmp "$catalogue" $part.pot 2>&1 | head -20
      msgcat --no-wrap "$catalogue" >sorted.po
      msgen --no-wrap $part.pot | msgcmp - sorted.po 2>&1 | head -20)"
    report "$name fills in the same names" "$(msgcat --no-wrap "$catalogue" | awk '
      function names(s,   out) {
        while (match(s, /\{[^{}]*\}/)) {
          if (!index(out, substr(s, RSTART, RLENGTH))) out = out substr(s, RSTART, RLENGTH)
          s = substr(s, RSTART + RLENGTH)
        }
        return out
      }
      function all_in(a, b,   name) {
        while (match(a, /\{[^{}]*\}/)) {
          name = substr(a, RSTART, RLENGTH); a = substr(a, RSTART + RLENGTH)
          if (!index(b, name)) return 0
        }
        return 1
      }
      /^msgid "/ { id = $0 }
      /^msgstr "/ && id != "msgid \"\"" {
        if (!all_in(names(id), names($0)) || !all_in(names($0), names(id))) print id "\n" $0
      }')"
  done
done

# --- a language in which every translated text stands in brackets ----------------------------------

mkdir made-up
bracketed() { # every text of a template by itself, in brackets; the header as it is
  msgcat --no-wrap "$1" | awk '/^msgid "/ { id = substr($0, 7) }
    /^msgstr ""$/ && id != "\"\"" { sub(/^"/, "\"⟦", id); sub(/"$/, "⟧\"", id); print "msgstr " id; next } { print }'
}
bracketed core.pot | awk '/^msgctxt/ { plain = /"w-(half|thousand|percent|months)"/ }
  /^msgstr/ && plain { gsub(/⟦|⟧/, ""); plain = 0 } { print }' >core.po
bracketed plugins.pot >plugins.po
msgcat --use-first --no-wrap core.po plugins.po -o all.po
check "a catalogue is made" msgfmt -o made-up/xx.mo all.po

cat >texts.xsl <<'END'
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:h="http://www.w3.org/1999/xhtml">
<xsl:output method="text" encoding="UTF-8"/>
<xsl:template match="/">
  <xsl:for-each select="//text()[not(ancestor::h:style or ancestor::h:script or ancestor::h:code)]
      | //@title | //@aria-label">
    <xsl:value-of select="normalize-space(translate(., '&#10;', '|'))"/><xsl:text>&#10;</xsl:text>
  </xsl:for-each>
</xsl:template>
</xsl:stylesheet>
END
# What a page says outside brackets, where it is more than signs, numbers and names of the data.
left_over() { # page, files with the data's own words
  page=$1
  shift
  {
    cat "$@" | sed 's/&#10;/ /g; s/&amp;/\&/g; s/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g' | tr '\n' ' ' | tr -s ' '
    echo
    xsltproc --novalid texts.xsl "$page" | sort -u
  } | awk '
    function outside(s,   out, depth, c, i) {
      depth = 0
      while (match(s, /⟦|⟧/)) {
        if (!depth) out = out substr(s, 1, RSTART - 1)
        depth += substr(s, RSTART, RLENGTH) == "⟦" ? 1 : -1
        s = substr(s, RSTART + RLENGTH)
        if (!depth) out = out "\n"
      }
      return out (depth > 0 ? "" : s)
    }
    NR == 1 { data = $0; next }
    {
      n = split(outside($0), part, "[\n|]")
      for (i = 1; i <= n; i++) {
        gsub(/^[^A-Za-z]+|[^A-Za-z]+$/, "", part[i])
        # svg_title cuts what is too long
        sub(/ ?…$/, "", part[i])
        if (part[i] ~ /[A-Za-z][a-z]/ && !index(data, part[i])) print part[i]
      }
    }' | sort -u
}
render() { # report, page, options...
  local report=$1 page=$2
  shift 2
  orgmirror render "$report" -o "$page" --plugin-path "made-up:$plugins" "$@"
}
# What of report.xml is data or stands for itself: its head, labels, ids, references, comments.
data_of() {
  xsltproc "$TOP_SRCDIR/tests/report/data.xsl" "$1"
}

orgmirror run "$TOP_SRCDIR/samples/schools/study.xml" -o schools -q --ledger l1 --plugin-path "$plugins"
"$TOP_BUILDDIR/samples/quarterly/generate" --last company
orgmirror run company/study.xml -o quarterly -q --ledger l2 --plugin-path "$plugins"
for study in schools quarterly; do
  check "$study is rendered" render $study/report.xml $study.html --lang xx
  data_of $study/report.xml >$study.data
  report "all that $study says is translated, but for its data" "$(left_over $study.html $study.data | head -40)"
done
check "its language is named" grep -q '<html [^>]*lang="xx"' schools.html

# --- German ----------------------------------------------------------------------------------------

check "German is known" render schools/report.xml de.html --lang de_AT.UTF-8
says() { grep -qF -- "$1" de.html; }
check "the page is German" grep -q '<html [^>]*lang="de"' de.html
check "its words are" says 'Wie das gemacht wurde'
check "so are findings" says 'Diese Studie'
check "numbers have a comma, and a zero before it" grep -qE '>-?0,[0-9]{2}' de.html
report "and never a point instead" "$(xsltproc --novalid texts.xsl de.html | grep -E '(^|[ (])-?\.[0-9]' | head -5)"
check "thousands have a point" grep -qE '[^0-9]7\.185[^0-9]' de.html
check "the English one has none of it" eval 'render schools/report.xml en.html && ! grep -qE "(^|[^0-9])0,[0-9][0-9]" <(xsltproc --novalid texts.xsl en.html)'
check "and is what run made" cmp en.html schools/report.html
check "a page is made in German at once" orgmirror run "$TOP_SRCDIR/samples/schools/study.xml" -o at-once -q \
  --ledger l3 --plugin-path "$plugins" --lang de
check "it is the same" cmp at-once/report.html de.html
check "the report itself stays English" cmp at-once/report.xml schools/report.xml
env LC_ALL=de_DE.UTF-8 LANGUAGE=de "$ORGMIRROR" render schools/report.xml -o env.html --plugin-path "$plugins"
check "the locale does not choose the language of a page" cmp env.html en.html

# --- what is wrong ---------------------------------------------------------------------------------

wrong() { # words, code, arguments of render
  local words=$1 code=$2
  shift 2
  said=$(render schools/report.xml bad.html "$@" 2>&1)
  [ $? -eq "$code" ] && grep -qF -- "$words" <<<"$said"
}
check "an unknown language is named" wrong 'error U013: the page cannot be made in the language "tlh"' 2 --lang tlh
check "with those that are known" wrong 'choose one of de, en' 2 --lang tlh
check "no folder is reached by its name" wrong 'error U013' 2 --lang ../made-up/xx
check "an older page is left alone" eval 'echo old >bad.html; wrong U013 2 --lang tlh; grep -q old bad.html'
head -c 300 made-up/xx.mo >cut.mo
mkdir cut open
cp cut.mo cut/de.mo
cp made-up/xx.mo open/de.mo
chmod 666 open/de.mo
check "half a catalogue is told" eval 'orgmirror render schools/report.xml -o bad.html --lang de --plugin-path cut 2>&1 |
  grep -q "cut/de.mo: warning P004.*it is no catalogue"'
check "one that others could write is not used" eval 'orgmirror render schools/report.xml -o bad.html --lang de --plugin-path open 2>&1 |
  grep -q "open/de.mo: warning P004.*everybody can write to it"'
finish
