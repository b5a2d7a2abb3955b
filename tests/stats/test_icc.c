/* Intraclass correlations against R and the golden study.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

enum { MOST_GROUPS = 128 };

static void
analyse(const groups *g, size_t rows, const double *x, om_anova *a, om_icc_result *icc)
{
  uint64_t n[MOST_GROUPS];
  double mean[MOST_GROUPS], ss[MOST_GROUPS];
  assert_true(g->count <= MOST_GROUPS);
  group_moments(g, rows, x, n, mean, ss);
  om_anova1(g->count, n, mean, ss, a);
  om_icc(a, .95, icc);
}

/* What R says of every variable; F and p lose digits where the squares are nearly equal. */
static void
check_variable(const table *t, const char *args, const om_anova *a, const om_icc_result *icc)
{
  assert_reference(a->ms_between, reference(t, "aov_MSB", args), 1e-10);
  assert_reference(a->ms_within, reference(t, "aov_MSW", args), 1e-10);
  assert_reference(a->f, reference(t, "aov_F", args), 1e-10);
  assert_reference(icc->icc1_mean_size.value, reference(t, "ICC1_multilevel", args), 1e-10);
  assert_reference(icc->icc2.value, reference(t, "ICC2_multilevel", args), 1e-10);
}

/* What R says of a scale mean, more than of a variable. */
static void
check_scale(const table *t, const char *args, const om_anova *a, const om_icc_result *icc)
{
  check_variable(t, args, a, icc);
  assert_reference(a->p, reference(t, "aov_p", args), 1e-10);
  assert_reference((double)a->groups, reference(t, "groups", args), 0);
  assert_reference((double)a->n, reference(t, "cases", args), 0);
  assert_reference(a->n0, reference(t, "k0", args), 1e-10);
  assert_reference(icc->icc1.value, reference(t, "ICC1_k0", args), 1e-10);
  assert_reference(icc->eta_squared.value, reference(t, "eta_squared", args), 1e-10);
  assert_reference(icc->omega_squared.value, reference(t, "omega_squared", args), 1e-10);
}

static table *
load_pair(const char *name, table **data)
{
  char path[128];
  snprintf(path, sizeof path, "data/%s.csv", name);
  *data = table_load(path);
  snprintf(path, sizeof path, "reference/%s.csv", name);
  return table_load(path);
}

/* Items of a scale by group, the first three alone and then their mean, over complete rows. */
static void
check_items(const char *file, size_t k, const char *const *items, const char *group,
            const char *group2, const char *what)
{
  table *data, *t = load_pair(file, &data);
  const size_t rows = data->rows;
  groups g = groups_by(data, group, group2);
  double *mean = calloc(rows, sizeof *mean), *x[16];
  assert_true(mean && k <= 16);
  for (size_t j = 0; j < k; j++) {
    x[j] = table_numbers(data, items[j]);
    for (size_t i = 0; i < rows; i++)
      mean[i] += x[j][i]; /* NaN spreads: rows are complete or left out */
  }
  om_anova a;
  om_icc_result icc;
  char args[256];
  for (size_t j = 0; j < k; j++) {
    for (size_t i = 0; i < rows; i++)
      x[j][i] = isnan(mean[i]) ? NAN : x[j][i];
    if (j < 3) {
      analyse(&g, rows, x[j], &a, &icc);
      snprintf(args, sizeof args, "%s;%s", what, items[j]);
      check_variable(t, args, &a, &icc);
      assert_reference(a.p, reference(t, "aov_p", args), 1e-10);
    }
    free(x[j]);
  }
  for (size_t i = 0; i < rows; i++)
    mean[i] /= (double)k;
  analyse(&g, rows, mean, &a, &icc);
  snprintf(args, sizeof args, "%s;scale mean", what);
  check_scale(t, args, &a, &icc);
  free(mean);
  groups_free(&g);
  table_free(data);
  table_free(t);
}

static void
test_scales(void **state)
{
  (void)state;
  static const char *const leadership[] = {"AF06", "AF07", "AP12", "AP17", "AP33", "AP34",
                                           "AS14", "AS15", "AS16", "AS17", "AS28"};
  static const char *const cohesion[] = {"COH01", "COH02", "COH03", "COH04", "COH05"};
  static const char *const y[] = {"y"};
  check_items("multilevel_bhr2000", 11, leadership, "GRP", NULL, "11 leadership items by GRP");
  check_items("multilevel_cohesion", 5, cohesion, "UNIT", NULL, "COH01-05 by UNIT");
  check_items("multilevel_cohesion", 5, cohesion, "UNIT", "PLATOON", "COH01-05 by UNIT PLATOON");
  check_items("multilevel_sherifdat", 1, y, "group", NULL, "y by group");
}

static void
test_companies(void **state)
{
  (void)state;
  static const char *const variables[] = {"COHES", "LEAD", "HRS", "WBEING"};
  table *data, *t = load_pair("multilevel_bh1996", &data);
  groups g = groups_by(data, "GRP", NULL);
  for (size_t v = 0; v < 4; v++) {
    double *x = table_numbers(data, variables[v]);
    om_anova a;
    om_icc_result icc;
    analyse(&g, data->rows, x, &a, &icc);
    check_variable(t, variables[v], &a, &icc);
    assert_true(icc.icc1.lo < icc.icc1.value && icc.icc1.value < icc.icc1.hi);
    assert_true(icc.icc2.lo < icc.icc2.value && icc.icc2.value < icc.icc2.hi);
    free(x);
  }
  groups_free(&g);
  table_free(data);
  table_free(t);
}

static void
test_one_row_a_person(void **state)
{
  (void)state;
  table *data, *t = load_pair("multilevel_univbct", &data);
  groups persons = groups_by(data, "SUBNUM", NULL), g = groups_by(data, "BTN", "COMPANY");
  double *x = table_numbers(data, "JOBSAT1");
  /* Persons are numbered by first appearance: a row that repeats one is dropped. */
  uint32_t seen = 0;
  for (size_t i = 0; i < data->rows; i++) {
    if (persons.of[i] == seen)
      seen++;
    else
      x[i] = NAN;
  }
  om_anova a;
  om_icc_result icc;
  analyse(&g, data->rows, x, &a, &icc);
  check_scale(t, "JOBSAT1 by BTN COMPANY;scale mean", &a, &icc);
  free(x);
  groups_free(&persons);
  groups_free(&g);
  table_free(data);
  table_free(t);
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  om_anova a;
  om_icc_result icc;
  om_anova1(24, g->employee_n, g->employee_mean, g->employee_ss, &a);
  om_icc(&a, .95, &icc);
  assert_golden(a.ms_between, "MSB", 0);
  assert_golden(a.ms_within, "MSW", 0);
  assert_golden(a.f, " F ", 0);
  assert_close(a.p, 1.344e-05, 5e-4, 0);
  assert_golden(a.mean_size, "sizes mean", 0);
  assert_golden(a.n0, " n0 ", 0);
  assert_golden(icc.icc1.value, "ICC1 with n0", 0);
  assert_golden(icc.icc1_mean_size.value, "(multilevel pkg)", 0);
  assert_golden(icc.icc2.value, "ICC2 = (MSB-MSW)/MSB", 0);
  assert_golden(icc.icc1.lo, "exact-balanced F with n0:", 0);
  assert_golden(icc.icc1.hi, "exact-balanced F with n0:", 1);
  /* the reliability of the first units, from the REML ICC that R prints in the line before */
  double half;
  const double reml = golden("sigma2 0.54673673 ICC", 0, &half);
  for (int i = 0; i < 3; i++)
    assert_close(om_unit_reliability(g->employee_n[i], reml).value,
                 golden("icc/(1+(n-1)icc), first 3:", i, &half), 3e-8, 0);

  om_anova1(24, g->customer_n, g->customer_mean, g->customer_ss, &a);
  om_icc(&a, .95, &icc);
  assert_golden(icc.icc2.value, "customer ICC2", 0);
  golden_free(g);
}

static void
test_formulas(void **state)
{
  (void)state;
  /* Balanced groups: mean size, n0 and size are one; ICC(2) is ICC(1) stepped up. */
  const uint64_t n[] = {5, 5, 5, 5};
  const double mean[] = {1, 2, 3, 5}, ss[] = {3, 4, 5, 6};
  om_anova a;
  om_icc_result icc;
  om_anova1(4, n, mean, ss, &a);
  om_icc(&a, .95, &icc);
  assert_close(a.n0, 5, 1e-15, 0);
  assert_close(icc.icc1.value, icc.icc1_mean_size.value, 1e-15, 0);
  assert_close(icc.icc2.value, om_unit_reliability(5, icc.icc1.value).value, 1e-14, 0);
  assert_close(icc.icc2.lo, om_unit_reliability(5, icc.icc1.lo).value, 1e-13, 0);
  assert_close(icc.icc2.hi, om_unit_reliability(5, icc.icc1.hi).value, 1e-13, 0);
  assert_true(icc.icc1.n == 20 && icc.icc1.statistic == a.f && icc.icc1.p == a.p);

  /* Groups more alike than chance: a negative value, counted as 0 afterwards. */
  const double alike[] = {2, 2.01, 2, 2.01};
  om_anova1(4, n, alike, ss, &a);
  om_icc(&a, .95, &icc);
  assert_true(icc.icc1.value < 0 && icc.icc2.value < 0);
  assert_true(om_unit_reliability(5, icc.icc1.value).value == 0);
}

static void
test_undefined(void **state)
{
  (void)state;
  const uint64_t n[] = {3, 4};
  const double mean[] = {2, 3}, same[] = {2, 2}, ss[] = {2, 5};
  om_anova a;
  om_icc_result icc;
  om_anova1(1, n, mean, ss, &a);
  om_icc(&a, .95, &icc);
  assert_undefined(icc.icc1, "fewer than 2 groups");
  assert_undefined(icc.icc2, "fewer than 2 groups");
  assert_undefined(icc.eta_squared, "fewer than 2 groups");
  om_anova1(2, n, mean, ss, &a);
  om_icc(&a, 1.5, &icc);
  assert_undefined(icc.icc1, "confidence");
  om_anova1(2, n, same, ss, &a);
  om_icc(&a, .95, &icc);
  assert_undefined(icc.icc2, "zero variance between");
  assert_close(icc.icc1.value, -1 / (a.n0 - 1), 1e-14, 0);
  assert_true(a.p == 1);
  assert_undefined(om_unit_reliability(0, .1), "nobody");
  assert_undefined(om_unit_reliability(4, NAN), "ICC(1)");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_scales),           cmocka_unit_test(test_companies),
      cmocka_unit_test(test_one_row_a_person), cmocka_unit_test(test_golden),
      cmocka_unit_test(test_formulas),         cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/icc", tests, NULL, close_summary);
}
