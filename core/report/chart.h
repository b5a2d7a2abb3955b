/* Draws a chart of report.xml as an <svg>: picks the picture for the chart's type, or none.
 * Knows where a report keeps its numbers; knows no statistic and no HTML.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_H
#define OM_REPORT_CHART_H

#include "chart_data.h"

#include <libxml/tree.h>

/* Two pictures of one chart: for screens and paper, and for a phone 360 px wide. */
typedef enum chart_layout { CHART_WIDE, CHART_NARROW } chart_layout;

/* Every fixed word in a picture; the strings are the caller's. */
typedef struct chart_words {
  const char *withheld;  /* "not shown (small group)" */
  const char *undefined; /* "undefined": a colon and the reason follow */
  const char *look;      /* "look here first" */
  const char *more;      /* "more in the table": a number stands before it */
  number_words number;
} chart_words;

/* How a chart came out.  CHART_TABLE_ONLY: the type is unknown here, or no row has a value. */
typedef enum chart_outcome { CHART_DRAWN, CHART_TABLE_ONLY, CHART_NO_MEMORY } chart_outcome;

/* Draws `chart`, an element of the report.  CHART_DRAWN: *svg is a new element of `doc`, linked
 * nowhere, the caller's; otherwise it is NULL. */
chart_outcome chart_draw(const chart_report *report, xmlNode *chart, const chart_words *words,
                         chart_layout layout, xmlDoc *doc, xmlNode **svg);

#endif
