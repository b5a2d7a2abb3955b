/* Means, shares and net promoter scores over people in units, against R's clubSandwich.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"
#include "sets.h"

static table *expected;

static void
check(const om_stat *s, const char *prefix, const char *args)
{
  const struct {
    const char *what;
    double value;
  } parts[] = {{"", s->value}, {"_se", s->se}, {"_lo", s->lo}, {"_hi", s->hi}};
  for (size_t i = 0; i < 4; i++) {
    char name[32];
    snprintf(name, sizeof name, "%s%s", prefix, parts[i].what);
    assert_reference(parts[i].value, reference(expected, name, args), 1e-9);
  }
}

/* Answers 0 .. 10 in five units of 2, 3, 7, 10 and 40 people, as in tests/reference/ref_units.R. */
static const unsigned unequal[5][11] = {{[0] = 1, [9] = 1},
                                        {[3] = 1, [9] = 1, [10] = 1},
                                        {[2] = 1, [6] = 1, [7] = 1, [8] = 1, [9] = 2, [10] = 1},
                                        {[5] = 2, [7] = 2, [8] = 2, [9] = 2, [10] = 2},
                                        {[3] = 5, [6] = 5, [7] = 5, [8] = 5, [9] = 10, [10] = 10}};

static void
unequal_counts(uint64_t *counts, uint64_t *n, uint64_t *from_9, uint64_t *tens, double *mean)
{
  for (size_t u = 0; u < 5; u++) {
    double sum = 0;
    n[u] = 0;
    for (size_t i = 0; i <= 10; i++) {
      counts[11 * u + i] = unequal[u][i];
      n[u] += unequal[u][i];
      sum += (double)i * unequal[u][i];
    }
    mean[u] = sum / (double)n[u];
    tens[u] = unequal[u][10];
    from_9[u] = tens[u] + unequal[u][9];
  }
}

static void
test_unequal(void **state)
{
  (void)state;
  uint64_t counts[55], n[5], from_9[5], tens[5];
  double mean[5];
  unequal_counts(counts, n, from_9, tens, mean);
  const om_stat m = om_mean_by_unit(5, n, mean, .95);
  assert_reference(m.value, reference(expected, "mean", "unequal"), 1e-12);
  assert_reference(m.se, reference(expected, "se", "unequal"), 1e-10);
  assert_reference(m.df, reference(expected, "df", "unequal"), 1e-10);
  assert_reference(m.lo, reference(expected, "lo", "unequal"), 1e-9);
  assert_reference(m.hi, reference(expected, "hi", "unequal"), 1e-9);
  assert_int_equal(m.n, 62);
  const om_stat nine = om_share_by_unit(5, from_9, n, .95), ten = om_share_by_unit(5, tens, n, .95);
  check(&nine, "share", "unequal >= 9");
  check(&ten, "share", "unequal >= 10");
  const om_stat nps = om_nps_by_unit(0, 10, 5, counts, .95);
  check(&nps, "nps", "unequal");
  assert_reference(nps.df, reference(expected, "nps_df", "unequal"), 1e-10);
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *const g = golden_load();
  const om_stat m = om_mean_by_unit(24, g->customer_n, g->customer_mean, .95);
  const char *const args = "golden satisfaction";
  assert_reference(m.value, reference(expected, "mean", args), 1e-12);
  assert_reference(m.se, reference(expected, "se", args), 1e-10);
  assert_reference(m.df, reference(expected, "df", args), 1e-10);
  assert_reference(m.lo, reference(expected, "lo", args), 1e-10);
  assert_reference(m.hi, reference(expected, "hi", args), 1e-10);
  uint64_t counts[24 * 11] = {0}, fours[24] = {0}, fives[24] = {0};
  double *const nps = table_numbers(g->customers, "nps");
  for (size_t i = 0; i < g->customers->rows; i++) {
    const uint32_t u = g->customer_units.of[i];
    counts[11 * u + (size_t)nps[i]]++;
    fours[u] += g->satisfaction[i] >= 4;
    fives[u] += g->satisfaction[i] >= 5;
  }
  const om_stat four = om_share_by_unit(24, fours, g->customer_n, .95);
  const om_stat five = om_share_by_unit(24, fives, g->customer_n, .95);
  check(&four, "share", "golden satisfaction >= 4");
  check(&five, "share", "golden satisfaction >= 5");
  const om_stat score = om_nps_by_unit(0, 10, 24, counts, .95);
  check(&score, "nps", "golden");
  free(nps);
  golden_free(g);
}

/* Units that are alike by chance: the error is that of independent people. */
static void
test_alike(void **state)
{
  (void)state;
  const uint64_t n[] = {4, 4, 4}, hits[] = {2, 2, 2};
  const om_stat share = om_share_by_unit(3, hits, n, .95);
  check(&share, "share", "alike >= 9");
  const uint64_t counts[33] = {[5] = 1,      [7] = 1,      [9] = 1,      [10] = 1,
                               [11 + 5] = 1, [11 + 7] = 1, [11 + 9] = 1, [11 + 10] = 1,
                               [22 + 4] = 1, [22 + 8] = 1, [22 + 9] = 1, [22 + 10] = 1};
  const om_stat nps = om_nps_by_unit(0, 10, 3, counts, .95);
  check(&nps, "nps", "alike");
  const uint64_t two[22] = {[9] = 2, [10] = 1, [11 + 2] = 1, [11 + 3] = 1, [11 + 8] = 1};
  const om_stat of_two = om_nps_by_unit(0, 10, 2, two, .95);
  check(&of_two, "nps", "two");
}

/* Adds a person to what is known of a unit; `sums` holds sums of w, w^2, w x and x. */
static void
add_person(om_weighted_unit *u, double sums[4], double x, double w)
{
  const double add[] = {w, w * w, w * x, x};
  for (size_t i = 0; i < 4; i++)
    sums[i] += add[i];
  u->n++;
  u->weight = sums[0];
  u->effective_n = sums[0] * sums[0] / sums[1];
  u->mean = sums[2] / sums[0];
  u->plain_mean = sums[3] / (double)u->n;
}

static void
check_weighted(size_t units, const om_weighted_unit *u, const char *args)
{
  const om_stat s = om_weighted_mean_by_unit(units, u, .95);
  assert_reference(s.value, reference(expected, "weighted_mean", args), 1e-12);
  assert_reference(s.se, reference(expected, "weighted_se", args), 1e-10);
  assert_reference(s.df, reference(expected, "weighted_df", args), 1e-10);
  assert_reference(s.lo, reference(expected, "weighted_lo", args), 1e-10);
  assert_reference(s.hi, reference(expected, "weighted_hi", args), 1e-10);
}

static void
test_weighted(void **state)
{
  (void)state;
  golden_study *const g = golden_load();
  om_weighted_unit u[24] = {0};
  double sums[24][4] = {{0}};
  double *const weight = table_numbers(g->customers, "wt");
  for (size_t i = 0; i < g->customers->rows; i++) {
    const uint32_t of = g->customer_units.of[i];
    add_person(&u[of], sums[of], g->satisfaction[i], weight[i]);
  }
  check_weighted(24, u, "golden satisfaction");
  free(weight);

  static const int x[] = {0, 9, 10, 9, 3, 10, 9, 8, 7, 6, 2, 9, 9, 10, 5, 8, 7, 9, 10, 5, 8, 7};
  static const int forty[] = {9, 10, 10, 3, 7, 8, 6, 9};
  static const size_t sizes[] = {2, 3, 7, 10, 40};
  om_weighted_unit five[5] = {0};
  double of_five[5][4] = {{0}};
  for (size_t j = 0, i = 0; j < 5; j++)
    for (size_t end = i + sizes[j]; i < end; i++)
      add_person(&five[j], of_five[j], i < 22 ? x[i] : forty[(i - 22) % 8],
                 (double)((i + 1) % 5) + .5);
  check_weighted(5, five, "unequal");

  /* Weights all alike are none. */
  for (size_t j = 0; j < 24; j++)
    u[j] = (om_weighted_unit){g->customer_n[j], 3 * (double)g->customer_n[j],
                              (double)g->customer_n[j], g->customer_mean[j], g->customer_mean[j]};
  const om_stat a = om_weighted_mean_by_unit(24, u, .95),
                b = om_mean_by_unit(24, g->customer_n, g->customer_mean, .95);
  assert_close(a.value, b.value, 1e-14, 0);
  assert_close(a.se, b.se, 1e-13, 0);
  assert_close(a.df, b.df, 1e-12, 0);
  golden_free(g);

  om_weighted_unit few[] = {{3, 3, 3, 4, 4}, {0, 0, 0, NAN, NAN}, {2, 2, 2, 4, 4}};
  assert_no_range(om_weighted_mean_by_unit(3, few, .95), "units do not differ");
  assert_no_range(om_weighted_mean_by_unit(2, few, .95), "fewer than 2 units");
  assert_undefined(om_weighted_mean_by_unit(1, few + 1, .95), "no cases");
  assert_undefined(om_weighted_mean_by_unit(3, few, 0), "confidence");
  few[2].weight = 0;
  assert_undefined(om_weighted_mean_by_unit(3, few, .95), "a weight is not positive");
  few[2] = (om_weighted_unit){2, 2, 2, NAN, NAN};
  assert_undefined(om_weighted_mean_by_unit(3, few, .95), "not finite");
}

/* Nobody in a unit is as if it were not there; one unit, or none, has no range. */
static void
test_few(void **state)
{
  (void)state;
  const uint64_t n[] = {5, 0, 7, 3}, none[] = {0, 0, 0, 0}, without[] = {5, 7, 3};
  const double mean[] = {3, NAN, 4, 3.5}, same[] = {3, 3, 3, 3}, left[] = {3, 4, 3.5};
  const om_stat all = om_mean_by_unit(4, n, mean, .95),
                fewer = om_mean_by_unit(3, without, left, .95);
  assert_close(all.lo, fewer.lo, 0, 0);
  assert_close(all.hi, fewer.hi, 0, 0);
  assert_undefined(om_mean_by_unit(4, none, mean, .95), "no cases");
  assert_undefined(om_mean_by_unit(0, none, mean, .95), "no cases");
  assert_undefined(om_mean_by_unit(4, n, mean, 1), "confidence");
  const uint64_t wrong[] = {5, 2, 7, 3};
  assert_undefined(om_mean_by_unit(4, wrong, mean, .95), "not finite");
  assert_no_range(om_mean_by_unit(2, n, mean, .95), "fewer than 2 units");
  assert_close(om_mean_by_unit(2, n, mean, .95).value, 3, 0, 0);
  assert_no_range(om_mean_by_unit(4, n, same, .95), "units do not differ");
  assert_undefined(om_share_by_unit(4, none, none, .95), "no cases");
  assert_undefined(om_share_by_unit(4, n, none, .95), "more hits");
  assert_no_range(om_share_by_unit(1, none, n, .95), "fewer than 2 units");
}

/* A share of 0 or 1 has a range on one side; a score of one class has none. */
static void
test_ends(void **state)
{
  (void)state;
  const uint64_t n[] = {5, 9, 7, 3}, none[] = {0, 0, 0, 0};
  const om_stat no = om_share_by_unit(4, none, n, .95), yes = om_share_by_unit(4, n, n, .95);
  assert_close(no.lo, 0, 0, 0);
  assert_true(no.hi > .05 && no.hi < 1);
  assert_close(yes.hi, 1, 0, 0);
  assert_close(1 - yes.lo, no.hi, 1e-12, 0);
  const uint64_t tens[22] = {[10] = 4, [11 + 9] = 3}, sevens[22] = {[7] = 4, [11 + 8] = 3};
  assert_no_range(om_nps_by_unit(0, 10, 2, tens, .95), "one class");
  assert_close(om_nps_by_unit(0, 10, 2, tens, .95).value, 100, 0, 0);
  assert_no_range(om_nps_by_unit(0, 10, 2, sevens, .95), "one class");
  assert_no_range(om_nps_by_unit(0, 10, 1, sevens, .95), "fewer than 2 units");
  assert_undefined(om_nps_by_unit(1, 10, 2, tens, .95), "0 to 10");
  const uint64_t nobody[11] = {0};
  assert_undefined(om_nps_by_unit(0, 10, 1, nobody, .95), "no cases");
}

static int
open_expected(void **state)
{
  (void)state;
  expected = reference_table("units");
  return expected == NULL;
}

static int
close_expected(void **state)
{
  table_free(expected);
  return close_summary(state);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_unequal),  cmocka_unit_test(test_golden), cmocka_unit_test(test_alike),
      cmocka_unit_test(test_weighted), cmocka_unit_test(test_few),    cmocka_unit_test(test_ends),
  };
  return cmocka_run_group_tests(tests, open_expected, close_expected);
}
