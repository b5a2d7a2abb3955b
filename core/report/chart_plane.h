/* A picture with two axes of numbers: its frame, and names for the dots that tell most.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_PLANE_H
#define OM_REPORT_CHART_PLANE_H

#include "chart_label.h"
#include "chart_mark.h"
#include "chart_picture.h"

typedef struct plane {
  int narrow, has_whiskers; /* through the dots: names keep away from them */
  double width, height;
  double radius; /* of a dot */
  axis x, y;
} plane;

typedef struct plane_point {
  const chart_row *row;
  const char *label;
  double x, y;   /* in the picture */
  double weight; /* the heaviest are named first */
} plane_point;

/* Starts `s` and draws grid, numbers and the names of the axes: the chart's first column to the
 * right, its second upward.  x, y: smallest and greatest value that is drawn. */
plane plane_start(const chart_view *view, svg *s, const double x[2], const double y[2]);

/* Names dots where there is room: all of a few, the heaviest of many.  Sorts the points. */
void plane_names(svg *s, const plane *l, plane_point *points, size_t n);

#endif
