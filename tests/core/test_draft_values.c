/* Values: how many different ones, and how many two columns share. */
#include "core.h"

#include "draft/values.h"

#include <math.h>

static uint64_t
hash_of(const char *kind, unsigned i)
{
  char s[32];
  const int n = snprintf(s, sizeof s, "%s %u", kind, i);
  return value_hash((span){s, (size_t)n});
}

static void
counts_few_exactly(void **state)
{
  bench *const b = *state;
  value_set s = value_set_new(1000);
  for (unsigned row = 0; row < 900; row++)
    value_set_add(b->memory, &s, hash_of("unit", row % 160), 1);
  assert_close(value_set_distinct(&s), 160, 0, 0);
  assert_close(value_set_repeated(&s, 2), 160, 0, 0);
  assert_close(value_set_repeated(&s, 6), 100, 0, 0); /* 900 = 5 * 160 + 100 */
  assert_true(value_set_has(&s, hash_of("unit", 7)));
  assert_false(value_set_has(&s, hash_of("unit", 160)));
}

static void
estimates_many(void **state)
{
  bench *const b = *state;
  value_set s = value_set_new(1000), t = value_set_new(1000);
  for (unsigned i = 0; i < 100000; i++) {
    value_set_add(b->memory, &s, hash_of("a", i), 1);
    if (i < 50000)
      value_set_add(b->memory, &t, hash_of("a", i), 1);
  }
  assert_true(s.n <= 1000 && t.n <= 1000);
  assert_close(value_set_distinct(&s), 100000, .15, 0);
  assert_close(value_set_shared(&s, &t), 50000, .2, 0);
  assert_close(value_set_repeated(&s, 2), 0, 0, 0);
}

static void
shares_nothing_with_an_empty_one(void **state)
{
  bench *const b = *state;
  value_set s = value_set_new(10);
  const value_set none = value_set_new(10);
  value_set_add(b->memory, &s, hash_of("a", 1), 3);
  assert_close(value_set_shared(&s, &none), 0, 0, 0);
  assert_close(value_set_distinct(&none), 0, 0, 0);
  assert_false(value_set_has(&none, 1));
  assert_close(value_set_repeated(&s, 3), 1, 0, 0);
}

static void
hashes_every_length(void **state)
{
  (void)state;
  char s[40];
  memset(s, 'x', sizeof s);
  for (size_t i = 0; i < sizeof s; i++)
    for (size_t j = 0; j < i; j++)
      assert_true(value_hash((span){s, i}) != value_hash((span){s, j}));
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(counts_few_exactly),
      BENCH_TEST(estimates_many),
      BENCH_TEST(shares_nothing_with_an_empty_one),
      BENCH_TEST(hashes_every_length),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
