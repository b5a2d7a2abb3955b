/* Weighted means, variances, quantiles and shares, and how much weighting costs.
 * Must not know who is weighted.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

static const char bad_weight[] = "a weight is negative, missing or infinite";

/* Sums over cases with weight > 0. */
typedef struct om_mass {
  uint64_t n;
  double sum, squares;
  const char *problem;
} om_mass;

static om_mass
mass_of(size_t n, const double *weight)
{
  om_mass m = {0};
  om_sum sum = {0}, squares = {0};
  for (size_t i = 0; i < n; i++) {
    if (!(weight[i] >= 0 && isfinite(weight[i]))) {
      m.problem = bad_weight;
      return m;
    }
    m.n += weight[i] > 0;
    om_add(&sum, weight[i]);
    om_add(&squares, weight[i] * weight[i]);
  }
  m.sum = sum.hi;
  m.squares = squares.hi;
  m.problem = m.n == 0 ? "no case has a weight" : NULL;
  return m;
}

static double
effective(const om_mass *m)
{
  return m->sum / m->squares * m->sum;
}

om_stat
om_effective_n(size_t n, const double *weight)
{
  const om_mass m = mass_of(n, weight);
  return m.problem ? om_undefined(m.problem, n) : om_stat_of(effective(&m), m.n);
}

om_stat
om_design_effect(size_t n, const double *weight)
{
  const om_mass m = mass_of(n, weight);
  return m.problem ? om_undefined(m.problem, n) : om_stat_of((double)m.n / effective(&m), m.n);
}

/* Weighted mean and sum of squares about it. */
static void
mean_ss(size_t n, const double *x, const double *weight, double sum, double *mean, double *ss)
{
  om_sum total = {0}, squares = {0}, rounding = {0};
  for (size_t i = 0; i < n; i++)
    om_add(&total, weight[i] > 0 ? weight[i] * x[i] : 0);
  const double centre = total.hi / sum;
  for (size_t i = 0; i < n; i++) {
    const double d = weight[i] > 0 ? x[i] - centre : 0;
    om_add(&squares, weight[i] * d * d);
    om_add(&rounding, weight[i] * d);
  }
  *mean = centre + rounding.hi / sum;
  *ss = fmax(squares.hi - rounding.hi * rounding.hi / sum, 0);
}

om_stat
om_weighted_mean(size_t n, const double *x, const double *weight, double conf)
{
  const om_mass m = mass_of(n, weight);
  if (m.problem || !om_conf_ok(conf))
    return om_undefined(m.problem ? m.problem : OM_BAD_CONF, n);
  double mean, ss;
  mean_ss(n, x, weight, m.sum, &mean, &ss);
  om_stat s = om_stat_of(mean, m.n);
  const double cases = effective(&m);
  if (m.n < 2 || !(cases > 1 + 1e-9)) {
    s.no_range = "fewer than 2 effective values";
    return s;
  }
  s.df = cases - 1;
  s.se = sqrt(ss / (m.sum - m.squares / m.sum) / cases);
  const double half = om_t_quantile(.5 + conf / 2, s.df) * s.se;
  s.lo = mean - half;
  s.hi = mean + half;
  return s;
}

om_stat
om_weighted_variance(size_t n, const double *x, const double *weight)
{
  const om_mass m = mass_of(n, weight);
  if (m.problem)
    return om_undefined(m.problem, n);
  if (m.n < 2 || !(effective(&m) > 1 + 1e-9))
    return om_undefined("fewer than 2 effective values", m.n);
  double mean, ss;
  mean_ss(n, x, weight, m.sum, &mean, &ss);
  return om_stat_of(ss / (m.sum - m.squares / m.sum), m.n);
}

om_stat
om_weighted_quantile(size_t n, const double *sorted, const double *weight, double p)
{
  const om_mass m = mass_of(n, weight);
  if (m.problem)
    return om_undefined(m.problem, n);
  if (!(p >= 0 && p <= 1))
    return om_undefined("the share is not between 0 and 1", n);
  const double wanted = p * m.sum, fuzz = 8 * DBL_EPSILON * m.sum;
  om_sum below = {0};
  double low = NAN;
  for (size_t i = 0; i < n; i++) {
    if (weight[i] == 0)
      continue;
    if (!isnan(low))
      return om_stat_of(low + (sorted[i] - low) / 2, m.n);
    om_add(&below, weight[i]);
    if (below.hi > wanted + fuzz)
      return om_stat_of(sorted[i], m.n);
    if (below.hi >= wanted - fuzz)
      low = sorted[i]; /* hit exactly: the mean with the next */
  }
  return om_stat_of(low, m.n);
}

om_stat
om_weighted_share(size_t n, const uint8_t *hit, const double *weight, double conf)
{
  const om_mass m = mass_of(n, weight);
  if (m.problem || !om_conf_ok(conf))
    return om_undefined(m.problem ? m.problem : OM_BAD_CONF, n);
  om_sum hits = {0};
  bool all = true;
  for (size_t i = 0; i < n; i++) {
    om_add(&hits, hit[i] ? weight[i] : 0);
    all &= hit[i] || weight[i] == 0;
  }
  const double cases = effective(&m);
  om_stat s = om_stat_of(all ? 1 : hits.hi / m.sum, m.n);
  s.se = sqrt(s.value * (1 - s.value) / cases);
  om_wilson(s.value, cases, conf, &s.lo, &s.hi);
  return s;
}
