<?xml version="1.0" encoding="UTF-8"?>
<!-- Numbers, names and tables of the page (report.xsl).
     SPDX-License-Identifier: GPL-3.0-or-later -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:orgmirror:report:1" xmlns:om="urn:orgmirror:xslt:1"
  xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="r om">

<!-- ========================================= tools ========================================= -->
<!-- `text` with {1}, {2} and {3} filled in -->
<xsl:template name="say">
  <xsl:param name="text"/><xsl:param name="a"/><xsl:param name="b"/><xsl:param name="c"/>
  <xsl:variable name="which" select="substring-before(substring-after($text, '{'), '}')"/>
  <xsl:choose>
    <xsl:when test="not($which)"><xsl:value-of select="$text"/></xsl:when>
    <xsl:otherwise>
      <xsl:value-of select="substring-before($text, '{')"/>
      <xsl:choose>
        <xsl:when test="$which = 1"><xsl:value-of select="$a"/></xsl:when>
        <xsl:when test="$which = 2"><xsl:value-of select="$b"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$c"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="say">
        <xsl:with-param name="text" select="substring-after($text, '}')"/>
        <xsl:with-param name="a" select="$a"/>
        <xsl:with-param name="b" select="$b"/>
        <xsl:with-param name="c" select="$c"/>
      </xsl:call-template>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@*" mode="number">
  <xsl:param name="format" select="'number'"/>
  <xsl:choose>
    <xsl:when test="function-available('om:number')">
      <xsl:value-of select="om:number(string(.), string($format))"/>
    </xsl:when>
    <xsl:when test="$format = 'count'"><xsl:value-of select="."/></xsl:when>
    <xsl:when test="$format = 'percent'"><xsl:value-of select="round(100 * .)"/>%</xsl:when>
    <xsl:otherwise><xsl:value-of select="round(1000 * .) div 1000"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@*" mode="count">
  <xsl:apply-templates select="." mode="number">
    <xsl:with-param name="format" select="'count'"/>
  </xsl:apply-templates>
</xsl:template>

<!-- a count with its word: "46 people" -->
<xsl:template match="@*" mode="units">
  <xsl:call-template name="say">
    <xsl:with-param name="text">
      <xsl:choose>
        <xsl:when test=". = 1"><xsl:value-of select="$w-n-unit"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$w-n-units"/></xsl:otherwise>
      </xsl:choose>
    </xsl:with-param>
    <xsl:with-param name="a"><xsl:apply-templates select="." mode="count"/></xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="@*" mode="people">
  <xsl:call-template name="say">
    <xsl:with-param name="text" select="$w-n-people"/>
    <xsl:with-param name="a"><xsl:apply-templates select="." mode="count"/></xsl:with-param>
  </xsl:call-template>
</xsl:template>

<!-- a name; a long one may be broken anywhere, a very long one is cut: resting on it shows more -->
<xsl:template match="@* | *" mode="name">
  <xsl:choose>
    <xsl:when test="string-length(.) &gt; 160">
      <span class="long" title="{substring(., 1, 1000)}">
        <xsl:value-of select="substring(., 1, 150)"/>…</span>
    </xsl:when>
    <xsl:when test="string-length(.) &gt; 40">
      <span class="long"><xsl:value-of select="."/></span>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<!-- a file without the folders that lead to it -->
<xsl:template name="file">
  <xsl:param name="path"/>
  <xsl:choose>
    <xsl:when test="contains($path, '/')">
      <xsl:call-template name="file">
        <xsl:with-param name="path" select="substring-after($path, '/')"/>
      </xsl:call-template>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="substring($path, 1, 160)"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@inside | @outside" mode="scale">
  <xsl:choose>
    <xsl:when test="key('scale', .)">
      <xsl:apply-templates select="key('scale', .)/@label" mode="name"/>
    </xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="name"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="@side">
  <span class="side in"><xsl:value-of select="$w-inside"/></span>
</xsl:template>
<xsl:template match="@side[. = 'outside']">
  <span class="side out"><xsl:value-of select="$w-outside"/></span>
</xsl:template>

<xsl:template match="@outcome"><xsl:value-of select="$w-not-applicable"/></xsl:template>
<xsl:template match="@outcome[. = 'ok']"><xsl:value-of select="$w-ok"/></xsl:template>
<xsl:template match="@outcome[. = 'failed']"><xsl:value-of select="$w-failed"/></xsl:template>
<xsl:template match="@outcome[. = 'skipped']"><xsl:value-of select="$w-skipped"/></xsl:template>

<xsl:template match="@basis"><xsl:value-of select="$w-basis-matched"/></xsl:template>
<xsl:template match="@basis[. = 'among']"><xsl:value-of select="$w-basis-among"/></xsl:template>
<xsl:template match="@basis[. = 'units']"><xsl:value-of select="$w-basis-units"/></xsl:template>
<xsl:template match="@basis[. = 'scored']"><xsl:value-of select="$w-basis-scored"/></xsl:template>
<xsl:template match="@basis[. = 'answered']">
  <xsl:value-of select="$w-basis-answered"/>
</xsl:template>
<xsl:template match="@basis[. = 'complete']">
  <xsl:value-of select="$w-basis-complete"/>
</xsl:template>

<!-- a table in a region that scrolls by itself, also by the keyboard -->
<xsl:template name="framed">
  <xsl:param name="id"/><xsl:param name="caption"/><xsl:param name="content"/>
  <div class="scroll" tabindex="0" role="group" aria-labelledby="{$id}:c">
    <table id="{$id}">
      <caption id="{$id}:c"><xsl:copy-of select="$caption"/></caption>
      <xsl:copy-of select="$content"/>
    </table>
  </div>
</xsl:template>

<!-- ======================================== tables ======================================== -->
<!-- What is asked for each cell of a table, orgmirror answers (table_xpath.h); in another processor
     n stands in every cell. -->
<xsl:variable name="is-ours" select="function-available('om:rows')"/>

<!-- columns that fit on a page turned sideways, in letters that can be read -->
<xsl:variable name="most-on-paper" select="14"/>

<!-- `heat`: the chart that colours its cells, or nothing -->
<xsl:template match="r:table">
  <xsl:param name="heat" select="/.."/>
  <xsl:param name="is-alone" select="false()"/>
  <xsl:choose>
    <xsl:when test="$split and not($is-alone) and @rows = 'units' and r:row[$most-units + 1]">
      <p class="see" id="{@id}">
        <a href="units/{@id}.html">
          <xsl:call-template name="say">
            <xsl:with-param name="text" select="$w-on-a-page"/>
            <xsl:with-param name="a" select="r:title"/>
            <xsl:with-param name="b">
              <xsl:call-template name="count-of"><xsl:with-param name="n" select="count(r:row)"/></xsl:call-template>
            </xsl:with-param>
          </xsl:call-template>
        </a>
      </p>
    </xsl:when>
    <xsl:otherwise>
      <xsl:apply-templates select="." mode="whole">
        <xsl:with-param name="heat" select="$heat"/>
      </xsl:apply-templates>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template name="count-of">
  <xsl:param name="n"/>
  <xsl:choose>
    <xsl:when test="function-available('om:number')">
      <xsl:value-of select="om:number(string($n), 'count')"/>
    </xsl:when>
    <xsl:otherwise><xsl:value-of select="$n"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="r:table" mode="whole">
  <xsl:param name="heat" select="/.."/>
  <xsl:variable name="place">
    <xsl:choose>
      <xsl:when test="$is-ours"><xsl:value-of select="om:place(.)"/></xsl:when>
      <xsl:otherwise>cell</xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <!-- on paper, many columns are set small, and very many on a page turned sideways -->
  <xsl:variable name="columns"
    select="count(r:column[../@rows != 'one']) + (@rows = 'pairs') + ($place = 'row')"/>
  <xsl:variable name="width">
    <xsl:if test="$columns &gt; 5"> broad</xsl:if>
    <xsl:if test="$columns &gt; 9 and $columns &lt;= $most-on-paper"> turned</xsl:if>
    <xsl:if test="$columns &gt; $most-on-paper"> shut</xsl:if>
  </xsl:variable>
  <div class="numbers{$width}">
    <div class="scroll" tabindex="0" role="group" aria-labelledby="{@id}:c">
      <table id="{@id}">
        <xsl:attribute name="class">
          <xsl:text>figures</xsl:text>
          <xsl:if test="$heat"> heat</xsl:if>
          <xsl:if test="@rows != 'one' and r:row[3]"> sort</xsl:if>
        </xsl:attribute>
        <xsl:if test="r:row[41]">
          <xsl:attribute name="data-find"><xsl:value-of select="$w-find"/></xsl:attribute>
        </xsl:if>
        <caption id="{@id}:c">
          <xsl:apply-templates select="r:title" mode="name"/>
          <xsl:for-each select="r:row[../@rows = 'one']/@label[string(.)]">
            <xsl:text>: </xsl:text>
            <xsl:apply-templates select="." mode="name"/>
          </xsl:for-each>
        </caption>
        <thead>
          <xsl:apply-templates select="." mode="head">
            <xsl:with-param name="place" select="string($place)"/>
          </xsl:apply-templates>
        </thead>
        <tbody>
          <xsl:choose>
            <xsl:when test="$is-ours and $heat">
              <xsl:value-of select="om:rows(., $heat/@min, $heat/@max)"
                disable-output-escaping="yes"/>
            </xsl:when>
            <xsl:when test="$is-ours">
              <xsl:value-of select="om:rows(.)" disable-output-escaping="yes"/>
            </xsl:when>
            <xsl:otherwise><xsl:apply-templates select="." mode="body"/></xsl:otherwise>
          </xsl:choose>
        </tbody>
      </table>
    </div>
    <xsl:if test="$place = 'table'">
      <p class="key">
        <xsl:call-template name="say">
          <xsl:with-param name="text" select="$w-n-table"/>
          <xsl:with-param name="a">
            <xsl:apply-templates select="om:shown(.)/@n" mode="count"/>
          </xsl:with-param>
          <xsl:with-param name="b"><xsl:apply-templates select="om:shown(.)/@basis"/></xsl:with-param>
        </xsl:call-template>
      </p>
    </xsl:if>
    <xsl:if test="($is-ours and om:withheld(.)) or (not($is-ours) and
      (r:row/@withheld or key('said', r:row/r:cell/@ref)/@withheld))">
      <p class="key">
        <xsl:call-template name="say">
          <xsl:with-param name="text" select="$w-withheld-key"/>
          <xsl:with-param name="a" select="$minimum"/>
        </xsl:call-template>
      </p>
    </xsl:if>
  </div>
  <xsl:if test="$columns &gt; $most-on-paper">
    <p class="on-paper">
      <xsl:call-template name="say">
        <xsl:with-param name="text" select="$w-too-wide"/>
        <xsl:with-param name="a" select="r:title"/>
        <xsl:with-param name="b" select="@id"/>
      </xsl:call-template>
    </p>
  </xsl:if>
</xsl:template>

<!-- one row, a statistic a line -->
<xsl:template match="r:table[@rows = 'one']" mode="head">
  <tr>
    <th scope="col"><xsl:value-of select="$w-statistic"/></th>
    <th scope="col" class="num"><xsl:value-of select="$w-value"/></th>
  </tr>
</xsl:template>

<xsl:template match="r:table" mode="head">
  <xsl:param name="place"/>
  <tr>
    <xsl:choose>
      <xsl:when test="@rows = 'pairs'">
        <th scope="col"><xsl:value-of select="$w-inside"/></th>
        <th scope="col"><xsl:value-of select="$w-outside"/></th>
      </xsl:when>
      <xsl:when test="@rows = 'units'">
        <th scope="col"><xsl:value-of select="$w-unit"/></th>
      </xsl:when>
      <xsl:when test="@rows = 'items'">
        <th scope="col"><xsl:value-of select="$w-item"/></th>
      </xsl:when>
      <xsl:otherwise><th scope="col"><xsl:value-of select="$w-scale"/></th></xsl:otherwise>
    </xsl:choose>
    <xsl:for-each select="r:column">
      <th scope="col">
        <xsl:if test="@format != 'text'"><xsl:attribute name="class">num</xsl:attribute></xsl:if>
        <xsl:apply-templates select="@label" mode="name"/>
        <xsl:if test="$place = 'column'">
          <small><xsl:apply-templates select="om:shown(.., position())/@n"/></small>
        </xsl:if>
      </th>
    </xsl:for-each>
    <xsl:if test="$place = 'row'">
      <th scope="col" class="num">
        <xsl:variable name="basis" select="om:shown(.)/@basis"/>
        <xsl:choose>
          <xsl:when test="$basis = 'units' or $basis = 'matched' or $basis = 'among'">
            <xsl:value-of select="$w-units"/>
          </xsl:when>
          <xsl:otherwise><xsl:value-of select="$w-people"/></xsl:otherwise>
        </xsl:choose>
      </th>
    </xsl:if>
  </tr>
</xsl:template>

<!-- = = = = = = what table_rows.c does, for another processor: plainer, and not for long reports -->
<xsl:template match="r:table" mode="body">
  <xsl:if test="not(r:row)">
    <tr>
      <td class="none" colspan="{count(r:column) + 1 + number(@rows = 'pairs')}">
        <xsl:value-of select="$w-nothing"/>
      </td>
    </tr>
  </xsl:if>
  <!-- in a ranked table, a row with something withheld stands at no rank -->
  <xsl:variable name="ranked" select="@order"/>
  <xsl:apply-templates
    select="r:row[not(@withheld or ($ranked and key('said', r:cell/@ref)/@withheld))]"/>
  <xsl:apply-templates
    select="r:row[@withheld or ($ranked and key('said', r:cell/@ref)/@withheld)]">
    <xsl:sort select="@label"/>
  </xsl:apply-templates>
</xsl:template>

<xsl:template match="r:table[@rows = 'one']" mode="body">
  <xsl:variable name="row" select="r:row[1]"/>
  <xsl:for-each select="r:column">
    <xsl:variable name="at" select="position()"/>
    <tr>
      <th scope="row"><xsl:apply-templates select="@label" mode="name"/></th>
      <xsl:apply-templates select="$row[not(@withheld)]/r:cell[$at]">
        <xsl:with-param name="columns" select="."/>
      </xsl:apply-templates>
      <xsl:if test="$row/@withheld">
        <td class="none"><xsl:value-of select="$w-withheld"/></td>
      </xsl:if>
    </tr>
  </xsl:for-each>
</xsl:template>

<xsl:template match="r:row">
  <xsl:variable name="columns" select="../r:column"/>
  <tr>
    <xsl:choose>
      <xsl:when test="../@rows = 'pairs'">
        <th scope="row"><xsl:apply-templates select="@inside-label" mode="name"/></th>
        <th scope="row"><xsl:apply-templates select="@outside-label" mode="name"/></th>
      </xsl:when>
      <xsl:otherwise>
        <th scope="row"><xsl:apply-templates select="@label" mode="name"/></th>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="@withheld">
        <td class="none" colspan="{count($columns)}"><xsl:value-of select="$w-withheld"/></td>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="r:cell[position() &lt;= count($columns)]">
          <xsl:with-param name="columns" select="$columns"/>
        </xsl:apply-templates>
      </xsl:otherwise>
    </xsl:choose>
  </tr>
</xsl:template>

<!-- `columns`: those of the cells that templates are applied to, in the same order -->
<xsl:template match="r:cell">
  <xsl:param name="columns"/>
  <xsl:variable name="at" select="position()"/>
  <xsl:variable name="said" select="key('said', @ref)"/>
  <xsl:choose>
    <xsl:when test="not($said)"><td class="none"><xsl:value-of select="$w-nothing"/></td></xsl:when>
    <xsl:when test="$said/@withheld">
      <td class="none"><xsl:value-of select="$w-withheld-cell"/></td>
    </xsl:when>
    <xsl:when test="$said/@undefined">
      <td class="none">
        <xsl:value-of select="concat($w-nothing, ' ')"/>
        <small><xsl:value-of select="concat($w-undefined, ': ', $said/@undefined)"/></small>
      </td>
    </xsl:when>
    <xsl:when test="$said/self::r:remark"><td><xsl:value-of select="$said"/></td></xsl:when>
    <xsl:otherwise>
      <td class="num">
        <xsl:apply-templates select="$said/@value" mode="number">
          <xsl:with-param name="format" select="$columns[$at]/@format"/>
        </xsl:apply-templates>
        <xsl:apply-templates select="$said[@lo or @hi]" mode="range">
          <xsl:with-param name="format" select="$columns[$at]/@format"/>
        </xsl:apply-templates>
        <xsl:variable name="p" select="$said/@p[$columns[$at]/@format != 'p']"/>
        <xsl:if test="$p or $said/@n">
          <small>
            <xsl:for-each select="$p">
              <xsl:text> p </xsl:text>
              <xsl:apply-templates select="." mode="number">
                <xsl:with-param name="format" select="'p'"/>
              </xsl:apply-templates>
            </xsl:for-each>
            <xsl:if test="$p and $said/@n">,</xsl:if>
            <xsl:apply-templates select="$said/@n"/>
          </small>
        </xsl:if>
      </td>
    </xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="r:estimate/@n">
  <xsl:text> </xsl:text>
  <xsl:choose>
    <xsl:when test="../@basis = 'units' or ../@basis = 'matched' or ../@basis = 'among'">
      <xsl:apply-templates select="." mode="units"/>
    </xsl:when>
    <xsl:otherwise><xsl:apply-templates select="." mode="people"/></xsl:otherwise>
  </xsl:choose>
</xsl:template>

<xsl:template match="r:estimate" mode="range">
  <xsl:param name="format"/>
  <xsl:text> </xsl:text>
  <span class="r">
    <xsl:text>(</xsl:text>
    <xsl:apply-templates select="@lo" mode="number">
      <xsl:with-param name="format" select="$format"/>
    </xsl:apply-templates>
    <xsl:choose>
      <xsl:when test="@lo and @hi"><xsl:value-of select="concat(' ', $w-to, ' ')"/></xsl:when>
      <xsl:when test="@lo"><xsl:value-of select="concat(' ', $w-or-more)"/></xsl:when>
    </xsl:choose>
    <xsl:apply-templates select="@hi" mode="number">
      <xsl:with-param name="format" select="$format"/>
    </xsl:apply-templates>
    <xsl:if test="not(@lo)"><xsl:value-of select="concat(' ', $w-or-less)"/></xsl:if>
    <xsl:text>)</xsl:text>
  </span>
</xsl:template>
</xsl:stylesheet>
