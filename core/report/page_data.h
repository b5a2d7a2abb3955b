/* What the functions of a page share, and what they need of libxslt.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_PAGE_DATA_H
#define OM_REPORT_PAGE_DATA_H

#include "repeats.h"
#include "table_view.h"

#include <libxml/xpathInternals.h>
#include <libxslt/xsltInternals.h>

#define PAGE_NAMESPACE "urn:orgmirror:xslt:1"

/* A page asks several things about one table, then about the next: the last one is kept. */
typedef struct page_data {
  const chart_report *report;
  table_view view;
  repeats repeats;
  number_words number;
  struct {
    const char *name;
    xmlChar *text;
  } words[32]; /* variables that were asked for */
  size_t n_words;
} page_data;

/* Takes the transformation's _private. */
void page_data_offer(xsltTransformContext *ctx, page_data *data);
page_data *page_data_of(xsltTransformContext *ctx);
void page_data_done(page_data *data);

/* Ends the transformation. */
void page_function_failed(xmlXPathParserContext *xpath, const char *said);

/* The value of a global variable, whose name is a literal; "" when there is none; NULL when memory
 * runs out.  Good as long as the transformation. */
const char *page_word(xsltTransformContext *ctx, const char *name);

/* How the page writes numbers; NULL when memory runs out.  Good as long as the transformation. */
const number_words *page_number_words(xsltTransformContext *ctx);

/* Takes the last argument, a set of one node that is no document; NULL, and the transformation
 * ends, when it is anything else. */
xmlNode *page_pop_node(xmlXPathParserContext *xpath, const char *function);

#endif
