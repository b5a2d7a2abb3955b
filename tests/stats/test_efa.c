/* Exploratory factor analysis and rotations against R (factanal, psych::fa, varimax, promax).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "scales.h"

enum { MOST_LOADINGS = MOST_ITEMS * 5 };

static double
loading_reference(const items *it, const char *statistic, const char *args, size_t i, size_t j)
{
  char name[160];
  snprintf(name, sizeof name, "%s;%s;F%zu", args, it->name[i], j + 1);
  return reference(it->reference, statistic, name);
}

static void
check_loadings(const items *it, const char *statistic, const char *args, size_t m,
               const double *loading)
{
  for (size_t i = 0; i < it->k; i++)
    for (size_t j = 0; j < m; j++)
      assert_reference(loading[i * m + j], loading_reference(it, statistic, args, i, j), 1e-5);
}

static void
check_ml(const items *it, const char *args, size_t m)
{
  const table *const t = it->reference;
  om_efa_result fit;
  double loading[MOST_LOADINGS], uniqueness[MOST_ITEMS], rotated[MOST_LOADINGS];
  om_efa(it->k, it->n, it->cov, m, OM_EFA_ML, &fit, loading, uniqueness);
  assert_null(fit.undefined);
  assert_int_equal(fit.heywood, 0);
  assert_reference(fit.chi_square.value, reference(t, "ml_chisq", args), 1e-5);
  assert_reference(fit.chi_square.df, reference(t, "ml_dof", args), 0);
  assert_reference(fit.chi_square.p, reference(t, "ml_p", args), 1e-5);
  assert_reference(fit.objective, reference(t, "ml_objective", args), 1e-5);
  for (size_t i = 0; i < it->k; i++)
    assert_reference(uniqueness[i], item_reference(it, "ml_uniqueness", args, i), 1e-5);
  check_loadings(it, "ml_none_loading", args, m, loading);

  double rotation[25], phi[15];
  assert_null(om_varimax(it->k, m, loading, OM_VARIMAX_R_EPS, rotated, rotation));
  check_loadings(it, "ml_varimax_loading", args, m, rotated);
  for (size_t i = 0; i < it->k; i++) {
    for (size_t j = 0; j < m; j++) {
      double s = 0;
      for (size_t f = 0; f < m; f++)
        s += loading[i * m + f] * rotation[f * m + j];
      assert_close(s, rotated[i * m + j], 1e-12, 1e-13);
    }
  }
  assert_null(om_promax(it->k, m, loading, 4, OM_VARIMAX_R_EPS, rotated, rotation, phi));
  check_loadings(it, "ml_promax_loading", args, m, rotated);
}

/* psych's optimiser stops where the communalities are known to 5 digits or so; factor.csv holds
 * those of the same minimum, found from the definition. */
static void
check_minres(const items *it, const char *args, size_t m, const table *more, const char *name)
{
  const table *const t = it->reference;
  om_efa_result fit;
  double loading[MOST_LOADINGS], uniqueness[MOST_ITEMS];
  om_efa(it->k, it->n, it->cov, m, OM_EFA_MINRES, &fit, loading, uniqueness);
  assert_null(fit.undefined);
  assert_reference(fit.chi_square.value, reference(t, "minres_chisq", args), 1e-5);
  assert_reference(fit.chi_square.df, reference(t, "minres_dof", args), 0);
  assert_reference(fit.tli.value, reference(t, "minres_TLI", args), 1e-5);
  assert_reference(fit.rmsea.value, reference(t, "minres_RMSEA", args), 1e-5);
  assert_reference(fit.rmsr.value, reference(t, "minres_RMSR", args), 1e-5);
  assert_true(fit.rmsr.value <= reference(t, "minres_RMSR", args));
  for (size_t i = 0; i < it->k; i++) {
    char item[64];
    snprintf(item, sizeof item, "%s;%zu", name, i + 1);
    assert_reference(1 - uniqueness[i], reference(more, "minres_communality", item), 1e-5);
    assert_reference(1 - uniqueness[i], item_reference(it, "minres_communality", args, i), 2e-5);
    double sum = 0;
    for (size_t j = 0; j < m; j++)
      sum += loading[i * m + j] * loading[i * m + j];
    assert_close(sum, 1 - uniqueness[i], 1e-9, 0);
  }
}

static void
test_against_r(void **state)
{
  (void)state;
  static const char *const names[N_SETS] = {"x1-x9", "L", "25 items"};
  table *const more = table_load("reference/factor.csv");
  for (size_t s = 0; s < N_SETS; s++) {
    items *const it = items_load(&sets[s]);
    check_ml(it, sets[s].args, set_factors[s]);
    check_minres(it, sets[s].args, set_factors[s], more, names[s]);
    items_free(it);
  }
  table_free(more);
}

/* A matrix whose second uniqueness would be negative: factanal holds it at .005. */
static void
test_heywood(void **state)
{
  (void)state;
  const double r[] = {1, .9, .7, .2, 1, .5, .1, 1, .3, 1};
  table *const t = table_load("reference/factor.csv");
  om_efa_result fit;
  double loading[4], uniqueness[4];
  om_efa(4, 100, r, 1, OM_EFA_ML, &fit, loading, uniqueness);
  assert_null(fit.undefined);
  assert_int_equal(fit.heywood, 1);
  for (size_t i = 0; i < 4; i++) {
    const char item[] = {(char)('1' + i), '\0'};
    assert_reference(loading[i], reference(t, "heywood_loading", item), 1e-5);
    assert_reference(uniqueness[i], reference(t, "heywood_uniqueness", item), 1e-5);
  }
  assert_reference(fit.chi_square.value, reference(t, "heywood_chisq", ""), 1e-5);
  assert_reference(fit.chi_square.p, reference(t, "heywood_p", ""), 1e-5);
  om_efa(4, 100, r, 1, OM_EFA_MINRES, &fit, loading, uniqueness);
  assert_null(fit.undefined);
  assert_int_equal(fit.heywood, 1);
  table_free(t);
}

static void
test_rotations(void **state)
{
  (void)state;
  static const char *const names[] = {"x1-x9", "L"};
  table *const t = table_load("reference/factor.csv");
  for (size_t s = 0; s < 2; s++) {
    items *const it = items_load(&sets[s]);
    const size_t k = it->k, m = set_factors[s];
    double loading[MOST_LOADINGS], v[MOST_LOADINGS], tight[MOST_LOADINGS], p[MOST_LOADINGS];
    double rotation[9], phi[6];
    assert_null(om_principal_components(k, it->cov, m, loading));
    assert_null(om_varimax(k, m, loading, OM_VARIMAX_R_EPS, v, NULL));
    assert_null(om_varimax(k, m, loading, 1e-14, tight, NULL));
    assert_null(om_promax(k, m, loading, 4, OM_VARIMAX_R_EPS, p, rotation, phi));
    char name[64];
    for (size_t i = 0; i < k; i++) {
      for (size_t j = 0; j < m; j++) {
        snprintf(name, sizeof name, "%s;%zu;%zu", names[s], i + 1, j + 1);
        assert_reference(v[i * m + j], reference(t, "pc_varimax", name), 1e-9);
        assert_reference(tight[i * m + j], reference(t, "pc_varimax_tight", name), 1e-5);
        assert_reference(p[i * m + j], reference(t, "pc_promax", name), 1e-9);
      }
    }
    for (size_t i = 0; i < m; i++) {
      for (size_t j = i; j < m; j++) {
        snprintf(name, sizeof name, "%s;%zu;%zu", names[s], i + 1, j + 1);
        assert_reference(phi[om_packed(m, i, j)], reference(t, "pc_promax_phi", name), 1e-9);
      }
    }
    items_free(it);
  }
  table_free(t);
}

/* Two clusters turned away from simple structure by 30 degrees: varimax turns them back. */
static void
test_simple_structure(void **state)
{
  (void)state;
  const double simple[] = {.9, 0, .8, 0, .7, 0, 0, .6, 0, .5, 0, .4, 0, 0};
  const double c = cos(M_PI / 6), s = sin(M_PI / 6);
  double turned[14], back[14], rotation[4], phi[3];
  for (size_t i = 0; i < 7; i++) {
    turned[2 * i] = c * simple[2 * i] - s * simple[2 * i + 1];
    turned[2 * i + 1] = -s * simple[2 * i] - c * simple[2 * i + 1];
  }
  assert_null(om_varimax(7, 2, turned, 1e-14, back, rotation));
  for (size_t i = 0; i < 14; i++)
    assert_close(back[i], simple[i], 0, 1e-6);
  assert_close(rotation[0] * rotation[1] + rotation[2] * rotation[3], 0, 0, 1e-15);
  assert_null(om_promax(7, 2, turned, 4, 1e-14, back, NULL, phi));
  for (size_t i = 0; i < 14; i++)
    assert_close(back[i], simple[i], 0, 1e-6);
  assert_close(phi[1], 0, 0, 1e-6);

  /* In place; one factor: only its sign. */
  const double one[] = {-.5, -.7, .1};
  double sign[3];
  assert_null(om_varimax(3, 1, one, 1e-5, sign, NULL));
  assert_close(sign[1], .7, 1e-15, 0);
  assert_null(om_promax(3, 1, one, 4, 1e-5, sign, rotation, phi));
  assert_close(sign[1], .7, 1e-15, 0);
  assert_close(phi[0], 1, 0, 0);
  assert_close(rotation[0], -1, 1e-15, 0);
  memcpy(back, turned, sizeof back);
  assert_null(om_varimax(7, 2, back, 1e-14, back, NULL));
  assert_close(back[0], .9, 1e-6, 0);
}

/* A matrix that factors explain exactly is taken apart into them, by either method. */
static void
test_exact_model(void **state)
{
  (void)state;
  const double truth[] = {.8, 0, .7, 0, .6, 0, 0, .75, 0, .65, 0, .55, .3, .5};
  double r[28];
  for (size_t i = 0; i < 7; i++)
    for (size_t j = i; j < 7; j++)
      r[om_packed(7, i, j)] =
          i == j ? 1 : truth[2 * i] * truth[2 * j] + truth[2 * i + 1] * truth[2 * j + 1];
  for (uint32_t method = OM_EFA_ML; method <= OM_EFA_MINRES; method++) {
    om_efa_result fit;
    double loading[14], uniqueness[7];
    om_efa(7, 200, r, 2, method, &fit, loading, uniqueness);
    assert_null(fit.undefined);
    assert_close(fit.objective, 0, 0, 1e-12);
    assert_close(fit.rmsr.value, 0, 0, 1e-8);
    assert_close(fit.rmsea.value, 0, 0, 0);
    for (size_t i = 0; i < 7; i++)
      assert_close(1 - uniqueness[i],
                   truth[2 * i] * truth[2 * i] + truth[2 * i + 1] * truth[2 * i + 1], 1e-7, 0);
  }
  /* Three items and one factor: closed, l1^2 = r12 r13 / r23, and nothing left to test. */
  om_efa_result fit;
  double loading[3], uniqueness[3];
  om_efa(3, 50, (const double[]){1, .42, .48, 1, .56, 1}, 1, OM_EFA_ML, &fit, loading, uniqueness);
  assert_close(loading[0], .6, 1e-9, 0);
  assert_close(loading[1], .7, 1e-9, 0);
  assert_close(loading[2], .8, 1e-9, 0);
  assert_undefined(fit.chi_square, "no degrees of freedom");
  assert_undefined(fit.rmsea, "no degrees of freedom");
}

/* The order of items, and their units, change nothing but the places. */
static void
test_invariance(void **state)
{
  (void)state;
  items *const it = items_load(&sets[0]);
  double moved[45];
  for (size_t i = 0; i < 9; i++)
    for (size_t j = i; j < 9; j++) {
      const size_t a = 4 * i % 9, b = 4 * j % 9;
      moved[om_packed(9, i, j)] = it->cov[a <= b ? om_packed(9, a, b) : om_packed(9, b, a)] *
                                  (double)(i + 1) * (double)(j + 1);
    }
  for (uint32_t method = OM_EFA_ML; method <= OM_EFA_MINRES; method++) {
    om_efa_result one, two;
    double l1[27], l2[27], u1[9], u2[9];
    om_efa(9, it->n, it->cov, 3, method, &one, l1, u1);
    om_efa(9, it->n, moved, 3, method, &two, l2, u2);
    assert_close(one.objective, two.objective, 1e-9, 0);
    for (size_t i = 0; i < 9; i++) {
      assert_close(u2[i], u1[4 * i % 9], 1e-8, 0);
      for (size_t j = 0; j < 3; j++)
        assert_close(l2[3 * i + j], l1[3 * (4 * i % 9) + j], 0, 1e-7);
    }
  }
  items_free(it);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double fine[] = {1, .4, .3, .2, 1, .5, .3, 1, .4, 1}, not_pd[] = {1, .9, .9, 1, -.9, 1};
  om_efa_result fit;
  double loading[36], uniqueness[4]; /* up to the 9 factors asked */
  om_efa(1, 20, fine, 1, OM_EFA_ML, &fit, loading, uniqueness);
  assert_undefined(fit, "fewer than 2 items");
  om_efa(4, 20, fine, 0, OM_EFA_ML, &fit, loading, uniqueness);
  assert_undefined(fit, "no factors");
  om_efa(4, 20, fine, 2, OM_EFA_ML, &fit, loading, uniqueness);
  assert_undefined(fit, "more factors");
  assert_true(isnan(loading[7]) && isnan(uniqueness[3]) && isnan(fit.objective));
  om_efa(4, 20, fine, 9, OM_EFA_ML, &fit, loading, uniqueness);
  assert_undefined(fit, "more factors");
  om_efa(4, 4, fine, 1, OM_EFA_ML, &fit, loading, uniqueness);
  assert_undefined(fit, "not more respondents");
  om_efa(4, 20, fine, 1, 7, &fit, loading, uniqueness);
  assert_undefined(fit, "method");
  om_efa(3, 20, not_pd, 1, OM_EFA_MINRES, &fit, loading, uniqueness);
  assert_undefined(fit, "not positive definite");
  om_efa(4, 5, fine, 1, OM_EFA_ML, &fit, loading, uniqueness);
  assert_null(fit.undefined);
  assert_close(fit.chi_square.df, 2, 0, 0);

  double rotated[8], rotation[4], phi[3];
  const double holes[] = {.1, NAN, .2, .3, .1, .1, .5, .5};
  assert_non_null(om_varimax(4, 2, holes, 1e-5, rotated, rotation));
  assert_true(isnan(rotated[0]) && isnan(rotation[3]));
  assert_non_null(om_varimax(4, 5, fine, 1e-5, loading, NULL));
  assert_non_null(om_promax(4, 2, holes, 4, 1e-5, rotated, rotation, phi));
  assert_true(isnan(phi[2]));
  assert_non_null(om_promax(4, 2, fine, .5, 1e-5, rotated, NULL, NULL));
  /* Two factors that are one and the same, and none at all. */
  const double same[] = {.5, .5, .4, .4, .3, .3, .2, .2}, nothing[8] = {0};
  assert_null(om_varimax(4, 2, same, 1e-5, rotated, rotation));
  assert_close(hypot(rotated[0], rotated[1]), hypot(.5, .5), 1e-12, 0);
  assert_non_null(om_promax(4, 2, same, 4, 1e-5, rotated, NULL, phi));
  assert_null(om_varimax(4, 2, nothing, 1e-5, rotated, rotation));
  assert_close(rotated[5], 0, 0, 0);
  assert_non_null(om_promax(4, 2, nothing, 4, 1e-5, rotated, NULL, phi));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_r),   cmocka_unit_test(test_heywood),
      cmocka_unit_test(test_rotations),   cmocka_unit_test(test_simple_structure),
      cmocka_unit_test(test_exact_model), cmocka_unit_test(test_invariance),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/efa", tests, NULL, close_summary);
}
