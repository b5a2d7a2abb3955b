/* Least squares on centred numbers, and a Student quantile good enough to draw with.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chart_fit.h"

#include <math.h>

int
line_fit_make(line_fit *fit, const double *x, const double *y, size_t n)
{
  if (n < 3)
    return 0;
  double mean_x = 0, mean_y = 0;
  for (size_t i = 0; i < n; i++) {
    mean_x += x[i] / (double)n;
    mean_y += y[i] / (double)n;
  }
  double sxx = 0, sxy = 0;
  for (size_t i = 0; i < n; i++) {
    sxx += (x[i] - mean_x) * (x[i] - mean_x);
    sxy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  /* rounding alone leaves a trace of spread in numbers that are all alike */
  if (!(sxx > 1e-24 * (double)n * mean_x * mean_x) || !isfinite(sxx) || !isfinite(sxy))
    return 0;
  const double slope = sxy / sxx;
  double rss = 0;
  for (size_t i = 0; i < n; i++) {
    const double residual = y[i] - mean_y - slope * (x[i] - mean_x);
    rss += residual * residual;
  }
  *fit = (line_fit){.n = n,
                    .intercept = mean_y - slope * mean_x,
                    .slope = slope,
                    .mean_x = mean_x,
                    .sxx = sxx,
                    .s = sqrt(rss / (double)(n - 2))};
  return 1;
}

double
line_fit_at(const line_fit *fit, double x)
{
  return fit->intercept + fit->slope * x;
}

double
line_fit_half_band(const line_fit *fit, double x, double t)
{
  const double d = x - fit->mean_x;
  return t * fit->s * sqrt(1 / (double)fit->n + d * d / fit->sxx);
}

/* The z that a standard normal variable exceeds in absolute value with probability 1 - confidence:
 * bisection, until doubles have no more to give. */
static double
normal_quantile(double confidence)
{
  double lo = 0, hi = 40;
  for (int i = 0; i < 100; i++) {
    const double z = (lo + hi) / 2;
    if (erf(z / sqrt(2)) < confidence)
      lo = z;
    else
      hi = z;
  }
  return (lo + hi) / 2;
}

double
student_quantile(double confidence, size_t df)
{
  const double z = normal_quantile(confidence), v = (double)df, q = z * z;
  const double g1 = z * (q + 1) / 4;
  const double g2 = z * ((5 * q + 16) * q + 3) / 96;
  const double g3 = z * (((3 * q + 19) * q + 17) * q - 15) / 384;
  const double g4 = z * ((((79 * q + 776) * q + 1482) * q - 1920) * q - 945) / 92160;
  return z + (g1 + (g2 + (g3 + g4 / v) / v) / v) / v;
}
