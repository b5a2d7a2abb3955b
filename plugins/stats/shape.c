/* Skewness, kurtosis, quantiles of every type, absolute deviation, autocorrelation.
 * Must not know where the numbers come from.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include "internal_regression.h"
#include <gsl/gsl_sort.h>
#include <stdlib.h>

static const char flat[] = "zero variance";

/* Sums of powers of the deviations from the mean. */
typedef struct om_powers {
  double second, third, fourth;
} om_powers;

static om_powers
powers(size_t n, const double *x, double mean)
{
  om_sum second = {0}, third = {0}, fourth = {0};
  for (size_t i = 0; i < n; i++) {
    const double d = x[i] - mean;
    om_add(&second, d * d);
    om_add(&third, d * d * d);
    om_add(&fourth, d * d * d * d);
  }
  return (om_powers){second.hi, third.hi, fourth.hi};
}

void
om_shape(size_t n, const double *x, om_shape_result *out)
{
  const char *why = NULL;
  double mean = NAN, ss = 0;
  om_mean_ss(n, x, &mean, &ss);
  if (n < 2)
    why = "fewer than 2 values";
  else if (om_is_rounding(ss, n, om_largest(n, x)))
    why = flat;
  if (why) {
    out->skew_g1 = out->skew_G1 = out->kurtosis_g2 = out->kurtosis_G2 = om_undefined(why, n);
    return;
  }

  const om_powers p = powers(n, x, mean);
  const double m = (double)n, m2 = p.second / m;
  const double g1 = p.third / m / (m2 * sqrt(m2)), g2 = p.fourth / m / (m2 * m2) - 3;
  out->skew_g1 = om_stat_of(g1, n);
  out->kurtosis_g2 = om_stat_of(g2, n);
  out->skew_G1 = om_undefined("fewer than 3 values", n);
  out->kurtosis_G2 = om_undefined("fewer than 4 values", n);
  if (n < 3)
    return;
  out->skew_G1 = om_stat_of(g1 * sqrt(m * (m - 1)) / (m - 2), n);
  out->skew_G1.se = sqrt(6 * m * (m - 1) / ((m - 2) * (m + 1) * (m + 3)));
  if (n < 4)
    return;
  out->kurtosis_G2 = om_stat_of(((m + 1) * g2 + 6) * (m - 1) / ((m - 2) * (m - 3)), n);
  out->kurtosis_G2.se = 2 * out->skew_G1.se * sqrt((m * m - 1) / ((m - 3) * (m + 5)));
}

/* The j-th smallest of n, counted from 1; the ends stand for what lies beyond them. */
static double
at(size_t n, const double *sorted, double j)
{
  return sorted[(size_t)fmin(fmax(j, 1), (double)n) - 1];
}

/* Types 1 to 3 take a value, or the mean of two, by where n p + shift falls. */
static double
step_quantile(size_t n, const double *sorted, double p, uint32_t type)
{
  const double place = (double)n * p - (type == 3 ? .5 : 0);
  const double j = floor(place + 4 * DBL_EPSILON * (double)n);
  const bool between = place > j + 4 * DBL_EPSILON * (double)n;
  const double low = at(n, sorted, j), high = at(n, sorted, j + 1);
  if (between)
    return high;
  if (type == 2)
    return (low + high) / 2;
  return type == 3 && fmod(j, 2) != 0 ? high : low;
}

/* Types 4 to 9 interpolate at alpha + p (n + 1 - alpha - beta). */
static double
smooth_quantile(size_t n, const double *sorted, double p, uint32_t type)
{
  static const double alpha[] = {0, .5, 0, 1, 1. / 3, 3. / 8}, beta[] = {1, .5, 0, 1, 1. / 3, .375};
  const double a = alpha[type - 4], b = beta[type - 4];
  const double place = a + p * ((double)n + 1 - a - b);
  const double fuzz = 4 * DBL_EPSILON * fmax(1, place);
  const double j = floor(place + fuzz);
  double part = place - j;
  part = fabs(part) < fuzz ? 0 : part;
  const double low = at(n, sorted, j), high = at(n, sorted, j + 1);
  return low + part * (high - low);
}

om_stat
om_quantile(size_t n, const double *sorted, double p, uint32_t type)
{
  if (n == 0)
    return om_undefined("no values", n);
  if (!(p >= 0 && p <= 1))
    return om_undefined("the share is not between 0 and 1", n);
  if (type < 1 || type > 9)
    return om_undefined("no such type of quantile", n);
  return om_stat_of(
      type < 4 ? step_quantile(n, sorted, p, type) : smooth_quantile(n, sorted, p, type), n);
}

om_stat
om_mad(size_t n, const double *x)
{
  if (n == 0)
    return om_undefined("no values", n);
  double *const sorted = calloc(n, sizeof *sorted);
  if (!sorted)
    return om_undefined(OM_NO_MEMORY, n);
  for (size_t i = 0; i < n; i++)
    sorted[i] = x[i];
  gsl_sort(sorted, 1, n);
  const double median = om_quantile7(n, sorted, .5).value;
  for (size_t i = 0; i < n; i++)
    sorted[i] = fabs(x[i] - median);
  gsl_sort(sorted, 1, n);
  const om_stat s = om_quantile7(n, sorted, .5);
  free(sorted);
  return s;
}

om_stat
om_autocorrelation(size_t n, const double *x)
{
  if (n < 2)
    return om_undefined("fewer than 2 values", n);
  double mean, ss;
  om_mean_ss(n, x, &mean, &ss);
  if (om_is_rounding(ss, n, om_largest(n, x)))
    return om_undefined(flat, n);
  /* At twice the precision: products of both signs nearly cancel. */
  om_wide sum = {0}, products = {0}, squares = {0}, before = {0};
  for (size_t i = 0; i < n; i++)
    om_add(&sum, x[i]);
  const om_wide centre = om_wide_divide(sum, om_wide_of((double)n));
  for (size_t i = 0; i < n; i++) {
    const om_wide d = om_wide_subtract(om_wide_of(x[i]), centre);
    if (i > 0)
      om_wide_accumulate(&products, d, before);
    om_wide_accumulate(&squares, d, d);
    before = d;
  }
  return om_stat_of(om_wide_divide(products, squares).hi, n);
}
