/* Weighted statistics, cell weights, raking and response, against R and the golden study.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "sets.h"

static const double x[] = {1, 2, 2, 3, 4, 4, 5, 7, 9, 12};
static const double w[] = {.5, 1.2, 2, .8, 1, 1.5, .7, .9, 1.1, .3};

static void
test_weighted(void **state)
{
  (void)state;
  table *const t = reference_table("groups");
  const om_stat mean = om_weighted_mean(10, x, w, .95);
  assert_reference(mean.value, reference(t, "weighted_mean", "ten"), 1e-14);
  assert_reference(mean.se, reference(t, "weighted_se", "ten"), 1e-13);
  assert_reference(mean.lo, reference(t, "weighted_lo", "ten"), 1e-12);
  assert_reference(om_weighted_variance(10, x, w).value, reference(t, "weighted_var", "ten"),
                   1e-13);
  assert_reference(om_effective_n(10, w).value, reference(t, "kish_n", "ten"), 1e-14);

  /* equal weights: nothing changes */
  double same[10];
  for (size_t i = 0; i < 10; i++)
    same[i] = .3;
  const om_stat plain = om_mean(10, x, .95), equal = om_weighted_mean(10, x, same, .95);
  assert_close(equal.value, plain.value, 1e-15, 0);
  assert_close(equal.lo, plain.lo, 1e-13, 0);
  assert_close(om_weighted_variance(10, x, same).value, om_variance(10, x).value, 1e-14, 0);
  assert_close(om_design_effect(10, same).value, 1, 1e-15, 0);
  const char *const shares[] = {"0", "0.1", "0.25", "0.5", "0.9", "1"};
  for (size_t i = 0; i < 6; i++)
    assert_reference(om_weighted_quantile(10, x, same, strtod(shares[i], NULL)).value,
                     reference(t, "quantile_type2", shares[i]), 1e-15);
  /* by hand: .5 + 1.2 + 2 + .8 = 4.5 of 10; a share of .45 is hit exactly */
  assert_close(om_weighted_quantile(10, x, w, .45).value, 3.5, 0, 0);
  assert_close(om_weighted_quantile(10, x, w, .46).value, 4, 0, 0);
  assert_close(om_weighted_quantile(10, x, w, 0).value, 1, 0, 0);
  assert_close(om_weighted_quantile(10, x, w, 1).value, 12, 0, 0);
  table_free(t);
}

static void
test_weighted_share(void **state)
{
  (void)state;
  const uint8_t hit[] = {1, 0, 1, 1, 0, 0, 1, 0, 0, 1};
  double same[10];
  for (size_t i = 0; i < 10; i++)
    same[i] = 2;
  const om_stat equal = om_weighted_share(10, hit, same, .95), plain = om_share(5, 10, .95);
  assert_close(equal.lo, plain.lo, 1e-14, 0);
  assert_close(equal.hi, plain.hi, 1e-14, 0);
  const om_stat s = om_weighted_share(10, hit, w, .95);
  assert_close(s.value, (.5 + 2 + .8 + .7 + .3) / 10, 1e-15, 0);
  assert_true(s.n == 10 && s.hi - s.lo > plain.hi - plain.lo);
  const double zero[] = {1, 0, 1, 1, 0, 0, 1, 0, 0, 1};
  const om_stat all = om_weighted_share(10, hit, zero, .95);
  assert_true(all.value == 1 && all.hi == 1 && all.n == 5);
}

static void
test_cells(void **state)
{
  (void)state;
  const uint64_t people[] = {100, 50, 30, 0}, answered[] = {40, 30, 0, 0};
  double weight[4];
  uint64_t lost;
  assert_null(om_cell_weights(4, people, answered, weight, &lost));
  /* 2.5 and 5/3, scaled by 70 / 150 */
  assert_close(weight[0], 2.5 * 70 / 150, 1e-15, 0);
  assert_close(weight[1], 5 / 3. * 70 / 150, 1e-15, 0);
  assert_close(40 * weight[0] + 30 * weight[1], 70, 1e-15, 0);
  assert_true(isnan(weight[2]) && isnan(weight[3]) && lost == 30);
  const uint64_t more[] = {1, 0, 2, 1}, nobody[] = {0, 0, 0, 0};
  assert_string_equal(om_cell_weights(4, people, more, weight, &lost), "a cell has respondents and "
                                                                       "no population");
  assert_true(isnan(weight[0]));
  assert_string_equal(om_cell_weights(4, people, nobody, weight, &lost), "nobody answered");
}

enum { CASES = 150 };
static uint32_t row[CASES], column[CASES];

/* 20, 15, 10 in the first row; 35, 30, 40 in the second. */
static void
fill_cases(void)
{
  const size_t seen[2][3] = {{20, 15, 10}, {35, 30, 40}};
  size_t at = 0;
  for (uint32_t i = 0; i < 2; i++)
    for (uint32_t j = 0; j < 3; j++)
      for (size_t c = 0; c < seen[i][j]; c++) {
        row[at] = i;
        column[at++] = j;
      }
}

static void
test_raking(void **state)
{
  (void)state;
  fill_cases();
  table *const t = reference_table("groups");
  const double rows[] = {45, 55}, columns[] = {.3, .5, .2};
  const om_margin margin[] = {{2, row, rows}, {3, column, columns}};
  double weight[CASES];
  for (size_t i = 0; i < CASES; i++)
    weight[i] = 1;
  om_rake_report r;
  om_rake(CASES, 2, margin, 0, INFINITY, 1e-14, 0, weight, &r);
  assert_null(r.undefined);
  assert_true(r.converged && r.trimmed == 0 && r.largest_error <= 1e-14 && r.rounds < 100);
  double sum = 0;
  for (size_t i = 0; i < CASES; i++) {
    char args[16];
    snprintf(args, sizeof args, "%d %d", (int)row[i] + 1, (int)column[i] + 1);
    assert_reference(weight[i], reference(t, "raked", args), 1e-11);
    sum += weight[i];
  }
  assert_close(sum, CASES, 1e-13, 0);
  assert_close(r.design_effect, CASES / r.effective_n, 1e-14, 0);

  /* a start that is right already stays; limits that bind are reported */
  om_rake(CASES, 2, margin, 0, INFINITY, 1e-10, 0, weight, &r);
  assert_true(r.rounds == 1 && r.converged);
  om_rake(CASES, 2, margin, .8, 1.1, 0, 50, weight, &r);
  assert_true(!r.converged && r.rounds == 50 && r.trimmed > 0 && r.largest_error > 1e-3);
  for (size_t i = 0; i < CASES; i++)
    assert_true(weight[i] >= .8 && weight[i] <= 1.1);
  table_free(t);
}

static void
test_raking_refused(void **state)
{
  (void)state;
  fill_cases();
  const double rows[] = {45, 55, 10}, columns[] = {.3, .5, 0}, none[] = {0, 0, 0};
  double weight[CASES];
  for (size_t i = 0; i < CASES; i++)
    weight[i] = 1;
  om_rake_report r;
  const om_margin empty = {3, row, rows}, left_out = {3, column, columns}, few = {2, column, rows},
                  zero = {3, column, none};
  om_rake(CASES, 1, &empty, 0, INFINITY, 0, 0, weight, &r);
  assert_undefined(r, "population has no cases");
  om_rake(CASES, 1, &left_out, 0, INFINITY, 0, 0, weight, &r);
  assert_undefined(r, "cases has no population");
  om_rake(CASES, 1, &few, 0, INFINITY, 0, 0, weight, &r);
  assert_undefined(r, "no category");
  om_rake(CASES, 1, &zero, 0, INFINITY, 0, 0, weight, &r);
  assert_undefined(r, "no population");
  om_rake(CASES, 1, &empty, 1.5, 3, 0, 0, weight, &r);
  assert_undefined(r, "limits");
  om_rake(0, 1, &empty, 0, INFINITY, 0, 0, weight, &r);
  assert_undefined(r, "no cases");
  om_rake(CASES, 0, NULL, 0, INFINITY, 0, 0, weight, &r);
  assert_undefined(r, "no margins");
  weight[3] = NAN;
  om_rake(CASES, 1, &(om_margin){2, row, rows}, 0, INFINITY, 0, 0, weight, &r);
  assert_undefined(r, "a weight is");
  assert_true(weight[0] == 1 && isnan(r.effective_n));
}

static void
test_response(void **state)
{
  (void)state;
  const uint64_t people[] = {40, 60, 0, 50}, answered[] = {30, 21, 0, 40};
  om_nonresponse s;
  double rate[4];
  om_response(4, people, answered, &s, rate);
  assert_close(s.rate.value, 91 / 150., 1e-15, 0);
  assert_true(s.lowest == 1 && s.highest == 3 && rate[1] == .35 && isnan(rate[2]));
  /* the same as a table of answered and not */
  om_crosstab c;
  om_crosstab_test(3, 2, (const uint64_t[]){30, 10, 21, 39, 40, 10}, .95, &c);
  assert_close(s.unit_chisq.value, c.chisq.value, 1e-13, 0);
  assert_close(s.unit_chisq.p, c.chisq.p, 1e-12, 0);
  assert_close(s.unit_v.value, c.cramers_v.value, 1e-13, 0);
  om_response(4, people, people, &s, NULL);
  assert_undefined(s.unit_v, "everybody");
  om_response(1, people, answered, &s, NULL);
  assert_undefined(s.unit_chisq, "fewer than 2");
  om_response(1, answered, people, &s, NULL);
  assert_undefined(s.rate, "more respondents");
  om_response(0, NULL, NULL, &s, NULL);
  assert_undefined(s.rate, "nobody");
}

static void
test_undefined(void **state)
{
  (void)state;
  const double zero[] = {0, 0}, minus[] = {1, -1}, one[] = {0, 3};
  const uint8_t hit[] = {1, 0};
  assert_undefined(om_effective_n(0, NULL), "no case");
  assert_undefined(om_design_effect(2, zero), "no case");
  assert_undefined(om_weighted_mean(2, x, minus, .95), "negative");
  assert_undefined(om_weighted_mean(2, x, w, 7), "confidence");
  const om_stat alone = om_weighted_mean(2, x, one, .95);
  assert_true(alone.value == 2 && alone.n == 1);
  assert_no_range(alone, "fewer than 2");
  assert_undefined(om_weighted_variance(2, x, one), "fewer than 2");
  assert_undefined(om_weighted_quantile(2, x, zero, .5), "no case");
  assert_undefined(om_weighted_quantile(2, x, w, 2), "share");
  assert_undefined(om_weighted_share(2, hit, zero, .95), "no case");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_weighted),       cmocka_unit_test(test_weighted_share),
      cmocka_unit_test(test_cells),          cmocka_unit_test(test_raking),
      cmocka_unit_test(test_raking_refused), cmocka_unit_test(test_response),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/weights", tests, NULL, close_summary);
}
