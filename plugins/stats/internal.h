/* What the files of the statistics kit share: how "undefined" is made, sums that do not depend on
 * the order of their terms, and when a sum of squares is nothing but rounding.  Not installed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_INTERNAL_H
#define OM_STATS_INTERNAL_H

#include <float.h>
#include <math.h>
#include <orgmirror/stats.h>
#include <stdbool.h>

#define OM_NO_MEMORY "out of memory"
#define OM_BAD_CONF "the confidence level is not between 0 and 1"

#define OM_OVERFLOW "not a finite number: a value is missing, infinite, or too large or small"

/* A value without anything around it; where it is no number, undefined. */
static inline om_stat
om_stat_of(double value, uint64_t n)
{
  return (om_stat){.value = isfinite(value) ? value : NAN,
                   .undefined = isfinite(value) ? NULL : OM_OVERFLOW,
                   .lo = NAN,
                   .hi = NAN,
                   .se = NAN,
                   .statistic = NAN,
                   .df = NAN,
                   .df2 = NAN,
                   .p = NAN,
                   .n = n};
}

static inline om_stat
om_undefined(const char *why, uint64_t n)
{
  om_stat s = om_stat_of(0, n);
  s.value = NAN;
  s.undefined = why;
  return s;
}

static inline bool
om_conf_ok(double conf)
{
  return conf > 0 && conf < 1;
}

/* Sum carried as an unevaluated pair of doubles: 106 bits, so that adding in another order changes
 * the rounded result only in ties that do not occur in practice. */
typedef struct om_sum {
  double hi, lo;
} om_sum;

static inline void
om_add(om_sum *s, double x)
{
  const double t = s->hi + x;
  const double part = t - s->hi;
  const double lost = (s->hi - (t - part)) + (x - part);
  const double low = s->lo + lost;
  s->hi = t + low;
  s->lo = low - (s->hi - t);
}

/* True when `ss`, a sum of n squared deviations of values no larger than `largest`, could be made
 * of rounding errors of those values alone. */
static inline bool
om_is_rounding(double ss, size_t n, double largest)
{
  const double error = 8 * DBL_EPSILON * largest;
  return !(ss > (double)n * error * error);
}

/* Largest absolute value of x. */
static inline double
om_largest(size_t n, const double *x)
{
  double largest = 0;
  for (size_t i = 0; i < n; i++)
    largest = fmax(largest, fabs(x[i]));
  return largest;
}

/* A correlation as computed, with what rounding alone keeps from -1, or 1, or carries beyond it. */
static inline double
om_correlation(double r)
{
  return 1 - fabs(r) < 8 * DBL_EPSILON ? copysign(1, r) : r;
}

/* Half-width of a range on a normal scale of standard error 1. */
double om_z_critical(double conf);
/* F that is exceeded with probability q: keeps its accuracy for a small q. */
double om_f_exceeded(double q, double df1, double df2);
/* The ten rounds of Philox4x32, from the counter and key of the paper to its four words. */
void om_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);
/* Pearson's r of the pairs other than `left_out` (n: none), each with its weight (NULL: 1); NaN
 * when a variable does not vary. */
double om_correlate(size_t n, const double *x, const double *y, const double *w, size_t left_out);
/* Fills lo and hi of a correlation by Fisher's z with standard error se. */
void om_fisher_range(om_stat *s, double se, double conf);

#endif
