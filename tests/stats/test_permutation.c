/* Permutation tests against R and an independent second writing (oracle.py).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

static const om_rng place = {.key = UINT64_C(0x0123456789ABCDEF), .stream = 3, .counter = 0};

typedef struct family {
  const double *x;
  const double *const *y;
  size_t n_stats;
} family;

/* r of x with each y, the units of the y's in another order. */
static void
correlations(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const family *f = ctx;
  double y[64];
  for (size_t s = 0; s < f->n_stats; s++) {
    for (size_t i = 0; i < n; i++)
      y[i] = f->y[s][index[i]];
    out[s] = om_pearson(n, f->x, y, .95).value;
  }
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  const double *const y[] = {g->customer_mean};
  const family f = {g->employee_mean, y, 1};
  table *t = table_load("reference/oracle.csv");
  om_perm p;

  om_permutation(24, 1, 999, correlations, &f, &place, &p);
  assert_reference(p.statistic, reference(t, "golden_r", ""), 1e-14);
  assert_reference(p.p, reference(t, "golden_perm_p", "999"), 1e-14);
  assert_reference(p.p_greater, reference(t, "golden_perm_p_greater", "999"), 1e-14);
  assert_true(p.permutations == 1000 && !p.exact);
  assert_close(p.mc_error, sqrt(p.p * (1 - p.p) / 1000), 1e-15, 0);

  om_permutation(7, 1, 0, correlations, &f, &place, &p);
  assert_reference(p.p, reference(t, "golden7_perm_p", "exact"), 1e-15);
  assert_reference(p.p_greater, reference(t, "golden7_perm_p_greater", "exact"), 1e-15);
  assert_true(p.permutations == 5040 && p.exact && p.mc_error == 0);

  /* R's p from 200,000 orders, within both Monte Carlo errors. */
  double half;
  om_permutation(24, 1, 39999, correlations, &f, &place, &p);
  const double r_p = golden("permutation p (B=200000, two-sided |r|)", 0, &half);
  const double r_error = golden("MC s.e.", 0, &half);
  assert_close(p.p, r_p, 0, 3 * sqrt(p.mc_error * p.mc_error + r_error * r_error));
  table_free(t);
  golden_free(g);
}

/* Under no association p is uniform: of 400 pairs of columns about 5 % fall below .05. */
static void
test_level(void **state)
{
  (void)state;
  double below = 0, sum = 0;
  for (uint64_t i = 0; i < 400; i++) {
    om_rng rng = om_rng_at(&place, i);
    double x[12], y[12];
    for (int u = 0; u < 12; u++) {
      x[u] = om_rng_normal(&rng);
      y[u] = om_rng_normal(&rng);
    }
    const double *const ys[] = {y};
    const family f = {x, ys, 1};
    om_perm p;
    om_permutation(12, 1, 199, correlations, &f, &rng, &p);
    below += p.p <= .05;
    sum += p.p;
  }
  assert_close(below / 400, .05, 0, .035);
  assert_close(sum / 400, .5, 0, .05);
}

static void
test_max_over_a_family(void **state)
{
  (void)state;
  const double x[] = {1, 2, 4, 3, 7, 5, 8, 6.5, 2.5, 9}, a[] = {2, 1, 3, 5, 6, 4, 9, 5.5, 3.5, 7},
               b[] = {5, 1, 4, 1, 5, 9, 2, 6, 5, 3}, c[] = {8, 1, 8, 2, 8, 4, 5, 9, 0, 4};
  const double *const y[] = {a, b, c};
  const family f = {x, y, 3};
  om_perm all[3], one;
  om_permutation(10, 3, 1999, correlations, &f, &place, all);
  for (int s = 0; s < 3; s++) {
    assert_true(all[s].p_max >= all[s].p);
    assert_true(all[s].p_max <= 3 * all[s].p + .02);
    const family single = {x, &y[s], 1};
    om_permutation(10, 1, 1999, correlations, &single, &place, &one);
    assert_true(one.p == all[s].p && one.p_max == one.p);
  }
  /* The largest |r| keeps the smallest adjusted p. */
  assert_true(all[0].p_max < all[1].p_max && all[0].p_max < all[2].p_max);
  om_perm again[3];
  om_permutation(10, 3, 1999, correlations, &f, &place, again);
  assert_memory_equal(all, again, sizeof all);
}

static void
test_small(void **state)
{
  (void)state;
  /* 4 units in perfect order: 2 of 24 orders reach |r| = 1, and 1 reaches r = 1. */
  const double x[] = {1, 2, 3, 4}, y[] = {2, 4, 6, 8};
  const double *const ys[] = {y};
  const family f = {x, ys, 1};
  om_perm p;
  om_permutation(4, 1, 5, correlations, &f, &place, &p);
  assert_close(p.p, 2 / 24.0, 1e-15, 0);
  assert_close(p.p_greater, 1 / 24.0, 1e-15, 0);
  assert_int_equal(p.permutations, 24);
}

/* Undefined in the given order; undefined in all others; 1 in any order. */
static void
troubled(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  (void)ctx;
  bool given = true;
  for (size_t i = 0; i < n; i++)
    given &= index[i] == i;
  out[0] = given ? NAN : 1;
  out[1] = given ? .5 : NAN;
  out[2] = 1;
}

static void
test_undefined(void **state)
{
  (void)state;
  om_perm p[3];
  om_permutation(5, 3, 99, troubled, NULL, &place, p);
  assert_undefined(p[0], "undefined for these units");
  assert_true(isnan(p[0].p) && isnan(p[0].p_max) && isnan(p[0].mc_error));
  assert_true(p[1].p == 1 && p[1].p_max == 1 && p[2].p == 1);
  om_permutation(1, 3, 99, troubled, NULL, &place, p);
  assert_undefined(p[2], "fewer than 2 units");
  om_permutation(9, 3, 0, troubled, NULL, &place, p);
  assert_undefined(p[1], "no permutations");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_golden),
      cmocka_unit_test(test_level),
      cmocka_unit_test(test_max_over_a_family),
      cmocka_unit_test(test_small),
      cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/permutation", tests, NULL, close_summary);
}
