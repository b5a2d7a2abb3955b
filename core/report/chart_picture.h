/* The pictures that chart.c picks from, one file each.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_PICTURE_H
#define OM_REPORT_CHART_PICTURE_H

#include "chart.h"
#include "svg.h"

/* What a picture is made from. */
typedef struct chart_view {
  const chart_data *data;
  const chart_words *words;
  chart_layout layout;
  double confidence;
  xmlDoc *doc;
  const char *id; /* of this picture; no other element of the page has it */
} chart_view;

/* Widths of the two layouts. */
enum { PICTURE_WIDE = 760, PICTURE_NARROW = 340 };

/* Each starts `s` and draws; memory that runs out shows in s->failed. */
void picture_butterfly(const chart_view *view, svg *s);
void picture_forest(const chart_view *view, svg *s);
void picture_bars(const chart_view *view, svg *s);
void picture_scatter(const chart_view *view, svg *s);
void picture_quadrant(const chart_view *view, svg *s);
void picture_trend(const chart_view *view, svg *s);
void picture_dist(const chart_view *view, svg *s);

#endif
