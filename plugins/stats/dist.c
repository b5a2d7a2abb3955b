/* Tail probabilities and quantiles of the normal, t and F distributions.
 * Must not know which test asks.
 *
 * t and F rest on one incomplete beta function of our own.  GSL's t distribution switches to an
 * expansion above 30 degrees of freedom (about 9 digits), and its inverse beta stops at 8 digits
 * and calls the error handler when it does not converge.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>

/* sqrt(2 pi) x^(x-1/2) e^-x is divided out: near 1, and without overflow.  x > 0. */
static double
gamma_star(double x)
{
  gsl_sf_result r;
  return gsl_sf_gammastar_e(x, &r) == 0 ? r.val : NAN;
}

/* log(value / mean), from the value's relative distance d to the mean where that has the digits. */
static double
log_ratio(double d, double ratio)
{
  return fabs(d) < .5 ? log1p(d) : log(ratio);
}

/* x^a y^b / B(a, b) with y = 1-x, without cancellation when a and b are large: everything is
 * taken relative to the mean a/(a+b). */
static double
beta_power(double a, double b, double x, double y)
{
  const double total = a + b;
  const double shift = (x * b - y * a) / total; /* x - a/(a+b) */
  const double dx = shift * total / a, dy = -shift * total / b;
  const double exponent = a * log_ratio(dx, x * total / a) + b * log_ratio(dy, y * total / b);
  return sqrt(a / total * b / (2 * M_PI)) * gamma_star(total) / gamma_star(a) / gamma_star(b) *
         exp(exponent);
}

/* Denominator of the incomplete beta function, I_x(a, b) = x^a y^b / B(a, b) / this: the continued
 * fraction of DiDonato & Morris (1992, formula 9) by the method of Lentz.  For x not above
 * (a+1)/(a+b+2), in the order of sqrt(max(a, b)) steps; well conditioned for large a and b too. */
static double
beta_fraction(double a, double b, double x, double y)
{
  const double tiny = 1e-300;
  const double lambda = a * y - b * x;
  double f = a / (a + 1) * (lambda + 1);
  f = fabs(f) < tiny ? tiny : f;
  double c = f, d = 0;
  for (double n = 1; n < 1e6; n++) {
    const double odd = a + 2 * n - 1;
    const double alpha = (a + n - 1) / odd * ((a + b + n - 1) / odd) * n * (b - n) * x * x;
    const double beta =
        n + n * (b - n) * x / odd + (a + n) / (odd + 2) * (lambda + 1 + n * (1 + y));
    d = beta + alpha * d;
    d = 1 / (fabs(d) < tiny ? tiny : d);
    c = beta + alpha / c;
    c = fabs(c) < tiny ? tiny : c;
    f *= c * d;
    if (fabs(c * d - 1) <= DBL_EPSILON)
      break;
  }
  return f;
}

/* Incomplete beta I_x(a, b); y = 1-x is given too, so that neither end loses its digits. */
static double
beta_lower(double a, double b, double x, double y)
{
  if (!(x > 0))
    return 0;
  if (!(y > 0))
    return 1;
  const double power = beta_power(a, b, x, y);
  if (x <= (a + 1) / (a + b + 2))
    return fmin(power / beta_fraction(a, b, x, y), 1);
  return fmax(1 - power / beta_fraction(b, a, y, x), 0);
}

static bool
df_ok(double df)
{
  return df > 0 && isfinite(df);
}

/* Upper tail of F at f > 0. */
static double
f_upper(double f, double df1, double df2)
{
  const double ratio = df1 / df2 * f; /* x/y, which may be infinite */
  return beta_lower(df2 / 2, df1 / 2, 1 / (1 + ratio), isinf(ratio) ? 1 : ratio / (1 + ratio));
}

double
om_z_p(double z)
{
  return isnan(z) ? NAN : 2 * gsl_cdf_ugaussian_Q(fabs(z));
}

double
om_t_p(double t, double df)
{
  if (isnan(t) || !df_ok(df))
    return NAN;
  /* t^2/df may underflow where t does not matter, and overflow where p is 0 anyway */
  return t == 0 ? 1 : f_upper(t * t, 1, df);
}

double
om_f_p(double f, double df1, double df2)
{
  if (isnan(f) || !df_ok(df1) || !df_ok(df2))
    return NAN;
  return f <= 0 ? 1 : f_upper(f, df1, df2);
}

double
om_z_quantile(double p)
{
  return p > 0 && p < 1 ? gsl_cdf_ugaussian_Pinv(p) : NAN;
}

double
om_z_critical(double conf)
{
  return gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
}

/* F with probability `share` above it, or (not `above`) below it: Newton's steps on u = ln F, kept
 * inside a bracket; the derivative of either tail by u is beta_power. */
static double
f_with_tail(double share, bool above, double df1, double df2)
{
  double lo = -600, hi = 600, u = 0;
  for (int step = 0; step < 200; step++) {
    const double ratio = df1 / df2 * exp(u);
    const double x = ratio / (1 + ratio), y = 1 / (1 + ratio);
    const double tail =
        above ? beta_lower(df2 / 2, df1 / 2, y, x) : beta_lower(df1 / 2, df2 / 2, x, y);
    const double missing = above ? tail - share : share - tail;
    if (missing > 0)
      lo = u;
    else
      hi = u;
    double next = u + missing / beta_power(df1 / 2, df2 / 2, x, y);
    if (!(next > lo && next < hi))
      next = lo + (hi - lo) / 2;
    if (fabs(next - u) <= 2 * DBL_EPSILON * fmax(1, fabs(u)) || hi - lo <= DBL_EPSILON)
      return exp(next);
    u = next;
  }
  return exp(u);
}

double
om_f_exceeded(double q, double df1, double df2)
{
  if (!(q > 0 && q < 1) || !df_ok(df1) || !df_ok(df2))
    return NAN;
  return q <= .5 ? f_with_tail(q, true, df1, df2) : f_with_tail(1 - q, false, df1, df2);
}

double
om_f_quantile(double p, double df1, double df2)
{
  if (!(p > 0 && p < 1) || !df_ok(df1) || !df_ok(df2))
    return NAN;
  return p <= .5 ? f_with_tail(p, false, df1, df2) : f_with_tail(1 - p, true, df1, df2);
}

double
om_t_quantile(double p, double df)
{
  if (!(p > 0 && p < 1) || !df_ok(df))
    return NAN;
  if (p == .5)
    return 0;
  const double t = sqrt(om_f_exceeded(2 * fmin(p, 1 - p), 1, df));
  return p > .5 ? t : -t;
}

double
om_beta_lower(double a, double b, double x, double y)
{
  return beta_lower(a, b, x, y);
}

double
om_beta_power(double a, double b, double x, double y)
{
  return beta_power(a, b, x, y);
}

double
om_gamma_star(double x)
{
  return gamma_star(x);
}
