/* Mean, variance and quantiles of numbers, and of answers counted by code.
 * Must not know where the numbers come from.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"

void
om_mean_ss(size_t n, const double *x, double *mean, double *ss)
{
  if (n == 0) {
    *mean = NAN;
    *ss = 0;
    return;
  }
  om_sum sum = {0};
  for (size_t i = 0; i < n; i++)
    om_add(&sum, x[i]);
  const double centre = sum.hi / (double)n;

  /* The rounding of the centre is taken out again by the sum of the deviations. */
  om_sum deviations = {0}, squares = {0};
  for (size_t i = 0; i < n; i++) {
    const double d = x[i] - centre;
    om_add(&deviations, d);
    om_add(&squares, d * d);
  }
  om_add(&squares, -deviations.hi * deviations.hi / (double)n);
  *mean = centre + deviations.hi / (double)n;
  *ss = fmax(squares.hi, 0);
}

om_stat
om_mean(size_t n, const double *x, double conf)
{
  if (n == 0)
    return om_undefined("no values", n);
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, n);

  double mean, ss;
  om_mean_ss(n, x, &mean, &ss);
  om_stat s = om_stat_of(mean, n);
  if (n < 2) {
    s.no_range = "fewer than 2 values";
    return s;
  }
  s.df = (double)(n - 1);
  s.se = sqrt(ss / s.df / (double)n);
  const double t = om_t_quantile(.5 + conf / 2, s.df);
  s.lo = mean - t * s.se;
  s.hi = mean + t * s.se;
  return s;
}

om_stat
om_variance(size_t n, const double *x)
{
  if (n < 2)
    return om_undefined("fewer than 2 values", n);
  double mean, ss;
  om_mean_ss(n, x, &mean, &ss);
  return om_stat_of(ss / (double)(n - 1), n);
}

om_stat
om_quantile7(size_t n, const double *sorted, double p)
{
  if (n == 0)
    return om_undefined("no values", n);
  if (!(p >= 0 && p <= 1))
    return om_undefined("the share is not between 0 and 1", n);

  const double place = p * (double)(n - 1);
  const size_t below = (size_t)place;
  const size_t above = below + 1 < n ? below + 1 : below;
  const double part = place - (double)below;
  return om_stat_of(sorted[below] + part * (sorted[above] - sorted[below]), n);
}

om_stat
om_variance_from_counts(size_t n_codes, const uint64_t *counts)
{
  /* Codes counted from 0: a variance does not see where they start. */
  uint64_t n = 0;
  unsigned __int128 sum = 0, squares = 0;
  for (size_t i = 0; i < n_codes; i++) {
    n += counts[i];
    sum += (unsigned __int128)counts[i] * i;
    squares += (unsigned __int128)counts[i] * i * i;
  }
  if (n < 2)
    return om_undefined("fewer than 2 values", n);
  const unsigned __int128 n_ss = n * squares - sum * sum;
  return om_stat_of((double)n_ss / ((double)n * (double)(n - 1)), n);
}
