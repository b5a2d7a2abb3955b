/* Correlations against R, the golden study and many digits, and ranks with ties.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "pairs.h"

static table *
load_pair(const char *name, table **data)
{
  char path[128];
  snprintf(path, sizeof path, "data/%s.csv", name);
  *data = table_load(path);
  snprintf(path, sizeof path, "reference/%s.csv", name);
  return table_load(path);
}

/* Means of groups, in a static buffer of the caller. */
static void
means_of(const groups *g, size_t rows, const double *x, double *mean)
{
  uint64_t n[128];
  double ss[128];
  group_moments(g, rows, x, n, mean, ss);
}

static void
test_companies(void **state)
{
  (void)state;
  table *data, *t = load_pair("multilevel_bh1996", &data);
  groups g = groups_by(data, "GRP", NULL);
  static const char *const names[] = {"COHES", "LEAD", "HRS"};
  double *wbeing = table_numbers(data, "WBEING"), mean_wbeing[128], mean[128];
  means_of(&g, data->rows, wbeing, mean_wbeing);
  for (int v = 0; v < 3; v++) {
    double *x = table_numbers(data, names[v]);
    char args[64];
    snprintf(args, sizeof args, "%s,WBEING individuals", names[v]);
    if (v > 0)
      check_pairs(t, args, data->rows, x, wbeing);
    means_of(&g, data->rows, x, mean);
    snprintf(args, sizeof args, "%s,WBEING group means", names[v]);
    check_pairs(t, args, g.count, mean, mean_wbeing);
    free(x);
  }
  free(wbeing);
  groups_free(&g);
  table_free(data);
  table_free(t);
}

static void
test_leadership(void **state)
{
  (void)state;
  table *data, *t = load_pair("multilevel_bhr2000", &data);
  groups g = groups_by(data, "GRP", NULL);
  double *hours = table_numbers(data, "HRS"), *lead = calloc(data->rows, sizeof *lead);
  assert_non_null(lead);
  for (size_t i = 0; i < data->rows; i++) {
    for (size_t j = 1; j <= 11; j++)
      lead[i] += table_number(data, i, j);
    lead[i] /= 11;
  }
  check_pairs(t, "LEAD,HRS individuals", data->rows, lead, hours);
  double mean_lead[128], mean_hours[128];
  means_of(&g, data->rows, lead, mean_lead);
  means_of(&g, data->rows, hours, mean_hours);
  check_pairs(t, "LEAD,HRS group means", g.count, mean_lead, mean_hours);
  free(hours);
  free(lead);
  groups_free(&g);
  table_free(data);
  table_free(t);
}

static void
test_persons(void **state)
{
  (void)state;
  table *data, *t = load_pair("multilevel_univbct", &data);
  groups persons = groups_by(data, "SUBNUM", NULL);
  double *first = table_numbers(data, "JOBSAT1"), *third = table_numbers(data, "JOBSAT3"),
         *commit = table_numbers(data, "COMMIT1");
  uint32_t seen = 0;
  for (size_t i = 0; i < data->rows; i++) {
    if (persons.of[i] == seen)
      seen++;
    else
      first[i] = NAN; /* a person's later row */
  }
  check_pairs(t, "JOBSAT1,COMMIT1", data->rows, first, commit);
  check_pairs(t, "JOBSAT1,JOBSAT3", data->rows, first, third);
  free(first);
  free(third);
  free(commit);
  groups_free(&persons);
  table_free(data);
  table_free(t);
}

static void
test_tests_of_ability(void **state)
{
  (void)state;
  table *data, *t = load_pair("psychTools_sat.act", &data);
  double *x = table_numbers(data, "SATV"), *y = table_numbers(data, "SATQ");
  check_pairs(t, "SATV,SATQ", data->rows, x, y);
  free(x);
  free(y);
  table_free(data);
  table_free(t);

  t = load_pair("psychTools_bfi", &data);
  double *age = table_numbers(data, "age"), *mean = calloc(data->rows, sizeof *mean);
  const size_t first = table_column(data, "N1");
  assert_non_null(mean);
  for (size_t i = 0; i < data->rows; i++) {
    for (size_t j = 0; j < 5; j++)
      mean[i] += table_number(data, i, first + j);
    mean[i] /= 5;
  }
  check_pairs(t, "N mean,age", data->rows, mean, age);
  free(age);
  free(mean);
  table_free(data);
  table_free(t);
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  const double *x = g->employee_mean, *y = g->customer_mean;
  const om_stat r = om_pearson(24, x, y, .95);
  assert_golden(r.value, "unit Pearson sat r", 0);
  assert_golden(r.statistic, "unit Pearson sat r", 1);
  assert_golden(r.p, "unit Pearson sat r", 2);
  assert_golden(r.lo, "unit Pearson sat r", 3);
  assert_golden(r.hi, "unit Pearson sat r", 4);
  const om_stat rho = om_spearman(24, x, y, .95);
  assert_golden(rho.value, "Spearman", 0);
  assert_golden(rho.lo, "Bonett-Wright CI", 0);
  assert_golden(rho.hi, "Bonett-Wright CI", 1);
  assert_golden(om_kendall(24, x, y, .95).value, "Kendall tau-b", 0);

  double nps[24], weight[24];
  double *answers = table_numbers(g->customers, "nps"), values[64];
  for (size_t u = 0; u < 24; u++) {
    const size_t n = group_values(&g->customer_units, g->customers->rows, answers, u, values);
    nps[u] = 0;
    for (size_t i = 0; i < n; i++)
      nps[u] += (values[i] >= 9) - (values[i] <= 6);
    nps[u] *= 100 / (double)n;
    weight[u] = (double)g->employee_n[u];
  }
  /* Two units have the same NPS; in R's doubles they differ in the last bit, so that golden.txt has
   * 65 / sqrt(276 * 273) = .2368.  In fractions it is this: */
  assert_reference(om_kendall(24, x, nps, .95).value, 64 / sqrt(276.0 * 272.0), 1e-14);
  const om_stat weighted = om_pearson_weighted(24, x, y, weight, .95);
  assert_golden(weighted.value, "weighted (w=employee n) r", 0);
  assert_true(weighted.df == 22 && weighted.n == 24);
  free(answers);

  table *t = table_load("reference/oracle.csv");
  assert_reference(r.value, reference(t, "golden_r", ""), 1e-14);
  assert_reference(r.statistic, reference(t, "golden_t", ""), 1e-13);
  assert_reference(r.p, reference(t, "golden_p", ""), 1e-12);
  const om_span span = om_pearson_leave_one_out(24, x, y);
  assert_reference(span.lo, reference(t, "golden_leave_one_out_lo", ""), 1e-14);
  assert_reference(span.hi, reference(t, "golden_leave_one_out_hi", ""), 1e-14);
  assert_int_equal(span.lo_index, reference(t, "golden_leave_one_out_lo_index", ""));
  assert_int_equal(span.hi_index, reference(t, "golden_leave_one_out_hi_index", ""));
  table_free(t);
  golden_free(g);
}

static void
test_round12(void **state)
{
  (void)state;
  assert_true(om_round12(0) == 0 && om_round12(1) == 1 && om_round12(-2.5) == -2.5);
  assert_true(om_round12(.1 + .2) == .3);
  assert_true(om_round12(1.23456789012345) == 1.23456789012);
  assert_true(om_round12(-1234567890123.5) == -1234567890120);
  assert_true(om_round12(.000123456789012345) == .000123456789012);
  assert_true(om_round12(.99999999999996) == 1);
  assert_true(om_round12(1e-310) == 1e-310 && isinf(om_round12(INFINITY)) &&
              isnan(om_round12(NAN)));
  /* Neighbours across a power of ten meet. */
  for (double x = 1e-10; x < 1e20; x *= 10) {
    assert_true(om_round12(x * (1 - 1e-14)) == om_round12(x * (1 + 1e-14)));
    assert_true(om_round12(3.7 * x * (1 - 4e-16)) == om_round12(3.7 * x * (1 + 4e-16)));
  }
}

static void
test_ranks(void **state)
{
  (void)state;
  /* three ties, one of them only after rounding */
  const double x[] = {.3, 2, .1 + .2, -1, 2, 2, 5};
  const double expected[] = {2.5, 5, 2.5, 1, 5, 5, 7};
  double rank[7];
  size_t order[7];
  om_rank(7, x, rank, order);
  double sum = 0;
  for (int i = 0; i < 7; i++) {
    assert_true(rank[i] == expected[i]);
    sum += rank[i];
    if (i > 0)
      assert_true(rank[order[i - 1]] <= rank[order[i]]);
  }
  assert_true(sum == 28);
}

/* tau-b and the tie-corrected variance by comparing every pair. */
static void
check_kendall_by_pairs(size_t n, const double *x, const double *y)
{
  double score = 0, x_pairs = 0, y_pairs = 0;
  for (size_t i = 0; i < n; i++) {
    for (size_t j = i + 1; j < n; j++) {
      const double a = (x[i] > x[j]) - (x[i] < x[j]), b = (y[i] > y[j]) - (y[i] < y[j]);
      score += a * b;
      x_pairs += a * a;
      y_pairs += b * b;
    }
  }
  assert_close(om_kendall(n, x, y, .95).value, score / sqrt(x_pairs * y_pairs), 1e-14, 1e-15);
}

static void
test_kendall_by_pairs(void **state)
{
  (void)state;
  om_rng rng = {.key = 11};
  for (size_t n = 3; n < 60; n++) {
    double x[60], y[60];
    for (size_t i = 0; i < n; i++) {
      x[i] = (double)om_rng_below(&rng, 1 + n / 2);
      y[i] = x[i] + (double)om_rng_below(&rng, 2 + n);
    }
    x[0] = -1;
    y[0] = -3;
    check_kendall_by_pairs(n, x, y);
  }
}

static void
test_properties(void **state)
{
  (void)state;
  const double x[] = {1, 2, 4, 3, 7, 5, 8, 6.5, 2.5}, y[] = {2, 1, 3, 5, 6, 4, 9, 5.5, 3.5};
  double turned_x[9], turned_y[9], scaled[9];
  for (int i = 0; i < 9; i++) {
    turned_x[i] = x[8 - i];
    turned_y[i] = y[8 - i];
    scaled[i] = 1000 - 3 * y[i];
  }
  om_stat (*const kinds[])(size_t, const double *, const double *,
                           double) = {om_pearson, om_spearman, om_kendall};
  for (int k = 0; k < 3; k++) {
    const om_stat r = kinds[k](9, x, y, .95), wide = kinds[k](9, x, y, .99);
    const om_stat turned = kinds[k](9, turned_x, turned_y, .95);
    const om_stat swapped = kinds[k](9, y, x, .95), opposite = kinds[k](9, x, scaled, .95);
    assert_true(r.value == turned.value && r.p == turned.p && r.lo == turned.lo);
    assert_close(swapped.value, r.value, 1e-15, 0);
    assert_close(opposite.value, -r.value, 1e-14, 0);
    assert_close(opposite.lo, -r.hi, 1e-13, 0);
    assert_close(r.value / r.se, r.statistic, 1e-14, 0);
    assert_true(wide.lo < r.lo && r.lo < r.value && r.value < r.hi && r.hi < wide.hi);
    assert_int_equal(r.n, 9);
  }
  const double equal[] = {2, 2, 2, 2, 2, 2, 2, 2, 2}, twice[] = {1, 1, 1, 1, 0, 0, 0, 0, 0};
  assert_close(om_pearson_weighted(9, x, y, equal, .95).value, om_pearson(9, x, y, .95).value,
               1e-15, 0);
  const om_stat first_four = om_pearson_weighted(9, x, y, twice, .95);
  assert_close(first_four.value, om_pearson(4, x, y, .95).value, 1e-15, 0);
  assert_int_equal(first_four.n, 4);
  assert_close(om_fisher_r(om_fisher_z(.37)), .37, 1e-15, 0);

  /* A common part that leaves the values their last few bits changes nothing. */
  double far_x[9], far_y[9], near_x[9], near_y[9];
  for (int i = 0; i < 9; i++) {
    near_x[i] = 100 * x[i];
    near_y[i] = 100 * y[i];
    far_x[i] = near_x[i] + 0x1p52;
    far_y[i] = near_y[i] - 0x1p52;
  }
  assert_close(om_pearson(9, far_x, far_y, .95).value, om_pearson(9, near_x, near_y, .95).value,
               1e-14, 0);

  /* Bonett & Wright, and Fieller, by their formulas. */
  const om_stat rho = om_spearman(9, x, y, .95), tau = om_kendall(9, x, y, .95);
  const double z = om_z_quantile(.975);
  assert_close(rho.hi, tanh(atanh(rho.value) + z * sqrt((1 + rho.value * rho.value / 2) / 6)),
               1e-14, 0);
  assert_close(tau.hi, tanh(atanh(tau.value) + z * sqrt(.437 / 5)), 1e-14, 0);
}

static void
test_one_unit_owns_it(void **state)
{
  (void)state;
  const double x[] = {1, 2, 3, 2, 1000}, y[] = {2, 1, 3, 1, 1000};
  const om_span span = om_pearson_leave_one_out(5, x, y);
  assert_null(span.undefined);
  assert_int_equal(span.lo_index, 4);
  assert_true(span.lo < .6 && span.hi > .99);
  assert_close(span.lo, om_pearson(4, x, y, .95).value, 1e-15, 0);

  const double lonely[] = {2, 2, 2, 2, 9};
  assert_undefined(om_pearson_leave_one_out(5, lonely, y), "one pair carries");
  assert_undefined(om_pearson_leave_one_out(3, x, y), "fewer than 4");
  assert_true(isnan(om_pearson_leave_one_out(3, x, y).lo));
}

static void
test_undefined(void **state)
{
  (void)state;
  const double x[] = {1, 2, 4, 3}, y[] = {2, 1, 3, 5}, flat[] = {3, 3, 3, 3};
  const double rounding[] = {.3, .1 + .2, .3, .3};
  om_stat (*const kinds[])(size_t, const double *, const double *,
                           double) = {om_pearson, om_spearman, om_kendall};
  for (int k = 0; k < 3; k++) {
    assert_undefined(kinds[k](2, x, y, .95), "fewer than 3 pairs");
    assert_undefined(kinds[k](0, NULL, NULL, .95), "fewer than 3 pairs");
    assert_undefined(kinds[k](4, x, flat, .95), "zero variance");
    assert_undefined(kinds[k](4, flat, x, .95), "zero variance");
    assert_undefined(kinds[k](4, rounding, x, .95), "zero variance");
    assert_undefined(kinds[k](4, x, y, 1), "confidence");
    const om_stat three = kinds[k](3, x, y, .95);
    assert_true(!isnan(three.value) && !isnan(three.p) && isnan(three.lo) && isnan(three.hi));
    assert_no_range(three, "fewer than");
    const double more[] = {1, 2, 3, 4, 5};
    const om_stat perfect = kinds[k](5, more, more, .95);
    assert_true(perfect.value == 1 && isnan(perfect.lo));
    assert_no_range(perfect, "1 or -1");
  }
  assert_no_range(om_kendall(4, x, y, .95), "fewer than 5 pairs");

  const double negative[] = {1, 1, -1, 1}, endless[] = {1, 1, INFINITY, 1}, few[] = {1, 0, 2, 0};
  assert_undefined(om_pearson_weighted(4, x, y, negative, .95), "weight");
  assert_undefined(om_pearson_weighted(4, x, y, endless, .95), "weight");
  assert_undefined(om_pearson_weighted(4, x, y, few, .95), "fewer than 3 pairs");
  assert_int_equal(om_pearson_weighted(4, x, y, few, .95).n, 2);
  const double some[] = {1, 1, 0, 1}, one_differs[] = {1, 1, 7, 1};
  assert_undefined(om_pearson_weighted(4, one_differs, y, some, .95), "zero variance");
  assert_undefined(om_pearson_weighted(4, x, y, some, 2), "confidence");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_companies),  cmocka_unit_test(test_leadership),
      cmocka_unit_test(test_persons),    cmocka_unit_test(test_tests_of_ability),
      cmocka_unit_test(test_golden),     cmocka_unit_test(test_round12),
      cmocka_unit_test(test_ranks),      cmocka_unit_test(test_kendall_by_pairs),
      cmocka_unit_test(test_properties), cmocka_unit_test(test_one_unit_owns_it),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/correlation", tests, NULL, close_summary);
}
