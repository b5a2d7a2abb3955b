/* Agreement within groups against R and the golden study.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

enum { OPTIONS = 5, MOST_ITEMS = 11, MOST_ROWS = 6000 };

/* Agreement of one group over its complete rows. */
typedef struct agreement {
  uint64_t n;
  om_stat rwgj, lindell, ad, ad_median, rwg_first;
} agreement;

/* Answers of one item, counted from code 1. */
static void
count_codes(size_t n, const double *x, uint64_t counts[OPTIONS])
{
  for (size_t c = 0; c < OPTIONS; c++)
    counts[c] = 0;
  for (size_t i = 0; i < n; i++)
    counts[(size_t)x[i] - 1]++;
}

static agreement
agree(const groups *g, size_t group, size_t k, double *const *x, size_t rows, double null)
{
  static double values[MOST_ROWS];
  double variance[MOST_ITEMS], nulls[MOST_ITEMS], ad[MOST_ITEMS], ad_median[MOST_ITEMS];
  agreement a = {0};
  for (size_t j = 0; j < k; j++) {
    uint64_t counts[OPTIONS];
    a.n = group_values(g, rows, x[j], group, values);
    count_codes((size_t)a.n, values, counts);
    variance[j] = om_variance_from_counts(OPTIONS, counts).value;
    nulls[j] = null;
    ad[j] = om_ad_mean(OPTIONS, counts).value;
    ad_median[j] = om_ad_median(OPTIONS, counts).value;
  }
  a.rwgj = om_rwgj(a.n, k, variance, nulls);
  a.lindell = om_rwgj_lindell(a.n, k, variance, nulls);
  a.ad = om_adj(k, ad);
  a.ad_median = om_adj(k, ad_median);
  a.rwg_first = om_rwg(a.n, variance[0], null);
  return a;
}

/* Keeps only the rows that have every item. */
static void
complete_only(size_t k, double *const *x, size_t rows)
{
  for (size_t i = 0; i < rows; i++) {
    double sum = 0;
    for (size_t j = 0; j < k; j++)
      sum += x[j][i];
    for (size_t j = 0; isnan(sum) && j < k; j++)
      x[j][i] = NAN;
  }
}

static int
ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Values of all groups, and what R printed of their spread. */
typedef struct collected {
  double value[128];
  size_t n;
} collected;

static void
collect(collected *c, om_stat s)
{
  if (!s.undefined)
    c->value[c->n++] = s.value;
}

static double
collected_mean(collected *c)
{
  return om_mean(c->n, c->value, .95).value;
}

static double
collected_quantile(collected *c, double p)
{
  qsort(c->value, c->n, sizeof *c->value, ascending);
  return om_quantile7(c->n, c->value, p).value;
}

static void
check_groups(const char *file, size_t k, const char *const *items, const char *group,
             const char *group2, const char *what)
{
  char args[256];
  snprintf(args, sizeof args, "data/%s.csv", file);
  table *data = table_load(args);
  snprintf(args, sizeof args, "reference/%s.csv", file);
  table *t = table_load(args);
  groups g = groups_by(data, group, group2);
  double *x[MOST_ITEMS];
  for (size_t j = 0; j < k; j++)
    x[j] = table_numbers(data, items[j]);
  complete_only(k, x, data->rows);

  const double null = om_null_variance(OM_NULL_UNIFORM, OPTIONS).value;
  assert_reference(null, reference(t, "ranvar_uniform", what), 0);
  collected rwgj = {0}, lindell = {0}, ad = {0}, ad_median = {0}, first = {0};
  for (size_t j = 0; j < g.count; j++) {
    const agreement a = agree(&g, j, k, x, data->rows, null);
    size_t example = 0;
    while (g.of[example] != j)
      example++;
    snprintf(args, sizeof args, "%s;group=%s%s%s", what,
             table_text(data, example, table_column(data, group)), group2 ? " " : "",
             group2 ? table_text(data, example, table_column(data, group2)) : "");
    assert_reference((double)a.n, reference(t, "gsize", args), 0);
    assert_reference(a.rwgj.value, reference(t, "rwg.j", args), 1e-10);
    assert_reference(a.ad.value, reference(t, "AD.M", args), 1e-10);
    collect(&rwgj, a.rwgj);
    collect(&lindell, a.lindell);
    collect(&ad, a.ad);
    collect(&ad_median, a.ad_median);
    collect(&first, a.rwg_first);
  }
  assert_reference(collected_mean(&rwgj), reference(t, "rwg.j_mean", what), 1e-10);
  assert_reference(collected_quantile(&rwgj, .5), reference(t, "rwg.j_median", what), 1e-10);
  assert_reference(collected_quantile(&rwgj, 0), reference(t, "rwg.j_min", what), 1e-10);
  assert_reference(collected_quantile(&rwgj, 1), reference(t, "rwg.j_max", what), 1e-10);
  assert_reference(collected_mean(&lindell), reference(t, "rwg.j.lindell_mean", what), 1e-10);
  assert_reference(collected_mean(&ad), reference(t, "AD_mean_avg", what), 1e-10);
  assert_reference(collected_quantile(&ad, .5), reference(t, "AD_mean_median", what), 1e-10);
  assert_reference(collected_mean(&ad_median), reference(t, "ADmd_mean_avg", what), 1e-10);
  snprintf(args, sizeof args, "%s;%s", what, items[0]);
  assert_reference(collected_mean(&first), reference(t, "rwg_mean", args), 1e-10);
  assert_reference(collected_quantile(&first, .5), reference(t, "rwg_median", args), 1e-10);

  for (size_t j = 0; j < k; j++)
    free(x[j]);
  groups_free(&g);
  table_free(t);
  table_free(data);
}

static void
test_against_r(void **state)
{
  (void)state;
  static const char *const leadership[] = {"AF06", "AF07", "AP12", "AP17", "AP33", "AP34",
                                           "AS14", "AS15", "AS16", "AS17", "AS28"};
  static const char *const cohesion[] = {"COH01", "COH02", "COH03", "COH04", "COH05"};
  check_groups("multilevel_bhr2000", 11, leadership, "GRP", NULL, "11 leadership items by GRP");
  check_groups("multilevel_cohesion", 5, cohesion, "UNIT", NULL, "COH01-05 by UNIT");
  check_groups("multilevel_cohesion", 5, cohesion, "UNIT", "PLATOON", "COH01-05 by UNIT PLATOON");
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  complete_only(5, g->item, g->employees->rows);
  const double uniform = om_null_variance(OM_NULL_UNIFORM, 5).value;
  const double skewed = om_null_variance(OM_NULL_SLIGHT_SKEW, 5).value;
  for (int u = 0; u < 6; u++) {
    const size_t unit = (size_t)u, rows = g->employees->rows;
    const agreement a = agree(&g->employee_units, unit, 5, g->item, rows, uniform);
    assert_golden(a.rwgj.value, "listwise, U01..U06", u);
    if (u >= 3)
      continue;
    assert_golden(agree(&g->employee_units, unit, 5, g->item, rows, skewed).rwgj.value,
                  "sigma2=1.34, U01..U03", u);
    assert_golden(a.ad.value, "AD_M(j) U01..U03", u);
  }
  golden_free(g);
}

/* LeBreton & Senter (2008) state the shares behind their variances for 5 options. */
static void
test_null_variances(void **state)
{
  (void)state;
  const double shares[3][5] = {
      {.05, .15, .20, .35, .25}, {0, .10, .15, .40, .35}, {0, 0, .10, .40, .50}};
  for (uint32_t shape = OM_NULL_SLIGHT_SKEW; shape <= OM_NULL_HEAVY_SKEW; shape++) {
    const double *p = shares[shape - OM_NULL_SLIGHT_SKEW];
    double mean = 0, square = 0;
    for (int i = 0; i < 5; i++) {
      mean += p[i] * (i + 1);
      square += p[i] * (i + 1) * (i + 1);
    }
    assert_reference(om_null_variance(shape, 5).value, square - mean * mean, 1e-13);
  }
  assert_close(om_null_variance(OM_NULL_UNIFORM, 7).value, 4, 0, 0);
  assert_close(om_null_variance(OM_NULL_UNIFORM, 2).value, .25, 0, 0);
  /* The more skewed, and the fewer options, the less variance. */
  for (uint32_t a = 5; a <= 11; a++) {
    for (uint32_t shape = OM_NULL_UNIFORM; shape < OM_NULL_HEAVY_SKEW; shape++)
      assert_true(om_null_variance(shape, a).value > om_null_variance(shape + 1, a).value);
    for (uint32_t shape = OM_NULL_UNIFORM; a < 11 && shape <= OM_NULL_HEAVY_SKEW; shape++)
      assert_true(om_null_variance(shape, a).value < om_null_variance(shape, a + 1).value);
  }
}

static void
test_formulas(void **state)
{
  (void)state;
  assert_close(om_rwg(10, .5, 2).value, .75, 1e-15, 0);
  assert_true(om_rwg(10, 3, 2).value == 0);
  assert_true(om_rwg(10, 0, 2).value == 1);
  const double variance[] = {.5, 1.5}, nulls[] = {2, 2}, mixed[] = {2, 4}, large[] = {3, 5};
  assert_close(om_rwgj(10, 2, variance, nulls).value, 2 * .5 / (2 * .5 + .5), 1e-15, 0);
  assert_close(om_rwgj_lindell(10, 2, variance, nulls).value, .5, 1e-15, 0);
  const double q = (.25 + .375) / 2;
  assert_close(om_rwgj(10, 2, variance, mixed).value, 2 * (1 - q) / (2 * (1 - q) + q), 1e-15, 0);
  assert_true(om_rwgj(10, 2, large, nulls).value == 0);
  assert_close(om_rwgj_lindell(10, 2, large, nulls).value, -1, 1e-15, 0);

  /* answers 1 1 2 5: mean 2.25, median 1.5 */
  const uint64_t counts[] = {2, 1, 0, 0, 1};
  assert_close(om_ad_mean(5, counts).value, 5.5 / 4, 0, 0);
  assert_close(om_ad_median(5, counts).value, 4.5 / 4 + .5 / 4, 0, 0);
  assert_int_equal(om_ad_mean(5, counts).n, 4);
  assert_close(om_ad_cutoff(5), 5 / 6.0, 0, 0);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double fine[] = {1, 1}, missing[] = {1, NAN}, none[] = {2, 0};
  const uint64_t alone[] = {0, 1, 0}, nobody[] = {0, 0, 0};
  assert_undefined(om_rwg(1, .5, 2), "fewer than 2 respondents");
  assert_undefined(om_rwg(5, NAN, 2), "variance of an item is missing");
  assert_undefined(om_rwg(5, .5, 0), "null distribution");
  assert_undefined(om_rwgj(5, 0, fine, fine), "no items");
  assert_undefined(om_rwgj(5, 2, missing, fine), "missing");
  assert_undefined(om_rwgj(5, 2, fine, missing), "null distribution");
  assert_undefined(om_rwgj_lindell(5, 2, fine, none), "null distribution");
  assert_undefined(om_rwgj_lindell(0, 2, fine, fine), "fewer than 2 respondents");
  assert_undefined(om_null_variance(OM_NULL_UNIFORM, 1), "fewer than 2 answer options");
  assert_undefined(om_null_variance(OM_NULL_SLIGHT_SKEW, 4), "no skewed null");
  assert_undefined(om_null_variance(OM_NULL_HEAVY_SKEW, 12), "no skewed null");
  assert_undefined(om_null_variance(0, 5), "no such null");
  assert_undefined(om_null_variance(5, 5), "no such null");
  assert_undefined(om_ad_mean(3, alone), "fewer than 2 respondents");
  assert_undefined(om_ad_median(3, nobody), "fewer than 2 respondents");
  assert_undefined(om_adj(0, fine), "no items");
  assert_undefined(om_adj(2, missing), "missing");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_r),      cmocka_unit_test(test_golden),
      cmocka_unit_test(test_null_variances), cmocka_unit_test(test_formulas),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/agreement", tests, NULL, close_summary);
}
