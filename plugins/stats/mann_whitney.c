/* Two groups compared by ranks: Mann & Whitney's U and Cliff's delta.
 * Must not know which groups.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranks.h"
#include <stdlib.h>

/* Largest n1 + n2 for which the number of orders fits into 64 bits. */
#define MOST_EXACT 60

/* Number of orders of m and n cases by U, 0 .. m n: the coefficients of the Gaussian binomial,
 * product of (1 - q^(n+i)) / (1 - q^i).  Exact modulo 2^64, and the result is below that. */
static bool
exact_p(size_t m, size_t n, double u, double *p)
{
  const size_t last = m * n;
  uint64_t *const counts = calloc(last + 1, sizeof *counts);
  if (!counts)
    return false;
  counts[0] = 1;
  for (size_t i = 1; i <= m; i++) {
    for (size_t k = last + 1; k-- > n + i;)
      counts[k] -= counts[k - n - i];
    for (size_t k = i; k <= last; k++)
      counts[k] += counts[k - i];
  }
  *p = om_exact_p(counts, last, (size_t)u);
  free(counts);
  return true;
}

/* Squared deviations from delta of how far each case of one group dominates the other. */
static double
dominance_ss(size_t n, const double *rank_of_all, const double *rank_within, double others,
             double delta)
{
  om_sum ss = {0};
  for (size_t i = 0; i < n; i++) {
    const double own = 2 * (rank_of_all[i] - rank_within[i]) / others - 1;
    om_add(&ss, (own - delta) * (own - delta));
  }
  return ss.hi;
}

/* What the variance of delta rests on. */
typedef struct om_dominance {
  double n1, n2;
  double ss1, ss2; /* see dominance_ss; that of the second group with the sign turned */
  double tied;     /* pairs x = y */
} om_dominance;

static om_stat
cliffs_delta(double delta, om_dominance d, uint64_t n, double conf)
{
  om_stat s = om_stat_of(delta, n);
  if (d.n1 < 2 || d.n2 < 2) {
    s.no_range = "fewer than 2 cases in a group";
    return s;
  }
  if (fabs(delta) >= 1) {
    s.no_range = "the groups do not overlap";
    return s;
  }
  const double pairs = d.n1 * d.n2;
  const double cells = pairs - d.tied - pairs * delta * delta;
  const double unbiased =
      (d.n2 * d.n2 * d.ss1 + d.n1 * d.n1 * d.ss2 - cells) / (pairs * (d.n1 - 1) * (d.n2 - 1));
  const double variance = fmax(unbiased, (1 - delta * delta) / (pairs - 1));
  const double z = om_z_critical(conf), zv = z * z * variance, room = 1 - delta * delta;
  const double half = z * sqrt(variance) * sqrt(room * room + zv);
  s.se = sqrt(variance);
  s.lo = (delta * room - half) / (room + zv);
  s.hi = (delta * room + half) / (room + zv);
  return s;
}

static void
compare(size_t n1, const double *x, size_t n2, const double *y, double conf, double *scratch,
        size_t *order, om_rank_test *out)
{
  const size_t n = n1 + n2;
  double *const both = scratch, *const rank = scratch + n, *const within = scratch + 2 * n;
  for (size_t i = 0; i < n; i++)
    both[i] = i < n1 ? x[i] : y[i - n1];
  om_rank(n1, x, within, order);
  const om_ties ties1 = om_count_ties(n1, within, order);
  om_rank(n2, y, within + n1, order);
  const om_ties ties2 = om_count_ties(n2, within + n1, order);
  om_rank(n, both, rank, order);
  const om_ties ties = om_count_ties(n, rank, order);

  om_sum ranks = {0};
  for (size_t i = 0; i < n1; i++)
    om_add(&ranks, rank[i]);
  const double m1 = (double)n1, m2 = (double)n2, m = (double)n;
  const double u = ranks.hi - m1 * (m1 + 1) / 2;
  const double variance = m1 * m2 / 12 * (m + 1 - ties.cubes / (m * (m - 1)));
  out->test = om_stat_of(u, n);
  if (!(ties.squares < m * m)) {
    out->test = out->effect = om_undefined("all values are equal", n);
    return;
  }
  om_rank_normal(out, m1 * m2 / 2, variance);
  if (ties.cubes == 0 && n <= MOST_EXACT && !exact_p(n1, n2, u, &out->p_exact)) {
    out->test = out->effect = om_undefined(OM_NO_MEMORY, n);
    return;
  }

  const double delta = (2 * u - m1 * m2) / (m1 * m2); /* turns its sign with x and y */
  out->effect = cliffs_delta(delta,
                             (om_dominance){m1, m2, dominance_ss(n1, rank, within, m2, delta),
                                            dominance_ss(n2, rank + n1, within + n1, m1, -delta),
                                            (ties.squares - ties1.squares - ties2.squares) / 2},
                             n, conf);
}

void
om_mann_whitney(size_t n1, const double *x, size_t n2, const double *y, double conf,
                om_rank_test *out)
{
  const size_t n = n1 + n2;
  out->p_corrected = out->p_exact = NAN;
  const char *why = n1 == 0 || n2 == 0 ? "no cases in a group"
                    : om_conf_ok(conf) ? NULL
                                       : OM_BAD_CONF;
  double *scratch = NULL;
  size_t *order = NULL;
  if (!why) {
    scratch = calloc(3 * n, sizeof *scratch);
    order = calloc(n, sizeof *order);
    why = scratch && order ? NULL : OM_NO_MEMORY;
  }
  if (why)
    out->test = out->effect = om_undefined(why, n);
  else
    compare(n1, x, n2, y, conf, scratch, order, out);
  if (out->test.undefined)
    out->p_corrected = out->p_exact = NAN;
  free(scratch);
  free(order);
}
