/* Shares, their differences, and the scores of one question, against R and the golden study.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "sets.h"

/* Share of known answers at or above `from` among students, by R's prop.test and binom.test. */
static void
check_share(const table *t, const char *args, frame *f, const char *item, double from)
{
  const double *const x = frame_column(f, item);
  uint64_t n = 0, hits = 0;
  for (size_t i = 0; i < f->rows; i++) {
    n += !isnan(x[i]);
    hits += x[i] >= from;
  }
  const om_stat wilson = om_share(hits, n, .95);
  assert_reference(wilson.value, reference(t, "proportion", args), 1e-12);
  assert_reference(wilson.lo, reference(t, "wilson_lo", args), 1e-10);
  assert_reference(wilson.hi, reference(t, "wilson_hi", args), 1e-10);
  const om_stat corrected = om_share_corrected(hits, n, .95);
  assert_reference(corrected.lo, reference(t, "wilson_cc_lo", args), 1e-10);
  assert_reference(corrected.hi, reference(t, "wilson_cc_hi", args), 1e-10);
  const om_stat exact = om_share_exact(hits, n, .95);
  assert_reference(exact.lo, reference(t, "clopper_lo", args), 1e-10);
  assert_reference(exact.hi, reference(t, "clopper_hi", args), 1e-10);
  assert_reference(om_share_chisq(hits, n, .5).statistic, reference(t, "prop_chisq_vs_.5", args),
                   1e-10);
  assert_reference(om_share_binomial(hits, n, .5).p, reference(t, "binom_p_vs_.5", args), 1e-10);
}

static void
test_outside(void **state)
{
  (void)state;
  table *const t = reference_table("gti_A_dev");
  frame *f = frame_open("-", "1_linkage/gti/students.csv", ',');
  check_share(t, "SQB13A favourable (>=3)", f, "SQB13A", 3);
  check_share(t, "SQB13A top box (=4)", f, "SQB13A", 4);
  check_share(t, "SQB08A favourable (>=3)", f, "SQB08A", 3);
  check_share(t, "SQB08A top box (=4)", f, "SQB08A", 4);

  const double *const x = frame_column(f, "SQB13A");
  const size_t country = table_column(f->t, "COUNTRY");
  uint64_t n[2] = {0, 0}, hits[2] = {0, 0};
  for (size_t i = 0; i < f->rows; i++) {
    const int c = strcmp(table_text(f->t, i, country), "Chile") != 0;
    n[c] += !isnan(x[i]);
    hits[c] += x[i] >= 3;
  }
  om_two_shares two;
  om_share_difference(hits[0], n[0], hits[1], n[1], .95, &two);
  const char *const args = "SQB13A favourable Chile vs England";
  assert_reference(two.wald.statistic, reference(t, "prop2_chisq", args), 1e-10);
  assert_reference(two.wald.p, reference(t, "prop2_p", args), 1e-10);
  assert_reference(two.wald.lo, reference(t, "prop2_ci_lo", args), 1e-10);
  assert_reference(two.wald.hi, reference(t, "prop2_ci_hi", args), 1e-10);
  assert_reference(two.fisher.p, reference(t, "fisher_p", args), 1e-9);
  /* R finds these with uniroot at its default tolerance, 1.2e-4 on a scale up to 1 */
  assert_close(two.fisher.value, reference(t, "fisher_or", args), 2e-4, 0);
  assert_close(two.fisher.lo, reference(t, "fisher_ci_lo", args), 2e-4, 0);
  assert_close(two.fisher.hi, reference(t, "fisher_ci_hi", args), 2e-4, 0);
  frame_free(f);
  table_free(t);
}

static void
test_small(void **state)
{
  (void)state;
  table *const t = reference_table("groups");
  const uint64_t two[][4] = {{56, 70, 48, 80}, {9, 10, 3, 10}, {5, 56, 0, 29}, {0, 12, 4, 9}};
  for (size_t i = 0; i < 4; i++) {
    const uint64_t *const x = two[i];
    char args[64];
    snprintf(args, sizeof args, "%d;%d;%d;%d", (int)x[0], (int)x[1], (int)x[2], (int)x[3]);
    om_two_shares s;
    om_share_difference(x[0], x[1], x[2], x[3], .95, &s);
    assert_reference(s.newcombe.lo, reference(t, "newcombe_lo", args), 1e-12);
    assert_reference(s.newcombe.hi, reference(t, "newcombe_hi", args), 1e-12);
    assert_reference(s.fisher.p, reference(t, "fisher_p", args), 1e-10);
  }
  /* Newcombe (1998), table II, examples (a), (b) and (e), method 10 */
  om_two_shares s;
  om_share_difference(56, 70, 48, 80, .95, &s);
  close_printed(s.newcombe.lo, .0524, 5e-5, "Newcombe (a) lower", __FILE__, __LINE__);
  close_printed(s.newcombe.hi, .3339, 5e-5, "Newcombe (a) upper", __FILE__, __LINE__);
  om_share_difference(9, 10, 3, 10, .95, &s);
  close_printed(s.newcombe.lo, .1705, 5e-5, "Newcombe (b) lower", __FILE__, __LINE__);
  close_printed(s.newcombe.hi, .8090, 5e-5, "Newcombe (b) upper", __FILE__, __LINE__);

  const struct {
    uint64_t hits, n;
    double expected;
    const char *args;
  } one[] = {{3, 10, .5, "3;10;0.5"},
             {0, 12, .2, "0;12;0.2"},
             {12, 12, .7, "12;12;0.7"},
             {61, 100, .5, "61;100;0.5"},
             {17, 250, .1, "17;250;0.1"}};
  for (size_t i = 0; i < 5; i++) {
    assert_reference(om_share_binomial(one[i].hits, one[i].n, one[i].expected).p,
                     reference(t, "binom_p", one[i].args), 1e-12);
    const om_stat exact = om_share_exact(one[i].hits, one[i].n, .95);
    assert_reference(exact.lo, reference(t, "clopper_lo", one[i].args), 1e-12);
    assert_reference(exact.hi, reference(t, "clopper_hi", one[i].args), 1e-12);
  }
  table_free(t);
}

/* Fisher's odds ratio and range satisfy what defines them: for 2 of 5 against 3 of 4, all tables
 * with these margins can be written out. */
static void
test_fisher_by_hand(void **state)
{
  (void)state;
  om_two_shares s;
  om_share_difference(2, 5, 3, 4, .9, &s);
  /* hits 1 .. 5 in the first: C(5,i) C(4,5-i) */
  const double ways[] = {5, 40, 60, 20, 1};
  double all = 0, mean = 0, below = 0, above = 0, sum[3] = {0};
  const double odds[] = {s.fisher.value, s.fisher.lo, s.fisher.hi};
  for (int o = 0; o < 3; o++)
    for (int i = 1; i <= 5; i++)
      sum[o] += ways[i - 1] * pow(odds[o], i);
  for (int i = 1; i <= 5; i++) {
    all += ways[i - 1];
    mean += i * ways[i - 1] * pow(odds[0], i) / sum[0];
    above += i >= 2 ? ways[i - 1] * pow(odds[1], i) / sum[1] : 0;
    below += i <= 2 ? ways[i - 1] * pow(odds[2], i) / sum[2] : 0;
  }
  assert_close(mean, 2, 1e-12, 0);
  assert_close(above, .05, 1e-12, 0);
  assert_close(below, .05, 1e-12, 0);
  assert_close(s.fisher.p, (5 + 40 + 20 + 1) / all, 1e-14, 0);

  om_share_difference(5, 5, 0, 4, .95, &s);
  assert_true(isinf(s.fisher.value) && isinf(s.fisher.hi) && s.fisher.lo > 1);
  om_share_difference(0, 5, 4, 4, .95, &s);
  assert_true(s.fisher.value == 0 && s.fisher.lo == 0 && s.fisher.hi < 1);
}

static void
count_answers(const table *t, const char *column, size_t n_codes, uint64_t *counts)
{
  for (size_t i = 0; i < n_codes; i++)
    counts[i] = 0;
  for (size_t i = 0; i < t->rows; i++)
    counts[(size_t)table_number(t, i, table_column(t, column))]++;
}

static void
test_golden_nps(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  uint64_t counts[11];
  count_answers(g->customers, "nps", 11, counts);
  const om_stat s = om_nps(0, 10, counts, .95);
  assert_golden(s.value, "NPS ", 0);
  assert_golden(s.se, "NPS -4.87012987 SE", 0);
  assert_golden((double)(counts[9] + counts[10]), "promoters", 0);
  assert_golden((double)(counts[7] + counts[8]), "passives", 0);
  double *const answer = table_numbers(g->customers, "nps"), *const weight =
                                                                 table_numbers(g->customers, "wt");
  const om_stat w = om_nps_weighted(0, 10, g->customers->rows, answer, weight, .95);
  assert_golden(w.value, "weighted NPS", 0);
  assert_int_equal(w.n, 551);
  assert_golden(om_effective_n(g->customers->rows, weight).value, "Kish neff", 0);
  assert_golden(om_design_effect(g->customers->rows, weight).value, "deff", 0);
  for (size_t i = 0; i < g->customers->rows; i++)
    weight[i] = .25;
  const om_stat equal = om_nps_weighted(0, 10, g->customers->rows, answer, weight, .95);
  assert_close(equal.value, s.value, 1e-12, 0);
  assert_close(equal.lo, s.lo, 1e-12, 0);
  assert_int_equal(equal.n, s.n);
  free(answer);
  free(weight);
  golden_free(g);
}

static void
test_nps(void **state)
{
  (void)state;
  table *const t = reference_table("groups");
  const uint64_t counts[] = {3, 1, 0, 2, 4, 9, 6, 14, 20, 17, 24};
  const om_stat s = om_nps(0, 10, counts, .95);
  assert_reference(s.value, reference(t, "nps", "counts"), 1e-13);
  assert_reference(s.se, reference(t, "nps_se", "counts"), 1e-13);
  table_free(t);
  assert_undefined(om_nps(1, 10, counts, .95), "0 to 10");
  assert_undefined(om_nps(0, 5, counts, .95), "0 to 10");
  const uint64_t none[11] = {0}, fans[11] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 2};
  assert_undefined(om_nps(0, 10, none, .95), "no answers");
  assert_undefined(om_nps(0, 10, counts, 1.5), "confidence");
  const om_stat all = om_nps(0, 10, fans, .95);
  assert_true(all.value == 100 && isnan(all.lo));
  assert_no_range(all, "one class");
  /* +-48 points at n = 10, +-15 at 100 (half promoters, a fifth detractors) */
  const uint64_t ten[11] = {0, 0, 2, 0, 0, 0, 0, 3, 0, 5, 0};
  const om_stat small = om_nps(0, 10, ten, .95);
  assert_close(small.hi - small.value, 48.4, 0, .05);
  const double answer[] = {9, 11}, weight[] = {1, 1}, minus[] = {1, -1};
  assert_undefined(om_nps_weighted(0, 10, 2, answer, weight, .95), "outside 0 to 10");
  assert_undefined(om_nps_weighted(0, 10, 2, answer, minus, .95), "negative");
  assert_undefined(om_nps_weighted(0, 100, 2, answer, weight, .95), "0 to 10");
}

static void
test_top_and_effort(void **state)
{
  (void)state;
  const uint64_t counts[] = {2, 3, 5, 7, 8};
  const om_stat top = om_top_share(5, counts, 2, .95), same = om_share(15, 25, .95);
  assert_true(top.value == same.value && top.lo == same.lo && top.hi == same.hi && top.n == 25);
  assert_undefined(om_top_share(5, counts, 5, .95), "top answers");
  assert_undefined(om_top_share(5, counts, 0, .95), "top answers");
  assert_undefined(om_top_share(2, (const uint64_t[]){0, 0}, 1, .95), "no answers");

  om_ces high, low, none;
  om_effort(1, 5, OM_EASE_HIGH, counts, 2, .95, &high);
  om_effort(1, 5, OM_EASE_LOW, counts, 2, .95, &low);
  om_effort(1, 5, OM_EASE_UNDECLARED, counts, 2, .95, &none);
  assert_undefined(none.mean, "not declared");
  assert_close(high.mean.value, 91 / 25., 1e-15, 0);
  assert_close(low.mean.value, 6 - 91 / 25., 1e-15, 0);
  assert_close(low.mean.hi, 6 - high.mean.lo, 1e-15, 0);
  assert_true(high.easy.value == .6 && low.easy.value == .2);
  const double x[] = {1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5};
  assert_close(high.mean.lo, om_mean(25, x, .95).lo, 1e-14, 0);
  om_effort(5, 5, OM_EASE_LOW, counts, 1, .95, &none);
  assert_undefined(none.easy, "fewer than 2 answers");
  om_effort(1, 2, OM_EASE_LOW, (const uint64_t[]){0, 1}, 1, .95, &none);
  assert_no_range(none.mean, "fewer than 2");
}

static void
test_edges(void **state)
{
  (void)state;
  const om_stat none = om_share(0, 8, .95), all = om_share(8, 8, .95);
  assert_true(none.lo == 0 && none.hi > 0 && all.hi == 1 && all.lo < 1);
  assert_close(none.hi, 1 - all.lo, 1e-15, 0);
  assert_close(om_share_exact(0, 8, .95).hi, 1 - pow(.025, 1 / 8.), 1e-13, 0);
  assert_close(om_share_exact(8, 8, .95).lo, pow(.025, 1 / 8.), 1e-13, 0);
  assert_undefined(om_share(1, 0, .95), "no cases");
  assert_undefined(om_share(3, 2, .95), "more hits");
  assert_undefined(om_share_corrected(3, 4, 0), "confidence");
  assert_undefined(om_share_exact(3, 4, NAN), "confidence");
  assert_undefined(om_share_chisq(3, 4, 1), "expected share");
  assert_undefined(om_share_binomial(3, 4, 0), "expected share");
  assert_true(om_share_binomial(5, 10, .5).p == 1);
  /* both ends of the exact range are where a one-sided test just rejects */
  const om_stat exact = om_share_exact(7, 20, .9);
  double upper = 0, lower = 0;
  for (int k = 0; k <= 20; k++) {
    const double ways = exp(lgamma(21) - lgamma(k + 1) - lgamma(21 - k));
    upper += k >= 7 ? ways * pow(exact.lo, k) * pow(1 - exact.lo, 20 - k) : 0;
    lower += k <= 7 ? ways * pow(exact.hi, k) * pow(1 - exact.hi, 20 - k) : 0;
  }
  assert_close(upper, .05, 1e-11, 0);
  assert_close(lower, .05, 1e-11, 0);

  om_two_shares two;
  om_share_difference(1, 0, 1, 2, .95, &two);
  assert_undefined(two.newcombe, "no cases");
  om_share_difference(3, 2, 1, 2, .95, &two);
  assert_undefined(two.wald, "more hits");
  om_share_difference(0, 5, 0, 7, .95, &two);
  assert_true(two.newcombe.value == 0 && two.newcombe.p == 1 && two.newcombe.hi > 0);
  assert_undefined(two.fisher, "all cases are hits, or none");
  om_share_difference(600000, 900000, 400000, 900000, .95, &two);
  assert_undefined(two.fisher, "too many");
  assert_true(two.wald.p == 0);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      outside_test(test_outside),
      cmocka_unit_test(test_small),
      cmocka_unit_test(test_fisher_by_hand),
      cmocka_unit_test(test_golden_nps),
      cmocka_unit_test(test_nps),
      cmocka_unit_test(test_top_and_effort),
      cmocka_unit_test(test_edges),
  };
  return cmocka_run_group_tests_name("stats/shares", tests, NULL, close_summary);
}
