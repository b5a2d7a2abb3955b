<?xml version="1.0"?>
<!-- A report of which nothing may be shown, from any report.
     SPDX-License-Identifier: GPL-3.0-or-later -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:orgmirror:report:1" exclude-result-prefixes="r">
<xsl:template match="@* | node()">
  <xsl:copy><xsl:apply-templates select="@* | node()"/></xsl:copy>
</xsl:template>
<xsl:template match="r:finding | r:open | r:note | r:lead"/>
<xsl:template match="r:privacy/@withheld">
  <xsl:attribute name="withheld"><xsl:value-of select="../@estimates"/></xsl:attribute>
</xsl:template>
<xsl:template match="r:estimate">
  <xsl:copy>
    <xsl:apply-templates select="@*[name() != 'value' and name() != 'lo' and name() != 'hi'
      and name() != 'se' and name() != 'p' and name() != 'n' and name() != 'undefined']"/>
    <xsl:attribute name="withheld">small-group</xsl:attribute>
  </xsl:copy>
</xsl:template>
<xsl:template match="r:remark">
  <xsl:copy>
    <xsl:apply-templates select="@*[name() != 'template']"/>
    <xsl:attribute name="withheld">small-group</xsl:attribute>
  </xsl:copy>
</xsl:template>
<xsl:template match="r:row">
  <xsl:copy>
    <xsl:apply-templates select="@*"/>
    <xsl:attribute name="withheld">small-group</xsl:attribute>
    <xsl:apply-templates select="node()"/>
  </xsl:copy>
</xsl:template>
</xsl:stylesheet>
