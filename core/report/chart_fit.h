/* A straight line through points, and how far it may lie off.  Plain arithmetic: knows neither
 * reports nor pictures.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef OM_REPORT_CHART_FIT_H
#define OM_REPORT_CHART_FIT_H

#include <stddef.h>

/* y = intercept + slope x by least squares, with what its band needs. */
typedef struct line_fit {
  size_t n;
  double intercept, slope;
  double mean_x, sxx; /* mean of x, and sum of squares about it */
  double s;           /* residual standard deviation on n - 2 degrees of freedom */
} line_fit;

/* 1 and *fit, or 0 when there is no line: fewer than 3 points, or all x alike. */
int line_fit_make(line_fit *fit, const double *x, const double *y, size_t n);

double line_fit_at(const line_fit *fit, double x);

/* Half the width, at x, of the pointwise confidence band of the line:
 * t(n - 2) s sqrt(1/n + (x - mean)^2 / sxx). `t` is student_quantile(confidence, n - 2). */
double line_fit_half_band(const line_fit *fit, double x, double t);

/* The t that a Student variable on `df` >= 3 degrees of freedom exceeds in absolute value with
 * probability 1 - confidence.  By the expansion in 1/df of Abramowitz and Stegun 26.7.5: for .95 it
 * is within 2e-4 of the true value from df 8 on, enough to draw with. */
double student_quantile(double confidence, size_t df);

#endif
