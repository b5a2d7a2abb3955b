/* Chi-square, noncentral t, F and chi-square, and the studentized range, against many digits.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "sets.h"

#include "internal_groups.h"

static bool
ours(const char *statistic, const double a[4], double *value)
{
  if (strcmp(statistic, "chisq_p") == 0)
    *value = om_chisq_upper(a[0], a[1]);
  else if (strcmp(statistic, "noncentral_t") == 0)
    *value = om_noncentral_t_upper(a[0], a[1], a[2]);
  else if (strcmp(statistic, "noncentral_f") == 0)
    *value = om_noncentral_f_upper(a[0], a[1], a[2], a[3]);
  else if (strcmp(statistic, "noncentral_chisq") == 0)
    *value = om_noncentral_chisq_upper(a[0], a[1], a[2]);
  else if (strcmp(statistic, "tukey_p") == 0)
    *value = om_range_p(a[0], a[1], a[2]);
  else
    return false;
  return true;
}

static void
test_against_many_digits(void **state)
{
  (void)state;
  table *const t = table_load("reference/oracle_groups.csv");
  for (size_t i = 0; i < t->rows; i++) {
    double args[4] = {0}, value = NAN;
    sscanf(table_text(t, i, 2), "%lf;%lf;%lf;%lf", &args[0], &args[1], &args[2], &args[3]);
    assert_true(ours(table_text(t, i, 1), args, &value));
    char what[128];
    snprintf(what, sizeof what, "%s(%s)", table_text(t, i, 1), table_text(t, i, 2));
    close_reference(value, table_number(t, i, 3), 1e-12, what, __FILE__, __LINE__);
  }
  assert_true(t->rows > 30);
  table_free(t);
}

static void
test_relations(void **state)
{
  (void)state;
  /* squares: t and F with 1 df, z and chi-square with 1 */
  for (double shift = 0; shift < 40; shift += 3.7) {
    const double t = 1.3 + shift / 2;
    const double both =
        om_noncentral_t_upper(t, 9, shift) + 1 - om_noncentral_t_upper(-t, 9, shift);
    assert_close(om_noncentral_f_upper(t * t, 1, 9, shift * shift), both, 0, 1e-13);
  }
  assert_close(om_chisq_upper(1.96 * 1.96, 1), om_z_p(1.96), 1e-13, 0);
  /* the range of two: the t distribution, to the far tail */
  for (double q = .1; q < 1e5; q *= 1.7) {
    assert_close(om_range_p(q, 2, 12), om_t_p(q * M_SQRT1_2, 12), 1e-11, 0);
    assert_close(om_range_p(q, 2, 2), om_t_p(q * M_SQRT1_2, 2), 1e-11, 0);
  }
  /* tables of Harter (1960) */
  assert_close(om_range_exceeded(.05, 4, 60), 3.737, 0, 5e-4);
  assert_close(om_range_exceeded(.01, 3, 10), 5.270, 0, 5e-4);
  for (double p = 1e-6; p < 1; p *= 4)
    assert_close(om_range_p(om_range_exceeded(p, 5, 30), 5, 30), p, 1e-10, 0);
}

static double
cubic(const void *ctx, double x)
{
  return x * x * x - *(const double *)ctx;
}

static void
test_roots(void **state)
{
  (void)state;
  const double two = 2, none = -30;
  assert_close(om_root(cubic, &two, 0, 10), cbrt(2), 1e-15, 0);
  assert_close(om_root(cubic, &two, -1e6, 1e6), cbrt(2), 1e-14, 0);
  assert_true(om_root(cubic, &none, 0, 10) == 0); /* no change of sign: the nearer end */
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_many_digits),
      cmocka_unit_test(test_relations),
      cmocka_unit_test(test_roots),
  };
  return cmocka_run_group_tests_name("stats/distributions", tests, NULL, close_summary);
}
