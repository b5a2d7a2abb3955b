/* The correlation that is computed many thousand times: over units in another order, or drawn
 * again. */
#include "mirror.h"

double
index_correlation(size_t n, const double *x, const double *y, const uint32_t *at_x,
                  const uint32_t *at_y)
{
  double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;
  size_t both = 0;
  for (size_t u = 0; u < n; u++) {
    const double a = x[at_x ? at_x[u] : u], b = y[at_y ? at_y[u] : u];
    if (isnan(a) || isnan(b))
      continue;
    mean_x += a;
    mean_y += b;
    both++;
  }
  mean_x /= (double)both;
  mean_y /= (double)both;
  for (size_t u = 0; u < n; u++) {
    const double a = x[at_x ? at_x[u] : u] - mean_x, b = y[at_y ? at_y[u] : u] - mean_y;
    if (isnan(a) || isnan(b))
      continue;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return both > 2 && xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : NAN;
}
