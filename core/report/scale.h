/* A linear axis: where a value stands in a picture, and the round numbers that label it.
 * Knows neither SVG nor reports.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_SCALE_H
#define OM_REPORT_SCALE_H

#include <stddef.h>

/* Values lo..hi lie at from..to; from may be greater than to (upward and leftward axes). */
typedef struct axis {
  double lo, hi;   /* values, lo < hi */
  double from, to; /* places in the picture */
  double step;     /* distance of the ticks: 1, 2, 2.5 or 5 times a power of ten */
  long first;      /* the first tick is first * step */
  size_t n_ticks;
} axis;

/* An axis from `from` to `to` with about `wanted` ticks.  `round` widens lo..hi to whole steps;
 * without it the ends stay and the ticks lie within.  Equal or unordered ends are widened, ends
 * that are no finite numbers become 0..1; more than 64 ticks are never made. */
axis axis_make(double lo, double hi, int round, size_t wanted, double from, double to);

/* The value of tick `i` < n_ticks: a whole multiple of the step, never -0. */
double axis_tick(const axis *a, size_t i);

/* The place of a value; one outside the axis lands outside the picture's part. */
double axis_at(const axis *a, double value);

/* The place of a value, brought to the nearer end when it is outside. */
double axis_within(const axis *a, double value);

/* 1 when the value is inside the axis, ends included. */
int axis_holds(const axis *a, double value);

#endif
