/* A share of cases: ranges, and whether it differs from an expected one.
 * Must not know what was counted.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"

static const char *
share_problem(uint64_t hits, uint64_t n)
{
  return n == 0 ? "no cases" : hits > n ? "more hits than cases" : NULL;
}

static om_stat
share_of(uint64_t hits, uint64_t n)
{
  const double cases = (double)n, p = (double)hits / cases;
  om_stat s = om_stat_of(p, n);
  s.se = sqrt(p * (1 - p) / cases);
  return s;
}

void
om_wilson_at(double share, double n, double z, double *lo, double *hi)
{
  const double z2 = z * z / n;
  const double centre = (share + z2 / 2) / (1 + z2);
  const double half = z / (1 + z2) * sqrt(share * (1 - share) / n + z2 / (4 * n));
  *lo = share > 0 ? fmax(centre - half, 0) : 0;
  *hi = share < 1 ? fmin(centre + half, 1) : 1;
}

void
om_wilson(double share, double n, double conf, double *lo, double *hi)
{
  om_wilson_at(share, n, om_z_critical(conf), lo, hi);
}

om_stat
om_share(uint64_t hits, uint64_t n, double conf)
{
  const char *const why = share_problem(hits, n);
  if (why || !om_conf_ok(conf))
    return om_undefined(why ? why : OM_BAD_CONF, n);
  om_stat s = share_of(hits, n);
  om_wilson(s.value, (double)n, conf, &s.lo, &s.hi);
  return s;
}

om_stat
om_share_corrected(uint64_t hits, uint64_t n, double conf)
{
  const char *const why = share_problem(hits, n);
  if (why || !om_conf_ok(conf))
    return om_undefined(why ? why : OM_BAD_CONF, n);
  om_stat s = share_of(hits, n);
  double unused;
  s.lo = 0;
  s.hi = 1;
  const double below = s.value - .5 / (double)n, above = s.value + .5 / (double)n;
  if (below > 0)
    om_wilson(below, (double)n, conf, &s.lo, &unused);
  if (above < 1)
    om_wilson(above, (double)n, conf, &unused, &s.hi);
  return s;
}

om_stat
om_share_exact(uint64_t hits, uint64_t n, double conf)
{
  const char *const why = share_problem(hits, n);
  if (why || !om_conf_ok(conf))
    return om_undefined(why ? why : OM_BAD_CONF, n);
  om_stat s = share_of(hits, n);
  const double tail = (1 - conf) / 2, x = (double)hits, rest = (double)(n - hits);
  s.lo = 0;
  s.hi = 1;
  if (hits > 0)
    s.lo = 1 / (1 + (rest + 1) / x * om_f_exceeded(tail, 2 * (rest + 1), 2 * x));
  if (hits < n)
    s.hi = 1 - 1 / (1 + (x + 1) / rest * om_f_exceeded(tail, 2 * (x + 1), 2 * rest));
  return s;
}

static const char *
expected_problem(uint64_t hits, uint64_t n, double expected)
{
  const char *const why = share_problem(hits, n);
  return why ? why : expected > 0 && expected < 1 ? NULL : "the expected share is not in (0, 1)";
}

om_stat
om_share_chisq(uint64_t hits, uint64_t n, double expected)
{
  const char *const why = expected_problem(hits, n, expected);
  if (why)
    return om_undefined(why, n);
  om_stat s = share_of(hits, n);
  const double excess = (double)hits - (double)n * expected;
  s.statistic = excess * excess / ((double)n * expected * (1 - expected));
  s.df = 1;
  s.p = om_chisq_upper(s.statistic, 1);
  return s;
}

typedef struct om_binomial {
  double n, p;
} om_binomial;

static double
probability(const om_binomial *b, double k)
{
  const double q = 1 - b->p;
  return om_beta_power(k + 1, b->n - k + 1, b->p, q) / ((b->n + 1) * b->p * q);
}

/* P(X <= k). */
static double
at_most(const om_binomial *b, double k)
{
  return k < 0 ? 0 : k >= b->n ? 1 : om_beta_lower(b->n - k, k + 1, 1 - b->p, b->p);
}

/* P(X >= k). */
static double
at_least(const om_binomial *b, double k)
{
  return k <= 0 ? 1 : k > b->n ? 0 : om_beta_lower(k, b->n - k + 1, b->p, 1 - b->p);
}

om_stat
om_share_binomial(uint64_t hits, uint64_t n, double expected)
{
  const char *const why = expected_problem(hits, n, expected);
  if (why)
    return om_undefined(why, n);
  om_stat s = share_of(hits, n);
  const om_binomial b = {(double)n, expected};
  const double seen = (double)hits, mode = floor((b.n + 1) * expected);
  const double limit = probability(&b, seen) * (1 + 1e-7);
  const bool left = seen <= mode;

  /* On the other side of the mode probabilities fall: the first that is no larger than the limit.
   */
  double inside = mode, outside = left ? b.n + 1 : -1;
  if (probability(&b, mode) <= limit) {
    s.p = 1;
    return s;
  }
  while (fabs(outside - inside) > 1) {
    const double mid = floor((inside + outside) / 2);
    if (probability(&b, mid) <= limit)
      outside = mid;
    else
      inside = mid;
  }
  s.p =
      left ? at_most(&b, seen) + at_least(&b, outside) : at_least(&b, seen) + at_most(&b, outside);
  s.p = fmin(s.p, 1);
  return s;
}
