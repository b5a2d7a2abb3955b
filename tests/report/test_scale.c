/* Axes: ticks are round, places are linear, nothing odd comes of odd ends. */
#include "report_test.h"

#include "../../core/report/scale.h"

static const struct {
  double lo, hi;
  int round;
  size_t wanted;
  double want_lo, want_hi, want_step;
  size_t want_ticks;
} cases[] = {
    {0, 100, 0, 4, 0, 100, 25, 5},       {0, 100, 0, 2, 0, 100, 50, 3},
    {-1, 1, 0, 5, -1, 1, .5, 5},         {34.8, 75.2, 1, 7, 30, 80, 10, 6},
    {-.29, .77, 1, 5, -.5, 1, .25, 7},   {.3, .7, 0, 4, .3, .7, .1, 5},
    {0, 12345, 1, 5, 0, 12500, 2500, 6}, {-13000, 4000, 1, 5, -15000, 5000, 5000, 5},
    {7, 7, 1, 5, 2, 12, 2, 6}, /* one value: half of it each way, to whole steps */
    {0, 0, 1, 4, -1, 1, .5, 5},          {5, 1, 0, 4, 1, 5, 1, 5}, /* unordered */
    {NAN, 3, 1, 4, 0, 1, .25, 5},
};

static void
makes_round_ticks(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const axis a = axis_make(cases[i].lo, cases[i].hi, cases[i].round, cases[i].wanted, 10, 210);
    if (fabs(a.lo - cases[i].want_lo) > 1e-9 || fabs(a.hi - cases[i].want_hi) > 1e-9 ||
        fabs(a.step - cases[i].want_step) > 1e-9 || a.n_ticks != cases[i].want_ticks)
      fail_msg("case %zu: %g to %g by %g, %zu ticks", i, a.lo, a.hi, a.step, a.n_ticks);
    assert_close(axis_at(&a, a.lo), 10, 1e-9);
    assert_close(axis_at(&a, a.hi), 210, 1e-9);
    for (size_t k = 0; k < a.n_ticks; k++) {
      const double tick = axis_tick(&a, k);
      assert_true(tick >= a.lo - 1e-9 && tick <= a.hi + 1e-9);
      assert_false(tick == 0 && signbit(tick));
    }
  }
}

static void
places_values(void **state)
{
  (void)state;
  const axis left = axis_make(0, 100, 0, 4, 340, 20); /* leftward */
  assert_close(axis_at(&left, 25), 260, 1e-9);
  assert_close(axis_at(&left, 125), -60, 1e-9);
  assert_close(axis_within(&left, 125), 20, 1e-9);
  assert_close(axis_within(&left, -3), 340, 1e-9);
  assert_true(axis_holds(&left, 0) && axis_holds(&left, 100));
  assert_false(axis_holds(&left, 100.1) || axis_holds(&left, -.1));
}

static void
survives_extremes(void **state)
{
  (void)state;
  static const double ends[][2] = {
      {-1e308, 1e308}, {0, 5e-324},  {1e15, 1e15 + 1},       {-INFINITY, INFINITY},
      {1, INFINITY},   {-1e-9, 1e9}, {1e300, 1.0000001e300},
  };
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    for (int round = 0; round < 2; round++) {
      const axis a = axis_make(ends[i][0], ends[i][1], round, 5, 0, 100);
      assert_true(isfinite(a.lo) && isfinite(a.hi) && a.lo < a.hi);
      assert_true(a.step > 0 && isfinite(a.step) && a.n_ticks <= 64);
      for (size_t k = 0; k < a.n_ticks; k++)
        assert_true(isfinite(axis_at(&a, axis_tick(&a, k))));
    }
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(makes_round_ticks),
      cmocka_unit_test(places_values),
      cmocka_unit_test(survives_extremes),
  };
  return cmocka_run_group_tests_name("report/scale", tests, NULL, NULL);
}
