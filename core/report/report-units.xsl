<?xml version="1.0" encoding="UTF-8"?>
<!-- What the report says of each unit by itself: on the page where units are few, in pages of their
     own with $split, which also take the long tables of units.
     SPDX-License-Identifier: GPL-3.0-or-later -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:orgmirror:report:1" xmlns:om="urn:orgmirror:xslt:1"
  xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="r om">

<xsl:param name="split"/>

<!-- units on the page; rows of a table on it, where there are other pages; units on one of those -->
<xsl:variable name="most-units" select="60"/>
<xsl:variable name="units-a-page" select="100"/>

<xsl:key name="child" match="/r:report/r:head/r:units/r:unit" use="@parent"/>
<xsl:key name="second-child" match="/r:report/r:head/r:units/r:unit" use="@second-parent"/>
<xsl:key name="of-unit" use="@unit"
  match="/r:report/r:section/r:table[@rows = 'units']/r:row[not(@with-unit)]"/>
<!-- by the ids of their tables: a step from a row to its table's columns goes past all its rows -->
<xsl:key name="in-words" use="@id"
  match="/r:report/r:section/r:table[@rows = 'units'][r:column/@format = 'text']"/>
<xsl:key name="score-of-unit" match="/r:report/r:scorecard/r:table/r:row" use="@unit"/>
<xsl:variable name="leaves" select="$head/r:units/r:unit[key('of-unit', @id)]
  [not(key('child', @id)) and not(key('second-child', @id))]"/>

<!-- ===================================== what is said of it ===================================== -->
<!-- In short: its row of the scorecard, what is said of it in words, and where it stands apart from
     the other units.  `is-whole`: every number about it. -->
<xsl:template match="r:unit" mode="card">
  <xsl:param name="is-whole" select="false()"/>
  <table class="figures card">
    <caption><xsl:apply-templates select="@label" mode="name"/></caption>
    <thead>
      <tr>
        <th scope="col"><xsl:value-of select="$w-statistic"/></th>
        <th scope="col" class="num"><xsl:value-of select="$w-value"/></th>
      </tr>
    </thead>
    <xsl:variable name="rows" select="key('of-unit', @id)"/>
    <xsl:variable name="heat"
      select="$rows[key('chart-of', ../@id)[@type = 'heat'][@min and @max]]"/>
    <xsl:variable name="words" select="$rows[key('in-words', ../@id)]"/>
    <xsl:variable name="scores" select="key('score-of-unit', @id)[not($is-whole)]"/>
    <xsl:apply-templates select="$words | $scores" mode="card"/>
    <xsl:if test="not($scores)">
      <xsl:apply-templates mode="card"
        select="$rows[not(key('in-words', ../@id))]
                     [not(key('chart-of', ../@id)[@type = 'heat'][@min and @max])]"/>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="$is-whole">
        <xsl:apply-templates select="$heat" mode="card"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="apart">
          <xsl:for-each select="$heat[not(@withheld)]">
            <xsl:variable name="chart" select="key('chart-of', ../@id)[@type = 'heat']"/>
            <xsl:value-of select="om:card(., $chart/@min, $chart/@max)"/>
          </xsl:for-each>
        </xsl:variable>
        <xsl:if test="string($apart)">
          <tbody class="heat">
            <tr><th scope="rowgroup" colspan="2"><xsl:value-of select="$w-apart"/></th></tr>
            <xsl:value-of select="$apart" disable-output-escaping="yes"/>
          </tbody>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </table>
</xsl:template>

<xsl:template match="r:row" mode="card">
  <xsl:variable name="heat" select="key('chart-of', ../@id)[@type = 'heat'][@min and @max]"/>
  <xsl:variable name="rows">
    <xsl:choose>
      <xsl:when test="@withheld"/>
      <xsl:when test="$heat">
        <xsl:value-of select="om:card(., $heat/@min, $heat/@max, 'all')"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="om:card(.)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:if test="string($rows) or @withheld">
    <tbody>
      <xsl:if test="$heat"><xsl:attribute name="class">heat</xsl:attribute></xsl:if>
      <tr>
        <th scope="rowgroup" colspan="2">
          <xsl:choose>
            <xsl:when test="../parent::r:scorecard"><xsl:value-of select="$w-scorecard"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="../r:title[1]"/></xsl:otherwise>
          </xsl:choose>
        </th>
      </tr>
      <xsl:value-of select="$rows" disable-output-escaping="yes"/>
      <xsl:if test="@withheld">
        <tr><td class="none" colspan="2"><xsl:value-of select="$w-withheld"/></td></tr>
      </xsl:if>
    </tbody>
  </xsl:if>
</xsl:template>

<!-- ======================================== on the page ========================================= -->
<xsl:template name="units">
  <xsl:if test="function-available('om:card') and $leaves[2]
                and ($split or not($leaves[$most-units + 1]))">
    <section class="part" id="om:units">
      <h2><xsl:value-of select="$w-by-unit"/></h2>
      <p class="lead"><xsl:value-of select="$w-by-unit-lead"/></p>
      <xsl:choose>
        <xsl:when test="$leaves[$most-units + 1]">
          <ul>
            <xsl:for-each select="$leaves[position() mod $units-a-page = 1]">
              <li>
                <a href="units/{position()}.html">
                  <xsl:call-template name="span-of-units">
                    <xsl:with-param name="page" select="position()"/>
                  </xsl:call-template>
                </a>
              </li>
            </xsl:for-each>
          </ul>
        </xsl:when>
        <xsl:otherwise>
          <xsl:for-each select="$leaves">
            <details>
              <summary><xsl:apply-templates select="@label" mode="name"/></summary>
              <div class="numbers"><xsl:apply-templates select="." mode="card"/></div>
            </details>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
    </section>
  </xsl:if>
</xsl:template>

<!-- "Abbey Field – Granary Wharf" -->
<xsl:template name="span-of-units">
  <xsl:param name="page"/>
  <xsl:variable name="first" select="($page - 1) * $units-a-page + 1"/>
  <xsl:variable name="last">
    <xsl:choose>
      <xsl:when test="$leaves[$page * $units-a-page]">
        <xsl:value-of select="$page * $units-a-page"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="count($leaves)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:apply-templates select="$leaves[$first]/@label" mode="name"/>
  <xsl:text> – </xsl:text>
  <xsl:apply-templates select="$leaves[number($last)]/@label" mode="name"/>
</xsl:template>

<!-- ===================================== pages of their own ===================================== -->
<!-- The pages as children of one element, which orgmirror takes apart. -->
<xsl:template match="/">
  <xsl:choose>
    <xsl:when test="not($split)"><xsl:apply-templates select="r:report"/></xsl:when>
    <xsl:otherwise>
      <pages xmlns="">
        <page name="report.html"><xsl:apply-templates select="r:report"/></page>
        <xsl:for-each select="r:report/r:section/r:table | r:report/r:scorecard/r:table">
          <xsl:if test="@rows = 'units' and r:row[$most-units + 1]">
            <page name="units/{@id}.html">
              <xsl:call-template name="small-page">
                <xsl:with-param name="title" select="string(r:title)"/>
                <xsl:with-param name="content">
                  <xsl:apply-templates select=".">
                    <xsl:with-param name="heat"
                      select="key('chart-of', @id)[@type = 'heat'][@min and @max]"/>
                    <xsl:with-param name="is-alone" select="true()"/>
                  </xsl:apply-templates>
                </xsl:with-param>
              </xsl:call-template>
            </page>
          </xsl:if>
        </xsl:for-each>
        <xsl:if test="$leaves[$most-units + 1]">
          <xsl:for-each select="$leaves[position() mod $units-a-page = 1]">
            <xsl:variable name="page" select="position()"/>
            <page name="units/{$page}.html">
              <xsl:call-template name="small-page">
                <xsl:with-param name="title">
                  <xsl:call-template name="span-of-units">
                    <xsl:with-param name="page" select="$page"/>
                  </xsl:call-template>
                </xsl:with-param>
                <xsl:with-param name="content">
                  <xsl:for-each select="$leaves[position() &gt; ($page - 1) * $units-a-page]
                                               [position() &lt;= $units-a-page]">
                    <div class="numbers">
                      <xsl:apply-templates select="." mode="card">
                        <xsl:with-param name="is-whole" select="true()"/>
                      </xsl:apply-templates>
                    </div>
                  </xsl:for-each>
                </xsl:with-param>
              </xsl:call-template>
            </page>
          </xsl:for-each>
        </xsl:if>
      </pages>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="small-page">
  <xsl:param name="title"/><xsl:param name="content"/>
  <html lang="{/r:report/@xml:lang}" data-half="{$w-half}">
    <xsl:call-template name="page-head">
      <xsl:with-param name="title" select="concat($title, ': ', $head/r:title)"/>
    </xsl:call-template>
    <body>
      <a class="skip" href="#om:main"><xsl:value-of select="$w-skip-small"/></a>
      <header class="top">
        <p class="org">
          <a href="../report.html">
            <xsl:value-of select="concat($w-back, ' ')"/>
            <xsl:apply-templates select="$head/r:title" mode="name"/>
          </a>
        </p>
        <h1><xsl:value-of select="$title"/></h1>
      </header>
      <main id="om:main" class="small"><xsl:copy-of select="$content"/></main>
      <xsl:call-template name="page-footer"/>
      <script><xsl:value-of select="$js" disable-output-escaping="yes"/></script>
    </body>
  </html>
</xsl:template>

</xsl:stylesheet>
