/* Where the dots of a picture are: whether one of them is in a place, without looking at all.
 * Knows nothing of charts.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_DOTS_H
#define OM_REPORT_CHART_DOTS_H

#include <stddef.h>

typedef struct box {
  double left, top, right, bottom;
} box;

/* 1 when they have more than an edge in common. */
int box_overlap(const box *a, const box *b);

typedef struct dot {
  double x, y;
  size_t next; /* 1 + the next one in the same square */
} dot;

/* Squares over a picture, each with its dots; what lies outside is in the squares at the edge. */
typedef struct dots {
  dot *at;
  size_t *first; /* 1 + index */
  size_t n, across, down;
  double radius;
} dots;

/* Room for n dots; add them with dots_add.  0 ok; -1 out of memory.  Finish with dots_done, also
 * after -1. */
int dots_start(dots *d, size_t n, double width, double height, double radius);
void dots_add(dots *d, double x, double y);
void dots_done(dots *d);

/* 1 when the square around some dot overlaps the place. */
int dots_are_in(const dots *d, const box *place);

#endif
