/* Strings to consecutive numbers. */
#include "core.h"

#include "base/map.h"

static void
numbers_follow_first_appearance(void **state)
{
  const bench *const b = *state;
  map m = map_new(b->memory);
  assert_int_equal(map_add(&m, "north", 5), 0);
  assert_int_equal(map_add(&m, "south", 5), 1);
  assert_int_equal(map_add(&m, "north", 5), 0);
  assert_int_equal(map_add(&m, "", 0), 2);
  assert_int_equal(map_add(&m, "", 0), 2);
  assert_int_equal(m.n, 3);
  assert_string_equal(m.keys[0], "north");
  assert_string_equal(m.keys[1], "south");
  assert_string_equal(m.keys[2], "");
}

static void
a_prefix_is_another_key(void **state)
{
  const bench *const b = *state;
  map m = map_new(b->memory);
  const char text[] = "northwest"; /* keys need not end in NUL */
  assert_int_equal(map_add(&m, text, 5), 0);
  assert_int_equal(map_find(&m, text, 9), MAP_NONE);
  assert_int_equal(map_find(&m, text, 4), MAP_NONE);
  assert_int_equal(map_add(&m, text, 9), 1);
  assert_int_equal(map_find(&m, "north", 5), 0);
}

static void
an_empty_map_finds_nothing(void **state)
{
  const bench *const b = *state;
  const map m = map_new(b->memory);
  assert_int_equal(map_find(&m, "x", 1), MAP_NONE);
}

static void
the_map_keeps_a_copy(void **state)
{
  const bench *const b = *state;
  map m = map_new(b->memory);
  char key[] = "abc";
  map_add(&m, key, 3);
  memcpy(key, "xyz", 3);
  assert_int_equal(map_find(&m, "abc", 3), 0);
  assert_int_equal(map_find(&m, "xyz", 3), MAP_NONE);
}

static void
many_keys_keep_their_numbers(void **state)
{
  const bench *const b = *state;
  enum { N = 100000 };
  map m = map_new(b->memory);
  char key[32];
  for (uint32_t i = 0; i < N; i++) {
    const int n = snprintf(key, sizeof key, "%x-%u", i * 2654435761u, i);
    assert_int_equal(map_add(&m, key, (size_t)n), i);
  }
  for (uint32_t i = 0; i < N; i++) {
    const int n = snprintf(key, sizeof key, "%x-%u", i * 2654435761u, i);
    assert_int_equal(map_find(&m, key, (size_t)n), i);
    assert_string_equal(m.keys[i], key);
  }
  assert_int_equal(map_find(&m, "absent", 6), MAP_NONE);
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(numbers_follow_first_appearance), BENCH_TEST(a_prefix_is_another_key),
      BENCH_TEST(an_empty_map_finds_nothing),      BENCH_TEST(the_map_keeps_a_copy),
      BENCH_TEST(many_keys_keep_their_numbers),
  };
  return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
