/* Pearson's r: plain, weighted, and with one pair left out; ranges by Fisher's z.
 * Must not know what the pairs are.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "left_out.h"

static const char few_pairs[] = "fewer than 3 pairs";
static const char flat[] = "zero variance";

double
om_fisher_z(double r)
{
  return atanh(r);
}

double
om_fisher_r(double z)
{
  return tanh(z);
}

void
om_fisher_range(om_stat *s, double se, double conf)
{
  if (fabs(s->value) >= 1) {
    s->no_range = "the correlation is 1 or -1";
    return;
  }
  const double z = om_fisher_z(s->value), half = om_z_critical(conf) * se;
  s->lo = om_fisher_r(z - half);
  s->hi = om_fisher_r(z + half);
}

double
om_correlate(size_t n, const double *x, const double *y, const double *w, size_t left_out)
{
  om_sum total = {0}, sum_x = {0}, sum_y = {0};
  double largest_x = 0, largest_y = 0;
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    const double weight = i == left_out ? 0 : w ? w[i] : 1;
    if (!(weight > 0))
      continue;
    used++;
    om_add(&total, weight);
    om_add(&sum_x, weight * x[i]);
    om_add(&sum_y, weight * y[i]);
    largest_x = fmax(largest_x, fabs(x[i]));
    largest_y = fmax(largest_y, fabs(y[i]));
  }
  const double mean_x = sum_x.hi / total.hi, mean_y = sum_y.hi / total.hi;
  const double mean_weight = total.hi / (double)used;

  om_sum dev_x = {0}, dev_y = {0}, ss_x = {0}, ss_y = {0}, sp = {0};
  for (size_t i = 0; i < n; i++) {
    const double weight = i == left_out ? 0 : w ? w[i] / mean_weight : 1;
    if (!(weight > 0))
      continue;
    const double dx = x[i] - mean_x, dy = y[i] - mean_y;
    om_add(&dev_x, weight * dx);
    om_add(&dev_y, weight * dy);
    om_add(&ss_x, weight * dx * dx);
    om_add(&ss_y, weight * dy * dy);
    om_add(&sp, weight * dx * dy);
  }
  const double count = (double)used;
  const double xx = ss_x.hi - dev_x.hi * dev_x.hi / count;
  const double yy = ss_y.hi - dev_y.hi * dev_y.hi / count;
  const double xy = sp.hi - dev_x.hi * dev_y.hi / count;
  if (om_is_rounding(xx, used, largest_x) || om_is_rounding(yy, used, largest_y))
    return NAN;
  return om_correlation(xy / sqrt(xx) / sqrt(yy));
}

/* Test and range that rest on `pairs` pairs. */
static om_stat
with_test(double r, size_t pairs, double conf)
{
  if (isnan(r))
    return om_undefined(flat, pairs);
  om_stat s = om_stat_of(r, pairs);
  s.df = (double)(pairs - 2);
  s.se = sqrt((1 - r) * (1 + r) / s.df);
  s.statistic = r / s.se;
  s.p = om_t_p(s.statistic, s.df);
  if (pairs < 4)
    s.no_range = "fewer than 4 pairs";
  else
    om_fisher_range(&s, 1 / sqrt((double)pairs - 3), conf);
  return s;
}

om_stat
om_pearson(size_t n, const double *x, const double *y, double conf)
{
  if (n < 3)
    return om_undefined(few_pairs, n);
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, n);
  return with_test(om_correlate(n, x, y, NULL, n), n, conf);
}

om_stat
om_pearson_weighted(size_t n, const double *x, const double *y, const double *weight, double conf)
{
  size_t pairs = 0;
  for (size_t i = 0; i < n; i++) {
    if (!(weight[i] >= 0 && isfinite(weight[i])))
      return om_undefined("a weight is negative or not finite", n);
    pairs += weight[i] > 0;
  }
  if (pairs < 3)
    return om_undefined(few_pairs, pairs);
  if (!om_conf_ok(conf))
    return om_undefined(OM_BAD_CONF, pairs);
  return with_test(om_correlate(n, x, y, weight, n), pairs, conf);
}

om_span
om_pearson_leave_one_out(size_t n, const double *x, const double *y)
{
  om_span span = {.lo = NAN, .hi = NAN};
  if (n < 4) {
    span.undefined = "fewer than 4 pairs";
    return span;
  }
  const om_left_out left_out = om_left_out_new(n, x, y);
  om_span found = {.lo = 2, .hi = -2};
  for (size_t i = 0; i < n; i++) {
    const double r = om_left_out_r(&left_out, i);
    if (isnan(r)) {
      span.undefined = "one pair carries all the variance";
      return span;
    }
    if (r < found.lo) {
      found.lo = r;
      found.lo_index = i;
    }
    if (r > found.hi) {
      found.hi = r;
      found.hi_index = i;
    }
  }
  return found;
}
