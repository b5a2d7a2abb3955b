<?xml version="1.0" encoding="UTF-8"?>
<!-- The page: report.xml (see report.rnc) to one HTML file.  Its fixed words are the variables w-*
     of report-words.xsl.  Ids of the report are kept; ids of the page's own hold a colon, which no
     id of a report can.  om: functions are orgmirror's (chart_xpath.h, table_xpath.h); in
     another processor a chart is its table, and numbers are plain.
     A client's stylesheet may override page-header and page-footer.
     SPDX-License-Identifier: GPL-3.0-or-later -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:orgmirror:report:1" xmlns:om="urn:orgmirror:xslt:1"
  xmlns:svg="http://www.w3.org/2000/svg" xmlns="http://www.w3.org/1999/xhtml"
  exclude-result-prefixes="r om svg">
<xsl:output method="xml" encoding="UTF-8" omit-xml-declaration="yes" indent="no"/>
<xsl:strip-space elements="*"/>

<xsl:param name="css"/>
<xsl:param name="js"/>
<xsl:param name="policy"/>

<xsl:variable name="head" select="/r:report/r:head"/>
<xsl:variable name="minimum">
  <xsl:value-of select="$head/r:privacy/@minimum"/>
  <xsl:for-each select="$head/r:privacy/@outside[. != ../@minimum]">
    <xsl:value-of select="concat(' (', $w-minimum-outside, ' ', ., ')')"/>
  </xsl:for-each>
</xsl:variable>
<xsl:variable name="range"
  select="concat(translate(format-number(100 * $head/r:producer/@confidence, '0.#'), '.',
                           substring-before(substring-after(concat('0', $w-half), '0'), '5')),
                 substring-after($w-percent, '5'))"/>

<!-- from the root: to look for them everywhere would take as long as the report is -->
<xsl:key name="said" match="/r:report/r:section/r:estimate | /r:report/r:section/r:remark"
  use="@id"/>
<xsl:key name="table" match="/r:report/*/r:table" use="@id"/>
<xsl:key name="chart" match="/r:report/r:section/r:chart" use="@id"/>
<xsl:key name="chart-of" match="/r:report/r:section/r:chart" use="@table"/>
<xsl:key name="finding" match="/r:report/r:section/r:finding" use="@id"/>
<xsl:key name="open" match="/r:report/r:findings/r:open" use="@finding"/>
<xsl:key name="scale" match="/r:report/r:head/r:survey/r:scale" use="@id"/>
<xsl:key name="survey" match="/r:report/r:head/r:survey" use="@id"/>

<!-- ========================================= page ========================================= -->
<xsl:template match="/r:report">
  <html lang="{@xml:lang}" data-half="{$w-half}">
    <xsl:call-template name="page-head">
      <xsl:with-param name="title" select="r:head/r:title"/>
    </xsl:call-template>
    <body>
      <a class="skip" href="#om:main"><xsl:value-of select="$w-skip"/></a>
      <xsl:call-template name="page-header"/>
      <main id="om:main">
        <xsl:apply-templates select="r:findings"/>
        <xsl:call-template name="contents"/>
        <div class="parts">
          <xsl:apply-templates select="r:section[@outcome = 'ok' or @outcome = 'failed']
                                       | r:scorecard"/>
          <xsl:call-template name="units"/>
          <xsl:apply-templates select="r:verbatims"/>
          <xsl:call-template name="silent"/>
          <xsl:call-template name="how"/>
        </div>
      </main>
      <xsl:call-template name="page-footer"/>
      <script><xsl:value-of select="$js" disable-output-escaping="yes"/></script>
    </body>
  </html>
</xsl:template>

<xsl:template name="page-head">
  <xsl:param name="title"/>
  <head>
    <meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>
    <meta http-equiv="Content-Security-Policy" content="{$policy}"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light dark"/>
    <meta name="referrer" content="no-referrer"/>
    <title><xsl:value-of select="substring($title, 1, 200)"/></title>
    <style><xsl:value-of select="$css" disable-output-escaping="yes"/></style>
  </head>
</xsl:template>

<xsl:template name="page-header">
  <header class="top">
    <xsl:for-each select="$head/r:organisation[string(.)]">
      <p class="org"><xsl:apply-templates select="." mode="name"/></p>
    </xsl:for-each>
    <h1><xsl:apply-templates select="$head/r:title" mode="name"/></h1>
    <xsl:for-each select="$head/r:wave">
      <p class="wave">
        <xsl:apply-templates select="@label" mode="name"/>
        <xsl:apply-templates select="." mode="dates"/>
      </p>
    </xsl:for-each>
    <xsl:for-each select="$head/r:compared">
      <p class="wave">
        <xsl:value-of select="concat($w-compared, ' ')"/>
        <xsl:if test="not(@wave) or @title != $head/r:title">
          <xsl:apply-templates select="@title" mode="name"/>
          <xsl:if test="@wave">, </xsl:if>
        </xsl:if>
        <xsl:apply-templates select="@wave" mode="name"/>
        <xsl:apply-templates select="." mode="dates"/>
      </p>
    </xsl:for-each>
    <ul class="facts">
      <xsl:apply-templates select="$head/r:survey | $head/r:units" mode="fact"/>
    </ul>
    <p class="readers">
      <strong><xsl:value-of select="$w-readers"/></strong>
      <xsl:text> </xsl:text>
      <xsl:apply-templates select="$head/r:privacy" mode="readers"/>
    </p>
  </header>
</xsl:template>

<xsl:template match="*" mode="dates">
  <xsl:if test="@from or @to">: </xsl:if>
  <xsl:apply-templates select="@from" mode="date"/>
  <xsl:if test="@from and @to"><xsl:value-of select="concat(' ', $w-to, ' ')"/></xsl:if>
  <xsl:apply-templates select="@to" mode="date"/>
</xsl:template>

<!-- "17 April 2026" from 2026-04-17; whatever else stands there stays -->
<xsl:template match="@*" mode="date">
  <xsl:variable name="month" select="substring-before(substring-after($w-months,
    concat(substring(., 6, 2), '=')), ';')"/>
  <xsl:choose>
    <xsl:when test="string-length(.) = 10 and $month">
      <time datetime="{.}">
        <xsl:call-template name="say">
          <xsl:with-param name="text" select="$w-date"/>
          <xsl:with-param name="a" select="number(substring(., 9))"/>
          <xsl:with-param name="b" select="$month"/>
          <xsl:with-param name="c" select="substring(., 1, 4)"/>
        </xsl:call-template>
      </time>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="r:survey" mode="fact">
  <li>
    <span class="what">
      <xsl:apply-templates select="@side"/>: <xsl:apply-templates select="@label" mode="name"/>
    </span>
    <xsl:text> </xsl:text>
    <strong>
      <xsl:call-template name="say">
        <xsl:with-param name="text">
          <xsl:choose>
            <xsl:when test="@level = 'unit'"><xsl:value-of select="$w-figures-used"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="$w-answers-used"/></xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
        <xsl:with-param name="a"><xsl:apply-templates select="@kept" mode="count"/></xsl:with-param>
        <xsl:with-param name="b"><xsl:apply-templates select="@read" mode="count"/></xsl:with-param>
      </xsl:call-template>
    </strong>
  </li>
</xsl:template>

<xsl:template match="r:units" mode="fact">
  <li>
    <span class="what"><xsl:value-of select="$w-units"/></span>
    <xsl:text> </xsl:text>
    <strong>
      <xsl:call-template name="say">
        <xsl:with-param name="text" select="$w-units-both"/>
        <xsl:with-param name="a">
          <xsl:apply-templates select="@both-sides" mode="count"/>
        </xsl:with-param>
      </xsl:call-template>
    </strong>
  </li>
</xsl:template>

<xsl:template match="r:privacy" mode="readers">
  <xsl:call-template name="say">
    <xsl:with-param name="text">
      <xsl:value-of select="concat($w-readers-text, ' ')"/>
      <xsl:choose>
        <xsl:when test="@withheld = 0"><xsl:value-of select="$w-readers-none"/></xsl:when>
        <xsl:when test="@withheld = @estimates"><xsl:value-of select="$w-readers-all"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$w-readers-some"/></xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="a" select="$minimum"/>
    <xsl:with-param name="b"><xsl:apply-templates select="@withheld" mode="count"/></xsl:with-param>
    <xsl:with-param name="c">
      <xsl:apply-templates select="@estimates" mode="count"/>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template name="page-footer">
  <footer>
    <p>
      <xsl:value-of select="concat($w-made-with, ' ', $head/r:producer/@name, ' ')"/>
      <xsl:value-of select="$head/r:producer/@version"/>
    </p>
  </footer>
</xsl:template>

<xsl:template name="contents">
  <nav aria-labelledby="om:contents">
    <h2 id="om:contents"><xsl:value-of select="$w-contents"/></h2>
    <ol>
      <li><a href="#om:findings"><xsl:value-of select="$w-findings"/></a></li>
      <xsl:for-each select="/r:report/r:section[@outcome = 'ok' or @outcome = 'failed']">
        <li>
          <a href="#{@id}">
            <xsl:apply-templates select="r:title" mode="name"/>
            <xsl:if test="@outcome != 'ok'">
              <small> (<xsl:apply-templates select="@outcome"/>)</small>
            </xsl:if>
          </a>
        </li>
      </xsl:for-each>
      <xsl:if test="/r:report/r:scorecard">
        <li><a href="#om:scorecard"><xsl:value-of select="$w-scorecard"/></a></li>
      </xsl:if>
      <xsl:if test="function-available('om:card') and $leaves[2]
                    and ($split or not($leaves[$most-units + 1]))">
        <li><a href="#om:units"><xsl:value-of select="$w-by-unit"/></a></li>
      </xsl:if>
      <xsl:for-each select="/r:report/r:verbatims">
        <li>
          <a href="#om:verbatims-{position()}"><xsl:apply-templates select="." mode="title"/></a>
        </li>
      </xsl:for-each>
      <li><a href="#om:how"><xsl:value-of select="$w-how"/></a></li>
    </ol>
  </nav>
</xsl:template>

<!-- ======================================= findings ======================================= -->
<xsl:template match="r:findings">
  <section class="findings" id="om:findings">
    <h2><xsl:value-of select="$w-findings"/></h2>
    <xsl:choose>
      <xsl:when test="key('finding', r:open/@finding)">
        <ol class="found first">
          <xsl:for-each select="r:open">
            <xsl:apply-templates select="key('finding', @finding)"/>
          </xsl:for-each>
        </ol>
        <xsl:call-template name="evidence-key"/>
      </xsl:when>
      <xsl:otherwise><p class="plainly"><xsl:value-of select="$w-no-findings"/></p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template name="evidence-key">
  <details>
    <summary><xsl:value-of select="$w-evidence-key"/></summary>
    <dl class="words">
      <dt><xsl:value-of select="$w-strong"/></dt><dd><xsl:value-of select="$w-strong-means"/></dd>
      <dt><xsl:value-of select="$w-moderate"/></dt>
      <dd><xsl:value-of select="$w-moderate-means"/></dd>
      <dt><xsl:value-of select="$w-weak"/></dt><dd><xsl:value-of select="$w-weak-means"/></dd>
      <dt><xsl:value-of select="$w-none"/></dt><dd><xsl:value-of select="$w-none-means"/></dd>
    </dl>
    <p>
      <xsl:call-template name="say">
        <xsl:with-param name="text" select="concat($w-range-means, ' ', $w-link-means)"/>
        <xsl:with-param name="a" select="$range"/>
      </xsl:call-template>
    </p>
  </details>
</xsl:template>

<xsl:template match="r:finding">
  <li id="{@id}" class="finding">
    <xsl:apply-templates select="." mode="said"/>
    <xsl:apply-templates select="r:caution[string(.)]"/>
    <xsl:apply-templates select="key('chart', @chart)" mode="link"/>
  </li>
</xsl:template>

<!-- in the list of a section, what several findings have in common stands once, under the list; in
     another processor, with each -->
<xsl:template match="r:finding" mode="listed">
  <xsl:variable name="alone" select="not(function-available('om:repeats'))"/>
  <li id="{@id}" class="finding">
    <xsl:apply-templates select="." mode="said"/>
    <xsl:apply-templates select="r:caution[string(.) and ($alone or om:repeats(.) = 'once')]"/>
    <xsl:if test="@chart and ($alone or om:repeats(@chart) = 'once')">
      <xsl:apply-templates select="key('chart', @chart)" mode="link"/>
    </xsl:if>
  </li>
</xsl:template>

<xsl:template match="r:finding" mode="shared">
  <xsl:if test="function-available('om:repeats')">
    <xsl:apply-templates select="r:caution[string(.) and om:repeats(.) = 'first']"/>
    <xsl:if test="@chart and om:repeats(@chart) = 'first'">
      <xsl:apply-templates select="key('chart', @chart)" mode="link"/>
    </xsl:if>
  </xsl:if>
</xsl:template>

<xsl:template match="r:finding" mode="said">
  <h3><xsl:value-of select="r:headline"/></h3>
  <xsl:if test="@evidence or @priority = 'check'">
    <p class="evidence">
      <xsl:apply-templates select="@evidence"/>
      <xsl:if test="not(@evidence)"><xsl:value-of select="$w-check"/></xsl:if>
    </p>
  </xsl:if>
  <p class="detail"><xsl:value-of select="r:detail"/></p>
</xsl:template>

<xsl:template match="r:caution"><p class="caution"><xsl:value-of select="."/></p></xsl:template>

<xsl:template match="r:chart" mode="link">
  <p class="see">
    <a href="#{@id}">
      <xsl:value-of select="concat($w-see-chart, ' ')"/>
      <xsl:apply-templates select="r:title" mode="name"/>
    </a>
  </p>
</xsl:template>

<xsl:template match="@evidence">
  <span class="dots" aria-hidden="true">
    <xsl:choose>
      <xsl:when test=". = 'strong'">●●●</xsl:when>
      <xsl:when test=". = 'moderate'">●●○</xsl:when>
      <xsl:when test=". = 'weak'">●○○</xsl:when>
      <xsl:otherwise>○○○</xsl:otherwise>
    </xsl:choose>
  </span>
  <xsl:value-of select="concat(' ', $w-evidence, ' ')"/>
  <strong>
    <xsl:choose>
      <xsl:when test=". = 'strong'"><xsl:value-of select="$w-strong"/></xsl:when>
      <xsl:when test=". = 'moderate'"><xsl:value-of select="$w-moderate"/></xsl:when>
      <xsl:when test=". = 'weak'"><xsl:value-of select="$w-weak"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$w-none"/></xsl:otherwise>
    </xsl:choose>
  </strong>
</xsl:template>

<!-- ======================================= sections ======================================= -->
<xsl:template match="r:section">
  <section class="part" id="{@id}">
    <h2><xsl:apply-templates select="r:title" mode="name"/></h2>
    <xsl:for-each select="r:lead[string(.)]">
      <p class="lead"><xsl:value-of select="."/></p>
    </xsl:for-each>
    <xsl:if test="@outcome != 'ok'">
      <p class="plainly">
        <strong><xsl:value-of select="$w-says-failed"/></strong>
        <xsl:text> </xsl:text>
        <xsl:value-of select="r:reason"/>
        <xsl:if test="not(string(r:reason))"><xsl:value-of select="$w-no-reason"/></xsl:if>
      </p>
    </xsl:if>
    <xsl:if test="r:finding[not(key('open', @id))]">
      <ul class="found">
        <xsl:apply-templates select="r:finding[not(key('open', @id))]" mode="listed"/>
      </ul>
      <xsl:apply-templates select="r:finding[not(key('open', @id))]" mode="shared"/>
    </xsl:if>
    <xsl:apply-templates select="r:chart | r:table[not(key('chart-of', @id))]" mode="standing"/>
    <xsl:for-each select="r:note"><p class="note"><xsl:value-of select="."/></p></xsl:for-each>
  </section>
</xsl:template>

<!-- What has no section: how many, and where the reasons stand. -->
<xsl:template name="silent">
  <xsl:variable name="silent"
                select="count(r:section[@outcome != 'ok' and @outcome != 'failed'])"/>
  <xsl:if test="$silent">
    <p class="plainly silent">
      <xsl:call-template name="say">
        <xsl:with-param name="text">
          <xsl:if test="$silent = 1"><xsl:value-of select="$w-silent-one"/></xsl:if>
          <xsl:if test="$silent != 1"><xsl:value-of select="$w-silent"/></xsl:if>
        </xsl:with-param>
        <xsl:with-param name="a" select="$silent"/>
      </xsl:call-template>
      <xsl:text> </xsl:text>
      <a href="#om:run"><xsl:value-of select="$w-silent-why"/></a>
    </p>
  </xsl:if>
</xsl:template>

<!-- what several analyses say of each unit -->
<xsl:template match="r:scorecard">
  <section class="part" id="om:scorecard">
    <h2><xsl:value-of select="$w-scorecard"/></h2>
    <p class="lead"><xsl:value-of select="$w-scorecard-lead"/></p>
    <xsl:apply-templates select="r:table" mode="standing"/>
  </section>
</xsl:template>

<!-- A list of units is folded; a long one on paper as well: there it would fill the pages that
     matter.  So are pictures of units where there are many of them, and what comes after the first
     few where a section has many pictures and tables. -->
<xsl:template match="r:chart | r:table" mode="standing">
  <xsl:apply-templates select="."/>
</xsl:template>
<xsl:template match="r:table[@rows = 'units'][r:row[13]]
                     | r:chart[key('table', @table)/@rows = 'units']
                              [count(../r:chart[key('table', @table)/@rows = 'units']) &gt; 6]
                     | r:section[(r:chart | r:table)[9]]/r:chart[preceding-sibling::r:*
                         [self::r:chart or self::r:table][4]]
                     | r:section[(r:chart | r:table)[9]]/r:table[preceding-sibling::r:*
                         [self::r:chart or self::r:table][4]]"
              mode="standing">
  <xsl:call-template name="folded">
    <xsl:with-param name="summary">
      <xsl:apply-templates select="r:title" mode="name"/>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>
<xsl:template name="folded">
  <xsl:param name="summary"/>
  <xsl:variable name="is-long" select="@rows = 'units' and r:row[41]"/>
  <details>
    <xsl:if test="$is-long"><xsl:attribute name="class">shut</xsl:attribute></xsl:if>
    <summary><xsl:copy-of select="$summary"/></summary>
    <xsl:apply-templates select="."/>
  </details>
  <xsl:if test="$is-long">
    <p class="on-paper">
      <xsl:call-template name="say">
        <xsl:with-param name="text" select="$w-on-paper"/>
        <xsl:with-param name="a" select="count(r:row)"/>
        <xsl:with-param name="b" select="@id"/>
      </xsl:call-template>
    </p>
  </xsl:if>
</xsl:template>

<!-- ======================================== charts ======================================== -->
<!-- The table that several charts share stands beside the first. -->
<xsl:template match="r:chart">
  <figure id="{@id}" class="chart">
    <figcaption><xsl:apply-templates select="r:title" mode="name"/></figcaption>
    <xsl:choose>
      <xsl:when test="function-available('om:chart')">
        <xsl:apply-templates select="." mode="picture"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="numbers"/>
      </xsl:otherwise>
    </xsl:choose>
  </figure>
</xsl:template>

<!-- A heat map is its table, with colours. -->
<xsl:template match="r:chart[@type = 'heat'][@min and @max][function-available('om:rows')]">
  <figure id="{@id}" class="chart">
    <p class="key">
      <xsl:value-of select="r:description"/>
      <xsl:if test="om:shown(key('table', @table))/@p">
        <xsl:value-of select="concat(' ', $w-heat-bold)"/>
      </xsl:if>
    </p>
    <p class="key" aria-hidden="true">
      <xsl:apply-templates select="." mode="heat-number">
        <xsl:with-param name="value" select="@min"/>
      </xsl:apply-templates>
      <span class="steps">
        <i class="hn3"/><i class="hn2"/><i class="hn1"/><i/><i class="hp1"/><i class="hp2"/>
        <i class="hp3"/>
      </span>
      <xsl:apply-templates select="." mode="heat-number">
        <xsl:with-param name="value" select="@max"/>
      </xsl:apply-templates>
    </p>
    <xsl:apply-templates select="key('table', @table)">
      <xsl:with-param name="heat" select="."/>
    </xsl:apply-templates>
  </figure>
</xsl:template>
<xsl:template match="r:chart" mode="heat-number">
  <xsl:param name="value"/>
  <xsl:if test="$value &gt; 0">+</xsl:if>
  <xsl:apply-templates select="$value" mode="number">
    <xsl:with-param name="format" select="key('table', @table)/r:column[1]/@format"/>
  </xsl:apply-templates>
</xsl:template>

<!-- Two pictures, one of them for narrow screens, of which the style shows one. -->
<xsl:template match="r:chart" mode="picture">
  <xsl:variable name="picture" select="om:chart(.)"/>
  <xsl:if test="$picture">
    <div class="wide"><xsl:copy-of select="$picture"/></div>
    <div class="narrow" hidden="hidden"><xsl:copy-of select="om:chart(., 'narrow')"/></div>
    <p class="key">
      <xsl:call-template name="say">
        <xsl:with-param name="text">
          <xsl:apply-templates select="." mode="key">
            <xsl:with-param name="picture" select="$picture"/>
          </xsl:apply-templates>
        </xsl:with-param>
        <xsl:with-param name="a" select="$range"/>
      </xsl:call-template>
    </p>
  </xsl:if>
  <xsl:apply-templates select="." mode="numbers">
    <xsl:with-param name="is-pictured" select="boolean($picture)"/>
  </xsl:apply-templates>
</xsl:template>

<xsl:template match="r:chart" mode="numbers">
  <xsl:param name="is-pictured" select="false()"/>
  <xsl:if test="not($is-pictured)">
    <p class="key"><xsl:value-of select="$w-no-picture"/></p>
  </xsl:if>
  <xsl:choose>
    <xsl:when test="key('chart-of', @table)[1]/@id != @id">
      <p class="see">
        <a href="#{@table}">
          <xsl:value-of select="concat($w-numbers, ': ')"/>
          <xsl:apply-templates select="key('table', @table)/r:title" mode="name"/>
        </a>
      </p>
    </xsl:when>
    <xsl:when test="$is-pictured or key('table', @table)/r:row[13]">
      <xsl:for-each select="key('table', @table)">
        <xsl:call-template name="folded">
          <xsl:with-param name="summary" select="string($w-numbers)"/>
        </xsl:call-template>
      </xsl:for-each>
    </xsl:when>
    <xsl:otherwise><xsl:apply-templates select="key('table', @table)"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- how to read the picture: only what is in it -->
<xsl:template match="r:chart" mode="key">
  <xsl:param name="picture"/>
  <xsl:if test="$picture/svg:use"><xsl:value-of select="$w-key-ranges"/></xsl:if>
  <xsl:if test="@type = 'trend'"><xsl:value-of select="$w-key-trend"/></xsl:if>
  <xsl:if test="@type = 'quadrant'"><xsl:value-of select="concat(' ', $w-key-cuts)"/></xsl:if>
  <xsl:if test="$picture//svg:circle[@class = 'hollow']">
    <xsl:choose>
      <xsl:when test="@type = 'quadrant'">
        <xsl:value-of select="concat(' ', $w-key-unsure)"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="concat(' ', $w-key-hollow)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:if>

  <xsl:if test="@type = 'scatter'"><xsl:value-of select="$w-key-point"/></xsl:if>
  <xsl:if test="$picture/svg:path[@class = 'line']">
    <xsl:value-of select="concat(' ', $w-key-line, ' ')"/>
    <xsl:choose>
      <xsl:when test="$picture/svg:path[@class = 'band']">
        <xsl:value-of select="$w-key-band"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$w-key-no-band"/></xsl:otherwise>
    </xsl:choose>
  </xsl:if>
</xsl:template>

</xsl:stylesheet>
