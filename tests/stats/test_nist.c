/* Certified digits of NIST's linear regression sets.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "nist.h"

/* At least what R's lm has, with the pivot tolerance that serves it best.  Half a digit is allowed
 * where both have more than 13: certified values belong to decimal numbers, and a fit gets the
 * doubles nearest to them. */
static void
at_least(double ours, double r, const char *set, const char *what)
{
  const double allowed = ours > 13 ? .5 : 0;
  if (isnan(r) || ours >= r - allowed)
    return;
  fail_msg("%s: %.1f digits of %s, R has %.1f", set, ours, what, r);
}

static void
test_certified(void **state)
{
  (void)state;
  for (size_t i = 0; i < NIST_LINEAR_SETS; i++) {
    const nist_linear *const set = &nist_linear_sets[i];
    const nist_digits ours = nist_linear_digits(set), r = nist_linear_digits_of_r(set);
    at_least(ours.coefficient, r.coefficient, set->name, "a coefficient");
    at_least(ours.se, r.se, set->name, "a standard deviation");
    at_least(ours.sigma, r.sigma, set->name, "the residual standard deviation");
    at_least(ours.r_squared, r.r_squared, set->name, "R-squared");
    at_least(ours.f, r.f, set->name, "F");
    assert_true(ours.coefficient >= 13 && ours.se >= 13 && ours.f >= 13);
  }
}

/* The exact solution for the doubles that stand in the columns, to their last digit. */
static void
test_exact(void **state)
{
  (void)state;
  for (size_t i = 0; i < NIST_LINEAR_SETS; i++)
    nist_linear_check_exact(&nist_linear_sets[i]);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_certified),
      cmocka_unit_test(test_exact),
  };
  return cmocka_run_group_tests_name("stats/nist", tests, NULL, close_summary);
}
