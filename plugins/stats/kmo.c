/* Whether items have anything in common: KMO, MSA, Bartlett's sphericity.
 * Must not know how many factors there may be.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "internal_factor.h"
#include <stdlib.h>

/* Correlations as a full matrix and their Cholesky factor, both k x k, in memory to be freed;
 * NULL with the reason in *why. */
static double *
correlations_and_factor(size_t k, const double *cov, const char **why)
{
  const size_t entries = k * (k + 1) / 2;
  double *const room = calloc(3 * k * k + entries, sizeof *room);
  if (!room) {
    *why = OM_NO_MEMORY;
    return NULL;
  }
  double *const packed = room + 3 * k * k;
  *why = om_correlations(k, cov, packed);
  if (!*why) {
    om_unpack(k, packed, room);
    if (!om_pd_factor(k, room, room + k * k))
      *why = OM_NOT_PD;
  }
  if (!*why)
    return room;
  free(room);
  return NULL;
}

static om_stat
share(double r, double q, uint64_t n)
{
  return r > 0 ? om_stat_of(r / (r + q), n) : om_undefined("no correlation at all", n);
}

om_stat
om_kmo(size_t k, uint64_t n, const double *cov, om_stat *msa)
{
  const char *why = OM_FEW_ITEMS;
  double *const r = k < 2 ? NULL : correlations_and_factor(k, cov, &why);
  if (!r) {
    for (size_t i = 0; msa && i < k; i++)
      msa[i] = om_undefined(why, n);
    return om_undefined(why, n);
  }
  double *const inverse = r + 2 * k * k;
  om_pd_inverse(k, r + k * k, inverse);
  om_sum all_r = {0}, all_q = {0};
  for (size_t i = 0; i < k; i++) {
    om_sum item_r = {0}, item_q = {0};
    for (size_t j = 0; j < k; j++) {
      if (i == j)
        continue;
      const double v = inverse[i * k + j];
      om_add(&item_r, om_square(r[i * k + j]));
      om_add(&item_q, v * v / inverse[i * k + i] / inverse[j * k + j]);
    }
    if (msa)
      msa[i] = share(item_r.hi, item_q.hi, n);
    om_add(&all_r, item_r.hi);
    om_add(&all_q, item_q.hi);
  }
  free(r);
  return share(all_r.hi, all_q.hi, n);
}

om_stat
om_bartlett_sphericity(size_t k, uint64_t n, const double *cov)
{
  if (k < 2)
    return om_undefined(OM_FEW_ITEMS, n);
  if (n <= k)
    return om_undefined(OM_FEW_CASES, n);
  const char *why;
  double *const r = correlations_and_factor(k, cov, &why);
  if (!r)
    return om_undefined(why, n);
  const double items = (double)k, log_det = om_pd_log_det(k, r + k * k);
  free(r);
  om_stat s = om_stat_of(-((double)(n - 1) - (2 * items + 5) / 6) * log_det, n);
  /* Items without any correlation: the determinant is 1 up to rounding. */
  s.value = fmax(s.value, 0);
  s.statistic = s.value;
  s.df = items * (items - 1) / 2;
  s.p = om_chisq_upper(s.value, s.df);
  return s;
}
