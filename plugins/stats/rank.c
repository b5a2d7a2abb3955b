/* Ranks of rounded values, and Spearman's rho.
 * Must not know what is ranked.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal.h"
#include <gsl/gsl_sort.h>
#include <stdlib.h>

#define DIGITS 12

double
om_round12(double x)
{
  const double size = fabs(x);
  /* Beyond these a power of ten would overflow; rounding to 12 digits is for survey scores. */
  if (!(size > 1e-290 && size < 1e290))
    return x;
  const int places = DIGITS - 1 - (int)floor(log10(size));
  /* Powers of ten up to 22 are exact, and dividing by one rounds only once: between 1e-11 and
   * 1e33 the result is the double nearest to the decimal number, whatever x it came from. */
  if (places >= 0) {
    const double scale = pow(10, places);
    return nearbyint(x * scale) / scale;
  }
  const double scale = pow(10, -places);
  return nearbyint(x / scale) * scale;
}

void
om_rank(size_t n, const double *x, double *rank, size_t *order)
{
  for (size_t i = 0; i < n; i++)
    rank[i] = om_round12(x[i]);
  gsl_sort_index(order, rank, 1, n);

  for (size_t first = 0; first < n;) {
    const double value = rank[order[first]];
    size_t end = first + 1;
    while (end < n && rank[order[end]] == value)
      end++;
    /* ranks first+1 .. end */
    for (size_t i = first; i < end; i++)
      rank[order[i]] = (double)(first + 1 + end) / 2;
    first = end;
  }
}

om_stat
om_spearman(size_t n, const double *x, const double *y, double conf)
{
  if (n < 3)
    return om_undefined("fewer than 3 pairs", n);
  double *rank_x = calloc(n, 2 * sizeof *rank_x);
  size_t *order = calloc(n, sizeof *order);
  if (!rank_x || !order) {
    free(rank_x);
    free(order);
    return om_undefined(OM_NO_MEMORY, n);
  }
  double *rank_y = rank_x + n;
  om_rank(n, x, rank_x, order);
  om_rank(n, y, rank_y, order);
  om_stat s = om_pearson(n, rank_x, rank_y, conf);
  free(rank_x);
  free(order);

  if (!s.undefined && !s.no_range) {
    const double rho = s.value;
    om_fisher_range(&s, sqrt((1 + rho * rho / 2) / ((double)n - 3)), conf);
  }
  return s;
}
