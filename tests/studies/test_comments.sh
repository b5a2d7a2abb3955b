#!/bin/bash
# What comments are about: counted by hand here, and told only of groups of which ten people wrote.
. "$TOP_SRCDIR/tests/studies/run.sh"
is() { [ "$1" = "$2" ] || { echo "\"$1\" is not \"$2\"" && false; }; }
mkdir "$work/s"
cd "$work/s" || exit 99

# Comments that are about pay, 6 of 12; about workload, 4 of 12; about both, 1.  Then no comments.
comments=(
  'The salary is too low.'
  'MORE PAY, please!'
  'pay'
  'Am I underpaid? Yes: Pay; and overworked.'
  'Underpaid, he said: ""well"".'
  'Gehälter rauf - más salário'
  'I am overworking.'
  'There is no  time' # two spaces
  'Zu viele Überstunden'
  'The paymaster is nice; timely, no timetable.'
  'Anna Smith (anna@example.org, 0301234567) never listens'
  'Better coffee'
  '' 'n/a' 'None.' '-' 'keine' '   '
)
rows() { # team, who writes nothing as well
  local i
  for ((i = 0; i < ${#comments[@]}; i++)); do
    echo "$1-$i,$1,$((1 + i % 5)),$((1 + i * 3 % 5)),\"${comments[i]}\""
  done
}
nine() { rows "$1" | sed '10,12d'; }
(echo 'id,team,q1,q2,wish' && rows Alder && rows Birch && nine Cedar && rows Maple) >staff.csv
(echo 'team,score' && for i in {0..39}; do
  echo "$(echo Alder Birch Cedar Maple | cut -d' ' -f$((1 + i % 4))),$((i * 7 % 11))"
done) >customers.csv
declare_study() { # a theme more, an attribute of the survey
  cat >study.xml <<XML
<study xmlns="urn:orgmirror:study:1"><title>Comments</title>
<survey id="staff" side="inside" file="staff.csv" unit="team" respondent="id" $2>
<scale id="climate" min="1" max="5"><item column="q1"/><item column="q2"/></scale>
<comments id="wishes" label="Wishes" column="wish">
<theme id="pay" label="Pay"><word>salary</word><word>pay</word><word>underpaid</word><word>salario</word></theme>
<theme id="load"><word>overwork*</word><word>no time</word><word>Überstunden</word></theme>
<theme id="weather"><word>weather</word></theme>$1
</comments>
</survey>
<survey id="customers" side="outside" file="customers.csv" unit="team">
<scale id="score" min="0" max="10"><item column="score"/></scale></survey>
<pair inside="staff.climate" outside="customers.score"/>
</study>
XML
}
declare_study '' ''
check "a study with comments runs" orgmirror run study.xml -o out --plugin-path "$plugins"
check "its report is valid" valid out/report.xml
told() { # theme, unit or "", attribute
  xpath out/report.xml "string(//*[local-name()='estimate'][@item='wishes.themes.$1'][$([ -z "$2" ] && echo 'not(@unit)' || echo "@unit='$2'")]/@$3)"
}
# 45 people wrote: three teams of 12, and nine.  Pay: 6 of 12 in each; of the nine all six.
check "who writes nothing, or \"none\", has written no comment" is "$(told pay '' n)" 45
check "words are found whatever their case, accents and punctuation" is "$(told pay '' value)" "0.53333333333333333"
check "so are several in a row, and beginnings with a star" is "$(told load '' value | cut -c1-6)" "0.3555"
check "what nobody writes about is 0" is "$(told weather '' value)" 0
check "it has a range all the same" test -n "$(told weather '' hi)"
check "of a unit the share is told in steps" is "$(told pay Birch value)" 0.5
check "with its number of comments" is "$(told pay Birch n)" 12
check "A16: of nine who wrote nothing is told" is "$(told pay Cedar withheld)$(told load Cedar withheld)" small-groupsmall-group
hidden() { xpath out/report.xml "count(//*[local-name()='estimate'][@item='wishes.themes.pay'][@unit][@withheld])"; }
check "A16: and not by that alone" is "$(hidden)" 2
check "A16: the other scale of the nine is told" \
  test -n "$(xpath out/report.xml "string(//*[local-name()='estimate'][@scale='staff.climate'][@unit='Cedar'][@value]/@value)")"
check "no other analysis sees themes" \
  is "$(xpath out/report.xml "count(//*[local-name()='section'][not(@plugin='org.orgmirror.comments')]//*[local-name()='estimate'][starts-with(@scale, 'wishes') or starts-with(@item, 'wishes')])")" 0
check "the page has a picture of them" grep -q 'How many name each theme' out/report.html
report "no word of a comment is anywhere" "$(grep -rliE 'coffee|smith|example\.org|0301234567|gehälter|paymaster' out "$ORGMIRROR_LEDGER")"
said=$(orgmirror check study.xml --plugin-path "$plugins" 2>&1)
check "check says how comments are read" grep -q 'wishes.themes, pay: a comment with one of 4 words is 1' <<<"$said"
report "and finds nothing odd about themes" "$(grep -E 'warning.*(wishes|wish )' <<<"$said" | grep -v G010)"

sed -E 's/"[^"]*("")?[^"]*"*$/""/; 1!s/,"".*$/,/' staff.csv >silent.csv
sed 's/staff.csv/silent.csv/' study.xml >silent.xml
check "a study in which nobody wrote anything runs" orgmirror run silent.xml -o silent --plugin-path "$plugins"
check "and tells nothing of comments" is "$(xpath silent/report.xml "count(//*[local-name()='estimate'][starts-with(@item, 'wishes')][@value])")" 0

# A comment of many pages, with the word at its end.
long=$(printf 'and so on %.0s' {1..3000})
sed -i "2s/\"The salary is too low.\"/\"$long, as to my salary\"/" staff.csv
orgmirror run study.xml -o long --plugin-path "$plugins" --only comments >/dev/null 2>&1
check "a long comment is read to its end" diff <(grep 'item="wishes.themes.pay"' out/report.xml) \
  <(grep 'item="wishes.themes.pay"' long/report.xml)

# Word for word, where the study asks for it.
declare_study '' ''
sed -i '2s/.*/Alder-0,Alder,1,1,"The salary is too low."/; s/"Better coffee"/"petra makes better coffee, Maple-11 does not"/' staff.csv
sed 's/column="wish"/& verbatims="yes" names="names.txt"/' study.xml >words.xml
printf 'name\r\nAnna Smith\r\nPetra Coffee\r\n' >names.txt
check "comments are shown where the study asks for it" orgmirror run words.xml -o words --plugin-path "$plugins"
check "and the report is valid" valid words/report.xml
group() { xpath words/report.xml "count(//*[local-name()='group'][$1]/*[local-name()='comment'])"; }
check "those of units by themselves" is "$(group '@unit="Birch"')" 12
check "the nine are not by themselves" is "$(group '@unit="Cedar"')" 0
check "but among all others that are not" is "$(group 'not(@unit)')" 21
check "who names herself is not shown" is "$(group '@unit="Maple"') $(xpath words/report.xml \
  "string(//*[local-name()='group'][@unit='Maple']/@unshown)")" "11 1"
report "names, addresses and numbers are nowhere" \
  "$(grep -rliE 'petra|coffee|anna|smith|example\.org|0301234567' words "$ORGMIRROR_LEDGER")"
check "they are one mark" grep -qF '<li dir="auto">[…] ([…], […]) never listens</li>' words/report.html
check "words that are no names stay" grep -qF '<li dir="auto">Gehälter rauf - más salário</li>' words/report.html
check "check says that they are shown" grep -q 'wishes: comments are shown word for word, masked, in groups of 10 or more' \
  <<<"$(orgmirror check words.xml --plugin-path "$plugins")"
tac staff.csv | sed -n '$!p' | cat <(head -1 staff.csv) - >turned.csv
sed 's/staff.csv/turned.csv/' words.xml >turned.xml
orgmirror run turned.xml -o turned --plugin-path "$plugins" >/dev/null 2>&1
check "the order of the export shows in nothing" diff <(grep -c . words/report.html; xpath words/report.xml '//*[local-name()="verbatims"]') \
  <(grep -c . turned/report.html; xpath turned/report.xml '//*[local-name()="verbatims"]')
rm names.txt
check "without the names nothing is shown" grep -q 'words.xml:4: error S196' <<<"$(orgmirror run words.xml -o none --plugin-path "$plugins" 2>&1)"
printf 'Mu\xfcller\n' >names.txt
check "nor where they cannot be read" grep -q 'words.xml:4: error S197' <<<"$(orgmirror run words.xml -o none --plugin-path "$plugins" 2>&1)"

declare_study '<theme id="pay"><word>money</word></theme>' ''
check "a theme twice is an error" grep -q 'error S116' <<<"$(orgmirror run study.xml -o none --plugin-path "$plugins" 2>&1)"
declare_study '<theme id="stars"><word>*!</word></theme>' ''
check "a word without a letter is an error" grep -q ':7: error S188' <<<"$(orgmirror run study.xml -o none --plugin-path "$plugins" 2>&1)"
declare_study '' 'level="unit" n="q1"'
check "figures of units have no comments" grep -q 'error S189' <<<"$(orgmirror run study.xml -o none --plugin-path "$plugins" 2>&1)"
declare_study '' ''
sed -i 's/column="wish"/column="wishes"/' study.xml
check "a column that is not there is an error" grep -cE 'error D010.*wishes' <<<"$(orgmirror run study.xml -o none --plugin-path "$plugins" 2>&1)"
sed -i '/<comments/,/<\/comments>/d' study.xml
orgmirror run study.xml -o without --plugin-path "$plugins" >/dev/null 2>&1
check "without comments the analysis is not applicable" grep -q 'it needs comments with themes' \
  <(xpath without/report.xml "//*[local-name()='reason']" | sed 's/<[^>]*>//g')
finish
