/* A report, and the words of its page, in another language.
 * The report's own texts carry what they were made from (report.rnc, Said): a template, and the
 * names and numbers that were filled in.  Data (labels, questions, comments) stay as they are.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_TRANSLATE_H
#define OM_REPORT_TRANSLATE_H

#include "base/catalogue.h"

#include <libxml/tree.h>

struct estimates;

/* What is translated with what.  What no catalogue has stays in English. */
typedef struct page_language {
  const char *tag;                    /* "de" */
  const catalogue *const *catalogues; /* asked in this order; words of the page stand in them in the
                                         context of their names, all else without one */
  size_t n;
} page_language;

/* Every text of the report that is no data, and every reason for which an estimate is undefined.
 * 0; -1 when memory runs out. */
int translate_report(xmlDoc *report, struct estimates *e, const page_language *language);

/* The variables w-* of a stylesheet.  0; -1 when memory runs out. */
int translate_words(xmlDoc *sheet, const page_language *language);

#endif
