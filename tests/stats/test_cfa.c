/* Confirmatory factor analysis against lavaan, and the chi-square family against R.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "internal_factor.h"
#include "scales.h"

static const uint32_t by_three[] = {0, 0, 0, 1, 1, 1, 2, 2, 2};

typedef struct model {
  const char *name;
  size_t set, items, factors; /* set N_SETS: N1-N5 */
  uint32_t factor_of[25];
  const char *factor_name;
} model;

static const model models[] = {
    {"x1-x9 by 3", 0, 9, 3, {0, 0, 0, 1, 1, 1, 2, 2, 2}, "abc"},
    {"x1-x9 by 1", 0, 9, 1, {0}, "a"},
    {"25 items by 5",
     2,
     25,
     5,
     {0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4},
     "ACENO"},
    {"N1-N5 by 1", N_SETS, 5, 1, {0}, "n"},
};

static double
of_item(const table *t, const char *statistic, const model *m, const char *item)
{
  char args[96];
  snprintf(args, sizeof args, "%s;%s", m->name, item);
  return reference(t, statistic, args);
}

static items *
load_model(const model *m)
{
  scale s = sets[m->set < N_SETS ? m->set : 2];
  if (m->set == N_SETS)
    s.items = "N1 N2 N3 N4 N5";
  return items_load(&s);
}

static void
check_items(const table *t, const model *m, const items *it, const om_stat *loading,
            const om_stat *standardized, const om_stat *unique)
{
  /* lavaan numbers a factor by its first item, whose loading starts positive; ours has a sum that
   * is not negative.  The five traits have items both ways. */
  for (size_t i = 0; i < it->k; i++) {
    const char *const item = it->name[i];
    const double expected = of_item(t, "cfa_loading", m, item);
    const double sign = copysign(1, expected * loading[i].value);
    assert_reference(loading[i].value * sign, expected, 1e-5);
    assert_reference(loading[i].se, of_item(t, "cfa_loading_se", m, item), 1e-5);
    /* to 1e-5 of z, which p multiplies by about z squared; and lavaan's p stops at 1e-16 */
    const double p = of_item(t, "cfa_loading_p", m, item);
    const double slack = 1e-5 * fmax(1, loading[i].statistic * loading[i].statistic);
    assert_close(loading[i].p, p, slack, 1e-14);
    assert_reference(sign > 0 ? loading[i].lo : -loading[i].hi,
                     of_item(t, "cfa_loading_lo", m, item), 1e-5);
    assert_reference(standardized[i].value * sign, of_item(t, "cfa_std", m, item), 1e-5);
    assert_reference(standardized[i].se, of_item(t, "cfa_std_se", m, item), 1e-5);
    assert_reference(unique[i].value, of_item(t, "cfa_unique", m, item), 1e-5);
    assert_reference(unique[i].se, of_item(t, "cfa_unique_se", m, item), 1e-5);
  }
}

static void
check_fit(const table *t, const char *name, const om_cfa_result *fit)
{
  assert_reference(fit->chi_square.value, reference(t, "cfa_chisq", name), 1e-5);
  assert_reference(fit->chi_square.df, reference(t, "cfa_df", name), 0);
  assert_reference(fit->chi_square.p, reference(t, "cfa_pvalue", name), 1e-5);
  assert_reference(fit->baseline.value, reference(t, "cfa_baseline.chisq", name), 1e-10);
  assert_reference(fit->baseline.df, reference(t, "cfa_baseline.df", name), 0);
  assert_reference(fit->cfi.value, reference(t, "cfa_cfi", name), 1e-5);
  assert_reference(fit->tli.value, reference(t, "cfa_tli", name), 1e-5);
  assert_reference(fit->rmsea.value, reference(t, "cfa_rmsea", name), 1e-5);
  assert_reference(fit->rmsea.lo, reference(t, "cfa_rmsea.ci.lower", name), 1e-5);
  assert_reference(fit->rmsea.hi, reference(t, "cfa_rmsea.ci.upper", name), 1e-5);
  assert_close(fit->rmsea.p, reference(t, "cfa_rmsea.pvalue", name), 1e-5, 1e-12);
  assert_reference(fit->srmr.value, reference(t, "cfa_srmr", name), 1e-5);
  assert_reference(fit->log_likelihood, reference(t, "cfa_logl", name), 1e-9);
  assert_reference(fit->aic, reference(t, "cfa_aic", name), 1e-9);
  assert_reference(fit->bic, reference(t, "cfa_bic", name), 1e-9);
}

static void
test_against_lavaan(void **state)
{
  (void)state;
  table *const t = table_load("reference/factor.csv");
  for (size_t c = 0; c < sizeof models / sizeof *models; c++) {
    const model *const m = &models[c];
    items *const it = load_model(m);
    assert_int_equal(it->k, m->items);
    om_cfa_result fit;
    om_stat loading[25], standardized[25], unique[25], phi[15];
    om_cfa(it->k, it->n, it->cov, m->factors, m->factor_of, .95, &fit, loading, standardized,
           unique, phi);
    assert_null(fit.undefined);
    assert_null(fit.improper);
    check_fit(t, m->name, &fit);
    check_items(t, m, it, loading, standardized, unique);
    for (size_t f = 0; f < m->factors; f++) {
      assert_close(phi[om_packed(m->factors, f, f)].value, 1, 0, 0);
      for (size_t g = f + 1; g < m->factors; g++) {
        const char pair[] = {m->factor_name[f], '~', m->factor_name[g], '\0'};
        const om_stat *const s = &phi[om_packed(m->factors, f, g)];
        const double expected = of_item(t, "cfa_phi", m, pair);
        assert_reference(s->value * copysign(1, s->value * expected), expected, 1e-5);
        assert_reference(s->se, of_item(t, "cfa_phi_se", m, pair), 1e-5);
      }
    }
    items_free(it);
  }
  table_free(t);
}

/* What ref_A.R says of the model that every textbook fits. */
static void
test_against_reference(void **state)
{
  (void)state;
  items *const it = items_load(&sets[0]);
  const table *const t = it->reference;
  const char *const args = "3-factor CFA ML";
  om_cfa_result fit;
  om_cfa(9, it->n, it->cov, 3, by_three, .95, &fit, NULL, NULL, NULL, NULL);
  assert_reference(fit.chi_square.value, reference(t, "cfa3_chisq", args), 1e-5);
  assert_reference(fit.chi_square.df, reference(t, "cfa3_df", args), 0);
  assert_reference(fit.chi_square.p, reference(t, "cfa3_pvalue", args), 1e-5);
  assert_reference(fit.cfi.value, reference(t, "cfa3_cfi", args), 1e-5);
  assert_reference(fit.tli.value, reference(t, "cfa3_tli", args), 1e-5);
  assert_reference(fit.rmsea.value, reference(t, "cfa3_rmsea", args), 1e-5);
  assert_reference(fit.srmr.value, reference(t, "cfa3_srmr", args), 1e-5);
  assert_reference(fit.log_likelihood, reference(t, "cfa3_logl", args), 1e-5);
  assert_reference(fit.aic, reference(t, "cfa3_aic", args), 1e-5);
  assert_reference(fit.bic, reference(t, "cfa3_bic", args), 1e-5);
  assert_int_equal(fit.parameters, 21);
  items_free(it);
}

/* Correlations that the model explains exactly give it back; the order of items and their units do
 * not matter. */
static void
test_exact_model(void **state)
{
  (void)state;
  const double l[] = {.8, .7, -.6, .75, .65}, r = .4;
  const uint32_t factor_of[] = {0, 0, 0, 1, 1};
  double cov[15];
  for (size_t i = 0; i < 5; i++)
    for (size_t j = i; j < 5; j++)
      cov[om_packed(5, i, j)] =
          (i == j ? 1 : l[i] * l[j] * (factor_of[i] == factor_of[j] ? 1 : r)) * (double)(i + 1) *
          (double)(j + 1);
  om_cfa_result fit;
  om_stat loading[5], standardized[5], unique[5], phi[3];
  om_cfa(5, 101, cov, 2, factor_of, .95, &fit, loading, standardized, unique, phi);
  assert_null(fit.undefined);
  assert_close(fit.chi_square.value, 0, 0, 1e-9);
  assert_close(fit.chi_square.df, 4, 0, 0);
  assert_close(fit.cfi.value, 1, 1e-12, 0);
  assert_close(fit.rmsea.value, 0, 0, 0);
  assert_close(fit.rmsea.lo, 0, 0, 0);
  assert_close(phi[1].value, r, 1e-8, 0);
  for (size_t i = 0; i < 5; i++) {
    assert_close(standardized[i].value, l[i], 1e-8, 0);
    /* in the units of the item, whose variance divides by n in the model */
    assert_close(loading[i].value, l[i] * (double)(i + 1) * sqrt(100. / 101), 1e-8, 0);
    assert_close(unique[i].value, (1 - l[i] * l[i]) * om_square((double)(i + 1)) * 100 / 101, 1e-8,
                 0);
    assert_true(loading[i].lo < loading[i].value && loading[i].value < loading[i].hi);
  }

  /* Saturated: three items and one factor. */
  om_cfa(3, 50, (const double[]){1, .42, .48, 1, .56, 1}, 1, (const uint32_t[]){0, 0, 0}, .95, &fit,
         NULL, standardized, NULL, NULL);
  assert_close(standardized[1].value, .7, 1e-9, 0);
  assert_close(fit.chi_square.df, 0, 0, 0);
  assert_undefined(fit.rmsea, "no degrees of freedom");
  assert_undefined(fit.tli, "no degrees of freedom");
}

/* l1^2 = .9 * .7 / .5 = 1.26: a negative unique variance, which lavaan prints too. */
static void
test_improper(void **state)
{
  (void)state;
  om_cfa_result fit;
  om_stat standardized[3], unique[3];
  om_cfa(3, 50, (const double[]){1, .9, .7, 1, .5, 1}, 1, (const uint32_t[]){0, 0, 0}, .95, &fit,
         NULL, standardized, unique, NULL);
  assert_null(fit.undefined);
  assert_int_equal(fit.heywood, 1);
  assert_non_null(strstr(fit.improper, "Heywood"));
  assert_close(standardized[0].value, sqrt(1.26), 1e-9, 0);
  assert_close(unique[0].value, -.26 * 49 / 50, 1e-9, 0);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double r[] = {1, .4, .3, .2, 1, .5, .3, 1, .4, 1}, not_pd[] = {1, .9, .9, 1, -.9, 1},
               apart[] = {1, .5, 0, 0, 1, 0, 0, 1, .4, 1};
  om_cfa_result fit;
  om_stat loading[4], standardized[4], unique[4], phi[6];
  om_cfa(4, 50, r, 1, (const uint32_t[]){0, 0, 1, 0}, .95, &fit, loading, NULL, NULL, NULL);
  assert_undefined(fit, "not there");
  assert_undefined(loading[3], "not there");
  om_cfa(2, 50, r, 1, (const uint32_t[]){0, 0}, .95, &fit, loading, NULL, NULL, NULL);
  assert_undefined(fit, "fewer than 3 items");
  om_cfa(4, 50, r, 2, (const uint32_t[]){0, 0, 0, 1}, .95, &fit, NULL, NULL, NULL, phi);
  assert_undefined(fit, "a factor with fewer than 2 items");
  assert_undefined(phi[2], "a factor with fewer than 2 items");
  om_cfa(1, 50, r, 1, (const uint32_t[]){0}, .95, &fit, NULL, NULL, NULL, NULL);
  assert_undefined(fit, "fewer than 2 items");
  om_cfa(4, 4, r, 1, (const uint32_t[]){0, 0, 0, 0}, .95, &fit, NULL, NULL, NULL, NULL);
  assert_undefined(fit, "not more respondents");
  om_cfa(4, 50, r, 1, (const uint32_t[]){0, 0, 0, 0}, 0, &fit, NULL, NULL, NULL, NULL);
  assert_undefined(fit, "confidence");
  om_cfa(3, 50, not_pd, 1, (const uint32_t[]){0, 0, 0}, .95, &fit, NULL, standardized, unique, phi);
  assert_undefined(fit, "not positive definite");
  assert_undefined(fit.rmsea, "not positive definite");
  assert_true(isnan(fit.aic));
  /* Two pairs that have nothing to do with each other: each pair alone tells nothing. */
  om_cfa(4, 50, apart, 2, (const uint32_t[]){0, 0, 1, 1}, .95, &fit, loading, NULL, NULL, NULL);
  assert_non_null(fit.undefined);
  om_cfa(4, 50, (const double[]){1, .1, NAN, .1, 1, 0, 0, 1, 0, 1}, 1,
         (const uint32_t[]){0, 0, 0, 0}, .95, &fit, NULL, NULL, NULL, NULL);
  assert_undefined(fit, "not a number");
}

/* Covariances of n normal answers to 9 items that load .5 on one factor. */
static void
draw(uint64_t stream, size_t n, double *cov)
{
  enum { ITEMS = 9 };
  om_rng rng = {42, stream, 0};
  double x[ITEMS][20];
  assert_true(n <= 20);
  for (size_t i = 0; i < n; i++) {
    const double common = om_rng_normal(&rng);
    for (size_t j = 0; j < ITEMS; j++)
      x[j][i] = .5 * common + sqrt(.75) * om_rng_normal(&rng);
  }
  const double *columns[ITEMS];
  for (size_t j = 0; j < ITEMS; j++)
    columns[j] = x[j];
  assert_null(om_covariances_pairwise(ITEMS, n, columns, cov, NULL));
}

/* Where the best fit is at infinity.  With the loading of the fourth item held at 1.5, 3 and 10
 * lavaan gives chi-squares of 4.644, 4.330 and 4.245 for these correlations of 50 people. */
static void
test_no_best_fit(void **state)
{
  (void)state;
  const double cov[] = {1, .06, .17, .23, -.08, 1, .19, .31, .08, 1, -.05, -.06, 1, .15, 1};
  const uint32_t one[9] = {0};
  om_cfa_result fit;
  om_stat loading[9];
  om_cfa(5, 50, cov, 1, one, .95, &fit, loading, NULL, NULL, NULL);
  assert_undefined(fit, "gets better for ever");
  assert_undefined(fit.cfi, "gets better for ever");
  assert_undefined(loading[3], "gets better for ever");
  /* Three items whose correlations have a negative product: no loadings give them. */
  om_cfa(3, 100, (const double[]){1, .5, .5, 1, -.3, 1}, 1, one, .95, &fit, NULL, NULL, NULL, NULL);
  assert_undefined(fit, "gets better for ever");

  /* Nine items, 14 people: a solution or that reason, never a search that gave up. */
  size_t none = 0, proper = 0;
  for (uint64_t sample = 0; sample < 200; sample++) {
    double small[45];
    draw(sample, 14, small);
    om_cfa(9, 14, small, 1, one, .95, &fit, loading, NULL, NULL, NULL);
    if (fit.undefined)
      assert_undefined(fit, "gets better for ever");
    none += fit.undefined != NULL;
    proper += !fit.undefined && !fit.improper;
  }
  assert_true(none > 10 && none < 40 && proper > 120);
}

static void
test_chi_square(void **state)
{
  (void)state;
  table *const t = table_load("reference/factor.csv");
  for (size_t row = 0; row < t->rows; row++) {
    const char *const statistic = table_text(t, row, 1);
    const bool upper = strcmp(statistic, "chisq_upper") == 0;
    if (!upper && strcmp(statistic, "chisq_noncentral") != 0)
      continue;
    double x, df, l = 0;
    assert_int_equal(sscanf(table_text(t, row, 2), "%lf;%lf;%lf", &x, &df, &l), upper ? 2 : 3);
    if (upper)
      assert_reference(om_chisq_upper(x, df), table_number(t, row, 3), 1e-12);
    else /* R's own is good to about 1e-12 absolute */
      assert_close(om_noncentral_chisq_upper(x, df, l), 1 - table_number(t, row, 3), 1e-9, 1e-11);
  }
  table_free(t);
  /* 2 degrees of freedom: the exponential distribution, far into its tail. */
  for (double x = 1; x < 1400; x *= 3)
    assert_close(om_chisq_upper(x, 2), exp(-x / 2), 1e-12, 0);
  assert_close(om_chisq_upper(0, 3), 1, 0, 0);
  assert_close(om_chisq_upper(INFINITY, 3), 0, 0, 0);
  assert_true(isnan(om_chisq_upper(NAN, 3)) && isnan(om_chisq_upper(1, 0)));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_lavaan), cmocka_unit_test(test_against_reference),
      cmocka_unit_test(test_exact_model),    cmocka_unit_test(test_improper),
      cmocka_unit_test(test_undefined),      cmocka_unit_test(test_no_best_fit),
      cmocka_unit_test(test_chi_square),
  };
  return cmocka_run_group_tests_name("stats/cfa", tests, NULL, close_summary);
}
