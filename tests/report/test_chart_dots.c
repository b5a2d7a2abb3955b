/* Dots in squares: the same answer as from looking at every dot. */
#include "report_test.h"

#include "../../core/report/chart_dots.h"

static double
random_share(unsigned *seed)
{
  *seed = *seed * 1103515245U + 12345U;
  return (*seed >> 8 & 0xFFFF) / 65536.;
}

static void
finds_as_if_it_looked_at_all(void **state)
{
  (void)state;
  enum { DOTS = 60, PLACES = 4000 };
  double x[DOTS], y[DOTS];
  unsigned seed = 7;
  dots d;
  assert_int_equal(dots_start(&d, DOTS, 320, 200, 4.5), 0);
  for (int i = 0; i < DOTS; i++) {
    x[i] = 400 * random_share(&seed) - 40; /* some beyond the picture */
    y[i] = 280 * random_share(&seed) - 40;
    dots_add(&d, x[i], y[i]);
  }
  int n_free = 0;
  for (int i = 0; i < PLACES; i++) {
    box place = {500 * random_share(&seed) - 90, 400 * random_share(&seed) - 90, 0, 0};
    place.right = place.left + 60 * random_share(&seed);
    place.bottom = place.top + 13;
    int is_in = 0;
    for (int k = 0; k < DOTS; k++) {
      const box dot = {x[k] - 4.5, y[k] - 4.5, x[k] + 4.5, y[k] + 4.5};
      is_in |= box_overlap(&place, &dot);
    }
    assert_int_equal(dots_are_in(&d, &place), is_in);
    n_free += !is_in;
  }
  assert_true(n_free > 100 && n_free < PLACES - 100);
  dots_done(&d);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(finds_as_if_it_looked_at_all)};
  return cmocka_run_group_tests_name("report/chart_dots", tests, NULL, NULL);
}
