/* The line through a scatter, and Student's t. */
#include "report_test.h"

#include "../../core/report/chart_fit.h"

/* Longley-like trap: the numbers lie far from zero, their spread is small. */
static void
fits_a_line(void **state)
{
  (void)state;
  static const double x[] = {1e6 + 1, 1e6 + 2, 1e6 + 3, 1e6 + 4, 1e6 + 5};
  static const double y[] = {2, 4, 5, 4, 5};
  line_fit fit;
  assert_int_equal(line_fit_make(&fit, x, y, 5), 1);
  assert_close(fit.slope, .6, 1e-9);
  assert_close(line_fit_at(&fit, 1e6 + 3), 4, 1e-8);
  assert_close(fit.s, sqrt(2.4 / 3), 1e-9);
  /* at the mean of x the band is t s / sqrt(n) */
  assert_close(line_fit_half_band(&fit, 1e6 + 3, 2), 2 * fit.s / sqrt(5), 1e-9);
  assert_close(line_fit_half_band(&fit, 1e6 + 5, 2), 2 * fit.s * sqrt(.2 + 4. / 10), 1e-9);
}

static void
fits_no_line(void **state)
{
  (void)state;
  static const double same[] = {.1, .1, .1, .1}, y[] = {1, 2, 3, 4};
  line_fit fit;
  assert_int_equal(line_fit_make(&fit, same, y, 4), 0);
  assert_int_equal(line_fit_make(&fit, y, same, 2), 0);
  assert_int_equal(line_fit_make(&fit, y, same, 4), 1);
  assert_close(fit.slope, 0, 1e-12);
}

/* Quantiles from R: qt(1 - (1 - confidence) / 2, df). */
static void
knows_student(void **state)
{
  (void)state;
  static const struct {
    double confidence;
    size_t df;
    double t, tolerance;
  } known[] = {
      {.95, 8, 2.306004135, 2e-4},  {.95, 10, 2.228138852, 1e-4},  {.95, 28, 2.048407142, 1e-6},
      {.95, 54, 2.004879288, 1e-7}, {.95, 398, 1.965942324, 1e-8}, {.90, 8, 1.859548038, 1e-4},
      {.99, 20, 2.845339710, 1e-4},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    assert_close(student_quantile(known[i].confidence, known[i].df), known[i].t,
                 known[i].tolerance);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fits_a_line),
      cmocka_unit_test(fits_no_line),
      cmocka_unit_test(knows_student),
  };
  return cmocka_run_group_tests_name("report/chart_fit", tests, NULL, NULL);
}
