/* Certified digits of NIST's sets: linear regression, one variable, analysis of variance.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "nist.h"

/* At least what R has, and all that NIST prints; but one error of Norris is .2328182343011525, and
 * the nearest double rounds the other way. */
static void
at_least(double ours, double r, const char *set, const char *what)
{
  if (ours < 14.5 || ours < r)
    fail_msg("%s: %.1f digits of %s, R has %.1f", set, ours, what, r);
}

/* R's lm with the pivot tolerance that serves it best. */
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
    at_least(ours.table, NAN, set->name, "the table of variances");
  }
}

/* R lacks digits in NumAcc3 and 4 and in SmLs04 to 09: the doubles nearest to 1000000.1 and
 * 1000000.3 are not .2 apart.  As whole numbers they are. */
static void
test_one_variable(void **state)
{
  (void)state;
  for (size_t i = 0; i < NIST_UNIVARIATE_SETS; i++) {
    const char *const set = nist_univariate_sets[i];
    double ours[NIST_UNIVARIATE], r[NIST_UNIVARIATE];
    if (!nist_univariate_digits(set, ours, r))
      continue; /* not in the tree */
    at_least(ours[0], r[0], set, "the mean");
    at_least(ours[1], r[1], set, "the standard deviation");
    at_least(ours[2], r[2], set, "the autocorrelation");
  }
}

static void
test_analysis_of_variance(void **state)
{
  (void)state;
  static const char *const what[NIST_ANOVA] = {"F", "the squares between", "the squares within",
                                               "R-squared", "the residual sd"};
  for (size_t i = 0; i < NIST_ANOVA_SETS; i++) {
    double ours[NIST_ANOVA], r[NIST_ANOVA];
    if (!nist_anova_digits(nist_anova_sets[i], ours, r))
      continue;
    for (size_t k = 0; k < NIST_ANOVA; k++)
      at_least(ours[k], r[k], nist_anova_sets[i], what[k]);
  }
}

/* The exact solution for the decimal numbers of the columns, to the last digit of a double. */
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
      cmocka_unit_test(test_one_variable),
      cmocka_unit_test(test_analysis_of_variance),
      cmocka_unit_test(test_exact),
  };
  return cmocka_run_group_tests_name("stats/nist", tests, NULL, close_summary);
}
