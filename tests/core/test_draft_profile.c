/* What the columns of an export hold. */
#include "core.h"

#include "draft/profile.h"

#include <math.h>

static bool
profile_of(bench *b, const char *content, export *e, profile *p)
{
  const char *const path = bench_write_text(b, "x.csv", content);
  return open_export(b, e, path, "x.csv", (export_hints){0}) && profile_take(b->memory, e, p);
}

static void
sorts_cells(void **state)
{
  bench *const b = *state;
  export e;
  profile p;
  assert_true(profile_of(b,
                         "a,b,c,d,e\n"
                         "1,1.5,yes,2026-01-02,5 %\n"
                         "2.0,NA,no,2026-01-03,7.5%\n"
                         "99,2,n/a,,\n"
                         " 3 ,-4,yes,2026-01-04,8%\n",
                         &e, &p));
  assert_int_equal(p.rows, 4);
  const column_profile *const c = p.columns;
  assert_int_equal(c[0].filled, 4);
  assert_int_equal(c[0].n_whole, 3);
  assert_int_equal(c[0].n_decimal, 1);
  assert_int_equal(c[0].n_fractions, 0);
  assert_int_equal(c[0].codes.n, 3);
  assert_int_equal(c[0].suspects.n, 1);
  assert_close(c[0].max, 3, 0, 0);
  assert_int_equal(c[1].n_words, 1);
  assert_int_equal(c[1].n_fractions, 1);
  assert_close(c[1].min, 1.5, 0, 0);
  assert_int_equal(c[1].suspects.at[0].code, -4);
  assert_int_equal(c[2].n_text, 3);
  assert_close(value_set_distinct(&c[2].texts), 2, 0, 0);
  assert_int_equal(c[3].n_dates, 3);
  assert_int_equal(c[4].n_percent, 3);
  assert_int_equal(p.n_missing, 2);
  assert_string_equal(p.missing[1].word, "n/a");
  assert_int_equal(profile_numbers(&p, &c[0]), 4);
  assert_no_message(b);
  export_close(&e);
}

static void
finds_the_decimal_comma(void **state)
{
  bench *const b = *state;
  export e;
  profile p;
  assert_true(profile_of(b, "a;b\n1,5;2\n2,25;3\n", &e, &p));
  assert_int_equal(p.decimal, ',');
  assert_int_equal(profile_numbers(&p, &p.columns[0]), 2);
  export_close(&e);
}

/* Rows beyond those that are kept take the short way; the counts are the same. */
static void
counts_alike_beyond_the_sample(void **state)
{
  bench *const b = *state;
  text t = text_new(b->memory);
  text_add(&t, "a,b\n");
  for (unsigned i = 0; i < 3 * MATRIX_ROWS; i++)
    text_addf(&t, "%u,%02u\n", i % 12 == 11 ? 99 : i % 12, i % 12);
  export e;
  profile p;
  assert_true(profile_of(b, t.at, &e, &p));
  const column_profile *const c = p.columns;
  assert_int_equal(p.n_sample, MATRIX_ROWS);
  assert_int_equal(c[0].filled, 3 * MATRIX_ROWS);
  assert_int_equal(c[0].n_whole, 3 * MATRIX_ROWS);
  assert_int_equal(c[0].codes.n, 11);
  assert_int_equal(c[0].codes.at[0].n, MATRIX_ROWS / 4);
  assert_int_equal(c[0].suspects.n, 1);
  assert_close(c[0].max, 10, 0, 0);
  assert_close(value_set_distinct(&c[0].values), 12, 0, 0);
  assert_int_equal(c[1].codes.n, 12);
  assert_close(c[1].max, 11, 0, 0);
  export_close(&e);
}

static void
knows_what_decides_what(void **state)
{
  bench *const b = *state;
  export e;
  profile p;
  text t = text_new(b->memory);
  text_add(&t, "unit,region,mood\n");
  for (unsigned i = 0; i < 2000; i++)
    text_addf(&t, "u%u,r%u,%u\n", i % 500, i % 500 % 4, i % 7);
  assert_true(profile_of(b, t.at, &e, &p));
  assert_true(profile_decides(b->memory, &e, 0, 1));
  assert_false(profile_decides(b->memory, &e, 0, 2));
  assert_false(profile_decides(b->memory, &e, 1, 0));
  export_close(&e);
}

static void
refuses_what_the_loader_refuses(void **state)
{
  bench *const b = *state;
  export e;
  profile p;
  assert_false(profile_of(b, "a,b\n1,2\n1\n", &e, &p));
  assert_message(b, "D035", 3, "row 2 has 1 cells");
  export_close(&e);
  b->d = diags_new(b->memory);
  assert_false(profile_of(b, "a,b\n", &e, &p));
  assert_message(b, "D030", 0, "no rows");
  export_close(&e);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(sorts_cells),
      BENCH_TEST(finds_the_decimal_comma),
      BENCH_TEST(counts_alike_beyond_the_sample),
      BENCH_TEST(knows_what_decides_what),
      BENCH_TEST(refuses_what_the_loader_refuses),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
