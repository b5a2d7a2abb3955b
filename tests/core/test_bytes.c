/* Bytes out and in, and what an enemy can do to the reading side: nothing. */
#include "core.h"

#include "base/bytes.h"

#include <float.h>
#include <math.h>

static bytes
sample(const bench *b)
{
  bytes out = bytes_new(b->memory);
  bytes_u8(&out, 0xAB);
  bytes_u32(&out, 0xDEADBEEF);
  bytes_u64(&out, UINT64_C(0x0123456789ABCDEF));
  bytes_f64(&out, -DBL_MIN);
  bytes_string(&out, "köln");
  bytes_string(&out, "");
  bytes_string(&out, NULL);
  return out;
}

static void
what_was_written_is_read(void **state)
{
  const bench *const b = *state;
  const bytes out = sample(b);
  cursor c = cursor_new(out.at, out.n);
  assert_int_equal(cursor_u8(&c), 0xAB);
  assert_int_equal(cursor_u32(&c), 0xDEADBEEF);
  assert_true(cursor_u64(&c) == UINT64_C(0x0123456789ABCDEF));
  assert_true(cursor_f64(&c) == -DBL_MIN);
  assert_string_equal(cursor_string(&c, b->memory, 100), "köln");
  assert_string_equal(cursor_string(&c, b->memory, 100), "");
  assert_null(cursor_string(&c, b->memory, 100));
  assert_true(cursor_done(&c));
}

static void
numbers_are_little_endian(void **state)
{
  const bench *const b = *state;
  bytes out = bytes_new(b->memory);
  bytes_u32(&out, 0x04030201);
  bytes_u64(&out, UINT64_C(0x0807060504030201));
  assert_int_equal(out.n, 12);
  assert_memory_equal(out.at, "\1\2\3\4\1\2\3\4\5\6\7\10", 12);
}

static void
nan_and_infinity_survive(void **state)
{
  const bench *const b = *state;
  bytes out = bytes_new(b->memory);
  bytes_f64(&out, NAN);
  bytes_f64(&out, -INFINITY);
  bytes_f64(&out, -0.0);
  cursor c = cursor_new(out.at, out.n);
  assert_true(isnan(cursor_f64(&c)));
  assert_true(cursor_f64(&c) == -INFINITY);
  assert_true(signbit(cursor_f64(&c)));
}

/* The sample cut after n bytes: every read gives zero from the first that does not fit. */
static void
a_cut_buffer_breaks_and_stays_broken(void **state)
{
  const bench *const b = *state;
  const bytes whole = sample(b);
  for (size_t n = 0; n < whole.n; n++) {
    uint8_t *const cut =
        malloc(n ? n : 1); /* of its own, so that a sanitizer sees a step too far */
    memcpy(cut, whole.at, n);
    cursor c = cursor_new(cut, n);
    cursor_u8(&c);
    cursor_u32(&c);
    cursor_u64(&c);
    cursor_f64(&c);
    cursor_string(&c, b->memory, 100);
    cursor_string(&c, b->memory, 100);
    cursor_string(&c, b->memory, 100);
    assert_true(c.broken);
    assert_false(cursor_done(&c));
    assert_int_equal(cursor_u8(&c), 0);
    assert_int_equal(cursor_u32(&c), 0);
    assert_true(cursor_u64(&c) == 0);
    assert_true(cursor_f64(&c) == 0);
    assert_null(cursor_string(&c, b->memory, 100));
    assert_int_equal(cursor_count(&c), 0);
    assert_true(c.broken);
    free(cut);
  }
}

static void
a_leftover_byte_is_not_done(void **state)
{
  (void)state;
  cursor c = cursor_new("\1\2", 2);
  cursor_u8(&c);
  assert_false(cursor_done(&c));
  cursor_u8(&c);
  assert_true(cursor_done(&c));
}

static void
a_string_longer_than_allowed_breaks(void **state)
{
  const bench *const b = *state;
  bytes out = bytes_new(b->memory);
  bytes_string(&out, "12345");
  cursor c = cursor_new(out.at, out.n);
  assert_null(cursor_string(&c, b->memory, 4));
  assert_true(c.broken);
  c = cursor_new(out.at, out.n);
  assert_string_equal(cursor_string(&c, b->memory, 5), "12345");
}

static void
a_length_beyond_the_end_breaks(void **state)
{
  const bench *const b = *state;
  static const uint32_t lengths[] = {2, 1000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE};
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
    bytes out = bytes_new(b->memory);
    bytes_u32(&out, lengths[i]);
    bytes_u8(&out, 'x');
    cursor c = cursor_new(out.at, out.n);
    assert_null(cursor_string(&c, b->memory, SIZE_MAX));
    assert_true(c.broken);
    c = cursor_new(out.at, out.n);
    assert_int_equal(cursor_count(&c), 0);
    assert_true(c.broken);
  }
}

static void
a_count_is_at_most_what_is_left(void **state)
{
  const bench *const b = *state;
  bytes out = bytes_new(b->memory);
  bytes_u32(&out, 3);
  bytes_raw(&out, "abc", 3);
  cursor c = cursor_new(out.at, out.n);
  assert_int_equal(cursor_count(&c), 3);
  assert_false(c.broken);
}

static void
broken_text_and_control_characters_are_replaced(void **state)
{
  const bench *const b = *state;
  bytes out = bytes_new(b->memory);
  bytes_string(&out, "a\x1b[31m\xff"
                     "b\x01");
  cursor c = cursor_new(out.at, out.n);
  assert_string_equal(cursor_string(&c, b->memory, 100), "a\xEF\xBF\xBD[31m\xEF\xBF\xBD"
                                                         "b\xEF\xBF\xBD");
}

static void
random_bytes_never_leave_the_buffer(void **state)
{
  const bench *const b = *state;
  dice d = {7};
  for (int round = 0; round < 20000; round++) {
    const size_t n = dice_below(&d, 40);
    uint8_t *const noise = malloc(n ? n : 1);
    for (size_t i = 0; i < n; i++)
      noise[i] = dice_below(&d, 3) ? (uint8_t)dice_below(&d, 4) : (uint8_t)dice_next(&d);
    cursor c = cursor_new(noise, n);
    for (int step = 0; step < 12 && !c.broken; step++)
      switch (dice_below(&d, 6)) {
      case 0:
        cursor_u8(&c);
        break;
      case 1:
        cursor_u32(&c);
        break;
      case 2:
        cursor_u64(&c);
        break;
      case 3:
        cursor_f64(&c);
        break;
      case 4: {
        const char *const s = cursor_string(&c, b->memory, 16);
        assert_true(!s || utf8_check(s, strlen(s)) == strlen(s));
        break;
      }
      default:
        assert_true(cursor_count(&c) <= n);
      }
    assert_true(c.i <= n);
    free(noise);
  }
}

int
main(void)
{
  const struct CMUnitTest tests[] = {
      BENCH_TEST(what_was_written_is_read),
      BENCH_TEST(numbers_are_little_endian),
      BENCH_TEST(nan_and_infinity_survive),
      BENCH_TEST(a_cut_buffer_breaks_and_stays_broken),
      BENCH_TEST(a_leftover_byte_is_not_done),
      BENCH_TEST(a_string_longer_than_allowed_breaks),
      BENCH_TEST(a_length_beyond_the_end_breaks),
      BENCH_TEST(a_count_is_at_most_what_is_left),
      BENCH_TEST(broken_text_and_control_characters_are_replaced),
      BENCH_TEST(random_bytes_never_leave_the_buffer),
  };
  return cmocka_run_group_tests_name("bytes", tests, NULL, NULL);
}
