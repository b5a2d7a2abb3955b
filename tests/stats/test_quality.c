/* Signs of careless answering and missing data, on the golden employees and by R.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "sets.h"

static const char *const columns[] = {"col1", "col2", "col3r", "col4", "col5"};

/* Answers of the golden employees, row by row; `turned`: the third item reversed. */
static double *
answers(size_t *n, bool turned)
{
  table *const t = table_load("data/golden/emp.csv");
  double *x = calloc(5 * t->rows, sizeof *x);
  assert_non_null(x);
  for (size_t j = 0; j < 5; j++) {
    double *const own = table_numbers(t, columns[j]);
    for (size_t i = 0; i < t->rows; i++)
      x[i * 5 + j] = turned && j == 2 ? 6 - own[i] : own[i];
    free(own);
  }
  *n = t->rows;
  table_free(t);
  return x;
}

static bool
complete(const double *row)
{
  return !isnan(row[0] + row[1] + row[2] + row[3] + row[4]);
}

static void
check_runs(bool turned, const char *phrase)
{
  size_t n, runs[6] = {0};
  double *const x = answers(&n, turned);
  for (size_t i = 0; i < n; i++)
    if (complete(x + 5 * i))
      runs[om_longstring(5, x + 5 * i)]++;
  for (int run = 1; run <= 5; run++) /* "1:68 2:162 ...": every second number is a count */
    assert_golden((double)runs[run], phrase, 2 * (run - 1) + 1);
  free(x);
}

static void
test_longstring(void **state)
{
  (void)state;
  check_runs(false, "RAW order/direction: table");
  check_runs(true, "after reversing (TRAP): table");
  const double gap[] = {4, 4, NAN, 4, 4, 4, 2};
  assert_int_equal(om_longstring(7, gap), 3);
  assert_int_equal(om_longstring(0, NULL), 0);
  assert_int_equal(om_longstring(1, gap + 2), 0);
  assert_int_equal(om_longstring(1, gap), 1);
}

static void
test_mahalanobis(void **state)
{
  (void)state;
  table *const t = reference_table("groups");
  size_t n, far = 0;
  double *const x = answers(&n, true), largest = 0;
  om_stat *d = calloc(n, sizeof *d);
  assert_non_null(d);
  assert_null(om_mahalanobis(n, 5, x, d));
  for (size_t i = 0; i < n; i++) {
    if (!complete(x + 5 * i))
      continue;
    largest = fmax(largest, d[i].value);
    far += d[i].p < .001;
  }
  assert_golden(largest, "D2 max", 0);
  assert_golden((double)far, "n>chisq.999(5)", 0);
  const int places[] = {1, 5, 12, 40, 77, 130}; /* most have a gap */
  for (size_t i = 0; i < 6; i++) {
    char args[16];
    snprintf(args, sizeof args, "%d", places[i]);
    const om_stat s = d[places[i] - 1];
    assert_reference(s.value, reference(t, "mahalanobis", args), 1e-12);
    assert_reference(s.p, reference(t, "mahalanobis_p", args), 1e-12);
    assert_int_equal(s.n, 263);
    assert_true(s.df == (i == 0 ? 5 : 4));
  }
  free(d);
  free(x);
  table_free(t);
}

static void
test_variability(void **state)
{
  (void)state;
  table *const t = reference_table("groups");
  size_t n;
  double *const x = answers(&n, false);
  const int places[] = {1, 5, 12};
  for (size_t i = 0; i < 3; i++) {
    char args[16];
    snprintf(args, sizeof args, "%d", places[i]);
    assert_reference(om_irv(5, x + 5 * (places[i] - 1)).value, reference(t, "irv", args), 1e-14);
  }
  free(x);

  const double a[] = {5, 4, 4, 2, 3, 1, NAN, 2, 4, 1, 1, 2};
  const uint32_t scale[] = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3};
  const uint32_t mixed[] = {0, 1, 0, 1, 0, 1, 2, 3, 2, 3, 2, 3};
  assert_reference(om_even_odd(12, a, 4, scale).value, reference(t, "even_odd", "four scales"),
                   1e-13);
  /* the order of the scales among each other does not matter, that within a scale does */
  const double b[] = {5, 2, 4, 3, 4, 1, NAN, 1, 2, 1, 4, 2};
  assert_close(om_even_odd(12, b, 4, mixed).value, om_even_odd(12, a, 4, scale).value, 1e-14, 0);
  const double opposed[] = {1, 5, 2, 4, 3, 3, 4, 2};
  const uint32_t two_each[] = {0, 0, 1, 1, 2, 2, 3, 3};
  assert_true(om_even_odd(8, opposed, 4, two_each).value == -1);
  table_free(t);
}

static void
test_duplicates(void **state)
{
  (void)state;
  const double x[] = {1, 2, 3, 1, 2, NAN, 1, 2, 3, NAN, NAN, 3, 1, 2, NAN, 1, 2, 3, NAN, NAN, 3};
  uint32_t first[7];
  size_t repeated;
  assert_null(om_duplicates(7, 3, x, 2, first, &repeated));
  const uint32_t expected[] = {0, 1, 0, 3, 1, 0, 6};
  assert_int_equal(repeated, 3);
  assert_memory_equal(first, expected, sizeof expected);
  assert_null(om_duplicates(7, 3, x, 1, NULL, &repeated)); /* a single answer in common counts */
  assert_int_equal(repeated, 4);
  assert_null(om_duplicates(7, 3, x, 3, first, &repeated));
  assert_int_equal(repeated, 2);
  assert_null(om_duplicates(0, 3, x, 1, first, &repeated));
  assert_int_equal(repeated, 0);

  /* counted pair by pair on the golden employees */
  size_t n, slow = 0;
  double *const all = answers(&n, false);
  for (size_t i = 0; i < n; i++)
    for (size_t k = 0; k < i; k++) {
      if (complete(all + 5 * i) && memcmp(all + 5 * i, all + 5 * k, 5 * sizeof *all) == 0) {
        slow++;
        break;
      }
    }
  assert_null(om_duplicates(n, 5, all, 5, NULL, &repeated));
  assert_int_equal(repeated, slow);
  assert_true(slow > 10);
  free(all);
}

static void
test_missing(void **state)
{
  (void)state;
  const double x[] = {1, NAN, 3, NAN, NAN, NAN, 1, 2, 3, 4, 5, NAN};
  const uint32_t unit[] = {0, 1, 1, 0};
  om_missing m;
  uint64_t item[3], of_unit[2];
  om_missing_count(4, 3, x, 2, unit, &m, item, of_unit);
  assert_true(m.cells == 12 && m.missing == 5 && m.complete_rows == 1 && m.empty_rows == 1);
  assert_true(item[0] == 1 && item[1] == 2 && item[2] == 2);
  assert_true(of_unit[0] == 2 && of_unit[1] == 3);
  om_missing_count(0, 3, x, 0, NULL, &m, NULL, NULL);
  assert_true(m.cells == 0 && m.missing == 0);
  assert_close(om_seconds_per_item(24, 3, x).value, 12, 0, 0);
  assert_undefined(om_seconds_per_item(24, 3, x + 3), "nothing");
  assert_undefined(om_seconds_per_item(NAN, 3, x), "duration");
  assert_undefined(om_seconds_per_item(-1, 3, x), "duration");
}

/* R maximised the likelihood of what is observed by a general optimiser; both stop near it. */
static void
check_little(const table *t, const char *args, size_t n, size_t k, const double *x)
{
  const om_stat s = om_little_mcar(n, k, x);
  assert_close(s.value, reference(t, "little_d2", args), 1e-5, 0);
  assert_close(s.df, reference(t, "little_df", args), 0, 0);
  assert_true(s.p > 0 && s.p < 1);
}

static void
test_little(void **state)
{
  (void)state;
  table *const t = reference_table("groups");
  size_t n;
  double *const x = answers(&n, true);
  check_little(t, "golden employees", n, 5, x);
  free(x);

  table *const air = table_load("data/R_airquality.csv");
  double *const y = calloc(4 * air->rows, sizeof *y), *const back =
                                                          calloc(4 * air->rows, sizeof *y);
  assert_true(y && back);
  for (size_t i = 0; i < air->rows; i++)
    for (size_t j = 0; j < 4; j++) {
      y[i * 4 + j] = table_number(air, i, j);
      back[(air->rows - 1 - i) * 4 + 3 - j] = 1000 * y[i * 4 + j] - 5;
    }
  check_little(t, "airquality", air->rows, 4, y);
  /* neither order nor scale matters */
  assert_close(om_little_mcar(air->rows, 4, back).value, om_little_mcar(air->rows, 4, y).value,
               1e-8, 0);
  free(y);
  free(back);
  table_free(air);
  table_free(t);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double x[] = {1, 2, 2, 4, 3, 6, 4, 8, NAN, NAN}, one[] = {NAN, 3};
  om_stat d[5];
  assert_string_equal(om_mahalanobis(5, 2, x, d), "singular covariance");
  assert_undefined(d[4], "singular");
  assert_string_equal(om_mahalanobis(2, 2, x, d), "no more complete rows than items");
  assert_string_equal(om_mahalanobis(0, 0, NULL, NULL), "no items");
  const double y[] = {1, 2, 2, 5, 3, 6, 4, 2, NAN, NAN};
  assert_null(om_mahalanobis(5, 2, y, d));
  assert_undefined(d[4], "nothing is answered");
  assert_undefined(om_irv(2, one), "fewer than 2");
  const uint32_t scale[] = {0, 0, 1, 1, 2, 2};
  assert_undefined(om_even_odd(2, one, 1, scale), "fewer than 3 scales");
  assert_undefined(om_even_odd(6, x, 2, scale), "no scale");
  const double flat[] = {3, 1, 3, 2, 3, 3};
  assert_undefined(om_even_odd(6, flat, 3, scale), "zero variance");
  assert_undefined(om_little_mcar(4, 2, x), "same gaps");
  assert_undefined(om_little_mcar(4, 1, x), "fewer than 2 items");
  const double still[] = {1, 2, 1, NAN, 1, 5, NAN, 4};
  assert_undefined(om_little_mcar(4, 2, still), "zero variance of an item");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_longstring),  cmocka_unit_test(test_mahalanobis),
      cmocka_unit_test(test_variability), cmocka_unit_test(test_duplicates),
      cmocka_unit_test(test_missing),     cmocka_unit_test(test_little),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/quality", tests, NULL, close_summary);
}
