/* The W test of normality of Shapiro & Wilk, with Royston's approximations (AS R94).
 * Must not know where the numbers come from.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include <gsl/gsl_sort.h>
#include <stdlib.h>

static double
polynomial(size_t n, const double *c, double x)
{
  double sum = 0;
  for (size_t i = n; i-- > 0;)
    sum = sum * x + c[i];
  return sum;
}

/* Weights of the larger half of the order statistics, the largest first: Royston (1995). */
static void
weights(size_t n, double *a)
{
  static const double first[] = {0, .221157, -.147981, -2.07119, 4.434685, -2.706056};
  static const double second[] = {0, .042981, -.293762, -1.752461, 5.682633, -3.582633};
  const size_t half = n / 2;
  if (n == 3) {
    a[0] = M_SQRT1_2;
    return;
  }
  om_sum squares = {0};
  for (size_t i = 0; i < half; i++) {
    a[i] = -om_z_quantile(((double)i + 1 - .375) / ((double)n + .25));
    om_add(&squares, 2 * a[i] * a[i]);
  }
  const double size = sqrt(squares.hi), u = 1 / sqrt((double)n);
  const double m1 = a[0], m2 = a[1];
  const double a1 = polynomial(6, first, u) + m1 / size;
  const double a2 = polynomial(6, second, u) + m2 / size;
  const bool both = n > 5;
  const double rest = squares.hi - 2 * m1 * m1 - (both ? 2 * m2 * m2 : 0);
  const double scale = sqrt(rest / (1 - 2 * a1 * a1 - (both ? 2 * a2 * a2 : 0)));
  for (size_t i = 0; i < half; i++)
    a[i] /= scale;
  a[0] = a1;
  if (both)
    a[1] = a2;
}

static double
p_of(size_t n, double w, double rest)
{
  static const double c3[] = {.544, -.39978, .025054, -6.714e-4};
  static const double c4[] = {1.3822, -.77857, .062767, -.0020322};
  static const double c5[] = {-1.5861, -.31082, -.083751, .0038915};
  static const double c6[] = {-.4803, -.082676, .0030302};
  const double size = (double)n, log_n = log(size);
  if (n == 3) /* exact */
    return fmax(6 / M_PI * (asin(sqrt(w)) - M_PI / 3), 0);
  double y = log(rest), mean, sd;
  if (n <= 11) {
    const double gamma = -2.273 + .459 * size;
    if (y >= gamma)
      return 1e-99; /* below what the approximation reaches, as in AS R94 */
    y = -log(gamma - y);
    mean = polynomial(4, c3, size);
    sd = exp(polynomial(4, c4, size));
  } else {
    mean = polynomial(4, c5, log_n);
    sd = exp(polynomial(3, c6, log_n));
  }
  return om_z_lower((mean - y) / sd);
}

static om_stat
test_sorted(size_t n, const double *x, double *a)
{
  weights(n, a);
  double mean, ss;
  om_mean_ss(n, x, &mean, &ss);
  om_sum product = {0}, squares = {0};
  for (size_t i = 0; i < n / 2; i++) {
    om_add(&product, a[i] * (x[n - 1 - i] - x[i]));
    om_add(&squares, 2 * a[i] * a[i]);
  }
  const double whole = sqrt(squares.hi * ss);
  const double rest = (whole - product.hi) * (whole + product.hi) / (squares.hi * ss);
  om_stat s = om_stat_of(1 - rest, n);
  s.statistic = s.value;
  s.p = rest > 0 ? p_of(n, s.value, rest) : 1;
  return s;
}

om_stat
om_shapiro_wilk(size_t n, const double *x)
{
  if (n < 3)
    return om_undefined("fewer than 3 values", n);
  if (n > 5000)
    return om_undefined("more than 5000 values", n);
  double *const sorted = calloc(n + n / 2, sizeof *sorted);
  if (!sorted)
    return om_undefined(OM_NO_MEMORY, n);
  for (size_t i = 0; i < n; i++)
    sorted[i] = x[i];
  gsl_sort(sorted, 1, n);
  const double size = fmax(fabs(sorted[0]), fabs(sorted[n - 1]));
  om_stat s = sorted[n - 1] - sorted[0] > 8 * DBL_EPSILON * size
                  ? test_sorted(n, sorted, sorted + n)
                  : om_undefined("zero variance", n);
  free(sorted);
  return s;
}
