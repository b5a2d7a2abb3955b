<?xml version="1.0" encoding="UTF-8"?>
<!-- Comments word for word.  They stand in no order, so that the first few of many are as good as
     any. SPDX-License-Identifier: GPL-3.0-or-later -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:orgmirror:report:1" xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="r">

<!-- comments of a group that the page shows -->
<xsl:variable name="most-comments" select="30"/>

<xsl:template match="r:verbatims">
  <section class="part" id="om:verbatims-{position()}">
    <h2><xsl:apply-templates select="." mode="title"/></h2>
    <p class="lead"><xsl:value-of select="$w-verbatims-lead"/></p>
    <xsl:choose>
      <xsl:when test="r:group"><xsl:apply-templates select="r:group"/></xsl:when>
      <xsl:otherwise><p class="plainly"><xsl:value-of select="$w-verbatims-none"/></p></xsl:otherwise>
    </xsl:choose>
  </section>
</xsl:template>

<xsl:template match="r:verbatims" mode="title">
  <xsl:value-of select="concat($w-verbatims, ': ')"/>
  <xsl:apply-templates select="@label" mode="name"/>
</xsl:template>

<xsl:template match="r:verbatims/r:group">
  <details>
    <summary>
      <xsl:apply-templates select="@label" mode="name"/>
      <xsl:if test="not(@unit)">
        <xsl:choose>
          <xsl:when test="../r:group[2]"><xsl:value-of select="$w-verbatims-others"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$w-verbatims-all"/></xsl:otherwise>
        </xsl:choose>
      </xsl:if>
      <xsl:call-template name="say">
        <xsl:with-param name="text" select="concat(' ', $w-verbatims-count)"/>
        <xsl:with-param name="a" select="count(r:comment)"/>
      </xsl:call-template>
    </summary>
    <ul class="verbatims">
      <xsl:for-each select="r:comment[position() &lt;= $most-comments]">
        <li dir="auto"><xsl:value-of select="."/></li>
      </xsl:for-each>
    </ul>
    <xsl:if test="r:comment[$most-comments + 1]">
      <p class="note">
        <xsl:call-template name="say">
          <xsl:with-param name="text" select="$w-verbatims-more"/>
          <xsl:with-param name="a" select="count(r:comment) - $most-comments"/>
        </xsl:call-template>
      </p>
    </xsl:if>
    <xsl:if test="@unshown != 0">
      <p class="note">
        <xsl:call-template name="say">
          <xsl:with-param name="text" select="$w-verbatims-unshown"/>
          <xsl:with-param name="a" select="@unshown"/>
        </xsl:call-template>
      </p>
    </xsl:if>
  </details>
</xsl:template>

</xsl:stylesheet>
