/* A picture whose rows stand side by side in the order of the table, with one axis upward: points
 * in time, or the steps of an answer.  A row that is withheld keeps its place, empty.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_STEPS_H
#define OM_REPORT_CHART_STEPS_H

#include "chart_mark.h"
#include "chart_picture.h"

typedef struct steps {
  int narrow;
  double width, height;
  double left, right; /* of the part with the rows */
  axis y;
  const chart_row **rows; /* [n] in the order of the table */
  size_t n;
} steps;

/* Smallest and greatest of the values and range ends of all columns; 0 when there is none. */
int steps_span(const chart_data *data, double span[2]);

/* Starts `s` and draws grid, numbers and the names of rows, as many as there is room for; `beside`
 * is left free at the right, or, where it is 0, the columns are named on top.  0 ok; -1 out of
 * memory.  Finish with steps_done, also after -1. */
int steps_start(steps *l, const chart_view *view, svg *s, const double span[2], double beside);
void steps_done(steps *l);

/* The middle of a row's place, and how wide that is. */
double steps_at(const steps *l, size_t row);
double steps_width(const steps *l);

#endif
