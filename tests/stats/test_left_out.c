/* Correlations with one pair left out against the same computed without it, from scratch.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

#include "left_out.h"

enum { MOST = 60 };

static const om_rng place = {.key = 91, .stream = 7, .counter = 0};

/* x and y without pair `out`. */
static void
without(size_t n, const double *x, size_t out, double *to)
{
  for (size_t i = 0, at = 0; i < n; i++)
    if (i != out)
      to[at++] = x[i];
}

static void
assert_same(double found, double right, double tolerance)
{
  if (isnan(right))
    assert_true(isnan(found));
  else
    assert_true(fabs(found - right) <= tolerance);
}

static void
check(size_t n, const double *x, const double *y)
{
  double rank_x[MOST], rank_y[MOST], rho[MOST], scratch[5 * MOST + 1], u[MOST], v[MOST];
  size_t where[MOST];
  uint32_t order_x[MOST], order_y[MOST];
  om_rank(n, x, rank_x, where);
  for (size_t i = 0; i < n; i++)
    order_x[i] = (uint32_t)where[i];
  om_rank(n, y, rank_y, where);
  for (size_t i = 0; i < n; i++)
    order_y[i] = (uint32_t)where[i];
  om_left_out_rho(n, &(om_left_ranks){rank_x, order_x}, &(om_left_ranks){rank_y, order_y}, rho,
                  scratch);
  const om_left_out l = om_left_out_new(n, x, y);
  for (size_t i = 0; i < n; i++) {
    without(n, x, i, u);
    without(n, y, i, v);
    assert_same(rho[i], om_spearman(n - 1, u, v, .95).value, 1e-13);
    if (n > 3)
      assert_same(om_left_out_r(&l, i), om_pearson(n - 1, u, v, .95).value, 1e-13);
  }
}

static void
as_from_scratch(void **state)
{
  (void)state;
  om_rng rng = place;
  for (size_t n = 3; n <= MOST; n += 1 + n / 6)
    for (int steps = 1; steps <= 64; steps *= 4) { /* from nearly all tied to hardly any */
      double x[MOST], y[MOST];
      for (size_t i = 0; i < n; i++) {
        const double common = om_rng_normal(&rng);
        x[i] = 1e3 + round(steps * (common + om_rng_normal(&rng))) / steps;
        y[i] = round(steps * (common + om_rng_normal(&rng))) / steps;
      }
      check(n, x, y);
    }
}

/* One pair that carries all there is: what is left is small beside it, or nothing. */
static void
one_pair_may_carry_everything(void **state)
{
  (void)state;
  double x[MOST], y[MOST];
  om_rng rng = place;
  for (size_t i = 0; i < MOST; i++) {
    x[i] = i == 17 ? 1e9 : om_rng_normal(&rng);
    y[i] = i == 17 ? -1e9 : om_rng_normal(&rng);
  }
  check(MOST, x, y);
  for (size_t i = 0; i < MOST; i++)
    x[i] = y[i] = i == 17;
  check(MOST, x, y);
  for (size_t i = 0; i < MOST; i++) {
    x[i] = (double)i;
    y[i] = i == 17 ? 0 : 2 * (double)i;
  }
  check(MOST, x, y); /* on a line but for one */
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(as_from_scratch),
      cmocka_unit_test(one_pair_may_carry_everything),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
