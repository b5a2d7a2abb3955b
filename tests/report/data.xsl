<?xml version="1.0"?>
<!-- What of a report is data, or stands for itself in every language, as plain text.
     SPDX-License-Identifier: GPL-3.0-or-later -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:orgmirror:report:1">
<xsl:output method="text" encoding="UTF-8"/>
<xsl:template match="/">
  <xsl:for-each select="//r:head//text() | //r:head//@label | //r:head//@file | //r:head//@id
      | //r:head//@name | //r:head//@version | //r:head//@claim | //r:head//@kind | //r:head//@role
      | //r:section/@plugin | //r:section/@version | //r:method/@reference | //r:comment
      | //r:row/@label | //r:value[not(@words)] | //r:verbatims/@label | //r:group/@label">
    <xsl:value-of select="normalize-space(.)"/><xsl:text> | </xsl:text>
  </xsl:for-each>
  <xsl:for-each select="//r:option">
    <xsl:value-of select="concat(@id, ' = ', @value, ' | ')"/>
  </xsl:for-each>
  <xsl:for-each select="//r:hypothesis">
    <xsl:for-each select="r:term">
      <xsl:value-of select="concat(@role, ': ', //r:scale[@id = current()/@scale]/@label, '; ')"/>
    </xsl:for-each>
    <xsl:text> | </xsl:text>
  </xsl:for-each>
  <xsl:for-each select="//r:table/@id"><xsl:value-of select="concat('tables/', ., '.csv | ')"/></xsl:for-each>
  <xsl:for-each select="//r:producer">
    <xsl:value-of select="concat(@name, ' ', @version, ', ', r:library/@name, ' ')"/>
  </xsl:for-each>
  <xsl:text> landlock seccomp UTF-8 | landlock, seccomp | awg | r*wg(j) | </xsl:text>
</xsl:template>
</xsl:stylesheet>
