/* Means, variances, quantiles, and exact sums of squares and products.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

static int
ascending(const void *a, const void *b)
{
  const double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Compares with what R says of one variable; sorts x. */
static void
check_described(const table *t, const char *args, size_t n, double *x)
{
  qsort(x, n, sizeof *x, ascending);
  const om_stat mean = om_mean(n, x, .95);
  assert_reference((double)n, reference(t, "n", args), 0);
  assert_reference(mean.value, reference(t, "mean", args), 1e-12);
  assert_reference(mean.se, reference(t, "se_mean", args), 1e-12);
  assert_reference(mean.lo, reference(t, "mean_ci95_lo", args), 1e-12);
  assert_reference(mean.hi, reference(t, "mean_ci95_hi", args), 1e-12);
  assert_reference(om_variance(n, x).value, reference(t, "var_n-1", args), 1e-12);
  assert_reference(om_quantile7(n, x, 0).value, reference(t, "min", args), 1e-12);
  assert_reference(om_quantile7(n, x, .25).value, reference(t, "q1_type7", args), 1e-12);
  assert_reference(om_quantile7(n, x, .5).value, reference(t, "median", args), 1e-12);
  assert_reference(om_quantile7(n, x, .75).value, reference(t, "q3_type7", args), 1e-12);
  assert_reference(om_quantile7(n, x, 1).value, reference(t, "max", args), 1e-12);
}

static void
check_columns(const char *file, const char *const *columns)
{
  char name[128];
  snprintf(name, sizeof name, "data/%s.csv", file);
  table *data = table_load(name);
  snprintf(name, sizeof name, "reference/%s.csv", file);
  table *t = table_load(name);
  for (; *columns; columns++) {
    double *x = table_numbers(data, *columns);
    size_t n = 0;
    for (size_t i = 0; i < data->rows; i++)
      if (!isnan(x[i]))
        x[n++] = x[i];
    check_described(t, *columns, n, x);
    free(x);
  }
  table_free(t);
  table_free(data);
}

static void
test_described(void **state)
{
  (void)state;
  check_columns("multilevel_bh1996", (const char *const[]){"COHES", "LEAD", "HRS", "WBEING", NULL});
  check_columns("multilevel_bhr2000", (const char *const[]){"HRS", NULL});
  check_columns("multilevel_cohesion",
                (const char *const[]){"COH01", "COH02", "COH03", "COH04", "COH05", NULL});
  check_columns("psychTools_sat.act",
                (const char *const[]){"gender", "education", "age", "ACT", "SATV", "SATQ", NULL});
}

/* NumAcc1 to 4 of NIST StRD, written from their rule. */
static void
test_nist_univariate(void **state)
{
  (void)state;
  static double x[1001];
  table *t = table_load("reference/nist_certified.csv");

  const double one[] = {10000001, 10000003, 10000002};
  assert_reference(om_mean(3, one, .95).value, reference_in(t, "nist_NumAcc1", "mean", "y"), 0);
  assert_reference(sqrt(om_variance(3, one).value), reference_in(t, "nist_NumAcc1", "sd_n-1", "y"),
                   0);

  const struct {
    double first, low, high, mean, tolerance;
  } cases[] = {{1.2, 1.1, 1.3, 1.2, 1e-14},
               {1000000.2, 1000000.1, 1000000.3, 1000000.2, 1e-9},
               {10000000.2, 10000000.1, 10000000.3, 10000000.2, 1e-7}};
  for (size_t c = 0; c < 3; c++) {
    x[0] = cases[c].first;
    for (size_t i = 1; i < 1001; i++)
      x[i] = i % 2 ? cases[c].low : cases[c].high;
    assert_reference(om_mean(1001, x, .95).value, cases[c].mean, 1e-15);
    /* .1 certified; what the doubles nearest to the values deviate by is not our error */
    assert_close(sqrt(om_variance(1001, x).value), .1, cases[c].tolerance, 0);
  }
  table_free(t);
}

static void
test_order_does_not_matter(void **state)
{
  (void)state;
  om_rng rng = {.key = 5};
  static double x[5000], shuffled[5000];
  static uint32_t index[5000];
  for (uint32_t i = 0; i < 5000; i++) {
    x[i] = exp(10 * om_rng_normal(&rng));
    index[i] = i;
  }
  double mean, ss, mean2, ss2;
  om_mean_ss(5000, x, &mean, &ss);
  for (int round = 0; round < 20; round++) {
    om_rng_shuffle(&rng, index, 5000);
    for (size_t i = 0; i < 5000; i++)
      shuffled[i] = x[index[i]];
    om_mean_ss(5000, shuffled, &mean2, &ss2);
    assert_true(mean2 == mean && ss2 == ss);
  }
}

static void
test_counts_agree_with_values(void **state)
{
  (void)state;
  const uint64_t counts[] = {2, 0, 5, 1, 4};
  const double x[] = {1, 1, 3, 3, 3, 3, 3, 4, 5, 5, 5, 5};
  assert_close(om_variance_from_counts(5, counts).value, om_variance(12, x).value, 1e-15, 0);
  assert_int_equal(om_variance_from_counts(5, counts).n, 12);
  const uint64_t flat[] = {0, 7, 0};
  assert_true(om_variance_from_counts(3, flat).value == 0);
}

static void
test_sscp_is_exact(void **state)
{
  (void)state;
  /* n Sxy - Sx Sy cancels 93 bits down to a few. */
  const uint64_t n = UINT64_C(1) << 40;
  const int64_t sum[] = {(INT64_C(1) << 40) * 100 + 12, (INT64_C(1) << 40) * 50};
  const int64_t cross[] = {(INT64_C(1) << 40) * 10000 + 2 * 100 * 12 + 1000,
                           (INT64_C(1) << 40) * 5000 + 50 * 12 + 77, (INT64_C(1) << 40) * 2500};
  double sscp[3];
  om_sscp_from_sums(2, n, sum, cross, sscp);
  assert_close(sscp[0], 1000 - 144.0 / (double)n, 0, 0);
  assert_close(sscp[1], 77, 0, 0);
  assert_close(sscp[2], 0, 0, 0);

  /* Three values 1, 2, 4 and 3, 1, 1: by hand. */
  const int64_t small_sum[] = {7, 5}, small_cross[] = {21, 9, 11};
  om_sscp_from_sums(2, 3, small_sum, small_cross, sscp);
  assert_close(sscp[0], 14 / 3.0, 0, 0);
  assert_close(sscp[1], -8 / 3.0, 0, 0);
  assert_close(sscp[2], 8 / 3.0, 0, 0);
  om_sscp_from_sums(2, 0, small_sum, small_cross, sscp);
  assert_true(sscp[0] == 0 && sscp[1] == 0 && sscp[2] == 0);
}

/* Decimal numbers as whole ones: exact, and only where all of them are decimals. */
static void
test_decimals(void **state)
{
  (void)state;
  const double x[] = {1000000000000.3, -.1, 17, 0}, whole[] = {10000000000003, -1, 170, 0};
  double out[4];
  assert_int_equal(om_decimals(4, x, out), 1);
  assert_memory_equal(out, whole, sizeof whole);

  const double small[] = {1e-15, 2.5e-14}, tiny[] = {1, 25};
  assert_int_equal(om_decimals(2, small, out), 15);
  assert_memory_equal(out, tiny, sizeof tiny);
  assert_int_equal(om_decimals(1, (const double[]){1e15}, out), 0);
  assert_int_equal(om_decimals(0, x, out), 0);

  const double none[][2] = {{.5, 1. / 3}, {1e12, 1e-12}, {.5, NAN}, {INFINITY, 1}, {1e300, 0}};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    assert_int_equal(om_decimals(2, none[i], out), -1);
    assert_memory_equal(out, none[i], sizeof none[i]);
  }
}

static void
test_packed_order(void **state)
{
  (void)state;
  size_t at = 0;
  for (size_t i = 0; i < 6; i++)
    for (size_t j = i; j < 6; j++)
      assert_int_equal(om_packed(6, i, j), at++);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double x[] = {3, 4};
  const uint64_t alone[] = {0, 1};
  assert_undefined(om_mean(0, x, .95), "no values");
  assert_undefined(om_mean(2, x, 1), "confidence");
  assert_undefined(om_mean(2, x, NAN), "confidence");
  assert_undefined(om_variance(1, x), "fewer than 2");
  assert_undefined(om_quantile7(0, x, .5), "no values");
  assert_undefined(om_quantile7(2, x, 1.1), "share");
  assert_undefined(om_variance_from_counts(2, alone), "fewer than 2");
  const om_stat single = om_mean(1, x, .95);
  assert_true(single.value == 3 && isnan(single.lo) && isnan(single.se));
  assert_no_range(single, "fewer than 2");
  const om_stat none = om_variance(0, NULL);
  assert_true(isnan(none.value) && isnan(none.lo) && isnan(none.p) && none.n == 0);
  double mean, ss;
  om_mean_ss(0, x, &mean, &ss);
  assert_true(isnan(mean) && ss == 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_described),
      cmocka_unit_test(test_nist_univariate),
      cmocka_unit_test(test_order_does_not_matter),
      cmocka_unit_test(test_counts_agree_with_values),
      cmocka_unit_test(test_sscp_is_exact),
      cmocka_unit_test(test_decimals),
      cmocka_unit_test(test_packed_order),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/moments", tests, NULL, close_summary);
}
