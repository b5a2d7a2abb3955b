/* Ceiling lines: areas by counting and in fractions (oracle_regression.py), and known shapes.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

static const om_scope observed = {0, 0, 0, 0};

static void
check(const table *t, const char *name, size_t n, const double *x, const double *y)
{
  om_necessity out;
  om_necessary(n, x, y, &observed, &out);
  assert_reference(out.ce_fdh.effect.value, reference_in(t, name, "ce_fdh", ""), 1e-14);
  assert_reference((double)out.ce_fdh.corners, reference_in(t, name, "corners", ""), 0);
  assert_reference(out.cr_fdh.effect.value, reference_in(t, name, "cr_fdh", ""), 1e-14);
  assert_reference(out.cr_fdh.slope, reference_in(t, name, "slope", ""), 1e-14);
  assert_reference(out.cr_fdh.intercept, reference_in(t, name, "intercept", ""), 1e-14);
  assert_reference(out.cr_fdh.accuracy, reference_in(t, name, "accuracy", ""), 1e-14);
  assert_true(out.ce_fdh.accuracy == 1 && out.ce_fdh.above == 0 && isnan(out.ce_fdh.slope));
  assert_close(out.ce_fdh.zone / out.ce_fdh.scope, out.ce_fdh.effect.value, 1e-15, 0);
  assert_int_equal(out.cr_fdh.effect.n, n);

  /* Order of the cases, and units of both variables. */
  double turned_x[16], turned_y[16];
  for (size_t i = 0; i < n; i++) {
    turned_x[i] = 100 + 7 * x[n - 1 - i];
    turned_y[i] = -3 + y[n - 1 - i] / 8;
  }
  om_necessity other;
  om_necessary(n, turned_x, turned_y, &observed, &other);
  assert_close(other.ce_fdh.effect.value, out.ce_fdh.effect.value, 1e-13, 0);
  assert_close(other.cr_fdh.effect.value, out.cr_fdh.effect.value, 1e-12, 0);
  assert_int_equal(other.cr_fdh.above, out.cr_fdh.above);

  /* The statistic in the order given. */
  const om_necessity_data data = {n, x, y, observed};
  uint32_t index[16];
  for (uint32_t i = 0; i < n; i++)
    index[i] = i;
  double d[2];
  om_necessity_statistic(&data, n, index, d);
  assert_close(d[0], out.ce_fdh.effect.value, 1e-15, 0);
  assert_close(d[1], out.cr_fdh.effect.value, 1e-15, 0);
}

static void
test_small_sets(void **state)
{
  (void)state;
  table *t = table_load("reference/oracle_regression.csv");
  check(t, "triangle", 13, (const double[]){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 3, 5},
        (const double[]){0, 2, 1, 5, 4, 8, 3, 9, 10, 6, 10, 3, 8});
  check(t, "steep", 7, (const double[]){0, 2, 3, 4, 9, 12, 6},
        (const double[]){1, 9, 9, 10, 2, 0, 10});
  check(t, "late", 7, (const double[]){0, 5, 8, 9, 10, 7, 10},
        (const double[]){0, 0, 1, 7, 12, 0, 3});
  table_free(t);
}

/* Half of the scope: cases on the diagonal, more and more of them. */
static void
test_diagonal(void **state)
{
  (void)state;
  double x[101], y[101];
  for (int i = 0; i <= 100; i++)
    x[i] = y[i] = i;
  om_necessity out;
  om_necessary(101, x, y, &observed, &out);
  assert_close(out.cr_fdh.effect.value, .5, 1e-14, 0);
  assert_close(out.ce_fdh.effect.value, .505, 1e-14, 0); /* 1 + 2 + .. + 100 cells of 10000 */
  assert_true(out.cr_fdh.accuracy == 1 && out.cr_fdh.slope == 1);

  /* Other corners by turning a sign: the diagonal leaves as much below it, and nothing elsewhere.
   */
  double minus_x[101], minus_y[101];
  for (int i = 0; i <= 100; i++) {
    minus_x[i] = -x[i];
    minus_y[i] = -y[i];
  }
  om_necessary(101, minus_x, minus_y, &observed, &out);
  assert_close(out.cr_fdh.effect.value, .5, 1e-14, 0);
  om_necessary(101, minus_x, y, &observed, &out);
  assert_true(out.ce_fdh.effect.value == 0);
  assert_undefined(out.cr_fdh.effect, "fewer than 2 corners");
  assert_true(isnan(out.cr_fdh.zone));

  /* A scale that is wider than what was observed has more room to be empty. */
  const om_scope wide = {-100, 100, 0, 200};
  om_necessary(101, x, y, &wide, &out);
  assert_close(out.cr_fdh.effect.value, (20000 + 10000 + 5000) / 40000., 1e-14, 0);
  const om_scope narrow = {0, 50, 0, 100};
  om_necessary(101, x, y, &narrow, &out);
  assert_undefined(out.ce_fdh.effect, "outside the scope");
}

static void
test_permutation(void **state)
{
  (void)state;
  enum { N = 40 };
  double x[N], y[N];
  om_rng rng = {.key = 21};
  for (int i = 0; i < N; i++) {
    x[i] = om_rng_uniform(&rng);
    y[i] = x[i] * om_rng_uniform(&rng); /* never above x */
  }
  const om_necessity_data data = {N, x, y, observed};
  const om_rng place = {.key = 3};
  om_perm p[2];
  om_permutation(N, 2, 999, om_necessity_statistic, &data, &place, p);
  assert_true(p[0].p_greater < .05 && p[1].p_greater < .05);
  om_necessity out;
  om_necessary(N, x, y, &observed, &out);
  assert_close(p[0].statistic, out.ce_fdh.effect.value, 1e-15, 0);

  /* All orders of seven: p by counting them again. */
  const double few_x[] = {1, 2, 3, 4, 5, 6, 7}, few_y[] = {1, 3, 2, 6, 4, 5, 7};
  const om_necessity_data few = {7, few_x, few_y, observed};
  om_permutation(7, 2, 0, om_necessity_statistic, &few, &place, p);
  assert_true(p[0].exact && p[0].permutations == 5040);
  assert_true(p[0].p_greater > 0 && p[0].p_greater < .2);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double x[] = {1, 2, 3}, y[] = {1, 3, 2}, flat[] = {2, 2, 2}, far[] = {1, NAN, 2};
  om_necessity out;
  om_necessary(1, x, y, &observed, &out);
  assert_undefined(out.ce_fdh.effect, "fewer than 2 cases");
  om_necessary(0, NULL, NULL, &observed, &out);
  assert_undefined(out.cr_fdh.effect, "fewer than 2 cases");
  om_necessary(3, x, flat, &observed, &out);
  assert_undefined(out.ce_fdh.effect, "zero variance");
  om_necessary(3, flat, y, &observed, &out);
  assert_undefined(out.cr_fdh.effect, "zero variance");
  om_necessary(3, x, far, &observed, &out);
  assert_undefined(out.ce_fdh.effect, "not finite");
  assert_true(isnan(out.ce_fdh.zone) && isnan(out.ce_fdh.accuracy));
  const om_necessity_data data = {3, x, flat, observed};
  const uint32_t index[] = {0, 1, 2};
  double d[2];
  om_necessity_statistic(&data, 3, index, d);
  assert_true(isnan(d[0]) && isnan(d[1]));
  om_necessity_statistic(&data, 1, index, d);
  assert_true(isnan(d[0]));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_small_sets),
      cmocka_unit_test(test_diagonal),
      cmocka_unit_test(test_permutation),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/necessity", tests, NULL, close_summary);
}
