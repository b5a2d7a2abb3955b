/* What a study can see, against many digits (oracle.py) and the golden study.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

static void
test_against_many_digits(void **state)
{
  (void)state;
  table *t = table_load("reference/oracle.csv");
  const unsigned units[] = {10, 20, 24, 30, 100};
  for (int i = 0; i < 5; i++) {
    char args[16];
    snprintf(args, sizeof args, "%u", units[i]);
    assert_reference(om_smallest_r(units[i], .95, .8).value, reference(t, "smallest_r", args),
                     1e-14);
    assert_reference(om_power_of_r(units[i], .2, .95).value, reference(t, "power_of_.2", args),
                     1e-13);
  }
  table_free(t);
  assert_golden(om_smallest_r(24, .95, .8).value, "MDE r n=24 power .8", 0);
}

static void
test_properties(void **state)
{
  (void)state;
  /* The smallest detectable r has the power it was asked for, but for the other tail. */
  assert_close(om_power_of_r(30, om_smallest_r(30, .95, .8).value, .95).value, .8, 1e-5, 0);
  assert_close(om_power_of_r(30, 0, .95).value, .05, 1e-13, 0);
  assert_true(om_power_of_r(30, -.4, .95).value == om_power_of_r(30, .4, .95).value);
  assert_true(om_power_of_r(30, 1, .95).value == 1);
  assert_int_equal(om_smallest_r(30, .95, .8).n, 30);
  /* ICC(1) .10 with 8 members, and .05 with 40: .33 is seen as .19. */
  const double x = om_unit_reliability(8, .10).value, y = om_unit_reliability(40, .05).value;
  assert_close(om_attenuated_r(.33, x, y).value, .19, 0, .005);
  assert_close(om_attenuated_r(-.5, .64, 1).value, -.4, 1e-15, 0);
}

/* Means of units of different sizes, drawn and correlated many times: what is seen on average. */
static void
test_expected(void **state)
{
  (void)state;
  enum { UNITS = 400, STUDIES = 50 };
  uint64_t size_x[UNITS], size_y[UNITS];
  for (int u = 0; u < UNITS; u++) {
    size_x[u] = 4 + (uint64_t)u % 9;
    size_y[u] = u % 20 == 0 ? 0 : 10 + (uint64_t)u % 61;
  }
  const om_stat expected = om_expected_r(.6, UNITS, .12, size_x, .05, size_y);
  assert_true(expected.n == 380);
  om_rng rng = {.key = 9};
  double sum = 0;
  for (int s = 0; s < STUDIES; s++) {
    double x[UNITS], y[UNITS];
    size_t n = 0;
    for (int u = 0; u < UNITS; u++) {
      if (size_y[u] == 0)
        continue;
      const double a = om_rng_normal(&rng), b = .6 * a + .8 * om_rng_normal(&rng);
      x[n] = sqrt(.12) * a + sqrt(.88 / (double)size_x[u]) * om_rng_normal(&rng);
      y[n++] = sqrt(.05) * b + sqrt(.95 / (double)size_y[u]) * om_rng_normal(&rng);
    }
    sum += om_pearson(n, x, y, .95).value;
  }
  assert_close(sum / STUDIES, expected.value, 0, .02);

  /* Equal sizes: the table of the methods, .33 seen as .19; and by om_unit_reliability. */
  const uint64_t eight[] = {8, 8, 8}, forty[] = {40, 40, 40};
  const om_stat equal = om_expected_r(.33, 3, .10, eight, .05, forty);
  assert_close(equal.value, .19, 0, .005);
  assert_close(
      equal.value,
      om_attenuated_r(.33, om_unit_reliability(8, .10).value, om_unit_reliability(40, .05).value)
          .value,
      1e-14, 0);
  /* Sizes 2 and 6 count as their harmonic mean, 3. */
  const uint64_t mixed[] = {2, 6}, three[] = {3, 3};
  assert_close(om_expected_r(-.5, 2, .2, mixed, .3, three).value,
               -.5 * sqrt(3 * .2 / 1.4 * 3 * .3 / 1.6), 1e-14, 0);
  assert_true(om_expected_r(.5, 2, -.1, mixed, .3, three).value == 0);
  const uint64_t nobody[] = {0, 4};
  assert_true(om_expected_r(.5, 2, .1, mixed, .3, nobody).n == 1);
  assert_undefined(om_expected_r(.5, 1, .1, mixed, .3, nobody), "no unit");
  assert_undefined(om_expected_r(.5, 2, NAN, mixed, .3, three), "ICC(1)");
  assert_undefined(om_expected_r(.5, 2, .1, mixed, 1.3, three), "ICC(1)");
  assert_undefined(om_expected_r(NAN, 2, .1, mixed, .3, three), "correlation");
}

static void
test_undefined(void **state)
{
  (void)state;
  assert_undefined(om_smallest_r(3, .95, .8), "fewer than 4 units");
  assert_undefined(om_smallest_r(30, 1, .8), "confidence");
  assert_undefined(om_smallest_r(30, .95, 1), "power");
  assert_undefined(om_smallest_r(30, .95, .2), "power");
  assert_undefined(om_power_of_r(3, .2, .95), "fewer than 4 units");
  assert_undefined(om_power_of_r(30, .2, 0), "confidence");
  assert_undefined(om_power_of_r(30, 1.2, .95), "correlation");
  assert_undefined(om_power_of_r(30, NAN, .95), "correlation");
  assert_undefined(om_attenuated_r(2, .5, .5), "correlation");
  assert_undefined(om_attenuated_r(.2, -.1, .5), "reliability");
  assert_undefined(om_attenuated_r(.2, .5, NAN), "reliability");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_many_digits),
      cmocka_unit_test(test_properties),
      cmocka_unit_test(test_expected),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/power", tests, NULL, close_summary);
}
