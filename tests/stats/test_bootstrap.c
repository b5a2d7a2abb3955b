/* The bootstrap against R's boot, and against an independent second writing of it (oracle.py).
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "suite.h"

static const om_rng place = {.key = UINT64_C(0x0123456789ABCDEF), .stream = 3, .counter = 0};

typedef struct pairs {
  const double *x, *y;
} pairs;

/* Mean of x; r of x and y. */
static void
mean_and_r(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  const pairs *p = ctx;
  double x[64], y[64], ss;
  for (size_t i = 0; i < n; i++) {
    x[i] = p->x[index[i]];
    y[i] = p->y[index[i]];
  }
  om_mean_ss(n, x, &out[0], &ss);
  out[1] = om_pearson(n, x, y, .95).value;
}

/* As printed by R 4 with package boot: boot(x, function(x, i) mean(x[i]), 1000000); boot.ci().
 * (The example by which SciPy tests its own bootstrap.) */
static void
test_against_r_boot(void **state)
{
  (void)state;
  const double x[] = {10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213};
  const pairs p = {x, x};
  om_boot out[2];
  om_bootstrap(16, 2, 39999, mean_and_r, &p, &place, .95, out);
  assert_null(out[0].bca.no_range);
  assert_close(out[0].percentile.lo, 28.86, .02, 0);
  assert_close(out[0].percentile.hi, 84.21, .02, 0);
  assert_close(out[0].bca.lo, 32.31, .02, 0);
  assert_close(out[0].bca.hi, 91.43, .02, 0);
  assert_close(out[0].bca.value, 863.9 / 16, 1e-15, 0);
  /* For a mean: se sqrt(ss)/n, and acceleration skewness / (6 sqrt(n)), exactly. */
  double mean, ss, cubes = 0;
  om_mean_ss(16, x, &mean, &ss);
  for (int i = 0; i < 16; i++)
    cubes += pow(x[i] - mean, 3);
  assert_close(out[0].bca.se, sqrt(ss) / 16, .02, 0);
  assert_close(out[0].acceleration, cubes / (6 * pow(ss, 1.5)), 1e-12, 0);
  assert_close(out[0].jackknife_se, sqrt(ss / 16 / 15), 1e-12, 0);
  assert_int_equal(out[0].resamples, 39999);
  assert_int_equal(out[0].degenerate, 0);
}

static void
test_golden(void **state)
{
  (void)state;
  golden_study *g = golden_load();
  const pairs p = {g->employee_mean, g->customer_mean};
  om_boot out[2];
  om_bootstrap(24, 2, 4999, mean_and_r, &p, &place, .95, out);
  const om_boot *r = &out[1];
  assert_golden(r->acceleration, "BCa acceleration (leave-one-unit-out)", 0);
  assert_golden(r->jackknife_se, "jackknife s.e.", 0);

  table *t = table_load("reference/oracle.csv");
  assert_reference(r->bca.value, reference(t, "golden_r", ""), 1e-14);
  assert_reference(r->bca.se, reference(t, "golden_boot_se", "4999"), 1e-12);
  assert_reference(r->percentile.lo, reference(t, "golden_boot_percentile_lo", "4999"), 1e-12);
  assert_reference(r->percentile.hi, reference(t, "golden_boot_percentile_hi", "4999"), 1e-12);
  assert_reference(r->z0, reference(t, "golden_boot_z0", "4999"), 1e-12);
  assert_reference(r->acceleration, reference(t, "golden_boot_acceleration", "4999"), 1e-12);
  assert_reference(r->bca.lo, reference(t, "golden_boot_bca_lo", "4999"), 1e-10);
  assert_reference(r->bca.hi, reference(t, "golden_boot_bca_hi", "4999"), 1e-10);
  assert_true(r->bca.n == 24 && isnan(r->bca.p));
  table_free(t);
  golden_free(g);
}

static const double some_x[] = {1, 2, 4, 3, 7, 5, 8, 6.5, 2.5, 9},
                    some_y[] = {2, 1, 3, 5, 6, 4, 9, 5.5, 3.5, 7};
static const pairs some = {some_x, some_y};

static void
test_parts_make_the_whole(void **state)
{
  (void)state;
  om_boot whole[2], again[2], parts;
  om_bootstrap(10, 2, 4999, mean_and_r, &some, &place, .9, whole);
  om_bootstrap(10, 2, 4999, mean_and_r, &some, &place, .9, again);
  assert_memory_equal(whole, again, sizeof whole);

  /* Resamples in any order, as threads may bring them. */
  static double resampled[4999];
  double left_out[10], out[2];
  uint32_t index[10];
  for (uint32_t b = 0; b < 4999; b++) {
    const uint32_t turn = b * 7 % 4999;
    om_boot_index(&place, turn, 10, index);
    mean_and_r(&some, 10, index, out);
    resampled[b] = out[1];
  }
  for (uint32_t i = 0; i < 10; i++) {
    for (uint32_t j = 0; j < 9; j++)
      index[j] = j < i ? j : j + 1;
    mean_and_r(&some, 9, index, out);
    left_out[i] = out[1];
  }
  om_boot_summary(whole[1].bca.value, 10, 4999, resampled, left_out, .9, &parts);
  assert_memory_equal(&parts, &whole[1], sizeof parts);
}

/* Half of the resamples that equal the value count as below it. */
static void
test_ties(void **state)
{
  (void)state;
  static double resampled[5000];
  const double left_out[] = {1, 2, 3, 2, 1, 2, 3, 2};
  for (int b = 0; b < 5000; b++)
    resampled[b] = b < 1000 ? 1 : b < 3000 ? 2 + (b % 3 - 1) * 4e-16 : 3;
  om_boot out;
  om_boot_summary(2, 8, 5000, resampled, left_out, .95, &out);
  assert_close(out.z0, om_z_quantile((1000 + 2000 / 2) / 5000.0), 1e-14, 0);
  assert_true(out.acceleration == 0);
  assert_close(out.jackknife_se, sqrt(7 / 8.0 * 4), 1e-15, 0);
  assert_true(out.percentile.lo == 1 && out.percentile.hi == 3);
}

static void
test_ranges_make_sense(void **state)
{
  (void)state;
  om_boot narrow[2], wide[2], few[2];
  om_bootstrap(10, 2, 4999, mean_and_r, &some, &place, .8, narrow);
  om_bootstrap(10, 2, 4999, mean_and_r, &some, &place, .95, wide);
  for (int s = 0; s < 2; s++) {
    assert_true(wide[s].bca.lo < narrow[s].bca.lo && narrow[s].bca.hi < wide[s].bca.hi);
    assert_true(wide[s].percentile.lo < narrow[s].percentile.lo);
    assert_true(narrow[s].bca.lo < narrow[s].bca.value && narrow[s].bca.value < narrow[s].bca.hi);
    assert_true(wide[s].bca.se == narrow[s].bca.se);
  }
  om_bootstrap(10, 2, 999, mean_and_r, &some, &place, .95, few);
  assert_no_range(few[1].bca, "4999");
  assert_null(few[1].percentile.no_range);
  om_bootstrap(10, 2, 19, mean_and_r, &some, &place, .95, few);
  assert_no_range(few[1].percentile, "most extreme");
  om_bootstrap(10, 2, 0, mean_and_r, &some, &place, .95, few);
  assert_no_range(few[1].percentile, "fewer than 2 resamples");
}

/* Statistics that go wrong: the first one value, then undefined now and then, often, in the
 * whole, when a unit is missing, and one that is never above the value of the whole. */
static void
troubled(const void *ctx, size_t n, const uint32_t *index, double *out)
{
  (void)ctx;
  double sum = 0;
  bool in_order = true;
  unsigned zeros = 0;
  for (size_t i = 0; i < n; i++) {
    sum += index[i];
    zeros += index[i] == 0;
    in_order &= index[i] == i;
  }
  out[0] = 3;
  out[1] = zeros >= 4 ? NAN : sum;
  out[2] = zeros == 0 ? INFINITY : sum;
  out[3] = in_order ? NAN : sum;
  out[4] = n == 9 ? NAN : sum;
  out[5] = in_order ? 1000 : sum;
}

static void
test_undefined(void **state)
{
  (void)state;
  om_boot out[6];
  om_bootstrap(10, 6, 4999, troubled, NULL, &place, .95, out);
  assert_no_range(out[0].bca, "zero variance between resamples");
  assert_no_range(out[0].percentile, "zero variance between resamples");
  assert_true(out[0].bca.value == 3 && out[0].bca.se == 0);
  assert_true(out[1].degenerate > 0 && out[1].resamples == 4999 - out[1].degenerate);
  assert_null(out[1].bca.no_range);
  assert_no_range(out[2].bca, "too many resamples");
  assert_no_range(out[2].percentile, "too many resamples");
  assert_true(out[2].degenerate > 250);
  assert_undefined(out[3].bca, "undefined for these units");
  assert_undefined(out[3].percentile, "undefined for these units");
  assert_no_range(out[4].bca, "one unit left out");
  assert_null(out[4].percentile.no_range);
  assert_no_range(out[5].bca, "one side");

  om_bootstrap(7, 2, 4999, mean_and_r, &some, &place, .95, out);
  assert_no_range(out[0].bca, "fewer than 8 units");
  assert_no_range(out[1].percentile, "fewer than 8 units");
  assert_true(!isnan(out[0].bca.value) && isnan(out[0].bca.se) && out[0].bca.n == 7);
  om_bootstrap(1, 2, 4999, mean_and_r, &some, &place, .95, out);
  assert_undefined(out[0].bca, "fewer than 2 units");
  om_bootstrap(0, 2, 4999, mean_and_r, &some, &place, .95, out);
  assert_undefined(out[1].percentile, "fewer than 2 units");
  om_bootstrap(10, 2, 99, mean_and_r, &some, &place, 0, out);
  assert_undefined(out[0].bca, "confidence");
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_against_r_boot),       cmocka_unit_test(test_golden),
      cmocka_unit_test(test_parts_make_the_whole), cmocka_unit_test(test_ties),
      cmocka_unit_test(test_ranges_make_sense),    cmocka_unit_test(test_undefined),
  };
  return cmocka_run_group_tests_name("stats/bootstrap", tests, NULL, close_summary);
}
