/* The range of a difference, against published ones. */
#include "report_test.h"

#include "report/change_part.h"

#include <math.h>

/* Wilson's range of a share, from which Newcombe's method 10 makes that of a difference. */
static change_number
share(double x, double n)
{
  const double z = 1.959963984540054, p = x / n;
  const double middle = (x + z * z / 2) / (n + z * z);
  const double half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n);
  return (change_number){NULL, false, p, middle - half, middle + half, n};
}

/* Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10; to the digits that it
 * gives.  The ranges of the shares come from elsewhere, so that only the difference is tried. */
static void
ranges_are_newcombes(void **state)
{
  (void)state;
  static const struct {
    double x1, n1, x2, n2, lo, hi;
  } cases[] = {
      {56, 70, 48, 80, .0524, .3339}, {9, 10, 3, 10, .1705, .8090},  {6, 7, 2, 7, .0582, .8062},
      {5, 56, 0, 29, -.0381, .1926},  {0, 10, 0, 20, -.1611, .2775}, {0, 10, 0, 10, -.2775, .2775},
      {10, 10, 0, 20, .6791, 1},      {10, 10, 0, 10, .6075, 1},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const difference d =
        change_between(share(cases[i].x2, cases[i].n2), share(cases[i].x1, cases[i].n1));
    assert_true(fabs(d.value - (cases[i].x1 / cases[i].n1 - cases[i].x2 / cases[i].n2)) < 1e-15);
    if (!(fabs(d.lo - cases[i].lo) < 5.1e-5) || !(fabs(d.hi - cases[i].hi) < 5.1e-5))
      fail_msg("case %zu: %.6f to %.6f, not %.4f to %.4f", i, d.lo, d.hi, cases[i].lo, cases[i].hi);
  }
}

static void
without_a_range_there_is_none(void **state)
{
  (void)state;
  const change_number whole = {NULL, false, 3, 2, 4, 20}, bare = {NULL, false, 5, NAN, NAN, 20};
  const change_number bound = {NULL, false, .95, .95, NAN, 20};
  difference d = change_between(whole, bare);
  assert_true(d.value == 2 && isnan(d.lo) && isnan(d.hi));
  d = change_between(bare, whole);
  assert_true(d.value == -2 && isnan(d.lo) && isnan(d.hi));
  d = change_between(whole, bound);
  assert_true(isnan(d.lo) && isnan(d.hi));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ranges_are_newcombes),
      cmocka_unit_test(without_a_range_there_is_none),
  };
  return cmocka_run_group_tests_name("report/change", tests, NULL, NULL);
}
