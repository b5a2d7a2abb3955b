/* Adjusted p values against R's p.adjust.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

typedef const char *adjust_fn(size_t n, const double *p, size_t family, double *adjusted);

static void
test_against_r(void **state)
{
  (void)state;
  const double p[] = {.001, .012, .03, .04, .2, .6};
  const struct {
    adjust_fn *adjust;
    const char *name;
  } methods[] = {{om_adjust_holm, "holm"}, {om_adjust_bh, "BH"}, {om_adjust_by, "BY"}};
  table *t = table_load("reference/psychTools_sat.act.csv");
  for (int m = 0; m < 3; m++) {
    double adjusted[6];
    assert_null(methods[m].adjust(6, p, 0, adjusted));
    for (int i = 0; i < 6; i++) {
      char name[64];
      snprintf(name, sizeof name, "p.adjust_%s_%d", methods[m].name, i + 1);
      assert_reference(adjusted[i], reference_in(t, "p_adjust", name, "p=.001,.012,.03,.04,.2,.6"),
                       1e-13);
    }
  }
  table_free(t);
}

static void
test_golden(void **state)
{
  (void)state;
  const double p[] = {.001, .008, .039, .041, .042, .06, .074, .205};
  double holm[8], bh[8];
  assert_null(om_adjust_holm(8, p, 0, holm));
  assert_null(om_adjust_bh(8, p, 0, bh));
  for (int i = 0; i < 8; i++) {
    assert_golden(holm[i], "\nHolm", i);
    assert_golden(bh[i], "\nBH", i);
  }
}

static void
test_order_and_missing(void **state)
{
  (void)state;
  const double sorted[] = {.001, .012, .03, .03, .6},
               mixed[] = {.03, NAN, .6, .001, .03, NAN, .012};
  adjust_fn *const methods[] = {om_adjust_holm, om_adjust_bh, om_adjust_by};
  for (int m = 0; m < 3; m++) {
    double a[5], b[7];
    assert_null(methods[m](5, sorted, 0, a));
    assert_null(methods[m](7, mixed, 0, b));
    assert_true(isnan(b[1]) && isnan(b[5]));
    assert_true(b[3] == a[0] && b[6] == a[1] && b[0] == a[2] && b[4] == a[3] && b[2] == a[4]);
    assert_true(a[2] == a[3]);

    double in_place[7];
    memcpy(in_place, mixed, sizeof mixed);
    assert_null(methods[m](7, in_place, 0, in_place));
    assert_true(in_place[3] == b[3] && in_place[2] == b[2] && isnan(in_place[1]));
    assert_null(methods[m](0, NULL, 3, NULL));
  }
}

/* The study planned 10 tests, 3 have a p value: R's p.adjust(p, method, n = 10). */
static void
test_fixed_family(void **state)
{
  (void)state;
  const double p[] = {.004, .001, .5};
  double adjusted[3];
  assert_null(om_adjust_holm(3, p, 10, adjusted));
  assert_close(adjusted[1], .01, 1e-14, 0);
  assert_close(adjusted[0], .036, 1e-14, 0);
  assert_true(adjusted[2] == 1);
  assert_null(om_adjust_bh(3, p, 10, adjusted));
  assert_close(adjusted[1], .01, 1e-14, 0);
  assert_close(adjusted[0], .02, 1e-14, 0);
  assert_true(adjusted[2] == 1);
  double harmonic = 0;
  for (int i = 1; i <= 10; i++)
    harmonic += 1.0 / i;
  assert_null(om_adjust_by(3, p, 10, adjusted));
  assert_close(adjusted[0], .02 * harmonic, 1e-14, 0);
}

static void
test_undefined(void **state)
{
  (void)state;
  const double high[] = {.1, 1.2}, low[] = {-.1, .2}, fine[] = {.1, .2, .3};
  double adjusted[3] = {0};
  assert_string_equal(om_adjust_holm(2, high, 0, adjusted), "a p value is not between 0 and 1");
  assert_true(isnan(adjusted[0]) && isnan(adjusted[1]));
  assert_non_null(om_adjust_bh(2, low, 0, adjusted));
  assert_string_equal(om_adjust_by(3, fine, 2, adjusted), "the family is smaller than the number "
                                                          "of p values");
  assert_true(isnan(adjusted[0]) && isnan(adjusted[2]));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_r),         cmocka_unit_test(test_golden),
      cmocka_unit_test(test_order_and_missing), cmocka_unit_test(test_fixed_family),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/multiplicity", tests, NULL, close_summary);
}
