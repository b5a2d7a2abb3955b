/* Tails and quantiles against 50-digit values (oracle.py).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

/* Value of one of our functions for the arguments of a reference row; false: another statistic. */
static int
ours(const char *statistic, const double a[3], double *value)
{
  if (strcmp(statistic, "t_p") == 0)
    *value = om_t_p(a[0], a[1]);
  else if (strcmp(statistic, "f_p") == 0)
    *value = om_f_p(a[0], a[1], a[2]);
  else if (strcmp(statistic, "z_p") == 0)
    *value = om_z_p(a[0]);
  else if (strcmp(statistic, "z_quantile") == 0)
    *value = om_z_quantile(a[0]);
  else if (strcmp(statistic, "t_quantile") == 0)
    *value = om_t_quantile(a[0], a[1]);
  else if (strcmp(statistic, "f_quantile") == 0)
    *value = om_f_quantile(a[0], a[1], a[2]);
  else
    return 0;
  return 1;
}

static void
test_against_many_digits(void **state)
{
  (void)state;
  table *t = table_load("reference/oracle.csv");
  size_t compared = 0;
  for (size_t i = 0; i < t->rows; i++) {
    double args[3] = {0}, value;
    sscanf(table_text(t, i, 2), "%lf;%lf;%lf", &args[0], &args[1], &args[2]);
    if (!ours(table_text(t, i, 1), args, &value))
      continue;
    char what[128];
    snprintf(what, sizeof what, "%s(%s)", table_text(t, i, 1), table_text(t, i, 2));
    close_reference(value, table_number(t, i, 3), 2e-12, what, __FILE__, __LINE__);
    compared++;
  }
  assert_true(compared > 150);
  table_free(t);
}

static void
test_edges(void **state)
{
  (void)state;
  assert_true(om_t_p(0, 5) == 1);
  assert_true(om_t_p(INFINITY, 5) == 0);
  assert_true(om_t_p(-2, 5) == om_t_p(2, 5));
  assert_true(om_t_p(1e200, 5) == 0);
  assert_close(om_t_p(1e-200, 5), 1, 0, 0);
  assert_true(om_f_p(0, 2, 5) == 1);
  assert_true(om_f_p(-1, 2, 5) == 1);
  assert_true(om_f_p(INFINITY, 2, 5) == 0);
  assert_true(om_z_p(0) == 1);
  assert_true(om_t_quantile(.5, 3) == 0);
  assert_close(om_t_quantile(.1, 3), -om_t_quantile(.9, 3), 1e-15, 0);
  /* Below the smallest double a p value is 0, and no error handler is called on the way. */
  assert_true(om_t_p(1e5, 1e4) == 0);
  assert_true(om_f_p(1e4, 300, 1e6) == 0);
  assert_true(om_z_p(50) == 0);
}

static void
test_outside_the_domain(void **state)
{
  (void)state;
  assert_true(isnan(om_t_p(NAN, 5)) && isnan(om_t_p(1, 0)) && isnan(om_t_p(1, -1)));
  assert_true(isnan(om_f_p(1, 0, 5)) && isnan(om_f_p(1, 2, NAN)) && isnan(om_f_p(NAN, 2, 5)));
  assert_true(isnan(om_z_p(NAN)) && isnan(om_z_quantile(0)) && isnan(om_z_quantile(1)));
  assert_true(isnan(om_t_quantile(0, 5)) && isnan(om_t_quantile(.5, 0)));
  assert_true(isnan(om_f_quantile(1, 2, 5)) && isnan(om_f_quantile(.5, -2, 5)));
}

static void
test_quantiles_undo_tails(void **state)
{
  (void)state;
  for (double df = 1; df < 1e5; df *= 3.7)
    for (double t = .01; t < 30; t *= 2.3)
      if (om_t_p(t, df) > 1e-12)
        assert_close(om_t_quantile(1 - om_t_p(t, df) / 2, df), t, 1e-9 + 1e-15 / om_t_p(t, df), 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_many_digits),
      cmocka_unit_test(test_edges),
      cmocka_unit_test(test_outside_the_domain),
      cmocka_unit_test(test_quantiles_undo_tails),
  };
  return cmocka_run_group_tests_name("stats/dist", tests, NULL, close_summary);
}
