<?xml version="1.0" encoding="UTF-8"?>
<!-- Every fixed word of the page (report.xsl) and of its pictures (chart_xpath.h), in English.
     A translation takes their place (core/po); {1} {2} {3} are filled in by the page.
     SPDX-License-Identifier: GPL-3.0-or-later -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

<xsl:variable name="w-skip">Skip to the findings</xsl:variable>
<xsl:variable name="w-contents">Contents</xsl:variable>
<xsl:variable name="w-by-unit">Each unit by itself</xsl:variable>
<xsl:variable name="w-by-unit-lead">What this report says of each unit by itself. Of themes, those in
  which it stands apart from the other units.</xsl:variable>
<xsl:variable name="w-apart">Where it stands apart from the other units</xsl:variable>
<xsl:variable name="w-find">Find in this list</xsl:variable>
<xsl:variable name="w-back">Back to:</xsl:variable>
<xsl:variable name="w-skip-small">Skip to the content</xsl:variable>
<!-- {1} name of the table, {2} units -->
<xsl:variable name="w-on-a-page">{1}: all {2} units, on a page of its own</xsl:variable>
<xsl:variable name="w-compared">Compared with</xsl:variable>
<xsl:variable name="w-scorecard">All units, side by side</xsl:variable>
<xsl:variable name="w-scorecard-lead">What the analyses above say of each unit, side by side. What
  a number means, and its range, stand in the section it comes from.</xsl:variable>
<xsl:variable name="w-inside">Inside</xsl:variable>
<xsl:variable name="w-outside">Outside</xsl:variable>
<xsl:variable name="w-to">to</xsl:variable>
<xsl:variable name="w-or-more">or more</xsl:variable>
<xsl:variable name="w-or-less">or less</xsl:variable>
<!-- how numbers are written, by example: one half, with or without a zero; one thousand; a share -->
<xsl:variable name="w-half">.5</xsl:variable>
<xsl:variable name="w-thousand">1,000</xsl:variable>
<xsl:variable name="w-percent">5%</xsl:variable>
<xsl:variable name="w-nothing">–</xsl:variable>
<xsl:variable name="w-date">{1} {2} {3}</xsl:variable>
<xsl:variable name="w-months">01=January;02=February;03=March;04=April;05=May;06=June;07=July;
  08=August;09=September;10=October;11=November;12=December;</xsl:variable>

<!-- top of the page; {1} smallest group, {2} withheld, {3} all results -->
<xsl:variable name="w-answers-used">{1} of {2} answers used</xsl:variable>
<xsl:variable name="w-figures-used">{1} of {2} published figures used</xsl:variable>
<xsl:variable name="w-units-both">{1} seen from both sides</xsl:variable>
<xsl:variable name="w-readers">Who may read this:</xsl:variable>
<xsl:variable name="w-readers-text">everyone who may see results about groups of at least {1}
  people.</xsl:variable>
<xsl:variable name="w-minimum-outside">outside</xsl:variable>
<xsl:variable name="w-readers-none">No result had to be withheld.</xsl:variable>
<xsl:variable name="w-readers-some">{2} of {3} results are withheld, because they would show smaller
  groups, or let them be worked out.</xsl:variable>
<xsl:variable name="w-readers-all">All {3} results are withheld, because they would show smaller
  groups, or let them be worked out.</xsl:variable>

<!-- quadrants -->
<xsl:variable name="w-look">look here first</xsl:variable>
<xsl:variable name="w-key-cuts">Dashed lines are the means.</xsl:variable>
<xsl:variable name="w-key-unsure">A hollow dot may lie on the other side of a dashed
  line.</xsl:variable>

<xsl:variable name="w-key-trend">Shaded: {1} ranges. A line is broken where there is no value, or none
  that may be shown.</xsl:variable>

<!-- heat maps -->
<xsl:variable name="w-heat-bold">Bold: unlikely to be chance, with all numbers of this kind considered
  (p below .05, and a range that leaves out zero).</xsl:variable>

<!-- comments word for word; {1} how many -->
<xsl:variable name="w-verbatims">In their own words</xsl:variable>
<xsl:variable name="w-verbatims-lead">What people wrote, in no order. E-mail addresses, links,
  numbers and what may be a name are replaced by […]. What is left may still sound like somebody: please do not try to
  find out who.</xsl:variable>
<xsl:variable name="w-verbatims-none">No group is large enough for its comments to be
  shown.</xsl:variable>
<xsl:variable name="w-verbatims-others">All other units together</xsl:variable>
<xsl:variable name="w-verbatims-all">Everybody</xsl:variable>
<xsl:variable name="w-verbatims-count">({1} comments)</xsl:variable>
<xsl:variable name="w-verbatims-more">{1} more stand in report.xml.</xsl:variable>
<xsl:variable name="w-verbatims-unshown">Not shown, because names could not be found in them or
  nothing else was left: {1}.</xsl:variable>

<!-- findings -->
<xsl:variable name="w-findings">What we found</xsl:variable>
<xsl:variable name="w-no-findings">Nothing stands out in this study. What each analysis gave is
  written below.</xsl:variable>
<xsl:variable name="w-evidence">Evidence:</xsl:variable>
<xsl:variable name="w-strong">strong</xsl:variable>
<xsl:variable name="w-moderate">moderate</xsl:variable>
<xsl:variable name="w-weak">weak</xsl:variable>
<xsl:variable name="w-none">none</xsl:variable>
<xsl:variable name="w-check">About the data</xsl:variable>
<xsl:variable name="w-see-chart">See the chart:</xsl:variable>
<xsl:variable name="w-evidence-key">What the evidence words mean</xsl:variable>
<xsl:variable name="w-strong-means">The range leaves out “nothing” even after allowing for how many
  questions were asked, the effect is as large as this study calls meaningful, and it holds
  whichever unit is left out.</xsl:variable>
<xsl:variable name="w-moderate-means">The range leaves out “nothing” when this question is looked at
  alone.</xsl:variable>
<xsl:variable name="w-weak-means">It points one way, but the range includes
  “nothing”.</xsl:variable>
<xsl:variable name="w-none-means">The range is too wide, there are too few units, or it points
  nowhere.</xsl:variable>
<xsl:variable name="w-range-means">The range beside a number shows how far off it could be: about
  {1} of such ranges hold the true value.</xsl:variable>
<xsl:variable name="w-link-means">What goes together here goes together between units: it does not
  say which side comes first, and says nothing about a single person.</xsl:variable>

<!-- sections, charts and tables; {1} in a key is the share that a range covers -->
<xsl:variable name="w-ok">done</xsl:variable>
<xsl:variable name="w-not-applicable">not applicable</xsl:variable>
<xsl:variable name="w-failed">failed</xsl:variable>
<xsl:variable name="w-skipped">skipped</xsl:variable>
<xsl:variable name="w-says-failed">This analysis failed and has no result:</xsl:variable>
<xsl:variable name="w-silent">{1} analyses do not apply to this study or were not asked
  for.</xsl:variable>
<xsl:variable name="w-silent-one">One analysis does not apply to this study or was not asked
  for.</xsl:variable>
<xsl:variable name="w-silent-why">Which, and why</xsl:variable>
<xsl:variable name="w-no-reason">no reason was given.</xsl:variable>
<xsl:variable name="w-withheld">not shown (privacy)</xsl:variable>
<xsl:variable name="w-withheld-cell">not shown</xsl:variable>
<xsl:variable name="w-withheld-key">Not shown: results that would show a group of fewer than {1}
  people, or let one be worked out.</xsl:variable>
<xsl:variable name="w-undefined">undefined</xsl:variable>
<xsl:variable name="w-more">more in the table</xsl:variable>
<xsl:variable name="w-numbers">The numbers behind this chart</xsl:variable>
<!-- {1} units, {2} name of the table -->
<xsl:variable name="w-too-wide">{1}: too wide for paper; it stands in
  tables/{2}.csv.</xsl:variable>
<xsl:variable name="w-on-paper">The list of all {1} units is not printed: it is on the page, and in
  tables/{2}.csv beside it.</xsl:variable>
<xsl:variable name="w-no-picture">There is nothing to draw here; the table says what can be
  said.</xsl:variable>
<xsl:variable name="w-key-ranges">Thin lines are {1} ranges.</xsl:variable>
<xsl:variable name="w-key-hollow">A hollow dot: its range includes zero.</xsl:variable>
<xsl:variable name="w-key-point">Each dot is a unit.</xsl:variable>
<xsl:variable name="w-key-line">The line lies closest to all dots (least squares).</xsl:variable>
<xsl:variable name="w-key-band">Shaded: its {1} range.</xsl:variable>
<xsl:variable name="w-key-no-band">Its range is not drawn, because some units are not
  shown.</xsl:variable>
<xsl:variable name="w-unit">Unit</xsl:variable>
<xsl:variable name="w-item">Question</xsl:variable>
<xsl:variable name="w-scale">Theme</xsl:variable>
<xsl:variable name="w-statistic">Measure</xsl:variable>
<xsl:variable name="w-value">Value</xsl:variable>
<xsl:variable name="w-people">People</xsl:variable>
<xsl:variable name="w-units">Units</xsl:variable>
<xsl:variable name="w-n-people">{1} people</xsl:variable>
<xsl:variable name="w-n-units">{1} units</xsl:variable>
<xsl:variable name="w-n-unit">1 unit</xsl:variable>
<xsl:variable name="w-n-table">Every number in this table rests on {1} {2}.</xsl:variable>
<xsl:variable name="w-basis-complete">people who answered every question of the
  theme</xsl:variable>
<xsl:variable name="w-basis-scored">people with a score</xsl:variable>
<xsl:variable name="w-basis-answered">people who answered the question</xsl:variable>
<xsl:variable name="w-basis-units">units with a score</xsl:variable>
<xsl:variable name="w-basis-matched">units with scores on both sides</xsl:variable>
<xsl:variable name="w-basis-among">units with scores on all of the scales</xsl:variable>

<!-- how this was done -->
<xsl:variable name="w-how">How this was done</xsl:variable>
<xsl:variable name="w-answers">Answers received and used</xsl:variable>
<xsl:variable name="w-survey">Survey</xsl:variable>
<xsl:variable name="w-side">Side</xsl:variable>
<xsl:variable name="w-read">Rows read</xsl:variable>
<xsl:variable name="w-kept">Kept</xsl:variable>
<xsl:variable name="w-without-unit">without a unit</xsl:variable>
<xsl:variable name="w-dropped">Left out, and why</xsl:variable>
<xsl:variable name="w-file">File</xsl:variable>
<xsl:variable name="w-of-people">a row is one person’s answers</xsl:variable>
<xsl:variable name="w-of-units">a row is the published figures of a unit</xsl:variable>
<xsl:variable name="w-public">public, so that nothing of it is withheld</xsl:variable>
<xsl:variable name="w-weighted">weighted</xsl:variable>
<xsl:variable name="w-small">Small groups</xsl:variable>
<xsl:variable name="w-small-text">A result is shown when it rests on at least {1} people. Of {3}
  results {2} were withheld for that reason, or because they would let such a one be worked out.
  Numbers about one unit are rounded so that nobody's answers can be worked out from them: the
  fewer people, the coarser; their ranges are widened to match. Public figures are not.</xsl:variable>
<xsl:variable name="w-scales">Themes and their questions</xsl:variable>
<xsl:variable name="w-direction">A higher score</xsl:variable>
<xsl:variable name="w-healthier">is better</xsl:variable>
<xsl:variable name="w-dysfunction">is worse</xsl:variable>
<xsl:variable name="w-score-range">Scores from</xsl:variable>
<xsl:variable name="w-questions">Questions</xsl:variable>
<xsl:variable name="w-needed">Answers needed</xsl:variable>
<xsl:variable name="w-question-list">The questions of every theme</xsl:variable>
<xsl:variable name="w-reversed">(counted in reverse)</xsl:variable>
<xsl:variable name="w-units-matched">{1} have answers from both sides and are
  compared.</xsl:variable>
<xsl:variable name="w-units-unmatched">Units that have answers from one side only are left out of
  every comparison between the sides.</xsl:variable>
<xsl:variable name="w-unmatched-list">Units seen from one side only</xsl:variable>
<xsl:variable name="w-pairs">Pairs declared before the data were seen</xsl:variable>
<xsl:variable name="w-hypotheses">Hypotheses declared before the data were seen</xsl:variable>
<xsl:variable name="w-kind">Kind</xsl:variable>
<xsl:variable name="w-themes">Themes</xsl:variable>
<xsl:variable name="w-controls">Held constant</xsl:variable>
<xsl:variable name="w-within-parent">Units are compared with units of the same parent
  only.</xsl:variable>
<xsl:variable name="w-plan">The plan, all that the study declares, has this checksum; as long as it
  stays the same, nothing was declared differently:</xsl:variable>
<xsl:variable name="w-expected">Expected</xsl:variable>
<xsl:variable name="w-together">both high or both low</xsl:variable>
<xsl:variable name="w-opposed">one high, the other low</xsl:variable>
<xsl:variable name="w-claim">Claim</xsl:variable>
<xsl:variable name="w-run">What was run</xsl:variable>
<xsl:variable name="w-analysis">Analysis</xsl:variable>
<xsl:variable name="w-version">Version</xsl:variable>
<xsl:variable name="w-outcome">Outcome</xsl:variable>
<xsl:variable name="w-settings">Settings</xsl:variable>
<xsl:variable name="w-default">(default)</xsl:variable>
<xsl:variable name="w-isolated">Every analysis ran in a process of its own.</xsl:variable>
<xsl:variable name="w-in-process">The analyses ran inside the program itself (--in-process), with nothing
  between them and the answers: a report for finding faults in an analysis, not for sharing.</xsl:variable>
<xsl:variable name="w-isolated-by">It was kept from files and from the network by
  {1}.</xsl:variable>
<xsl:variable name="w-isolated-without">This machine could not offer {2} for that.</xsl:variable>
<xsl:variable name="w-glossary">What the measures mean</xsl:variable>
<xsl:variable name="w-computed">How the numbers were computed</xsl:variable>
<xsl:variable name="w-repeat">To repeat this study</xsl:variable>
<xsl:variable name="w-repeat-text">The same files, the same study and the same seed give the same
  report, byte by byte.</xsl:variable>
<xsl:variable name="w-made-with">Made with</xsl:variable>
<xsl:variable name="w-seed">Seed</xsl:variable>
<xsl:variable name="w-ranges">Ranges</xsl:variable>
<xsl:variable name="w-study">Study</xsl:variable>
<xsl:variable name="w-hashes">Fingerprints (SHA-256)</xsl:variable>
<xsl:variable name="w-records-of">Records of</xsl:variable>

</xsl:stylesheet>
