/* Sphericity, sampling adequacy, eigenvalues, components and parallel analysis against R.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "scales.h"

static const om_rng place = {.key = 20240101};

static double
numbered(const items *it, const char *statistic, size_t number, const char *args)
{
  char name[128];
  snprintf(name, sizeof name, "%s_%zu", statistic, number);
  return reference(it->reference, name, args);
}

static void
check_matrix(const items *it, const char *args, size_t m)
{
  const table *const t = it->reference;
  const size_t k = it->k;
  assert_reference((double)it->n, reference(t, "efa_n", args), 0);
  om_stat msa[MOST_ITEMS];
  assert_reference(om_kmo(k, it->n, it->cov, msa).value, reference(t, "KMO", args), 1e-10);
  for (size_t i = 0; i < k; i++)
    assert_reference(msa[i].value, item_reference(it, "MSA", args, i), 1e-10);
  const om_stat b = om_bartlett_sphericity(k, it->n, it->cov);
  assert_reference(b.value, reference(t, "bartlett_chisq", args), 1e-10);
  assert_reference(b.df, reference(t, "bartlett_df", args), 0);
  assert_reference(b.p, reference(t, "bartlett_p", args), 1e-10);

  double values[MOST_ITEMS], loading[MOST_ITEMS * 5];
  assert_null(om_eigenvalues(k, it->cov, 0, values));
  for (size_t i = 0; i < k; i++)
    assert_reference(values[i], numbered(it, "eigen", i + 1, args), 1e-10);
  assert_null(om_principal_components(k, it->cov, m, loading));
  for (size_t i = 0; i < k; i++) {
    for (size_t j = 0; j < m; j++) {
      char name[160];
      snprintf(name, sizeof name, "%s;%s;C%zu", args, it->name[i], j + 1);
      assert_reference(fabs(loading[i * m + j]), reference(t, "pca_loading_abs", name), 1e-10);
    }
  }
  /* One value a factor shares a name and an argument: sorted, as ours are. */
  double rotated[MOST_ITEMS * 5];
  assert_null(om_varimax(k, m, loading, 1e-12, rotated, NULL));
  char sorted[128];
  snprintf(sorted, sizeof sorted, "%s;sorted", args);
  for (size_t j = 0; j < m; j++) {
    double ssl = 0;
    for (size_t i = 0; i < k; i++)
      ssl += rotated[i * m + j] * rotated[i * m + j];
    assert_reference(ssl, reference_nth(t, "pca_varimax_ssl", sorted, j), 1e-5);
  }
}

/* R's 1000 draws are other draws than ours: both are off by chance, by less than 2 %. */
static void
check_parallel(const items *it, const char *args)
{
  const size_t k = it->k;
  char name[128];
  snprintf(name, sizeof name, "%s;1000 normal draws", args);
  om_parallel_analysis p;
  double observed[MOST_ITEMS], mean[MOST_ITEMS], q95[MOST_ITEMS], values[MOST_ITEMS];
  om_parallel_normal(k, it->n, it->cov, 0, 1000, &place, &p, observed, mean, q95);
  assert_null(p.undefined);
  assert_int_equal(p.draws, 1000);
  for (size_t i = 0; i < k; i++) {
    assert_reference(mean[i], numbered(it, "parallel_mean_eigen", i + 1, name), .02);
    assert_reference(q95[i], numbered(it, "parallel_q95_eigen", i + 1, name), .02);
  }
  assert_reference(p.factors_mean, reference(it->reference, "parallel_components_mean", args), 0);
  assert_reference(p.factors, reference(it->reference, "parallel_components_q95", args), 0);
  assert_null(om_eigenvalues(k, it->cov, 0, values));
  assert_memory_equal(values, observed, k * sizeof *values);

  /* Answers of these distributions: permuting them gives nearly what normal draws give. */
  om_parallel_analysis again;
  double permuted[MOST_ITEMS];
  om_parallel_permuted(k, it->n, (const double *const *)it->complete, 0, 200, &place, &again, NULL,
                       permuted, NULL);
  assert_int_equal(again.factors, p.factors);
  for (size_t i = 0; i < k; i++)
    assert_close(permuted[i], mean[i], .02, 0);
}

static void
test_against_r(void **state)
{
  (void)state;
  for (size_t s = 0; s < N_SETS; s++) {
    items *const it = items_load(&sets[s]);
    assert_non_null(it);
    check_matrix(it, sets[s].args, set_factors[s]);
    check_parallel(it, sets[s].args);
    items_free(it);
  }
}

static int
ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void
test_reduced(void **state)
{
  (void)state;
  table *const t = table_load("reference/factor.csv");
  static const size_t which[] = {0, 2};
  for (size_t s = 0; s < 2; s++) {
    items *const it = items_load(&sets[which[s]]);
    double values[MOST_ITEMS];
    assert_null(om_eigenvalues(it->k, it->cov, 1, values));
    for (size_t i = 0; i < it->k; i++) {
      char name[64];
      snprintf(name, sizeof name, "%s;%zu", sets[which[s]].args, i + 1);
      assert_reference(values[i], reference(t, "eigen_reduced", name), 1e-10);
    }
    items_free(it);
  }
  table_free(t);
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *const g = golden_load();
  double sscp[15], values[5];
  const uint64_t n = sscp_of(5, (const double *const *)g->item, g->employees->rows, sscp);
  om_stat msa[5];
  /* Sums of squares and products are covariances times a number: the same correlations. */
  assert_golden(om_kmo(5, n, sscp, msa).value, "KMO", 0);
  for (int i = 0; i < 5; i++)
    assert_golden(msa[i].value, "MSA", i);
  const om_stat b = om_bartlett_sphericity(5, n, sscp);
  assert_golden(b.value, "Bartlett chisq", 0);
  assert_golden(b.df, "Bartlett chisq", 1);
  assert_null(om_eigenvalues(5, sscp, 0, values));
  for (int i = 0; i < 5; i++)
    assert_golden(values[i], "eigenvalues of R", i);
  golden_free(g);
}

static void
test_closed_forms(void **state)
{
  (void)state;
  /* k items that all correlate with r: partial correlations r / (1 + (k-2) r), determinant
   * (1-r)^(k-1) (1 + (k-1) r), eigenvalues 1 + (k-1) r and 1 - r. */
  enum { K = 6 };
  const double r = .4, q = r / (1 + (K - 2) * r);
  double cov[K * (K + 1) / 2];
  for (size_t i = 0; i < K; i++)
    for (size_t j = i; j < K; j++)
      cov[om_packed(K, i, j)] = (i == j ? 1 : r) * (double)(i + 1) * (double)(j + 1);
  om_stat msa[K];
  assert_close(om_kmo(K, 100, cov, msa).value, r * r / (r * r + q * q), 1e-13, 0);
  assert_close(msa[4].value, r * r / (r * r + q * q), 1e-13, 0);
  const om_stat b = om_bartlett_sphericity(K, 100, cov);
  assert_close(b.value, -(99 - 17. / 6) * (5 * log(.6) + log(3)), 1e-13, 0);
  double values[K], loading[K];
  assert_null(om_eigenvalues(K, cov, 0, values));
  assert_close(values[0], 3, 1e-13, 0);
  assert_close(values[5], .6, 1e-13, 0);
  assert_null(om_principal_components(K, cov, 1, loading));
  assert_close(loading[3], sqrt(.5), 1e-13, 0);

  /* Two items: KMO is .5 whatever they say. */
  assert_close(om_kmo(2, 100, (const double[]){4, 1, 9}, NULL).value, .5, 1e-13, 0);
}

static void
test_parallel_is_steady(void **state)
{
  (void)state;
  items *const it = items_load(&sets[0]);
  om_parallel_analysis a, b;
  double first[9], second[9];
  om_parallel_normal(9, it->n, it->cov, 1, 100, &place, &a, NULL, NULL, first);
  om_parallel_normal(9, it->n, it->cov, 1, 100, &place, &b, NULL, NULL, second);
  assert_memory_equal(first, second, sizeof first);
  assert_true(a.factors >= 3 && first[8] < 0); /* reduced: eigenvalues below 0 */

  /* Respondents in another order: the same draws, so the same percentiles. */
  om_parallel_permuted(9, it->n, (const double *const *)it->complete, 0, 50, &place, &a, NULL, NULL,
                       first);
  for (size_t j = 0; j < 9; j++) {
    for (size_t i = 0; i < it->n / 2; i++) {
      const double kept = it->complete[j][i];
      it->complete[j][i] = it->complete[j][it->n - 1 - i];
      it->complete[j][it->n - 1 - i] = kept;
    }
  }
  om_parallel_permuted(9, it->n, (const double *const *)it->complete, 0, 50, &place, &b, NULL, NULL,
                       second);
  assert_memory_equal(first, second, sizeof first);
  assert_int_equal(a.factors, b.factors);

  /* The answers of each item in any order, and the matrix by itself. */
  double own[9], given[9];
  om_parallel_permuted(9, it->n, (const double *const *)it->complete, 0, 50, &place, &a, own, NULL,
                       NULL);
  qsort(it->complete[2], it->n, sizeof *it->complete[2], ascending);
  om_parallel_permuted_of(9, it->n, it->cov, (const double *const *)it->complete, 0, 50, &place, &b,
                          given, NULL, second);
  assert_memory_equal(first, second, sizeof first);
  assert_true(given[8] != own[8]);
  om_parallel_normal(9, it->n, it->cov, 0, 50, &place, &b, own, NULL, NULL);
  assert_memory_equal(given, own, sizeof own);

  /* An item that the others determine. */
  double observed[9];
  for (size_t i = 0; i < it->n; i++)
    it->complete[8][i] = it->complete[0][i] + it->complete[1][i];
  om_parallel_permuted(9, it->n, (const double *const *)it->complete, 0, 50, &place, &a, observed,
                       NULL, NULL);
  assert_undefined(a, "not positive definite");
  assert_true(isnan(observed[0]));
  it->complete[3][7] = NAN;
  om_parallel_permuted(9, it->n, (const double *const *)it->complete, 0, 50, &place, &a, observed,
                       first, second);
  assert_undefined(a, "without an answer");
  assert_true(isnan(observed[8]) && isnan(first[0]) && isnan(second[3]));
  items_free(it);
}

/* Two items and few people: r of independent normals has a density in (1 - r^2)^((n-4)/2), uniform
 * for n = 4 and that of an arcsine for n = 3; the larger eigenvalue is 1 + |r|. */
static void
test_parallel_with_few(void **state)
{
  (void)state;
  const double cov[] = {1, .2, 1};
  om_parallel_analysis p;
  double mean[2], q95[2];
  om_parallel_normal(2, 4, cov, 0, 20000, &place, &p, NULL, mean, q95);
  assert_null(p.undefined);
  assert_close(mean[0], 1.5, 0, .01);
  assert_close(q95[0], 1.95, 0, .005);
  assert_close(mean[0] + mean[1], 2, 1e-12, 0);
  om_parallel_normal(2, 3, cov, 0, 20000, &place, &p, NULL, mean, q95);
  assert_close(mean[0], 1 + 2 / M_PI, 0, .01);
  assert_close(q95[0], 1 + sin(.95 * M_PI / 2), 0, .002);
  assert_int_equal(p.factors, 0);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double one[] = {3}, flat[] = {10, 0, 2, 0, 0, 5}, not_pd[] = {1, .9, .9, 1, -.9, 1},
               singular[] = {1, 1, .5, 1, .5, 1}, broken[] = {1, INFINITY, .2, 1, .3, 1},
               apart[] = {1, 0, 0, 1, 0, 1};
  om_stat msa[3];
  double values[3], loading[12];
  om_parallel_analysis p;
  assert_undefined(om_kmo(1, 20, one, msa), "fewer than 2 items");
  assert_undefined(msa[0], "fewer than 2 items");
  assert_undefined(om_kmo(0, 20, one, NULL), "fewer than 2 items");
  assert_undefined(om_kmo(3, 20, flat, msa), "zero variance of an item");
  assert_undefined(om_kmo(3, 20, not_pd, msa), "not positive definite");
  assert_undefined(om_kmo(3, 20, singular, msa), "not positive definite");
  assert_undefined(om_kmo(3, 20, broken, msa), "not a number");
  assert_undefined(om_kmo(3, 20, apart, msa), "no correlation");
  assert_undefined(msa[2], "no correlation");

  assert_undefined(om_bartlett_sphericity(1, 20, one), "fewer than 2 items");
  assert_undefined(om_bartlett_sphericity(3, 3, apart), "not more respondents");
  assert_undefined(om_bartlett_sphericity(3, 20, singular), "not positive definite");
  const om_stat none = om_bartlett_sphericity(3, 20, apart);
  assert_close(none.value, 0, 0, 0);
  assert_close(none.p, 1, 0, 0);

  assert_string_equal(om_eigenvalues(0, one, 0, values), "no items");
  assert_null(om_eigenvalues(3, not_pd, 0, values));
  assert_true(values[2] < 0);
  assert_non_null(om_eigenvalues(3, not_pd, 1, values));
  assert_true(isnan(values[0]) && isnan(values[2]));
  assert_non_null(om_eigenvalues(3, broken, 0, values));
  assert_null(om_eigenvalues(1, one, 0, values));
  assert_close(values[0], 1, 0, 0);
  assert_non_null(om_principal_components(3, apart, 4, loading));
  assert_non_null(om_principal_components(3, apart, 0, loading));
  assert_string_equal(om_principal_components(3, not_pd, 3, loading), "the matrix is not positive "
                                                                      "definite");
  assert_true(isnan(loading[8]));

  om_parallel_normal(1, 20, one, 0, 10, &place, &p, values, NULL, NULL);
  assert_undefined(p, "fewer than 2 items");
  om_parallel_normal(3, 3, apart, 0, 10, &place, &p, values, NULL, NULL);
  assert_undefined(p, "not more respondents");
  om_parallel_normal(3, 20, apart, 0, 1, &place, &p, values, NULL, NULL);
  assert_undefined(p, "draws");
  om_parallel_normal(3, 20, not_pd, 0, 10, &place, &p, values, NULL, NULL);
  assert_undefined(p, "not positive definite");
  assert_true(isnan(values[1]));

  /* Covariances: too few people, and how they say so. */
  double cov[3];
  const double sscp[] = {4, 1, 4};
  assert_non_null(om_covariances(2, 1, sscp, cov));
  assert_true(isnan(cov[2]));
  assert_null(om_covariances(2, 3, sscp, cov));
  assert_close(cov[0], 2, 0, 0);
  assert_null(om_correlations(2, cov, cov));
  assert_close(cov[1], .25, 1e-15, 0);
  assert_true(cov[0] == 1 && cov[2] == 1);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_r),
      cmocka_unit_test(test_reduced),
      cmocka_unit_test(test_golden),
      cmocka_unit_test(test_closed_forms),
      cmocka_unit_test(test_parallel_is_steady),
      cmocka_unit_test(test_parallel_with_few),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/dimension", tests, NULL, close_summary);
}
