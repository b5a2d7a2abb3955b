<?xml version="1.0" encoding="UTF-8"?>
<!-- A house template: what is named here takes the place of what the program has under that name.
     page-header and page-footer are made to be replaced; so are the words of the page (w-...), which
     report-words.xsl lists.  SPDX-License-Identifier: GPL-3.0-or-later -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:r="urn:orgmirror:report:1" xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="r">

<xsl:variable name="w-findings">What stands out</xsl:variable>

<xsl:template name="page-header">
  <header class="top">
    <div class="house">
      <img alt="" src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'%3E%3Ccircle cx='9' cy='12' r='8' fill='%2300695c'/%3E%3Ccircle cx='15' cy='12' r='8' fill='%23b2431f' fill-opacity='.8'/%3E%3C/svg%3E"/>
      <span>Example Consulting</span>
    </div>
    <xsl:for-each select="$head/r:organisation[string(.)]">
      <p class="org"><xsl:apply-templates select="." mode="name"/></p>
    </xsl:for-each>
    <h1><xsl:apply-templates select="$head/r:title" mode="name"/></h1>
    <ul class="facts">
      <xsl:apply-templates select="$head/r:survey | $head/r:units" mode="fact"/>
    </ul>
    <!-- who may read it belongs on every page -->
    <p class="readers">
      <strong><xsl:value-of select="$w-readers"/></strong>
      <xsl:text> </xsl:text>
      <xsl:apply-templates select="$head/r:privacy" mode="readers"/>
    </p>
  </header>
</xsl:template>

<xsl:template name="page-footer">
  <footer>
    <p>Example Consulting, for the board only.
      <xsl:value-of select="concat($w-made-with, ' ', $head/r:producer/@name, ' ',
        $head/r:producer/@version)"/></p>
  </footer>
</xsl:template>
</xsl:stylesheet>
