/* Comparisons of two means, from size, mean and sum of squares.
 * Must not know which groups.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include <stdlib.h>

static const char few[] = "fewer than 2 cases in a group";
static const char flat[] = "zero variance within groups";

static const char *
problem(uint64_t n1, double mean1, double ss1, uint64_t n2, double mean2, double ss2, double conf)
{
  if (n1 < 2 || n2 < 2)
    return few;
  if (!om_conf_ok(conf))
    return OM_BAD_CONF;
  const double largest = fmax(fabs(mean1), fabs(mean2));
  return om_is_rounding(ss1 + ss2, (size_t)(n1 + n2), largest) ? flat : NULL;
}

static om_stat
t_of(double difference, double se, double df, uint64_t n, double conf)
{
  om_stat s = om_stat_of(difference, n);
  s.se = se;
  s.df = df;
  s.statistic = difference / se;
  s.p = om_t_p(s.statistic, df);
  const double half = om_t_quantile(.5 + conf / 2, df) * se;
  s.lo = difference - half;
  s.hi = difference + half;
  return s;
}

om_stat
om_t_welch(uint64_t n1, double mean1, double ss1, uint64_t n2, double mean2, double ss2,
           double conf)
{
  const char *const why = problem(n1, mean1, ss1, n2, mean2, ss2, conf);
  if (why)
    return om_undefined(why, n1 + n2);
  const double df1 = (double)(n1 - 1), df2 = (double)(n2 - 1);
  const double v1 = ss1 / df1 / (double)n1, v2 = ss2 / df2 / (double)n2, v = v1 + v2;
  /* shares of v, so that nothing underflows */
  const double a = v1 / v, b = v2 / v;
  return t_of(mean1 - mean2, sqrt(v), 1 / (a * a / df1 + b * b / df2), n1 + n2, conf);
}

om_stat
om_t_pooled(uint64_t n1, double mean1, double ss1, uint64_t n2, double mean2, double ss2,
            double conf)
{
  const char *const why = problem(n1, mean1, ss1, n2, mean2, ss2, conf);
  if (why)
    return om_undefined(why, n1 + n2);
  const double df = (double)(n1 + n2 - 2);
  const double se = sqrt((ss1 + ss2) / df * (1 / (double)n1 + 1 / (double)n2));
  return t_of(mean1 - mean2, se, df, n1 + n2, conf);
}

om_stat
om_t_paired(size_t n, const double *x, const double *y, double conf)
{
  if (n < 2)
    return om_undefined("fewer than 2 pairs", n);
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, n);
  double *const d = calloc(n, sizeof *d);
  if (!d)
    return om_undefined(OM_NO_MEMORY, n);
  for (size_t i = 0; i < n; i++)
    d[i] = x[i] - y[i];
  double mean, ss;
  om_mean_ss(n, d, &mean, &ss);
  free(d);
  if (om_is_rounding(ss, n, fmax(om_largest(n, x), om_largest(n, y))))
    return om_undefined("zero variance of the differences", n);
  const double df = (double)(n - 1);
  return t_of(mean, sqrt(ss / df / (double)n), df, n, conf);
}
