/* template: the arithmetic. */
#include "template_slope.h"

#include <math.h>

static double
mean_of(size_t n, const double *x)
{
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += x[i];
  return sum / (double)n;
}

/* Looked at as they are: the squares of tiny differences may add up to 0, and those of rounding
 * errors may not. */
static int
are_all_the_same(size_t n, const double *x)
{
  for (size_t i = 1; i < n; i++)
    if (x[i] != x[0])
      return 0;
  return 1;
}

static slope
no_slope(const char *why)
{
  return (slope){.value = NAN, .se = NAN, .undefined = why};
}

static const char too_extreme[] = "the values are too large or too small to be squared";

slope
slope_of(size_t n, const double *x, const double *y)
{
  if (n < 3)
    return no_slope("fewer than three units");
  if (are_all_the_same(n, x))
    return no_slope("all units are alike inside");
  if (are_all_the_same(n, y))
    return no_slope("all units are alike outside");

  const double mean_x = mean_of(n, x), mean_y = mean_of(n, y);
  double sxx = 0, sxy = 0;
  for (size_t i = 0; i < n; i++) {
    sxx += (x[i] - mean_x) * (x[i] - mean_x);
    sxy += (x[i] - mean_x) * (y[i] - mean_y);
  }
  const double value = sxy / sxx;
  if (!isfinite(sxx) || sxx == 0 || !isfinite(value))
    return no_slope(too_extreme);

  /* From what is left over, and not as Syy - value * Sxy, which loses its digits in a close fit. */
  double sse = 0;
  for (size_t i = 0; i < n; i++) {
    const double left_over = y[i] - mean_y - value * (x[i] - mean_x);
    sse += left_over * left_over;
  }
  const double se = sqrt(sse / (double)(n - 2) / sxx);
  if (!isfinite(se))
    return no_slope(too_extreme);
  return (slope){.value = value, .se = se, .df = n - 2};
}
