/* Memory that is freed all at once. */
#include "core.h"

static void
every_block_is_aligned_and_zeroed(void **state)
{
  const bench *const b = *state;
  for (size_t n = 0; n < 300; n++) {
    unsigned char *const p = arena_alloc(b->memory, n, 1);
    assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
    for (size_t i = 0; i < n; i++)
      assert_int_equal(p[i], 0);
    memset(p, 0xA5, n); /* what follows must not see it */
  }
}

static void
blocks_do_not_overlap(void **state)
{
  const bench *const b = *state;
  enum { N = 2000 };
  unsigned char *at[N];
  size_t size[N];
  dice d = {1};
  for (size_t i = 0; i < N; i++) {
    size[i] = 1 + dice_below(&d, i % 50 == 0 ? 100000 : 200);
    at[i] = arena_alloc(b->memory, size[i], 1);
    memset(at[i], (int)(i % 251), size[i]);
  }
  for (size_t i = 0; i < N; i++)
    for (size_t j = 0; j < size[i]; j++)
      assert_int_equal(at[i][j], i % 251);
}

static void
a_block_larger_than_any_step_is_given(void **state)
{
  const bench *const b = *state;
  const size_t n = (size_t)40 << 20;
  char *const p = arena_many(b->memory, n, char);
  p[0] = p[n - 1] = 1;
  char *const small = arena_one(b->memory, char);
  assert_int_equal(*small, 0);
}

static void
an_overflowing_product_is_out_of_memory(void **state)
{
  bench *const b = *state;
  static const struct {
    size_t count, size;
  } cases[] = {
      {SIZE_MAX, 2}, {2, SIZE_MAX}, {SIZE_MAX / 2 + 2, 1}, {(size_t)1 << 33, (size_t)1 << 33}};
  for (volatile size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (setjmp(b->handler.jump) == 0) {
      arena_alloc(b->memory, cases[i].count, cases[i].size);
      fail_msg("case %zu was given memory", (size_t)i);
    }
  }
}

static void
the_nth_block_fails_when_n_are_allowed(void **state)
{
  (void)state;
  for (volatile size_t allowed = 0; allowed < 5; allowed++) {
    out_of_memory handler = {.allowed = allowed};
    arena *volatile a = NULL;
    volatile size_t given = 0;
    if (setjmp(handler.jump) == 0) {
      a = arena_new(&handler);
      for (given = 1;; given++)
        arena_alloc(a, 1 << 20, 1);
    }
    assert_int_equal(given, allowed);
    assert_int_equal(handler.allowed, 0);
    arena_free(a);
  }
}

static void
freeing_null_is_allowed(void **state)
{
  (void)state;
  arena_free(NULL);
}

static void
copies_end_in_nul(void **state)
{
  const bench *const b = *state;
  assert_string_equal(arena_copy(b->memory, "abcdef", 3), "abc");
  assert_string_equal(arena_copy(b->memory, NULL, 0), "");
  assert_string_equal(arena_string(b->memory, "whole"), "whole");
  assert_null(arena_string(b->memory, NULL));
  assert_string_equal(arena_printf(b->memory, "%s-%d", "x", 7), "x-7");
  assert_string_equal(arena_printf(b->memory, "%s", ""), "");
}

static void
an_array_grows_and_keeps_what_it_held(void **state)
{
  const bench *const b = *state;
  struct {
    uint64_t *at;
    size_t n, capacity;
  } list = {0};
  for (uint64_t i = 0; i < 100000; i++)
    arena_push(b->memory, &list, i * i);
  assert_int_equal(list.n, 100000);
  for (uint64_t i = 0; i < 100000; i++)
    assert_true(list.at[i] == i * i);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(every_block_is_aligned_and_zeroed),
      BENCH_TEST(blocks_do_not_overlap),
      BENCH_TEST(a_block_larger_than_any_step_is_given),
      BENCH_TEST(an_overflowing_product_is_out_of_memory),
      BENCH_TEST(the_nth_block_fails_when_n_are_allowed),
      BENCH_TEST(freeing_null_is_allowed),
      BENCH_TEST(copies_end_in_nul),
      BENCH_TEST(an_array_grows_and_keeps_what_it_held),
  };
  return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
