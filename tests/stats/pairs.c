/* The three correlations of linked units against R.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "pairs.h"

void
check_pairs(const table *t, const char *args, size_t rows, const double *x, const double *y)
{
  double *a = calloc(rows, sizeof *a), *b = calloc(rows, sizeof *b);
  assert_true(a && b);
  size_t n = 0;
  for (size_t i = 0; i < rows; i++) {
    if (isnan(x[i]) || isnan(y[i]))
      continue;
    a[n] = x[i];
    b[n++] = y[i];
  }
  assert_reference((double)n, reference(t, "n_pairs", args), 0);

  const om_stat r = om_pearson(n, a, b, .95);
  assert_reference(r.value, reference(t, "pearson_r", args), 1e-10);
  assert_reference(r.statistic, reference(t, "pearson_t", args), 1e-10);
  assert_reference(r.df, reference(t, "pearson_df", args), 0);
  assert_reference(r.p, reference(t, "pearson_p", args), 1e-10);
  assert_reference(r.lo, reference(t, "pearson_ci95_lo", args), 1e-10);
  assert_reference(r.hi, reference(t, "pearson_ci95_hi", args), 1e-10);

  const om_stat rho = om_spearman(n, a, b, .95);
  const double m = (double)n;
  assert_reference(rho.value, reference(t, "spearman_rho", args), 1e-10);
  assert_reference((m * m * m - m) * (1 - rho.value) / 6, reference(t, "spearman_S", args), 1e-10);
  assert_reference(rho.p, reference(t, "spearman_p_t_approx", args), 1e-10);

  const om_stat tau = om_kendall(n, a, b, .95);
  assert_reference(tau.value, reference(t, "kendall_tau_b", args), 1e-10);
  assert_reference(tau.statistic, reference(t, "kendall_z", args), 1e-10);
  assert_reference(tau.p, reference(t, "kendall_p_normal", args), 1e-10);
  free(a);
  free(b);
}
