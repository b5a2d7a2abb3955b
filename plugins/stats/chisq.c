/* Chi-square, central and not: tails, and the noncentrality that puts a share below a value.
 * Must not know which test asks.
 *
 * Our own, because GSL's incomplete gamma function calls the error handler where a tail is too
 * small for a double, which a test of sphericity meets every day.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <gsl/gsl_sf_gamma.h>

/* x^a e^-x / gamma(a), taken relative to a: no cancellation when both are large.  a, x > 0. */
static double
gamma_power(double a, double x)
{
  const double d = (x - a) / a;
  const double log_ratio = fabs(d) < .5 ? log1p(d) : log(x / a);
  gsl_sf_result star;
  if (gsl_sf_gammastar_e(a, &star) != 0)
    return NAN;
  return sqrt(a / (2 * M_PI)) / star.val * exp(a * (log_ratio - d));
}

/* Lower incomplete gamma function by its series, for x below a + 1. */
static double
lower_series(double a, double x)
{
  double term = 1 / a, sum = term;
  for (double n = 1; n < 1e6 && term > sum * DBL_EPSILON / 4; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return gamma_power(a, x) * sum;
}

/* Upper one by its continued fraction (method of Lentz), for x above a + 1. */
static double
upper_fraction(double a, double x)
{
  double b = x + 1 - a, c = 1e300, d = 1 / b, f = d;
  for (double n = 1; n < 1e6; n++) {
    const double alpha = n * (a - n);
    b += 2;
    d = 1 / (b + alpha * d);
    c = b + alpha / c;
    f *= c * d;
    if (fabs(c * d - 1) <= DBL_EPSILON)
      break;
  }
  return gamma_power(a, x) * f;
}

static double
gamma_lower(double a, double x)
{
  return !(x > 0) ? 0 : x < a + 1 ? lower_series(a, x) : 1 - upper_fraction(a, x);
}

double
om_chi_upper(double x, double df)
{
  if (isnan(x) || !(df > 0))
    return NAN;
  const double a = df / 2, half = x / 2;
  if (!(x > 0))
    return 1;
  if (isinf(x))
    return 0;
  return half < a + 1 ? 1 - lower_series(a, half) : upper_fraction(a, half);
}

double
om_chi_noncentral(double x, double df, double noncentrality)
{
  if (isnan(x) || !(df > 0) || !(noncentrality >= 0))
    return NAN;
  const double mean = noncentrality / 2;
  if (!(mean > 0))
    return gamma_lower(df / 2, x / 2);

  /* A Poisson mixture of central ones, summed from its most likely term outwards. */
  const double centre = floor(mean);
  om_sum sum = {0};
  for (double j = centre; j >= 0; j--) {
    const double weight = gamma_power(j + 1, mean) / mean;
    om_add(&sum, weight * gamma_lower(df / 2 + j, x / 2));
    if (weight < 1e-18)
      break;
  }
  for (double j = centre + 1;; j++) {
    const double weight = gamma_power(j + 1, mean) / mean;
    om_add(&sum, weight * gamma_lower(df / 2 + j, x / 2));
    if (!(weight >= 1e-18))
      break;
  }
  return fmin(sum.hi, 1);
}

double
om_chi_noncentrality(double x, double df, double p)
{
  if (!(om_chi_noncentral(x, df, 0) > p))
    return 0;
  double lo = 0, hi = fmax(x, 1);
  while (om_chi_noncentral(x, df, hi) > p && hi < 1e9)
    hi *= 2;
  for (int step = 0; step < 100 && hi - lo > 1e-13 * hi; step++) {
    const double mid = lo + (hi - lo) / 2;
    if (om_chi_noncentral(x, df, mid) > p)
      lo = mid;
    else
      hi = mid;
  }
  return lo + (hi - lo) / 2;
}
