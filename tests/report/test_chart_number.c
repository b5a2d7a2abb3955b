/* Numbers as a reader sees them, in any locale. */
#include "report_test.h"

#include "../../core/report/chart_number.h"

#include <locale.h>

static const struct {
  const char *format;
  double value;
  const char *want;
} cases[] = {
    {"number", 3.42, "3.42"},
    {"number", 0, "0.00"},
    {"number", -0.0, "0.00"},
    {"number", .0123456, "0.0123"},
    {"number", -.0123456, "-0.0123"},
    {"number", .00123456, "0.00123"},
    {"number", .000012345, "1.23e-5"},
    {"number", 9.999e-5, "1.00e-4"},
    {"number", .0996, "0.10"},
    {"number", .7, "0.70"},
    {"number", 999.999, "1,000.00"},
    {"number", 12345.678, "12,345.68"},
    {"number", -1234567.8, "-1,234,567.80"},
    {"number", -123456.7, "-123,456.70"},
    {"number", 1.5e15, "1.50e15"},
    {"number", 5e-324, "0.00e-324"},
    {"ratio", .47, ".47"},
    {"ratio", -.47, "-.47"},
    {"ratio", 0, ".00"},
    {"ratio", -.001, ".00"},
    {"ratio", .999, "1.00"},
    {"ratio", -1, "-1.00"},
    {"p", .013, ".013"},
    {"p", .0129, ".013"},
    {"p", .001, ".001"},
    {"p", .00099, "< .001"},
    {"p", 0, "< .001"},
    {"p", .9996, "> .999"},
    {"p", 1, "1.000"},
    {"score", 63.24, "63.2"},
    {"score", -.04, "0.0"},
    {"score", 100, "100.0"},
    {"percent", .642, "64%"},
    {"percent", .0042, "0.4%"},
    {"percent", 0, "0%"},
    {"percent", -.0001, "0.0%"},
    {"percent", 1, "100%"},
    {"percent", .0996, "10%"},
    {"count", 4980, "4,980"},
    {"count", 999, "999"},
    {"count", 1234567, "1,234,567"},
    {"count", 12.5, "12.5"},
    {"unheard-of", 3.42, "3.42"},
    {"score", NAN, ""},
    {"score", INFINITY, ""},
};

static void
writes_numbers(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char out[NUMBER_SIZE];
    number_write(number_format_of(cases[i].format), cases[i].value, NULL, out);
    if (strcmp(out, cases[i].want) != 0)
      fail_msg("%s %.17g: %s, expected %s", cases[i].format, cases[i].value, out, cases[i].want);
  }
}

static void
writes_ranges(void **state)
{
  (void)state;
  const number_words words = {.to = "to", .or_more = "or more", .or_less = "or less"};
  char out[NUMBER_RANGE_SIZE];
  number_write_range(NUMBER_RATIO, .47, .29, .61, &words, out);
  assert_string_equal(out, ".47 (.29 to .61)");
  number_write_range(NUMBER_SCORE, 63.2, NAN, 70, &words, out);
  assert_string_equal(out, "63.2 (70.0 or less)");
  number_write_range(NUMBER_SCORE, 63.2, 60, NAN, &words, out);
  assert_string_equal(out, "63.2 (60.0 or more)");
  number_write_range(NUMBER_COUNT, 7, NAN, NAN, &words, out);
  assert_string_equal(out, "7");
}

static void
writes_ticks(void **state)
{
  (void)state;
  static const struct {
    number_format format;
    double value, step;
    const char *want;
  } ticks[] = {
      {NUMBER_SCORE, 25, 25, "25"},          {NUMBER_SCORE, 0, 25, "0"},
      {NUMBER_RATIO, .5, .5, ".5"},          {NUMBER_RATIO, -1, .5, "-1"},
      {NUMBER_RATIO, -.25, .25, "-.25"},     {NUMBER_RATIO, 0, .5, "0"},
      {NUMBER_PERCENT, .2, .1, "20%"},       {NUMBER_PERCENT, 0, .1, "0%"},
      {NUMBER_COUNT, 12500, 2500, "12,500"}, {NUMBER_PLAIN, .5, .25, "0.50"},
      {NUMBER_PLAIN, 3 * .1, .1, "0.3"},     {NUMBER_PLAIN, -7.5, 2.5, "-7.5"},
  };
  for (size_t i = 0; i < sizeof ticks / sizeof *ticks; i++) {
    char out[NUMBER_SIZE];
    number_write_tick(ticks[i].format, ticks[i].value, ticks[i].step, NULL, out);
    assert_string_equal(out, ticks[i].want);
  }
}

static void
reads_only_numbers(void **state)
{
  (void)state;
  assert_close(number_read("1.5"), 1.5, 0);
  assert_close(number_read(" -2.5e-3\n"), -.0025, 0);
  assert_close(number_read("0.10000000000000001"), .1, 0);
  static const char *const none[] = {NULL,  "",    " ",    "nan", "inf",   "-INF", "0x10",
                                     "1,5", "1 2", "1.5x", "--1", "1e999", "."};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    assert_true(isnan(number_read(none[i])));
}

static void
knows_no_locale(void **state)
{
  if (!setlocale(LC_ALL, "de_DE.UTF-8"))
    print_message("# no de_DE.UTF-8 here: only the C locale is tried\n");
  writes_numbers(state);
  writes_ticks(state);
  reads_only_numbers(state);
  setlocale(LC_ALL, "C");
}

/* Whatever way is the quicker, the digits are those of the library. */
static void
writes_the_digits_of_printf(void **state)
{
  (void)state;
  static const double ties[] = {.05, .15, .25, 2.5, .125, 1.05, 99.95, 999999.95, 12345678.25, 1e9};
  unsigned seed = 5;
  for (int i = 0; i < 200000; i++) {
    seed = seed * 1103515245U + 12345U;
    double value = (double)(seed >> 4) / (i % 3 ? 1000003. : 4096.) * (i % 2 ? 1 : -1);
    if (i < 10)
      value = ties[i];
    char want[NUMBER_SIZE], is[NUMBER_SIZE], plain[NUMBER_SIZE];
    snprintf(want, sizeof want, "%.1f", value);
    number_write(NUMBER_SCORE, value, NULL, is);
    size_t n = 0;
    for (const char *c = is; *c; c++) {
      if (*c != ',')
        plain[n++] = *c;
    }
    plain[n] = '\0';
    if (strcmp(plain, strcmp(want, "-0.0") ? want : "0.0") != 0)
      fail_msg("%.17g is %s", value, is);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_numbers),  cmocka_unit_test(writes_ranges),
      cmocka_unit_test(writes_ticks),    cmocka_unit_test(reads_only_numbers),
      cmocka_unit_test(knows_no_locale), cmocka_unit_test(writes_the_digits_of_printf),
  };
  return cmocka_run_group_tests_name("report/chart_number", tests, NULL, NULL);
}
