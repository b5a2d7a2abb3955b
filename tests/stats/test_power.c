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
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/power", tests, NULL, close_summary);
}
