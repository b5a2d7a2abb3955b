/* Incomplete gamma functions, chi-square, and the normal's lower tail.
 * Must not know which test asks.
 *
 * Our own for the reason given in dist.c: GSL's call the error handler on underflow.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_numeric.h"

double
om_gamma_power(double a, double x)
{
  if (!(x > 0))
    return 0;
  /* x relative to a, so that nothing cancels when both are large */
  const double d = (x - a) / a;
  const double exponent = fabs(d) < .5 ? log1p(d) - d : log(x / a) - d;
  return sqrt(a / (2 * M_PI)) / om_gamma_star(a) * exp(a * exponent);
}

/* 1/a + x/(a (a+1)) + ...: the lower function over x^a e^-x / Gamma(a). */
static double
series(double a, double x)
{
  double term = 1 / a, sum = term;
  for (double n = 1; n < 1e6 && term > sum * DBL_EPSILON / 4; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/* The upper function over x^a e^-x / Gamma(a), for x > a: continued fraction of Legendre by the
 * method of Lentz. */
static double
fraction(double a, double x)
{
  const double tiny = 1e-300;
  double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
  for (double n = 1; n < 1e6; n++) {
    const double an = -n * (n - a);
    b += 2;
    d = an * d + b;
    d = 1 / (fabs(d) < tiny ? tiny : d);
    c = b + an / c;
    c = fabs(c) < tiny ? tiny : c;
    h *= c * d;
    if (fabs(c * d - 1) <= DBL_EPSILON)
      break;
  }
  return h;
}

double
om_gamma_upper(double a, double x)
{
  if (!(x > 0))
    return 1;
  if (isinf(x))
    return 0;
  const double power = om_gamma_power(a, x);
  return x < a + 1 ? fmax(1 - power * series(a, x), 0) : fmin(power * fraction(a, x), 1);
}

double
om_chisq_upper(double x, double df)
{
  if (isnan(x) || !(df > 0 && isfinite(df)))
    return NAN;
  return om_gamma_upper(df / 2, x / 2);
}

double
om_z_lower(double z)
{
  return erfc(-z * M_SQRT1_2) / 2;
}
