/* One-way analysis of variance: the sets of Simon & Lesage in NIST StRD, and what is undefined.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "sets.h"

/* The treatments as NIST gives them, by their rule: a centre, then pairs .1 below and above. */
static void
simon_lesage(size_t replicates, double offset, om_anova *a)
{
  static const double centre[] = {.4, .3, .5, .3, .5, .3, .5, .3, .5};
  static double x[2001];
  uint64_t n[9];
  double mean[9], ss[9];
  for (size_t j = 0; j < 9; j++) {
    for (size_t i = 0; i < replicates; i++)
      x[i] = offset + (i == 0 ? centre[j] : i % 2 ? centre[j] - .1 : centre[j] + .1);
    n[j] = replicates;
    om_mean_ss(replicates, x, &mean[j], &ss[j]);
  }
  om_anova1(9, n, mean, ss, a);
}

static void
test_nist(void **state)
{
  (void)state;
  table *t = table_load("reference/nist_certified.csv");
  /* With a large offset the doubles nearest to the values are themselves off by that much. */
  const struct {
    const char *set;
    double offset, tolerance;
  } sets[] = {{"nist_SmLs01", 1, 1e-13}, {"nist_SmLs04", 1e6, 1e-8}, {"nist_SmLs07", 1e12, 3e-3}};
  for (size_t i = 0; i < 3; i++) {
    om_anova a;
    simon_lesage(21, sets[i].offset, &a);
    const struct {
      const char *statistic;
      double value;
    } parts[] = {{"df_between", a.df_between},
                 {"df_within", a.df_within},
                 {"SS_between", a.ss_between},
                 {"SS_within", a.ss_within},
                 {"MS_between", a.ms_between},
                 {"MS_within", a.ms_within},
                 {"F", a.f}};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
      const double certified = reference_in(t, sets[i].set, parts[k].statistic, "y by treatment");
      if (i == 0)
        assert_reference(parts[k].value, certified, sets[i].tolerance);
      else
        assert_close(parts[k].value, certified, sets[i].tolerance, 0);
    }
  }
  table_free(t);
}

/* Shares of squares and residual deviation, which follow from the same sums. */
static void
check_shares(const table *t, const char *set, const om_anova *a, double tolerance)
{
  om_icc_result icc;
  om_icc(a, .95, &icc);
  assert_close(icc.eta_squared.value, reference_in(t, set, "R2", "y by treatment"), tolerance, 0);
  assert_close(sqrt(a->ms_within), reference_in(t, set, "residual_sd", "y by treatment"), tolerance,
               0);
}

static void
test_nist_shares(void **state)
{
  (void)state;
  table *t = table_load("reference/nist_certified.csv");
  om_anova a;
  simon_lesage(21, 1, &a);
  check_shares(t, "nist_SmLs01", &a, 1e-13);
  simon_lesage(21, 1e6, &a);
  check_shares(t, "nist_SmLs04", &a, 1e-8);
  simon_lesage(21, 1e12, &a);
  check_shares(t, "nist_SmLs07", &a, 3e-3);
  table_free(t);
}

/* Resistance of silicon wafers, 5 instruments: measured data. */
static void
test_nist_observed(void **state)
{
  (void)state;
  table *t = outside_table("reference/nist_certified.csv", ',');
  table *data = outside_table("5_nist/csv/SiRstv.csv", ',');
  groups g = groups_by(data, "treatment", NULL);
  double *y = table_numbers(data, "y"), mean[5], ss[5];
  uint64_t n[5];
  assert_int_equal(g.count, 5);
  group_moments(&g, data->rows, y, n, mean, ss);
  om_anova a;
  om_anova1(5, n, mean, ss, &a);
  /* 196 carries 13 digits behind the point: what the doubles nearest to the data can hold */
  const char *const set = "nist_SiRstv", *const args = "y by treatment";
  assert_reference(a.df_between, reference_in(t, set, "df_between", args), 0);
  assert_reference(a.df_within, reference_in(t, set, "df_within", args), 0);
  assert_reference(a.ss_between, reference_in(t, set, "SS_between", args), 1e-12);
  assert_reference(a.ss_within, reference_in(t, set, "SS_within", args), 1e-12);
  assert_reference(a.ms_between, reference_in(t, set, "MS_between", args), 1e-12);
  assert_reference(a.ms_within, reference_in(t, set, "MS_within", args), 1e-12);
  assert_reference(a.f, reference_in(t, set, "F", args), 2e-12);
  check_shares(t, set, &a, 1e-12);
  free(y);
  groups_free(&g);
  table_free(data);
  table_free(t);
}

/* The sets with 201 and 2001 replicates: F is their number, by the same rule. */
static void
test_nist_larger(void **state)
{
  (void)state;
  for (size_t replicates = 201; replicates <= 2001; replicates += 1800) {
    om_anova a;
    simon_lesage(replicates, 1, &a);
    assert_close(a.f, (double)replicates, 1e-12, 0);
    simon_lesage(replicates, 1e6, &a);
    assert_close(a.f, (double)replicates, 1e-8, 0);
    simon_lesage(replicates, 1e12, &a);
    assert_close(a.f, (double)replicates, 3e-3, 0);
  }
}

static void
test_empty_groups_are_left_out(void **state)
{
  (void)state;
  const uint64_t n[] = {3, 0, 4}, n2[] = {3, 4};
  const double mean[] = {2, NAN, 3}, ss[] = {2, NAN, 5}, mean2[] = {2, 3}, ss2[] = {2, 5};
  om_anova with, without;
  om_anova1(3, n, mean, ss, &with);
  om_anova1(2, n2, mean2, ss2, &without);
  assert_null(with.undefined);
  assert_true(with.groups == 2 && with.n == 7);
  assert_true(with.f == without.f && with.p == without.p && with.n0 == without.n0);
  /* by hand */
  assert_close(with.grand_mean, 18 / 7.0, 1e-15, 0);
  assert_close(with.ss_between, 12 / 7.0, 1e-15, 0);
  assert_close(with.ms_within, 7 / 5.0, 1e-15, 0);
  assert_close(with.n0, 7 - 25 / 7.0, 1e-15, 0);
}

static void
test_undefined(void **state)
{
  (void)state;
  const uint64_t n[] = {3, 4}, alone[] = {3, 0}, ones[] = {1, 1};
  const double mean[] = {2, 3}, ss[] = {2, 5}, none[] = {0, 0};
  om_anova a;
  om_anova1(0, NULL, NULL, NULL, &a);
  assert_undefined(a, "fewer than 2 groups");
  om_anova1(2, alone, mean, ss, &a);
  assert_undefined(a, "fewer than 2 groups");
  assert_true(a.n == 3 && a.groups == 1 && isnan(a.f) && isnan(a.p) && isnan(a.n0));
  om_anova1(2, ones, mean, none, &a);
  assert_undefined(a, "more than 1 member");
  om_anova1(2, n, mean, none, &a);
  assert_undefined(a, "zero variance within");
  /* Scores of a group that are equal but for their last bits are equal. */
  const double rounding[] = {1e-31, 0};
  om_anova1(2, n, mean, rounding, &a);
  assert_undefined(a, "zero variance within");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_nist),
      cmocka_unit_test(test_nist_larger),
      cmocka_unit_test(test_nist_shares),
      outside_test(test_nist_observed),
      cmocka_unit_test(test_empty_groups_are_left_out),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/anova", tests, NULL, close_summary);
}
