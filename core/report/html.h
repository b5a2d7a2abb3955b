/* report.xml to report.html: one self-contained page, made by a stylesheet that is handed in.
 * Knows libxml2, libxslt and nettle; knows no file, no study and no statistic.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_HTML_H
#define OM_REPORT_HTML_H

#include "translate.h"

#include <stddef.h>

/* What a page is made with.  Each text ends in NUL, which its length does not count.
 * xsl: one stylesheet, or several one after another, each with its XML declaration: the templates
 *   and words of the later ones are added to the first, and take the place of those of one name.
 * orgmirror's own are report.xsl, report-table.xsl, report-how.xsl, report-units.xsl,
 * report-verbatims.xsl and report-words.xsl, in this order. css, js: hold neither '<' nor '&'; they
 * stand in the page as they are, and are named there by a hash. */
typedef struct page_parts {
  const char *xsl, *css, *js;
  size_t n_xsl, n_css, n_js;
  int has_images;                /* pictures may stand in the page, as data: URIs */
  const page_language *language; /* NULL: English, in which reports are written */
  int is_split; /* long tables of units, and what is said of each of many units, on other pages */
} page_parts;

/* A page by its name: "report.html", the first; the others "units/NAME.html". */
typedef struct report_page {
  char *name, *html;
  size_t n;
} report_page;

/* As report_html, with every page there is: one, unless parts->is_split.  *pages is malloc'd, and
 * report_pages_free frees it. */
int report_pages(const char *xml, size_t n_xml, const page_parts *parts, report_page **pages,
                 size_t *n_pages, char **why);
void report_pages_free(report_page *pages, size_t n);

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
