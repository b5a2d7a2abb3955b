<?xml version="1.0" encoding="UTF-8"?>
<!-- "How this was done", the last part of the page (report.xsl): what an analyst asks for.
     SPDX-License-Identifier: GPL-3.0-or-later -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:orgmirror:report:1" xmlns:om="urn:orgmirror:xslt:1"
  xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="r om">

<xsl:template name="how">
  <section class="part how" id="om:how">
    <h2><xsl:value-of select="$w-how"/></h2>
    <xsl:for-each select="/r:report/r:method/r:para[string(.)]">
      <p><xsl:value-of select="."/></p>
    </xsl:for-each>
    <xsl:call-template name="how-answers"/>
    <h3><xsl:value-of select="$w-small"/></h3>
    <p>
      <xsl:call-template name="say">
        <xsl:with-param name="text" select="$w-small-text"/>
        <xsl:with-param name="a" select="$minimum"/>
        <xsl:with-param name="b">
          <xsl:apply-templates select="$head/r:privacy/@withheld" mode="count"/>
        </xsl:with-param>
        <xsl:with-param name="c">
          <xsl:apply-templates select="$head/r:privacy/@estimates" mode="count"/>
        </xsl:with-param>
      </xsl:call-template>
    </p>
    <xsl:if test="$head/r:survey/r:scale"><xsl:call-template name="how-scales"/></xsl:if>
    <xsl:apply-templates select="$head/r:units" mode="how"/>
    <xsl:if test="$head/r:pair"><xsl:call-template name="how-pairs"/></xsl:if>
    <xsl:if test="$head/r:hypothesis"><xsl:call-template name="how-hypotheses"/></xsl:if>
    <xsl:apply-templates select="$head/r:controls" mode="how"/>
    <xsl:if test="$head/r:study/@plan">
      <p>
        <xsl:value-of select="concat($w-plan, ' ')"/>
        <code><xsl:value-of select="$head/r:study/@plan"/></code>
      </p>
    </xsl:if>
    <xsl:call-template name="how-run"/>
    <xsl:call-template name="how-meant"/>
    <xsl:call-template name="how-repeat"/>
  </section>
</xsl:template>

<!-- a heading that is the caption of a table -->
<xsl:template name="headed">
  <xsl:param name="id"/><xsl:param name="title"/><xsl:param name="content"/>
  <xsl:call-template name="framed">
    <xsl:with-param name="id" select="$id"/>
    <xsl:with-param name="caption"><h3><xsl:value-of select="$title"/></h3></xsl:with-param>
    <xsl:with-param name="content" select="$content"/>
  </xsl:call-template>
</xsl:template>

<xsl:template name="how-answers">
  <xsl:call-template name="headed">
    <xsl:with-param name="id" select="'om:answers'"/>
    <xsl:with-param name="title" select="$w-answers"/>
    <xsl:with-param name="content">
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="$w-survey"/></th>
          <th scope="col"><xsl:value-of select="$w-side"/></th>
          <th scope="col" class="num"><xsl:value-of select="$w-read"/></th>
          <th scope="col" class="num"><xsl:value-of select="$w-kept"/></th>
          <th scope="col"><xsl:value-of select="$w-dropped"/></th>
          <th scope="col"><xsl:value-of select="$w-file"/></th>
        </tr>
      </thead>
      <tbody><xsl:apply-templates select="$head/r:survey" mode="how"/></tbody>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="r:survey" mode="how">
  <tr>
    <th scope="row">
      <xsl:apply-templates select="@label" mode="name"/>
      <xsl:text> </xsl:text>
      <small>
        <xsl:choose>
          <xsl:when test="@level = 'unit'"><xsl:value-of select="$w-of-units"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$w-of-people"/></xsl:otherwise>
        </xsl:choose>
        <xsl:if test="@weighted = 'yes'"><xsl:value-of select="concat('; ', $w-weighted)"/></xsl:if>
        <xsl:if test="@public = 'yes'"><xsl:value-of select="concat('; ', $w-public)"/></xsl:if>
      </small>
    </th>
    <td><xsl:apply-templates select="@side"/></td>
    <td class="num"><xsl:apply-templates select="@read" mode="count"/></td>
    <td class="num">
      <xsl:apply-templates select="@kept" mode="count"/>
      <xsl:if test="@without-unit">
        <br/>
        <small>
          <xsl:apply-templates select="@without-unit" mode="count"/>
          <xsl:text> </xsl:text>
          <xsl:value-of select="$w-without-unit"/>
        </small>
      </xsl:if>
    </td>
    <td>
      <xsl:for-each select="r:dropped">
        <xsl:if test="position() &gt; 1"><br/></xsl:if>
        <xsl:apply-templates select="@rows" mode="count"/>: <xsl:value-of select="@reason"/>
      </xsl:for-each>
      <xsl:if test="not(r:dropped)"><xsl:value-of select="$w-nothing"/></xsl:if>
    </td>
    <td>
      <xsl:call-template name="file">
        <xsl:with-param name="path" select="@file"/>
      </xsl:call-template>
      <xsl:text> </xsl:text>
      <small><xsl:value-of select="@format"/></small>
    </td>
  </tr>
</xsl:template>

<xsl:template name="how-scales">
  <xsl:call-template name="headed">
    <xsl:with-param name="id" select="'om:scales'"/>
    <xsl:with-param name="title" select="$w-scales"/>
    <xsl:with-param name="content">
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="$w-scale"/></th>
          <th scope="col"><xsl:value-of select="$w-survey"/></th>
          <th scope="col"><xsl:value-of select="$w-direction"/></th>
          <th scope="col" class="num"><xsl:value-of select="$w-score-range"/></th>
          <th scope="col" class="num"><xsl:value-of select="$w-questions"/></th>
          <th scope="col" class="num"><xsl:value-of select="$w-needed"/></th>
        </tr>
      </thead>
      <tbody><xsl:apply-templates select="$head/r:survey/r:scale" mode="how"/></tbody>
    </xsl:with-param>
  </xsl:call-template>
  <details>
    <summary><xsl:value-of select="$w-question-list"/></summary>
    <dl class="words">
      <xsl:for-each select="$head/r:survey/r:scale">
        <dt><xsl:apply-templates select="@label" mode="name"/></dt>
        <xsl:for-each select="r:item">
          <dd>
            <code><xsl:apply-templates select="@id" mode="name"/></code>
            <xsl:text> </xsl:text>
            <xsl:apply-templates select="." mode="name"/>
            <xsl:if test="@reversed = 'yes'">
              <small><xsl:value-of select="concat(' ', $w-reversed)"/></small>
            </xsl:if>
          </dd>
        </xsl:for-each>
      </xsl:for-each>
    </dl>
  </details>
</xsl:template>

<xsl:template match="r:scale" mode="how">
  <tr>
    <th scope="row"><xsl:apply-templates select="@label" mode="name"/></th>
    <td><xsl:apply-templates select="../@label" mode="name"/></td>
    <td>
      <xsl:choose>
        <xsl:when test="@direction = 'higher-is-healthier'">
          <xsl:value-of select="$w-healthier"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$w-dysfunction"/></xsl:otherwise>
      </xsl:choose>
    </td>
    <td class="num">
      <xsl:value-of select="concat(number(@min), ' ', $w-to, ' ', number(@max))"/>
    </td>
    <td class="num"><xsl:value-of select="count(r:item)"/></td>
    <td class="num"><xsl:value-of select="@min-items"/></td>
  </tr>
</xsl:template>

<xsl:template match="r:units" mode="how">
  <h3><xsl:value-of select="$w-units"/></h3>
  <p>
    <xsl:call-template name="say">
      <xsl:with-param name="text" select="$w-units-matched"/>
      <xsl:with-param name="a">
        <xsl:apply-templates select="@both-sides" mode="units"/>
      </xsl:with-param>
    </xsl:call-template>
    <xsl:if test="r:unmatched"><xsl:value-of select="concat(' ', $w-units-unmatched)"/></xsl:if>
  </p>
  <xsl:if test="r:unmatched">
    <details>
      <summary>
        <xsl:value-of select="concat($w-unmatched-list, ': ', count(r:unmatched))"/>
      </summary>
      <ul>
        <xsl:for-each select="r:unmatched">
          <li>
            <xsl:apply-templates select="@label" mode="name"/>
            <xsl:text> </xsl:text>
            <small>
              <xsl:apply-templates select="@side"/>
              <xsl:for-each select="key('survey', @survey)/@label">
                <xsl:text>: </xsl:text>
                <xsl:apply-templates select="." mode="name"/>
              </xsl:for-each>
            </small>
          </li>
        </xsl:for-each>
      </ul>
    </details>
  </xsl:if>
</xsl:template>

<xsl:template name="how-pairs">
  <xsl:call-template name="headed">
    <xsl:with-param name="id" select="'om:pairs'"/>
    <xsl:with-param name="title" select="$w-pairs"/>
    <xsl:with-param name="content">
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="$w-inside"/></th>
          <th scope="col"><xsl:value-of select="$w-outside"/></th>
          <th scope="col"><xsl:value-of select="$w-expected"/></th>
          <th scope="col"><xsl:value-of select="$w-claim"/></th>
        </tr>
      </thead>
      <tbody>
        <xsl:for-each select="$head/r:pair">
          <tr>
            <th scope="row"><xsl:apply-templates select="@inside" mode="scale"/></th>
            <th scope="row"><xsl:apply-templates select="@outside" mode="scale"/></th>
            <td>
              <xsl:choose>
                <xsl:when test="@sign = '-'"><xsl:value-of select="$w-opposed"/></xsl:when>
                <xsl:otherwise><xsl:value-of select="$w-together"/></xsl:otherwise>
              </xsl:choose>
            </td>
            <td>
              <xsl:value-of select="@claim"/>
              <xsl:if test="not(string(@claim))"><xsl:value-of select="$w-nothing"/></xsl:if>
            </td>
          </tr>
        </xsl:for-each>
      </tbody>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="r:term" mode="how">
  <xsl:if test="position() &gt; 1"><xsl:text>; </xsl:text></xsl:if>
  <xsl:if test="not(parent::r:controls)"><xsl:value-of select="concat(@role, ': ')"/></xsl:if>
  <xsl:apply-templates select="key('scale', @scale)/@label" mode="name"/>
</xsl:template>

<xsl:template name="how-hypotheses">
  <xsl:call-template name="headed">
    <xsl:with-param name="id" select="'om:hypotheses'"/>
    <xsl:with-param name="title" select="$w-hypotheses"/>
    <xsl:with-param name="content">
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="$w-kind"/></th>
          <th scope="col"><xsl:value-of select="$w-themes"/></th>
          <th scope="col"><xsl:value-of select="$w-claim"/></th>
        </tr>
      </thead>
      <tbody>
        <xsl:for-each select="$head/r:hypothesis">
          <tr>
            <th scope="row"><xsl:value-of select="@kind"/></th>
            <td><xsl:apply-templates select="r:term" mode="how"/></td>
            <td>
              <xsl:value-of select="@claim"/>
              <xsl:if test="not(string(@claim))"><xsl:value-of select="$w-nothing"/></xsl:if>
            </td>
          </tr>
        </xsl:for-each>
      </tbody>
    </xsl:with-param>
  </xsl:call-template>
</xsl:template>

<xsl:template match="r:controls" mode="how">
  <h3><xsl:value-of select="$w-controls"/></h3>
  <p>
    <xsl:apply-templates select="r:term" mode="how"/>
    <xsl:if test="@within-parent = 'yes'">
      <xsl:if test="r:term"><xsl:text>. </xsl:text></xsl:if>
      <xsl:value-of select="$w-within-parent"/>
    </xsl:if>
  </p>
</xsl:template>

<xsl:template name="how-run">
  <xsl:call-template name="headed">
    <xsl:with-param name="id" select="'om:run'"/>
    <xsl:with-param name="title" select="$w-run"/>
    <xsl:with-param name="content">
      <thead>
        <tr>
          <th scope="col"><xsl:value-of select="$w-analysis"/></th>
          <th scope="col"><xsl:value-of select="$w-version"/></th>
          <th scope="col"><xsl:value-of select="$w-outcome"/></th>
          <th scope="col"><xsl:value-of select="$w-settings"/></th>
        </tr>
      </thead>
      <tbody><xsl:apply-templates select="/r:report/r:section" mode="how"/></tbody>
    </xsl:with-param>
  </xsl:call-template>
  <p>
    <xsl:variable name="shut" select="$head/r:isolation[not(@in-process)]/@*"/>
    <xsl:variable name="here" select="$shut[. = 'yes']"/>
    <xsl:variable name="missing" select="$shut[. != 'yes']"/>
    <xsl:call-template name="say">
      <xsl:with-param name="text">
        <xsl:if test="not($shut)"><xsl:value-of select="$w-in-process"/></xsl:if>
        <xsl:if test="$shut"><xsl:value-of select="concat($w-isolated, ' ')"/></xsl:if>
        <xsl:if test="$here"><xsl:value-of select="concat($w-isolated-by, ' ')"/></xsl:if>
        <xsl:if test="$missing"><xsl:value-of select="$w-isolated-without"/></xsl:if>
      </xsl:with-param>
      <xsl:with-param name="a"><xsl:apply-templates select="$here" mode="list"/></xsl:with-param>
      <xsl:with-param name="b"><xsl:apply-templates select="$missing" mode="list"/></xsl:with-param>
    </xsl:call-template>
  </p>
</xsl:template>

<xsl:template match="@*" mode="list">
  <xsl:if test="position() &gt; 1">, </xsl:if>
  <xsl:value-of select="name()"/>
</xsl:template>

<xsl:template match="r:section" mode="how">
  <tr>
    <th scope="row">
      <xsl:apply-templates select="r:title" mode="name"/>
      <xsl:text> </xsl:text>
      <small><xsl:apply-templates select="@plugin" mode="name"/></small>
    </th>
    <td>
      <xsl:value-of select="@version"/>
      <xsl:if test="not(string(@version))"><xsl:value-of select="$w-nothing"/></xsl:if>
    </td>
    <td>
      <xsl:apply-templates select="@outcome"/>
      <xsl:for-each select="r:reason[string(.)]">: <xsl:value-of select="."/></xsl:for-each>
    </td>
    <td>
      <xsl:for-each select="r:option">
        <xsl:if test="position() &gt; 1"><br/></xsl:if>
        <xsl:value-of select="concat(@id, ' = ', @value)"/>
        <xsl:if test="@default = 'yes'">
          <small><xsl:value-of select="concat(' ', $w-default)"/></small>
        </xsl:if>
      </xsl:for-each>
      <xsl:if test="not(r:option)"><xsl:value-of select="$w-nothing"/></xsl:if>
    </td>
  </tr>
</xsl:template>

<!-- glossary, then methods and references; a list for every analysis -->
<xsl:template name="how-meant">
  <xsl:if test="/r:report/r:section/r:statistic">
    <h3><xsl:value-of select="$w-glossary"/></h3>
    <xsl:for-each select="/r:report/r:section[r:statistic]">
      <details>
        <summary><xsl:apply-templates select="r:title" mode="name"/></summary>
        <dl class="words">
          <xsl:for-each select="r:statistic">
            <dt><xsl:apply-templates select="@label" mode="name"/></dt>
            <dd><xsl:value-of select="."/></dd>
          </xsl:for-each>
        </dl>
      </details>
    </xsl:for-each>
  </xsl:if>
  <xsl:if test="/r:report/r:section/r:method">
    <h3><xsl:value-of select="$w-computed"/></h3>
    <xsl:for-each select="/r:report/r:section[r:method]">
      <details>
        <summary><xsl:apply-templates select="r:title" mode="name"/></summary>
        <ul>
          <xsl:for-each select="r:method">
            <li>
              <xsl:value-of select="."/>
              <xsl:for-each select="@reference[string(.)]">
                <xsl:text> </xsl:text>
                <cite><xsl:value-of select="."/></cite>
              </xsl:for-each>
            </li>
          </xsl:for-each>
        </ul>
      </details>
    </xsl:for-each>
  </xsl:if>
</xsl:template>

<xsl:template name="how-repeat">
  <h3><xsl:value-of select="$w-repeat"/></h3>
  <p><xsl:value-of select="$w-repeat-text"/></p>
  <dl class="words">
    <dt><xsl:value-of select="$w-made-with"/></dt>
    <dd>
      <xsl:value-of select="concat($head/r:producer/@name, ' ', $head/r:producer/@version)"/>
      <xsl:for-each select="$head/r:producer/r:library">
        <xsl:value-of select="concat(', ', @name, ' ', @version)"/>
      </xsl:for-each>
    </dd>
    <dt><xsl:value-of select="$w-seed"/></dt>
    <dd><xsl:value-of select="$head/r:producer/@seed"/></dd>
    <dt><xsl:value-of select="$w-ranges"/></dt><dd><xsl:value-of select="$range"/></dd>
    <dt><xsl:value-of select="$w-study"/></dt>
    <dd>
      <xsl:call-template name="file">
        <xsl:with-param name="path" select="$head/r:study/@file"/>
      </xsl:call-template>
    </dd>
  </dl>
  <details>
    <summary><xsl:value-of select="$w-hashes"/></summary>
    <dl class="words">
      <dt><xsl:value-of select="$w-study"/></dt>
      <dd><code><xsl:value-of select="$head/r:study/@sha256"/></code></dd>
      <xsl:for-each select="$head/r:survey">
        <dt>
          <xsl:value-of select="concat($w-records-of, ' ')"/>
          <xsl:apply-templates select="@label" mode="name"/>
        </dt>
        <dd><code><xsl:value-of select="@rows-fingerprint"/></code></dd>
      </xsl:for-each>
      <xsl:for-each select="/r:report/r:section[@sha256]">
        <dt><xsl:apply-templates select="@plugin" mode="name"/></dt>
        <dd><code><xsl:value-of select="@sha256"/></code></dd>
      </xsl:for-each>
    </dl>
  </details>
</xsl:template>
</xsl:stylesheet>
