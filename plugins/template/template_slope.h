/* template: the arithmetic, which knows numbers and nothing of surveys, so that
 * test/test_template.c can try it alone.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEMPLATE_SLOPE_H
#define TEMPLATE_SLOPE_H

#include <stddef.h>

/* A straight line through n points, by least squares. */
typedef struct slope {
  double value;          /* how much higher y is where x is higher by 1 */
  double se;             /* its standard error */
  size_t df;             /* n - 2 */
  const char *undefined; /* why there is no slope, a static string, and then value and se are NaN;
                            else NULL */
} slope;

/* The slope of y on x: Sxy / Sxx, with the standard error sqrt(SSE / (n - 2) / Sxx), where S are
 * sums of squares and products about the means and SSE is what the line leaves of Syy.  Wants three
 * points, and differences in both; the values are finite.  Draper & Smith (1998), Applied
 * Regression Analysis, 1.2 and 1.4. */
slope slope_of(size_t n, const double *x, const double *y);

#endif
