/* The functions that the page's stylesheet calls, in namespace urn:orgmirror:xslt:1:
 *   om:chart(chart)            an <svg> drawn from a chart of the report, or nothing where the
 *   om:chart(chart, 'narrow')  table alone is shown
 *   om:number(value, format)   a number as the report writes it
 * A stylesheet that finds no such functions shows tables with plain numbers.
 * Knows libxslt; knows no page.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_XPATH_H
#define OM_REPORT_CHART_XPATH_H

#include <libxslt/xsltInternals.h>

/* Offers the functions to one transformation that has page_data, whose report outlives it.  The
 * words in pictures are global variables of the stylesheet: w-withheld, w-undefined, w-more, w-to,
 * w-or-more, w-or-less.  0 ok; -1 out of memory. */
int chart_xpath_offer(xsltTransformContext *ctx);

#endif
