/* Several groups compared by ranks: Kruskal & Wallis.
 * Must not know which groups.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_groups.h"
#include <stdlib.h>

/* H is (n-1) times the share of the squares of the ranks that lies between groups: this form
 * corrects for ties by itself. */
static om_stat
test_of(size_t n, const double *rank, size_t groups, const uint32_t *group, double *sum,
        double *size)
{
  const double centre = ((double)n + 1) / 2;
  om_sum total = {0}, between = {0};
  for (size_t i = 0; i < n; i++) {
    const double d = rank[i] - centre;
    om_add(&total, d * d);
    sum[group[i]] += d; /* halves: exact */
    size[group[i]]++;
  }
  size_t used = 0;
  for (size_t j = 0; j < groups; j++) {
    used += size[j] > 0;
    om_add(&between, size[j] > 0 ? sum[j] * sum[j] / size[j] : 0);
  }
  if (used < 2)
    return om_undefined("fewer than 2 groups", n);
  if (!(total.hi > 0))
    return om_undefined("all values are equal", n);
  om_stat s = om_stat_of((double)(n - 1) * between.hi / total.hi, n);
  s.statistic = s.value;
  s.df = (double)(used - 1);
  s.p = om_chisq_upper(s.value, s.df);
  return s;
}

om_stat
om_kruskal(size_t n, const double *x, size_t groups, const uint32_t *group)
{
  if (n < 2)
    return om_undefined("fewer than 2 cases", n);
  for (size_t i = 0; i < n; i++)
    if (group[i] >= groups)
      return om_undefined("a case is in no group", n);
  double *const rank = calloc(n, sizeof *rank), *const sum = calloc(2 * groups, sizeof *sum);
  size_t *const order = calloc(n, sizeof *order);
  om_stat s = om_undefined(OM_NO_MEMORY, n);
  if (rank && sum && order) {
    om_rank(n, x, rank, order);
    s = test_of(n, rank, groups, group, sum, sum + groups);
  }
  free(rank);
  free(sum);
  free(order);
  return s;
}

om_stat
om_kruskal_effect(const om_stat *kruskal)
{
  if (kruskal->undefined)
    return *kruskal;
  om_stat s = *kruskal;
  s.value = kruskal->value / (double)(kruskal->n - 1);
  return s;
}
