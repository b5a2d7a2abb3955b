/* Dates and times as exports write them. */
#include "core.h"

#include "base/date.h"

static span
cell(const char *s)
{
  return (span){s, strlen(s)};
}

static void
days_are_counted_from_1970(void **state)
{
  (void)state;
  assert_int_equal(date_days(1970, 1, 1), 0);
  assert_int_equal(date_days(1969, 12, 31), -1);
  assert_int_equal(date_days(2000, 2, 29), 11016);
  assert_int_equal(date_days(2026, 3, 31), 20543);
  assert_int_equal(date_days(1, 1, 1), -719162);
  int32_t day = date_days(1899, 1, 1);
  for (int32_t year = 1899; year < 2101; year++) {
    const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    assert_int_equal(date_days(year, 1, 1), day);
    day += is_leap ? 366 : 365;
  }
}

static const struct {
  const char *cell;
  date_order order;
  int32_t y, m, d, second; /* y 0: refused */
} cases[] = {
    {"2026-03-31", DATE_ANY, 2026, 3, 31, 0},
    {" 2026-03-31\xC2\xA0", DATE_ANY, 2026, 3, 31, 0},
    {"2026-3-1", DATE_ANY, 2026, 3, 1, 0},
    {"2026/03/31", DATE_ANY, 2026, 3, 31, 0},
    {"31.03.2026", DATE_ANY, 2026, 3, 31, 0},
    {"1.3.2026", DATE_ANY, 2026, 3, 1, 0},
    {"1.3.26", DATE_DMY, 2026, 3, 1, 0},
    {"1.3.69", DATE_DMY, 1969, 3, 1, 0},
    {"1.3.26", DATE_ANY, 0, 0, 0, 0},
    {"3/31/2026", DATE_ANY, 2026, 3, 31, 0},
    {"31/3/2026", DATE_ANY, 2026, 3, 31, 0},
    {"4/4/2026", DATE_ANY, 2026, 4, 4, 0},
    {"3/4/2026", DATE_ANY, 0, 0, 0, 0},
    {"3/4/2026", DATE_DMY, 2026, 4, 3, 0},
    {"3/4/2026", DATE_MDY, 2026, 3, 4, 0},
    {"3/31/26 2:05 PM", DATE_MDY, 2026, 3, 31, 50700},
    {"3/31/2026", DATE_DMY, 0, 0, 0, 0},
    {"31/3/2026", DATE_MDY, 0, 0, 0, 0},
    {"26-03-31", DATE_YMD, 2026, 3, 31, 0},
    {"2026-03-31 14:05:09", DATE_ANY, 2026, 3, 31, 50709},
    {"2026-03-31T14:05:09.123Z", DATE_ANY, 2026, 3, 31, 50709},
    {"2026-03-31T14:05", DATE_ANY, 2026, 3, 31, 50700},
    {"2026-03-31 23:30:00 -02:00", DATE_ANY, 2026, 4, 1, 5400},
    {"2026-03-31 00:30:00+0200", DATE_ANY, 2026, 3, 30, 81000},
    {"2026-03-31 00:30:00 UTC", DATE_ANY, 2026, 3, 31, 1800},
    {"2026-03-31 10:00 +02", DATE_ANY, 2026, 3, 31, 28800},
    {"3/31/2026 12:05 AM", DATE_ANY, 2026, 3, 31, 300},
    {"3/31/2026 12:05 pm", DATE_ANY, 2026, 3, 31, 43500},
    {"31.03.2026, 14:05", DATE_ANY, 2026, 3, 31, 50700},
    {"2024-02-29", DATE_ANY, 2024, 2, 29, 0},
    {"2025-02-29", DATE_ANY, 0, 0, 0, 0},
    {"2026-13-01", DATE_ANY, 0, 0, 0, 0},
    {"2026-00-01", DATE_ANY, 0, 0, 0, 0},
    {"2026-04-31", DATE_ANY, 0, 0, 0, 0},
    {"2026-03/31", DATE_ANY, 0, 0, 0, 0},
    {"2026.03.31", DATE_ANY, 0, 0, 0, 0},
    {"2026-03-31 24:00", DATE_ANY, 0, 0, 0, 0},
    {"2026-03-31 1:60", DATE_ANY, 0, 0, 0, 0},
    {"2026-03-31 13:05 PM", DATE_ANY, 0, 0, 0, 0},
    {"2026/03/31 10:00:00 AM MDT", DATE_ANY, 2026, 3, 31, 36000},
    {"2026/03/31 10:00:00 AM GMT+2", DATE_ANY, 2026, 3, 31, 28800},
    {"2026-03-31 10:00 Central", DATE_ANY, 0, 0, 0, 0},
    {"2026-03-31 10:00 CET 1", DATE_ANY, 0, 0, 0, 0},
    {"2026-03-31 10:00 GMT2", DATE_ANY, 0, 0, 0, 0},
    {"2026-03-31 10:00 +15", DATE_ANY, 0, 0, 0, 0},
    {"2026-03-31x", DATE_ANY, 0, 0, 0, 0},
    {"2026-03-31 ", DATE_ANY, 2026, 3, 31, 0},
    {"46112", DATE_ANY, 0, 0, 0, 0}, /* a spreadsheet's number of the day */
    {"20260331", DATE_ANY, 0, 0, 0, 0},
    {"123-4-5", DATE_DMY, 0, 0, 0, 0},
    {"1-2", DATE_ANY, 0, 0, 0, 0},
    {"", DATE_ANY, 0, 0, 0, 0},
    {"-", DATE_ANY, 0, 0, 0, 0},
    {"1/2/3/4", DATE_DMY, 0, 0, 0, 0},
    {"2026-03-31 10:0", DATE_ANY, 0, 0, 0, 0},
    {"2026-03-31 10:00:00.", DATE_ANY, 0, 0, 0, 0},
};

static void
dates_are_read_or_refused(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    date x;
    const bool fine = date_parse(cell(cases[i].cell), cases[i].order, &x);
    if (fine != (cases[i].y != 0))
      fail_msg("\"%s\" is %s", cases[i].cell, fine ? "taken" : "refused");
    if (!fine)
      continue;
    if (x.day != date_days(cases[i].y, cases[i].m, cases[i].d) || x.second != cases[i].second)
      fail_msg("\"%s\" is day %d, second %d", cases[i].cell, x.day, x.second);
  }
}

static void
times_and_zones_are_told(void **state)
{
  (void)state;
  date x;
  assert_true(date_parse(cell("2026-03-31"), DATE_ANY, &x) && !x.has_time && !x.has_zone);
  assert_true(date_parse(cell("2026-03-31 10:00"), DATE_ANY, &x) && x.has_time && !x.has_zone);
  assert_true(date_parse(cell("2026-03-31 10:00Z"), DATE_ANY, &x) && x.has_time && x.has_zone);
}

static void
a_column_tells_its_order(void **state)
{
  (void)state;
  const span unclear[] = {cell("1/2/2026"), cell("3/4/2026"), cell("2026-01-01"), cell("")};
  const span dmy[] = {cell("1/2/2026"), cell("13/2/2026")};
  const span mdy[] = {cell("1/2/2026"), cell("2/13/2026 10:00")};
  const span both[] = {cell("13/2/2026"), cell("2/13/2026")};
  assert_int_equal(date_order_of(unclear, 4), DATE_ANY);
  assert_int_equal(date_order_of(dmy, 2), DATE_DMY);
  assert_int_equal(date_order_of(mdy, 2), DATE_MDY);
  assert_int_equal(date_order_of(both, 2), DATE_ANY);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(days_are_counted_from_1970),
      BENCH_TEST(dates_are_read_or_refused),
      BENCH_TEST(times_and_zones_are_told),
      BENCH_TEST(a_column_tells_its_order),
  };
  return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
