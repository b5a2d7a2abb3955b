/* report.xml to report.html: one self-contained page, made by a stylesheet that is handed in.
 * Knows libxml2, libxslt and nettle; knows no file, no study and no statistic.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_HTML_H
#define OM_REPORT_HTML_H

#include <stddef.h>

/* What a page is made with.  Each text ends in NUL, which its length does not count.
 * xsl: one stylesheet, or several one after another, each with its XML declaration: the templates
 *   and words of the later ones are added to the first, and take the place of those of one name.
 * orgmirror's own are report.xsl, report-table.xsl, report-how.xsl, report-verbatims.xsl and
 * report-words.xsl, in this order. css, js: hold neither '<' nor '&'; they stand in the page as
 * they are, and are named there by a hash. */
typedef struct page_parts {
  const char *xsl, *css, *js;
  size_t n_xsl, n_css, n_js;
  int has_images; /* pictures may stand in the page, as data: URIs */
} page_parts;

/* Makes the page of a report.  The report is not trusted: a document type declaration is refused,
 * nothing is fetched, and the stylesheet may read and write nothing.  The report is expected to be
 * valid against report.rnc; one that is not may give a page with gaps, and no worse.
 *
 * Equal inputs give equal bytes, in every locale.  [any thread, one call at a time: libxslt's
 * error hook belongs to the process, and is put back.]
 *
 * Returns 0: *html holds *n_html bytes and a NUL, malloc'd, the caller's.  Returns -1: *why is a
 * sentence, malloc'd, the caller's, or NULL when memory ran out.  What is not set is NULL. */
int report_html(const char *xml, size_t n_xml, const page_parts *parts, char **html, size_t *n_html,
                char **why);

#endif
