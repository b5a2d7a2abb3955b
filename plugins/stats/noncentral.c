/* Noncentral t, F and chi-square: for ranges of effect sizes.
 * Must not know which effect.
 *
 * Each is a mixture of central tails whose shape parameter climbs by 1, weighted as by Poisson.
 * The tails of neighbours differ by one term, so that one incomplete function is computed, at the
 * largest weight, and the rest follows.  Absolute error about 1e-14, which is what a range at
 * conf needs.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_numeric.h"

/* Upper tail of a beta (x with y = 1-x, second parameter b) or, where b is infinite, of a gamma. */
typedef struct om_ladder {
  double x, y, b;
} om_ladder;

static double
tail(const om_ladder *l, double a)
{
  return isinf(l->b) ? om_gamma_upper(a, l->x) : om_beta_lower(l->b, a, l->y, l->x);
}

/* tail(a+1) - tail(a). */
static double
step(const om_ladder *l, double a)
{
  return (isinf(l->b) ? om_gamma_power(a, l->x) : om_beta_power(a, l->b, l->x, l->y)) / a;
}

/* step(a+1) / step(a). */
static double
ratio(const om_ladder *l, double a)
{
  return isinf(l->b) ? l->x / (a + 1) : l->x * (a + l->b) / (a + 1);
}

/* Mean of tail(a0 + j), j = 0, 1, ..., with weights of which that of j+1 is mean / (j+h) times
 * that of j. */
static double
mixture(const om_ladder *l, double a0, double mean, double h)
{
  const double negligible = 1e-18;
  const double top = fmax(0, floor(mean - h + 1));
  const double middle = tail(l, a0 + top), middle_step = step(l, a0 + top);
  om_sum sum = {0}, weights = {0};

  double w = 1, u = middle, s = middle_step;
  for (double j = top; w > negligible; j++) {
    om_add(&sum, w * u);
    om_add(&weights, w);
    u += s;
    s *= ratio(l, a0 + j);
    w *= mean / (j + h);
  }
  w = 1, u = middle, s = middle_step;
  for (double j = top; j > 0; j--) {
    w *= (j - 1 + h) / mean;
    if (w <= negligible)
      break;
    s /= ratio(l, a0 + j - 1);
    u -= s;
    om_add(&sum, w * u);
    om_add(&weights, w);
  }
  return fmin(fmax(sum.hi / weights.hi, 0), 1);
}

double
om_noncentral_chisq_upper(double x, double df, double lambda)
{
  if (!(x > 0))
    return 1;
  return mixture(&(om_ladder){x / 2, 0, INFINITY}, df / 2, lambda / 2, 1);
}

double
om_noncentral_f_upper(double f, double df1, double df2, double lambda)
{
  if (!(f > 0))
    return 1;
  const double odds = df1 / df2 * f;
  return mixture(&(om_ladder){odds / (1 + odds), 1 / (1 + odds), df2 / 2}, df1 / 2, lambda / 2, 1);
}

/* Lenth (1989), AS 243, with the weights of the odd terms scaled to their known sum. */
double
om_noncentral_t_upper(double t, double df, double shift)
{
  if (t < 0)
    return 1 - om_noncentral_t_upper(-t, df, -shift);
  if (t == 0)
    return om_z_lower(shift);
  const double square = t * t / df, mean = shift * shift / 2;
  const om_ladder l = {square / (1 + square), 1 / (1 + square), df / 2};
  const double even = mixture(&l, .5, mean, 1);
  const double odd = shift == 0 ? 0 : erf(shift * M_SQRT1_2) * mixture(&l, 1, mean, 1.5);
  return fmin(fmax((even + odd) / 2, 0), 1);
}

typedef struct om_target {
  om_function *upper;
  const void *ctx;
  double share;
} om_target;

static double
beyond(const void *ctx, double lambda)
{
  const om_target *const t = ctx;
  return t->upper(t->ctx, lambda) - t->share;
}

double
om_noncentrality(om_function *upper, const void *ctx, double share)
{
  const om_target target = {upper, ctx, share};
  if (beyond(&target, 0) >= 0)
    return 0;
  double hi = 1;
  while (hi < 1e9 && beyond(&target, hi) < 0)
    hi *= 2;
  return om_root(beyond, &target, hi == 1 ? 0 : hi / 2, hi);
}
