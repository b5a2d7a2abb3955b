/* What the tests on ranks share.  Not installed.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef OM_STATS_RANKS_H
#define OM_STATS_RANKS_H

#include "internal_groups.h"

/* Sums over sets of equal ranks of t^2 and of t^3 - t, t the size of the set. */
typedef struct om_ties {
  double squares, cubes;
} om_ties;

/* `order` as om_rank leaves it. */
static inline om_ties
om_count_ties(size_t n, const double *rank, const size_t *order)
{
  om_ties ties = {0, 0};
  for (size_t first = 0; first < n;) {
    size_t end = first + 1;
    while (end < n && rank[order[end]] == rank[order[first]])
      end++;
    const double t = (double)(end - first);
    ties.squares += t * t;
    ties.cubes += t * t * t - t;
    first = end;
  }
  return ties;
}

/* Fills z, p and p with continuity correction of a statistic with the given mean and variance. */
static inline void
om_rank_normal(om_rank_test *out, double mean, double variance)
{
  const double distance = out->test.value - mean, sd = sqrt(variance);
  out->test.statistic = distance / sd;
  out->test.p = om_z_p(distance / sd);
  out->p_corrected = om_z_p(fmax(fabs(distance) - .5, 0) / sd);
}

/* Two-sided p from the counts of orders that give 0 .. last: twice the smaller tail. */
static inline double
om_exact_p(const uint64_t *counts, size_t last, size_t seen)
{
  uint64_t low = 0, high = 0, all = 0;
  for (size_t u = 0; u <= last; u++) {
    all += counts[u];
    low += u <= seen ? counts[u] : 0;
    high += u >= seen ? counts[u] : 0;
  }
  return fmin(2 * (double)(low < high ? low : high) / (double)all, 1);
}

#endif
